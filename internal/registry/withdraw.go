package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// WithdrawNotice withdraws an issued notice with its tasks, because the judgment
// turned out not to be effective: an appeal that was posted, made in custody or
// lodged with the court above in time. There is no other reason, so the record has
// to be reopened first. What the recipients had got and not yet sealed is taken
// back; a copy that is sealed stays sealed, for the seal is no harm.
func (r *Registry) WithdrawNotice(ctx context.Context, actor fengcun.Actor, id fengcun.NoticeID) error {
	n, err := store.NoticeByID(ctx, r.rows, id)
	if err != nil {
		return err
	}
	a, rec, c, err := r.working(ctx, actor, policy.WithdrawNotice, n.Record, n.DraftedBy)
	if err != nil {
		return asked("notice", err)
	}
	if _, err := n.State.Next(fengcun.NoticeWithdrawn); err != nil {
		return err
	}
	if rec.State != fengcun.RecordReopened {
		return errState("withdraw.reopen_first", rec.State, "11")
	}
	statements := []store.Statement{store.HoldRecord(rec), store.WithdrawNotice(n)}
	back, err := r.recall(ctx, rec)
	if err != nil {
		return err
	}
	statements = append(statements, back...)
	ended, err := r.endService(ctx, n, rec, c.Item)
	if err != nil {
		return err
	}
	a.object, a.detail = n.ID, n.Basis
	_, err = r.commit(ctx, a, append(statements, ended...))
	return err
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
func (r *Registry) endService(ctx context.Context, n store.Notice, rec store.Record, item fengcun.ItemID) ([]store.Statement, error) {
	deliveries, err := store.Deliveries(ctx, r.rows, n.ID)
	if err != nil {
		return nil, err
	}
	var statements []store.Statement
	run := r.runs.join(n.Organ)
	defer run.leave()
	for _, d := range deliveries {
		if d.Recipient == store.Person || d.State == fengcun.DeliveryConfirmed || d.State == fengcun.DeliveryReturned {
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
			ended, err = run.seal(ctx, d.Item)
		}
		if err != nil {
			return nil, err
		}
		statements = append(append(statements, ended...), store.CloseDeadlines(organ.ID, n.ID, r.today()))
	}
	return statements, nil
}
