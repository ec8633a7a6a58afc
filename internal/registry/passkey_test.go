package registry_test

import (
	"context"
	"testing"
	"time"

	"github.com/descope/virtualwebauthn"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/identity"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// key is a security key that exists as software only.
type key struct {
	t    *testing.T
	rp   virtualwebauthn.RelyingParty
	auth virtualwebauthn.Authenticator
	cred virtualwebauthn.Credential
}

// cborKey is the length of a P-256 key in CBOR with both coordinates whole.
const cborKey = 77

func newKey(t *testing.T) *key {
	cred := virtualwebauthn.NewCredential(virtualwebauthn.KeyTypeEC2)
	for len(cred.Key.AttestationData()) != cborKey { // it drops a leading zero, which no real key does
		cred = virtualwebauthn.NewCredential(virtualwebauthn.KeyTypeEC2)
	}
	return &key{
		t, virtualwebauthn.RelyingParty{ID: "fengcun.example", Name: "fengcun", Origin: district.Origin},
		virtualwebauthn.NewAuthenticator(), cred,
	}
}

// make answers the question to make a passkey, and keeps whose it is.
func (k *key) make(c identity.Challenge) string {
	k.t.Helper()
	options, err := virtualwebauthn.ParseAttestationOptions(`{"publicKey":` + string(c.Options) + `}`)
	if err != nil {
		k.t.Fatal(err)
	}
	k.auth.Options.UserHandle = []byte(options.UserID)
	return virtualwebauthn.CreateAttestationResponse(k.rp, k.auth, k.cred, *options)
}

// use answers the question for a passkey.
func (k *key) use(c identity.Challenge) string {
	k.t.Helper()
	options, err := virtualwebauthn.ParseAssertionOptions(`{"publicKey":` + string(c.Options) + `}`)
	if err != nil {
		k.t.Fatal(err)
	}
	k.cred.Counter++
	return virtualwebauthn.CreateAssertionResponse(k.rp, k.auth, k.cred, *options)
}

func ask(t *testing.T, question func() (identity.Challenge, error)) identity.Challenge {
	t.Helper()
	c, err := question()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A passkey signs in its account, once for each question; what does not fit is
// refused like one nobody knows.
func TestPasskey(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		s := signedIn(t, d, handler, chosen)
		k := newKey(t)
		toMake := func() (identity.Challenge, error) { return d.Registry.AskForPasskey(ctx, handler) }
		enrol := func(token identity.Token, c identity.Challenge, answer string) error {
			return d.Registry.EnrolPasskey(ctx, token, chosen, c.Ticket, answer)
		}
		refusal(t, enrol(s.Token, ask(t, toMake), "{}"), "credential.passkey")
		unverified := newKey(t)
		unverified.auth.Options.UserNotVerified = true
		c := ask(t, toMake)
		refusal(t, enrol(s.Token, c, unverified.make(c)), "credential.passkey")
		other := signedIn(t, d, approver, chosen)
		c = ask(t, toMake)
		refusal(t, enrol(other.Token, c, k.make(c)), "credential.passkey") // asked of somebody else
		c = ask(t, toMake)
		answer := k.make(c)
		if err := enrol(s.Token, c, answer); err != nil {
			t.Fatal(err)
		}
		refusal(t, enrol(s.Token, c, answer), "credential.taken")

		use := func(k *key, want string) (identity.Challenge, string) {
			t.Helper()
			c := ask(t, d.Registry.AskForAnyPasskey)
			answer := k.use(c)
			in, err := d.Registry.SignInWithPasskey(ctx, c.Ticket, answer)
			refusal(t, err, want)
			if err == nil && in.Session.Actor != handler {
				t.Errorf("signed in as %v", in.Session.Actor)
			}
			return c, answer
		}
		c, answer = use(k, "")
		_, err := d.Registry.SignInWithPasskey(ctx, c.Ticket, answer)
		refusal(t, err, "sign_in.refused") // the key's count does not grow
		k.cred.Counter += 5
		answer = k.use(c)
		_, err = d.Registry.SignInWithPasskey(ctx, c.Ticket, answer)
		refusal(t, err, "sign_in.expired") // this question was answered before
		elsewhere := *k
		elsewhere.rp.Origin = "https://fengcun.example.evil"
		use(&elsewhere, "sign_in.refused")
		unverified = k
		unverified.auth.Options.UserNotVerified = true
		use(unverified, "sign_in.refused")
		k.auth.Options.UserNotVerified = false
		k.cred.Counter += 5
		use(newKey(t), "sign_in.refused")
		c = ask(t, d.Registry.AskForAnyPasskey)
		d.Clock.Advance(6 * time.Minute)
		_, err = d.Registry.SignInWithPasskey(ctx, c.Ticket, k.use(c))
		refusal(t, err, "sign_in.expired")
		copied := *k
		copied.cred.Counter = 0
		use(&copied, "sign_in.refused")
		use(k, "")
		list, err := d.Registry.Credentials(ctx, handler)
		if err != nil || len(list) != 2 {
			t.Fatalf("%v, %v", list, err)
		}
		for _, c := range list {
			if c.Kind == "passkey" {
				refusal(t, d.Registry.RemoveCredential(context.Background(), s.Token, c.ID, chosen), "")
			}
		}
		use(k, "sign_in.refused")
	})
}

