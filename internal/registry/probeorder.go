package registry

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
)

// ProbeOrder is the written order of an organ's head that the effect of its seals be
// probed, for a time: once soon after a seal, and by random sample.
type ProbeOrder struct {
	Number  fengcun.Particular // of the paper; stored encrypted
	Carrier fengcun.StaffID    // the custodian who carries it out
	Sample  int                // sealed copies in one run; at most MaxSample
	Until   fengcun.Date       // the last day; at most a year ahead
}

// Bounds of a standing order.
const (
	longestOrder = 366                // days
	probeSoon    = 24 * time.Hour     // within which what was just sealed is probed
	probeEvery   = 7 * 24 * time.Hour // within which the next sample is drawn
)

// sometime is a random instant within a time from now: who watches the installation
// cannot tell which seal a run is about.
func (r *Registry) sometime(within time.Duration) int64 {
	return r.clock().Add(time.Duration(rand.Int64N(int64(within)))).Unix()
}

// OrderProbes enters the order. The actor is the head.
func (r *Registry) OrderProbes(ctx context.Context, actor fengcun.Actor, q ProbeOrder) (fengcun.ID, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.OrderProbe, Organ: actor.Organ}, fengcun.ID{})
	if err != nil {
		return fengcun.ID{}, err
	}
	today := r.today()
	switch {
	case q.Sample < 1 || q.Sample > MaxSample:
		return fengcun.ID{}, fengcun.Invalid("probe.sample", "sample")
	case q.Number == "":
		return fengcun.ID{}, fengcun.Invalid("probe.order", "number")
	case !q.Until.Valid() || q.Until.Before(today) || today.DaysUntil(q.Until) > longestOrder:
		return fengcun.ID{}, fengcun.Invalid("probe.until", "until")
	case q.Carrier == actor.Staff:
		return fengcun.ID{}, fengcun.Invalid("probe.carrier", "carrier")
	}
	if r.actingAs(ctx, actor.Organ, fengcun.RoleCustodian, q.Carrier) != nil {
		return fengcun.ID{}, fengcun.Invalid("probe.carrier", "carrier")
	}
	payload, err := encodePart(partProbe, struct {
		Order string `json:"order"`
	}{q.Number.Reveal()})
	if err != nil {
		return fengcun.ID{}, err
	}
	o := store.ProbeOrder{
		ID: fengcun.NewID(), Organ: actor.Organ, Item: fengcun.NewID(), Carrier: q.Carrier, Sample: q.Sample,
		OrderedBy: actor.Staff, OrderedOn: today, ValidTo: q.Until, NextAt: r.sometime(probeSoon),
	}
	statements, err := r.vault.Deposit(o.Organ, o.Item, []vault.Payload{payload}, vault.Terms{})
	if err != nil {
		return fengcun.ID{}, err
	}
	a.object = o.ID
	_, err = r.commit(ctx, a, append(statements, store.InsertProbeOrder(o)))
	return o.ID, err
}

// EndProbes ends an order of the actor's organ: yesterday was its last day.
func (r *Registry) EndProbes(ctx context.Context, actor fengcun.Actor, id fengcun.ID) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.OrderProbe, Organ: actor.Organ}, id)
	if err != nil {
		return err
	}
	o, err := r.orderInForce(ctx, actor.Organ, id)
	if err != nil {
		return err
	}
	o.ValidTo = r.today().AddDays(-1)
	a.detail = "ended"
	_, err = r.commit(ctx, a, []store.Statement{store.MoveProbeOrder(o)})
	return err
}

// orderInForce loads an order of an organ. One that is over is not found.
func (r *Registry) orderInForce(ctx context.Context, organ fengcun.OrganID, id fengcun.ID) (store.ProbeOrder, error) {
	o, err := store.ProbeOrderByID(ctx, r.rows, id)
	if err == nil && (o.Organ != organ || o.ValidTo.Before(r.today())) {
		err = errNotFound("probe_order")
	}
	return o, err
}

// underOrder asks whether the actor may probe under an order: who was named in it, or
// their deputy, while who gave it is still a head of the organ.
func (r *Registry) underOrder(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (store.ProbeOrder, *act, error) {
	o, err := r.orderInForce(ctx, actor.Organ, id)
	if err != nil {
		return o, nil, err
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.Probe, Organ: o.Organ, Proposer: o.OrderedBy, Assignee: o.Carrier}, o.ID)
	if err != nil {
		return o, nil, err
	}
	if r.actingAs(ctx, o.Organ, fengcun.RoleApprover, o.OrderedBy) != nil {
		return o, nil, &fengcun.Error{Kind: fengcun.KindConflict, Code: "probe.head", Args: map[string]string{"article": "11"}}
	}
	return o, a, nil
}

// ProbeDue carries out the orders whose random instant has come, each as the one who
// was named in it. It returns how many runs it made; an order that cannot be carried
// out holds up no other.
func (r *Registry) ProbeDue(ctx context.Context) (runs int, err error) {
	due, err := store.ProbesDue(ctx, r.rows, r.clock().Unix(), r.today())
	if err != nil {
		return 0, err
	}
	var failed error
	for _, o := range due {
		_, err := r.Probe(ctx, fengcun.Actor{Staff: o.Carrier, Organ: o.Organ, Role: fengcun.RoleCustodian}, o.ID)
		if err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		runs++
	}
	return runs, failed
}
