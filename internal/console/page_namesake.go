package console

import (
	"fengcun/internal/registry"
)

var namesakeRoutes = []route{
	{"GET /namesakes/{id}", (*visit).namesakePage, false},
	{"POST /namesakes/{id}", (*visit).settleNamesake, false},
}

type namesakeView struct {
	Form *form
	registry.Namesake
	Answers []option
	Bases   []option
}

func (v *visit) namesakeView(f *form) (namesakeView, error) {
	id, err := v.id("id")
	if err != nil {
		return namesakeView{}, err
	}
	n, err := v.parts.Registry.ViewNamesake(v.ctx(), v.actor(), id)
	return namesakeView{
		Form: f, Namesake: n, Bases: named(v.look, "namesake_basis", registry.NamesakeBases()...),
		Answers: []option{{Value: "same", Text: v.look.Text("console.namesake.same", nil)}, {Value: "other", Text: v.look.Text("console.namesake.other", nil)}},
	}, err
}

func (v *visit) namesakePage() error {
	view, err := v.namesakeView(blank())
	if err != nil {
		return err
	}
	return v.page("namesake", view)
}

// settleNamesake enters what the second person found of each conviction (Article 15).
func (v *visit) settleNamesake() error {
	f := v.form()
	view, err := v.namesakeView(f)
	if err != nil {
		return err
	}
	var compared []registry.Compared
	for _, m := range view.Matches {
		answer := v.one(f, "row-"+m.Row.String(), "console.namesake.choose", "same", "other")
		compared = append(compared, registry.Compared{Row: m.Row, Same: answer == "same"})
	}
	basis := v.one(f, "basis", "console.namesake.no_basis", texts(registry.NamesakeBases())...)
	if f.good() {
		err := v.parts.Registry.SettleNamesake(v.keyed(f), v.actor(), view.Application, compared, registry.NamesakeBasis(basis))
		if err == nil {
			return v.goOn("/work")
		}
		if err := v.blame(f, err, "basis", "basis"); err != nil {
			return err
		}
	}
	return v.again(f, "namesake", view)
}
