package console

import (
	"cmp"
	"slices"
	"strings"

	"fengcun"
	"fengcun/internal/registry"
)

type mattersView struct {
	Lines  []matterRow
	Next   fengcun.CopyID
	Drafts []registry.DraftLine
}

type matterRow struct {
	registry.MatterLine
	Due  stateWord
	Link string
}

// byDue puts matters in the order of their due days, those without one last, then of
// their numbers.
func byDue(a, b registry.MatterLine) int {
	due := func(m registry.MatterLine) string {
		if m.Term == nil {
			return "later"
		}
		return m.Term.Due.String()
	}
	return cmp.Or(strings.Compare(due(a), due(b)), strings.Compare(a.Number.Reveal(), b.Number.Reveal()))
}

// matters lists the visitor's own matters, a page at a time and without a total.
func (v *visit) matters() error {
	page, err := v.parts.Registry.Matters(v.ctx(), v.actor(), parsedID(v.r.URL.Query().Get("after")))
	if err != nil {
		return err
	}
	view := mattersView{Next: page.Next}
	if view.Drafts, err = v.parts.Registry.Drafts(v.ctx(), v.actor()); err != nil {
		return err
	}
	slices.SortFunc(page.Matters, byDue)
	for _, m := range page.Matters {
		row := matterRow{MatterLine: m, Due: v.look.due(m.Term)}
		row.Link = stepAt(m.Step, m.Record, m.Copy, fengcun.ID{})
		if m.Step == registry.StepApprove || m.Step == registry.StepIssueNotice {
			row.Link = "" // somebody else's
		}
		view.Lines = append(view.Lines, row)
	}
	return v.page("matters", view)
}
