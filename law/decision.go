package law

import (
	"log/slog"

	"fengcun"
)

// Verdict is what the Measures demand for one record on one day. The set is
// closed.
type Verdict string

// The verdicts.
const (
	Seal      Verdict = "seal"      // 应当封存
	NotSeal   Verdict = "not_seal"  // 不予封存: the only verdict under which the record is handled as usual
	Undecided Verdict = "undecided" // 待人工认定: a fact or a finding is missing; withheld
	NotYet    Verdict = "not_yet"   // 尚未到封存时点: proceedings or probation run, or the outcome has not taken effect; withheld
	OtherLaw  Verdict = "other_law" // 依其他法律保密: not a record of the Measures, closed by another law; withheld
)

// Verdicts lists every verdict.
func Verdicts() []Verdict { return []Verdict{Seal, NotSeal, Undecided, NotYet, OtherLaw} }

// Disclosure is the rule that follows from a verdict.
type Disclosure string

// The rules of disclosure. Anything but Ordinary withholds.
const (
	Withhold Disclosure = "withhold" // 一律不予提供
	Ordinary Disclosure = "ordinary" // 按一般规定办理
)

// Label is a cover label that is due (Articles 5, 6). Each prints CoverLabel.
type Label string

// The labels.
const (
	LabelAdultFile Label = "adult_file" // joint crime handled separately: cover of the adults' file
	LabelWholeFile Label = "whole_file" // joint crime not handled separately: cover of the whole file
	LabelUsingFile Label = "using_file" // another case uses the record: cover of that case's file
)

// CoverLabel is the text of the label, exactly as Article 5 gives it.
const CoverLabel = "含犯罪记录封存信息"

// Basis returns the article that demands the label.
func (l Label) Basis() Basis {
	if l == LabelUsingFile {
		return Article6
	}
	return Article5
}

// Service says who carries a seal into effect, and how.
type Service string

// The services.
const (
	ServeCourt         Service = "court_serves"         // Article 11: court to the person, the procuratorate and the police
	ServeProcuratorate Service = "procuratorate_serves" // Article 12: procuratorate to the person and the police
	SealCorrections    Service = "corrections_seals"    // Article 13: community corrections agency, after enforcement is completed
	SealInternal       Service = "organ_seals"          // Article 3: the organ that closed the case, by its own approval
	SealExOfficio      Service = "holder_seals"         // Article 23: every holder of an old file, without notice
)

// Basis returns the article of the service.
func (s Service) Basis() Basis {
	switch s {
	case ServeCourt:
		return Article11
	case ServeProcuratorate:
		return Article12
	case SealCorrections:
		return Article13
	case SealExOfficio:
		return Article23
	}
	return Article3
}

// Decision is the answer of Decide, with its reasons. Its JSON form is described
// in docs/schema/decision.schema.json. The zero Decision withholds.
type Decision struct {
	Verdict    Verdict      `json:"verdict"`
	Disclosure Disclosure   `json:"disclosure"`
	AsOf       fengcun.Date `json:"asOf,omitzero"`     // the day for which it was asked
	RuleSet    string       `json:"ruleSet,omitempty"` // version of the rules; empty if none was in force
	InForce    fengcun.Date `json:"inForce,omitzero"`  // first day of those rules (Article 26)

	// IdentityProtected: an act as a minor is not excluded, so that name, image,
	// home, school and the like stay secret whatever the verdict (Juvenile
	// Protection Law 103).
	IdentityProtected bool `json:"identityProtected"`
	// StateInJudgment: the court must state the record in its judgment on the
	// person's intentional crime as an adult (Article 18, last paragraph).
	StateInJudgment bool      `json:"stateInJudgment"`
	Labels          []Label   `json:"labels,omitempty"`
	Services        []Service `json:"services,omitempty"`

	Reason Finding `json:"reason"`
}

// Withheld reports whether nobody outside may learn of the record.
func (d Decision) Withheld() bool { return d.Disclosure != Ordinary }

// Missing returns every fact that is missing, in the order of the reasons.
func (d Decision) Missing() []Missing { return d.Reason.allMissing(nil) }

