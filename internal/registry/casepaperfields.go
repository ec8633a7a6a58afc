package registry

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/store"
)

// casePaper fills in one of the papers of a matter. What is done by hand when it is
// signed, such as who takes it and where, is left open.
func (r *Registry) casePaper(ctx context.Context, organ fengcun.Organ, c store.Copy, p CasePaper) (*document.Paper, error) {
	person, err := r.readPerson(ctx, c)
	if err != nil {
		return nil, err
	}
	if p.Form == document.UnsealingNotice {
		u, err := store.UnsealingByID(ctx, r.rows, p.Of)
		if err != nil {
			return nil, err
		}
		issuer, err := store.Organ(ctx, r.rows, u.Issuer)
		if err != nil {
			return nil, err
		}
		return r.unsealingNotice(ctx, issuer, u, p, person)
	}
	fields := document.Fields{"organ": document.Text(organ.Name), "date": document.Day(p.On)}
	switch p.Form {
	case document.ExplanationLetter:
		err = r.letterFields(ctx, c, person, fields)
	case document.ExplanationRecord:
		err = r.recordFields(ctx, c, person, fields)
	case document.ServiceReceipt:
		err = r.serviceFields(ctx, c, person, p, fields)
	case document.SealingInventory:
		err = r.inventoryFields(ctx, c, person, fields)
	}
	if err != nil {
		return nil, err
	}
	return r.setPaper(ctx, organ, p.Form, p.On, fields)
}

func (r *Registry) letterFields(ctx context.Context, c store.Copy, person particulars, f document.Fields) error {
	f["name"], f["case"] = document.Secret(identityOf(person.Person).Name), document.Secret(first(person.Numbers))
	for _, g := range person.Person.Guardians {
		if !g.Barred {
			f["representative"] = document.Secret(g.Name)
			break
		}
	}
	told, err := r.explanationOf(ctx, c)
	if fengcun.KindOf(err) == fengcun.KindNotFound {
		return nil
	}
	for _, t := range told.To {
		if t.Who == ToRepresentative && t.Name != "" {
			f["representative"] = document.Text(t.Name)
		}
	}
	return err
}

func (r *Registry) recordFields(ctx context.Context, c store.Copy, person particulars, f document.Fields) error {
	told, err := r.explanationOf(ctx, c)
	if err != nil {
		return err
	}
	by, err := store.ExplainedBy(ctx, r.rows, c.Record)
	if err != nil {
		return err
	}
	clerk, err := r.called(ctx, by)
	if err != nil {
		return err
	}
	i := identityOf(person.Person)
	var rows []document.Row
	for _, t := range told.To {
		name := t.Name
		if t.Who == ToPerson {
			name = i.Name.Reveal() // on the paper about the person
		}
		rows = append(rows, document.Row{"capacity": document.Explained(string(t.Who)), "name": name})
	}
	f["case"], f["name"], f["birth"] = document.Secret(first(person.Numbers)), document.Secret(i.Name), document.Day(i.Birth)
	f["mode"], f["told"], f["clerk"] = document.Text(document.Explained(string(told.Mode))), document.Rows(rows...), document.Text(clerk)
	f["witnesses"] = document.Text(strings.Join(told.Witnesses, "、"))
	if told.Reason != "" {
		f["reason"] = document.Text(document.Explained(told.Reason))
	}
	return nil
}

func (r *Registry) serviceFields(ctx context.Context, c store.Copy, person particulars, p CasePaper, f document.Fields) error {
	library, err := r.library(ctx, c.Organ, p.On)
	if err != nil {
		return err
	}
	name, err := r.nameOf(ctx, person, p.To)
	if err != nil {
		return err
	}
	f["recipient"], f["sent"] = document.Secret(name), document.Day(p.On)
	n, err := store.NoticeByID(ctx, r.rows, p.Of)
	if fengcun.KindOf(err) == fengcun.KindNotFound { // the notice of a lifted seal
		f["papers"] = document.Rows(document.Row{"title": library.Title(document.UnsealingNotice, document.Chinese), "number": p.Number, "copies": "1"})
		return nil
	}
	if err != nil {
		return err
	}
	d, err := store.DeliveryTo(ctx, r.rows, n.ID, p.To)
	if err != nil {
		return err
	}
	papers := []document.Row{{"title": library.Title(document.SealingNotice, document.Chinese), "number": p.Number, "copies": "1"}}
	if with, ok := served[n.Basis]; ok && p.To != store.Person {
		papers = append(papers, document.Row{"title": with, "number": first(person.Numbers).Reveal(), "copies": "1"}) // on a paper about the person
	}
	f["papers"] = document.Rows(papers...)
	f["received"] = document.Text(document.DayText(d.ReceivedOn))
	return nil
}

// served is what goes with a notice to an organ, as a proof of service names it.
var served = map[string]string{basisJudgment: "生效裁判文书", basisNonProsecution: "不起诉决定书"}

func (r *Registry) inventoryFields(ctx context.Context, c store.Copy, person particulars, f document.Fields) error {
	holdings, err := store.HoldingsOfCopy(ctx, r.rows, c.ID)
	if err != nil {
		return err
	}
	kinds := fengcun.HoldingKinds()
	slices.SortFunc(holdings, func(a, b store.Holding) int { // identifiers are random, and so is their order
		return cmp.Or(cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)), cmp.Compare(a.Label, b.Label))
	})
	var rows []document.Row
	for _, h := range holdings {
		row := document.Row{"kind": document.HoldingText(h.Kind), "label": h.Label, "on": document.DayText(h.ConfirmedOn)}
		switch h.State {
		case fengcun.HoldingConfirmed, fengcun.HoldingAccessCut:
			row["cut"] = "是"
			fallthrough
		case fengcun.HoldingMarked:
			row["marked"] = "是"
		}
		rows = append(rows, row)
	}
	handler, err := r.called(ctx, c.Assignee)
	if err != nil {
		return err
	}
	f["name"], f["case"] = document.Secret(identityOf(person.Person).Name), document.Secret(first(person.Numbers))
	f["holdings"], f["handler"] = document.Rows(rows...), document.Text(handler)
	return nil
}

// called is what a member of staff is called: the name that the organ entered.
func (r *Registry) called(ctx context.Context, staff fengcun.StaffID) (string, error) {
	names, err := r.StaffNames(ctx, 0)
	called := ""
	for _, n := range names {
		if n.Staff == staff {
			called = n.Name
		}
	}
	return called, err
}
