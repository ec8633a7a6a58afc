package console

import (
	"strings"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/registry"
	"fengcun/law"
)

var inquiryRoutes = []route{
	{"GET /inquiries/new", (*visit).inquiryForm, false},
	{"POST /inquiries/new", (*visit).inquire, false},
}

type inquiryView struct {
	Form   *form
	Term   *calendar.Deadline
	Issued *registry.Issued
	Paper  []paperLine

	Askers, Rules, Purposes, Scopes, Titles []option
	Listed                                  []fengcun.LegalTitle
}

// inquiryPurposes are what inquiries are made for. The first two are the judicial
// organs'.
var inquiryPurposes = []string{
	string(fengcun.PurposeCase), string(fengcun.PurposeReoffence), "hiring", "qualification", "licence", "enlistment", "political_review", "other",
}

func (v *visit) inquiryForm() error {
	return v.showInquiry(blank("asker", string(fengcun.AskerUnit), "rule", string(fengcun.RuleMeasures)), nil)
}

// showInquiry shows the form, or what is handed out. Neither has a place for the
// person: the basis is examined before anybody is looked up.
func (v *visit) showInquiry(f *form, issued *registry.Issued) error {
	view := inquiryView{
		Form: f, Issued: issued, Askers: named(v.look, "asker", fengcun.Askers()...), Rules: named(v.look, "inquiry_rule", fengcun.InquiryRules()...),
		Purposes: named(v.look, "inquiry_purpose", inquiryPurposes...), Scopes: named(v.look, "scope", fengcun.Scopes()...),
	}
	titles, err := v.parts.Registry.Titles(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	for _, t := range titles {
		if t.To.IsZero() || !t.To.Before(v.today()) {
			view.Titles = append(view.Titles, option{Value: t.ID.String(), Text: t.Law + " " + t.Article, Lang: "zh-CN"})
		}
	}
	if view.Term, err = v.dueFromToday(calendar.InquiryDecide); err != nil {
		return err
	}
	if issued != nil {
		view.Paper = paper(*issued)
	}
	if f.good() {
		return v.page("inquiry", view)
	}
	return v.again(f, "inquiry", view)
}

func (v *visit) inquire() error {
	f := v.form()
	q := registry.InquiryApplication{
		Asker:   fengcun.Asker(v.one(f, "asker", "console.not_offered", texts(fengcun.Askers())...)),
		Rule:    fengcun.InquiryRule(v.one(f, "rule", "console.not_offered", texts(fengcun.InquiryRules())...)),
		Unit:    fengcun.Particular(v.text(f, "unit", "console.inquiry.no_unit")),
		Purpose: v.one(f, "purpose", "console.inquiry.no_purpose", inquiryPurposes...),
		Title:   v.text(f, "title", "console.inquiry.no_title"),
		Listed:  parsedID(f.Get("listed")),
		Need:    v.text(f, "need", ""),
		Letter:  v.text(f, "letter", ""),
		Via:     v.text(f, "via", ""),
	}
	for _, s := range fengcun.Scopes() {
		if f.Has("scope", string(s)) {
			q.Scope = append(q.Scope, s)
		}
	}
	for _, row := range []string{"h0", "h1", "h2"} {
		h := fengcun.HandlingPerson{
			Name: fengcun.Particular(v.text(f, row+"-name", "")), Number: fengcun.Particular(v.text(f, row+"-number", "")), Post: fengcun.Particular(v.text(f, row+"-post", "")),
		}
		if h != (fengcun.HandlingPerson{}) {
			q.Handlers = append(q.Handlers, h)
		}
	}
	if !f.good() {
		return v.showInquiry(f, nil)
	}
	q.Key = v.key(f)
	issued, err := v.parts.Registry.Inquire(v.ctx(), v.actor(), q)
	if err != nil {
		if err := v.blame(f, err, "unit", "unit", "purpose", "purpose", "title", "title", "rule", "rule", "asker", "asker", "scope", "scope", "letter", "letter", "handlers", "h0-name"); err != nil {
			return err
		}
		return v.showInquiry(f, nil)
	}
	return v.showInquiry(f, &issued)
}

// askedRoutes are an inquiry on its way.
var askedRoutes = []route{
	{"GET /inquiries", (*visit).inquiriesPage, false},
	{"GET /inquiries/{id}", (*visit).inquiryPage, false},
	{"POST /inquiries/{id}/basis", (*visit).reviewBasis, false},
	{"GET /inquiries/{id}/undertaking.pdf", (*visit).undertakingPDF, false},
	{"POST /inquiries/{id}/undertaking", (*visit).signUndertaking, false},
	{"POST /inquiries/{id}/person", (*visit).namePerson, false},
	{"POST /inquiries/{id}/permission", (*visit).permitInquiry, false},
	{"POST /inquiries/{id}/answer", (*visit).answerInquiry, false},
	{"POST /inquiries/{id}/misuse", (*visit).reportMisuse, false},
}

type inquiriesView struct {
	Year     int
	Register []registry.InquiryView
}

// inquiriesPage is the register of inquiries.
func (v *visit) inquiriesPage() error {
	register, err := v.parts.Registry.Inquiries(v.ctx(), v.actor(), 0)
	if err != nil {
		return err
	}
	return v.page("inquiries", inquiriesView{v.today().Year, register})
}

type askedView struct {
	Form *form
	registry.InquiryView
	Role     fengcun.Role
	Why      string // the purpose; a code that is not ours stands as it came
	Faults   []option
	Kinds    []option
	Parts    []option // of the file, that a judicial organ may be granted
	Findings *registry.Findings
	Courts   map[fengcun.OrganID]string
	Told     *registry.Issued
	Paper    []paperLine
}

func (v *visit) inquiryPage() error {
	return v.showAsked(blank("kind", string(fengcun.ResidentID)), nil, nil)
}

// showAsked shows an inquiry with what the visitor's role has to do next. Only the
// approver's page after the permission names the person.
func (v *visit) showAsked(f *form, found *registry.Findings, told *registry.Issued) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	q, err := v.parts.Registry.Inquiry(v.ctx(), v.actor(), id)
	if err != nil {
		return err
	}
	view := askedView{
		Form: f, InquiryView: q, Role: v.actor().Role, Why: q.Purpose, Findings: found, Told: told, Courts: map[fengcun.OrganID]string{},
		Faults: named(v.look, "inquiry_fault", law.InquiryFaults()...), Kinds: named(v.look, "identity_document", documentKinds...),
	}
	view.Parts = named(v.look, "reading_part", fengcun.ReadingParts()...)
	if key := "inquiry_purpose." + q.Purpose; v.look.Has(key) {
		view.Why = v.look.Text(key, nil)
	}
	if found != nil {
		for _, one := range found.Found {
			if view.Courts[one.Court], err = v.organName(one.Court); err != nil {
				return err
			}
		}
	}
	if told != nil {
		view.Paper = paper(*told)
	}
	if f.good() {
		return v.page("asked", view)
	}
	return v.again(f, "asked", view)
}

