package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/identity"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// CodeEnrolment is what somebody who takes up one-time codes gives: the secret that
// NewCodeSecret offered, a first code that shows that the authenticator has it, and
// the password once more.
type CodeEnrolment struct {
	Secret   identity.CodeSecret
	Code     identity.Password
	Password identity.Password
}

// NewCodeSecret offers a secret for one-time codes. It is nothing until EnrolCode.
func (r *Registry) NewCodeSecret() identity.CodeSecret { return identity.NewCodeSecret() }

// EnrolCode lets an account sign in with password and one-time code only. Codes
// that were enrolled before are replaced.
//
// Errors: sign_in.refused if the password is wrong, which ends the session;
// credential.code if the code does not fit the secret.
func (r *Registry) EnrolCode(ctx context.Context, token identity.Token, q CodeEnrolment) error {
	row, s, account, credentials, err := r.proven(ctx, token, q.Password)
	if err != nil {
		return err
	}
	a, err := r.authorize(ctx, policy.Request{Actor: s.Actor, Act: policy.EnrolCredential, Organ: s.Actor.Organ, Assignee: s.Staff}, row.ID)
	if err != nil {
		return err
	}
	step, fits := q.Secret.Check(q.Code, r.clock(), 0)
	if !q.Secret.Whole() || !fits {
		return fengcun.Invalid("credential.code", "code")
	}
	c := store.Credential{
		ID: fengcun.NewID(), Staff: s.Staff, Kind: store.CredentialCode,
		Secret: r.identity.SealCode(q.Secret, s.Staff), Used: step, MadeOn: r.today(),
	}
	c.Handle = c.ID[:]
	a.object, a.detail = c.ID, c.Kind
	statements := []store.Statement{store.MoveAccount(account, account.State), store.InsertCredential(c)}
	for _, before := range credentials {
		if before.Kind == store.CredentialCode {
			statements = append(statements, store.DeleteCredential(before))
		}
	}
	_, err = r.commit(ctx, a, statements)
	return err
}

// Credential is one thing that an account signs in with, as its owner sees it.
type Credential struct {
	ID     fengcun.ID
	Kind   string // a kind of package store: "password", "code"
	MadeOn fengcun.Date
}

// Credentials lists what the actor's own account signs in with.
func (r *Registry) Credentials(ctx context.Context, actor fengcun.Actor) ([]Credential, error) {
	rows, err := store.CredentialsOf(ctx, r.rows, actor.Staff)
	if err != nil {
		return nil, err
	}
	var list []Credential
	for _, c := range rows {
		list = append(list, Credential{c.ID, c.Kind, c.MadeOn})
	}
	return list, nil
}

// RemoveCredential removes something that one's own account signs in with. The
// password stays: it is replaced, never removed.
func (r *Registry) RemoveCredential(ctx context.Context, token identity.Token, id fengcun.ID, password identity.Password) error {
	row, s, account, credentials, err := r.proven(ctx, token, password)
	if err != nil {
		return err
	}
	a, err := r.authorize(ctx, policy.Request{Actor: s.Actor, Act: policy.RemoveCredential, Organ: s.Actor.Organ, Assignee: s.Staff}, row.ID)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(credentials, func(c store.Credential) bool { return c.ID == id && c.Kind != store.CredentialPassword })
	if i < 0 {
		return errNotFound("credential")
	}
	a.object, a.detail = id, credentials[i].Kind
	_, err = r.commit(ctx, a, []store.Statement{store.MoveAccount(account, account.State), store.DeleteCredential(credentials[i])})
	return err
}

// proven loads a session and its account and checks the password once more. A wrong
// one ends the session: a stolen session must not be a way to guess the password.
func (r *Registry) proven(ctx context.Context, token identity.Token, password identity.Password) (store.Session, Session, store.Account, []store.Credential, error) {
	row, s, err := r.live(ctx, token)
	if err != nil {
		return row, s, store.Account{}, nil, err
	}
	account, err := store.AccountOf(ctx, r.rows, s.Staff)
	if err != nil {
		return row, s, account, nil, err
	}
	credentials, err := store.CredentialsOf(ctx, r.rows, s.Staff)
	if err != nil {
		return row, s, account, nil, err
	}
	right, err := r.identity.Check(ctx, password, identity.Hash(passwordIn(credentials).Secret))
	if err != nil {
		return row, s, account, nil, err
	}
	if !right {
		a := sessionAct(policy.EndSession, row)
		a.detail = "refused"
		if _, err := r.commit(ctx, a, []store.Statement{store.EndSession(row.ID)}); err != nil {
			return row, s, account, nil, err
		}
		return row, s, account, nil, errRefused()
	}
	return row, s, account, credentials, nil
}

func passwordIn(credentials []store.Credential) store.Credential {
	for _, c := range credentials {
		if c.Kind == store.CredentialPassword {
			return c
		}
	}
	return store.Credential{}
}
