package console

import (
	"bytes"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"fengcun"
	"fengcun/internal/registry"
	"fengcun/law"
)

var filingRoutes = []route{
	{"GET /matters/new", (*visit).filingPage, false},
	{"POST /matters/new", (*visit).file, false},
	{"POST /matters/new/check", (*visit).filingCheck, false},
	{"GET /drafts/{id}", (*visit).draftedFiling, false},
	{"POST /drafts/{id}/discard", (*visit).discardDraft, false},
}

// Bounds of one form. A matter with more is filed from a roster.
const (
	mostPersons  = 8
	mostActs     = 12
	mostHoldings = 12
)

type filingView struct {
	Form      *form
	Organs    []option
	Kinds     []option
	Sexes     []option
	Certainty []option
	Relations []option
	Truths    []option
	Carriers  []option
	Persons   []personFields
	Holdings  []int
	Checks    []personCheck
	Draft     string // that the form goes on from, empty for a new one
	Step      string // that is shown, empty for all of the form
}

// personFields are the names of one person's fields.
type personFields struct {
	No   int // counted from one
	P    string
	Acts []string
	More bool // another act fits
	Warn bool // the number looks wrong: say that the paper says so
}

// personCheck is what is computed for one person while the form is filled in.
type personCheck struct {
	No    int
	Lines []law.Line
}

func (v *visit) filingPage() error {
	f := blank("persons", "1", "p0-acts", "1", "p0-kind", string(fengcun.ResidentID), "p0-relation", "father",
		"holdings", "2", "h0-kind", string(fengcun.HoldingPaperVolume), "h1-kind", string(fengcun.HoldingSystemRow),
		"step", v.one(&form{Values: v.r.URL.Query()}, "step", "", filingSteps...))
	view, err := v.filingView(f)
	if err != nil {
		return err
	}
	return v.page("filing", view)
}

// counted reads how many rows of something the form has.
func (f *form) counted(name string, most int) int {
	n, _ := strconv.Atoi(f.Get(name))
	return max(1, min(n, most))
}

func (v *visit) filingView(f *form) (filingView, error) {
	view := filingView{
		Form:      f,
		Draft:     f.Get("draft"),
		Step:      v.one(&form{Values: f.Values}, "step", "", filingSteps...),
		Kinds:     named(v.look, "identity_document", documentKinds...),
		Sexes:     named(v.look, "console.sexes", fengcun.Male, fengcun.Female),
		Certainty: named(v.look, "console.certainty", fengcun.Estimated, fengcun.Lunar, fengcun.Disputed),
		Relations: named(v.look, "console.relation", "father", "mother", "guardian", "close_relative"),
		Truths:    named(v.look, "console.truth", "yes", "no"),
		Carriers:  named(v.look, "holding", fengcun.HoldingKinds()...),
	}
	organs, err := v.parts.Registry.Organs(v.ctx())
	if err != nil {
		return view, err
	}
	for _, o := range organs {
		if o.ID != v.organ.ID {
			view.Organs = append(view.Organs, option{Value: string(o.ID), Text: o.Name})
		}
	}
	for i := range f.counted("persons", mostPersons) {
		p := "p" + strconv.Itoa(i) + "-"
		person := personFields{No: i + 1, P: p}
		n := f.counted(p+"acts", mostActs)
		for j := range n {
			person.Acts = append(person.Acts, p+"a"+strconv.Itoa(j)+"-")
		}
		person.More = n < mostActs
		view.Persons = append(view.Persons, person)
	}
	for i := range f.counted("holdings", mostHoldings) {
		view.Holdings = append(view.Holdings, i)
	}
	return view, nil
}

// file reads the form. A button may only add a row or compute the ages: then nothing
// is filed and nothing is complained of.
func (v *visit) file() error {
	f := v.form()
	if f.Get("more") == "save" {
		return v.saveDraft(f)
	}
	if to := f.Get("go"); to == "all" || slices.Contains(filingSteps, to) {
		return v.turnTo(f, to)
	}
	if more := f.Get("more"); more != "" {
		f.add(more)
		view, err := v.filingView(f)
		if err != nil {
			return err
		}
		view.check(v)
		return v.page("filing", view)
	}
	view, err := v.filingView(f)
	if err != nil {
		return err
	}
	filing := v.filing(f, view)
	view.check(v)
	if f.good() {
		filing.Key = v.key(f)
		filing.Draft = parsedID(view.Draft)
		filed, err := v.parts.Registry.File(v.ctx(), v.actor(), filing)
		if err == nil {
			return v.goOn("/matters/" + filed.Records[0].String())
		}
		if err := v.blame(f, err, "label", "h0-label", "persons", "p0-name", "number", "number"); err != nil {
			return err
		}
	}
	view.turnToWrong()
	return v.again(f, "filing", view)
}

