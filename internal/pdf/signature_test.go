package pdf_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"math/big"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/fengcuntest/tool"
	"fengcun/internal/pdf"
)

// signable returns a paper with room for a signature.
func signable(t *testing.T, room int) []byte {
	t.Helper()
	d := paper(pdf.Text("特此证明。"))
	d.Signature = room
	return render(t, d)
}

// signed divides a signed file into what the signature covers and the signature.
func signed(t *testing.T, file []byte) (covered, cms []byte) {
	t.Helper()
	m := regexp.MustCompile(`/ByteRange \[0 (\d+) (\d+) (\d+)\]`).FindSubmatch(file)
	if m == nil {
		t.Fatal("no byte range")
	}
	var n [3]int
	for i := range n {
		n[i], _ = strconv.Atoi(string(m[i+1]))
	}
	if n[1]+n[2] != len(file) || file[n[0]] != '<' || file[n[1]-1] != '>' {
		t.Fatal("the byte range is not the file without the signature")
	}
	cms, err := hex.DecodeString(string(file[n[0]+1 : n[1]-1]))
	if err != nil {
		t.Fatal(err)
	}
	return append(bytes.Clone(file[:n[0]]), file[n[1]:]...), cms
}

func TestSignCoversEverythingButItself(t *testing.T) {
	file := signable(t, 64)
	before := bytes.Clone(file)
	var digest []byte
	out, err := pdf.Sign(file, func(d []byte) ([]byte, error) {
		digest = bytes.Clone(d)
		return []byte("signature"), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(file, before) || len(out) != len(file) {
		t.Error("the file given was changed, or the length")
	}
	covered, cms := signed(t, out)
	if sum := sha256.Sum256(covered); !bytes.Equal(sum[:], digest) {
		t.Error("the digest is of something else")
	}
	if string(bytes.TrimRight(cms, "\x00")) != "signature" {
		t.Errorf("%q", cms)
	}
}

func TestSignRefusals(t *testing.T) {
	ok := func([]byte) ([]byte, error) { return make([]byte, 64), nil }
	once, err := pdf.Sign(signable(t, 64), ok)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		why    string
		file   []byte
		signer func([]byte) ([]byte, error)
		code   string
	}{
		{"no room", render(t, paper(pdf.Text("一"))), ok, "pdf.signature_place"},
		{"signed already", once, ok, "pdf.signature_place"},
		{"too long", signable(t, 63), ok, "pdf.signature_size"},
		{"no signature", signable(t, 64), func([]byte) ([]byte, error) { return nil, nil }, "pdf.signature_size"},
	} {
		if out, err := pdf.Sign(c.file, c.signer); fengcun.CodeOf(err) != c.code || out != nil {
			t.Errorf("%s: %v, want %s", c.why, err, c.code)
		}
	}
	failure := errors.New("device is gone")
	if _, err := pdf.Sign(signable(t, 64), func([]byte) ([]byte, error) { return nil, failure }); !errors.Is(err, failure) {
		t.Error(err)
	}
}

// certificate makes a self-signed certificate for a key.
func certificate(t *testing.T, key crypto.Signer) *x509.Certificate {
	t.Helper()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1234567890),
		Subject:      pkix.Name{CommonName: "某某区人民法院（测试）"},
		NotBefore:    created.Add(-24 * time.Hour), NotAfter: created.Add(20 * 365 * 24 * time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCAdES(t *testing.T) {
	onRSA, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	onP256, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for name, key := range map[string]crypto.Signer{"RSA": onRSA, "P-256": onP256} {
		t.Run(name, func(t *testing.T) {
			c := certificate(t, key)
			signer, err := pdf.CAdES([]*x509.Certificate{c}, key)
			if err != nil {
				t.Fatal(err)
			}
			d := everything(t)
			file, err := pdf.Sign(render(t, d), signer)
			if err != nil {
				t.Fatal(err)
			}
			covered, cms := signed(t, file)
			verify(t, c, covered, cms)

			t.Run("openssl", func(t *testing.T) {
				openssl := tool.Need(t, "openssl", "openssl")
				root := write(t, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw}))
				check(t, openssl, "cms", "-verify", "-binary", "-cades", "-CAfile", root, "-purpose", "any", "-attime", strconv.FormatInt(created.Unix(), 10),
					"-inform", "DER", "-in", write(t, der(t, cms)), "-content", write(t, covered), "-out", write(t, nil))
			})
			t.Run("pdfsig", func(t *testing.T) {
				out, err := exec.Command(tool.Need(t, "pdfsig", "poppler-utils"), "-nocert", write(t, file)).CombinedOutput()
				if err != nil || !strings.Contains(string(out), "Signature is Valid") || !strings.Contains(string(out), "Total document signed") {
					t.Errorf("%v\n%s", err, out)
				}
			})
			t.Run("qpdf", func(t *testing.T) { check(t, tool.Need(t, "qpdf", "qpdf"), "--check", write(t, file)) })

			broken := bytes.Clone(file)
			broken[100] ^= 1
			t.Run("broken", func(t *testing.T) {
				out, _ := exec.Command(tool.Need(t, "pdfsig", "poppler-utils"), "-nocert", write(t, broken)).CombinedOutput()
				if strings.Contains(string(out), "Signature is Valid") {
					t.Error("a changed paper passes")
				}
			})
		})
	}
	other := certificate(t, onP256)
	_, edwards, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for why, make := range map[string]func() (func([]byte) ([]byte, error), error){
		"key of another certificate": func() (func([]byte) ([]byte, error), error) {
			return pdf.CAdES([]*x509.Certificate{other}, onRSA)
		},
		"no certificate": func() (func([]byte) ([]byte, error), error) { return pdf.CAdES(nil, onRSA) },
		"another kind of key": func() (func([]byte) ([]byte, error), error) {
			return pdf.CAdES([]*x509.Certificate{certificate(t, edwards)}, edwards)
		},
	} {
		if _, err := make(); fengcun.CodeOf(err) != "pdf.signature_key" {
			t.Errorf("%s: %v", why, err)
		}
	}
}

