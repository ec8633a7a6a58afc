package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/openregister"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// Namesake is an application for a certificate that a person has to compare: the open
// register answers to the name and the birth date, under another number.
type Namesake struct {
	Application fengcun.ID
	Name        fengcun.Particular
	Document    fengcun.IdentityDocument
	Birth       fengcun.Date
	Accepted    fengcun.Date
	Matches     []openregister.Match // disclosable convictions, all of them
}

// NamesakeBasis is by what somebody found whether two people are one.
type NamesakeBasis string

// The bases.
const (
	BasisIdentityPapers NamesakeBasis = "identity_papers" // 核对居民身份证件
	BasisHousehold      NamesakeBasis = "household"       // 核对户籍登记
	BasisCaseFile       NamesakeBasis = "case_file"       // 向判决机关核实案卷
)

// NamesakeBases lists every basis.
func NamesakeBases() []NamesakeBasis {
	return []NamesakeBasis{BasisIdentityPapers, BasisHousehold, BasisCaseFile}
}

// Compared says of one conviction whether it is the applicant's.
type Compared struct {
	Row  fengcun.ID `json:"row"`
	Same bool       `json:"same"`
}

// namesakePayload is version 1 of the part: what a person found about the namesakes of
// an applicant.
type namesakePayload struct {
	Compared []Compared      `json:"compared"`
	Basis    NamesakeBasis   `json:"basis"`
	By       fengcun.StaffID `json:"by"`
	On       fengcun.Date    `json:"on"`
}

// ViewNamesake shows an application and the convictions that may be the applicant's to
// whoever settles it. The log has its entry first.
func (r *Registry) ViewNamesake(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (Namesake, error) {
	a, cert, q, err := r.unsettled(ctx, actor, policy.ViewNamesake, id)
	if err != nil {
		return Namesake{}, err
	}
	if _, err := r.commit(ctx, a, nil); err != nil {
		return Namesake{}, err
	}
	found, err := r.namesakes(ctx, cert, q)
	if err != nil {
		return Namesake{}, err
	}
	shown := q.application()
	return Namesake{
		Application: cert.ID, Name: shown.Name, Document: shown.Document, Birth: q.Birth, Accepted: q.Accepted, Matches: found,
	}, nil
}

// SettleNamesake enters what a second person found: of each conviction, whether it is
// the applicant's (Article 15). The window that took the application in is not told
// why it waited, nor what was found: it answers the application afterwards as any
// other, with a certificate or with a refusal that rests on that conviction alone.
func (r *Registry) SettleNamesake(ctx context.Context, actor fengcun.Actor, id fengcun.ID, compared []Compared, basis NamesakeBasis) error {
	a, cert, q, err := r.unsettled(ctx, actor, policy.SettleNamesake, id)
	if err != nil {
		return err
	}
	if !slices.Contains(NamesakeBases(), basis) {
		return fengcun.Invalid("namesake.basis", "basis")
	}
	found, err := r.namesakes(ctx, cert, q)
	if err != nil {
		return err
	}
	if len(compared) != len(found) {
		return fengcun.Invalid("namesake.incomplete", "compared")
	}
	for _, m := range found {
		if !slices.ContainsFunc(compared, func(c Compared) bool { return c.Row == m.Row }) {
			return fengcun.Invalid("namesake.incomplete", "compared")
		}
	}
	payload, err := encodePart(partNamesake, namesakePayload{compared, basis, actor.Staff, r.today()})
	if err != nil {
		return err
	}
	_, statements, err := r.vault.Append(ctx, cert.Item, payload)
	if err != nil {
		return err
	}
	_, err = r.commit(ctx, a, statements)
	return err
}

// unsettled loads an application that somebody else took in and that is not answered.
// One that is, another organ's and none are the same answer.
func (r *Registry) unsettled(ctx context.Context, actor fengcun.Actor, name policy.Act, id fengcun.ID) (*act, store.Certificate, applicationPayload, error) {
	var q applicationPayload
	ask := policy.Request{Actor: actor, Act: name, Organ: actor.Organ, Proposer: "another " + actor.Staff}
	if _, err := r.policy.Authorize(ask); err != nil {
		_, err := r.authorize(ctx, ask, id)
		return nil, store.Certificate{}, q, err
	}
	cert, err := store.CertificateByID(ctx, r.rows, id)
	if err != nil {
		return nil, cert, q, asked("certificate", err)
	}
	if cert.Organ != actor.Organ || cert.State != fengcun.CertificateAccepted {
		return nil, cert, q, errNotFound("certificate")
	}
	part, err := r.openPart(ctx, cert.Item, partApplication)
	if err != nil {
		return nil, cert, q, asked("certificate", err)
	}
	if err := decodePart(part, &q); err != nil {
		return nil, cert, q, err
	}
	ask.Proposer = q.AcceptedBy
	a, err := r.authorize(ctx, ask, cert.ID)
	return a, cert, q, err
}

// namesakes returns the convictions that have to be compared, and not found where
// there is nothing to compare or everything was.
func (r *Registry) namesakes(ctx context.Context, cert store.Certificate, q applicationPayload) ([]openregister.Match, error) {
	found, err := r.open.Lookup(ctx, q.identity())
	if err != nil {
		return nil, err
	}
	if !found.Found || found.Certain {
		return nil, errNotFound("certificate")
	}
	if _, settled, err := r.settled(ctx, cert, found); err != nil || settled {
		if err == nil {
			err = errNotFound("certificate")
		}
		return nil, err
	}
	return found.Matches, nil
}

// settled returns the conviction that a person found to be the applicant's, zero if
// none is, and whether everything that answers today was compared.
func (r *Registry) settled(ctx context.Context, cert store.Certificate, found openregister.Answer) (row fengcun.ID, settled bool, err error) {
	part, err := r.openPart(ctx, cert.Item, partNamesake)
	if fengcun.KindOf(err) == fengcun.KindNotFound {
		return row, false, nil
	}
	if err != nil {
		return row, false, err
	}
	var p namesakePayload
	if err := decodePart(part, &p); err != nil {
		return row, false, err
	}
	for _, m := range found.Matches {
		at := slices.IndexFunc(p.Compared, func(c Compared) bool { return c.Row == m.Row })
		if at < 0 {
			return fengcun.ID{}, false, nil
		}
		if p.Compared[at].Same && row.IsZero() {
			row = m.Row
		}
	}
	return row, true, nil
}

// toSettle lists the applications of the organ that somebody has to compare.
func (r *Registry) toSettle(ctx context.Context, actor fengcun.Actor, w *Work) error {
	certificates, err := store.AcceptedCertificates(ctx, r.rows, actor.Organ)
	if err != nil {
		return err
	}
	for _, cert := range certificates {
		part, err := r.openPart(ctx, cert.Item, partApplication)
		if err != nil {
			return err
		}
		var q applicationPayload
		if err := decodePart(part, &q); err != nil {
			return err
		}
		_, err = r.namesakes(ctx, cert, q)
		if fengcun.KindOf(err) == fengcun.KindNotFound || q.AcceptedBy == actor.Staff {
			continue
		}
		if err != nil {
			return err
		}
		t := task(StepSettleNamesake, actor)
		t.State, t.Subject, t.Since = string(cert.State), cert.ID, cert.AcceptedOn
		if t.Term, err = r.certificateTerm(ctx, cert); err != nil {
			return err
		}
		w.Todo = append(w.Todo, t)
	}
	return nil
}