// UnsealingVerdict is the answer on a reported ground. The set is closed.
type UnsealingVerdict string

// The verdicts on a reported ground.
const (
	Lift               UnsealingVerdict = "lift"        // 解除封存
	StaySealed         UnsealingVerdict = "stay_sealed" // 维持封存: the ground is not established
	UnsealingUndecided UnsealingVerdict = "undecided"   // 待人工认定: stays sealed meanwhile
)

// UnsealingVerdicts lists every verdict on a ground.
func UnsealingVerdicts() []UnsealingVerdict {
	return []UnsealingVerdict{Lift, StaySealed, UnsealingUndecided}
}

// UnsealingDecision is the answer of DecideUnsealing, with its reasons. Its JSON
// form is described in docs/schema/unsealing-decision.schema.json. The zero
// UnsealingDecision withholds.
type UnsealingDecision struct {
	Verdict    UnsealingVerdict        `json:"verdict"`
	Disclosure Disclosure              `json:"disclosure"`
	Ground     fengcun.UnsealingGround `json:"ground,omitempty"`
	AsOf       fengcun.Date            `json:"asOf,omitzero"`
	RuleSet    string                  `json:"ruleSet,omitempty"`
	InForce    fengcun.Date            `json:"inForce,omitzero"`

	// EffectiveFrom is the day the ground arose, from which the restrictions cease
	// (Article 19). It may precede AsOf; earlier answers are never rewritten.
	EffectiveFrom fengcun.Date `json:"effectiveFrom,omitzero"`
	// StateInJudgment as in Decision.
	StateInJudgment bool    `json:"stateInJudgment"`
	Labels          []Label `json:"labels,omitempty"`

	Reason Finding `json:"reason"`
}

// Withheld reports whether nobody outside may learn of the record.
func (d UnsealingDecision) Withheld() bool { return d.Disclosure != Ordinary }

// Missing returns every fact that is missing, in the order of the reasons.
func (d UnsealingDecision) Missing() []Missing { return d.Reason.allMissing(nil) }

// Walk calls visit for the finding and all below it, in reading order, with the
// depth below the first.
func (f *Finding) Walk(visit func(depth int, f *Finding)) { f.walk(0, visit) }

func (f *Finding) walk(depth int, visit func(int, *Finding)) {
	visit(depth, f)
	for i := range f.Findings {
		f.Findings[i].walk(depth+1, visit)
	}
}

func (f *Finding) allMissing(list []Missing) []Missing {
	list = append(list, f.Missing...)
	for i := range f.Findings {
		list = f.Findings[i].allMissing(list)
	}
	return list
}

// String returns the verdict alone: the reasons hold particulars.
func (d Decision) String() string { return string(d.Verdict) }

// GoString returns the verdict alone: the reasons hold particulars.
func (d Decision) GoString() string { return string(d.Verdict) }

// LogValue returns the verdict and the version of the rules: the reasons hold
// particulars.
func (d Decision) LogValue() slog.Value {
	return slog.GroupValue(slog.String("verdict", string(d.Verdict)), slog.String("ruleSet", d.RuleSet))
}

// String returns the verdict alone: the reasons hold particulars.
func (d UnsealingDecision) String() string { return string(d.Verdict) }

// GoString returns the verdict alone: the reasons hold particulars.
func (d UnsealingDecision) GoString() string { return string(d.Verdict) }

// LogValue returns the verdict and the version of the rules: the reasons hold
// particulars.
func (d UnsealingDecision) LogValue() slog.Value {
	return slog.GroupValue(slog.String("verdict", string(d.Verdict)), slog.String("ruleSet", d.RuleSet))
}

// String returns the code and the answer alone: the facts are particulars.
func (f Finding) String() string { return string(f.Code) + "=" + string(f.Answer) }

// GoString returns the code and the answer alone: the facts are particulars.
func (f Finding) GoString() string { return f.String() }

// String returns the path alone: the value may be a particular.
func (f Fact) String() string { return f.Path() }

// GoString returns the path alone: the value may be a particular.
func (f Fact) GoString() string { return f.Path() }
