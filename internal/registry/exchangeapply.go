package registry

import (
	"context"
	"slices"
	"time"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/message"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
)

// apply lets one message take effect here, in one Change with the note that it was
// taken. The actor is the organ that sent it: it acts on its own deliveries alone.
func (r *Registry) apply(ctx context.Context, from, to fengcun.OrganID, body exchanged, taking store.Statement) error {
	a, err := r.authorize(ctx, policy.Request{Actor: carrier(from), Act: policy.Exchange, Organ: from}, body.Notice)
	if err != nil {
		return err
	}
	a.detail = string(body.Kind)
	var effect []store.Statement
	switch body.Kind {
	case messageNotice:
		effect, err = r.applyNotice(ctx, from, to, body)
	case messageWithdrawal:
		effect, err = r.applyWithdrawal(ctx, from, to, body)
	case messageProbe:
		effect, err = r.applyProbe(ctx, from, to, body)
	case messageProbed:
		effect, err = r.applyProbed(ctx, from, to, body)
	case messageFile:
		effect, err = r.applyFile(to, body)
	case messageKey:
		effect, err = r.applyKey(ctx, from, body)
	case messageReceipt, messageCoordination, messageConfirmation, messageReturn:
		effect, err = r.applyAnswer(ctx, from, to, body)
	default:
		err = &fengcun.Error{Kind: fengcun.KindInvalid, Code: "exchange.kind"}
	}
	if err != nil {
		return err
	}
	_, err = r.commit(ctx, a, append([]store.Statement{taking}, effect...))
	return err
}

// applyNotice receives a notice from another installation: what is known here of the
// matter, the record and the notice are identifiers and states; the particulars go
// straight into an item under the recipient's own keys.
func (r *Registry) applyNotice(ctx context.Context, from, to fengcun.OrganID, body exchanged) ([]store.Statement, error) {
	s := body.Served
	if s == nil || body.Notice.IsZero() || body.Matter.IsZero() || s.Record.IsZero() || !s.Dispatched.Valid() {
		return nil, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "exchange.body"}
	}
	if _, err := dutyOf(s.Basis); err != nil {
		return nil, fengcun.Invalid("exchange.body", "basis")
	}
	if _, err := store.Organ(ctx, r.rows, s.Issuer); err != nil {
		return nil, err
	}
	if err := r.unknownOrSame(ctx, from, body); err != nil {
		return nil, err
	}
	switch d, err := store.DeliveryTo(ctx, r.rows, body.Notice, string(to)); {
	case err == nil && d.Sender == from:
		return nil, nil // the sender was set back to a backup and served it again
	case err == nil:
		return nil, &fengcun.Error{Kind: fengcun.KindConflict, Code: "exchange.identifier"}
	case fengcun.KindOf(err) != fengcun.KindNotFound:
		return nil, err
	}
	person, err := readParticulars(vault.Payload{Kind: partParticulars, Version: 1, Canonical: s.Person})
	if err != nil || len(person.Person.Names) == 0 {
		return nil, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "exchange.body"}
	}
	if s.Format != "" && !s.Format.Check() {
		return nil, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "exchange.body"}
	}
	deposit, err := r.giveCopy(ctx, s.Record, to, person, &s.Facts)
	if err != nil {
		return nil, err
	}
	statements := store.MirrorNotice(body.Matter, store.Record{ID: s.Record, Matter: body.Matter, Organ: s.Issuer, State: fengcun.RecordSealDue},
		store.Notice{ID: body.Notice, Record: s.Record, Organ: s.Issuer, Year: s.Year, Serial: s.Serial, Basis: s.Law})
	statements = append(append(statements, deposit...), store.FixFormat(s.Issuer, string(document.SeriesNotice), s.Year, string(s.Format)), store.InsertDelivery(store.Delivery{
		Notice: body.Notice, Recipient: string(to), Sender: from, Basis: s.Basis, State: fengcun.DeliveryDispatched, DispatchedOn: s.Dispatched,
	}))
	return statements, nil
}

