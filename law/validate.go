package law

import (
	"strconv"

	"fengcun"
)

// The codes of errors in facts. Every such error is of kind fengcun.KindInvalid
// and its Field is the path of the fact in JSON form, for example
// "acts[1].date"; no error repeats a value.
const (
	ErrSyntax         = "facts.syntax"          // not one JSON object in UTF-8
	ErrUnknownField   = "facts.unknown_field"   // a field that the schema does not have
	ErrDuplicateField = "facts.duplicate_field" // the same field twice
	ErrType           = "facts.type"            // a value of the wrong type; null is one: what is not known is left out
	ErrDate           = "facts.date"            // not a day of the calendar in the form 2006-01-02
	ErrValue          = "facts.value"           // not one of the values listed for the field
	ErrTerm           = "facts.term"            // a negative term, more than 30 days, or beyond any sentence
	ErrReasons        = "facts.reasons"         // a human finding without a reason
	ErrTooMany        = "facts.too_many"        // more than MaxActs acts or earlier outcomes
	ErrContradiction  = "facts.contradiction"   // the field contradicts another fact
	ErrResponsibility = "facts.responsibility"  // the outcome and the age of criminal responsibility exclude each other
)

// MaxActs is the largest number of acts, and of earlier outcomes, in one set of
// facts.
const MaxActs = 200

// Validate returns the first contradiction or impossible value, or nil. The
// error is of kind fengcun.KindInvalid and names the field.
func (f *Facts) Validate() error {
	if err := f.Birth.validate(); err != nil {
		return err
	}
	if err := validateActs(f.Acts, f.Birth, f.Outcome.ended()); err != nil {
		return err
	}
	if err := f.Outcome.validate(); err != nil {
		return in(err, "outcome")
	}
	if err := f.validateEarlier(); err != nil {
		return err
	}
	if err := f.MainActBefore18.validate("mainActBefore18"); err != nil {
		return err
	}
	if err := validateControlFinding(f.ControlWithinLimit, f.Outcome); err != nil {
		return err
	}
	if f.JointCrime.Separate != Unknown && f.JointCrime.WithAdults == No {
		return fengcun.Invalid(ErrContradiction, "jointCrime.separate")
	}
	if f.LaterAdultCrime.Intentional != Unknown && f.LaterAdultCrime.Committed == No {
		return fengcun.Invalid(ErrContradiction, "laterAdultCrime.intentional")
	}
	if err := f.JointRequest.validate(); err != nil {
		return err
	}
	if d := f.Outcome.Disposition; !f.JointRequest.IsZero() && d != "" && d != fengcun.AcquittedInsufficient {
		return fengcun.Invalid(ErrContradiction, "jointRequest") // Article 7 knows no other
	}
	if err := validateTruths(truthField{"jointCrime.withAdults", f.JointCrime.WithAdults},
		truthField{"jointCrime.separate", f.JointCrime.Separate},
		truthField{"laterAdultCrime.committed", f.LaterAdultCrime.Committed},
		truthField{"laterAdultCrime.intentional", f.LaterAdultCrime.Intentional},
		truthField{"usedInOtherCase", f.UsedInOtherCase}); err != nil {
		return err
	}
	return f.validateAges()
}

// validateEarlier checks the outcomes that were replaced.
func (f *Facts) validateEarlier() error {
	if len(f.Earlier) > MaxActs {
		return fengcun.Invalid(ErrTooMany, "earlier")
	}
	for i := range f.Earlier {
		e := &f.Earlier[i]
		if err := e.validate(); err != nil {
			return in(err, indexed("earlier", i))
		}
		if e.Disposition == "" {
			return fengcun.Invalid(ErrValue, indexed("earlier", i)+".disposition")
		}
		next := f.Outcome.Effective
		if i+1 < len(f.Earlier) {
			next = f.Earlier[i+1].Effective
		}
		if later(e.Effective, next) {
			return fengcun.Invalid(ErrContradiction, indexed("earlier", i)+".effective")
		}
	}
	return nil
}

// validateAges checks what the ages at the acts exclude.
func (f *Facts) validateAges() error {
	majority := f.Birth.birthday(ageOfMajority)
	if len(f.Acts) > 0 && f.MainActBefore18.Answer != Unknown {
		// A main act before the birthday needs some act before it, and the reverse.
		g := agesAt(f.Acts, majority).proven()
		if g == StageMinor && f.MainActBefore18.Answer == No || g == StageAdult && f.MainActBefore18.Answer == Yes {
			return fengcun.Invalid(ErrContradiction, "mainActBefore18")
		}
	}
	if f.Outcome.Disposition == fengcun.NotPunishedAge && len(f.Acts) > 0 {
		sixteen, some := f.Birth.birthday(fullResponsibility), false
		for i := range f.Acts {
			some = some || sixteen.notBefore(f.Acts[i].start()) != No
		}
		if !some {
			return fengcun.Invalid(ErrResponsibility, "outcome.disposition")
		}
	}
	if f.Outcome.Disposition.Conviction() {
		twelve := f.Birth.birthday(gravestCrimes)
		for i := range f.Acts {
			if twelve.notBefore(f.Acts[i].end()) == Yes {
				return fengcun.Invalid(ErrResponsibility, indexed("acts", i))
			}
		}
	}
	return nil
}

