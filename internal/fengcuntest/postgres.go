package fengcuntest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"fengcun"
)

// postgresServer returns the connection string of the server for tests, started
// on the first call unless one is given by FENGCUN_TEST_POSTGRES.
var postgresServer = sync.OnceValues(func() (string, error) {
	if dsn := os.Getenv("FENGCUN_TEST_POSTGRES"); dsn != "" {
		return dsn, nil
	}
	return startPostgres()
})

// errNoPostgres says that there is no server and none can be started.
var errNoPostgres = errors.New("PostgreSQL is not installed and FENGCUN_TEST_POSTGRES is not set: the PostgreSQL half of this test is skipped")

// newPostgresDatabase makes a database for one test and returns its connection
// string.
func newPostgresDatabase(t testing.TB) string {
	t.Helper()
	server, err := postgresServer()
	// Where everything has to run (FENGCUN_REQUIRE_POSTGRES), a missing server is
	// a failure and no reason to skip.
	if errors.Is(err, errNoPostgres) && os.Getenv("FENGCUN_REQUIRE_POSTGRES") == "" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatalf("start PostgreSQL: %v", err)
	}
	name := "fengcun_test_" + fengcun.NewID().String()
	administer(t, server, `CREATE DATABASE `+name)
	t.Cleanup(func() { administer(t, server, `DROP DATABASE `+name+` WITH (FORCE)`) })
	return withDatabase(server, name)
}

func administer(t testing.TB, dsn, text string) {
	t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		t.Fatalf("connect to PostgreSQL: %v", err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, text); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
}

// withDatabase puts another database into a connection string of either form.
func withDatabase(dsn, name string) string {
	if u, err := url.Parse(dsn); err == nil && strings.HasPrefix(u.Scheme, "postgres") {
		u.Path = "/" + name
		return u.String()
	}
	return dsn + " dbname=" + name // the last one counts
}

// The server lives as long as the test process holds its standard input, so it
// ends and cleans up after itself however the tests end.
const serve = `
"$1/initdb" -D "$2/data" -U fengcun -A trust -E UTF8 --locale=C --no-sync >"$2/log" 2>&1 || exit 1
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c max_connections=200 >>"$2/log" 2>&1 &
read -r _
kill -INT $!
wait $!
rm -rf "$2"
`

// startPostgres starts a private server on a socket in a directory of its own.
// PostgreSQL refuses to run as root, so root hands it to the user postgres.
func startPostgres() (string, error) {
	programs, err := postgresPrograms()
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "fengcun-pg-")
	if err != nil {
		return "", err
	}
	command := exec.Command("/bin/sh", "-c", serve, "sh", programs, dir)
	command.Dir = dir
	if os.Getuid() == 0 {
		owner, err := user.Lookup("postgres")
		if err != nil {
			return "", err
		}
		uid, uidErr := strconv.Atoi(owner.Uid)
		gid, gidErr := strconv.Atoi(owner.Gid)
		if err := errors.Join(uidErr, gidErr, os.Chown(dir, uid, gid)); err != nil {
			return "", err
		}
		command.SysProcAttr = &syscall.SysProcAttr{
			Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)},
		}
	}
	if _, err := command.StdinPipe(); err != nil {
		return "", err
	}
	if err := command.Start(); err != nil {
		return "", err
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	dsn := fmt.Sprintf("host=%s user=fengcun dbname=postgres", dir)
	deadline := time.After(time.Minute)
	for {
		conn, err := pgx.Connect(context.Background(), dsn)
		if err == nil {
			return dsn, conn.Close(context.Background())
		}
		select {
		case <-ended:
			return "", errors.New("the server ended at once")
		case <-deadline:
			return "", err
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// postgresPrograms returns the directory of the newest installed server.
func postgresPrograms() (string, error) {
	if path, err := exec.LookPath("postgres"); err == nil {
		return filepath.Dir(path), nil
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	if err != nil || len(found) == 0 {
		return "", errNoPostgres
	}
	sort.Slice(found, func(i, j int) bool { return postgresVersion(found[i]) < postgresVersion(found[j]) })
	return filepath.Dir(found[len(found)-1]), nil
}

func postgresVersion(path string) int {
	version, err := strconv.Atoi(strings.Split(path, "/")[4])
	if err != nil {
		return 0
	}
	return version
}
