package agent_test

import (
	"bytes"
	"os"
	"slices"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/agent"
	"fengcun/internal/audit"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/store"
	"fengcun/internal/suite"
)

// TestRelease: a whole, committed warrant opens exactly its item, once, in both
// suites.
func TestRelease(t *testing.T) {
	eachSuite(t, func(t *testing.T, w *world) {
		s := w.seal(court)
		if !w.released(w.granted(s, w.warrant(s)), s) {
			t.Error("the capsule that came back is another one")
		}
	})
}

// TestRefusals: the agent believes nothing that it is told. Each refusal has its
// code, and none uses up the warrant: the untouched request succeeds afterwards
// (Article 16; P2, P3, P12).
func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(w *world, s sealed, q *agent.ReleaseRequest)
		code  string
	}{
		// What the warrant says by itself.
		{"another item", func(w *world, s sealed, q *agent.ReleaseRequest) { q.Sealed.Item = fengcun.NewID() }, "agent.scope"},
		{"another item sealed under the same run", func(w *world, s sealed, q *agent.ReleaseRequest) {
			q.Sealed, q.Run = w.seal(court).wrap, s.run
		}, "agent.scope"},
		{"warrant of another organ", func(w *world, s sealed, q *agent.ReleaseRequest) {
			other := q.Warrant
			other.Organ = police
			*q = w.granted(s, other)
		}, "agent.organ"},
		{"run of another organ", func(w *world, s sealed, q *agent.ReleaseRequest) { q.Run = w.seal(police).run }, "agent.organ"},
		{"expired a second ago", func(w *world, s sealed, q *agent.ReleaseRequest) {
			w.clock.Set(q.Warrant.Expires.Add(time.Second))
		}, "agent.expired"},
		{"expires this very second", func(w *world, s sealed, q *agent.ReleaseRequest) { w.clock.Set(q.Warrant.Expires) }, "agent.expired"},
		{"requester approved", func(w *world, s sealed, q *agent.ReleaseRequest) {
			own := q.Warrant
			own.ApprovedBy = own.RequestedBy
			*q = w.granted(s, own)
		}, "warrant.own_approval"},
		{"reader approved", func(w *world, s sealed, q *agent.ReleaseRequest) {
			own := q.Warrant
			own.RequestedBy, own.ApprovedBy = "handler2.court", own.Reader
			*q = w.granted(s, own)
		}, "warrant.own_approval"},
		{"nobody approved", func(w *world, s sealed, q *agent.ReleaseRequest) {
			bare := q.Warrant
			bare.ApprovedBy = ""
			*q = w.granted(s, bare)
		}, "warrant.approver"},
		{"no purpose of the law", func(w *world, s sealed, q *agent.ReleaseRequest) {
			odd := q.Warrant
			odd.Purpose = "curiosity"
			*q = w.granted(s, odd)
		}, "warrant.purpose"},

		// What the log says of it.
		{"never entered", func(w *world, s sealed, q *agent.ReleaseRequest) { q.Evidence = agent.Evidence{} }, "agent.checkpoint"},
		{"proof of another place", func(w *world, s sealed, q *agent.ReleaseRequest) {
			q.Evidence.Index, q.Evidence.Proof = w.enter("read", [32]byte{1}).Index, w.enter("read", [32]byte{2}).Proof
		}, "agent.not_logged"},
		{"index moved", func(w *world, s sealed, q *agent.ReleaseRequest) { q.Evidence.Index++ }, "agent.not_logged"},
		{"entry never committed", func(w *world, s sealed, q *agent.ReleaseRequest) {
			e, err := w.sealer.Entry(agent.WarrantClass, fengcun.Actor{Staff: "a", Organ: court}, w.clock.Now(), audit.Body{Warrant: q.Warrant.Digest()})
			w.must(err)
			q.Evidence.Row = e.Row()
		}, "agent.not_logged"},
		{"entry of another class with the same digest", func(w *world, s sealed, q *agent.ReleaseRequest) {
			q.Evidence = w.enter("certify", q.Warrant.Digest())
		}, "agent.not_logged"},
		{"checkpoint of another key", func(w *world, s sealed, q *agent.ReleaseRequest) {
			forger, _ := fengcuntest.LogKey(w.t)
			head, err := w.log.Head(ctx)
			w.must(err)
			q.Evidence.Checkpoint, err = audit.SignCheckpoint(head, forger)
			w.must(err)
		}, "agent.checkpoint"},
		{"checkpoint changed after it was signed", func(w *world, s sealed, q *agent.ReleaseRequest) {
			q.Evidence.Checkpoint = bytes.Replace(q.Evidence.Checkpoint, []byte("\n"), []byte("\n1"), 1)
		}, "agent.checkpoint"},
		{"entry of another warrant", func(w *world, s sealed, q *agent.ReleaseRequest) {
			q.Evidence = w.granted(s, w.warrant(s)).Evidence
		}, "agent.other_warrant"},
		{"warrant widened after its approval", func(w *world, s sealed, q *agent.ReleaseRequest) { q.Warrant.Uses = 2 }, "agent.other_warrant"},
		{"wrong leaf key", func(w *world, s sealed, q *agent.ReleaseRequest) {
			q.Evidence.LeafKey = slices.Clone(q.Evidence.LeafKey)
			q.Evidence.LeafKey[0] ^= 1
		}, "agent.other_warrant"},
		{"no leaf key", func(w *world, s sealed, q *agent.ReleaseRequest) { q.Evidence.LeafKey = nil }, "agent.other_warrant"},

		// What stands in the database.
		{"key that the agent never made", func(w *world, s sealed, q *agent.ReleaseRequest) { q.Run.KeyID = "0000000000000000" }, "agent.key_unknown"},
		{"run of another suite", func(w *world, s sealed, q *agent.ReleaseRequest) { q.Run.Suite = "none" }, "suite.mismatch"},
		{"wrap changed", func(w *world, s sealed, q *agent.ReleaseRequest) {
			q.Sealed.Wrap = slices.Clone(q.Sealed.Wrap)
			q.Sealed.Wrap[len(q.Sealed.Wrap)-1] ^= 1
		}, "vault.damaged"},
		{"wrap cut short", func(w *world, s sealed, q *agent.ReleaseRequest) { q.Sealed.Wrap = q.Sealed.Wrap[:20] }, "vault.damaged"},
		{"wrap of another item under this one's name", func(w *world, s sealed, q *agent.ReleaseRequest) {
			q.Sealed.Wrap = w.seal(court).wrap.Wrap
		}, "vault.damaged"},
		{"wrap of another run", func(w *world, s sealed, q *agent.ReleaseRequest) { q.Run = w.seal(court).run }, "vault.damaged"},
		{"run under another identifier", func(w *world, s sealed, q *agent.ReleaseRequest) {
			q.Run.ID = fengcun.NewID()
			q.Sealed.Run = q.Run.ID
		}, "vault.damaged"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, suite.Intl())
			s := w.seal(court)
			good := w.granted(s, w.warrant(s))
			q := good
			now := w.clock.Now()
			c.spoil(w, s, &q)
			before := keyFileBytes(t, w)
			got, err := w.agent.Release(ctx, q)
			if fengcun.CodeOf(err) != c.code {
				t.Fatalf("%v, want %s", err, c.code)
			}
			if got.Key != [32]byte{} || len(got.Used()) != 0 {
				t.Error("a refusal returned a capsule")
			}
			if !bytes.Equal(before, keyFileBytes(t, w)) {
				t.Error("a refusal changed the key file")
			}
			w.clock.Set(now)
			if !w.released(good, s) {
				t.Error("the untouched request fails after the refusal")
			}
		})
	}
}

