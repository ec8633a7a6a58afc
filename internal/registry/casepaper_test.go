package registry_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// TestCasePapers: every paper that is signed or stamped on the way to the seal is made
// from the matter in hand, says what the record says, and is gone with the seal.
func TestCasePapers(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	c := d.File(wang, number, years(3))
	before, err := d.Registry.CasePapers(ctx, handler, c.Record)
	if err != nil || len(before) != 2 || before[0].Form != document.ExplanationLetter || before[1].Form != document.SealingInventory {
		t.Fatalf("before the explanation %v, %v", before, err)
	}
	d.Decide(c, years(3))
	d.Notify(&c)
	d.Receive(c, sample.Police)

	name := wang.Names[0].Text.Reveal()
	says := map[string][]string{ // form and recipient
		"explanation_letter":            {name + "：", number, "二〇二六年"},
		"explanation_record":            {name, number, "法定代理人", "本人"},
		"service_receipt person":        {name, "犯罪记录封存通知书", "未封〔2026〕1号"},
		"service_receipt procuratorate": {"犯罪记录封存通知书", "生效裁判文书", number},
		"service_receipt police":        {"犯罪记录封存通知书", "2026年"},
		"sealing_inventory":             {name, number, "纸质卷宗"},
	}
	papers, err := d.Registry.CasePapers(ctx, handler, c.Record)
	if err != nil || len(papers) != len(says) {
		t.Fatalf("%v, %v", papers, err)
	}
	for _, p := range papers {
		key := string(p.Form)
		switch fengcun.OrganID(p.To) {
		case "":
		case sample.Procuratorate:
			key += " procuratorate"
		case sample.Police:
			key += " police"
		default:
			key += " " + p.To
		}
		doc, err := d.Registry.PrintCasePaper(ctx, handler, c.Record, p)
		if err != nil || !bytes.HasPrefix(doc.PDF, []byte("%PDF")) || len(doc.Docx) == 0 || len(says[key]) == 0 {
			t.Fatalf("%s: %d bytes, %v", key, len(doc.PDF), err)
		}
		for _, want := range says[key] {
			if !bytes.Contains(doc.Text, []byte(want)) {
				t.Errorf("%s does not say %s:\n%s", key, want, doc.Text)
			}
		}
		if dir := os.Getenv("FENGCUN_PAPERS"); dir != "" { // to look at them
			if err := os.WriteFile(filepath.Join(dir, key+".pdf"), doc.PDF, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}

	// Nobody else prints them, and a paper that is not listed is not there.
	for _, actor := range []fengcun.Actor{sample.Second(sample.Court), sample.Member(sample.OtherCourt, fengcun.RoleHandler)} {
		if _, err := d.Registry.PrintCasePaper(ctx, actor, c.Record, papers[0]); fengcun.KindOf(err) != fengcun.KindNotFound {
			t.Errorf("%s: %v", actor.Staff, err)
		}
	}
	if _, err := d.Registry.CasePapers(ctx, approver, c.Record); fengcun.KindOf(err) != fengcun.KindForbidden {
		t.Errorf("the approver: %v", err)
	}
	for _, p := range []registry.CasePaper{{Form: document.NoRecordCertificate}, {Form: document.ServiceReceipt, Of: c.Notice, To: string(sample.Court)}, {Form: document.ServiceReceipt, To: registry.PersonConcerned}} {
		if _, err := d.Registry.PrintCasePaper(ctx, handler, c.Record, p); fengcun.CodeOf(err) != "not_found" {
			t.Errorf("%s of %s: %v", p.Form, p.To, err)
		}
	}
	d.Confirm(sample.Court, c.Copy)
	if _, err := d.Registry.CasePapers(ctx, handler, c.Record); fengcun.CodeOf(err) != "not_found" {
		t.Errorf("after the seal: %v", err)
	}
}
