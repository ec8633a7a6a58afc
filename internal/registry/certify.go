package registry

import (
	"context"
	"crypto/sha256"
	"slices"
	"strings"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/document"
	"fengcun/internal/openregister"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
	"fengcun/law"
)

// Application is a person's application for a certificate of no criminal record
// (Article 15), by the person or by who may act for the person.
type Application struct {
	Name     fengcun.Particular
	Document fengcun.IdentityDocument
	Birth    fengcun.Date
	By       fengcun.Applicant
	Other    Other           // who applies for the person, unless BySelf
	Papers   []fengcun.Paper // that the window has seen
	Purpose  string          // code; needed from the fourth application of a calendar year on
	Number   string          // of the answer, where somebody else gives the organ's numbers
	Key      *RequestKey
}

// Other is who applies for another person.
type Other struct {
	Name   fengcun.Particular
	Number fengcun.Particular // of the identity document
	Until  fengcun.Date       // last day of an agent's power of attorney
}

// Issued is an issued document, the same shape for everybody.
type Issued struct {
	Application fengcun.ID
	Number      string
	Form        document.Form
	document.Printed
}

type applicationPayload struct {
	Name     string               `json:"name"`
	Kind     fengcun.DocumentKind `json:"kind"`
	Number   string               `json:"number"`
	Birth    fengcun.Date         `json:"birth"`
	By       fengcun.Applicant    `json:"by"`
	Other    otherPayload         `json:"other,omitzero"`
	Papers   []fengcun.Paper      `json:"papers,omitempty"`
	Purpose  string               `json:"purpose,omitempty"`
	Accepted fengcun.Date         `json:"accepted"`
	Given    string               `json:"given,omitempty"` // the number, if somebody else gave it
	// AcceptedBy took the application in, and so does not settle it.
	AcceptedBy fengcun.StaffID `json:"acceptedBy,omitempty"`
}

type otherPayload struct {
	Name   string       `json:"name"`
	Number string       `json:"number"`
	Until  fengcun.Date `json:"until,omitzero"`
}

// Certify accepts an application and answers it from the open register, which
// never held a sealed row and cannot reach the vault. The steps, their order and
// number, the number series and the entries in the log are the same for a person
// with a sealed record, a person never known and a person with an open
// conviction; only the last gets the refusal, resting on that conviction alone.
func (r *Registry) Certify(ctx context.Context, actor fengcun.Actor, q Application) (Issued, error) {
	id, err := r.accept(ctx, actor, q)
	if err != nil {
		return Issued{}, err
	}
	return again(func() (Issued, error) { return r.answer(ctx, actor, id) })
}

// accept takes in an application that is complete and gives it its number.
func (r *Registry) accept(ctx context.Context, actor fengcun.Actor, q Application) (fengcun.ID, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.Certify, Organ: actor.Organ, Assignee: actor.Staff}, fengcun.ID{})
	if err != nil {
		return fengcun.ID{}, err
	}
	if err := r.issues(ctx, actor.Organ); err != nil {
		return fengcun.ID{}, err
	}
	if err := q.check(r.today()); err != nil {
		return fengcun.ID{}, err
	}
	// Both answers are tried before a number is taken, for everybody.
	organ, err := store.Organ(ctx, r.rows, actor.Organ)
	if err != nil {
		return fengcun.ID{}, err
	}
	if err := r.given(organ.ID, document.SeriesCertificate, q.Number != ""); err != nil {
		return fengcun.ID{}, err
	}
	specimen := q.Number
	if specimen == "" {
		if specimen, err = r.number(ctx, organ, document.SeriesCertificate, r.today().Year, document.LargestSerial); err != nil {
			return fengcun.ID{}, err
		}
	}
	for _, form := range []document.Form{document.NoRecordCertificate, document.CertificateRefusal} {
		paper, err := r.setPaper(ctx, organ, form, r.today(), q.fields(specimen, organ, r.today()))
		if err == nil {
			err = r.press.Check(paper, r.clock())
		}
		if err != nil {
			return fengcun.ID{}, err
		}
	}
	a.key = q.Key
	if err := r.complete(ctx, a, q); err != nil {
		return fengcun.ID{}, err
	}
	return again(func() (fengcun.ID, error) { return r.acceptApplication(ctx, a, q) })
}

func (q Application) check(today fengcun.Date) error {
	switch {
	case q.Name == "":
		return fengcun.Invalid("certify.name", "name")
	case q.Document.Number == "":
		return fengcun.Invalid("certify.document", "document")
	case !q.Birth.Valid():
		return fengcun.Invalid("certify.birth", "birth")
	case !slices.Contains(fengcun.Applicants(), q.By):
		return fengcun.Invalid("certify.applicant", "by")
	case !law.MayRepresent(q.By, q.Birth, today):
		return fengcun.Invalid("certify.adult", "by")
	case q.By != fengcun.BySelf && (q.Other.Name == "" || q.Other.Number == ""):
		return fengcun.Invalid("certify.other", "other")
	case q.By == fengcun.ByAgent && q.Other.Until.Before(today): // none at all is before every day
		return fengcun.Invalid("certify.authority", "until")
	}
	return nil
}

