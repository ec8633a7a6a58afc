package pdf_test

import (
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/tool"
	"fengcun/internal/pdf"
)

// The signer stands over the date, whichever of the two is longer, and neither
// leaves the measure; a seal without a picture prints its text.
func TestSignOff(t *testing.T) {
	program := tool.Need(t, "pdftotext", "poppler-utils")
	for _, signer := range []string{"本院", "东海市滨江区人民法院", strings.Repeat("某某", 30)} {
		file := render(t, paper(pdf.Text("特此通知。"), pdf.Together{
			pdf.SignOff{Lines: [][]pdf.Run{{{Text: signer}}, {{Text: "二〇二六年十一月二十三日", NoBreak: true}}}, Right: 4 * pdf.SanHao},
			pdf.Seal{Text: "样章", Width: pdf.MM(42), Height: pdf.MM(42)},
		}))
		if got, want := ink(extract(t, program, file)), "特此通知。"+signer+"二〇二六年十一月二十三日样章"; got != want {
			t.Errorf("%q came back as %q", want, got)
		}
	}
}

// What Check takes Render prints, and what it refuses Render refuses with the same
// code.
func TestCheckAgreesWithRender(t *testing.T) {
	for name, d := range map[string]*pdf.Document{
		"":                  everything(t),
		"pdf.missing_glyph": paper(pdf.Text("\U0010FFFE")),
		"pdf.run_too_long":  paper(pdf.Paragraph{Runs: []pdf.Run{{Text: strings.Repeat("长", 60), NoBreak: true}}}),
		"pdf.title":         {Created: created},
		"pdf.size":          paper(pdf.Table{Columns: []int{1}, Least: -1}),
	} {
		_, err := d.Render()
		if checked := d.Check(); fengcun.CodeOf(checked) != name || fengcun.CodeOf(err) != name {
			t.Errorf("%s: Check says %v, Render %v", name, checked, err)
		}
	}
}

func TestRowsLeaveRoomToWrite(t *testing.T) {
	height := func(least pdf.Length) int {
		table := pdf.Table{Columns: []int{1}, Least: least}
		for range 30 {
			table.Rows = append(table.Rows, pdf.Cells("x"))
		}
		return len(pages(t, paper(table)))
	}
	if low, high := height(0), height(pdf.MM(20)); low != 1 || high != 3 {
		t.Errorf("30 rows take %d and %d pages, want 1 and 3", low, high)
	}
}
