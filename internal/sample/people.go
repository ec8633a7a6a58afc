package sample

import (
	"math/rand/v2"
	"strconv"
	"time"

	"fengcun"
)

// Subject is one synthetic person in one synthetic case.
type Subject struct {
	Person          fengcun.Person
	Domicile        fengcun.Particular
	CaseNumber      fengcun.Particular
	Crime           fengcun.Particular
	Acts            []Act
	MainActBefore18 *bool // set in some of the cases whose acts lie on both sides of the 18th birthday
	Disposition     fengcun.Disposition
	Term            fengcun.Term
	ControlBeside   fengcun.Term
	Suspension      fengcun.Term
	FineYuan        int64
	Joint           bool
	Separate        bool // only where Joint
	Judgment        fengcun.Date
	Effective       fengcun.Date // zero unless a conviction or an acquittal
	Concluded       fengcun.Date // zero while proceedings run
	Volumes         int
}

// Act is one act of a Subject, both days inclusive.
type Act struct{ From, To fengcun.Date }

// People generates synthetic persons. Equal seeds give equal people, in order and
// for ever: samples and measurements rest on it. No two persons of one generator
// share an ID number. People is not safe for concurrent use; give each goroutine
// its own seed.
//
// Nobody here exists. Given names are an earthly branch and a tree or stone, a
// combination that no known person bears; the court code, the district and the
// organs are invented.
type People struct {
	random *rand.Rand
	index  uint64
	start  uint64
}

// NewPeople returns the generator of a seed.
func NewPeople(seed uint64) *People {
	random := rand.New(rand.NewPCG(seed, 0x66656e6763756e))
	return &People{random: random, start: random.Uint64N(identities)}
}

// The births lie from 1985 to 2006, so that some cases end before 2012-12-31
// (Article 23) and every act lies in the past of 2026.
var firstBirth = fengcun.NewDate(1985, time.January, 1)

const (
	birthDays  = 8035 // to 2006-12-31
	sequences  = 998
	identities = uint64(birthDays * sequences * len(regions))
	stride     = 104_729 * 7919 // coprime to identities: visits each identity once
)

// regions are real codes of GB/T 2260, because a number with an invented region
// would be warned of as malformed.
var regions = [...]string{
	"110105", "120103", "130102", "140105", "210102", "220102", "230102", "310115", "320102", "330106",
	"340103", "350102", "360102", "370102", "410105", "420106", "430102", "440106", "500103", "510104",
}

// Next returns the next person.
func (p *People) Next() Subject {
	identity := (p.start + p.index*stride) % identities
	p.index++
	region := regions[identity%uint64(len(regions))]
	identity /= uint64(len(regions))
	birth := firstBirth.AddDays(int(identity % birthDays))
	sequence := 1 + int(identity/birthDays)

	var s Subject
	s.Person = p.person(region, birth, sequence)
	s.Domicile = fengcun.Particular("东江区虚构路" + strconv.Itoa(1+p.random.IntN(400)) + "号")
	s.Crime = fengcun.Particular(crimes[p.random.IntN(len(crimes))])
	s.Disposition = p.disposition()
	p.acts(&s)
	p.sentence(&s)
	p.proceedings(&s)
	return s
}

func (p *People) person(region string, birth fengcun.Date, sequence int) fengcun.Person {
	number, err := fengcun.ComposeResidentID(region, birth, sequence)
	if err != nil {
		panic("sample: the tables of the generator are wrong: " + fengcun.CodeOf(err))
	}
	surname, name := p.name()
	person := fengcun.Person{
		Names:     []fengcun.Name{{Text: fengcun.Particular(name), Source: "synthetic"}},
		Sex:       fengcun.Female,
		Birth:     birth,
		Documents: []fengcun.IdentityDocument{{Kind: fengcun.ResidentID, Number: number, Source: "synthetic"}},
	}
	if sequence%2 == 1 {
		person.Sex = fengcun.Male
	}
	if p.random.IntN(16) == 0 {
		person.Documents = nil // old files often hold no number
	}
	guardian := fengcun.Guardian{Name: fengcun.Particular(surname + p.given()), Relation: "father"}
	if p.random.IntN(2) == 0 {
		guardian.Relation = "mother"
	}
	person.Guardians = []fengcun.Guardian{guardian}
	return person
}

// disposition weighs the outcomes roughly as juvenile courts see them, and runs
// through all of them once in every 32 × 23 persons besides.
func (p *People) disposition() fengcun.Disposition {
	if p.index%32 == 0 {
		all := fengcun.Dispositions()
		return all[p.index/32%uint64(len(all))]
	}
	n := p.random.IntN(100)
	for _, w := range outcomeWeights {
		if n -= w.percent; n < 0 {
			return w.disposition
		}
	}
	return fengcun.ConvictedImprisonment
}

