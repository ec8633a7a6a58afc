package verification

import (
	"bytes"
	"encoding/binary"
	"strings"
	"time"
	"unicode/utf8"

	"fengcun"
	"fengcun/internal/suite"
)

// Algorithms names the algorithms of a code.
type Algorithms byte

// The algorithms. There is no negotiation: a key has one pair for ever.
const (
	Intl Algorithms = 1 // Ed25519, SHA-256
	GM   Algorithms = 2 // SM2 with SM3, SM3
)

func (a Algorithms) suite() (suite.Suite, bool) {
	switch a {
	case Intl:
		return suite.Intl(), true
	case GM:
		return suite.GM(), true
	}
	return nil, false
}

func algorithmsOf(s suite.Suite) Algorithms {
	if s.Name() == suite.GM().Name() {
		return GM
	}
	return Intl
}

// KeyID is the beginning of a digest of a public key, its algorithms and its organ.
type KeyID [8]byte

// Code is what the QR code of a paper says.
type Code struct {
	Algorithms Algorithms
	Key        KeyID
	Organ      fengcun.OrganID // at most MaxOrgan bytes
	Kind       Kind
	Date       fengcun.Date // of issue
	Number     string       // as printed, at most MaxNumber bytes
	Digest     [32]byte     // over what the paper says of whom, see Subject
	Signature  [64]byte
}

// The limits of a code in bytes. Shorter texts are filled up, so that every code
// has one length.
const (
	MaxOrgan  = 32
	MaxNumber = 48

	codeVersion = 1
	signedSize  = 1 + 1 + 8 + MaxOrgan + 1 + 4 + MaxNumber + 32
	codeSize    = signedSize + 64
)

// prefix begins the text of every code. It names the form and not its maker.
const prefix = "GW1:"

// Length is the length of every code's text in characters.
const Length = len(prefix) + (codeSize*8+4)/5

// Subject is whom a paper is about or addressed to, as printed on it.
type Subject struct {
	Name     fengcun.Particular
	Document fengcun.Particular // number of the identity document; empty if the paper names none
}

// digest binds a code to its subject.
func (c *Code) digest(s suite.Suite, who Subject, salt Salt) [32]byte {
	b := []byte("document-digest/1\x00")
	for _, text := range []string{c.Number, Canonical(who.Name.Reveal()), Canonical(who.Document.Reveal())} {
		b = binary.BigEndian.AppendUint16(b, uint16(len(text)))
		b = append(b, text...)
	}
	b = appendDate(b, c.Date)
	return s.Hash(append(b, salt[:]...))
}

// maxSubject is the longest name or ID number in bytes that a digest takes.
const maxSubject = 1 << 12

func (who Subject) check() error {
	if who.Name == "" || len(who.Name) > maxSubject || len(who.Document) > maxSubject {
		return fengcun.Invalid("verification.subject", "name")
	}
	return nil
}

func appendDate(b []byte, d fengcun.Date) []byte {
	b = binary.BigEndian.AppendUint16(b, uint16(d.Year))
	return append(b, byte(d.Month), byte(d.Day))
}

// check reports whether every part fits, without a sign of whom the code is for.
func (c *Code) check() error {
	switch {
	case c.Organ == "" || len(c.Organ) > MaxOrgan || strings.Contains(string(c.Organ), "\x00"):
		return fengcun.Invalid("verification.organ", "organ")
	case c.Number == "" || len(c.Number) > MaxNumber || strings.Contains(c.Number, "\x00"):
		return fengcun.Invalid("verification.number", "number")
	case !utf8.ValidString(c.Number) || !utf8.ValidString(string(c.Organ)):
		return fengcun.Invalid("verification.number", "number")
	case !c.Date.Valid() || c.Kind == 0:
		return fengcun.Invalid("verification.date", "date")
	}
	return nil
}

// signed returns what the signature covers, after its purpose.
func (c *Code) signed() []byte {
	b := make([]byte, 0, codeSize)
	b = append(b, codeVersion, byte(c.Algorithms))
	b = append(b, c.Key[:]...)
	b = append(b, padded(string(c.Organ), MaxOrgan)...)
	b = append(b, byte(c.Kind))
	b = appendDate(b, c.Date)
	b = append(b, padded(c.Number, MaxNumber)...)
	return append(b, c.Digest[:]...)
}

func padded(text string, size int) []byte {
	return append([]byte(text), make([]byte, size-len(text))...)
}

// purposeCode keeps a signature of a code from being taken for one of another kind.
const purposeCode = "document-code/1\x00"

// Text returns the code as it stands in a QR code: always Length characters.
func (c *Code) Text() string {
	return prefix + encoding.EncodeToString(append(c.signed(), c.Signature[:]...))
}

// ParseCode reads the text of a code, typed or pasted. It checks the form alone.
// Error: verification.code.
func ParseCode(text string) (Code, error) {
	wrong := fengcun.Invalid("verification.code", "code")
	rest, ok := strings.CutPrefix(strings.ToUpper(strings.TrimSpace(text)), prefix)
	b, decoded := decodeText(rest)
	if !ok || !decoded || len(b) != codeSize || b[0] != codeVersion {
		return Code{}, wrong
	}
	left := b[1:]
	take := func(n int) (part []byte) {
		part, left = left[:n], left[n:]
		return part
	}
	var c Code
	c.Algorithms = Algorithms(take(1)[0])
	c.Key = KeyID(take(len(c.Key)))
	c.Organ = fengcun.OrganID(bytes.TrimRight(take(MaxOrgan), "\x00"))
	c.Kind = Kind(take(1)[0])
	date := take(4)
	c.Date = fengcun.NewDate(int(binary.BigEndian.Uint16(date)), time.Month(date[2]), int(date[3]))
	c.Number = string(bytes.TrimRight(take(MaxNumber), "\x00"))
	c.Digest = [32]byte(take(len(c.Digest)))
	c.Signature = [64]byte(take(len(c.Signature)))
	if c.check() != nil || !bytes.Equal(c.signed(), b[:signedSize]) {
		return Code{}, wrong
	}
	return c, nil
}
