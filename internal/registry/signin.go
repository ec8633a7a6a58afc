package registry

import (
	"context"
	"time"

	"fengcun"
	"fengcun/internal/audit"
	"fengcun/internal/identity"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// Signing in rests on no policy: whoever signs in has no role yet. The log shows
// every attempt under one class and one organ, so that an entry does not tell
// whether the account exists.
const (
	signInClass = audit.Class("sign_in")

	// installation stands in the log for the organ where no organ is concerned.
	installation fengcun.OrganID = "installation"
)

// The lock-out counts by the name that was typed, whether there is such an account
// or not.
const (
	mostFailures = 5
	lockedFor    = 15 * time.Minute // since the last counted failure
	forgetAfter  = 24 * time.Hour
)

// SignInRequest is what somebody typed.
type SignInRequest struct {
	Account  string
	Password identity.Password
	Code     identity.Password // one-time code; empty if the account has none
}

// SignedIn is a new session with the token that stands for it. The token is told
// once.
type SignedIn struct {
	Token   identity.Token
	Session Session
}

// SignIn begins a session. A wrong password, a wrong or missing code, an account
// that is not there and one that is closed are the same refusal, after the same
// work and with the same entry in the log. After five failures in a row the name is
// locked for a quarter of an hour, whether it is an account's or nobody's.
//
// Errors: sign_in.refused (forbidden), sign_in.locked and sign_in.busy
// (unavailable).
func (r *Registry) SignIn(ctx context.Context, q SignInRequest) (SignedIn, error) {
	staff := fengcun.StaffID(q.Account)
	a := &act{
		actor: fengcun.Actor{Staff: staff, Organ: installation}, name: policy.Act(signInClass),
		ground: policy.Ground{PolicyID: "sign-in", Basis: "P4"},
	}
	key := r.sealer.RequestKey("sign_in\x00" + q.Account)
	var shown *proof // a wrong password is checked once, however often the count has to be read again
	return again(func() (SignedIn, error) {
		now := r.clock()
		attempts, err := store.AttemptsOf(ctx, r.rows, key)
		if err != nil {
			return SignedIn{}, err
		}
		if locked(attempts, now) {
			a.detail = "locked"
			if _, err := r.commit(ctx, a, nil); err != nil {
				return SignedIn{}, err
			}
			return SignedIn{}, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "sign_in.locked"}
		}
		if shown == nil {
			if shown, err = r.prove(ctx, staff, q, now); err != nil {
				return SignedIn{}, err
			}
		}
		checked := *shown
		if checked.ok {
			shown = nil // after a conflict: the account may have changed
		}
		return r.admitOrRefuse(ctx, a, attempts, checked, now)
	})
}

// locked reports whether a name is locked.
func locked(a store.Attempts, now time.Time) bool {
	return a.Failures >= mostFailures && now.Unix() < a.LastAt+int64(lockedFor/time.Second)
}

// admitOrRefuse counts the attempt and begins the session or not. Of attempts made
// at once only one is counted on each number read; the others look again, so that
// nobody gets more answers than the lock-out allows.
func (r *Registry) admitOrRefuse(ctx context.Context, a *act, attempts store.Attempts, shown proof, now time.Time) (SignedIn, error) {
	failures := attempts.Failures + 1
	if now.Unix() >= attempts.LastAt+int64(lockedFor/time.Second) {
		failures = 1 // the last failure is long ago
	}
	var begun SignedIn
	var statements []store.Statement
	a.detail = "refused"
	if shown.ok {
		failures, a.detail = 0, "granted"
		var err error
		if begun, statements, err = r.begin(ctx, a.actor.Staff, shown.method, fengcun.Actor{}, now, now.Add(sessionLife)); err != nil {
			return SignedIn{}, err
		}
		statements = append(statements, shown.statements...)
	}
	statements = append(statements,
		store.MoveAttempts(attempts, failures, now.Unix()),
		store.ForgetAttempts(now.Add(-forgetAfter).Unix(), attempts.Key))
	if _, err := r.commit(ctx, a, statements); err != nil {
		return SignedIn{}, err
	}
	if !shown.ok {
		return SignedIn{}, errRefused()
	}
	return begun, nil
}

func errRefused() error {
	return &fengcun.Error{Kind: fengcun.KindForbidden, Code: "sign_in.refused"}
}

// proof is what checking the credentials gave.
type proof struct {
	ok         bool
	method     string
	statements []store.Statement // what using them changes
}

// prove checks password and code. Every name costs one hash.
func (r *Registry) prove(ctx context.Context, staff fengcun.StaffID, q SignInRequest, now time.Time) (*proof, error) {
	account, err := store.AccountOf(ctx, r.rows, staff)
	if err != nil && fengcun.KindOf(err) != fengcun.KindNotFound {
		return nil, err
	}
	credentials, err := store.CredentialsOf(ctx, r.rows, staff)
	if err != nil {
		return nil, err
	}
	var password, code store.Credential
	for _, c := range credentials {
		switch c.Kind {
		case store.CredentialPassword:
			password = c
		case store.CredentialCode:
			code = c
		}
	}
	right, err := r.identity.Check(ctx, q.Password, identity.Hash(password.Secret))
	if err != nil {
		return nil, err
	}
	p := &proof{
		ok: right && account.State == store.AccountOpen, method: store.CredentialPassword,
		statements: []store.Statement{store.MoveAccount(account, account.State)},
	}
	if password.OneTime {
		p.method = store.MethodFirstSecret
	}
	if p.ok && !code.ID.IsZero() {
		secret, err := r.identity.OpenCode(code.Secret, staff)
		if err != nil {
			return nil, err
		}
		step, fits := secret.Check(q.Code, now, code.Used)
		p.ok, p.statements = fits, append(p.statements, store.UseCredential(code, step))
	}
	return p, nil
}
