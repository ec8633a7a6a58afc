package registry_test

import (
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

func access(reader, approver fengcun.Actor) registry.Access {
	return registry.Access{Reader: reader, Approver: approver, Purpose: fengcun.PurposeCase, Basis: "16"}
}

// TestSealedUnderWarrant: finding and reading in the sealed domain takes a warrant
// that a second person granted, and changes nothing (Article 16; P3, P12).
func TestSealedUnderWarrant(t *testing.T) {
	d := district.Open(t)
	c := d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
	d.Seal(never, "（2026）沪0101刑初13号", district.Sentenced(birth, fengcun.Term{Years: 2}))
	for _, q := range []registry.Query{{Document: wang.Documents[0]}, {Name: wang.Names[0].Text, Birth: birth}, {CaseNumber: number}} {
		found, err := d.Registry.FindSealed(ctx, access(handler, approver), q)
		if err != nil || len(found) != 1 || found[0] != c.Record {
			t.Errorf("found %v, %v", found, err)
		}
	}
	none, err := d.Registry.FindSealed(ctx, access(handler, approver), registry.Query{Document: adult.Documents[0]})
	if err != nil || len(none) != 0 {
		t.Errorf("found %v, %v", none, err)
	}
	view, err := d.Registry.OpenSealed(ctx, access(handler, approver), c.Record)
	if err != nil || view.Person.Names[0].Text != wang.Names[0].Text || view.Facts.Outcome.Term.Years != 3 {
		t.Errorf("view %v, %v", view, err)
	}
	if got := d.State(c.Record); got != fengcun.RecordSealed {
		t.Errorf("state %s", got)
	}
	if _, err := d.Registry.Read(ctx, handler, c.Copy); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("reading without a warrant: %v", err)
	}
}

// TestSealedNeedsTwo: one person alone, or a person whose role has no part in it,
// opens and finds nothing.
func TestSealedNeedsTwo(t *testing.T) {
	d := district.Open(t)
	c := d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
	own := fengcun.Actor{Staff: handler.Staff, Organ: handler.Organ, Role: fengcun.RoleApprover}
	for _, q := range []registry.Access{
		access(handler, own),
		access(handler, handler),
		access(sample.Member(sample.Court, fengcun.RoleWindow), approver),
		access(sample.Member(sample.Court, fengcun.RoleAuditAdmin), approver),
	} {
		if _, err := d.Registry.FindSealed(ctx, q, registry.Query{Document: wang.Documents[0]}); err == nil {
			t.Errorf("%s with %s found", q.Reader.Staff, q.Approver.Role)
		}
		if _, err := d.Registry.OpenSealed(ctx, q, c.Record); err == nil {
			t.Errorf("%s with %s opened", q.Reader.Staff, q.Approver.Role)
		}
	}
}

// TestRefusalIsLogged: a refusal by policy is an entry in the log, made before the
// answer (P4).
func TestRefusalIsLogged(t *testing.T) {
	d := district.Open(t)
	before, err := d.Store.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Registry.Certify(ctx, handler, application(never)); fengcun.KindOf(err) != fengcun.KindForbidden {
		t.Fatalf("a handler issued a certificate: %v", err)
	}
	after, err := d.Store.Head(ctx)
	if err != nil || after.Size != before.Size+1 {
		t.Errorf("%d entries, then %d, %v", before.Size, after.Size, err)
	}
}

// TestExplanationSinceTheMeasures: a case that ended before 2022-05-30 had no
// duty of Article 8; a later one is not concluded without it.
func TestExplanationSinceTheMeasures(t *testing.T) {
	for _, c := range []struct {
		ended fengcun.Date
		code  string
	}{
		{fengcun.NewDate(2022, 5, 29), ""},
		{fengcun.NewDate(2022, 5, 30), "conclude.not_explained"},
		{fengcun.Date{}, "conclude.not_explained"},
	} {
		d := district.Open(t)
		facts := district.Sentenced(birth, fengcun.Term{Years: 3})
		facts.Outcome.Effective, facts.Outcome.Concluded = c.ended, c.ended
		filed := d.File(wang, number, facts)
		err := d.Registry.Conclude(ctx, handler, d.Conclusion(filed.Record, facts))
		if fengcun.CodeOf(err) != c.code {
			t.Errorf("ended %s: %v, want %q", c.ended, err, c.code)
		}
	}
}
