package api

import (
	"context"

	"fengcun"
)

type issuingOut struct {
	Issues  bool               `json:"issues" doc:"Whether certificates are issued here today"`
	Issuing fengcun.Issuing    `json:"issuing" doc:"What two people decided"`
	Extent  fengcun.FeedExtent `json:"extent" doc:"What was last stated of the feed"`
}

type stateFeedIn struct {
	Write
	Body struct {
		UpTo      fengcun.Date `json:"upTo"`
		Platform  int64        `json:"platform" minimum:"1" maximum:"140737488355327" doc:"Convictions that the platform held on that day"`
		Delivered int64        `json:"delivered" minimum:"0" maximum:"140737488355327"`
	}
}

func (a *API) issuing(ctx context.Context, c call, _ *struct{}) (issuingOut, error) {
	v, err := a.Registry.ViewIssuing(ctx, c.actor)
	return issuingOut{v.Issues, v.Issuing, v.Extent}, err
}

func (a *API) stateFeed(ctx context.Context, c call, in *stateFeedIn) error {
	return a.Registry.StateFeed(ctx, c.actor, fengcun.FeedExtent(in.Body))
}
