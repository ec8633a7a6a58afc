package api

import (
	"context"

	"fengcun"
	"fengcun/internal/registry"
)

type readingIn struct {
	Readers []fengcun.Particular  `json:"readers" minItems:"1" maxItems:"20" doc:"Numbers of the identity documents of handling persons"`
	Parts   []fengcun.ReadingPart `json:"parts" minItems:"1" maxItems:"3" enum:"person,case,decision"`
	Until   fengcun.Date          `json:"until" doc:"The last day, within thirty days"`
	Views   int                   `json:"views" minimum:"1" maximum:"500" doc:"How many pages are shown, excerpts and copies among them"`
	Copies  int                   `json:"copies,omitempty" minimum:"0" maximum:"50" doc:"How many excerpts and copies may leave"`
}

type takeCopyIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Reader  fengcun.Particular     `json:"reader" minLength:"1" maxLength:"26" doc:"Number of the identity document of a reader named in the grant"`
		Page    int                    `json:"page" minimum:"1" maximum:"1000"`
		Excerpt fengcun.Particular     `json:"excerpt,omitempty" doc:"What the reader wrote out; without it the page is copied"`
		File    fengcun.MarkedFileKind `json:"file" enum:"citing_criminal,citing_civil,citing_administrative,citing_public_interest,later_judgment" doc:"The file that will use it; it waits for its label"`
	}
}

type takenCopyOut struct {
	PDF []byte `json:"pdf" doc:"With the mark of this one disclosure on it; base64."`
}

func (a *API) takeCopy(ctx context.Context, c call, in *takeCopyIn) (takenCopyOut, error) {
	b := in.Body
	file, err := a.Registry.TakeCopy(ctx, c.actor, in.ID, registry.Takeout{Reader: b.Reader, Page: b.Page, Excerpt: b.Excerpt, File: b.File})
	return takenCopyOut{file}, err
}
