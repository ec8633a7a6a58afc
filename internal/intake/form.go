package intake

import (
	"encoding/json"
	"net/url"
	"strconv"

	"fengcun"
	"fengcun/internal/registry"
	"fengcun/law"
)

// Form is a filing as the page of a filing has it, so that a handler goes on with
// it there. What the page does not ask for, how the proceedings ended, stands in a
// field of its own that the page hands on.
func Form(f registry.Filing) fengcun.Particular {
	v := url.Values{}
	if len(f.Numbers) > 0 {
		v.Set("number", f.Numbers[0].Reveal()) // into a draft, which lies in the vault
	}
	for _, h := range f.History {
		if field := map[fengcun.OrganFunction]string{fengcun.Investigated: "investigated", fengcun.Prosecuted: "prosecuted", fengcun.Tried: "tried"}[h.Function]; field != "" {
			v.Set(field, string(h.Organ))
		}
	}
	v.Set("persons", strconv.Itoa(max(1, len(f.Persons))))
	for i, p := range f.Persons {
		person(v, "p"+strconv.Itoa(i)+"-", p)
	}
	v.Set("holdings", strconv.Itoa(max(1, len(f.Holdings))))
	for i, h := range f.Holdings {
		v.Set("h"+strconv.Itoa(i)+"-kind", string(h.Kind))
		v.Set("h"+strconv.Itoa(i)+"-label", h.Label)
	}
	return fengcun.Particular(v.Encode())
}

func person(v url.Values, at string, p registry.FiledPerson) {
	if len(p.Person.Names) > 0 {
		v.Set(at+"name", p.Person.Names[0].Text.Reveal())
	}
	v.Set(at+"sex", string(p.Person.Sex))
	v.Set(at+"kind", string(fengcun.ResidentID))
	if len(p.Person.Documents) > 0 {
		v.Set(at+"kind", string(p.Person.Documents[0].Kind))
		v.Set(at+"document", p.Person.Documents[0].Number.Reveal())
	}
	day(v, at+"birth", p.Person.Birth)
	v.Set(at+"certainty", string(p.Person.BirthCertainty))
	if len(p.Person.Guardians) > 0 {
		v.Set(at+"guardian", p.Person.Guardians[0].Name.Reveal())
		v.Set(at+"relation", p.Person.Guardians[0].Relation)
	}
	v.Set(at+"acts", strconv.Itoa(max(1, len(p.Facts.Acts))))
	for j, act := range p.Facts.Acts {
		a := at + "a" + strconv.Itoa(j) + "-"
		day(v, a+"from", act.From)
		day(v, a+"to", act.To)
		day(v, a+"from", act.Date)
		if act.Continuing {
			v.Set(a+"lasting", "yes")
		}
	}
	truth(v, at+"adults", p.Facts.JointCrime.WithAdults)
	truth(v, at+"separate", p.Facts.JointCrime.Separate)
	if !p.Facts.Outcome.IsZero() {
		outcome, err := json.Marshal(p.Facts.Outcome)
		if err == nil { // else the ending is typed by hand
			v.Set(at+"outcome", string(outcome))
		}
	}
}

func truth(v url.Values, field string, t law.Truth) {
	switch t {
	case law.Yes:
		v.Set(field, "yes")
	case law.No:
		v.Set(field, "no")
	}
}

func day(v url.Values, field string, d fengcun.Date) {
	if !d.IsZero() {
		v.Set(field, d.String())
	}
}
