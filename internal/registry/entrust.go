package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// EntrustService lets the court of first instance serve the person in the place of the
// court whose notice it is (Article 11): it prints the person's paper, records the
// receipt and ends service on a death. The notice, its number and the organs that got it
// stay what they are. A court on another installation is asked on paper.
//
// Errors (invalid): entrust.court; (conflict): entrust.served, entrust.elsewhere.
func (r *Registry) EntrustService(ctx context.Context, actor fengcun.Actor, notice fengcun.NoticeID, to fengcun.OrganID) error {
	n, d, a, err := r.toPerson(ctx, actor, policy.EntrustService, notice)
	if err != nil {
		return err
	}
	courts, err := r.firstInstance(ctx, n)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(courts, func(o fengcun.Organ) bool { return o.ID == to })
	switch {
	case d.State != fengcun.DeliveryDispatched:
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "entrust.served", Args: map[string]string{"article": "11"}}
	case i < 0:
		return fengcun.Invalid("entrust.court", "to")
	case !courts[i].Here():
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "entrust.elsewhere", Field: "to"}
	}
	d.Sender = to
	a.object, a.detail = n.ID, "entrusted"
	_, err = r.commit(ctx, a, []store.Statement{store.EntrustDelivery(d)})
	return err
}

// Entrustable lists the courts that can be entrusted with serving a notice on its person.
func (r *Registry) Entrustable(ctx context.Context, actor fengcun.Actor, notice fengcun.NoticeID) ([]fengcun.Organ, error) {
	n, _, a, err := r.toPerson(ctx, actor, policy.EntrustService, notice)
	if err != nil {
		return nil, err
	}
	courts, err := r.firstInstance(ctx, n)
	if err != nil {
		return nil, err // a sealed record's notice, like an unknown one, leaves no entry
	}
	a.detail = "view"
	_, err = r.commit(ctx, a, nil)
	return courts, err
}

// firstInstance are the other courts that tried the matter of a notice and got it.
func (r *Registry) firstInstance(ctx context.Context, n store.Notice) ([]fengcun.Organ, error) {
	rec, err := store.RecordByID(ctx, r.rows, n.Record)
	if err != nil {
		return nil, err
	}
	if rec.State == fengcun.RecordSealed {
		return nil, errNotFound("notice") // nobody has a copy any more from which a paper could be printed
	}
	history, err := r.historyNow(ctx, rec.Matter)
	if err != nil {
		return nil, err
	}
	deliveries, err := store.Deliveries(ctx, r.rows, n.ID)
	var courts []fengcun.Organ
	for _, h := range history {
		if h.Kind == fengcun.Court && h.Function == fengcun.Tried && h.ID != n.Organ &&
			slices.ContainsFunc(deliveries, func(d store.Delivery) bool { return d.Recipient == string(h.ID) && d.ReplacedBy == "" }) {
			courts = append(courts, h.Organ)
		}
	}
	return courts, err
}
