package registry

import (
	"context"
	"slices"
	"strings"

	"fengcun"
	"fengcun/internal/label"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// LabelSheet says which labels to print.
type LabelSheet struct {
	Labels  []string // of holdings and of marked files
	Wording label.Wording
	Size    label.Size
}

// longestSheet is how many labels are printed at once.
const longestSheet = 480

// PrintLabels returns labels for the covers of holdings and marked files of the actor's organ, as a
// PDF (Articles 5, 6, 10). A label that is not there, another organ's or not the
// actor's is not found, and nothing is printed.
func (r *Registry) PrintLabels(ctx context.Context, actor fengcun.Actor, q LabelSheet) ([]byte, error) {
	if len(q.Labels) > longestSheet {
		return nil, fengcun.Invalid("label.many", "labels")
	}
	var labels []label.Label
	for _, text := range q.Labels {
		h, err := r.scanned(ctx, actor, policy.PrintLabels, text)
		if fengcun.KindOf(err) == fengcun.KindNotFound {
			h.Label, err = r.markedLabel(ctx, actor, text)
		}
		if err != nil {
			return nil, err
		}
		labels = append(labels, label.Label{Wording: q.Wording, Text: h.Label})
	}
	return label.Print(labels, q.Size, r.clock())
}

// markedLabel returns the label of a marked file of the actor's organ, for whoever may
// confirm that it is on the cover.
func (r *Registry) markedLabel(ctx context.Context, actor fengcun.Actor, text string) (string, error) {
	f, err := store.MarkedFileByLabel(ctx, r.rows, actor.Organ, strings.ToUpper(strings.TrimSpace(text)))
	if err != nil {
		return "", asked("holding", err)
	}
	if _, err := r.policy.Authorize(policy.Request{Actor: actor, Act: policy.LabelFile, Organ: f.Organ}); err != nil {
		return "", errNotFound("holding")
	}
	return f.Label, nil
}

// HoldingView is what a scanned label opens: the thing on the shelf, and never whose
// record it carries.
type HoldingView struct {
	Held
	Copy    fengcun.CopyID // what can be confirmed; zero if it is sealed or not the actor's
	Custody []CustodyStep  // where it stood, step by step
}

// ViewHolding opens the holding that a scanned or typed label names: for the
// custodian of its organ, and for the handler of an open copy that it carries. Any
// other label, another organ's or nobody's, is not found.
func (r *Registry) ViewHolding(ctx context.Context, actor fengcun.Actor, text string) (HoldingView, error) {
	h, err := r.scanned(ctx, actor, policy.ViewHolding, text)
	if err != nil {
		return HoldingView{}, err
	}
	view := HoldingView{Held: held([]store.Holding{h})[0]}
	copies, err := store.CopiesOfHolding(ctx, r.rows, h.ID)
	if err != nil {
		return HoldingView{}, err
	}
	for _, c := range copies {
		if _, err := r.policy.Authorize(policy.Request{Actor: actor, Act: policy.ConfirmHolding, Organ: c.Organ, Assignee: c.Assignee}); err == nil && c.State == fengcun.CopyWorking {
			view.Copy = c.ID
		}
	}
	view.Custody, err = store.CustodyOf(ctx, r.rows, h.ID)
	return view, err
}

// scanned finds the holding of a label for an act. The entry in the log is committed
// before anything is looked up, and is the same whatever is found.
func (r *Registry) scanned(ctx context.Context, actor fengcun.Actor, name policy.Act, text string) (store.Holding, error) {
	// Whose task the holding is is not known yet: who may at best is asked first.
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: name, Organ: actor.Organ, Assignee: actor.Staff}, fengcun.ID{})
	if err != nil {
		return store.Holding{}, err
	}
	if _, err := r.commit(ctx, a, nil); err != nil {
		return store.Holding{}, err
	}
	found, err := store.HoldingsByLabel(ctx, r.rows, actor.Organ, strings.ToUpper(strings.TrimSpace(text)))
	if err != nil {
		return store.Holding{}, err
	}
	var may []store.Holding
	for _, h := range found {
		copies, err := store.CopiesOfHolding(ctx, r.rows, h.ID)
		if err != nil {
			return store.Holding{}, err
		}
		if slices.ContainsFunc(copies, func(c store.Copy) bool {
			_, err := r.policy.Authorize(policy.Request{Actor: actor, Act: name, Organ: h.Organ, Assignee: c.Assignee})
			return err == nil
		}) {
			may = append(may, h)
		}
	}
	switch len(may) {
	case 0:
		return store.Holding{}, errNotFound("holding")
	case 1:
		return may[0], nil
	}
	return store.Holding{}, &fengcun.Error{Kind: fengcun.KindConflict, Code: "label.twice", Field: "label"}
}
