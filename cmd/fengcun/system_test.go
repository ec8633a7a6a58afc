package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"slices"
	"strconv"
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
