package roster

import (
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"fengcun"
)

func TestWorkbookCells(t *testing.T) {
	for _, c := range []struct {
		name  string
		cells map[string]string
		want  []Code
		taken bool
	}{
		{"sound", nil, nil, true},
		{"date cell", map[string]string{"B": numberXML("B", 2, 1, "37747")}, nil, true},
		{"date cell with a time", map[string]string{"B": numberXML("B", 2, 1, "37747.75")}, nil, true},
		{"date cell with an impossible number", map[string]string{"B": numberXML("B", 2, 1, "-5")}, []Code{DateImpossible}, false},
		{"29 February 1900", map[string]string{"B": numberXML("B", 2, 1, "60")}, []Code{DateImpossible}, false},
		{"number without a date format", map[string]string{"B": numberXML("B", 2, 0, "37747")}, []Code{DateSerial}, true},
		{"eight digits as a number", map[string]string{"B": numberXML("B", 2, 0, "20030506")}, nil, true},
		{"ISO date cell", map[string]string{"B": `<c r="B2" t="d"><v>2003-05-06T00:00:00</v></c>`}, nil, true},
		{"ID as a number", map[string]string{"C": numberXML("C", 2, 0, "3.1011520030506E+17")}, []Code{IDScientific}, false},
		{"ID as a number in full", map[string]string{"C": numberXML("C", 2, 0, "310115200305060012")}, []Code{IDScientific}, false},
		{"ID of 15 digits as a number", map[string]string{"B": textXML("B", 2, "1989-05-06"), "C": numberXML("C", 2, 0, "310115890506001")}, nil, true},
		{"formula", map[string]string{"B": `<c r="B2"><f>TODAY()</f><v>37747</v></c>`}, []Code{CellFormula}, false},
		{"shared formula", map[string]string{"A": `<c r="A2" t="str"><f t="shared" si="0"/><v>王辰杉</v></c>`}, []Code{CellFormula}, false},
		{"error value", map[string]string{"B": `<c r="B2" t="e"><v>#N/A</v></c>`}, []Code{CellError}, false},
		{"rich text and reading aid", map[string]string{"A": `<c r="A2" t="inlineStr"><is><r><t>王</t></r><r><t>辰杉</t></r><rPh sb="0" eb="1"><t>wang</t></rPh></is></c>`}, nil, true},
		{"escaped character", map[string]string{"A": `<c r="A2" t="inlineStr"><is><t>王_xD842__xDFB7_</t></is></c>`}, nil, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, report := mustRead(t, book(t, sheetXML(goodRow(2, c.cells))))
			if got := codes(report); !slices.Equal(got, c.want) {
				t.Errorf("issues %v, want %v", got, c.want)
			}
			if (len(rows) == 1) != c.taken {
				t.Errorf("taken: %v", len(rows) == 1)
			}
			if len(rows) == 1 && c.name != "number without a date format" && rows[0].Subject.Birth.IsZero() {
				t.Error("the birth date was lost")
			}
			if c.name == "rich text and reading aid" && rows[0].Subject.Names[0].Text != "王辰杉" {
				t.Error("the reading aid is not part of the name")
			}
		})
	}
}

func TestCalendarOf1904(t *testing.T) {
	want := fengcun.NewDate(2003, 5, 6)
	cell := map[string]string{"B": numberXML("B", 2, 1, fmt.Sprint(fengcun.NewDate(1904, 1, 1).DaysUntil(want)))}
	rows, _ := mustRead(t, book(t, sheetXML(goodRow(2, cell)), "<sheets>", `<workbookPr date1904="1"/><sheets>`))
	if len(rows) != 1 || rows[0].Subject.Birth != want {
		t.Error("a date of the 1904 system was read by the 1900 system")
	}
}

