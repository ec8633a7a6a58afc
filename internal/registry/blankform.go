package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// BlankForms lists the forms that an applicant fills in by hand, in the versions of the
// actor's organ. At the window lie only those that are the same for everybody.
func (r *Registry) BlankForms(ctx context.Context, actor fengcun.Actor) ([]document.Form, error) {
	if err := r.viewing(ctx, actor, policy.PrintBlank, fengcun.ID{}); err != nil {
		return nil, err
	}
	_, forms, err := r.blankForms(ctx, actor)
	return forms, err
}

// BlankForm prints one of them, empty.
func (r *Registry) BlankForm(ctx context.Context, actor fengcun.Actor, f document.Form) (Issued, error) {
	if err := r.viewing(ctx, actor, policy.PrintBlank, fengcun.ID{}); err != nil {
		return Issued{}, err
	}
	library, forms, err := r.blankForms(ctx, actor)
	if err != nil {
		return Issued{}, err
	}
	if !slices.Contains(forms, f) {
		return Issued{}, errNotFound("form")
	}
	organ, err := store.Organ(ctx, r.rows, actor.Organ)
	if err != nil {
		return Issued{}, err
	}
	paper, err := library.Blank(organ, f, document.Chinese)
	if err != nil {
		return Issued{}, err
	}
	printed, err := r.press.Print(paper, r.clock())
	return Issued{Form: f, Printed: printed}, err
}

func (r *Registry) blankForms(ctx context.Context, actor fengcun.Actor) (*document.Library, []document.Form, error) {
	library, err := r.library(ctx, actor.Organ, r.today())
	if err != nil {
		return nil, nil, err
	}
	return library, slices.DeleteFunc(library.Forms(), func(f document.Form) bool {
		return !library.FilledInByHand(f) || actor.Role == fengcun.RoleWindow && !library.Silent(f)
	}), nil
}
