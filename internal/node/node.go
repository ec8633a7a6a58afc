// Package node opens one installation and wires its parts: key files, database,
// audit log, vault, key agent, open register, policy, calendar and the registry
// of acts. The command line, the tests and the benchmarks all start the same
// Node, so that what is tested is what runs.
//
// It decides nothing and holds no rule.
package node

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/agent"
	"fengcun/internal/audit"
	"fengcun/internal/document"
	"fengcun/internal/identity"
	"fengcun/internal/keybox"
	"fengcun/internal/message"
	"fengcun/internal/openregister"
	"fengcun/internal/policy"
	"fengcun/internal/registry"
	"fengcun/internal/store"
	"fengcun/internal/suite"
	"fengcun/internal/vault"
	"fengcun/internal/verification"
)

// Options say where an installation lies and how its keys are unlocked.
type Options struct {
	Dir             string           // data directory: keys, large files and, with SQLite, the database
	DSN             string           // PostgreSQL; empty for the embedded database
	OpenRegisterDSN string           // PostgreSQL, optional: a role that reads the open register only
	Unlock          keybox.Unlock    // passphrase or key file; there is no default
	Clock           func() time.Time // time.Now in production
	PasswordCost    identity.Cost    // zero is the cost for production
	Origin          string           // https://host[:port] as browsers see it; without it there are no passkeys

	Provider *identity.Provider // where staff may sign in instead; nil for nowhere
}

// Node is an open installation.
type Node struct {
	Registry *registry.Registry
	Store    *store.Store
	Vault    *vault.Vault
	Suite    suite.Suite
	dir      string

	requestKey []byte
	lock       *os.File
}

// description is the one readable file of an installation: it tells which suite
// the key files are written in, and nothing else.
type description struct {
	Version int    `json:"version"`
	Suite   string `json:"suite"`
}

func descriptionFile(dir string) string { return filepath.Join(dir, "node.json") }

// Init makes a new installation in an empty or absent directory: key files of
// the given suite, then the description. It does not touch the database; Open
// makes that. An installation that is there already is a conflict with code
// node.exists.
func Init(dir, suiteName string, unlock keybox.Unlock) error {
	s, err := suite.ByName(suiteName)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(descriptionFile(dir)); err == nil {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "node.exists", Field: "data"}
	}
	for _, d := range []string{dir, filepath.Join(dir, "keys"), filepath.Join(dir, "blobs")} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return unusable(err)
		}
	}
	if err := createNodeKeys(nodeFile(dir), s, unlock); err != nil {
		return err
	}
	if _, err := vault.CreateKeyring(vaultFile(dir), s, unlock); err != nil {
		return err
	}
	if err := agent.Create(agentFile(dir), s, unlock); err != nil {
		return err
	}
	if err := verification.CreateKeyring(papersFile(dir), s, unlock); err != nil {
		return err
	}
	if err := message.CreateKeyring(exchangeFile(dir), s, unlock); err != nil {
		return err
	}
	content, err := json.Marshal(description{Version: 1, Suite: suiteName})
	if err != nil {
		return err
	}
	// Last, so that an interrupted Init leaves nothing that Open takes for whole.
	if err := os.WriteFile(descriptionFile(dir), append(content, '\n'), 0o600); err != nil {
		return unusable(err)
	}
	return nil
}

// Open opens an installation. It fails closed: a missing or damaged key file, a
// wrong passphrase, a log that is not the one that was signed, a second process
// on the same directory each refuse with a code of their own.
func Open(ctx context.Context, o Options) (*Node, error) {
	s, err := suiteOf(o.Dir)
	if err != nil {
		return nil, err
	}
	// Key files must not be open twice, whichever engine the rows are in.
	lock, err := store.LockDirectory(o.Dir)
	if err != nil {
		return nil, unusable(err)
	}
	n, err := open(ctx, o, s)
	if err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	n.lock = lock
	return n, nil
}

func open(ctx context.Context, o Options, s suite.Suite) (*Node, error) {
	keys, err := openNodeKeys(nodeFile(o.Dir), s, o.Unlock)
	if err != nil {
		return nil, err
	}
	signer, verifier, err := keys.log()
	if err != nil {
		return nil, err
	}
	known, err := knownCheckpoint(o.Dir)
	if err != nil {
		return nil, err
	}
	so := store.Options{DSN: o.DSN, OpenRegisterDSN: o.OpenRegisterDSN, Clock: o.Clock, Signer: signer, Verifier: verifier, Known: known}
	if o.DSN == "" {
		so.Dir = filepath.Join(o.Dir, "db")
	}
	st, err := store.Open(ctx, so)
	if err != nil {
		return nil, err
	}
	n, err := assemble(ctx, o, s, keys, st)
	if err != nil {
		return nil, errors.Join(err, st.Close(ctx))
	}
	return n, nil
}