// der returns the first DER value of a text that ends in zeros.
func der(t *testing.T, data []byte) []byte {
	t.Helper()
	var v asn1.RawValue
	if _, err := asn1.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v.FullBytes
}

// verify checks the signature with the standard library: the attributes name the
// digest of what is covered and the certificate, and the key signed the attributes.
func verify(t *testing.T, c *x509.Certificate, covered, cms []byte) {
	t.Helper()
	attributesAt := bytes.Index(cms, []byte{0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x03})
	var attributes, algorithm, value asn1.RawValue
	// From the attribute back to the head of the set that holds it.
	for at := attributesAt; at > 0 && attributes.FullBytes == nil; at-- {
		var v asn1.RawValue
		if rest, err := asn1.Unmarshal(cms[at:], &v); err == nil && cms[at] == 0xA0 {
			attributes = v
			if rest, err = asn1.Unmarshal(rest, &algorithm); err != nil {
				t.Fatal(err)
			}
			if _, err = asn1.Unmarshal(rest, &value); err != nil {
				t.Fatal(err)
			}
		}
	}
	sum := sha256.Sum256(covered)
	fingerprint := sha256.Sum256(c.Raw)
	for what, part := range map[string][]byte{"digest": sum[:], "certificate": fingerprint[:]} {
		if !bytes.Contains(attributes.Bytes, part) {
			t.Errorf("the attributes do not hold the %s", what)
		}
	}
	set := bytes.Clone(attributes.FullBytes)
	set[0] = 0x31
	kind := x509.SHA256WithRSA
	if c.PublicKeyAlgorithm == x509.ECDSA {
		kind = x509.ECDSAWithSHA256
	}
	if err := c.CheckSignature(kind, set, value.Bytes); err != nil {
		t.Error(err)
	}
}
