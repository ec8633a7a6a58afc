package agent_test

import (
	"testing"

	"fengcun"
	"fengcun/internal/suite"
	"fengcun/internal/vault/capsule"
)

// BenchmarkScan is what a search costs per sealed item, 256 to a run, without
// reading the database: open the wrap, compare, forget.
func BenchmarkScan(b *testing.B) {
	for _, s := range []suite.Suite{suite.Intl(), suite.GM()} {
		b.Run(s.Name(), func(b *testing.B) {
			private, public, err := s.NewKEM()
			if err != nil {
				b.Fatal(err)
			}
			run, key, err := capsule.NewRun(s, "court-0101", capsule.KeyID(s, public), public)
			if err != nil {
				b.Fatal(err)
			}
			sealed := make([]capsule.Sealed, 256)
			for i := range sealed {
				c, err := capsule.New(s, []capsule.Term{{Field: capsule.CaseNumber, Value: "1"}})
				if err != nil {
					b.Fatal(err)
				}
				if sealed[i], err = key.Seal(fengcun.NewID(), &c); err != nil {
					b.Fatal(err)
				}
			}
			query, err := capsule.Query(s, []capsule.Term{{Field: capsule.CaseNumber, Value: "2"}})
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				key, err := run.Open(s, private)
				if err != nil {
					b.Fatal(err)
				}
				for _, row := range sealed {
					c, err := key.Open(row)
					if err != nil || c.Matches(query[:]) {
						b.Fatalf("match or %v", err)
					}
				}
				key.Forget()
			}
			b.ReportMetric(float64(len(sealed))*float64(b.N)/b.Elapsed().Seconds(), "items/s")
		})
	}
}
