package api

import "context"

type revokedOut struct {
	List string `json:"list" doc:"The signed list of revoked numbers, in the form of docs/verification.md. It is for organs and goes to nobody else."`
}

func (a *API) revokedPapers(ctx context.Context, c call, _ *struct{}) (revokedOut, error) {
	list, err := a.Registry.RevokedPapers(ctx, c.actor)
	return revokedOut{string(list)}, err
}
