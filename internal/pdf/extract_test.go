package pdf_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fengcun/internal/fengcuntest/tool"
	"fengcun/internal/pdf"

	"pgregory.net/rapid"
)

// What is printed is what is read again, character by character. Each line here
// is a text at which a PDF library is known to print, or to hand back, something
// else.
func TestExtractedTextIsTheText(t *testing.T) {
	pdftotext := tool.Need(t, "pdftotext", "poppler-utils")
	for _, text := range []string{
		"李𬍛", "张𬭎", "王𠮷", "龚䶮", // beyond the BMP, or rare
		"买买提·吐尔逊", "阿依古丽·麦麦提艾力", // the interpunct of minority names
		"（2026）沪0101刑初12号", "沪黄检未封〔2026〕12号", "二〇二六年十一月二十三日",
		"310101200903140013", "31010120090314001X",
		"⼀一⼆二",              // radicals and characters that share a glyph
		"fi ffl Office ﹙A﹚", // no ligature
		"Ａ１，a1,", "①②㈠Ⅻ", "“引‘文’号”——……",
		"㐂㝵䲜龥鿫鿭鿯",
	} {
		if got := extract(t, pdftotext, render(t, paper(pdf.Text(text)))); ink(got) != ink(text) {
			t.Errorf("%q came back as %q", text, got)
		}
	}
}

// Everything that the embedded font covers, each character once.
func TestEveryCoveredCharacterIsExtracted(t *testing.T) {
	pdftotext := tool.Need(t, "pdftotext", "poppler-utils")
	font := embedded(t)
	var all strings.Builder
	for r := rune(0x21); r < 0x32000; r++ {
		if font.Covers(r) {
			all.WriteRune(r)
		}
	}
	text := all.String()
	if got := extract(t, pdftotext, render(t, paper(pdf.Text(text)))); ink(got) != ink(text) {
		t.Errorf("%d characters went in, %d came out, or others", len([]rune(ink(text))), len([]rune(ink(got))))
	}
}

// Names, addresses and mixed text of any length, in one paper: nothing is lost or
// added where a line ends.
func TestNothingIsLostAtLineBreaks(t *testing.T) {
	pdftotext := tool.Need(t, "pdftotext", "poppler-utils")
	rapid.Check(t, func(rt *rapid.T) {
		var body []pdf.Block
		var want strings.Builder
		for range 8 {
			text := anyText(rt)
			body = append(body, pdf.Paragraph{
				Runs:   []pdf.Run{{Text: text}},
				Indent: rapid.IntRange(0, 2).Draw(rt, "indent"),
				Align:  rapid.SampledFrom([]pdf.Align{pdf.Justified, pdf.Left, pdf.Center, pdf.Right}).Draw(rt, "align"),
			})
			want.WriteString(text)
		}
		file, err := paper(body...).Render()
		if err != nil {
			rt.Fatal(err)
		}
		if got := extract(t, pdftotext, file); ink(got) != ink(want.String()) {
			rt.Fatalf("%q came back as %q", want.String(), got)
		}
	})
}

// anyText is a name, an address or mixed text.
func anyText(rt *rapid.T) string {
	han := rapid.SampledFrom([]rune("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗𬍛𬭎𠮷䶮㼆人民路号弄室区县镇"))
	mixed := rapid.SampledFrom([]rune("中华人民共和国（）〔〕《》“”，。、；：？！·—…Aa0159 .,-/()%℃𬍛𠮷"))
	switch rapid.IntRange(0, 3).Draw(rt, "kind") {
	case 0:
		return rapid.StringOfN(han, 1, 40, -1).Draw(rt, "name")
	case 1:
		return rapid.StringOfN(han, 2, 12, -1).Draw(rt, "first") + "·" + rapid.StringOfN(han, 2, 20, -1).Draw(rt, "second")
	case 2:
		return rapid.StringOfN(han, 200, 200, -1).Draw(rt, "address")
	}
	return rapid.StringOfN(mixed, 1, 200, -1).Draw(rt, "mixed")
}

func TestExternalCheckers(t *testing.T) {
	file := write(t, render(t, everything(t)))
	t.Run("qpdf", func(t *testing.T) { check(t, tool.Need(t, "qpdf", "qpdf"), "--check", file) })
	t.Run("pdfcpu", func(t *testing.T) {
		check(t, tool.Optional(t, "pdfcpu", "github.com/pdfcpu/pdfcpu v0.11.0"), "validate", "-mode", "strict", file)
	})
	t.Run("verapdf", func(t *testing.T) {
		check(t, tool.Optional(t, "verapdf", "verapdf.org"), "--flavour", "2u", file)
	})
}

// For the eye: PDF_LOOK=dir keeps the sample, to be turned into pictures with
// pdftoppm and held against GB/T 9704.
func TestLook(t *testing.T) {
	dir := os.Getenv("PDF_LOOK")
	if dir == "" {
		t.Skip("PDF_LOOK names no directory: nothing to look at")
	}
	if err := os.WriteFile(filepath.Join(dir, "look.pdf"), render(t, everything(t)), 0o600); err != nil {
		t.Fatal(err)
	}
}
