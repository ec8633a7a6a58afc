package calendar

import "fengcun"

// EffectiveDate answers from when a judgment or ruling is effective, on which the
// duty of Article 11 rests. The answer is computed by a named rule and is never
// more than a proposal: an appeal may be in the post, may have been made by word
// of mouth in custody, or may lie with the court above.

// Instance is the instance that gave the judgment or ruling. A retrial follows
// the procedure of one of the two (Criminal Procedure Law, Article 256).
type Instance string

// The instances.
const (
	FirstInstance  Instance = "first"  // 第一审
	SecondInstance Instance = "second" // 第二审, final
)

// Paper is the form of the decision, which sets the length of the appeal term.
type Paper string

// The forms of decision.
const (
	Judgment Paper = "judgment" // 判决: ten days
	Ruling   Paper = "ruling"   // 裁定: five days
)

// PartyRole is what somebody with a term of their own is in the proceedings.
type PartyRole string

// The roles.
const (
	Defendant           PartyRole = "defendant"            // 被告人
	LegalRepresentative PartyRole = "legal_representative" // 法定代理人 of a minor party
	PrivateProsecutor   PartyRole = "private_prosecutor"   // 自诉人
	ProtestingOrgan     PartyRole = "procuratorate"        // 人民检察院, whose remedy is the protest (抗诉)
	CivilParty          PartyRole = "civil_party"          // 附带民事诉讼当事人
)

// Filing is an appeal or protest that is known. The zero value says that none is
// known, which is not the same as that none exists.
type Filing struct {
	On            fengcun.Date `json:"on,omitzero"` // lodged, or posted: the postmark counts (Article 105)
	CivilPartOnly bool         `json:"civil_part_only,omitempty"`
	WithdrawnOn   fengcun.Date `json:"withdrawn_on,omitzero"`
	// LeaveServed is the day on which the ruling that allowed a withdrawal after
	// the term was served.
	LeaveServed fengcun.Date `json:"leave_served,omitzero"`
}

// Party is somebody with a term of their own. It holds no name: No is the number
// of the party on the paper, so that nothing here is a particular.
type Party struct {
	No   int       `json:"no"` // from 1, different for each
	Role PartyRole `json:"role"`
	For  int       `json:"for,omitempty"` // LegalRepresentative: the No of the represented party

	// Adult says that a defendant or private prosecutor was eighteen when the
	// judgment was served. If not, a legal representative has a term as well.
	Adult bool `json:"adult,omitempty"`
	// NoRepresentative says that a person established and recorded that nobody
	// can act as legal representative.
	NoRepresentative bool `json:"no_representative,omitempty"`

	Served    fengcun.Date `json:"served,omitzero"` // this party's own receipt
	InCustody bool         `json:"in_custody,omitempty"`
	Filing    Filing       `json:"filing,omitzero"`
}

// EffectFacts are the facts on which the effective date rests. A zero value is
// always the one that asks for more.
type EffectFacts struct {
	Instance           Instance     `json:"instance"`
	Paper              Paper        `json:"paper"`
	PrivateProsecution bool         `json:"private_prosecution,omitempty"` // 自诉: nobody protests
	Pronounced         fengcun.Date `json:"pronounced,omitzero"`           // 宣告
	AwaitsApproval     bool         `json:"awaits_approval,omitempty"`     // sentence below the minimum, to be approved by the Supreme People's Court
	Parties            []Party      `json:"parties"`
}

// EffectStatus says how far the computation came.
type EffectStatus string

// The outcomes.
const (
	EffectComputed     EffectStatus = "computed"     // Date is set
	EffectHeld         EffectStatus = "held"         // not effective: an appeal, protest or approval is pending
	EffectUndetermined EffectStatus = "undetermined" // a fact is missing, or the law leaves it to a person
)

// EffectRule is the code of the rule that decided.
type EffectRule string

