package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/store"
	"fengcun/internal/vault"
	"fengcun/law"
)

// service is one notice on its way to one recipient.
type service struct {
	notice store.Notice
	to     fengcun.Organ
	by     fengcun.OrganID // the issuer, or an organ that forwards it in its own system
	basis  string          // article on which the recipient's own duty rests
	on     fengcun.Date
	item   fengcun.ItemID // what it is written from
}

// serve dispatches a notice in the way in which the recipient is reached. An organ
// that works here gets an item of its own under its own keys. For one on paper
// nothing of the person is copied: the paper itself goes there, and the serving
// organ keeps an item for the papers of service and answer. One on another
// installation is sent a message that only that organ can open.
func (r *Registry) serve(ctx context.Context, s service, person particulars, facts *law.Facts) ([]store.Statement, error) {
	d := store.Delivery{
		Notice: s.notice.ID, Recipient: string(s.to.ID), Sender: s.by, Basis: s.basis, Item: fengcun.NewID(),
		State: fengcun.DeliveryDispatched, DispatchedOn: s.on,
	}
	switch {
	case s.to.Here():
		c := store.Copy{ID: fengcun.NewID(), Record: s.notice.Record, Organ: s.to.ID, Item: fengcun.NewID(), State: fengcun.CopyWorking}
		deposit, err := r.deposit(c.Organ, c.Item, person, facts)
		if err != nil {
			return nil, err
		}
		return append(deposit, store.InsertCopy(c), store.InsertDelivery(d)), nil
	case s.to.Connection == fengcun.OnPaper:
		payload, err := encodePart(partService, servicePayload{State: fengcun.DeliveryDispatched, On: s.on})
		if err != nil {
			return nil, err
		}
		papers, err := r.vault.Deposit(s.by, d.Item, []vault.Payload{payload}, nil)
		if err != nil {
			return nil, err
		}
		return append(papers, store.InsertDelivery(d)), nil
	}
	posted, err := r.postNotice(ctx, s, person, facts)
	if err != nil {
		return nil, err
	}
	return append(posted, store.InsertDelivery(d)), nil
}

// servicePayload is version 1 of the part: one entry made by hand about service on
// an organ on paper.
type servicePayload struct {
	State  fengcun.DeliveryState `json:"state"`
	On     fengcun.Date          `json:"on"`
	By     string                `json:"by,omitempty"`     // who signed there
	Number string                `json:"number,omitempty"` // number of the answer
	File   string                `json:"file,omitempty"`   // the scan, an encrypted file of the item
}
