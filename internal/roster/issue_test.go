package roster

import (
	"encoding/csv"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"fengcun"
)

// faultHeadings are the headings of the rows in TestIssuesOfARow.
var faultHeadings = []string{
	"姓名", "性别", "出生日期", "公民身份号码", "罪名", "犯罪时间", "主要犯罪行为是否发生在18周岁前", "处理结果", "刑期", "缓刑考验期", "附加刑",
	"判决日期", "生效日期", "结案日期", "审判机关", "法定代理人", "卷宗册数", "案号", "备注",
}

// sound is a row without fault under faultHeadings; each test changes some cells.
var sound = map[string]string{
	"姓名": "王辰杉", "性别": "男", "出生日期": "2003-05-06", "罪名": "盗窃罪", "犯罪时间": "2019-06-01", "处理结果": "有期徒刑", "刑期": "有期徒刑一年",
	"判决日期": "2020-01-02", "生效日期": "2020-01-13", "结案日期": "2020-01-02", "审判机关": "东江区人民法院", "法定代理人": "王巳榆（父亲）", "卷宗册数": "3", "案号": "（2020）沪0199刑初1号",
}

func csvOf(t *testing.T, rows ...map[string]string) []byte {
	t.Helper()
	var b strings.Builder
	w := csv.NewWriter(&b)
	lines := [][]string{faultHeadings}
	for _, row := range rows {
		cells := maps.Clone(sound)
		maps.Copy(cells, row)
		line := make([]string, len(faultHeadings))
		for i, h := range faultHeadings {
			line[i] = cells[h]
		}
		lines = append(lines, line)
	}
	if err := w.WriteAll(lines); err != nil {
		t.Fatal(err)
	}
	return []byte(b.String())
}

type cells = map[string]string

