package console

import (
	"fengcun"
	"fengcun/internal/registry"
)

// Coordination of the own system: to whom a received notice goes on.
var forwardRoutes = []route{
	{"GET /notices/{id}/forward", (*visit).forwardPage, false},
	{"POST /notices/{id}/forward", (*visit).forward, false},
}

type forwardView struct {
	Form       *form
	Notice     fengcun.NoticeID
	Branches   []branchView
	Candidates []option
}

type branchView struct {
	registry.Branch
	Name string
	Due  stateWord
}

func (v *visit) forwardView(f *form) (forwardView, error) {
	view := forwardView{Form: f}
	id, err := v.id("id")
	if err != nil {
		return view, err
	}
	c, err := v.parts.Registry.Coordination(v.ctx(), v.actor(), id)
	if err != nil {
		return view, err
	}
	view.Notice = c.Notice
	for _, b := range c.Branches {
		name, err := v.organName(b.Organ)
		if err != nil {
			return view, err
		}
		view.Branches = append(view.Branches, branchView{b, name, v.look.due(b.Term)})
	}
	for _, one := range c.Candidates {
		name, err := v.organName(one.Organ)
		if err != nil {
			return view, err
		}
		o := option{Value: string(one.Organ), Text: name, Lang: "zh-CN"}
		if one.Known {
			o.Note = v.look.Text("console.forward.known", nil)
		}
		view.Candidates = append(view.Candidates, o)
	}
	return view, nil
}

func (v *visit) forwardPage() error {
	view, err := v.forwardView(blank())
	if err != nil {
		return err
	}
	return v.page("forward", view)
}

// forward sends the notice on to what was ticked.
func (v *visit) forward() error {
	f := v.form()
	view, err := v.forwardView(f)
	if err != nil {
		return err
	}
	var to []fengcun.OrganID
	for _, o := range view.Candidates {
		if f.Has("to", o.Value) {
			to = append(to, fengcun.OrganID(o.Value))
		}
	}
	err = v.parts.Registry.Forward(v.keyed(f), v.actor(), view.Notice, to)
	if err == nil {
		return v.goOn(v.r.URL.Path)
	}
	if err := v.blame(f, err, "to", "to"); err != nil {
		return err
	}
	return v.again(f, "forward", view)
}
