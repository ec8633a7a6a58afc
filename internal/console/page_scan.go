package console

import (
	"net/http"

	"fengcun"
	"fengcun/internal/copymark"
	"fengcun/internal/label"
	"fengcun/internal/registry"
)

var scanRoutes = []route{
	{"GET /scan", func(v *visit) error { return v.page("scan", scanView{Form: blank()}) }, false},
	{"POST /scan", (*visit).scan, false},
	{"POST /labels", (*visit).labels, false},
	{"GET /trace", func(v *visit) error { return v.page("trace", traceView{Form: blank()}) }, false},
	{"POST /trace", (*visit).trace, false},
}

type scanView struct {
	Form     *form
	Found    *registry.HoldingView
	Wordings []option
	Sizes    []option

	Moves     []option // empty for those who do not keep the volumes
	Borrowers []option
}

// scan opens the holding whose label was scanned into the field: a hand scanner
// types what it reads and ends with a line feed. The label travels in the body and
// stands in no address.
func (v *visit) scan() error {
	f := v.form()
	text := v.text(f, "label", "console.scan.no_label")
	if !f.good() {
		return v.again(f, "scan", scanView{Form: f})
	}
	view, err := v.scanView(text)
	if err != nil {
		if err := v.blame(f, err, "label", "label"); err != nil {
			return err
		}
		return v.again(f, "scan", scanView{Form: f})
	}
	return v.page("scan", view)
}

// scanView is the holding of a label with what can be done about it.
func (v *visit) scanView(text string) (scanView, error) {
	found, err := v.parts.Registry.ViewHolding(v.ctx(), v.actor(), text)
	if err != nil {
		return scanView{}, err
	}
	view := scanView{
		Form: blank("of", found.Label, "wording", string(label.Sealed), "size", string(label.Cover), "on", v.today().String()), Found: &found,
		Wordings: named(v.look, "label_wording", label.Wordings()...),
		Sizes:    named(v.look, "label_size", label.Sheet, label.Cover),
	}
	if v.actor().Role != fengcun.RoleCustodian {
		return view, nil
	}
	view.Moves = named(v.look, "custody_move", fengcun.CustodyMoves()...)
	view.Borrowers, err = v.organOptions()
	return view, err
}

// organOptions are the organs to choose from, the own one first.
func (v *visit) organOptions() ([]option, error) {
	organs, err := v.parts.Registry.Organs(v.ctx())
	options := []option{{Value: string(v.organ.ID), Text: v.organ.Name}}
	for _, o := range organs {
		if o.ID != v.organ.ID {
			options = append(options, option{Value: string(o.ID), Text: o.Name})
		}
	}
	return options, err
}

// labels answers with the label of one holding as a file to print.
func (v *visit) labels() error {
	f := v.form()
	file, err := v.parts.Registry.PrintLabels(v.ctx(), v.actor(), registry.LabelSheet{
		Labels: f.Values["of"], Wording: label.Wording(f.Get("wording")), Size: label.Size(f.Get("size")),
	})
	if err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "application/pdf")
	v.w.Header().Set("Content-Disposition", `attachment; filename="label.pdf"`)
	v.w.WriteHeader(http.StatusOK)
	if _, err := v.w.Write(file); err != nil {
		v.parts.Log.InfoContext(v.ctx(), "console: the visitor left")
	}
	return nil
}

type traceView struct {
	Form  *form
	Found *registry.Disclosure
}

// trace says who read the page that a copy code stands on.
func (v *visit) trace() error {
	f := v.form()
	text := v.text(f, "code", "console.trace.no_code")
	if !f.good() {
		return v.again(f, "trace", traceView{Form: f})
	}
	code, err := copymark.ParseCode(text)
	if err != nil {
		f.reject("code", v.complaint(err))
		return v.again(f, "trace", traceView{Form: f})
	}
	found, err := v.parts.Registry.Trace(v.ctx(), v.actor(), code)
	if err != nil {
		return err
	}
	return v.page("trace", traceView{Form: blank(), Found: &found})
}
