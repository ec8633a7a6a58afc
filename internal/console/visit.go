package console

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"time"

	"fengcun"
	"fengcun/internal/identity"
	"fengcun/internal/locale"
	"fengcun/internal/registry"
)

// visit is one request on its way to an answer.
type visit struct {
	*Console
	w       http.ResponseWriter
	r       *http.Request
	look    *look
	large   bool
	token   identity.Token
	session registry.Session // zero if nobody has signed in
	organ   fengcun.Organ    // for which the visitor acts
	duties  registry.Duties  // how much waits for the visitor
	entry   int64            // of the view of a matter in the log
	to      string           // where the visitor was sent on to after something was done
}

func (c *Console) visit(w http.ResponseWriter, r *http.Request) *visit {
	v := &visit{Console: c, w: w, r: r, look: c.looks[locale.Chinese]}
	if cookie, err := r.Cookie(cookieLang); err == nil && c.looks[locale.Lang(cookie.Value)] != nil {
		v.look = c.looks[locale.Lang(cookie.Value)]
	}
	cookie, err := r.Cookie(cookieLarge)
	v.large = err == nil && cookie.Value == "1"
	return v
}

func (v *visit) ctx() context.Context { return v.r.Context() }

// actor is whom the visitor acts as.
func (v *visit) actor() fengcun.Actor { return v.session.Actor }

func (v *visit) today() fengcun.Date { return fengcun.DateOf(v.parts.Clock()) }

// enter finds out who it is and reads the form. Who has not signed in, or not yet
// chosen a role, is sent to the page for it.
func (v *visit) enter(route route) error {
	if v.r.Method == http.MethodPost {
		longest := int64(longestForm)
		if uploads[route.pattern] {
			longest = longestUpload
		}
		v.r.Body = http.MaxBytesReader(v.w, v.r.Body, longest)
		if err := v.r.ParseForm(); err != nil {
			return fengcun.Invalid("console.form", "")
		}
	}
	token, ok := tokenOf(v.r)
	if ok {
		session, err := v.parts.Registry.Session(v.ctx(), token)
		switch {
		case err == nil:
			v.token, v.session = token, session
		case fengcun.CodeOf(err) != "session.ended":
			return err
		default:
			setToken(v.w, "")
		}
	}
	if route.open {
		return nil
	}
	switch {
	case v.session.Staff == "" && ok:
		return sendTo{"/sign-in?ended=1"}
	case v.session.Staff == "":
		return sendTo{"/sign-in"}
	case v.session.MustReplace && !strings.HasPrefix(v.r.URL.Path, "/password"):
		return sendTo{"/password"}
	case v.session.Actor.Role == "" && !v.session.MustReplace && v.r.URL.Path != "/role":
		return sendTo{"/role"}
	}
	if v.session.Actor.Organ == "" {
		return nil
	}
	if err := v.names.refresh(v.ctx(), v.parts.Registry); err != nil {
		return err
	}
	var err error
	if v.duties, err = v.parts.Registry.Duties(v.ctx(), v.session.Actor); err != nil {
		return err
	}
	v.organ, err = v.parts.Registry.Organ(v.ctx(), v.session.Actor.Organ)
	return err
}

// sendTo is the "error" of a page that answers by sending the visitor on.
type sendTo struct{ to string }

func (s sendTo) Error() string { return "console: go on elsewhere" }

// goOn sends the visitor to another page after something was done.
func (v *visit) goOn(to string) error {
	v.to = to
	http.Redirect(v.w, v.r, to, http.StatusSeeOther)
	return nil
}

// statuses are the status of each kind of error. What has no kind is internal.
var statuses = map[fengcun.Kind]int{
	fengcun.KindInvalid:     http.StatusUnprocessableEntity,
	fengcun.KindNotFound:    http.StatusNotFound,
	fengcun.KindConflict:    http.StatusConflict,
	fengcun.KindForbidden:   http.StatusForbidden,
	fengcun.KindUnavailable: http.StatusServiceUnavailable,
	fengcun.KindInternal:    http.StatusInternalServerError,
}

// fail is the one place that makes a page of an error. A miss is one page, whatever
// was missed and why.
func (v *visit) fail(err error) {
	if on, ok := err.(sendTo); ok {
		http.Redirect(v.w, v.r, on.to, http.StatusSeeOther)
		return
	}
	kind := fengcun.KindOf(err)
	if kind == fengcun.KindInternal || kind == fengcun.KindUnavailable {
		v.parts.Log.ErrorContext(v.ctx(), "console", "code", fengcun.CodeOf(err), "kind", string(kind))
	}
	name, said := "error", v.said(err)
	if kind == fengcun.KindNotFound {
		name, said = "missing", message{}
	}
	if err := v.show(statuses[kind], name, said); err != nil {
		v.parts.Log.ErrorContext(v.ctx(), "console: the page of an error", "code", fengcun.CodeOf(err))
		http.Error(v.w, "500", http.StatusInternalServerError)
	}
}

// message is what an error says: what happened and what to do.
type message struct{ Sentence, Hint string }

func (v *visit) said(err error) message {
	sentence, hint := v.look.Error(err)
	return message{sentence, hint}
}

// page shows a page.
func (v *visit) page(name string, body any) error { return v.show(http.StatusOK, name, body) }

// show renders a page whole before a byte of it is sent.
func (v *visit) show(status int, name string, body any) error {
	var text bytes.Buffer
	if err := v.look.page(&text, name, v.shell(name, body)); err != nil {
		return &fengcun.Error{Kind: fengcun.KindInternal, Code: "console.page", Err: err}
	}
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.w.WriteHeader(status)
	_, err := text.WriteTo(v.w)
	if err != nil {
		v.parts.Log.InfoContext(v.ctx(), "console: the visitor left")
	}
	return nil
}

// minute writes an instant as a table shows it.
func minute(t time.Time) string { return t.In(fengcun.Shanghai).Format("2006-01-02 15:04") }
