package console

import (
	"strings"

	"fengcun"
	"fengcun/internal/intake"
	"fengcun/internal/registry"
)

var intakeRoutes = []route{
	{"GET /intake", (*visit).intake, false},
}

type intakeView struct {
	Lines  []workLine
	Parked []parkedLine
}

type parkedLine struct {
	registry.Parked
	Sentence string
}

// intake shows what came from case systems and waits for the handler, and what could
// not be taken in.
func (v *visit) intake() error {
	told, err := v.parts.Registry.FromSystems(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	var view intakeView
	for _, t := range told.Tasks {
		view.Lines = append(view.Lines, v.workLine(t))
	}
	for _, p := range told.Parked {
		view.Parked = append(view.Parked, parkedLine{p, intake.Sentence(v.look.Locale, p)})
	}
	return v.page("intake", view)
}

type differenceView struct {
	Draft  registry.Draft
	Record fengcun.RecordID
	Lines  []registry.Difference
}

// differencePage shows what the case system tells otherwise than a person entered
// it. Nothing is taken over here: the person corrects the matter by the act that is
// for it, or leaves it, and then puts the task away.
func (v *visit) differencePage(d registry.Draft, lines []registry.Difference) error {
	return v.page("difference", differenceView{d, lines[0].Record, lines})
}

// fed writes what was entered or told in the reader's language.
func (l *look) fed(field string, value fengcun.Particular) string {
	text := value.Reveal() // on the page of its handler
	switch field {
	case "disposition":
		return l.Text("disposition."+text, nil)
	case "term":
		if parts := strings.Split(text, "/"); len(parts) == 3 {
			return l.Text("console.difference.term", map[string]string{"years": parts[0], "months": parts[1], "days": parts[2]})
		}
	}
	return text
}
