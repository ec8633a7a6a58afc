package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"strconv"
	"strings"
	"time"

	"fengcun"
)

// Docx is the paper as a text document (ECMA-376), for organs whose seal system
// takes one or who print and stamp by hand. It names the typefaces of official
// papers without embedding them, says what the PDF says in the same order, and
// leaves the place of the seal free. Equal papers give equal bytes.
func (p *Paper) Docx() ([]byte, error) {
	var file bytes.Buffer
	w := zip.NewWriter(&file)
	code, err := p.docxCode()
	if err != nil {
		return nil, err
	}
	parts := docxParts + docxPartsEnd
	if code != "" {
		parts = docxParts + docxPicture + docxPartsEnd
	}
	for _, part := range []struct{ name, content string }{
		{docxCodeFile, code},
		{"[Content_Types].xml", docxTypes},
		{"_rels/.rels", docxRelations},
		{"docProps/core.xml", p.docxProperties()},
		{"word/_rels/document.xml.rels", parts},
		{"word/footer1.xml", p.docxFooter()},
		{"word/document.xml", p.docxBody()},
	} {
		if part.content == "" {
			continue
		}
		f, err := w.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate})
		if err == nil {
			_, err = f.Write([]byte(part.content))
		}
		if err != nil {
			return nil, &fengcun.Error{Kind: fengcun.KindInternal, Code: "document.docx", Err: err}
		}
	}
	if err := w.Close(); err != nil {
		return nil, &fengcun.Error{Kind: fengcun.KindInternal, Code: "document.docx", Err: err}
	}
	return file.Bytes(), nil
}

const (
	xmlHead       = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordSpace     = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	docxTypes     = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`
	docxRelations = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`
	docxParts     = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/>`
	docxPicture   = `<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/code.png"/>`
	docxPartsEnd  = `</Relationships>`
)

// docxProperties say the form's name and the paper's day, like the PDF's metadata.
func (p *Paper) docxProperties() string {
	day := p.created().UTC().Format(time.RFC3339)
	return xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>` +
		escaped(p.Title) + `</dc:title><dcterms:created xsi:type="dcterms:W3CDTF">` + day + `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">` + day + `</dcterms:modified></cp:coreProperties>`
}

func (p *Paper) docxFooter() string {
	field := func(name string) string {
		return `<w:fldSimple w:instr="` + name + `"><w:r><w:t>1</w:t></w:r></w:fldSimple>`
	}
	text := func(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }
	words := text("第 ") + field("PAGE") + text(" 页　共 ") + field("NUMPAGES") + text(" 页")
	if p.ReadingCopy() {
		words = text("Page ") + field("PAGE") + text(" of ") + field("NUMPAGES")
	}
	if p.envelope {
		words = ""
	}
	return xmlHead + `<w:ftr ` + wordSpace + `><w:p><w:pPr><w:jc w:val="center"/></w:pPr>` + words + `</w:p></w:ftr>`
}

// docxBody writes the blocks on an A4 sheet with the margins of GB/T 9704, in
// twentieths of a point.
func (p *Paper) docxBody() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:document ` + wordSpace + `><w:body>`)
	for _, block := range p.Blocks {
		switch block := block.(type) {
		case Line:
			docxLine(&b, block, p.Language)
		case Grid:
			docxGrid(&b, block)
		case SignOff:
			for i, line := range block.Lines {
				before := 0
				if i == 0 {
					before = 700
				}
				docxParagraph(&b, docxFormat{align: "right", right: indentOfDate * 320, before: before, keep: i < len(block.Lines)-1}, "仿宋", 32, line)
			}
		case Ruler:
			b.WriteString(`<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="000000"/></w:pBdr></w:pPr></w:p>`)
		case SheetEnd:
			b.WriteString(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`)
		case Place:
			if p.code != nil {
				b.WriteString(docxCodePlace)
				for _, line := range p.code.Lines() {
					docxParagraph(&b, docxFormat{align: "left"}, "仿宋", 18, []Run{{Text: line}})
				}
			}
		}
	}
	b.WriteString(`<w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1400" w:gutter="0"/></w:sectPr></w:body></w:document>`)
	return b.String()
}

