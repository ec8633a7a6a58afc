package pdf_test

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/fengcuntest/tool"
	"fengcun/internal/pdf"
)

func TestEqualInputGivesEqualBytes(t *testing.T) {
	first := render(t, everything(t))
	for range 5 {
		if !bytes.Equal(first, render(t, everything(t))) {
			t.Fatal("the same paper has other bytes")
		}
	}
	other := everything(t)
	other.Body = append(other.Body, pdf.Text("另"))
	if bytes.Equal(identifier(t, first), identifier(t, render(t, other))) {
		t.Error("two papers have one identifier")
	}
	elsewhere := everything(t)
	elsewhere.Created = elsewhere.Created.In(time.FixedZone("", -5*3600))
	if !bytes.Equal(first, render(t, elsewhere)) {
		t.Error("the zone of the clock shows in the bytes")
	}
}

func identifier(t *testing.T, file []byte) []byte {
	t.Helper()
	id := regexp.MustCompile(`/ID \[<([0-9a-f]{32})> <([0-9a-f]{32})>\]`).FindSubmatch(file)
	if id == nil || !bytes.Equal(id[1], id[2]) {
		t.Fatal("no identifier")
	}
	return id[1]
}

// opened returns the file with its compressed streams opened, for searching.
func opened(t *testing.T, file []byte) string {
	t.Helper()
	var out strings.Builder
	for rest := file; ; {
		at := bytes.Index(rest, []byte("stream\n"))
		if at < 0 {
			out.Write(rest)
			return out.String()
		}
		out.Write(rest[:at])
		end := bytes.Index(rest[at:], []byte("\nendstream"))
		data := rest[at+len("stream\n") : at+end]
		if r, err := zlib.NewReader(bytes.NewReader(data)); err == nil {
			plain, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			data = plain
		}
		out.Write(data)
		rest = rest[at+end+len("\nendstream"):]
	}
}

// What ISO 19005-2 asks for and what it forbids, as far as this package could ever
// write it; a full validator may find more.
func TestArchivalRules(t *testing.T) {
	file := render(t, everything(t))
	text := opened(t, file)
	for _, want := range []string{
		"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>",
		"/S /GTS_PDFA1", "/DestOutputProfile", "/ToUnicode", "/FontFile3", "/Lang ", "/CIDSystemInfo",
		"<xmp:CreateDate>2026-11-23T09:02:03+08:00</xmp:CreateDate>", "/CreationDate (D:20261123090203+08'00')",
		"<rdf:li xml:lang=\"x-default\">犯罪记录封存通知书</rdf:li>",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing", want)
		}
	}
	for _, never := range []string{"/Encrypt", "/JavaScript", "/JS", "/Launch", "/AA", "/OpenAction", "/LZWDecode", "/EmbeddedFile", "/Interpolate", "/NeedAppearances", "/DeviceCMYK", "/TR", "/Producer", "/Author", "/Creator"} {
		if regexp.MustCompile(regexp.QuoteMeta(never) + `\b`).MatchString(text) {
			t.Errorf("%s occurs", never)
		}
	}
	if !strings.HasPrefix(string(file), "%PDF-1.7\n%") || slices.ContainsFunc([]byte(file[10:14]), func(b byte) bool { return b < 128 }) {
		t.Error("the header does not say that the file is binary")
	}
}

// A file list, a mail program, a search index read the metadata: the title of the
// form, and nothing of the case.
func TestMetadataSayNothingOfTheCase(t *testing.T) {
	d := paper(pdf.Text("李𬍛 310101200903140013"))
	d.Title = "无犯罪记录证明"
	file := render(t, d)
	start, end := bytes.Index(file, []byte("<?xpacket begin")), bytes.Index(file, []byte("<?xpacket end"))
	if packet := string(file[start:end]); !strings.Contains(packet, "无犯罪记录证明") || strings.Contains(packet, "李") || strings.Contains(packet, "3101") {
		t.Error(packet)
	}
	for _, name := range []string{"李𬍛", "310101200903140013"} {
		if bytes.Contains(file, []byte(name)) {
			t.Errorf("%s stands in the open", name)
		}
	}
}

// pages returns the text of each page.
func pages(t *testing.T, d *pdf.Document) []string {
	t.Helper()
	pdftotext := tool.Need(t, "pdftotext", "poppler-utils")
	all := strings.Split(extract(t, pdftotext, render(t, d)), "\f")
	return all[:len(all)-1] // each page ends with a form feed
}

