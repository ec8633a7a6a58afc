package law

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"fengcun"
)

// Finding is one node of the reasons: what was asked, under which provision, how
// it was answered, from which facts, and what is missing.
type Finding struct {
	Code     Code      `json:"code"`
	Basis    Basis     `json:"basis"`
	Answer   Answer    `json:"answer"`
	Facts    []Fact    `json:"facts,omitempty"`
	Missing  []Missing `json:"missing,omitempty"`
	Findings []Finding `json:"findings,omitempty"`
}

// FactName is the path of a fact in Facts or UnsealingFacts, with "[]" for the
// number of an act, or the name of a day derived from facts.
type FactName string

// The facts that findings name.
const (
	FactAsOf               FactName = "asOf"
	FactRuleSet            FactName = "ruleSet"
	FactBirthDate          FactName = "birth.date"
	FactBirthCertainty     FactName = "birth.certainty"
	FactBirthNotBefore     FactName = "birth.notBefore"
	FactBirthNotAfter      FactName = "birth.notAfter"
	FactBirthday18         FactName = "derived.birthday18" // the 18th birthday
	FactAgeCompleted       FactName = "derived.ageCompleted"
	FactActs               FactName = "acts"
	FactActDate            FactName = "acts[].date"
	FactActFrom            FactName = "acts[].from"
	FactActTo              FactName = "acts[].to"
	FactActCrime           FactName = "acts[].crime"
	FactActAgeFinding      FactName = "acts[].ageFinding"
	FactDisposition        FactName = "outcome.disposition"
	FactTerm               FactName = "outcome.term"
	FactCombined           FactName = "outcome.combined"
	FactSuspended          FactName = "outcome.suspended"
	FactProbation          FactName = "outcome.probation"
	FactReducedTo          FactName = "outcome.reducedTo"
	FactDetention          FactName = "outcome.accompanying.detention"
	FactControl            FactName = "outcome.accompanying.control"
	FactFine               FactName = "outcome.accompanying.fine"
	FactDeprivation        FactName = "outcome.accompanying.deprivation"
	FactConfiscation       FactName = "outcome.accompanying.confiscation"
	FactExpulsion          FactName = "outcome.accompanying.expulsion"
	FactDecided            FactName = "outcome.decided"
	FactEffective          FactName = "outcome.effective"
	FactConcluded          FactName = "outcome.concluded"
	FactEarlierDisposition FactName = "earlier[].disposition"
	FactEarlierTerm        FactName = "earlier[].term"
	FactReopened           FactName = "reopened"
	FactMainAct            FactName = "mainActBefore18"
	FactControlFinding     FactName = "controlWithinLimit"
	FactWithAdults         FactName = "jointCrime.withAdults"
	FactSeparate           FactName = "jointCrime.separate"
	FactUsedInOtherCase    FactName = "usedInOtherCase"
	FactFiled              FactName = "jointRequest.filed"
	FactByDefendant        FactName = "jointRequest.byDefendant"
	FactByRepresentative   FactName = "jointRequest.byRepresentative"
	FactCourtConsent       FactName = "jointRequest.courtConsent"
	FactConsented          FactName = "jointRequest.consented"
	FactLaterCommitted     FactName = "laterAdultCrime.committed"
	FactLaterIntentional   FactName = "laterAdultCrime.intentional"
	FactGround             FactName = "ground"
	FactSealedDisposition  FactName = "sealedDisposition"
	FactIntentional        FactName = "intentional"
	FactCrimesCombined     FactName = "combined"
	FactFirstTermCompleted FactName = "firstTermCompleted"
	FactDiscovered         FactName = "discovered"
	FactJudgmentOnFile     FactName = "judgmentOnFile"
	FactRetrial            FactName = "retrial"
	FactFiveYearsLifts     FactName = "fiveYearsLifts"
)

func (n FactName) path(index int32) string {
	before, after, found := strings.Cut(string(n), "[]")
	if !found {
		return before
	}
	return before + "[" + strconv.Itoa(int(index)) + "]" + after
}

type valueKind uint8

const (
	noValue valueKind = iota
	dateValue
	termValue
	boolValue
	numberValue
	codeValue
)

// Fact is one fact used by a finding, with the value it had. It is small and
// says nothing in words until somebody renders it.
type Fact struct {
	Name  FactName
	Index int32 // number of the act or earlier outcome, from 0, where Name has "[]"
	kind  valueKind
	n     [3]int32
	text  string
}

// Path returns the fact's path in JSON form, for example "acts[1].date".
func (f Fact) Path() string { return f.Name.path(f.Index) }

func dateFact(name FactName, d fengcun.Date) Fact {
	return Fact{Name: name, kind: dateValue, n: [3]int32{int32(d.Year), int32(d.Month), int32(d.Day)}}
}

