package roster

import (
	"slices"

	"fengcun"
)

// outcome reads how the case ended from up to four columns. If one of them is not
// understood, or they contradict each other, the whole outcome stays missing:
// half a sentence is a wrong sentence.
func (b *builder) outcome() {
	if b.faulted[fieldOutcome] || b.faulted[fieldSentence] || b.faulted[fieldSuspension] {
		return
	}
	result, sentence := b.first(fieldOutcome), b.first(fieldSentence)
	if result.text == "" && sentence.text == "" {
		column := result.column
		if column.Letter == "" {
			column = sentence.column
		}
		b.flag(column, OutcomeMissing)
		return
	}
	var fromResult, fromSentence Outcome
	var code Code
	if result.text != "" {
		if fromResult, code = parseOutcome(result.text); code != "" {
			b.flag(result.column, code)
			return
		}
	}
	if sentence.text != "" {
		if fromSentence, code = parseSentence(sentence.text); code != "" {
			b.flag(sentence.column, code)
			return
		}
	}
	o, code := fromResult.merge(fromSentence, sentence.text != "")
	if code == "" && sentence.text == "" && saysConvicted(result.text) {
		code = SentenceKindMissing
	}
	if code != "" {
		column := sentence.column
		if column.Letter == "" {
			column = result.column
		}
		b.flag(column, code)
		return
	}
	if !b.suspension(&o) {
		return
	}
	b.supplementary(&o)
	b.row.Outcome = o
	switch o.Disposition {
	case fengcun.ConvictedImprisonment, fengcun.ConvictedDetention, fengcun.ConvictedControl:
		if o.Term.IsZero() {
			column := sentence.column
			if column.Letter == "" {
				column = result.column
			}
			b.flag(column, TermMissing)
		}
	}
}

// merge joins what the column of the result and that of the sentence say.
func (o Outcome) merge(s Outcome, given bool) (Outcome, Code) {
	if !given {
		return o, ""
	}
	if s.Disposition == "" { // a bare length
		switch o.Disposition {
		case fengcun.ConvictedImprisonment, fengcun.ConvictedDetention, fengcun.ConvictedControl:
			s.Disposition = o.Disposition
		default:
			return Outcome{}, SentenceKindMissing
		}
	}
	if o.Disposition != "" && o.Disposition != s.Disposition {
		return Outcome{}, OutcomeContradicts
	}
	merged := s
	for _, pair := range []struct{ into, from *fengcun.Term }{
		{&merged.Term, &o.Term}, {&merged.ControlBeside, &o.ControlBeside}, {&merged.Suspension, &o.Suspension},
	} {
		if pair.into.IsZero() {
			*pair.into = *pair.from
		} else if !pair.from.IsZero() && *pair.from != *pair.into {
			return Outcome{}, OutcomeContradicts
		}
	}
	if len(merged.Supplementary) == 0 {
		merged.Supplementary = o.Supplementary
	} else if len(o.Supplementary) > 0 && !slices.Equal(o.Supplementary, merged.Supplementary) {
		return Outcome{}, OutcomeContradicts
	}
	return merged, merged.implausible()
}

// suspension reads the probation of a suspended sentence (缓刑考验期).
func (b *builder) suspension(o *Outcome) bool {
	c := b.first(fieldSuspension)
	if c.text == "" || canonical(c.text) == "否" {
		return true
	}
	s, code := parseSentence("缓刑" + trimPrefixes(canonical(c.text), "宣告", "缓刑考验期", "缓刑"))
	switch {
	case code != "":
	case !s.Term.IsZero() || len(s.Supplementary) > 0 || s.Disposition != "":
		code = SentenceUnknown
	case !o.Suspension.IsZero() && o.Suspension != s.Suspension:
		code = OutcomeContradicts
	case o.Disposition != fengcun.ConvictedImprisonment && o.Disposition != fengcun.ConvictedDetention:
		code = OutcomeContradicts // 刑法第七十二条
	}
	if code != "" {
		b.flag(c.column, code)
		return false
	}
	o.Suspension = s.Suspension
	return true
}

// supplementary reads the column of supplementary penalties. They do not bear on
// the sealing, so a contradiction among them leaves only them missing.
func (b *builder) supplementary(o *Outcome) {
	c := b.first(fieldSupplementary)
	if c.text == "" {
		return
	}
	penalties, code := parseSupplementary(c.text)
	switch {
	case code != "":
	case len(o.Supplementary) == 0:
		o.Supplementary = penalties
		return
	case slices.Equal(o.Supplementary, penalties):
		return
	default:
		code = OutcomeContradicts
	}
	o.Supplementary = nil
	b.flag(c.column, code)
}
