package vault_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"fengcun"
	"fengcun/internal/audit"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/keybox"
	"fengcun/internal/store"
	"fengcun/internal/suite"
	"fengcun/internal/vault"
	"fengcun/internal/vault/capsule"
)

// TestMain keeps the properties short, for each of their steps is a commit to
// disc; -rapid.checks on the command line overrides it.
func TestMain(m *testing.M) {
	flag.Set("rapid.checks", "8")
	os.Exit(m.Run())
}

const (
	court  fengcun.OrganID = "court-0101"
	police fengcun.OrganID = "police-0101"

	kindRecord vault.Kind = 1
	kindNote   vault.Kind = 2
)

var schemas = vault.Schemas{kindRecord: {Version: 1}, kindNote: {Version: 1}}

// world is a vault over a real database, with the sealed private keys that an
// agent would have.
type world struct {
	t       testing.TB
	suite   suite.Suite
	store   *store.Store
	vault   *vault.Vault
	unlock  keybox.Unlock
	keyring string // path
	blobs   string
	private map[fengcun.OrganID][]byte
	sealer  *audit.Sealer
}

// eachSuite runs a test under both suites on SQLite.
func eachSuite(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	for _, s := range []suite.Suite{suite.Intl(), suite.GM()} {
		t.Run(s.Name(), func(t *testing.T) { test(t, newWorld(t, s, fengcuntest.SQLite(t)())) })
	}
}

// everywhere runs a test under both suites on SQLite, and on PostgreSQL.
func everywhere(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	eachSuite(t, test)
	t.Run("postgres", func(t *testing.T) { test(t, newWorld(t, suite.Intl(), fengcuntest.Postgres(t)())) })
}

// newIntlWorld is for what does not depend on the suite.
func newIntlWorld(t testing.TB) *world { return newWorld(t, suite.Intl(), fengcuntest.SQLite(t)()) }

func newWorld(t testing.TB, s suite.Suite, db *store.Store) *world {
	t.Helper()
	dir := t.TempDir()
	w := &world{t: t, suite: s, store: db, keyring: filepath.Join(dir, "keyring"), blobs: t.TempDir(), private: map[fengcun.OrganID][]byte{}}
	must(t, keybox.NewKeyFile(filepath.Join(dir, "kek")))
	w.unlock = keybox.KeyFile(filepath.Join(dir, "kek"))
	keys, err := vault.CreateKeyring(w.keyring, s, w.unlock)
	must(t, err)
	w.sealer, err = audit.NewSealer(make([]byte, 32), audit.AES256GCM())
	must(t, err)
	w.vault = w.newVault(keys)
	for _, organ := range []fengcun.OrganID{court, police} {
		private, public, err := s.NewKEM()
		must(t, err)
		w.private[organ] = private
		w.commit(w.vault.CreateOrgans(vault.SealedKey{Organ: organ, ID: capsule.KeyID(s, public), Public: public}))
	}
	return w
}

func (w *world) newVault(keys *vault.Keyring) *vault.Vault {
	w.t.Helper()
	v, err := vault.New(context.Background(), vault.Config{Suite: w.suite, Keys: keys, Reader: w.store.Reader(), Blobs: w.blobs, Schemas: schemas})
	must(w.t, err)
	return v
}

// restart forgets everything in memory and opens keyring and vault again.
func (w *world) restart() {
	w.t.Helper()
	keys, err := vault.OpenKeyring(w.keyring, w.suite, w.unlock)
	must(w.t, err)
	w.vault = w.newVault(keys)
}

// try commits statements as one act.
func (w *world) try(statements []store.Statement) error {
	w.t.Helper()
	entry, err := w.sealer.Entry("test", fengcun.Actor{Staff: "handler-1", Organ: court, Role: fengcun.RoleHandler}, fengcuntest.Epoch, audit.Body{Basis: "2"})
	must(w.t, err)
	_, err = w.store.Commit(context.Background(), store.Change{Statements: statements, Entry: entry})
	return err
}

func (w *world) commit(statements []store.Statement, err error) {
	w.t.Helper()
	must(w.t, err)
	must(w.t, w.try(statements))
}

func (w *world) committer() func(context.Context, []store.Statement) error {
	return func(_ context.Context, statements []store.Statement) error { return w.try(statements) }
}

func (w *world) rotate(organ fengcun.OrganID) {
	w.t.Helper()
	must(w.t, w.vault.Rotate(context.Background(), organ, w.committer()))
}

// deposit files a record with one payload and returns its item.
func (w *world) deposit(organ fengcun.OrganID, text string, terms ...capsule.Term) fengcun.ItemID {
	w.t.Helper()
	item := fengcun.NewID()
	w.commit(w.vault.Deposit(organ, item, []vault.Payload{record(text)}, terms))
	return item
}

// seal seals items in a run of their own.
func (w *world) seal(organ fengcun.OrganID, items ...fengcun.ItemID) {
	w.t.Helper()
	run, err := w.vault.NewRun(organ)
	must(w.t, err)
	defer run.End()
	w.commit(run.Seal(context.Background(), items...))
}

// release opens a sealed wrap with the private key, as the agent does.
func (w *world) release(item fengcun.ItemID) (capsule.Capsule, error) {
	run, sealed, err := w.vault.Sealed(context.Background(), item)
	if err != nil {
		return capsule.Capsule{}, err
	}
	key, err := run.Open(w.suite, w.private[sealed.Organ])
	if err != nil {
		return capsule.Capsule{}, err
	}
	return key.Open(sealed)
}

func (w *world) find(organ fengcun.OrganID, terms ...capsule.Term) []fengcun.ItemID {
	w.t.Helper()
	items, err := w.vault.Find(context.Background(), organ, terms)
	must(w.t, err)
	return items
}

// text returns what Open gives of part 0, or the error's code.
func (w *world) text(item fengcun.ItemID) string {
	contents, err := w.vault.Open(context.Background(), item)
	if err != nil {
		return fengcun.CodeOf(err)
	}
	part, err := contents.Part(context.Background(), 0)
	if err != nil {
		return fengcun.CodeOf(err)
	}
	return string(part.Canonical)
}

func record(text string) vault.Payload {
	return vault.Payload{Kind: kindRecord, Version: 1, Canonical: []byte(text)}
}

func id18(v string) capsule.Term {
	return capsule.Term{Field: capsule.ResidentID, Value: fengcun.Particular(v)}
}

func caseNumber(v string) capsule.Term {
	return capsule.Term{Field: capsule.CaseNumber, Value: fengcun.Particular(v)}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantCode(t testing.TB, err error, code string) {
	t.Helper()
	if fengcun.CodeOf(err) != code {
		t.Fatalf("error %v, want code %s", err, code)
	}
}