// unknownOrSame refuses a notice that claims identifiers of another issuer's: an
// organ can neither speak for another one's record nor take over one that is here.
func (r *Registry) unknownOrSame(ctx context.Context, from fengcun.OrganID, body exchanged) error {
	s := body.Served
	taken := &fengcun.Error{Kind: fengcun.KindConflict, Code: "exchange.identifier"}
	rec, err := store.RecordByID(ctx, r.rows, s.Record)
	known := err == nil
	if err != nil && fengcun.KindOf(err) != fengcun.KindNotFound {
		return err
	}
	if known && (rec.Organ != s.Issuer || rec.Matter != body.Matter) {
		return taken
	}
	n, err := store.NoticeByID(ctx, r.rows, body.Notice)
	if err != nil && fengcun.KindOf(err) != fengcun.KindNotFound {
		return err
	}
	if err == nil && (n.Record != s.Record || n.Organ != s.Issuer) {
		return taken
	}
	if !known && from != s.Issuer || known && from != s.Issuer && err != nil {
		// Forwarded within a system. The forwarder names an issuer that this installation
		// may not exchange with; it answers for that, as with a paper handed on.
		issuer, err := store.Organ(ctx, r.rows, s.Issuer)
		if err != nil {
			return err
		}
		if issuer.Here() {
			return taken
		}
	}
	return nil
}

// applyWithdrawal takes back a notice whose judgment was not effective.
func (r *Registry) applyWithdrawal(ctx context.Context, from, to fengcun.OrganID, body exchanged) ([]store.Statement, error) {
	n, d, err := r.deliveryBetween(ctx, body.Notice, from, to)
	if err != nil {
		return nil, err
	}
	statements := []store.Statement{store.CloseDeadlines(to, n.ID, r.today())}
	if n.State == fengcun.NoticeIssued {
		statements = append(statements, store.WithdrawNotice(n))
	}
	back, err := r.recallFrom(ctx, n, fengcun.OrganID(d.Recipient))
	return append(statements, back...), err
}

// recallFrom takes back what an organ got under a notice, and what it forwarded.
func (r *Registry) recallFrom(ctx context.Context, n store.Notice, organ fengcun.OrganID) ([]store.Statement, error) {
	deliveries, err := store.Deliveries(ctx, r.rows, n.ID)
	if err != nil {
		return nil, err
	}
	below := []fengcun.OrganID{organ}
	for i := 0; i < len(below); i++ {
		for _, d := range deliveries {
			if d.Sender == below[i] && d.Recipient != store.Person && !slices.Contains(below, fengcun.OrganID(d.Recipient)) {
				below = append(below, fengcun.OrganID(d.Recipient))
			}
		}
	}
	copies, err := store.CopiesOfRecord(ctx, r.rows, n.Record)
	if err != nil {
		return nil, err
	}
	var statements []store.Statement
	for _, c := range copies {
		if slices.Contains(below, c.Organ) && c.State == fengcun.CopyWorking {
			statements = append(statements, store.CloseDeadlines(c.Organ, c.ID, r.today()))
			statements = append(statements, store.DeleteCopy(c)...)
			statements = append(statements, r.vault.Destroy(c.Item)...)
		}
	}
	rec, err := store.RecordByID(ctx, r.rows, n.Record)
	if err != nil {
		return nil, err
	}
	ended, err := r.endService(ctx, n, rec, fengcun.NewID(), func(d store.Delivery) bool { return slices.Contains(below, d.Sender) })
	return append(statements, ended...), err
}