// Validate returns the first contradiction or impossible value, or nil. The
// error is of kind fengcun.KindInvalid and names the field.
func (f *UnsealingFacts) Validate() error {
	switch f.Ground {
	case "", fengcun.GroundNewCrime, fengcun.GroundUndetectedCrime, fengcun.GroundResentence, fengcun.GroundJointRequest:
	default:
		return fengcun.Invalid(ErrValue, "ground")
	}
	if f.SealedDisposition != "" && !knownDisposition(f.SealedDisposition) {
		return fengcun.Invalid(ErrValue, "sealedDisposition")
	}
	if err := f.Birth.validate(); err != nil {
		return err
	}
	if err := validateActs(f.Acts, f.Birth, f.Outcome.ended()); err != nil {
		return err
	}
	if err := f.Outcome.validate(); err != nil {
		return in(err, "outcome")
	}
	if err := validateControlFinding(f.ControlWithinLimit, f.Outcome); err != nil {
		return err
	}
	if err := f.FiveYearsLifts.validate("fiveYearsLifts"); err != nil {
		return err
	}
	if err := f.JointRequest.validate(); err != nil {
		return err
	}
	for _, d := range [...]dateField{{"firstTermCompleted", f.FirstTermCompleted}, {"discovered", f.Discovered}} {
		if !d.date.IsZero() && !d.date.Valid() {
			return fengcun.Invalid(ErrDate, d.path)
		}
	}
	if f.Combined == Yes && f.afterCompletion() == Yes {
		return fengcun.Invalid(ErrContradiction, "combined") // Criminal Law 70, 71: nothing is left to combine with
	}
	return validateTruths(truthField{"intentional", f.Intentional}, truthField{"combined", f.Combined},
		truthField{"judgmentOnFile", f.JudgmentOnFile}, truthField{"retrial", f.Retrial})
}

func (b Birth) validate() error {
	switch b.Certainty {
	case fengcun.Exact, fengcun.Estimated, fengcun.Lunar, fengcun.Disputed:
	default:
		return fengcun.Invalid(ErrValue, "birth.certainty")
	}
	for _, d := range [...]dateField{{"birth.date", b.Date}, {"birth.notBefore", b.NotBefore}, {"birth.notAfter", b.NotAfter}} {
		if !d.date.IsZero() && !d.date.Valid() {
			return fengcun.Invalid(ErrDate, d.path)
		}
	}
	if later(b.NotBefore, b.NotAfter) {
		return fengcun.Invalid(ErrContradiction, "birth.notAfter")
	}
	if b.Certainty == fengcun.Exact {
		if later(b.NotBefore, b.Date) {
			return fengcun.Invalid(ErrContradiction, "birth.notBefore")
		}
		if later(b.Date, b.NotAfter) {
			return fengcun.Invalid(ErrContradiction, "birth.notAfter")
		}
	}
	return nil
}

// earliest returns the first day on which the person can have been born.
func (b Birth) earliest() fengcun.Date {
	if b.Certainty == fengcun.Exact && !b.Date.IsZero() {
		return b.Date
	}
	return b.NotBefore
}

func validateActs(acts []Act, birth Birth, ended fengcun.Date) error {
	if len(acts) > MaxActs {
		return fengcun.Invalid(ErrTooMany, "acts")
	}
	born, majority := birth.earliest(), birth.birthday(ageOfMajority)
	for i := range acts {
		a := &acts[i]
		if code, field := a.check(born, ended, majority); code != "" {
			return fengcun.Invalid(code, indexed("acts", i)+field)
		}
		if a.ID == "" {
			continue
		}
		for j := range acts[:i] {
			if acts[j].ID == a.ID {
				return fengcun.Invalid(ErrContradiction, indexed("acts", i)+".id")
			}
		}
	}
	return nil
}

