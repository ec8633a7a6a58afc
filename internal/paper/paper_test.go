package paper_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fengcun"
	"fengcun/internal/barcode"
	"fengcun/internal/fengcuntest/tool"
	"fengcun/internal/paper"
	"fengcun/internal/pdf"
)

func render(t testing.TB, d *pdf.Document) []byte {
	t.Helper()
	d.Title, d.Created = "测试", time.Date(2026, 11, 25, 1, 0, 0, 0, time.UTC)
	file, err := d.Render()
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func code(t testing.TB, text string) pdf.Modules {
	t.Helper()
	m, err := barcode.QR(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestRead(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		texts := rapid.SliceOfN(rapid.StringMatching(`[A-Z0-9李𬍛王𠮷·（）〔〕]{1,60}`), 1, 60).Draw(rt, "texts")
		codes := rapid.SliceOfN(rapid.StringMatching(`[A-Z0-9.]{1,300}`), 0, 3).Draw(rt, "codes")
		d := &pdf.Document{Watermark: pdf.Watermark{Text: "水印"}}
		for _, text := range texts {
			d.Body = append(d.Body, pdf.Text(text))
		}
		for _, text := range codes {
			d.Body = append(d.Body, pdf.Figure{Art: code(t, text), Width: pdf.MM(40), Height: pdf.MM(40)})
		}
		got, err := paper.Read(render(t, d))
		if err != nil {
			rt.Fatal(err)
		}
		if want := strings.Join(texts, ""); strings.ReplaceAll(strings.Join(got.Lines, ""), "水印", "") != want {
			rt.Errorf("%q came back as %q", want, got.Lines)
		}
		if !slices.Equal(got.Codes, codes) && len(got.Codes)+len(codes) > 0 {
			rt.Errorf("%q came back as %q", codes, got.Codes)
		}
	})
}

// Text beside a code, tables, a seal: everything else a paper has does not disturb.
func TestReadAmongOtherThings(t *testing.T) {
	bars, err := barcode.Bars("A12")
	if err != nil {
		t.Fatal(err)
	}
	d := &pdf.Document{
		Fixed: []pdf.Fixed{{Art: code(t, "CORNER"), Width: pdf.MM(20), Height: pdf.MM(20), On: pdf.FirstSheet}},
		Body: []pdf.Block{
			pdf.Table{Columns: []int{1, 1}, Rows: []pdf.Row{pdf.Cells("甲", "乙")}},
			pdf.Figure{Art: bars, Width: pdf.MM(40), Height: pdf.MM(10)},
			pdf.Rule{},
			pdf.PageBreak{},
			pdf.Beside{Panels: []pdf.Panel{
				{Width: pdf.MM(30), Blocks: []pdf.Block{pdf.Figure{Art: code(t, "BESIDE"), Width: pdf.MM(25), Height: pdf.MM(25)}}},
				{Width: pdf.MM(60), Blocks: []pdf.Block{pdf.Text("丙"), pdf.Text("丁")}},
			}},
		},
	}
	got, err := paper.Read(render(t, d))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got.Lines, []string{"甲", "乙", "丙", "丁"}) || !slices.Equal(got.Codes, []string{"CORNER", "BESIDE"}) {
		t.Errorf("%q", got)
	}
}

// A page scanned into a PDF is found as a picture, whatever form it has there.
func TestPictures(t *testing.T) {
	page := tool.Pages(t, render(t, &pdf.Document{Body: []pdf.Block{pdf.Figure{Art: code(t, "SCANNED"), Width: pdf.MM(25), Height: pdf.MM(25)}}}), 150)[0]
	var asJPEG, asPNG bytes.Buffer
	if err := jpeg.Encode(&asJPEG, page, nil); err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(&asPNG, page); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"JPEG": asJPEG.Bytes(), "PNG": asPNG.Bytes()} {
		im, err := pdf.NewImage(data)
		if err != nil {
			t.Fatal(err)
		}
		scan := render(t, &pdf.Document{Fixed: []pdf.Fixed{{Art: im, Width: pdf.SheetWidth, Height: pdf.SheetHeight}}})
		var found []string
		for picture := range paper.Pictures(scan) {
			found = slices.AppendSeq(found, barcode.ReadPicture(picture))
		}
		if !slices.Equal(found, []string{"SCANNED"}) {
			t.Errorf("%s: %q", name, found)
		}
	}
}

func TestNoPDF(t *testing.T) {
	for _, file := range [][]byte{nil, []byte("PK\x03\x04"), []byte("PDF")} {
		if _, err := paper.Read(file); fengcun.CodeOf(err) != "paper.kind" {
			t.Errorf("%q: %v", file, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("%PDF-1.7\n1 0 obj\n<</Type /Pages /Kids [2 0 R]>>\nendobj\n2 0 obj\n<</Contents 3 0 R /Resources 4 0 R>>\nendobj\n" +
		"3 0 obj\n<< /Length 40>>\nstream\nq 1 0 0 1 0 0 cm 0 0 7 1 re f Q BT [<0001>] TJ ET\nendstream\nendobj\n" +
		"5 0 obj\n<</Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /Length 1>>\nstream\nx\nendstream\nendobj\n"))
	f.Add(render(f, &pdf.Document{Body: []pdf.Block{pdf.Figure{Art: code(f, "A"), Width: pdf.MM(25), Height: pdf.MM(25)}, pdf.Text("李𬍛")}}))
	f.Fuzz(func(t *testing.T, file []byte) {
		_, _ = paper.Read(file) // must end, and without a panic
		for p := range paper.Pictures(file) {
			_ = p.Bounds().Overlaps(image.Rectangle{})
		}
	})
}
