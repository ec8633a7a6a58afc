package api_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"fengcun"
	"fengcun/client"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/sample"
)

var birth = fengcun.NewDate(2005, 3, 14)

// matter is a case of one person, as a case system files it.
func matter(t testing.TB, name, id, number string) (client.Matter, json.RawMessage) {
	t.Helper()
	facts, err := json.Marshal(district.Sentenced(birth, fengcun.Term{Years: 3}))
	if err != nil {
		t.Fatal(err)
	}
	return client.Matter{
		Numbers: []string{number},
		History: []client.Step{{Organ: sample.Police, Function: fengcun.Investigated}, {Organ: sample.Procuratorate, Function: fengcun.Prosecuted}, {Organ: sample.Court, Function: fengcun.Tried}},
		Persons: []client.Person{{
			Names: []client.Name{{Text: name, Source: "file"}}, Sex: fengcun.Male, Birth: birth,
			Documents: []client.Document{{Kind: fengcun.ResidentID, Number: id}}, Facts: facts,
		}},
		Holdings: []client.Holding{{Kind: fengcun.HoldingPaperVolume}, {Kind: fengcun.HoldingSystemRow}},
	}, facts
}

// TestStory takes a case from the filing to the seal at every organ, by the client
// alone, each step as the account that may take it.
func TestStory(t *testing.T) {
	w := serve(t)
	ctx := context.Background()
	court, head, police := w.as(handler), w.as(approver), w.as(window)
	m, facts := matter(t, "王试甲", "310115200503140019", "（2026）沪0101刑初12号")

	filed, err := court.File(ctx, client.NewKey(), m)
	w.must(err)
	record := filed.Records[0]
	w.must(court.Explain(ctx, client.NewKey(), record, client.Explanation{
		Mode: "oral", Signed: true, On: fengcun.DateOf(w.Clock.Now()),
		To: []client.Told{{Who: "person", Name: "王试甲"}, {Who: "legal_representative", Name: "某"}},
	}))
	w.must(court.Conclude(ctx, client.NewKey(), record, facts))
	w.must(court.ConfirmEffect(ctx, client.NewKey(), record, fengcun.DateOf(w.Clock.Now()), "file_states_day"))
	proposed, err := court.Propose(ctx, client.NewKey(), record, nil)
	w.must(err)
	if _, err := court.Approve(ctx, client.NewKey(), proposed.Decision); client.CodeOf(err) != "policy.denied" {
		t.Errorf("the proposer approves: %v", err)
	}
	if why, err := court.PolicyWhy(ctx, client.Situation{Role: fengcun.RoleApprover, Act: "approve_decision", Proposed: "self"}); err != nil || why.Allowed || why.Policies[0].ID != "nobody-approves-own" {
		t.Errorf("why nobody approves what is their own: %+v, %v", why, err)
	}
	state, err := head.Approve(ctx, client.NewKey(), proposed.Decision)
	if err != nil || state != fengcun.RecordSealDue {
		t.Fatalf("approved: %s, %v", state, err)
	}
	if found, err := court.Search(ctx, client.Query{Kind: fengcun.ResidentID, ID: "310115200503140019"}); err != nil || len(found) != 1 || found[0] != filed.Copies[0] {
		t.Errorf("search: %v, %v", found, err)
	}
	notice, err := court.DraftNotice(ctx, client.NewKey(), record)
	w.must(err)
	w.must(head.IssueNotice(ctx, client.NewKey(), notice))
	for _, organ := range []fengcun.OrganID{sample.Procuratorate, sample.Police} {
		id, err := w.as(sample.Member(organ, fengcun.RoleHandler)).Receive(ctx, client.NewKey(), notice, client.Receipt{
			At: w.Clock.Now(), Holdings: []client.Holding{{Kind: fengcun.HoldingPaperVolume}, {Kind: fengcun.HoldingScreeningTable}},
		})
		w.must(err)
		w.sealCopy(organ, id)
	}
	if sealed := w.sealCopy(sample.Court, filed.Copies[0]); !sealed {
		t.Error("every holding is confirmed and the record is not sealed")
	}
	for name, err := range map[string]error{
		"read":    court.Do(ctx, "GET", "/copies/"+filed.Copies[0].String(), "", nil, nil),
		"matter":  court.Do(ctx, "GET", "/matters/"+record.String(), "", nil, nil),
		"confirm": court.Do(ctx, "POST", "/copies/"+filed.Copies[0].String()+"/confirmations", client.NewKey(), map[string]any{"holdings": []client.Confirmed{{Holding: fengcun.NewID(), Marked: true, AccessCut: true}}}, nil),
	} {
		if client.CodeOf(err) != "not_found" {
			t.Errorf("%s after the seal: %v", name, err)
		}
	}
	if found, err := court.Search(ctx, client.Query{Kind: fengcun.ResidentID, ID: "310115200503140019"}); err != nil || len(found) != 0 {
		t.Errorf("search after the seal: %v, %v", found, err)
	}
	application := client.Application{Name: "王试甲", Kind: fengcun.ResidentID, ID: "310115200503140019", Birth: birth, By: "self", Papers: fengcun.Papers()}
	paper, err := police.Certify(ctx, client.NewKey(), application)
	w.must(err)
	if paper.Form != "no_record_certificate" || strings.Contains(paper.Text, "封存") {
		t.Errorf("certificate: %s\n%s", paper.Form, paper.Text)
	}
	waiting, err := police.AcceptForVerification(ctx, client.NewKey(), application, fengcun.VerifyOther)
	if err != nil || waiting.IsZero() {
		t.Errorf("accepted for verification: %v", err)
	}
	_, err = police.ProposeVerification(ctx, client.NewKey(), paper.Application, fengcun.VerifyOther)
	for code, err := range map[string]error{
		"state.transition": err, // it is answered
		"not_found":        police.EndVerification(ctx, client.NewKey(), fengcun.NewID()),
	} {
		if client.CodeOf(err) != code {
			t.Errorf("verification: %v, want %s", err, code)
		}
	}
	records := w.as(sample.Member(sample.Police, fengcun.RoleCustodian))
	fed, err := records.Feed(ctx, client.NewKey(), []client.FeedRow{{Organ: sample.Court, Numbers: []string{"（2026）沪0101刑初99号"}, Person: m.Persons[0]}})
	if err != nil || fed != (client.FeedReport{Rows: 1, Withheld: 1}) {
		t.Errorf("feed: %+v, %v", fed, err)
	}
	if _, err := court.TakeHeld(ctx, client.NewKey(), fengcun.NewID()); client.CodeOf(err) != "not_found" {
		t.Errorf("take: %v", err)
	}
	for _, particular := range []string{"王试甲", "310115200503140019", "0101刑初12", record.String()} {
		if strings.Contains(w.log.String(), particular) {
			t.Errorf("the log holds %s", particular)
		}
	}
}

