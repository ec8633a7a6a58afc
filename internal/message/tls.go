package message

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"time"

	"fengcun"
)

// The live carrier runs over TLS with one key for each installation, P-256 under both
// suites because that is what TLS of the standard library speaks. It keeps strangers
// away from the port; what is said rests on envelope and parcel alone. A certificate
// is signed by nobody: the cards of the peer list name the keys.

// certificateLife is how long a certificate is valid. It is made anew at each start.
const certificateLife = 730 * 24 * time.Hour

func newTLSKey() ([]byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	return x509.MarshalPKCS8PrivateKey(key)
}

func (k *Keyring) tlsKey() (*ecdsa.PrivateKey, error) {
	key, err := x509.ParsePKCS8PrivateKey(k.file.TLS)
	own, ok := key.(*ecdsa.PrivateKey)
	if err != nil || !ok {
		return nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "key.damaged"}
	}
	return own, nil
}

// Certificate makes a certificate of the installation's TLS key, valid from
// the day before now for two years.
func (k *Keyring) Certificate(now time.Time) (tls.Certificate, error) {
	key, err := k.tlsKey()
	if err != nil {
		return tls.Certificate{}, err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return tls.Certificate{}, err
	}
	template := &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: "fengcun exchange"},
		NotBefore:    now.Add(-24 * time.Hour),
		NotAfter:     now.Add(certificateLife),
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return tls.Certificate{}, err
	}
	leaf, err := x509.ParseCertificate(der)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}, err
}

// TLSKeyOf is the digest by which a card names the key of a certificate.
func TLSKeyOf(c *x509.Certificate) []byte {
	sum := sha256.Sum256(c.RawSubjectPublicKeyInfo)
	return sum[:]
}

func keyDigest(public crypto.PublicKey) ([]byte, error) {
	der, err := x509.MarshalPKIXPublicKey(public)
	sum := sha256.Sum256(der)
	return sum[:], err
}
