package timing

import (
	"fmt"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
)

// Groups is an installation with a group of people whose record is sealed at every
// organ and three groups of people who were never known, alike in everything else.
type Groups struct {
	*district.District
	Sealed []fengcun.Person
	Cases  []district.Case // of the sealed
	Never  [3][]fengcun.Person
}

// size is how many people a group has: enough that where one person's digest falls
// in an index says nothing about the group.
const size = 128

// NewGroups makes the groups, on an installation in memory where there is one for
// files. It skips the test where no measurement of time is asked for.
func NewGroups(t *testing.T) *Groups {
	t.Helper()
	Skip(t)
	g := &Groups{District: district.Open(t)}
	birth := fengcun.NewDate(2005, 3, 14)
	sequence := 0
	next := func(name string) fengcun.Person {
		sequence++
		id, err := fengcun.ComposeResidentID("310115", birth, sequence)
		if err != nil {
			t.Fatal(err)
		}
		return district.Person(name, id.Reveal(), birth)
	}
	for i := range size {
		g.Sealed = append(g.Sealed, next("王试甲"))
		for k := range g.Never {
			g.Never[k] = append(g.Never[k], next("王试甲"))
		}
		facts := district.Sentenced(birth, fengcun.Term{Years: 3})
		if i%16 == 0 { // some matters are running
			g.File(next("赵试丙"), fmt.Sprintf("（2026）沪0101刑初%d号", 1001+i), facts)
		}
		g.Cases = append(g.Cases, g.Seal(g.Sealed[i], fmt.Sprintf("（2026）沪0101刑初%d号", 1+i), facts))
	}
	return g
}

// ByPerson is an oracle that is asked by a person's particulars.
func (g *Groups) ByPerson(name string, ask func(fengcun.Person) error) Oracle {
	return NewOracle(name, [4][]fengcun.Person{g.Sealed, g.Never[0], g.Never[1], g.Never[2]}, ask)
}

// ByIdentifier is an oracle that is asked by an identifier of a sealed case, and
// by random ones that were never any case's.
func (g *Groups) ByIdentifier(name string, of func(district.Case) fengcun.ID, ask func(fengcun.ID) error) Oracle {
	var groups [4][]fengcun.ID
	for _, c := range g.Cases {
		groups[0] = append(groups[0], of(c))
		for k := range groups[1:] {
			groups[k+1] = append(groups[k+1], fengcun.NewID())
		}
	}
	return NewOracle(name, groups, ask)
}