func TestMergedAndHidden(t *testing.T) {
	t.Run("merged", func(t *testing.T) {
		sheet := sheetXML(goodRow(2, nil), goodRow(3, map[string]string{"F": ""}), goodRow(4, nil)) // 案号 merged over rows 2 and 3
		sheet = strings.Replace(sheet, "</sheetData>", `</sheetData><mergeCells count="1"><mergeCell ref="F2:F3"/></mergeCells>`, 1)
		rows, report := mustRead(t, book(t, sheet))
		if len(rows) != 2 || rows[0].Line != 2 || rows[1].Line != 4 || report.Counts[CellMerged] != 1 || report.Issues[0].Row != 3 {
			t.Errorf("%d rows, issues %v", len(rows), codes(report))
		}
	})
	t.Run("merged title", func(t *testing.T) {
		sheet := strings.NewReplacer(`<sheetData><row r="1">`, `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>登记表</t></is></c></row><row r="2">`, `1" t="inlineStr"><is><t>姓名`, `2" t="inlineStr"><is><t>姓名`,
			"</sheetData>", `</sheetData><mergeCells><mergeCell ref="A1:F1"/></mergeCells>`).Replace(sheetXML(goodRow(3, nil)))
		sheet = strings.NewReplacer(`r="B1"`, `r="B2"`, `r="C1"`, `r="C2"`, `r="D1"`, `r="D2"`, `r="E1"`, `r="E2"`, `r="F1"`, `r="F2"`).Replace(sheet)
		rows, report := mustRead(t, book(t, sheet))
		if len(rows) != 1 || len(report.Issues) != 0 {
			t.Errorf("%d rows, issues %v", len(rows), codes(report))
		}
	})
	t.Run("hidden row and column", func(t *testing.T) {
		sheet := sheetXML(goodRow(2, nil), goodRow(3, nil))
		sheet = strings.NewReplacer(`<row r="3">`, `<row r="3" hidden="1">`, "<sheetData>", `<cols><col min="6" max="6" hidden="1"/></cols><sheetData>`).Replace(sheet)
		rows, report := mustRead(t, book(t, sheet))
		if len(rows) != 2 || !slices.Equal(codes(report), []Code{RowHidden, ColumnHidden}) || report.Issues[1].Column.Letter != "F" {
			t.Errorf("%d rows, issues %v", len(rows), codes(report))
		}
	})
}

