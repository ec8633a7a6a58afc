package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// CustodyStep is one step of a volume's custody.
type CustodyStep = store.Custody

// VolumeMove says where a volume was brought.
type VolumeMove struct {
	Label   string
	Move    fengcun.CustodyMove
	Archive string // codes of the organ's own, as opaque as a label; of a State archive its code
	Shelf   string
	Box     string
	To      fengcun.OrganID // whom it was lent to
	On      fengcun.Date
}

// MoveVolume enters the next step of a volume's custody (Article 10): by its label, before
// the seal and after it, without a word of whose record it carries. A volume is lent out
// of a seal only while the matter is handled anew; what goes to a State archive bears its
// mark before, and keeps mark, seal and custody there.
//
// Errors (invalid): custody.move, custody.place, custody.borrower, custody.date,
// custody.kind; (conflict): custody.sealed, custody.unmarked.
func (r *Registry) MoveVolume(ctx context.Context, actor fengcun.Actor, q VolumeMove) error {
	h, err := r.scanned(ctx, actor, policy.MoveVolume, q.Label)
	if err != nil {
		return err
	}
	chain, err := store.CustodyOf(ctx, r.rows, h.ID)
	if err != nil {
		return err
	}
	next := store.Custody{Holding: h.ID, No: len(chain) + 1, Move: q.Move, Archive: q.Archive, Shelf: q.Shelf, Box: q.Box, On: q.On, EnteredBy: actor.Staff, EnteredOn: r.today()}
	var last store.Custody
	if len(chain) > 0 {
		last = chain[len(chain)-1]
	}
	switch {
	case !slices.Contains(fengcun.CustodyMoves(), q.Move):
		return fengcun.Invalid("custody.move", "move")
	case h.Kind != fengcun.HoldingPaperVolume && h.Kind != fengcun.HoldingElectronicFile:
		return fengcun.Invalid("custody.kind", "label")
	case !q.On.Valid() || q.On.After(r.today()) || q.On.Before(last.On):
		return fengcun.Invalid("custody.date", "on")
	}
	for _, code := range []string{q.Archive, q.Shelf, q.Box} {
		if !opaqueLabel(code, true) {
			return fengcun.Invalid("custody.place", "archive")
		}
	}
	if q.Move != fengcun.CustodyLent && q.Archive == "" {
		return fengcun.Invalid("custody.place", "archive")
	}
	if _, err := last.Move.Next(q.Move); err != nil {
		return err
	}
	switch q.Move {
	case fengcun.CustodyLent:
		if _, err := store.Organ(ctx, r.rows, q.To); err != nil {
			return fengcun.Invalid("custody.borrower", "to")
		}
		next.Borrower = q.To
		err = r.lendable(ctx, h)
	case fengcun.CustodyArchived:
		err = marked(h)
	}
	if err != nil {
		return err
	}
	// Who may was asked when the label was looked up; this is the entry about what was done.
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.MoveVolume, Organ: h.Organ}, h.ID)
	if err != nil {
		return err
	}
	a.detail = string(q.Move)
	_, err = r.commit(ctx, a, []store.Statement{store.MoveHolding(h), store.InsertCustody(next)})
	return err
}

// lendable refuses to lend what is sealed, unless a matter that it carries is handled
// anew.
func (r *Registry) lendable(ctx context.Context, h store.Holding) error {
	if h.State != fengcun.HoldingConfirmed {
		return nil
	}
	copies, err := store.CopiesOfHolding(ctx, r.rows, h.ID)
	if err != nil {
		return err
	}
	for _, c := range copies {
		rec, err := store.RecordByID(ctx, r.rows, c.Record)
		if err != nil {
			return err
		}
		if rec.State == fengcun.RecordReopened {
			return nil
		}
	}
	return &fengcun.Error{Kind: fengcun.KindConflict, Code: "custody.sealed", Field: "move", Args: map[string]string{"article": "10"}}
}

// marked refuses to hand over what bears no mark yet.
func marked(h store.Holding) error {
	if h.State != fengcun.HoldingInventoried {
		return nil
	}
	return &fengcun.Error{Kind: fengcun.KindConflict, Code: "custody.unmarked", Field: "move", Args: map[string]string{"article": "10"}}
}
