package vault

import (
	"crypto/cipher"
	"crypto/rand"
	"encoding/json"
	"sync"

	"fengcun"
	"fengcun/internal/keybox"
	"fengcun/internal/suite"
	"fengcun/internal/vault/capsule"
)

// Keyring holds the working keys of the organs and their public sealed keys. It
// holds nothing that opens a sealed item. It is safe for concurrent use, but one
// process alone may have the file open.
type Keyring struct {
	suite suite.Suite
	box   *keybox.Box

	mu     sync.RWMutex // guards the field, not the map, which is replaced as a whole
	organs map[fengcun.OrganID]*organKeys
}

// organKeys are the keys of one organ. Never changed in place, so that a reader
// may keep a pointer.
type organKeys struct {
	sealedID     string
	sealedPublic []byte
	epochs       []*epochKey // ascending; two during a rotation, otherwise one
}

// epochKey is the working key of one organ for one epoch.
type epochKey struct {
	number int64
	wrap   cipher.AEAD
	index  []byte

	secret []byte // from which both are derived, for the file
}

// keyringFile is the content of the key file.
type keyringFile struct {
	Suite  string      `json:"suite"`
	Organs []organFile `json:"organs"`
}

type organFile struct {
	Organ        fengcun.OrganID `json:"organ"`
	SealedID     string          `json:"sealed_key_id"`
	SealedPublic []byte          `json:"sealed_public_key"`
	Epochs       []epochFile     `json:"epochs"`
}

type epochFile struct {
	Number int64  `json:"number"`
	Secret []byte `json:"secret"`
}

// CreateKeyring makes an empty keyring in a new file.
func CreateKeyring(path string, s suite.Suite, unlock keybox.Unlock) (*Keyring, error) {
	k := &Keyring{suite: s, organs: map[fengcun.OrganID]*organKeys{}}
	content, err := encodeKeyring(s, k.organs)
	if err != nil {
		return nil, err
	}
	if k.box, err = keybox.Create(path, s, unlock, content); err != nil {
		return nil, err
	}
	return k, nil
}

// OpenKeyring opens a keyring file. The codes are those of keybox.Open.
func OpenKeyring(path string, s suite.Suite, unlock keybox.Unlock) (*Keyring, error) {
	box, content, err := keybox.Open(path, s, unlock)
	if err != nil {
		return nil, err
	}
	defer clear(content)
	damaged := &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "key.damaged"}
	var file keyringFile
	if json.Unmarshal(content, &file) != nil || file.Suite != s.Name() {
		return nil, damaged
	}
	k := &Keyring{suite: s, box: box, organs: make(map[fengcun.OrganID]*organKeys, len(file.Organs))}
	for _, o := range file.Organs {
		keys := &organKeys{sealedID: o.SealedID, sealedPublic: o.SealedPublic}
		if capsule.KeyID(s, o.SealedPublic) != o.SealedID || len(o.Epochs) == 0 || k.organs[o.Organ] != nil {
			return nil, damaged
		}
		for _, e := range o.Epochs {
			epoch, err := newEpochKey(s, o.Organ, e.Number, e.Secret)
			if err != nil {
				return nil, err
			}
			keys.epochs = append(keys.epochs, epoch)
		}
		k.organs[o.Organ] = keys
	}
	return k, nil
}

func encodeKeyring(s suite.Suite, organs map[fengcun.OrganID]*organKeys) ([]byte, error) {
	file := keyringFile{Suite: s.Name(), Organs: make([]organFile, 0, len(organs))}
	for organ, keys := range organs {
		o := organFile{Organ: organ, SealedID: keys.sealedID, SealedPublic: keys.sealedPublic}
		for _, e := range keys.epochs {
			o.Epochs = append(o.Epochs, epochFile{Number: e.number, Secret: e.secret})
		}
		file.Organs = append(file.Organs, o)
	}
	content, err := json.Marshal(file)
	if err != nil {
		return nil, &fengcun.Error{Kind: fengcun.KindInternal, Code: "key.damaged"}
	}
	return content, nil
}

// update writes a changed set of organs to the file and then uses it: a key is in
// the file before anything is encrypted under it. The caller holds mu.
func (k *Keyring) update(change map[fengcun.OrganID]*organKeys) error {
	organs := make(map[fengcun.OrganID]*organKeys, len(k.organs)+len(change))
	for organ, keys := range k.organs {
		organs[organ] = keys
	}
	for organ, keys := range change {
		organs[organ] = keys
	}
	return k.replace(organs)
}

