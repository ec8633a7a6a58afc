package agent_test

import (
	"context"
	"testing"

	"fengcun"
	"fengcun/internal/agent"
	"fengcun/internal/vault/capsule"
)

// inherited is a sealed domain of some items.
type inherited []sealed

func (d inherited) Runs(_ context.Context, organ fengcun.OrganID, fn func(capsule.Run) error) error {
	for _, s := range d {
		if s.run.Organ == organ {
			if err := fn(s.run); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d inherited) SealedItems(_ context.Context, organ fengcun.OrganID, fn func(capsule.Sealed) error) error {
	for _, s := range d {
		if s.wrap.Organ == organ {
			if err := fn(s.wrap); err != nil {
				return err
			}
		}
	}
	return nil
}

// What one organ sealed passes to its successor's key on the word of two people that
// stands in the log, and on no other; that word opens and finds nothing.
func TestInherit(t *testing.T) {
	eachSuite(t, func(t *testing.T, w *world) {
		const heir fengcun.OrganID = "police-new"
		one, two, other := w.seal(police), w.seal(police), w.seal(court)
		if _, err := w.agent.CreateOrgan(heir); err != nil {
			t.Fatal(err)
		}
		all := inherited{one, two, other}
		succession := func() fengcun.Warrant {
			q := w.warrant(one)
			q.Purpose, q.Items, q.Query = fengcun.PurposeSuccession, nil, agent.SuccessionDigest(police, heir)
			return q
		}
		ask := func(q fengcun.Warrant, e agent.Evidence, to fengcun.OrganID, want string) (capsule.Run, []capsule.Sealed) {
			t.Helper()
			run, sealed, err := w.agent.Inherit(ctx, agent.InheritRequest{Warrant: q, Evidence: e, To: to}, all)
			if fengcun.CodeOf(err) != want {
				t.Errorf("got %v, want %q", err, want)
			}
			return run, sealed
		}
		q := succession()
		ask(q, w.enter(agent.WarrantClass, q.Digest()), heir, "agent.not_logged")
		ask(q, w.enter(agent.SuccessionClass, [32]byte{1}), heir, "agent.other_warrant")
		ask(q, w.enter(agent.SuccessionClass, q.Digest()), court, "agent.scope")
		plain := w.warrant(one)
		ask(plain, w.enter(agent.WarrantClass, plain.Digest()), heir, "agent.scope")

		evidence := w.enter(agent.SuccessionClass, q.Digest())
		run, got := ask(q, evidence, heir, "")
		if len(got) != 2 || run.Organ != heir {
			t.Fatalf("%d inherited, run of %s", len(got), run.Organ)
		}
		ask(q, evidence, heir, "agent.used_up")
		for i, from := range []sealed{one, two} {
			now := sealed{from.capsule, run, got[i]}
			if !w.released(w.granted(now, w.warrant(now)), now) {
				t.Error("what was inherited is not what there was")
			}
		}

		q = succession()
		evidence = w.enter(agent.SuccessionClass, q.Digest())
		if _, err := w.agent.Find(ctx, agent.FindRequest{Warrant: q, Evidence: evidence}, all); fengcun.CodeOf(err) != "agent.scope" {
			t.Errorf("found under a succession: %v", err)
		}
		q.Items, q.Query = []fengcun.ItemID{one.wrap.Item}, [32]byte{}
		release := agent.ReleaseRequest{Warrant: q, Evidence: w.enter(agent.SuccessionClass, q.Digest()), Run: one.run, Sealed: one.wrap}
		if _, err := w.agent.Release(ctx, release); fengcun.CodeOf(err) != "agent.scope" {
			t.Errorf("released under a succession: %v", err)
		}
		damaged := two
		damaged.wrap.Wrap = append([]byte{}, two.wrap.Wrap...)
		damaged.wrap.Wrap[20] ^= 1
		all = inherited{one, damaged}
		q = succession()
		ask(q, w.enter(agent.SuccessionClass, q.Digest()), heir, "vault.damaged")
	})
}
