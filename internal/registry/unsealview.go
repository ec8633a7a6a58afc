package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/law"
)

// UnsealingView is a proceeding to lift a seal: what was reported, and what the law
// says to it. Of the sealed record it shows nothing, not even its identifier while the
// seal lasts.
type UnsealingView struct {
	ID            fengcun.ID
	State         fengcun.UnsealingState
	Ground        fengcun.UnsealingGround
	Article       string // on which the ground rests
	ProposedBy    fengcun.StaffID
	ApprovedBy    fengcun.StaffID  // empty until lifted
	EffectiveFrom fengcun.Date     // zero until established
	LiftedOn      fengcun.Date     // zero until lifted
	Record        fengcun.RecordID // zero until lifted

	// Decision is what the law says today to the facts that were reported; nil once the
	// ground is rejected, when they are sealed with the record, or the seal is lifted.
	Decision *law.UnsealingDecision

	Examines, Lifts bool // what the actor may do now; in a chain of approval, whose turn it is
}

// ViewUnsealing shows a proceeding of the actor's organ to those who examine grounds
// and lift seals there.
func (r *Registry) ViewUnsealing(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (UnsealingView, error) {
	if err := r.viewing(ctx, actor, policy.ViewUnsealing, id); err != nil {
		return UnsealingView{}, err
	}
	u, err := store.UnsealingByID(ctx, r.rows, id)
	if err != nil {
		return UnsealingView{}, err
	}
	rec, err := r.ownRecord(ctx, actor, u.Record)
	if err != nil {
		return UnsealingView{}, asked("unsealing", err)
	}
	v := UnsealingView{
		ID: u.ID, State: u.State, Ground: u.Ground, Article: unsealedBy(u.Ground),
		ProposedBy: u.ProposedBy, ApprovedBy: u.ApprovedBy, EffectiveFrom: u.EffectiveFrom, LiftedOn: u.LiftedOn,
	}
	switch u.State {
	case fengcun.UnsealingRejected:
		return v, nil
	case fengcun.UnsealingDone:
		v.Record = rec.ID
		return v, nil
	case fengcun.UnsealingReported:
		v.Examines = r.mayDo(actor, policy.ExamineUnsealing)
	case fengcun.UnsealingEstablished:
		if u.ProposedBy != actor.Staff && r.mayDo(actor, policy.ApproveUnsealing) {
			if v.Lifts, _, _, err = r.whoseTurn(ctx, actor, policy.ApproveUnsealing, rec.Organ, u.ID); err != nil {
				return UnsealingView{}, err
			}
		}
	}
	ground, err := r.reportedGround(ctx, u)
	if err != nil {
		return UnsealingView{}, err
	}
	decision := law.DecideUnsealing(ground.Facts, r.today())
	v.Decision = &decision
	return v, nil
}

// reportedGround reads the facts that were reported.
func (r *Registry) reportedGround(ctx context.Context, u store.Unsealing) (ground groundPayload, err error) {
	part, err := r.openPart(ctx, u.Item, partGround)
	if err != nil {
		return ground, err
	}
	return ground, decodePart(part, &ground)
}
