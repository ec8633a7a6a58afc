package suite

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/sm4"
)

// GM returns the suite of Chinese commercial algorithms: SM4 (GB/T 32907) in GCM,
// SM3 (GB/T 32905), HMAC and HKDF over it, SM2 encryption and SM2 signatures
// (GB/T 32918.4 and .2).
//
// A secret is encapsulated by SM2 encryption of 32 random bytes, C1‖C3‖C2 as in
// GB/T 32918.4, because that is the operation every Chinese cryptographic module
// offers; the bytes are then bound to encapsulation, recipient and info by HKDF.
func GM() Suite { return gm{} }

type gm struct{}

func (gm) Name() string { return "gm" }

func (gm) KeySize() int { return sm4.BlockSize }

func (gm) AEAD(key []byte) (cipher.AEAD, error) {
	if len(key) != sm4.BlockSize {
		return nil, keyError()
	}
	block, err := sm4.NewCipher(key)
	if err != nil {
		return nil, keyError()
	}
	return cipher.NewGCM(block)
}

func (gm) Hash(parts ...[]byte) (sum [32]byte) {
	h := sm3.New()
	for _, p := range parts {
		h.Write(p)
	}
	h.Sum(sum[:0])
	return sum
}

func (gm) MAC(key []byte, parts ...[]byte) (sum [32]byte) {
	h := hmac.New(sm3.New, key)
	for _, p := range parts {
		h.Write(p)
	}
	h.Sum(sum[:0])
	return sum
}

func (gm) Derive(secret []byte, info string, n int) []byte {
	out, err := hkdf.Expand(sm3.New, secret, info, n)
	if err != nil {
		panic("suite: derive: length out of range") // a constant of the program
	}
	return out
}

func (g gm) NewKEM() (private, public []byte, err error) { return g.newKey() }

func (gm) Encapsulate(public, info []byte) (secret, encapsulation []byte, err error) {
	key, err := sm2.NewPublicKey(public)
	if err != nil {
		return nil, nil, keyError()
	}
	seed := make([]byte, 32)
	rand.Read(seed)
	encapsulation, err = sm2.Encrypt(rand.Reader, key, seed, sm2.NewPlainEncrypterOpts(sm2.MarshalUncompressed, sm2.C1C3C2))
	if err != nil {
		return nil, nil, keyError()
	}
	return bindGM(seed, public, encapsulation, info), encapsulation, nil
}

func (gm) Decapsulate(private, encapsulation, info []byte) ([]byte, error) {
	key, err := sm2.NewPrivateKey(private)
	if err != nil {
		return nil, keyError()
	}
	seed, err := key.Decrypt(nil, encapsulation, sm2.NewPlainDecrypterOpts(sm2.C1C3C2))
	if err != nil || len(seed) != 32 {
		return nil, openError()
	}
	public, err := publicGM(key)
	if err != nil {
		return nil, err
	}
	return bindGM(seed, public, encapsulation, info), nil
}

// bindGM makes the secret depend on everything both sides must agree on, as the
// key schedule of HPKE does.
func bindGM(seed, public, encapsulation, info []byte) []byte {
	bound := gm{}.Hash(public, encapsulation, info)
	return gm{}.Derive(seed, exporterContext+string(bound[:]), 32)
}

func (g gm) NewSigner() (private, public []byte, err error) { return g.newKey() }

func (gm) Sign(private, message []byte) ([]byte, error) {
	key, err := sm2.NewPrivateKey(private)
	if err != nil {
		return nil, keyError()
	}
	signature, err := key.Sign(rand.Reader, message, sm2.DefaultSM2SignerOpts)
	if err != nil {
		return nil, keyError()
	}
	return signature, nil
}

func (gm) Verify(public, message, signature []byte) bool {
	key, err := sm2.NewPublicKey(public)
	return err == nil && sm2.VerifyASN1WithSM2(key, nil, message, signature)
}

func (gm) newKey() (private, public []byte, err error) {
	key, err := sm2.GenerateKey(rand.Reader)
	if err != nil {
		return nil, nil, keyError()
	}
	if public, err = publicGM(key); err != nil {
		return nil, nil, err
	}
	return key.D.FillBytes(make([]byte, 32)), public, nil
}

// publicGM returns the uncompressed point, 65 bytes.
func publicGM(key *sm2.PrivateKey) ([]byte, error) {
	point, err := sm2.PublicKeyToECDH(&key.PublicKey)
	if err != nil {
		return nil, keyError()
	}
	return point.Bytes(), nil
}
