package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/verification"
)

// RevokePaper puts the number of a paper of the actor's organ on the list of the
// revoked, on the order of a second person. Why is not recorded here, and nobody is
// looked up: a number that was void from the beginning, one whose paper was
// withdrawn and one that was never given are the same entry.
func (r *Registry) RevokePaper(ctx context.Context, actor fengcun.Actor, orderedBy fengcun.StaffID, number string) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.RevokePaper, Organ: actor.Organ, Proposer: orderedBy}, fengcun.ID{})
	if err != nil {
		return err
	}
	if number == "" || len(number) > verification.MaxNumber {
		return fengcun.Invalid("verification.number", "number")
	}
	_, err = r.commit(ctx, a, []store.Statement{store.InsertRevocation(actor.Organ, r.papers.Entry(actor.Organ, number))})
	return err
}

// RevokedPapers returns the signed list of revoked numbers, of all organs of the
// installation. It is for organs: whoever has it can try numbers against it.
func (r *Registry) RevokedPapers(ctx context.Context, actor fengcun.Actor) ([]byte, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.ReadRevocations, Organ: actor.Organ}, fengcun.ID{})
	if err != nil {
		return nil, err
	}
	revoked, err := store.Revocations(ctx, r.rows)
	if err != nil {
		return nil, err
	}
	entries := make([]verification.Entry, len(revoked))
	for i, entry := range revoked {
		entries[i] = entry
	}
	if _, err := r.commit(ctx, a, nil); err != nil {
		return nil, err
	}
	return r.papers.PublishRevocations(r.today(), entries)
}
