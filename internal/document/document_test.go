package document_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"pgregory.net/rapid"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/document/specimen"
	"fengcun/internal/fengcuntest/tool"
	"fengcun/internal/pdf"
)

var house = document.House{Seals: document.Specimen{}}

func builtin(t testing.TB) *document.Library {
	t.Helper()
	l, err := document.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// eachForm runs a test for every form in both languages.
func eachForm(t *testing.T, test func(t *testing.T, l *document.Library, f document.Form, lang string)) {
	l := builtin(t)
	if len(l.Forms()) < 30 {
		t.Fatalf("only %d forms", len(l.Forms()))
	}
	for _, f := range l.Forms() {
		for _, lang := range document.Languages() {
			t.Run(string(f)+"/"+lang, func(t *testing.T) { test(t, l, f, lang) })
		}
	}
}

func set(t testing.TB, l *document.Library, f document.Form, lang string, fields document.Fields) *document.Paper {
	t.Helper()
	p, err := l.Set(specimen.Issuer(f), f, lang, fields)
	if err != nil {
		t.Fatalf("%s: %v (%s)", f, err, fengcun.CodeOf(err))
	}
	return p
}

func printed(t testing.TB, p *document.Paper) []byte {
	t.Helper()
	file, err := p.PDF(house, 0)
	if err != nil {
		t.Fatalf("%s: %v", p.Form, err)
	}
	return file
}

// ink is a text without what a line break may add or take away.
func ink(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

// wording is every character of a paper in the order of its blocks.
func wording(p *document.Paper) string {
	var b strings.Builder
	add := func(runs []document.Run) {
		for _, r := range runs {
			b.WriteString(r.Text)
		}
	}
	for _, block := range p.Blocks {
		switch block := block.(type) {
		case document.Line:
			add(block.Runs)
		case document.Grid:
			for _, row := range append(append([]document.GridRow{}, block.Head...), block.Rows...) {
				for _, cell := range row {
					add(cell.Runs)
				}
			}
		case document.SignOff:
			for _, line := range block.Lines {
				add(line)
			}
		}
	}
	return ink(b.String())
}

// extract reads the type area of a PDF as pdftotext sees it, without the page number
// below it and what stands above.
func extract(t testing.TB, f document.Form, file []byte) string {
	t.Helper()
	top, height := "95", "655"
	if f == document.Envelope {
		top, height = "0", "842" // it has neither
	}
	c := exec.Command(tool.Need(t, "pdftotext", "poppler-utils"), "-raw", "-x", "0", "-W", "596", "-y", top, "-H", height, "-enc", "UTF-8", "-", "-")
	c.Stdin = bytes.NewReader(file)
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	return ink(string(out))
}

// What a reader copies out of the PDF, finds in the text document and hears from the
// plain text is what was put in, character by character.
func TestEveryFormSaysWhatWasPutIn(t *testing.T) {
	eachForm(t, func(t *testing.T, l *document.Library, f document.Form, lang string) {
		p := set(t, l, f, lang, specimen.Fields(l, f))
		checkWording(t, p)
	})
}

func checkWording(t testing.TB, p *document.Paper) {
	t.Helper()
	file := printed(t, p)
	got, want := extract(t, p.Form, file), wording(p)
	if strings.ReplaceAll(got, "样章", "") != want {
		t.Errorf("%s: the PDF says\n%s\nand not\n%s", p.Form, got, want)
	}
	docx, err := p.Docx()
	if err != nil {
		t.Fatal(err)
	}
	if got := docxText(t, docx); got != want {
		t.Errorf("%s: the text document says\n%s\nand not\n%s", p.Form, got, want)
	}
	plain := strings.ReplaceAll(strings.ReplaceAll(string(p.Text()), " | ", ""), " |", "")
	if got := ink(strings.ReplaceAll(plain, "\n----\n", "")); got != want {
		t.Errorf("%s: the plain text says\n%s\nand not\n%s", p.Form, got, want)
	}
}

// docxText is the text of the body of a text document.
func docxText(t testing.TB, file []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, part := range z.File {
		if strings.HasSuffix(part.Name, ".png") {
			continue
		}
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(r)
		inText := false
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", part.Name, err)
			}
			switch token := token.(type) {
			case xml.StartElement:
				inText = token.Name.Local == "t"
			case xml.EndElement:
				inText = false
			case xml.CharData:
				if inText && part.Name == "word/document.xml" {
					text.Write(token)
				}
			}
		}
	}
	return ink(text.String())
}

func TestEqualValuesGiveEqualBytes(t *testing.T) {
	eachForm(t, func(t *testing.T, l *document.Library, f document.Form, lang string) {
		one, other := set(t, l, f, lang, specimen.Fields(l, f)), set(t, l, f, lang, specimen.Fields(l, f))
		a, errA := one.Docx()
		b, errB := other.Docx()
		if errA != nil || errB != nil || !bytes.Equal(a, b) || !bytes.Equal(printed(t, one), printed(t, other)) {
			t.Error("the same values gave different bytes")
		}
	})
}

