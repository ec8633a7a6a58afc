package registry

import (
	"golang.org/x/text/unicode/norm"

	"fengcun"
	"fengcun/internal/vault"
	"fengcun/internal/vault/capsule"
)

// terms are what an item can be found by while it is open, and under a warrant
// afterwards. There is none for a name alone.
func (p particulars) terms() vault.Terms {
	var t vault.Terms
	for _, d := range p.Person.Documents {
		t = append(t, documentTerm(d))
	}
	for _, n := range p.Person.Names {
		if p.Person.Birth.Valid() {
			t = append(t, nameTerm(n.Text, p.Person.Birth))
		}
	}
	for _, n := range p.Numbers {
		t = append(t, numberTerm(n))
	}
	return t
}

// terms are what a search asks for.
func (q Query) terms() vault.Terms {
	var t vault.Terms
	if q.Document.Number != "" {
		t = append(t, documentTerm(q.Document))
	}
	if q.Name != "" && q.Birth.Valid() {
		t = append(t, nameTerm(q.Name, q.Birth))
	}
	if q.CaseNumber != "" {
		t = append(t, numberTerm(q.CaseNumber))
	}
	return t
}

// What cannot be read as the kind of number it is said to be is still a term, as
// written: a wrong number in an old file is the number it is found by.

func documentTerm(d fengcun.IdentityDocument) capsule.Term {
	number, kind := d.Number, d.Kind
	if parsed, _, err := fengcun.ParseDocument(kind, number.Reveal()); err == nil {
		number = parsed.Number
		if parsed.Resident != nil {
			kind = fengcun.ResidentID
		}
	}
	if kind == fengcun.ResidentID {
		return capsule.Term{Field: capsule.ResidentID, Value: number}
	}
	return capsule.Term{Field: capsule.OtherDocument, Value: fengcun.Particular(string(kind) + " " + number.Reveal())}
}

func nameTerm(name fengcun.Particular, birth fengcun.Date) capsule.Term {
	text := norm.NFC.String(fengcun.NormalizeName(name).Reveal())
	return capsule.Term{Field: capsule.NameBirth, Value: fengcun.Particular(birth.String() + " " + text)}
}

func numberTerm(raw fengcun.Particular) capsule.Term {
	value := raw
	if parsed, err := fengcun.ParseCaseNumber(raw.Reveal()); err == nil {
		value = parsed.Norm
	}
	return capsule.Term{Field: capsule.CaseNumber, Value: value}
}
