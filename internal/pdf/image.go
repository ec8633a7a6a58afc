package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strconv"

	"fengcun"
)

// Image is a picture: a seal, a signature, a portrait.
type Image struct {
	width, height int
	space         string // DeviceGray or DeviceRGB
	bits          int
	pixels        []byte // rows, each filled up to whole bytes
	jpeg          bool   // pixels is a JPEG file
	alpha         []byte // 8 bits a pixel, nil if opaque
}

const maxPixels = 25_000_000 // a sheet at 500 dpi; a file that claims more is refused unread

// NewImage reads a PNG or JPEG file, grey or RGB; a PNG may be transparent, as
// seals are. What a camera or program noted in the file about itself, the place
// and the time is left out. Errors: pdf.image_kind, pdf.image_damaged,
// pdf.image_large.
func NewImage(data []byte) (*Image, error) {
	config, kind, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fengcun.Invalid("pdf.image_kind", "image")
	}
	if config.Width <= 0 || config.Height <= 0 || config.Width > maxPixels/config.Height {
		return nil, fengcun.Invalid("pdf.image_large", "image")
	}
	switch kind {
	case "png":
		picture, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			return nil, fengcun.Invalid("pdf.image_damaged", "image")
		}
		return fromPixels(picture), nil
	case "jpeg":
		return fromJPEG(data, config)
	}
	return nil, fengcun.Invalid("pdf.image_kind", "image")
}

// fromJPEG keeps the compressed picture as it is.
func fromJPEG(data []byte, config image.Config) (*Image, error) {
	i := &Image{width: config.Width, height: config.Height, bits: 8, jpeg: true}
	switch config.ColorModel {
	case color.GrayModel:
		i.space = "DeviceGray"
	case color.YCbCrModel:
		i.space = "DeviceRGB"
	default: // CMYK has no place beside an sRGB output intent
		return nil, fengcun.Invalid("pdf.image_kind", "image")
	}
	if _, err := jpeg.Decode(bytes.NewReader(data)); err != nil {
		return nil, fengcun.Invalid("pdf.image_damaged", "image")
	}
	var ok bool
	if i.pixels, ok = withoutNotes(data); !ok {
		return nil, fengcun.Invalid("pdf.image_damaged", "image")
	}
	return i, nil
}

// withoutNotes returns a JPEG file without comments and application data, such as
// the place where a photograph was taken, and without what cameras append after its
// end. Only Adobe's segment stays, which says how colours are stored.
func withoutNotes(data []byte) ([]byte, bool) {
	const (
		restart0, restart7 = 0xD0, 0xD7
		endOfImage         = 0xD9
		startOfScan        = 0xDA
		app0, app15        = 0xE0, 0xEF
		app14              = 0xEE
		comment            = 0xFE
	)
	if len(data) < 2 {
		return nil, false
	}
	out := append([]byte{}, data[:2]...)
	for at := 2; at+2 <= len(data) && data[at] == 0xFF; {
		marker := data[at+1]
		switch {
		case marker == 0xFF: // a fill byte
			at++
			continue
		case marker == endOfImage:
			return append(out, data[at:at+2]...), true
		case at+4 > len(data):
			return nil, false
		}
		end := at + 2 + int(data[at+2])<<8 + int(data[at+3])
		if marker == startOfScan { // up to the next marker that is not part of the scan
			for end+1 < len(data) && (data[end] != 0xFF || data[end+1] == 0 || data[end+1] >= restart0 && data[end+1] <= restart7) {
				end++
			}
		}
		if end > len(data) {
			return nil, false
		}
		if marker == app14 || marker != comment && (marker < app0 || marker > app15) {
			out = append(out, data[at:end]...)
		}
		at = end
	}
	return nil, false
}

// fromPixels copies a picture, with one bit, one byte or three bytes a pixel, by
// what it needs.
func fromPixels(picture image.Image) *Image {
	bounds := picture.Bounds()
	i := &Image{width: bounds.Dx(), height: bounds.Dy(), space: "DeviceGray", bits: 8}
	rgb := make([]byte, 0, 3*i.width*i.height)
	alpha := make([]byte, 0, i.width*i.height)
	grey, mono, opaque := true, true, true
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			p := color.NRGBAModel.Convert(picture.At(x, y)).(color.NRGBA)
			rgb = append(rgb, p.R, p.G, p.B)
			alpha = append(alpha, p.A)
			grey = grey && p.R == p.G && p.G == p.B
			mono = mono && (p.R == 0 || p.R == 0xFF)
			opaque = opaque && p.A == 0xFF
		}
	}
	if !opaque {
		i.alpha = alpha
	}
	switch {
	case !grey:
		i.space, i.pixels = "DeviceRGB", rgb
	case mono:
		i.bits = 1
		row := (i.width + 7) / 8
		i.pixels = make([]byte, row*i.height)
		for n := range alpha {
			if rgb[3*n] != 0 {
				i.pixels[n/i.width*row+n%i.width/8] |= 0x80 >> (n % i.width % 8)
			}
		}
	default:
		i.pixels = make([]byte, 0, len(alpha))
		for n := range alpha {
			i.pixels = append(i.pixels, rgb[3*n])
		}
	}
	return i
}

func (i *Image) check() error {
	if i == nil || i.width == 0 {
		return fengcun.Invalid("pdf.image_kind", "image")
	}
	return nil
}

func (i *Image) write(w *writer) int {
	size := "/Type /XObject /Subtype /Image /Width " + strconv.Itoa(i.width) + " /Height " + strconv.Itoa(i.height)
	extra := size + " /ColorSpace /" + i.space + " /BitsPerComponent " + strconv.Itoa(i.bits)
	if i.alpha != nil {
		mask := w.stream(size+" /ColorSpace /DeviceGray /BitsPerComponent 8", i.alpha)
		extra += " /SMask " + ref(mask)
	}
	if i.jpeg {
		return w.plainStream(extra+" /Filter /DCTDecode", i.pixels)
	}
	return w.stream(extra, i.pixels)
}
