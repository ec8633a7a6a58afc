package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/identity"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// OpenAccount opens an account for a member of the actor's organ and returns its
// first secret, which is told once, kept as a hash and must be replaced at the
// first sign-in.
//
// Errors: account.exists (conflict); not found for whoever has no role in the
// organ.
func (r *Registry) OpenAccount(ctx context.Context, actor fengcun.Actor, staff fengcun.StaffID) (identity.Password, error) {
	secret := identity.FirstSecret()
	hash, err := r.identity.Hash(ctx, secret)
	if err != nil {
		return "", err
	}
	return secret, r.openAccount(ctx, actor, staff, hash, true)
}

// NewSampleSecret makes the password of a sample installation.
func (r *Registry) NewSampleSecret(ctx context.Context) (identity.SampleSecret, error) {
	return r.identity.NewSampleSecret(ctx)
}

// OpenSampleAccount opens an account of a sample installation.
func (r *Registry) OpenSampleAccount(ctx context.Context, actor fengcun.Actor, staff fengcun.StaffID, secret identity.SampleSecret) error {
	return r.openAccount(ctx, actor, staff, secret.Hash(), false)
}

func (r *Registry) openAccount(ctx context.Context, actor fengcun.Actor, staff fengcun.StaffID, hash identity.Hash, oneTime bool) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.OpenAccount, Organ: actor.Organ, Assignee: staff}, fengcun.ID{})
	if err != nil {
		return err
	}
	if err := r.colleague(ctx, actor, staff, "account"); err != nil {
		return err
	}
	password := r.passwordOf(staff, hash, oneTime)
	a.object = password.ID
	_, err = r.commit(ctx, a, []store.Statement{
		store.InsertAccount(store.Account{Staff: staff, State: store.AccountOpen, OpenedBy: actor.Staff, OpenedOn: r.today()}),
		store.InsertCredential(password),
	})
	if fengcun.CodeOf(err) == "store.conflict" {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "account.exists"}
	}
	return err
}

func (r *Registry) passwordOf(staff fengcun.StaffID, hash identity.Hash, oneTime bool) store.Credential {
	id := fengcun.NewID()
	return store.Credential{
		ID: id, Staff: staff, Kind: store.CredentialPassword, Handle: id[:], Secret: []byte(hash), OneTime: oneTime, MadeOn: r.today(),
	}
}

// ReplacePassword sets another password in place of the first secret or of the
// password before. Every session of the account ends, and a new one begins.
//
// Errors: sign_in.refused if the old password is wrong, password.… if the new one
// must not be chosen.
func (r *Registry) ReplacePassword(ctx context.Context, token identity.Token, old, chosen identity.Password) (SignedIn, error) {
	if _, s, err := r.live(ctx, token); err != nil {
		return SignedIn{}, err
	} else if err := identity.Acceptable(chosen, s.Staff); err != nil {
		return SignedIn{}, err
	}
	if old == chosen {
		return SignedIn{}, fengcun.Invalid("password.same", "password")
	}
	row, s, account, credentials, err := r.proven(ctx, token, old)
	if err != nil {
		return SignedIn{}, err
	}
	hash, err := r.identity.Hash(ctx, chosen)
	if err != nil {
		return SignedIn{}, err
	}
	begun, statements, err := r.begin(ctx, s.Staff, store.CredentialPassword, s.Actor, r.clock(), r.clock().Add(sessionLife))
	if err != nil {
		return SignedIn{}, err
	}
	password, a := r.passwordOf(s.Staff, hash, false), sessionAct("replace_password", row)
	a.object = password.ID
	_, err = r.commit(ctx, a, append([]store.Statement{
		store.MoveAccount(account, account.State), store.EndSessionsOf(s.Staff),
		store.DeleteCredential(passwordIn(credentials)), store.InsertCredential(password),
	}, statements...))
	return begun, err
}
