// Package intake turns the rows of a roster into what the registry files: one
// matter for the rows that share a case number and a deciding organ, one person
// for each row, the facts for the law, the organ history, the first inventory.
//
// It adds nothing that the file does not say. What the file leaves open stays
// unknown, so that the decision is *undecided* rather than *not sealed*. A row
// that no known organ decided is handed back with a code.
//
// It reads no database and carries out no act.
package intake

import (
	"fengcun"
	"fengcun/internal/registry"
	"fengcun/internal/roster"
	"fengcun/internal/store"
	"fengcun/law"
)

// Matter is one matter of the roster, ready to be filed by its deciding organ.
type Matter struct {
	Organ  fengcun.OrganID
	Filing registry.Filing
	Lines  []int // the rows, in the order of Filing.Persons
}

// Refused is a row that cannot be filed.
type Refused struct {
	Line int
	Code string
}

// Matters groups rows into matters, in the order of their first rows.
func Matters(rows []roster.Row) (matters []Matter, refused []Refused) {
	type key struct {
		organ  fengcun.OrganID
		number fengcun.Particular
	}
	index := map[key]int{}
	for _, row := range rows {
		organ, ok := decidingOrgan(row)
		if !ok {
			refused = append(refused, Refused{row.Line, "intake.organ"})
			continue
		}
		i, joined := -1, false
		k := key{organ: organ}
		if len(row.CaseNumbers) > 0 {
			k.number = normal(row.CaseNumbers[0])
			i, joined = index[k]
		}
		if !joined {
			i = len(matters)
			matters = append(matters, Matter{Organ: organ, Filing: registry.Filing{Numbers: row.CaseNumbers, History: history(row)}})
			if k.number != "" {
				index[k] = i
			}
		}
		m := &matters[i]
		person := len(m.Filing.Persons)
		m.Filing.Persons = append(m.Filing.Persons, registry.FiledPerson{Person: row.Subject, Facts: Facts(row)})
		m.Lines = append(m.Lines, row.Line)
		m.Filing.Holdings = addHoldings(m.Filing.Holdings, person)
	}
	return matters, refused
}

func normal(raw fengcun.Particular) fengcun.Particular {
	if n, err := fengcun.ParseCaseNumber(raw.Reveal()); err == nil {
		return n.Norm
	}
	return raw
}

// addHoldings gives each person a row in the case system, and lets the matter's
// paper and electronic file carry everybody.
func addHoldings(holdings []registry.NewHolding, person int) []registry.NewHolding {
	if person == 0 {
		holdings = []registry.NewHolding{
			{Kind: fengcun.HoldingPaperVolume},
			{Kind: fengcun.HoldingElectronicFile},
		}
	}
	return append(holdings, registry.NewHolding{Kind: fengcun.HoldingSystemRow, Carries: []int{person}})
}

// decidingOrgan is the known organ that brought the case to the end that the row
// states.
func decidingOrgan(row roster.Row) (fengcun.OrganID, bool) {
	function := fengcun.Investigated
	switch d := row.Outcome.Disposition; {
	case d.Conviction(), d == fengcun.AcquittedInsufficient, d == fengcun.AcquittedInnocent, d == "", d == fengcun.Pending:
		function = fengcun.Tried
	case d.NonProsecution(), d == fengcun.NonProsecutionConditional, d == fengcun.ProsecutionWithdrawn:
		function = fengcun.Prosecuted
	}
	// Where the proceedings did not get that far, the last organ that had it.
	for _, f := range []fengcun.OrganFunction{function, fengcun.Tried, fengcun.Prosecuted, fengcun.Investigated} {
		for _, m := range row.Organs {
			if m.Function == f && m.Organ != "" {
				return m.Organ, true
			}
		}
	}
	return "", false
}

// history keeps the known organs in the order of the proceedings.
func history(row roster.Row) []store.HistoryEntry {
	var h []store.HistoryEntry
	for _, m := range row.Organs {
		if m.Organ != "" {
			h = append(h, store.HistoryEntry{Organ: m.Organ, Function: m.Function})
		}
	}
	return h
}

// Facts are the facts of a row as the law asks for them.
func Facts(row roster.Row) law.Facts {
	o := row.Outcome
	f := law.Facts{
		Birth: law.Birth{Date: row.Subject.Birth, Certainty: row.Subject.BirthCertainty},
		Outcome: law.Outcome{
			Disposition: o.Disposition, Term: o.Term,
			Suspended: !o.Suspension.IsZero(), Probation: o.Suspension,
			Decided: row.Judgment, Effective: row.Effective, Concluded: row.Concluded,
		},
	}
	f.Outcome.Accompanying.Control = o.ControlBeside
	for _, s := range o.Supplementary {
		switch s.Kind {
		case roster.Fine:
			f.Outcome.Accompanying.Fine = true
		case roster.Confiscation:
			f.Outcome.Accompanying.Confiscation = true
		case roster.Deportation:
			f.Outcome.Accompanying.Expulsion = true
		default:
			f.Outcome.Accompanying.Deprivation = true
		}
	}
	// A decision of police or procuratorate takes effect when it is made.
	if d := o.Disposition; f.Outcome.Effective.IsZero() && !judgment(d) && !d.Running() {
		f.Outcome.Effective = row.Concluded
		if f.Outcome.Effective.IsZero() {
			f.Outcome.Effective = row.Judgment
		}
	}
	for _, a := range row.Acts {
		if a.From == a.To {
			f.Acts = append(f.Acts, law.Act{Date: a.From})
		} else {
			f.Acts = append(f.Acts, law.Act{From: a.From, To: a.To, Continuing: true})
		}
	}
	if row.MainActBefore18 != nil {
		// The roster states the deciding organ's finding, not what it weighed.
		f.MainActBefore18 = law.HumanFinding{Answer: law.TruthOf(*row.MainActBefore18), Reasons: []law.Reason{law.ReasonEvidence}}
	}
	f.JointCrime = joint(row)
	return f
}

func judgment(d fengcun.Disposition) bool {
	return d.Conviction() || d == fengcun.AcquittedInsufficient || d == fengcun.AcquittedInnocent
}

// joint reads Article 5. Separate handling is a question only where adults took
// part, so that an answer to it says that they did.
func joint(row roster.Row) law.JointCrime {
	var j law.JointCrime
	if row.SeparatelyHandled != nil {
		j.Separate = law.TruthOf(*row.SeparatelyHandled)
	}
	switch {
	case row.JointCrime == nil:
	case !*row.JointCrime:
		j = law.JointCrime{WithAdults: law.No}
	case row.SeparatelyHandled != nil:
		j.WithAdults = law.Yes
	}
	return j
}

// FeedRow is a row of the organ's criminal-record platform as the open register is fed
// with it.
func FeedRow(row roster.Row) registry.FeedRow {
	f := registry.FeedRow{History: history(row), Numbers: row.CaseNumbers, Person: row.Subject, Facts: Facts(row)}
	f.Organ, _ = decidingOrgan(row)
	if len(row.Crimes) > 0 {
		f.Crime = row.Crimes[0]
	}
	return f
}
