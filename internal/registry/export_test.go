package registry

import (
	"context"

	"fengcun"
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
