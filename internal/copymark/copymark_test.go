package copymark_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"fengcun"
	"fengcun/internal/copymark"
	"fengcun/internal/fengcuntest/tool"
	"fengcun/internal/pdf"
)

var at = time.Date(2026, 11, 25, 2, 30, 0, 0, time.UTC)

func mark() copymark.Mark {
	return copymark.Mark{Code: copymark.NewCode(), Organ: "东江区人民法院", Reader: "买买提·吐尔逊", At: at, Grant: "东江法查〔2026〕3号"}
}

// volume is a file of three pages, as another program might have written it.
func volume(t testing.TB) []byte {
	t.Helper()
	d := &pdf.Document{Title: "卷", Created: at}
	for i := range 3 {
		if i > 0 {
			d.Body = append(d.Body, pdf.PageBreak{})
		}
		for range 22 {
			d.Body = append(d.Body, pdf.Text(strings.Repeat("审理查明某某于某年某月某日", 4)))
		}
		d.Body = d.Body[:len(d.Body)-14]
	}
	file, err := d.Render()
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func find(t testing.TB, file []byte) []copymark.Code {
	t.Helper()
	codes, err := copymark.Find(file)
	if err != nil {
		t.Helper()
		t.Error(err)
	}
	return codes
}

func strict(t testing.TB, file []byte) {
	t.Helper()
	c := model.NewDefaultConfiguration()
	c.ValidationMode, c.Offline = model.ValidationStrict, true
	if err := api.Validate(bytes.NewReader(file), c); err != nil {
		t.Errorf("not valid any more: %v", err)
	}
}

// Every page of an upload carries the whole mark, the file stays strictly valid, and
// the code is found in it again, also after another program saved it anew.
func TestStamp(t *testing.T) {
	m, file := mark(), volume(t)
	strict(t, file)
	if n, err := copymark.Pages(file); n != 3 || err != nil {
		t.Fatalf("%d pages, %v", n, err)
	}
	marked, err := copymark.Stamp(file, m)
	if err != nil {
		t.Fatal(err)
	}
	strict(t, marked)
	if got := find(t, marked); !slices.Equal(got, []copymark.Code{m.Code}) {
		t.Errorf("%v, want %v", got, m.Code)
	}
	var saved bytes.Buffer
	c := model.NewDefaultConfiguration() // packs objects together
	if err := api.Optimize(bytes.NewReader(marked), &saved, c); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(saved.Bytes(), []byte(" 1 re")) || !bytes.Contains(saved.Bytes(), []byte("/ObjStm")) {
		t.Fatal("the file was not written anew as it should be here")
	}
	if got := find(t, saved.Bytes()); !slices.Equal(got, []copymark.Code{m.Code}) {
		t.Errorf("saved anew: %v, want %v", got, m.Code)
	}
	text := tool.Text(t, marked)
	for _, part := range []string{m.Code.String(), m.Organ, m.Reader.Reveal(), "2026-11-2510:30", m.Grant} {
		if n := strings.Count(text, part); n < 3*6 {
			t.Errorf("%q stands %d times on three pages", part, n)
		}
	}
	for i, page := range tool.Pages(t, marked, 100) {
		if got := tool.Zbar(t, page); !slices.Equal(got, []string{"QR-Code:FJM1:" + string(m.Code)}) {
			t.Errorf("page %d: another reader sees %q", i+1, got)
		}
	}
}

// A page alone is that page with the mark and nothing of the others.
func TestPage(t *testing.T) {
	m := mark()
	d := &pdf.Document{Title: "卷", Created: at, Body: []pdf.Block{pdf.Text("第一页"), pdf.PageBreak{}, pdf.Text("第二页")}}
	file, err := d.Render()
	if err != nil {
		t.Fatal(err)
	}
	page, err := copymark.Page(file, 2, m)
	if err != nil {
		t.Fatal(err)
	}
	strict(t, page)
	if text := tool.Text(t, page); !strings.Contains(text, "第二页") || strings.Contains(text, "第一页") || !strings.Contains(text, m.Code.String()) {
		t.Errorf("the page says %q", text)
	}
	if n, err := copymark.Pages(page); n != 1 || err != nil {
		t.Errorf("%d pages, %v", n, err)
	}
	if got := find(t, page); !slices.Equal(got, []copymark.Code{m.Code}) {
		t.Errorf("%v", got)
	}
}

// Pages of any size and turn, and pictures, carry the code inside the sheet.
func TestOtherSheets(t *testing.T) {
	m := mark()
	var turned, wide bytes.Buffer
	if err := api.Rotate(bytes.NewReader(volume(t)), &turned, 90, nil, model.NewDefaultConfiguration()); err != nil {
		t.Fatal(err)
	}
	resize, err := pdfcpu.ParseResizeConfig("formsize:A3L", types.POINTS)
	if err != nil {
		t.Fatal(err)
	}
	if err := api.Resize(bytes.NewReader(volume(t)), &wide, nil, resize, model.NewDefaultConfiguration()); err != nil {
		t.Fatal(err)
	}
	picture := image.NewRGBA(image.Rect(0, 0, 1600, 900))
	for i := range picture.Pix {
		picture.Pix[i] = 0xE0
	}
	var asPNG, asJPEG bytes.Buffer
	if err := png.Encode(&asPNG, picture); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&asJPEG, picture, nil); err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string][]byte{"turned": turned.Bytes(), "A3": wide.Bytes(), "PNG": asPNG.Bytes(), "JPEG": asJPEG.Bytes()} {
		marked, err := copymark.Stamp(file, m)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		strict(t, marked)
		for i, page := range tool.Pages(t, marked, 100) {
			if got := tool.Zbar(t, page); !slices.Equal(got, []string{"QR-Code:FJM1:" + string(m.Code)}) {
				t.Errorf("%s, page %d: %q", name, i+1, got)
			}
			if ink := covered(page); ink < 0.6 {
				t.Errorf("%s, page %d: the mark covers %.0f%% of the page", name, i+1, 100*ink)
			}
		}
	}
}