func keyFileBytes(t *testing.T, w *world) []byte {
	t.Helper()
	raw, err := os.ReadFile(w.path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// TestDamagedRun: an encapsulation that was changed releases nothing, in
// whichever way the suite notices it.
func TestDamagedRun(t *testing.T) {
	eachSuite(t, func(t *testing.T, w *world) {
		s := w.seal(court)
		q := w.granted(s, w.warrant(s))
		for i := range q.Run.Encapsulation {
			if i%37 != 0 {
				continue
			}
			spoilt := q
			spoilt.Run.Encapsulation = slices.Clone(q.Run.Encapsulation)
			spoilt.Run.Encapsulation[i] ^= 1
			c, err := w.agent.Release(ctx, spoilt)
			if code := fengcun.CodeOf(err); code != "suite.open" && code != "vault.damaged" {
				t.Fatalf("byte %d: %v", i, err)
			}
			if c.Key != [32]byte{} {
				t.Fatal("a capsule came out")
			}
		}
		if !w.released(q, s) {
			t.Error("the damaged requests used the warrant up")
		}
	})
}

// TestLogNeverShrinks: what the agent has seen signed it will not see undone, not
// even after a restart.
func TestLogNeverShrinks(t *testing.T) {
	w := newWorld(t, suite.Intl())
	s := w.seal(court)
	older := w.granted(s, w.warrant(s))
	if newer := w.granted(s, w.warrant(s)); !w.released(newer, s) {
		t.Fatal("the newer warrant")
	}
	head, err := w.log.Head(ctx)
	w.must(err)
	head.Root[0] ^= 1
	forked := older
	forked.Evidence.Checkpoint, err = audit.SignCheckpoint(head, w.signer)
	w.must(err)
	rewritten := w.rewritten(s)
	for range 2 {
		if _, err := w.agent.Release(ctx, rewritten); fengcun.CodeOf(err) != "agent.log_forked" {
			t.Errorf("a longer log with another beginning, signed by the log's key: %v", err)
		}
		if _, err := w.agent.Release(ctx, older); fengcun.CodeOf(err) != "agent.log_shrunk" {
			t.Errorf("an older log: %v", err)
		}
		if _, err := w.agent.Release(ctx, forked); fengcun.CodeOf(err) != "agent.log_forked" {
			t.Errorf("another log of the same size: %v", err)
		}
		w.reopen()
	}
}

// rewritten is a granted request whose log has another beginning than the one the
// agent saw, is longer, and bears the log's own signature.
func (w *world) rewritten(s sealed) agent.ReleaseRequest {
	w.t.Helper()
	other := *w
	other.log = fengcuntest.SQLite(w.t)(func(o *store.Options) { o.Signer, o.Verifier = w.signer, w.verifier })
	for range 5 {
		other.enter("read", [32]byte{9})
	}
	return other.granted(s, w.warrant(s))
}

// TestEvidenceMadeTooEarly: evidence that starts from a log which the agent has seen
// grow since is made again, and then holds.
func TestEvidenceMadeTooEarly(t *testing.T) {
	w := newWorld(t, suite.Intl())
	s := w.seal(court)
	first, second := w.warrant(s), w.warrant(s)
	if !w.released(w.granted(s, first), s) {
		t.Fatal("the first warrant")
	}
	early := w.granted(s, second)
	if !w.released(w.granted(s, w.warrant(s)), s) {
		t.Fatal("a warrant in between")
	}
	again := w.granted(s, second)
	early.Evidence.Checkpoint, early.Evidence.Proof = again.Evidence.Checkpoint, again.Evidence.Proof
	if _, err := w.agent.Release(ctx, early); fengcun.CodeOf(err) != "agent.log_moved" {
		t.Errorf("evidence from an older size: %v", err)
	}
	if !w.released(again, s) {
		t.Error("evidence made anew")
	}
}

// TestUsedUp: uses are counted in the key file, so a restart gives none back, and
// a clock set back gives no life back.
func TestUsedUp(t *testing.T) {
	w := newWorld(t, suite.Intl())
	s := w.seal(court)
	twice := w.warrant(s)
	twice.Uses = 2
	q := w.granted(s, twice)
	if !w.released(q, s) {
		t.Fatal("first use")
	}
	w.reopen()
	if !w.released(q, s) {
		t.Fatal("second use, after a restart")
	}
	for range 2 {
		if _, err := w.agent.Release(ctx, q); fengcun.CodeOf(err) != "agent.used_up" {
			t.Errorf("third use: %v", err)
		}
		w.reopen()
	}

	// Later acts push the warrant out of the key file once it has expired; the
	// clock then goes back to when it had not.
	then := w.clock.Now()
	w.clock.Advance(time.Hour)
	if later := w.granted(s, w.warrant(s)); !w.released(later, s) {
		t.Fatal("a later warrant")
	}
	w.clock.Set(then)
	q.Evidence = w.enter(agent.WarrantClass, twice.Digest())
	for range 2 {
		if _, err := w.agent.Release(ctx, q); fengcun.CodeOf(err) != "agent.expired" {
			t.Errorf("with the clock set back: %v", err)
		}
		w.reopen()
	}
}

// TestUnwritableKeyFile: a use that cannot be counted is not granted.
func TestUnwritableKeyFile(t *testing.T) {
	w := newWorld(t, suite.Intl())
	s := w.seal(court)
	q := w.granted(s, w.warrant(s))
	if err := os.RemoveAll(w.path); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(w.path, 0o700); err != nil {
		t.Fatal(err)
	}
	c, err := w.agent.Release(ctx, q)
	if fengcun.CodeOf(err) != "key.file" || c.Key != [32]byte{} {
		t.Errorf("%v", err)
	}
}
