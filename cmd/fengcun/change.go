package main

import (
	"strings"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/registry"
)

// changeCmd proposes changes of the list of organs, of who stands in for whom and of the calendar. A second person
// makes them with staff approve.
type changeCmd struct {
	Peers      changePeersCmd      `cmd:"" help:"${help_change_peers}"`
	PeersEnd   changePeersEndCmd   `cmd:"" help:"${help_change_peers_end}"`
	Superior   changeSuperiorCmd   `cmd:"" help:"${help_change_superior}"`
	Succession changeSuccessionCmd `cmd:"" help:"${help_change_succession}"`
	Deputy     changeDeputyCmd     `cmd:"" help:"${help_change_deputy}"`
	Chain      changeChainCmd      `cmd:"" help:"${help_change_chain}"`
	Calendar   changeCalendarCmd   `cmd:"" help:"${help_change_calendar}"`
	Form       changeFormCmd       `cmd:"" help:"${help_change_form}"`
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

type changeDeputyCmd struct {
	actorFlags
	Member string       `arg:"" help:"${help_staff_member}"`
	Deputy string       `arg:"" help:"${help_change_stand_in}"`
	From   fengcun.Date `required:"" placeholder:"DATE" help:"${help_change_from}"`
	To     fengcun.Date `required:"" placeholder:"DATE" help:"${help_change_to}"`
}

// Run proposes.
func (c *changeDeputyCmd) Run(p *program) error {
	member, err := parseActor(c.Member, "member")
	if err != nil {
		return err
	}
	return c.propose(p, func(fengcun.Actor) registry.Change {
		return registry.Change{Kind: registry.ChangeDeputy, Member: member, Deputy: fengcun.StaffID(c.Deputy), From: c.From, To: c.To}
	})
}

type changeChainCmd struct {
	actorFlags
	Act      policy.Act `enum:"approve_decision,issue_notice,approve_unsealing" default:"approve_decision" help:"${help_change_act}"`
	Accounts []string   `arg:"" optional:"" help:"${help_change_accounts}"`
}

// Run proposes.
func (c *changeChainCmd) Run(p *program) error {
	return c.propose(p, func(actor fengcun.Actor) registry.Change {
		return registry.Change{
			Kind: registry.ChangeChain, Member: fengcun.Actor{Organ: actor.Organ}, Act: c.Act, Chain: strings.Join(c.Accounts, ","),
		}
	})
}
