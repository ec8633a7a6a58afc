package roster

import (
	"strings"

	"fengcun"
)

// matter reads what the case was about and who dealt with it.
func (b *builder) matter() {
	b.caseNumbers()
	b.row.Crimes = splitCrimes(b.first(fieldCrime).text)
	b.acts()
	b.row.MainActBefore18 = b.answer(fieldMainAct)
	b.row.JointCrime = b.answer(fieldJoint)
	b.row.SeparatelyHandled = b.answer(fieldSeparate)
	b.row.Judgment = b.date(fieldJudgment)
	b.row.Effective = b.date(fieldEffective)
	b.row.Concluded = b.date(fieldConcluded)
	b.organs()
	b.volumes()
	b.row.Remark = fengcun.Particular(b.first(fieldRemark).text)
}

func (b *builder) caseNumbers() {
	for _, cell := range b.cells[fieldCaseNumber] {
		if blank(cell.text) {
			continue
		}
		for _, text := range split(cell.text) {
			b.row.CaseNumbers = append(b.row.CaseNumbers, fengcun.Particular(text))
			if n, err := fengcun.ParseCaseNumber(text); err != nil || n.Kind == fengcun.UnknownNo {
				b.flag(cell.column, CaseNumberForm)
			}
		}
	}
	if len(b.row.CaseNumbers) == 0 {
		b.missing(b.first(fieldCaseNumber).column, CaseNumberMissing)
	}
}

func (b *builder) acts() {
	c := b.first(fieldActs)
	acts, code := parseActs(c.text)
	if code == ActMissing {
		b.missing(c.column, code)
		return
	}
	if code != "" {
		b.flag(c.column, code)
		return
	}
	for i := range acts {
		if len(b.row.Crimes) == 1 {
			acts[i].Crime = b.row.Crimes[0]
		}
		if !b.options.Today.IsZero() && acts[i].To.After(b.options.Today) {
			b.flag(c.column, DateFuture)
		}
	}
	b.row.Acts = acts
}

// splitCrimes cuts a list of crimes. An enumeration comma separates only after
// 罪, because it stands inside many names: 掩饰、隐瞒犯罪所得罪.
func splitCrimes(s string) []fengcun.Particular {
	var crimes []fengcun.Particular
	s = strings.ReplaceAll(s, "罪、", "罪；")
	for _, crime := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("；;，,\n\r", r) }) {
		if crime = trim(crime); crime != "" {
			crimes = append(crimes, fengcun.Particular(crime))
		}
	}
	return crimes
}

// answer reads a yes or no. "Not found" (未认定) is no answer and no fault.
func (b *builder) answer(field Field) *bool {
	c := b.first(field)
	yes, no := true, false
	switch canonical(c.text) {
	case "", "未认定", "待认定", "未查明", "不涉及":
		return nil
	case "是", "有", "√", "Y", "y", "已分案", "分案", "共同犯罪":
		return &yes
	case "否", "不是", "没有", "×", "N", "n", "未分案", "单独犯罪":
		return &no
	}
	b.flag(c.column, AnswerUnknown)
	return nil
}

// organFields are the columns of organs and what the organ did.
var organFields = []struct {
	field    Field
	function fengcun.OrganFunction
}{
	{fieldInvestigated, fengcun.Investigated},
	{fieldProsecuted, fengcun.Prosecuted},
	{fieldTried, fengcun.Tried},
	{fieldExecuted, fengcun.Executed},
}

func (b *builder) organs() {
	for _, f := range organFields {
		c := b.first(f.field)
		for _, name := range split(c.text) {
			mention := OrganMention{Function: f.function, Name: name}
			if organ, known := b.options.Organ(name); known {
				mention.Organ = organ.ID
			} else {
				b.flag(c.column, OrganUnknown)
			}
			b.row.Organs = append(b.row.Organs, mention)
		}
	}
}

// maxVolumes bounds the number of paper volumes of one person's case.
const maxVolumes = 10_000

func (b *builder) volumes() {
	c := b.first(fieldVolumes)
	if c.text == "" {
		return
	}
	s := canonical(c.text)
	for _, unit := range []string{"册", "卷", "本"} {
		s = strings.TrimSuffix(s, unit)
	}
	n, ok := parseNumeral(s)
	if !ok || n > maxVolumes {
		b.flag(c.column, VolumesUnknown)
		return
	}
	b.row.Volumes = int(n)
}

// order checks the dates against each other.
func (b *builder) order() {
	acts := b.first(fieldActs).column
	birth := b.row.Subject.Birth
	for _, act := range b.row.Acts {
		if !birth.IsZero() && !act.From.After(birth) {
			b.flag(acts, ActBeforeBirth)
		}
		if d := b.row.Judgment; !d.IsZero() && d.Before(act.To) {
			b.flag(b.first(fieldJudgment).column, JudgmentBeforeAct)
		}
		if d := b.row.Concluded; !d.IsZero() && d.Before(act.To) {
			b.flag(b.first(fieldConcluded).column, ConcludedBeforeAct)
		}
	}
	if d := b.row.Effective; !d.IsZero() && !b.row.Judgment.IsZero() && d.Before(b.row.Judgment) {
		b.flag(b.first(fieldEffective).column, EffectiveBefore)
	}
}
