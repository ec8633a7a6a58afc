package fengcun

import (
	"database/sql/driver"
	"fmt"
	"log/slog"
)

// Particular is a text that could identify a person or tell what happened: a
// name, an ID number, a case number, an address. It refuses every usual way out:
// printing, logging, JSON and XML give a fixed mark of constant length, and a
// database driver gets an error. The text leaves only through Reveal, so that a
// search for "Reveal" finds every place where a particular comes into the open.
//
// Three ways out cannot be closed from here, because the standard library does
// not ask the type: %v of a struct that holds a Particular in an unexported
// field, a map with Particular keys in JSON, and the wrong verbs %p and %w, which
// go vet reports. Keep particulars in exported fields and never use them as keys.
type Particular string

const particularMark = "[…]"

// Reveal returns the text itself. The caller answers for where it goes.
func (p Particular) Reveal() string { return string(p) }

// Format writes a fixed mark for every verb. Without it a wrong verb such as %d
// would print the text inside the complaint of package fmt.
func (p Particular) Format(f fmt.State, _ rune) { formatMark(f) }

// String returns a fixed mark, never the text.
func (p Particular) String() string { return particularMark }

// GoString returns a fixed mark, never the text.
func (p Particular) GoString() string { return particularMark }

// LogValue returns a fixed mark, never the text.
func (p Particular) LogValue() slog.Value { return slog.StringValue(particularMark) }

// MarshalText returns a fixed mark, never the text: whoever must store or show
// the text encodes Reveal() on purpose.
func (p Particular) MarshalText() ([]byte, error) { return []byte(particularMark), nil }

// UnmarshalText takes the text as it is: particulars may come in freely.
func (p *Particular) UnmarshalText(text []byte) error {
	*p = Particular(text)
	return nil
}

// Value refuses to hand the text to a database driver: a particular reaches a
// table only as the ciphertext that the vault made of it.
func (p Particular) Value() (driver.Value, error) {
	return nil, &Error{Kind: KindInternal, Code: "particular.stored"}
}

func formatMark(f fmt.State) {
	// A failed write is the business of whoever printed; there is nobody to tell.
	_, _ = f.Write([]byte(particularMark))
}