// rowFaults are cells and the issues that they must raise, and no others.
var rowFaults = []struct {
	name  string
	cells cells
	want  []Code
	taken bool
}{
	{"sound", cells{}, nil, true},
	{"empty name", cells{"姓名": " "}, []Code{NameEmpty}, false},
	{"name a dash", cells{"姓名": "—"}, []Code{NameEmpty}, false},
	{"replacement character", cells{"姓名": "王\uFFFD"}, []Code{TextDamaged}, false},
	{"replacement character in the remark", cells{"备注": "见\uFFFD"}, []Code{TextDamaged}, false},
	{"zero-width character kept", cells{"姓名": "王\u200b辰杉"}, []Code{TextInvisible}, true},
	{"bidirectional control kept", cells{"姓名": "王\u202e辰杉"}, []Code{TextInvisible}, true},
	{"mixed scripts", cells{"姓名": "王oо"}, []Code{TextScript}, true},
	{"right-to-left name", cells{"姓名": "محمد"}, []Code{TextScript}, true},
	{"padded name", cells{"姓名": "王　杉"}, []Code{TextInnerSpace}, true},
	{"middle dot and rare character are no fault", cells{"姓名": "阿吾提·巴吾东尼𬍛"}, nil, true},
	{"long name", cells{"姓名": strings.Repeat("王", 101)}, []Code{CellTooLong}, false},
	{"long remark", cells{"备注": strings.Repeat("注", 4001)}, []Code{CellTooLong}, false},
	{"formula", cells{"出生日期": "=TODAY()"}, []Code{CellFormula}, false},
	{"sex", cells{"性别": "M?"}, []Code{SexUnknown}, true},

	{"scientific ID", cells{"公民身份号码": "3.10115E+17"}, []Code{IDScientific}, false},
	{"ID too short", cells{"公民身份号码": "31011520030506"}, []Code{IDForm}, true},
	{"ID with a wrong check character", cells{"公民身份号码": "310115200305060019"}, []Code{IDChecksum}, true},
	{"ID cut off by a spreadsheet", cells{"公民身份号码": "310115200305063000"}, []Code{IDChecksum, IDPrecision, IDSexDiffers}, true},
	{"ID of another birth date", cells{"公民身份号码": composed("310115", fengcun.NewDate(2003, 5, 7), 1)}, []Code{IDBirthDiffers}, true},
	{"ID of another sex", cells{"公民身份号码": composed("310115", fengcun.NewDate(2003, 5, 6), 2)}, []Code{IDSexDiffers}, true},
	{"ID of 15 digits", cells{"公民身份号码": "310115890506001", "出生日期": "1989-05-06"}, nil, true},
	{"ID stated as none", cells{"公民身份号码": "无"}, nil, true},
	{"impossible region", cells{"公民身份号码": composed("010115", fengcun.NewDate(2003, 5, 6), 1)}, []Code{IDForm}, true},

	{"no birth date", cells{"出生日期": ""}, []Code{BirthMissing}, true},
	{"unknown birth date", cells{"出生日期": "不详"}, []Code{BirthMissing}, true},
	{"two-digit year", cells{"出生日期": "03-05-06"}, []Code{DateTwoDigitYear}, false},
	{"impossible date", cells{"出生日期": "2003-02-30"}, []Code{DateImpossible}, false},
	{"partial date", cells{"出生日期": "2003年5月"}, []Code{DatePartial}, true},
	{"lunar date", cells{"出生日期": "农历2003年四月初六"}, []Code{DateLunar}, true},
	{"bare serial number", cells{"出生日期": "37747"}, []Code{DateSerial}, true},
	{"unreadable date", cells{"判决日期": "春节前"}, []Code{DateUnknown}, true},
	{"judgment in the future", cells{"判决日期": "2026-11-24", "生效日期": "", "结案日期": ""}, []Code{DateFuture}, false},
	{"act in the future", cells{"犯罪时间": "2027-01-01", "判决日期": "", "生效日期": "", "结案日期": ""}, []Code{DateFuture}, false},
	{"no act", cells{"犯罪时间": ""}, []Code{ActMissing}, true},
	{"act backwards", cells{"犯罪时间": "2019-06-02至2019-06-01"}, []Code{ActReversed}, false},
	{"birth after the act", cells{"出生日期": "2019-06-02"}, []Code{ActBeforeBirth}, false},
	{"judgment before the act", cells{"判决日期": "2019-05-31"}, []Code{JudgmentBeforeAct}, false},
	{"judgment between two acts", cells{"犯罪时间": "2019-06-01；2020-06-01", "结案日期": ""}, []Code{JudgmentBeforeAct}, false},
	{"effective before the judgment", cells{"生效日期": "2020-01-01"}, []Code{EffectiveBefore}, false},
	{"concluded before the act", cells{"结案日期": "2018-01-02"}, []Code{ConcludedBeforeAct}, false},

	{"no result", cells{"处理结果": "", "刑期": ""}, []Code{OutcomeMissing}, true},
	{"unknown result", cells{"处理结果": "教育释放", "刑期": ""}, []Code{OutcomeUnknown}, true},
	{"ambiguous result", cells{"处理结果": "不起诉", "刑期": ""}, []Code{OutcomeAmbiguous}, true},
	{"result against sentence", cells{"处理结果": "相对不起诉"}, []Code{OutcomeContradicts}, true},
	{"two terms", cells{"处理结果": "有期徒刑二年"}, []Code{OutcomeContradicts}, true},
	{"suspension without imprisonment", cells{"处理结果": "管制", "刑期": "管制六个月", "缓刑考验期": "一年"}, []Code{OutcomeContradicts}, true},
	{"unreadable sentence", cells{"刑期": "见判决书"}, []Code{SentenceUnknown}, true},
	{"unreadable suspension", cells{"缓刑考验期": "若干"}, []Code{SentenceUnknown}, true},
	{"several penalties", cells{"刑期": "有期徒刑一年；有期徒刑二年"}, []Code{SentenceSeveral}, true},
	{"length without kind", cells{"处理结果": "判决有罪", "刑期": "一年"}, []Code{SentenceKindMissing}, true},
	{"convicted, nothing more", cells{"处理结果": "判决有罪", "刑期": ""}, []Code{SentenceKindMissing}, true},
	{"no term", cells{"刑期": ""}, []Code{TermMissing}, true},
	{"negative term", cells{"刑期": "-6个月"}, []Code{TermNegative}, false},
	{"negative suspension", cells{"缓刑考验期": "-6个月"}, []Code{TermNegative}, false},
	{"term out of range", cells{"刑期": "有期徒刑三个月"}, []Code{TermOutOfRange}, true},
	{"bare length out of range", cells{"刑期": "三个月"}, []Code{TermOutOfRange}, true},
	{"unreadable penalty", cells{"附加刑": "两千"}, []Code{PenaltyUnknown}, true},
	{"answer neither yes nor no", cells{"主要犯罪行为是否发生在18周岁前": "大部分"}, []Code{AnswerUnknown}, true},
	{"no finding is no fault", cells{"主要犯罪行为是否发生在18周岁前": "未认定"}, nil, true},
	{"unknown organ", cells{"审判机关": "西河区人民法院"}, []Code{OrganUnknown}, true},
	{"unreadable guardian", cells{"法定代理人": "王巳榆（已故）"}, []Code{GuardianUnknown}, true},
	{"unreadable volumes", cells{"卷宗册数": "正卷副卷"}, []Code{VolumesUnknown}, true},
	{"odd case number", cells{"案号": "2020年第1号案"}, []Code{CaseNumberForm}, true},
	{"no case number", cells{"案号": ""}, []Code{CaseNumberMissing}, true},
}

