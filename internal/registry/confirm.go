package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// Confirmation is a named person's statement that holdings of one copy are
// sealed: labelled or marked, and access really cut.
type Confirmation struct {
	Copy     fengcun.CopyID
	Holdings []ConfirmedHolding
}

// ConfirmedHolding is one holding with what was done to it.
type ConfirmedHolding struct {
	Holding   fengcun.HoldingID
	Marked    bool // label on the cover, or mark on the row (Articles 5, 10)
	AccessCut bool // no search, reading or use without a permitted inquiry (Article 10)
}

// Confirmed says what a confirmation led to.
type Confirmed struct {
	CopySealed   bool // this organ's copy is sealed now
	RecordSealed bool // and with it the whole record, at every organ
}

// Confirm moves holdings to confirmed. When the last holding of a copy is
// confirmed the copy's item is sealed to the organ's public key in the same
// commit: from then on nobody here can read or find it. The record is sealed
// when every organ's copies are (Articles 11–13).
func (r *Registry) Confirm(ctx context.Context, actor fengcun.Actor, q Confirmation) (Confirmed, error) {
	c, err := store.OpenCopy(ctx, r.rows, actor.Organ, q.Copy)
	if err != nil {
		return Confirmed{}, err
	}
	a, err := r.authorize(ctx, policy.Request{
		Actor: actor, Act: policy.ConfirmHolding, Organ: c.Organ, Assignee: c.Assignee,
	}, c.ID)
	if err != nil {
		return Confirmed{}, err
	}
	rec, err := store.RecordByID(ctx, r.rows, c.Record)
	if err != nil {
		return Confirmed{}, err
	}
	if rec.State != fengcun.RecordSealDue {
		return Confirmed{}, errState("confirm.not_due", rec.State, "11")
	}
	holdings, err := store.HoldingsOfCopy(ctx, r.rows, c.ID)
	if err != nil {
		return Confirmed{}, err
	}
	if c.Organ == rec.Organ {
		err = r.noticeIssued(ctx, rec.ID)
	} else {
		err = r.enforced(ctx, c)
	}
	if err != nil {
		return Confirmed{}, err
	}
	dead, err := r.unmarked(ctx, c, q.Holdings)
	if err != nil {
		return Confirmed{}, err
	}
	statements, err := r.confirmHoldings(actor, holdings, q.Holdings)
	if err != nil {
		return Confirmed{}, err
	}
	statements = append(statements, dead...)
	complete, err := r.completed(ctx, c, holdings)
	if err != nil {
		return Confirmed{}, err
	}
	if len(complete) == 0 {
		// The copy's version moves, so that of two people who confirm the last two
		// holdings at once the second is told to look again and seals.
		statements = append(statements, store.MoveCopy(c, c.State, c.Assignee))
		_, err = r.commit(ctx, a, statements)
		return Confirmed{}, err
	}
	run := r.runs.join(c.Organ) // copies that share a holding are of one organ
	defer run.leave()
	last := -1 // the statement that seals the record if this was its last copy
	for _, done := range complete {
		sealing, err := r.sealCopy(ctx, run, done)
		if err != nil {
			return Confirmed{}, err
		}
		statements = append(statements, sealing...)
		if done.Record == rec.ID {
			last = len(statements) - 1
		}
	}
	a.object, a.detail = rec.ID, string(fengcun.CopySealed)
	receipt, err := r.commit(ctx, a, statements)
	if err != nil {
		return Confirmed{}, err
	}
	return Confirmed{CopySealed: true, RecordSealed: receipt.Affected(last) == 1}, nil
}

// noticeIssued refuses to seal the deciding organ's own copy before its notice
// went out: the notice is written from it.
func (r *Registry) noticeIssued(ctx context.Context, id fengcun.RecordID) error {
	notices, err := store.NoticesOfRecord(ctx, r.rows, id)
	if err != nil {
		return err
	}
	for _, n := range notices {
		if n.State == fengcun.NoticeIssued && !n.Overtaken {
			return nil
		}
	}
	return &fengcun.Error{Kind: fengcun.KindConflict, Code: "confirm.notice_first", Args: map[string]string{"article": "11"}}
}

