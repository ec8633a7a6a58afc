package console

import (
	"strings"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/registry"
)

// The forms of the organ's papers: seen, tried, and changed by two people.
var formRoutes = []route{
	{"GET /forms", (*visit).formsPage, false},
	{"GET /forms/{form}/{lang}", (*visit).formPage, false},
	{"POST /forms/{form}/{lang}", (*visit).changeForm, false},
	{"GET /forms/{form}/{lang}/file", (*visit).formFile, false},
}

type formsView struct{ Lines []registry.FormLine }

func (v *visit) formsPage() error {
	lines, err := v.parts.Registry.Forms(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	return v.page("forms", formsView{lines})
}

type formView struct {
	Form  *form
	Name  document.Form
	Lang  string
	May   bool   // propose: who approves only tries
	Tried string // as it would be printed, with nothing filled in
}

// formText reads which form is meant. What is none is a miss.
func (v *visit) formText() (registry.FormText, error) {
	return v.parts.Registry.FormFile(v.ctx(), v.actor(), document.Form(v.r.PathValue("form")), v.r.PathValue("lang"))
}

func (v *visit) formView(f *form, t registry.FormText) formView {
	return formView{Form: f, Name: t.Form, Lang: t.Lang, May: v.actor().Role == fengcun.RoleSystemAdmin}
}

func (v *visit) formPage() error {
	t, err := v.formText()
	if err != nil {
		return err
	}
	return v.page("form", v.formView(blank("content", t.Content), t))
}

func (v *visit) formFile() error {
	t, err := v.formText()
	return v.handOut([]byte(t.Content), "text/plain; charset=utf-8", string(t.Form)+"."+t.Lang+".form", err)
}

// changeForm tries a changed form, and puts it before a second person if that is
// wanted. What is wrong with it stands above it, with its line.
func (v *visit) changeForm() error {
	t, err := v.formText()
	if err != nil {
		return err
	}
	f := v.form()
	t.Content = strings.ReplaceAll(f.Values.Get("content"), "\r\n", "\n") // browsers send both
	view := v.formView(f, t)
	if f.Get("do") == "propose" {
		_, err := v.parts.Registry.ProposeChange(v.keyed(f), v.actor(), registry.Change{
			Kind: registry.ChangeForm, Member: fengcun.Actor{Organ: v.organ.ID}, Form: &t,
		})
		if err == nil {
			return v.goOn("/changes")
		}
		if err := v.blame(f, err); err != nil {
			return err
		}
		return v.again(f, "form", view)
	}
	if view.Tried, err = v.parts.Registry.CheckForm(v.ctx(), v.actor(), t); err != nil {
		if err := v.blame(f, err); err != nil {
			return err
		}
		return v.again(f, "form", view)
	}
	return v.page("form", view)
}
