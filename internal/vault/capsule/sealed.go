package capsule

import (
	"crypto/cipher"
	"crypto/rand"

	"fengcun"
	"fengcun/internal/suite"
)

// Run is one encapsulation to an organ's public sealed key, as it stands in
// vault_run. Many items are sealed under one run, because an encapsulation costs
// a hundred times as much as a wrap.
type Run struct {
	ID            fengcun.ID
	Organ         fengcun.OrganID
	KeyID         string // which of the organ's sealed keys
	Suite         string
	Encapsulation []byte
}

// Sealed is the sealed wrap of one item, as it stands in vault_sealed.
type Sealed struct {
	Item  fengcun.ItemID
	Organ fengcun.OrganID
	Run   fengcun.ID
	Wrap  []byte
}

// KeyID names a public sealed key: the first 16 hexadecimal digits of its hash,
// so that a key under a wrong name is noticed before anything is sealed to it.
func KeyID(s suite.Suite, public []byte) string {
	sum := s.Hash([]byte("fengcun/sealed-key/1\x00"), public)
	return fengcun.ID(sum[:16]).String()[:16]
}

// info binds the encapsulation to its row: moved to another run, organ or key it
// yields another secret.
func (r *Run) info() []byte {
	b := append([]byte("fengcun/run/1\x00"), r.ID[:]...)
	b = append(b, r.KeyID...)
	b = append(b, 0)
	return append(b, r.Organ...)
}

// RunKey is the secret of a run. Whoever makes a run forgets it when the run
// ends; after that only the holder of the private sealed key has it.
type RunKey struct {
	suite  suite.Suite
	run    fengcun.ID
	organ  fengcun.OrganID
	secret []byte
}

// NewRun makes a run and its key.
func NewRun(s suite.Suite, organ fengcun.OrganID, keyID string, public []byte) (Run, *RunKey, error) {
	run := Run{ID: fengcun.NewID(), Organ: organ, KeyID: keyID, Suite: s.Name()}
	if KeyID(s, public) != keyID {
		return Run{}, nil, &fengcun.Error{Kind: fengcun.KindInternal, Code: "key.sealed_mismatch"}
	}
	secret, encapsulation, err := s.Encapsulate(public, run.info())
	if err != nil {
		return Run{}, nil, err
	}
	run.Encapsulation = encapsulation
	return run, &RunKey{suite: s, run: run.ID, organ: organ, secret: secret}, nil
}

// Open finds the key of a run with the private sealed key.
func (r *Run) Open(s suite.Suite, private []byte) (*RunKey, error) {
	if r.Suite != s.Name() {
		return nil, &fengcun.Error{Kind: fengcun.KindInternal, Code: "suite.mismatch"}
	}
	secret, err := s.Decapsulate(private, r.Encapsulation, r.info())
	if err != nil {
		return nil, err
	}
	return &RunKey{suite: s, run: r.ID, organ: r.Organ, secret: secret}, nil
}

// Seal wraps a capsule under the run.
func (k *RunKey) Seal(item fengcun.ItemID, c *Capsule) (Sealed, error) {
	aead, err := k.aead(item)
	if err != nil {
		return Sealed{}, err
	}
	wrap := make([]byte, suite.NonceSize, suite.NonceSize+Size+suite.TagSize)
	rand.Read(wrap)
	var plain [Size]byte
	wrap = aead.Seal(wrap, wrap, c.append(plain[:0]), k.additional(item))
	clear(plain[:])
	return Sealed{Item: item, Organ: k.organ, Run: k.run, Wrap: wrap}, nil
}

// Open unwraps a capsule. A wrap that was changed, or that belongs to another
// item, run or organ, gives an error with code "vault.damaged".
func (k *RunKey) Open(sealed Sealed) (Capsule, error) {
	damaged := &fengcun.Error{Kind: fengcun.KindInternal, Code: "vault.damaged"}
	if sealed.Run != k.run || sealed.Organ != k.organ || len(sealed.Wrap) != suite.NonceSize+Size+suite.TagSize {
		return Capsule{}, damaged
	}
	aead, err := k.aead(sealed.Item)
	if err != nil {
		return Capsule{}, err
	}
	var plain [Size]byte
	b, err := aead.Open(plain[:0], sealed.Wrap[:suite.NonceSize], sealed.Wrap[suite.NonceSize:], k.additional(sealed.Item))
	if err != nil {
		return Capsule{}, damaged
	}
	defer clear(plain[:])
	return Parse(b)
}

// Forget overwrites the secret.
func (k *RunKey) Forget() {
	clear(k.secret)
	k.secret = nil
}

func (k *RunKey) aead(item fengcun.ItemID) (cipher.AEAD, error) {
	if k.secret == nil {
		return nil, &fengcun.Error{Kind: fengcun.KindConflict, Code: "vault.run_ended"}
	}
	key := k.suite.Derive(k.secret, "fengcun/sealed-wrap/1\x00"+string(item[:]), k.suite.KeySize())
	defer clear(key)
	return k.suite.AEAD(key)
}

func (k *RunKey) additional(item fengcun.ItemID) []byte {
	b := make([]byte, 0, 1+len(item)+len(k.run))
	b = append(b, 'S')
	b = append(b, item[:]...)
	return append(b, k.run[:]...)
}
