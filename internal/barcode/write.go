package barcode

import (
	"github.com/boombuler/barcode/code128"
	"rsc.io/qr"

	"fengcun"
	"fengcun/internal/pdf"
)

// The quiet zones that the standards ask for, in modules.
const (
	quietQR   = 4
	quietBars = 10
)

// QR returns a text as a QR code of level M, which stands a seventh of the code
// being spoilt: a fold, a stamp across it. Error: barcode.text for an empty text
// or one that no code holds.
func QR(text string) (pdf.Modules, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil || text == "" {
		return pdf.Modules{}, fengcun.Invalid("barcode.text", "code")
	}
	m := pdf.Modules{Columns: code.Size, Rows: code.Size, Dark: make([]bool, code.Size*code.Size), Quiet: quietQR}
	for i := range m.Dark {
		m.Dark[i] = code.Black(i%code.Size, i/code.Size)
	}
	return m, nil
}

// Bars returns a text as Code 128. Error: barcode.text for an empty text, one of
// more than 80 characters or one with a character beyond ASCII.
func Bars(text string) (pdf.Modules, error) {
	for _, r := range text {
		if r > 0x7F { // the encoder's function characters among them
			return pdf.Modules{}, fengcun.Invalid("barcode.text", "code")
		}
	}
	code, err := code128.Encode(text)
	if err != nil {
		return pdf.Modules{}, fengcun.Invalid("barcode.text", "code")
	}
	m := pdf.Modules{Columns: code.Bounds().Dx(), Rows: 1, Quiet: quietBars}
	for x := range m.Columns {
		grey, _, _, _ := code.At(x, 0).RGBA()
		m.Dark = append(m.Dark, grey == 0)
	}
	return m, nil
}
