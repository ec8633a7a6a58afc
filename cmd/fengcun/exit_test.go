package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fengcun"
)

func TestExitStatus(t *testing.T) {
	for _, c := range []struct {
		err  error
		want int
	}{
		{nil, 0},
		{errors.New("no kind"), 1},
		{&fengcun.Error{Kind: fengcun.KindInternal}, 1},
		{&fengcun.Error{Kind: "of tomorrow"}, 1},
		{&fengcun.Error{Kind: fengcun.KindInvalid}, 2},
		{&fengcun.Error{Kind: fengcun.KindNotFound}, 3},
		{&fengcun.Error{Kind: fengcun.KindConflict}, 4},
		{&fengcun.Error{Kind: fengcun.KindForbidden}, 5},
		{&fengcun.Error{Kind: fengcun.KindUnavailable}, 6},
		{fmt.Errorf("wrapped: %w", &fengcun.Error{Kind: fengcun.KindConflict}), 4},
	} {
		if got := exitStatus(c.err); got != c.want {
			t.Errorf("%v: exit status %d, want %d", c.err, got, c.want)
		}
	}
}

// testEnvironment has nothing on standard input, no variables and a clock that
// stands still.
func testEnvironment(stdin string) (environment, *bytes.Buffer, *bytes.Buffer) {
	var out, errs bytes.Buffer
	return environment{
		stdin: strings.NewReader(stdin), stdout: &out, stderr: &errs,
		lookup:   func(string) (string, bool) { return "", false },
		clock:    func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, fengcun.Shanghai) },
		terminal: func(io.Writer) bool { return false },
	}, &out, &errs
}

// TestMisuseRepeatsNothing gives the grammar wrong command lines that hold a
// name in every place. Whatever is wrong, the name does not come back, and the
// answer is one sentence and one hint.
func TestMisuseRepeatsNothing(t *testing.T) {
	const name = "王某某"
	pieces := []string{
		name, "--" + name, "--name=" + name, "--as=" + name, "--as-of=" + name, "--by=" + name, "--lang=" + name, "--birth=" + name,
		"decide", "deadline", "law", "certify", "search", "audit", "proof", "policy", "why", "--role=" + name, "--act=" + name, "--json", "--x", "-z" + name,
	}
	rapid.Check(t, func(t *rapid.T) {
		args := append(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 5).Draw(t, "args"), name)
		env, out, errs := testEnvironment(name)
		if status := run(context.Background(), env, args); status == 0 {
			t.Fatalf("%q was accepted: %s", args, out)
		}
		if strings.Contains(errs.String()+out.String(), name) {
			t.Fatalf("%q: the name came back: %s%s", args, out, errs)
		}
	})
}
