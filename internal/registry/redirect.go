package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// RedirectApplicant prints the slip for whoever comes to an organ that is not competent: to
// which organ to go and what to bring (Article 14). It takes no application, names
// nobody and looks nothing up, so that it is the same for everybody.
func (r *Registry) RedirectApplicant(ctx context.Context, actor fengcun.Actor, to fengcun.OrganID) (Issued, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.RedirectApplicant, Organ: actor.Organ}, fengcun.ID{})
	if err != nil {
		return Issued{}, err
	}
	organ, err := store.Organ(ctx, r.rows, actor.Organ)
	if err != nil {
		return Issued{}, err
	}
	competent, err := store.Organ(ctx, r.rows, to)
	if err != nil {
		return Issued{}, err
	}
	if competent.ID == organ.ID {
		return Issued{}, fengcun.Invalid("redirect.own", "to")
	}
	paper, err := r.setPaper(ctx, organ, document.AcceptanceElsewhere, r.today(), document.Fields{
		"organ": document.Text(organ.Name), "redirect": document.Text(competent.Name), "date": document.Day(r.today()),
	})
	if err != nil {
		return Issued{}, err
	}
	printed, err := r.press.Print(paper, r.clock())
	if err != nil {
		return Issued{}, err
	}
	if _, err := r.commit(ctx, a, nil); err != nil {
		return Issued{}, err
	}
	return Issued{Form: document.AcceptanceElsewhere, Printed: printed}, nil
}
