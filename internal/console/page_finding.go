package console

import (
	"slices"

	"fengcun"
	"fengcun/internal/registry"
	"fengcun/law"
)

var findingRoutes = []route{
	{"GET /matters/{id}/decide", (*visit).decidePage, false},
	{"POST /matters/{id}/decide", (*visit).propose, false},
}

type decideView struct {
	Form     *form
	Matter   registry.MatterView
	Decision law.Decision
	Tree     []branch
	Asks     []ask
	Reasons  []option
}

// ask is one missing fact or finding as a question with its answers.
type ask struct {
	law.Missing
	Field    string
	Text     string
	Date     bool
	Term     bool
	Options  []option // each with its consequence
	Reasoned bool     // the answer is a finding, which needs reasons
}

// decideView lets the law read the facts, and asks for what is missing.
func (v *visit) decideView(f *form) (decideView, law.Facts, error) {
	view := decideView{Form: f}
	id, err := v.id("id")
	if err != nil {
		return view, law.Facts{}, err
	}
	if view.Matter, err = v.parts.Registry.Matter(v.ctx(), v.actor(), id); err != nil {
		return view, law.Facts{}, err
	}
	v.stale(f, view.Matter)
	read, err := v.parts.Registry.Read(v.ctx(), v.actor(), view.Matter.Copy)
	if err != nil {
		return view, law.Facts{}, err
	}
	view.Decision = law.Decide(read.Facts, v.today())
	view.Tree = tree(view.Decision.Lines(law.Language(v.look.Lang())))
	for _, m := range view.Decision.Missing() {
		if slices.ContainsFunc(view.Asks, func(a ask) bool { return a.Path() == m.Path() }) {
			continue
		}
		view.Asks = append(view.Asks, v.ask(m, read.Facts))
	}
	for _, r := range law.Reasons() {
		view.Reasons = append(view.Reasons, option{Value: string(r), Text: v.look.Text("console.reason."+string(r), nil)})
	}
	return view, read.Facts, nil
}

// ask makes a question of what is missing. Each answer says first what would follow
// from it.
func (v *visit) ask(m law.Missing, facts law.Facts) ask {
	a := ask{Missing: m, Field: "ask-" + m.Path(), Text: v.look.Text("console.missing_fact."+string(m.Name), nil)}
	answers := []string{"yes", "no"}
	section := "console.truth"
	switch m.Name {
	case law.FactMainAct, law.FactControlFinding:
		a.Reasoned = true
		section = "console.finding_answer." + string(m.Name)
	case law.FactActAgeFinding:
		a.Reasoned = true
		answers, section = texts([]law.Stage{law.StageMinor, law.StageAdult, law.StageStraddling}), "console.stage_at_act"
	case law.FactBirthDate, law.FactActDate, law.FactEffective, law.FactConsented:
		a.Date, answers = true, nil
	case law.FactTerm:
		a.Term, answers = true, nil
	case law.FactSeparate, law.FactByDefendant, law.FactByRepresentative, law.FactCourtConsent, law.FactLaterIntentional:
	default:
		answers = nil // nothing that is asked here
	}
	for _, answer := range answers {
		would := law.Decide(supplied(facts, m, answer, law.Reasons()[:1], fengcun.Date{}, fengcun.Term{}), v.today())
		a.Options = append(a.Options, option{
			Value: answer, Text: v.look.Text(section+"."+answer, nil),
			Note: v.look.Text("console.decide.would", map[string]string{"verdict": v.look.Text("verdict."+string(would.Verdict), nil)}),
		})
	}
	if a.Reasoned {
		a.Options = append(a.Options, option{Value: "unknown", Text: v.look.Text("console.decide.cannot", nil), Note: v.look.Text("console.decide.cannot_note", nil)})
	}
	return a
}

