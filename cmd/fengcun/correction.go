package main

import (
	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// correctionCmd enters and reviews what a register states later about a birth.
type correctionCmd struct {
	Report correctionReportCmd `cmd:"" help:"${help_correction_report}"`
	Show   correctionShowCmd   `cmd:"" help:"${help_correction_show}"`
	Close  correctionCloseCmd  `cmd:"" help:"${help_correction_close}"`
}

// correctionReportCmd starts a review. It changes nothing else.
type correctionReportCmd struct {
	actorFlags
	Record string `arg:"" help:"${help_record}"`
	Birth  string `required:"" placeholder:"DATE" help:"${help_correction_birth}"`
	Source string `required:"" placeholder:"CODE" help:"${help_correction_source}"`
}

// Run reports.
func (c *correctionReportCmd) Run(p *program) error {
	id, err := idFlag(c.Record, "record")
	if err != nil {
		return err
	}
	birth, err := dateFlag(c.Birth, "--birth")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		review, err := n.Registry.ReportCorrection(p.ctx, actor, registry.Correction{Record: id, Birth: birth, Source: c.Source})
		if err != nil {
			return err
		}
		return p.show(reviewStarted{review})
	})
}

type reviewStarted struct {
	Review fengcun.ID `json:"review"`
}

func (r reviewStarted) text(v voice) []string {
	return []string{v.field("word.review", r.Review.String())}
}

// correctionShowCmd shows what was reported.
type correctionShowCmd struct {
	actorFlags
	Review string `arg:"" help:"${help_correction_review}"`
}

// Run shows.
func (c *correctionShowCmd) Run(p *program) error {
	id, err := idFlag(c.Review, "review")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		q, err := n.Registry.Review(p.ctx, actor, id)
		if err != nil {
			return err
		}
		return p.show(correctionView{q.Record, q.Birth, q.Source})
	})
}

type correctionView struct {
	Record fengcun.RecordID `json:"record"`
	Birth  fengcun.Date     `json:"birth"`
	Source string           `json:"source"`
}

func (c correctionView) text(v voice) []string {
	return []string{
		v.field("word.record", c.Record.String()),
		v.field("word.birth", v.locale.Date(c.Birth)),
		v.field("word.source", c.Source),
	}
}

// correctionCloseCmd ends a review.
type correctionCloseCmd struct {
	actorFlags
	Review string `arg:"" help:"${help_correction_review}"`
}

// Run closes.
func (c *correctionCloseCmd) Run(p *program) error {
	id, err := idFlag(c.Review, "review")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.CloseReview(p.ctx, actor, id); err != nil {
			return err
		}
		return p.show(done{"correction.closed"})
	})
}
