package law

import "strings"

// Basis is a provision in short form. A bare number is an article of the
// Measures: "24", "4(2)" (second paragraph), "18(3)" (third item), "18(last)"
// (last paragraph). Other laws carry their short name: "CL 69(2)".
type Basis string

// The provisions that findings rest on.
const (
	Article1     Basis = "1"
	Article2     Basis = "2"
	Article3     Basis = "3"
	Article4     Basis = "4"
	Article4p1   Basis = "4(1)"
	Article4p2   Basis = "4(2)"
	Article5     Basis = "5"
	Article6     Basis = "6"
	Article7     Basis = "7"
	Article10    Basis = "10"
	Article11    Basis = "11"
	Article12    Basis = "12"
	Article13    Basis = "13"
	Article17    Basis = "17"
	Article18    Basis = "18"
	Article18i1  Basis = "18(1)"
	Article18i2  Basis = "18(2)"
	Article18i3  Basis = "18(3)"
	Article18end Basis = "18(last)"
	Article19    Basis = "19"
	Article22    Basis = "22"
	Article23    Basis = "23"
	Article24    Basis = "24"
	Article26    Basis = "26"

	CriminalLaw17        Basis = "CL 17"
	CriminalLaw69        Basis = "CL 69"
	CriminalLaw69p2      Basis = "CL 69(2)"
	CriminalLaw70        Basis = "CL 70"
	CriminalLaw71        Basis = "CL 71"
	ProcedureLaw286      Basis = "CPL 286"
	ProcuratorateRule424 Basis = "SPPR 424"
	ProcuratorateRule481 Basis = "SPPR 481"
	JuvenileCases2       Basis = "SPC2006 2"
	JuvenileCases4       Basis = "SPC2006 4"
	ProtectionLaw103     Basis = "JPL 103"
	PreventionLaw59p2    Basis = "JCPL 59(2)"
	PublicSecurity136    Basis = "PSAPL 136"
)

// The laws behind the short names.
var laws = map[string][2]string{
	"":        {"《关于未成年人犯罪记录封存的实施办法》", "Measures"},
	"CL":      {"《刑法》", "Criminal Law"},
	"CPL":     {"《刑事诉讼法》", "Criminal Procedure Law"},
	"SPPR":    {"《人民检察院刑事诉讼规则》", "Procuratorate Criminal Procedure Rules"},
	"SPC2006": {"法释〔2006〕1号", "Interpretation Fashi [2006] No. 1"},
	"JPL":     {"《未成年人保护法》", "Juvenile Protection Law"},
	"JCPL":    {"《预防未成年人犯罪法》", "Juvenile Crime Prevention Law"},
	"PSAPL":   {"《治安管理处罚法》", "Public Security Administration Penalties Law"},
}

// Article returns the number of the article of the Measures, or 0 where the
// provision belongs to another law.
func (b Basis) Article() int {
	n := 0
	for i, c := range []byte(b) {
		if c < '0' || c > '9' {
			if i == 0 {
				return 0
			}
			break
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// Text returns the provision as a reader cites it: 第四条第二款, Article 4(2).
func (b Basis) Text(lang Language) string {
	short, number := "", string(b)
	if i := strings.IndexByte(number, ' '); i >= 0 {
		short, number = number[:i], number[i+1:]
	}
	article, part, _ := strings.Cut(strings.TrimSuffix(number, ")"), "(")
	if lang == English {
		text := "Article " + article
		switch {
		case part == "last":
			text += ", last paragraph"
		case part != "":
			text += "(" + part + ")"
		}
		if short != "" {
			text = laws[short][1] + ", " + text
		}
		return text
	}
	text := "第" + chineseNumber(article) + "条"
	switch {
	case part == "last":
		text += "最后一款"
	case part != "" && short == "" && article == "18":
		text += "第" + chineseNumber(part) + "项"
	case part != "":
		text += "第" + chineseNumber(part) + "款"
	}
	if short != "" {
		text = laws[short][0] + text
	}
	return text
}

// chineseNumber writes a decimal number below 1000 in Chinese numerals.
func chineseNumber(digits string) string {
	const numerals = "零一二三四五六七八九"
	numeral := func(c byte) string { return string([]rune(numerals)[c-'0']) }
	var b strings.Builder
	n := len(digits)
	units := [...]string{"", "十", "百"}
	pendingZero := false
	for i := range n {
		c := digits[i]
		if c < '0' || c > '9' || n > len(units) {
			return digits
		}
		unit := units[n-1-i]
		switch {
		case c == '0':
			pendingZero = true
			continue
		case c == '1' && unit == "十" && i == 0:
			b.WriteString(unit)
			continue
		}
		if pendingZero {
			b.WriteString("零")
			pendingZero = false
		}
		b.WriteString(numeral(c))
		b.WriteString(unit)
	}
	return b.String()
}
