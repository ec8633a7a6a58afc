package main

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"fengcun"
	"fengcun/internal/exchange"
	"fengcun/internal/node"
	"fengcun/internal/registry"
	"fengcun/internal/server"
)

// exchangeCmd exchanges with organs on other installations.
type exchangeCmd struct {
	Status   exchangeStatusCmd   `cmd:"" help:"${help_exchange_status}"`
	Key      exchangeKeyCmd      `cmd:"" help:"${help_exchange_key}"`
	Card     exchangeCardCmd     `cmd:"" help:"${help_exchange_card}"`
	Trust    exchangeTrustCmd    `cmd:"" help:"${help_exchange_trust}"`
	Distrust exchangeDistrustCmd `cmd:"" help:"${help_exchange_distrust}"`
	Export   exchangeExportCmd   `cmd:"" help:"${help_exchange_export}"`
	Import   exchangeImportCmd   `cmd:"" help:"${help_exchange_import}"`
	Carry    exchangeCarryCmd    `cmd:"" help:"${help_exchange_carry}"`
	Retry    exchangeRetryCmd    `cmd:"" help:"${help_exchange_retry}"`
	Discard  exchangeDiscardCmd  `cmd:"" help:"${help_exchange_discard}"`
	Alarm    exchangeAlarmCmd    `cmd:"" help:"${help_exchange_alarm}"`
}

// orderFlags are those of an act that a second person ordered.
type orderFlags struct {
	actorFlags
	Ordered string `required:"" placeholder:"STAFF" help:"${help_exchange_ordered}"`
}

// exchangeKeyCmd makes a new exchange key of the actor's organ.
type exchangeKeyCmd struct {
	orderFlags
	Address string `placeholder:"HOST:PORT" help:"${help_exchange_address}"`
}

// Run makes it. Its identifier is what the other side compares.
func (c *exchangeKeyCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		card, err := n.Registry.NewExchangeKey(p.ctx, actor, fengcun.StaffID(c.Ordered), c.Address)
		if err != nil {
			return err
		}
		return p.show(exchangeKey{actor.Organ, card.ID(), card.ValidFrom})
	})
}

type exchangeKey struct {
	Organ fengcun.OrganID `json:"organ"`
	Key   fengcun.ID      `json:"key"`
	Since fengcun.Date    `json:"since"`
}

func (k exchangeKey) text(v voice) []string {
	return []string{v.field("word.organ", string(k.Organ)), v.field("word.key", k.Key.String()), v.field("word.since", k.Since.String())}
}

// exchangeCardCmd writes the card that other installations enter in their peer list.
type exchangeCardCmd struct {
	actorFlags
	Output string `short:"o" required:"" placeholder:"FILE" help:"${help_output}"`
}

// Run writes.
func (c *exchangeCardCmd) Run(p *program) error {
	if err := freePath(c.Output); err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		card, key, err := n.Registry.ExchangeCard(p.ctx, actor.Organ)
		if err != nil {
			return err
		}
		if err := createFile(c.Output, card); err != nil {
			return err
		}
		return p.show(exchangeKey{Organ: actor.Organ, Key: key, Since: fengcun.DateOf(p.clock())})
	})
}

// exchangeTrustCmd enters an organ's card in the peer list.
type exchangeTrustCmd struct {
	orderFlags
	File string `arg:"" help:"${help_exchange_file}"`
	Key  string `required:"" placeholder:"KEY" help:"${help_exchange_compared}"`
}

// Run enters it, if it is the one that was compared.
func (c *exchangeTrustCmd) Run(p *program) error {
	key, err := idFlag(c.Key, "--key")
	if err != nil {
		return err
	}
	raw, err := readFile(c.File)
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		card, err := n.Registry.TrustPeer(p.ctx, actor, fengcun.StaffID(c.Ordered), raw, key)
		if err != nil {
			return err
		}
		return p.show(exchangeKey{card.Organ, card.ID(), card.ValidFrom})
	})
}

