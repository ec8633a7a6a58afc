package copymark

import (
	"bytes"
	"image"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/api"

	"fengcun/internal/barcode"
	"fengcun/internal/paper"
)

// maxPixels is the largest picture that is looked at: a sheet at 600 dpi.
const maxPixels = 40_000_000

// Find returns the codes of the marks on a copy that turned up: a PDF that this
// package marked, whoever saved it since, a scan in a PDF, or a picture of a page,
// JPEG or PNG. Error: copymark.file for what is none of these; copymark.none if there
// is no code to be found, which proves nothing.
func Find(file []byte) ([]Code, error) {
	var texts []string
	if paper.IsPDF(file) {
		texts = inPDF(file)
	} else {
		config, _, err := image.DecodeConfig(bytes.NewReader(file))
		if err != nil || config.Width <= 0 || config.Height <= 0 || config.Width > maxPixels/config.Height {
			return nil, errFile()
		}
		picture, _, err := image.Decode(bytes.NewReader(file))
		if err != nil {
			return nil, errFile()
		}
		texts = inPicture(picture)
	}
	var codes []Code
	for _, text := range texts {
		if c, ok := ofQR(text); ok && !slices.Contains(codes, c) {
			codes = append(codes, c)
		}
	}
	if len(codes) == 0 {
		return nil, errNone()
	}
	return codes, nil
}

// inPDF looks at what is drawn, in the file as it is and as pdfcpu would have
// written it, and then at the pictures.
func inPDF(file []byte) []string {
	if texts := paper.Codes(file); slices.ContainsFunc(texts, isMark) {
		return texts
	}
	plain, err := guarded(func() ([]byte, error) {
		c, err := api.ReadContext(bytes.NewReader(file), configuration())
		if err != nil {
			return nil, err
		}
		var out bytes.Buffer
		err = api.WriteContext(c, &out)
		return out.Bytes(), err
	})
	if err != nil {
		plain = file // what can be found in it as it is
	}
	texts := paper.Codes(plain)
	if slices.ContainsFunc(texts, isMark) {
		return texts
	}
	for picture := range paper.Pictures(plain) {
		texts = append(texts, inPicture(picture)...)
	}
	return texts
}

// inPicture looks for marks, ever closer, until one is found.
func inPicture(picture image.Image) (texts []string) {
	for text := range barcode.ReadPicture(picture) {
		texts = append(texts, text)
		if isMark(text) {
			return texts
		}
	}
	return texts
}

func ofQR(text string) (Code, bool) {
	if len(text) != len(prefix)+size || text[:len(prefix)] != prefix {
		return "", false
	}
	c, err := ParseCode(text)
	return c, err == nil
}

func isMark(text string) bool {
	_, ok := ofQR(text)
	return ok
}
