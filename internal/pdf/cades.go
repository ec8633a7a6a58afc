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
// baseline (content type, digest, signing certificate by its SHA-256). The chain
// begins with the certificate of the key and goes into the signature as it is;
// nobody is asked whether it is still valid, and no time stamp is fetched. Keys are
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
	algorithm := pkix.AlgorithmIdentifier{}
	switch public := key.Public().(type) {
	case *rsa.PublicKey:
		if !public.Equal(chain[0].PublicKey) || public.N.BitLen() < 2048 {
			return nil, refused
		}
		algorithm = pkix.AlgorithmIdentifier{Algorithm: oidRSAWithSHA256, Parameters: asn1.NullRawValue}
	case *ecdsa.PublicKey:
		if !public.Equal(chain[0].PublicKey) || public.Curve != elliptic.P256() {
			return nil, refused
		}
		algorithm = pkix.AlgorithmIdentifier{Algorithm: oidECDSAWithSHA256}
	default:
		return nil, refused
	}
	return func(digest []byte) ([]byte, error) { return signCMS(chain, key, algorithm, digest) }, nil
}

func signCMS(chain []*x509.Certificate, key crypto.Signer, algorithm pkix.AlgorithmIdentifier, digest []byte) ([]byte, error) {
	attributes, err := signedAttributes(chain[0], digest)
	if err != nil {
		return nil, err
	}
	// What is signed is the set itself; in the message it stands with another tag.
	asSet, err := asn1.Marshal(asn1.RawValue{Class: asn1.ClassUniversal, Tag: asn1.TagSet, IsCompound: true, Bytes: attributes})
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(asSet)
	value, err := key.Sign(rand.Reader, sum[:], crypto.SHA256)
	if err != nil {
		return nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "pdf.signature_failed", Err: err}
	}
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

// signedAttributes returns the attributes one after the other in DER order.
func signedAttributes(certificate *x509.Certificate, digest []byte) ([]byte, error) {
	fingerprint := sha256.Sum256(certificate.Raw)
	// SigningCertificateV2 with one ESSCertIDv2, whose algorithm is SHA-256 by default.
	type certID struct{ Hash []byte }
	type signingCertificate struct{ Certs []certID }
	var all [][]byte
	for _, a := range []struct {
		oid   asn1.ObjectIdentifier
		value any
	}{
		{oidContentType, oidData},
		{oidMessageDigest, digest},
		{oidSigningCertificate, signingCertificate{[]certID{{fingerprint[:]}}}},
	} {
		value, err := asn1.Marshal(a.value)
		if err != nil {
			return nil, err
		}
		encoded, err := asn1.Marshal(attribute{a.oid, asn1.RawValue{Class: asn1.ClassUniversal, Tag: asn1.TagSet, IsCompound: true, Bytes: value}})
		if err != nil {
			return nil, err
		}
		all = append(all, encoded)
	}
	slices.SortFunc(all, bytes.Compare) // as DER wants the members of a set
	return bytes.Join(all, nil), nil
}
