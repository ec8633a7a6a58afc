package law

import (
	"log/slog"

	"fengcun"
)

// Facts describes one person in one matter, as the deciding organ found it. A
// field left at its zero value is not known; it is never a "no". The JSON form is
// described in docs/schema/facts.schema.json.
type Facts struct {
	Birth   Birth     `json:"birth,omitzero"`
	Acts    []Act     `json:"acts,omitempty"`    // the acts of this person that the outcome covers
	Outcome Outcome   `json:"outcome,omitzero"`  // how the proceedings ended, as it stands today
	Earlier []Outcome `json:"earlier,omitempty"` // outcomes that the present one replaced, oldest first: they are recorded and do not count

	// Reopened: the matter is being handled again, by retrial at any level or by
	// resumed investigation. The seal stays for everybody else.
	Reopened bool `json:"reopened,omitempty"`

	// MainActBefore18 is the finding of Article 4(2) on acts before and after the
	// eighteenth birthday. It is never inferred.
	MainActBefore18 HumanFinding `json:"mainActBefore18,omitzero"`

	// ControlWithinLimit says whether imprisonment up to five years with control
	// still to be served after it stays within Article 4. The text is silent.
	ControlWithinLimit HumanFinding `json:"controlWithinLimit,omitzero"`

	JointCrime      JointCrime   `json:"jointCrime,omitzero"`
	JointRequest    JointRequest `json:"jointRequest,omitzero"`
	LaterAdultCrime LaterCrime   `json:"laterAdultCrime,omitzero"`

	// UsedInOtherCase: the files of another criminal, civil, administrative or
	// public-interest case contain information of this record (Article 6).
	UsedInOtherCase Truth `json:"usedInOtherCase,omitzero"`
}

// Birth is what is proven of a person's birth.
type Birth struct {
	Date      fengcun.Date      `json:"date,omitzero"`
	Certainty fengcun.Certainty `json:"certainty,omitempty"` // anything but exact: Date is not relied on, only the bounds are
	NotBefore fengcun.Date      `json:"notBefore,omitzero"`  // proven: not born before this day
	NotAfter  fengcun.Date      `json:"notAfter,omitzero"`   // proven: not born after this day
}

// Act is one criminal act. Either Date is given, or From and To.
//
// From and To with Continuing mean an act that lasted from the one day to the
// other. Without Continuing they bound a single act whose day is not known: the
// night from the 1st to the 2nd, hour unknown, is From 1st, To 2nd; if it is
// known to be after midnight, Date is the 2nd.
type Act struct {
	ID         string       `json:"id,omitempty"`    // the organ's own code for the act, not a case number
	Crime      string       `json:"crime,omitempty"` // code of the crime, e.g. the article of the Criminal Law. It never decides anything
	Date       fengcun.Date `json:"date,omitzero"`
	From       fengcun.Date `json:"from,omitzero"`
	To         fengcun.Date `json:"to,omitzero"`
	Continuing bool         `json:"continuing,omitempty"`
	AgeFinding AgeFinding   `json:"ageFinding,omitzero"`
}

// Stage is the age of a person at an act, seen from the eighteenth birthday.
type Stage string

// The stages.
const (
	StageMinor      Stage = "minor"      // not yet eighteen throughout
	StageAdult      Stage = "adult"      // eighteen throughout
	StageStraddling Stage = "straddling" // begun before, ended after
)

// AgeFinding is a person's finding on the age at an act where dates do not prove
// it: a disputed or lunar birth date, or a birthday on 29 February.
type AgeFinding struct {
	Stage   Stage    `json:"stage"`
	Reasons []Reason `json:"reasons"`
}

// IsZero reports whether there is no finding.
func (a AgeFinding) IsZero() bool { return a.Stage == "" && a.Reasons == nil }

// HumanFinding is what a person of the deciding organ found, with reasons. A
// finding without a reason is an error of kind fengcun.KindInvalid.
type HumanFinding struct {
	Answer  Truth    `json:"answer"`
	Reasons []Reason `json:"reasons"`
}

// IsZero reports whether there is no finding.
func (h HumanFinding) IsZero() bool { return h.Answer == Unknown && h.Reasons == nil }

// Reason is the reason of a human finding, as a code: free text would carry
// particulars of the case into the decision.
type Reason string

// The reasons. The first five are what a main criminal act is weighed by.
const (
	ReasonNature          Reason = "nature"            // 行为性质
	ReasonCircumstances   Reason = "circumstances"     // 犯罪情节
	ReasonHarm            Reason = "harm"              // 危害后果
	ReasonNumberOfActs    Reason = "number_of_acts"    // 行为次数
	ReasonShareOfSentence Reason = "share_of_sentence" // 所判刑罚比重
	ReasonEvidence        Reason = "evidence"          // 证据认定
	ReasonBestInterest    Reason = "best_interest"     // 最有利于未成年人
	ReasonSuperiorReply   Reason = "superior_reply"    // 上级机关答复
)

// Reasons lists every reason.
func Reasons() []Reason {
	return []Reason{
		ReasonNature, ReasonCircumstances, ReasonHarm, ReasonNumberOfActs, ReasonShareOfSentence,
		ReasonEvidence, ReasonBestInterest, ReasonSuperiorReply,
	}
}