// saveDraft keeps the form as it is, whatever is wrong with it, and goes to the list.
func (v *visit) saveDraft(f *form) error {
	if _, err := v.keepDraft(f); err != nil {
		return err
	}
	return v.goOn("/matters")
}

// draftedFiling takes a draft up again.
func (v *visit) draftedFiling() error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	d, err := v.parts.Registry.Draft(v.ctx(), v.actor(), id)
	if err != nil {
		return err
	}
	if differences := registry.DifferencesOf(d); differences != nil {
		return v.differencePage(d, differences)
	}
	kept, err := url.ParseQuery(d.Form.Reveal())
	if err != nil {
		return &fengcun.Error{Kind: fengcun.KindInternal, Code: "console.page"}
	}
	f := blank()
	f.Values = kept
	f.Values.Set("draft", id.String())
	view, err := v.filingView(f)
	if err != nil {
		return err
	}
	view.check(v)
	return v.page("filing", view)
}

func (v *visit) discardDraft() error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	if err := v.parts.Registry.DiscardDraft(v.ctx(), v.actor(), id); err != nil {
		return err
	}
	return v.goOn("/matters")
}

// add makes room for one more row.
func (f *form) add(what string) {
	most := map[string]int{"persons": mostPersons, "holdings": mostHoldings}[what]
	if most == 0 && strings.HasSuffix(what, "-acts") {
		most = mostActs
	}
	if most > 0 {
		f.Values.Set(what, strconv.Itoa(min(f.counted(what, most)+1, most)))
	}
}

// filingCheck computes the ages again, for the script that exchanges the panel.
func (v *visit) filingCheck() error {
	view, err := v.filingView(v.form())
	if err != nil {
		return err
	}
	view.check(v)
	var text bytes.Buffer
	if err := v.look.part(&text, "filing", "check-panel", view); err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, err = text.WriteTo(v.w)
	return err
}

// check asks the law how old each person was at each act, as far as that can be
// read.
func (view *filingView) check(v *visit) {
	quiet := &form{Values: view.Form.Values} // complaints belong to the sending
	for _, p := range view.Persons {
		birth, acts := v.birthAndActs(quiet, p, "")
		if birth.Date.IsZero() && len(acts) == 0 {
			continue
		}
		view.Checks = append(view.Checks, personCheck{p.No, law.Ages(birth, acts, law.Language(v.look.Lang()))})
	}
}

// filing reads the whole form.
func (v *visit) filing(f *form, view filingView) registry.Filing {
	var filing registry.Filing
	number := v.text(f, "number", "console.file.no_number")
	if _, err := fengcun.ParseCaseNumber(number); err != nil && number != "" {
		f.reject("number", v.complaint(err))
	}
	filing.Numbers = []fengcun.Particular{fengcun.Particular(number)}
	for _, h := range []struct {
		field    string
		function fengcun.OrganFunction
	}{{"investigated", fengcun.Investigated}, {"prosecuted", fengcun.Prosecuted}, {"tried", fengcun.Tried}} {
		if organ := f.Get(h.field); organ != "" {
			filing.History = append(filing.History, registry.HistoryEntry{Organ: fengcun.OrganID(organ), Function: h.function})
		} else if ownFunction(v.organ.Kind) == h.function {
			filing.History = append(filing.History, registry.HistoryEntry{Organ: v.organ.ID, Function: h.function})
		}
	}
	for i, p := range view.Persons {
		if i > 0 && f.Get(p.P+"name") == "" && f.Get(p.P+"document") == "" {
			continue // a row that was not needed
		}
		filing.Persons = append(filing.Persons, v.filedPerson(f, &view.Persons[i]))
	}
	for _, i := range view.Holdings {
		h := "h" + strconv.Itoa(i) + "-"
		kind := v.one(f, h+"kind", "", texts(fengcun.HoldingKinds())...)
		if kind != "" {
			filing.Holdings = append(filing.Holdings, registry.NewHolding{Kind: fengcun.HoldingKind(kind), Label: strings.ToUpper(f.Get(h + "label"))})
		}
	}
	return filing
}