func TestPagesAreNumbered(t *testing.T) {
	d := paper(pdf.Text(strings.Repeat("封存犯罪记录。", 28*22*2/7)))
	d.Footer = pdf.PageNumbers
	all := pages(t, d)
	if len(all) != 3 {
		t.Fatalf("%d pages", len(all))
	}
	for i, page := range all {
		if want := "第" + strconv.Itoa(i+1) + "页共3页"; !strings.Contains(ink(page), want) {
			t.Errorf("page %d lacks %s", i+1, want)
		}
	}
}

func TestTableRunsOnWithItsHead(t *testing.T) {
	table := pdf.Table{Columns: []int{1, 3}, Head: []pdf.Row{pdf.Cells("序号", "名称表头")}}
	for i := range 100 {
		table.Rows = append(table.Rows, pdf.Cells(strconv.Itoa(i+1), "卷宗材料"))
	}
	all := pages(t, paper(pdf.Text("清单如下"), table, pdf.Text("完")))
	if len(all) < 3 {
		t.Fatalf("%d pages", len(all))
	}
	rows := 0
	for i, page := range all {
		if n := strings.Count(page, "名称表头"); n != 1 {
			t.Errorf("page %d has %d heads", i+1, n)
		}
		rows += strings.Count(page, "卷宗材料")
	}
	if rows != 100 {
		t.Errorf("%d rows of 100", rows)
	}
}

// A row taller than a page is divided, and nothing of it is lost.
func TestTallRowIsDivided(t *testing.T) {
	var text strings.Builder
	for i := range 900 {
		text.WriteString("理由" + strconv.Itoa(i) + "，")
	}
	table := pdf.Table{Columns: []int{1, 1}, Head: []pdf.Row{pdf.Cells("头", "头")}, Rows: []pdf.Row{pdf.Cells("短", text.String())}}
	all := pages(t, paper(table))
	together := ink(strings.Join(all, ""))
	together = strings.ReplaceAll(strings.ReplaceAll(together, "头", ""), "短", "")
	if len(all) < 2 || together != text.String() {
		t.Errorf("%d pages, and the text is not what it was", len(all))
	}
}

// Signers, date and seal are not torn apart, and a title does not stand alone at
// the foot of a page.
func TestWhatBelongsTogetherStaysTogether(t *testing.T) {
	for lines := range 24 {
		body := []pdf.Block{}
		for range lines {
			body = append(body, pdf.Text("正文"))
		}
		body = append(body, pdf.Heading("标题"), pdf.Text("标题之后"),
			pdf.Together{pdf.Text("落款机关"), pdf.Text("落款日期"), pdf.Seal{Art: redRing(t), Width: pdf.MM(42), Height: pdf.MM(42)}})
		for i, page := range pages(t, paper(body...)) {
			for _, pair := range [][2]string{{"标题", "标题之后"}, {"落款机关", "落款日期"}} {
				if strings.Contains(page, pair[0]) != strings.Contains(page, pair[1]) {
					t.Errorf("after %d lines page %d has only one of %v", lines, i+1, pair)
				}
			}
		}
	}
}

// Signer and date below a table stand with its last row, the last row never alone
// with its head above it, and what is empty starts no page.
func TestEndOfATable(t *testing.T) {
	for lines := range 24 {
		var body []pdf.Block
		for range lines {
			body = append(body, pdf.Text("正文"))
		}
		table := pdf.Table{Columns: []int{1, 1}, Rows: []pdf.Row{pdf.Cells("甲", "甲"), pdf.Cells("乙", "乙"), pdf.Cells("丙", "丙")}, Least: pdf.MM(12)}
		alone := pages(t, paper(append(body, table, pdf.Gap{Height: pdf.MM(9)})...))
		if last := alone[len(alone)-1]; ink(last) == "" || strings.Contains(last, "丙") && !strings.Contains(last, "乙") {
			t.Errorf("after %d lines the last page has %q", lines, last)
		}
		table.Keep = true
		for _, page := range pages(t, paper(append(body, table, pdf.Gap{Height: pdf.MM(9), Keep: true}, pdf.Text("落款"))...)) {
			if strings.Contains(page, "落款") != strings.Contains(page, "丙") {
				t.Errorf("after %d lines signer and last row are apart", lines)
			}
		}
	}
}