// Outcome is how the proceedings ended, or that they have not.
type Outcome struct {
	Disposition fengcun.Disposition `json:"disposition,omitempty"`
	// Term is what the judgment pronounced; for several crimes, the term decided
	// for execution (决定执行). Zero is unknown.
	Term      fengcun.Term `json:"term,omitzero"`
	Combined  bool         `json:"combined,omitempty"`  // 数罪并罚
	Suspended bool         `json:"suspended,omitempty"` // 宣告缓刑
	Probation fengcun.Term `json:"probation,omitzero"`  // 缓刑考验期; it is not a term of imprisonment
	Parole    bool         `json:"parole,omitempty"`    // 假释
	Outside   bool         `json:"outside,omitempty"`   // 暂予监外执行
	ReducedTo fengcun.Term `json:"reducedTo,omitzero"`  // 减刑; recorded, never counted

	Accompanying Accompanying `json:"accompanying,omitzero"`

	Decided   fengcun.Date `json:"decided,omitzero"`   // day of the judgment or decision
	Effective fengcun.Date `json:"effective,omitzero"` // day it took effect; for a decision of an organ, the day it was made
	Concluded fengcun.Date `json:"concluded,omitzero"` // day the case was closed (Article 23); if absent, Effective is used
}

// IsZero reports whether nothing is known of the outcome.
func (o Outcome) IsZero() bool { return o == Outcome{} }

// Accompanying is what a judgment pronounced beside imprisonment.
type Accompanying struct {
	Detention    fengcun.Term `json:"detention,omitzero"`     // 拘役, absorbed by imprisonment (Criminal Law 69(2))
	Control      fengcun.Term `json:"control,omitzero"`       // 管制, still served after imprisonment (Criminal Law 69(2))
	Fine         bool         `json:"fine,omitempty"`         // 罚金
	Deprivation  bool         `json:"deprivation,omitempty"`  // 剥夺政治权利
	Confiscation bool         `json:"confiscation,omitempty"` // 没收财产
	Expulsion    bool         `json:"expulsion,omitempty"`    // 驱逐出境
}

// IsZero reports whether nothing accompanies.
func (a Accompanying) IsZero() bool { return a == Accompanying{} }

func (a Accompanying) supplementary() bool {
	return a.Fine || a.Deprivation || a.Confiscation || a.Expulsion
}

// JointCrime says whether adults took part and how the files were kept
// (Article 5).
type JointCrime struct {
	WithAdults Truth `json:"withAdults,omitzero"`
	Separate   Truth `json:"separate,omitzero"` // 分案
}

// IsZero reports whether nothing is known.
func (j JointCrime) IsZero() bool { return j == JointCrime{} }

// JointRequest is the application of Article 7 not to seal, or to lift the seal
// of, an acquittal for insufficient evidence.
type JointRequest struct {
	Filed            fengcun.Date `json:"filed,omitzero"`
	ByDefendant      Truth        `json:"byDefendant,omitzero"`
	ByRepresentative Truth        `json:"byRepresentative,omitzero"` // 法定代理人
	CourtConsent     Truth        `json:"courtConsent,omitzero"`
	Consented        fengcun.Date `json:"consented,omitzero"` // day of the court's consent
}

// IsZero reports whether there is no request.
func (j JointRequest) IsZero() bool { return j == JointRequest{} }

// LaterCrime is a crime that the person committed as an adult (Article 18, last
// paragraph).
type LaterCrime struct {
	Committed   Truth `json:"committed,omitzero"`
	Intentional Truth `json:"intentional,omitzero"`
}

// IsZero reports whether nothing is known.
func (l LaterCrime) IsZero() bool { return l == LaterCrime{} }

// UnsealingFacts describes a reported ground for lifting the seal of one record.
// The JSON form is described in docs/schema/unsealing-facts.schema.json.
type UnsealingFacts struct {
	Ground fengcun.UnsealingGround `json:"ground,omitempty"`
	Birth  Birth                   `json:"birth,omitzero"`

	// SealedDisposition is the outcome on which the sealed record rests; only
	// Article 7 asks for it.
	SealedDisposition fengcun.Disposition `json:"sealedDisposition,omitempty"`

	// Acts are the new or undetected crime (Article 18(1), (2)).
	Acts        []Act `json:"acts,omitempty"`
	Intentional Truth `json:"intentional,omitzero"` // for a crime as an adult (Article 18, last paragraph)

	Combined           Truth        `json:"combined,omitzero"`           // 数罪并罚 with the sealed crime
	FirstTermCompleted fengcun.Date `json:"firstTermCompleted,omitzero"` // day the first sentence was completed; zero while it runs or if unknown
	Discovered         fengcun.Date `json:"discovered,omitzero"`         // day the undetected crime was found

	// Outcome is what the new judgment decided: the combined term, or the term on
	// retrial. Its Effective is the day of Article 19.
	Outcome            Outcome      `json:"outcome,omitzero"`
	JudgmentOnFile     Truth        `json:"judgmentOnFile,omitzero"` // the judgment itself was seen and its number noted
	ControlWithinLimit HumanFinding `json:"controlWithinLimit,omitzero"`

	Retrial Truth `json:"retrial,omitzero"` // 审判监督程序; a reduction of sentence is not a retrial
	// FiveYearsLifts answers the conflict between Article 18(3) and Article 24 for
	// a retrial that ends at exactly five years.
	FiveYearsLifts HumanFinding `json:"fiveYearsLifts,omitzero"`

	JointRequest JointRequest `json:"jointRequest,omitzero"`
}

const withheld = "[…]"

// String returns a fixed mark: facts are particulars.
func (f Facts) String() string { return withheld }

// GoString returns a fixed mark: facts are particulars.
func (f Facts) GoString() string { return withheld }

// LogValue returns a fixed mark: facts are particulars.
func (f Facts) LogValue() slog.Value { return slog.StringValue(withheld) }

// String returns a fixed mark: facts are particulars.
func (f UnsealingFacts) String() string { return withheld }

// GoString returns a fixed mark: facts are particulars.
func (f UnsealingFacts) GoString() string { return withheld }

// LogValue returns a fixed mark: facts are particulars.
func (f UnsealingFacts) LogValue() slog.Value { return slog.StringValue(withheld) }