// docxFormat is the format of a paragraph; lengths are twentieths of a point.
type docxFormat struct {
	align                 string
	indent, right, before int
	keep                  bool
}

func docxLine(b *strings.Builder, l Line, lang string) {
	f, font, size := docxFormat{align: "both"}, "仿宋", 32 // 三号 is 16 points in text documents
	switch l.Style {
	case Title:
		f.align, f.keep, font, size = "center", true, "方正小标宋简体", 44
	case Heading:
		f.keep, font = true, "黑体"
	case Subheading:
		f.keep, font = true, "楷体"
	case ToRight:
		f.align = "right"
	case Centred:
		f.align = "center"
	}
	if lang == Chinese && (l.Style == Paragraph || l.Style == Heading || l.Style == Subheading) {
		f.indent = 640
	}
	if lang != Chinese && l.Style != Title {
		size = 24
	}
	docxParagraph(b, f, font, size, l.Runs)
}

func docxParagraph(b *strings.Builder, f docxFormat, font string, size int, runs []Run) {
	b.WriteString(`<w:p><w:pPr>`)
	if f.keep {
		b.WriteString(`<w:keepNext/>`)
	}
	b.WriteString(`<w:spacing w:before="` + strconv.Itoa(f.before) + `" w:line="580" w:lineRule="atLeast"/>`)
	b.WriteString(`<w:ind w:right="` + strconv.Itoa(f.right) + `" w:firstLine="` + strconv.Itoa(f.indent) + `"/><w:jc w:val="` + f.align + `"/></w:pPr>`)
	docxRuns(b, font, size, runs)
	b.WriteString(`</w:p>`)
}

func docxRuns(b *strings.Builder, font string, size int, runs []Run) {
	for _, r := range runs {
		b.WriteString(`<w:r><w:rPr><w:rFonts w:ascii="` + font + `" w:hAnsi="` + font + `" w:eastAsia="` + font + `"/><w:sz w:val="` + strconv.Itoa(size) + `"/></w:rPr><w:t xml:space="preserve">` + escaped(r.Text) + `</w:t></w:r>`)
	}
}

const docxMeasure = 8844 // 156 mm

func docxGrid(b *strings.Builder, g Grid) {
	sum := 0
	for _, share := range g.Columns {
		sum += share
	}
	width := func(from, to int) int {
		part := 0
		for _, share := range g.Columns[from:to] {
			part += share
		}
		return docxMeasure * part / sum
	}
	b.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="` + strconv.Itoa(docxMeasure) + `" w:type="dxa"/><w:tblBorders>`)
	for _, edge := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		b.WriteString(`<w:` + edge + ` w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
	}
	b.WriteString(`</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for i := range g.Columns {
		b.WriteString(`<w:gridCol w:w="` + strconv.Itoa(width(i, i+1)) + `"/>`)
	}
	b.WriteString(`</w:tblGrid>`)
	for i, row := range append(append([]GridRow{}, g.Head...), g.Rows...) {
		b.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
		if g.Least > 0 {
			b.WriteString(`<w:trHeight w:val="` + strconv.Itoa(g.Least*1440*10/254) + `" w:hRule="atLeast"/>`)
		}
		if i < len(g.Head) {
			b.WriteString(`<w:tblHeader/>`)
		}
		b.WriteString(`</w:trPr>`)
		at := 0
		for _, cell := range row {
			b.WriteString(`<w:tc><w:tcPr><w:tcW w:w="` + strconv.Itoa(width(at, at+cell.Span)) + `" w:type="dxa"/><w:gridSpan w:val="` + strconv.Itoa(cell.Span) + `"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:jc w:val="`)
			at += cell.Span
			b.WriteString(map[bool]string{true: "center", false: "left"}[cell.Label] + `"/></w:pPr>`)
			font := map[bool]string{true: "黑体", false: "仿宋"}[i < len(g.Head)]
			docxRuns(b, font, 24, cell.Runs)
			b.WriteString(`</w:p></w:tc>`)
		}
		b.WriteString(`</w:tr>`)
	}
	b.WriteString(`</w:tbl><w:p><w:pPr><w:spacing w:line="240" w:lineRule="exact"/></w:pPr></w:p>`)
}

func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a strings.Builder takes everything
	return b.String()
}
