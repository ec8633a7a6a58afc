package verification

import (
	"crypto/rand"
	"encoding/base32"
	"strings"

	"golang.org/x/text/unicode/norm"

	"fengcun"
)

// alphabet is Crockford's: no letter that is taken for a digit. A QR code holds it
// in its denser mode.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

var encoding = base32.NewEncoding(alphabet).WithPadding(base32.NoPadding)

// decodeText reads what somebody typed or pasted: small letters, O for 0, I and L
// for 1, blanks and hyphens anywhere. Bits that carry nothing must be zero.
func decodeText(text string) ([]byte, bool) {
	text = strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '\t', '\r', '\n':
			return -1
		case 'O':
			return '0'
		case 'I', 'L':
			return '1'
		}
		return r
	}, strings.ToUpper(text))
	data, err := encoding.DecodeString(text)
	return data, err == nil && encoding.EncodeToString(data) == text
}

// Salt is what makes the digest of a paper impossible to guess. It is printed on the
// paper and stands in no code.
type Salt [10]byte

// NewSalt returns a random salt.
func NewSalt() (s Salt) {
	rand.Read(s[:]) // never returns an error since Go 1.24
	return s
}

// String returns the salt as it is printed: 16 characters in groups of four.
func (s Salt) String() string {
	text := encoding.EncodeToString(s[:])
	return text[:4] + "-" + text[4:8] + "-" + text[8:12] + "-" + text[12:]
}

// ParseSalt reads a salt that was printed. Error: verification.salt.
func ParseSalt(text string) (s Salt, err error) {
	data, ok := decodeText(text)
	if !ok || len(data) != len(s) {
		return s, fengcun.Invalid("verification.salt", "salt")
	}
	return Salt(data), nil
}

// Canonical returns a name or an ID number in the form in which it is compared:
// Unicode form NFKC, without blanks, with one kind of interpunct, ASCII letters
// large. People type what is printed with other blanks, dots and widths.
func Canonical(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '\t' && r <= '\r', r == ' ', r == 0x85, r == 0xA0, r == 0x1680, r >= 0x2000 && r <= 0x200D,
			r == 0x2028, r == 0x2029, r == 0x202F, r == 0x205F, r == 0x2060, r == 0x3000, r == 0xFEFF:
			return -1
		case r == 0x2022, r == 0x2027, r == 0x2219, r == 0x22C5, r == 0x30FB:
			return '·'
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		}
		return r
	}, norm.NFKC.String(text))
}

func random(n int) []byte {
	b := make([]byte, n)
	rand.Read(b)
	return b
}