// confirmHoldings moves the named holdings through the steps of Article 10, in
// place.
func (r *Registry) confirmHoldings(actor fengcun.Actor, all []store.Holding, named []ConfirmedHolding) ([]store.Statement, error) {
	if len(all) == 0 {
		return nil, &fengcun.Error{Kind: fengcun.KindConflict, Code: "confirm.no_inventory", Args: map[string]string{"article": "2"}}
	}
	today := r.today()
	var statements []store.Statement
	for _, n := range named {
		h := holdingByID(all, n.Holding)
		switch {
		case h == nil:
			return nil, errNotFound("holding")
		case h.State == fengcun.HoldingConfirmed:
			continue // confirmed through another copy that it carries
		case !n.Marked:
			return nil, fengcun.Invalid("confirm.not_marked", "marked")
		case !n.AccessCut:
			return nil, fengcun.Invalid("confirm.access", "accessCut")
		}
		for _, next := range []fengcun.HoldingState{fengcun.HoldingMarked, fengcun.HoldingAccessCut, fengcun.HoldingConfirmed} {
			if h.State == next {
				continue // its system has marked it
			}
			if _, err := h.State.Next(next); err != nil {
				return nil, err
			}
			h.State = next
		}
		h.ConfirmedBy, h.ConfirmedOn = actor.Staff, today
		statements = append(statements, store.MoveHolding(*h))
	}
	return statements, nil
}

// completed returns the copies of which every holding is now confirmed: the one
// at hand, and any other that shares one of its holdings and is due to be sealed
// too.
func (r *Registry) completed(ctx context.Context, c store.Copy, holdings []store.Holding) ([]store.Copy, error) {
	var complete []store.Copy
	if allConfirmed(holdings) {
		complete = append(complete, c)
	}
	others, err := store.CopiesSharing(ctx, r.rows, c.ID)
	if err != nil {
		return nil, err
	}
	for _, other := range others {
		rec, err := store.RecordByID(ctx, r.rows, other.Record)
		if err != nil {
			return nil, err
		}
		if other.State != fengcun.CopyWorking || rec.State != fengcun.RecordSealDue {
			continue
		}
		if other.Organ == rec.Organ && r.noticeIssued(ctx, rec.ID) != nil {
			continue // its own confirmation will say why
		}
		if other.Organ != rec.Organ && r.enforced(ctx, other) != nil {
			continue
		}
		theirs, err := store.HoldingsOfCopy(ctx, r.rows, other.ID)
		if err != nil {
			return nil, err
		}
		for i := range theirs {
			if h := holdingByID(holdings, theirs[i].ID); h != nil {
				theirs[i] = *h
			}
		}
		if allConfirmed(theirs) {
			complete = append(complete, other)
		}
	}
	return complete, nil
}

func allConfirmed(holdings []store.Holding) bool {
	for _, h := range holdings {
		if h.State != fengcun.HoldingConfirmed {
			return false
		}
	}
	return len(holdings) > 0
}

func holdingByID(all []store.Holding, id fengcun.HoldingID) *store.Holding {
	for i := range all {
		if all[i].ID == id {
			return &all[i]
		}
	}
	return nil
}

// sealCopy is the sealing itself: the item re-wrapped, the copy nobody's task
// any more, the organ's clock stopped, its delivery confirmed.
func (r *Registry) sealCopy(ctx context.Context, run *sealingRun, c store.Copy) ([]store.Statement, error) {
	sealing, err := run.seal(ctx, c.Item)
	if err != nil {
		return nil, err
	}
	today := r.today()
	up, err := r.confirmUp(ctx, c.Record, c.Organ)
	if err != nil {
		return nil, err
	}
	up, err = r.forgetIntake(ctx, c, up)
	if err != nil {
		return nil, err
	}
	knowers, err := r.sealKnowers(ctx, run, c)
	if err != nil {
		return nil, err
	}
	statements := append(append(sealing, knowers...),
		store.MoveCopy(c, fengcun.CopySealed, ""),
		store.CloseDeadlines(c.Organ, c.ID, today),
		store.DropParkedOf(c.Item),
		store.HastenProbes(c.Organ, r.sometime(probeSoon)),
	)
	return append(append(statements, up...), store.SealRecordIfComplete(c.Record)), nil
}
