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

// Number writes a document number with hexagonal brackets and without padding,
// as organs other than courts do: 东公证〔2026〕12号.
func Number(o fengcun.Organ, s Series, year, serial int) string {
	return fmt.Sprintf("%s%s〔%d〕%d号", o.Code, s, year, serial)
}

// arabicDate writes a date as administrative papers do: 2026年11月23日.
func arabicDate(d fengcun.Date) string {
	return fmt.Sprintf("%d年%d月%d日", d.Year, int(d.Month), d.Day)
}
