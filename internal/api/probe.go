package api

import (
	"context"

	"fengcun"
	"fengcun/internal/registry"
)

type probesOut struct {
	Orders    []probeOrderOut  `json:"orders"`
	Unproven  int              `json:"unproven" doc:"Own holdings that are confirmed and not proven yet"`
	ByHand    []heldOut        `json:"byHand" doc:"Volumes to be tried by hand; to the custodian alone"`
	Failed    []probeFailedOut `json:"failed" doc:"To a supervising procurator those of every organ"`
	Elsewhere []provenOut      `json:"elsewhere"`
}

type probeOrderOut struct {
	Order     fengcun.ID      `json:"order"`
	Carrier   fengcun.StaffID `json:"carrier"`
	Sample    int             `json:"sample"`
	OrderedBy fengcun.StaffID `json:"orderedBy"`
	OrderedOn fengcun.Date    `json:"orderedOn"`
	Until     fengcun.Date    `json:"until"`
}

type probeFailedOut struct {
	Organ   fengcun.OrganID    `json:"organ"`
	Holding *fengcun.HoldingID `json:"holding,omitempty" doc:"Absent for holdings elsewhere"`
	Number  int                `json:"number"`
	On      fengcun.Date       `json:"on"`
	Manual  bool               `json:"manual"`
}

type provenOut struct {
	Organ    fengcun.OrganID `json:"organ"`
	OnPaper  bool            `json:"onPaper"`
	Proven   int             `json:"proven" doc:"Holdings"`
	Unproven int             `json:"unproven" doc:"Notices"`
}

func (a *API) probes(ctx context.Context, c call, _ *struct{}) (probesOut, error) {
	p, err := a.Registry.Probes(ctx, c.actor)
	out := probesOut{Orders: []probeOrderOut{}, Unproven: p.Unproven, ByHand: held(p.ByHand), Failed: []probeFailedOut{}, Elsewhere: []provenOut{}}
	for _, o := range p.Orders {
		out.Orders = append(out.Orders, probeOrderOut{o.ID, o.Carrier, o.Sample, o.OrderedBy, o.OrderedOn, o.Until})
	}
	for _, f := range p.Failed {
		line := probeFailedOut{Organ: f.Organ, Number: f.Number, On: f.On, Manual: f.Manual}
		if !f.Holding.IsZero() {
			line.Holding = &f.Holding
		}
		out.Failed = append(out.Failed, line)
	}
	for _, e := range p.Elsewhere {
		out.Elsewhere = append(out.Elsewhere, provenOut(e))
	}
	return out, err
}

type probeOrderIn struct {
	Write
	Body struct {
		Number  fengcun.Particular `json:"number" minLength:"1" maxLength:"128" doc:"Of the written order; stored encrypted"`
		Carrier fengcun.StaffID    `json:"carrier" minLength:"1" maxLength:"64" doc:"The custodian who carries it out"`
		Sample  int                `json:"sample" minimum:"0" maximum:"256" doc:"At least 1"`
		Until   fengcun.Date       `json:"until"`
	}
}

type orderedOut struct {
	Order fengcun.ID `json:"order"`
}

func (a *API) orderProbes(ctx context.Context, c call, in *probeOrderIn) (orderedOut, error) {
	id, err := a.Registry.OrderProbes(ctx, c.actor, registry.ProbeOrder(in.Body))
	return orderedOut{id}, err
}

func (a *API) endProbes(ctx context.Context, c call, in *doIn) error {
	return a.Registry.EndProbes(ctx, c.actor, in.ID)
}

type probedOut struct {
	Passed []fengcun.HoldingID `json:"passed"`
	Failed []fengcun.HoldingID `json:"failed"`
}

func (a *API) probe(ctx context.Context, c call, in *doIn) (probedOut, error) {
	p, err := a.Registry.Probe(ctx, c.actor, in.ID)
	return probedOut{append([]fengcun.HoldingID{}, p.Passed...), append([]fengcun.HoldingID{}, p.Failed...)}, err
}

type recordProbeIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Order    fengcun.ID         `json:"order"`
		Passed   bool               `json:"passed"`
		Findings fengcun.Particular `json:"findings" minLength:"1" maxLength:"2000" doc:"What was done and seen; stored encrypted"`
	}
}

func (a *API) recordProbe(ctx context.Context, c call, in *recordProbeIn) error {
	return a.Registry.RecordProbe(ctx, c.actor, registry.ManualProbe{Order: in.Body.Order, Holding: in.ID, Passed: in.Body.Passed, Findings: in.Body.Findings})
}

type sealAgainIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Marked    bool `json:"marked"`
		AccessCut bool `json:"accessCut"`
	}
}

func (a *API) sealAgain(ctx context.Context, c call, in *sealAgainIn) error {
	return a.Registry.SealAgain(ctx, c.actor, registry.ConfirmedHolding{Holding: in.ID, Marked: in.Body.Marked, AccessCut: in.Body.AccessCut})
}

type askProbeIn struct {
	Write
	Body struct {
		Recipient fengcun.OrganID `json:"recipient" minLength:"1" maxLength:"64"`
	}
}

type askedOut struct {
	Notices int `json:"notices" doc:"For how many it was asked"`
}

func (a *API) askProbe(ctx context.Context, c call, in *askProbeIn) (askedOut, error) {
	n, err := a.Registry.AskProbe(ctx, c.actor, in.Body.Recipient)
	return askedOut{n}, err
}
