// Package suite puts two families of algorithms behind one small interface, so
// that the rest of the program says what it needs and never which algorithm it
// gets: intl (AES-256-GCM, SHA-256, ML-KEM-768 with X25519, Ed25519) and gm, the
// Chinese commercial algorithms (SM4-GCM, SM3, SM2).
//
// An installation has exactly one suite, chosen before its first key is made and
// written into every key file; there is no negotiation and no mixture, because a
// choice made at run time is a choice an attacker makes too. The public audit log
// does not use this package: its formats are SHA-256 and Ed25519 under both
// suites, so that standard witnesses and verifiers work.
//
// The key encapsulation of intl is a hybrid: it holds as long as either X25519 or
// ML-KEM-768 does, since sealed records must stay closed for decades. That of gm
// is SM2 alone and so does not resist a quantum computer; no published Chinese
// standard offered a hybrid when this was written.
//
// The package keeps no key and wipes none: Go gives no promise about copies that
// the runtime makes.
package suite

import (
	"crypto/cipher"

	"fengcun"
)

// Suite is one family of algorithms. Its methods are safe for concurrent use.
type Suite interface {
	// Name is the name that stands in key files and in rows: "intl" or "gm".
	Name() string

	// KeySize is the length of an AEAD key in bytes.
	KeySize() int

	// AEAD returns the authenticated cipher under a key of KeySize bytes. Its
	// nonce has 12 bytes and its tag 16. Under one key at most 2^32 messages may
	// take a random nonce.
	AEAD(key []byte) (cipher.AEAD, error)

	// Hash returns the digest of the parts, one after the other. The caller sees
	// to it that the parts cannot be divided differently.
	Hash(parts ...[]byte) [32]byte

	// MAC returns the HMAC of the parts, one after the other, as Hash does.
	MAC(key []byte, parts ...[]byte) [32]byte

	// Derive returns n bytes from a uniformly random secret of 32 bytes or more
	// (HKDF-Expand, RFC 5869 section 3.3), n at most 255*32. A passphrase is no
	// such secret.
	Derive(secret []byte, info string, n int) []byte

	// NewKEM returns a key pair for Encapsulate and Decapsulate.
	NewKEM() (private, public []byte, err error)

	// Encapsulate makes a fresh 32-byte secret that only the holder of the private
	// key can find again from the encapsulation, and only with the same info.
	Encapsulate(public, info []byte) (secret, encapsulation []byte, err error)

	// Decapsulate finds the secret of an encapsulation. A wrong key or other info
	// gives an error or another secret, never the right one.
	Decapsulate(private, encapsulation, info []byte) (secret []byte, err error)

	// NewSigner returns a key pair for Sign and Verify.
	NewSigner() (private, public []byte, err error)

	// Sign signs a message.
	Sign(private, message []byte) ([]byte, error)

	// Verify reports whether the signature is that of the message. Every doubt,
	// a malformed key included, is false.
	Verify(public, message, signature []byte) bool
}

// NonceSize and TagSize are the lengths of nonce and tag of every AEAD, in bytes.
const (
	NonceSize = 12
	TagSize   = 16
)

// ByName returns the suite of the given name, or an error with code
// "suite.unknown".
func ByName(name string) (Suite, error) {
	switch name {
	case intl{}.Name():
		return Intl(), nil
	case gm{}.Name():
		return GM(), nil
	}
	return nil, fengcun.Invalid("suite.unknown", "suite")
}

// keyError says that a key does not have the form the suite demands. It never
// carries the cause's text, which might quote the key.
func keyError() error {
	return &fengcun.Error{Kind: fengcun.KindInternal, Code: "suite.key"}
}

// openError says that an encapsulation or ciphertext could not be opened.
func openError() error {
	return &fengcun.Error{Kind: fengcun.KindInternal, Code: "suite.open"}
}