// Other programs read the files, and a form without values can be printed to be
// filled in by hand.
func TestFilesAreSound(t *testing.T) {
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationStrict
	eachForm(t, func(t *testing.T, l *document.Library, f document.Form, lang string) {
		blank, err := l.Blank(specimen.Issuer(f), f, lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range []*document.Paper{set(t, l, f, lang, specimen.Fields(l, f)), blank} {
			file := printed(t, p)
			if err := api.Validate(bytes.NewReader(file), conf); err != nil {
				t.Errorf("pdfcpu: %v", err)
			}
			path := filepath.Join(t.TempDir(), "paper.pdf")
			if err := os.WriteFile(path, file, 0o600); err != nil {
				t.Fatal(err)
			}
			if out, err := exec.Command(tool.Need(t, "qpdf", "qpdf"), "--check", path).CombinedOutput(); err != nil {
				t.Errorf("qpdf: %v\n%s", err, out)
			}
			if !bytes.Contains(file, []byte("/Title")) || p.Number != "" && bytes.Contains(file, []byte(p.Number)) {
				t.Error("the file says something else about itself than the form's name")
			}
		}
	})
}

// Names of every length and kind, long addresses, many rows: nothing is lost,
// nothing is clipped, and what cannot be set is refused with a code.
func TestAnyValues(t *testing.T) {
	l := builtin(t)
	rapid.Check(t, func(rt *rapid.T) {
		f := rapid.SampledFrom(l.Forms()).Draw(rt, "form")
		fields := specimen.Fields(l, f)
		for _, field := range l.Fields(f) {
			switch field.Type {
			case "name":
				fields[field.Name] = document.Text(anyName(rt))
			case "text", "organ", "case":
				fields[field.Name] = document.Text(rapid.StringOfN(han, 1, map[string]int{"text": 200, "organ": 40, "case": 60}[field.Type], -1).Draw(rt, field.Name))
			case "identifier":
				fields[field.Name] = document.Text(rapid.StringMatching(`[0-9A-Z]{5,20}`).Draw(rt, field.Name))
			case "list":
				fields[field.Name] = document.List(rapid.SliceOfN(rapid.StringOfN(han, 1, 120, -1), 1, 12).Draw(rt, field.Name)...)
			case "rows":
				var rows []document.Row
				for range rapid.IntRange(1, 40).Draw(rt, "rows") {
					row := document.Row{}
					for _, column := range field.Columns {
						row[column] = rapid.StringOfN(han, 0, 30, -1).Draw(rt, column)
					}
					rows = append(rows, row)
				}
				fields[field.Name] = document.Rows(rows...)
			}
		}
		p, err := l.Set(specimen.Issuer(f), f, rapid.SampledFrom(document.Languages()).Draw(rt, "lang"), fields)
		if err != nil {
			rt.Fatalf("%s: %v", f, err)
		}
		file, err := p.PDF(house, 0)
		if err != nil {
			rt.Fatalf("%s: %v", f, err)
		}
		// A head is repeated on each page of a table, so the characters are counted.
		if got, want := strings.ReplaceAll(extract(t, f, file), "样章", ""), wording(p); !containsAll(got, want) {
			rt.Fatalf("%s: the PDF says\n%s\nand not\n%s", f, got, want)
		}
		docx, err := p.Docx()
		if err != nil || docxText(t, docx) != wording(p) {
			rt.Fatalf("%s: the text document says something else: %v", f, err)
		}
	})
}

var han = rapid.SampledFrom([]rune("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗𬍛𬭎𠮷䶮㼆人民路号弄室区县镇，。（）〔〕“”12Ab"))

func anyName(rt *rapid.T) string {
	letters := rapid.SampledFrom([]rune("王李张刘陈杨赵黄𬍛𬭎𠮷䶮买提吐尔逊古丽"))
	switch rapid.IntRange(0, 2).Draw(rt, "kind of name") {
	case 0:
		return rapid.StringOfN(letters, 1, 40, -1).Draw(rt, "name")
	case 1:
		return rapid.StringOfN(letters, 2, 20, -1).Draw(rt, "own") + "·" + rapid.StringOfN(letters, 2, 19, -1).Draw(rt, "father's")
	}
	return rapid.StringMatching(`[A-Z][a-z]{1,12}( [A-Z][a-z'-]{1,12}){1,5}`).Draw(rt, "foreign")
}

// containsAll reports whether got has every character of want at least as often.
func containsAll(got, want string) bool {
	count := map[rune]int{}
	for _, r := range got {
		count[r]++
	}
	for _, r := range want {
		if count[r]--; count[r] < 0 {
			return false
		}
	}
	return true
}

// The document's values do not show in what a program prints about them.
func TestValuesDoNotPrint(t *testing.T) {
	if got := fmt.Sprintf("%v %+v %#v %s", document.Text("李𬍛"), document.Text("李𬍛"), document.Fields{"name": document.Text("李𬍛")}, document.List("310199200903140018")); strings.Contains(got, "李") || strings.Contains(got, "3101") {
		t.Errorf("printed as %q", got)
	}
}

func TestMissingGlyphStopsThePaper(t *testing.T) {
	l := builtin(t)
	fields := specimen.Fields(l, document.NoRecordCertificate)
	fields["name"] = document.Text("李\U000323B0")
	p := set(t, l, document.NoRecordCertificate, document.Chinese, fields)
	if err := p.Check(house); fengcun.CodeOf(err) != "pdf.missing_glyph" {
		t.Errorf("%v", err)
	}
	if _, err := p.PDF(house, pdf.SignatureRoom); fengcun.CodeOf(err) != "pdf.missing_glyph" {
		t.Errorf("%v", err)
	}
}

func BenchmarkCertificate(b *testing.B) {
	l := builtin(b)
	fields := specimen.Fields(l, document.NoRecordCertificate)
	for b.Loop() {
		if _, err := set(b, l, document.NoRecordCertificate, document.Chinese, fields).PDF(house, pdf.SignatureRoom); err != nil {
			b.Fatal(err)
		}
	}
}
