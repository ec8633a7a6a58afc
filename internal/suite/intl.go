package suite

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/hpke"
	"crypto/sha256"
)

// Intl returns the international suite: AES-256-GCM (SP 800-38D), SHA-256,
// HMAC and HKDF over it, HPKE (RFC 9180) with MLKEM768-X25519, and Ed25519
// (RFC 8032).
func Intl() Suite { return intl{} }

type intl struct{}

// exporterContext names the one secret that is ever exported from an HPKE
// context of this program.
const exporterContext = "fengcun/kem/1"

func (intl) Name() string { return "intl" }

func (intl) KeySize() int { return 32 }

func (intl) AEAD(key []byte) (cipher.AEAD, error) {
	if len(key) != 32 {
		return nil, keyError()
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, keyError()
	}
	return cipher.NewGCM(block)
}

func (intl) Hash(parts ...[]byte) (sum [32]byte) {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	h.Sum(sum[:0])
	return sum
}

func (intl) MAC(key []byte, parts ...[]byte) (sum [32]byte) {
	h := hmac.New(sha256.New, key)
	for _, p := range parts {
		h.Write(p)
	}
	h.Sum(sum[:0])
	return sum
}

func (intl) Derive(secret []byte, info string, n int) []byte {
	out, err := hkdf.Expand(sha256.New, secret, info, n)
	if err != nil {
		panic("suite: derive: length out of range") // a constant of the program
	}
	return out
}

func (intl) NewKEM() (private, public []byte, err error) {
	key, err := hpke.MLKEM768X25519().GenerateKey()
	if err != nil {
		return nil, nil, keyError()
	}
	if private, err = key.Bytes(); err != nil {
		return nil, nil, keyError()
	}
	return private, key.PublicKey().Bytes(), nil
}

func (intl) Encapsulate(public, info []byte) (secret, encapsulation []byte, err error) {
	key, err := hpke.MLKEM768X25519().NewPublicKey(public)
	if err != nil {
		return nil, nil, keyError()
	}
	encapsulation, sender, err := hpke.NewSender(key, hpke.HKDFSHA256(), hpke.ExportOnly(), info)
	if err != nil {
		return nil, nil, keyError()
	}
	if secret, err = sender.Export(exporterContext, 32); err != nil {
		return nil, nil, keyError()
	}
	return secret, encapsulation, nil
}

func (intl) Decapsulate(private, encapsulation, info []byte) ([]byte, error) {
	key, err := hpke.MLKEM768X25519().NewPrivateKey(private)
	if err != nil {
		return nil, keyError()
	}
	recipient, err := hpke.NewRecipient(encapsulation, key, hpke.HKDFSHA256(), hpke.ExportOnly(), info)
	if err != nil {
		return nil, openError()
	}
	secret, err := recipient.Export(exporterContext, 32)
	if err != nil {
		return nil, openError()
	}
	return secret, nil
}

func (intl) NewSigner() (private, public []byte, err error) {
	pub, priv, err := ed25519.GenerateKey(nil)
	if err != nil {
		return nil, nil, keyError()
	}
	return priv.Seed(), pub, nil
}

func (intl) Sign(private, message []byte) ([]byte, error) {
	if len(private) != ed25519.SeedSize {
		return nil, keyError()
	}
	return ed25519.Sign(ed25519.NewKeyFromSeed(private), message), nil
}

func (intl) Verify(public, message, signature []byte) bool {
	return len(public) == ed25519.PublicKeySize && ed25519.Verify(public, message, signature)
}
