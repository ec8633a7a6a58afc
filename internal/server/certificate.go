package server

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io/fs"
	"math/big"
	"net"
	"os"
	"time"

	"fengcun"
)

// tlsConfig needs TLS 1.2: the oldest browser that is served, Chromium 86 of the
// domestic browsers, speaks 1.3. A certificate of a client is asked for, and
// proven by the handshake to be held; no authority is asked, because a surface
// knows its clients by the fingerprints that two people registered.
func tlsConfig(o Options) *tls.Config {
	c := &tls.Config{
		Certificates:           []tls.Certificate{o.Certificate},
		MinVersion:             tls.VersionTLS12,
		NextProtos:             []string{"h2", "http/1.1"},
		SessionTicketsDisabled: true, // a resumed session outlives the removal of a client
	}
	if o.ClientCertificates {
		c.ClientAuth = tls.RequestClientCert
	}
	return c
}

// LoadCertificate reads a certificate with its chain and its private key, PEM. The
// key must be readable to its owner only. The codes are server.certificate and
// server.key_permissions.
func LoadCertificate(certFile, keyFile string) (tls.Certificate, error) {
	info, err := os.Stat(keyFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) || err == nil && info.Mode().Perm()&0o077 != 0 {
		return tls.Certificate{}, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "server.key_permissions", Field: "server.key_file", Err: err}
	}
	c, err := tls.LoadX509KeyPair(certFile, keyFile)
	if err != nil {
		return tls.Certificate{}, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "server.certificate", Field: "server.certificate_file", Err: err}
	}
	return c, nil
}

// SelfSigned makes a certificate for a demonstration on this machine: valid for a
// week, for loopback only, signed by nobody. It is never used to serve an organ.
func SelfSigned(now time.Time) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return tls.Certificate{}, err
	}
	template := &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: "fengcun demonstration"},
		NotBefore:    now.Add(-time.Hour),
		NotAfter:     now.Add(7 * 24 * time.Hour),
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames:     []string{"localhost"},
		IPAddresses:  []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return tls.Certificate{}, err
	}
	leaf, err := x509.ParseCertificate(der)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}, err
}
