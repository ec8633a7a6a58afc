package law

import (
	"testing"

	"fengcun"
)

// BenchmarkDecide takes decisions, each with its full tree of reasons, over all
// vectors with valid facts in turn.
func BenchmarkDecide(b *testing.B) {
	type one struct {
		facts Facts
		asOf  fengcun.Date
	}
	var mix []one
	for _, v := range Vectors() {
		if v.Kind == VectorSealing && v.Expect.Error == nil {
			f, err := ParseFacts(v.Facts)
			if err != nil {
				b.Fatal(err)
			}
			mix = append(mix, one{f, v.AsOf})
		}
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m := &mix[i%len(mix)]
		if d := Decide(m.facts, m.asOf); d.Verdict == "" {
			b.Fatal("no verdict")
		}
	}
}

// BenchmarkDecideJSON reads one line of facts, decides, and does not render.
func BenchmarkDecideJSON(b *testing.B) {
	line := []byte(`{"birth":{"date":"2008-05-10"},"acts":[{"date":"2025-03-01","crime":"263"}],` +
		`"outcome":{"disposition":"imprisonment","term":{"years":3},"effective":"2026-09-01"}}`)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := DecideJSON(line, day(2026, 10, 1)); err != nil {
			b.Fatal(err)
		}
	}
}
