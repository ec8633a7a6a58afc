package client

import (
	"context"
	"net/http"

	"fengcun"
)

// Place is where copies of a record may be, with what was found there.
type Place struct {
	Place   fengcun.Place        `json:"place"`
	Article string               `json:"article"`
	Finding fengcun.PlaceFinding `json:"finding"` // empty while nobody has looked
	Owner   fengcun.OrganID      `json:"owner"`
	By      fengcun.StaffID      `json:"by"`
	On      fengcun.Date         `json:"on"`
	Request fengcun.ID           `json:"request"` // zero but for a request to an owner
}

// Places lists where the organ has to look for copies of a record in its hands (Article 2).
func (c *Client) Places(ctx context.Context, id fengcun.CopyID) ([]Place, error) {
	var out struct {
		Places []Place `json:"places"`
	}
	err := c.Do(ctx, http.MethodGet, "/copies/"+id.String()+"/places", "", nil, &out)
	return out.Places, err
}

// PlaceFound is what was found at a place: Kind and Label of what is held there, Owner of
// a system that somebody else has to seal in.
type PlaceFound struct {
	Place   fengcun.Place        `json:"place"`
	Finding fengcun.PlaceFinding `json:"finding"`
	Kind    fengcun.HoldingKind  `json:"kind,omitempty"`
	Label   string               `json:"label,omitempty"`
	Owner   fengcun.OrganID      `json:"owner,omitempty"`
}

// CheckPlace records it.
func (c *Client) CheckPlace(ctx context.Context, key string, id fengcun.CopyID, found PlaceFound) error {
	return c.Do(ctx, http.MethodPost, "/copies/"+id.String()+"/places", key, found, nil)
}

// AnswerPlace records that an owner answered the request to seal.
func (c *Client) AnswerPlace(ctx context.Context, key string, request fengcun.ID) error {
	return c.Do(ctx, http.MethodPost, "/places/"+request.String()+"/answer", key, nil, nil)
}

// VolumeMove says where the volume of a label was brought.
type VolumeMove struct {
	Label   string              `json:"label"`
	Move    fengcun.CustodyMove `json:"move"`
	Archive string              `json:"archive,omitempty"`
	Shelf   string              `json:"shelf,omitempty"`
	Box     string              `json:"box,omitempty"`
	To      fengcun.OrganID     `json:"to,omitempty"`
	On      fengcun.Date        `json:"on"`
}

// MoveVolume enters the next step of a volume's custody (Article 10).
func (c *Client) MoveVolume(ctx context.Context, key string, m VolumeMove) error {
	return c.Do(ctx, http.MethodPost, "/custody", key, m, nil)
}
