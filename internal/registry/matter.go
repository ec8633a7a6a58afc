package registry

import (
	"cmp"
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/law"
)

// MatterView is how one person's record in a matter stands, for those who may read
// it. The person is masked: the particulars are shown by Read.
type MatterView struct {
	MatterLine
	Deciding  bool            // the viewer's organ decides on the record
	Organ     fengcun.OrganID // that decides
	Assignee  fengcun.StaffID // who has the viewer's organ's copy in hand
	Outcome   law.Outcome
	Entry     int64 // of this view in the log
	Held      bool  // an appeal known now would hold the judgment (LateAppeal)
	Stages    []Stage
	History   []fengcun.OrganID // the organs that had the matter, in order
	Holdings  []Held            // the own organ's
	Elsewhere []HeldElsewhere
	Terms     []Term // running and closed
	Documents []Document
	Timeline  []Event
}

// StageCode is the code of a stage of a matter.
type StageCode string

// The stages of a matter, in order.
const (
	StageFiled     StageCode = "filed"     // 已立案登记
	StageConcluded StageCode = "concluded" // 已办结
	StageDecided   StageCode = "decided"   // 已作出决定
	StageNotified  StageCode = "notified"  // 已通知
	StageSealing   StageCode = "sealing"   // 封存: one for each organ
	StageProven    StageCode = "proven"    // 已全部封存
)

// Stage is one stage of a matter's way.
type Stage struct {
	Code  StageCode
	Organ fengcun.OrganID // whose stage it is
	Done  bool
	On    fengcun.Date // zero while it is not done, or if no day is kept
}

// HeldElsewhere is how many holdings of a kind another organ has in a state.
type HeldElsewhere struct {
	Organ fengcun.OrganID
	Kind  fengcun.HoldingKind
	State fengcun.HoldingState
	N     int
}

// Document is a paper of the matter.
type Document struct {
	Form   document.Form
	ID     fengcun.ID
	Number string // empty until issued
	State  string
	On     fengcun.Date // zero until issued
}

// Matter shows how a record stands that the actor may read, by the identifier of
// the record or of the organ's copy. What is sealed, another's or unknown is one
// answer: not found, after one and the same entry in the log.
func (r *Registry) Matter(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (MatterView, error) {
	entry, err := r.viewEntry(ctx, actor, policy.ViewMatter, id)
	if err != nil {
		return MatterView{}, err
	}
	c, err := r.viewed(ctx, actor, id)
	if err != nil {
		return MatterView{}, err
	}
	line, err := r.matterLine(ctx, c)
	if err != nil {
		return MatterView{}, err
	}
	s, err := r.standing(ctx, c)
	if err != nil {
		return MatterView{}, err
	}
	v := MatterView{MatterLine: line, Deciding: s.deciding(), Organ: s.record.Organ, Assignee: c.Assignee, Entry: entry}
	copies, err := store.CopiesOfRecord(ctx, r.rows, c.Record)
	if err != nil {
		return v, err
	}
	for _, fill := range []func(context.Context, standing, []store.Copy, *MatterView) error{
		r.matterHistory, r.matterHoldings, r.matterDocuments, r.matterStages,
	} {
		if err := fill(ctx, s, copies, &v); err != nil {
			return MatterView{}, err
		}
	}
	v.Timeline, err = r.timeline(ctx, actor.Organ, s, copies, v.Documents)
	return v, err
}

func (r *Registry) matterHistory(ctx context.Context, s standing, _ []store.Copy, v *MatterView) error {
	history, err := store.History(ctx, r.rows, s.record.Matter)
	for _, h := range history {
		v.History = append(v.History, h.ID)
	}
	return err
}

// matterHoldings shows the own organ's holdings, and numbers of the others'.
func (r *Registry) matterHoldings(ctx context.Context, s standing, copies []store.Copy, v *MatterView) error {
	for _, c := range copies {
		holdings, err := store.HoldingsOfCopy(ctx, r.rows, c.ID)
		if err != nil {
			return err
		}
		if c.ID == s.copy.ID {
			v.Holdings = held(holdings)
			continue
		}
		if c.Organ == s.copy.Organ {
			continue
		}
		for _, h := range holdings {
			at := slices.IndexFunc(v.Elsewhere, func(e HeldElsewhere) bool {
				return e.Organ == c.Organ && e.Kind == h.Kind && e.State == h.State
			})
			if at < 0 {
				at = len(v.Elsewhere)
				v.Elsewhere = append(v.Elsewhere, HeldElsewhere{Organ: c.Organ, Kind: h.Kind, State: h.State})
			}
			v.Elsewhere[at].N++
		}
	}
	slices.SortFunc(v.Elsewhere, func(a, b HeldElsewhere) int {
		return cmp.Or(cmp.Compare(a.Organ, b.Organ), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.State, b.State))
	})
	deadlines, err := store.DeadlinesOfCopy(ctx, r.rows, s.copy.ID)
	if err != nil {
		return err
	}
	for _, d := range deadlines {
		term, err := r.term(d)
		if err != nil {
			return err
		}
		v.Terms = append(v.Terms, term)
	}
	return nil
}

