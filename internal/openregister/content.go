package openregister

import (
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"errors"

	"fengcun"
)

// contentSize is the length of every row's plaintext in bytes. A conviction that
// does not fit is refused, never cut.
const contentSize = 4096

// head is what precedes the text in a plaintext: the version and the length.
const head = 1 + 4

// contentVersion is the first byte of every plaintext. Later versions are read
// beside this one.
const contentVersion = 1

// content is the plaintext of a row. Its fields are plain strings on purpose: a
// Particular refuses to be marshalled.
type content struct {
	IDNumber string       `json:"idNumber,omitempty"`
	Name     string       `json:"name,omitempty"`
	Birth    fengcun.Date `json:"birth"`
	Judgment string       `json:"judgment,omitempty"`
	Crime    string       `json:"crime,omitempty"`
	Sentence string       `json:"sentence,omitempty"`
	Record   fengcun.ID   `json:"record"`
	Ground   fengcun.ID   `json:"ground"`

	Incomplete bool `json:"incomplete,omitempty"`
}

// row is what a probe finds.
type row struct {
	id         fengcun.ID
	organ      fengcun.OrganID
	ciphertext []byte
}

// seal encrypts a row's content: nonce, then ciphertext. The row and the organ
// are authenticated with it, so that no row can be passed off as another.
func (r *Register) seal(id fengcun.ID, organ fengcun.OrganID, c content) ([]byte, error) {
	text, err := json.Marshal(c)
	if err != nil {
		return nil, errContent(err)
	}
	if len(text) > contentSize-head {
		return nil, fengcun.Invalid("openregister.too_long", "sentence")
	}
	plain := make([]byte, contentSize)
	plain[0] = contentVersion
	binary.BigEndian.PutUint32(plain[1:], uint32(len(text)))
	copy(plain[head:], text)
	nonce := make([]byte, r.aead.NonceSize())
	rand.Read(nonce) // crypto/rand.Read never returns an error since Go 1.24
	return r.aead.Seal(nonce, nonce, plain, additionalData(id, organ)), nil
}

// open decrypts a row's content.
func (r *Register) open(w row) (content, error) {
	var c content
	n := r.aead.NonceSize()
	if len(w.ciphertext) != n+contentSize+r.aead.Overhead() {
		return c, errContent(errors.New("row has the wrong size"))
	}
	plain, err := r.aead.Open(nil, w.ciphertext[:n], w.ciphertext[n:], additionalData(w.id, w.organ))
	if err != nil {
		return c, errContent(err)
	}
	if plain[0] != contentVersion {
		return c, errContent(errors.New("row has an unknown version"))
	}
	length := binary.BigEndian.Uint32(plain[1:])
	if int64(length) > int64(len(plain)-head) {
		return c, errContent(errors.New("row has the wrong length"))
	}
	if err := json.Unmarshal(plain[head:head+int(length)], &c); err != nil {
		return c, errContent(errors.New("row does not decode")) // the cause might quote the text
	}
	return c, nil
}

func additionalData(id fengcun.ID, organ fengcun.OrganID) []byte {
	return append(append([]byte("fengcun-open-conviction\x00"), id[:]...), organ...)
}

func errContent(cause error) error {
	return &fengcun.Error{Kind: fengcun.KindInternal, Code: "openregister.row", Err: cause}
}
