package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"fengcun"
)

// The exit statuses. Each kind of error has one, here and nowhere else.
const (
	statusDone        = 0
	statusInternal    = 1 // a fault of the program or the machine
	statusInvalid     = 2 // wrong usage or wrong input
	statusNotFound    = 3 // nothing there for this asker
	statusConflict    = 4 // somebody else was first, or the state forbids the act
	statusForbidden   = 5 // this actor may not do this
	statusUnavailable = 6 // withheld or out of order for everybody
)

// exitStatus is the exit status of an error.
func exitStatus(err error) int {
	switch fengcun.KindOf(err) {
	case "":
		return statusDone
	case fengcun.KindInvalid:
		return statusInvalid
	case fengcun.KindNotFound:
		return statusNotFound
	case fengcun.KindConflict:
		return statusConflict
	case fengcun.KindForbidden:
		return statusForbidden
	case fengcun.KindUnavailable:
		return statusUnavailable
	}
	return statusInternal
}

// complaint is an error as --json shows it.
type complaint struct {
	Kind     fengcun.Kind `json:"kind"`
	Code     string       `json:"code"`
	Field    string       `json:"field,omitempty"`
	Line     int          `json:"line,omitempty"`
	Sentence string       `json:"sentence"`
	Hint     string       `json:"hint,omitempty"`
}

// complain renders an error for the reader. The cause stays for the log.
func (p *program) complain(err error) complaint {
	c := complaint{Kind: fengcun.KindOf(err), Code: fengcun.CodeOf(err)}
	var e *fengcun.Error
	if errors.As(err, &e) {
		c.Field = e.Field
	}
	if c.Code == "" {
		c.Code = "internal"
	}
	c.Sentence, c.Hint = p.errorText(err)
	return c
}

// fail reports the error that ends the run and returns the exit status.
func (p *program) fail(err error) int {
	c := p.complain(err)
	p.log.Error("command failed", "kind", c.Kind, "code", c.Code, "cause", causeOf(err))
	if p.json {
		text, _ := json.Marshal(map[string]complaint{"error": c}) // plain strings always marshal
		fmt.Fprintf(p.stderr, "%s\n", text)
	} else {
		p.warn(c.Sentence)
		if c.Hint != "" {
			fmt.Fprintf(p.stderr, "hint: %s\n", c.Hint)
		}
	}
	return exitStatus(err)
}

// causeOf is what stands behind an error, for the log of those who run the
// machine. A cause of wrong input is left out: it may quote the input.
func causeOf(err error) string {
	var e *fengcun.Error
	switch kind := fengcun.KindOf(err); {
	case kind != fengcun.KindInternal && kind != fengcun.KindUnavailable:
		return ""
	case errors.As(err, &e) && e.Err != nil:
		return e.Err.Error()
	}
	return ""
}

// warn writes one line to standard error under the program's name.
func (p *program) warn(sentence string) { fmt.Fprintf(p.stderr, "fengcun: %s\n", sentence) }

func asError[E error](err error, target *E) bool { return errors.As(err, target) }
