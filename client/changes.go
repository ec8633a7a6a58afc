package client

import (
	"context"
	"net/http"

	"fengcun"
)

// Days are days for the calendar: the notice of a year, or days that a document
// declared.
type Days struct {
	Source string `json:"source"`
	Days   []Day  `json:"days"`
	Notice int    `json:"notice,omitempty"` // the year whose notice is carried completely
}

// Day is one of them.
type Day struct {
	Date    fengcun.Date `json:"date"`
	Working bool         `json:"working"`
	Name    string       `json:"name"`
}

// EnterDays puts days before a second person and returns the proposal.
func (c *Client) EnterDays(ctx context.Context, key string, d Days) (fengcun.ID, error) {
	var out struct {
		Proposal fengcun.ID `json:"proposal"`
	}
	err := c.Do(ctx, http.MethodPost, "/calendar/days", key, d, &out)
	return out.Proposal, err
}

// ApproveChange makes what another person proposed. Of an account that was reset it
// returns the new first secret, once.
func (c *Client) ApproveChange(ctx context.Context, key string, proposal fengcun.ID) (secret string, err error) {
	var out struct {
		Secret string `json:"secret"`
	}
	err = c.Do(ctx, http.MethodPost, "/changes/"+proposal.String()+"/approval", key, struct{}{}, &out)
	return out.Secret, err
}

// RefuseChange refuses what another person proposed.
func (c *Client) RefuseChange(ctx context.Context, key string, proposal fengcun.ID) error {
	return c.Do(ctx, http.MethodPost, "/changes/"+proposal.String()+"/refusal", key, struct{}{}, nil)
}
