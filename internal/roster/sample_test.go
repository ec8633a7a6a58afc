package roster

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"fengcun"
	"fengcun/internal/sample"
)

var update = flag.Bool("update", false, "write the sample files and the golden reports anew")

const sampleDir = "../../testdata/roster"

// sampleSeed gives the people of the samples.
const sampleSeed = 2022

// sampleCase is one row of the sample by hand. Empty texts are filled in from a
// synthetic subject where a row cannot do without.
type sampleCase struct {
	why       string // for the reader of this list
	birth     string
	acts      string
	outcome   string
	sentence  string
	main      string
	judgment  string
	change    map[Field]string
	noEffect  bool // no judgment in force: 生效日期 stays empty
	fifteenID bool
	noID      bool
	badCheck  bool
}

// sampleCases are the boundaries of the law, in the order of law and article.
var sampleCases = []sampleCase{
	// Article 4(1), 法释〔2006〕1号第二条: the age.
	{why: "act on the 18th birthday: minor", birth: "2005-03-10", acts: "2023-03-10", outcome: "有期徒刑", sentence: "有期徒刑一年", judgment: "2023-08-01"},
	{why: "act on the next day: adult", birth: "2005-03-10", acts: "2023-03-11", outcome: "有期徒刑", sentence: "有期徒刑一年", judgment: "2023-08-01"},
	{why: "born 29 February, act on 28 February", birth: "2004-02-29", acts: "2022-02-28", outcome: "有期徒刑", sentence: "有期徒刑十个月", judgment: "2022-09-05"},
	{why: "born 29 February, act on 1 March", birth: "2004-02-29", acts: "2022-03-01", outcome: "有期徒刑", sentence: "有期徒刑十个月", judgment: "2022-09-05"},
	{why: "tried at 25 for an act at 17", birth: "1999-04-12", acts: "2016-11-20", outcome: "有期徒刑", sentence: "有期徒刑三年", judgment: "2024-06-18"},
	{why: "act on the 16th birthday", birth: "2006-07-01", acts: "2022-07-01", outcome: "不予刑事处罚（未满十六周岁）", noEffect: true},
	{why: "act at 13", birth: "2009-01-15", acts: "2022-10-10", outcome: "不予刑事处罚（未满十四周岁）", noEffect: true},
	{why: "no birth date", acts: "2019-05-05", outcome: "有期徒刑", sentence: "有期徒刑八个月", judgment: "2019-12-01", noID: true, change: map[Field]string{fieldBirth: "不详"}},
	{why: "lunar birth date", acts: "2019-05-05", outcome: "拘役", sentence: "拘役三个月", judgment: "2019-12-01", noID: true, change: map[Field]string{fieldBirth: "农历二〇〇二年正月初三"}},
	// Articles 4(1), 24: the term.
	{why: "exactly five years", birth: "2004-06-06", acts: "2021-04-04", outcome: "有期徒刑", sentence: "有期徒刑五年", judgment: "2021-12-20"},
	{why: "five years in months", birth: "2004-08-16", acts: "2021-04-24", outcome: "有期徒刑", sentence: "有期徒刑六十个月", judgment: "2021-12-20"},
	{why: "five years and one month", birth: "2004-06-07", acts: "2021-04-05", outcome: "有期徒刑", sentence: "有期徒刑五年零一个月", judgment: "2021-12-20"},
	{why: "five years and one day", birth: "2004-06-08", acts: "2021-04-06", outcome: "有期徒刑", sentence: "有期徒刑五年零一日", judgment: "2021-12-20"},
	{why: "ten years", birth: "2003-02-03", acts: "2020-09-09", outcome: "有期徒刑", sentence: "有期徒刑十年", judgment: "2021-03-15", change: map[Field]string{fieldSupplementary: "剥夺政治权利一年"}},
	{why: "five years and a fine (D-9)", birth: "2004-01-21", acts: "2021-10-01", outcome: "有期徒刑", sentence: "有期徒刑五年", judgment: "2022-04-11", change: map[Field]string{fieldSupplementary: "罚金人民币二万元"}},
	{why: "three years suspended for five (D-12)", birth: "2005-09-30", acts: "2022-08-15", outcome: "有期徒刑", sentence: "有期徒刑三年", judgment: "2023-02-28", change: map[Field]string{fieldSuspension: "五年"}},
	{why: "combined punishment decided at five years (D-14)", birth: "2005-01-02", acts: "2021-05-01；2021-06-11", outcome: "有期徒刑", sentence: "犯盗窃罪判处有期徒刑三年；犯抢劫罪判处有期徒刑三年；数罪并罚，决定执行有期徒刑五年", judgment: "2022-01-10", change: map[Field]string{fieldCrime: "盗窃罪、抢劫罪"}},
	{why: "combined punishment decided at five and a half (D-15)", birth: "2005-01-03", acts: "2021-05-02；2021-06-12", outcome: "有期徒刑", sentence: "决定执行有期徒刑五年六个月", judgment: "2022-01-10", change: map[Field]string{fieldCrime: "盗窃罪、抢劫罪"}},
	{why: "imprisonment and control (D-17)", birth: "2005-11-11", acts: "2022-03-03", outcome: "有期徒刑", sentence: "决定执行有期徒刑五年，管制一年", judgment: "2022-12-12"},
	// Article 4(2): acts on both sides of the birthday.
	{why: "straddling, main act before, four years (D-18)", birth: "2004-05-20", acts: "2022-04-01至2022-06-30", outcome: "有期徒刑", sentence: "有期徒刑四年", main: "是", judgment: "2023-01-09"},
	{why: "straddling, main act after (D-19)", birth: "2004-05-21", acts: "2022-04-02至2022-07-30", outcome: "有期徒刑", sentence: "有期徒刑四年", main: "否", judgment: "2023-01-09"},
	{why: "straddling, no finding (D-20)", birth: "2004-05-22", acts: "2022-04-03至2022-06-29", outcome: "有期徒刑", sentence: "有期徒刑四年", main: "未认定", judgment: "2023-01-09"},
	{why: "straddling, main act before, over five years (D-21)", birth: "2004-05-23", acts: "2022-04-04；2022-06-28", outcome: "有期徒刑", sentence: "有期徒刑五年六个月", main: "是", judgment: "2023-01-09"},
	{why: "over midnight of the birthday (D-22)", birth: "2004-10-01", acts: "2022-10-01至2022-10-02", outcome: "拘役", sentence: "拘役五个月", main: "是", judgment: "2023-03-20"},
	// Article 5: joint crime.
	{why: "joint crime with an adult, separate", birth: "2005-12-24", acts: "2022-11-05", outcome: "有期徒刑", sentence: "有期徒刑二年", judgment: "2023-05-05", change: map[Field]string{fieldJoint: "是", fieldSeparate: "是"}},
	{why: "joint crime with an adult, not separate", birth: "2005-12-25", acts: "2022-11-05", outcome: "有期徒刑", sentence: "有期徒刑二年", judgment: "2023-05-05", change: map[Field]string{fieldJoint: "是", fieldSeparate: "否"}},
	{why: "co-defendant in the same case", birth: "2006-01-05", acts: "2022-11-05", outcome: "管制", sentence: "管制六个月", judgment: "2023-05-05", change: map[Field]string{fieldJoint: "是", fieldSeparate: "否"}},
	// Articles 3, 4, 7, 12: every other outcome.
	{why: "detention", birth: "2005-08-08", acts: "2023-01-18", outcome: "拘役", sentence: "拘役四个月", judgment: "2023-06-06", change: map[Field]string{fieldSuspension: "六个月"}},
	{why: "control", birth: "2005-08-09", acts: "2023-01-19", outcome: "管制", sentence: "管制一年", judgment: "2023-06-06"},
	{why: "a fine alone", birth: "2005-08-10", acts: "2023-01-20", outcome: "单处罚金", sentence: "单处罚金人民币二千元", judgment: "2023-06-06"},
	{why: "exempt from punishment", birth: "2005-08-11", acts: "2023-01-21", outcome: "免予刑事处罚", judgment: "2023-06-06"},
	{why: "life", birth: "2000-03-15", acts: "2017-12-31", outcome: "判处无期徒刑", sentence: "无期徒刑", judgment: "2018-11-02", change: map[Field]string{fieldSupplementary: "剥夺政治权利终身"}},
	{why: "acquitted, insufficient evidence (Article 7)", birth: "2005-08-12", acts: "2023-01-22", outcome: "无罪（证据不足）", judgment: "2023-06-06"},
	{why: "acquitted, innocent", birth: "2005-08-13", acts: "2023-01-23", outcome: "无罪（依法认定无罪）", judgment: "2023-06-06"},
	{why: "statutory non-prosecution", birth: "2006-02-14", acts: "2023-04-01", outcome: "法定不起诉", noEffect: true},
	{why: "discretionary non-prosecution", birth: "2006-02-15", acts: "2023-04-02", outcome: "相对不起诉", noEffect: true},
	{why: "doubtful non-prosecution", birth: "2006-02-16", acts: "2023-04-03", outcome: "存疑不起诉", noEffect: true},
	{why: "conditional non-prosecution, probation running (D-24)", birth: "2008-02-17", acts: "2025-12-04", outcome: "附条件不起诉（考验期内）", noEffect: true, change: map[Field]string{fieldConcluded: ""}},
	{why: "not prosecuted after probation", birth: "2006-02-18", acts: "2023-04-05", outcome: "附条件不起诉（考验期满不起诉）", noEffect: true},
	{why: "no punishment for another reason", birth: "2006-02-19", acts: "2023-04-06", outcome: "不予刑事处罚（精神病）", noEffect: true},
	{why: "not pursued", birth: "2006-02-20", acts: "2023-04-07", outcome: "不追究刑事责任", noEffect: true},
	{why: "case withdrawn by the police", birth: "2006-02-21", acts: "2023-04-08", outcome: "撤销案件", noEffect: true},
	{why: "prosecution withdrawn (D-29)", birth: "2006-02-22", acts: "2023-04-09", outcome: "撤回起诉", noEffect: true},
	{why: "only a coercive measure", birth: "2006-02-23", acts: "2023-04-10", outcome: "不批准逮捕", noEffect: true},
	{why: "support and supervision", birth: "2006-02-24", acts: "2023-04-11", outcome: "帮教考察", noEffect: true},
	{why: "administrative penalty, no criminal record", birth: "2006-02-25", acts: "2023-04-12", outcome: "行政处罚", noEffect: true},
	{why: "special education", birth: "2010-02-26", acts: "2023-04-13", outcome: "专门教育", noEffect: true},
	{why: "pending", birth: "2009-02-27", acts: "2026-08-14", outcome: "诉讼中", noEffect: true, change: map[Field]string{fieldConcluded: ""}},
	// Article 23: closed before 2013.
	{why: "closed 2009, 15 digits (Tong'an)", birth: "1992-10-18", acts: "2008-11-02", outcome: "有期徒刑", sentence: "有期徒刑三年六个月", judgment: "2009-04-20", fifteenID: true},
	{why: "concluded on 2012-12-31", birth: "1995-05-18", acts: "2012-06-15", outcome: "有期徒刑", sentence: "有期徒刑一年", judgment: "2012-12-20", fifteenID: true, change: map[Field]string{fieldConcluded: "2012-12-31"}},
	{why: "concluded on 2013-01-01", birth: "1995-05-19", acts: "2012-06-16", outcome: "有期徒刑", sentence: "有期徒刑一年", judgment: "2012-12-21", change: map[Field]string{fieldConcluded: "2013-01-01"}},
	{why: "closed 2005, no number", birth: "1988-03-03", acts: "2005-01-25", outcome: "单处罚金", sentence: "单处罚金一千元", judgment: "2005-07-07", noID: true},
	// Names that registers have trouble with.
	{why: "outside the basic plane", birth: "2005-06-21", acts: "2022-12-01", outcome: "有期徒刑", sentence: "有期徒刑七个月", judgment: "2023-04-18", change: map[Field]string{fieldName: "李𬍛"}},
	{why: "outside the basic plane", birth: "2005-06-22", acts: "2022-12-02", outcome: "有期徒刑", sentence: "有期徒刑七个月", judgment: "2023-04-18", change: map[Field]string{fieldName: "张𬭎"}},
	{why: "outside the basic plane", birth: "2005-06-23", acts: "2022-12-03", outcome: "有期徒刑", sentence: "有期徒刑七个月", judgment: "2023-04-18", change: map[Field]string{fieldName: "王𠮷"}},
	{why: "extension A", birth: "2005-06-24", acts: "2022-12-04", outcome: "有期徒刑", sentence: "有期徒刑七个月", judgment: "2023-04-18", change: map[Field]string{fieldName: "龚䶮"}},
	{why: "middle dot", birth: "2005-06-25", acts: "2022-12-05", outcome: "有期徒刑", sentence: "有期徒刑七个月", judgment: "2023-04-18", change: map[Field]string{fieldName: "帕孜来提·巴吾东尼"}},
	{why: "an organ that is not registered", birth: "2005-06-26", acts: "2022-12-06", outcome: "有期徒刑", sentence: "有期徒刑七个月", judgment: "2023-04-18", change: map[Field]string{fieldInvestigated: "西河公安分局"}},
	// Faults among them, as in every real list.
	{why: "ID destroyed by the spreadsheet", birth: "2005-06-27", acts: "2022-12-07", outcome: "有期徒刑", sentence: "有期徒刑七个月", judgment: "2023-04-18", change: map[Field]string{fieldIdentity: "3.10115E+17"}},
	{why: "two-digit year", birth: "2005-06-28", acts: "2022-12-08", outcome: "有期徒刑", sentence: "有期徒刑七个月", judgment: "2023-04-18", change: map[Field]string{fieldBirth: "05.6.28"}},
	{why: "judgment before the act", birth: "2005-06-29", acts: "2022-12-09", outcome: "有期徒刑", sentence: "有期徒刑七个月", judgment: "2022-04-18"},
	{why: "ambiguous result", birth: "2005-06-30", acts: "2022-12-10", outcome: "不起诉", noEffect: true},
	{why: "no name", birth: "2005-07-01", acts: "2022-12-11", outcome: "有期徒刑", sentence: "有期徒刑七个月", judgment: "2023-04-18", change: map[Field]string{fieldName: " "}},
	{why: "wrong check character", birth: "2005-07-02", acts: "2022-12-12", outcome: "有期徒刑", sentence: "有期徒刑七个月", judgment: "2023-04-18", badCheck: true},
}

