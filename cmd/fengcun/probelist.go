package main

import (
	"fengcun"
	"fengcun/internal/node"
)

// probeListCmd shows orders, outcomes and what is still to be proven.
type probeListCmd struct{ actorFlags }

// Run shows them.
func (c *probeListCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		all, err := n.Registry.Probes(p.ctx, actor)
		if err != nil {
			return err
		}
		view := probesView{Orders: []probeOrderView{}, Unproven: all.Unproven, ByHand: []probeVolume{}, Failed: []probeFailed{}, Elsewhere: []probeElsewhere{}}
		for _, o := range all.Orders {
			view.Orders = append(view.Orders, probeOrderView{o.ID, o.Carrier, o.Sample, o.OrderedBy, o.OrderedOn, o.Until})
		}
		for _, h := range all.ByHand {
			view.ByHand = append(view.ByHand, probeVolume{h.ID, h.Label})
		}
		for _, f := range all.Failed {
			failed := probeFailed{Organ: f.Organ, Number: f.Number, On: f.On, Manual: f.Manual}
			if !f.Holding.IsZero() {
				failed.Holding = f.Holding.String()
			}
			view.Failed = append(view.Failed, failed)
		}
		for _, e := range all.Elsewhere {
			view.Elsewhere = append(view.Elsewhere, probeElsewhere{e.Organ, e.OnPaper, e.Proven, e.Unproven})
		}
		return p.show(view)
	})
}

type probesView struct {
	Orders    []probeOrderView `json:"orders"`
	Unproven  int              `json:"unproven"`
	ByHand    []probeVolume    `json:"byHand"`
	Failed    []probeFailed    `json:"failed"`
	Elsewhere []probeElsewhere `json:"elsewhere"`
}

type probeOrderView struct {
	Order     fengcun.ID      `json:"order"`
	Carrier   fengcun.StaffID `json:"carrier"`
	Sample    int             `json:"sample"`
	OrderedBy fengcun.StaffID `json:"orderedBy"`
	OrderedOn fengcun.Date    `json:"orderedOn"`
	Until     fengcun.Date    `json:"until"`
}

type probeVolume struct {
	Holding fengcun.HoldingID `json:"holding"`
	Label   string            `json:"label"`
}

type probeFailed struct {
	Organ   fengcun.OrganID `json:"organ"`
	Holding string          `json:"holding,omitempty"`
	Number  int             `json:"number"`
	On      fengcun.Date    `json:"on"`
	Manual  bool            `json:"manual"`
}

type probeElsewhere struct {
	Organ    fengcun.OrganID `json:"organ"`
	OnPaper  bool            `json:"onPaper"`
	Proven   int             `json:"proven"`
	Unproven int             `json:"unproven"`
}

func (p probesView) text(v voice) []string {
	lines := []string{v.field("probe.unproven", number(p.Unproven))}
	var rows [][]string
	for _, o := range p.Orders {
		rows = append(rows, []string{v.say("word.order", nil), o.Order.String(), string(o.OrderedBy), string(o.Carrier), o.Until.String()})
	}
	lines, rows = append(lines, table(rows)...), nil
	for _, h := range p.ByHand {
		rows = append(rows, []string{v.say("probe.by_hand", nil), h.Label, h.Holding.String()})
	}
	lines, rows = append(lines, table(rows)...), nil
	for _, f := range p.Failed {
		rows = append(rows, []string{v.say("word.failed", nil), string(f.Organ), number(f.Number), f.Holding, f.On.String()})
	}
	lines, rows = append(lines, table(rows)...), nil
	for _, e := range p.Elsewhere {
		rows = append(rows, []string{string(e.Organ), v.field("word.passed", number(e.Proven)), v.field("probe.notices", number(e.Unproven))})
	}
	return append(lines, table(rows)...)
}
