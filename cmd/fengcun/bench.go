package main

import (
	"fmt"
	"os"
	"path/filepath"

	"fengcun"
	"fengcun/internal/cohort"
	"fengcun/internal/config"
	"fengcun/internal/keybox"
	"fengcun/internal/node"
	"fengcun/internal/sample"
)

// benchCmd measures.
type benchCmd struct {
	Cohort   benchCohortCmd   `cmd:"" help:"${help_bench_cohort}"`
	Exchange benchExchangeCmd `cmd:"" help:"${help_bench_exchange}"`
	Console  benchConsoleCmd  `cmd:"" help:"${help_bench_console}"`
}

// benchCohortCmd takes a synthetic cohort through the main job on an installation
// of its own.
type benchCohortCmd struct {
	Persons int    `default:"238817" help:"${help_bench_persons}"`
	Clients int    `default:"512" help:"${help_bench_clients}"`
	Suite   string `enum:"intl,gm" default:"intl" help:"${help_demo_suite}"`
	DSNFile string `name:"dsn-file" placeholder:"FILE" help:"${help_bench_dsn}"`
	Dir     string `placeholder:"DIR" help:"${help_bench_dir}"`
}

// Run measures and prints the figures.
func (c benchCohortCmd) Run(p *program) error {
	if c.Persons < 1 || c.Clients < 1 {
		return fengcun.Invalid("cli.value", "--persons, --clients")
	}
	dir, err := os.MkdirTemp(c.Dir, "fengcun-bench-")
	if err != nil {
		return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "node.directory", Field: "--dir", Err: err}
	}
	defer os.RemoveAll(dir)
	o := node.Options{Dir: filepath.Join(dir, "data"), Unlock: keybox.KeyFile(filepath.Join(dir, "key")), Clock: p.clock}
	if c.DSNFile != "" {
		dsn, err := config.Secret(c.DSNFile, "--dsn-file")
		if err != nil {
			return err
		}
		o.DSN = string(dsn)
	}
	n, err := p.benchNode(o, filepath.Join(dir, "key"), c.Suite)
	if err != nil {
		return err
	}
	defer n.Close(p.ctx)
	bar := p.progress(p.say("bench.progress", nil))
	result, err := cohort.Run(p.ctx, n, cohort.Options{
		Persons: c.Persons, Clients: c.Clients, Clock: p.clock,
		Progress: func(_ string, done, total int64) { bar.set(done, total) },
	})
	bar.finish()
	if err != nil {
		return err
	}
	return p.show(cohortFigures{result, c.Suite})
}

// benchNode makes an installation with the sample district for a measurement.
func (p *program) benchNode(o node.Options, key, suite string) (*node.Node, error) {
	if err := keybox.NewKeyFile(key); err != nil {
		return nil, err
	}
	if err := node.Init(o.Dir, suite, o.Unlock); err != nil {
		return nil, err
	}
	n, err := node.Open(p.ctx, o)
	if err != nil {
		return nil, err
	}
	return n, sample.Settle(p.ctx, n.Registry, fengcun.DateOf(o.Clock()))
}

// cohortFigures are the figures of one measurement.
type cohortFigures struct {
	cohort.Result
	Suite string `json:"suite"`
}

func (f cohortFigures) text(v voice) []string {
	return []string{
		v.field("bench.persons", fmt.Sprintf("%d / %d", f.Sealed, f.Persons)),
		v.field("bench.speed", fmt.Sprintf("%.1f s, %.0f/s", f.Seconds, f.PersonsPerS)),
		v.field("bench.ratio", fmt.Sprintf("%.2f (%.2f)", f.Ratio, f.UnindexedRatio)),
		v.field("bench.memory", fmt.Sprintf("%.0f MB", f.PeakMemoryMB)),
	}
}
