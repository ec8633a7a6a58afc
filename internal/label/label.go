// Package label prints the labels that stand on the covers of volumes (Articles 5
// and 6, and the practice for the sealed file itself).
//
// A label carries the words that the Measures ask for and the opaque label of the
// holding, as text, as Code 128 and as a QR code. It says nothing of a person or a
// case, and both codes hold the same few characters: whoever scans one without a
// right at the organ has learnt what the cover says.
//
// It knows no record and asks nobody; what may be labelled is for package registry.
package label

import (
	"time"

	"fengcun"
	"fengcun/internal/barcode"
	"fengcun/internal/pdf"
)

// Wording is what a label says.
type Wording string

// The wordings.
const (
	Contains Wording = "contains_sealed" // Articles 5, 6: a file of others with sealed information in it
	Sealed   Wording = "sealed_file"     // the sealed file itself
	Minor    Wording = "minor_case"      // another case with a minor: confidential, not sealed
)

// words are printed exactly so.
var words = map[Wording]string{
	Contains: "含犯罪记录封存信息",
	Sealed:   "未成年人犯罪记录封存",
	Minor:    "涉未成年人信息 保密",
}

// Wordings lists every wording.
func Wordings() []Wording { return []Wording{Contains, Sealed, Minor} }

// Size is the size of labels.
type Size string

// The sizes.
const (
	Sheet Size = "sheet" // A4 with 3 × 8 labels of 70 by 37 mm
	Cover Size = "cover" // 100 by 70 mm, one on each page
)

// Label is one label.
type Label struct {
	Wording Wording
	Text    string // of the holding: capital letters, digits, hyphens
}

// Print sets labels as a PDF, in their order. Errors: label.wording, label.size,
// label.none, barcode.text.
func Print(labels []Label, size Size, created time.Time) ([]byte, error) {
	if len(labels) == 0 {
		return nil, fengcun.Invalid("label.none", "labels")
	}
	d := &pdf.Document{Title: "标签", Created: created}
	var err error
	switch size {
	case Sheet:
		d.Frame = pdf.Frame{Width: pdf.SheetWidth, Height: pdf.SheetHeight, Pitch: pdf.MM(4)}
		d.Body, err = rows(labels)
	case Cover:
		d.Sheet = pdf.Sheet{Width: pdf.MM(100), Height: pdf.MM(70)}
		d.Frame = pdf.Frame{Top: pdf.MM(4), Left: pdf.MM(4), Width: pdf.MM(92), Height: pdf.MM(64), Pitch: pdf.MM(5)}
		d.Body, err = covers(labels)
	default:
		return nil, fengcun.Invalid("label.size", "size")
	}
	if err != nil {
		return nil, err
	}
	return d.Render()
}

// face is how large the parts of a label are.
type face struct {
	words, text pdf.Length
	barHeight   pdf.Length
	qr          pdf.Length
}

var (
	small = face{words: pdf.XiaoSi, text: pdf.XiaoWu, barHeight: pdf.MM(7), qr: pdf.MM(18)}
	large = face{words: pdf.XiaoEr, text: pdf.SiHao, barHeight: pdf.MM(16), qr: pdf.MM(32)}
)

// blocks lays a label out: the words, the bar code as wide as there is room, below it
// the label in characters at the left and the QR code at the right.
func (f face) blocks(l Label, width pdf.Length) ([]pdf.Block, error) {
	text, ok := words[l.Wording]
	if !ok {
		return nil, fengcun.Invalid("label.wording", "wording")
	}
	bars, err := barcode.Bars(l.Text)
	if err != nil {
		return nil, err
	}
	qr, err := barcode.QR(l.Text)
	if err != nil {
		return nil, err
	}
	line := func(text string, size pdf.Length, slot pdf.Slot) pdf.Block {
		return pdf.Paragraph{Runs: []pdf.Run{{Text: text, Slot: slot, Size: size, NoBreak: true}}, Align: pdf.Center, Pitch: size * 3 / 2}
	}
	return []pdf.Block{
		line(text, f.words, pdf.Hei),
		pdf.Figure{Art: bars, Width: width, Height: f.barHeight},
		pdf.Beside{Panels: []pdf.Panel{
			{Width: width - f.qr, Blocks: []pdf.Block{line(" ", f.text, pdf.Body), line(l.Text, f.text, pdf.Body)}},
			{Width: f.qr, Blocks: []pdf.Block{pdf.Figure{Art: qr, Width: f.qr, Height: f.qr}}},
		}},
	}, nil
}

func covers(labels []Label) (body []pdf.Block, err error) {
	for i, l := range labels {
		if i > 0 {
			body = append(body, pdf.PageBreak{})
		}
		blocks, err := large.blocks(l, pdf.MM(92))
		if err != nil {
			return nil, err
		}
		body = append(body, blocks...)
	}
	return body, nil
}

// The grid of a sheet. A column has a margin on each side, for printers that cannot
// reach the edge.
const (
	columns = 3
	perPage = 24
)

var (
	cellWidth  = pdf.SheetWidth / columns
	cellHeight = pdf.SheetHeight / (perPage / columns)
	cellMargin = pdf.MM(4)
)

func rows(labels []Label) (body []pdf.Block, err error) {
	for start := 0; start < len(labels); start += columns {
		var panels []pdf.Panel
		for _, l := range labels[start:min(start+columns, len(labels))] {
			blocks, err := small.blocks(l, cellWidth-2*cellMargin)
			if err != nil {
				return nil, err
			}
			panels = append(panels, pdf.Panel{Width: cellMargin}, pdf.Panel{Width: cellWidth - 2*cellMargin, Blocks: append([]pdf.Block{margin}, blocks...)}, pdf.Panel{Width: cellMargin})
		}
		body = append(body, pdf.Beside{Panels: panels, Height: cellHeight})
	}
	return body, nil
}

// margin is the empty space above a label on a sheet, which a gap at the top of a
// page would not be.
var margin = pdf.Paragraph{Runs: []pdf.Run{{Text: " ", Size: pdf.XiaoWu}}, Pitch: pdf.MM(4)}
