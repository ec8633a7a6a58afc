package console

import (
	"strconv"

	"fengcun"
	"fengcun/internal/registry"
)

var voidRoutes = []route{
	{"GET /voids", (*visit).voidsPage, false},
	{"POST /voids", (*visit).voidNumber, false},
}

type voidsView struct {
	Form    *form
	Year    int
	Voids   []registry.Void
	May     bool // gives numbers up
	Reasons []option
}

func (v *visit) voidsView(f *form) (voidsView, error) {
	view := voidsView{Form: f, Year: v.today().Year, May: v.actor().Role == fengcun.RoleApprover, Reasons: named(v.look, "void_reason", registry.VoidReasons()...)}
	if year, err := strconv.Atoi(v.r.URL.Query().Get("year")); err == nil && year > 2000 && year <= view.Year {
		view.Year = year
	}
	var err error
	view.Voids, err = v.parts.Registry.Voids(v.ctx(), v.actor(), view.Year)
	return view, err
}

// voidsPage lists the numbers of a year that were given up.
func (v *visit) voidsPage() error {
	view, err := v.voidsView(blank())
	if err != nil {
		return err
	}
	return v.page("voids", view)
}

// voidNumber gives up the number of an application whose paper could not be made.
func (v *visit) voidNumber() error {
	f := v.form()
	view, err := v.voidsView(f)
	if err != nil {
		return err
	}
	id := parsedID(v.text(f, "application", "console.voids.no_application"))
	if id.IsZero() && f.good() {
		f.reject("application", v.look.Text("console.voids.no_application", nil))
	}
	asked := v.text(f, "asked", "console.voids.no_asked")
	reason := registry.VoidReason(v.one(f, "reason", "console.voids.no_reason", texts(registry.VoidReasons())...))
	if f.good() {
		err := v.parts.Registry.VoidNumber(v.keyed(f), v.actor(), id, fengcun.StaffID(asked), reason)
		if err == nil {
			return v.goOn("/voids")
		}
		if err := v.blame(f, err, "reason", "reason"); err != nil {
			return err
		}
	}
	return v.again(f, "voids", view)
}
