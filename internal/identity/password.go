package identity

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"fengcun"
)

// Cost is the work of argon2id (RFC 9106).
type Cost struct {
	MemoryKiB uint32
	Passes    uint32
	Lanes     uint8
}

// DefaultCost takes about 60 ms and 64 MiB: the second recommended choice of RFC
// 9106 section 4.
var DefaultCost = Cost{MemoryKiB: 64 << 10, Passes: 3, Lanes: 4}

const (
	saltSize = 16
	hashSize = 32

	// concurrentHashes bounds the memory that signing in can take, in hashes of
	// DefaultCost each.
	concurrentHashes = 4

	// maxTyped bounds what is hashed, in bytes. Longer input is refused by every
	// check alike.
	maxTyped = 512
)

// The bounds of a password that somebody chooses, in characters.
const (
	MinPassword = 12
	MaxPassword = 128
)

// Hash is a password as it is kept, in the usual text form
// $argon2id$v=19$m=…,t=…,p=…$salt$hash.
type Hash string

func (c Cost) encode(salt, sum []byte) Hash {
	b64 := base64.RawStdEncoding.EncodeToString
	return Hash(fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.MemoryKiB, c.Passes, c.Lanes, b64(salt), b64(sum)))
}

// decode reads a hash. Anything but what encode wrote is refused.
func (h Hash) decode() (c Cost, salt, sum []byte, ok bool) {
	parts := strings.Split(string(h), "$")
	if len(parts) != 6 {
		return c, nil, nil, false
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.MemoryKiB, &c.Passes, &c.Lanes); err != nil {
		return c, nil, nil, false
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(parts[4])
	sum, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	if err1 != nil || err2 != nil || len(sum) != hashSize || c.encode(salt, sum) != h || c.Passes == 0 || c.Lanes == 0 {
		return c, nil, nil, false
	}
	return c, salt, sum, true
}

// Hash makes the form of a password that is kept.
func (i *Identity) Hash(ctx context.Context, p Password) (Hash, error) {
	salt := make([]byte, saltSize)
	rand.Read(salt)
	sum, err := i.argon2(ctx, p, salt, i.cost)
	if err != nil {
		return "", err
	}
	return i.cost.encode(salt, sum), nil
}

// Check reports whether the password is the one of the hash. An empty hash stands
// for an account that is not there or has no password: it costs the same and is
// false. The error is that of a cancelled context only.
func (i *Identity) Check(ctx context.Context, p Password, h Hash) (bool, error) {
	cost, salt, sum, real := h.decode()
	if !real {
		cost, salt, sum, _ = i.decoy.decode()
	}
	got, err := i.argon2(ctx, p, salt, cost)
	if err != nil {
		return false, err
	}
	equal := subtle.ConstantTimeCompare(got, sum) == 1
	return equal && real && len(p) <= maxTyped, nil
}

// argon2 computes one hash when it is its turn.
func (i *Identity) argon2(ctx context.Context, p Password, salt []byte, c Cost) ([]byte, error) {
	select {
	case i.hashing <- struct{}{}:
		defer func() { <-i.hashing }()
	case <-ctx.Done():
		return nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "sign_in.busy", Err: ctx.Err()}
	}
	typed := p.Reveal() // to be hashed and nothing else
	if len(typed) > maxTyped {
		typed = typed[:maxTyped]
	}
	return argon2.IDKey([]byte(norm.NFKC.String(typed)), salt, c.Passes, c.MemoryKiB, c.Lanes, hashSize), nil
}

// Acceptable refuses a password that must not be chosen: shorter than MinPassword
// characters, longer than MaxPassword, of fewer than five different characters, or
// one that contains the account's name. Length is what protects; there are no
// rules about kinds of characters.
func Acceptable(p Password, account fengcun.StaffID) error {
	text := norm.NFKC.String(p.Reveal()) // to be measured and nothing else
	different := map[rune]bool{}
	for _, c := range text {
		different[c] = true
	}
	n := utf8.RuneCountInString(text)
	switch {
	case !utf8.ValidString(text) || n > MaxPassword:
		return fengcun.Invalid("password.long", "password")
	case n < MinPassword:
		return fengcun.Invalid("password.short", "password")
	case len(different) < 5 || strings.Contains(strings.ToLower(text), strings.ToLower(string(account))):
		return fengcun.Invalid("password.guessable", "password")
	}
	return nil
}

// FirstSecret returns a random secret of 100 bits as a person can type it: five
// groups of four letters and digits. It is an account's first password.
func FirstSecret() Password {
	b := make([]byte, 13)
	rand.Read(b)
	text := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b)[:20]
	return Password(text[:4] + "-" + text[4:8] + "-" + text[8:12] + "-" + text[12:16] + "-" + text[16:])
}

// SampleSecret is the one password of a sample installation, whose staff are
// nobody: random like every first secret, but shared by its accounts and kept. It
// can be made and not chosen, so that no real account gets a known password by it.
type SampleSecret struct {
	Password Password
	hash     Hash
}

// NewSampleSecret makes one.
func (i *Identity) NewSampleSecret(ctx context.Context) (SampleSecret, error) {
	s := SampleSecret{Password: FirstSecret()}
	var err error
	s.hash, err = i.Hash(ctx, s.Password)
	return s, err
}

// Hash is the form in which it is kept.
func (s SampleSecret) Hash() Hash { return s.hash }
