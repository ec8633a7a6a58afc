package main

import (
	"context"
	"strconv"
	"time"

	"fengcun"
	"fengcun/internal/api"
	"fengcun/internal/config"
	"fengcun/internal/intake"
	"fengcun/internal/node"
	"fengcun/internal/registry"
	"fengcun/internal/server"
)

// intakeCmd takes in, once, what a case system wrote into a folder or shows in a
// view.
type intakeCmd struct {
	actorFlags
	Folder       string `arg:"" optional:"" help:"${help_intake_folder}"`
	View         string `placeholder:"NAME" help:"${help_intake_view}"`
	DatabaseFile string `name:"database-file" placeholder:"FILE" help:"${help_intake_database}"`
}

// Run takes in.
func (c *intakeCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		sources, err := p.sources(n, actor, config.Intake{Folder: c.Folder, View: c.View, DatabaseFile: c.DatabaseFile})
		if err != nil {
			return err
		}
		defer sources.close()
		read, err := sources.read(p.ctx)
		if err != nil {
			return err
		}
		return p.show(read)
	})
}

// source is where a case system tells.
type source interface {
	name() string
	read(context.Context, *taken) error
	close() error
}

// sources are the ways in that are configured.
type sources struct {
	registry *registry.Registry
	actor    fengcun.Actor
	all      []source
}

func (p *program) sources(n *node.Node, actor fengcun.Actor, c config.Intake) (*sources, error) {
	s := &sources{registry: n.Registry, actor: actor}
	if c.Folder != "" {
		a, err := api.New(api.Config{Registry: n.Registry, MAC: n.RequestMAC, Clock: p.clock})
		if err != nil {
			return nil, err
		}
		s.all = append(s.all, &folder{api: a, mac: n.RequestMAC, actor: actor, path: c.Folder, lang: string(p.lang), told: map[[32]byte]bool{}})
	}
	if c.View != "" {
		v, err := p.caseView(n, actor, c)
		if err != nil {
			return nil, err
		}
		s.all = append(s.all, v)
	}
	if len(s.all) == 0 {
		return nil, fengcun.Invalid("intake.source", "folder")
	}
	return s, nil
}

func (s *sources) close() {
	for _, one := range s.all {
		one.close() // read only: nothing can be lost
	}
}

// read takes in everything, and parks what cannot be.
func (s *sources) read(ctx context.Context) (taken, error) {
	t := taken{Became: map[registry.TakenIn]int{}, Refused: []refused{}}
	for _, one := range s.all {
		before := len(t.Refused)
		if err := one.read(ctx, &t); err != nil {
			return t, err
		}
		var parked []registry.Parked
		for _, r := range t.Refused[before:] {
			parked = append(parked, registry.Parked{Place: r.Place, Code: r.Code, Field: r.Field})
		}
		if err := s.registry.Park(ctx, s.actor, one.name(), parked); err != nil {
			return t, err
		}
	}
	return t, nil
}

// taken says what became of what was told. A file or a row is named by its place in
// the order of names or keys: these are the case system's and may say something.
type taken struct {
	Cases   int                      `json:"cases"`
	Became  map[registry.TakenIn]int `json:"became"`
	Refused []refused                `json:"refused"`
}

type refused struct {
	Source string `json:"source"`
	Place  int    `json:"place"`
	Code   string `json:"code"`
	Field  string `json:"field,omitempty"`
}

func (t taken) text(v voice) []string {
	lines := []string{
		v.field("intake.cases", strconv.Itoa(t.Cases)),
		v.field("intake.drafted", strconv.Itoa(t.Became[registry.TakenDrafted])),
		v.field("intake.difference", strconv.Itoa(t.Became[registry.TakenDifference])),
		v.field("intake.agrees", strconv.Itoa(t.Became[registry.TakenAgrees])),
		v.field("intake.unchanged", strconv.Itoa(t.Became[registry.TakenUnchanged])),
	}
	for _, r := range t.Refused {
		lines = append(lines, intake.Sentence(v.locale, registry.Parked{Source: r.Source, Place: r.Place, Code: r.Code, Field: r.Field}))
	}
	return lines
}

// standardEvery is the time between two readings while serving.
const standardEvery = 5 * time.Minute

// feeding prepares what takes in while the installation is served. Without a folder
// and a view there is nothing to do.
func (p *program) feeding(n *node.Node, c config.Intake) (func(context.Context) error, error) {
	if c.Folder == "" && c.View == "" {
		return func(context.Context) error { return nil }, nil
	}
	actor, err := known(p, n, c.As, "intake.as")
	if err != nil {
		return nil, err
	}
	every := standardEvery
	if c.Every != "" {
		if every, err = time.ParseDuration(c.Every); err != nil || every < time.Minute {
			return nil, fengcun.Invalid("intake.every", "intake.every")
		}
	}
	from, err := p.sources(n, actor, c)
	if err != nil {
		return nil, err
	}
	log := server.NewLog(p.stderr)
	return func(ctx context.Context) error {
		defer from.close()
		for {
			t, err := from.read(ctx)
			switch {
			case ctx.Err() != nil:
				return nil
			case err != nil:
				log.Error("intake", "code", fengcun.CodeOf(err))
			case len(t.Refused) > 0:
				log.Warn("intake", "cases", t.Cases, "refused", len(t.Refused), "first", t.Refused[0].Code)
			}
			select {
			case <-ctx.Done():
				return nil
			case <-time.After(every):
			}
		}
	}, nil
}