// covered is the share of a page's 6 × 6 parts that have any ink in them: whatever
// part is photographed, the mark is on it.
func covered(page image.Image) float64 {
	const parts = 6
	b, hit := page.Bounds(), 0
	for part := range parts * parts {
		x0, y0 := b.Dx()*(part%parts)/parts, b.Dy()*(part/parts)/parts
		first := color.GrayModel.Convert(page.At(x0, y0)).(color.Gray).Y
		inked := false
		for y := y0; y < y0+b.Dy()/parts && !inked; y++ {
			for x := x0; x < x0+b.Dx()/parts; x++ {
				if grey := color.GrayModel.Convert(page.At(x, y)).(color.Gray).Y; math.Abs(float64(grey)-float64(first)) > 12 {
					inked = true
					break
				}
			}
		}
		if inked {
			hit++
		}
	}
	return float64(hit) / (parts * parts)
}

// A printed page that somebody photographed: 150 dots per inch, turned by some
// degrees, compressed as phones do.
func TestPhotograph(t *testing.T) {
	m := mark()
	marked, err := copymark.Stamp(volume(t), m)
	if err != nil {
		t.Fatal(err)
	}
	page := tool.Pages(t, marked, 150)[0]
	for degrees, quality := range map[float64]int{0: 40, -2: 50, 3.5: 60, -6: 70, 90: 75} {
		var photo bytes.Buffer
		if err := jpeg.Encode(&photo, turn(page, degrees), &jpeg.Options{Quality: quality}); err != nil {
			t.Fatal(err)
		}
		if got, err := copymark.Find(photo.Bytes()); err != nil || !slices.Equal(got, []copymark.Code{m.Code}) {
			t.Errorf("turned by %g°, quality %d: %v, %v", degrees, quality, got, err)
		}
	}
	// The same page scanned into a PDF.
	var data bytes.Buffer
	if err := jpeg.Encode(&data, turn(page, 1), nil); err != nil {
		t.Fatal(err)
	}
	im, err := pdf.NewImage(data.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	scan, err := (&pdf.Document{Title: "扫描", Created: at, Fixed: []pdf.Fixed{{Art: im, Width: pdf.SheetWidth, Height: pdf.SheetHeight}}}).Render()
	if err != nil {
		t.Fatal(err)
	}
	if got := find(t, scan); !slices.Equal(got, []copymark.Code{m.Code}) {
		t.Errorf("scan: %v", got)
	}
}

// turn turns a picture about its middle, on a grey table.
func turn(from image.Image, degrees float64) image.Image {
	b := from.Bounds()
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	side := int(1.5 * float64(max(b.Dx(), b.Dy())))
	to := image.NewGray(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			dx, dy := float64(x-side/2), float64(y-side/2)
			fx, fy := int(cos*dx+sin*dy)+b.Dx()/2, int(-sin*dx+cos*dy)+b.Dy()/2
			grey := color.Gray{Y: 0x90}
			if image.Pt(fx, fy).In(b) {
				grey = color.GrayModel.Convert(from.At(fx, fy)).(color.Gray)
			}
			to.SetGray(x, y, grey)
		}
	}
	return to
}

