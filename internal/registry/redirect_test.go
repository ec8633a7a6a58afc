package registry_test

import (
	"bytes"
	"testing"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/sample"
)

// The slip of an organ that is not competent says where to go and what to bring, names
// nobody, speaks of no record, and is the same before and after a sealing (Article 14).
func TestRedirectApplicant(t *testing.T) {
	d := certifying{district.Open(t), t}
	before := d.logged()
	first, err := d.Registry.RedirectApplicant(ctx, askWindow, sample.Police)
	if err != nil || first.Form != document.AcceptanceElsewhere || first.Number != "" {
		t.Fatalf("%s, %s, %v", first.Form, first.Number, err)
	}
	if n := d.logged() - before; n != 1 {
		t.Errorf("%d entries in the log, want 1", n)
	}
	for _, must := range []string{"东江公安分局", "未进行任何查询", "关系证明", "监护资格证明", "授权委托书", "用途说明", "公函", "12309"} {
		if !bytes.Contains(first.Text, []byte(must)) {
			t.Errorf("the slip does not say %s", must)
		}
	}
	if bytes.Contains(first.Text, []byte("封存")) {
		t.Error("the slip speaks of sealing")
	}
	d.Seal(wang, number, district.Sentenced(wang.Birth, fengcun.Term{Years: 3}))
	again, err := d.Registry.RedirectApplicant(ctx, askWindow, sample.Police)
	if err != nil || !bytes.Equal(first.Text, again.Text) || !bytes.Equal(first.PDF, again.PDF) {
		t.Errorf("another slip after a sealing: %v", err)
	}
	_, err = d.Registry.RedirectApplicant(ctx, askWindow, sample.Court)
	refusal(t, err, "redirect.own")
	_, err = d.Registry.RedirectApplicant(ctx, askWindow, "nowhere")
	refusal(t, err, "not_found")
	_, err = d.Registry.RedirectApplicant(ctx, sample.Member(sample.Court, fengcun.RoleSystemAdmin), sample.Police)
	refusal(t, err, "policy.denied")
}
