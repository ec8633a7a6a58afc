package copymark

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // the kinds of upload besides PDF
	_ "image/png"
	"math"
	"strconv"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"fengcun"
	"fengcun/internal/paper"
	"fengcun/internal/pdf"
)

// Pages returns how many pages a file has: a PDF, or a picture, which is one page.
// Error: copymark.file for anything else, for a damaged file and for one with a
// password.
func Pages(file []byte) (int, error) {
	if !paper.IsPDF(file) {
		_, _, err := image.DecodeConfig(bytes.NewReader(file))
		if err != nil {
			return 0, errFile()
		}
		return 1, nil
	}
	c, err := open(file)
	if err != nil {
		return 0, err
	}
	return c.PageCount, nil
}

// Page returns one page of a file, counted from 1, with the mark on it, as a PDF.
// Errors: as Pages and Mark.On; copymark.page for a page that there is not.
func Page(file []byte, n int, m Mark) ([]byte, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	if !paper.IsPDF(file) {
		if n != 1 {
			return nil, errPage()
		}
		return m.picture(file)
	}
	return guarded(func() ([]byte, error) {
		c, err := open(file)
		if err != nil {
			return nil, err
		}
		if n < 1 || n > c.PageCount {
			return nil, errPage()
		}
		one, err := pdfcpu.ExtractPages(c, []int{n}, false)
		if err != nil {
			return nil, errFile()
		}
		var page bytes.Buffer
		one.Configuration = configuration()
		if err := api.WriteContext(one, &page); err != nil {
			return nil, errFile()
		}
		return m.stamp(page.Bytes())
	})
}

// Stamp returns a whole file with the mark on every page, as a PDF. Errors as Page.
func Stamp(file []byte, m Mark) ([]byte, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	if !paper.IsPDF(file) {
		return m.picture(file)
	}
	return guarded(func() ([]byte, error) { return m.stamp(file) })
}

func errFile() error { return fengcun.Invalid("copymark.file", "file") }
func errPage() error { return fengcun.Invalid("copymark.page", "page") }
func errNone() error { return &fengcun.Error{Kind: fengcun.KindNotFound, Code: "copymark.none"} }

func init() { api.DisableConfigDir() } // it would write into the home directory

// configuration is how foreign files are read: as scanners and offices write them,
// from memory, and asking no network.
func configuration() *model.Configuration {
	c := model.NewDefaultConfiguration()
	c.ValidationMode = model.ValidationRelaxed
	c.Offline, c.ValidateLinks = true, false
	c.WriteObjectStream, c.WriteXRefStream = false, false // so that Find reads it without help
	c.Optimize, c.OptimizeBeforeWriting = false, false
	return c
}

// open reads a PDF. Whatever the file does to the reader ends here.
func open(file []byte) (*model.Context, error) {
	return guarded(func() (*model.Context, error) {
		c, err := api.ReadAndValidate(bytes.NewReader(file), configuration())
		if err != nil || c.EnsurePageCount() != nil || c.PageCount == 0 {
			return nil, errFile()
		}
		return c, nil
	})
}

func guarded[T any](do func() (T, error)) (out T, err error) {
	defer func() {
		if recover() != nil { // a hostile file leads its reader astray
			var none T
			out, err = none, errFile()
		}
	}()
	return do()
}

// stamp lays the mark over every page of a PDF: the slanted text so large that it
// covers the page, the code as it is, in the margin.
func (m Mark) stamp(file []byte) ([]byte, error) {
	c, err := open(file)
	if err != nil {
		return nil, err
	}
	sizes, err := c.PageDims()
	if err != nil || len(sizes) == 0 {
		return nil, errFile()
	}
	text, code, err := m.overlays()
	if err != nil {
		return nil, err
	}
	layers := map[int][]*model.Watermark{}
	for i, size := range sizes {
		if !(size.Width > 0 && size.Height > 0) || math.IsInf(size.Width*size.Height, 0) {
			return nil, errFile()
		}
		scale := max(size.Width/points(pdf.SheetWidth), size.Height/points(pdf.SheetHeight))
		for _, layer := range []struct {
			file  []byte
			where string
		}{
			{text, fmt.Sprintf("pos:c, rot:0, scale:%.4f abs, off:0 0, op:1", scale)},
			{code, "pos:bl, rot:0, scale:1 abs, off:" + offset + " " + offset + ", op:1"},
		} {
			w, err := api.PDFWatermarkForReadSeeker(bytes.NewReader(layer.file), 1, layer.where, true, false, types.POINTS)
			if err != nil {
				return nil, broken(err)
			}
			layers[i+1] = append(layers[i+1], w)
		}
	}
	var out bytes.Buffer
	if err := api.AddWatermarksSliceMap(bytes.NewReader(file), &out, layers, configuration()); err != nil {
		return nil, errFile()
	}
	return out.Bytes(), nil
}

var offset = strconv.FormatFloat(points(margin), 'f', 2, 64)

func points(l pdf.Length) float64 { return float64(l) / float64(pdf.Point) }

// overlays are the two parts of the mark as PDF files of one page.
func (m Mark) overlays() (text, code []byte, err error) {
	if text, err = (&pdf.Document{Title: title, Created: m.At, Watermark: m.watermark(false)}).Render(); err != nil {
		return nil, nil, err
	}
	modules, err := m.modules()
	if err != nil {
		return nil, nil, err
	}
	code, err = (&pdf.Document{
		Title: title, Created: m.At, Sheet: pdf.Sheet{Width: side, Height: side},
		Frame: pdf.Frame{Width: side, Height: side, Pitch: side},
		Fixed: []pdf.Fixed{{Art: modules, Width: side, Height: side}},
	}).Render()
	return text, code, err
}

// title is what a file given to a reader says about itself: nothing of the case.
const title = "文书"

func broken(err error) error {
	return &fengcun.Error{Kind: fengcun.KindInternal, Code: "copymark.overlay", Err: err}
}

// picture returns a picture as a page of A4 with the mark over it.
func (m Mark) picture(data []byte) ([]byte, error) {
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, errFile()
	}
	i, err := pdf.NewImage(data)
	if err != nil {
		return nil, errFile()
	}
	scale := min(points(pdf.SheetWidth)/float64(config.Width), points(pdf.SheetHeight)/float64(config.Height))
	width := pdf.Length(scale * float64(config.Width) * float64(pdf.Point))
	height := pdf.Length(scale * float64(config.Height) * float64(pdf.Point))
	d := &pdf.Document{
		Title: title, Created: m.At, Watermark: pdf.Watermark{Over: true},
		Fixed: []pdf.Fixed{{Art: i, X: (pdf.SheetWidth - width) / 2, Width: width, Height: height}},
	}
	if err := m.On(d); err != nil {
		return nil, err
	}
	return d.Render()
}
