package registry_test

import (
	"slices"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

const heir fengcun.OrganID = "police-xinjiang"

// founded adds an organ with its staff, as the one it is to follow has them.
func founded(t *testing.T, d *district.District, id fengcun.OrganID, as fengcun.OrganID) {
	t.Helper()
	o, err := d.Registry.Organ(ctx, as)
	if err != nil {
		t.Fatal(err)
	}
	o.ID, o.Name, o.Code = id, "新"+o.Name, "新"+o.Code
	if err := d.Registry.AddOrgan(ctx, sample.Member(sample.Court, fengcun.RoleSystemAdmin), o); err != nil {
		t.Fatal(err)
	}
	for _, member := range sample.Staff() {
		if member.Organ == as {
			if err := d.Registry.AddMember(ctx, sample.Member(id, fengcun.RoleSecurityAdmin), sample.Member(id, member.Role)); err != nil && fengcun.CodeOf(err) != "store.conflict" {
				t.Fatal(err)
			}
		}
	}
}

func succeed(t *testing.T, d *district.District, from, to fengcun.OrganID, last fengcun.Date) error {
	t.Helper()
	id, err := d.Registry.ProposeChange(ctx, sample.Member(sample.Justice, fengcun.RoleSystemAdmin),
		registry.Change{Kind: registry.ChangeSuccession, Organ: from, Other: to, To: last})
	if err != nil {
		return err
	}
	_, err = d.Registry.ApproveChange(ctx, sample.Member(sample.Justice, fengcun.RoleSystemAdmin), id)
	refusal(t, err, "policy.denied")
	_, err = d.Registry.ApproveChange(ctx, sample.Member(sample.Justice, fengcun.RoleSecurityAdmin), id)
	return err
}

// An organ that follows another has what the other had in hand, under the same
// clocks, and opens what the other sealed; the other has nothing and nobody.
func TestSuccession(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		founded(t, d, heir, sample.Police)
		facts := district.Sentenced(birth, years(3).Outcome.Term)
		sealed := d.Seal(wang, string(number), facts)
		received, sent, later := d.File(never, "（2022）某01刑初9号", facts), d.File(wang, "（2022）某01刑初10号", facts), d.File(never, "（2022）某01刑初11号", facts)
		for _, c := range []*district.Case{&received, &sent, &later} {
			d.Decide(*c, facts)
		}
		d.Notify(&received)
		d.Notify(&sent)
		inHand := d.Receive(received, sample.Police)
		before, err := store.RunningDeadlines(ctx, d.Store.Reader(), sample.Police)
		if err != nil || len(before) == 0 {
			t.Fatalf("%v, %v", before, err)
		}
		yesterday := fengcun.DateOf(d.Clock.Now()).AddDays(-1)

		refusal(t, succeed(t, d, sample.Police, sample.Court, yesterday), "succession.kind")
		refusal(t, succeed(t, d, sample.Police, heir, yesterday.AddDays(1)), "succession.not_yet")
		if err := succeed(t, d, sample.Police, heir, yesterday); err != nil {
			t.Fatal(err)
		}
		refusal(t, succeed(t, d, sample.Police, heir, yesterday), "change.incomplete")

		old := sample.Member(sample.Police, fengcun.RoleHandler)
		_, err = d.Registry.Receive(ctx, old, registry.Receipt{Notice: sent.Notice, At: d.Clock.Now()})
		refusal(t, err, "not_found")
		if mayAct(t, d, old) {
			t.Error("the staff of an organ that ended can act for it")
		}
		after, err := store.RunningDeadlines(ctx, d.Store.Reader(), heir)
		if err != nil || len(after) != len(before) || after[0].Due != before[0].Due {
			t.Errorf("clocks %v, then %v, %v", before, after, err)
		}
		d.Shut()
		d.Reopen() // the keys of both times fit the rows
		d.Confirm(heir, inHand)
		d.Confirm(heir, d.Receive(sent, heir))
		d.Notify(&later) // the history names the organ that ended
		d.Confirm(heir, d.Receive(later, heir))
		for _, c := range []district.Case{received, sent, later} {
			d.Confirm(sample.Procuratorate, d.Receive(c, sample.Procuratorate))
			if got := d.Confirm(sample.Court, c.Copy); !got.RecordSealed {
				t.Error("not sealed")
			}
		}
		q := access(sample.Member(heir, fengcun.RoleHandler), sample.Member(heir, fengcun.RoleApprover))
		found, err := d.Registry.FindSealed(ctx, q, registry.Query{CaseNumber: number})
		if err != nil || len(found) != 1 || found[0] != sealed.Record {
			t.Errorf("found %v, %v", found, err)
		}
		view, err := d.Registry.OpenSealed(ctx, q, sealed.Record)
		if err != nil || view.Person.Names[0].Text != wang.Names[0].Text {
			t.Errorf("%v, %v", view, err)
		}
		if err := d.Registry.Rotate(ctx, sample.Member(heir, fengcun.RoleSecurityAdmin), "another"); err != nil {
			t.Error(err)
		}
		if err := d.VerifyAudit(ctx, nil); err != nil {
			t.Error(err)
		}
	})
}

