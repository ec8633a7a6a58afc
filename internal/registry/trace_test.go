package registry_test

import (
	"testing"

	"fengcun"
	"fengcun/internal/copymark"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/pdf"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"

	"fengcun/internal/label"
)

// What is read of a sealed record carries a code that names reader, time and grant,
// to those who may trace at the organ that gave it out.
func TestTrace(t *testing.T) {
	d := district.Open(t)
	c := d.Seal(wang, number, district.Sentenced(wang.Birth, fengcun.Term{Years: 3}))
	view, err := d.Registry.OpenSealed(ctx, registry.Access{
		Reader: handler, Approver: approver, Purpose: fengcun.PurposeCase, Basis: "16",
	}, c.Record)
	if err != nil {
		t.Fatal(err)
	}
	auditor := sample.Member(sample.Court, fengcun.RoleAuditAdmin)
	got, err := d.Registry.Trace(ctx, auditor, view.Mark.Code)
	if err != nil || got.Reader != fengcun.Particular(handler.Staff) || got.Organ != sample.Court || !got.At.Equal(d.Clock.Now()) || got.Grant != view.Mark.Grant {
		t.Errorf("%+v, %v", got, err)
	}
	paper := &pdf.Document{Title: "查阅件", Created: d.Clock.Now(), Body: []pdf.Block{pdf.Text("正文")}}
	if err := view.Mark.On(paper); err != nil {
		t.Fatal(err)
	}
	file, err := paper.Render()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := d.Registry.TraceFile(ctx, approver, file); err != nil || got.Code != view.Mark.Code {
		t.Errorf("from the file: %+v, %v", got, err)
	}
	for name, c := range map[string]struct {
		actor fengcun.Actor
		code  copymark.Code
		want  fengcun.Kind
	}{
		"another organ": {sample.Member(sample.Police, fengcun.RoleAuditAdmin), view.Mark.Code, fengcun.KindNotFound},
		"never made":    {auditor, copymark.NewCode(), fengcun.KindNotFound},
		"a handler":     {handler, view.Mark.Code, fengcun.KindForbidden},
		"a custodian":   {sample.Member(sample.Court, fengcun.RoleCustodian), view.Mark.Code, fengcun.KindForbidden},
	} {
		if got, err := d.Registry.Trace(ctx, c.actor, c.code); fengcun.KindOf(err) != c.want {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

// A scanned label opens its holding for the custodian of the organ, before and after
// the seal, and for the handler while the matter is in hand; everybody else gets the
// answer for a label that never was.
func TestScannedLabel(t *testing.T) {
	d := district.Open(t)
	facts := district.Sentenced(wang.Birth, fengcun.Term{Years: 3})
	c := d.File(wang, number, facts)
	labelOf := func() string {
		holdings, err := store.HoldingsOfCopy(ctx, d.Store.Reader(), c.Copy)
		if err != nil {
			t.Fatal(err)
		}
		return holdings[0].Label
	}()
	custodian := sample.Member(sample.Court, fengcun.RoleCustodian)
	check := func(when string, may map[fengcun.Actor]bool) {
		t.Helper()
		for actor, want := range may {
			for _, text := range []string{labelOf, " " + labelOf + "\n", "A" + labelOf} {
				view, err := d.Registry.ViewHolding(ctx, actor, text)
				found := want && text != "A"+labelOf
				if found != (err == nil) || !found && fengcun.CodeOf(err) != "not_found" || found && view.Label != labelOf {
					t.Errorf("%s, %s scans %q: %+v, %v", when, actor.Staff, text, view, err)
				}
				_, err = d.Registry.PrintLabels(ctx, actor, registry.LabelSheet{Labels: []string{text}, Wording: label.Sealed, Size: label.Cover})
				if found != (err == nil) || !found && fengcun.CodeOf(err) != "not_found" {
					t.Errorf("%s, %s prints %q: %v", when, actor.Staff, text, err)
				}
			}
		}
	}
	others := map[fengcun.Actor]bool{sample.Second(sample.Court): false, sample.Member(sample.Police, fengcun.RoleCustodian): false, sample.Member(sample.Police, fengcun.RoleHandler): false}
	with := func(more map[fengcun.Actor]bool) map[fengcun.Actor]bool {
		for a, may := range others {
			more[a] = may
		}
		return more
	}
	check("open", with(map[fengcun.Actor]bool{custodian: true, handler: true}))
	if view, err := d.Registry.ViewHolding(ctx, custodian, labelOf); err != nil || view.Copy != c.Copy {
		t.Errorf("the custodian is not led to the confirmation: %+v, %v", view, err)
	}
	if d.Decide(c, facts) != fengcun.RecordSealDue {
		t.Fatal("not due")
	}
	d.Notify(&c)
	for _, organ := range []fengcun.OrganID{sample.Procuratorate, sample.Police} {
		d.Confirm(organ, d.Receive(c, organ))
	}
	d.Confirm(sample.Court, c.Copy)
	check("sealed", with(map[fengcun.Actor]bool{custodian: true, handler: false}))
	if view, err := d.Registry.ViewHolding(ctx, custodian, labelOf); err != nil || !view.Copy.IsZero() || view.State != fengcun.HoldingConfirmed {
		t.Errorf("after the seal: %+v, %v", view, err)
	}
	if _, err := d.Registry.ViewHolding(ctx, approver, labelOf); fengcun.KindOf(err) != fengcun.KindForbidden {
		t.Errorf("an approver scans: %v", err)
	}
}
