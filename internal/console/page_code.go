package console

import (
	"strconv"
	"strings"

	"rsc.io/qr"

	"fengcun"
	"fengcun/internal/identity"
	"fengcun/internal/registry"
)

var codeRoutes = []route{
	{"GET /account/code", (*visit).codePage, false},
	{"POST /account/code", (*visit).enrolCode, false},
}

// codeView offers a secret for one-time codes: as text, and as a picture that an
// authenticator reads.
type codeView struct {
	Form   *form
	Secret string
	Size   int
	Path   string // of the dark modules, for SVG
}

func (v *visit) codeView(f *form, secret identity.CodeSecret) (codeView, error) {
	code, err := qr.Encode(secret.Link(v.session.Staff), qr.M)
	if err != nil {
		return codeView{}, &fengcun.Error{Kind: fengcun.KindInternal, Code: "console.page", Err: err}
	}
	var path strings.Builder
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				path.WriteString("M" + strconv.Itoa(x+quiet) + " " + strconv.Itoa(y+quiet) + "h1v1h-1z")
			}
		}
	}
	return codeView{f, secret.Text(), code.Size + 2*quiet, path.String()}, nil
}

// quiet is the blank rim of the picture, in modules.
const quiet = 4

func (v *visit) codePage() error {
	view, err := v.codeView(v.own(), v.parts.Registry.NewCodeSecret())
	if err != nil {
		return err
	}
	return v.page("code", view)
}

// enrolCode takes up one-time codes once the authenticator shows the right one.
func (v *visit) enrolCode() error {
	f := v.form()
	secret, err := identity.ParseCodeSecret(f.Get("secret"))
	if err != nil || !secret.Whole() {
		return v.goOn("/account/code")
	}
	password := v.password(f)
	code := v.text(f, "code", "console.code.none")
	if f.good() {
		err := v.parts.Registry.EnrolCode(v.ctx(), v.token, registry.CodeEnrolment{Secret: secret, Code: identity.Password(code), Password: password})
		if err == nil {
			return v.goOn("/account")
		}
		if err := v.unproven(f, err, "code", "code"); err != nil {
			return err
		}
	}
	view, err := v.codeView(f, secret)
	if err != nil {
		return err
	}
	return v.again(f, "code", view)
}
