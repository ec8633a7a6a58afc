package client

import (
	"context"
	"net/http"

	"fengcun"
)

// RequestMark has a registered system of the organ mark a holding; row is the system's
// own id of it, never a name (Article 10).
func (c *Client) RequestMark(ctx context.Context, key string, id fengcun.CopyID, holding fengcun.HoldingID, system fengcun.StaffID, row string) (fengcun.ID, error) {
	var out struct {
		Mark fengcun.ID `json:"mark"`
	}
	err := c.Do(ctx, http.MethodPost, "/copies/"+id.String()+"/marks", key, map[string]any{"holding": holding, "system": system, "row": row}, &out)
	return out.Mark, err
}

// Feed is what a system pulls: the content as it was signed, the organ's key by its
// identifier in the published file of keys, and the signature.
type Feed struct {
	Content   string `json:"content"`
	Key       string `json:"key"`
	Signature []byte `json:"signature"`
}

// Marks pulls the feed of the system that the client acts for. Check the signature
// before anything is marked.
func (c *Client) Marks(ctx context.Context) (f Feed, err error) {
	return f, c.Do(ctx, http.MethodGet, "/marks", "", nil, &f)
}

// AcknowledgeMark says that the row is marked; the mark is deleted.
func (c *Client) AcknowledgeMark(ctx context.Context, key string, mark fengcun.ID) error {
	return c.Do(ctx, http.MethodPost, "/marks/"+mark.String()+"/acknowledgement", key, nil, nil)
}
