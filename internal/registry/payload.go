package registry

import (
	"context"
	"encoding/json"

	"fengcun"
	"fengcun/internal/vault"
	"fengcun/law"
)

// The kinds of part that an item can hold. Numbers are for ever: sealed items
// keep them.
const (
	partParticulars vault.Kind = 1  // person, numbers
	partFacts       vault.Kind = 2  // what the law decides on
	partDecision    vault.Kind = 3  // facts used, findings, verdict
	partExplanation vault.Kind = 4  // Article 8
	partApplication vault.Kind = 5  // an application for a certificate or an inquiry
	partDocument    vault.Kind = 6  // an issued document, its bytes
	partGround      vault.Kind = 7  // facts of an unsealing ground
	partCorrection  vault.Kind = 8  // what a register states later
	partDraft       vault.Kind = 9  // an unfinished filing
	partDisclosure  vault.Kind = 24 // who read pages that left the vault
	partMisuse      vault.Kind = 34 // who misused what an inquiry told, and how
	partReading     vault.Kind = 58 // what a judicial organ may read
	partSubject     vault.Kind = 25 // who an inquiry is about
	partNamesake    vault.Kind = 10 // what a person found about an applicant's namesakes
	partProbe       vault.Kind = 21 // what a probe asked, what answered
	partKnower      vault.Kind = 40 // who outside the organs knows
	partScan        vault.Kind = 29 // a paper stamped by hand and scanned
	partMark        vault.Kind = 37 // an internal system's own id of a row
	partHeld        vault.Kind = 31 // the organs that a row of a feed names
	partService     vault.Kind = 20 // who served a paper, who answered, with what
)

// particulars is what identifies the person of a record. It exists decrypted
// only while an act runs.
type particulars struct {
	Person  fengcun.Person
	Numbers []fengcun.Particular // case numbers, raw
}

// The payload types mirror the nouns with plain text fields, because a
// Particular refuses to be marshalled. Their JSON is version 1 of the parts.
type (
	personPayload struct {
		Names     []namePayload     `json:"names,omitempty"`
		Sex       fengcun.Sex       `json:"sex,omitempty"`
		Birth     fengcun.Date      `json:"birth"`
		Certainty fengcun.Certainty `json:"certainty,omitempty"`
		Documents []documentPayload `json:"documents,omitempty"`
		Guardians []guardianPayload `json:"guardians,omitempty"`
		Numbers   []string          `json:"numbers,omitempty"`
	}
	namePayload struct {
		Text   string       `json:"text"`
		Source string       `json:"source,omitempty"`
		From   fengcun.Date `json:"from"`
	}
	documentPayload struct {
		Kind   fengcun.DocumentKind `json:"kind"`
		Number string               `json:"number"`
		Source string               `json:"source,omitempty"`
		From   fengcun.Date         `json:"from"`
	}
	guardianPayload struct {
		Name     string `json:"name"`
		Relation string `json:"relation,omitempty"`
		Contact  string `json:"contact,omitempty"`
		Barred   bool   `json:"barred,omitempty"`
		Papers   bool   `json:"papers,omitempty"`
	}
)

func (p particulars) payload() (vault.Payload, error) {
	out := personPayload{Sex: p.Person.Sex, Birth: p.Person.Birth, Certainty: p.Person.BirthCertainty}
	for _, n := range p.Person.Names {
		out.Names = append(out.Names, namePayload{n.Text.Reveal(), n.Source, n.From})
	}
	for _, d := range p.Person.Documents {
		out.Documents = append(out.Documents, documentPayload{d.Kind, d.Number.Reveal(), d.Source, d.From})
	}
	for _, g := range p.Person.Guardians {
		out.Guardians = append(out.Guardians, guardianPayload{g.Name.Reveal(), g.Relation, g.Contact.Reveal(), g.Barred, g.Papers})
	}
	for _, n := range p.Numbers {
		out.Numbers = append(out.Numbers, n.Reveal())
	}
	return encodePart(partParticulars, out)
}