// check returns the code and the field of the first fault, or "".
func (a *Act) check(born, ended fengcun.Date, majority days) (code, field string) {
	if !isCode(a.ID) {
		return ErrValue, ".id"
	}
	if !isCode(a.Crime) {
		return ErrValue, ".crime"
	}
	for _, d := range [...]dateField{{".date", a.Date}, {".from", a.From}, {".to", a.To}} {
		switch {
		case d.date.IsZero():
		case !d.date.Valid():
			return ErrDate, d.path
		case later(born, d.date), later(d.date, ended):
			return ErrContradiction, d.path
		}
	}
	switch {
	case !a.Date.IsZero() && !a.From.IsZero():
		return ErrContradiction, ".from"
	case !a.Date.IsZero() && !a.To.IsZero():
		return ErrContradiction, ".to"
	case !a.Date.IsZero() && a.Continuing:
		return ErrContradiction, ".continuing"
	case later(a.From, a.To):
		return ErrContradiction, ".to"
	}
	if a.AgeFinding.IsZero() {
		return "", ""
	}
	switch a.AgeFinding.Stage {
	case StageMinor, StageAdult, StageStraddling:
	default:
		return ErrValue, ".ageFinding.stage"
	}
	if code, at := checkReasons(a.AgeFinding.Reasons); code != "" {
		return code, ".ageFinding.reasons" + at
	}
	if a.AgeFinding.Stage == StageStraddling && !a.Continuing {
		return ErrContradiction, ".ageFinding.stage" // a single act cannot lie on both sides
	}
	g := a.ageByDates(majority)
	switch {
	case a.AgeFinding.Stage != StageMinor && g.adultPart == No,
		a.AgeFinding.Stage != StageAdult && g.minorPart == No,
		a.AgeFinding.Stage == StageMinor && g.adultPart == Yes,
		a.AgeFinding.Stage == StageAdult && g.minorPart == Yes:
		return ErrContradiction, ".ageFinding.stage"
	}
	return "", ""
}

func (o *Outcome) validate() error {
	if o.Disposition != "" && !knownDisposition(o.Disposition) {
		return fengcun.Invalid(ErrValue, "disposition")
	}
	for _, t := range [...]struct {
		path string
		term fengcun.Term
	}{
		{"term", o.Term}, {"probation", o.Probation}, {"reducedTo", o.ReducedTo},
		{"accompanying.detention", o.Accompanying.Detention}, {"accompanying.control", o.Accompanying.Control},
	} {
		if !possibleTerm(t.term) {
			return fengcun.Invalid(ErrTerm, t.path)
		}
	}
	for _, d := range [...]dateField{{"decided", o.Decided}, {"effective", o.Effective}, {"concluded", o.Concluded}} {
		if !d.date.IsZero() && !d.date.Valid() {
			return fengcun.Invalid(ErrDate, d.path)
		}
	}
	if later(o.Decided, o.Effective) {
		return fengcun.Invalid(ErrContradiction, "effective")
	}
	if later(o.Decided, o.Concluded) {
		return fengcun.Invalid(ErrContradiction, "concluded")
	}
	if field := o.outOfPlace(); field != "" {
		return fengcun.Invalid(ErrContradiction, field)
	}
	return nil
}

// ended returns the first day known on which the outcome stood: no act it covers
// is later.
func (o *Outcome) ended() fengcun.Date {
	switch {
	case !o.Decided.IsZero():
		return o.Decided
	case !o.Effective.IsZero():
		return o.Effective
	}
	return o.Concluded
}

// The longest terms that a judgment can pronounce or decide.
var (
	longestDetention     = fengcun.Term{Years: 1} // Criminal Law 69(1)
	longestControl       = fengcun.Term{Years: 3} // Criminal Law 69(1)
	longestSuspendedTerm = fengcun.Term{Years: 3} // Criminal Law 72(1)
	maxTermYears         = 100
	maxTermMonths        = 12 * maxTermYears
	maxDaysBesideMonths  = 30
)

// outOfPlace returns a part that the disposition excludes, or "".
func (o *Outcome) outOfPlace() string {
	imprisonment := o.Disposition == fengcun.ConvictedImprisonment
	known := o.Disposition != ""
	termed := imprisonment || o.Disposition == fengcun.ConvictedDetention || o.Disposition == fengcun.ConvictedControl
	switch {
	case !o.Term.IsZero() && known && !termed,
		o.Disposition == fengcun.ConvictedDetention && o.Term.Exceeds(longestDetention),
		o.Disposition == fengcun.ConvictedControl && o.Term.Exceeds(longestControl):
		return "term"
	case o.Suspended && known && !imprisonment && o.Disposition != fengcun.ConvictedDetention,
		o.Suspended && imprisonment && o.Term.Exceeds(longestSuspendedTerm):
		return "suspended"
	case !o.Probation.IsZero() && !o.Suspended:
		return "probation"
	case o.Combined && known && !o.Disposition.Conviction():
		return "combined"
	case o.Parole && known && !imprisonment && o.Disposition != fengcun.ConvictedLife:
		return "parole"
	case o.Outside && known && !imprisonment && o.Disposition != fengcun.ConvictedLife && o.Disposition != fengcun.ConvictedDetention:
		return "outside"
	case !o.ReducedTo.IsZero() && !o.Term.IsZero() && !o.Term.Exceeds(o.ReducedTo):
		return "reducedTo"
	case !o.ReducedTo.IsZero() && known && !termed && o.Disposition != fengcun.ConvictedLife:
		return "reducedTo"
	case !o.Accompanying.IsZero() && known && (!o.Disposition.Conviction() || o.Disposition == fengcun.ExemptFromPunishment):
		return "accompanying"
	case !o.Accompanying.Detention.IsZero() && known && !imprisonment && o.Disposition != fengcun.ConvictedLife:
		return "accompanying.detention"
	case !o.Accompanying.Control.IsZero() && known && !imprisonment && o.Disposition != fengcun.ConvictedDetention:
		return "accompanying.control"
	}
	return ""
}