// A deciding organ under a new name goes on with its matters and answers for its
// notices, which keep the number they bear.
func TestRename(t *testing.T) {
	const renamed fengcun.OrganID = "court-xinjiang"
	d := district.Open(t)
	founded(t, d, renamed, sample.Court)
	facts := district.Sentenced(birth, years(3).Outcome.Term)
	c, decided := d.File(wang, string(number), facts), d.File(never, "（2022）某01刑初9号", facts)
	d.Decide(c, facts)
	d.Decide(decided, facts)
	d.Notify(&c)
	head := sample.Member(renamed, fengcun.RoleApprover)
	second := sample.Member(renamed, fengcun.RoleHandler)
	text := func(who fengcun.Actor) string {
		t.Helper()
		issued, err := d.Registry.NoticeText(ctx, who, c.Notice, "")
		if err != nil {
			t.Fatal(err)
		}
		return string(issued.Text)
	}
	before := text(handler)
	if err := succeed(t, d, sample.Court, renamed, fengcun.DateOf(d.Clock.Now()).AddDays(-1)); err != nil {
		t.Fatal(err)
	}
	if n, err := d.Registry.HandOverAll(ctx, head, handler.Staff, second.Staff); n != 2 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	if after := strings.Replace(text(second), "新东江", "东江", 1); after != before { // the copy in its hands is addressed to it
		t.Errorf("the notice changed:\n%s\n%s", before, after)
	}
	if err := d.Registry.ReceiveByPerson(ctx, second, c.Notice, d.Clock.Now()); err != nil {
		t.Error(err)
	}
	d.Days(1)
	id, err := d.Registry.DraftNotice(ctx, second, decided.Record)
	if err != nil {
		t.Fatal(err)
	}
	refusal(t, d.Registry.IssueNotice(ctx, head, id), "") // to the organs of the history, though no peer is named yet
}

