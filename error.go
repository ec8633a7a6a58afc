package fengcun

import (
	"errors"
	"strings"
)

// Kind says what sort of refusal an error is. The set is closed: each surface
// (command line, pages, API) turns a kind into an exit code or status in exactly
// one place, and anything without a kind is internal and reveals nothing.
type Kind string

// The kinds of error.
const (
	KindInvalid     Kind = "invalid"     // the input is wrong; Field says where
	KindNotFound    Kind = "not_found"   // nothing there for this asker, which is all that is said
	KindConflict    Kind = "conflict"    // somebody else was first, or the state forbids the act
	KindForbidden   Kind = "forbidden"   // this actor may not do this
	KindUnavailable Kind = "unavailable" // withheld or out of order for everybody; try later
	KindInternal    Kind = "internal"    // a fault of the program or the machine
)

// Error is the one error type that crosses a boundary. Its Code is a key of the
// locale catalogues ("record.transition"), so that each surface says it in the
// reader's language. An Error never holds particulars of a person: Args are
// codes, numbers, article numbers, field and column names.
type Error struct {
	Kind  Kind
	Code  string            // key of the sentence, stable
	Field string            // the field, column or flag concerned, if one
	Args  map[string]string // values for the sentence; never particulars
	Err   error             // the cause, for the log only; never shown
}

// Error returns the code and the field, not the sentence: sentences belong to
// the locale catalogues.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Kind))
	b.WriteString(": ")
	b.WriteString(e.Code)
	if e.Field != "" {
		b.WriteString(" (")
		b.WriteString(e.Field)
		b.WriteString(")")
	}
	if e.Err != nil {
		b.WriteString(": ")
		b.WriteString(e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf returns the kind of the first Error in err's chain, KindInternal if
// there is none, and the empty kind for nil.
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return KindInternal
}

// CodeOf returns the code of the first Error in err's chain, or "".
func CodeOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// Invalid returns an error about one field of the input.
func Invalid(code, field string) *Error {
	return &Error{Kind: KindInvalid, Code: code, Field: field}
}
