package agent_test

import (
	"context"
	"slices"
	"testing"

	"fengcun"
	"fengcun/internal/agent"
	"fengcun/internal/suite"
	"fengcun/internal/vault/capsule"
)

// domain is the serving part's half of a search, in memory.
type domain []sealed

func (d domain) Runs(_ context.Context, organ fengcun.OrganID, fn func(capsule.Run) error) error {
	for _, s := range d {
		if s.run.Organ == organ {
			if err := fn(s.run); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d domain) SealedItems(_ context.Context, organ fengcun.OrganID, fn func(capsule.Sealed) error) error {
	for _, s := range d {
		if s.wrap.Organ == organ {
			if err := fn(s.wrap); err != nil {
				return err
			}
		}
	}
	return nil
}

func resident(n string) capsule.Term {
	return capsule.Term{Field: capsule.ResidentID, Value: fengcun.Particular(n)}
}

func named(n string) capsule.Term {
	return capsule.Term{Field: capsule.NameBirth, Value: fengcun.Particular(n)}
}

// search is a committed request for a search at the court.
func (w *world) search(terms ...capsule.Term) agent.FindRequest {
	w.t.Helper()
	query, err := capsule.Query(w.suite, terms)
	w.must(err)
	q := agent.FindRequest{Query: query, Blind: [32]byte{7}}
	q.Warrant = w.warrant(sealed{wrap: capsule.Sealed{Organ: court}})
	q.Warrant.Items, q.Warrant.Query = nil, agent.QueryDigest(q.Query, q.Blind)
	q.Evidence = w.enter(agent.WarrantClass, q.Warrant.Digest())
	return q
}

// TestFind: a search under a warrant finds every item of the organ that answers
// to one of the terms, and no other.
func TestFind(t *testing.T) {
	eachSuite(t, func(t *testing.T, w *world) {
		all := domain{
			w.seal(court, resident("310115200503140019"), named("2005-03-14 王试甲")),
			w.seal(court, named("2005-03-14 王试甲")),
			w.seal(court, resident("310115200503140035"), named("2005-03-14 李试乙")),
			w.seal(court),
			w.seal(police, resident("310115200503140019")),
		}
		for _, c := range []struct {
			name  string
			terms []capsule.Term
			want  []int
		}{
			{"by number", []capsule.Term{resident("310115200503140019")}, []int{0}},
			{"by name and birth", []capsule.Term{named("2005-03-14 王试甲")}, []int{0, 1}},
			{"by either", []capsule.Term{resident("310115200503140035"), named("2005-03-14 王试甲")}, []int{0, 1, 2}},
			{"a stranger", []capsule.Term{resident("110105199001010010"), named("1990-01-01 王试甲")}, nil},
		} {
			var want []fengcun.ItemID
			for _, i := range c.want {
				want = append(want, all[i].wrap.Item)
			}
			got, err := w.agent.Find(ctx, w.search(c.terms...), all)
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("%s: found %d items, want %d; %v", c.name, len(got), len(want), err)
			}
		}
	})
}

// TestFindRefusals: a search is held to the question that was approved.
func TestFindRefusals(t *testing.T) {
	w := newWorld(t, suite.Intl())
	item := w.seal(court, resident("310115200503140019"))
	all := domain{item}
	for _, c := range []struct {
		name  string
		spoil func(q *agent.FindRequest)
		code  string
	}{
		{"another question", func(q *agent.FindRequest) { q.Query[0][0] ^= 1 }, "agent.scope"},
		{"another blind", func(q *agent.FindRequest) { q.Blind[0] ^= 1 }, "agent.scope"},
		{"warrant for an item", func(q *agent.FindRequest) {
			q.Warrant = w.warrant(item)
			q.Evidence = w.enter(agent.WarrantClass, q.Warrant.Digest())
		}, "agent.scope"},
		{"items beside the question", func(q *agent.FindRequest) { q.Warrant.Items = []fengcun.ItemID{item.wrap.Item} }, "agent.scope"},
		{"another question entered", func(q *agent.FindRequest) { q.Evidence = w.search(named("x")).Evidence }, "agent.other_warrant"},
		{"not entered", func(q *agent.FindRequest) { q.Evidence = agent.Evidence{} }, "agent.checkpoint"},
	} {
		q := w.search(resident("310115200503140019"))
		good := q
		c.spoil(&q)
		if found, err := w.agent.Find(ctx, q, all); fengcun.CodeOf(err) != c.code || len(found) != 0 {
			t.Errorf("%s: found %d, %v, want %s", c.name, len(found), err, c.code)
		}
		good.Evidence = w.enter(agent.WarrantClass, good.Warrant.Digest())
		if found, err := w.agent.Find(ctx, good, all); err != nil || len(found) != 1 {
			t.Errorf("%s: the approved question found %d, %v", c.name, len(found), err)
		}
		if found, err := w.agent.Find(ctx, good, all); fengcun.CodeOf(err) != "agent.used_up" || len(found) != 0 {
			t.Errorf("%s: a second search on the same warrant: %v", c.name, err)
		}
	}
	// A search warrant opens no item.
	q := w.search(resident("310115200503140019"))
	if _, err := w.agent.Release(ctx, agent.ReleaseRequest{Warrant: q.Warrant, Evidence: q.Evidence, Run: item.run, Sealed: item.wrap}); fengcun.CodeOf(err) != "agent.scope" {
		t.Errorf("release under a search warrant: %v", err)
	}
}

// TestFindFailsOnDamage: "not found" must never come from damage (P7). Whichever
// item is damaged, the search fails, and it counts as one.
func TestFindFailsOnDamage(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(w *world, all domain)
		code  string
	}{
		{"the wanted item", func(w *world, all domain) { all[1].wrap.Wrap[30] ^= 1 }, "vault.damaged"},
		{"an item before it", func(w *world, all domain) { all[0].wrap.Wrap[30] ^= 1 }, "vault.damaged"},
		{"an item behind it", func(w *world, all domain) { all[2].wrap.Wrap[30] ^= 1 }, "vault.damaged"},
		{"a run is missing", func(w *world, all domain) { all[0].wrap.Run = fengcun.NewID() }, "agent.run_unknown"},
		{"a run under a key of nobody", func(w *world, all domain) { all[2].run.KeyID = "0000000000000000" }, "agent.key_unknown"},
		{"wraps changed places", func(w *world, all domain) { all[0].wrap.Wrap, all[2].wrap.Wrap = all[2].wrap.Wrap, all[0].wrap.Wrap }, "vault.damaged"},
	} {
		w := newWorld(t, suite.Intl())
		all := domain{w.seal(court), w.seal(court, resident("310115200503140019")), w.seal(court)}
		c.spoil(w, all)
		q := w.search(resident("310115200503140019"))
		if found, err := w.agent.Find(ctx, q, all); fengcun.CodeOf(err) != c.code || len(found) != 0 {
			t.Errorf("%s: found %d, %v, want %s", c.name, len(found), err, c.code)
		}
		if _, err := w.agent.Find(ctx, q, all); fengcun.CodeOf(err) != "agent.used_up" {
			t.Errorf("%s: the failed search was not counted: %v", c.name, err)
		}
	}
}

// TestFindSeesOneOrganOnly: a domain that hands over another organ's runs is not
// scanned.
func TestFindSeesOneOrganOnly(t *testing.T) {
	w := newWorld(t, suite.Intl())
	foreign := w.seal(police, resident("310115200503140019"))
	if found, err := w.agent.Find(ctx, w.search(resident("310115200503140019")), liar{foreign}); fengcun.CodeOf(err) != "agent.organ" || len(found) != 0 {
		t.Errorf("found %d, %v", len(found), err)
	}
}

// liar answers for every organ with the same items.
type liar struct{ sealed }

func (l liar) Runs(_ context.Context, _ fengcun.OrganID, fn func(capsule.Run) error) error {
	return fn(l.run)
}

func (l liar) SealedItems(_ context.Context, _ fengcun.OrganID, fn func(capsule.Sealed) error) error {
	return fn(l.wrap)
}
