package console

import (
	"strconv"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/registry"
	"fengcun/law"
)

// Lifting a seal on a statutory ground. The record is named by its identifier, which
// whoever handled it holds; there is no way to it by a name.
var unsealingRoutes = []route{
	{"GET /unsealings/new", (*visit).groundPage, false},
	{"POST /unsealings/new", (*visit).reportGround, false},
	{"GET /unsealings/{id}", (*visit).unsealing, false},
	{"POST /unsealings/{id}/examine", (*visit).examineGround, false},
	{"POST /unsealings/{id}/lift", (*visit).lift, false},
}

type groundView struct {
	Form         *form
	Grounds      []option
	Dispositions []option
	Truths       []option
	Reasons      []option
	Crime        personFields           // birth date and days of the further crime
	Would        *law.UnsealingDecision // what the law would say to what was typed
}

func (v *visit) groundView(f *form) groundView {
	view := groundView{
		Form: f, Grounds: named(v.look, "unsealing_ground", fengcun.GroundNewCrime, fengcun.GroundUndetectedCrime, fengcun.GroundResentence, fengcun.GroundJointRequest),
		Truths: named(v.look, "console.truth", "yes", "no"), Reasons: named(v.look, "console.reason", law.Reasons()...),
	}
	for _, d := range fengcun.Dispositions() {
		if !d.Running() {
			view.Dispositions = append(view.Dispositions, option{Value: string(d), Text: v.look.Text("disposition."+string(d), nil)})
		}
	}
	n := f.counted("acts", mostActs)
	for i := range n {
		view.Crime.Acts = append(view.Crime.Acts, "a"+strconv.Itoa(i)+"-")
	}
	view.Crime.More = n < mostActs
	return view
}

func (v *visit) groundPage() error { return v.page("ground", v.groundView(blank())) }

// reportGround reports a ground. Before that a button says what the law would say to
// it, because what was reported is not changed any more.
func (v *visit) reportGround() error {
	f := v.form()
	if f.Get("more") == "acts" {
		f.Values.Set("acts", strconv.Itoa(min(f.counted("acts", mostActs)+1, mostActs)))
		return v.page("ground", v.groundView(f))
	}
	view := v.groundView(f)
	record := parsedID(f.Get("record"))
	if record.IsZero() {
		f.reject("record", v.look.Text("console.unsealing.no_record", nil))
	}
	facts := v.groundFacts(f, view)
	if f.good() {
		if err := facts.Validate(); err != nil {
			if err := v.blameGround(f, err); err != nil {
				return err
			}
		}
	}
	if f.good() {
		would := law.DecideUnsealing(facts, v.today())
		view.Would = &would
	}
	if f.Get("more") != "" || !f.good() {
		return v.again(f, "ground", view)
	}
	id, err := v.parts.Registry.ReportGround(v.keyed(f), v.actor(), record, facts)
	if err == nil {
		return v.goOn("/unsealings/" + id.String())
	}
	if fengcun.KindOf(err) == fengcun.KindNotFound {
		// One sentence for what is another organ's and for what never was.
		f.reject("record", v.look.Text("console.unsealing.unknown_record", nil))
	} else if err := v.blameGround(f, err); err != nil {
		return err
	}
	view.Would = nil
	return v.again(f, "ground", view)
}

// blameGround puts what is wrong with the facts of a ground at the fields of its page.
func (v *visit) blameGround(f *form, err error) error {
	return v.blame(f, err, "ground", "ground", "sealedDisposition", "sealed", "combined", "combined", "firstTermCompleted", "completed", "discovered", "discovered",
		"birth.date", "birth", "acts[0].date", "a0-from", "acts[0]", "a0-from", "outcome.disposition", "disposition", "outcome.term", "years",
		"outcome.probation", "probation-months", "outcome.decided", "decided", "outcome.effective", "effective", "outcome.concluded", "concluded",
		"outcome.suspended", "probation-months", "outcome.accompanying.control", "control-months",
		"controlWithinLimit", "control", "fiveYearsLifts", "five", "jointRequest.consented", "consented", "jointRequest.courtConsent", "consent", "jointRequest.filed", "asked")
}

