package registry_test

import (
	"bytes"
	"slices"
	"testing"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/sample"
)

// TestBlankForms: every form that an applicant fills in can be had empty; at the window
// none that speaks of sealing.
func TestBlankForms(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	all, err := d.Registry.BlankForms(ctx, handler)
	if err != nil || !slices.Contains(all, "supervision_application") || !slices.Contains(all, "exception_application") || slices.Contains(all, document.NoRecordCertificate) || slices.Contains(all, document.Envelope) {
		t.Fatalf("%v, %v", all, err)
	}
	for _, f := range all {
		doc, err := d.Registry.BlankForm(ctx, handler, f)
		if err != nil || !bytes.HasPrefix(doc.PDF, []byte("%PDF")) || len(doc.Docx) == 0 {
			t.Errorf("%s: %v", f, err)
		}
	}
	few, err := d.Registry.BlankForms(ctx, window)
	if err != nil || len(few) == 0 || len(few) >= len(all) {
		t.Fatalf("%v, %v", few, err)
	}
	for _, f := range few {
		if doc, err := d.Registry.BlankForm(ctx, window, f); err != nil || bytes.Contains(doc.Text, []byte("封存")) {
			t.Errorf("%s at the window: %v\n%s", f, err, doc.Text)
		}
	}
	for _, f := range []document.Form{"sealing_application", document.NoRecordCertificate, "none"} {
		if _, err := d.Registry.BlankForm(ctx, window, f); fengcun.CodeOf(err) != "not_found" {
			t.Errorf("%s at the window: %v", f, err)
		}
	}
	if _, err := d.Registry.BlankForms(ctx, sample.Member(sample.Court, fengcun.RoleAuditAdmin)); fengcun.KindOf(err) != fengcun.KindForbidden {
		t.Errorf("the audit administrator: %v", err)
	}
}
