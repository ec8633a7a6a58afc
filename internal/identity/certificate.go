package identity

import (
	"crypto/sha256"
	"crypto/x509"
	"time"
)

// Certificate is a client certificate that a connection showed. TLS has proved that
// the other side holds its private key; whose it is says the account it is bound to,
// not the name in it and not who issued it.
type Certificate struct {
	Fingerprint         [32]byte // SHA-256 of the whole certificate
	NotBefore, NotAfter time.Time
}

// CertificateOf describes a certificate.
func CertificateOf(c *x509.Certificate) Certificate {
	return Certificate{sha256.Sum256(c.Raw), c.NotBefore, c.NotAfter}
}

// ValidAt reports whether the certificate is in force.
func (c Certificate) ValidAt(t time.Time) bool {
	return !c.NotAfter.IsZero() && !t.Before(c.NotBefore) && !t.After(c.NotAfter)
}
