package registry_test

import (
	"context"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// TestRequestKey: an act sent again under its key happens once and says again what
// it made; another request under the key is refused; a refusal uses up nothing.
func TestRequestKey(t *testing.T) {
	d := district.Open(t)
	handler := sample.Member(sample.Court, fengcun.RoleHandler)
	facts := district.Sentenced(fengcun.NewDate(2005, 3, 14), fengcun.Term{Years: 3})
	c := d.File(district.Person("王试甲", "310115200503140019", fengcun.NewDate(2005, 3, 14)), "（2026）沪0101刑初12号", facts)
	under := func(key string, mac byte) context.Context {
		return registry.WithRequestKey(context.Background(), registry.RequestKey{Key: key, MAC: [32]byte{mac}})
	}
	correction := registry.Correction{Record: c.Record, Birth: fengcun.NewDate(2005, 4, 14), Source: "hospital"}

	if _, err := d.Registry.ReportCorrection(under("one", 1), sample.Member(sample.Court, fengcun.RoleWindow), correction); fengcun.CodeOf(err) != "policy.denied" {
		t.Fatalf("the window reports: %v", err)
	}
	first, err := d.Registry.ReportCorrection(under("one", 1), handler, correction)
	if err != nil {
		t.Fatal(err)
	}
	before := leaves(t, d)
	if again, err := d.Registry.ReportCorrection(under("one", 1), handler, correction); err != nil || again != first {
		t.Errorf("sent again: %v, %v, want %v", again, err, first)
	}
	if _, err := d.Registry.ReportCorrection(under("one", 2), handler, correction); fengcun.CodeOf(err) != "idempotency.reused" {
		t.Errorf("another request under the key: %v", err)
	}
	if after := leaves(t, d); after != before {
		t.Errorf("%d entries for requests without effect", after-before)
	}
	other, err := d.Registry.ReportCorrection(under("two", 1), handler, correction)
	if err != nil || other == first {
		t.Errorf("under another key: %v, %v", other, err)
	}
	// One key may serve different acts: the act is part of it.
	if err := d.Registry.AddNumber(under("one", 3), handler, c.Record, "（2026）沪01刑终5号"); err != nil {
		t.Error(err)
	}
	if err := d.Registry.AddNumber(under("one", 3), handler, c.Record, "（2026）沪01刑终5号"); err != nil {
		t.Error(err)
	}
	view, err := d.Registry.Read(context.Background(), handler, c.Copy)
	if err != nil || len(view.Numbers) != 2 {
		t.Errorf("numbers after the same request twice: %d, %v", len(view.Numbers), err)
	}
}

func leaves(t *testing.T, d *district.District) (n int) {
	t.Helper()
	if err := d.Store.Reader().QueryRowContext(context.Background(), `SELECT COUNT(*) FROM audit_leaf`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
