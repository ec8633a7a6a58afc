package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// StateFeed states how much of the organ's criminal-record platform its feed has
// delivered. Certificates are issued only while this lies within the bound that two
// people set.
func (r *Registry) StateFeed(ctx context.Context, actor fengcun.Actor, e fengcun.FeedExtent) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.Feed, Organ: actor.Organ}, fengcun.ID{})
	if err != nil {
		return err
	}
	if err := e.Validate(r.today()); err != nil {
		return err
	}
	a.detail = "extent"
	_, err = r.commit(ctx, a, store.SetFeedExtent(actor.Organ, e, actor.Staff, r.today()))
	return err
}

// SwitchIssuing proposes whether and within which bound the actor's organ issues
// certificates here; a second person makes it so (ApproveChange).
func (r *Registry) SwitchIssuing(ctx context.Context, actor fengcun.Actor, i fengcun.Issuing) (fengcun.ID, error) {
	return r.ProposeChange(ctx, actor, Change{Kind: ChangeIssuing, Member: fengcun.Actor{Organ: actor.Organ}, Issuing: &i})
}

// checkIssuing refuses a change that bounds nothing, and one for an organ that is not
// here.
func (r *Registry) checkIssuing(ctx context.Context, c Change) error {
	if c.Issuing == nil || c.Member.Organ == "" {
		return fengcun.Invalid("issuing.mode", "way")
	}
	if err := c.Issuing.Validate(); err != nil {
		return err
	}
	return r.worksHere(ctx, c.Member.Organ)
}

// IssuingView is whether an organ issues certificates today, and why.
type IssuingView struct {
	Issuing fengcun.Issuing
	Extent  fengcun.FeedExtent
	Issues  bool
}

// ViewIssuing shows it to those who decide on it. It names no person and counts
// nothing that is known here: the extent is what was stated.
func (r *Registry) ViewIssuing(ctx context.Context, actor fengcun.Actor) (v IssuingView, err error) {
	if err := r.viewing(ctx, actor, policy.ViewIssuing, fengcun.ID{}); err != nil {
		return v, err
	}
	return r.issuing(ctx, actor.Organ)
}

func (r *Registry) issuing(ctx context.Context, organ fengcun.OrganID) (v IssuingView, err error) {
	if v.Issuing, err = store.IssuingOf(ctx, r.rows, organ); err != nil {
		return v, err
	}
	v.Extent, err = store.FeedExtentOf(ctx, r.rows, organ)
	v.Issues = v.Issuing.Covers(v.Extent, r.today())
	return v, err
}

// issues refuses, before anybody is looked up and whoever applies, what an organ does
// not issue here: with the same sentence for all while the feed lies beyond the bound,
// and with another one, again for all, where the national platform issues.
func (r *Registry) issues(ctx context.Context, organ fengcun.OrganID) error {
	v, err := r.issuing(ctx, organ)
	if err != nil || v.Issues {
		return err
	}
	code := "certify.paused"
	if v.Issuing.Mode == fengcun.IssuesOutside {
		code = "certify.outside"
	}
	return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: code, Args: map[string]string{"article": "15"}}
}