func assemble(ctx context.Context, o Options, s suite.Suite, keys nodeKeys, st *store.Store) (*Node, error) {
	_, verifier, err := keys.log()
	if err != nil {
		return nil, err
	}
	cipher := audit.Cipher{KeySize: s.KeySize(), New: s.AEAD}
	sealer, err := audit.NewSealer(keys.AuditKey, cipher)
	if err != nil {
		return nil, err
	}
	ring, err := vault.OpenKeyring(vaultFile(o.Dir), s, o.Unlock)
	if err != nil {
		return nil, err
	}
	v, err := vault.New(ctx, vault.Config{
		Suite: s, Keys: ring, Reader: st.Reader(), Blobs: filepath.Join(o.Dir, "blobs"), Schemas: registry.Schemas,
	})
	if err != nil {
		return nil, err
	}
	a, err := agent.Open(agentFile(o.Dir), agent.Config{Suite: s, Unlock: o.Unlock, Log: verifier, Cipher: cipher, Clock: o.Clock})
	if err != nil {
		return nil, err
	}
	papers, err := verification.OpenKeyring(papersFile(o.Dir), s, o.Unlock)
	if err != nil {
		return nil, err
	}
	exchange, err := message.OpenKeyring(exchangeFile(o.Dir), s, o.Unlock)
	if err != nil {
		return nil, err
	}
	register, err := openregister.New(st.OpenRegisterReader(), s, keys.Register)
	if err != nil {
		return nil, err
	}
	press, err := document.OpenPress(filepath.Join(o.Dir, "organs"), s, o.Unlock, papers)
	if err != nil {
		return nil, err
	}
	p, err := policy.New()
	if err != nil {
		return nil, err
	}
	codes, err := s.AEAD(s.Derive(keys.AuditKey, "fengcun/identity/1", s.KeySize()))
	if err != nil {
		return nil, err
	}
	who, err := identity.New(identity.Config{Cost: o.PasswordCost, Cipher: codes, Origin: o.Origin, Provider: o.Provider})
	if err != nil {
		return nil, err
	}
	c, err := calendar.Official()
	if err != nil {
		return nil, err
	}
	return &Node{
		Registry: registry.New(registry.Parts{
			Store: st, Policy: p, Vault: v, Agent: a, Papers: papers, Exchange: exchange, Open: register, Calendar: c, Press: press, Sealer: sealer, Clock: o.Clock,
			Identity: who,
			Kept:     func() ([][]byte, error) { return knownCheckpoint(o.Dir) },
		}),
		Store: st, Vault: v, Suite: s, dir: o.Dir,
		requestKey: s.Derive(keys.AuditKey, "fengcun/request/1", 32),
	}, nil
}

// Close finishes what is queued, keeps the last checkpoint beside the database
// and closes everything.
func (n *Node) Close(ctx context.Context) error {
	checkpoint, err := n.Store.Checkpoint(ctx)
	if err == nil {
		err = keepCheckpoint(n.dir, checkpoint)
	}
	return errors.Join(err, n.Store.Close(ctx), n.lock.Close())
}

// RequestMAC returns the keyed hash by which a repeated request is known, so that
// what is remembered of a request says nothing about it.
func (n *Node) RequestMAC(request ...[]byte) [32]byte { return n.Suite.MAC(n.requestKey, request...) }

// VerifyAudit verifies the whole audit log, against the checkpoint kept beside
// the database too.
func (n *Node) VerifyAudit(ctx context.Context, progress func(done, total int64)) error {
	known, err := knownCheckpoint(n.dir)
	if err != nil {
		return err
	}
	return n.Store.VerifyLog(ctx, known, progress)
}

func suiteOf(dir string) (suite.Suite, error) {
	content, err := os.ReadFile(descriptionFile(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &fengcun.Error{Kind: fengcun.KindNotFound, Code: "node.missing", Field: "data"}
	}
	if err != nil {
		return nil, unusable(err)
	}
	var d description
	if json.Unmarshal(content, &d) != nil || d.Version != 1 {
		return nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "node.description", Field: "data"}
	}
	return suite.ByName(d.Suite)
}

// checkpointFile keeps the newest signed checkpoint outside the database: a
// database set back as a whole no longer fits it.
func checkpointFile(dir string) string { return filepath.Join(dir, "checkpoint") }

func knownCheckpoint(dir string) ([][]byte, error) {
	note, err := os.ReadFile(checkpointFile(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, unusable(err)
	}
	return [][]byte{note}, nil
}

func keepCheckpoint(dir string, note []byte) error {
	next := checkpointFile(dir) + ".next"
	f, err := os.OpenFile(next, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return unusable(err)
	}
	_, err = f.Write(note)
	if err == nil {
		err = f.Sync() // a half-written checkpoint would keep the node from starting
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(next, checkpointFile(dir))
	}
	if err != nil {
		return unusable(err)
	}
	return nil
}

// unusable says that the data directory cannot be used. The cause names a path
// and nothing else.
func unusable(err error) error {
	var known *fengcun.Error
	if errors.As(err, &known) {
		return err
	}
	code := "node.directory"
	if errors.Is(err, fs.ErrPermission) {
		code = "node.readonly"
	}
	return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: code, Field: "data", Err: err}
}

// SuiteName returns the name of the algorithms of the installation in a directory.
func SuiteName(dir string) (string, error) {
	s, err := suiteOf(dir)
	if err != nil {
		return "", err
	}
	return s.Name(), nil
}
