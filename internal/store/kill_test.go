package store_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"fengcun"
	"fengcun/internal/audit"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/store"
)

// killEnv tells the test binary that it is the child of TestKill: directory,
// connection string and the two keys of the log, one line each.
const killEnv = "FENGCUN_TEST_KILL"

// TestKill kills a process under load with SIGKILL, again and again on the same
// database, each time after a random number of acknowledgements. Every act that
// was acknowledged is there, none is half there, and the log verifies.
func TestKill(t *testing.T) {
	if options := os.Getenv(killEnv); options != "" {
		serveUntilKilled(t, strings.Split(options, "\n"))
		return
	}
	secret, public, err := note.GenerateKey(nil, fengcuntest.LogName)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		open  func(testing.TB) fengcuntest.OpenStore
		kills int
	}{
		{"sqlite", fengcuntest.SQLite, 60},
		{"postgres", fengcuntest.Postgres, 20},
	} {
		t.Run(c.name, func(t *testing.T) {
			var key store.Options
			open := c.open(t)
			reopen := func() *store.Store {
				return open(func(o *store.Options) {
					o.Signer, o.Verifier = logKey(t, secret, public)
					key = *o
				})
			}
			reopen().Close(context.Background())
			acknowledged := make(map[fengcun.ID]bool)
			options := strings.Join([]string{key.Dir, key.DSN, secret, public}, "\n")
			for range c.kills {
				for _, id := range loadAndKill(t, options, 1+rand.IntN(300)) {
					acknowledged[id] = true
				}
				s := reopen()
				if _, err := s.Checkpoint(context.Background()); err != nil {
					t.Fatalf("checkpoint after the kill: %v", err)
				}
				checkAfterKill(t, s, &key, acknowledged)
				if err := s.Close(context.Background()); err != nil {
					t.Fatal(err)
				}
			}
			t.Logf("%d kills, %d acknowledged acts, none lost", c.kills, len(acknowledged))
		})
	}
}

func logKey(t testing.TB, secret, public string) (note.Signer, note.Verifier) {
	t.Helper()
	signer, err := note.NewSigner(secret)
	if err != nil {
		t.Fatal(err)
	}
	verifier, err := note.NewVerifier(public)
	if err != nil {
		t.Fatal(err)
	}
	return signer, verifier
}

// loadAndKill starts a child, kills it after some acknowledgements and returns
// all that it gave.
func loadAndKill(t *testing.T, options string, after int) []fengcun.ID {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^TestKill$")
	child.Env = append(os.Environ(), killEnv+"="+options)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var ids []fengcun.ID
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		id, err := fengcun.ParseID(lines.Text())
		if err != nil {
			if !strings.Contains(lines.Text(), "FAIL") {
				continue // the testing package's own lines
			}
			t.Fatal("the child failed")
		}
		if ids = append(ids, id); len(ids) == after {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := child.Wait(); err == nil || len(ids) < after {
		t.Fatalf("the child ended by itself after %d acknowledgements", len(ids))
	}
	return ids
}

// serveUntilKilled commits acts from eight goroutines and prints the identifier
// of each as soon as it is acknowledged, in one write each.
func serveUntilKilled(t *testing.T, options []string) {
	signer, verifier := logKey(t, options[2], options[3])
	s, err := store.Open(context.Background(), store.Options{
		Dir: options[0], DSN: options[1], Signer: signer, Verifier: verifier,
	})
	if err != nil {
		t.Fatal(err)
	}
	sealer := newSealer(t)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for {
				id := fengcun.NewID()
				if _, err := s.Commit(context.Background(), fileMatter(t, sealer, id)); err != nil {
					t.Errorf("commit: %v", err)
					return
				}
				fmt.Fprintln(os.Stdout, id)
			}
		})
	}
	wg.Wait()
}

func checkAfterKill(t *testing.T, s *store.Store, key *store.Options, acknowledged map[fengcun.ID]bool) {
	t.Helper()
	rows, err := s.Reader().Query(`
SELECT m.matter_id, (SELECT count(*) FROM matter_organ o WHERE o.matter_id = m.matter_id)
FROM matter m`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	there := make(map[fengcun.ID]bool)
	for rows.Next() {
		var id fengcun.ID
		var parts int
		if err := rows.Scan(&id, &parts); err != nil {
			t.Fatal(err)
		}
		if parts != 1 {
			t.Errorf("an act is half there")
		}
		there[id] = true
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for id := range acknowledged {
		if !there[id] {
			t.Errorf("an acknowledged act is lost")
		}
	}
	if parts := rowCount(t, s.Reader(), `SELECT count(*) FROM matter_organ`); parts != int64(len(there)) {
		t.Errorf("%d second halves of %d acts", parts, len(there))
	}
	if leaves := rowCount(t, s.Reader(), `SELECT count(*) FROM audit_leaf`); leaves != int64(len(there)) {
		t.Errorf("%d leaves of %d acts", leaves, len(there))
	}
	if err := audit.Verify(context.Background(), s, key.Verifier, nil, nil); err != nil {
		t.Errorf("verify: %v", err)
	}
}
