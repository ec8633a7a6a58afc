package api

import (
	"context"

	"fengcun"
)

type receiptIn struct {
	Write
	ID fengcun.ID `path:"id"`
}

func (a *API) certificateReceipt(ctx context.Context, c call, in *receiptIn) (filesOut, error) {
	return files(a.Registry.CertificateReceipt(ctx, c.actor, in.ID))
}

type trackIn struct {
	Body struct {
		Number string `json:"number" minLength:"1" maxLength:"60" doc:"On the receipt; brackets may be left out"`
		Code   string `json:"code" minLength:"1" maxLength:"40" doc:"On the receipt"`
	}
}

type trackedOut struct {
	Found    bool         `json:"found" doc:"False for a wrong number, a wrong code, and a receipt that has ended"`
	Accepted fengcun.Date `json:"accepted"`
	Due      fengcun.Date `json:"due"`
	Ready    bool         `json:"ready" doc:"The answer can be collected, a certificate or a refusal"`
}

func (a *API) track(ctx context.Context, _ call, in *trackIn) (trackedOut, error) {
	t, err := a.Registry.Track(ctx, in.Body.Number, in.Body.Code)
	return trackedOut(t), err
}
