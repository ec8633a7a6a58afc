package registry_test

import (
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
)

// TestLabelsAreOpaque: a label stands unencrypted on covers and in tables, so it
// may not say who or which case (P1).
func TestLabelsAreOpaque(t *testing.T) {
	d := district.Open(t)
	for label, fine := range map[string]bool{
		"": true, "JZ-7F3K": true, "A12-0000123": true,
		"张某某": false, "310115200503140019": false, "JZ 1": false, "jz-1": false,
		"ABCDEFGHIJKLMNOPQRSTU": false, "（2026）沪0101刑初12号": false, "X12345678": false,
	} {
		_, err := d.Registry.File(ctx, handler, registry.Filing{
			Numbers: []fengcun.Particular{number}, Persons: []registry.FiledPerson{{Person: wang}},
			Holdings: []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume, Label: label}},
		})
		if (err == nil) != fine || !fine && fengcun.CodeOf(err) != "holding.label" {
			t.Errorf("label %q: %v", label, err)
		}
	}
}
