package audit

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"fengcun"
)

// Body is the encrypted part of an entry: what was touched and on what it
// rests. It holds identifiers and codes only, never a particular, because it
// outlives the data key of the record it speaks of.
type Body struct {
	Subject  fengcun.ID // the matter, record, copy or request the act concerns
	Object   fengcun.ID // what the act made or read: notice, item, certificate
	Warrant  [32]byte   // hash of the warrant's canonical bytes, or of the document that was issued; zero if neither
	Approver [16]byte   // pseudonym of the second person; zero if none was needed
	Basis    string     // article or policy code, at most 40 bytes: "11(1)"
	Detail   string     // further code, at most 32 bytes
}

// The limits of the two codes of a Body, in bytes.
const (
	MaxBasis  = 40
	MaxDetail = 32
)

const (
	bodyVersion = 1
	tagSize     = 16
	plainSize   = BodySize - tagSize
)

// encode returns the plaintext, always plainSize bytes long.
func (b *Body) encode() ([]byte, error) {
	if !isCode(b.Basis, MaxBasis) {
		return nil, fengcun.Invalid("audit.body", "basis")
	}
	if !isCode(b.Detail, MaxDetail) {
		return nil, fengcun.Invalid("audit.body", "detail")
	}
	p := make([]byte, 0, plainSize)
	p = append(p, bodyVersion)
	p = append(p, b.Subject[:]...)
	p = append(p, b.Object[:]...)
	p = append(p, b.Warrant[:]...)
	p = append(p, b.Approver[:]...)
	p = append(p, byte(len(b.Basis)))
	p = append(p, b.Basis...)
	p = append(p, byte(len(b.Detail)))
	p = append(p, b.Detail...)
	return p[:plainSize], nil // the rest of the capacity is zero
}

func decodeBody(p []byte) (Body, error) {
	misshapen := &fengcun.Error{Kind: fengcun.KindInternal, Code: "audit.body"}
	if len(p) != plainSize || p[0] != bodyVersion {
		return Body{}, misshapen
	}
	var b Body
	p = p[1:]
	for _, field := range [][]byte{b.Subject[:], b.Object[:], b.Warrant[:], b.Approver[:]} {
		p = p[copy(field, p):]
	}
	basis, p, ok1 := cutString(p)
	detail, _, ok2 := cutString(p)
	if !ok1 || !ok2 {
		return Body{}, misshapen
	}
	b.Basis, b.Detail = basis, detail
	return b, nil
}

// Cipher is the authenticated cipher of the algorithm suite. Its tag must be 16
// bytes long.
type Cipher struct {
	KeySize int // bytes
	New     func(key []byte) (cipher.AEAD, error)
}

// AES256GCM returns the cipher of the international suite. The gm suite brings
// SM4-GCM.
func AES256GCM() Cipher {
	return Cipher{KeySize: 32, New: func(key []byte) (cipher.AEAD, error) {
		block, err := aes.NewCipher(key)
		if err != nil {
			return nil, err
		}
		return cipher.NewGCM(block)
	}}
}

// Sealer makes and opens entries under one organ's audit key.
type Sealer struct {
	key    []byte
	cipher Cipher
}

// NewSealer returns a Sealer. The audit key must have at least 32 bytes.
func NewSealer(key []byte, c Cipher) (*Sealer, error) {
	if len(key) < 32 {
		return nil, fengcun.Invalid("audit.key", "key")
	}
	aead, err := c.New(make([]byte, c.KeySize))
	if err != nil || aead.Overhead() != tagSize {
		return nil, fengcun.Invalid("audit.cipher", "cipher")
	}
	return &Sealer{key: append([]byte(nil), key...), cipher: c}, nil
}

// Pseudonym returns the name under which the log shows an actor. It is stable
// within one organ's audit key and links nothing across organs; whoever holds
// the key finds the person again by trying the organ's staff.
func (s *Sealer) Pseudonym(organ fengcun.OrganID, staff fengcun.StaffID) [16]byte {
	mac := hmac.New(sha256.New, s.key)
	mac.Write([]byte("fengcun-actor\x00"))
	mac.Write([]byte{byte(len(organ) >> 8), byte(len(organ))})
	mac.Write([]byte(organ))
	mac.Write([]byte(staff))
	return [16]byte(mac.Sum(nil))
}

// RequestKey returns the form in which a client's request key is kept: a keyed
// hash, because the client chose the text and may have put anything into it.
func (s *Sealer) RequestKey(chosen string) string {
	mac := hmac.New(sha256.New, s.key)
	mac.Write([]byte("fengcun-request\x00"))
	mac.Write([]byte(chosen))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// Entry makes the entry of one act at instant now, with a fresh salt. Seconds
// are dropped: the log keeps minutes.
func (s *Sealer) Entry(class Class, actor fengcun.Actor, now time.Time, body Body) (Entry, error) {
	e := Entry{
		Class:  class,
		Organ:  actor.Organ,
		Actor:  s.Pseudonym(actor.Organ, actor.Staff),
		Minute: now.Unix() / 60,
	}
	rand.Read(e.Salt[:]) // never returns an error since Go 1.24
	if err := e.Check(); err != nil {
		return Entry{}, err
	}
	plain, err := body.encode()
	if err != nil {
		return Entry{}, err
	}
	key, err := s.LeafKey(e.Salt)
	if err != nil {
		return Entry{}, err
	}
	aead, err := s.cipher.New(key)
	if err != nil {
		return Entry{}, &fengcun.Error{Kind: fengcun.KindInternal, Code: "audit.cipher", Err: err}
	}
	// The key is used for this one body, so the nonce may be zero.
	copy(e.Body[:], aead.Seal(nil, make([]byte, aead.NonceSize()), plain, e.Header()))
	return e, nil
}

// LeafKey returns the key of one body. Giving it away discloses that entry and
// no other.
func (s *Sealer) LeafKey(salt [16]byte) ([]byte, error) {
	key, err := hkdf.Key(sha256.New, s.key, salt[:], "fengcun audit body v1", s.cipher.KeySize)
	if err != nil {
		return nil, &fengcun.Error{Kind: fengcun.KindInternal, Code: "audit.key", Err: err}
	}
	return key, nil
}

// Open decrypts an entry's body. An entry that does not authenticate gives an
// error of kind KindInternal and nothing of its content.
func (s *Sealer) Open(e *Entry) (Body, error) {
	key, err := s.LeafKey(e.Salt)
	if err != nil {
		return Body{}, err
	}
	return OpenBody(s.cipher, key, e)
}

// OpenBody decrypts an entry's body with the key of that one leaf. It is what a
// verifier does to whom the entry was disclosed.
func OpenBody(c Cipher, leafKey []byte, e *Entry) (Body, error) {
	aead, err := c.New(leafKey)
	if err != nil {
		return Body{}, fengcun.Invalid("audit.key", "leaf_key")
	}
	plain, err := aead.Open(nil, make([]byte, aead.NonceSize()), e.Body[:], e.Header())
	if err != nil {
		return Body{}, &fengcun.Error{Kind: fengcun.KindInternal, Code: "audit.body_authenticity"}
	}
	return decodeBody(plain)
}
