package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// Reopen puts a record into the state *reopened* (重新办理): a retrial, a
// revoked non-prosecution or a resumed investigation. It is not a ground of
// Article 18: the seal stays for everybody else, and only the competent organ's
// own copy comes back into the hands of the handler who works on it, under a
// warrant that a second person grants. Eligibility is then decided anew.
func (r *Registry) Reopen(ctx context.Context, actor fengcun.Actor, id fengcun.RecordID, handler fengcun.StaffID) error {
	// Who may not reopen at all is refused before anything is looked up, and
	// before any warrant is granted.
	if _, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.Reopen, Organ: actor.Organ, Proposer: handler}, id); err != nil {
		return err
	}
	rec, err := r.ownRecord(ctx, actor, id)
	if err != nil {
		return err
	}
	basis, err := rec.State.Next(fengcun.RecordReopened)
	if err != nil {
		return err
	}
	copies, err := store.CopiesOfRecord(ctx, r.rows, rec.ID)
	if err != nil {
		return err
	}
	statements := []store.Statement{store.MoveRecord(rec, fengcun.RecordReopened), store.OvertakeExplanations(rec.ID), store.OvertakeNotices(rec.ID)}
	warranted := false
	for _, c := range copies {
		if c.Organ != rec.Organ || c.State != fengcun.CopySealed {
			continue
		}
		released, err := r.release(ctx, grant{
			approver: actor, requester: handler, purpose: fengcun.PurposeReopening, basis: basis,
		}, c)
		if err != nil {
			return err
		}
		warranted = true
		back, err := r.vault.Unseal(ctx, c.Item, released)
		if err != nil {
			return err
		}
		statements = append(append(statements, back...), store.MoveCopy(c, fengcun.CopyWorking, handler))
		freed, err := r.freeHoldings(ctx, c)
		if err != nil {
			return err
		}
		statements = append(statements, freed...)
	}
	a, err := r.authorize(ctx, policy.Request{
		Actor: actor, Act: policy.Reopen, Organ: rec.Organ, Proposer: handler, Sealed: rec.State == fengcun.RecordSealed, Warranted: warranted,
	}, rec.ID)
	if err != nil {
		return err
	}
	if !rec.State.Withheld() {
		// What is decided anew is not disclosable meanwhile.
		c, err := r.decidingCopy(ctx, rec.Organ, rec.ID)
		if err != nil {
			return err
		}
		withdrawal, err := r.withdrawOpen(ctx, rec, c)
		if err != nil {
			return err
		}
		statements = append(statements, withdrawal...)
	}
	a.detail = basis
	_, err = r.commit(ctx, a, statements)
	return err
}
