package console

import (
	"crypto/rand"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"fengcun"
	"fengcun/internal/registry"
)

// A filing can be typed on one page or step by step. The steps are pages of the same
// form: what stands on the others is carried along, and every step is kept as a draft.

// filingSteps are the pages in their order. The last one shows what was typed.
var filingSteps = []string{"matter", "persons", "acts", "holdings", "check"}

// aboutActs are the fields about when somebody acted, and with whom.
var aboutActs = regexp.MustCompile(`^p\d+-(a\d+-.*|adults|separate|outcome)$`)

// stepOf is the page of the filing on which a field stands, empty for what stands on
// each.
func stepOf(field string) string {
	switch {
	case slices.Contains([]string{"number", "investigated", "prosecuted"}, field):
		return "matter"
	case aboutActs.MatchString(field):
		return "acts"
	case heldField.MatchString(field):
		return "holdings"
	case personField.MatchString(field):
		return "persons"
	}
	return ""
}

var (
	heldField   = regexp.MustCompile(`^h\d+-`)
	personField = regexp.MustCompile(`^p\d+-(name|sex|kind|document|certain|birth|certainty|guardian|relation)$`)
)

// carriedField is a field of another step.
type carriedField struct{ Name, Value string }

// Shows reports whether the fields of a step stand on the page.
func (view filingView) Shows(step string) bool { return view.Step == "" || view.Step == step }

// Carried are the fields that stand on other pages.
func (view filingView) Carried() []carriedField {
	if view.Step == "" {
		return nil
	}
	var carried []carriedField
	for _, name := range slices.Sorted(maps.Keys(view.Form.Values)) {
		if on := stepOf(name); on == "" || on == view.Step || on == "acts" && strings.HasSuffix(name, "-outcome") {
			continue
		}
		for _, value := range view.Form.Values[name] {
			carried = append(carried, carriedField{name, value})
		}
	}
	return carried
}

// Steps are the pages, for the line that shows where one is.
func (view filingView) Steps() []filingStep {
	here := slices.Index(filingSteps, view.Step)
	var steps []filingStep
	for i, name := range filingSteps {
		class := ""
		switch {
		case i < here:
			class = "done"
		case i == here:
			class = "now"
		}
		steps = append(steps, filingStep{name, class})
	}
	return steps
}

// filingStep is a page of the filing: done, now, or still to come.
type filingStep struct{ Name, Class string }

// Beside is the step before or after the one that is shown, empty if there is none.
func (view filingView) Beside(by int) string {
	i := slices.Index(filingSteps, view.Step) + by
	if view.Step == "" || i < 0 || i >= len(filingSteps) {
		return ""
	}
	return filingSteps[i]
}

// turnTo goes to another page of the filing, or to all of it on one. Forward it goes
// only when nothing is wrong with what stands on the page; what was typed is kept as a
// draft either way.
func (v *visit) turnTo(f *form, to string) error {
	view, err := v.filingView(f)
	if err != nil {
		return err
	}
	from := slices.Index(filingSteps, view.Step)
	if from >= 0 && slices.Index(filingSteps, to) > from {
		v.filing(f, view)
		f.Wrong = slices.DeleteFunc(f.Wrong, func(w wrong) bool { return stepOf(w.Field) != view.Step })
		if !f.good() {
			view.check(v)
			return v.again(f, "filing", view)
		}
	}
	f.Values.Set("step", strings.TrimPrefix(to, "all"))
	id, err := v.keepDraft(f)
	if err != nil {
		return err
	}
	f.Values.Set("draft", id.String())
	f.Wrong, f.Token = nil, rand.Text() // another page is another form
	if view, err = v.filingView(f); err != nil {
		return err
	}
	view.check(v)
	return v.page("filing", view)
}

// keepDraft keeps the form as it is, whatever is wrong with it.
func (v *visit) keepDraft(f *form) (fengcun.ID, error) {
	kept := url.Values{}
	for name, values := range f.Values {
		if name != fieldToken && name != "more" && name != "go" && name != "draft" {
			kept[name] = values
		}
	}
	return v.parts.Registry.SaveDraft(v.keyed(f), v.actor(), registry.Draft{
		ID: parsedID(f.Get("draft")), Name: fengcun.Particular(f.Get("p0-name")), Number: fengcun.Particular(f.Get("number")), Form: fengcun.Particular(kept.Encode()),
	})
}

// turnToWrong shows the page of the first field that is wrong.
func (view *filingView) turnToWrong() {
	f := view.Form
	if view.Step == "" || len(f.Wrong) == 0 {
		return
	}
	if on := stepOf(f.Wrong[0].Field); on != "" {
		view.Step = on
		f.Wrong = slices.DeleteFunc(f.Wrong, func(w wrong) bool { return stepOf(w.Field) != on })
	}
}
