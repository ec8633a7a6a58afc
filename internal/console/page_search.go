package console

import (
	"fengcun"
	"fengcun/internal/registry"
)

var searchRoutes = []route{
	{"GET /search", func(v *visit) error { return v.page("search", searchView{Form: blank()}) }, false},
	{"POST /search", (*visit).search, false},
}

type searchView struct {
	Form  *form
	Found []fengcun.CopyID
	Asked bool
}

// search looks for an exact number, or a name with its birth date, in the visitor's
// own open matters. What is sealed, another's or never was is the one page of a
// miss. What is asked travels in the body of the request, never in an address.
func (v *visit) search() error {
	f := v.form()
	var q registry.Query
	number := v.text(f, "number", "")
	name, birth := v.text(f, "name", ""), v.day(f, "birth", "")
	switch {
	case number != "":
		// The one field takes both kinds of number: each is tried as what it can be.
		q.CaseNumber = fengcun.Particular(number)
		q.Document = fengcun.IdentityDocument{Kind: fengcun.ResidentID, Number: fengcun.Particular(number)}
	case name != "" && birth.Valid():
		q.Name, q.Birth = fengcun.Particular(name), birth
	case name != "":
		f.reject("birth", v.look.Text("console.search.no_birth", nil))
	default:
		f.reject("number", v.look.Text("console.search.nothing", nil))
	}
	if !f.good() {
		return v.again(f, "search", searchView{Form: f})
	}
	found, err := v.parts.Registry.Search(v.ctx(), v.actor(), q)
	if err != nil {
		return err
	}
	switch len(found) {
	case 0:
		return errMiss
	case 1:
		return v.goOn("/matters/" + found[0].String())
	}
	return v.page("search", searchView{Form: f, Found: found, Asked: true})
}
