package console

import (
	"net/http"
	"strings"

	"fengcun"
	"fengcun/internal/locale"
)

var looksRoutes = []route{
	{"POST /looks", (*visit).setLooks, true},
}

// The cookies of the looks. They hold nothing else.
const (
	cookieLang  = "lang"
	cookieLarge = "large"
)

const yearInSeconds = 365 * 24 * 60 * 60

// setLooks switches the language or the size of type and goes back to the page.
func (v *visit) setLooks() error {
	name, value := cookieLarge, v.r.PostForm.Get("large")
	if lang := v.r.PostForm.Get("lang"); lang != "" {
		name, value = cookieLang, lang
		if v.looks[locale.Lang(lang)] == nil {
			return fengcun.Invalid("locale.unknown", "")
		}
	} else if value != "1" {
		value = "0"
	}
	http.SetCookie(v.w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: yearInSeconds, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
	return v.goOn(ownPath(v.r.PostForm.Get("back")))
}

// ownPath is the path to go back to if it is one of this console, else the start.
func ownPath(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n") {
		return "/"
	}
	return path
}
