package verification

import (
	"encoding/json"
	"maps"
	"slices"
	"sync"

	"fengcun"
	"fengcun/internal/keybox"
	"fengcun/internal/suite"
)

// Keyring holds the private keys with which the organs of one installation sign
// codes, and the publisher's key that signs what is published of them. It is safe
// for concurrent use; its file is replaced as a whole.
type Keyring struct {
	suite suite.Suite
	box   *keybox.Box

	mu      sync.RWMutex // guards content and the file
	content keys
}

// keys is the content of the file.
type keys struct {
	Publisher  keyPair                        `json:"publisher"`
	Revocation []byte                         `json:"revocation"` // hides numbers in the database; makes salts
	Organs     map[fengcun.OrganID][]organKey `json:"organs"`
}

type keyPair struct {
	Private []byte `json:"private"`
	Public  []byte `json:"public"`
}

// organKey signs what is issued from the day From to the day To, both included; the
// key in use has no To.
type organKey struct {
	keyPair
	From fengcun.Date `json:"from"`
	To   fengcun.Date `json:"to"`
}

// CreateKeyring makes a new keyring with a publisher and no organ.
func CreateKeyring(path string, s suite.Suite, unlock keybox.Unlock) error {
	publisher, err := newPair(s)
	if err != nil {
		return err
	}
	content, err := json.Marshal(keys{Publisher: publisher, Revocation: random(32)})
	if err != nil {
		return err
	}
	defer clear(content)
	_, err = keybox.Create(path, s, unlock, content)
	return err
}

// OpenKeyring opens a keyring; the errors are those of keybox.
func OpenKeyring(path string, s suite.Suite, unlock keybox.Unlock) (*Keyring, error) {
	box, content, err := keybox.Open(path, s, unlock)
	if err != nil {
		return nil, err
	}
	defer clear(content)
	r := &Keyring{suite: s, box: box}
	if json.Unmarshal(content, &r.content) != nil {
		return nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "key.damaged"}
	}
	return r, nil
}

func newPair(s suite.Suite) (p keyPair, err error) {
	p.Private, p.Public, err = s.NewSigner()
	return p, err
}

// AddOrgan gives an organ its first key, if it has none.
func (r *Keyring) AddOrgan(organ fengcun.OrganID, from fengcun.Date) error {
	return r.change(organ, func(old []organKey) ([]organKey, error) {
		if len(old) > 0 {
			return old, nil
		}
		return r.followed(old, from)
	})
}

// Renew gives an organ a new key from a day on. What the old one signed until that
// day stays valid.
func (r *Keyring) Renew(organ fengcun.OrganID, from fengcun.Date) error {
	return r.change(organ, func(old []organKey) ([]organKey, error) {
		if len(old) == 0 {
			return nil, noKey()
		}
		old = slices.Clone(old)
		old[len(old)-1].To = from
		return r.followed(old, from)
	})
}

func (r *Keyring) followed(old []organKey, from fengcun.Date) ([]organKey, error) {
	pair, err := newPair(r.suite)
	if err != nil {
		return nil, err
	}
	return append(old, organKey{keyPair: pair, From: from}), nil
}

// change replaces the keys of an organ, in the file first.
func (r *Keyring) change(organ fengcun.OrganID, change func([]organKey) ([]organKey, error)) error {
	if organ == "" || len(organ) > MaxOrgan {
		return fengcun.Invalid("verification.organ", "organ")
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	changed, err := change(r.content.Organs[organ])
	if err != nil || len(changed) == len(r.content.Organs[organ]) {
		return err
	}
	next := r.content
	next.Organs = maps.Clone(r.content.Organs)
	if next.Organs == nil {
		next.Organs = map[fengcun.OrganID][]organKey{}
	}
	next.Organs[organ] = changed
	content, err := json.Marshal(next)
	if err != nil {
		return err
	}
	defer clear(content)
	if err := r.box.Replace(content); err != nil {
		return err
	}
	r.content = next
	return nil
}

// Sign makes the code of a paper under the organ's key of the paper's day, which is
// the one in use unless an earlier paper is printed again. The number is the one
// that is printed. Errors: verification.organ, verification.number,
// verification.date, verification.subject; verification.no_key if the organ has no
// key for that day.
func (r *Keyring) Sign(organ fengcun.OrganID, kind Kind, number string, date fengcun.Date, who Subject, salt Salt) (Code, error) {
	c := Code{Algorithms: algorithmsOf(r.suite), Organ: organ, Kind: kind, Date: date, Number: number}
	if err := c.check(); err != nil {
		return Code{}, err
	}
	if err := who.check(); err != nil {
		return Code{}, err
	}
	r.mu.RLock()
	own := r.content.Organs[organ]
	r.mu.RUnlock()
	at := len(own) - 1
	for at >= 0 && date.Before(own[at].From) {
		at--
	}
	if at < 0 {
		return Code{}, noKey()
	}
	key := own[at]
	c.Key = keyID(r.suite, string(organ), key.Public)
	c.Digest = c.digest(r.suite, who, salt)
	var err error
	c.Signature, err = sign(r.suite, key.Private, purposeCode, c.signed())
	return c, err
}

func noKey() error {
	return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "verification.no_key", Field: "organ"}
}
