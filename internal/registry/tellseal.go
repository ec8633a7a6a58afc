package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// SealTold says that somebody was told in person, today, that the own seal took effect.
type SealTold struct {
	Record fengcun.RecordID
	To     Audience             // ToPerson, or ToRepresentative of a person who is still a minor
	Shown  fengcun.DocumentKind // by which the identity was checked
	Alone  bool                 // nobody else heard it
}

// sealToldTo are the audiences, with the words for them in the log: these leave room for
// the document beside them.
var sealToldTo = map[Audience]string{ToPerson: "person", ToRepresentative: "guardian"}

// TellSeal records that the organ that decided on a sealed record told the person so. The
// entry in the log is all that is left of it: the actor, the day, to whom and on which
// document. No paper, number, name or second answer comes of it, so that whoever sent the
// person to ask gets nothing to look at; and it is not told before somebody who came along.
//
// Nothing is opened. A record that is not sealed at every organ, that of another organ and
// none are the same miss, so that nobody is told of a seal that does not stand. There is no
// date to fill in: what was told is recorded on the spot.
//
// Errors (invalid): tell.to, tell.shown, tell.alone.
func (r *Registry) TellSeal(ctx context.Context, actor fengcun.Actor, q SealTold) error {
	a, err := r.authorize(ctx, policy.Request{
		Actor: actor, Act: policy.TellSeal, Organ: actor.Organ, Assignee: actor.Staff, Sealed: true,
	}, q.Record)
	if err != nil {
		return err
	}
	to, known := sealToldTo[q.To]
	switch {
	case !known:
		return fengcun.Invalid("tell.to", "to")
	case !slices.Contains(fengcun.DocumentKinds(), q.Shown):
		return fengcun.Invalid("tell.shown", "shown")
	case !q.Alone:
		return fengcun.Invalid("tell.alone", "alone")
	}
	rec, err := r.ownRecord(ctx, actor, q.Record)
	if err != nil {
		return err
	}
	if rec.State != fengcun.RecordSealed {
		return errNotFound("record")
	}
	a.detail = to + ":" + string(q.Shown)
	_, err = r.commit(ctx, a, []store.Statement{store.HoldRecord(rec)})
	return err
}