// ownFunction is what an organ of a kind did that files a matter itself.
func ownFunction(kind fengcun.OrganKind) fengcun.OrganFunction {
	switch kind {
	case fengcun.Court:
		return fengcun.Tried
	case fengcun.Procuratorate:
		return fengcun.Prosecuted
	}
	return fengcun.Investigated
}

func (v *visit) filedPerson(f *form, p *personFields) registry.FiledPerson {
	var out registry.FiledPerson
	out.Person.Names = []fengcun.Name{{Text: fengcun.Particular(v.text(f, p.P+"name", "console.no_name")), Source: "file"}}
	out.Person.Sex = fengcun.Sex(v.one(f, p.P+"sex", "", "male", "female"))
	out.Facts.Birth, out.Facts.Acts = v.birthAndActs(f, *p, "console.no_birth")
	out.Person.Birth, out.Person.BirthCertainty = out.Facts.Birth.Date, out.Facts.Birth.Certainty
	if number := v.text(f, p.P+"document", ""); number != "" {
		kind := fengcun.DocumentKind(v.one(f, p.P+"kind", "console.no_kind", texts(documentKinds)...))
		parsed, warnings, err := fengcun.ParseDocument(kind, number)
		switch {
		case err != nil:
			f.reject(p.P+"document", v.complaint(err))
		case f.Has(p.P+"certain", "yes"):
			p.Warn = true
		case slices.Contains(warnings, fengcun.WarnChecksum):
			p.Warn = true
			f.reject(p.P+"document", v.look.Text("console.warning.id.checksum", nil))
		case parsed.Resident != nil && parsed.Resident.Birth.Valid() && out.Person.Birth.Valid() && parsed.Resident.Birth != out.Person.Birth:
			p.Warn = true
			f.reject(p.P+"birth", v.look.Text("console.warning.birth_differs", nil))
		}
		out.Person.Documents = []fengcun.IdentityDocument{{Kind: kind, Number: fengcun.Particular(number), Source: "file"}}
	}
	if guardian := v.text(f, p.P+"guardian", ""); guardian != "" {
		out.Person.Guardians = []fengcun.Guardian{{
			Name:     fengcun.Particular(guardian),
			Relation: v.one(f, p.P+"relation", "console.file.no_relation", "father", "mother", "guardian", "close_relative"),
		}}
	}
	out.Facts.JointCrime.WithAdults = truth(f.Get(p.P + "adults"))
	out.Facts.JointCrime.Separate = truth(f.Get(p.P + "separate"))
	out.Facts.Outcome.Disposition = fengcun.Pending
	if told := f.Get(p.P + "outcome"); told != "" {
		// From a case system; what cannot be read is typed at the conclusion.
		var o law.Outcome
		if json.Unmarshal([]byte(told), &o) == nil && o.Disposition != "" {
			out.Facts.Outcome = o
		}
	}
	return out
}

func truth(answer string) law.Truth {
	switch answer {
	case "yes":
		return law.Yes
	case "no":
		return law.No
	}
	return law.Unknown
}

// birthAndActs reads the dates on which the ages rest. A date that is not exact is
// kept for the file and never relied on.
func (v *visit) birthAndActs(f *form, p personFields, noBirth string) (law.Birth, []law.Act) {
	birth := law.Birth{
		Date:      v.day(f, p.P+"birth", noBirth),
		Certainty: fengcun.Certainty(v.one(f, p.P+"certainty", "", "estimated", "lunar", "disputed")),
	}
	var acts []law.Act
	for i, a := range p.Acts {
		act := law.Act{ID: strconv.Itoa(i + 1), From: v.day(f, a+"from", ""), To: v.day(f, a+"to", "")}
		act.Continuing = f.Has(a+"lasting", "yes")
		switch {
		case act.From.IsZero() && act.To.IsZero():
			continue
		case act.To.IsZero() || act.From == act.To:
			act.Date, act.From, act.To, act.Continuing = act.From, fengcun.Date{}, fengcun.Date{}, false
		case !act.From.IsZero() && act.To.Before(act.From):
			f.reject(a+"to", v.look.Text("console.file.reversed", nil))
		}
		if act.Date.After(v.today()) || act.To.After(v.today()) {
			f.reject(a+"from", v.look.Text("console.file.future", nil))
		}
		acts = append(acts, act)
	}
	return birth, acts
}
