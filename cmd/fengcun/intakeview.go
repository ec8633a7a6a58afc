package main

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/config"
	"fengcun/internal/intake"
	"fengcun/internal/node"
	"fengcun/internal/registry"
	"fengcun/internal/roster"
	"fengcun/internal/store"
)

// caseView is a view in the database of a case system.
type caseView struct {
	rows     *store.View
	registry *registry.Registry
	mac      func(...[]byte) [32]byte
	actor    fengcun.Actor
	clock    func() fengcun.Date
	told     map[[32]byte]bool // as those of a folder
}

func (p *program) caseView(n *node.Node, actor fengcun.Actor, c config.Intake) (*caseView, error) {
	database, err := config.Secret(c.DatabaseFile, "intake.database_file")
	if err != nil {
		return nil, err
	}
	rows, err := store.OpenView(string(database), c.View)
	if err != nil {
		return nil, err
	}
	return &caseView{rows, n.Registry, n.RequestMAC, actor, func() fengcun.Date { return fengcun.DateOf(p.clock()) }, map[[32]byte]bool{}}, nil
}

func (v *caseView) name() string { return "view" }

func (v *caseView) close() error { return v.rows.Close() }

func (v *caseView) read(ctx context.Context, t *taken) error {
	columns, rows, err := v.rows.Rows(ctx)
	if err != nil {
		return err
	}
	organs, err := v.registry.Organs(ctx)
	if err != nil {
		return err
	}
	cases, parked, err := intake.View(ctx, v.actor.Organ, roster.Options{Today: v.clock(), Organ: organNamed(organs)}, columns, rows)
	if err != nil {
		return err
	}
	told := map[[32]byte]bool{}
	for _, c := range cases {
		t.Cases++
		content := v.mac([]byte("intake-view"), []byte(c.Key.Reveal()), []byte(c.Text.Reveal())) // to be hashed
		if v.told[content] {
			told[content] = true
			t.Became[registry.TakenUnchanged]++
			continue
		}
		became, err := v.registry.TakeIn(ctx, v.actor, registry.FedCase{
			Case:    v.mac([]byte("intake"), []byte(v.actor.Organ), []byte("view"), []byte(c.Key.Reveal())),
			Content: content, Handler: c.Handler, Filing: c.Filing, Form: intake.Form(c.Filing),
		})
		switch {
		case fengcun.CodeOf(err) == "intake.handler":
			parked = append(parked, registry.Parked{Place: c.Place, Code: "intake.handler", Field: intake.HandlerColumn})
		case err != nil:
			return err
		default:
			told[content] = true
			t.Became[became]++
		}
	}
	v.told = told
	slices.SortFunc(parked, func(a, b registry.Parked) int { return a.Place - b.Place })
	for _, p := range parked {
		if p.Code != "intake.handler" {
			t.Cases++
		}
		t.Refused = append(t.Refused, refused{Source: v.name(), Place: p.Place, Code: p.Code, Field: p.Field})
	}
	return nil
}

// organNamed finds an organ by its full name.
func organNamed(organs []fengcun.Organ) func(string) (fengcun.Organ, bool) {
	return func(name string) (fengcun.Organ, bool) {
		i := slices.IndexFunc(organs, func(o fengcun.Organ) bool { return o.Name == name })
		if i < 0 {
			return fengcun.Organ{}, false
		}
		return organs[i], true
	}
}
