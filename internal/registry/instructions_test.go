package registry_test

import (
	"bytes"
	"testing"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/sample"
)

// The sheet for the person says both sides of Article 9, names nobody, and is the same
// for everybody on a day.
func TestInstructions(t *testing.T) {
	d := district.Open(t)
	first, err := d.Registry.Instructions(ctx, handler)
	if err != nil || first.Form != document.Instructions {
		t.Fatal(first.Form, err)
	}
	for _, must := range []string{"入伍、就业的时候，依法不必报告", "应当如实说明", "当面告知", "不出具书面答复", "12309"} {
		if !bytes.Contains(first.Text, []byte(must)) {
			t.Errorf("the sheet does not say %s", must)
		}
	}
	d.Seal(wang, number, district.Sentenced(wang.Birth, fengcun.Term{Years: 3}))
	again, err := d.Registry.Instructions(ctx, askWindow)
	if err != nil || !bytes.Equal(first.Text, again.Text) || !bytes.Equal(first.PDF, again.PDF) {
		t.Errorf("another sheet after a sealing: %v", err)
	}
	_, err = d.Registry.Instructions(ctx, sample.Member(sample.Court, fengcun.RoleSystemAdmin))
	refusal(t, err, "policy.denied")
}
