package api

import (
	"context"
	"time"

	"fengcun"
	"fengcun/internal/copymark"
	"fengcun/internal/label"
	"fengcun/internal/registry"
)

type revokedOut struct {
	List string `json:"list" doc:"The signed list of revoked numbers, in the form of docs/verification.md. It is for organs and goes to nobody else."`
}

func (a *API) revokedPapers(ctx context.Context, c call, _ *struct{}) (revokedOut, error) {
	list, err := a.Registry.RevokedPapers(ctx, c.actor)
	return revokedOut{string(list)}, err
}

type traceIn struct {
	Body struct {
		Code string `json:"code" minLength:"12" maxLength:"40" doc:"The copy code as it stands on the page or in its QR code"`
	}
}

type traceOut struct {
	Code   string             `json:"code"`
	Organ  fengcun.OrganID    `json:"organ"`
	Reader fengcun.Particular `json:"reader"`
	Grant  string             `json:"grant"`
	At     time.Time          `json:"at"`
}

func (a *API) trace(ctx context.Context, c call, in *traceIn) (traceOut, error) {
	code, err := copymark.ParseCode(in.Body.Code)
	if err != nil {
		return traceOut{}, err
	}
	d, err := a.Registry.Trace(ctx, c.actor, code)
	return traceOut{d.Code.String(), d.Organ, d.Reader, d.Grant, d.At}, err
}

type scanIn struct {
	Body struct {
		Label string `json:"label" minLength:"1" maxLength:"40" doc:"As a scanner reads it from the cover"`
	}
}

type scanOut struct {
	heldOut
	Copy        *fengcun.CopyID `json:"copy,omitempty" doc:"Where the holding can be confirmed"`
	ConfirmedOn fengcun.Date    `json:"confirmedOn"`
	Custody     []custodyLine   `json:"custody" doc:"Where it stood, step by step"`
}

func (a *API) scan(ctx context.Context, c call, in *scanIn) (scanOut, error) {
	h, err := a.Registry.ViewHolding(ctx, c.actor, in.Body.Label)
	out := scanOut{heldOut: heldOut{h.ID, h.Kind, h.Label, h.State}, ConfirmedOn: h.ConfirmedOn, Custody: custody(h.Custody)}
	if !h.Copy.IsZero() {
		out.Copy = &h.Copy
	}
	return out, err
}

type labelsIn struct {
	Body struct {
		Labels  []string      `json:"labels" minItems:"1" maxItems:"480"`
		Wording label.Wording `json:"wording" enum:"contains_sealed,sealed_file,minor_case"`
		Size    label.Size    `json:"size" enum:"sheet,cover"`
	}
}

type labelsOut struct {
	PDF []byte `json:"pdf" doc:"The file in base64"`
}

func (a *API) labels(ctx context.Context, c call, in *labelsIn) (labelsOut, error) {
	file, err := a.Registry.PrintLabels(ctx, c.actor, registry.LabelSheet{Labels: in.Body.Labels, Wording: in.Body.Wording, Size: in.Body.Size})
	return labelsOut{file}, err
}
