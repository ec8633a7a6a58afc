package document

import (
	"fmt"

	"fengcun"
)

// Series is a number series' word in document numbers.
type Series string

// The series. Certificates and refusals share one.
const (
	SeriesCertificate Series = "证"
	SeriesInquiry     Series = "查"
	SeriesNotice      Series = "未封"
)

// LargestSerial is the number with the most digits: what has room for it has room
// for every other.
const LargestSerial = 9_999_999

// Number writes a document number with hexagonal brackets and without padding,
// as organs other than courts do: 东公证〔2026〕12号.
func Number(o fengcun.Organ, s Series, year, serial int) string {
	return fmt.Sprintf("%s%s〔%d〕%d号", o.Code, s, year, serial)
}
