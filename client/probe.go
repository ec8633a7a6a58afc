package client

import (
	"context"
	"net/http"

	"fengcun"
)

// Probes are an organ's probes of its seals.
type Probes struct {
	Orders []struct {
		Order   fengcun.ID      `json:"order"`
		Carrier fengcun.StaffID `json:"carrier"`
		Until   fengcun.Date    `json:"until"`
	} `json:"orders"`
	Unproven int `json:"unproven"`
	ByHand   []struct {
		Holding fengcun.HoldingID `json:"holding"`
		Label   string            `json:"label"`
	} `json:"byHand"`
	Failed []struct {
		Organ   fengcun.OrganID   `json:"organ"`
		Holding fengcun.HoldingID `json:"holding"`
		Number  int               `json:"number"`
	} `json:"failed"`
	Elsewhere []struct {
		Organ    fengcun.OrganID `json:"organ"`
		Proven   int             `json:"proven"`
		Unproven int             `json:"unproven"`
	} `json:"elsewhere"`
}

// Probes shows orders, outcomes and what is not proven yet.
func (c *Client) Probes(ctx context.Context) (p Probes, err error) {
	return p, c.Do(ctx, http.MethodGet, "/probes", "", nil, &p)
}

// OrderProbes enters the head's written order.
func (c *Client) OrderProbes(ctx context.Context, key, number string, carrier fengcun.StaffID, sample int, until fengcun.Date) (fengcun.ID, error) {
	var out struct {
		Order fengcun.ID `json:"order"`
	}
	err := c.Do(ctx, http.MethodPost, "/probe-orders", key, map[string]any{"number": number, "carrier": carrier, "sample": sample, "until": until}, &out)
	return out.Order, err
}

// Probe probes a sample under an order now.
func (c *Client) Probe(ctx context.Context, key string, order fengcun.ID) (passed, failed []fengcun.HoldingID, err error) {
	var out struct{ Passed, Failed []fengcun.HoldingID }
	err = c.Do(ctx, http.MethodPost, "/probe-orders/"+order.String()+"/runs", key, nil, &out)
	return out.Passed, out.Failed, err
}

// RecordProbe records a test by hand.
func (c *Client) RecordProbe(ctx context.Context, key string, holding fengcun.HoldingID, order fengcun.ID, passed bool, findings string) error {
	return c.Do(ctx, http.MethodPost, "/holdings/"+holding.String()+"/probes", key, map[string]any{"order": order, "passed": passed, "findings": findings}, nil)
}
