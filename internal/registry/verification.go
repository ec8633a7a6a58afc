package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// AcceptForVerification accepts an application and proposes to verify it instead of
// answering it on the spot.
func (r *Registry) AcceptForVerification(ctx context.Context, actor fengcun.Actor, q Application, ground fengcun.VerificationGround) (fengcun.ID, error) {
	if !slices.Contains(fengcun.VerificationGrounds(), ground) {
		return fengcun.ID{}, fengcun.Invalid("verification.ground", "ground")
	}
	id, err := r.accept(ctx, actor, q)
	if err != nil {
		return fengcun.ID{}, err
	}
	_, err = r.ProposeVerification(ctx, actor, id, ground)
	return id, err
}

// ProposeVerification proposes to verify an accepted application on one of the four
// grounds. The head of the bureau decides; until then the clock runs. Proposed again
// while it waits or runs, it is the same verification.
func (r *Registry) ProposeVerification(ctx context.Context, actor fengcun.Actor, id fengcun.ID, ground fengcun.VerificationGround) (fengcun.ID, error) {
	cert, err := r.ownCertificate(ctx, actor, id)
	if err != nil {
		return fengcun.ID{}, err
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.ProposeVerification, Organ: cert.Organ}, cert.ID)
	if err != nil {
		return fengcun.ID{}, err
	}
	if !slices.Contains(fengcun.VerificationGrounds(), ground) {
		return fengcun.ID{}, fengcun.Invalid("verification.ground", "ground")
	}
	earlier, err := store.VerificationsOf(ctx, r.rows, cert.ID)
	if err != nil {
		return fengcun.ID{}, err
	}
	for _, v := range earlier {
		if v.State == fengcun.VerificationProposed || v.State == fengcun.VerificationRunning {
			return v.ID, nil
		}
	}
	if _, err := cert.State.Next(fengcun.CertificateVerifying); err != nil {
		return fengcun.ID{}, err
	}
	v := store.Verification{
		ID: fengcun.NewID(), Certificate: cert.ID, Organ: cert.Organ, Ground: ground,
		State: fengcun.VerificationProposed, ProposedBy: actor.Staff, ProposedOn: r.today(),
	}
	a.object, a.detail = v.ID, string(ground)
	_, err = r.commit(ctx, a, []store.Statement{store.InsertVerification(v), store.StateCertificate(cert)})
	return a.object, err
}

// VerificationView is what a verification is decided by: the ground and the days.
// Of the person it says nothing; the papers are at the window.
type VerificationView struct {
	Ground     fengcun.VerificationGround
	State      fengcun.VerificationState
	ProposedOn fengcun.Date
	DueOn      fengcun.Date // of the application, while its clock runs
}

// ViewVerification shows a verification to those who decide on it or end it.
func (r *Registry) ViewVerification(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (VerificationView, error) {
	if err := r.viewing(ctx, actor, policy.ViewVerification, id); err != nil {
		return VerificationView{}, err
	}
	v, err := store.VerificationByID(ctx, r.rows, id)
	if err != nil {
		return VerificationView{}, err
	}
	cert, err := r.ownCertificate(ctx, actor, v.Certificate)
	return VerificationView{v.Ground, v.State, v.ProposedOn, cert.DueOn}, asked("verification", err)
}

// DecideVerification approves or refuses a proposed verification, as its second
// person. From the approval on the clock stands still.
func (r *Registry) DecideVerification(ctx context.Context, actor fengcun.Actor, id fengcun.ID, approve bool) error {
	v, cert, a, err := r.verification(ctx, actor, policy.ApproveVerification, id)
	if err != nil {
		return err
	}
	next := fengcun.VerificationRefused
	if approve {
		next = fengcun.VerificationRunning
	}
	if _, err := v.State.Next(next); err != nil {
		return err
	}
	v.State = next
	if approve {
		// It may have been answered while the proposal waited.
		if _, err := cert.State.Next(fengcun.CertificateVerifying); err != nil {
			return err
		}
		v.From, cert.State = r.today(), fengcun.CertificateVerifying
	}
	a.detail = string(next)
	_, err = r.commit(ctx, a, []store.Statement{store.MoveVerification(v), store.StateCertificate(cert)})
	return err
}

// EndVerification ends a verification: the clock runs on, and the application is
// answered as any other. What it found about a namesake is entered by SettleNamesake.
func (r *Registry) EndVerification(ctx context.Context, actor fengcun.Actor, id fengcun.ID) error {
	v, cert, a, err := r.verification(ctx, actor, policy.EndVerification, id)
	if err != nil {
		return err
	}
	if _, err := v.State.Next(fengcun.VerificationEnded); err != nil {
		return err
	}
	v.State, v.To = fengcun.VerificationEnded, r.today()
	cert.State = fengcun.CertificateAccepted
	pauses, err := r.pauses(ctx, cert.ID, v)
	if err != nil {
		return err
	}
	days, err := r.Calendar(ctx)
	if err != nil {
		return err
	}
	due, err := dueIn(days, calendar.CertificateIssue, cert.AcceptedOn, pauses...)
	if err != nil {
		return err
	}
	cert.DueOn = due.Due
	a.detail = string(v.State)
	_, err = r.commit(ctx, a, []store.Statement{store.MoveVerification(v), store.StateCertificate(cert)})
	return err
}

// pauses are the days on which the clock of an application stood still, those of the
// verification that ends now included.
func (r *Registry) pauses(ctx context.Context, certificate fengcun.ID, ending store.Verification) ([]calendar.Pause, error) {
	all, err := store.VerificationsOf(ctx, r.rows, certificate)
	if err != nil {
		return nil, err
	}
	var pauses []calendar.Pause
	for _, v := range all {
		if v.ID == ending.ID {
			v = ending
		}
		if v.State == fengcun.VerificationEnded {
			pauses = append(pauses, calendar.Pause{From: v.From, To: v.To})
		}
	}
	return pauses, nil
}

// verification loads a verification with its application and asks the policy.
func (r *Registry) verification(ctx context.Context, actor fengcun.Actor, name policy.Act, id fengcun.ID) (store.Verification, store.Certificate, *act, error) {
	v, err := store.VerificationByID(ctx, r.rows, id)
	if err != nil {
		return v, store.Certificate{}, nil, err
	}
	cert, err := r.ownCertificate(ctx, actor, v.Certificate)
	if err != nil {
		return v, cert, nil, asked("verification", err)
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: name, Organ: v.Organ, Proposer: v.ProposedBy}, v.ID)
	return v, cert, a, err
}

// ownCertificate returns an application of the actor's organ; one of another organ
// and none at all are the same answer.
func (r *Registry) ownCertificate(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (store.Certificate, error) {
	cert, err := store.CertificateByID(ctx, r.rows, id)
	if err == nil && cert.Organ != actor.Organ {
		return store.Certificate{}, errNotFound("certificate")
	}
	return cert, err
}

// verifications lists the verifications that wait for the actor: those to be decided
// or those to be ended.
func (r *Registry) verifications(step Step, state fengcun.VerificationState) func(context.Context, fengcun.Actor, *Work) error {
	return func(ctx context.Context, actor fengcun.Actor, w *Work) error {
		waiting, err := store.OpenVerifications(ctx, r.rows, actor.Organ, state)
		if err != nil {
			return err
		}
		for _, v := range waiting {
			if v.ProposedBy == actor.Staff && state == fengcun.VerificationProposed {
				continue
			}
			t := task(step, actor)
			t.State, t.Subject, t.Since = string(v.State), v.ID, v.ProposedOn
			w.Todo = append(w.Todo, t)
		}
		return nil
	}
}
