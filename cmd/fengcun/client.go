package main

import (
	"encoding/hex"

	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// clientCmd lets case systems in, by two people, and shuts them out.
type clientCmd struct {
	Propose clientProposeCmd `cmd:"" help:"${help_client_propose}"`
	Approve clientApproveCmd `cmd:"" help:"${help_client_approve}"`
	Revoke  clientRevokeCmd  `cmd:"" help:"${help_client_revoke}"`
	List    clientListCmd    `cmd:"" help:"${help_client_list}"`
}

// clientProposeCmd proposes one. It does nothing until another approves.
type clientProposeCmd struct {
	actorFlags
	Account string `required:"" placeholder:"STAFF@ORGAN/ROLE" help:"${help_client_account}"`
	Kind    string `required:"" placeholder:"key|certificate" help:"${help_client_kind}"`
	Handle  string `required:"" placeholder:"HEX" help:"${help_client_handle}"`
	Until   string `required:"" placeholder:"DATE" help:"${help_client_until}"`
}

// Run proposes.
func (c *clientProposeCmd) Run(p *program) error {
	as, err := parseActor(c.Account, "--account")
	if err != nil {
		return err
	}
	until, err := dateFlag(c.Until, "--until")
	if err != nil {
		return err
	}
	handle, err := hex.DecodeString(c.Handle)
	if err != nil || len(handle) != 32 {
		return fengcun.Invalid("client.kind", "--handle")
	}
	q := registry.Client{Kind: registry.ClientKind(c.Kind), Handle: [32]byte(handle), As: as, ValidTo: until}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		id, err := n.Registry.ProposeClient(p.ctx, actor, q)
		if err != nil {
			return err
		}
		return p.show(proposedClient{id})
	})
}

type proposedClient struct {
	Client fengcun.ID `json:"client"`
}

func (c proposedClient) text(v voice) []string {
	return []string{v.field("word.client", c.Client.String()), v.say("client.proposed", nil)}
}

// clientApproveCmd is the second person's act.
type clientApproveCmd struct {
	actorFlags
	Client string `arg:"" help:"${help_client}"`
}

// Run approves.
func (c *clientApproveCmd) Run(p *program) error {
	id, err := idFlag(c.Client, "client")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.ApproveClient(p.ctx, actor, id); err != nil {
			return err
		}
		return p.show(done{"client.approved"})
	})
}

// clientRevokeCmd shuts one out.
type clientRevokeCmd struct {
	actorFlags
	Client string `arg:"" help:"${help_client}"`
}

// Run revokes.
func (c *clientRevokeCmd) Run(p *program) error {
	id, err := idFlag(c.Client, "client")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.RevokeClient(p.ctx, actor, id); err != nil {
			return err
		}
		return p.show(done{"client.revoked"})
	})
}

// clientListCmd lists those of the actor's organ.
type clientListCmd struct{ actorFlags }

// Run lists.
func (c *clientListCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		clients, err := n.Registry.Clients(p.ctx, actor)
		if err != nil {
			return err
		}
		list := clientList{Clients: []clientView{}}
		for _, c := range clients {
			list.Clients = append(list.Clients, clientView{
				c.ID, c.Kind, hex.EncodeToString(c.Handle[:]), c.As.Staff, c.As.Role, c.ValidTo, c.Approved,
			})
		}
		return p.show(list)
	})
}

type clientList struct {
	Clients []clientView `json:"clients"`
}

type clientView struct {
	Client   fengcun.ID          `json:"client"`
	Kind     registry.ClientKind `json:"kind"`
	Handle   string              `json:"handle"`
	Account  fengcun.StaffID     `json:"account"`
	Role     fengcun.Role        `json:"role"`
	ValidTo  fengcun.Date        `json:"validTo"`
	Approved bool                `json:"approved"`
}

func (l clientList) text(v voice) []string {
	if len(l.Clients) == 0 {
		return []string{v.say("client.none", nil)}
	}
	rows := [][]string{{v.say("word.client", nil), v.say("word.account", nil), v.say("word.due", nil), v.say("word.state", nil)}}
	for _, c := range l.Clients {
		state := "client.waiting"
		if c.Approved {
			state = "client.active"
		}
		rows = append(rows, []string{c.Client.String(), string(c.Account), c.ValidTo.String(), v.say(state, nil)})
	}
	return table(rows)
}
