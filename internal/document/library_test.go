package document_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/document/specimen"
)

// An organ's own file takes the place of the built-in one, for that organ's library
// alone and for its language alone.
func TestOrgansOwnForm(t *testing.T) {
	l := builtin(t)
	own, err := l.With(fstest.MapFS{
		"zh-CN/no_record_certificate.form": {Data: []byte(strings.ReplaceAll(`+++
title = "无犯罪记录证明"
+++
// 备注行不打印
# {organ}
> 第 {number} 号
经查，{name}（{kind}{document}，{birth}生）
无犯罪记录，截至{date}。
~ {organ}
~ {date}
`, "\n", "\r\n"))},
		"zh-CN/no_record_certificate.form~": {Data: []byte("an editor's copy")},
	})
	if err != nil {
		t.Fatal(err)
	}
	fields := specimen.Fields(l, document.NoRecordCertificate)
	text := string(set(t, own, document.NoRecordCertificate, document.Chinese, fields).Text())
	if !strings.Contains(text, "经查，李𬍛（居民身份证310199200903140018，2009年3月14日生）无犯罪记录，截至2026年11月23日。") || strings.Contains(text, "备注") {
		t.Errorf("the organ's form says %s", text)
	}
	for _, other := range []*document.Paper{
		set(t, l, document.NoRecordCertificate, document.Chinese, fields), set(t, own, document.NoRecordCertificate, document.English, fields),
		set(t, own, document.CertificateRefusal, document.Chinese, fields),
	} {
		if strings.Contains(string(other.Text()), "经查，") && !strings.Contains(string(other.Text()), "经查询") {
			t.Errorf("%s/%s was changed too", other.Form, other.Language)
		}
	}
	if same, err := l.With(fstest.MapFS{}); err != nil || len(same.Forms()) != len(l.Forms()) {
		t.Errorf("an empty folder changes something: %v", err)
	}
}

