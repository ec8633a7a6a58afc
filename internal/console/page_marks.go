package console

import (
	"fengcun"
	"fengcun/internal/registry"
)

// Marks in the organ's own systems.
var markRoutes = []route{
	{"GET /copies/{id}/marks", (*visit).marksPage, false},
	{"POST /copies/{id}/marks", (*visit).requestMark, false},
}

type marksView struct {
	Form     *form
	Copy     fengcun.CopyID
	Waiting  int
	Holdings []option
	Systems  []option
}

func (v *visit) marksView(f *form) (marksView, error) {
	view := marksView{Form: f}
	id, err := v.id("id")
	if err != nil {
		return view, err
	}
	m, err := v.parts.Registry.Markable(v.ctx(), v.actor(), id)
	if err != nil {
		return view, err
	}
	view.Copy, view.Waiting = id, m.Waiting
	for _, h := range m.Holdings {
		view.Holdings = append(view.Holdings, option{Value: h.ID.String(), Text: v.look.Text("holding."+string(h.Kind), nil) + " " + h.Label})
	}
	for _, s := range m.Systems {
		view.Systems = append(view.Systems, option{Value: string(s), Text: string(s)})
	}
	return view, nil
}

func (v *visit) marksPage() error {
	view, err := v.marksView(blank())
	if err != nil {
		return err
	}
	return v.page("marks", view)
}

// requestMark leaves a mark for a system to pull.
func (v *visit) requestMark() error {
	f := v.form()
	view, err := v.marksView(f)
	if err != nil {
		return err
	}
	q := registry.MarkRequest{
		Copy: view.Copy, Holding: parsedID(v.one(f, "holding", "console.marks.no_holding", values(view.Holdings)...)),
		System: fengcun.StaffID(v.one(f, "system", "console.marks.no_system", values(view.Systems)...)), Row: fengcun.Particular(v.text(f, "row", "console.marks.no_row")),
	}
	if f.good() {
		_, err := v.parts.Registry.RequestMark(v.keyed(f), v.actor(), q)
		if err == nil {
			return v.goOn(v.r.URL.Path)
		}
		if err := v.blame(f, err, "holding", "holding", "system", "system", "row", "row"); err != nil {
			return err
		}
	}
	return v.again(f, "marks", view)
}