func readParticulars(payload vault.Payload) (particulars, error) {
	var in personPayload
	if err := decodePart(payload, &in); err != nil {
		return particulars{}, err
	}
	p := particulars{Person: fengcun.Person{Sex: in.Sex, Birth: in.Birth, BirthCertainty: in.Certainty}}
	for _, n := range in.Names {
		p.Person.Names = append(p.Person.Names, fengcun.Name{Text: fengcun.Particular(n.Text), Source: n.Source, From: n.From})
	}
	for _, d := range in.Documents {
		p.Person.Documents = append(p.Person.Documents, fengcun.IdentityDocument{Kind: d.Kind, Number: fengcun.Particular(d.Number), Source: d.Source, From: d.From})
	}
	for _, g := range in.Guardians {
		p.Person.Guardians = append(p.Person.Guardians, fengcun.Guardian{Name: fengcun.Particular(g.Name), Relation: g.Relation, Contact: fengcun.Particular(g.Contact), Barred: g.Barred, Papers: g.Papers})
	}
	for _, n := range in.Numbers {
		p.Numbers = append(p.Numbers, fengcun.Particular(n))
	}
	return p, nil
}

// encodePart writes version 1 of a part.
func encodePart(kind vault.Kind, v any) (vault.Payload, error) {
	canonical, err := json.Marshal(v)
	if err != nil {
		return vault.Payload{}, err
	}
	return vault.Payload{Kind: kind, Version: 1, Canonical: canonical}, nil
}

func decodePart(p vault.Payload, v any) error {
	if err := json.Unmarshal(p.Canonical, v); err != nil {
		// The cause would quote the text: only the fact is passed on.
		return &fengcun.Error{Kind: fengcun.KindInternal, Code: "vault.payload"}
	}
	return nil
}

// factsPart is version 1 of the part: the facts, what a person confirmed of the
// effective day among them, if somebody did, and an appeal that became known later.
type factsPart struct {
	law.Facts
	Effect *effectPayload `json:"effect,omitempty"`
	Late   *latePayload   `json:"late,omitempty"`
}

func factsPayload(f law.Facts, effect *effectPayload) (vault.Payload, error) {
	return encodePart(partFacts, factsPart{Facts: f, Effect: effect})
}

func readFacts(p vault.Payload) (law.Facts, error) {
	f, err := readFactsPart(p)
	return f.Facts, err
}

func readFactsPart(p vault.Payload) (factsPart, error) {
	var f factsPart
	err := decodePart(p, &f)
	return f, err
}

// Schemas are the current versions of the parts.
var Schemas = vault.Schemas{
	partParticulars: {Version: 1},
	partFacts:       {Version: 1},
	partDecision:    {Version: 1},
	partExplanation: {Version: 1},
	partApplication: {Version: 1},
	partDocument:    {Version: 1},
	partDisclosure:  {Version: 1},
	partSubject:     {Version: 1},
	partMisuse:      {Version: 1},
	partReading:     {Version: 1},
	partGround:      {Version: 1},
	partCorrection:  {Version: 1},
	partDraft:       {Version: 1},
	partNamesake:    {Version: 1},
	partKnower:      {Version: 1},
	partHeld:        {Version: 1},
	partService:     {Version: 1},
	partScan:        {Version: 1},
	partProbe:       {Version: 1},
	partMark:        {Version: 1},
}

// openPart decrypts the part of a kind that is in force in a working item.
func (r *Registry) openPart(ctx context.Context, item fengcun.ItemID, kind vault.Kind) (vault.Payload, error) {
	contents, err := r.vault.Open(ctx, item)
	if err != nil {
		return vault.Payload{}, err
	}
	defer contents.Forget()
	part, err := contents.Latest(ctx, kind)
	return part.Payload, err
}