// What cannot be printed as asked is an error with a code; there is no file.
func TestRefusals(t *testing.T) {
	ring := redRing(t)
	for code, d := range map[string]*pdf.Document{
		"pdf.title":          {Created: created},
		"pdf.created":        {Title: "测试"},
		"pdf.frame":          {Title: "测试", Created: created, Frame: pdf.Frame{Width: pdf.MM(300), Height: pdf.MM(10), Pitch: pdf.MM(5)}},
		"pdf.run_too_long":   paper(pdf.Paragraph{Runs: []pdf.Run{{Text: strings.Repeat("1", 80), NoBreak: true}}}),
		"pdf.too_tall":       paper(pdf.Together{pdf.Figure{Art: ring, Width: pdf.MM(100), Height: pdf.MM(200)}, pdf.Figure{Art: ring, Width: pdf.MM(100), Height: pdf.MM(200)}}),
		"pdf.too_narrow":     paper(pdf.Figure{Art: ring, Width: pdf.MM(200), Height: pdf.MM(20)}),
		"pdf.table":          paper(pdf.Table{Columns: []int{1, 1}, Rows: []pdf.Row{pdf.Cells("只有一格")}}),
		"pdf.seal_place":     paper(pdf.Seal{Art: ring, Width: pdf.MM(42), Height: pdf.MM(42)}),
		"pdf.modules":        paper(pdf.Figure{Art: pdf.Modules{Columns: 2, Rows: 2, Dark: []bool{true}}, Width: pdf.MM(20), Height: pdf.MM(20)}),
		"pdf.size":           paper(pdf.Gap{Height: -1}),
		"pdf.too_narrow 2":   paper(pdf.Beside{Panels: []pdf.Panel{{Width: pdf.MM(200)}}}),
		"pdf.too_tall 2":     paper(pdf.Beside{Height: pdf.MM(5), Panels: []pdf.Panel{{Width: pdf.MM(50), Blocks: []pdf.Block{pdf.Text("一"), pdf.Text("二")}}}}),
		"pdf.frame 2":        {Title: "测试", Created: created, Sheet: pdf.Sheet{Width: pdf.MM(100), Height: pdf.MM(70)}},
		"pdf.image_kind":     paper(pdf.Figure{Art: (*pdf.Image)(nil), Width: pdf.MM(20), Height: pdf.MM(20)}),
		"pdf.signature_size": {Title: "测试", Created: created, Signature: 2 << 20},
	} {
		code = strings.TrimSuffix(code, " 2")
		if file, err := d.Render(); fengcun.CodeOf(err) != code || file != nil {
			t.Errorf("%v, want %s", err, code)
		}
	}
}

// An organ's own font, here with TrueType outlines, in one slot beside the
// embedded one in the others.
func TestOrgansFont(t *testing.T) {
	pdftotext := tool.Need(t, "pdftotext", "poppler-utils")
	font, err := pdf.Load(pdf.TrueType(0))
	if err != nil {
		t.Fatal(err)
	}
	if font.Name() != "Test-Regular" {
		t.Error(font.Name())
	}
	d := paper(pdf.Text("一二一"), pdf.Paragraph{Runs: []pdf.Run{{Text: "封存", Slot: pdf.Hei}}})
	d.Fonts[pdf.Body] = font
	file := render(t, d)
	if got := ink(extract(t, pdftotext, file)); got != "一二一封存" {
		t.Errorf("%q", got)
	}
	text := opened(t, file)
	for _, want := range []string{"/FontFile2", "/CIDToGIDMap /Identity", "+Test-Regular", "/FontFile3", "+NotoSerifCJKsc-Regular"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing", want)
		}
	}
	d = paper(pdf.Text("三"))
	d.Fonts[pdf.Body] = font
	if _, err := d.Render(); fengcun.CodeOf(err) != "pdf.missing_glyph" {
		t.Errorf("a character that only the embedded font has: %v", err)
	}
	check(t, tool.Need(t, "qpdf", "qpdf"), "--check", write(t, file))
}

func BenchmarkOnePage(b *testing.B) { benchmark(b, 1) }

func BenchmarkHundredPages(b *testing.B) { benchmark(b, 100) }

func benchmark(b *testing.B, count int) {
	var body []pdf.Block
	for i := range count {
		if i > 0 {
			body = append(body, pdf.PageBreak{})
		}
		body = append(body, pdf.Heading("犯罪记录封存通知书"))
		for range 3 {
			body = append(body, pdf.Text(strings.Repeat("被告人李𬍛，男，汉族。依照《关于未成年人犯罪记录封存的实施办法》第四条、第十一条的规定，对其犯罪记录予以封存。", 3)))
		}
	}
	d := paper(body...)
	d.Footer = pdf.PageNumbers
	for b.Loop() {
		render(b, d)
	}
	b.ReportMetric(float64(count*b.N)/b.Elapsed().Seconds(), "pages/s")
}
