package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"fengcun"
	"fengcun/internal/exchange"
	"fengcun/internal/keybox"
	"fengcun/internal/node"
	"fengcun/internal/sample"
)

// demoNode is one installation of the story.
type demoNode struct {
	*node.Node
	dir    string
	organs []fengcun.OrganID // that work on it
}

// demoLine joins two installations.
type demoLine struct {
	by      fengcun.Connection
	dir     string // where parcels lie
	address string // of the second installation's listener
	stop    func() error
	parcels int
}

// at is the installation where an organ works.
func (d *demo) at(organ fengcun.OrganID) *node.Node {
	for _, n := range d.nodes {
		if slices.Contains(n.organs, organ) {
			return n.Node
		}
	}
	return d.nodes[0].Node
}

func (d *demo) here(organ fengcun.OrganID) bool {
	return slices.ContainsFunc(d.nodes, func(n demoNode) bool { return slices.Contains(n.organs, organ) })
}

// open makes the installations and introduces them to each other.
func (d *demo) open(dir string, c demoCmd, unlock keybox.Unlock) error {
	everybody := slices.Concat(sample.OnFirst, sample.OnSecond)
	switch {
	case c.Others == "paper" && c.Nodes == 1:
		d.window = sample.Court
		return d.openNode(filepath.Join(dir, "data"), c.Suite, unlock, []fengcun.OrganID{sample.Court}, fengcun.OnPaper)
	case c.Others == "here" && c.Nodes == 1:
		return d.openNode(filepath.Join(dir, "data"), c.Suite, unlock, everybody, fengcun.ConnectedHere)
	case c.Others == "paper":
		return fengcun.Invalid("demo.together", "--nodes, --others")
	}
	d.window = sample.Court // the open register is the court's own
	d.between = &demoLine{by: fengcun.ConnectedByNode, dir: filepath.Join(dir, "parcels")}
	if c.Others == "parcels" {
		d.between.by = fengcun.ConnectedByParcel
		if err := os.Mkdir(d.between.dir, 0o700); err != nil {
			return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "node.directory", Field: "data", Err: err}
		}
	}
	if err := d.openNode(filepath.Join(dir, "data"), c.Suite, unlock, sample.OnFirst, d.between.by); err != nil {
		return err
	}
	if err := d.openNode(filepath.Join(dir, "data2"), c.Suite, unlock, sample.OnSecond, d.between.by); err != nil {
		return err
	}
	if d.between.by == fengcun.ConnectedByNode {
		if err := d.listenAtSecond("127.0.0.1:0"); err != nil {
			return err
		}
	}
	return sample.Introduce(d.ctx, d.nodes[0].Registry, d.nodes[1].Registry, "", d.between.address)
}

func (d *demo) openNode(dir, suite string, unlock keybox.Unlock, organs []fengcun.OrganID, others fengcun.Connection) error {
	if err := node.Init(dir, suite, unlock); err != nil {
		return err
	}
	n, err := node.Open(d.ctx, node.Options{Dir: dir, Unlock: unlock, Clock: d.clock})
	if err != nil {
		return err
	}
	d.nodes = append(d.nodes, demoNode{n, dir, organs})
	return sample.SettleAs(d.ctx, n.Registry, fengcun.DateOf(d.clock()), func(id fengcun.OrganID) fengcun.Connection {
		if slices.Contains(organs, id) {
			return fengcun.ConnectedHere
		}
		return others
	})
}

func (d *demo) close() error {
	var failed []error
	if d.between != nil && d.between.stop != nil {
		failed = append(failed, d.between.stop())
	}
	for _, n := range d.nodes {
		failed = append(failed, n.Close(context.WithoutCancel(d.ctx)))
	}
	return errors.Join(failed...)
}

func (d *demo) carrier(n demoNode) (*exchange.Carrier, error) {
	return exchange.New(exchange.Options{Registry: n.Registry, Clock: d.clock, Log: d.log})
}

func (d *demo) listenAtSecond(address string) error {
	carrier, err := d.carrier(d.nodes[1])
	if err != nil {
		return err
	}
	s, err := carrier.Listen(address)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(d.ctx)
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx) }()
	d.between.address = s.Addr().String()
	d.between.stop = func() error { cancel(); return <-ended }
	return nil
}

// cut cuts the line in the middle of the service.
func (d *demo) cut() error {
	if err := d.carry(); err != nil || d.between == nil || d.between.by != fengcun.ConnectedByNode {
		return err
	}
	stop := d.between.stop
	d.between.stop = nil
	d.line("线路中断", "the line is cut")
	return stop()
}

// join joins it again. What was issued meanwhile has waited, encrypted for its
// recipient.
func (d *demo) join() error {
	if d.between == nil || d.between.by != fengcun.ConnectedByNode {
		return d.carry()
	}
	carrier, err := d.carrier(d.nodes[0])
	if err != nil {
		return err
	}
	moved, err := carrier.Round(d.ctx)
	if err != nil {
		return err
	}
	if moved != 0 {
		return broken("line")
	}
	if err := d.listenAtSecond(d.between.address); err != nil {
		return err
	}
	d.line("线路恢复，其间签发的通知书加密等候，现在送出", "the line is back; what was issued meanwhile has waited, encrypted for its recipient, and goes now")
	return d.carry()
}

// carry brings what waits to the other installation, both ways, until nothing is
// left to be said.
func (d *demo) carry() error {
	switch {
	case d.between == nil:
		return nil
	case d.between.by == fengcun.ConnectedByParcel:
		return d.carryParcels()
	}
	carrier, err := d.carrier(d.nodes[0])
	if err != nil {
		return err
	}
	moved, err := carrier.Round(d.ctx)
	if err != nil {
		return err
	}
	d.done("经双向认证的网络连接交换报文 %d 份", "%d messages over mutual TLS", moved)
	return nil
}

// carryParcels carries discs: each organ's parcels for each, there and back, and once
// more for the receipts.
func (d *demo) carryParcels() error {
	messages, discs := 0, 0
	for range 2 {
		for _, one := range sample.OnFirst {
			for _, other := range sample.OnSecond {
				for _, way := range [][2]fengcun.OrganID{{one, other}, {other, one}} {
					applied, err := d.disc(way[0], way[1])
					if err != nil {
						return err
					}
					messages, discs = messages+applied, discs+1
				}
			}
		}
	}
	d.done("交换包 %d 个，报文 %d 份", "%d parcels with %d messages", discs, messages)
	return nil
}

func (d *demo) disc(from, to fengcun.OrganID) (applied int, err error) {
	packed, err := d.at(from).Registry.ExportParcel(d.ctx, sample.Member(from, fengcun.RoleSystemAdmin), to, 0)
	if err != nil {
		return 0, err
	}
	d.between.parcels++
	name := filepath.Join(d.between.dir, strconv.Itoa(d.between.parcels)+".parcel")
	if err := createFile(name, packed.Bytes); err != nil {
		return 0, err
	}
	raw, err := readFile(name)
	if err != nil {
		return 0, err
	}
	taken, err := d.at(to).Registry.ImportParcel(d.ctx, sample.Member(to, fengcun.RoleSystemAdmin), raw)
	if err == nil && taken.Parked > 0 {
		err = broken("parked")
	}
	return taken.Applied, err
}
