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
	"fengcun/law"
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

// TestNoticeSaysTheOutcome: the notice to an organ says how the case ended, as the
// judgment does; that of a case whose end is not known well enough says when it took
// effect alone.
func TestNoticeSaysTheOutcome(t *testing.T) {
	t.Parallel()
	for want, change := range map[string]func(*law.Outcome){
		"一案的处理结果：有期徒刑三年，裁判或者决定已于": func(*law.Outcome) {},
		"处理结果：有期徒刑三年，缓刑四年六个月，裁判":  func(o *law.Outcome) { o.Suspended, o.Probation = true, fengcun.Term{Years: 4, Months: 6} },
		"处理结果：有期徒刑三年，宣告缓刑，裁判":     func(o *law.Outcome) { o.Suspended = true },
	} {
		d := district.Open(t)
		facts := years(3)
		change(&facts.Outcome)
		c := d.File(wang, number, facts)
		d.Decide(c, facts)
		d.Notify(&c)
		doc, err := d.Registry.NoticeText(ctx, handler, c.Notice, string(sample.Police))
		if err != nil || !bytes.Contains(bytes.ReplaceAll(doc.Text, []byte("\n"), nil), []byte(want)) {
			t.Errorf("%s: %v\n%s", want, err, doc.Text)
		}
	}
}

// TestUnsealingNotice: a lifted seal is told to the person and to every organ that had
// sealed (Article 19). The notice is tried before its number is taken, and a number
// that somebody else gives is taken once.
func TestUnsealingNotice(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	sealed := []district.Case{d.Seal(wang, number, years(3)), d.Seal(never, "（2026）沪0101刑初32号", years(3)), d.Seal(adult, "（2026）沪0101刑初33号", years(3))}
	established := func(c district.Case) fengcun.ID {
		t.Helper()
		id, err := d.Registry.ReportGround(ctx, handler, c.Record, newCrime(fengcun.Term{Years: 6}))
		if err == nil {
			_, err = d.Registry.ExamineGround(ctx, handler, id)
		}
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	first, second, third := established(sealed[0]), established(sealed[1]), established(sealed[2])

	form := filepath.Join("organs", string(sample.Court), "forms", "zh-CN", "unsealing_notice.form")
	library, err := document.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	text := library.Source(document.UnsealingNotice, document.Chinese)
	text = text[:bytes.Index([]byte(text), []byte("[fields]"))] + "+++" + text[bytes.LastIndex([]byte(text), []byte("+++"))+3:]
	organFile(t, d, form, string(bytes.Replace([]byte(text), []byte("特此通知"), []byte("特此通知\U000F0000"), 1)))
	if err := d.Registry.Lift(ctx, approver, first); fengcun.CodeOf(err) != "pdf.missing_glyph" || d.State(sealed[0].Record) != fengcun.RecordSealed {
		t.Fatalf("a notice that cannot be printed: %v, %s", err, d.State(sealed[0].Record))
	}
	organFile(t, d, form, "")

	if err := d.Registry.LiftAs(ctx, approver, first, 7); fengcun.CodeOf(err) != "number.own" {
		t.Errorf("a number from outside where they are made here: %v", err)
	}
	if err := d.Registry.Lift(ctx, approver, first); err != nil {
		t.Fatal(err)
	}
	settings(t, d, sample.Court, "outside = [\"unsealing\"]\n")
	for _, row := range []struct {
		id     fengcun.ID
		serial int
		code   string
	}{{second, 0, "number.needed"}, {second, -1, "number.serial"}, {second, 1, "number.taken"}, {second, 12, ""}, {third, 12, "number.taken"}} {
		if err := d.Registry.LiftAs(ctx, approver, row.id, row.serial); fengcun.CodeOf(err) != row.code {
			t.Errorf("serial %d: %v, want %q", row.serial, err, row.code)
		}
	}
	for i, want := range []string{"东江法解封〔2026〕1号", "东江法解封〔2026〕12号"} {
		papers, err := d.Registry.CasePapers(ctx, handler, sealed[i].Record)
		if err != nil {
			t.Fatal(err)
		}
		to := map[string]int{}
		for _, p := range papers {
			if p.Number != want {
				continue
			}
			to[p.To]++
			doc, err := d.Registry.PrintCasePaper(ctx, handler, sealed[i].Record, p)
			if err != nil || doc.Number != want || !bytes.Contains(doc.Text, []byte(want)) {
				t.Fatalf("%s to %s: %s, %v", p.Form, p.To, doc.Number, err)
			}
			for _, words := range []string{"数罪并罚", "2026年11月2日起不再受封存的限制", "第十八条", sealed[i].Person.Names[0].Text.Reveal()} {
				if p.Form == document.UnsealingNotice && !bytes.Contains(doc.Text, []byte(words)) {
					t.Errorf("the notice does not say %s:\n%s", words, doc.Text)
				}
			}
		}
		for _, recipient := range []string{registry.PersonConcerned, string(sample.Police), string(sample.Procuratorate)} {
			if to[recipient] != 2 { // the notice, and the proof of its service
				t.Errorf("%s: %d papers to %s", want, to[recipient], recipient)
			}
		}
	}
}

// organFile writes a file into the installation, or with no content removes it, and
// opens the installation again.
func organFile(t *testing.T, d *district.District, name, content string) {
	t.Helper()
	d.Shut()
	path := filepath.Join(d.Options().Dir, name)
	err := os.Remove(path)
	if content != "" {
		if err = os.MkdirAll(filepath.Dir(path), 0o700); err == nil {
			err = os.WriteFile(path, []byte(content), 0o600)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	d.Reopen()
}
