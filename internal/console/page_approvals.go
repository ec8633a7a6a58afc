package console

import (
	"golang.org/x/sync/errgroup"

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
	More  bool // others wait behind these

	Divisions
}

// proposal is a decision that waits, with its verdict line.
type proposal struct {
	registry.Task
	Decision registry.DecisionView
}

// longestApprovals is how many decisions stand on the page: each was opened for it, and
// has its entry in the log.
const longestApprovals = 25

// proposals lists what waits for the visitor, of the division that was asked for.
func (v *visit) proposals() ([]registry.Task, Divisions, bool, error) {
	divisions, err := v.divisions()
	if err != nil {
		return nil, divisions, false, err
	}
	w, err := v.parts.Registry.Proposals(v.ctx(), v.actor(), divisions.Only)
	shown := w.Todo[:min(len(w.Todo), longestApprovals)]
	return shown, divisions, w.More || len(shown) < len(w.Todo), err
}

// approvalsView sorts what waits for the visitor: plain cases can be approved from
// the list, the others are read one by one.
func (v *visit) approvalsView(f *form) (approvalsView, error) {
	tasks, divisions, more, err := v.proposals()
	view := approvalsView{Form: f, More: more, Divisions: divisions}
	if err != nil {
		return view, err
	}
	decisions := make([]registry.DecisionView, len(tasks))
	reading, ctx := errgroup.WithContext(v.ctx()) // together, so that their entries share a commit
	for i, task := range tasks {
		reading.Go(func() (err error) {
			decisions[i], err = v.parts.Registry.DecisionView(ctx, v.actor(), task.Subject)
			if fengcun.KindOf(err) == fengcun.KindNotFound {
				return nil // done meanwhile
			}
			return err
		})
	}
	if err := reading.Wait(); err != nil {
		return view, err
	}
	for i, d := range decisions {
		switch p := (proposal{tasks[i], d}); {
		case d.ID.IsZero():
		case d.Plain():
			view.Plain = append(view.Plain, p)
		default:
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
	before, _, _, err := v.proposals()
	if err != nil {
		return err
	}
	var ticked []fengcun.ID
	for _, task := range before {
		if f.Has("decision", task.Subject.String()) {
			ticked = append(ticked, task.Subject)
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
