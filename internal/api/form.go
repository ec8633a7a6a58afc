package api

import (
	"context"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/registry"
)

type formsOut struct {
	Forms []formOut `json:"forms"`
}

type formOut struct {
	Form     document.Form `json:"form"`
	Language string        `json:"language"`
	Title    string        `json:"title"`
	Silent   bool          `json:"silent" doc:"Certain words must not occur in it"`
	From     fengcun.Date  `json:"from,omitzero" doc:"First day of the papers that the organ's own version prints; left out for the program's"`
}

func (a *API) forms(ctx context.Context, c call, _ *struct{}) (formsOut, error) {
	lines, err := a.Registry.Forms(ctx, c.actor)
	out := formsOut{Forms: []formOut{}}
	for _, l := range lines {
		out.Forms = append(out.Forms, formOut{l.Form, l.Lang, l.Title, l.Silent, l.From})
	}
	return out, err
}

// whichForm names a form in a language.
type whichForm struct {
	Form     document.Form `json:"form" minLength:"1" maxLength:"64" pattern:"^[a-z_]+$"`
	Language string        `json:"language" enum:"zh-CN,en"`
}

type formFileIn struct {
	Body whichForm
}

type formTextOut struct {
	Content string `json:"content"`
}

func (a *API) formFile(ctx context.Context, c call, in *formFileIn) (formTextOut, error) {
	t, err := a.Registry.FormFile(ctx, c.actor, in.Body.Form, in.Body.Language)
	return formTextOut{t.Content}, err
}

// changedForm is the file of a form as it is to be.
type changedForm struct {
	whichForm
	Content string `json:"content" minLength:"1" maxLength:"65536"`
}

func (f changedForm) text() registry.FormText {
	return registry.FormText{Form: f.Form, Lang: f.Language, Content: f.Content}
}

type checkFormIn struct {
	Body changedForm
}

type checkedOut struct {
	Blank string `json:"blank" doc:"How it looks before anything is filled in"`
}

func (a *API) checkForm(ctx context.Context, c call, in *checkFormIn) (checkedOut, error) {
	blank, err := a.Registry.CheckForm(ctx, c.actor, in.Body.text())
	return checkedOut{blank}, err
}

type changeFormIn struct {
	Write
	Body changedForm
}

func (a *API) changeForm(ctx context.Context, c call, in *changeFormIn) (proposedChangeOut, error) {
	t := in.Body.text()
	id, err := a.Registry.ProposeChange(ctx, c.actor, registry.Change{
		Kind: registry.ChangeForm, Member: fengcun.Actor{Organ: c.actor.Organ}, Form: &t,
	})
	return proposedChangeOut{id}, err
}
