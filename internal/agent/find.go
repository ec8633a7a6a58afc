package agent

import (
	"context"
	"crypto/sha256"

	"fengcun"
	"fengcun/internal/vault/capsule"
)

// SealedDomain is where the agent reads sealed wraps from: the vault's two halves
// of a scan. They hold nothing that the reader could open.
type SealedDomain interface {
	Runs(ctx context.Context, organ fengcun.OrganID, fn func(capsule.Run) error) error
	SealedItems(ctx context.Context, organ fengcun.OrganID, fn func(capsule.Sealed) error) error
}

// FindRequest asks which sealed items of an organ answer to one of the slots. The
// warrant carries the blinded digest of the question (QueryDigest), so that the
// log entry does not tell for whom was searched.
type FindRequest struct {
	Warrant  fengcun.Warrant
	Evidence Evidence
	Query    [4]capsule.Slot
	Blind    [32]byte // random, chosen with the question
}

// QueryDigest is what a warrant for a search carries.
func QueryDigest(query [4]capsule.Slot, blind [32]byte) [32]byte {
	h := sha256.New()
	h.Write([]byte("fengcun-query\x00"))
	h.Write(blind[:])
	for _, slot := range query {
		h.Write(slot[:])
	}
	return [32]byte(h.Sum(nil))
}

// Find opens every capsule of the organ in the agent's own memory and compares.
// There is no index of sealed items, so the work is the same whatever is found.
// Only identifiers of items leave; a warrant to open them is another one. A wrap
// that does not open fails the whole search: "not found" must never come from
// damage.
func (a *Agent) Find(ctx context.Context, q FindRequest, domain SealedDomain) ([]fengcun.ItemID, error) {
	file, err := a.startSearch(q)
	if err != nil {
		return nil, err
	}
	keys := map[fengcun.ID]*capsule.RunKey{}
	defer func() {
		for _, key := range keys {
			key.Forget()
		}
	}()
	err = domain.Runs(ctx, q.Warrant.Organ, func(run capsule.Run) error {
		if run.Organ != q.Warrant.Organ {
			return refused("agent.organ")
		}
		private, err := file.private(run.Organ, run.KeyID)
		if err != nil {
			return err
		}
		key, err := run.Open(a.suite, private)
		if err != nil {
			return err
		}
		keys[run.ID] = key
		return nil
	})
	if err != nil {
		return nil, err
	}
	var found []fengcun.ItemID
	err = domain.SealedItems(ctx, q.Warrant.Organ, func(sealed capsule.Sealed) error {
		key := keys[sealed.Run]
		if key == nil {
			return &fengcun.Error{Kind: fengcun.KindConflict, Code: "agent.run_unknown"}
		}
		c, err := key.Open(sealed)
		if err != nil {
			return err
		}
		if c.Matches(q.Query[:]) {
			found = append(found, sealed.Item)
		}
		c.Forget()
		return nil
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// startSearch checks the warrant and counts the search before it begins: one that
// fails half-way was one. It returns the keys as they are then, so that others
// need not wait for the scan.
func (a *Agent) startSearch(q FindRequest) (keyFile, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(q.Warrant.Items) != 0 || q.Warrant.Purpose == fengcun.PurposeSuccession || q.Warrant.Query != QueryDigest(q.Query, q.Blind) {
		return keyFile{}, refused("agent.scope")
	}
	next, err := a.admit(q.Warrant, q.Evidence)
	if err != nil {
		return keyFile{}, err
	}
	if err := a.replace(next); err != nil {
		return keyFile{}, err
	}
	return next, nil
}