func termFact(name FactName, t fengcun.Term) Fact {
	return Fact{Name: name, kind: termValue, n: [3]int32{int32(t.Years), int32(t.Months), int32(t.Days)}}
}

func truthFact(name FactName, t Truth) Fact {
	if t == Unknown {
		return Fact{}
	}
	return Fact{Name: name, kind: boolValue, n: [3]int32{int32(t - No)}}
}

func codeFact(name FactName, code string) Fact {
	return Fact{Name: name, kind: codeValue, text: code}
}

func numberFact(name FactName, n int) Fact {
	return Fact{Name: name, kind: numberValue, n: [3]int32{int32(n)}}
}

func (f Fact) at(index int) Fact {
	f.Index = int32(index)
	return f
}

// absent reports whether the fact has no value and is left out of the reasons.
func (f *Fact) absent() bool {
	return f.kind == noValue ||
		(f.kind == dateValue || f.kind == termValue) && f.n == [3]int32{} ||
		f.kind == codeValue && f.text == ""
}

func (f Fact) date() fengcun.Date {
	return fengcun.NewDate(int(f.n[0]), time.Month(f.n[1]), int(f.n[2]))
}

func (f Fact) term() fengcun.Term {
	return fengcun.Term{Years: int(f.n[0]), Months: int(f.n[1]), Days: int(f.n[2])}
}

type factJSON struct {
	Fact  string          `json:"fact"`
	Value json.RawMessage `json:"value"`
}

// MarshalJSON writes the path and the value.
func (f Fact) MarshalJSON() ([]byte, error) {
	var value any
	switch f.kind {
	case dateValue:
		value = f.date()
	case termValue:
		value = f.term()
	case boolValue:
		value = f.n[0] == 1
	case numberValue:
		value = f.n[0]
	default:
		value = f.text
	}
	raw, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	return json.Marshal(factJSON{f.Path(), raw})
}

// UnmarshalJSON reads what MarshalJSON writes. A text that has the form of a
// date is a date: no code has it.
func (f *Fact) UnmarshalJSON(text []byte) error {
	var in factJSON
	if err := json.Unmarshal(text, &in); err != nil {
		return err
	}
	name, index := splitPath(in.Fact)
	var out Fact
	switch {
	case len(in.Value) > 0 && in.Value[0] == '{':
		var t fengcun.Term
		if err := json.Unmarshal(in.Value, &t); err != nil {
			return err
		}
		out = termFact(name, t)
	case string(in.Value) == "true":
		out = truthFact(name, Yes)
	case string(in.Value) == "false":
		out = truthFact(name, No)
	case len(in.Value) > 0 && in.Value[0] != '"':
		var n int32
		if err := json.Unmarshal(in.Value, &n); err != nil {
			return err
		}
		out = numberFact(name, int(n))
	default:
		var s string
		if err := json.Unmarshal(in.Value, &s); err != nil {
			return err
		}
		if d, err := fengcun.ParseDate(s); err == nil {
			out = dateFact(name, d)
		} else {
			out = codeFact(name, s)
		}
	}
	out.Index = index
	*f = out
	return nil
}

// splitPath turns "acts[1].date" into the name and the index.
func splitPath(path string) (FactName, int32) {
	before, rest, found := strings.Cut(path, "[")
	number, after, closed := strings.Cut(rest, "]")
	if !found || !closed {
		return FactName(path), 0
	}
	n, err := strconv.ParseInt(number, 10, 32)
	if err != nil {
		return FactName(path), 0
	}
	return FactName(before + "[]" + after), int32(n)
}

// Missing is a fact that nobody has stated and the organ and role that must find
// it. A handler states facts; an approver answers for findings that need
// reasons.
type Missing struct {
	Name  FactName
	Index int32
	Organ fengcun.OrganKind
	Role  fengcun.Role
}

// Path returns the path of the missing fact, for example "acts[1].ageFinding".
func (m Missing) Path() string { return m.Name.path(m.Index) }

type missingJSON struct {
	Fact  string            `json:"fact"`
	Organ fengcun.OrganKind `json:"organ"`
	Role  fengcun.Role      `json:"role"`
}

// MarshalJSON writes the path, the organ and the role.
func (m Missing) MarshalJSON() ([]byte, error) {
	return json.Marshal(missingJSON{m.Path(), m.Organ, m.Role})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (m *Missing) UnmarshalJSON(text []byte) error {
	var in missingJSON
	if err := json.Unmarshal(text, &in); err != nil {
		return err
	}
	name, index := splitPath(in.Fact)
	*m = Missing{Name: name, Index: index, Organ: in.Organ, Role: in.Role}
	return nil
}