// exchangeDistrustCmd ends a key of the peer list at once.
type exchangeDistrustCmd struct {
	orderFlags
	Organ string `arg:"" help:"${help_exchange_peer}"`
	Key   string `arg:"" help:"${help_exchange_ended}"`
}

// Run ends it.
func (c *exchangeDistrustCmd) Run(p *program) error {
	key, err := idFlag(c.Key, "key")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.DistrustPeer(p.ctx, actor, fengcun.StaffID(c.Ordered), fengcun.OrganID(c.Organ), key); err != nil {
			return err
		}
		return p.show(done{"exchange.distrusted"})
	})
}

// exchangeExportCmd writes a parcel to be carried by hand.
type exchangeExportCmd struct {
	actorFlags
	To     string `required:"" placeholder:"ORGAN" help:"${help_exchange_peer}"`
	From   int64  `placeholder:"N" help:"${help_exchange_from}"`
	Output string `short:"o" required:"" placeholder:"FILE" help:"${help_output}"`
}

// Run exports.
func (c *exchangeExportCmd) Run(p *program) error {
	if err := freePath(c.Output); err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		packed, err := n.Registry.ExportParcel(p.ctx, actor, fengcun.OrganID(c.To), c.From)
		if err != nil {
			return err
		}
		if err := createFile(c.Output, packed.Bytes); err != nil {
			return err
		}
		return p.show(exportedParcel{packed.Number, packed.First, packed.Last})
	})
}

type exportedParcel struct {
	Parcel int64 `json:"parcel"` // 0 for one that carries a receipt alone
	First  int64 `json:"first"`
	Last   int64 `json:"last"`
}

func (e exportedParcel) text(v voice) []string {
	return []string{v.field("word.parcel", number(e.Parcel)), v.field("word.messages", number(e.First)+"–"+number(e.Last))}
}

// exchangeImportCmd takes a parcel that was brought.
type exchangeImportCmd struct {
	actorFlags
	File string `arg:"" help:"${help_exchange_parcel}"`
}

// Run imports.
func (c *exchangeImportCmd) Run(p *program) error {
	raw, err := readFile(c.File)
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		taken, err := n.Registry.ImportParcel(p.ctx, actor, raw)
		if err != nil {
			return err
		}
		return p.show(importedParcel{taken.From, taken.Number, taken.Applied, taken.Repeated, taken.Parked, taken.Missed})
	})
}

type importedParcel struct {
	From     fengcun.OrganID `json:"from"`
	Parcel   int64           `json:"parcel"`
	Applied  int             `json:"applied"`
	Repeated int             `json:"repeated"`
	Parked   int             `json:"parked"`
	Missed   int64           `json:"missed"`
}

func (i importedParcel) text(v voice) []string {
	return []string{
		v.field("word.from_organ", string(i.From)), v.field("word.parcel", number(i.Parcel)), v.field("word.applied", number(i.Applied)),
		v.field("word.repeated", number(i.Repeated)), v.field("word.parked", number(i.Parked)), v.field("word.missed", number(i.Missed)),
	}
}

// readFile reads a card or a parcel. One byte too many is for the reader to refuse.
func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, &fengcun.Error{Kind: fengcun.KindNotFound, Code: "cli.input_file", Field: "file", Err: err}
		}
		return nil, inputError(err)
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, registry.MaxParcel+1))
	if err != nil {
		return nil, inputError(err)
	}
	return raw, nil
}

// exchangeCarryCmd calls every organ that can be called until nothing is left to be
// said: for a timer, where no server runs.
type exchangeCarryCmd struct{ nodeFlags }

// Run carries.
func (c *exchangeCarryCmd) Run(p *program) error {
	return c.withNode(p, func(n *node.Node) error {
		carrier, err := exchange.New(exchange.Options{Registry: n.Registry, Clock: p.clock, Log: server.NewLog(p.stderr)})
		if err != nil {
			return err
		}
		moved, err := carrier.Round(p.ctx)
		if err != nil {
			return err
		}
		return p.show(carried{moved})
	})
}

type carried struct {
	Messages int `json:"messages"`
}

func (c carried) text(v voice) []string {
	return []string{v.field("word.messages", number(c.Messages))}
}