// What could not be finished any more stops a succession.
func TestSuccessionWaits(t *testing.T) {
	d := district.Open(t)
	founded(t, d, heir, sample.Police)
	yesterday := fengcun.DateOf(d.Clock.Now()).AddDays(-1)
	elsewhere, err := d.Registry.Organ(ctx, heir)
	if err != nil {
		t.Fatal(err)
	}
	elsewhere.ID, elsewhere.Connection = "police-paper", fengcun.OnPaper
	if err := d.Registry.AddOrgan(ctx, sample.Member(sample.Court, fengcun.RoleSystemAdmin), elsewhere); err != nil {
		t.Fatal(err)
	}
	refusal(t, succeed(t, d, sample.Police, elsewhere.ID, yesterday), "organ.elsewhere")
	refusal(t, succeed(t, d, elsewhere.ID, heir, yesterday), "")
	refusal(t, succeed(t, d, "nowhere", heir, yesterday), "not_found")
	// An application is an unanswered one while it is verified, too.
	id, err := d.Registry.AcceptForVerification(ctx, window, application(wang), fengcun.VerifyIdentity)
	if err != nil {
		t.Fatal(err)
	}
	verification, err := d.Registry.ProposeVerification(ctx, window, id, fengcun.VerifyIdentity)
	if err != nil {
		t.Fatal(err)
	}
	refusal(t, d.Registry.DecideVerification(ctx, bureauHead, verification, true), "")
	refusal(t, succeed(t, d, sample.Police, heir, yesterday), "succession.window")
}

// Who investigated decides who is told: the anti-smuggling department in place of the
// police, by the history or by the table for such cases.
func TestRecipientsByCaseType(t *testing.T) {
	d := district.Open(t)
	system := sample.Member(sample.Court, fengcun.RoleSystemAdmin)
	add := func(id fengcun.OrganID, kind fengcun.OrganKind, level fengcun.Level) {
		t.Helper()
		refusal(t, d.Registry.AddOrgan(ctx, system, fengcun.Organ{ID: id, Kind: kind, Level: level, Name: string(id), Code: string(id), ValidFrom: sample.Since, Connection: fengcun.OnPaper}), "")
	}
	add("customs-city", fengcun.CustomsPolice, fengcun.LevelIntermediate)
	add("customs-district", fengcun.CustomsPolice, fengcun.LevelBasic)
	facts := district.Sentenced(birth, years(3).Outcome.Term)
	notify := func(investigator fengcun.OrganID, number string) ([]string, error) {
		t.Helper()
		filed, err := d.Registry.File(ctx, handler, registry.Filing{
			Numbers:  []fengcun.Particular{fengcun.Particular(number)},
			History:  []store.HistoryEntry{{Organ: investigator, Function: fengcun.Investigated}, {Organ: sample.Procuratorate, Function: fengcun.Prosecuted}},
			Persons:  []registry.FiledPerson{{Person: wang, Facts: facts}},
			Holdings: []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume}},
		})
		if err != nil {
			t.Fatal(err)
		}
		d.Decide(district.Case{Record: filed.Records[0], Copy: filed.Copies[0], Person: wang}, facts)
		id, err := d.Registry.DraftNotice(ctx, handler, filed.Records[0])
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Registry.IssueNotice(ctx, approver, id); err != nil {
			return nil, err
		}
		deliveries, err := store.Deliveries(ctx, d.Store.Reader(), id)
		var to []string
		for _, v := range deliveries {
			to = append(to, v.Recipient)
		}
		return to, err
	}
	has := func(to []string, organs ...fengcun.OrganID) bool {
		for _, o := range organs {
			if !slices.Contains(to, string(o)) {
				return false
			}
		}
		return true
	}
	_, err := notify("customs-city", "（2022）某01刑初1号") // of another level, and no peer for such cases
	refusal(t, err, "notice.no_peer")
	id, err := d.Registry.ProposeChange(ctx, system, registry.Change{Kind: registry.ChangePeers, Organ: sample.Court, Other: "customs-district", In: fengcun.CaseSmuggling, From: sample.Since})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Registry.ApproveChange(ctx, security, id); err != nil {
		t.Fatal(err)
	}
	to, err := notify("customs-city", "（2022）某01刑初2号")
	if err != nil || !has(to, "customs-district", sample.Procuratorate, sample.Police) {
		t.Errorf("%v, %v", to, err)
	}
	to, err = notify(sample.Police, "（2022）某01刑初3号")
	if err != nil || has(to, "customs-district") || !has(to, sample.Police) {
		t.Errorf("%v, %v", to, err)
	}
}
