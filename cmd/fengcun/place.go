package main

import (
	"strings"

	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// placeCmd looks for copies of a record beside the case file.
type placeCmd struct {
	List   placeListCmd   `cmd:"" help:"${help_place_list}"`
	Check  placeCheckCmd  `cmd:"" help:"${help_place_check}"`
	Answer placeAnswerCmd `cmd:"" help:"${help_place_answer}"`
}

// placeListCmd lists where to look, with what was found.
type placeListCmd struct {
	actorFlags
	Copy string `arg:"" help:"${help_copy}"`
}

// Run lists.
func (c *placeListCmd) Run(p *program) error {
	id, err := idFlag(c.Copy, "copy")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		list, err := n.Registry.Places(p.ctx, actor, id)
		if err != nil {
			return err
		}
		out := placeList{[]placeLine{}}
		for _, l := range list {
			out.Places = append(out.Places, placeLine{l.Place, l.Article, l.Finding, l.Owner, l.By, l.On, l.Request})
		}
		return p.show(out)
	})
}

type placeLine struct {
	Place   fengcun.Place        `json:"place"`
	Article string               `json:"article"`
	Finding fengcun.PlaceFinding `json:"finding,omitempty"`
	Owner   fengcun.OrganID      `json:"owner,omitempty"`
	By      fengcun.StaffID      `json:"by,omitempty"`
	On      fengcun.Date         `json:"on,omitzero"`
	Request fengcun.ID           `json:"request,omitzero"`
}

type placeList struct {
	Places []placeLine `json:"places"`
}

func (l placeList) text(v voice) []string {
	var rows [][]string
	for _, p := range l.Places {
		row := []string{v.term("place", string(p.Place)), p.Article, v.say("place.open", nil)}
		if p.Finding != "" {
			row = append(row[:2], v.term("place_finding", string(p.Finding)), v.locale.Date(p.On), string(p.By))
		}
		if !p.Request.IsZero() {
			row = append(row, p.Request.String())
		}
		rows = append(rows, row)
	}
	return table(rows)
}

// placeCheckCmd records what was found at a place.
type placeCheckCmd struct {
	actorFlags
	Copy    string `arg:"" help:"${help_copy}"`
	Place   string `required:"" placeholder:"CODE" help:"${help_place_place}"`
	Finding string `required:"" placeholder:"CODE" help:"${help_place_finding}"`
	Kind    string `placeholder:"KIND" help:"${help_place_kind}"`
	Label   string `placeholder:"LABEL" help:"${help_place_label}"`
	Owner   string `placeholder:"ORGAN" help:"${help_place_owner}"`
}

// Run records.
func (c *placeCheckCmd) Run(p *program) error {
	id, err := idFlag(c.Copy, "copy")
	if err != nil {
		return err
	}
	q := registry.PlaceFound{
		Copy: id, Place: fengcun.Place(c.Place), Finding: fengcun.PlaceFinding(c.Finding), Owner: fengcun.OrganID(c.Owner),
		Holding: registry.NewHolding{Kind: fengcun.HoldingKind(c.Kind), Label: c.Label},
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.CheckPlace(p.ctx, actor, q); err != nil {
			return err
		}
		return p.show(done{"place.checked"})
	})
}

// placeAnswerCmd records that the owner of a system answered.
type placeAnswerCmd struct {
	actorFlags
	Request string `arg:"" help:"${help_place_request}"`
}

// Run records.
func (c *placeAnswerCmd) Run(p *program) error {
	id, err := idFlag(c.Request, "request")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.AnswerPlace(p.ctx, actor, id); err != nil {
			return err
		}
		return p.show(done{"place.answered"})
	})
}

// labelMoveCmd enters where the volume of a label was brought.
type labelMoveCmd struct {
	actorFlags
	Label   string `arg:"" help:"${help_label_label}"`
	Move    string `required:"" placeholder:"CODE" help:"${help_label_move_code}"`
	Archive string `placeholder:"CODE" help:"${help_label_archive}"`
	Shelf   string `placeholder:"CODE" help:"${help_label_shelf}"`
	Box     string `placeholder:"CODE" help:"${help_label_box}"`
	To      string `placeholder:"ORGAN" help:"${help_label_to}"`
	On      string `required:"" placeholder:"DATE" help:"${help_label_on}"`
}

// Run enters it.
func (c *labelMoveCmd) Run(p *program) error {
	on, err := dateFlag(c.On, "on")
	if err != nil {
		return err
	}
	q := registry.VolumeMove{Label: c.Label, Move: fengcun.CustodyMove(c.Move), Archive: c.Archive, Shelf: c.Shelf, Box: c.Box, To: fengcun.OrganID(c.To), On: on}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.MoveVolume(p.ctx, actor, q); err != nil {
			return err
		}
		return p.show(done{"label.moved"})
	})
}

// custodyLine is one step of a volume's custody.
type custodyLine struct {
	Move     fengcun.CustodyMove `json:"move"`
	Archive  string              `json:"archive,omitempty"`
	Shelf    string              `json:"shelf,omitempty"`
	Box      string              `json:"box,omitempty"`
	Borrower fengcun.OrganID     `json:"borrower,omitempty"`
	On       fengcun.Date        `json:"on"`
	By       fengcun.StaffID     `json:"by"`
}

func (c custodyLine) text(v voice) string {
	return strings.Join(strings.Fields(strings.Join([]string{v.locale.Date(c.On), v.term("custody_move", string(c.Move)), c.Archive, c.Shelf, c.Box, string(c.Borrower), string(c.By)}, " ")), " ")
}
