package client

import (
	"context"
	"net/http"

	"fengcun"
)

// EntrustService lets the court of first instance serve a notice on its person.
func (c *Client) EntrustService(ctx context.Context, key string, notice fengcun.NoticeID, to fengcun.OrganID) error {
	return c.Do(ctx, http.MethodPost, "/notices/"+notice.String()+"/entrustment", key, map[string]any{"to": to}, nil)
}
