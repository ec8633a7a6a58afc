package identity

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"time"

	"fengcun"
)

// ticketLife is how long somebody has between being asked and answering: to find
// the key, type its PIN, sign in elsewhere.
const ticketLife = 5 * time.Minute

// Spent names a ticket that was taken back, so that it is taken back once.
type Spent struct {
	Digest  [32]byte
	Expires int64 // unix seconds; it could not be used later anyway
}

// A ticket is what the installation hands out with a question and takes back with
// the answer: encrypted, for one purpose, for ticketLife. So nothing is kept for
// whoever only asks.
type ticket struct {
	Expires int64           `json:"expires"`
	Content json.RawMessage `json:"content"`
}

func ticketAdditional(purpose string) []byte { return []byte("fengcun/ticket/1\x00" + purpose) }

func (i *Identity) handOut(purpose string, now time.Time, content any) (string, error) {
	inner, err := json.Marshal(content)
	if err != nil {
		return "", err
	}
	outer, err := json.Marshal(ticket{now.Add(ticketLife).Unix(), inner})
	if err != nil {
		return "", err
	}
	nonce := make([]byte, i.cipher.NonceSize())
	rand.Read(nonce)
	return base64.RawURLEncoding.EncodeToString(i.cipher.Seal(nonce, nonce, outer, ticketAdditional(purpose))), nil
}

// takeBack opens a ticket. Error: sign_in.expired, for one that is too old, of
// another purpose or none.
func (i *Identity) takeBack(purpose, text string, now time.Time, content any) (Spent, error) {
	expired := &fengcun.Error{Kind: fengcun.KindConflict, Code: "sign_in.expired"}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(raw) < i.cipher.NonceSize() {
		return Spent{}, expired
	}
	n := i.cipher.NonceSize()
	outer, err := i.cipher.Open(nil, raw[:n], raw[n:], ticketAdditional(purpose))
	if err != nil {
		return Spent{}, expired
	}
	var t ticket
	if json.Unmarshal(outer, &t) != nil || now.Unix() >= t.Expires || json.Unmarshal(t.Content, content) != nil {
		return Spent{}, expired
	}
	return Spent{sha256.Sum256(raw), t.Expires}, nil
}