// complete refuses an application that lacks a paper, with all that is lacking at
// once. How many applications there were before is asked of the organ's own that are
// not sealed, by the document shown.
func (r *Registry) complete(ctx context.Context, a *act, q Application) error {
	items, err := r.vault.Find(ctx, a.actor.Organ, vault.Terms{documentTerm(q.Document)})
	if err != nil {
		return err
	}
	earlier, err := store.CertificatesOf(ctx, r.rows, a.actor.Organ, r.today().Year, items)
	if err != nil {
		return err
	}
	missing := law.MissingPapers(q.By, earlier, q.Papers)
	if q.Purpose == "" && slices.Contains(law.ApplicationPapers(q.By, earlier), fengcun.ProofOfPurpose) && !slices.Contains(missing, fengcun.ProofOfPurpose) {
		missing = append(missing, fengcun.ProofOfPurpose)
	}
	if len(missing) == 0 {
		return nil
	}
	// The fourth that is sent again is the fourth, not the fifth.
	if done, err := r.committed(ctx, a); err != nil || done {
		return err
	}
	names := make([]string, len(missing))
	for i, p := range missing {
		names[i] = string(p)
	}
	return &fengcun.Error{
		Kind: fengcun.KindInvalid, Code: "certify.papers", Field: "papers",
		Args: map[string]string{"papers": strings.Join(names, " ")},
	}
}

// acceptApplication numbers and files the application; its three working days
// start (Article 15).
func (r *Registry) acceptApplication(ctx context.Context, a *act, q Application) (fengcun.ID, error) {
	today := r.today()
	due, err := r.Due(ctx, calendar.CertificateIssue, today)
	if err != nil {
		return fengcun.ID{}, err
	}
	cert := store.Certificate{
		ID: fengcun.NewID(), Organ: a.actor.Organ, Year: today.Year, Item: fengcun.NewID(), RestsOn: fengcun.NewID(),
		State: fengcun.CertificateAccepted, AcceptedOn: today, DueOn: due.Due,
	}
	payload, err := encodePart(partApplication, applicationPayload{
		q.Name.Reveal(), q.Document.Kind, q.Document.Number.Reveal(), q.Birth, q.By,
		otherPayload{q.Other.Name.Reveal(), q.Other.Number.Reveal(), q.Other.Until}, q.Papers, q.Purpose, today, q.Number, a.actor.Staff,
	})
	if err != nil {
		return fengcun.ID{}, err
	}
	// By the document it is only counted. It is read by its identifier.
	deposit, err := r.vault.Deposit(cert.Organ, cert.Item, []vault.Payload{payload}, vault.Terms{documentTerm(q.Document)})
	if err != nil {
		return fengcun.ID{}, err
	}
	statements := append(r.nextNumber(cert.Organ, document.SeriesCertificate, cert.Year), store.InsertCertificate(cert))
	if q.Number != "" {
		taken, err := r.takeOutside(ctx, a, document.SeriesCertificate, q.Number)
		if err != nil {
			return fengcun.ID{}, err
		}
		statements = append(statements, taken)
	}
	a.subject, a.object = cert.ID, cert.ID
	receipt, err := r.commit(ctx, a, append(statements, deposit...))
	if err != nil {
		return fengcun.ID{}, err
	}
	if receipt.Replayed() {
		return receipt.ResultID(), nil
	}
	return cert.ID, nil
}

