package registry

import (
	"bytes"
	"context"
	"crypto/sha256"
	"slices"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/openregister"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
	"fengcun/law"
)

// subjectPayload is version 1 of the part: who is asked about.
type subjectPayload struct {
	Name   string               `json:"name"`
	Kind   fengcun.DocumentKind `json:"kind"`
	Number string               `json:"number"`
	Birth  fengcun.Date         `json:"birth"`
}

// NamePerson enters who an inquiry is about, once the basis is accepted and every
// handling person has signed. Nobody is looked up by that.
//
// Errors: inquiry.person.
func (r *Registry) NamePerson(ctx context.Context, actor fengcun.Actor, id fengcun.ID, q Query) error {
	a, i, _, err := r.inquiryFor(ctx, actor, policy.NamePerson, id)
	if err != nil {
		return err
	}
	if err := move(&i, fengcun.InquiryNamed); err != nil {
		return err
	}
	if q.Name == "" || q.Document.Number == "" || !q.Birth.Valid() {
		return fengcun.Invalid("inquiry.person", "name")
	}
	part, err := encodePart(partSubject, subjectPayload{q.Name.Reveal(), q.Document.Kind, q.Document.Number.Reveal(), q.Birth})
	if err != nil {
		return err
	}
	deposit, err := r.vault.Deposit(i.Organ, i.Subject, []vault.Payload{part}, nil)
	if err != nil {
		return err
	}
	a.object, a.detail = i.ID, string(i.State)
	_, err = r.commit(ctx, a, append(deposit, store.MoveInquiry(i)))
	return err
}

// Finding is one record that answers to an inquiry. It is for whoever permits the
// inquiry: a person decides what is told, never the program.
type Finding struct {
	Key         fengcun.ID // of the record, or of the row in the open register
	Open        bool       // from the open register
	Certain     bool       // by the number of the document; otherwise it may be a namesake
	Disposition fengcun.Disposition
	Name        fengcun.Particular
	Case        fengcun.Particular
	Crime       fengcun.Particular
	Sentence    fengcun.Particular
	Court       fengcun.OrganID
	Judged      fengcun.Date
	Tellable    bool // may be told to this asker at all (law.MayTell)
	copy        store.Copy
}

// Findings is what a permitted inquiry found.
type Findings struct {
	Name     fengcun.Particular
	Document fengcun.IdentityDocument
	Birth    fengcun.Date
	Found    []Finding
}

