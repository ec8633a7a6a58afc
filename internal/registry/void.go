package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// VoidReason is why a number was given up.
type VoidReason string

// The reasons. None says anything of a person.
const (
	VoidUnprintable VoidReason = "unprintable" // 文书未能制成
	VoidMistaken    VoidReason = "mistaken"    // 受理有误
)

// VoidReasons lists every reason.
func VoidReasons() []VoidReason { return []VoidReason{VoidUnprintable, VoidMistaken} }

// VoidNumber gives up the number of an application whose paper was never made: it is
// not used again, stands in the organ's list of void numbers and among the revoked.
// Somebody other than who asks for it decides. The applicant is served by a new
// application. A paper that was made is revoked instead.
func (r *Registry) VoidNumber(ctx context.Context, actor fengcun.Actor, id fengcun.ID, askedBy fengcun.StaffID, reason VoidReason) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.VoidNumber, Organ: actor.Organ, Proposer: askedBy}, id)
	if err != nil {
		return err
	}
	if !slices.Contains(VoidReasons(), reason) {
		return fengcun.Invalid("void.reason", "reason")
	}
	cert, err := store.CertificateByID(ctx, r.rows, id)
	if err != nil {
		return err
	}
	if cert.Organ != actor.Organ {
		return errNotFound("certificate")
	}
	if cert.State == fengcun.CertificateIssued {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "void.issued"}
	}
	if _, err := cert.State.Next(fengcun.CertificateVoid); err != nil {
		return err
	}
	number, err := r.numberOf(ctx, cert)
	if err != nil {
		return err
	}
	cert.State = fengcun.CertificateVoid
	a.object, a.detail = cert.ID, string(reason)
	_, err = r.commit(ctx, a, []store.Statement{
		store.FinishCertificate(cert, [32]byte{}),
		store.InsertVoid(store.Void{Organ: cert.Organ, Certificate: cert.ID, Year: cert.Year, Serial: cert.Serial, Reason: string(reason), On: r.today(), By: actor.Staff}),
		store.InsertRevocation(actor.Organ, r.papers.Entry(actor.Organ, number)),
	})
	return err
}

// Void is one number that was given up.
type Void struct {
	Number string
	Reason VoidReason
	On     fengcun.Date
	By     fengcun.StaffID
}

// Voids lists the numbers of a year, of this one if it is zero, that the actor's organ gave up, in their order:
// with the papers that were made, the series has no gap.
func (r *Registry) Voids(ctx context.Context, actor fengcun.Actor, year int) ([]Void, error) {
	if err := r.viewing(ctx, actor, policy.ReadRevocations, fengcun.ID{}); err != nil {
		return nil, err
	}
	if year == 0 {
		year = r.today().Year
	}
	rows, err := store.VoidsOf(ctx, r.rows, actor.Organ, year)
	if err != nil {
		return nil, err
	}
	var all []Void
	for _, v := range rows {
		cert, err := store.CertificateByID(ctx, r.rows, v.Certificate)
		if err != nil {
			return nil, err
		}
		number, err := r.numberOf(ctx, cert)
		if err != nil {
			return nil, err
		}
		all = append(all, Void{number, VoidReason(v.Reason), v.On, v.By})
	}
	return all, nil
}

// numberOf is the number that an application took.
func (r *Registry) numberOf(ctx context.Context, cert store.Certificate) (string, error) {
	organ, err := store.Organ(ctx, r.rows, cert.Organ)
	if err != nil {
		return "", err
	}
	part, err := r.openPart(ctx, cert.Item, partApplication)
	if err != nil {
		return "", err
	}
	var q applicationPayload
	if err := decodePart(part, &q); err != nil {
		return "", err
	}
	return r.certificateNumber(ctx, organ, cert, q)
}
