package node

import (
	"crypto/rand"
	"encoding/json"
	"path/filepath"

	"golang.org/x/mod/sumdb/note"

	"fengcun"
	"fengcun/internal/keybox"
	"fengcun/internal/openregister"
	"fengcun/internal/suite"
)

// nodeKeys are the installation's own secrets: of the audit log and of the open
// register. None of them opens a vault item.
type nodeKeys struct {
	LogName  string            `json:"log_name"`
	LogKey   string            `json:"log_key"`    // note signer, with its private key
	LogPub   string            `json:"log_public"` // note verifier
	AuditKey []byte            `json:"audit_key"`  // encrypts the bodies of log entries
	Register openregister.Keys `json:"register"`
}

// logName is the origin of the log's checkpoints: random, so that a checkpoint
// that travels names no organ.
func newNodeKeys(s suite.Suite) (nodeKeys, error) {
	name := "fengcun.invalid/" + fengcun.NewID().String()[:12]
	private, public, err := note.GenerateKey(rand.Reader, name)
	if err != nil {
		return nodeKeys{}, err
	}
	secret := func(n int) []byte {
		b := make([]byte, n)
		rand.Read(b)
		return b
	}
	return nodeKeys{
		LogName: name, LogKey: private, LogPub: public, AuditKey: secret(32),
		Register: openregister.Keys{IDNumber: secret(32), Name: secret(32), Row: secret(32), Content: secret(s.KeySize())},
	}, nil
}

func (k nodeKeys) log() (note.Signer, note.Verifier, error) {
	signer, err := note.NewSigner(k.LogKey)
	if err != nil {
		return nil, nil, damagedKeys()
	}
	verifier, err := note.NewVerifier(k.LogPub)
	if err != nil {
		return nil, nil, damagedKeys()
	}
	return signer, verifier, nil
}

// The key files of an installation, below its data directory. The agent's stands
// apart: nothing else opens a sealed item.
func nodeFile(dir string) string     { return filepath.Join(dir, "keys", "node.key") }
func vaultFile(dir string) string    { return filepath.Join(dir, "keys", "vault.key") }
func exchangeFile(dir string) string { return filepath.Join(dir, "keys", "exchange.key") }
func agentFile(dir string) string    { return filepath.Join(dir, "keys", "agent.key") }

// papersFile holds the keys that sign the codes on issued papers.
func papersFile(dir string) string { return filepath.Join(dir, "keys", "papers.key") }

func createNodeKeys(path string, s suite.Suite, unlock keybox.Unlock) error {
	k, err := newNodeKeys(s)
	if err != nil {
		return err
	}
	content, err := json.Marshal(k)
	if err != nil {
		return err
	}
	_, err = keybox.Create(path, s, unlock, content)
	return err
}

func openNodeKeys(path string, s suite.Suite, unlock keybox.Unlock) (nodeKeys, error) {
	_, content, err := keybox.Open(path, s, unlock)
	if err != nil {
		return nodeKeys{}, err
	}
	defer clear(content)
	var k nodeKeys
	if json.Unmarshal(content, &k) != nil {
		return nodeKeys{}, damagedKeys()
	}
	return k, nil
}

func damagedKeys() error {
	return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "key.damaged"}
}
