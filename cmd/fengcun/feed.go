package main

import (
	"slices"

	"fengcun"
	"fengcun/internal/intake"
	"fengcun/internal/node"
	"fengcun/internal/registry"
	"fengcun/internal/roster"
)

// feedCmd takes a list of the organ's criminal-record platform into the open register.
type feedCmd struct {
	actorFlags
	File string `arg:"" help:"${help_roster_file}"`
}

// Run reads the whole list first, then feeds it in parts. A list that was interrupted
// is sent again: what is known is passed over. The report is computed from the file
// alone.
func (c *feedCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		var rows []registry.FeedRow
		report, err := readRoster(p, n, c.File, func(row roster.Row) error {
			rows = append(rows, intake.FeedRow(row))
			return nil
		})
		if err != nil {
			return err
		}
		answer := fed{Report: rosterReport{report}}
		bar := p.progress(p.say("import.progress", nil))
		defer bar.finish()
		for some := range slices.Chunk(rows, registry.MaxFeed) {
			bar.set(int64(answer.Rows), int64(len(rows)))
			done, err := n.Registry.Feed(p.ctx, actor, some)
			if err != nil {
				return err
			}
			answer.Rows += done.Rows
			answer.Disclosable += done.Disclosable
			answer.Incomplete += done.Incomplete
			answer.Withheld += done.Withheld
		}
		bar.finish()
		if err := p.show(answer); err != nil {
			return err
		}
		if report.Refused > 0 {
			return fengcun.Invalid("cli.rows_refused", "")
		}
		return nil
	})
}

type fed struct {
	Report      rosterReport `json:"report"`
	Rows        int          `json:"rows"`
	Disclosable int          `json:"disclosable"`
	Incomplete  int          `json:"incomplete"`
	Withheld    int          `json:"withheld"`
}

func (f fed) text(v voice) []string {
	return append(f.Report.text(v), v.say("feed.done", map[string]string{
		"rows": v.locale.Number(f.Rows), "disclosable": v.locale.Number(f.Disclosable),
		"incomplete": v.locale.Number(f.Incomplete), "withheld": v.locale.Number(f.Withheld),
	}))
}

// heldCmd is about the rows of a feed that wait at an organ.
type heldCmd struct {
	Take heldTakeCmd `cmd:"" help:"${help_held_take}"`
}

// heldTakeCmd files a row that waits as a matter.
type heldTakeCmd struct {
	actorFlags
	Row string `arg:"" help:"${help_held_row}"`
}

// Run files it.
func (c *heldTakeCmd) Run(p *program) error {
	id, err := idFlag(c.Row, "row")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		filed, err := n.Registry.TakeHeld(p.ctx, actor, id)
		if err != nil {
			return err
		}
		return p.show(heldTaken{filed.Matter, filed.Records[0], filed.Copies[0]})
	})
}

type heldTaken struct {
	Matter fengcun.MatterID `json:"matter"`
	Record fengcun.RecordID `json:"record"`
	Copy   fengcun.CopyID   `json:"copy"`
}

func (h heldTaken) text(v voice) []string { return []string{v.field("word.record", h.Record.String())} }