func possibleTerm(t fengcun.Term) bool {
	return t.Valid() && t.Days <= maxDaysBesideMonths && t.Months <= maxTermMonths && t.Years <= maxTermYears
}

func (j *JointRequest) validate() error {
	for _, d := range [...]dateField{{"jointRequest.filed", j.Filed}, {"jointRequest.consented", j.Consented}} {
		if !d.date.IsZero() && !d.date.Valid() {
			return fengcun.Invalid(ErrDate, d.path)
		}
	}
	if later(j.Filed, j.Consented) || !j.Consented.IsZero() && j.CourtConsent == No {
		return fengcun.Invalid(ErrContradiction, "jointRequest.consented")
	}
	return validateTruths(truthField{"jointRequest.byDefendant", j.ByDefendant},
		truthField{"jointRequest.byRepresentative", j.ByRepresentative},
		truthField{"jointRequest.courtConsent", j.CourtConsent})
}

func validateControlFinding(h HumanFinding, o Outcome) error {
	if err := h.validate("controlWithinLimit"); err != nil {
		return err
	}
	if !h.IsZero() && o.Accompanying.Control.IsZero() {
		return fengcun.Invalid(ErrContradiction, "controlWithinLimit")
	}
	return nil
}

func (h HumanFinding) validate(path string) error {
	if h.IsZero() {
		return nil
	}
	if h.Answer != Yes && h.Answer != No {
		return fengcun.Invalid(ErrValue, path+".answer")
	}
	if code, at := checkReasons(h.Reasons); code != "" {
		return fengcun.Invalid(code, path+".reasons"+at)
	}
	return nil
}

func checkReasons(reasons []Reason) (code, at string) {
	if len(reasons) == 0 {
		return ErrReasons, ""
	}
	for i, r := range reasons {
		switch r {
		case ReasonNature, ReasonCircumstances, ReasonHarm, ReasonNumberOfActs, ReasonShareOfSentence,
			ReasonEvidence, ReasonBestInterest, ReasonSuperiorReply:
		default:
			return ErrValue, indexed("", i)
		}
	}
	return "", ""
}

type dateField struct {
	path string
	date fengcun.Date
}

type truthField struct {
	path  string
	truth Truth
}

func validateTruths(fields ...truthField) error {
	for _, f := range fields {
		if !f.truth.Valid() {
			return fengcun.Invalid(ErrValue, f.path)
		}
	}
	return nil
}

func knownDisposition(d fengcun.Disposition) bool {
	return d.Conviction() || d.NonProsecution() || d.Running() || otherEnding(d)
}

// otherEnding lists what is neither a conviction, nor a non-prosecution, nor
// running.
func otherEnding(d fengcun.Disposition) bool {
	switch d {
	case fengcun.AcquittedInsufficient, fengcun.AcquittedInnocent,
		fengcun.NotPunishedAge, fengcun.NotPunishedOther, fengcun.NotPursued, fengcun.CaseWithdrawn,
		fengcun.CoerciveMeasureOnly, fengcun.SupportRecord,
		fengcun.AdminPenalty, fengcun.SpecialEducation:
		return true
	}
	return false
}

// isCode reports whether s is empty or a short code: no room for a name or a
// case number in full.
func isCode(s string) bool {
	if len(s) > 32 {
		return false
	}
	for _, c := range []byte(s) {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_', c == '.':
		default:
			return false
		}
	}
	return true
}

// later reports whether both days are known and the first is later.
func later(a, b fengcun.Date) bool { return !a.IsZero() && !b.IsZero() && a.After(b) }

func indexed(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }

// in puts a prefix before the field of an error of this file.
func in(err error, prefix string) error {
	e := err.(*fengcun.Error)
	return fengcun.Invalid(e.Code, prefix+"."+e.Field)
}
