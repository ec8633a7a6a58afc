package identity

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"time"

	"fengcun"
)

// One-time codes (TOTP, RFC 6238) with the parameters that every authenticator
// knows: SHA-1, 30 seconds, 6 digits. One step before and after is accepted.
const (
	codeSecretSize = 20
	codeStep       = 30 // seconds
	codeSkew       = 1  // steps
)

// CodeSecret is the shared secret of one-time codes.
type CodeSecret []byte

// NewCodeSecret returns a random secret.
func NewCodeSecret() CodeSecret {
	s := make(CodeSecret, codeSecretSize)
	rand.Read(s)
	return s
}

// ParseCodeSecret reads what Text wrote.
func ParseCodeSecret(text string) (CodeSecret, error) {
	s, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(text)
	if err != nil {
		return nil, fengcun.Invalid("credential.code", "code")
	}
	return s, nil
}

// Whole reports whether a secret has its full length.
func (s CodeSecret) Whole() bool { return len(s) == codeSecretSize }

// Text returns the secret as a person types it into an authenticator.
func (s CodeSecret) Text() string {
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(s)
}

// Link returns what an authenticator reads from a QR code.
func (s CodeSecret) Link(account fengcun.StaffID) string {
	return "otpauth://totp/" + url.PathEscape("fengcun:"+string(account)) + "?issuer=fengcun&secret=" + s.Text()
}

// At returns the code of an instant.
func (s CodeSecret) At(t time.Time) string { return s.code(t.Unix() / codeStep) }

func (s CodeSecret) code(step int64) string {
	mac := hmac.New(sha1.New, s)
	_ = binary.Write(mac, binary.BigEndian, step) // a hash never fails to be written
	sum := mac.Sum(nil)
	offset := sum[len(sum)-1] & 0x0f
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(sum[offset:])&0x7fffffff%1000000)
}

// Check returns the step a code belongs to. A code of the step last used or of an
// earlier one is not accepted, so that nobody uses a code a second time.
func (s CodeSecret) Check(typed Password, now time.Time, lastUsed int64) (step int64, ok bool) {
	at := now.Unix() / codeStep
	for candidate := at - codeSkew; candidate <= at+codeSkew; candidate++ {
		equal := subtle.ConstantTimeCompare([]byte(s.code(candidate)), []byte(typed.Reveal())) == 1 // to be compared
		if equal && candidate > lastUsed && !ok {
			step, ok = candidate, true
		}
	}
	return step, ok
}

// SealCode encrypts a secret for its account.
func (i *Identity) SealCode(s CodeSecret, account fengcun.StaffID) []byte {
	nonce := make([]byte, i.cipher.NonceSize())
	rand.Read(nonce)
	return i.cipher.Seal(nonce, nonce, s, []byte("fengcun/code/1\x00"+string(account)))
}

// OpenCode decrypts what SealCode made for the same account.
func (i *Identity) OpenCode(sealed []byte, account fengcun.StaffID) (CodeSecret, error) {
	n := i.cipher.NonceSize()
	if len(sealed) > n {
		if s, err := i.cipher.Open(nil, sealed[:n], sealed[n:], []byte("fengcun/code/1\x00"+string(account))); err == nil {
			return s, nil
		}
	}
	return nil, &fengcun.Error{Kind: fengcun.KindInternal, Code: "identity.code_secret"}
}