// excelizeBook writes a workbook with the library that is the oracle here.
func excelizeBook(t testing.TB, fill func(*excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func fillSheet(f *excelize.File, sheet string, names ...string) {
	_ = f.SetSheetRow(sheet, "A1", &[]any{"姓名", "出生日期", "作案时间", "处理结果", "案号"})
	for i, name := range names {
		_ = f.SetSheetRow(sheet, fmt.Sprintf("A%d", i+2), &[]any{
			name, time.Date(2003, 5, 6, 0, 0, 0, 0, time.UTC), "2019-06-01", "有期徒刑一年", fmt.Sprintf("（2020）沪0199刑初%d号", i+1),
		})
	}
}

func TestSheets(t *testing.T) {
	file := excelizeBook(t, func(f *excelize.File) {
		fillSheet(f, "Sheet1", "赵午柏") // hidden below: not read
		for _, s := range []string{"说明", "数据", "统计"} {
			_, _ = f.NewSheet(s)
		}
		_ = f.SetCellStr("说明", "A1", "填表说明")
		fillSheet(f, "数据", "王辰杉", "李𬍛")
		_ = f.SetCellStr("统计", "A1", "合计")
		f.SetActiveSheet(2)
		_ = f.SetSheetVisible("Sheet1", false)
	})
	rows, report := mustRead(t, file)
	if len(rows) != 2 || rows[1].Subject.Names[0].Text != "李𬍛" || rows[0].Subject.Birth != fengcun.NewDate(2003, 5, 6) {
		t.Fatalf("%d rows, issues %v", len(rows), codes(report))
	}
	if report.Sheet != 3 || report.Counts[SheetHidden] != 1 || report.Counts[SheetNotRead] != 1 || report.Issues[1].Number != 2 {
		t.Errorf("sheet %d, issues %v", report.Sheet, codes(report))
	}
}

// The library must find in our workbooks what we put there.
func TestWrittenWorkbookIsReadElsewhere(t *testing.T) {
	var b bytes.Buffer
	want := syntheticRows(9, 40)
	if err := WriteXLSX(&b, slices.Values(want)); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b, excelize.Options{ShortDatePattern: "yyyy-mm-dd"})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, err := f.GetRows(f.GetSheetName(0))
	if err != nil || len(got) != len(want)+1 {
		t.Fatalf("%d rows, %v", len(got), err)
	}
	for i, row := range want {
		for j, h := range headings().list {
			text := ""
			if j < len(got[i+1]) {
				text = got[i+1][j]
			}
			if h.Field != fieldNumber && text != row.text(h.Field) {
				t.Fatalf("row %d: the library reads another text under %s", i, h.Names[0])
			}
		}
	}
}

// Files that are no roster end in one error with a remedy, never in a panic or
// an empty success.
func TestForeignFiles(t *testing.T) {
	sound := book(t, sheetXML(goodRow(2, nil)))
	docx := archive(t, map[string]string{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}, "[Content_Types].xml", "word/document.xml")
	ole := append(slices.Clone(oleMark), make([]byte, 2048)...)
	encrypted := append(append(slices.Clone(ole), utf16Name("EncryptedPackage")...), make([]byte, 512)...)
	flipped := slices.Clone(sound)
	at := bytes.Index(flipped, []byte("xl/worksheets/sheet1.xml")) + len("xl/worksheets/sheet1.xml") + 60
	flipped[at] ^= 0xFF
	protected := excelizeEncrypted(t)

	for _, c := range []struct {
		name   string
		file   []byte
		code   string
		remedy Remedy
	}{
		{"empty", nil, "roster.file.empty", RemedySendAgain},
		{"truncated", sound[:len(sound)*2/3], "roster.file.damaged", RemedySendAgain},
		{"only a head", sound[:20], "roster.file.damaged", RemedySendAgain},
		{"a byte flipped", flipped, "roster.file.damaged", RemedySendAgain},
		{"sheet breaks off", book(t, strings.TrimSuffix(sheetXML(goodRow(2, nil)), "</sheetData></worksheet>")), "roster.file.damaged", RemedySendAgain},
		{"sheet breaks off in a cell", book(t, sheetXML(goodRow(2, nil))[:700]), "roster.file.damaged", RemedySendAgain},
		{"rows out of order", book(t, sheetXML(goodRow(3, nil), goodRow(2, nil))), "roster.file.damaged", RemedySendAgain},
		{"a row twice", book(t, sheetXML(goodRow(2, nil), goodRow(2, nil))), "roster.file.damaged", RemedySendAgain},
		{"no such shared string", book(t, sheetXML(goodRow(2, map[string]string{"A": `<c r="A2" t="s"><v>7</v></c>`}))), "roster.file.damaged", RemedySendAgain},
		{"a docx", docx, "roster.file.not_workbook", RemedySaveAsXLSX},
		{"a PDF", []byte("%PDF-1.7\n"), "roster.file.not_workbook", RemedySaveAsXLSX},
		{"binary", []byte{1, 2, 0, 3, 4}, "roster.file.not_workbook", RemedySaveAsXLSX},
		{"an old .xls", ole, "roster.file.old_format", RemedySaveAsXLSX},
		{"encrypted", encrypted, "roster.file.encrypted", RemedyRemoveLock},
		{"encrypted by a library", protected, "roster.file.encrypted", RemedyRemoveLock},
		{"HTML called .xls", []byte("\r\n<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table><tr><td>姓名</td></tr></table></html>"), "roster.file.markup", RemedySaveAsXLSX},
		{"XML spreadsheet", []byte("<?xml version=\"1.0\"?><Workbook/>"), "roster.file.markup", RemedySaveAsXLSX},
		{"UTF-16", []byte{0xFF, 0xFE, 0xD3, 0x59, 0x0D, 0x54}, "roster.file.utf16", RemedySaveAsUTF8},
		{"another encoding", []byte{0xa9, 0x6d, 0xa6, 0x57, ',', 0xff, 0xff, '\n'}, "roster.file.encoding", RemedySaveAsUTF8},
		{"a workbook without headings", book(t, sheetStart+`<row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`), "roster.heading.none", RemedyUseHeadings},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := readBytes(t, c.file, testOptions())
			if fengcun.CodeOf(err) != c.code || RemedyOf(err) != c.remedy {
				t.Fatalf("error %v with remedy %q, want %s with %s", err, RemedyOf(err), c.code, c.remedy)
			}
			if fengcun.KindOf(err) != fengcun.KindInvalid || ErrorText(err, "zh-CN") == "" || ErrorText(err, "en") == "" {
				t.Error("the error has no sentence")
			}
		})
	}
}

