package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// Cursor is where a page of a list begins: behind the copy that it names. The zero
// Cursor is the beginning.
type Cursor = fengcun.CopyID

// pageSize is the length of a page in lines.
const pageSize = 50

// MatterPage is a page of a handler's matters. There is no total.
type MatterPage struct {
	Matters []MatterLine
	Next    Cursor // zero behind the last page
}

// MatterLine is one person's record in the handler's hands.
type MatterLine struct {
	Matter fengcun.MatterID
	Record fengcun.RecordID
	Copy   fengcun.CopyID
	State  fengcun.RecordState
	Masked
	Step Step  // what it waits for; empty if for nothing
	Term *Term // nil while no term runs
}

// Matters lists the handler's own matters that are not sealed, a page at a time.
func (r *Registry) Matters(ctx context.Context, actor fengcun.Actor, after Cursor) (MatterPage, error) {
	if err := r.viewing(ctx, actor, policy.ViewMatters, fengcun.ID{}); err != nil {
		return MatterPage{}, err
	}
	copies, err := store.CopiesInHand(ctx, r.rows, actor.Organ, actor.Staff, after, pageSize+1)
	if err != nil {
		return MatterPage{}, err
	}
	var page MatterPage
	if len(copies) > pageSize {
		copies = copies[:pageSize]
		page.Next = copies[pageSize-1].ID
	}
	if len(copies) == 0 {
		return page, nil
	}
	ahead := r.ahead(recordsOf(copies), nil)
	for _, c := range copies {
		line, err := ahead.matterLine(ctx, c)
		if err != nil {
			return MatterPage{}, err
		}
		page.Matters = append(page.Matters, line)
	}
	return page, nil
}

func (r *Registry) matterLine(ctx context.Context, c store.Copy) (MatterLine, error) {
	s, err := r.standing(ctx, c)
	if err != nil {
		return MatterLine{}, err
	}
	line := MatterLine{Matter: s.record.Matter, Record: c.Record, Copy: c.ID, State: s.record.State}
	if line.Step, _, err = r.next(ctx, s); err != nil {
		return line, err
	}
	if line.Masked, err = r.masked(ctx, c); err != nil {
		return line, err
	}
	line.Term, err = r.running(ctx, c)
	return line, err
}
