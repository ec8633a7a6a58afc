package console

import (
	"slices"
	"strings"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/document"
	"fengcun/internal/registry"
)

var certificateRoutes = []route{
	{"GET /certificates/new", (*visit).certificateForm, false},
	{"POST /certificates/new", (*visit).certify, false},
	{"GET /certificates/{id}", (*visit).certificate, false},
}

// purposes are what a certificate is applied for.
var purposes = []string{"hiring", "enrolment", "enlistment", "qualification", "abroad", "other"}

type certificateFormView struct {
	Form     *form
	Kinds    []option
	Purposes []option
	By       []option
	Papers   []option
	Grounds  []option
	Term     *calendar.Deadline
	Outside  bool // the number comes from outside
	Certain  bool // the number looks wrong: say that the paper says so
}

func (v *visit) certificateForm() error {
	return v.showCertificateForm(blank("by", string(fengcun.BySelf), "kind", string(fengcun.ResidentID)), false)
}

// showCertificateForm shows the one form for everybody.
func (v *visit) showCertificateForm(f *form, certain bool) error {
	view := certificateFormView{
		Form: f, Certain: certain, Outside: v.parts.Registry.NumbersOutside(v.organ.ID, document.SeriesCertificate),
		Kinds:    named(v.look, "identity_document", documentKinds...),
		Purposes: named(v.look, "console.purpose", purposes...),
		By:       named(v.look, "console.by", fengcun.Applicants()...),
		Papers:   named(v.look, "paper", fengcun.Papers()...),
		Grounds:  named(v.look, "verification_ground", fengcun.VerificationGrounds()...),
	}
	var err error
	if view.Term, err = v.dueFromToday(calendar.CertificateIssue); err != nil {
		return err
	}
	if f.good() {
		return v.page("certificate_form", view)
	}
	return v.again(f, "certificate_form", view)
}

var documentKinds = fengcun.DocumentKinds()

func (v *visit) certify() error {
	f := v.form()
	q := registry.Application{
		Name:    fengcun.Particular(v.text(f, "name", "console.no_name")),
		By:      fengcun.Applicant(v.one(f, "by", "console.certify.no_by", texts(fengcun.Applicants())...)),
		Purpose: v.one(f, "purpose", "", purposes...),
		Number:  v.text(f, "number", ""),
	}
	for _, p := range fengcun.Papers() {
		if f.Has("papers", string(p)) {
			q.Papers = append(q.Papers, p)
		}
	}
	if q.By != fengcun.BySelf {
		q.Other = registry.Other{
			Name:   fengcun.Particular(v.text(f, "other", "")),
			Number: fengcun.Particular(v.text(f, "other_document", "")),
			Until:  v.day(f, "until", ""),
		}
	}
	ground := fengcun.VerificationGround(v.one(f, "verify", "", texts(fengcun.VerificationGrounds())...))
	var certain bool
	q.Document, q.Birth, certain = v.identity(f)
	if !f.good() {
		return v.showCertificateForm(f, certain)
	}
	q.Key = v.key(f)
	var issued registry.Issued
	var err error
	if ground != "" {
		_, err = v.parts.Registry.AcceptForVerification(v.ctx(), v.actor(), q, ground)
	} else {
		issued, err = v.parts.Registry.Certify(v.ctx(), v.actor(), q)
	}
	if err != nil {
		if err := v.blame(f, err, "name", "name", "document", "document", "birth", "birth", "by", "by", "papers", "papers", "other", "other", "until", "until", "number", "number"); err != nil {
			return err
		}
		return v.showCertificateForm(f, false)
	}
	if ground != "" {
		return v.goOn("/work")
	}
	return v.goOn("/certificates/" + issued.Application.String())
}

// identity reads a document and a birth date. A number whose check character is
// wrong is asked for again; certain asks to state that the paper itself says so,
// because such papers exist.
func (v *visit) identity(f *form) (d fengcun.IdentityDocument, birth fengcun.Date, certain bool) {
	d.Kind = fengcun.DocumentKind(v.one(f, "kind", "console.no_kind", texts(documentKinds)...))
	number := v.text(f, "document", "console.no_document")
	birth = v.day(f, "birth", "console.no_birth")
	if number == "" || d.Kind == "" {
		return d, birth, false
	}
	parsed, warnings, err := fengcun.ParseDocument(d.Kind, number)
	if err != nil {
		f.reject("document", v.complaint(err))
		return d, birth, false
	}
	d.Number = parsed.Number
	if f.Has("certain", "yes") {
		return d, birth, true
	}
	for _, w := range []fengcun.IDWarning{fengcun.WarnChecksum, fengcun.WarnBirthDate, fengcun.WarnRegion} {
		if slices.Contains(warnings, w) {
			f.reject("document", v.look.Text("console.warning."+string(w), nil))
			return d, birth, true
		}
	}
	if parsed.Resident != nil && birth.Valid() && parsed.Resident.Birth.Valid() && parsed.Resident.Birth != birth {
		f.reject("birth", v.look.Text("console.warning.birth_differs", nil))
		return d, birth, true
	}
	return d, birth, false
}

func texts[T ~string](codes []T) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = string(c)
	}
	return out
}

type certificateView struct {
	Issued  registry.Issued
	Paper   []paperLine
	Refusal bool
	Today   fengcun.Date
}

// certificate shows the answer: the same boxes, steps and buttons, whatever it is.
func (v *visit) certificate() error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	issued, err := v.parts.Registry.Reissue(v.ctx(), v.actor(), id)
	if err != nil {
		return err
	}
	return v.page("certificate", certificateView{
		issued, paper(issued), issued.Form == document.CertificateRefusal, v.today(),
	})
}

// paperLine is one line of an issued paper: its title, a line at the right edge, or
// text.
type paperLine struct{ Kind, Text string }

// paper lays an issued text out for the page. The text is the issued one; only
// where a line stands is chosen here.
func paper(doc registry.Issued) []paperLine {
	lines := strings.Split(strings.TrimSpace(string(doc.Text)), "\n")
	out := make([]paperLine, 0, len(lines))
	for i, text := range lines {
		kind := ""
		switch {
		case i == 1:
			kind = "title"
		case i == 0 || i >= len(lines)-2 || strings.HasSuffix(text, doc.Number):
			kind = "flush"
		}
		out = append(out, paperLine{kind, strings.TrimSpace(text)})
	}
	return out
}
