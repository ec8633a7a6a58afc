package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// EndService ends service on a person who died before receiving the notice. The organs'
// duties go on: what they hold is sealed as if the person had received it.
//
// Errors (invalid): service.reason.
func (r *Registry) EndService(ctx context.Context, actor fengcun.Actor, notice fengcun.NoticeID, reason fengcun.ServiceEnding) error {
	n, d, a, err := r.toPerson(ctx, actor, policy.EndService, notice)
	if err != nil {
		return err
	}
	if _, err := d.State.Next(fengcun.DeliveryEnded); err != nil {
		return err
	}
	if !slices.Contains(fengcun.ServiceEndings(), reason) {
		return fengcun.Invalid("service.reason", "reason")
	}
	d.State, d.EnteredOn = fengcun.DeliveryEnded, r.today()
	a.object, a.detail = n.ID, string(reason)
	_, err = r.commit(ctx, a, []store.Statement{store.MoveDelivery(d)})
	return err
}

// toPerson loads the service of a notice on its person, for an act of whoever
// serves it: the issuer, or the court that it entrusted.
func (r *Registry) toPerson(ctx context.Context, actor fengcun.Actor, name policy.Act, notice fengcun.NoticeID) (store.Notice, store.Delivery, *act, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: name, Organ: actor.Organ}, notice)
	if err != nil {
		return store.Notice{}, store.Delivery{}, nil, err
	}
	n, err := store.NoticeByID(ctx, r.rows, notice)
	if err != nil {
		return n, store.Delivery{}, nil, err
	}
	d, err := store.DeliveryTo(ctx, r.rows, notice, store.Person)
	if err != nil {
		return n, d, nil, asked("notice", err)
	}
	if d.Sender != actor.Organ {
		return n, d, nil, errNotFound("notice")
	}
	rec, err := store.RecordByID(ctx, r.rows, n.Record)
	if err != nil {
		return n, d, nil, asked("notice", err)
	}
	if rec.State == fengcun.RecordSealed && d.State != fengcun.DeliveryDispatched {
		return n, d, nil, errNotFound("notice") // sealed, and nothing is left to do
	}
	a.subject = n.Record
	return n, d, a, nil
}
