package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// AskProbe asks a recipient on another installation to probe what it sealed under a
// notice of the actor's organ. The message names the notice; whose it is the holder
// alone finds, and runs the probe when its own head orders one.
func (r *Registry) AskProbe(ctx context.Context, actor fengcun.Actor, notice fengcun.NoticeID, recipient fengcun.OrganID) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.AskProbe, Organ: actor.Organ}, notice)
	if err != nil {
		return err
	}
	n, d, err := r.deliveryBetween(ctx, notice, actor.Organ, recipient)
	if err != nil {
		return err
	}
	if d.State != fengcun.DeliveryConfirmed {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "probe.not_confirmed", Args: map[string]string{"article": "11"}}
	}
	if err := r.peer(ctx, recipient); err != nil {
		return err
	}
	rec, err := store.RecordByID(ctx, r.rows, n.Record)
	if err != nil {
		return err
	}
	// It derives from no item: after the seal there is none that may name it.
	statements, err := r.post(ctx, actor.Organ, recipient, fengcun.NewID(), exchanged{Kind: messageProbe, Matter: rec.Matter, Notice: notice, On: r.today()}, "")
	if err != nil {
		return err
	}
	a.object = notice
	_, err = r.commit(ctx, a, statements)
	return err
}

// applyProbe notes that a sender wants its notice's holdings probed.
func (r *Registry) applyProbe(ctx context.Context, from, to fengcun.OrganID, body exchanged) ([]store.Statement, error) {
	n, _, err := r.deliveryBetween(ctx, body.Notice, from, to)
	if err != nil {
		return nil, err
	}
	copies, err := store.CopiesOfRecord(ctx, r.rows, n.Record)
	if err != nil {
		return nil, err
	}
	var statements []store.Statement
	for _, c := range copies {
		if c.Organ == to && c.State == fengcun.CopySealed {
			statements = append(statements, store.RequestProbe(c.ID, from, r.today()))
		}
	}
	return statements, nil
}

// tellProbed answers whoever asked for a copy: how many holdings passed and failed.
func (r *Registry) tellProbed(ctx context.Context, c store.Copy, passed, failed int) ([]store.Statement, error) {
	asked, err := store.ProbeRequests(ctx, r.rows, c.ID)
	if err != nil || len(asked) == 0 {
		return nil, err
	}
	rec, err := store.RecordByID(ctx, r.rows, c.Record)
	if err != nil {
		return nil, err
	}
	notices, err := store.NoticesOfRecord(ctx, r.rows, c.Record)
	if err != nil {
		return nil, err
	}
	statements := []store.Statement{store.EndProbeRequests(c.ID)}
	for _, peer := range asked {
		for _, n := range notices {
			if _, _, err := r.deliveryBetween(ctx, n.ID, peer, c.Organ); err != nil {
				continue // another notice of the record, not theirs
			}
			told, err := r.post(ctx, c.Organ, peer, fengcun.NewID(), exchanged{
				Kind: messageProbed, Matter: rec.Matter, Notice: n.ID, On: r.today(), Passed: passed, Failed: failed,
			}, "")
			if err != nil {
				return nil, err
			}
			statements = append(statements, told...)
		}
	}
	return statements, nil
}

// applyProbed notes what a recipient found.
func (r *Registry) applyProbed(ctx context.Context, from, to fengcun.OrganID, body exchanged) ([]store.Statement, error) {
	if _, _, err := r.deliveryBetween(ctx, body.Notice, to, from); err != nil {
		return nil, err
	}
	if body.Passed < 0 || body.Failed < 0 || !body.On.Valid() {
		return nil, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "exchange.body"}
	}
	statements := []store.Statement{store.AnswerProbe(store.ProbeAnswer{Notice: body.Notice, Organ: from, Passed: body.Passed, Failed: body.Failed, On: body.On})}
	if body.Failed > 0 {
		statements = append(statements, r.alarmStatement(to, from, "probe.failed"))
	}
	return statements, nil
}

// ProbeAnswers are what recipients elsewhere found about a notice of the actor's organ.
func (r *Registry) ProbeAnswers(ctx context.Context, actor fengcun.Actor, notice fengcun.NoticeID) ([]store.ProbeAnswer, error) {
	if err := r.viewing(ctx, actor, policy.ViewProbes, notice); err != nil {
		return nil, err
	}
	n, err := store.NoticeByID(ctx, r.rows, notice)
	if err != nil {
		return nil, err
	}
	if n.Organ != actor.Organ {
		return nil, errNotFound("notice")
	}
	return store.ProbeAnswers(ctx, r.rows, notice)
}