// Without the address that browsers see there are no passkeys, and nobody is asked.
func TestNoPasskeysWithoutOrigin(t *testing.T) {
	d := district.OpenAt(t, "")
	if d.Registry.HasPasskeys() {
		t.Error("there are passkeys")
	}
	_, err := d.Registry.AskForAnyPasskey()
	refusal(t, err, "sign_in.no_passkeys")
}

// A certificate signs in the account it was bound to while it is valid, and no
// second account.
func TestCertificateSignIn(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		now := d.Clock.Now()
		shown := identity.Certificate{Fingerprint: [32]byte{7}, NotBefore: now.Add(-time.Hour), NotAfter: now.Add(3 * time.Hour)}
		s := signedIn(t, d, handler, chosen)
		refusal(t, d.Registry.EnrolCertificate(ctx, s.Token, chosen, identity.Certificate{}), "credential.certificate")
		refusal(t, d.Registry.EnrolCertificate(ctx, s.Token, chosen, shown), "")
		other := signedIn(t, d, sample.Second(sample.Court), chosen)
		refusal(t, d.Registry.EnrolCertificate(ctx, other.Token, chosen, shown), "credential.taken")
		try := func(c identity.Certificate, want string) {
			t.Helper()
			in, err := d.Registry.SignInWithCertificate(ctx, c)
			refusal(t, err, want)
			if err == nil && (in.Session.Actor != handler || in.Session.Method != "certificate") {
				t.Errorf("signed in as %v by %s", in.Session.Actor, in.Session.Method)
			}
		}
		try(shown, "")
		try(identity.Certificate{}, "sign_in.refused")
		unknown := shown
		unknown.Fingerprint[0] = 8
		try(unknown, "sign_in.refused")
		d.Clock.Advance(4 * time.Hour)
		try(shown, "sign_in.refused")
	})
}

// A reset takes everything that an account signs in with.
func TestResetTakesKeys(t *testing.T) {
	d := district.Open(t)
	now := d.Clock.Now()
	shown := identity.Certificate{Fingerprint: [32]byte{7}, NotBefore: now, NotAfter: now.AddDate(1, 0, 0)}
	s := signedIn(t, d, handler, chosen)
	refusal(t, d.Registry.EnrolCertificate(ctx, s.Token, chosen, shown), "")
	resetAccount(t, d, handler)
	_, err := d.Registry.SignInWithCertificate(ctx, shown)
	refusal(t, err, "sign_in.refused")
}

func resetAccount(t *testing.T, d *district.District, of fengcun.Actor) {
	t.Helper()
	p, err := d.Registry.ProposeChange(ctx, sample.Member(of.Organ, fengcun.RoleSecurityAdmin), resetOf(of))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Registry.ApproveChange(ctx, sample.SecondSecurity(of.Organ), p); err != nil {
		t.Fatal(err)
	}
}

func resetOf(of fengcun.Actor) registry.Change {
	return registry.Change{Kind: registry.ChangeReset, Member: fengcun.Actor{Staff: of.Staff, Organ: of.Organ}}
}
