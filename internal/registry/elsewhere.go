package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/identity"
	"fengcun/internal/store"
)

// HasElsewhere reports whether staff can sign in at the organ's own provider.
func (r *Registry) HasElsewhere() bool { return r.identity.HasElsewhere() }

// SendElsewhere sends a browser to the provider: to sign in, or, as an actor, to
// bind an account there. The ticket stays with the browser.
func (r *Registry) SendElsewhere(ctx context.Context, actor fengcun.Actor) (address, ticket string, err error) {
	return r.identity.SendElsewhere(ctx, actor.Staff, r.clock())
}

// Back is what came of a visit at the provider: a session, or a ticket to bind the
// account there with.
type Back struct {
	SignedIn SignedIn
	Bind     string // empty if a session began
}

// BackFromElsewhere takes what the provider sent the browser back with.
//
// Errors: sign_in.refused, for an account that is bound to none here and for a
// provider that vouches for nobody; sign_in.expired; sign_in.elsewhere (unavailable).
func (r *Registry) BackFromElsewhere(ctx context.Context, ticket, state, code string) (Back, error) {
	f, spent, err := r.identity.BackFromElsewhere(ctx, ticket, state, code, r.clock())
	if err != nil && fengcun.CodeOf(err) != "sign_in.refused" {
		return Back{}, err
	}
	if err == nil && f.Staff != "" {
		bind, err := r.identity.KeepToBind(f, r.clock())
		return Back{Bind: bind}, err
	}
	vouched := err == nil
	in, err := r.signInBy(ctx, store.CredentialElsewhere, f.Handle, func(store.Credential) (bool, []store.Statement, error) {
		return vouched, r.spend(spent), nil
	})
	return Back{SignedIn: in}, err
}

// BindElsewhere lets an account sign in with the one at the provider that its owner
// has just come back from.
func (r *Registry) BindElsewhere(ctx context.Context, token identity.Token, password identity.Password, bind string) error {
	return r.enrol(ctx, token, password, func(staff fengcun.StaffID, _ []store.Credential) (store.Credential, []store.Statement, error) {
		f, spent, err := r.identity.ToBind(staff, bind, r.clock())
		return store.Credential{Kind: store.CredentialElsewhere, Handle: f.Handle, Secret: []byte{}}, r.spend(spent), err
	})
}
