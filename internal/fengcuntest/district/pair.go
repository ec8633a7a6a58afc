package district

import (
	"context"
	"slices"
	"testing"

	"fengcun"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// Pair is the sample district on two installations: the courts and the procuratorate
// on one, the police and justice administration on the other. They know each other's
// exchange keys and nothing of each other's people.
type Pair struct {
	A, B *District
	t    testing.TB
}

// OpenPair makes two new installations whose organs reach each other as given.
func OpenPair(t testing.TB, by fengcun.Connection) *Pair {
	t.Helper()
	p := OpenApart(t, by)
	p.Introduce("", "")
	return p
}

// OpenApart makes the two installations, which have no keys yet.
func OpenApart(t testing.TB, by fengcun.Connection) *Pair {
	t.Helper()
	open := func(here []fengcun.OrganID) *District {
		return OpenAs(t, func(id fengcun.OrganID) fengcun.Connection {
			if slices.Contains(here, id) {
				return fengcun.ConnectedHere
			}
			return by
		})
	}
	p := &Pair{A: open(sample.OnFirst), B: open(sample.OnSecond), t: t}
	p.B.Clock = p.A.Clock // one time for both; a test that needs two sets it apart
	p.B.options.Clock = p.A.Clock.Now
	p.B.Shut()
	p.B.Reopen()
	return p
}

// Introduce has the organs of both installations, which are reached at these
// addresses, know each other's keys.
func (p *Pair) Introduce(addressA, addressB string) {
	p.t.Helper()
	if err := sample.Introduce(context.Background(), p.A.Registry, p.B.Registry, addressA, addressB); err != nil {
		p.t.Fatal(err)
	}
}

// Carry takes one parcel from an organ of one installation to one of the other.
func (p *Pair) Carry(from, to fengcun.OrganID) registry.TakenParcel {
	p.t.Helper()
	taken, err := p.TryCarry(from, to)
	if err != nil {
		p.t.Fatalf("parcel from %s to %s: %v", from, to, err)
	}
	return taken
}

// TryCarry does the same and returns what became of it.
func (p *Pair) TryCarry(from, to fengcun.OrganID) (registry.TakenParcel, error) {
	p.t.Helper()
	packed, err := p.At(from).Registry.PackParcel(context.Background(), from, to, 0, 0)
	if err != nil {
		p.t.Fatal(err)
	}
	return p.At(to).Registry.TakeParcel(context.Background(), packed.Bytes)
}

// Exchange carries parcels in all directions until nothing is left to be said.
func (p *Pair) Exchange() {
	p.t.Helper()
	for range 4 {
		for _, a := range sample.OnFirst {
			for _, b := range sample.OnSecond {
				p.Carry(a, b)
				p.Carry(b, a)
			}
		}
	}
}

// At is the installation where an organ works.
func (p *Pair) At(organ fengcun.OrganID) *District {
	if slices.Contains(sample.OnFirst, organ) {
		return p.A
	}
	return p.B
}
