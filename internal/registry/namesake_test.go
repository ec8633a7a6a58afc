package registry_test

import (
	"testing"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// TestNamesake: an application that waits for a namesake is settled by a second person
// of the window's organ; the window is told nothing but that it will be answered, and
// answers it afterwards as any other (Article 15).
func TestNamesake(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		openConviction(t, d)
		second := sample.Member(sample.Police, fengcun.RoleApprover)
		waits := func(number string) fengcun.ID {
			t.Helper()
			_, err := d.Registry.Certify(ctx, window, application(district.Person("赵试丙", number, birth)))
			if fengcun.CodeOf(err) != "certify.later" {
				t.Fatalf("a namesake was answered: %v", err)
			}
			w := work(t, d, second)
			for _, todo := range w.Todo {
				if todo.Step == registry.StepSettleNamesake {
					return todo.Subject
				}
			}
			t.Fatalf("nobody is asked: %s", steps(w.Todo))
			return fengcun.ID{}
		}
		for _, x := range []struct {
			number string
			same   bool
			form   document.Form
		}{
			{"310115200503140078", false, document.NoRecordCertificate},
			{"310115200503140094", true, document.CertificateRefusal},
		} {
			id := waits(x.number)
			n, err := d.Registry.ViewNamesake(ctx, second, id)
			if err != nil || len(n.Matches) != 1 || n.Matches[0].Person.IDNumber != adult.Documents[0].Number {
				t.Fatalf("%d matches, %v", len(n.Matches), err)
			}
			compared := []registry.Compared{{Row: n.Matches[0].Row, Same: x.same}}
			taker := fengcun.Actor{Staff: window.Staff, Organ: window.Organ, Role: fengcun.RoleApprover}
			for _, bad := range []struct {
				who      fengcun.Actor
				compared []registry.Compared
				basis    registry.NamesakeBasis
				code     string
			}{
				{window, compared, registry.BasisHousehold, "policy.denied"},
				{taker, compared, registry.BasisHousehold, "policy.denied"},
				{approver, compared, registry.BasisHousehold, "not_found"},
				{second, nil, registry.BasisHousehold, "namesake.incomplete"},
				{second, []registry.Compared{{Row: fengcun.NewID()}}, registry.BasisHousehold, "namesake.incomplete"},
				{second, compared, "hearsay", "namesake.basis"},
			} {
				if err := d.Registry.SettleNamesake(ctx, bad.who, id, bad.compared, bad.basis); fengcun.CodeOf(err) != bad.code {
					t.Errorf("%s as %s: %v, want %s", bad.who.Staff, bad.who.Role, err, bad.code)
				}
			}
			if _, err := d.Registry.Reissue(ctx, window, id); fengcun.CodeOf(err) != "certify.later" {
				t.Errorf("answered before it was settled: %v", err)
			}
			if err := d.Registry.SettleNamesake(ctx, second, id, compared, registry.BasisIdentityPapers); err != nil {
				t.Fatal(err)
			}
			if err := d.Registry.SettleNamesake(ctx, second, id, compared, registry.BasisIdentityPapers); fengcun.CodeOf(err) != "not_found" {
				t.Errorf("settled twice: %v", err)
			}
			doc, err := d.Registry.Reissue(ctx, window, id)
			if err != nil || doc.Form != x.form {
				t.Errorf("same %v: form %s, want %s, %v", x.same, doc.Form, x.form, err)
			}
			if _, err := d.Registry.ViewNamesake(ctx, second, id); fengcun.CodeOf(err) != "not_found" {
				t.Errorf("shown after the answer: %v", err)
			}
		}
	})
}