// PermitInquiry permits an inquiry, as the second person beside the one who reviewed
// the basis, and looks the person up. Under the Measures the organ's sealed domain is
// asked, under two warrants whatever is found, so that the log tells nothing; under
// the police rules the open register alone, which never held what is sealed. It may be
// repeated until the inquiry is answered. Nothing of what is found is kept.
func (r *Registry) PermitInquiry(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (Findings, error) {
	a, i, q, err := r.inquiryFor(ctx, actor, policy.PermitInquiry, id)
	if err != nil {
		return Findings{}, err
	}
	if i.State != fengcun.InquiryPermitted {
		if err := move(&i, fengcun.InquiryPermitted); err != nil {
			return Findings{}, err
		}
	}
	i.PermittedBy = actor.Staff
	a.object, a.detail = i.ID, string(i.State)
	if _, err := r.commit(ctx, a, []store.Statement{store.MoveInquiry(i)}); err != nil {
		return Findings{}, err
	}
	return r.lookUp(ctx, actor, i, q)
}

// lookUp finds what a permitted inquiry is about.
func (r *Registry) lookUp(ctx context.Context, approver fengcun.Actor, i store.Inquiry, q inquiryPayload) (Findings, error) {
	part, err := r.openPart(ctx, i.Subject, partSubject)
	if err != nil {
		return Findings{}, asked("inquiry", err)
	}
	var p subjectPayload
	if err := decodePart(part, &p); err != nil {
		return Findings{}, err
	}
	f := Findings{
		Name: fengcun.Particular(p.Name), Birth: p.Birth,
		Document: fengcun.IdentityDocument{Kind: p.Kind, Number: fengcun.Particular(p.Number)},
	}
	open, err := r.open.Lookup(ctx, openregister.Identity{IDNumber: f.Document.Number, Name: f.Name, Birth: f.Birth})
	if err != nil {
		return Findings{}, err
	}
	for _, m := range open.Matches {
		f.Found = append(f.Found, Finding{
			Key: m.Row, Open: true, Certain: m.ByNumber, Name: m.Person.Name, Case: m.Judgment, Crime: m.Crime, Sentence: m.Sentence, Court: m.Organ,
			Disposition: fengcun.ConvictedImprisonment, Tellable: law.MayTell(i.Asker, fengcun.ConvictedImprisonment),
		})
	}
	if i.Rule == fengcun.RulePolice {
		return f, nil
	}
	access := Access{
		Reader:   fengcun.Actor{Staff: i.ReviewedBy, Organ: i.Organ, Role: fengcun.RoleHandler},
		Approver: approver, Purpose: warrantPurpose(i.Asker, q.Purpose), Basis: "16",
	}
	records, err := r.FindSealed(ctx, access, Query{Document: f.Document, Name: f.Name, Birth: f.Birth})
	if err != nil {
		return Findings{}, err
	}
	sealed, err := r.readFound(ctx, access, records)
	if err != nil {
		return Findings{}, err
	}
	for _, found := range sealed {
		found.Certain = slices.ContainsFunc(found.documents, func(d fengcun.IdentityDocument) bool { return documentTerm(d) == documentTerm(f.Document) })
		found.Tellable = law.MayTell(i.Asker, found.Disposition)
		f.Found = append(f.Found, found.Finding)
	}
	return f, nil
}

func warrantPurpose(asker fengcun.Asker, purpose string) fengcun.WarrantPurpose {
	if asker == fengcun.AskerJudicial {
		return fengcun.WarrantPurpose(purpose)
	}
	return fengcun.PurposeStateProvision
}

type sealedFinding struct {
	Finding
	documents []fengcun.IdentityDocument
}

// readFound reads the organ's sealed copies of what was found, under one warrant. For
// nothing there is a warrant all the same, for an item that is nobody's, with the same
// entries.
func (r *Registry) readFound(ctx context.Context, q Access, records []fengcun.RecordID) ([]sealedFinding, error) {
	var copies []store.Copy
	for _, id := range records {
		all, err := store.CopiesOfRecord(ctx, r.rows, id)
		if err != nil {
			return nil, err
		}
		for _, c := range all {
			if c.Organ == q.Reader.Organ && c.State == fengcun.CopySealed {
				copies = append(copies, c)
			}
		}
	}
	w := r.warrant(q.grant(), q.Reader.Organ)
	for _, c := range copies {
		w.Items = append(w.Items, c.Item)
	}
	if len(copies) == 0 {
		w.Items = []fengcun.ItemID{fengcun.NewID()}
	}
	slices.SortFunc(w.Items, func(a, b fengcun.ItemID) int { return bytes.Compare(a[:], b[:]) })
	w.Items = slices.Compact(w.Items)
	w.Uses = len(w.Items)
	e, err := r.commitWarrant(ctx, q.grant(), w)
	if err != nil {
		return nil, err
	}
	if err := r.warranted(ctx, q.Reader, policy.OpenSealed, w); err != nil {
		return nil, err
	}
	var found []sealedFinding
	for _, c := range copies {
		one, err := r.readSealed(ctx, w, e, c)
		if err != nil {
			return nil, err
		}
		found = append(found, one)
	}
	return found, nil
}

func (r *Registry) readSealed(ctx context.Context, w fengcun.Warrant, e entered, c store.Copy) (sealedFinding, error) {
	view, err := r.openUnder(ctx, w, e, c)
	if err != nil {
		return sealedFinding{}, err
	}
	rec, err := store.RecordByID(ctx, r.rows, c.Record)
	if err != nil {
		return sealedFinding{}, err
	}
	o := view.Facts.Outcome
	crimes := ""
	for _, one := range view.Facts.Acts {
		if one.Crime != "" && crimes != "" {
			crimes += "、"
		}
		crimes += one.Crime
	}
	f := sealedFinding{documents: view.Person.Documents, Finding: Finding{
		Key: c.Record, Disposition: o.Disposition, Case: first(view.Numbers), Crime: fengcun.Particular(crimes),
		Sentence: fengcun.Particular(document.Sentence(o.Disposition, o.Term, o.Suspended)), Court: rec.Organ, Judged: o.Decided, copy: c,
	}}
	if len(view.Person.Names) > 0 {
		f.Name = view.Person.Names[0].Text
	}
	return f, nil
}

// Answer is what the second person decides to tell.
type Answer struct {
	Tell      []fengcun.ID       // the findings that are told; the others are not of this person, or not for this asker
	Collector fengcun.Particular // number of the identity document of the handling person who is handed the answer

	// Reading is what a judicial organ that asked for the file may see of what is told.
	Reading fengcun.ReadingGrant
}

// AnswerInquiry answers a permitted inquiry (Article 16): with the certificate of (no)
// criminal record, under the police rules with the letter of result. It is given once,
// to a handling person of the application, and the file is closed with it: the person
// and the answer are sealed together. A judicial organ that asked for the file is
// granted the reading with it.
//
// Errors: inquiry.collector, inquiry.tell, inquiry.reading.
func (r *Registry) AnswerInquiry(ctx context.Context, actor fengcun.Actor, id fengcun.ID, answer Answer) (Issued, error) {
	a, i, q, err := r.inquiryFor(ctx, actor, policy.AnswerInquiry, id)
	if err != nil {
		return Issued{}, err
	}
	if err := move(&i, fengcun.InquiryAnswered); err != nil {
		return Issued{}, err
	}
	if !slices.ContainsFunc(q.Handlers, func(h handlingPayload) bool { return h.Number == answer.Collector.Reveal() }) {
		return Issued{}, fengcun.Invalid("inquiry.collector", "collector")
	}
	if barred, err := r.barred(ctx, i.Organ, answer.Collector.Reveal()); err != nil || barred {
		if err == nil {
			err = fengcun.Invalid("inquiry.collector", "collector")
		}
		return Issued{}, err
	}
	found, err := r.lookUp(ctx, actor, i, q)
	if err != nil {
		return Issued{}, err
	}
	var told []Finding
	for _, key := range answer.Tell {
		at := slices.IndexFunc(found.Found, func(f Finding) bool { return f.Key == key && f.Tellable })
		if at < 0 {
			return Issued{}, fengcun.Invalid("inquiry.tell", "tell")
		}
		told = append(told, found.Found[at])
	}
	doc, err := r.answerPaper(ctx, i, q, found, told)
	if err != nil {
		return Issued{}, err
	}
	reading, err := r.grantReading(ctx, actor, i, q, told, answer.Reading)
	if err != nil {
		return Issued{}, err
	}
	part, err := encodePart(partDocument, newDocumentBytes(doc))
	if err != nil {
		return Issued{}, err
	}
	_, statements, err := r.vault.Append(ctx, i.Subject, part)
	if err != nil {
		return Issued{}, err
	}
	run := r.runs.join(i.Organ)
	defer run.leave()
	sealing, err := run.seal(ctx, i.Subject)
	if err != nil {
		return Issued{}, err
	}
	i.AnsweredOn = r.today()
	a.object, a.warrant, a.detail = i.ID, sha256.Sum256(part.Canonical), string(i.State)
	if _, err := r.commit(ctx, a, append(append(append(statements, sealing...), reading...), store.MoveInquiry(i))); err != nil {
		return Issued{}, err
	}
	return doc, nil
}

// answerPaper sets the one paper of an answer, within the scope that was asked for.
func (r *Registry) answerPaper(ctx context.Context, i store.Inquiry, q inquiryPayload, f Findings, told []Finding) (Issued, error) {
	organ, err := store.Organ(ctx, r.rows, i.Organ)
	if err != nil {
		return Issued{}, err
	}
	number, err := r.number(ctx, organ, document.SeriesInquiry, i.Year, i.Serial)
	if err != nil {
		return Issued{}, err
	}
	fields := document.Fields{
		"number": document.Text(number), "organ": document.Text(organ.Name), "unit": document.Text(q.Unit),
		"applied": document.Day(q.Accepted), "purpose": document.Purpose(q.Purpose), "date": document.Day(r.today()),
	}
	form := document.RecordCertificate
	if i.Rule == fengcun.RulePolice {
		form = document.InquiryResultLetter
		result := "未发现有犯罪记录"
		if len(told) > 0 {
			result = "有犯罪记录"
		}
		fields["persons"] = document.Rows(document.Row{
			"name": f.Name.Reveal(), "kind": document.KindText(f.Document.Kind), "document": f.Document.Number.Reveal(), "result": result,
		})
	} else {
		fields["name"], fields["birth"] = document.Secret(f.Name), document.Day(f.Birth)
		fields["kind"], fields["document"] = document.Kind(f.Document.Kind, document.Chinese), document.Secret(f.Document.Number)
		fields["title"] = document.Text(q.Title)
		rows := make([]document.Row, 0, len(told))
		for _, t := range told {
			row, err := r.toldRow(ctx, q.Scope, t)
			if err != nil {
				return Issued{}, err
			}
			rows = append(rows, row)
		}
		fields["records"] = document.Rows(rows...)
	}
	paper, err := r.setPaper(ctx, organ, form, r.today(), fields)
	if err != nil {
		return Issued{}, err
	}
	printed, err := r.press.Print(paper, r.clock())
	return Issued{Application: i.ID, Number: number, Form: form, Printed: printed}, err
}

// outside stands where the scope of an inquiry does not reach.
const outside = "不在许可范围内"

// toldRow is what is told of one record: no more than was asked for and permitted.
func (r *Registry) toldRow(ctx context.Context, scope []fengcun.Scope, f Finding) (document.Row, error) {
	row := document.Row{"crime": outside, "sentence": outside, "court": outside, "judged": outside}
	court, err := store.Organ(ctx, r.rows, f.Court)
	if err != nil {
		return nil, err
	}
	if slices.Contains(scope, fengcun.ScopeCrime) {
		row["crime"], row["court"] = orFile(f.Crime), court.Name
		if !f.Judged.IsZero() {
			row["judged"] = f.Judged.String()
		} else {
			row["judged"] = orFile("")
		}
	}
	if slices.Contains(scope, fengcun.ScopeSentence) {
		row["sentence"] = orFile(f.Sentence)
	}
	return row, nil
}

// orFile refers to the judgment for what the record does not state.
func orFile(p fengcun.Particular) string {
	if p == "" {
		return "见裁判文书"
	}
	return p.Reveal()
}