// generatedCases follow those by hand.
const generatedCases = 24

// sampleLines are the cells of the sample: a title, the headings, the cases.
func sampleLines(t *testing.T) [][]string {
	people := sample.NewPeople(sampleSeed)
	lines := [][]string{{"东江区人民法院未成年人案件登记表（样例：人物、案号、地名均为虚构）"}, nil}
	for _, h := range headings().list {
		lines[1] = append(lines[1], h.Names[0])
	}
	serial := 0
	add := func(texts map[Field]string) {
		serial++
		texts[fieldNumber] = strconv.Itoa(serial)
		var line []string
		for _, h := range headings().list {
			line = append(line, texts[h.Field])
		}
		lines = append(lines, line)
	}
	for i, c := range sampleCases {
		add(c.texts(t, i+1, people.Next()))
	}
	for range generatedCases {
		row := rowOf(0, people.Next())
		texts := map[Field]string{}
		for _, h := range headings().list {
			texts[h.Field] = row.text(h.Field)
		}
		add(texts)
	}
	return lines
}

func (c sampleCase) texts(t *testing.T, serial int, s sample.Subject) map[Field]string {
	row := rowOf(0, s)
	texts := map[Field]string{
		fieldName: row.text(fieldName), fieldSex: row.text(fieldSex), fieldBirth: c.birth, fieldDomicile: row.text(fieldDomicile),
		fieldCrime: row.text(fieldCrime), fieldActs: c.acts, fieldMainAct: c.main, fieldOutcome: c.outcome, fieldSentence: c.sentence,
		fieldJudgment: c.judgment, fieldGuardian: row.text(fieldGuardian), fieldJoint: "否", fieldVolumes: row.text(fieldVolumes),
	}
	for _, f := range organFields {
		texts[f.field] = row.text(f.field)
	}
	c.papers(t, texts, serial)
	if birth, code := parseDate(c.birth); code == "" && !c.noID {
		sequence := 2 * serial
		if texts[fieldSex] == "男" {
			sequence--
		}
		number := composed("310115", birth, sequence)
		if c.fifteenID {
			number = number[:6] + number[8:17]
		}
		if c.badCheck {
			wrong := "0"
			if strings.HasSuffix(number, wrong) {
				wrong = "1"
			}
			number = number[:17] + wrong
		}
		texts[fieldIdentity] = number
	}
	maps.Copy(texts, c.change)
	return texts
}

