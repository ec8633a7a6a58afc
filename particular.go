package fengcun

import (
	"log/slog"
)

// Particular is a text that could identify a person or tell what happened: a
// name, an ID number, a case number, an address. It refuses every usual way out:
// printing, logging and JSON give a fixed mark of constant length. The text
// leaves only through Reveal, so that a search for "Reveal" finds every place
// where a particular comes into the open.
type Particular string

const particularMark = "[…]"

// Reveal returns the text itself. The caller answers for where it goes.
func (p Particular) Reveal() string { return string(p) }

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