var outcomeWeights = []struct {
	percent     int
	disposition fengcun.Disposition
}{
	{48, fengcun.ConvictedImprisonment}, {10, fengcun.ConvictedDetention}, {3, fengcun.ConvictedControl},
	{5, fengcun.ConvictedFineOnly}, {4, fengcun.ExemptFromPunishment},
	{12, fengcun.NonProsecutionDiscretionary}, {7, fengcun.NonProsecutionAfterTrial}, {3, fengcun.NonProsecutionConditional},
	{2, fengcun.NonProsecutionDoubt}, {1, fengcun.NonProsecutionStatutory},
	{2, fengcun.CaseWithdrawn}, {2, fengcun.NotPunishedAge}, {1, fengcun.Pending},
}

// acts places the acts around the birthdays that matter: one case in four lies
// within a day of the 18th, one in sixteen on both sides of it.
func (p *People) acts(s *Subject) {
	eighteenth := birthday(s.Person.Birth, 18)
	var from fengcun.Date
	switch n := p.random.IntN(16); {
	case n < 4:
		from = eighteenth.AddDays(n - 1) // the day before, the day itself, the two after
	case n == 4:
		s.Acts = []Act{{eighteenth.AddDays(-1 - p.random.IntN(200)), eighteenth.AddDays(1 + p.random.IntN(100))}}
		if answer := p.random.IntN(3); answer > 0 {
			before := answer == 1
			s.MainActBefore18 = &before
		}
		return
	case n == 5:
		from = birthday(s.Person.Birth, 14).AddDays(p.random.IntN(3) - 1)
	case n == 6:
		from = birthday(s.Person.Birth, 16).AddDays(p.random.IntN(3) - 1)
	default:
		from = birthday(s.Person.Birth, 14).AddDays(1 + p.random.IntN(4*365))
	}
	s.Acts = []Act{{from, from}}
	if p.random.IntN(8) == 0 {
		later := from.AddDays(1 + p.random.IntN(30))
		s.Acts = append(s.Acts, Act{later, later})
	}
}

// birthday is the date on which the person completes years; 28 February where
// the year has no 29th.
func birthday(birth fengcun.Date, years int) fengcun.Date {
	d := birth
	d.Year += years
	d.Day = min(d.Day, fengcun.DaysIn(d.Year, d.Month))
	return d
}

// sentence fills in the penalty. Terms crowd around five years, where Articles 4
// and 24 decide.
func (p *People) sentence(s *Subject) {
	switch s.Disposition {
	case fengcun.ConvictedImprisonment:
		switch n := p.random.IntN(20); {
		case n == 0:
			s.Term = fengcun.Term{Years: 5}
		case n == 1:
			s.Term = fengcun.Term{Years: 5, Months: 1}
		case n == 2:
			s.Term = fengcun.Term{Years: 6 + p.random.IntN(9)}
		case n == 3:
			s.Term, s.ControlBeside = fengcun.Term{Years: 2}, fengcun.Term{Months: 6}
		default:
			s.Term = months(6 + p.random.IntN(54))
		}
		if s.ControlBeside.IsZero() && !s.Term.Exceeds(fengcun.Term{Years: 3}) && p.random.IntN(2) == 0 {
			s.Suspension = fengcun.Term{Years: max(s.Term.Years+1, 1)}
		}
		if p.random.IntN(2) == 0 {
			s.FineYuan = int64(1+p.random.IntN(20)) * 500
		}
	case fengcun.ConvictedDetention:
		s.Term = months(1 + p.random.IntN(6))
	case fengcun.ConvictedControl:
		s.Term = months(3 + p.random.IntN(22))
	case fengcun.ConvictedFineOnly:
		s.FineYuan = int64(1+p.random.IntN(20)) * 500
	}
}

func months(n int) fengcun.Term { return fengcun.Term{Years: n / 12, Months: n % 12} }

// proceedings fills in the dates and the numbers of the papers.
func (p *People) proceedings(s *Subject) {
	last := s.Acts[len(s.Acts)-1].To
	decided := last.AddDays(30 + p.random.IntN(270))
	serial := strconv.Itoa(1 + p.random.IntN(1999))
	year := strconv.Itoa(decided.Year)
	switch d := s.Disposition; {
	case d.Conviction() || d == fengcun.AcquittedInsufficient || d == fengcun.AcquittedInnocent:
		s.Judgment, s.Effective = decided, decided.AddDays(11)
		if decided.Year < 2016 {
			s.CaseNumber = fengcun.Particular("（" + year + "）东江刑初字第" + serial + "号")
		} else {
			s.CaseNumber = fengcun.Particular("（" + year + "）沪0199刑初" + serial + "号")
		}
	case d.NonProsecution() || d == fengcun.NonProsecutionConditional:
		s.CaseNumber = fengcun.Particular("东江检未不诉〔" + year + "〕" + serial + "号")
	default:
		s.CaseNumber = fengcun.Particular("东江公（刑）字〔" + year + "〕" + serial + "号")
	}
	if !s.Disposition.Running() {
		s.Concluded = decided
	}
	s.Joint = p.random.IntN(4) == 0
	s.Separate = s.Joint && p.random.IntN(2) == 0
	s.Volumes = 1 + p.random.IntN(6)
}