// groundFacts reads what was typed about the ground that was chosen. A part of the
// form that another ground asks for is not read.
func (v *visit) groundFacts(f *form, view groundView) law.UnsealingFacts {
	facts := law.UnsealingFacts{Ground: fengcun.UnsealingGround(v.one(f, "ground", "console.unsealing.no_ground", values(view.Grounds)...))}
	facts.Birth.Date = v.day(f, "birth", "")
	if facts.Ground == fengcun.GroundJointRequest {
		facts.SealedDisposition = fengcun.Disposition(v.one(f, "sealed", "", values(view.Dispositions)...))
		facts.JointRequest = law.JointRequest{
			Filed: v.day(f, "asked", ""), ByDefendant: truth(f.Get("defendant")), ByRepresentative: truth(f.Get("representative")),
			CourtConsent: truth(f.Get("consent")), Consented: v.day(f, "consented", ""),
		}
		return facts
	}
	facts.Outcome = v.outcome(f, law.Facts{}).Outcome
	facts.JudgmentOnFile = truth(f.Get("on-file"))
	facts.ControlWithinLimit = v.found(f, "control")
	if facts.Ground == fengcun.GroundResentence {
		facts.Retrial, facts.FiveYearsLifts = truth(f.Get("retrial")), v.found(f, "five")
		return facts
	}
	_, facts.Acts = v.birthAndActs(f, view.Crime, "")
	facts.Combined, facts.Intentional = truth(f.Get("combined")), truth(f.Get("intentional"))
	facts.FirstTermCompleted, facts.Discovered = v.day(f, "completed", ""), v.day(f, "discovered", "")
	return facts
}

// found reads a finding, which needs reasons; no answer is none.
func (v *visit) found(f *form, field string) (h law.HumanFinding) {
	if h.Answer = truth(f.Get(field)); h.Answer == law.Unknown {
		return h
	}
	for _, r := range law.Reasons() {
		if f.Has(field+"-reason", string(r)) {
			h.Reasons = append(h.Reasons, r)
		}
	}
	if len(h.Reasons) == 0 {
		f.reject(field+"-reason", v.look.Text("console.decide.no_reason", nil))
	}
	return h
}

type unsealingPage struct {
	Form    *form
	Outside bool // the number of the notice comes from outside
	registry.UnsealingView
	Tree []branch
}

func (v *visit) unsealingPage(f *form) (unsealingPage, error) {
	view := unsealingPage{Form: f, Outside: v.parts.Registry.NumbersOutside(v.organ.ID, document.SeriesUnsealing)}
	id, err := v.id("id")
	if err != nil {
		return view, err
	}
	view.UnsealingView, err = v.parts.Registry.ViewUnsealing(v.ctx(), v.actor(), id)
	if view.Decision != nil {
		view.Tree = tree(view.Decision.Lines(law.Language(v.look.Lang())))
	}
	return view, err
}

// unsealing is the page of one proceeding, with what can be done about it now.
func (v *visit) unsealing() error {
	view, err := v.unsealingPage(blank())
	if err != nil {
		return err
	}
	return v.page("unsealing", view)
}

// examineGround applies the law. What it leaves undecided stays as it was reported.
func (v *visit) examineGround() error {
	return v.unsealingDone(func(f *form, id fengcun.ID) error {
		_, err := v.parts.Registry.ExamineGround(v.keyed(f), v.actor(), id)
		return err
	})
}

// lift lifts the seal, as the second person or as the next in the chain of approval.
func (v *visit) lift() error {
	return v.unsealingDone(func(f *form, id fengcun.ID) error {
		serial := 0
		if v.parts.Registry.NumbersOutside(v.organ.ID, document.SeriesUnsealing) {
			serial, _ = strconv.Atoi(f.Get("number")) // what is no number is none, and asked for
		}
		return v.parts.Registry.LiftAs(v.keyed(f), v.actor(), id, serial)
	})
}

// unsealingDone carries out an act and goes back to the page of the proceeding, or
// says there why not.
func (v *visit) unsealingDone(do func(*form, fengcun.ID) error) error {
	f := v.form()
	id, err := v.id("id")
	if err != nil {
		return err
	}
	if err = do(f, id); err == nil {
		return v.goOn("/unsealings/" + id.String())
	}
	if err := v.blame(f, err, "number", "number"); err != nil {
		return err
	}
	view, err := v.unsealingPage(f)
	if err != nil {
		return err
	}
	return v.again(f, "unsealing", view)
}
