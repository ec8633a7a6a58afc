package pdf

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"
	"time"

	"fengcun"
)

// Signature is what the signature of a file says by itself: who signed, and when
// according to the signer. Whether the signer is to be trusted, and whether the
// certificate was valid then, is for whoever asked.
type Signature struct {
	Chain  []*x509.Certificate // first that of the key
	Stated time.Time
}

// signaturePlace is the signature dictionary as Sign leaves it.
var signaturePlace = regexp.MustCompile(`/SubFilter /ETSI\.CAdES\.detached /M \(D:([0-9]{14})\+08'00'\) (/ByteRange \[0 ([0-9]{1,10}) ([0-9]{1,10}) ([0-9]{1,10})\] *) /Contents <`)

// signatureTraces are what a file has that is signed, or was.
var signatureTraces = []string{"/ByteRange", "/SigFlags", "/FT /Sig", "ETSI.CAdES"}

// Verify checks the signature that Sign and CAdES put into a file. It holds only if
// every single byte is as it was written: those that the digest leaves out, the
// signature itself and the zeros behind it, are compared with what CAdES writes.
//
// Errors: pdf.unsigned; pdf.signature_wrong; pdf.signature_foreign for a signature
// in another form than CAdES writes, of which nothing is said.
func Verify(file []byte) (Signature, error) {
	wrong := fengcun.Invalid("pdf.signature_wrong", "signature")
	places := signaturePlace.FindAllSubmatchIndex(file, 2)
	if len(places) != 1 {
		for _, trace := range signatureTraces {
			if bytes.Contains(file, []byte(trace)) {
				return Signature{}, signatureForeign(file, wrong)
			}
		}
		return Signature{}, fengcun.Invalid("pdf.unsigned", "signature")
	}
	at := places[0]
	part := func(i int) string { return string(file[at[2*i]:at[2*i+1]]) }
	first := at[1] - 1
	length := bytes.IndexByte(file[first:], '>')
	if length < 1 || len(part(2)) != len(rangePlace) {
		return Signature{}, wrong
	}
	after := first + length + 1
	for i, want := range []int{first, after, len(file) - after} {
		if part(3+i) != strconv.Itoa(want) {
			return Signature{}, wrong
		}
	}
	stated, err := time.ParseInLocation("20060102150405", part(1), time.FixedZone("", 8*3600))
	if err != nil {
		return Signature{}, wrong
	}
	h := sha256.New()
	h.Write(file[:first])
	h.Write(file[after:])
	chain, err := verifyContents(string(file[first+1:after-1]), h.Sum(nil))
	return Signature{Chain: chain, Stated: stated}, err
}

// signatureForeign tells a signature of another program from a damaged one of this
// program, by two texts that this program always writes: one change spoils one.
func signatureForeign(file []byte, wrong error) error {
	for _, own := range []string{"/T (signature) /F 132", "/Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (D:"} {
		if bytes.Contains(file, []byte(own)) {
			return wrong
		}
	}
	return fengcun.Invalid("pdf.signature_foreign", "signature")
}

// verifyContents checks the signature in hexadecimal and the zeros behind it.
func verifyContents(contents string, digest []byte) ([]*x509.Certificate, error) {
	wrong := fengcun.Invalid("pdf.signature_wrong", "signature")
	data, err := hex.DecodeString(contents)
	if err != nil || contents != strings.ToLower(contents) {
		return nil, wrong
	}
	var info contentInfo
	rest, err := asn1.Unmarshal(data, &info)
	if err != nil || len(bytes.Trim(rest, "\x00")) != 0 {
		return nil, wrong
	}
	cms := data[:len(data)-len(rest)]
	var signed signedData
	if rest, err = asn1.Unmarshal(info.Content.Bytes, &signed); err != nil || len(rest) != 0 || len(signed.Signers) != 1 {
		return nil, wrong
	}
	chain, err := x509.ParseCertificates(signed.Certificates.Bytes)
	if err != nil || len(chain) == 0 {
		return nil, wrong
	}
	if _, known := algorithmOf(chain[0]); !known {
		return nil, wrong
	}
	attributes, sum, err := signedAttributes(chain, digest)
	if err != nil {
		return nil, wrong
	}
	// Put together anew, the message must be the same to the byte.
	again, err := message(chain, attributes, signed.Signers[0].Value)
	if err != nil || !bytes.Equal(again, cms) || !signs(chain[0], sum[:], signed.Signers[0].Value) {
		return nil, wrong
	}
	return chain, nil
}

func signs(c *x509.Certificate, sum, value []byte) bool {
	switch public := c.PublicKey.(type) {
	case *rsa.PublicKey:
		return rsa.VerifyPKCS1v15(public, crypto.SHA256, sum, value) == nil
	case *ecdsa.PublicKey:
		return ecdsa.VerifyASN1(public, sum, value)
	}
	return false
}
