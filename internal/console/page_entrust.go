package console

import "fengcun"

var entrustRoutes = []route{
	{"GET /notices/{id}/entrust", (*visit).entrustPage, false},
	{"POST /notices/{id}/entrust", (*visit).entrust, false},
}

type entrustView struct {
	Form   *form
	ID     fengcun.NoticeID
	Courts []option
}

func (v *visit) entrustView(f *form) (entrustView, error) {
	id, err := v.id("id")
	if err != nil {
		return entrustView{}, err
	}
	view := entrustView{Form: f, ID: id}
	courts, err := v.parts.Registry.Entrustable(v.ctx(), v.actor(), id)
	for _, o := range courts {
		view.Courts = append(view.Courts, option{Value: string(o.ID), Text: o.Name})
	}
	return view, err
}

func (v *visit) entrustPage() error {
	view, err := v.entrustView(blank())
	if err != nil {
		return err
	}
	return v.page("entrust", view)
}

// entrust lets the court of first instance serve the person.
func (v *visit) entrust() error {
	f := v.form()
	view, err := v.entrustView(f)
	if err != nil {
		return err
	}
	to := v.one(f, "to", "console.entrust.no_court", values(view.Courts)...)
	if f.good() {
		err := v.parts.Registry.EntrustService(v.keyed(f), v.actor(), view.ID, fengcun.OrganID(to))
		if err == nil {
			return v.goOn("/work")
		}
		if err := v.blame(f, err, "to", "to"); err != nil {
			return err
		}
	}
	return v.again(f, "entrust", view)
}
