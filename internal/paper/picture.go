package paper

import (
	"bytes"
	"image"
	"image/jpeg"
	"iter"
	"maps"
	"slices"
)

// maxPixels is the largest picture that is looked at: a sheet at 600 dpi.
const maxPixels = 40_000_000

// Pictures yields the pictures in a PDF, such as the pages that a scanner put into
// it, JPEG or plain.
func Pictures(file []byte) iter.Seq[image.Image] {
	return func(yield func(image.Image) bool) {
		all := objects(file)
		for _, n := range slices.Sorted(maps.Keys(all)) {
			if p := all[n].picture(); p != nil && !yield(p) {
				return
			}
		}
	}
}

// picture reads an object as a picture, nil if it is none or one of another form.
func (o object) picture() image.Image {
	has := func(text string) bool { return bytes.Contains(o.dict, []byte(text)) }
	if !has("/Image") || !has("/Width") {
		return nil
	}
	if has("/DCTDecode") {
		config, err := jpeg.DecodeConfig(bytes.NewReader(o.stream))
		if err != nil || config.Width*config.Height > maxPixels {
			return nil
		}
		p, err := jpeg.Decode(bytes.NewReader(o.stream))
		if err != nil {
			return nil
		}
		return p
	}
	width, height, bits := o.number("/Width"), o.number("/Height"), o.number("/BitsPerComponent")
	if width <= 0 || height <= 0 || width > maxPixels/height || bits != 8 && bits != 1 {
		return nil
	}
	colours := 1
	if has("/DeviceRGB") {
		colours = 3
	}
	row := (width*colours*bits + 7) / 8
	pixels := o.content()
	if len(pixels) < row*height || bits == 1 && colours != 1 {
		return nil
	}
	grey := image.NewGray(image.Rect(0, 0, width, height))
	for y := range height {
		line := pixels[y*row:]
		for x := range width {
			switch {
			case bits == 1:
				grey.Pix[y*width+x] = line[x/8] >> (7 - x%8) & 1 * 0xFF
			case colours == 3:
				grey.Pix[y*width+x] = uint8((int(line[3*x]) + int(line[3*x+1]) + int(line[3*x+2])) / 3)
			default:
				grey.Pix[y*width+x] = line[x]
			}
		}
	}
	return grey
}
