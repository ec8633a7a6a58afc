package copymark

import (
	"crypto/rand"
	"hash/crc32"
	"strings"

	"fengcun"
)

// alphabet has no letter that is taken for a digit (Crockford).
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// size is how many characters a code has. The last is drawn from the others, so
// that one typed wrongly is nobody's: one in 32 wrong ones passes, and is unknown.
const size = 12

// Code names one disclosure: eleven random characters and a check character.
type Code string

// NewCode draws a code: 55 random bits. Codes are told apart by the row that holds
// them; nobody guesses one.
func NewCode() Code {
	var b [size - 1]byte
	rand.Read(b[:]) // never returns an error since Go 1.24
	for i := range b {
		b[i] = alphabet[b[i]%32]
	}
	return Code(b[:]) + check(string(b[:]))
}

func check(text string) Code {
	return Code(alphabet[crc32.ChecksumIEEE([]byte(text))%32])
}

// String returns the code as it is printed: three groups of four.
func (c Code) String() string {
	if len(c) != size {
		return ""
	}
	return string(c[:4] + "-" + c[4:8] + "-" + c[8:])
}

// prefix begins the text of the QR code. It names the form, not the program.
const prefix = "FJM1:"

// ParseCode reads a code typed from a page or read from its QR code: small letters,
// O for 0, I and L for 1, blanks and hyphens anywhere. Error: copymark.code.
func ParseCode(text string) (Code, error) {
	text = strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(text)), prefix)
	text = strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '　', '－':
			return -1
		case 'O':
			return '0'
		case 'I', 'L':
			return '1'
		}
		return r
	}, text)
	if len(text) != size || strings.Trim(text, alphabet) != "" || check(text[:size-1]) != Code(text[size-1:]) {
		return "", fengcun.Invalid("copymark.code", "code")
	}
	return Code(text), nil
}
