package client

import (
	"context"
	"net/http"

	"fengcun"
)

// FeedRow is one conviction on the organ's criminal-record platform.
type FeedRow struct {
	Organ   fengcun.OrganID `json:"organ,omitempty"`
	Numbers []string        `json:"numbers,omitempty"`
	Crime   string          `json:"crime,omitempty"`
	Person  Person          `json:"person"`
}

// FeedReport says what the rows of a feed are good for, from the rows alone.
type FeedReport struct {
	Rows        int `json:"rows"`
	Disclosable int `json:"disclosable"`
	Incomplete  int `json:"incomplete"`
	Withheld    int `json:"withheld"`
}

// Feed takes up to 256 rows of the platform. Rows may be sent again.
func (c *Client) Feed(ctx context.Context, key string, rows []FeedRow) (report FeedReport, err error) {
	return report, c.Do(ctx, http.MethodPost, "/feeds", key, map[string]any{"rows": rows}, &report)
}

// TakeHeld files a row that waits at the organ as a matter.
func (c *Client) TakeHeld(ctx context.Context, key string, row fengcun.ID) (filed Filed, err error) {
	return filed, c.Do(ctx, http.MethodPost, "/held/"+row.String()+"/matter", key, nil, &filed)
}
