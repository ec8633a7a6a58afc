package registry_test

import (
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/law"
)

// TestMatterHasManyNumbers: a number given by a later instance finds the matter as
// the first one does, for its handler only, and is sealed with it.
func TestMatterHasManyNumbers(t *testing.T) {
	const later = "（2026）沪01刑终45号"
	d := district.Open(t)
	c := d.File(wang, number, law.Facts{Birth: law.Birth{Date: birth}})
	for range 2 { // said twice it is there once
		if err := d.Registry.AddNumber(ctx, handler, c.Record, later); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Registry.AddNumber(ctx, sample.Second(sample.Court), c.Record, "（2026）沪01刑终46号"); err == nil {
		t.Error("a handler without part in the matter added a number")
	}
	if err := d.Registry.AddNumber(ctx, handler, c.Record, ""); fengcun.CodeOf(err) != "file.number" {
		t.Errorf("no number: %v", err)
	}
	for _, q := range []fengcun.Particular{number, later} {
		found, err := d.Registry.Search(ctx, handler, registry.Query{CaseNumber: q})
		if err != nil || len(found) != 1 || found[0] != c.Copy {
			t.Errorf("found %v, %v", found, err)
		}
	}
	view, err := d.Registry.Read(ctx, handler, c.Copy)
	if err != nil || len(view.Numbers) != 2 {
		t.Errorf("%d numbers, %v", len(view.Numbers), err)
	}
}
