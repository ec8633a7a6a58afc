package agent_test

import (
	"context"
	"crypto/rand"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"fengcun"
	"fengcun/internal/agent"
	"fengcun/internal/audit"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/keybox"
	"fengcun/internal/store"
	"fengcun/internal/suite"
	"fengcun/internal/vault/capsule"
)

const (
	court  fengcun.OrganID = "court-dongjiang"
	police fengcun.OrganID = "police-dongjiang"
)

var ctx = context.Background()

// world is an agent with its key file beside a real log, and the serving part's
// half of the sealing: public keys, runs and sealed wraps.
type world struct {
	t        testing.TB
	suite    suite.Suite
	agent    *agent.Agent
	path     string
	unlock   keybox.Unlock
	clock    *fengcuntest.Clock
	log      *store.Store
	signer   note.Signer
	verifier note.Verifier
	cipher   audit.Cipher
	sealer   *audit.Sealer
}

func eachSuite(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	for _, s := range []suite.Suite{suite.Intl(), suite.GM()} {
		t.Run(s.Name(), func(t *testing.T) { test(t, newWorld(t, s)) })
	}
}

func newWorld(t testing.TB, s suite.Suite) *world {
	t.Helper()
	dir := t.TempDir()
	w := &world{
		t: t, suite: s, path: filepath.Join(dir, "agent.key"), clock: fengcuntest.NewClock(fengcuntest.Epoch),
		cipher: audit.Cipher{KeySize: s.KeySize(), New: s.AEAD},
	}
	w.signer, w.verifier = fengcuntest.LogKey(t)
	w.log = fengcuntest.SQLite(t)(func(o *store.Options) { o.Signer, o.Verifier = w.signer, w.verifier })
	key := make([]byte, 32)
	rand.Read(key)
	var err error
	w.sealer, err = audit.NewSealer(key, w.cipher)
	w.must(err)
	w.must(keybox.NewKeyFile(filepath.Join(dir, "kek")))
	w.unlock = keybox.KeyFile(filepath.Join(dir, "kek"))
	w.must(agent.Create(w.path, s, w.unlock))
	w.reopen()
	return w
}

// reopen starts the agent again from its key file.
func (w *world) reopen() {
	w.t.Helper()
	a, err := agent.Open(w.path, agent.Config{Suite: w.suite, Unlock: w.unlock, Log: w.verifier, Cipher: w.cipher, Clock: w.clock.Now})
	w.must(err)
	w.agent = a
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// sealed is a sealed item with everything needed to ask for it.
type sealed struct {
	capsule capsule.Capsule
	run     capsule.Run
	wrap    capsule.Sealed
}

func (w *world) seal(organ fengcun.OrganID, terms ...capsule.Term) sealed {
	w.t.Helper()
	key, err := w.agent.CreateOrgan(organ)
	w.must(err)
	run, runKey, err := capsule.NewRun(w.suite, organ, key.ID, key.Public)
	w.must(err)
	defer runKey.Forget()
	c, err := capsule.New(w.suite, terms)
	w.must(err)
	wrap, err := runKey.Seal(fengcun.NewID(), &c)
	w.must(err)
	return sealed{c, run, wrap}
}

// warrant is a whole warrant for one item, good for ten minutes.
func (w *world) warrant(s sealed) fengcun.Warrant {
	return fengcun.Warrant{
		ID: fengcun.NewID(), Organ: s.wrap.Organ, Purpose: fengcun.PurposeCase, Basis: "16(1)",
		Items: []fengcun.ItemID{s.wrap.Item}, Reader: "handler.court", RequestedBy: "handler.court", ApprovedBy: "approver.court",
		Expires: w.clock.Now().Add(10 * time.Minute).Truncate(time.Second), Uses: 1,
	}
}

// enter writes an entry of a class with a warrant's digest into the log and
// returns the evidence for it.
func (w *world) enter(class audit.Class, digest [32]byte) agent.Evidence {
	w.t.Helper()
	actor := fengcun.Actor{Staff: "approver.court", Organ: court, Role: fengcun.RoleApprover}
	entry, err := w.sealer.Entry(class, actor, w.clock.Now(), audit.Body{Warrant: digest, Basis: "16"})
	w.must(err)
	receipt, err := w.log.Commit(ctx, store.Change{Entry: entry})
	w.must(err)
	since := w.agent.Seen()
	proof, err := w.log.Prove(ctx, receipt.Index(), since)
	w.must(err)
	key, err := w.sealer.LeafKey(entry.Salt)
	w.must(err)
	return agent.Evidence{Row: entry.Row(), LeafKey: key, Index: receipt.Index(), Proof: proof.Record, Checkpoint: proof.Checkpoint, Since: since, Grown: proof.Grown}
}

// granted is a release request for a warrant that stands in the log.
func (w *world) granted(s sealed, warrant fengcun.Warrant) agent.ReleaseRequest {
	w.t.Helper()
	return agent.ReleaseRequest{Warrant: warrant, Evidence: w.enter(agent.WarrantClass, warrant.Digest()), Run: s.run, Sealed: s.wrap}
}

// released asks for a capsule and reports whether it is the item's.
func (w *world) released(q agent.ReleaseRequest, s sealed) bool {
	w.t.Helper()
	c, err := w.agent.Release(ctx, q)
	if err != nil {
		w.t.Errorf("refused: %v", err)
		return false
	}
	return c.Key == s.capsule.Key && c.Finder == s.capsule.Finder
}
