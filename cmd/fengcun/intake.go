package main

import (
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"time"

	"fengcun"
	"fengcun/internal/api"
	"fengcun/internal/config"
	"fengcun/internal/node"
	"fengcun/internal/registry"
	"fengcun/internal/server"
)

// intakeCmd takes in, once, what a case system wrote into a folder.
type intakeCmd struct {
	actorFlags
	Folder string `arg:"" help:"${help_intake_folder}"`
}

// Run takes in.
func (c *intakeCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		f, err := p.folder(n, actor, c.Folder)
		if err != nil {
			return err
		}
		read, err := f.read(p.ctx)
		if err != nil {
			return err
		}
		return p.show(read)
	})
}

// folder is a folder that a case system fills.
type folder struct {
	api   *api.API
	actor fengcun.Actor
	path  string
	lang  string
}

func (p *program) folder(n *node.Node, actor fengcun.Actor, path string) (*folder, error) {
	a, err := api.New(api.Config{Registry: n.Registry, MAC: n.RequestMAC, Clock: p.clock})
	return &folder{a, actor, path, string(p.lang)}, err
}

// taken says what became of the files of a folder. Files are named by their place in
// the order of their names: a name is the case system's and may say something.
type taken struct {
	Files   int                      `json:"files"`
	Became  map[registry.TakenIn]int `json:"became"`
	Refused []refusedFile            `json:"refused"`
}

type refusedFile struct {
	File  int    `json:"file"`
	Code  string `json:"code"`
	Field string `json:"field,omitempty"`
	Title string `json:"title"`
}

// read takes in every file whose name ends in .json and that is no larger than a
// request may be. Files stay as they are; what was taken in before has no effect.
func (f *folder) read(ctx context.Context) (taken, error) {
	t := taken{Became: map[registry.TakenIn]int{}, Refused: []refusedFile{}}
	root, err := os.OpenRoot(f.path)
	if err != nil {
		return t, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "intake.folder", Field: "folder", Err: withoutPath(err)}
	}
	defer root.Close()
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return t, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "intake.folder", Field: "folder", Err: withoutPath(err)}
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".json") || !e.Type().IsRegular() {
			continue
		}
		if err := ctx.Err(); err != nil {
			return t, err
		}
		t.Files++
		text, err := readToldFile(root, e.Name())
		if err != nil {
			t.Refused = append(t.Refused, refusedFile{File: t.Files, Code: "intake.folder"})
			continue
		}
		f.one(ctx, text, &t)
	}
	return t, nil
}

// readToldFile reads at most one byte more than a request may have.
func readToldFile(root *os.Root, name string) ([]byte, error) {
	file, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, api.MaxBody+1))
}

func (f *folder) one(ctx context.Context, text []byte, t *taken) {
	status, answer := f.api.TakeIn(ctx, f.actor, f.lang, text)
	if status >= 300 {
		var p api.Problem
		_ = json.Unmarshal(answer, &p) // an answer of this program
		r := refusedFile{File: t.Files, Code: p.Code, Field: p.Field, Title: p.Title}
		if r.Field == "" && len(p.Errors) > 0 {
			r.Field = p.Errors[0].Location
		}
		t.Refused = append(t.Refused, r)
		return
	}
	var done struct {
		Became registry.TakenIn `json:"became"`
	}
	_ = json.Unmarshal(answer, &done) // an answer of this program
	t.Became[done.Became]++
}

func (t taken) text(v voice) []string {
	lines := []string{
		v.field("word.files", strconv.Itoa(t.Files)),
		v.field("intake.drafted", strconv.Itoa(t.Became[registry.TakenDrafted])),
		v.field("intake.difference", strconv.Itoa(t.Became[registry.TakenDifference])),
		v.field("intake.agrees", strconv.Itoa(t.Became[registry.TakenAgrees])),
		v.field("intake.unchanged", strconv.Itoa(t.Became[registry.TakenUnchanged])),
	}
	for _, r := range t.Refused {
		lines = append(lines, strconv.Itoa(r.File)+"  "+strings.TrimSpace(r.Title+" "+r.Code+" "+r.Field))
	}
	return lines
}

// standardEvery is the time between two readings while serving.
const standardEvery = 5 * time.Minute

// feeding prepares what takes in a folder while the installation is served. Without
// a folder there is nothing to do.
func (p *program) feeding(n *node.Node, c config.Intake) (func(context.Context) error, error) {
	if c.Folder == "" {
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
	f, err := p.folder(n, actor, c.Folder)
	if err != nil {
		return nil, err
	}
	log := server.NewLog(p.stderr)
	return func(ctx context.Context) error {
		for {
			t, err := f.read(ctx)
			switch {
			case ctx.Err() != nil:
				return nil
			case err != nil:
				log.Error("intake", "code", fengcun.CodeOf(err))
			case len(t.Refused) > 0:
				log.Warn("intake", "files", t.Files, "refused", len(t.Refused), "first", t.Refused[0].Code)
			}
			select {
			case <-ctx.Done():
				return nil
			case <-time.After(every):
			}
		}
	}, nil
}
