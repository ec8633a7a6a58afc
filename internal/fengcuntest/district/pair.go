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

// OnA are the organs that work on the first installation.
var OnA = []fengcun.OrganID{sample.Court, sample.Procuratorate, sample.OtherCourt}

// OnB are the organs that work on the second installation.
var OnB = []fengcun.OrganID{sample.Police, sample.Justice}

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
	p := &Pair{A: open(OnA), B: open(OnB), t: t}
	p.B.Clock = p.A.Clock // one time for both; a test that needs two sets it apart
	p.B.options.Clock = p.A.Clock.Now
	p.B.Shut()
	p.B.Reopen()
	return p
}

// Introduce makes exchange keys for the organs of both installations, which are
// reached at these addresses, and has each enter the other's in its peer list.
func (p *Pair) Introduce(addressA, addressB string) {
	p.t.Helper()
	ctx := context.Background()
	for _, side := range []struct {
		from, to   *District
		own, there []fengcun.OrganID
		address    string
	}{{p.A, p.B, OnA, OnB, addressA}, {p.B, p.A, OnB, OnA, addressB}} {
		for _, organ := range side.own {
			security := sample.Member(organ, fengcun.RoleSecurityAdmin)
			if _, err := side.from.Registry.NewExchangeKey(ctx, security, sample.SecondSecurity(organ).Staff, side.address); err != nil {
				p.t.Fatal(err)
			}
			card, key, err := side.from.Registry.ExchangeCard(ctx, organ)
			if err != nil {
				p.t.Fatal(err)
			}
			security = sample.Member(side.there[0], fengcun.RoleSecurityAdmin)
			if _, err := side.to.Registry.TrustPeer(ctx, security, sample.SecondSecurity(side.there[0]).Staff, card, key); err != nil {
				p.t.Fatal(err)
			}
		}
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
		for _, a := range OnA {
			for _, b := range OnB {
				p.Carry(a, b)
				p.Carry(b, a)
			}
		}
	}
}

// At is the installation where an organ works.
func (p *Pair) At(organ fengcun.OrganID) *District {
	if slices.Contains(OnA, organ) {
		return p.A
	}
	return p.B
}
