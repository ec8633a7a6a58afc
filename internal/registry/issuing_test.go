package registry_test

import (
	"reflect"
	"testing"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/sample"
)

// decided lets two people of the police decide on issuing.
func (d certifying) decided(i fengcun.Issuing) {
	d.t.Helper()
	id, err := d.Registry.SwitchIssuing(ctx, feeder, i)
	if err == nil {
		_, err = d.Registry.ApproveChange(ctx, bureauHead, id)
	}
	if err != nil {
		d.t.Fatal(err)
	}
}

// logged is how many entries the log has.
func (d certifying) logged() int64 {
	d.t.Helper()
	head, err := d.Store.Head(ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	return head.Size
}

// TestNothingIsIssuedBeyondTheBound: while the feed is too old or covers too little, and
// where the national platform issues, a person whose record is sealed, one never known
// and one with an open conviction get the same error, and nothing is numbered, printed
// or logged for any of them (P5, Article 15).
func TestNothingIsIssuedBeyondTheBound(t *testing.T) {
	d := certifying{district.Open(t), t}
	openConviction(t, d.District)
	d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
	asked := []fengcun.Person{wang, never, adult}
	first, err := d.Registry.Certify(ctx, window, application(never))
	if err != nil || first.Form != document.NoRecordCertificate {
		t.Fatalf("%s, %v", first.Form, err)
	}
	withheld := func(name, code string) {
		t.Helper()
		var said []error
		for _, who := range asked {
			before := d.logged()
			_, err := d.Registry.Certify(ctx, window, application(who))
			if fengcun.CodeOf(err) != code || d.logged() != before {
				t.Errorf("%s: %v, %d entries", name, err, d.logged()-before)
			}
			incomplete := application(who)
			incomplete.Papers = nil
			_, bad := d.Registry.Certify(ctx, window, incomplete)
			said = append(said, err, bad)
		}
		for _, err := range said {
			if !reflect.DeepEqual(err, said[0]) {
				t.Errorf("%s: %v and %v", name, said[0], err)
			}
		}
		// What was issued stays issued.
		if again, err := d.Registry.Reissue(ctx, window, first.Application); err != nil || again.Number != first.Number {
			t.Errorf("%s: %s, %v", name, again.Number, err)
		}
	}
	answers := func(name string) {
		t.Helper()
		for i, want := range []document.Form{document.NoRecordCertificate, document.NoRecordCertificate, document.CertificateRefusal} {
			if got := d.answer(asked[i]); got != string(want) {
				t.Errorf("%s: %s, want %s", name, got, want)
			}
		}
	}
	today := fengcun.DateOf(d.Clock.Now())
	extent := func(e fengcun.FeedExtent) {
		t.Helper()
		if err := d.Registry.StateFeed(ctx, feeder, e); err != nil {
			t.Fatal(err)
		}
	}
	d.decided(fengcun.Issuing{Mode: fengcun.IssuesHere, Coverage: 95, Days: 2})
	answers("within the bound")
	extent(fengcun.FeedExtent{UpTo: today, Platform: 1000, Delivered: 949})
	withheld("one row too few", "certify.paused")
	extent(fengcun.FeedExtent{UpTo: today.AddDays(-3), Platform: 1000, Delivered: 1000})
	withheld("a day too old", "certify.paused")
	d.decided(fengcun.Issuing{Mode: fengcun.IssuesOutside})
	extent(fengcun.FeedExtent{UpTo: today, Platform: 1000, Delivered: 1000})
	withheld("issued on the national platform", "certify.outside")
	d.decided(fengcun.Issuing{Mode: fengcun.IssuesNothing})
	withheld("switched off", "certify.paused")
}

// TestApplicationWaitsForTheFeed: what was accepted and not answered before the feed
// grew too old is answered when it has come, not before.
func TestApplicationWaitsForTheFeed(t *testing.T) {
	d := certifying{district.Open(t), t}
	id, err := d.Registry.AcceptForVerification(ctx, window, application(never), fengcun.VerifyIdentity)
	if err != nil {
		t.Fatal(err)
	}
	today := fengcun.DateOf(d.Clock.Now())
	d.decided(fengcun.Issuing{Mode: fengcun.IssuesHere, Coverage: 95, Days: 1})
	d.Days(2)
	if _, err := d.Registry.Reissue(ctx, window, id); fengcun.CodeOf(err) != "certify.paused" {
		t.Errorf("answered on old data: %v", err)
	}
	if err := d.Registry.StateFeed(ctx, feeder, fengcun.FeedExtent{UpTo: today.AddDays(2), Platform: 1, Delivered: 1}); err != nil {
		t.Fatal(err)
	}
	if doc, err := d.Registry.Reissue(ctx, window, id); err != nil || doc.Form != document.NoRecordCertificate {
		t.Errorf("%s, %v", doc.Form, err)
	}
}

// TestIssuingNeedsTwo: an organ for which nothing was decided issues nothing; nobody
// decides alone, and not without a bound.
func TestIssuingNeedsTwo(t *testing.T) {
	d := certifying{district.Open(t), t}
	other := sample.Member(sample.OtherCourt, fengcun.RoleWindow)
	if _, err := d.Registry.Certify(ctx, other, application(never)); fengcun.CodeOf(err) != "certify.paused" {
		t.Errorf("nothing was decided: %v", err)
	}
	for _, actor := range []fengcun.Actor{window, bureauHead, sample.Member(sample.Police, fengcun.RoleHandler)} {
		if _, err := d.Registry.SwitchIssuing(ctx, actor, fengcun.Issuing{Mode: fengcun.IssuesNothing}); fengcun.KindOf(err) != fengcun.KindForbidden {
			t.Errorf("%s proposes: %v", actor.Role, err)
		}
	}
	if err := d.Registry.StateFeed(ctx, window, fengcun.FeedExtent{UpTo: fengcun.DateOf(d.Clock.Now()), Platform: 1, Delivered: 1}); fengcun.KindOf(err) != fengcun.KindForbidden {
		t.Errorf("the window states: %v", err)
	}
	if _, err := d.Registry.SwitchIssuing(ctx, feeder, fengcun.Issuing{Mode: fengcun.IssuesHere}); fengcun.CodeOf(err) != "issuing.bound" {
		t.Errorf("without a bound: %v", err)
	}
	id, err := d.Registry.SwitchIssuing(ctx, feeder, fengcun.Issuing{Mode: fengcun.IssuesNothing})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Registry.ApproveChange(ctx, feeder, id); fengcun.KindOf(err) != fengcun.KindForbidden {
		t.Errorf("alone: %v", err)
	}
	if got := d.answer(never); got != string(document.NoRecordCertificate) {
		t.Errorf("a proposal changes something: %s", got)
	}
	waiting, err := d.Registry.Changes(ctx, bureauHead)
	if err != nil || len(waiting) != 1 || waiting[0].ID != id {
		t.Errorf("the head is shown %+v, %v", waiting, err)
	}
	waiting, err = d.Registry.Changes(ctx, sample.Member(sample.Police, fengcun.RoleSecurityAdmin))
	if err != nil || len(waiting) != 0 {
		t.Errorf("the administrator is shown %+v, %v", waiting, err)
	}
}
