package vault

import (
	"context"
	"sync"

	"fengcun"
	"fengcun/internal/store"
	"fengcun/internal/suite"
)

// Config is what a vault is made of.
type Config struct {
	Suite   suite.Suite
	Keys    *Keyring
	Reader  store.Queryer // only read from
	Blobs   string        // directory of the large files; must exist, mode 0700
	Schemas Schemas
}

// Vault encrypts, opens and moves items. It is safe for concurrent use.
type Vault struct {
	*shared
	ahead *ahead // rows read together for a bulk act; nil otherwise
}

// shared is what a vault has in common with those that read ahead for it.
type shared struct {
	suite   suite.Suite
	keys    *Keyring
	reader  store.Queryer
	blobs   string
	schemas Schemas

	rotating sync.Mutex // held by Rotate: one rotation at a time

	mu      sync.RWMutex // guards current
	current map[fengcun.OrganID]int64
}

// New returns a vault over the given keys and database. It fails with code
// "suite.mismatch" if the keyring is of another suite, "vault.schemas" if the
// table of schemas has gaps, and "vault.keyring_mismatch" (unavailable) if the
// database writes under an epoch whose key the keyring does not have: a database
// and a keyring of different times, as after a restored backup.
func New(ctx context.Context, c Config) (*Vault, error) {
	if c.Keys.suite.Name() != c.Suite.Name() {
		return nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "suite.mismatch"}
	}
	if err := c.Schemas.check(); err != nil {
		return nil, err
	}
	v := &Vault{shared: &shared{suite: c.Suite, keys: c.Keys, reader: c.Reader, blobs: c.Blobs, schemas: c.Schemas}}
	return v, v.loadEpochs(ctx)
}

// Suite returns the vault's algorithm suite.
func (v *Vault) Suite() suite.Suite { return v.suite }

func (v *Vault) loadEpochs(ctx context.Context) error {
	rows, err := v.reader.QueryContext(ctx, `SELECT organ_id, epoch FROM vault_epoch`)
	if err != nil {
		return readError(err)
	}
	defer rows.Close()
	current := map[fengcun.OrganID]int64{}
	for rows.Next() {
		var organ fengcun.OrganID
		var epoch int64
		if err := rows.Scan(&organ, &epoch); err != nil {
			return readError(err)
		}
		keys, err := v.keys.organ(organ)
		if err != nil || keys.epoch(epoch) == nil {
			return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "vault.keyring_mismatch", Field: "organ"}
		}
		current[organ] = epoch
	}
	if err := rows.Err(); err != nil {
		return readError(err)
	}
	v.mu.Lock()
	v.current = current
	v.mu.Unlock()
	return nil
}

// CreateOrgans gives organs their first working epoch and takes over their public
// sealed keys, which the key agent made before. The keys are in the keyring file
// when it returns; the organs can be written to once the statements are
// committed. To repeat it after a crash is harmless.
func (v *Vault) CreateOrgans(sealed ...SealedKey) ([]store.Statement, error) {
	if err := v.keys.add(sealed); err != nil {
		return nil, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	statements := make([]store.Statement, 0, len(sealed))
	for _, s := range sealed {
		if _, ok := v.current[s.Organ]; !ok {
			v.current[s.Organ] = 1
		}
		statements = append(statements, store.Statement{
			SQL:  `INSERT INTO vault_epoch (organ_id, epoch) VALUES ($1, $2) ON CONFLICT (organ_id) DO NOTHING`,
			Args: []any{string(s.Organ), int64(1)},
			Rows: store.AnyRows,
		})
	}
	return statements, nil
}

// writing returns the key under which the organ writes now.
func (v *Vault) writing(organ fengcun.OrganID) (*epochKey, error) {
	keys, err := v.keys.organ(organ)
	if err != nil {
		return nil, err
	}
	v.mu.RLock()
	number := v.current[organ]
	v.mu.RUnlock()
	if key := keys.epoch(number); key != nil {
		return key, nil
	}
	return nil, noOrgan()
}

// notFound is the one answer for what is sealed, destroyed or never was.
func notFound() error {
	return &fengcun.Error{Kind: fengcun.KindNotFound, Code: "vault.not_found"}
}

// damaged says that a row or file does not authenticate.
func damaged() error {
	return &fengcun.Error{Kind: fengcun.KindInternal, Code: "vault.damaged"}
}

// readError wraps a fault of the database. Arguments are always bound, so its
// text holds no particular.
func readError(err error) error {
	return &fengcun.Error{Kind: fengcun.KindInternal, Code: "vault.read", Err: err}
}