// applyKey enters a new key of the sender, certified by the one that signed the
// parcel. The keys before it are believed for a while longer.
func (r *Registry) applyKey(ctx context.Context, from fengcun.OrganID, body exchanged) ([]store.Statement, error) {
	card, err := message.ReadCard(r.exchange.Suite(), body.Card)
	if err != nil {
		return nil, err
	}
	if card.Organ != from {
		return nil, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "exchange.card", Field: "organ"}
	}
	keys, err := store.PeerKeys(ctx, r.rows, from)
	if err != nil {
		return nil, err
	}
	statements := []store.Statement{store.InsertPeerKey(store.PeerKey{
		Organ: from, ID: card.ID(), Card: body.Card, ValidFrom: card.ValidFrom, AddedBy: carrier(from).Staff,
	})}
	for _, k := range keys {
		if k.ValidTo.IsZero() {
			statements = append(statements, store.EndPeerKey(from, k.ID, r.today().AddDays(keyGraceDays)))
		}
	}
	return statements, nil
}

// applyAnswer notes what a recipient elsewhere did with a notice of an organ here.
// What is known already changes nothing.
func (r *Registry) applyAnswer(ctx context.Context, from, to fengcun.OrganID, body exchanged) ([]store.Statement, error) {
	n, d, err := r.deliveryBetween(ctx, body.Notice, to, from)
	if err != nil {
		return nil, err
	}
	target := map[messageKind]fengcun.DeliveryState{
		messageReceipt: fengcun.DeliveryReceived, messageCoordination: fengcun.DeliveryCoordinating,
		messageConfirmation: fengcun.DeliveryConfirmed, messageReturn: fengcun.DeliveryReturned,
	}[body.Kind]
	var statements []store.Statement
	if body.Counts != nil {
		counts := make([]store.ReportedCount, len(body.Counts))
		for i, c := range body.Counts {
			if c.Number < 0 {
				return nil, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "exchange.body"}
			}
			counts[i] = store.ReportedCount(c)
		}
		statements = store.ReplaceCounts(n.ID, from, counts)
	}
	if d.State == target || d.State == fengcun.DeliveryConfirmed {
		return statements, nil
	}
	next := d
	if target == fengcun.DeliveryReceived {
		if _, err := d.State.Next(target); err != nil {
			return nil, err
		}
		next.State, next.ReceivedAt, next.ReceivedOn, next.EnteredOn = target, unix(body.At), body.On, body.On
		if !body.On.Valid() || body.On.Before(d.DispatchedOn) || next.ReceivedAt.After(r.clock().Add(clockSkew)) {
			return nil, fengcun.Invalid("receive.before_service", "on")
		}
		clock, err := r.receiptClock(ctx, from, d.Basis, n.ID, body.On)
		if err != nil {
			return nil, err
		}
		return append(append(statements, store.MoveDelivery(next)), clock...), nil
	}
	if _, err := d.State.Next(target); err != nil {
		return nil, err
	}
	next.State = target
	statements = append(statements, store.MoveDelivery(next))
	switch target {
	case fengcun.DeliveryReturned:
		up, err := r.nothingBelow(ctx, n, d)
		if err != nil {
			return nil, err
		}
		statements = append(append(statements, store.CloseDeadlines(from, n.ID, r.today())), up...)
	case fengcun.DeliveryConfirmed:
		up, err := r.confirmUp(ctx, n.Record, to)
		if err != nil {
			return nil, err
		}
		statements = append(append(statements, store.CloseDeadlines(from, n.ID, r.today())), up...)
		statements = append(statements, store.SealRecordIfComplete(n.Record))
	}
	return statements, nil
}

// deliveryBetween loads the delivery of a notice from one organ to another: one that
// is not between these two is not found.
func (r *Registry) deliveryBetween(ctx context.Context, notice fengcun.NoticeID, sender, recipient fengcun.OrganID) (store.Notice, store.Delivery, error) {
	n, err := store.NoticeByID(ctx, r.rows, notice)
	if err != nil {
		return n, store.Delivery{}, err
	}
	d, err := store.DeliveryTo(ctx, r.rows, notice, string(recipient))
	if err != nil {
		return n, d, asked("notice", err)
	}
	if d.Sender != sender {
		return n, d, errNotFound("notice")
	}
	return n, d, nil
}

func unix(seconds int64) time.Time { return time.Unix(seconds, 0).UTC() }
