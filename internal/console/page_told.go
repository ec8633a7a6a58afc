package console

import (
	"fengcun"
	"fengcun/internal/registry"
)

var toldRoutes = []route{
	{"GET /told", (*visit).toldPage, false},
	{"POST /told", (*visit).tellSeal, false},
}

type toldView struct {
	Form     *form
	Audience []option
	Kinds    []option
	Done     bool
}

func (v *visit) toldView(f *form, done bool) toldView {
	return toldView{
		Form: f, Done: done, Kinds: named(v.look, "identity_document", documentKinds...),
		Audience: named(v.look, "console.told.audience", registry.ToPerson, registry.ToRepresentative),
	}
}

func (v *visit) toldPage() error { return v.page("told", v.toldView(blank(), false)) }

// tellSeal records that somebody was told in person. The identifier travels in the body:
// it stands in no address, and the page that answers shows nothing of what was sent.
func (v *visit) tellSeal() error {
	f := v.form()
	q := registry.SealTold{
		Record: parsedID(v.text(f, "record", "console.told.no_record")),
		To:     registry.Audience(f.Get("to")), Shown: fengcun.DocumentKind(f.Get("shown")), Alone: f.Has("alone", "yes"),
	}
	if f.good() {
		err := v.parts.Registry.TellSeal(v.keyed(f), v.actor(), q)
		if err == nil {
			return v.page("told", v.toldView(blank(), true))
		}
		if err := v.blame(f, err, "to", "to", "shown", "shown", "alone", "alone"); err != nil {
			return err
		}
	}
	return v.again(f, "told", v.toldView(f, false))
}