// answer looks up, renders and issues an accepted application. It is what a
// replay and a restart run again: an application already issued gives the same
// bytes.
func (r *Registry) answer(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (Issued, error) {
	cert, err := r.ownCertificate(ctx, actor, id)
	if err != nil {
		return Issued{}, err
	}
	if cert.State == fengcun.CertificateIssued {
		return r.issued(ctx, cert)
	}
	if _, err := cert.State.Next(fengcun.CertificateIssued); err != nil {
		return Issued{}, err
	}
	if err := r.issues(ctx, cert.Organ); err != nil {
		return Issued{}, err
	}
	cert, paper, err := r.draft(ctx, cert)
	if err != nil {
		return Issued{}, err
	}
	printed, err := r.press.Print(paper, r.clock())
	if err != nil {
		return Issued{}, err
	}
	return r.issue(ctx, actor, cert, Issued{Application: cert.ID, Number: paper.Number, Form: paper.Form, Printed: printed})
}

// draft looks the person of an accepted application up and sets the paper. It is
// all that depends on the person.
func (r *Registry) draft(ctx context.Context, cert store.Certificate) (store.Certificate, *document.Paper, error) {
	part, err := r.openPart(ctx, cert.Item, partApplication)
	if err != nil {
		return cert, nil, err
	}
	var q applicationPayload
	if err := decodePart(part, &q); err != nil {
		return cert, nil, err
	}
	found, err := r.open.Lookup(ctx, q.identity())
	if err != nil {
		return cert, nil, err
	}
	form := document.NoRecordCertificate
	cert.RestsOn = found.Row
	if found.Found {
		row, err := r.refusable(ctx, cert, found)
		if err != nil {
			return cert, nil, err
		}
		if found.Found = !row.IsZero(); found.Found {
			cert.RestsOn = row
		} else {
			cert.RestsOn = fengcun.NewID()
		}
	}
	if found.Found {
		form = document.CertificateRefusal
	}
	organ, err := store.Organ(ctx, r.rows, cert.Organ)
	if err != nil {
		return cert, nil, err
	}
	number, err := r.certificateNumber(ctx, organ, cert, q)
	if err != nil {
		return cert, nil, err
	}
	paper, err := r.setPaper(ctx, organ, form, q.Accepted, q.application().fields(number, organ, q.Accepted))
	return cert, paper, err
}

// refusable returns the conviction on which the application is refused, zero if a
// person found that none is the applicant's. A refusal leaves only on a recorded
// decision not to seal (Article 4). Everything else waits for a person, and the window
// is not told what for: a namesake with the same birth date, for the second person who
// compares them; a row of faulty data, for the organ that decides on it, while the
// application may be verified on that ground.
func (r *Registry) refusable(ctx context.Context, cert store.Certificate, found openregister.Answer) (fengcun.ID, error) {
	later := &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "certify.later", Args: map[string]string{"article": "15"}}
	for _, m := range found.Matches {
		if !m.ByNumber || m.Incomplete {
			continue
		}
		if recorded, err := store.RecordedNotSeal(ctx, r.rows, m.Ground); err != nil || recorded {
			return m.Row, err
		}
	}
	if found.Certain {
		return fengcun.ID{}, later
	}
	row, settled, err := r.settled(ctx, cert, found)
	if err != nil {
		return fengcun.ID{}, err
	}
	if !settled {
		return fengcun.ID{}, later
	}
	for _, m := range found.Matches {
		if m.Row != row {
			continue
		}
		recorded, err := store.RecordedNotSeal(ctx, r.rows, m.Ground)
		if err != nil {
			return fengcun.ID{}, err
		}
		if m.Incomplete || !recorded {
			return fengcun.ID{}, later
		}
	}
	return row, nil
}

// issue stores the document and, with its digest, a second entry in the log;
// only then is it handed over.
func (r *Registry) issue(ctx context.Context, actor fengcun.Actor, cert store.Certificate, doc Issued) (Issued, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.Certify, Organ: cert.Organ, Assignee: actor.Staff}, cert.ID)
	if err != nil {
		return Issued{}, err
	}
	payload, err := encodePart(partDocument, newDocumentBytes(doc))
	if err != nil {
		return Issued{}, err
	}
	_, statements, err := r.vault.Append(ctx, cert.Item, payload)
	if err != nil {
		return Issued{}, err
	}
	if doc.Form == document.CertificateRefusal {
		// Sealed since it was looked up, the conviction is none any more: looked up anew.
		statements = append(statements, openregister.Present(cert.RestsOn))
	}
	digest := sha256.Sum256(payload.Canonical)
	cert.State = fengcun.CertificateIssued
	a.object, a.warrant = cert.ID, digest
	if _, err := r.commit(ctx, a, append(statements, store.FinishCertificate(cert, digest))); err != nil {
		return Issued{}, err
	}
	return doc, nil
}

func (r *Registry) issued(ctx context.Context, cert store.Certificate) (Issued, error) {
	part, err := r.openPart(ctx, cert.Item, partDocument)
	if err != nil {
		return Issued{}, err
	}
	var doc documentBytes
	if err := decodePart(part, &doc); err != nil {
		return Issued{}, err
	}
	return doc.issued(cert.ID), nil
}

func (q applicationPayload) application() Application {
	return Application{
		Name:     fengcun.Particular(q.Name),
		Document: fengcun.IdentityDocument{Kind: q.Kind, Number: fengcun.Particular(q.Number)},
		Birth:    q.Birth,
		Purpose:  q.Purpose,
	}
}

func (q applicationPayload) identity() openregister.Identity {
	return openregister.Identity{
		IDNumber: fengcun.Particular(q.Number), Name: fengcun.Particular(q.Name), Birth: q.Birth,
	}
}

func (q Application) fields(number string, organ fengcun.Organ, on fengcun.Date) document.Fields {
	return document.Fields{
		"number": document.Text(number), "organ": document.Text(organ.Name), "date": document.Day(on),
		"name": document.Secret(q.Name), "birth": document.Day(q.Birth),
		"kind": document.Kind(q.Document.Kind, document.Chinese), "document": document.Secret(q.Document.Number),
		"purpose": document.Use(q.Purpose),
	}
}

// Reissue gives the bytes of a document again as they were issued. A refusal that
// rested on a record since sealed is sealed with it and not found.
func (r *Registry) Reissue(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (Issued, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.Certify, Organ: actor.Organ, Assignee: actor.Staff}, id)
	if err != nil {
		return Issued{}, err
	}
	if _, err := r.commit(ctx, a, nil); err != nil {
		return Issued{}, err
	}
	doc, err := again(func() (Issued, error) { return r.answer(ctx, actor, id) })
	return doc, asked("certificate", err)
}
