package main

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"fengcun"
)

func TestDocuments(t *testing.T) {
	long := `{"a":"` + strings.Repeat("x", maxFacts) + `"}`
	for _, c := range []struct {
		name, input string
		want        string // line of each document with its text, or its code
	}{
		{"nothing", "", ""},
		{"blank lines", "\n  \n\n", ""},
		{"one line", `{"a":1}`, `1={"a":1}`},
		{"one document over lines", "{\n\"a\":1\n}\n", "1={\n\"a\":1\n}\n"},
		{"lines", "{\"a\":1}\n{\"b\":2}\n", `1={"a":1} 2={"b":2}`},
		{"a bad line in between", "{\"a\":1}\n{\n{\"b\":2}", `1={"a":1} 2={ 3={"b":2}`},
		{"a bad first line", "{\"a\"\n{\"b\":2}\n", `1={"a" 2={"b":2}`},
		{"blank lines are counted", "{\"a\":1}\n\n{\"b\":2}\n", `1={"a":1} 3={"b":2}`},
		{"line ends of Windows", "{\"a\":1}\r\n{\"b\":2}\r\n", `1={"a":1} 2={"b":2}`},
		{"a line too long", "{\"a\":1}\n" + long + "\n{\"b\":2}\n", `1={"a":1} 2!cli.input_size 3={"b":2}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			err := documents(strings.NewReader(c.input), func(line int, text []byte, err error) error {
				at := string(rune('0' + line))
				if err != nil {
					got = append(got, at+"!"+fengcun.CodeOf(err))
				} else {
					got = append(got, at+"="+string(text))
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if joined := strings.Join(got, " "); strings.TrimRight(joined, "\n") != strings.TrimRight(c.want, "\n") {
				t.Errorf("got %q, want %q", joined, c.want)
			}
		})
	}
}

// TestDocumentsBroken: input that cannot be read to its end is an error, however
// much of it was read.
func TestDocumentsBroken(t *testing.T) {
	broken := io.MultiReader(strings.NewReader("{\"a\":1}\n"), iotest.ErrReader(errors.New("broken")))
	err := documents(broken, func(int, []byte, error) error { return nil })
	if fengcun.CodeOf(err) != "cli.input_read" {
		t.Errorf("error %v", err)
	}
}

const sealFacts = `{"birth":{"date":"2008-05-10"},"acts":[{"date":"2025-03-01"}],"outcome":{"disposition":"imprisonment","term":{"years":5},"effective":"2026-09-01"}}`

func TestColourOnATerminalOnly(t *testing.T) {
	for _, c := range []struct {
		name     string
		terminal bool
		noColour string
		want     bool
	}{
		{"terminal", true, "", true},
		{"terminal with NO_COLOR", true, "1", false},
		{"file", false, "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			env, out, errs := testEnvironment(sealFacts)
			env.terminal = func(io.Writer) bool { return c.terminal }
			env.lookup = func(name string) (string, bool) { return c.noColour, name == "NO_COLOR" }
			if status := run(context.Background(), env, []string{"decide", "--as-of", "2026-11-23"}); status != 0 {
				t.Fatalf("exit status %d: %s", status, errs)
			}
			if got := strings.Contains(out.String(), "\x1b["); got != c.want {
				t.Errorf("colour is %t, want %t", got, c.want)
			}
		})
	}
}
