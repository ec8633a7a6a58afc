package message

import (
	"encoding/json"
	"slices"
	"sync"

	"fengcun"
	"fengcun/internal/keybox"
	"fengcun/internal/suite"
)

// Keyring holds the exchange keys of the organs that work on this installation. It
// opens no item of the vault. It is safe for concurrent use, but one process alone
// may have the file open.
type Keyring struct {
	suite suite.Suite

	mu   sync.RWMutex // guards the rest
	box  *keybox.Box
	file keyFile
}

// keyFile is the content of the key file: of each organ its keys, newest last.
type keyFile struct {
	Suite string    `json:"suite"`
	TLS   []byte    `json:"tls"` // PKCS #8, of the installation
	Keys  []keyPair `json:"keys"`
}

type keyPair struct {
	Card        Card   `json:"card"`
	SignPrivate []byte `json:"sign_private"`
	KEMPrivate  []byte `json:"kem_private"`
}

// kept is how many key pairs of an organ stay: the one in use, and the one before
// it for what was encrypted to it and is still under way.
const kept = 2

// CreateKeyring makes a key file without a key of any organ. It refuses to
// overwrite: key.exists.
func CreateKeyring(path string, s suite.Suite, unlock keybox.Unlock) error {
	tls, err := newTLSKey()
	if err != nil {
		return err
	}
	content, err := json.Marshal(keyFile{Suite: s.Name(), TLS: tls})
	if err != nil {
		return err
	}
	_, err = keybox.Create(path, s, unlock, content)
	return err
}

// OpenKeyring opens a key file. The codes are those of keybox.Open.
func OpenKeyring(path string, s suite.Suite, unlock keybox.Unlock) (*Keyring, error) {
	box, content, err := keybox.Open(path, s, unlock)
	if err != nil {
		return nil, err
	}
	defer clear(content)
	k := &Keyring{suite: s, box: box}
	if json.Unmarshal(content, &k.file) != nil || k.file.Suite != s.Name() {
		return nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "key.damaged"}
	}
	return k, nil
}

// Suite returns the suite of every key.
func (k *Keyring) Suite() suite.Suite { return k.suite }

// NewKey makes a new key pair of an organ, which is in use from now on. The one
// before it goes on opening what was encrypted to it; those before are destroyed.
func (k *Keyring) NewKey(organ fengcun.OrganID, from fengcun.Date, address string) (Card, error) {
	if organ == "" {
		return Card{}, fengcun.Invalid("key.organ", "organ")
	}
	pair := keyPair{Card: Card{Suite: k.suite.Name(), Organ: organ, ValidFrom: from, Address: address}}
	own, err := k.tlsKey()
	if err != nil {
		return Card{}, err
	}
	if pair.Card.TLS, err = keyDigest(own.Public()); err != nil {
		return Card{}, err
	}
	if pair.SignPrivate, pair.Card.Sign, err = k.suite.NewSigner(); err != nil {
		return Card{}, err
	}
	if pair.KEMPrivate, pair.Card.KEM, err = k.suite.NewKEM(); err != nil {
		return Card{}, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	next := keyFile{Suite: k.file.Suite, TLS: k.file.TLS}
	pairs := 0
	for _, p := range slices.Backward(k.file.Keys) {
		if p.Card.Organ == organ {
			if pairs++; pairs >= kept {
				continue
			}
		}
		next.Keys = append(next.Keys, p)
	}
	slices.Reverse(next.Keys)
	next.Keys = append(next.Keys, pair)
	content, err := json.Marshal(next)
	if err != nil {
		return Card{}, err
	}
	defer clear(content)
	if err := k.box.Replace(content); err != nil {
		return Card{}, err
	}
	k.file = next
	return pair.Card, nil
}

// Card returns the card of an organ's key in use, or false if it has none.
func (k *Keyring) Card(organ fengcun.OrganID) (Card, bool) {
	p, ok := k.newest(organ, KeyID{})
	return p.Card, ok
}

// Signed returns the card as it is handed out: signed with its own key.
func (k *Keyring) Signed(organ fengcun.OrganID) ([]byte, error) {
	p, ok := k.newest(organ, KeyID{})
	if !ok {
		return nil, noKey()
	}
	content, err := json.Marshal(p.Card)
	if err != nil {
		return nil, err
	}
	signature, err := k.suite.Sign(p.SignPrivate, append([]byte(cardContext), content...))
	if err != nil {
		return nil, err
	}
	return json.Marshal(signedCard{content, signature})
}

// newest returns an organ's newest pair, or the one with an id if one is given.
func (k *Keyring) newest(organ fengcun.OrganID, id KeyID) (keyPair, bool) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	for _, p := range slices.Backward(k.file.Keys) {
		if p.Card.Organ == organ && (id.IsZero() || p.Card.ID() == id) {
			return p, true
		}
	}
	return keyPair{}, false
}

// Previous returns the id of the key pair before the one in use, or the zero id.
func (k *Keyring) Previous(organ fengcun.OrganID) KeyID {
	k.mu.RLock()
	defer k.mu.RUnlock()
	seen := false
	for _, p := range slices.Backward(k.file.Keys) {
		if p.Card.Organ != organ {
			continue
		}
		if seen {
			return p.Card.ID()
		}
		seen = true
	}
	return KeyID{}
}

func noKey() error {
	return &fengcun.Error{Kind: fengcun.KindConflict, Code: "exchange.no_key", Field: "organ"}
}
