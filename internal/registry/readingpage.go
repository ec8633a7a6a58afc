package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/store"
	"fengcun/law"
)

// readParts opens a sealed copy under a grant and returns the lines of one part of it.
// What the other parts hold is not decrypted.
func (r *Registry) readParts(ctx context.Context, w fengcun.Warrant, e entered, c store.Copy, part fengcun.ReadingPart) ([]document.Row, error) {
	released, err := r.releaseItem(ctx, w, e, c)
	if err != nil {
		return nil, err
	}
	defer released.Forget()
	contents, err := r.vault.Released(c.Item, released)
	if err != nil {
		return nil, err
	}
	defer contents.Forget()
	var lines readingLines
	switch part {
	case fengcun.ReadPerson:
		stored, err := contents.Latest(ctx, partParticulars)
		if err != nil {
			return nil, err
		}
		p, err := readParticulars(stored.Payload)
		if err != nil {
			return nil, err
		}
		lines.person(p)
	case fengcun.ReadCase:
		stored, err := contents.Latest(ctx, partParticulars)
		if err != nil {
			return nil, err
		}
		p, err := readParticulars(stored.Payload)
		if err != nil {
			return nil, err
		}
		if stored, err = contents.Latest(ctx, partFacts); err != nil {
			return nil, err
		}
		facts, err := readFacts(stored.Payload)
		if err != nil {
			return nil, err
		}
		lines.proceedings(p.Numbers, facts)
	case fengcun.ReadDecision:
		stored, err := contents.Latest(ctx, partDecision)
		if fengcun.KindOf(err) == fengcun.KindNotFound {
			lines.add("决定", "本机关存有的副本未载") // the organ that decided has it
			break
		}
		if err != nil {
			return nil, err
		}
		var d decisionPayload
		if err := decodePart(stored.Payload, &d); err != nil {
			return nil, err
		}
		lines.decision(d)
	}
	return lines, nil
}

type readingLines []document.Row

func (l *readingLines) add(heading, value string) {
	if value != "" {
		*l = append(*l, document.Row{"heading": heading, "value": value})
	}
}

func (l *readingLines) person(p particulars) {
	for _, n := range p.Person.Names {
		l.add("姓名", n.Text.Reveal())
	}
	l.add("性别", document.SexText(p.Person.Sex))
	if !p.Person.Birth.IsZero() {
		l.add("出生日期", p.Person.Birth.String())
	}
	for _, d := range p.Person.Documents {
		l.add(document.KindText(d.Kind), d.Number.Reveal())
	}
}

func (l *readingLines) proceedings(numbers []fengcun.Particular, f law.Facts) {
	for _, n := range numbers {
		l.add("案号", n.Reveal())
	}
	for _, a := range f.Acts {
		when := ""
		if !a.Date.IsZero() {
			when = a.Date.String()
		}
		l.add("行为", when+" "+a.Crime)
	}
	l.add("处理结果", document.Outcome(f.Outcome.Disposition, f.Outcome.Term, f.Outcome.Suspended))
	for _, d := range []struct {
		heading string
		on      fengcun.Date
	}{{"裁判（决定）日期", f.Outcome.Decided}, {"生效日期", f.Outcome.Effective}} {
		if !d.on.IsZero() {
			l.add(d.heading, d.on.String())
		}
	}
}

func (l *readingLines) decision(d decisionPayload) {
	words := map[law.Verdict]string{law.Seal: "应当封存", law.NotSeal: "不予封存", law.Undecided: "待人工认定", law.NotYet: "尚未到封存时点", law.OtherLaw: "依其他法律保密"}
	l.add("结论", words[d.Verdict])
	l.add("认定日期", d.AsOf.String())
	l.add("适用规则", d.RuleSet)
}
