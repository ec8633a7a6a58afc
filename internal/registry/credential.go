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
	return r.enrol(ctx, token, q.Password, func(staff fengcun.StaffID, before []store.Credential) (store.Credential, []store.Statement, error) {
		step, fits := q.Secret.Check(q.Code, r.clock(), 0)
		if !q.Secret.Whole() || !fits {
			return store.Credential{}, nil, fengcun.Invalid("credential.code", "code")
		}
		id := fengcun.NewID()
		c := store.Credential{ID: id, Kind: store.CredentialCode, Handle: id[:], Secret: r.identity.SealCode(q.Secret, staff), Used: step}
		var replaced []store.Statement
		for _, b := range before {
			if b.Kind == store.CredentialCode {
				replaced = append(replaced, store.DeleteCredential(b))
			}
		}
		return c, replaced, nil
	})
}

// enrol adds a credential to the account of a session, after the password was shown
// once more. What is made of the account's credentials is told by fresh.
//
// Error: credential.taken where another account or this one signs in with it
// already: which of the two is not told.
func (r *Registry) enrol(ctx context.Context, token identity.Token, password identity.Password,
	fresh func(staff fengcun.StaffID, before []store.Credential) (store.Credential, []store.Statement, error),
) error {
	row, s, account, credentials, err := r.proven(ctx, token, password)
	if err != nil {
		return err
	}
	a, err := r.authorize(ctx, policy.Request{Actor: s.Actor, Act: policy.EnrolCredential, Organ: s.Actor.Organ, Assignee: s.Staff}, row.ID)
	if err != nil {
		return err
	}
	c, statements, err := fresh(s.Staff, credentials)
	if err != nil {
		return err
	}
	if c.ID.IsZero() {
		c.ID = fengcun.NewID()
	}
	c.Staff, c.MadeOn = s.Staff, r.today()
	_, err = store.CredentialByHandle(ctx, r.rows, c.Kind, c.Handle)
	if err == nil {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "credential.taken"}
	} else if fengcun.KindOf(err) != fengcun.KindNotFound {
		return err
	}
	a.object, a.detail = c.ID, c.Kind
	statements = append(statements, store.MoveAccount(account, account.State), store.InsertCredential(c))
	_, err = r.commit(ctx, a, statements)
	return err
}

// Credential is one thing that an account signs in with, as its owner sees it.
type Credential struct {
	ID     fengcun.ID
	Kind   string // a kind of package store: "password", "code", "passkey", "certificate"
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
