package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// Instructions prints the sheet that goes with the notice to the person: what need not
// be reported, to whom the truth is owed, and how to ask whether the seal took effect,
// which no paper says (Article 9). It names nobody: it may lie about.
func (r *Registry) Instructions(ctx context.Context, actor fengcun.Actor) (Issued, error) {
	if err := r.viewing(ctx, actor, policy.PrintInstructions, fengcun.ID{}); err != nil {
		return Issued{}, err
	}
	organ, err := store.Organ(ctx, r.rows, actor.Organ)
	if err != nil {
		return Issued{}, err
	}
	paper, err := r.setPaper(ctx, organ, document.Instructions, r.today(), document.Fields{
		"organ": document.Text(organ.Name), "date": document.Day(r.today()),
	})
	if err != nil {
		return Issued{}, err
	}
	printed, err := r.press.Print(paper, r.clock())
	return Issued{Form: document.Instructions, Printed: printed}, err
}