// What is wrong with a file is found when it is loaded, and said with file and line.
func TestFaultyFiles(t *testing.T) {
	const head = "+++\ntitle = \"x\"\n+++\n"
	const whole = head + "# {organ} {number} {name} {birth} {kind} {document} {date}\n"
	for name, c := range map[string]struct{ file, content, code, line string }{
		"no head":                {"no_record_certificate", "# x\n", "document.template_header", "1"},
		"no title":               {"no_record_certificate", "+++\nsilent = true\n+++\n" + whole[len(head):], "document.template_header", "1"},
		"unknown key":            {"no_record_certificate", "+++\ntitle = \"x\"\nseals = true\n+++\n# x\n", "document.template_header", "1"},
		"type unknown":           {"no_record_certificate", "+++\ntitle = \"x\"\n[fields]\nname = \"nam\"\n+++\n# x\n", "document.template_header", "1"},
		"not UTF-8":              {"no_record_certificate", head + "\xCE\xDE\n", "document.template_encoding", "1"},
		"no body":                {"no_record_certificate", head + "\n// note\n", "document.template_markup", "4"},
		"brace open":             {"no_record_certificate", whole + "\nx {name\n", "document.template_markup", "6"},
		"brace closed":           {"no_record_certificate", whole + "\nx name}\n", "document.template_markup", "6"},
		"backquote":              {"no_record_certificate", whole + "\nx `y\n", "document.template_markup", "6"},
		"row without a table":    {"no_record_certificate", whole + "| x |\n", "document.template_markup", "5"},
		"row of another length":  {"no_record_certificate", whole + "|: 1 2\n| x |\n", "document.template_markup", "6"},
		"table without a row":    {"no_record_certificate", whole + "|: 1 2\n", "document.template_markup", "5"},
		"column of no width":     {"no_record_certificate", whole + "|: 1 0\n| x | y |\n", "document.template_markup", "5"},
		"condition of nothing":   {"no_record_certificate", whole + "? x\n", "document.template_markup", "5"},
		"unknown field":          {"no_record_certificate", whole + "{offence}\n", "document.template_field", "5"},
		"unknown condition":      {"no_record_certificate", whole + "?offence x\n", "document.template_field", "5"},
		"a column of no table":   {"no_record_certificate", whole + "{name.first}\n", "document.template_field", "5"},
		"a new field":            {"no_record_certificate", "+++\ntitle = \"x\"\n[fields]\noffence = \"text\"\n+++\n" + whole[len(head):], "document.template_field", "1"},
		"another type":           {"no_record_certificate", "+++\ntitle = \"x\"\n[fields]\nname = \"text\"\n+++\n" + whole[len(head):], "document.template_field", "1"},
		"a field left out":       {"no_record_certificate", strings.ReplaceAll(whole, "{document} ", ""), "document.template_omits", "1"},
		"the word":               {"no_record_certificate", whole + "封存\n", "document.template_word", "1"},
		"the word, divided":      {"no_record_certificate", whole + "\n封\n存\n", "document.template_word", "1"},
		"the word, unbroken":     {"no_record_certificate", whole + "\n`封`存\n", "document.template_word", "1"},
		"the word in the title":  {"no_record_certificate", "+++\ntitle = \"封存\"\n+++\n" + whole[len(head):], "document.template_word", "1"},
		"the word in English":    {"no_record_certificate", whole + "The record is Sealed.\n", "document.template_word", "1"},
		"the silence taken away": {"no_record_certificate", "+++\ntitle = \"x\"\nsilent = false\n+++\n" + whole[len(head):] + "封存\n", "document.template_word", "1"},
		"no such form":           {"certificate", whole, "document.template_unknown", "1"},
	} {
		_, err := builtin(t).With(fstest.MapFS{"zh-CN/" + c.file + ".form": {Data: []byte(c.content)}})
		if fengcun.CodeOf(err) != c.code {
			t.Errorf("%s: got %v, want %s", name, err, c.code)
			continue
		}
		var e *fengcun.Error
		if errors.As(err, &e); e.Args["line"] != c.line || e.Args["file"] != "zh-CN/"+c.file+".form" {
			t.Errorf("%s: file %q, line %q, want %s", name, e.Args["file"], e.Args["line"], c.line)
		}
	}
	if _, err := builtin(t).With(fstest.MapFS{"zh-CN/no_record_certificate.form": {Data: []byte(whole)}}); err != nil {
		t.Errorf("a whole file is refused: %v", err)
	}
}

// Every paper on the way of a certificate or an inquiry is silent.
func TestSilentForms(t *testing.T) {
	l := builtin(t)
	silent := 0
	for _, f := range l.Forms() {
		for _, lang := range document.Languages() {
			text := string(set(t, l, f, lang, specimen.Fields(l, f)).Text())
			speaks := strings.Contains(text, "封存") || strings.Contains(strings.ToLower(text), "seal")
			mustBeSilent := false
			for _, part := range []string{"certificate", "inquiry", "recheck", "acceptance", "supplement", "secrecy", "envelope"} {
				mustBeSilent = mustBeSilent || strings.Contains(string(f), part)
			}
			if mustBeSilent {
				silent++
			}
			if mustBeSilent == speaks {
				t.Errorf("%s/%s: speaks of sealing: %v", f, lang, speaks)
			}
		}
	}
	if silent < 30 {
		t.Errorf("only %d silent papers", silent)
	}
}

