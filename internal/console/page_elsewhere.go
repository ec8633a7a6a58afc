package console

import (
	"net/http"

	"fengcun"
	"fengcun/internal/identity"
)

// Signing in at the organ's own provider. The browser is sent there by a link, not by
// a form: the pages' policy lets forms go to this origin only.
var elsewhereRoutes = []route{
	{"GET /sign-in/elsewhere", (*visit).goElsewhere, true},
	{"GET " + identity.BackPath, (*visit).backFromElsewhere, true},
	{"GET /account/elsewhere", (*visit).goElsewhere, false},
	{"POST /account/elsewhere", (*visit).bindElsewhere, false},
}

// cookieElsewhere holds the ticket of a browser that was sent elsewhere. It comes
// back by a link from another site, so it cannot be as strict as the session's.
const cookieElsewhere = "__Host-elsewhere"

func setElsewhere(w http.ResponseWriter, ticket string) {
	c := &http.Cookie{Name: cookieElsewhere, Value: ticket, Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode}
	if ticket == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// goElsewhere sends the browser to the provider: whoever is signed in binds an
// account there.
func (v *visit) goElsewhere() error {
	if !v.parts.Registry.HasElsewhere() {
		return errMiss
	}
	actor := fengcun.Actor{}
	if v.r.URL.Path == "/account/elsewhere" {
		actor = v.actor()
	}
	address, ticket, err := v.parts.Registry.SendElsewhere(v.ctx(), actor)
	if err != nil {
		return err
	}
	setElsewhere(v.w, ticket)
	return v.goOn(address)
}

// bindView asks who somebody is here, to bind the account there.
type bindView struct {
	Form   *form
	Ticket string
}

// backFromElsewhere ends a visit at the provider. A session's cookie is not sent on
// the way back from another site, so the page that follows leads on by itself.
func (v *visit) backFromElsewhere() error {
	ticket := ""
	if c, err := v.r.Cookie(cookieElsewhere); err == nil {
		ticket = c.Value
	}
	setElsewhere(v.w, "")
	q := v.r.URL.Query()
	back, err := v.parts.Registry.BackFromElsewhere(v.ctx(), ticket, q.Get("state"), q.Get("code"))
	if err != nil {
		return v.begun(back.SignedIn, err)
	}
	if back.Bind != "" {
		return v.page("bind", bindView{blank(), back.Bind})
	}
	setToken(v.w, back.SignedIn.Token.Reveal())
	return v.page("onward", nil)
}

func (v *visit) bindElsewhere() error {
	f := v.form()
	password := v.password(f)
	if f.good() {
		err := v.parts.Registry.BindElsewhere(v.ctx(), v.token, password, f.Values.Get("ticket"))
		if err == nil {
			return v.goOn("/account")
		}
		if err := v.unproven(f, err); err != nil {
			return err
		}
	}
	return v.again(f, "bind", bindView{f, f.Values.Get("ticket")})
}