// supplied are the facts with one answer added. The facts given stay as they are.
func supplied(f law.Facts, m law.Missing, answer string, reasons []law.Reason, day fengcun.Date, term fengcun.Term) law.Facts {
	f.Acts = slices.Clone(f.Acts)
	i := int(m.Index)
	switch m.Name {
	case law.FactMainAct:
		f.MainActBefore18 = law.HumanFinding{Answer: truth(answer), Reasons: reasons}
	case law.FactControlFinding:
		f.ControlWithinLimit = law.HumanFinding{Answer: truth(answer), Reasons: reasons}
	case law.FactActAgeFinding:
		if i < len(f.Acts) {
			f.Acts[i].AgeFinding = law.AgeFinding{Stage: law.Stage(answer), Reasons: reasons}
		}
	case law.FactBirthDate:
		f.Birth.Date, f.Birth.Certainty = day, fengcun.Exact
	case law.FactActDate:
		if i < len(f.Acts) {
			f.Acts[i].Date, f.Acts[i].From, f.Acts[i].To = day, fengcun.Date{}, fengcun.Date{}
		}
	case law.FactEffective:
		f.Outcome.Effective = day
	case law.FactConsented:
		f.JointRequest.Consented = day
	case law.FactTerm:
		f.Outcome.Term = term
	case law.FactSeparate:
		f.JointCrime.Separate = truth(answer)
	case law.FactByDefendant:
		f.JointRequest.ByDefendant = truth(answer)
	case law.FactByRepresentative:
		f.JointRequest.ByRepresentative = truth(answer)
	case law.FactCourtConsent:
		f.JointRequest.CourtConsent = truth(answer)
	case law.FactLaterIntentional:
		f.LaterAdultCrime.Intentional = truth(answer)
	}
	return f
}

func (v *visit) decidePage() error {
	view, _, err := v.decideView(blank())
	if err != nil {
		return err
	}
	return v.page("decide", view)
}

// propose puts the decision before the second person, with what was found here added
// to the facts.
func (v *visit) propose() error {
	f := v.form()
	view, _, err := v.decideView(f)
	if err != nil {
		return err
	}
	var found []func(law.Facts) law.Facts
	for _, a := range view.Asks {
		if add := v.answer(f, a); add != nil {
			found = append(found, add)
		}
	}
	if f.good() {
		proposed, err := v.parts.Registry.ProposeDecision(v.keyed(f), v.actor(), view.Matter.Record, func(facts *law.Facts) {
			for _, add := range found {
				*facts = add(*facts)
			}
		})
		if err == nil {
			return v.goOn("/decisions/" + proposed.ID.String())
		}
		if err := v.blame(f, err); err != nil {
			return err
		}
	}
	return v.again(f, "decide", view)
}

// answer reads the answer to one question. No answer leaves it open; a finding
// without reasons is no finding.
func (v *visit) answer(f *form, a ask) func(law.Facts) law.Facts {
	switch {
	case a.Date:
		day := v.day(f, a.Field, "")
		if day.IsZero() {
			return nil
		}
		return func(facts law.Facts) law.Facts { return supplied(facts, a.Missing, "", nil, day, fengcun.Term{}) }
	case a.Term:
		term := v.termOf(f, a.Field+"-")
		if term.IsZero() {
			return nil
		}
		return func(facts law.Facts) law.Facts { return supplied(facts, a.Missing, "", nil, fengcun.Date{}, term) }
	}
	var offered []string
	for _, o := range a.Options {
		offered = append(offered, o.Value)
	}
	answer := v.one(f, a.Field, "", offered...)
	if answer == "" || answer == "unknown" {
		return nil
	}
	var reasons []law.Reason
	for _, r := range law.Reasons() {
		if f.Has(a.Field+"-reason", string(r)) {
			reasons = append(reasons, r)
		}
	}
	if a.Reasoned && len(reasons) == 0 {
		f.reject(a.Field+"-reason", v.look.Text("console.decide.no_reason", nil))
	}
	return func(facts law.Facts) law.Facts {
		return supplied(facts, a.Missing, answer, reasons, fengcun.Date{}, fengcun.Term{})
	}
}