// sealCopy confirms what the custodian's list of work names.
func (w *world) sealCopy(organ fengcun.OrganID, id fengcun.CopyID) (recordSealed bool) {
	w.t.Helper()
	ctx := context.Background()
	keeper := w.as(sample.Member(organ, fengcun.RoleCustodian))
	todo, _, err := keeper.Work(ctx)
	w.must(err)
	i := slices.IndexFunc(todo, func(task client.Task) bool { return task.Copy == id })
	if i < 0 {
		w.t.Fatalf("the custodian of %s has not the copy on the list", organ)
	}
	var holdings []client.Confirmed
	for _, h := range todo[i].Holdings {
		holdings = append(holdings, client.Confirmed{Holding: h.Holding, Marked: true, AccessCut: true})
	}
	copySealed, recordSealed, err := keeper.Confirm(ctx, client.NewKey(), id, holdings)
	w.must(err)
	if !copySealed {
		w.t.Errorf("the copy of %s is not sealed", organ)
	}
	return recordSealed
}

// TestPages: a list comes in pages, each matter once, and without a total.
func TestPages(t *testing.T) {
	w := serve(t)
	ctx := context.Background()
	court := w.as(handler)
	filed := map[fengcun.RecordID]int{}
	for range 53 {
		m, _ := matter(t, "王试甲", "310115200503140019", "（2026）沪0101刑初12号")
		f, err := court.File(ctx, client.NewKey(), m)
		w.must(err)
		filed[f.Records[0]]++
	}
	w.must(court.Matters(ctx, func(l client.Line) error { filed[l.Record]--; return nil }))
	for id, left := range filed {
		if left != 0 {
			t.Errorf("%s was listed %d times", id, 1-left)
		}
	}
}