// composed is a valid resident ID number.
func composed(region string, birth fengcun.Date, sequence int) string {
	number, err := fengcun.ComposeResidentID(region, birth, sequence)
	if err != nil {
		panic(err)
	}
	return number.Reveal()
}

func TestIssuesOfARow(t *testing.T) {
	for _, c := range rowFaults {
		t.Run(c.name, func(t *testing.T) {
			rows, report := mustRead(t, csvOf(t, c.cells))
			got := codes(report)
			slices.Sort(got)
			want := slices.Clone(c.want)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("issues %v, want %v", got, want)
			}
			if (len(rows) == 1) != c.taken || report.Taken != len(rows) || report.Refused != 1-len(rows) {
				t.Errorf("%d rows taken, %d refused, want taken: %v", report.Taken, report.Refused, c.taken)
			}
			for _, row := range rows {
				if len(row.Issues) != len(want) {
					t.Errorf("the row carries %d issues, want %d", len(row.Issues), len(want))
				}
			}
		})
	}
}

// A fact that was not understood is missing: no outcome is half taken.
func TestUnclearFactsStayMissing(t *testing.T) {
	for _, c := range rowFaults {
		rows, report := mustRead(t, csvOf(t, c.cells))
		if len(rows) == 0 {
			continue
		}
		row := rows[0]
		for code := range report.Counts {
			switch code {
			case OutcomeUnknown, OutcomeAmbiguous, OutcomeContradicts, SentenceUnknown, SentenceSeveral, SentenceKindMissing, TermOutOfRange, OutcomeMissing:
				if row.Outcome.Disposition != "" || !row.Outcome.Term.IsZero() {
					t.Errorf("%s: an outcome was taken", c.name)
				}
			case ActMissing:
				if row.Acts != nil {
					t.Errorf("%s: acts were taken", c.name)
				}
			case BirthMissing, DatePartial, DateLunar, DateSerial:
				if !row.Subject.Birth.IsZero() {
					t.Errorf("%s: a birth date was taken", c.name)
				}
			case TermMissing:
				if row.Outcome.Disposition != fengcun.ConvictedImprisonment || !row.Outcome.Term.IsZero() {
					t.Errorf("%s: the kind must stay and the term be missing", c.name)
				}
			}
		}
	}
}

func TestNamesAndNumbersAreKeptAsWritten(t *testing.T) {
	const name = "王\u200b辰杉"
	rows, _ := mustRead(t, csvOf(t, cells{"姓名": name, "公民身份号码": "310115200305060019", "案号": "2020年第1号案；东江检未不诉〔2020〕2号"}))
	s := rows[0].Subject
	if s.Names[0].Text != name {
		t.Error("the name was changed")
	}
	if len(s.Documents) != 1 || s.Documents[0].Number != "310115200305060019" {
		t.Error("a number with a wrong check character was dropped or changed")
	}
	if len(rows[0].CaseNumbers) != 2 || rows[0].CaseNumbers[0] != "2020年第1号案" {
		t.Error("a case number was dropped or changed")
	}
}

// Every row of a file is read, whatever the others are.
func TestRowErrorsNeverStopTheRest(t *testing.T) {
	var rows []cells
	taken := 0
	for i, c := range rowFaults {
		row := maps.Clone(c.cells)
		if _, changed := row["案号"]; !changed {
			row["案号"] = fmt.Sprintf("（2020）沪0199刑初%d号", i+1)
		}
		if c.taken {
			taken++
		}
		rows = append(rows, row)
	}
	got, report := mustRead(t, csvOf(t, rows...))
	if len(got) != taken || report.Rows != len(rows) || report.Refused != len(rows)-taken {
		t.Errorf("%d of %d rows taken, want %d", len(got), report.Rows, taken)
	}
}

