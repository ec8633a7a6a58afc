package roster

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/sample"
)

// today is the day of every reading in these tests.
var today = fengcun.NewDate(2026, 11, 23)

// organs are the four organs of the synthetic district.
var organs = map[string]fengcun.Organ{
	"东江区人民法院":  {ID: "court-0199", Kind: fengcun.Court, Level: fengcun.LevelBasic, Name: "东江区人民法院"},
	"东江区人民检察院": {ID: "procuratorate-0199", Kind: fengcun.Procuratorate, Level: fengcun.LevelBasic, Name: "东江区人民检察院"},
	"东江公安分局":   {ID: "police-0199", Kind: fengcun.Police, Level: fengcun.LevelBasic, Name: "东江公安分局"},
	"东江区司法局":   {ID: "justice-0199", Kind: fengcun.Justice, Level: fengcun.LevelBasic, Name: "东江区司法局"},
}

func testOptions() Options {
	return Options{Today: today, Organ: func(name string) (fengcun.Organ, bool) {
		o, ok := organs[name]
		return o, ok
	}}
}

func readBytes(t testing.TB, file []byte, o Options) ([]Row, *Report, error) {
	t.Helper()
	var rows []Row
	report, err := Read(context.Background(), bytes.NewReader(file), int64(len(file)), o, func(r Row) error {
		rows = append(rows, r)
		return nil
	})
	return rows, report, err
}

func mustRead(t testing.TB, file []byte) ([]Row, *Report) {
	t.Helper()
	rows, report, err := readBytes(t, file, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	return rows, report
}

// codes lists the codes of the issues in the order of the report.
func codes(report *Report) []Code {
	var list []Code
	for _, i := range report.Issues {
		list = append(list, i.Code)
	}
	return list
}

// rowOf is the row that the file of a synthetic subject should be read as.
func rowOf(line int, s sample.Subject) Row {
	row := Row{
		Line: line, Subject: s.Person, Domicile: s.Domicile,
		CaseNumbers: []fengcun.Particular{s.CaseNumber}, Crimes: []fengcun.Particular{s.Crime},
		MainActBefore18: s.MainActBefore18, JointCrime: &s.Joint,
		Outcome:  Outcome{Disposition: s.Disposition, Term: s.Term, ControlBeside: s.ControlBeside, Suspension: s.Suspension},
		Judgment: s.Judgment, Effective: s.Effective, Concluded: s.Concluded, Volumes: s.Volumes,
	}
	for i := range row.Subject.Names {
		row.Subject.Names[i].Source = sourceRoster
	}
	for i := range row.Subject.Documents {
		row.Subject.Documents[i].Source = sourceRoster
	}
	if s.Joint {
		row.SeparatelyHandled = &s.Separate
	}
	for _, a := range s.Acts {
		row.Acts = append(row.Acts, Act{From: a.From, To: a.To, Crime: s.Crime})
	}
	if s.FineYuan > 0 {
		row.Outcome.Supplementary = []Supplementary{{Kind: Fine, Yuan: s.FineYuan}}
	}
	for _, m := range []struct {
		function fengcun.OrganFunction
		name     string
	}{{fengcun.Investigated, "东江公安分局"}, {fengcun.Prosecuted, "东江区人民检察院"}, {fengcun.Tried, "东江区人民法院"}, {fengcun.Executed, "东江区司法局"}} {
		row.Organs = append(row.Organs, OrganMention{Function: m.function, Name: m.name, Organ: organs[m.name].ID})
	}
	return row
}

func syntheticRows(seed uint64, n int) []Row {
	people := sample.NewPeople(seed)
	rows := make([]Row, n)
	for i := range rows {
		rows[i] = rowOf(i+2, people.Next())
	}
	return rows
}

// archive packs parts into a zip file.
func archive(t testing.TB, parts map[string]string, order ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range order {
		if err := writePart(w, name, parts[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// book packs a hand-written sheet into the fixed parts of a workbook. Parts may be
// changed by replacing old with new texts, given in pairs.
func book(t testing.TB, sheet string, replace ...string) []byte {
	t.Helper()
	parts := map[string]string{}
	var order []string
	for _, p := range workbookParts {
		parts[p.name] = strings.NewReplacer(replace...).Replace(p.text)
		order = append(order, p.name)
	}
	const name = "xl/worksheets/sheet1.xml"
	parts[name] = sheet
	return archive(t, parts, append(order, name)...)
}

// sheetXML is a worksheet whose rows are given as XML, under the headings
// 姓名 (A), 出生日期 (B), 公民身份号码 (C), 作案时间 (D), 处理结果 (E), 案号 (F).
func sheetXML(rows ...string) string {
	var b strings.Builder
	b.WriteString(sheetStart)
	b.WriteString(`<row r="1">`)
	for i, h := range []string{"姓名", "出生日期", "公民身份号码", "作案时间", "处理结果", "案号"} {
		fmt.Fprintf(&b, `<c r="%s1" t="inlineStr"><is><t>%s</t></is></c>`, columnLetter(i), h)
	}
	b.WriteString(`</row>`)
	for _, r := range rows {
		b.WriteString(r)
	}
	b.WriteString(`</sheetData></worksheet>`)
	return b.String()
}

// goodRow is a row without fault under those headings; cells may be replaced by
// letter.
func goodRow(line int, replace map[string]string) string {
	cells := map[string]string{
		"A": textXML("A", line, fmt.Sprintf("王辰%c", '杉'+rune(line))), "B": textXML("B", line, "2003-05-06"), "C": "",
		"D": textXML("D", line, "2019-06-01"), "E": textXML("E", line, "有期徒刑一年"), "F": textXML("F", line, fmt.Sprintf("（2020）沪0199刑初%d号", line)),
	}
	for letter, cell := range replace {
		cells[letter] = cell
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<row r="%d">`, line)
	for _, letter := range []string{"A", "B", "C", "D", "E", "F"} {
		b.WriteString(cells[letter])
	}
	b.WriteString(`</row>`)
	return b.String()
}

func textXML(letter string, line int, text string) string {
	return fmt.Sprintf(`<c r="%s%d" t="inlineStr"><is><t>%s</t></is></c>`, letter, line, xmlText(text))
}

func numberXML(letter string, line, style int, value string) string {
	return fmt.Sprintf(`<c r="%s%d" s="%d"><v>%s</v></c>`, letter, line, style, value)
}
