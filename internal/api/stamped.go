package api

import (
	"bytes"
	"context"
	"encoding/base64"

	"fengcun"
	"fengcun/internal/registry"
)

type fileScanIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Recipient string `json:"recipient,omitempty" maxLength:"64" pattern:"^[A-Za-z0-9_.-]*$" doc:"Of a notice: the organ, or person, whose paper it is."`
		Scan      string `json:"scan" minLength:"1" maxLength:"1000000" pattern:"^[A-Za-z0-9+/=]+$" doc:"PDF, JPEG or PNG; base64. What is larger is filed by the command papers file."`
	}
}

func (a *API) fileScan(ctx context.Context, c call, in *fileScanIn) error {
	scan, err := base64.StdEncoding.DecodeString(in.Body.Scan)
	if err != nil {
		return fengcun.Invalid("paper.scan_kind", "scan")
	}
	return a.Registry.FileScan(ctx, c.actor, registry.ScanIn{Paper: in.ID, To: in.Body.Recipient, File: bytes.NewReader(scan)})
}

type stampedOut struct {
	Number string       `json:"number"`
	Kind   string       `json:"kind" enum:"pdf,jpeg,png"`
	On     fengcun.Date `json:"on"`
	Scan   []byte       `json:"scan" doc:"As it was filed; base64."`
}

func (a *API) stampedScan(ctx context.Context, c call, in *noticePaperIn) (stampedOut, error) {
	s, err := a.Registry.Scan(ctx, c.actor, in.ID, in.Recipient)
	return stampedOut{s.Number, string(s.Kind), s.On, s.File}, err
}

type envelopeIn struct {
	ID   fengcun.ID `path:"id"`
	Body struct {
		Recipient string             `json:"recipient" maxLength:"64" pattern:"^[A-Za-z0-9_.-]*$"`
		Address   fengcun.Particular `json:"address" minLength:"1" doc:"It is printed and not kept."`
		Postcode  fengcun.Particular `json:"postcode,omitempty"`
	}
}

func (a *API) envelope(ctx context.Context, c call, in *envelopeIn) (filesOut, error) {
	return files(a.Registry.Envelope(ctx, c.actor, in.ID, in.Body.Recipient, registry.Address{Lines: in.Body.Address, Postcode: in.Body.Postcode}))
}
