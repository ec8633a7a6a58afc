package paper

import (
	"bytes"
	"image"
	_ "image/jpeg" // the kinds of scan besides PDF
	_ "image/png"

	"fengcun"
	"fengcun/internal/barcode"
)

// MaxScan is the greatest length of a scan in bytes.
const MaxScan = 20 << 20

// Scan is the kind of a scanned paper, as the ending of a file's name.
type Scan string

// The kinds of scan.
const (
	ScanPDF  Scan = "pdf"
	ScanJPEG Scan = "jpeg"
	ScanPNG  Scan = "png"
)

// picturesRead is in how many pictures of a PDF a code is looked for.
const picturesRead = 4

// ReadScan tells the kind of a scanned paper by its content and returns the texts of
// the QR codes that it finds on it; none found proves nothing. Errors: paper.scan_size,
// paper.scan_kind for what is neither PDF, JPEG nor PNG, or damaged.
func ReadScan(file []byte) (kind Scan, codes []string, err error) {
	if len(file) > MaxScan {
		return "", nil, fengcun.Invalid("paper.scan_size", "scan")
	}
	if IsPDF(file) {
		codes = Codes(file)
		looked := 0
		for picture := range Pictures(file) {
			if looked++; len(codes) > 0 || looked > picturesRead {
				break
			}
			codes = inPicture(picture)
		}
		return ScanPDF, codes, nil
	}
	config, name, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil || config.Width <= 0 || config.Height <= 0 || config.Width > maxPixels/config.Height {
		return "", nil, fengcun.Invalid("paper.scan_kind", "scan")
	}
	picture, _, err := image.Decode(bytes.NewReader(file))
	if err != nil || name != string(ScanJPEG) && name != string(ScanPNG) {
		return "", nil, fengcun.Invalid("paper.scan_kind", "scan")
	}
	return Scan(name), inPicture(picture), nil
}

// inPicture returns the first code that is found in a picture.
func inPicture(picture image.Image) []string {
	for text := range barcode.ReadPicture(picture) {
		return []string{text}
	}
	return nil
}
