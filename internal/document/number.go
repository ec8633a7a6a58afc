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

// Sex writes a person's sex as documents do.
func Sex(s fengcun.Sex) string {
	switch s {
	case fengcun.Male:
		return "男"
	case fengcun.Female:
		return "女"
	}
	return "未载明"
}

// Article writes the number of an article of the Measures in Chinese numerals,
// for the articles on which a notice can rest.
func Article(number string) (string, error) {
	switch number {
	case "11":
		return "十一", nil
	case "12":
		return "十二", nil
	case "23":
		return "二十三", nil
	case "3":
		return "三", nil
	}
	return "", &fengcun.Error{Kind: fengcun.KindInternal, Code: "document.article"}
}