func TestDoubles(t *testing.T) {
	rows, report := mustRead(t, csvOf(t,
		cells{}, cells{"备注": "重复录入"}, // the remark does not tell rows apart
		cells{"刑期": "有期徒刑二年"}, // same person and case, other content
		cells{"姓名": "王辰榆"}))   // a co-defendant shares the case number
	if !slices.Equal(codes(report), []Code{RowDouble, RowConflict}) {
		t.Fatalf("issues %v", codes(report))
	}
	double, conflict := report.Issues[0], report.Issues[1]
	if double.Row != 3 || double.Number != 2 || conflict.Row != 4 || conflict.Number != 2 {
		t.Errorf("the report names rows %d→%d and %d→%d", double.Row, double.Number, conflict.Row, conflict.Number)
	}
	if len(rows) != 3 {
		t.Errorf("%d rows taken, want 3", len(rows))
	}
}

// The report of a file depends on the file alone: reading it twice, or after
// another with the same people, says the same.
func TestReportKnowsNoOtherFile(t *testing.T) {
	file := csvOf(t, cells{}, cells{"姓名": "王辰榆"})
	_, first := mustRead(t, file)
	_, second := mustRead(t, file)
	if first.Text("zh-CN") != second.Text("zh-CN") || len(second.Issues) != 0 {
		t.Error("a second reading of the same file says something else")
	}
}

// No report, error or printed row repeats what a cell says.
func TestReportsHoldNoParticulars(t *testing.T) {
	secret := "机密Q7"
	for _, h := range faultHeadings {
		_, report := mustRead(t, csvOf(t, cells{h: secret + "；" + secret}, cells{h: secret, "案号": secret}))
		for _, lang := range []string{"zh-CN", "en"} {
			if strings.Contains(report.Text(lang), "Q7") {
				t.Errorf("the report repeats the cell under %s", h)
			}
		}
		if strings.Contains(fmt.Sprintf("%+v", report), "Q7") {
			t.Errorf("the report holds the cell under %s", h)
		}
	}
	// A heading that is not known may be a person's name in a file without headings.
	_, report := mustRead(t, []byte("姓名,出生日期,犯罪时间,处理结果,王Q7\n"))
	if text := fmt.Sprintf("%+v", report) + report.Text("en"); strings.Contains(text, "Q7") {
		t.Error("the report repeats an unknown heading")
	}
	_, _, err := readBytes(t, []byte("机密Q7,2003-05-06,盗窃罪\n"), testOptions())
	if err == nil || strings.Contains(err.Error()+ErrorText(err, "en"), "Q7") {
		t.Error("an error repeats the file")
	}
}

func TestCatalogueIsComplete(t *testing.T) {
	zh, en := catalogueOf("zh-CN"), catalogueOf("en")
	for code, n := range natures {
		for lang, c := range map[string]*catalogue{"zh-CN": zh, "en": en} {
			if c.Issues[code] == "" || c.Remedies[n.remedy] == "" {
				t.Errorf("%s: no sentence for %s or its remedy", lang, code)
			}
		}
	}
	if len(zh.Issues) != len(natures) || len(en.Issues) != len(natures) {
		t.Error("a sentence of an issue has no code")
	}
	for _, pair := range []struct{ a, b map[string]string }{{zh.Layout, en.Layout}, {zh.Errors, en.Errors}} {
		if !slices.Equal(slices.Sorted(maps.Keys(pair.a)), slices.Sorted(maps.Keys(pair.b))) {
			t.Error("the two languages have different keys")
		}
	}
	if !slices.Equal(slices.Sorted(maps.Keys(zh.Remedies)), slices.Sorted(maps.Keys(en.Remedies))) {
		t.Error("the two languages have different remedies")
	}
	for key, sentence := range zh.Issues {
		if strings.Contains(sentence, "{number}") != strings.Contains(en.Issues[key], "{number}") {
			t.Errorf("%s: one language gives the number, the other not", key)
		}
	}
}

