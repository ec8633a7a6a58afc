package api

import (
	"context"

	"fengcun"
	"fengcun/internal/registry"
	"fengcun/law"
)

// name, document and guardian are what a person is known by.
type nameIn struct {
	Text   fengcun.Particular `json:"text" minLength:"1"`
	Source string             `json:"source,omitempty" maxLength:"60"`
}

type documentIn struct {
	Kind   fengcun.DocumentKind `json:"kind" enum:"resident_id,permanent_resident,hk_macao_permit,taiwan_permit,passport"`
	Number fengcun.Particular   `json:"number" minLength:"1"`
	Source string               `json:"source,omitempty" maxLength:"60"`
}

type guardianIn struct {
	Name     fengcun.Particular `json:"name" minLength:"1"`
	Relation string             `json:"relation" enum:"father,mother,guardian,close_relative"`
	Contact  fengcun.Particular `json:"contact,omitempty"`
	Barred   bool               `json:"barred,omitempty" doc:"Victim, co-accused or deprived of guardianship in this matter"`
	Papers   bool               `json:"papers,omitempty" doc:"Guardian's papers of a person of age without full capacity were shown"`
}

type personIn struct {
	Names     []nameIn          `json:"names" minItems:"1" maxItems:"20"`
	Sex       fengcun.Sex       `json:"sex,omitempty" enum:"male,female"`
	Birth     fengcun.Date      `json:"birth,omitzero"`
	Certainty fengcun.Certainty `json:"birthCertainty,omitempty" enum:"estimated,lunar,disputed" doc:"Left out for a birth date proven to the day"`
	Documents []documentIn      `json:"documents,omitempty" maxItems:"20"`
	Guardians []guardianIn      `json:"guardians,omitempty" maxItems:"10"`
	Facts     facts             `json:"facts"`
}

type holdingIn struct {
	Kind    fengcun.HoldingKind `json:"kind" enum:"paper_volume,electronic_file,system_row,screening_table"`
	Label   string              `json:"label,omitempty" maxLength:"20" pattern:"^[A-Z0-9-]*$" doc:"Opaque; left out, one is chosen"`
	Carries []int               `json:"carries,omitempty" maxItems:"200" doc:"Which of the persons, from 0; none means all"`
}

type historyIn struct {
	Organ    fengcun.OrganID       `json:"organ" minLength:"1" maxLength:"64"`
	Function fengcun.OrganFunction `json:"function" enum:"investigated,transferred,designated,merged,split,prosecuted,tried,executed"`
}

// matterIn is what is filed.
type matterIn struct {
	Numbers  []fengcun.Particular `json:"numbers" maxItems:"20" doc:"Case numbers of every stage known so far"`
	History  []historyIn          `json:"history" maxItems:"50" doc:"The organs that have had the matter, in order"`
	Persons  []personIn           `json:"persons" minItems:"1" maxItems:"200"`
	Holdings []holdingIn          `json:"holdings" maxItems:"500"`
}

type fileIn struct {
	Write
	Body matterIn
}

type filedOut struct {
	Matter  fengcun.MatterID   `json:"matter"`
	Records []fengcun.RecordID `json:"records" doc:"In the order of the persons"`
	Copies  []fengcun.CopyID   `json:"copies"`
}

// filing reads the facts too.
func (in matterIn) filing() (registry.Filing, error) {
	f := registry.Filing{Numbers: in.Numbers, Holdings: holdings(in.Holdings)}
	for _, h := range in.History {
		f.History = append(f.History, registry.HistoryEntry{Organ: h.Organ, Function: h.Function})
	}
	for _, p := range in.Persons {
		facts, err := law.ParseFacts(p.Facts.text)
		if err != nil {
			return registry.Filing{}, err
		}
		f.Persons = append(f.Persons, registry.FiledPerson{Person: p.person(), Facts: facts})
	}
	return f, nil
}

func (a *API) file(ctx context.Context, c call, in *fileIn) (filedOut, error) {
	f, err := in.Body.filing()
	if err != nil {
		return filedOut{}, err
	}
	f.Key = c.key
	filed, err := a.Registry.File(ctx, c.actor, f)
	return filedOut{filed.Matter, filed.Records, filed.Copies}, err
}

func (p personIn) person() fengcun.Person {
	person := fengcun.Person{Sex: p.Sex, Birth: p.Birth, BirthCertainty: p.Certainty}
	for _, n := range p.Names {
		person.Names = append(person.Names, fengcun.Name{Text: n.Text, Source: n.Source})
	}
	for _, d := range p.Documents {
		person.Documents = append(person.Documents, fengcun.IdentityDocument{Kind: d.Kind, Number: d.Number, Source: d.Source})
	}
	for _, g := range p.Guardians {
		person.Guardians = append(person.Guardians, fengcun.Guardian{Name: g.Name, Relation: g.Relation, Contact: g.Contact, Barred: g.Barred, Papers: g.Papers})
	}
	return person
}

func holdings(in []holdingIn) []registry.NewHolding {
	var list []registry.NewHolding
	for _, h := range in {
		list = append(list, registry.NewHolding{Kind: h.Kind, Label: h.Label, Carries: h.Carries})
	}
	return list
}

// idIn is the input of what is asked about one thing.
type idIn struct {
	ID fengcun.ID `path:"id"`
}

// doIn is the input of an act on one thing that needs no more.
type doIn struct {
	Write
	ID fengcun.ID `path:"id"`
}

type numberIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Number fengcun.Particular `json:"number" minLength:"1"`
	}
}

func (a *API) addNumber(ctx context.Context, c call, in *numberIn) error {
	return a.Registry.AddNumber(ctx, c.actor, in.ID, in.Body.Number)
}

type addHistoryIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body historyIn
}

func (a *API) addHistory(ctx context.Context, c call, in *addHistoryIn) error {
	return a.Registry.AddHistory(ctx, c.actor, in.ID, registry.HistoryEntry{Organ: in.Body.Organ, Function: in.Body.Function})
}

type searchIn struct {
	Body struct {
		Name   fengcun.Particular   `json:"name,omitempty"`
		Birth  fengcun.Date         `json:"birth,omitzero"`
		Kind   fengcun.DocumentKind `json:"idKind,omitempty" maxLength:"30"`
		ID     fengcun.Particular   `json:"id,omitempty"`
		Number fengcun.Particular   `json:"number,omitempty" doc:"Case number"`
	}
}

type foundOut struct {
	Copies []fengcun.CopyID `json:"copies" doc:"Nothing found is an answer, not an error"`
}

func (a *API) search(ctx context.Context, c call, in *searchIn) (foundOut, error) {
	q := in.Body
	if q.ID == "" && q.Number == "" && (q.Name == "" || q.Birth.IsZero()) {
		return foundOut{}, fengcun.Invalid("request.search", "body")
	}
	found, err := a.Registry.Search(ctx, c.actor, registry.Query{
		Document: fengcun.IdentityDocument{Kind: q.Kind, Number: q.ID}, Name: q.Name, Birth: q.Birth, CaseNumber: q.Number,
	})
	return foundOut{orNone(found)}, err
}

// orNone turns an absent list into an empty one.
func orNone[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
