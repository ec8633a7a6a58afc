package console

import (
	"cmp"
	"slices"
	"strings"

	"fengcun"
	"fengcun/internal/registry"
)

var matterRoutes = []route{
	{"GET /matters", (*visit).matters, false},
	{"GET /matters/{id}", (*visit).matter, false},
	{"GET /matters/{id}/print", (*visit).matterPrint, false},
}

type matterView struct {
	registry.MatterView
	Stages    []stageView
	Elsewhere []elsewhere
	Confirmed int
	Link      string // of the next step, empty where it is somebody else's
	Another   bool   // somebody else takes the next step
	Full      *registry.View
	Terms     []termRow
	Events    []eventRow
	By        string // the organ that decides
}

type stageView struct {
	registry.Stage
	Organ     string
	Class     string // done, now or empty
	Confirmed int    // of a sealing: how many holdings of All the organ has confirmed
	All       int
}

// elsewhere is what another organ holds: how many of a kind in a state, never which.
type elsewhere struct {
	Organ string
	Rows  []registry.HeldElsewhere
}

// byKind puts holdings in the order of their kinds, then of their labels.
func byKind(a, b registry.Held) int {
	kinds := fengcun.HoldingKinds()
	return cmp.Or(slices.Index(kinds, a.Kind)-slices.Index(kinds, b.Kind), strings.Compare(a.Label, b.Label))
}

type termRow struct {
	registry.Term
	Organ string
	Due   stateWord
}

type eventRow struct {
	registry.Event
	Organ string
}

func (v *visit) matter() error { return v.showMatter("matter", nil) }

func (v *visit) matterPrint() error { return v.showMatter("matter_print", nil) }

// showMatter shows one matter, the person masked unless the full identity was asked
// for, which is an act of its own.
func (v *visit) showMatter(page string, full func(registry.MatterView) (registry.View, error)) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	m, err := v.parts.Registry.Matter(v.ctx(), v.actor(), id)
	if err != nil {
		return err
	}
	view := matterView{MatterView: m}
	v.entry = m.Entry
	if full != nil {
		shown, err := full(m)
		if err != nil {
			return err
		}
		view.Full = &shown
	}
	view.Another = m.Step == registry.StepApprove || m.Step == registry.StepIssueNotice
	if !view.Another {
		view.Link = stepAt(m.Step, m.Record, m.Copy, fengcun.ID{})
	}
	slices.SortStableFunc(m.Holdings, byKind)
	view.Confirmed, _ = confirmedAt(m, v.organ.ID, v.organ.ID)
	now := false
	for _, s := range m.Stages {
		row := stageView{Stage: s}
		switch {
		case s.Done:
			row.Class = "done"
		case !now:
			row.Class, now = "now", true
		}
		if row.Organ, err = v.organName(s.Organ); err != nil {
			return err
		}
		if s.Code == registry.StageSealing {
			row.Confirmed, row.All = confirmedAt(m, s.Organ, v.organ.ID)
		}
		view.Stages = append(view.Stages, row)
	}
	for _, e := range m.Elsewhere {
		name, err := v.organName(e.Organ)
		if err != nil {
			return err
		}
		if n := len(view.Elsewhere); n == 0 || view.Elsewhere[n-1].Organ != name {
			view.Elsewhere = append(view.Elsewhere, elsewhere{Organ: name})
		}
		last := &view.Elsewhere[len(view.Elsewhere)-1]
		last.Rows = append(last.Rows, e)
	}
	for _, t := range m.Terms {
		row := termRow{Term: t, Due: v.look.due(&t)}
		if row.Organ, err = v.organName(t.Organ); err != nil {
			return err
		}
		view.Terms = append(view.Terms, row)
	}
	for _, e := range m.Timeline {
		row := eventRow{Event: e}
		if row.Organ, err = v.organName(e.Organ); err != nil {
			return err
		}
		view.Events = append(view.Events, row)
	}
	if view.By, err = v.organName(m.Organ); err != nil {
		return err
	}
	return v.page(page, view)
}

// confirmedAt counts the holdings of an organ that are confirmed.
func confirmedAt(m registry.MatterView, organ, own fengcun.OrganID) (confirmed, all int) {
	if organ == own {
		for _, h := range m.Holdings {
			if h.State == fengcun.HoldingConfirmed {
				confirmed++
			}
		}
		return confirmed, len(m.Holdings)
	}
	for _, e := range m.Elsewhere {
		if e.Organ != organ {
			continue
		}
		all += e.N
		if e.State == fengcun.HoldingConfirmed {
			confirmed += e.N
		}
	}
	return confirmed, all
}