// papers fills in the dates and the number of the deciding paper.
func (c sampleCase) papers(t *testing.T, texts map[Field]string, serial int) {
	if c.noEffect {
		acts, code := parseActs(c.acts)
		if code != "" {
			t.Fatalf("%s: %s", c.why, code)
		}
		decided := acts[len(acts)-1].To.AddDays(90)
		texts[fieldConcluded] = decided.String()
		texts[fieldCaseNumber] = fmt.Sprintf("东江检未不诉〔%d〕%d号", decided.Year, serial)
		return
	}
	judgment, code := parseDate(c.judgment)
	if code != "" {
		t.Fatalf("%s: %s", c.why, code)
	}
	texts[fieldEffective], texts[fieldConcluded] = judgment.AddDays(11).String(), c.judgment
	texts[fieldCaseNumber] = fmt.Sprintf("（%d）沪0199刑初%d号", judgment.Year, serial)
	if judgment.Year < 2016 {
		texts[fieldCaseNumber] = fmt.Sprintf("（%d）东江少刑初字第%d号", judgment.Year, serial)
	}
}

// sampleWorkbook puts whole dates into date cells and everything else into text.
func sampleWorkbook(t *testing.T, lines [][]string) []byte {
	t.Helper()
	var b bytes.Buffer
	err := writeWorkbook(&b, func(yield func([]sheetCell) bool) {
		for n, line := range lines {
			var cells []sheetCell
			for i, text := range line {
				cell := sheetCell{text: text}
				if f := headings().list[i].Field; n > 1 && (f == fieldBirth || f == fieldJudgment || f == fieldEffective || f == fieldConcluded) {
					cell.date, _ = fengcun.ParseDate(text)
				}
				cells = append(cells, cell)
			}
			if !yield(cells) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func sampleCSV(t *testing.T, lines [][]string) []byte {
	t.Helper()
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.WriteAll(lines); err != nil {
		t.Fatal(err)
	}
	text, err := simplifiedchinese.GB18030.NewEncoder().String(b.String())
	if err != nil {
		t.Fatal(err)
	}
	return []byte(text)
}

// faultsWorkbook has the faults that only a workbook can have.
func faultsWorkbook(t *testing.T) []byte {
	t.Helper()
	change := func(line int, letter, cell string) string { return goodRow(line, map[string]string{letter: cell}) }
	twice := map[string]string{"A": textXML("A", 16, "王亥榆"), "F": textXML("F", 16, "（2020）沪0199刑初16号")}
	again := map[string]string{"A": textXML("A", 17, "王亥榆"), "F": textXML("F", 17, "（2020）沪0199刑初16号")}
	sheet := sheetXML(
		goodRow(2, nil),
		change(3, "C", numberXML("C", 3, 0, "3.1011520030506E+17")),
		change(4, "B", textXML("B", 4, "03-5-6")),
		change(5, "A", textXML("A", 5, "王\uFFFD")),
		change(6, "B", textXML("B", 6, "2003-02-30")),
		change(7, "B", textXML("B", 7, "2019-06-02")),
		change(8, "C", textXML("C", 8, composed("310115", fengcun.NewDate(2003, 5, 7), 11))),
		change(9, "C", textXML("C", 9, "310115200305060019")),
		change(10, "E", textXML("E", 10, "有期徒刑-6个月")),
		change(11, "A", textXML("A", 11, "")),
		change(12, "B", numberXML("B", 12, 0, "37747")),
		change(13, "B", `<c r="B13"><f>DATE(2003,5,6)</f><v>37747</v></c>`),
		strings.Replace(goodRow(14, nil), `<row r="14">`, `<row r="14" hidden="1">`, 1),
		change(15, "A", textXML("A", 15, "王\u200b子榆")),
		goodRow(16, twice), goodRow(17, again),
		change(18, "D", textXML("D", 18, strings.Repeat("二〇一九年六月一日，", 500))),
		goodRow(19, nil), change(20, "F", ""),
		change(21, "A", textXML("A", 21, "\u202e王寅榆")),
		change(22, "E", textXML("E", 22, "教育释放")),
		change(23, "B", `<c r="B23" t="e"><v>#N/A</v></c>`),
	)
	sheet = strings.Replace(sheet, "</sheetData>", `</sheetData><mergeCells count="1"><mergeCell ref="F19:F20"/></mergeCells>`, 1)
	return book(t, sheet)
}

// TestSamples holds the shipped files to the generator and their reports to the
// golden ones. With -update it writes both.
func TestSamples(t *testing.T) {
	lines := sampleLines(t)
	files := map[string][]byte{
		"court-cases.xlsx":        sampleWorkbook(t, lines),
		"court-cases-gb18030.csv": sampleCSV(t, lines),
		"court-cases-faults.xlsx": faultsWorkbook(t),
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		golden(t, filepath.Join(sampleDir, name), files[name])
		_, report := mustRead(t, files[name])
		base := filepath.Join("testdata", strings.NewReplacer(".xlsx", "", ".csv", "").Replace(name))
		golden(t, base+".zh-CN.txt", []byte(report.Text("zh-CN")))
		golden(t, base+".en.txt", []byte(report.Text("en")))
	}
}

func golden(t *testing.T, path string, want []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what the code makes; run the test with -update and look at the difference", path)
	}
}

// The sample must show every outcome, and both twins must say the same.
func TestSampleCoversTheLaw(t *testing.T) {
	lines := sampleLines(t)
	rows, report := mustRead(t, sampleWorkbook(t, lines))
	twins, twinReport := mustRead(t, sampleCSV(t, lines))
	if len(rows) < 64 || report.Refused < 3 {
		t.Errorf("%d rows taken, %d refused", len(rows), report.Refused)
	}
	if len(twins) != len(rows) || twinReport.Text("en") != report.Text("en") || twinReport.Encoding != "GB18030" {
		t.Error("the CSV twin says something else")
	}
	seen := map[fengcun.Disposition]bool{}
	for i, row := range rows {
		seen[row.Outcome.Disposition] = true
		if d := difference(row, twins[i]); len(d) > 0 {
			t.Errorf("row %d of the twins differs in %v", row.Line, d)
		}
	}
	for _, d := range fengcun.Dispositions() {
		if !seen[d] {
			t.Errorf("no row of the sample has the disposition %s", d)
		}
	}
}