func excelizeEncrypted(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fillSheet(f, "Sheet1", "王辰杉")
	var b bytes.Buffer
	if err := f.Write(&b, excelize.Options{Password: "synthetic"}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestBounds(t *testing.T) {
	// A workbook cut short anywhere is refused.
	sound := book(t, sheetXML(goodRow(2, nil), goodRow(3, nil)))
	for n := range sound {
		if _, _, err := readBytes(t, sound[:n], testOptions()); err == nil {
			t.Fatalf("a workbook cut at byte %d of %d was taken as whole", n, len(sound))
		}
	}

	bomb := sheetXML(goodRow(2, map[string]string{"A": textXML("A", 2, strings.Repeat("王", 3<<20))}))
	packed := book(t, bomb)
	if len(packed) > 200<<10 {
		t.Fatalf("the bomb weighs %d bytes", len(packed))
	}
	small := testOptions()
	small.MaxUnpackedBytes = 1 << 20
	if _, _, err := readBytes(t, packed, small); fengcun.CodeOf(err) != "roster.file.too_large" {
		t.Errorf("bomb: %v", err)
	}
	if _, _, err := readBytes(t, lying(t, packed), small); err == nil {
		t.Error("an archive that lies about its sizes was unpacked beyond the bound")
	}
	few := testOptions()
	few.MaxBytes = 100
	if _, _, err := readBytes(t, packed, few); fengcun.CodeOf(err) != "roster.file.too_large" {
		t.Errorf("too many bytes: %v", err)
	}
	few = testOptions()
	few.MaxRows = 1
	if rows, report, err := readBytes(t, sound, few); fengcun.CodeOf(err) != "roster.rows.too_many" || len(rows) != 1 || report.Taken != 1 {
		t.Errorf("too many rows: %v", err)
	}
}

// lying sets the unpacked sizes in an archive to one byte.
func lying(t *testing.T, file []byte) []byte {
	t.Helper()
	out := slices.Clone(file)
	for i := 0; i+28 < len(out); i++ {
		if bytes.Equal(out[i:i+4], []byte("PK\x01\x02")) {
			copy(out[i+24:i+28], []byte{1, 0, 0, 0})
		}
	}
	return out
}

func TestReadingStops(t *testing.T) {
	file := csvOf(t, cells{}, cells{"姓名": "王辰榆"})
	enough := errors.New("enough")
	n := 0
	_, err := Read(context.Background(), bytes.NewReader(file), int64(len(file)), testOptions(), func(Row) error { n++; return enough })
	if err != enough || n != 1 {
		t.Errorf("the error of the caller must end the reading as it is: %v after %d rows", err, n)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	many := manyRows(t, 5000)
	if _, err := Read(ctx, bytes.NewReader(many), int64(len(many)), testOptions(), func(Row) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled reading goes on: %v", err)
	}
	if _, err := ReadFile(context.Background(), t.TempDir()+"/王.xlsx", Options{}, nil); fengcun.CodeOf(err) != "roster.file.unreadable" || strings.Contains(err.Error(), "王") {
		t.Errorf("a missing file: %v", err)
	}
}

// Nothing of the file may reach the disk.
func TestNoTemporaryFiles(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	if _, report := mustRead(t, manyRows(t, 20_000)); report.Taken != 20_000 {
		t.Fatalf("%d rows taken", report.Taken)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 0 {
		t.Errorf("%d files in the temporary directory, %v", len(left), err)
	}
}

func manyRows(t testing.TB, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteXLSX(&b, slices.Values(syntheticRows(2, n))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func FuzzFile(f *testing.F) {
	f.Add(book(f, sheetXML(goodRow(2, nil))))
	f.Add([]byte("姓名,出生日期,犯罪时间,处理结果\n王辰杉,2003-05-06,2019-06-01,有期徒刑一年\n"))
	f.Add([]byte("<html>"))
	var deflated bytes.Buffer
	w, _ := flate.NewWriter(&deflated, 9)
	_, _ = io.WriteString(w, "PK")
	_ = w.Close()
	f.Add(deflated.Bytes())
	f.Fuzz(func(t *testing.T, file []byte) {
		o := testOptions()
		o.MaxUnpackedBytes = 1 << 20
		_, report, err := readBytes(t, file, o)
		if err != nil && ErrorText(err, "en") == "" {
			t.Errorf("an error without a sentence: %v", err)
		}
		if report.Rows != report.Taken+report.Refused {
			t.Error("a row was lost")
		}
	})
}

func BenchmarkRead100k(b *testing.B) {
	file := manyRows(b, 100_000)
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		if _, err := Read(context.Background(), bytes.NewReader(file), int64(len(file)), testOptions(), func(Row) error { n++; return nil }); err != nil || n != 100_000 {
			b.Fatal(n, err)
		}
	}
}
