package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"fengcun"
	"fengcun/internal/locale"
	"fengcun/internal/server"
)

// Problem is an error as the interface gives it (RFC 9457).
type Problem struct {
	Type   string       `json:"type" doc:"urn:fengcun:error: and the code"`
	Title  string       `json:"title" doc:"What happened, in the language asked for"`
	Status int          `json:"status"`
	Detail string       `json:"detail,omitempty" doc:"What to do"`
	Code   string       `json:"code" doc:"Stable code"`
	Field  string       `json:"field,omitempty" doc:"The field concerned"`
	Errors []FieldError `json:"errors,omitempty" doc:"Every part of the request that does not fit this document"`
}

// FieldError is one part of a request that does not fit the document.
type FieldError struct {
	Location string `json:"location"`
	Code     string `json:"code" enum:"request.missing,request.unknown,request.value"`
	Title    string `json:"title"`
}

func (p *Problem) Error() string { return p.Code }

// GetStatus returns the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is that of a problem.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// problem says an error in a language. A fault of the program and an installation
// that is out of order are one and the same.
func problem(l *locale.Locale, err error) *Problem {
	code, field := fengcun.CodeOf(err), ""
	var e *fengcun.Error
	if errors.As(err, &e) {
		field = e.Field
	}
	status := server.Status(err)
	if status == http.StatusServiceUnavailable {
		err = &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "server.failed"}
		code, field = "server.failed", ""
	}
	title, detail := l.Error(err)
	return &Problem{Type: "urn:fengcun:error:" + code, Title: title, Status: status, Detail: detail, Code: code, Field: field}
}

// refuse writes an error outside of any operation.
func (a *API) refuse(w http.ResponseWriter, r *http.Request, err error) {
	l := a.language(r)
	p := problem(l, err)
	h := w.Header()
	h.Set("Content-Type", p.ContentType(""))
	h.Set("Content-Language", string(l.Lang()))
	if p.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", "Signature")
	}
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // plain texts always encode; who does not listen any more is no fault
}

var once sync.Once

// problemsInsteadOfHumas replaces huma's form of an error, which repeats the values
// that were sent. It is the module's one setting of that kind and global there.
func problemsInsteadOfHumas() {
	once.Do(func() {
		huma.DefaultArrayNullable = false
		huma.NewError = func(status int, _ string, errs ...error) huma.StatusError {
			return misfit(nil, status, errs)
		}
		huma.NewErrorWithContext = func(ctx huma.Context, status int, _ string, errs ...error) huma.StatusError {
			return misfit(callOf(ctx.Context()).lang, status, errs)
		}
	})
}

// misfit is a request that does not fit the document, or a fault.
func misfit(l *locale.Locale, status int, errs []error) *Problem {
	if l == nil {
		return &Problem{Status: status} // huma asks for the form only
	}
	switch {
	case status == http.StatusRequestEntityTooLarge:
		return problem(l, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "server.too_large"})
	case status >= http.StatusInternalServerError:
		return problem(l, &fengcun.Error{Kind: fengcun.KindInternal, Code: "server.failed"})
	}
	p := problem(l, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "request.form"})
	for _, err := range errs {
		var d *huma.ErrorDetail
		if !errors.As(err, &d) {
			continue
		}
		e := FieldError{Location: d.Location, Code: "request.value"}
		switch {
		case strings.Contains(d.Message, "required"):
			e.Code = "request.missing"
		case strings.HasPrefix(d.Message, "unexpected"), strings.HasPrefix(d.Message, "unknown"):
			// The name is what was sent, and is not repeated.
			e.Code, e.Location = "request.unknown", parent(d)
		}
		e.Title = l.Text("api."+e.Code, nil)
		p.Errors = append(p.Errors, e)
		if len(p.Errors) == mostErrors {
			break
		}
	}
	return p
}

// mostErrors bounds how many misfits are listed.
const mostErrors = 50

// parent is the place of the object that has an unknown name in it. The name is cut
// off by itself: it may hold what looks like a place.
func parent(d *huma.ErrorDetail) string {
	longest := ""
	names, _ := d.Value.(map[string]any)
	for name := range names {
		if strings.HasSuffix(d.Location, "."+name) && len(name) > len(longest) {
			longest = name
		}
	}
	if longest != "" {
		return strings.TrimSuffix(d.Location, "."+longest)
	}
	place, _, _ := strings.Cut(d.Location, ".")
	return place
}