func TestHeadings(t *testing.T) {
	for _, c := range []struct{ name, file, code, field string }{
		{"no birth date", "姓名,犯罪时间,处理结果,案号\n", "roster.heading.missing", "出生日期"},
		{"no name", "出生日期,犯罪时间,处理结果,案号\n", "roster.heading.missing", "姓名"},
		{"no act", "姓名,出生日期,处理结果,案号\n", "roster.heading.missing", "犯罪时间"},
		{"neither result nor sentence", "姓名,出生日期,犯罪时间,案号\n", "roster.heading.missing", "处理结果"},
		{"twice", "姓名,出生日期,犯罪时间,处理结果,被告人\n", "roster.heading.twice", "姓名"},
		{"none", "a,b,c\n1,2,3\n", "roster.heading.none", ""},
		{"too far down", strings.Repeat("标题\n", 30) + "姓名,出生日期,犯罪时间,处理结果\n", "roster.heading.none", ""},
	} {
		_, _, err := readBytes(t, []byte(c.file), testOptions())
		if fengcun.CodeOf(err) != c.code || RemedyOf(err) != RemedyUseHeadings {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if c.field != "" && !strings.Contains(ErrorText(err, "zh-CN"), c.field) {
			t.Errorf("%s: the error does not name the heading", c.name)
		}
	}
	// Any order, synonyms, notes in brackets, stars, a title above, several case numbers.
	rows, report := mustRead(t, []byte("东江区人民法院登记表\n\n* 宣告刑 ,判决结果,案 号,作案时间（年月日）,出生年月日,被告人姓名,判决书文号,心理状态\n"+
		"有期徒刑一年,,沪公（刑）字〔2019〕3号,2019-06-01,2003-05-06,王辰杉,（2020）沪0199刑初1号,平稳\n"))
	if !slices.Equal(codes(report), []Code{HeadingUnknown}) || report.Issues[0].Column.Letter != "H" {
		t.Errorf("issues %v", codes(report))
	}
	if len(rows) != 1 || rows[0].Line != 4 || len(rows[0].CaseNumbers) != 2 || rows[0].Outcome.Term != (fengcun.Term{Years: 1}) {
		t.Error("the row was not read under its synonyms")
	}
}

func TestCSVForms(t *testing.T) {
	plain := string(csvOf(t, cells{"姓名": "王𠮷"}))
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(plain)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ file, encoding string }{
		"UTF-8":              {plain, "UTF-8"},
		"byte order mark":    {"\xef\xbb\xbf" + plain, "UTF-8"},
		"GB18030":            {gb, "GB18030"},
		"CRLF":               {strings.ReplaceAll(plain, "\n", "\r\n"), "UTF-8"},
		"tabs":               {strings.ReplaceAll(plain, ",", "\t"), "UTF-8"},
		"blank lines":        {strings.ReplaceAll(plain, "\n", "\n\n,,,\n"), "UTF-8"},
		"no newline at last": {strings.TrimSuffix(plain, "\n"), "UTF-8"},
	} {
		rows, report := mustRead(t, []byte(c.file))
		if len(rows) != 1 || rows[0].Subject.Names[0].Text != "王𠮷" || report.Encoding != c.encoding || len(report.Issues) > 0 {
			t.Errorf("%s: %d rows, encoding %s, issues %v", name, len(rows), report.Encoding, codes(report))
		}
	}
	t.Run("UTF-8 with a damaged place", func(t *testing.T) {
		rows, report := mustRead(t, []byte(plain+strings.Replace(strings.SplitN(plain, "\n", 2)[1], "王𠮷", "王\xf0\xa0", 1)))
		if len(rows) != 1 || !slices.Contains(codes(report), TextDamaged) || report.Encoding != "UTF-8" {
			t.Errorf("%d rows, %s, issues %v", len(rows), report.Encoding, codes(report))
		}
	})
	t.Run("GB18030 with a damaged place", func(t *testing.T) {
		name, _ := simplifiedchinese.GB18030.NewEncoder().String("王𠮷")
		_, report := mustRead(t, []byte(strings.Replace(gb, name, name[:3], 1)))
		if report.Encoding != "GB18030" || report.Refused != 1 {
			t.Errorf("%s, %d refused", report.Encoding, report.Refused)
		}
	})
	t.Run("a comma too many shifts the fields", func(t *testing.T) {
		rows, report := mustRead(t, []byte(strings.TrimSuffix(plain, "\n")+",多出\n"))
		if len(rows) != 0 || !slices.Equal(codes(report), []Code{CellOutside}) {
			t.Errorf("%d rows, issues %v", len(rows), codes(report))
		}
	})
	t.Run("a quotation mark without partner", func(t *testing.T) {
		body := strings.SplitN(plain, "\n", 2)[1]
		rows, report := mustRead(t, []byte(plain+strings.Replace(body, "王𠮷", `王"辰`, 1)+strings.Replace(body, "王𠮷", "王辰榆", 1)))
		if len(rows) != 2 || !slices.Equal(codes(report), []Code{QuoteUnclosed}) || report.Issues[0].Row != 3 {
			t.Errorf("%d rows, issues %v", len(rows), codes(report))
		}
	})
}
