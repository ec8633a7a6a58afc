package swap

import (
	"fmt"
	"testing"

	"golang.org/x/sync/errgroup"

	"fengcun"
)

// Difference is a leak: the same question about the same person, answered
// differently by the two worlds.
type Difference struct {
	Probe string
	About string // "X" or "Y"
	A, B  Observation
}

// String says where the two differ. The persons are synthetic.
func (d Difference) String() string {
	text := d.Probe + " about " + d.About
	for _, part := range []struct{ name, a, b string }{
		{"answer", d.A.Answer, d.B.Answer}, {"error", d.A.Error, d.B.Error},
		{"rows", d.A.Rows, d.B.Rows}, {"log", d.A.Log, d.B.Log},
	} {
		if part.a != part.b {
			text += fmt.Sprintf("\n  %s in one world:\n%s\n  and in the other:\n%s", part.name, part.a, part.b)
		}
	}
	return text
}

// Differences runs every probe about X and about Y in both worlds, in the same
// order, and returns what differs.
func Differences(a, b *World, probes []Probe) ([]Difference, error) {
	var all []Difference
	for _, probe := range probes {
		for _, about := range []struct {
			name   string
			person fengcun.Person
		}{{"X", a.X}, {"Y", a.Y}} {
			d, err := ask(a, b, probe, about.name, about.person)
			if err != nil {
				return nil, err
			}
			if d.A != d.B {
				all = append(all, d)
			}
		}
	}
	return all, nil
}

// ask runs a probe about one person in both worlds at a time.
func ask(a, b *World, probe Probe, name string, person fengcun.Person) (Difference, error) {
	d := Difference{Probe: probe.Name, About: name}
	var both errgroup.Group
	both.Go(func() (err error) { d.A, err = a.observe(probe, person); return err })
	both.Go(func() (err error) { d.B, err = b.observe(probe, person); return err })
	return d, both.Wait()
}

// Play makes the two worlds and fails the test for every difference.
func Play(t testing.TB, probes []Probe) {
	t.Helper()
	a, b := Worlds(t)
	differences, err := Differences(a, b, probes)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range differences {
		t.Error(d)
	}
}
