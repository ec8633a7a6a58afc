package roster

import (
	"regexp"
	"strings"

	"fengcun"
)

// offence is the finding of guilt that often precedes the sentence.
var offence = regexp.MustCompile(`^(被告人)?(因)?犯[^,;.]{1,40}罪[,、]?`)

// principalPenalties are the penalties that a sentence may name, except fines
// and other supplementary penalties pronounced alone.
var principalPenalties = []struct {
	words       string
	disposition fengcun.Disposition
}{
	{"有期徒刑", fengcun.ConvictedImprisonment},
	{"无期徒刑", fengcun.ConvictedLife},
	{"拘役", fengcun.ConvictedDetention},
	{"管制", fengcun.ConvictedControl},
}

// parseSentence reads a sentence as judgments pronounce it: "有期徒刑一年六个月",
// "拘役四个月，缓刑六个月", "单处罚金人民币二千元", "免予刑事处罚", "数罪并罚，决定执行
// 有期徒刑三年，并处罚金五千元". Every character must be understood; otherwise the
// result is empty and the code says why. Of combined punishment only the sentence
// decided for execution counts (Articles 4, 18), and a later reduction is not a
// sentence, so a text that speaks of one is not understood.
//
// A length without a kind of penalty leaves Disposition empty.
func parseSentence(text string) (Outcome, Code) {
	s := canonical(text)
	if _, decided, found := strings.Cut(s, "决定执行"); found {
		s = decided
	}
	s = offence.ReplaceAllString(s, "")
	for _, word := range []string{"判处", "被判处", "判决", "处"} {
		s = strings.TrimPrefix(s, word)
	}
	var o Outcome
	for s = trimConnectives(s); s != ""; s = trimConnectives(s) {
		rest, code := o.cut(s)
		if code != "" {
			return Outcome{}, code
		}
		s = rest
	}
	if o.Disposition == "" && len(o.Supplementary) > 0 && o.Term.IsZero() && o.Suspension.IsZero() {
		o.Disposition = fengcun.ConvictedFineOnly
	}
	return o, o.implausible()
}

// cut reads one part of a sentence from the front of s into o.
func (o *Outcome) cut(s string) (rest string, code Code) {
	for _, exemption := range []string{"免予刑事处罚", "免于刑事处罚", "免除刑事处罚", "免予处罚"} {
		if rest, ok := strings.CutPrefix(s, exemption); ok {
			return rest, o.setPrincipal(fengcun.ExemptFromPunishment, fengcun.Term{})
		}
	}
	for _, p := range principalPenalties {
		if rest, ok := strings.CutPrefix(s, p.words); ok {
			term, rest, code := cutTerm(rest)
			if code != "" {
				return s, code
			}
			return rest, o.setPrincipal(p.disposition, term)
		}
	}
	for _, words := range []string{"宣告缓刑", "缓刑考验期限", "缓刑考验期", "缓刑"} {
		if rest, ok := strings.CutPrefix(s, words); ok {
			term, rest, code := cutTerm(strings.TrimPrefix(rest, "为"))
			switch {
			case code != "":
				return s, code
			case term.IsZero() || !o.Suspension.IsZero():
				return s, SentenceUnknown
			}
			o.Suspension = term
			return rest, ""
		}
	}
	if p, rest, ok := cutSupplementary(s); ok {
		o.Supplementary = append(o.Supplementary, p)
		return rest, ""
	}
	term, rest, code := cutTerm(s)
	switch {
	case code != "":
		return s, code
	case term.IsZero():
		return s, SentenceUnknown
	}
	return rest, o.setPrincipal("", term)
}

// setPrincipal records a principal penalty. Two stand beside each other only as
// imprisonment and control (刑法第六十九条第二款).
func (o *Outcome) setPrincipal(d fengcun.Disposition, term fengcun.Term) Code {
	first := o.Disposition == "" && o.Term.IsZero()
	switch {
	case first:
		o.Disposition, o.Term = d, term
	case o.Disposition == fengcun.ConvictedImprisonment && d == fengcun.ConvictedControl && o.ControlBeside.IsZero() && !term.IsZero():
		o.ControlBeside = term
	default:
		return SentenceSeveral
	}
	return ""
}

// implausible reports a length that the Criminal Law does not know for the kind
// of penalty (刑法第三十八、四十二、四十五、六十九条), which is more often a slip
// in the kind than in the length.
func (o Outcome) implausible() Code {
	months := o.Term.WholeMonths()
	switch o.Disposition {
	case fengcun.ConvictedImprisonment:
		if !o.Term.IsZero() && (months < 6 || o.Term.Exceeds(fengcun.Term{Years: 25})) {
			return TermOutOfRange
		}
	case fengcun.ConvictedDetention:
		if !o.Term.IsZero() && (months < 1 || o.Term.Exceeds(fengcun.Term{Years: 1})) {
			return TermOutOfRange
		}
	case fengcun.ConvictedControl:
		if !o.Term.IsZero() && (months < 3 || o.Term.Exceeds(fengcun.Term{Years: 3})) {
			return TermOutOfRange
		}
	case fengcun.ConvictedLife, fengcun.ExemptFromPunishment:
		if !o.Term.IsZero() {
			return SentenceUnknown
		}
	}
	if o.Suspension.Exceeds(fengcun.Term{Years: 5}) { // 刑法第七十三条
		return TermOutOfRange
	}
	return ""
}
