package console

import (
	"fengcun"
	"fengcun/internal/identity"
	"fengcun/internal/registry"
)

// Signing in with something one has: a passkey, or a certificate on a USB key.
var keyRoutes = []route{
	{"POST /sign-in/passkey", (*visit).signInWithPasskey, true},
	{"POST /sign-in/certificate", (*visit).signInWithCertificate, true},
	{"GET /account/passkey", (*visit).passkeyPage, false},
	{"POST /account/passkey", (*visit).enrolPasskey, false},
	{"GET /account/certificate", (*visit).certificateKeyPage, false},
	{"POST /account/certificate", (*visit).enrolCertificate, false},
}

// question is a form that the browser answers with a passkey.
type question struct {
	Form    *form
	Options string
	Ticket  string
}

func asking(f *form, c identity.Challenge) *question {
	return &question{f, string(c.Options), c.Ticket}
}

// anyPasskey asks whoever wants to sign in; nil where there are no passkeys.
func (v *visit) anyPasskey() (*question, error) {
	if !v.parts.Registry.HasPasskeys() {
		return nil, nil
	}
	c, err := v.parts.Registry.AskForAnyPasskey()
	return asking(nil, c), err
}

// shown is the certificate that the browser showed, if it showed one.
func (v *visit) shown() (identity.Certificate, bool) {
	if v.r.TLS == nil || len(v.r.TLS.PeerCertificates) == 0 {
		return identity.Certificate{}, false
	}
	return identity.CertificateOf(v.r.TLS.PeerCertificates[0]), true
}

func (v *visit) signInWithPasskey() error {
	f := v.form()
	return v.begun(v.parts.Registry.SignInWithPasskey(v.ctx(), f.Values.Get("ticket"), f.Values.Get("answer")))
}

func (v *visit) signInWithCertificate() error {
	certificate, _ := v.shown() // none is refused like a wrong one
	return v.begun(v.parts.Registry.SignInWithCertificate(v.ctx(), certificate))
}

// begun goes on in a new session, or says on the sign-in page why there is none.
func (v *visit) begun(in registry.SignedIn, err error) error {
	if err == nil {
		return v.signedIn(in)
	}
	switch fengcun.KindOf(err) {
	case fengcun.KindForbidden, fengcun.KindUnavailable, fengcun.KindConflict:
		f := blank()
		f.Box = &box{"refusal", v.said(err)}
		return v.signInAgain(f)
	}
	return err
}

func (v *visit) passkeyView(f *form) (*question, error) {
	c, err := v.parts.Registry.AskForPasskey(v.ctx(), v.actor())
	return asking(f, c), err
}

func (v *visit) passkeyPage() error {
	view, err := v.passkeyView(v.own())
	if err != nil {
		return err
	}
	return v.page("passkey", view)
}

func (v *visit) enrolPasskey() error {
	f := v.form()
	password := v.password(f)
	if f.good() {
		err := v.parts.Registry.EnrolPasskey(v.ctx(), v.token, password, f.Values.Get("ticket"), f.Values.Get("answer"))
		if err == nil {
			return v.goOn("/account")
		}
		if err := v.unproven(f, err); err != nil {
			return err
		}
	}
	view, err := v.passkeyView(f)
	if err != nil {
		return err
	}
	return v.again(f, "passkey", view)
}

type certificateKeyView struct {
	Form  *form
	Shown bool
}

func (v *visit) certificateKeyPage() error {
	_, shown := v.shown()
	return v.page("certificate_key", certificateKeyView{v.own(), shown})
}

func (v *visit) enrolCertificate() error {
	f := v.form()
	certificate, shown := v.shown()
	password := v.password(f)
	if f.good() {
		err := v.parts.Registry.EnrolCertificate(v.ctx(), v.token, password, certificate)
		if err == nil {
			return v.goOn("/account")
		}
		if err := v.unproven(f, err); err != nil {
			return err
		}
	}
	return v.again(f, "certificate_key", certificateKeyView{f, shown})
}
