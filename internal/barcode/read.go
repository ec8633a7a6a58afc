package barcode

import (
	"image"
	"image/color"
	"iter"
	"slices"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/multi/qrcode"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"

	"fengcun/internal/pdf"
)

// ReadModules returns the text of a QR code whose modules are known, or false if
// they are no QR code.
func ReadModules(m pdf.Modules) (text string, ok bool) {
	if m.Columns != m.Rows || m.Rows == 0 || len(m.Dark) != m.Columns*m.Rows {
		return "", false
	}
	defer func() {
		if recover() != nil { // the decoder indexes by what the code claims
			text, ok = "", false
		}
	}()
	rows := make([][]bool, m.Rows)
	for y := range rows {
		rows[y] = m.Dark[y*m.Columns : (y+1)*m.Columns]
	}
	result, err := decoder.NewDecoder().DecodeBoolMapWithoutHint(rows)
	if err != nil {
		return "", false
	}
	return result.GetText(), true
}

// ReadPicture finds the QR codes in a picture: a page scanned or photographed,
// turned, compressed as phones do. It yields each text once, the easiest first, and
// goes on looking, ever closer, for as long as the caller wants more.
func ReadPicture(picture image.Image) iter.Seq[string] {
	return func(yield func(string) bool) {
		var found []string
		for source := range views(picture) {
			for _, binarizer := range []gozxing.Binarizer{gozxing.NewHybridBinarizer(source), gozxing.NewGlobalHistgramBinarizer(source)} {
				for _, text := range search(binarizer) {
					if slices.Contains(found, text) {
						continue
					}
					found = append(found, text)
					if !yield(text) {
						return
					}
				}
			}
		}
	}
}

// search looks for codes in one black and white reading of a picture.
func search(binarizer gozxing.Binarizer) (found []string) {
	defer func() {
		if recover() != nil { // what looks like a code may lead the decoder beyond the picture
			found = nil
		}
	}()
	bitmap, err := gozxing.NewBinaryBitmap(binarizer)
	if err != nil {
		return nil
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	results, err := qrcode.NewQRCodeMultiReader().DecodeMultiple(bitmap, hints)
	if err != nil {
		return nil
	}
	for _, r := range results {
		found = append(found, r.GetText())
	}
	return found
}

// largest is the longer side of a picture in which the modules of a code on a page
// are easily told apart; a photograph with more pixels is looked at in smaller
// copies first.
const largest = 1800

// views yields what is looked at: the whole picture, then parts of it that overlap,
// so that a small code in a corner is not drowned by a large one; in small copies
// first, then as it is.
func views(picture image.Image) iter.Seq[gozxing.LuminanceSource] {
	return func(yield func(gozxing.LuminanceSource) bool) {
		side := max(picture.Bounds().Dx(), picture.Bounds().Dy())
		for n := (side + largest - 1) / largest; n >= 1; n-- {
			source := gozxing.NewLuminanceSourceFromImage(shrink(picture, n))
			if !yield(source) {
				return
			}
			width, height := source.GetWidth()/2, source.GetHeight()/3
			for i := range 15 {
				part, err := source.Crop(i%3*width/2, i/3*height/2, width, height)
				if err == nil && !yield(part) {
					return
				}
			}
		}
	}
}

// shrink returns a picture in which each pixel is the mean of n × n.
func shrink(picture image.Image, n int) image.Image {
	if n == 1 {
		return picture
	}
	from := picture.Bounds()
	small := image.NewGray(image.Rect(0, 0, from.Dx()/n, from.Dy()/n))
	for y := range small.Rect.Dy() {
		for x := range small.Rect.Dx() {
			sum := 0
			for i := range n * n {
				grey := color.GrayModel.Convert(picture.At(from.Min.X+x*n+i%n, from.Min.Y+y*n+i/n)).(color.Gray)
				sum += int(grey.Y)
			}
			small.Pix[y*small.Stride+x] = uint8(sum / (n * n))
		}
	}
	return small
}
