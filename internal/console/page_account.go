package console

import (
	"fengcun"
	"fengcun/internal/identity"
	"fengcun/internal/registry"
)

var accountRoutes = []route{
	{"GET /account", (*visit).accountPage, false},
	{"POST /account/sessions/{id}", (*visit).revokeSession, false},
	{"POST /account/credentials/{id}", (*visit).removeCredential, false},
	{"GET /password", (*visit).passwordPage, false},
	{"POST /password", (*visit).replacePassword, false},
}

type accountView struct {
	Form        *form
	Sessions    []registry.Session
	Here        fengcun.ID
	Credentials []registry.Credential
	Passkeys    bool // there can be some here
	Elsewhere   bool // there is a provider
}

// accountPage lists the visitor's own sessions and what the account signs in with.
func (v *visit) accountPage() error {
	view, err := v.accountView(v.own())
	if err != nil {
		return err
	}
	return v.page("account", view)
}

func (v *visit) accountView(f *form) (accountView, error) {
	sessions, err := v.parts.Registry.Sessions(v.ctx(), v.actor())
	if err != nil {
		return accountView{}, err
	}
	credentials, err := v.parts.Registry.Credentials(v.ctx(), v.actor())
	return accountView{f, sessions, v.session.ID, credentials, v.parts.Registry.HasPasskeys(), v.parts.Registry.HasElsewhere()}, err
}

func (v *visit) revokeSession() error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	if err := v.parts.Registry.RevokeSession(v.ctx(), v.actor(), id); err != nil {
		return err
	}
	return v.goOn("/account")
}

type passwordView struct {
	Form *form
	Must bool
}

func (v *visit) passwordPage() error {
	return v.page("password", passwordView{blank("account", string(v.session.Staff)), v.session.MustReplace})
}

func (v *visit) replacePassword() error {
	f := v.form()
	old, chosen := f.Values.Get("old"), f.Values.Get("chosen")
	if old == "" {
		f.reject("old", v.look.Text("console.signin.no_password", nil))
	}
	if chosen != f.Values.Get("repeated") {
		f.reject("repeated", v.look.Text("console.password.differs", nil))
	}
	if f.good() {
		in, err := v.parts.Registry.ReplacePassword(v.ctx(), v.token, identity.Password(old), identity.Password(chosen))
		if err == nil {
			return v.signedIn(in)
		}
		if err := v.unproven(f, err, "password", "chosen"); err != nil {
			return err
		}
	}
	return v.again(f, "password", passwordView{f, v.session.MustReplace})
}

// removeCredential removes something that the visitor signs in with.
func (v *visit) removeCredential() error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	f := v.form()
	password := v.password(f)
	if f.good() {
		err := v.parts.Registry.RemoveCredential(v.ctx(), v.token, id, password)
		if err == nil {
			return v.goOn("/account")
		}
		if err := v.unproven(f, err); err != nil {
			return err
		}
	}
	view, err := v.accountView(f)
	if err != nil {
		return err
	}
	return v.again(f, "account", view)
}

// own is a blank form about the visitor's own account, which it names for whoever
// keeps the password.
func (v *visit) own() *form { return blank("username", string(v.session.Staff)) }

// password reads the password that somebody types once more.
func (v *visit) password(f *form) identity.Password {
	password := f.Values.Get("password")
	if password == "" {
		f.reject("password", v.look.Text("console.signin.no_password", nil))
	}
	return identity.Password(password)
}

// unproven puts the error of an act that asks for the password where it belongs. With
// a wrong password the session has ended.
func (v *visit) unproven(f *form, err error, fields ...string) error {
	if fengcun.CodeOf(err) == "sign_in.refused" {
		setToken(v.w, "")
		return sendTo{"/sign-in?ended=1"}
	}
	return v.blame(f, err, fields...)
}
