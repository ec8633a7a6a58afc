package pdf_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/pdf"
)

func photograph(t *testing.T, picture image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestImagesKeepTheirKind(t *testing.T) {
	size := image.Rect(0, 0, 10, 6)
	mono, grey := image.NewGray(size), image.NewGray(size)
	for i := range grey.Pix {
		grey.Pix[i] = byte(i)
		mono.Pix[i] = byte(i%2) * 0xFF
	}
	red := image.NewNRGBA(size)
	for i := range 60 {
		red.Set(i%10, i/10, color.NRGBA{0xE0, 0, 0, byte(i)})
	}
	fromJPEG := func(picture image.Image) *pdf.Image {
		im, err := pdf.NewImage(photograph(t, picture))
		if err != nil {
			t.Fatal(err)
		}
		return im
	}
	for _, c := range []struct {
		why  string
		art  *pdf.Image
		want string
	}{
		{"black and white", load(t, mono), "/ColorSpace /DeviceGray /BitsPerComponent 1"},
		{"grey", load(t, grey), "/ColorSpace /DeviceGray /BitsPerComponent 8"},
		{"colour with transparency", load(t, red), "/ColorSpace /DeviceRGB /BitsPerComponent 8 /SMask"},
		{"grey photograph", fromJPEG(grey), "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode"},
		{"colour photograph", fromJPEG(red), "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode"},
	} {
		file := render(t, paper(pdf.Figure{Art: c.art, Width: pdf.MM(20), Height: pdf.MM(12)}))
		if !strings.Contains(string(file), c.want) {
			t.Errorf("%s: no %s", c.why, c.want)
		}
	}
}

// A photograph tells where and when it was taken; the paper does not.
func TestPhotographLosesItsNotes(t *testing.T) {
	plain := photograph(t, image.NewGray(image.Rect(0, 0, 8, 8)))
	note := "GPS 31.2304 121.4737"
	var noted bytes.Buffer
	noted.Write(plain[:2])
	for _, marker := range []byte{0xE1, 0xFE} { // EXIF, comment
		noted.Write([]byte{0xFF, marker, 0, byte(len(note) + 2)})
		noted.WriteString(note)
	}
	noted.Write(plain[2 : len(plain)-2])
	noted.Write([]byte{0xFF, 0xFE, 0, byte(len(note) + 2)}) // between scans
	noted.WriteString(note)
	noted.Write(plain[len(plain)-2:])
	noted.WriteString(note) // after the end
	im, err := pdf.NewImage(noted.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	file := render(t, paper(pdf.Figure{Art: im, Width: pdf.MM(20), Height: pdf.MM(20)}))
	if bytes.Contains(file, []byte("GPS")) {
		t.Error("the note is in the paper")
	}
	if !bytes.Contains(file, plain[2:]) {
		t.Error("the picture is not")
	}
}

func TestImagesAreChecked(t *testing.T) {
	whole := photograph(t, image.NewGray(image.Rect(0, 0, 64, 64)))
	huge := bytes.Clone(whole)
	at := bytes.Index(huge, []byte{0xFF, 0xC0})
	copy(huge[at+5:], []byte{0xFF, 0xFF, 0xFF, 0xFF}) // height and width
	for _, c := range []struct {
		data []byte
		code string
	}{
		{nil, "pdf.image_kind"},
		{[]byte("GIF89a"), "pdf.image_kind"},
		{whole[:len(whole)-20], "pdf.image_damaged"},
		{huge, "pdf.image_large"},
		{photographCMYK(), "pdf.image_kind"},
	} {
		if _, err := pdf.NewImage(c.data); fengcun.CodeOf(err) != c.code {
			t.Errorf("%v, want %s", err, c.code)
		}
	}
}

// photographCMYK is the head of a JPEG file with four colours, as printers use.
func photographCMYK() []byte {
	return []byte{0xFF, 0xD8, 0xFF, 0xC0, 0, 20, 8, 0, 8, 0, 8, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0, 0xFF, 0xDA, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0}
}
