package console

import (
	"encoding/hex"

	"fengcun"
	"fengcun/internal/registry"
)

type mattersView struct {
	Lines []matterRow
	Next  fengcun.CopyID
}

type matterRow struct {
	registry.MatterLine
	Due  stateWord
	Link string
}

// matters lists the visitor's own matters, a page at a time and without a total.
func (v *visit) matters() error {
	var after registry.Cursor
	if raw := v.r.URL.Query().Get("after"); raw != "" {
		if b, err := hex.DecodeString(raw); err == nil && len(b) == len(after) {
			after = registry.Cursor(b)
		}
	}
	page, err := v.parts.Registry.Matters(v.ctx(), v.actor(), after)
	if err != nil {
		return err
	}
	view := mattersView{Next: page.Next}
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
