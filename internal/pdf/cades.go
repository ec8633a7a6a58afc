package pdf

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"slices"

	"fengcun"
)

// Object identifiers of RFC 5652 (CMS), RFC 5035 (signing certificate) and RFC 5754.
var (
	oidData               = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}
	oidSignedData         = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	oidContentType        = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidMessageDigest      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	oidSigningCertificate = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
	oidSHA256             = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}
	oidRSAWithSHA256      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 11}
	oidECDSAWithSHA256    = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 2}
)

type contentInfo struct {
	Type    asn1.ObjectIdentifier
	Content asn1.RawValue
}

type signedData struct {
	Version      int
	Digests      []pkix.AlgorithmIdentifier `asn1:"set"`
	Content      struct{ Type asn1.ObjectIdentifier }
	Certificates asn1.RawValue
	Signers      []signerInfo `asn1:"set"`
}

type signerInfo struct {
	Version    int
	Signer     issuerAndSerial
	Digest     pkix.AlgorithmIdentifier
	Attributes asn1.RawValue
	Signature  pkix.AlgorithmIdentifier
	Value      []byte
}

type issuerAndSerial struct {
	Issuer asn1.RawValue
	Serial asn1.RawValue
}

type attribute struct {
	Type   asn1.ObjectIdentifier
	Values asn1.RawValue
}

// CAdES returns a signer for Sign: detached CMS with the attributes of the PAdES
// baseline (content type, digest, signing certificates by their SHA-256). The chain
// begins with the certificate of the key and goes into the signature as it is, each
// of its certificates named in what is signed; nobody is asked whether it is still valid, and no time stamp is fetched. Keys are
// RSA of 2048 bits or more (PKCS #1 v1.5) or P-256, and may live in a device. RSA
// signatures are the same each time, those of P-256 are not.
//
// A key that does not belong to the certificate, or of another kind, is
// pdf.signature_key.
func CAdES(chain []*x509.Certificate, key crypto.Signer) (func(digest []byte) ([]byte, error), error) {
	refused := fengcun.Invalid("pdf.signature_key", "key")
	if len(chain) == 0 || key == nil {
		return nil, refused
	}
	public, ok := key.Public().(interface{ Equal(crypto.PublicKey) bool })
	if _, known := algorithmOf(chain[0]); !known || !ok || !public.Equal(chain[0].PublicKey) {
		return nil, refused
	}
	return func(digest []byte) ([]byte, error) {
		attributes, signed, err := signedAttributes(chain, digest)
		if err != nil {
			return nil, err
		}
		value, err := key.Sign(rand.Reader, signed[:], crypto.SHA256)
		if err != nil {
			return nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "pdf.signature_failed", Err: err}
		}
		return message(chain, attributes, value)
	}, nil
}

// algorithmOf returns the algorithm in which the key of a certificate signs.
func algorithmOf(c *x509.Certificate) (pkix.AlgorithmIdentifier, bool) {
	switch public := c.PublicKey.(type) {
	case *rsa.PublicKey:
		return pkix.AlgorithmIdentifier{Algorithm: oidRSAWithSHA256, Parameters: asn1.NullRawValue}, public.N.BitLen() >= 2048
	case *ecdsa.PublicKey:
		return pkix.AlgorithmIdentifier{Algorithm: oidECDSAWithSHA256}, public.Curve == elliptic.P256()
	}
	return pkix.AlgorithmIdentifier{}, false
}

// message puts the CMS together. Equal parts give equal bytes.
func message(chain []*x509.Certificate, attributes, value []byte) ([]byte, error) {
	algorithm, _ := algorithmOf(chain[0])
	serial, err := asn1.Marshal(chain[0].SerialNumber)
	if err != nil {
		return nil, err
	}
	var certificates []byte
	for _, c := range chain {
		certificates = append(certificates, c.Raw...)
	}
	data := signedData{
		Version:      1,
		Digests:      []pkix.AlgorithmIdentifier{{Algorithm: oidSHA256}},
		Certificates: asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 0, IsCompound: true, Bytes: certificates},
		Signers: []signerInfo{{
			Version:    1,
			Signer:     issuerAndSerial{asn1.RawValue{FullBytes: chain[0].RawIssuer}, asn1.RawValue{FullBytes: serial}},
			Digest:     pkix.AlgorithmIdentifier{Algorithm: oidSHA256},
			Attributes: asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 0, IsCompound: true, Bytes: attributes},
			Signature:  algorithm,
			Value:      value,
		}},
	}
	data.Content.Type = oidData
	body, err := asn1.Marshal(data)
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(contentInfo{oidSignedData, asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 0, IsCompound: true, Bytes: body}})
}

// signedAttributes returns the attributes one after the other in DER order, and the
// digest that is signed. What is signed is the set itself; in the message it stands
// with another tag.
func signedAttributes(chain []*x509.Certificate, digest []byte) (attributes []byte, signed [32]byte, err error) {
	// SigningCertificateV2 with ESSCertIDv2, whose algorithm is SHA-256 by default.
	type certID struct{ Hash []byte }
	type signingCertificate struct{ Certs []certID }
	var named signingCertificate
	for _, c := range chain {
		fingerprint := sha256.Sum256(c.Raw)
		named.Certs = append(named.Certs, certID{fingerprint[:]})
	}
	var all [][]byte
	for _, a := range []struct {
		oid   asn1.ObjectIdentifier
		value any
	}{
		{oidContentType, oidData},
		{oidMessageDigest, digest},
		{oidSigningCertificate, named},
	} {
		value, err := asn1.Marshal(a.value)
		if err != nil {
			return nil, signed, err
		}
		encoded, err := asn1.Marshal(attribute{a.oid, asn1.RawValue{Class: asn1.ClassUniversal, Tag: asn1.TagSet, IsCompound: true, Bytes: value}})
		if err != nil {
			return nil, signed, err
		}
		all = append(all, encoded)
	}
	slices.SortFunc(all, bytes.Compare) // as DER wants the members of a set
	attributes = bytes.Join(all, nil)
	set, err := asn1.Marshal(asn1.RawValue{Class: asn1.ClassUniversal, Tag: asn1.TagSet, IsCompound: true, Bytes: attributes})
	if err != nil {
		return nil, signed, err
	}
	return attributes, sha256.Sum256(set), nil
}
