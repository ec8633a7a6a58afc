package main

import (
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

// environment is everything that the program takes from outside, so that a test
// can give it something else.
type environment struct {
	stdin    io.Reader
	stdout   io.Writer
	stderr   io.Writer
	lookup   func(name string) (string, bool) // environment variables
	clock    func() time.Time
	terminal func(w io.Writer) bool // whether a person looks at w
}

// system is the environment of the process.
func system() environment {
	return environment{
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
		lookup: os.LookupEnv, clock: time.Now, terminal: isTerminal,
	}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// variable returns an environment variable, empty if it is not set.
func (e environment) variable(name string) string {
	value, _ := e.lookup(name)
	return value
}
