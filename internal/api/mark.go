package api

import (
	"context"

	"fengcun"
	"fengcun/internal/registry"
)

type markIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Holding fengcun.HoldingID  `json:"holding"`
		System  fengcun.StaffID    `json:"system" minLength:"1" maxLength:"64" doc:"The account that the registered system acts as"`
		Row     fengcun.Particular `json:"row" minLength:"1" maxLength:"128" doc:"The system's own id of the row, never a name"`
	}
}

type markOut struct {
	Mark fengcun.ID `json:"mark"`
}

func (a *API) requestMark(ctx context.Context, c call, in *markIn) (markOut, error) {
	id, err := a.Registry.RequestMark(ctx, c.actor, registry.MarkRequest{Copy: in.ID, Holding: in.Body.Holding, System: in.Body.System, Row: in.Body.Row})
	return markOut{id}, err
}

// feedOut is the feed as it was signed: the bytes, the key and the signature.
type feedOut struct {
	Content   string `json:"content" doc:"JSON text, over which the signature is made"`
	Key       string `json:"key" doc:"Of the organ, as in the published file of keys"`
	Signature []byte `json:"signature" doc:"base64"`
}

func (a *API) marks(ctx context.Context, c call, _ *struct{}) (feedOut, error) {
	f, err := a.Registry.Marks(ctx, c.actor)
	return feedOut{string(f.Content), f.Key, f.Signature}, err
}

func (a *API) acknowledgeMark(ctx context.Context, c call, in *doIn) error {
	return a.Registry.AcknowledgeMark(ctx, c.actor, in.ID)
}
