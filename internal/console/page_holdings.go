package console

import (
	"slices"

	"fengcun"
	"fengcun/internal/registry"
)

var holdingRoutes = []route{
	{"GET /copies/{id}/holdings", (*visit).holdingsPage, false},
	{"POST /copies/{id}/holdings", (*visit).confirm, false},
}

type holdingsView struct {
	Form *form
	Task registry.Task
	Done string // some or all, after a confirmation

	Papers bool // the visitor prints the inventory, which is gone with the last holding
}

// holdingsView finds what is still to be confirmed of a copy among the visitor's own
// tasks: nobody else learns what there is.
func (v *visit) holdingsView(f *form) (holdingsView, error) {
	view := holdingsView{Form: f, Papers: v.actor().Role == fengcun.RoleHandler}
	id, err := v.id("id")
	if err != nil {
		return view, err
	}
	view.Task, err = v.parts.Registry.Task(v.ctx(), v.actor(), registry.StepConfirm, id)
	slices.SortStableFunc(view.Task.Holdings, byKind)
	return view, err
}

func (v *visit) holdingsPage() error {
	view, err := v.holdingsView(blank())
	view.Done = v.one(&form{Values: v.r.URL.Query()}, "done", "", "some", "all")
	if err != nil && view.Done == "" {
		return err
	}
	return v.page("holdings", view)
}

// confirm is the named person's word that holdings are marked and no longer used.
func (v *visit) confirm() error {
	f := v.form()
	view, err := v.holdingsView(f)
	if err != nil {
		return err
	}
	q := registry.Confirmation{Copy: view.Task.Copy}
	for _, h := range view.Task.Holdings {
		id := h.ID.String()
		marked, cut := f.Has("marked", id), f.Has("cut", id)
		switch {
		case marked && cut:
			q.Holdings = append(q.Holdings, registry.ConfirmedHolding{Holding: h.ID, Marked: true, AccessCut: true})
		case marked:
			f.reject(h.Label, v.look.Text("console.holdings.not_cut", map[string]string{"label": h.Label}))
		case cut:
			f.reject(h.Label, v.look.Text("console.holdings.not_marked", map[string]string{"label": h.Label}))
		}
	}
	if len(q.Holdings) == 0 && f.good() {
		f.reject("holdings", v.look.Text("console.holdings.none", nil))
	}
	if f.good() {
		done, err := v.parts.Registry.Confirm(v.keyed(f), v.actor(), q)
		if err == nil {
			how := "some"
			if done.CopySealed {
				how = "all"
			}
			return v.goOn(v.r.URL.Path + "?done=" + how)
		}
		if err := v.blame(f, err); err != nil {
			return err
		}
	}
	return v.again(f, "holdings", view)
}
