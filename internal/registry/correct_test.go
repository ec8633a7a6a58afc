package registry_test

import (
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

// TestCorrectionIsReviewed: what a register says later raises a review at the
// deciding organ and changes nothing by itself, sealed or not.
func TestCorrectionIsReviewed(t *testing.T) {
	d := district.Open(t)
	sealed := d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
	open := d.File(never, "（2026）沪0101刑初13号", district.Sentenced(birth, fengcun.Term{Years: 3}))
	for _, c := range []district.Case{sealed, open} {
		before := d.State(c.Record)
		q := registry.Correction{Record: c.Record, Birth: fengcun.NewDate(2003, 3, 14), Source: "household_register"}
		review, err := d.Registry.ReportCorrection(ctx, handler, q)
		if err != nil {
			t.Fatal(err)
		}
		running, err := store.RunningDeadlines(ctx, d.Store.Reader(), sample.Court)
		if err != nil || len(running) != 1 || running[0].Subject != review || running[0].Statutory {
			t.Errorf("the review is nobody's task: %v, %v", running, err)
		}
		got, err := d.Registry.Review(ctx, handler, review)
		if err != nil || got != q {
			t.Errorf("review %v, %v", got, err)
		}
		if _, err := d.Registry.Review(ctx, sample.Member(sample.Police, fengcun.RoleHandler), review); err == nil {
			t.Error("another organ reads the review")
		}
		if err := d.Registry.CloseReview(ctx, handler, review); err != nil {
			t.Fatal(err)
		}
		_, err = d.Registry.Review(ctx, handler, review)
		if wantGone := before == fengcun.RecordSealed; wantGone != (fengcun.KindOf(err) == fengcun.KindNotFound) {
			t.Errorf("%s: after closing: %v", before, err)
		}
		if d.State(c.Record) != before {
			t.Errorf("%s became %s by a correction", before, d.State(c.Record))
		}
	}
	for field, q := range map[string]registry.Correction{
		"birth":  {Record: open.Record, Source: "hospital"},
		"source": {Record: open.Record, Birth: birth},
	} {
		if _, err := d.Registry.ReportCorrection(ctx, handler, q); fengcun.CodeOf(err) != "correction."+field {
			t.Errorf("%s missing: %v", field, err)
		}
	}
}
