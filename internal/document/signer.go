package document

import (
	"crypto"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"os"
	"path/filepath"
	"time"

	"fengcun"
	"fengcun/internal/keybox"
	"fengcun/internal/pdf"
	"fengcun/internal/suite"
)

// Signer signs an organ's papers.
type Signer struct {
	chain []*x509.Certificate
	cms   func(digest []byte) ([]byte, error)
}

// signing is the content of a signing.key, DER inside.
type signing struct {
	Chain [][]byte `json:"chain"`
	Key   []byte   `json:"key"` // PKCS #8
}

func signingFile(dir string) string { return filepath.Join(dir, "signing.key") }

func openSigner(path string, s suite.Suite, unlock keybox.Unlock) (*Signer, error) {
	_, content, err := keybox.Open(path, s, unlock)
	if fengcun.CodeOf(err) == "key.missing" {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer clear(content)
	var in signing
	if json.Unmarshal(content, &in) != nil {
		return nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "key.damaged"}
	}
	return newSigner(in)
}

func newSigner(in signing) (*Signer, error) {
	refused := fengcun.Invalid("document.signing_key", "key")
	out := &Signer{}
	for _, der := range in.Chain {
		c, err := x509.ParseCertificate(der)
		if err != nil {
			return nil, refused
		}
		out.chain = append(out.chain, c)
	}
	key, err := x509.ParsePKCS8PrivateKey(in.Key)
	if err != nil {
		return nil, refused
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, refused
	}
	out.cms, err = pdf.CAdES(out.chain, signer)
	return out, err
}

// valid reports whether every certificate of the chain is valid at an instant. A
// paper that was signed with an expired certificate looks forged to its reader.
func (s *Signer) valid(at time.Time) error {
	for _, c := range s.chain {
		if at.Before(c.NotBefore) || at.After(c.NotAfter) {
			return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "document.certificate_expired", Args: map[string]string{
				"from": fengcun.DateOf(c.NotBefore).String(), "until": fengcun.DateOf(c.NotAfter).String(),
			}}
		}
	}
	return nil
}

// CanInstall reports whether Install would take a key and certificates.
func (p *Press) CanInstall(o fengcun.OrganID, chain, key []byte) error {
	if p.desk(o).signer != nil {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "key.exists"}
	}
	_, err := signingOf(chain, key)
	return err
}

// Install puts an organ's key and certificates (PEM: the certificate of the key
// first; the key in PKCS #8) into an encrypted file in the organ's folder. It counts
// from the next OpenPress. A key that is there already is a conflict, key.exists: it
// is replaced by removing its file.
func (p *Press) Install(o fengcun.OrganID, chain, key []byte) error {
	in, err := signingOf(chain, key)
	if err != nil {
		return err
	}
	content, err := json.Marshal(in)
	if err != nil {
		return err
	}
	defer clear(content)
	folder := filepath.Join(p.dir, string(o))
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "document.folder", Field: "organ", Err: err}
	}
	_, err = keybox.Create(signingFile(folder), p.suite, p.unlock, content)
	return err
}

// signingOf reads PEM and tries whether key and certificate belong together.
func signingOf(chain, key []byte) (signing, error) {
	var in signing
	for block, rest := pem.Decode(chain); block != nil; block, rest = pem.Decode(rest) {
		if block.Type == "CERTIFICATE" {
			in.Chain = append(in.Chain, block.Bytes)
		}
	}
	block, _ := pem.Decode(key)
	if block == nil || len(in.Chain) == 0 {
		return signing{}, fengcun.Invalid("document.signing_key", "key")
	}
	in.Key = block.Bytes
	_, err := newSigner(in)
	return in, err
}