// replace writes the file and then uses it. The caller holds mu.
func (k *Keyring) replace(organs map[fengcun.OrganID]*organKeys) error {
	content, err := encodeKeyring(k.suite, organs)
	if err != nil {
		return err
	}
	defer clear(content)
	if err := k.box.Replace(content); err != nil {
		return err
	}
	k.organs = organs
	return nil
}

// SealedKey is the public sealed key of an organ, as the key agent made it.
type SealedKey struct {
	Organ  fengcun.OrganID
	ID     string
	Public []byte
}

// add gives organs their first epoch. An organ that already has this sealed key
// keeps its epochs, so that an interrupted start can be repeated; with another
// sealed key it is a conflict.
func (k *Keyring) add(sealed []SealedKey) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	change := make(map[fengcun.OrganID]*organKeys, len(sealed))
	for _, s := range sealed {
		if s.Organ == "" || capsule.KeyID(k.suite, s.Public) != s.ID {
			return fengcun.Invalid("key.sealed_mismatch", "sealed_key")
		}
		if old := k.organs[s.Organ]; old != nil {
			if old.sealedID != s.ID {
				return &fengcun.Error{Kind: fengcun.KindConflict, Code: "key.organ_exists", Field: "organ"}
			}
			continue
		}
		first, err := freshEpochKey(k.suite, s.Organ, 1)
		if err != nil {
			return err
		}
		change[s.Organ] = &organKeys{sealedID: s.ID, sealedPublic: s.Public, epochs: []*epochKey{first}}
	}
	if len(change) == 0 {
		return nil
	}
	return k.update(change)
}

// begin adds the epoch after the newest one and returns it.
func (k *Keyring) begin(organ fengcun.OrganID) (*epochKey, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	keys := k.organs[organ]
	if keys == nil {
		return nil, noOrgan()
	}
	newest := keys.epochs[len(keys.epochs)-1]
	next, err := freshEpochKey(k.suite, organ, newest.number+1)
	if err != nil {
		return nil, err
	}
	changed := *keys
	changed.epochs = append(keys.epochs[:len(keys.epochs):len(keys.epochs)], next)
	return next, k.update(map[fengcun.OrganID]*organKeys{organ: &changed})
}

// destroy removes every epoch older than the given one, from the file first.
func (k *Keyring) destroy(organ fengcun.OrganID, before int64) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	keys := k.organs[organ]
	if keys == nil {
		return noOrgan()
	}
	changed := *keys
	changed.epochs = nil
	for _, e := range keys.epochs {
		if e.number >= before {
			changed.epochs = append(changed.epochs, e)
		}
	}
	return k.update(map[fengcun.OrganID]*organKeys{organ: &changed})
}

func (k *Keyring) organ(organ fengcun.OrganID) (*organKeys, error) {
	if keys := k.all()[organ]; keys != nil {
		return keys, nil
	}
	return nil, noOrgan()
}

// all returns the keys of every organ as they are now; the map is never changed.
func (k *Keyring) all() map[fengcun.OrganID]*organKeys {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.organs
}

// epoch returns the key of one epoch, or nil; an unknown organ has none.
func (o *organKeys) epoch(number int64) *epochKey {
	if o == nil {
		return nil
	}
	for _, e := range o.epochs {
		if e.number == number {
			return e
		}
	}
	return nil
}

func freshEpochKey(s suite.Suite, organ fengcun.OrganID, number int64) (*epochKey, error) {
	secret := make([]byte, 32)
	rand.Read(secret)
	return newEpochKey(s, organ, number, secret)
}

func newEpochKey(s suite.Suite, organ fengcun.OrganID, number int64, secret []byte) (*epochKey, error) {
	if len(secret) != 32 || number < 1 {
		return nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "key.damaged"}
	}
	wrap, err := s.AEAD(s.Derive(secret, "fengcun/epoch/wrap/1\x00"+string(organ), s.KeySize()))
	if err != nil {
		return nil, err
	}
	return &epochKey{
		number: number,
		wrap:   wrap,
		index:  s.Derive(secret, "fengcun/epoch/index/1\x00"+string(organ), 32),
		secret: secret,
	}, nil
}

func noOrgan() error {
	return &fengcun.Error{Kind: fengcun.KindNotFound, Code: "key.organ", Field: "organ"}
}

// retire removes every key of an organ, from the file first.
func (k *Keyring) retire(organ fengcun.OrganID) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	rest := make(map[fengcun.OrganID]*organKeys, len(k.organs))
	for id, keys := range k.organs {
		if id != organ {
			rest[id] = keys
		}
	}
	return k.replace(rest)
}
