package client

import (
	"context"
	"net/http"
	"net/url"

	"fengcun"
)

// Redirect returns the slip that says where to apply, as PDF: the same for everybody.
func (c *Client) Redirect(ctx context.Context, to fengcun.OrganID) ([]byte, error) {
	var out struct {
		PDF []byte `json:"pdf"`
	}
	err := c.Do(ctx, http.MethodGet, "/redirections?organ="+url.QueryEscape(string(to)), "", nil, &out)
	return out.PDF, err
}