func TestValuesAreChecked(t *testing.T) {
	l := builtin(t)
	for name, c := range map[string]struct {
		field string
		value document.Value
		code  string
	}{
		"missing":        {"name", document.Value{}, "document.field_missing"},
		"unknown":        {"offence", document.Text("x"), "document.field_unknown"},
		"a date as text": {"date", document.Text("2026-11-23"), "document.field_type"},
		"no such day":    {"date", document.Day(fengcun.Date{Year: 2026, Month: 2, Day: 30}), "date.form"},
		"a list":         {"name", document.List("李"), "document.field_type"},
		"replacement":    {"name", document.Text("李\uFFFD"), "document.unreadable"},
		"not UTF-8":      {"name", document.Text("\xC0\xEE"), "document.unreadable"},
		"two lines":      {"name", document.Text("李\n四"), "document.unreadable"},
		"control":        {"name", document.Text("李\x00"), "document.unreadable"},
		"a long name":    {"name", document.Text(strings.Repeat("李", 101)), "document.too_long"},
		"a long number":  {"number", document.Text(strings.Repeat("1", 27)), "document.too_long"},
		"the word":       {"name", document.Text("封存"), "document.forbidden_word"},
	} {
		fields := specimen.Fields(l, document.NoRecordCertificate)
		fields[c.field] = c.value
		if _, err := l.Set(specimen.Organ(fengcun.Police), document.NoRecordCertificate, document.Chinese, fields); fengcun.CodeOf(err) != c.code {
			t.Errorf("%s: got %v, want %s", name, err, c.code)
		}
	}
	if _, err := l.Set(specimen.Organ(fengcun.Police), "letter", document.Chinese, nil); fengcun.CodeOf(err) != "document.form" {
		t.Errorf("unknown form: %v", err)
	}
	// The applicant's own words may be any.
	fields := specimen.Fields(l, "inquiry_application_unit")
	fields["title"] = document.Text("《关于未成年人犯罪记录封存的实施办法》第十六条")
	set(t, l, "inquiry_application_unit", document.Chinese, fields)
}

// Courts and procuratorates close their papers with a date in Chinese numerals;
// inside the text, and everywhere at other organs, dates are Arabic.
func TestDates(t *testing.T) {
	l := builtin(t)
	fields := specimen.Fields(l, document.SealingNotice)
	for day, want := range map[fengcun.Date]string{
		fengcun.NewDate(2026, 11, 23): "二〇二六年十一月二十三日", fengcun.NewDate(2030, 10, 10): "二〇三〇年十月十日", fengcun.NewDate(2026, 1, 20): "二〇二六年一月二十日",
		fengcun.NewDate(2029, 2, 1): "二〇二九年二月一日", fengcun.NewDate(2026, 12, 31): "二〇二六年十二月三十一日",
	} {
		fields["date"] = document.Day(day)
		if text := string(set(t, l, document.SealingNotice, document.Chinese, fields).Text()); !strings.Contains(text, want) {
			t.Errorf("%v: no %s", day, want)
		}
	}
	p, err := l.Set(specimen.Organ(fengcun.Police), document.SealingNotice, document.Chinese, fields)
	if err != nil || strings.Contains(string(p.Text()), "二〇") || !strings.Contains(string(p.Text()), "第十一条") {
		t.Errorf("police: %v %s", err, p.Text())
	}
}

func TestNumber(t *testing.T) {
	o := fengcun.Organ{Code: "沪0101"}
	for format, want := range map[document.Format]string{
		document.DefaultFormat(document.SeriesCertificate): "沪0101证〔2026〕12号",
		"（{year}）{code}刑封{serial}号":                        "（2026）沪0101刑封12号",
		"沪黄检未封〔{year}〕{serial}号":                           "沪黄检未封〔2026〕12号",
	} {
		if got := format.Number(o, 2026, 12); got != want || !format.Check() {
			t.Errorf("%s: %s, want %s", format, got, want)
		}
	}
	for _, format := range []document.Format{
		"", "{code}{serial}号", "〔{year}〕号", "{year}{year}{serial}", "{no}{year}{serial}", "[{year}]{serial}号", "{code}1{year}-{serial}", "{year} {serial}", "{year}\n{serial}",
		"{code}某某某某某某某某某某某某某某〔{year}〕{serial}号",
	} {
		if format.Check() {
			t.Errorf("%q passes", format)
		}
	}
}
