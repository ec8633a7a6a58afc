package agent

import (
	"encoding/json"

	"fengcun"
	"fengcun/internal/keybox"
	"fengcun/internal/suite"
	"fengcun/internal/vault/capsule"
)

// keyFile is the content of the agent's key file.
type keyFile struct {
	Suite  string      `json:"suite"`
	Organs []organFile `json:"organs"`

	// Size and Root are the head of the largest log the agent has seen signed. A
	// shorter one, or another one of this size, is refused.
	Size int64  `json:"log_size"`
	Root []byte `json:"log_root"`
	// Latest is the latest time the agent has seen, in unix seconds.
	Latest int64 `json:"latest"`
	// Used counts how often each warrant was used, until it expires.
	Used []usedFile `json:"used"`
}

type organFile struct {
	Organ   fengcun.OrganID `json:"organ"`
	KeyID   string          `json:"sealed_key_id"`
	Private []byte          `json:"sealed_private_key"`
	Public  []byte          `json:"sealed_public_key"`
}

type usedFile struct {
	Warrant fengcun.WarrantID `json:"warrant"`
	Uses    int               `json:"uses"`
	Expires int64             `json:"expires"` // unix seconds
}

// Create makes the agent's key file. It refuses to overwrite: code key.exists.
func Create(path string, s suite.Suite, unlock keybox.Unlock) error {
	content, err := json.Marshal(keyFile{Suite: s.Name()})
	if err != nil {
		return err
	}
	_, err = keybox.Create(path, s, unlock, content)
	return err
}

func openKeys(path string, s suite.Suite, unlock keybox.Unlock) (*keybox.Box, keyFile, error) {
	box, content, err := keybox.Open(path, s, unlock)
	if err != nil {
		return nil, keyFile{}, err
	}
	defer clear(content)
	damaged := &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "key.damaged"}
	var file keyFile
	if json.Unmarshal(content, &file) != nil || file.Suite != s.Name() {
		return nil, keyFile{}, damaged
	}
	for _, o := range file.Organs {
		// The vault's file has the public halves too, and no private one.
		if capsule.KeyID(s, o.Public) != o.KeyID || len(o.Private) == 0 {
			return nil, keyFile{}, damaged
		}
	}
	return box, file, nil
}

// SealedKey is the public half of an organ's sealed key, to be given to the vault.
type SealedKey struct {
	Organ  fengcun.OrganID
	ID     string
	Public []byte
}

// CreateOrgan makes an organ's sealed key and returns its public half. The key is
// in the file when it returns. For an organ that has one already the same half is
// returned again, so that an interrupted start can be repeated.
func (a *Agent) CreateOrgan(organ fengcun.OrganID) (SealedKey, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if organ == "" {
		return SealedKey{}, fengcun.Invalid("key.organ", "organ")
	}
	for _, o := range a.file.Organs {
		if o.Organ == organ {
			return SealedKey{Organ: organ, ID: o.KeyID, Public: o.Public}, nil
		}
	}
	private, public, err := a.suite.NewKEM()
	if err != nil {
		return SealedKey{}, err
	}
	next := a.file
	made := organFile{Organ: organ, KeyID: capsule.KeyID(a.suite, public), Private: private, Public: public}
	next.Organs = append(next.Organs[:len(next.Organs):len(next.Organs)], made)
	if err := a.replace(next); err != nil {
		return SealedKey{}, err
	}
	return SealedKey{Organ: organ, ID: made.KeyID, Public: public}, nil
}

// private returns the private half of the key of a run.
func (f *keyFile) private(organ fengcun.OrganID, keyID string) ([]byte, error) {
	for _, o := range f.Organs {
		if o.Organ == organ && o.KeyID == keyID {
			return o.Private, nil
		}
	}
	return nil, refused("agent.key_unknown")
}

// replace writes a changed key file and then uses it. The caller holds mu.
func (a *Agent) replace(next keyFile) error {
	content, err := json.Marshal(next)
	if err != nil {
		return err
	}
	defer clear(content)
	if err := a.box.Replace(content); err != nil {
		return err
	}
	a.file = next
	return nil
}
