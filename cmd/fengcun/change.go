package main

import (
	"fengcun"
	"fengcun/internal/registry"
)

// changeCmd proposes changes of the list of organs. A second person makes them with
// staff approve.
type changeCmd struct {
	Peers      changePeersCmd      `cmd:"" help:"${help_change_peers}"`
	PeersEnd   changePeersEndCmd   `cmd:"" help:"${help_change_peers_end}"`
	Superior   changeSuperiorCmd   `cmd:"" help:"${help_change_superior}"`
	Succession changeSuccessionCmd `cmd:"" help:"${help_change_succession}"`
}

// twoOrgans are what every such change is about.
type twoOrgans struct {
	actorFlags
	Organ string `arg:"" help:"${help_change_organ}"`
	Other string `arg:"" help:"${help_change_other}"`
}

func (c twoOrgans) proposed(p *program, change registry.Change) error {
	change.Organ, change.Other = fengcun.OrganID(c.Organ), fengcun.OrganID(c.Other)
	return c.propose(p, func(fengcun.Actor) registry.Change { return change })
}

type changePeersCmd struct {
	twoOrgans
	From fengcun.Date `required:"" placeholder:"DATE" help:"${help_change_from}"`
	In   string       `placeholder:"TYPE" help:"${help_change_in}"`
}

// Run proposes.
func (c *changePeersCmd) Run(p *program) error {
	return c.proposed(p, registry.Change{Kind: registry.ChangePeers, From: c.From, In: fengcun.CaseType(c.In)})
}

type changePeersEndCmd struct {
	twoOrgans
	To fengcun.Date `required:"" placeholder:"DATE" help:"${help_change_to}"`
	In string       `placeholder:"TYPE" help:"${help_change_in}"`
}

// Run proposes.
func (c *changePeersEndCmd) Run(p *program) error {
	return c.proposed(p, registry.Change{Kind: registry.ChangePeersEnd, To: c.To, In: fengcun.CaseType(c.In)})
}

type changeSuperiorCmd struct{ twoOrgans }

// Run proposes.
func (c *changeSuperiorCmd) Run(p *program) error {
	return c.proposed(p, registry.Change{Kind: registry.ChangeSuperior})
}

type changeSuccessionCmd struct {
	twoOrgans
	To fengcun.Date `required:"" placeholder:"DATE" help:"${help_change_to}"`
}

// Run proposes.
func (c *changeSuccessionCmd) Run(p *program) error {
	return c.proposed(p, registry.Change{Kind: registry.ChangeSuccession, To: c.To})
}
