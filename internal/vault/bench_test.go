package vault_test

import (
	"context"
	"fmt"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/store"
	"fengcun/internal/suite"
	"fengcun/internal/vault"
	"fengcun/internal/vault/capsule"
)

// A payload and terms of the size that a record of the cohort has.
var (
	benchPayload = record(fmt.Sprintf("%0400d", 0))
	benchTerms   = vault.Terms{
		id18("11010120080101001X"), caseNumber("（2026）沪0101刑初1号"),
		{Field: capsule.NameBirth, Value: "王试甲 2008-01-01"},
	}
)

func eachSuiteBench(b *testing.B, bench func(b *testing.B, w *world)) {
	for _, s := range []suite.Suite{suite.Intl(), suite.GM()} {
		b.Run(s.Name(), func(b *testing.B) { bench(b, newWorld(b, s, fengcuntest.SQLite(b)())) })
	}
}

// What the vault adds to a filing, without the commit.
func BenchmarkDeposit(b *testing.B) {
	eachSuiteBench(b, func(b *testing.B, w *world) {
		b.ReportAllocs()
		for b.Loop() {
			_, err := w.vault.Deposit(court, fengcun.NewID(), []vault.Payload{benchPayload}, benchTerms)
			must(b, err)
		}
	})
}

// benchItems deposits n items in one Change each 256.
func benchItems(b *testing.B, w *world, n int) []fengcun.ItemID {
	b.Helper()
	items := make([]fengcun.ItemID, 0, n)
	var statements []store.Statement
	for range n {
		item := fengcun.NewID()
		s, err := w.vault.Deposit(court, item, []vault.Payload{benchPayload}, benchTerms)
		must(b, err)
		items, statements = append(items, item), append(statements, s...)
		if len(items)%256 == 0 || len(items) == n {
			must(b, w.try(statements))
			statements = nil
		}
	}
	return items
}

// What the vault adds to sealing an item when 256 share a run: reading and opening
// the working wrap, and the sealed wrap, without the commit.
func BenchmarkSeal(b *testing.B) {
	eachSuiteBench(b, func(b *testing.B, w *world) {
		items := benchItems(b, w, 256)
		b.ReportAllocs()
		for b.Loop() {
			run, err := w.vault.NewRun(court)
			must(b, err)
			_, err = run.Seal(context.Background(), items...)
			must(b, err)
			run.End()
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(256*b.N), "ns/item")
	})
}

// A change of epoch, with its commits.
func BenchmarkRotate(b *testing.B) {
	eachSuiteBench(b, func(b *testing.B, w *world) {
		const items = 1024
		benchItems(b, w, items)
		for b.Loop() {
			w.rotate(court)
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(items*b.N), "ns/item")
	})
}
