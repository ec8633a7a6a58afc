package main

import (
	"strconv"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/node"
	"fengcun/internal/store"
)

// workCmd lists what waits: the organ's running terms, the notices it has not
// yet received, and the copies that the actor has in hand. Identifiers, states
// and days only; no person.
type workCmd struct{ actorFlags }

// Run lists.
func (c *workCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		answer := workList{Deadlines: []runningTerm{}, Deliveries: []waitingDelivery{}, Copies: []copyInHand{}}
		reader, today := n.Store.Reader(), fengcun.DateOf(p.clock())
		terms, err := store.RunningDeadlines(p.ctx, reader, actor.Organ)
		if err != nil {
			return err
		}
		for _, d := range terms {
			answer.Deadlines = append(answer.Deadlines, runningTerm{
				Duty: calendar.TermCode(d.Duty), Subject: d.Subject, Start: d.Start, Plain: d.Plain, Due: d.Due,
				Statutory: d.Statutory, Provisional: d.Provisional, DaysLeft: today.DaysUntil(d.Due),
			})
		}
		deliveries, err := store.DeliveriesFor(p.ctx, reader, actor.Organ)
		if err != nil {
			return err
		}
		for _, d := range deliveries {
			answer.Deliveries = append(answer.Deliveries, waitingDelivery{d.Notice, d.DispatchedOn})
		}
		copies, err := store.WorkingCopies(p.ctx, reader, actor.Organ, actor.Staff)
		if err != nil {
			return err
		}
		for _, c := range copies {
			record, err := store.RecordByID(p.ctx, reader, c.Record)
			if err != nil {
				return err
			}
			holdings, err := store.HoldingsOfCopy(p.ctx, reader, c.ID)
			if err != nil {
				return err
			}
			answer.Copies = append(answer.Copies, copyInHand{c.ID, c.Record, record.State, holdingViews(holdings)})
		}
		return p.show(answer)
	})
}

type workList struct {
	Deadlines  []runningTerm     `json:"deadlines"`
	Deliveries []waitingDelivery `json:"deliveries"`
	Copies     []copyInHand      `json:"copies"`
}

type runningTerm struct {
	Duty        calendar.TermCode `json:"duty"`
	Subject     fengcun.ID        `json:"subject"`
	Start       fengcun.Date      `json:"start"`
	Plain       fengcun.Date      `json:"plain"`
	Due         fengcun.Date      `json:"due"`
	DaysLeft    int               `json:"daysLeft"` // calendar days to the due day, negative once overdue
	Statutory   bool              `json:"statutory"`
	Provisional bool              `json:"provisional,omitempty"`
}

type waitingDelivery struct {
	Notice       fengcun.NoticeID `json:"notice"`
	DispatchedOn fengcun.Date     `json:"dispatchedOn"`
}

type copyInHand struct {
	Copy     fengcun.CopyID      `json:"copy"`
	Record   fengcun.RecordID    `json:"record"`
	State    fengcun.RecordState `json:"state"`
	Holdings []holdingView       `json:"holdings"`
}

func (w workList) text(v voice) []string {
	if len(w.Deadlines)+len(w.Deliveries)+len(w.Copies) == 0 {
		return []string{v.say("work.none", nil)}
	}
	var lines []string
	if len(w.Deadlines) > 0 {
		rows := [][]string{{v.say("word.due", nil), v.say("word.days_left", nil), v.say("word.duty", nil), v.say("word.standing", nil), v.say("word.subject", nil)}}
		for _, d := range w.Deadlines {
			standing := calendar.Internal
			if d.Statutory {
				standing = calendar.Statutory
			}
			rows = append(rows, []string{d.Due.String(), strconv.Itoa(d.DaysLeft), string(d.Duty), v.say("standing."+string(standing), nil), d.Subject.String()})
		}
		lines = append(append(lines, v.say("work.deadlines", nil)), table(rows)...)
	}
	if len(w.Deliveries) > 0 {
		lines = append(lines, v.say("work.deliveries", nil))
		for _, d := range w.Deliveries {
			lines = append(lines, d.DispatchedOn.String()+"  "+d.Notice.String())
		}
	}
	if len(w.Copies) > 0 {
		lines = append(lines, v.say("work.copies", nil))
	}
	for _, c := range w.Copies {
		lines = append(lines, c.Copy.String()+"  "+v.term("state.record", string(c.State)))
		lines = append(lines, holdingLines(v, c.Holdings)...)
	}
	return lines
}
