package roster

import (
	"strconv"
	"strings"

	"fengcun"
)

// The texts that Write puts into a file. They are the inverse of the parsers.

func termText(t fengcun.Term) string {
	var b strings.Builder
	for _, part := range []struct {
		n    int
		unit string
	}{{t.Years, "年"}, {t.Months, "个月"}, {t.Days, "日"}} {
		if part.n > 0 {
			b.WriteString(strconv.Itoa(part.n))
			b.WriteString(part.unit)
		}
	}
	return b.String()
}

func sentenceText(o Outcome) string {
	if !o.Disposition.Conviction() || o.Disposition == fengcun.ConvictedFineOnly {
		return ""
	}
	text := strings.TrimPrefix(outcomeText(o.Disposition), "判处") + termText(o.Term)
	if !o.ControlBeside.IsZero() {
		text += "，管制" + termText(o.ControlBeside)
	}
	return text
}

func supplementaryText(penalties []Supplementary) string {
	parts := make([]string, len(penalties))
	for i, p := range penalties {
		switch p.Kind {
		case Fine:
			parts[i] = "罚金" + yuanText(p.Yuan)
		case DeprivationOfPoliticalRight:
			parts[i] = "剥夺政治权利" + termText(p.Term)
		case DeprivationForLife:
			parts[i] = "剥夺政治权利终身"
		case Confiscation:
			parts[i] = "没收财产" + yuanText(p.Yuan)
		case Deportation:
			parts[i] = "驱逐出境"
		}
	}
	return strings.Join(parts, "；")
}

func yuanText(yuan int64) string {
	if yuan == 0 {
		return ""
	}
	return "人民币" + strconv.FormatInt(yuan, 10) + "元"
}
