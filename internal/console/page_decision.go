package console

import (
	"fengcun/internal/registry"
	"fengcun/law"
)

var decisionRoutes = []route{
	{"GET /decisions/{id}", (*visit).decision, false},
	{"POST /decisions/{id}", (*visit).approve, false},
}

type decisionPage struct {
	Form *form
	registry.DecisionView
	Tree     []branch
	Approves bool // the visitor is somebody who may be the second person
}

func (v *visit) decisionPage(f *form) (decisionPage, error) {
	id, err := v.id("id")
	if err != nil {
		return decisionPage{}, err
	}
	d, err := v.parts.Registry.DecisionView(v.ctx(), v.actor(), id)
	return decisionPage{
		Form: f, DecisionView: d, Tree: tree(d.Lines(law.Language(v.look.Lang()))),
		Approves: d.State == "proposed" && d.ProposedBy != v.session.Staff,
	}, err
}

// decision shows a decision as its reasons lead to it.
func (v *visit) decision() error {
	view, err := v.decisionPage(blank())
	if err != nil {
		return err
	}
	return v.page("decision", view)
}

// approve makes a proposed decision stand.
func (v *visit) approve() error {
	f := v.form()
	view, err := v.decisionPage(f)
	if err != nil {
		return err
	}
	if _, err := v.parts.Registry.ApproveDecision(v.keyed(f), v.actor(), view.ID); err != nil {
		if err := v.blame(f, err); err != nil {
			return err
		}
		return v.again(f, "decision", view)
	}
	return v.goOn("/work")
}
