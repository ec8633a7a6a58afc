package main

import (
	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// issuingCmd is whether an organ issues certificates here: the records department
// states how far its feed has come and proposes, an approver makes the change with
// staff approve.
type issuingCmd struct {
	Show   issuingShowCmd   `cmd:"" help:"${help_issuing_show}"`
	Feed   issuingFeedCmd   `cmd:"" help:"${help_issuing_feed}"`
	Switch issuingSwitchCmd `cmd:"" help:"${help_issuing_switch}"`
}

type issuingShowCmd struct{ actorFlags }

// Run shows.
func (c *issuingShowCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		v, err := n.Registry.ViewIssuing(p.ctx, actor)
		if err != nil {
			return err
		}
		return p.show(issuingNow{v.Issues, v.Issuing, v.Extent})
	})
}

type issuingNow struct {
	Issues  bool               `json:"issues"`
	Issuing fengcun.Issuing    `json:"issuing"`
	Extent  fengcun.FeedExtent `json:"extent"`
}

func (i issuingNow) text(v voice) []string {
	yes := "console.issuing.no"
	if i.Issues {
		yes = "console.issuing.yes"
	}
	lines := []string{v.locale.Text("console.issuing.today", nil) + "  " + v.locale.Text(yes, nil)}
	if i.Issuing.Mode == "" {
		return append(lines, v.locale.Text("console.issuing.undecided", nil))
	}
	lines = append(lines, v.locale.Text("issuing_mode."+string(i.Issuing.Mode), nil))
	if i.Issuing.Days > 0 {
		lines = append(lines, v.locale.Text("console.issuing.bound", map[string]string{"coverage": v.locale.Number(i.Issuing.Coverage), "days": v.locale.Number(i.Issuing.Days)}))
	}
	if !i.Extent.UpTo.IsZero() {
		lines = append(lines, v.locale.Text("console.issuing.delivered", map[string]string{
			"date": i.Extent.UpTo.String(), "platform": v.locale.Number(int(i.Extent.Platform)),
			"delivered": v.locale.Number(int(i.Extent.Delivered)), "percent": i.Extent.Percent(),
		}))
	}
	return lines
}

type issuingFeedCmd struct {
	actorFlags
	UpTo      fengcun.Date `required:"" placeholder:"DATE" help:"${help_issuing_up_to}"`
	Platform  int64        `required:"" placeholder:"N" help:"${help_issuing_platform}"`
	Delivered int64        `required:"" placeholder:"N" help:"${help_issuing_delivered}"`
}

// Run states.
func (c *issuingFeedCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.StateFeed(p.ctx, actor, fengcun.FeedExtent{UpTo: c.UpTo, Platform: c.Platform, Delivered: c.Delivered}); err != nil {
			return err
		}
		v, err := n.Registry.ViewIssuing(p.ctx, actor)
		if err != nil {
			return err
		}
		return p.show(issuingNow{v.Issues, v.Issuing, v.Extent})
	})
}

type issuingSwitchCmd struct {
	actorFlags
	Mode     string `arg:"" enum:"here,platform,off" help:"${help_issuing_mode}"`
	Coverage int    `placeholder:"PERCENT" help:"${help_issuing_coverage}"`
	Days     int    `placeholder:"DAYS" help:"${help_issuing_days}"`
}

// Run proposes.
func (c *issuingSwitchCmd) Run(p *program) error {
	return c.propose(p, func(actor fengcun.Actor) registry.Change {
		return registry.Change{
			Kind: registry.ChangeIssuing, Member: fengcun.Actor{Organ: actor.Organ},
			Issuing: &fengcun.Issuing{Mode: fengcun.IssuingMode(c.Mode), Coverage: c.Coverage, Days: c.Days},
		}
	})
}
