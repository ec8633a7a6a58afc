package registry_test

import (
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// A form is changed by two people, prints the papers of the next day on, and what
// could not be printed or would break the silence is refused with its reason.
func TestChangeForm(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		r := d.Registry
		system, security := sample.Member(sample.Police, fengcun.RoleSystemAdmin), sample.Member(sample.Police, fengcun.RoleSecurityAdmin)
		text, err := r.FormFile(ctx, system, document.NoRecordCertificate, document.Chinese)
		if err != nil {
			t.Fatal(err)
		}
		with := func(old, now string) registry.FormText {
			changed := text
			changed.Content = strings.Replace(text.Content, old, now, 1)
			return changed
		}
		for code, bad := range map[string]registry.FormText{
			"document.template_field":  with("特此证明。", "特此证明{remark}。"),
			"document.template_omits":  with("{kind}号码{document}，", ""),
			"document.template_word":   with("特此证明。", "该人没有被封存的记录。"),
			"document.template_header": with("+++", "---"),
			"pdf.missing_glyph":        with("特此证明。", "特此证明\U000F0000。"),
			"form.too_long":            with("特此证明。", strings.Repeat("特此证明。", 10000)),
			"not_found":                {Form: "letter", Lang: document.Chinese, Content: text.Content},
		} {
			_, err := r.CheckForm(ctx, system, bad)
			if code == "pdf.missing_glyph" {
				if err == nil {
					t.Error("a character without a glyph passes")
				}
				continue
			}
			refusal(t, err, code)
			_, err = r.ProposeChange(ctx, system, registry.Change{Kind: registry.ChangeForm, Member: fengcun.Actor{Organ: system.Organ}, Form: &bad})
			refusal(t, err, code)
		}
		_, err = r.CheckForm(ctx, handler, text)
		refusal(t, err, "policy.denied")

		good := with("特此证明。", "特此出具证明。")
		if blank, err := r.CheckForm(ctx, system, good); err != nil || !strings.Contains(blank, "特此出具证明。") {
			t.Errorf("%q, %v", blank, err)
		}
		change := registry.Change{Kind: registry.ChangeForm, Member: fengcun.Actor{Organ: system.Organ}, Form: &text}
		_, err = r.ProposeChange(ctx, system, change)
		refusal(t, err, "form.unchanged")
		change.Form = &good
		_, err = r.ProposeChange(ctx, security, change)
		refusal(t, err, "policy.denied")
		id, err := r.ProposeChange(ctx, system, change)
		if err != nil {
			t.Fatal(err)
		}
		_, err = r.ApproveChange(ctx, system, id)
		refusal(t, err, "policy.denied")
		if _, err := r.ApproveChange(ctx, security, id); err != nil {
			t.Fatal(err)
		}

		before, err := r.Certify(ctx, window, application(wang))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(before.Text), "特此出具证明") {
			t.Error("a paper of the day of the change has the new wording")
		}
		d.Days(1)
		after, err := r.Certify(ctx, window, application(wang))
		if err != nil || !strings.Contains(string(after.Text), "特此出具证明") {
			t.Errorf("the next day's paper: %v\n%s", err, after.Text)
		}
		lines, err := r.Forms(ctx, security)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range lines {
			if own := l.Form == document.NoRecordCertificate && l.Lang == document.Chinese; own == l.From.IsZero() {
				t.Errorf("%s %s: own version from %v", l.Form, l.Lang, l.From)
			}
		}
		if court, err := r.FormFile(ctx, sample.Member(sample.Court, fengcun.RoleSystemAdmin), document.NoRecordCertificate, document.Chinese); err != nil || court.Content != text.Content {
			t.Errorf("another organ's form changed too (%v)", err)
		}
	})
}
