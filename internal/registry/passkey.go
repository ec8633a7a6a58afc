package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/identity"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// HasPasskeys reports whether somebody can sign in with a passkey here.
func (r *Registry) HasPasskeys() bool { return r.identity.HasPasskeys() }

// AskForPasskey asks the browser of a session to make a passkey.
func (r *Registry) AskForPasskey(ctx context.Context, actor fengcun.Actor) (identity.Challenge, error) {
	credentials, err := store.CredentialsOf(ctx, r.rows, actor.Staff)
	if err != nil {
		return identity.Challenge{}, err
	}
	var existing [][]byte
	for _, c := range credentials {
		if c.Kind == store.CredentialPasskey {
			existing = append(existing, c.Secret)
		}
	}
	return r.identity.AskForPasskey(actor.Staff, existing, r.clock())
}

// EnrolPasskey lets an account sign in with the passkey that a browser made.
//
// Errors: sign_in.refused if the password is wrong, which ends the session;
// credential.passkey and sign_in.expired for an answer that is none.
func (r *Registry) EnrolPasskey(ctx context.Context, token identity.Token, password identity.Password, ticket, answer string) error {
	return r.enrol(ctx, token, password, func(staff fengcun.StaffID, _ []store.Credential) (store.Credential, []store.Statement, error) {
		key, spent, err := r.identity.MakePasskey(staff, ticket, answer, r.clock())
		return store.Credential{Kind: store.CredentialPasskey, Handle: key.Handle, Secret: key.Public, Used: key.Count}, r.spend(spent), err
	})
}

func (r *Registry) spend(s identity.Spent) []store.Statement {
	return []store.Statement{store.SpendChallenge(s.Digest, s.Expires), store.ForgetChallenges(r.clock().Unix())}
}

// AskForAnyPasskey asks whoever wants to sign in for a passkey, everybody alike.
func (r *Registry) AskForAnyPasskey() (identity.Challenge, error) {
	return r.identity.AskForAnyPasskey(r.clock())
}

// SignInWithPasskey begins a session for the account of a passkey. The key has
// verified its user, so that neither password nor code is asked for.
//
// Errors: sign_in.refused, whatever does not fit; sign_in.expired where the question
// is too old or was answered before.
func (r *Registry) SignInWithPasskey(ctx context.Context, ticket, answer string) (SignedIn, error) {
	return r.signInBy(ctx, store.CredentialPasskey, r.identity.PasskeyHandle(answer), func(c store.Credential) (bool, []store.Statement, error) {
		count, right, spent, err := r.identity.UsePasskey(c.Staff, identity.Passkey{Handle: c.Handle, Public: c.Secret, Count: c.Used}, ticket, answer, r.clock())
		if err != nil || !right {
			return false, nil, err
		}
		return true, append(r.spend(spent), store.UseCredential(c, count)), nil
	})
}

// EnrolCertificate lets an account sign in with a client certificate, the kind that
// lies on a USB key. The server has seen that the browser has the private key.
func (r *Registry) EnrolCertificate(ctx context.Context, token identity.Token, password identity.Password, shown identity.Certificate) error {
	return r.enrol(ctx, token, password, func(fengcun.StaffID, []store.Credential) (store.Credential, []store.Statement, error) {
		if !shown.ValidAt(r.clock()) {
			return store.Credential{}, nil, fengcun.Invalid("credential.certificate", "certificate")
		}
		return store.Credential{Kind: store.CredentialCertificate, Handle: shown.Fingerprint[:], Secret: []byte{}}, nil, nil
	})
}

// SignInWithCertificate begins a session for the account that a client certificate
// is bound to, while it is valid.
func (r *Registry) SignInWithCertificate(ctx context.Context, shown identity.Certificate) (SignedIn, error) {
	return r.signInBy(ctx, store.CredentialCertificate, shown.Fingerprint[:], func(c store.Credential) (bool, []store.Statement, error) {
		return shown.ValidAt(r.clock()), []store.Statement{store.UseCredential(c, r.clock().Unix())}, nil
	})
}

// signInBy begins a session for the account of a credential that an asker names by
// its handle. Whatever does not fit (no such handle, a closed account, a wrong answer)
// is one refusal with one entry in the log.
func (r *Registry) signInBy(ctx context.Context, kind string, handle []byte, check func(store.Credential) (bool, []store.Statement, error)) (SignedIn, error) {
	a := &act{
		actor: fengcun.Actor{Organ: installation}, name: policy.Act(signInClass),
		ground: policy.Ground{PolicyID: "sign-in", Basis: "P4"}, detail: "refused",
	}
	c, err := store.CredentialByHandle(ctx, r.rows, kind, handle)
	if err != nil && fengcun.KindOf(err) != fengcun.KindNotFound {
		return SignedIn{}, err
	}
	right, used, err := check(c)
	if err != nil {
		return SignedIn{}, err
	}
	var account store.Account
	if right && c.Staff != "" {
		if account, err = store.AccountOf(ctx, r.rows, c.Staff); err != nil {
			return SignedIn{}, err
		}
	}
	if account.State != store.AccountOpen {
		if _, err := r.commit(ctx, a, nil); err != nil {
			return SignedIn{}, err
		}
		return SignedIn{}, errRefused()
	}
	now := r.clock()
	begun, statements, err := r.begin(ctx, c.Staff, kind, fengcun.Actor{}, now, now.Add(sessionLife))
	if err != nil {
		return SignedIn{}, err
	}
	a.actor.Staff, a.detail = c.Staff, "granted"
	statements = append(append(statements, used...), store.MoveAccount(account, account.State))
	_, err = r.commit(ctx, a, statements)
	if fengcun.CodeOf(err) == "store.conflict" {
		err = &fengcun.Error{Kind: fengcun.KindConflict, Code: "sign_in.expired"}
	}
	return begun, err
}
