package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// ExportParcel packs a parcel for a person to carry to an organ elsewhere: over disc,
// a one-way gateway or a shared platform. Seq, if positive, is the number that the
// other side asked for.
func (r *Registry) ExportParcel(ctx context.Context, actor fengcun.Actor, to fengcun.OrganID, seq int64) (Packed, error) {
	if err := r.carries(ctx, actor, "export"); err != nil {
		return Packed{}, err
	}
	if err := r.peer(ctx, to); err != nil {
		return Packed{}, err
	}
	return r.PackParcel(ctx, actor.Organ, to, seq, 0)
}

// ImportParcel takes a parcel that a person brought to the actor's organ. One for
// another organ is refused before it is opened.
func (r *Registry) ImportParcel(ctx context.Context, actor fengcun.Actor, raw []byte) (TakenParcel, error) {
	if err := r.carries(ctx, actor, "import"); err != nil {
		return TakenParcel{}, err
	}
	to, err := r.exchange.For(raw)
	if err != nil {
		return TakenParcel{}, err
	}
	if to != actor.Organ {
		return TakenParcel{}, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "exchange.not_ours", Field: "to"}
	}
	return r.TakeParcel(ctx, raw)
}

// carries logs who carries, before anything leaves or comes in.
func (r *Registry) carries(ctx context.Context, actor fengcun.Actor, way string) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.CarryParcel, Organ: actor.Organ}, fengcun.ID{})
	if err != nil {
		return err
	}
	a.detail = way
	_, err = r.commit(ctx, a, nil)
	return err
}

// peer refuses an organ that parcels are not exchanged with.
func (r *Registry) peer(ctx context.Context, id fengcun.OrganID) error {
	organ, err := store.Organ(ctx, r.rows, id)
	if err != nil {
		return err
	}
	if !organ.Exchanges() {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "exchange.not_peer", Field: "organ"}
	}
	return nil
}
