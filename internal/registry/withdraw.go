package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// LateAppeal enters an appeal or protest that was lodged in time and became known
// after the effective day had been confirmed. The judgment was not effective: the
// record is dealt with anew at once, a confirmation and a decision that rested on the
// day fall away, drafted notices are overtaken and issued ones withdrawn with their
// tasks (Article 11). What the recipients had got and not yet sealed is taken back; a
// copy that is sealed stays sealed, for the seal is no harm. Where the deciding
// organ's own copy is sealed, the record has to be reopened first.
func (r *Registry) LateAppeal(ctx context.Context, actor fengcun.Actor, id fengcun.RecordID, q calendar.LateFiling) error {
	a, rec, c, err := r.working(ctx, actor, policy.LateAppeal, id, "")
	if err != nil {
		return err
	}
	part, err := r.openPart(ctx, c.Item, partFacts)
	if err != nil {
		return err
	}
	stored, err := readFactsPart(part)
	if err != nil {
		return err
	}
	if !stored.holdable(rec) {
		return errState("late_filing.state", rec.State, "11")
	}
	if err := q.Check(stored.Outcome.Effective, r.today()); err != nil {
		return err
	}
	stored.Effect, stored.Late = nil, &latePayload{q, actor.Staff, r.today()}
	payload, err := encodePart(partFacts, stored)
	if err != nil {
		return err
	}
	_, statements, err := r.vault.Append(ctx, c.Item, payload)
	if err != nil {
		return err
	}
	anew, err := r.dealtWithAnew(ctx, rec, c)
	if err != nil {
		return err
	}
	back, err := r.recall(ctx, rec)
	if err != nil {
		return err
	}
	ended, err := r.withdrawNotices(ctx, rec, c.Item)
	if err != nil {
		return err
	}
	a.detail = string(q.Way)
	_, err = r.commit(ctx, a, slices.Concat(statements, anew, back, ended, []store.Statement{store.OvertakeNotices(rec.ID)}))
	return err
}

// latePayload is what was entered about a late filing. It stands in the part of the
// facts, which the next conclusion replaces.
type latePayload struct {
	calendar.LateFiling
	By      fengcun.StaffID `json:"by"`
	Entered fengcun.Date    `json:"entered"`
}

// holdable reports whether an appeal that is known now would hold the judgment.
func (f factsPart) holdable(rec store.Record) bool {
	return rec.State != fengcun.RecordOpen && f.Outcome.EffectToConfirm() && f.Late == nil
}

// dealtWithAnew moves a record to reopened, if it is not there already.
func (r *Registry) dealtWithAnew(ctx context.Context, rec store.Record, c store.Copy) ([]store.Statement, error) {
	if rec.State == fengcun.RecordReopened {
		return []store.Statement{store.HoldRecord(rec)}, nil
	}
	if _, err := rec.State.Next(fengcun.RecordReopened); err != nil {
		return nil, err
	}
	statements := []store.Statement{
		store.MoveRecord(rec, fengcun.RecordReopened), store.OvertakeExplanations(rec.ID), store.CloseDeadlines(rec.Organ, c.ID, r.today()),
	}
	if rec.State.Withheld() {
		return statements, nil
	}
	withdrawal, err := r.withdrawOpen(ctx, rec, c)
	return append(statements, withdrawal...), err
}

// withdrawNotices withdraws every issued notice of a record and ends its service.
func (r *Registry) withdrawNotices(ctx context.Context, rec store.Record, item fengcun.ItemID) ([]store.Statement, error) {
	notices, err := store.NoticesOfRecord(ctx, r.rows, rec.ID)
	if err != nil {
		return nil, err
	}
	var statements []store.Statement
	for _, n := range notices {
		if n.State != fengcun.NoticeIssued {
			continue
		}
		if _, err := n.State.Next(fengcun.NoticeWithdrawn); err != nil {
			return nil, err
		}
		ended, err := r.endService(ctx, n, rec, item, func(d store.Delivery) bool { return true })
		if err != nil {
			return nil, err
		}
		statements = append(append(statements, store.WithdrawNotice(n)), ended...)
	}
	return statements, nil
}

// recall takes back the working copies of all organs but the deciding one.
func (r *Registry) recall(ctx context.Context, rec store.Record) ([]store.Statement, error) {
	copies, err := store.CopiesOfRecord(ctx, r.rows, rec.ID)
	if err != nil {
		return nil, err
	}
	var statements []store.Statement
	for _, c := range copies {
		if c.Organ == rec.Organ || c.State != fengcun.CopyWorking {
			continue
		}
		statements = append(statements, store.CloseDeadlines(c.Organ, c.ID, r.today()))
		statements = append(statements, store.DeleteCopy(c)...)
		statements = append(statements, r.vault.Destroy(c.Item)...)
	}
	return statements, nil
}

// endService ends the terms of the recipients that do not work here. The papers that
// were entered for them are closed; those on another installation are told.
func (r *Registry) endService(ctx context.Context, n store.Notice, rec store.Record, item fengcun.ItemID, of func(store.Delivery) bool) ([]store.Statement, error) {
	deliveries, err := store.Deliveries(ctx, r.rows, n.ID)
	if err != nil {
		return nil, err
	}
	var statements []store.Statement
	for _, d := range deliveries {
		if !of(d) || d.Recipient == store.Person || d.State == fengcun.DeliveryConfirmed || d.State == fengcun.DeliveryReturned {
			continue
		}
		organ, err := store.Organ(ctx, r.rows, fengcun.OrganID(d.Recipient))
		if err != nil {
			return nil, err
		}
		var ended []store.Statement
		switch {
		case organ.Here():
			continue
		case organ.Exchanges():
			ended, err = r.post(ctx, d.Sender, organ.ID, item, exchanged{Kind: messageWithdrawal, Matter: rec.Matter, Notice: n.ID, On: r.today()}, "")
		default:
			run := r.runs.join(d.Sender) // whose papers they are
			defer run.leave()
			ended, err = run.seal(ctx, d.Item)
		}
		if err != nil {
			return nil, err
		}
		statements = append(append(statements, ended...), store.CloseDeadlines(organ.ID, n.ID, r.today()))
	}
	return statements, nil
}
