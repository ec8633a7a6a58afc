package client

import (
	"context"
	"net/http"

	"fengcun"
)

// Representative is one of the family who is in a record's particulars.
type Representative struct {
	Number   int    `json:"number"`
	Name     string `json:"name"`
	Relation string `json:"relation"`
	Barred   bool   `json:"barred"`
}

// Guardians lists those whose rights have not ended.
func (c *Client) Guardians(ctx context.Context, id fengcun.RecordID) ([]Representative, error) {
	var out struct {
		Guardians []Representative `json:"guardians"`
	}
	err := c.Do(ctx, http.MethodGet, "/records/"+id.String()+"/guardians", "", nil, &out)
	return out.Guardians, err
}

// BarGuardian bars one of them in the matter.
func (c *Client) BarGuardian(ctx context.Context, key string, id fengcun.RecordID, number int, reason fengcun.BarReason) error {
	return c.Do(ctx, http.MethodPost, "/records/"+id.String()+"/barred-guardians", key, map[string]any{"number": number, "reason": reason}, nil)
}
