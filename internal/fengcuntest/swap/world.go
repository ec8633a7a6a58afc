package swap

import (
	"context"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/observe"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

// World is one of the two worlds.
type World struct {
	*district.District
	X, Y fengcun.Person

	sealed fengcun.Person
	known  Identifiers
	random map[fengcun.Particular]Identifiers
	rows   observe.Rows
}

// Identifiers are what those who worked on a record may have noted of it.
type Identifiers struct {
	Matter, Record, Decision, Notice fengcun.ID
	Copies                           map[fengcun.OrganID]fengcun.CopyID
	Holdings                         map[fengcun.OrganID][]fengcun.HoldingID
	Request                          registry.RequestKey // under which it was filed
}

// sealers are the organs that hold a copy of the sealed record.
var sealers = []fengcun.OrganID{sample.Court, sample.Procuratorate, sample.Police}

var (
	birth   = fengcun.NewDate(2005, 3, 14)
	personX = district.Person("王试甲", "310115200503140019", birth)
	personY = district.Person("李试乙", "310115200503140035", birth)

	numbers = map[fengcun.Particular]fengcun.Particular{
		"310115200503140019": "（2026）沪0101刑初12号",
		"310115200503140035": "（2026）沪0101刑初34号",
	}
)

// Worlds makes the two worlds: in a X is sealed and Y never known, in b the other
// way round.
func Worlds(t testing.TB) (a, b *World) {
	t.Helper()
	return newWorld(t, personX, personY), newWorld(t, personY, personX)
}

func newWorld(t testing.TB, sealed, never fengcun.Person) *World {
	t.Helper()
	w := &World{District: district.Open(t), X: personX, Y: personY, sealed: sealed, random: map[fengcun.Particular]Identifiers{}}
	ctx := context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	w.bystanders(t)

	facts := district.Sentenced(birth, fengcun.Term{Years: 3})
	w.known.Request = requestKey(sealed)
	filed, err := w.Registry.File(ctx, sample.Member(sample.Court, fengcun.RoleHandler), w.Filing(sealed))
	must(err)
	c := district.Case{Filed: filed, Record: filed.Records[0], Copy: filed.Copies[0], Person: sealed, Number: w.Number(sealed)}
	if state := w.Decide(c, facts); state != fengcun.RecordSealDue {
		t.Fatalf("state %s", state)
	}
	w.Notify(&c)
	w.known.Matter, w.known.Record, w.known.Notice = filed.Matter, c.Record, c.Notice
	w.known.Copies = map[fengcun.OrganID]fengcun.CopyID{sample.Court: c.Copy}
	for _, organ := range sealers[1:] {
		w.known.Copies[organ] = w.Receive(c, organ)
	}
	w.known.Holdings = map[fengcun.OrganID][]fengcun.HoldingID{}
	for _, organ := range sealers {
		holdings, err := store.HoldingsOfCopy(ctx, w.Store.Reader(), w.known.Copies[organ])
		must(err)
		for _, h := range holdings {
			w.known.Holdings[organ] = append(w.known.Holdings[organ], h.ID)
		}
		w.Confirm(organ, w.known.Copies[organ])
	}
	decisions, err := store.DecisionsOfRecord(ctx, w.Store.Reader(), c.Record)
	must(err)
	w.known.Decision = decisions[0].ID
	if state := w.State(c.Record); state != fengcun.RecordSealed {
		t.Fatalf("state %s", state)
	}
	return w
}

// bystanders are in both worlds alike: a person with an open conviction and one
// whose matter is running.
func (w *World) bystanders(t testing.TB) {
	t.Helper()
	facts := district.Sentenced(birth, fengcun.Term{Years: 6})
	c := w.File(district.Person("赵试丙", "310115200503140051", birth), "（2026）沪0101刑初56号", facts)
	if state := w.Decide(c, facts); state != fengcun.RecordNotEligible {
		t.Fatalf("state %s", state)
	}
	if err := w.Registry.Admit(context.Background(), sample.Member(sample.Court, fengcun.RoleApprover), c.Record); err != nil {
		t.Fatal(err)
	}
	w.File(district.Person("钱试丁", "310115200503140078", birth), "（2026）沪0101刑初78号", facts)
}

// Filing is the filing of a person's case at the court.
func (w *World) Filing(p fengcun.Person) registry.Filing {
	key := requestKey(p)
	return registry.Filing{
		Numbers: []fengcun.Particular{w.Number(p)},
		History: []store.HistoryEntry{
			{Organ: sample.Police, Function: fengcun.Investigated},
			{Organ: sample.Procuratorate, Function: fengcun.Prosecuted},
			{Organ: sample.Court, Function: fengcun.Tried},
		},
		Persons:  []registry.FiledPerson{{Person: p, Facts: district.Sentenced(birth, fengcun.Term{Years: 3})}},
		Holdings: []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume}, {Kind: fengcun.HoldingSystemRow}},
		Key:      &key,
	}
}

func requestKey(p fengcun.Person) registry.RequestKey {
	if id(p) == id(personX) {
		return registry.RequestKey{Key: "filing-1", MAC: [32]byte{1}}
	}
	return registry.RequestKey{Key: "filing-2", MAC: [32]byte{2}}
}

func id(p fengcun.Person) fengcun.Particular { return p.Documents[0].Number }

// Number is the number of the case that a person has, or would have.
func (w *World) Number(p fengcun.Person) fengcun.Particular { return numbers[id(p)] }

// Knows reports whether the person is the sealed one here. A probe that makes a
// difference of it is the control; every other probe has no business asking.
func (w *World) Knows(p fengcun.Person) bool { return id(p) == id(w.sealed) }

// Noted returns the identifiers of a person's record: those of the sealed record,
// or random ones of nobody's.
func (w *World) Noted(p fengcun.Person) Identifiers {
	if w.Knows(p) {
		return w.known
	}
	if noted, ok := w.random[id(p)]; ok {
		return noted
	}
	noted := Identifiers{
		Matter: fengcun.NewID(), Record: fengcun.NewID(), Decision: fengcun.NewID(), Notice: fengcun.NewID(),
		Copies: map[fengcun.OrganID]fengcun.CopyID{}, Holdings: map[fengcun.OrganID][]fengcun.HoldingID{},
		Request: requestKey(p),
	}
	for _, organ := range sealers {
		noted.Copies[organ] = fengcun.NewID()
		noted.Holdings[organ] = []fengcun.HoldingID{fengcun.NewID(), fengcun.NewID()}
	}
	w.random[id(p)] = noted
	return noted
}
