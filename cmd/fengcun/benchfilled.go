package main

import (
	"fmt"
	"os"
	"path/filepath"

	"fengcun"
	"fengcun/internal/cohort"
	"fengcun/internal/identity"
	"fengcun/internal/keybox"
	"fengcun/internal/node"
	"fengcun/internal/sample"
)

// filled opens an installation that has worked for years, and fills it first unless an
// earlier run kept it under --keep. The password of its accounts is kept beside it: all
// of it is synthetic.
func (c benchConsoleCmd) filled(p *program) (n *node.Node, password identity.Password, done func(), err error) {
	place := filepath.Join(c.Keep, fmt.Sprintf("%d-%d", c.Matters, c.Open))
	remove := func() {}
	if c.Keep == "" {
		if place, err = os.MkdirTemp(c.Dir, "fengcun-bench-"); err != nil {
			return nil, "", nil, errBenchDirectory("--dir", err)
		}
		remove = func() { os.RemoveAll(place) }
	} else if err := os.MkdirAll(place, 0o700); err != nil {
		return nil, "", nil, errBenchDirectory("--keep", err)
	}
	o := node.Options{Dir: filepath.Join(place, "data"), Unlock: keybox.KeyFile(filepath.Join(place, "key")), Clock: p.clock}
	kept := filepath.Join(place, "password") // written last: what has none was not filled to the end
	text, err := os.ReadFile(kept)
	if err == nil {
		n, err = node.Open(p.ctx, o)
	} else {
		n, text, err = c.fill(p, o, place)
		if err == nil && c.Keep != "" {
			err = os.WriteFile(kept, text, 0o600)
		}
	}
	done = func() {
		if n != nil {
			n.Close(p.ctx)
		}
		remove()
	}
	if err != nil {
		done()
	}
	return n, identity.Password(text), done, err
}

// fill takes a cohort through the main job and opens the sample accounts.
func (c benchConsoleCmd) fill(p *program, o node.Options, place string) (*node.Node, []byte, error) {
	for _, left := range []string{o.Dir, filepath.Join(place, "key")} { // by a run that was broken off
		if err := os.RemoveAll(left); err != nil {
			return nil, nil, errBenchDirectory("--keep", err)
		}
	}
	n, err := p.benchNode(o, filepath.Join(place, "key"), "intl")
	if err != nil {
		return nil, nil, err
	}
	bar := p.progress(p.say("bench.progress", nil))
	err = cohort.Fill(p.ctx, n, cohort.Options{
		Persons: c.Matters, Open: c.Open, Clients: 512, Clock: p.clock,
		Progress: func(_ string, done, total int64) { bar.set(done, total) },
	})
	bar.finish()
	if err != nil {
		return n, nil, err
	}
	password, err := sample.OpenAccounts(p.ctx, n.Registry)
	return n, []byte(password.Reveal()), err
}

func errBenchDirectory(flag string, err error) error {
	return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "node.directory", Field: flag, Err: err}
}
