package barcode_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fengcun"
	"fengcun/internal/barcode"
	"fengcun/internal/fengcuntest/tool"
	"fengcun/internal/pdf"
)

func TestQRIsReadAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[0-9A-Z./:-]{1,300}`).Draw(t, "text")
		code, err := barcode.QR(text)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := barcode.ReadModules(code); !ok || got != text {
			t.Errorf("%q came back as %q", text, got)
		}
	})
}

func TestSizeDependsOnLengthAlone(t *testing.T) {
	size := 0
	for _, c := range "0AZ-./:9" {
		code, err := barcode.QR(strings.Repeat(string(c), 290) + "A")
		if err != nil {
			t.Fatal(err)
		}
		if size == 0 {
			size = code.Columns
		}
		if code.Columns != size || code.Rows != size {
			t.Errorf("%c: %d modules, others %d", c, code.Columns, size)
		}
	}
}

func TestRefusals(t *testing.T) {
	for why, make := range map[string]func() (pdf.Modules, error){
		"empty QR":      func() (pdf.Modules, error) { return barcode.QR("") },
		"QR too long":   func() (pdf.Modules, error) { return barcode.QR(strings.Repeat("A", 5000)) },
		"empty bars":    func() (pdf.Modules, error) { return barcode.Bars("") },
		"bars too long": func() (pdf.Modules, error) { return barcode.Bars(strings.Repeat("A", 81)) },
		"Chinese bars":  func() (pdf.Modules, error) { return barcode.Bars("卷") },
		"control bars":  func() (pdf.Modules, error) { return barcode.Bars("\u00f1A") },
	} {
		if _, err := make(); fengcun.CodeOf(err) != "barcode.text" {
			t.Errorf("%s: %v", why, err)
		}
	}
	if _, ok := barcode.ReadModules(pdf.Modules{Columns: 21, Rows: 21, Dark: make([]bool, 441)}); ok {
		t.Error("a white square is read as a code")
	}
	for _, size := range []image.Rectangle{{}, image.Rect(0, 0, 1, 1), image.Rect(0, 0, 3, 4000), image.Rect(0, 0, 300, 300)} {
		for text := range barcode.ReadPicture(image.NewGray(size)) {
			t.Errorf("%q in a black picture of %v", text, size)
		}
	}
}

// sheet is a page with two QR codes, bars and text under a watermark.
func sheet(t *testing.T) []byte {
	t.Helper()
	one, err := barcode.QR("K7Q29XTM")
	if err != nil {
		t.Fatal(err)
	}
	other, err := barcode.QR(strings.Repeat("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 9))
	if err != nil {
		t.Fatal(err)
	}
	bars, err := barcode.Bars("A12-0000123")
	if err != nil {
		t.Fatal(err)
	}
	d := &pdf.Document{
		Title: "测试", Created: time.Date(2026, 11, 25, 1, 0, 0, 0, time.UTC),
		Watermark: pdf.Watermark{Text: "K7Q2-9XTM 某某区人民法院", Size: pdf.XiaoSi},
		Fixed:     []pdf.Fixed{{Art: one, X: pdf.MM(186), Y: pdf.MM(270), Width: pdf.MM(20), Height: pdf.MM(20)}},
		Body: []pdf.Block{
			pdf.Beside{Panels: []pdf.Panel{
				{Width: pdf.MM(40), Blocks: []pdf.Block{pdf.Figure{Art: other, Width: pdf.MM(36), Height: pdf.MM(36)}}},
				{Width: pdf.MM(100), Blocks: []pdf.Block{pdf.Text("文字在旁边。")}},
			}},
			pdf.Figure{Art: bars, Width: pdf.MM(60), Height: pdf.MM(12)},
		},
	}
	file, err := d.Render()
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// Other people's reader reads every code at the resolution of an office printer's
// scanner.
func TestZbarReadsThem(t *testing.T) {
	got := tool.Zbar(t, tool.Pages(t, sheet(t), 200)[0])
	want := []string{"CODE-128:A12-0000123", "QR-Code:" + strings.Repeat("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 9), "QR-Code:K7Q29XTM"}
	if !slices.Equal(got, want) {
		t.Errorf("zbarimg reads %q", got)
	}
}

// A page photographed: drawn at 150 dots per inch, turned by 2 degrees, compressed
// to a quality of 60.
func TestReadPicture(t *testing.T) {
	page := tool.Pages(t, sheet(t), 150)[0]
	for why, picture := range map[string]image.Image{"as it is": page, "photographed": photograph(t, page, 2), "upside down": photograph(t, page, 178)} {
		if got := slices.Collect(barcode.ReadPicture(picture)); len(got) != 2 || !slices.Contains(got, "K7Q29XTM") {
			t.Errorf("%s: %q", why, got)
		}
	}
}

func photograph(t testing.TB, page image.Image, degrees float64) image.Image {
	t.Helper()
	b := page.Bounds()
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	turned := image.NewRGBA(image.Rect(0, 0, b.Dx()+100, b.Dy()+100))
	for y := range turned.Rect.Dy() {
		for x := range turned.Rect.Dx() {
			dx, dy := float64(x-turned.Rect.Dx()/2), float64(y-turned.Rect.Dy()/2)
			at := image.Pt(b.Dx()/2+int(math.Round(dx*cos+dy*sin)), b.Dy()/2+int(math.Round(dy*cos-dx*sin)))
			if at.In(b) {
				turned.Set(x, y, page.At(at.X, at.Y))
			} else {
				turned.Set(x, y, color.Gray{0x60})
			}
		}
	}
	var data bytes.Buffer
	if err := jpeg.Encode(&data, turned, &jpeg.Options{Quality: 60}); err != nil {
		t.Fatal(err)
	}
	picture, err := jpeg.Decode(&data)
	if err != nil {
		t.Fatal(err)
	}
	return picture
}
