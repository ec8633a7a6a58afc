package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"fengcun"
	"fengcun/internal/roster"
)

// TestMain lets the scripts run this test binary as the command fengcun. Only
// here the clock can be set, by FENGCUN_TEST_NOW.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"fengcun": func() {
			dropPrivileges()
			env := system()
			if now, err := time.Parse(time.RFC3339, os.Getenv("FENGCUN_TEST_NOW")); err == nil {
				env.clock = func() time.Time { return now }
			}
			os.Exit(run(context.Background(), env, os.Args[1:]))
		},
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exec-status": execStatus,
			"cut":         cut,
			"lock":        lock,
			"mode":        mode,
			"restore":     restore,
			"same":        same,
			"snapshot":    restore,
			"tamper":      tamper,
			"unlock":      unlockAgain,
			"grep-tree":   grepTree,
			"substitute":  substitute,
			"json":        jsonValue,
			"workbook":    workbook,
		},
		Setup: func(env *testscript.Env) error {
			env.Setenv("LANG", "zh_CN.UTF-8")
			env.Setenv("LC_ALL", "")
			env.Setenv("FENGCUN_TEST_NOW", "2026-11-23T09:00:00+08:00")
			return nil
		},
	})
}

// execStatus runs a command that has to end with the given exit status.
func execStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exec-status status command [arg...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// cut writes the first half of a file.
func cut(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: cut file half")
	}
	whole := ts.ReadFile(args[0])
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(whole[:len(whole)/2]), 0o600))
}

// workbook writes a list of one synthetic case.
func workbook(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: workbook file")
	}
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	ts.Check(err)
	defer f.Close()
	ts.Check(roster.WriteXLSX(f, slices.Values([]roster.Row{{
		Subject: fengcun.Person{
			Names: []fengcun.Name{{Text: "张甲"}}, Sex: fengcun.Male, Birth: fengcun.NewDate(2008, 5, 10),
		},
		CaseNumbers: []fengcun.Particular{"（2026）沪0101刑初12号"},
		Crimes:      []fengcun.Particular{"盗窃罪"},
		Acts:        []roster.Act{{From: fengcun.NewDate(2025, 3, 1), To: fengcun.NewDate(2025, 3, 1)}},
		Outcome:     roster.Outcome{Disposition: fengcun.ConvictedImprisonment, Term: fengcun.Term{Years: 2}},
		Judgment:    fengcun.NewDate(2026, 8, 20),
		Effective:   fengcun.NewDate(2026, 9, 1),
	}})))
}

// jsonValue sets a variable of the script to a value of the last output, found
// by its path: json matters.0.records.0 RECORD.
func jsonValue(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: json path variable")
	}
	var value any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &value))
	for _, step := range strings.Split(args[0], ".") {
		switch at := value.(type) {
		case map[string]any:
			value = at[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(at) {
				ts.Fatalf("no element %s", step)
			}
			value = at[i]
		}
	}
	text, ok := value.(string)
	if !ok {
		ts.Fatalf("no text at %s", args[0])
	}
	ts.Setenv(args[1], text)
}

// substitute writes a file with $1, $2 … replaced by variables of the script.
func substitute(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: substitute template variable... file")
	}
	text := ts.ReadFile(args[0])
	for i, name := range args[1 : len(args)-1] {
		text = strings.ReplaceAll(text, "$"+strconv.Itoa(i+1), ts.Getenv(name))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[len(args)-1]), []byte(text), 0o600))
}

// grepTree looks for a text in every file below a directory.
func grepTree(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: grep-tree text directory")
	}
	files, found := 0, ""
	ts.Check(filepath.WalkDir(ts.MkAbs(args[1]), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		content, err := os.ReadFile(path)
		if bytes.Contains(content, []byte(args[0])) {
			found = path
		}
		return err
	}))
	if files == 0 {
		ts.Fatalf("no files below %s", args[1])
	}
	if (found != "") == neg {
		ts.Fatalf("found in %q", found)
	}
}

// lock takes a lock file as a second process would; unlock gives it back.
func lock(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: lock file")
	}
	f, err := os.Open(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB))
	ts.Defer(func() { f.Close() })
	held.Store(ts, f)
}

// held are the lock files that scripts hold, by script.
var held sync.Map

func unlockAgain(ts *testscript.TestScript, neg bool, args []string) {
	f, ok := held.Load(ts)
	if neg || len(args) != 0 || !ok {
		ts.Fatalf("usage: unlock, after lock")
	}
	f.(*os.File).Close()
}

// mode checks the permissions of a file.
func mode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: mode permissions file")
	}
	info, err := os.Stat(ts.MkAbs(args[1]))
	ts.Check(err)
	if got := fmt.Sprintf("%04o", info.Mode().Perm()); got != args[0] {
		ts.Fatalf("mode %s, want %s", got, args[0])
	}
}

// restore makes the second directory a copy of the first.
func restore(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: restore from to")
	}
	to := ts.MkAbs(args[1])
	ts.Check(os.RemoveAll(to))
	ts.Check(os.CopyFS(to, os.DirFS(ts.MkAbs(args[0]))))
}

// same compares two variables of the script.
func same(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 || ts.Getenv(args[0]) == "" {
		ts.Fatalf("usage: same variable variable")
	}
	if (ts.Getenv(args[0]) == ts.Getenv(args[1])) == neg {
		ts.Fatalf("%s and %s", args[0], args[1])
	}
}

// tamper changes one entry of the audit log behind the program's back.
func tamper(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: tamper database index")
	}
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	changed, err := db.Exec(`UPDATE audit_leaf SET body = zeroblob(length(body)) WHERE leaf_index = $1`, args[1])
	ts.Check(err)
	if n, err := changed.RowsAffected(); err != nil || n != 1 {
		ts.Fatalf("changed %d entries: %v", n, err)
	}
}
