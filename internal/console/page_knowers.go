package console

import (
	"fengcun"
	"fengcun/internal/registry"
)

var knowerRoutes = []route{
	{"GET /matters/{id}/knowers", (*visit).knowersPage, false},
	{"POST /matters/{id}/knowers", (*visit).listKnower, false},
	{"GET /knowers/{id}", (*visit).knowerPage, false},
	{"POST /knowers/{id}", (*visit).tellKnower, false},
	{"GET /knowers/{id}/paper.pdf", (*visit).secrecyPDF, false},
	{"GET /knowers/{id}/paper.docx", (*visit).secrecyDocx, false},
}

type knowersView struct {
	Form       *form
	Matter     registry.MatterView
	List       []registry.Knower
	Capacities []option
}

func (v *visit) knowersView(f *form) (knowersView, error) {
	view := knowersView{Form: f, Capacities: named(v.look, "knower_capacity", fengcun.KnowerCapacities()...)}
	id, err := v.id("id")
	if err != nil {
		return view, err
	}
	if view.Matter, err = v.parts.Registry.Matter(v.ctx(), v.actor(), id); err != nil {
		return view, err
	}
	view.List, err = v.parts.Registry.Knowers(v.ctx(), v.actor(), view.Matter.Copy)
	return view, err
}

func (v *visit) knowersPage() error {
	view, err := v.knowersView(blank())
	if err != nil {
		return err
	}
	return v.page("knowers", view)
}

// listKnower puts somebody who knows of the matter on its list (Article 17).
func (v *visit) listKnower() error {
	f := v.form()
	view, err := v.knowersView(f)
	if err != nil {
		return err
	}
	q := registry.NewKnower{
		Copy: view.Matter.Copy, Name: fengcun.Particular(v.text(f, "name", "console.knowers.no_name")),
		Capacity: fengcun.KnowerCapacity(v.one(f, "capacity", "console.knowers.no_capacity", texts(fengcun.KnowerCapacities())...)),
	}
	if f.good() {
		_, err := v.parts.Registry.ListKnower(v.keyed(f), v.actor(), q)
		if err == nil {
			return v.goOn("/matters/" + view.Matter.Record.String() + "/knowers")
		}
		if err := v.blame(f, err, "name", "name", "capacity", "capacity"); err != nil {
			return err
		}
	}
	return v.again(f, "knowers", view)
}

type knowerView struct {
	Form *form
	registry.Knower
	Ways []option
}

func (v *visit) knowerView(f *form) (knowerView, error) {
	view := knowerView{Form: f, Ways: named(v.look, "telling", fengcun.Tellings()...)}
	id, err := v.id("id")
	if err != nil {
		return view, err
	}
	view.Knower, err = v.parts.Registry.Knower(v.ctx(), v.actor(), id)
	return view, err
}

func (v *visit) knowerPage() error {
	view, err := v.knowerView(blank("on", v.today().String()))
	if err != nil {
		return err
	}
	return v.page("knower", view)
}

// tellKnower records that somebody was told of the duty of secrecy.
func (v *visit) tellKnower() error {
	f := v.form()
	view, err := v.knowerView(f)
	if err != nil {
		return err
	}
	on := v.day(f, "on", "console.knowers.no_day")
	way := v.one(f, "way", "console.knowers.no_way", texts(fengcun.Tellings())...)
	if f.good() {
		err := v.parts.Registry.TellKnower(v.keyed(f), v.actor(), view.ID, on, fengcun.Telling(way))
		if err == nil {
			return v.goOn("/work")
		}
		if err := v.blame(f, err, "date", "on", "way", "way"); err != nil {
			return err
		}
	}
	return v.again(f, "knower", view)
}

func (v *visit) secrecyPDF() error {
	doc, err := v.paperOf(v.parts.Registry.SecrecyNotice)
	return v.handOut(doc.PDF, typePDF, "paper.pdf", err)
}

func (v *visit) secrecyDocx() error {
	doc, err := v.paperOf(v.parts.Registry.SecrecyNotice)
	return v.handOut(doc.Docx, typeDocx, "paper.docx", err)
}
