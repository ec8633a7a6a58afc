package console

import (
	"net/http"

	"fengcun"
	"fengcun/internal/identity"
	"fengcun/internal/registry"
)

var signInRoutes = []route{
	{"GET /sign-in", (*visit).signInPage, true},
	{"POST /sign-in", (*visit).signIn, true},
	{"POST /sign-out", (*visit).signOut, false},
	{"GET /{$}", func(v *visit) error { return v.goOn(home(v.actor().Role)) }, false},
}

type signInView struct {
	Form        *form
	Ended       bool
	Passkey     *question // nil where there are no passkeys
	Certificate bool      // the browser shows one
	Elsewhere   bool      // staff can sign in at the organ's own provider
}

func (v *visit) signInView(f *form) (signInView, error) {
	passkey, err := v.anyPasskey()
	_, shown := v.shown()
	return signInView{f, v.r.URL.Query().Get("ended") != "", passkey, shown, v.parts.Registry.HasElsewhere()}, err
}

// signInAgain shows the page with what is wrong, and with a new question.
func (v *visit) signInAgain(f *form) error {
	view, err := v.signInView(f)
	if err != nil {
		return err
	}
	return v.again(f, "signin", view)
}

func (v *visit) signInPage() error {
	if v.session.Staff != "" {
		return v.goOn("/")
	}
	view, err := v.signInView(blank())
	if err != nil {
		return err
	}
	return v.page("signin", view)
}

// signIn answers a wrong password, a wrong code, an unknown and a closed account
// alike.
func (v *visit) signIn() error {
	f := v.form()
	account := v.text(f, "account", "console.signin.no_account")
	if f.Values.Get("password") == "" {
		f.reject("password", v.look.Text("console.signin.no_password", nil))
	}
	if f.good() {
		in, err := v.parts.Registry.SignIn(v.ctx(), registry.SignInRequest{
			Account: account, Password: identity.Password(f.Values.Get("password")), Code: identity.Password(f.Get("code")),
		})
		if err == nil {
			return v.signedIn(in)
		}
		switch fengcun.KindOf(err) {
		case fengcun.KindForbidden, fengcun.KindUnavailable:
			f.Box = &box{"refusal", v.said(err)}
		default:
			return err
		}
	}
	f.Values.Del("password")
	f.Values.Del("code")
	return v.signInAgain(f)
}

// signedIn gives the browser its token and goes where the role begins.
func (v *visit) signedIn(in registry.SignedIn) error {
	setToken(v.w, in.Token.Reveal())
	switch {
	case in.Session.MustReplace:
		return v.goOn("/password")
	case in.Session.Actor.Role == "":
		return v.goOn("/role")
	}
	return v.goOn(home(in.Session.Actor.Role))
}

func (v *visit) signOut() error {
	err := v.parts.Registry.SignOut(v.ctx(), v.token)
	if err != nil && fengcun.CodeOf(err) != "session.ended" {
		return err
	}
	setToken(v.w, "")
	v.w.Header().Set("Clear-Site-Data", `"cache", "storage"`)
	http.Redirect(v.w, v.r, "/sign-in", http.StatusSeeOther)
	return nil
}
