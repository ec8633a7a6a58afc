package pdf_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"testing"

	"fengcun"
	"fengcun/internal/pdf"
)

// A changed byte anywhere is found: in the text, in the dictionary, in the
// signature, in the certificates behind that of the signer, in the zeros after it.
func TestVerifyFindsEveryChange(t *testing.T) {
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
			chain := []*x509.Certificate{certificate(t, key), certificate(t, onRSA)}
			signer, err := pdf.CAdES(chain, key)
			if err != nil {
				t.Fatal(err)
			}
			file, err := pdf.Sign(signable(t, 4096), signer)
			if err != nil {
				t.Fatal(err)
			}
			got, err := pdf.Verify(file)
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Chain) != 2 || !got.Chain[0].Equal(chain[0]) || got.Stated.Unix() != created.Unix() {
				t.Errorf("%v", got)
			}
			_, cms := signed(t, file)
			from := bytes.Index(file, []byte("/Type /Sig "))
			to := from + 300 + 2*len(der(t, cms)) // the dictionary and the signature; the rest is zeros
			for at := range file {
				if at < from && at%53 != 0 || at > to && at%31 != 0 {
					continue
				}
				for _, change := range []byte{0x01, 0x20} {
					file[at] ^= change
					if _, err := pdf.Verify(file); fengcun.CodeOf(err) != "pdf.signature_wrong" {
						t.Fatalf("byte %d of %d changed by %#x: %v", at, len(file), change, err)
					}
					file[at] ^= change
				}
			}
			for why, other := range map[string][]byte{
				"more behind": append(bytes.Clone(file), '\n'),
				"cut":         file[:len(file)-1],
				"twice":       append(bytes.Clone(file), file...),
			} {
				if _, err := pdf.Verify(other); fengcun.CodeOf(err) != "pdf.signature_wrong" {
					t.Errorf("%s: %v", why, err)
				}
			}
		})
	}
}

func TestVerifyOtherFiles(t *testing.T) {
	for why, c := range map[string]struct {
		file []byte
		code string
	}{
		"without a place":   {render(t, paper(pdf.Text("一"))), "pdf.unsigned"},
		"an empty place":    {signable(t, 64), "pdf.signature_wrong"},
		"nothing":           {nil, "pdf.unsigned"},
		"of another maker":  {[]byte("%PDF-1.5\n1 0 obj <</Type/Sig/SubFilter/adbe.pkcs7.detached/ByteRange [0 1 2 3]>>"), "pdf.signature_foreign"},
		"something else":    {[]byte("PK\x03\x04"), "pdf.unsigned"},
		"no DER in a place": {mustSign(t, func([]byte) ([]byte, error) { return []byte("signature"), nil }), "pdf.signature_wrong"},
	} {
		if _, err := pdf.Verify(c.file); fengcun.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", why, err, c.code)
		}
	}
}

func mustSign(t *testing.T, signer func([]byte) ([]byte, error)) []byte {
	t.Helper()
	file, err := pdf.Sign(signable(t, 64), signer)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func FuzzVerify(f *testing.F) {
	f.Add([]byte("/SubFilter /ETSI.CAdES.detached /M (D:20261123090203+08'00') /ByteRange [0 100 104 10]                  /Contents <30>"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if _, err := pdf.Verify(file); err == nil {
			t.Error("a signature nobody made holds")
		}
	})
}
