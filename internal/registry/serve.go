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
		statements, err := r.giveCopy(ctx, s.notice.Record, s.to.ID, person, facts)
		if err != nil {
			return nil, err
		}
		return append(statements, store.InsertDelivery(d)), nil
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

// giveCopy gives an organ its copy of a record. If it still has one in its hands, the
// new one takes its place with its holdings: the seal was lifted and is due again, or
// the record was decided anew before this organ had sealed. A sealed copy stays.
func (r *Registry) giveCopy(ctx context.Context, record fengcun.RecordID, organ fengcun.OrganID, person particulars, facts *law.Facts) ([]store.Statement, error) {
	c := store.Copy{ID: fengcun.NewID(), Record: record, Organ: organ, Item: fengcun.NewID(), State: fengcun.CopyWorking}
	statements, err := r.deposit(c.Organ, c.Item, person, facts)
	if err != nil {
		return nil, err
	}
	statements = append(statements, store.InsertCopy(c))
	copies, err := store.CopiesOfRecord(ctx, r.rows, record)
	if err != nil {
		return nil, err
	}
	for _, old := range copies {
		if old.Organ != organ || old.State == fengcun.CopySealed {
			continue
		}
		statements = append(statements, store.CloseDeadlines(organ, old.ID, r.today()), store.MoveHoldings(old.ID, c.ID), store.MoveKnowers(old.ID, c.ID), store.MovePlaceChecks(old.ID, c.ID))
		statements = append(statements, store.DeleteCopy(old)...)
		statements = append(statements, r.vault.Destroy(old.Item)...)
	}
	return statements, nil
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
