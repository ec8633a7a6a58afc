package registry_test

import (
	"slices"
	"testing"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/law"
)

// Article 3 without a notice in the law's sense: the organ that ended the case approves
// the sealing internally and tells every body that the case's history names, in the same
// tree of tasks. Nobody serves the person; every organ has an internal target and not the
// three days of Article 11; the record is sealed when all of them are.
func TestArticle3Kinds(t *testing.T) {
	t.Parallel()
	history := []store.HistoryEntry{
		{Organ: sample.Police, Function: fengcun.Investigated},
		{Organ: sample.Procuratorate, Function: fengcun.Prosecuted},
		{Organ: sample.Justice, Function: fengcun.Executed},
	}
	for _, c := range []struct {
		name    string
		decides fengcun.OrganID
		outcome fengcun.Disposition
		age     int // at the act
	}{
		{"case withdrawn by the police", sample.Police, fengcun.CaseWithdrawn, 17},
		{"no punishment because of age", sample.Police, fengcun.NotPunishedAge, 13},
		{"no punishment for another reason", sample.Court, fengcun.NotPunishedOther, 17},
		{"not pursued", sample.Police, fengcun.NotPursued, 17},
		{"arrest refused", sample.Procuratorate, fengcun.CoerciveMeasureOnly, 17},
		{"support alone", sample.Procuratorate, fengcun.SupportRecord, 17},
		{"plainly innocent", sample.Court, fengcun.AcquittedInnocent, 17},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := district.Open(t)
			must := func(err error) {
				t.Helper()
				if err != nil {
					t.Fatal(err)
				}
			}
			officer, head := sample.Member(c.decides, fengcun.RoleHandler), sample.Member(c.decides, fengcun.RoleApprover)
			act := fengcun.NewDate(birth.Year+c.age, birth.Month, 15)
			facts := law.Facts{
				Birth: law.Birth{Date: birth}, Acts: []law.Act{{ID: "1", Date: act}},
				Outcome: law.Outcome{Disposition: c.outcome, Decided: act.AddDays(30), Effective: act.AddDays(41), Concluded: act.AddDays(41)},
			}
			filed, err := d.Registry.File(ctx, officer, registry.Filing{
				Numbers: []fengcun.Particular{number}, History: history,
				Persons:  []registry.FiledPerson{{Person: wang, Facts: facts}},
				Holdings: []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume}},
			})
			must(err)
			record, today := filed.Records[0], fengcun.DateOf(d.Clock.Now())
			must(d.Registry.Explain(ctx, officer, registry.Explanation{
				Record: record, Mode: registry.ExplainedOrally, Signed: true, On: today,
				To: []registry.Told{{Who: registry.ToPerson, Name: "王"}, {Who: registry.ToRepresentative, Name: "某"}},
			}))
			must(d.Registry.Conclude(ctx, officer, d.Conclusion(record, facts)))
			proposed, err := d.Registry.ProposeDecision(ctx, officer, record, nil)
			must(err)
			state, err := d.Registry.ApproveDecision(ctx, head, proposed.ID)
			must(err)
			if state != fengcun.RecordSealDue {
				t.Fatalf("state %s", state)
			}
			approval, err := d.Registry.DraftNotice(ctx, officer, record)
			must(err)
			must(d.Registry.IssueNotice(ctx, head, approval))
			deliveries, err := store.Deliveries(ctx, d.Store.Reader(), approval)
			must(err)
			var told []fengcun.OrganID
			for _, e := range deliveries {
				if e.Basis != "3" || e.Recipient == store.Person {
					t.Errorf("%+v", e)
				}
				told = append(told, fengcun.OrganID(e.Recipient))
			}
			var want []fengcun.OrganID
			for _, h := range history {
				if h.Organ != c.decides {
					want = append(want, h.Organ)
				}
			}
			slices.Sort(told)
			slices.Sort(want)
			if !slices.Equal(told, want) {
				t.Fatalf("told %v, want %v", told, want)
			}
			for _, organ := range told {
				own := d.Receive(district.Case{Notice: approval}, organ)
				terms, err := store.RunningDeadlines(ctx, d.Store.Reader(), organ)
				must(err)
				if len(terms) != 1 || terms[0].Duty != string(calendar.SealOwnFile) {
					t.Errorf("%s: %+v", organ, terms)
				}
				if got := d.Confirm(organ, own); got.RecordSealed {
					t.Errorf("sealed before the deciding organ's own file")
				}
			}
			if got := d.Confirm(c.decides, filed.Copies[0]); !got.RecordSealed {
				t.Errorf("every holding is confirmed, and the record is %s", d.State(record))
			}
		})
	}
}