// asked carries out an act on the inquiry that the address names, and shows the
// inquiry again.
func (v *visit) asked(f *form, act func(id fengcun.ID) error, fields ...string) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	if f.good() {
		err := act(id)
		if err == nil {
			return v.goOn("/inquiries/" + id.String())
		}
		if err := v.blame(f, err, fields...); err != nil {
			return err
		}
	}
	return v.showAsked(f, nil, nil)
}

func (v *visit) reviewBasis() error {
	f := v.form()
	verdict := v.one(f, "verdict", "console.asked.no_verdict", "accept", "refuse")
	var faults []law.InquiryFault
	for _, one := range law.InquiryFaults() {
		if f.Has("fault", string(one)) {
			faults = append(faults, one)
		}
	}
	if (verdict == "refuse") != (len(faults) > 0) {
		f.reject("fault", v.look.Text("console.asked.verdict_fault", nil))
	}
	return v.asked(f, func(id fengcun.ID) error {
		_, err := v.parts.Registry.ReviewBasis(v.keyed(f), v.actor(), id, faults)
		return err
	}, "faults", "fault")
}

func (v *visit) undertakingPDF() error {
	doc, err := v.paperOf(v.parts.Registry.UndertakingSheet)
	return v.handOut(doc.PDF, typePDF, "paper.pdf", err)
}

func (v *visit) signUndertaking() error {
	f := v.form()
	sheet := v.text(f, "sheet", "console.asked.no_sheet")
	return v.asked(f, func(id fengcun.ID) error {
		return v.parts.Registry.SignUndertaking(v.keyed(f), v.actor(), id, sheet)
	}, "sheet", "sheet")
}

func (v *visit) namePerson() error {
	f := v.form()
	q := registry.Query{Name: fengcun.Particular(v.text(f, "name", "console.no_name"))}
	q.Document, q.Birth, _ = v.identity(f)
	return v.asked(f, func(id fengcun.ID) error { return v.parts.Registry.NamePerson(v.keyed(f), v.actor(), id, q) }, "name", "name")
}

// permitInquiry permits and shows what was found, on the page of this request alone.
func (v *visit) permitInquiry() error {
	f := v.form()
	id, err := v.id("id")
	if err != nil {
		return err
	}
	found, err := v.parts.Registry.PermitInquiry(v.ctx(), v.actor(), id)
	if err != nil {
		if err := v.blame(f, err); err != nil {
			return err
		}
		return v.showAsked(f, nil, nil)
	}
	return v.showAsked(blank(), &found, nil)
}

func (v *visit) answerInquiry() error {
	f := v.form()
	id, err := v.id("id")
	if err != nil {
		return err
	}
	answer := registry.Answer{Collector: fengcun.Particular(strings.ToUpper(v.text(f, "collector", "console.asked.no_collector")))}
	for _, text := range f.Values["tell"] {
		answer.Tell = append(answer.Tell, parsedID(text))
	}
	if f.Has("reading", "yes") {
		answer.Reading = v.readingGrant(f)
	}
	if !f.good() {
		return v.showAsked(f, nil, nil)
	}
	told, err := v.parts.Registry.AnswerInquiry(v.keyed(f), v.actor(), id, answer)
	if err != nil {
		if err := v.blame(f, err, "collector", "collector", "readers", "readers", "parts", "parts", "ends", "until", "views", "views", "copies", "copies"); err != nil {
			return err
		}
		return v.showAsked(f, nil, nil)
	}
	return v.showAsked(f, nil, &told)
}

func (v *visit) reportMisuse() error {
	f := v.form()
	person, what := v.text(f, "person", "console.asked.no_misuser"), v.text(f, "what", "console.asked.no_what")
	return v.asked(f, func(id fengcun.ID) error {
		_, err := v.parts.Registry.ReportMisuse(v.keyed(f), v.actor(), id, fengcun.Particular(strings.ToUpper(person)), fengcun.Particular(what))
		return err
	}, "person", "person", "what", "what")
}
