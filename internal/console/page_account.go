package console

import (
	"fengcun"
	"fengcun/internal/identity"
	"fengcun/internal/registry"
)

var accountRoutes = []route{
	{"GET /account", (*visit).accountPage, false},
	{"POST /account/sessions/{id}", (*visit).revokeSession, false},
	{"GET /password", (*visit).passwordPage, false},
	{"POST /password", (*visit).replacePassword, false},
}

type accountView struct {
	Sessions []registry.Session
	Here     fengcun.ID
}

// accountPage lists the visitor's own sessions.
func (v *visit) accountPage() error {
	sessions, err := v.parts.Registry.Sessions(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	return v.page("account", accountView{sessions, v.session.ID})
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
	return v.page("password", passwordView{blank(), v.session.MustReplace})
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
		if fengcun.CodeOf(err) == "sign_in.refused" { // the session has ended with it
			setToken(v.w, "")
			return v.goOn("/sign-in?ended=1")
		}
		if err := v.blame(f, err, "password", "chosen"); err != nil {
			return err
		}
	}
	return v.again(f, "password", passwordView{f, v.session.MustReplace})
}
