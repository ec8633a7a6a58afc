package registry_test

import (
	"bytes"
	"slices"
	"testing"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

// TestEachRecipientHasItsPaper: a notice is addressed to whoever gets it, one paper
// for each; a recipient prints its own and nobody else's (Article 11).
func TestEachRecipientHasItsPaper(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	c := d.File(wang, number, years(3))
	d.Decide(c, years(3))
	d.Notify(&c)
	served := []string{registry.PersonConcerned, string(sample.Police), string(sample.Procuratorate)}
	first, err := d.Registry.NoticeText(ctx, handler, c.Notice, "")
	if err != nil || first.To != registry.PersonConcerned || !slices.Equal(first.Recipients, served) {
		t.Fatalf("to %q of %q, %v", first.To, first.Recipients, err)
	}
	for _, to := range served {
		doc, err := d.Registry.NoticeText(ctx, handler, c.Notice, to)
		if err != nil || doc.To != to || doc.Number != first.Number {
			t.Fatalf("%s: %q %s, %v", to, doc.To, doc.Number, err)
		}
		want := wang.Names[0].Text.Reveal() + "（"
		form := document.SealingNoticePerson
		if to != registry.PersonConcerned {
			organ, err := store.Organ(ctx, d.Store.Reader(), fengcun.OrganID(to))
			if err != nil {
				t.Fatal(err)
			}
			want, form = organ.Name+"：", document.SealingNotice
		}
		if doc.Form != form || !bytes.Contains(doc.Text, []byte("\n"+want)) {
			t.Errorf("%s: a %s that is not addressed to %q:\n%s", to, doc.Form, want, doc.Text)
		}
	}
	if _, err := d.Registry.NoticeText(ctx, handler, c.Notice, string(sample.Court)); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("a notice of the court to itself: %v", err)
	}
	d.Receive(c, sample.Police)
	police := sample.Member(sample.Police, fengcun.RoleHandler)
	own, err := d.Registry.NoticeText(ctx, police, c.Notice, "")
	if err != nil || own.To != string(sample.Police) || len(own.Recipients) != 1 {
		t.Errorf("the police's own: %q of %q, %v", own.To, own.Recipients, err)
	}
	if _, err := d.Registry.NoticeText(ctx, police, c.Notice, registry.PersonConcerned); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("the person's paper at the police: %v", err)
	}
}

// TestNoticeIsTriedBeforeItsNumber: a name that cannot be printed stops the notice
// while the series is untouched.
func TestNoticeIsTriedBeforeItsNumber(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	rare := district.Person("王\U000323B0", "310101200805101230", birth)
	c := d.File(rare, number, years(3))
	d.Decide(c, years(3))
	notice, err := d.Registry.DraftNotice(ctx, handler, c.Record)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Registry.IssueNotice(ctx, approver, notice); fengcun.CodeOf(err) != "pdf.missing_glyph" {
		t.Errorf("%v", err)
	}
	n, err := store.NoticeByID(ctx, d.Store.Reader(), notice)
	if err != nil || n.State != fengcun.NoticeDraft || n.Serial != 0 {
		t.Errorf("%+v, %v", n, err)
	}
}
