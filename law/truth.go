package law

import "fengcun"

// Truth is the value of a fact that may be unknown. The zero value is Unknown,
// so that a fact nobody stated is never read as "no".
type Truth uint8

// The three values. They combine by Kleene's strong logic.
const (
	Unknown Truth = iota
	No
	Yes
)

// TruthOf turns a known bool into a Truth.
func TruthOf(b bool) Truth {
	if b {
		return Yes
	}
	return No
}

// And is Yes if both are, and No as soon as one is, whatever the other.
func (t Truth) And(u Truth) Truth {
	switch {
	case t == No || u == No:
		return No
	case t == Yes && u == Yes:
		return Yes
	}
	return Unknown
}

// Or is No if both are, and Yes as soon as one is, whatever the other.
func (t Truth) Or(u Truth) Truth { return t.Not().And(u.Not()).Not() }

// Not exchanges Yes and No.
func (t Truth) Not() Truth {
	switch t {
	case Yes:
		return No
	case No:
		return Yes
	}
	return Unknown
}

// IsZero reports whether the fact is unknown; such a fact is left out of JSON.
func (t Truth) IsZero() bool { return t == Unknown }

// Valid reports whether t is one of the three values.
func (t Truth) Valid() bool { return t <= Yes }

// MarshalJSON writes true, false or null.
func (t Truth) MarshalJSON() ([]byte, error) {
	switch t {
	case Yes:
		return []byte("true"), nil
	case No:
		return []byte("false"), nil
	}
	return []byte("null"), nil
}

// UnmarshalJSON reads true, false or null.
func (t *Truth) UnmarshalJSON(text []byte) error {
	switch string(text) {
	case "true":
		*t = Yes
	case "false":
		*t = No
	case "null":
		*t = Unknown
	default:
		return fengcun.Invalid("facts.type", "")
	}
	return nil
}

// Answer is the answer of a finding.
type Answer string

// The answers.
const (
	AnswerYes     Answer = "yes"
	AnswerNo      Answer = "no"
	AnswerUnknown Answer = "unknown"
)

func (t Truth) answer() Answer {
	switch t {
	case Yes:
		return AnswerYes
	case No:
		return AnswerNo
	}
	return AnswerUnknown
}