// The rules.
const (
	RuleTermsExpired      EffectRule = "effect.terms_expired"      // nobody appealed; the day after the last term
	RuleWithdrawnInTerm   EffectRule = "effect.withdrawn_in_term"  // every appeal was withdrawn inside its term
	RuleCivilPartOnly     EffectRule = "effect.civil_part_only"    // only the civil part was appealed
	RuleHeldByAppeal      EffectRule = "effect.held_by_appeal"     // one appeal or protest holds the judgment for all
	RuleHeldByApproval    EffectRule = "effect.held_by_approval"   // approval is pending
	RuleWithdrawnAfter    EffectRule = "effect.withdrawn_after"    // withdrawn after the term: a person decides
	RuleLateAppeal        EffectRule = "effect.late_appeal"        // an appeal came after the term: a person decides
	RuleSecondPronounced  EffectRule = "effect.second_pronounced"  // second instance: final on pronouncement
	RuleFactsInsufficient EffectRule = "effect.facts_insufficient" // see Gaps
)

// Effect is the proposal for the effective date.
type Effect struct {
	Status      EffectStatus `json:"status"`
	Date        fengcun.Date `json:"date,omitzero"` // set only if Status is EffectComputed
	Rule        EffectRule   `json:"rule"`
	Provisional bool         `json:"provisional,omitempty"`
	Terms       []PartyTerm  `json:"terms,omitempty"`
	Steps       []EffectStep `json:"steps,omitempty"`
	Readings    []Reading    `json:"readings,omitempty"`
	Gaps        []Gap        `json:"gaps,omitempty"`
}

// NeedsConfirmation is true for every Effect: a named person confirms the date,
// or the absence of one, before anything is served on it.
func (Effect) NeedsConfirmation() bool { return true }

// PartyTerm is the term of one party.
type PartyTerm struct {
	Party     int       `json:"party"`
	Role      PartyRole `json:"role"`
	InCustody bool      `json:"in_custody,omitempty"`
	Deadline  Deadline  `json:"deadline"`
}

// EffectStep is one step of the reasoning.
type EffectStep struct {
	Code  string       `json:"code"`
	Party int          `json:"party,omitempty"`
	Role  PartyRole    `json:"role,omitempty"`
	Date  fengcun.Date `json:"date,omitzero"`
	Basis []string     `json:"basis,omitempty"`
	// Check marks a rule that the person who confirms has to look up, because its
	// wording is not settled or was not at hand when it was written down here.
	Check bool `json:"check,omitempty"`
}

// Reading is another date that a respectable reading of the facts or the law
// gives. It is shown to the person who confirms, and never chosen by itself.
type Reading struct {
	Code string       `json:"code"`
	Date fengcun.Date `json:"date"`
}

// The other readings.
const (
	ReadingCustody       = "reading.custody"        // terms of people in custody do not roll (Article 105(4))
	ReadingOnLastDay     = "reading.on_last_day"    // effective on the last day of the term, not on the day after
	ReadingCivilTerm     = "reading.civil_term"     // the civil parties' terms have to expire too
	ReadingLeaveServed   = "reading.leave_served"   // effective when the ruling on the withdrawal was served
	ReadingLateDismissed = "reading.late_dismissed" // effective as if the late appeal had not been made
	ReadingService       = "reading.service"        // second instance: effective on service
)

// Gap is a fact that is missing or contradicts another.
type Gap struct {
	Code  string `json:"code"`
	Party int    `json:"party,omitempty"`
}

// The gaps.
const (
	GapInstance          = "gap.instance"
	GapPaper             = "gap.paper"
	GapPronounced        = "gap.pronounced"
	GapDefendant         = "gap.defendant"
	GapProcuratorate     = "gap.procuratorate"
	GapPrivateProsecutor = "gap.private_prosecutor"
	GapRepresentative    = "gap.legal_representative"
	GapServed            = "gap.served"
	GapPartyNumber       = "gap.party_number"    // zero, twice, or For names nobody
	GapRole              = "gap.role"            // unknown, or impossible in this kind of case
	GapDates             = "gap.dates"           // impossible dates or an impossible order of dates
	GapSecondInstance    = "gap.second_instance" // an appeal filed against a final judgment
	GapDeadline          = "gap.deadline"        // the term cannot be computed
)
