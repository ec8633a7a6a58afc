package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/audit"
	"fengcun/internal/document"
	"fengcun/internal/store"
)

// Accept takes an application in and gives it a number, the first half of Certify.
func (r *Registry) Accept(ctx context.Context, actor fengcun.Actor, q Application) (fengcun.ID, error) {
	return r.accept(ctx, actor, q)
}

// Prepare looks an accepted application up and sets its paper, which is all of
// Certify that rests on the person: what is left are two commits of rows of one
// size and the printing of what was set, whose time hides a microsecond from any
// number of samples.
func (r *Registry) Prepare(ctx context.Context, id fengcun.ID) (*document.Paper, error) {
	cert, err := store.CertificateByID(ctx, r.rows, id)
	if err != nil {
		return nil, err
	}
	_, paper, err := r.draft(ctx, cert)
	return paper, err
}

// LastDetail opens the detail of an organ's newest entry, which no view shows.
func (r *Registry) LastDetail(ctx context.Context, organ fengcun.OrganID) (detail string, err error) {
	head, err := r.store.Head(ctx)
	if err != nil {
		return "", err
	}
	err = r.entries(ctx, organ, 0, head.Size, func(e Event, body audit.Body) { detail = string(e.Act) + " " + body.Detail })
	return detail, err
}
