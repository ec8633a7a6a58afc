package registry_test

import (
	"testing"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

var bureauHead = sample.Member(sample.Police, fengcun.RoleApprover)

// TestVerificationStopsTheClock: a verification needs a ground and a second person;
// its days do not count, and then the application is answered as any other (rules on
// inquiries of the Ministry of Public Security).
func TestVerificationStopsTheClock(t *testing.T) {
	d := district.Open(t)
	d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
	if _, err := d.Registry.AcceptForVerification(ctx, window, application(wang), "sealed"); fengcun.CodeOf(err) != "verification.ground" {
		t.Errorf("a seal is a ground: %v", err)
	}
	for _, p := range []fengcun.Person{wang, never} {
		id, err := d.Registry.AcceptForVerification(ctx, window, application(p), fengcun.VerifyIdentity)
		if err != nil {
			t.Fatal(err)
		}
		verification, err := d.Registry.ProposeVerification(ctx, window, id, fengcun.VerifyIdentity) // the same again
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Registry.DecideVerification(ctx, window, verification, true); fengcun.KindOf(err) != fengcun.KindForbidden {
			t.Errorf("the window approves: %v", err)
		}
		if err := d.Registry.DecideVerification(ctx, bureauHead, verification, true); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Registry.Reissue(ctx, window, id); fengcun.KindOf(err) != fengcun.KindConflict {
			t.Errorf("answered while it is verified: %v", err)
		}
		before := certificateDue(t, d, id)
		d.Days(14)
		if err := d.Registry.EndVerification(ctx, window, verification); err != nil {
			t.Fatal(err)
		}
		if after := certificateDue(t, d, id); before.DaysUntil(after) < 14 {
			t.Errorf("due on %v before the verification and %v after it", before, after)
		}
		doc, err := d.Registry.Reissue(ctx, window, id)
		if err != nil || doc.Form != document.NoRecordCertificate {
			t.Errorf("%s, %v", doc.Form, err)
		}
		if err := d.Registry.EndVerification(ctx, window, verification); fengcun.KindOf(err) != fengcun.KindConflict {
			t.Errorf("ended twice: %v", err)
		}
	}
}

// TestRefusedVerification: the clock ran on, and the application is answered.
func TestRefusedVerification(t *testing.T) {
	d := district.Open(t)
	id, err := d.Registry.AcceptForVerification(ctx, window, application(never), fengcun.VerifyOther)
	if err != nil {
		t.Fatal(err)
	}
	verification, err := d.Registry.ProposeVerification(ctx, window, id, fengcun.VerifyOther)
	if err != nil {
		t.Fatal(err)
	}
	work, err := d.Registry.Work(ctx, bureauHead)
	if err != nil || len(work.Todo) == 0 || work.Todo[len(work.Todo)-1].Step != registry.StepDecideVerification {
		t.Errorf("it does not wait for the head: %+v, %v", work.Todo, err)
	}
	before := certificateDue(t, d, id)
	if doc, err := d.Registry.Reissue(ctx, window, id); err != nil || doc.Form != document.NoRecordCertificate {
		t.Errorf("the clock runs, and it is not answered: %s, %v", doc.Form, err)
	}
	if err := d.Registry.DecideVerification(ctx, bureauHead, verification, true); fengcun.KindOf(err) != fengcun.KindConflict {
		t.Errorf("what is answered is verified: %v", err)
	}
	if err := d.Registry.DecideVerification(ctx, bureauHead, verification, false); err != nil {
		t.Fatal(err)
	}
	if doc, err := d.Registry.Reissue(ctx, window, id); err != nil || doc.Form != document.NoRecordCertificate || certificateDue(t, d, id) != before {
		t.Errorf("%s, %v", doc.Form, err)
	}
	stranger := sample.Member(sample.OtherCourt, fengcun.RoleWindow)
	for name, err := range map[string]error{
		"propose": func() error {
			_, err := d.Registry.ProposeVerification(ctx, stranger, id, fengcun.VerifyOther)
			return err
		}(),
		"decide": d.Registry.DecideVerification(ctx, stranger, verification, true),
		"end":    d.Registry.EndVerification(ctx, stranger, verification),
	} {
		if fengcun.KindOf(err) != fengcun.KindNotFound {
			t.Errorf("%s at another organ: %v", name, err)
		}
	}
}

func certificateDue(t *testing.T, d *district.District, id fengcun.ID) (due fengcun.Date) {
	t.Helper()
	var text string
	if err := d.Store.Reader().QueryRowContext(ctx, `SELECT due_on FROM certificate WHERE certificate_id = $1`, id).Scan(&text); err != nil {
		t.Fatal(err)
	}
	due, err := fengcun.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return due
}