// A paper of our own that leaves the vault, and a page of HTML.
func TestOwnPapers(t *testing.T) {
	m := mark()
	d := &pdf.Document{Title: "判决书", Created: at, Body: []pdf.Block{pdf.Text("正文")}}
	if err := m.On(d); err != nil {
		t.Fatal(err)
	}
	file, err := d.Render()
	if err != nil {
		t.Fatal(err)
	}
	if got := find(t, file); !slices.Equal(got, []copymark.Code{m.Code}) {
		t.Errorf("%v", got)
	}
	m.Reader = `<script>&"`
	svg, err := m.SVG()
	if err != nil || bytes.Contains(svg, []byte("<script")) || !bytes.Contains(svg, []byte(m.Code.String())) {
		t.Errorf("%.300s %v", svg, err)
	}
}

func TestRefusals(t *testing.T) {
	m, file := mark(), volume(t)
	half := m
	half.Grant = ""
	other := m
	other.Code = "K7QXM2PA9RT0"
	page := func(file []byte, n int, m copymark.Mark) error { _, err := copymark.Page(file, n, m); return err }
	stamp := func(file []byte, m copymark.Mark) error { _, err := copymark.Stamp(file, m); return err }
	_, none := copymark.Find(file)
	_, count := copymark.Pages([]byte("text"))
	for name, c := range map[string]struct {
		err  error
		code string
	}{
		"no such page":    {page(file, 4, m), "copymark.page"},
		"page 0":          {page(file, 0, m), "copymark.page"},
		"half a mark":     {stamp(file, half), "copymark.incomplete"},
		"half, one page":  {page(file, 1, half), "copymark.incomplete"},
		"no code":         {stamp(file, other), "copymark.code"},
		"text":            {stamp([]byte("text"), m), "copymark.file"},
		"cut off":         {stamp(file[:len(file)/3], m), "copymark.file"},
		"head alone":      {stamp([]byte("%PDF-1.7\n"), m), "copymark.file"},
		"count of text":   {count, "copymark.file"},
		"nothing to find": {none, "copymark.none"},
	} {
		if fengcun.CodeOf(c.err) != c.code {
			t.Errorf("%s: %v, want %s", name, c.err, c.code)
		}
	}
	m.Reader = "\U0001F600"
	if err := stamp(file, m); fengcun.CodeOf(err) != "pdf.missing_glyph" {
		t.Errorf("a name that cannot be printed: %v", err)
	}
}

// A code typed from a page is that code or nobody's.
func TestParseCode(t *testing.T) {
	c := copymark.NewCode()
	for _, text := range []string{c.String(), strings.ToLower(c.String()), " " + strings.ReplaceAll(c.String(), "-", " "), strings.ReplaceAll(string(c), "0", "o"), "FJM1:" + string(c)} {
		if got, err := copymark.ParseCode(text); got != c || err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
	for at := range string(c) {
		for _, r := range "0123456789ABCDEFGHJKMNPQRSTVWXYZ" {
			text := string(c[:at]) + string(r) + string(c[at+1:])
			if got, err := copymark.ParseCode(text); err == nil && got == c && text != string(c) {
				t.Fatalf("%q is taken for %q", text, c)
			}
		}
	}
	for _, text := range []string{"", string(c[1:]), string(c) + "0", "东江"} {
		if _, err := copymark.ParseCode(text); fengcun.CodeOf(err) != "copymark.code" {
			t.Errorf("%q: %v", text, err)
		}
	}
}
