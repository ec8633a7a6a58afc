package calendar

import (
	"slices"

	"fengcun"
)

// Standing says what a term rests on.
type Standing string

// The standings.
const (
	Statutory Standing = "statutory" // the number stands in a provision
	Internal  Standing = "internal"  // the provision says "promptly" (及时); the number is a target of the organ
	History   Standing = "history"   // replaced by a later provision; shown, never computed
)

// TermCode names a term.
type TermCode string

// The terms.
const (
	SealAfterNotice          TermCode = "seal.after_notice"
	SealAfterNonProsecution  TermCode = "seal.after_non_prosecution"
	SealAfterEnforcement     TermCode = "seal.after_enforcement"
	CertificateIssue         TermCode = "certificate.issue"
	InquiryDecide            TermCode = "inquiry.decide"
	RecheckOpinion           TermCode = "recheck.opinion"
	RecheckOpinionExtended   TermCode = "recheck.opinion_extended"
	AppealJudgment           TermCode = "appeal.judgment"
	AppealRuling             TermCode = "appeal.ruling"
	NoticeServe              TermCode = "notice.serve"
	NoticeServeNonProsecuted TermCode = "notice.serve_non_prosecution"
	SealOwnFile              TermCode = "seal.own_file"
	PlaceRequest             TermCode = "seal.place_request"
	UnsealNotify             TermCode = "unseal.notify"
	ObjectionAnswer          TermCode = "objection.answer"
	CorrectionAnswer         TermCode = "correction.answer"
	SupervisionExamine       TermCode = "supervision.examine"
	CorrectionReview         TermCode = "correction.review"
	InquiryDecideSPP2019     TermCode = "inquiry.decide_spp_2019"
)

// StartEvent is the code of the event whose day starts a term and does not count.
type StartEvent string

// The events.
const (
	OnReceipt        StartEvent = "receipt"         // the recipient's own receipt, never the date of the paper
	OnEnforcementEnd StartEvent = "enforcement_end" // end of probation, control, parole or service outside prison
	OnAcceptance     StartEvent = "acceptance"      // 受理
	OnService        StartEvent = "service"         // the party's own receipt of the written judgment or ruling
	OnEffect         StartEvent = "effect"          // the judgment became effective
	OnDecision       StartEvent = "decision"        // the decision not to prosecute
	OnClosing        StartEvent = "closing"         // the judgment became effective or the final decision was made
	OnGround         StartEvent = "ground"          // the ground of unsealing arose (Article 19)
	OnRequest        StartEvent = "request"         // the application reached the organ
)

// Term is one term of the law with the provision it rests on.
type Term struct {
	Code     TermCode
	Length   Length
	Starts   StartEvent
	Standing Standing
	Basis    []string // article codes: "11" is Article 11 of the Measures, "cpl.105" of the Criminal Procedure Law
	MayPause bool     // the provision lets the clock stand still
}

// Terms returns every term, the statutory ones first.
func Terms() []Term {
	return []Term{
		{Code: SealAfterNotice, Length: NaturalDays(3), Starts: OnReceipt, Standing: Statutory, Basis: []string{"11", "cpl.105"}},
		{Code: SealAfterNonProsecution, Length: NaturalDays(3), Starts: OnReceipt, Standing: Statutory, Basis: []string{"12", "cpl.105"}},
		{Code: SealAfterEnforcement, Length: NaturalDays(3), Starts: OnEnforcementEnd, Standing: Statutory, Basis: []string{"13", "cpl.105"}},
		{Code: CertificateIssue, Length: WorkingDays(3), Starts: OnAcceptance, Standing: Statutory, Basis: []string{"15", "mps"}, MayPause: true},
		{Code: InquiryDecide, Length: WorkingDays(3), Starts: OnAcceptance, Standing: Statutory, Basis: []string{"16"}},
		{Code: RecheckOpinion, Length: WorkingDays(15), Starts: OnAcceptance, Standing: Statutory, Basis: []string{"mps"}},
		{Code: RecheckOpinionExtended, Length: WorkingDays(30), Starts: OnAcceptance, Standing: Statutory, Basis: []string{"mps"}},
		{Code: AppealJudgment, Length: NaturalDays(10), Starts: OnService, Standing: Statutory, Basis: []string{"cpl.230", "cpl.105"}},
		{Code: AppealRuling, Length: NaturalDays(5), Starts: OnService, Standing: Statutory, Basis: []string{"cpl.230", "cpl.105"}},

		{Code: NoticeServe, Length: NaturalDays(3), Starts: OnEffect, Standing: Internal, Basis: []string{"11"}},
		{Code: NoticeServeNonProsecuted, Length: NaturalDays(3), Starts: OnDecision, Standing: Internal, Basis: []string{"12"}},
		{Code: PlaceRequest, Length: NaturalDays(15), Starts: OnRequest, Standing: Internal, Basis: []string{"10"}},
		{Code: SealOwnFile, Length: NaturalDays(3), Starts: OnClosing, Standing: Internal, Basis: []string{"10"}},
		{Code: UnsealNotify, Length: NaturalDays(3), Starts: OnGround, Standing: Internal, Basis: []string{"18", "19"}},
		{Code: ObjectionAnswer, Length: NaturalDays(7), Starts: OnRequest, Standing: Internal, Basis: []string{"21"}},
		{Code: CorrectionAnswer, Length: NaturalDays(15), Starts: OnReceipt, Standing: Internal, Basis: []string{"22"}},
		{Code: CorrectionReview, Length: NaturalDays(15), Starts: OnRequest, Standing: Internal, Basis: []string{"4"}},
		{Code: SupervisionExamine, Length: NaturalDays(15), Starts: OnRequest, Standing: Internal, Basis: []string{"22"}},

		{Code: InquiryDecideSPP2019, Length: NaturalDays(7), Starts: OnAcceptance, Standing: History, Basis: []string{"spp.484"}},
	}
}

// TermOf returns the term of a code. The error is of kind KindInvalid with code
// term.unknown.
func TermOf(code TermCode) (Term, error) {
	terms := Terms()
	i := slices.IndexFunc(terms, func(t Term) bool { return t.Code == code })
	if i < 0 {
		return Term{}, fengcun.Invalid("term.unknown", "code")
	}
	return terms[i], nil
}

// WithLength returns the term with a length of the organ's choosing, in the days
// that the organ chooses. Only an internal target can be changed (error
// term.not_internal), and it has at least one day (term.length).
func (t Term) WithLength(l Length) (Term, error) {
	if t.Standing != Internal {
		return Term{}, fengcun.Invalid("term.not_internal", "code")
	}
	if l == nil || l.days() < 1 {
		return Term{}, fengcun.Invalid("term.length", "length")
	}
	t.Length = l
	return t, nil
}
