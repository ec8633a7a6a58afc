package pdf

import (
	"math"
	"strconv"
)

// Length is a distance on paper in thousandths of a point. Whole numbers keep the
// layout exact: equal input gives equal bytes on every kind of machine, and "no
// line is wider than its measure" can be tested with <=.
type Length int

// Point is the printer's point, 1/72 inch.
const Point Length = 1000

// MM returns a length in millimetres.
func MM(millimetres float64) Length { return Length(math.Round(millimetres * 72000 / 25.4)) }

// The Chinese sizes (字号) in which official papers are specified. They are the
// traditional values, of which word processors show rounded ones: 三号 is 15.75
// points, not 16, and only so do 28 characters fit into the 156 mm that GB/T 9704
// gives a line.
const (
	YiHao   = 27500 * Point / 1000 // 一号
	ErHao   = 21000 * Point / 1000 // 二号: titles
	XiaoEr  = 18000 * Point / 1000 // 小二
	SanHao  = 15750 * Point / 1000 // 三号: body
	XiaoSan = 15000 * Point / 1000 // 小三
	SiHao   = 13750 * Point / 1000 // 四号: page numbers
	XiaoSi  = 12000 * Point / 1000 // 小四
	WuHao   = 10500 * Point / 1000 // 五号: tables
	XiaoWu  = 9000 * Point / 1000  // 小五
)

// appendLength writes a length in points, as PDF numbers are written: no
// exponent, no trailing zeros.
func appendLength(b []byte, l Length) []byte {
	if l < 0 {
		b, l = append(b, '-'), -l
	}
	b = strconv.AppendInt(b, int64(l/Point), 10)
	rest := l % Point
	if rest == 0 {
		return b
	}
	digits := [4]byte{'.', byte('0' + rest/100), byte('0' + rest/10%10), byte('0' + rest%10)}
	end := 4
	for digits[end-1] == '0' {
		end--
	}
	return append(b, digits[:end]...)
}
