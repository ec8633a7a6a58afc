// Package capsule is the small part of the vault's format that the vault and the
// key agent share: what is wrapped, how it is named in a search, and how it is
// wrapped to an organ's public sealed key.
//
// A capsule is all it takes to read one item and to find it again: a random data
// key and a finder. Sealing, unsealing and changing epochs move the capsule from
// one wrap into another; the payload is never encrypted again. The vault holds
// capsules of open items in its memory for the length of one call, the agent
// those of sealed items. Whoever holds a capsule can read the item; the package
// grants nothing and checks no warrant. docs/envelope.md is the specification.
package capsule

import (
	"crypto/rand"
	"fmt"
	"log/slog"

	"fengcun"
	"fengcun/internal/suite"
)

// Sizes in bytes, and the number of slots of a finder.
const (
	KeySize  = 32
	SlotSize = 16
	Slots    = 8
	Size     = KeySize + Slots*SlotSize
)

// Field says what a term of the finder is.
type Field byte

// The fields by which an item can be found. There is none for a name alone: a
// name finds too many people, and search in one's own open matters decrypts that
// list in memory.
const (
	ResidentID    Field = 1 // 公民身份号码, 18 digits; 15 digits are converted before
	OtherDocument Field = 2 // kind and number of another identity document
	NameBirth     Field = 3 // name and birth date together
	CaseNumber    Field = 4 // 案号 or document number
)

// Fields lists every field. A search always probes each of them once.
func Fields() [4]Field { return [4]Field{ResidentID, OtherDocument, NameBirth, CaseNumber} }

// Term is one thing by which an item can be found. The value is normalised by
// whoever makes the term; two spellings are two terms.
type Term struct {
	Field Field
	Value fengcun.Particular
}

// Slot is the digest of a term. It is not secret-keyed, and identity numbers can
// be guessed, so a slot stands nowhere outside a capsule except under a key.
// The zero slot is unused.
type Slot [SlotSize]byte

// SlotOf returns the digest of a term.
func SlotOf(s suite.Suite, t Term) Slot {
	sum := s.Hash([]byte{byte(t.Field), 0}, []byte(t.Value.Reveal()))
	return Slot(sum[:SlotSize])
}

// Capsule is a data key and a finder. It refuses to be printed or marshalled.
type Capsule struct {
	Key    [KeySize]byte
	Finder [Slots]Slot
}

// New returns a capsule with a fresh random key. More than Slots terms, an empty
// value or an unknown field give an error that names the field only.
func New(s suite.Suite, terms []Term) (Capsule, error) {
	var c Capsule
	rand.Read(c.Key[:])
	_, err := c.Add(s, terms)
	return c, err
}

// Add puts further terms into free slots and returns the slots that were not yet
// there.
func (c *Capsule) Add(s suite.Suite, terms []Term) (added []Slot, err error) {
	used := len(c.Used())
	for _, t := range terms {
		if t.Value == "" || t.Field < ResidentID || t.Field > CaseNumber {
			return nil, fengcun.Invalid("vault.term", "terms")
		}
		slot := SlotOf(s, t)
		if c.Matches([]Slot{slot}) {
			continue
		}
		if used == Slots {
			return nil, fengcun.Invalid("vault.terms_full", "terms")
		}
		c.Finder[used] = slot
		added = append(added, slot)
		used++
	}
	return added, nil
}

// Used returns the slots in use; they come first.
func (c *Capsule) Used() []Slot {
	for i, slot := range c.Finder {
		if slot == (Slot{}) {
			return c.Finder[:i]
		}
	}
	return c.Finder[:]
}

// Matches reports whether the finder holds one of the slots. It compares every
// slot with every other, whatever it finds. The zero slot matches nothing.
func (c *Capsule) Matches(query []Slot) bool {
	match := false
	for _, q := range query {
		for _, slot := range c.Finder {
			if slot == q && q != (Slot{}) {
				match = true
			}
		}
	}
	return match
}

// Bytes returns the capsule as it is wrapped, Size bytes.
func (c *Capsule) Bytes() []byte { return c.append(make([]byte, 0, Size)) }

func (c *Capsule) append(b []byte) []byte {
	b = append(b, c.Key[:]...)
	for i := range c.Finder {
		b = append(b, c.Finder[i][:]...)
	}
	return b
}

// Parse reads what Bytes wrote.
func Parse(b []byte) (Capsule, error) {
	var c Capsule
	if len(b) != Size {
		return c, &fengcun.Error{Kind: fengcun.KindInternal, Code: "vault.damaged"}
	}
	copy(c.Key[:], b)
	for i := range c.Finder {
		copy(c.Finder[i][:], b[KeySize+i*SlotSize:])
	}
	return c, nil
}

// Forget overwrites the capsule. It lowers the chance that the key is found in
// memory later; it is no promise, for the runtime may have made copies.
func (c *Capsule) Forget() { *c = Capsule{} }

const mark = "[capsule]"

// Format writes a fixed mark for every verb.
func (c Capsule) Format(f fmt.State, _ rune) {
	_, _ = f.Write([]byte(mark)) // a failed write is the business of whoever printed
}

// LogValue returns a fixed mark.
func (c Capsule) LogValue() slog.Value { return slog.StringValue(mark) }
