package registry

import (
	"context"
	"io"
	"time"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
)

// probesAsked is for how many notices an organ is asked at once.
const probesAsked = 500

// AskProbe asks an organ on another installation to probe what it sealed under notices
// of the actor's organ and has not proven yet. A message names a notice; whose it is
// the holder alone finds, and runs the probe when its own head orders one. It returns
// for how many notices.
func (r *Registry) AskProbe(ctx context.Context, actor fengcun.Actor, recipient fengcun.OrganID) (int, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.AskProbe, Organ: actor.Organ}, fengcun.ID{})
	if err != nil {
		return 0, err
	}
	if err := r.peer(ctx, recipient); err != nil {
		return 0, err
	}
	unproven, err := store.UnprovenDeliveries(ctx, r.rows, actor.Organ, recipient, probesAsked)
	if err != nil {
		return 0, err
	}
	var statements []store.Statement
	for _, d := range unproven {
		// It derives from no item: after the seal there is none that may name it.
		posted, err := r.post(ctx, actor.Organ, recipient, fengcun.NewID(), exchanged{Kind: messageProbe, Matter: d.Matter, Notice: d.Notice, On: r.today()}, "")
		if err != nil {
			return 0, err
		}
		statements = append(statements, posted...)
	}
	_, err = r.commit(ctx, a, statements)
	return len(unproven), err
}

// applyProbe notes that a sender wants its notice's holdings probed, and answers at
// once if they are proven already.
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
		if c.Organ != to || c.State != fengcun.CopySealed {
			continue
		}
		told, err := r.answerTo(ctx, c, nil, []fengcun.OrganID{from})
		if err != nil {
			return nil, err
		}
		if told == nil {
			told = []store.Statement{store.RequestProbe(c.ID, from, r.today()), store.HastenProbes(to, r.sometime(probeSoon))}
		}
		statements = append(statements, told...)
	}
	return statements, nil
}

// tellProbed answers whoever asked for a copy, once there is an answer: a holding
// failed, or every one of them has passed. found are the outcomes of this act.
func (r *Registry) tellProbed(ctx context.Context, c store.Copy, found map[fengcun.HoldingID]bool) ([]store.Statement, error) {
	asked, err := store.ProbeRequests(ctx, r.rows, c.ID)
	if err != nil || len(asked) == 0 || len(found) == 0 {
		return nil, err
	}
	return r.answerTo(ctx, c, found, asked)
}

// answerTo is the answer to the organs that asked for a copy: nil while holdings of it
// are neither proven nor found to fail. Numbers of holdings alone leave the organ.
func (r *Registry) answerTo(ctx context.Context, c store.Copy, found map[fengcun.HoldingID]bool, asked []fengcun.OrganID) ([]store.Statement, error) {
	holdings, err := store.HoldingsOfCopy(ctx, r.rows, c.ID)
	if err != nil {
		return nil, err
	}
	before, err := store.ProvenHoldings(ctx, r.rows, c.ID)
	if err != nil {
		return nil, err
	}
	passed, failed := 0, 0
	for _, h := range holdings {
		now, tried := found[h.ID]
		switch {
		case tried && !now:
			failed++
		case tried || before[h.ID]:
			passed++
		}
	}
	if failed == 0 && passed < len(holdings) {
		return nil, nil
	}
	rec, err := store.RecordByID(ctx, r.rows, c.Record)
	if err != nil {
		return nil, err
	}
	notices, err := store.NoticesOfRecord(ctx, r.rows, c.Record)
	if err != nil {
		return nil, err
	}
	var statements []store.Statement
	if failed == 0 { // otherwise it is still waited for
		statements = append(statements, store.EndProbeRequests(c.ID))
	}
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
	statements := store.AnswerProbe(store.ProbeAnswer{Notice: body.Notice, Organ: from, Passed: body.Passed, Failed: body.Failed, On: body.On})
	if body.Failed > 0 {
		statements = append(statements, r.alarmStatement(to, from, "probe.failed"))
	}
	return statements, nil
}

// ProbeReport is the written report of an organ on paper about its own manual test of
// everything that it sealed for the actor's organ.
type ProbeReport struct {
	Recipient fengcun.OrganID
	Passed    bool // every holding; one that failed leaves them all unproven
	At        time.Time
	By        fengcun.Particular // who signed there
	Number    fengcun.Particular // of the report
	Scan      io.Reader
}

// EnterProbeReport enters the report. It returns for how many notices it speaks.
func (r *Registry) EnterProbeReport(ctx context.Context, actor fengcun.Actor, q ProbeReport) (int, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.EnterReply, Organ: actor.Organ}, fengcun.ID{})
	if err != nil {
		return 0, err
	}
	organ, err := store.Organ(ctx, r.rows, q.Recipient)
	if err != nil {
		return 0, err
	}
	switch {
	case organ.Connection != fengcun.OnPaper:
		return 0, &fengcun.Error{Kind: fengcun.KindConflict, Code: "reply.not_paper", Field: "recipient"}
	case q.By == "":
		return 0, fengcun.Invalid("reply.by", "by")
	case q.Scan == nil:
		return 0, fengcun.Invalid("reply.scan", "scan")
	case q.At.After(r.clock()):
		return 0, fengcun.Invalid("receive.future", "at")
	}
	unproven, err := store.UnprovenDeliveries(ctx, r.rows, actor.Organ, q.Recipient, -1)
	if err != nil {
		return 0, err
	}
	on := fengcun.DateOf(q.At)
	item, kept, err := r.keepReport(ctx, *a, q)
	if err != nil {
		return 0, err
	}
	statements := kept
	for _, d := range unproven {
		answer := store.ProbeAnswer{Notice: d.Notice, Organ: q.Recipient, Passed: d.Holdings, On: on}
		if !q.Passed {
			answer.Passed, answer.Failed = 0, d.Holdings
		}
		statements = append(statements, store.AnswerProbe(answer)...)
	}
	if !q.Passed {
		statements = append(statements, r.alarmStatement(actor.Organ, q.Recipient, "probe.failed"))
	}
	a.object, a.detail = item, "probe"
	_, err = r.commit(ctx, a, statements)
	return len(unproven), err
}

// keepReport enters the paper, as an entry of its own: its file needs an item to be
// encrypted for.
func (r *Registry) keepReport(ctx context.Context, a act, q ProbeReport) (fengcun.ItemID, []store.Statement, error) {
	state := "passed"
	if !q.Passed {
		state = "failed"
	}
	entry := struct {
		State  string       `json:"state"`
		On     fengcun.Date `json:"on"`
		By     string       `json:"by"`
		Number string       `json:"number,omitempty"`
	}{state, fengcun.DateOf(q.At), q.By.Reveal(), q.Number.Reveal()}
	payload, err := encodePart(partProbe, entry)
	if err != nil {
		return fengcun.ItemID{}, nil, err
	}
	item := fengcun.NewID()
	deposit, err := r.vault.Deposit(a.actor.Organ, item, []vault.Payload{payload}, vault.Terms{})
	if err != nil {
		return item, nil, err
	}
	a.object, a.detail, a.key = item, "paper", nil
	if _, err := r.commit(ctx, &a, deposit); err != nil {
		return item, nil, err
	}
	_, put, err := r.vault.PutFile(ctx, item, &scan{r: q.Scan})
	return item, put, err
}
