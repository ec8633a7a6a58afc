package client

import (
	"context"
	"net/http"

	"fengcun"
)

// Issuing is whether an organ issues certificates here today, and on which conditions.
type Issuing struct {
	Issues  bool               `json:"issues"`
	Issuing fengcun.Issuing    `json:"issuing"`
	Extent  fengcun.FeedExtent `json:"extent"`
}

// Issuing tells whether the client's organ issues certificates.
func (c *Client) Issuing(ctx context.Context) (i Issuing, err error) {
	return i, c.Do(ctx, http.MethodGet, "/issuing", "", nil, &i)
}

// StateFeed states how far the organ's feed has come.
func (c *Client) StateFeed(ctx context.Context, key string, e fengcun.FeedExtent) error {
	return c.Do(ctx, http.MethodPost, "/feeds/extent", key, e, nil)
}
