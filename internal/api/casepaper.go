package api

import (
	"context"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/registry"
)

type casePaperLine struct {
	Form   document.Form `json:"form"`
	Of     fengcun.ID    `json:"of,omitzero" doc:"The notice whose service it proves, or the unsealing."`
	To     string        `json:"to,omitempty" doc:"An organ, or person."`
	Number string        `json:"number,omitempty"`
	On     fengcun.Date  `json:"on"`
}

type casePapersOut struct {
	Papers []casePaperLine `json:"papers"`
}

func (a *API) casePapers(ctx context.Context, c call, in *idIn) (casePapersOut, error) {
	list, err := a.Registry.CasePapers(ctx, c.actor, in.ID)
	out := casePapersOut{[]casePaperLine{}}
	for _, p := range list {
		out.Papers = append(out.Papers, casePaperLine(p))
	}
	return out, err
}

type casePaperIn struct {
	ID   fengcun.ID    `path:"id"`
	Form document.Form `query:"form" required:"true" maxLength:"40" pattern:"^[a-z_]+$" doc:"As the list names it."`
	Of   fengcun.ID    `query:"of" doc:"As the list names it."`
	To   string        `query:"to" maxLength:"64" pattern:"^[A-Za-z0-9_.-]*$" doc:"As the list names it."`
}

func (a *API) casePaper(ctx context.Context, c call, in *casePaperIn) (filesOut, error) {
	return files(a.Registry.PrintCasePaper(ctx, c.actor, in.ID, registry.CasePaper{Form: in.Form, Of: in.Of, To: in.To}))
}