// matterDocuments lists the notices of the record.
func (r *Registry) matterDocuments(ctx context.Context, s standing, _ []store.Copy, v *MatterView) error {
	notices, err := store.NoticesOfRecord(ctx, r.rows, s.record.ID)
	if err != nil {
		return err
	}
	for _, n := range notices {
		d := Document{Form: document.SealingNotice, ID: n.ID, State: string(n.State)}
		if n.Serial > 0 {
			issuer, err := store.Organ(ctx, r.rows, n.Issuer)
			if err != nil {
				return err
			}
			deliveries, err := store.Deliveries(ctx, r.rows, n.ID)
			if err != nil {
				return err
			}
			if d.Number, err = r.number(ctx, issuer, document.SeriesNotice, n.Year, n.Serial); err != nil {
				return err
			}
			if len(deliveries) > 0 {
				d.On = deliveries[0].DispatchedOn
			}
		}
		v.Documents = append(v.Documents, d)
	}
	return nil
}

// matterStages draws the way from the filing to the proven seal.
func (r *Registry) matterStages(ctx context.Context, s standing, copies []store.Copy, v *MatterView) error {
	own := s.record.Organ
	part, err := r.openPart(ctx, s.copy.Item, partFacts)
	if err != nil {
		return err
	}
	facts, err := readFactsPart(part)
	if err != nil {
		return err
	}
	v.Held, v.Outcome = v.Deciding && facts.holdable(s.record), facts.Outcome
	running := s.record.State == fengcun.RecordOpen || s.record.State == fengcun.RecordReopened
	concluded := Stage{Code: StageConcluded, Organ: own, Done: !running}
	if concluded.Done {
		concluded.On = cmp.Or(facts.Outcome.Effective, facts.Outcome.Concluded)
	}
	decided := Stage{Code: StageDecided, Organ: own}
	if !running && s.record.State != fengcun.RecordConcluded {
		decisions, err := store.DecisionsOfRecord(ctx, r.rows, s.record.ID)
		if err != nil {
			return err
		}
		for _, d := range decisions {
			if d.State == store.DecisionApproved {
				decided.Done, decided.On = true, d.DecidedOn
			}
		}
	}
	v.Stages = []Stage{{Code: StageFiled, Organ: own, Done: true}, concluded, decided}
	if decided.Done && s.record.State != fengcun.RecordSealDue {
		return nil // nothing is to be sealed
	}
	notified := Stage{Code: StageNotified, Organ: own, Done: s.notice.State == fengcun.NoticeIssued}
	var deliveries []store.Delivery
	if notified.Done {
		if deliveries, err = store.Deliveries(ctx, r.rows, s.notice.ID); err != nil {
			return err
		}
		if len(deliveries) > 0 {
			notified.On = deliveries[0].DispatchedOn
		}
	}
	v.Stages = append(v.Stages, notified)
	for _, c := range copies {
		if c.State != fengcun.CopyWorking && !sealedFor(c, deliveries) {
			continue
		}
		stage := Stage{Code: StageSealing, Organ: c.Organ, Done: c.State == fengcun.CopySealed}
		if stage.Done {
			if stage.On, err = r.closedOn(ctx, c); err != nil {
				return err
			}
		}
		v.Stages = append(v.Stages, stage)
	}
	v.Stages = append(v.Stages, Stage{Code: StageProven, Organ: own})
	return nil
}

// sealedFor reports whether a sealed copy belongs to the notice in force.
func sealedFor(c store.Copy, deliveries []store.Delivery) bool {
	return c.State == fengcun.CopySealed && slices.ContainsFunc(deliveries, func(d store.Delivery) bool {
		return d.Recipient == string(c.Organ) && d.State == fengcun.DeliveryConfirmed
	})
}

func (r *Registry) closedOn(ctx context.Context, c store.Copy) (fengcun.Date, error) {
	deadlines, err := store.DeadlinesOfCopy(ctx, r.rows, c.ID)
	var on fengcun.Date
	for _, d := range deadlines {
		if d.Organ == c.Organ && !d.ClosedOn.IsZero() {
			on = d.ClosedOn
		}
	}
	return on, err
}
