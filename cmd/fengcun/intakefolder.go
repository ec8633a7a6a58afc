package main

import (
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"strings"

	"fengcun"
	"fengcun/internal/api"
	"fengcun/internal/registry"
)

// folder is a folder that a case system fills.
type folder struct {
	api   *api.API
	mac   func(...[]byte) [32]byte
	actor fengcun.Actor
	path  string
	lang  string

	// told are the texts that the last reading took in. They are not asked about
	// again, so that a folder that stays as it is adds nothing to the log.
	told map[[32]byte]bool
}

func (f *folder) name() string { return "folder" }

func (f *folder) close() error { return nil }

// read takes in every file whose name ends in .json and that is no larger than a
// request may be. Files stay as they are; what was taken in before has no effect.
func (f *folder) read(ctx context.Context, t *taken) error {
	root, err := os.OpenRoot(f.path)
	if err != nil {
		return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "intake.folder", Field: "folder", Err: withoutPath(err)}
	}
	defer root.Close()
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "intake.folder", Field: "folder", Err: withoutPath(err)}
	}
	told, place := map[[32]byte]bool{}, 0
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".json") || !e.Type().IsRegular() {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		t.Cases++
		place++
		text, err := readToldFile(root, e.Name())
		if err != nil {
			t.Refused = append(t.Refused, refused{Source: f.name(), Place: place, Code: "intake.file"})
			continue
		}
		digest := f.mac([]byte("intake-file"), text)
		if f.told[digest] {
			told[digest] = true
			t.Became[registry.TakenUnchanged]++
			continue
		}
		took, err := f.one(ctx, text, place, t)
		if err != nil {
			return err
		}
		if took {
			told[digest] = true
		}
	}
	f.told = told
	return nil
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

// one takes in a file, and reports whether it could be. An installation that is out
// of order is no fault of the file.
func (f *folder) one(ctx context.Context, text []byte, place int, t *taken) (bool, error) {
	status, answer := f.api.TakeIn(ctx, f.actor, f.lang, text)
	if status >= 300 {
		var p api.Problem
		if json.Unmarshal(answer, &p) != nil || status >= 500 {
			return false, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "server.failed"}
		}
		r := refused{Source: f.name(), Place: place, Code: p.Code, Field: p.Field}
		if r.Field == "" && len(p.Errors) > 0 {
			r.Field = p.Errors[0].Location
		}
		t.Refused = append(t.Refused, r)
		return false, nil
	}
	var done struct {
		Became registry.TakenIn `json:"became"`
	}
	if err := json.Unmarshal(answer, &done); err != nil {
		return false, &fengcun.Error{Kind: fengcun.KindInternal, Code: "server.failed", Err: err}
	}
	t.Became[done.Became]++
	return true, nil
}
