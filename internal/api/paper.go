package api

import (
	"context"

	"fengcun"
	"fengcun/internal/registry"
)

// filesOut is a paper in the forms in which it is handed out.
type filesOut struct {
	PDF  []byte `json:"pdf" doc:"Signed, if the organ has a key; base64."`
	Docx []byte `json:"docx" doc:"A text document for the organ's seal system; base64."`
}

func files(doc registry.Issued, err error) (filesOut, error) { return filesOut{doc.PDF, doc.Docx}, err }

func (a *API) certificateFiles(ctx context.Context, c call, in *idIn) (filesOut, error) {
	return files(a.Registry.Reissue(ctx, c.actor, in.ID))
}

func (a *API) noticeFiles(ctx context.Context, c call, in *noticePaperIn) (filesOut, error) {
	doc, err := a.Registry.NoticeText(ctx, c.actor, in.ID, in.Recipient)
	return files(doc.Issued, err)
}

func (a *API) instructions(ctx context.Context, c call, _ *struct{}) (filesOut, error) {
	return files(a.Registry.Instructions(ctx, c.actor))
}

type redirectIn struct {
	Organ fengcun.OrganID `query:"organ" maxLength:"64" pattern:"^[A-Za-z0-9_.-]*$" doc:"The organ to which the applicant is sent."`
}

func (a *API) redirect(ctx context.Context, c call, in *redirectIn) (filesOut, error) {
	return files(a.Registry.RedirectApplicant(ctx, c.actor, in.Organ))
}
