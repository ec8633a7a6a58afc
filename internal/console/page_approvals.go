package console

import (
	"fengcun"
	"fengcun/internal/registry"
)

var approvalRoutes = []route{
	{"GET /approvals", (*visit).approvals, false},
	{"POST /approvals", (*visit).approveAll, false},
}

type approvalsView struct {
	Form  *form
	Plain []proposal
	Other []proposal
	Done  int
}

// proposal is a decision that waits, with its verdict line.
type proposal struct {
	registry.Task
	Decision registry.DecisionView
}

// approvalsView sorts what waits for the visitor: plain cases can be approved from
// the list, the others are read one by one.
func (v *visit) approvalsView(f *form) (approvalsView, error) {
	view := approvalsView{Form: f}
	w, err := v.parts.Registry.Work(v.ctx(), v.actor())
	if err != nil {
		return view, err
	}
	for _, task := range w.Todo {
		if task.Step != registry.StepApprove {
			continue
		}
		d, err := v.parts.Registry.DecisionView(v.ctx(), v.actor(), task.Subject)
		if fengcun.KindOf(err) == fengcun.KindNotFound {
			continue // done meanwhile
		}
		if err != nil {
			return view, err
		}
		p := proposal{task, d}
		if d.Plain() {
			view.Plain = append(view.Plain, p)
		} else {
			view.Other = append(view.Other, p)
		}
	}
	return view, nil
}

func (v *visit) approvals() error {
	view, err := v.approvalsView(blank())
	if err != nil {
		return err
	}
	return v.page("approvals", view)
}

// approveAll approves the plain cases that were ticked: one act for each. What
// cannot be approved stays in the list.
func (v *visit) approveAll() error {
	f := v.form()
	before, err := v.approvalsView(f)
	if err != nil {
		return err
	}
	var ticked []fengcun.ID
	for _, p := range before.Plain {
		if f.Has("decision", p.Decision.ID.String()) {
			ticked = append(ticked, p.Decision.ID)
		}
	}
	done := 0
	for _, o := range v.parts.Registry.ApprovePlain(v.ctx(), v.actor(), ticked) {
		if o.Err == nil {
			done++
		} else if err := v.blame(f, o.Err); err != nil {
			return err
		}
	}
	if done == 0 && f.good() {
		f.reject("plain", v.look.Text("console.approvals.none", nil))
	}
	view, err := v.approvalsView(f)
	if err != nil {
		return err
	}
	view.Done = done
	if f.good() {
		return v.page("approvals", view)
	}
	return v.again(f, "approvals", view)
}
