package registry_test

import (
	"bytes"
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/law"
)

// TestAnySequence carries out random sequences of acts, lawful ones and others: by
// the wrong people, in the wrong state, twice, with the clock moved forwards and
// back. After every act:
//
//   - a certificate is refused only on a record that is disclosable, and is
//     otherwise that of a person never known (Article 15; P5, P7);
//   - a search by people without a part in it finds nothing (Article 10);
//   - no item of a sealed copy opens, for nobody (P2);
//   - a record is sealed if and only if all its copies are, and each of them if and
//     only if all its holdings are confirmed (Articles 11, 13; P10);
//   - the log has one entry for each act that was committed, and refused acts left
//     no trace but their entry (P4).
func TestAnySequence(t *testing.T) {
	t.Parallel()
	w := &walk{District: district.Open(t), reached: map[fengcun.RecordState]int{}}
	rapid.Check(t, func(rt *rapid.T) {
		w.t, w.cases = rt, nil
		people := []fengcun.Person{w.newPerson(), w.newPerson()}
		for range rapid.IntRange(1, 14).Draw(rt, "acts") {
			w.step(people)
			w.check(rapid.SampledFrom(people).Draw(rt, "asked about"))
		}
	})
	for _, state := range []fengcun.RecordState{
		fengcun.RecordOpen, fengcun.RecordConcluded, fengcun.RecordNotEligible, fengcun.RecordSealDue, fengcun.RecordSealed,
		fengcun.RecordUnsealed, fengcun.RecordReopened,
	} {
		if w.reached[state] == 0 {
			t.Errorf("no sequence ever came to %s", state)
		}
	}
	if w.refusals == 0 || w.certificates == 0 {
		t.Errorf("%d refusals, %d certificates: one side was never tried", w.refusals, w.certificates)
	}
	if err := w.VerifyAudit(ctx, nil); err != nil {
		t.Error(err)
	}
}

// walk is one district on which all sequences run, each with people of its own.
type walk struct {
	*district.District
	t                      *rapid.T
	cases                  []*walked
	born                   int
	reached                map[fengcun.RecordState]int
	refusals, certificates int
}

// walked is one case of a sequence.
type walked struct {
	staged
	person  fengcun.Person
	filing  registry.Filing
	copies  map[fengcun.OrganID]fengcun.CopyID
	drafted fengcun.NoticeID

	answered fengcun.MatterID // what the request key of the filing gives
}

func (w *walk) newPerson() fengcun.Person {
	w.born++
	region := []string{"310115", "320102", "330106", "340103", "350102"}[w.born/900%5]
	number, err := fengcun.ComposeResidentID(region, birth, 100+w.born%900)
	if err != nil {
		w.t.Fatal(err)
	}
	return district.Person(fmt.Sprintf("孙试%d", 10_000+w.born), number.Reveal(), birth)
}

// step carries out one act, or moves the clock.
func (w *walk) step(people []fengcun.Person) {
	switch what := rapid.IntRange(0, 11).Draw(w.t, "step"); {
	case len(w.cases) == 0 || what == 0:
		w.file(rapid.SampledFrom(people).Draw(w.t, "filed"))
	case what == 1:
		w.Clock.Advance(time.Duration(rapid.IntRange(-1, 96).Draw(w.t, "hours")) * time.Hour)
	case what == 2:
		organ := rapid.SampledFrom([]fengcun.OrganID{sample.Court, sample.Police}).Draw(w.t, "organ")
		if err := w.Registry.Rotate(ctx, sample.Member(organ, fengcun.RoleSecurityAdmin), "approver"); err != nil {
			w.t.Fatalf("change of keys: %v", err)
		}
	case what == 3: // the request again
		c := rapid.SampledFrom(w.cases).Draw(w.t, "repeated")
		before := w.count(`SELECT count(*) FROM matter`)
		filed, err := w.Registry.File(ctx, handler, c.filing)
		switch made := w.count(`SELECT count(*) FROM matter`) - before; {
		case err != nil && made != 0, made > 1:
			w.t.Fatalf("a repeated request made %d matters, %v", made, err)
		case err == nil && made == 1: // the key's term is over
			c.answered = filed.Matter
		case err == nil && filed.Matter != c.answered:
			w.t.Fatal("a repeated request was answered with another matter")
		}
	case what <= 5: // anything, by anybody
		c := rapid.SampledFrom(w.cases).Draw(w.t, "case")
		names, all := w.anything(c, rapid.SampledFrom(sample.Staff()).Draw(w.t, "staff"))
		w.act(rapid.SampledFrom(names).Draw(w.t, "act"), all)
	default:
		c := rapid.SampledFrom(w.cases).Draw(w.t, "case")
		for range rapid.IntRange(1, 9).Draw(w.t, "acts of the procedure") {
			w.advance(c)
		}
	}
}

func (w *walk) file(p fengcun.Person) {
	c := &walked{person: p, copies: map[fengcun.OrganID]fengcun.CopyID{}}
	c.filing = registry.Filing{
		Numbers: []fengcun.Particular{fengcun.Particular(fmt.Sprintf("（2026）沪0101刑初%d号", 1000+w.born*50+len(w.cases)))},
		History: []store.HistoryEntry{
			{Organ: sample.Police, Function: fengcun.Investigated}, {Organ: sample.Procuratorate, Function: fengcun.Prosecuted}, {Organ: sample.Court, Function: fengcun.Tried},
		},
		Persons:  []registry.FiledPerson{{Person: p, Facts: w.facts()}},
		Holdings: []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume}, {Kind: fengcun.HoldingSystemRow}},
		Key:      &registry.RequestKey{Key: fengcun.NewID().String(), MAC: [32]byte{1}},
	}
	filed, err := w.Registry.File(ctx, handler, c.filing)
	if err != nil {
		w.t.Fatalf("file: %v", err)
	}
	c.Filed, c.Record, c.Copy, c.Person = filed, filed.Records[0], filed.Copies[0], p
	c.answered = c.Filed.Matter
	c.copies[sample.Court] = c.Copy
	w.cases = append(w.cases, c)
}

func (w *walk) facts() law.Facts {
	return years(rapid.SampledFrom([]int{2, 3, 5, 6, 8}).Draw(w.t, "years"))
}

// anything are the acts on a case as some actor.
func (w *walk) anything(c *walked, actor fengcun.Actor) ([]string, map[string]func() error) {
	r := w.Registry
	facts := w.facts()
	all := map[string]func() error{
		"explain":   func() error { return r.Explain(ctx, actor, explanation(c.Record)) },
		"conclude":  func() error { return r.Conclude(ctx, actor, w.Conclusion(c.Record, facts)) },
		"propose":   func() error { return w.propose(c, actor) },
		"approve":   func() error { _, err := r.ApproveDecision(ctx, actor, c.decision); return err },
		"draft":     func() error { return w.draft(c, actor) },
		"issue":     func() error { return w.issue(c, actor) },
		"receive":   func() error { return w.receive(c, actor) },
		"confirm":   func() error { return w.confirm(c, actor, c.copies[actor.Organ], true) },
		"admit":     func() error { return r.Admit(ctx, actor, c.Record) },
		"read":      func() error { _, err := r.Read(ctx, actor, c.copies[actor.Organ]); return err },
		"report":    func() error { return w.report(c, actor) },
		"examine":   func() error { _, err := r.ExamineGround(ctx, actor, c.unsealing); return err },
		"lift":      func() error { return r.Lift(ctx, actor, c.unsealing) },
		"reopen":    func() error { return w.reopen(c, actor) },
		"by person": func() error { return r.ReceiveByPerson(ctx, actor, c.Notice, w.Clock.Now()) },
	}
	return []string{"explain", "conclude", "propose", "approve", "draft", "issue", "receive", "confirm", "admit", "read", "report", "examine", "lift", "reopen", "by person"}, all
}

// act carries out one act and holds it to what the log says of it.
func (w *walk) act(name string, all map[string]func() error) error {
	before, warrants := w.leaves(), w.count(`SELECT count(*) FROM warrant`)
	content := snapshotOf(w, "record", "copy", "holding", "notice", "delivery", "decision", "deadline", "unsealing", "vault_part", "vault_wrap", "vault_sealed", "vault_term", "open_conviction", "explanation")
	err := all[name]()
	entries := w.leaves() - before - (w.count(`SELECT count(*) FROM warrant`) - warrants)
	want := 0
	if err == nil || fengcun.CodeOf(err) == "policy.denied" {
		want = 1
	}
	if entries != want {
		w.t.Fatalf("%s left %d entries in the log, want %d; %v", name, entries, want, err)
	}
	if err == nil {
		return nil
	}
	if fengcun.KindOf(err) == fengcun.KindInternal {
		w.t.Fatalf("%s: %v", name, err)
	}
	after := snapshotOf(w, "record", "copy", "holding", "notice", "delivery", "decision", "deadline", "unsealing", "vault_part", "vault_wrap", "vault_sealed", "vault_term", "open_conviction", "explanation")
	if after != content {
		w.t.Fatalf("%s was refused (%v) and changed rows", name, err)
	}
	return err
}

// advance carries out the next act of the procedure.
func (w *walk) advance(c *walked) {
	_, byHandler := w.anything(c, handler)
	_, byApprover := w.anything(c, approver)
	switch w.State(c.Record) {
	case fengcun.RecordOpen, fengcun.RecordReopened:
		if w.act("conclude", byHandler) != nil {
			w.act("explain", byHandler)
		}
	case fengcun.RecordConcluded, fengcun.RecordUndecided:
		if c.decision.IsZero() || w.act("approve", byApprover) != nil {
			w.act("propose", byHandler)
		}
	case fengcun.RecordSealDue:
		w.serve(c, byHandler, byApprover)
	case fengcun.RecordNotEligible:
		if rapid.Bool().Draw(w.t, "admitted") {
			w.act("admit", byApprover)
		} else {
			w.act("reopen", byApprover)
		}
	case fengcun.RecordSealed:
		switch {
		case rapid.IntRange(0, 3).Draw(w.t, "reopened") == 0:
			w.act("reopen", byApprover)
		case c.unsealing.IsZero():
			w.act("report", byHandler)
		default:
			w.act("examine", byHandler)
			w.act("lift", byApprover)
		}
	case fengcun.RecordUnsealed:
		w.act(rapid.SampledFrom([]string{"admit", "admit", "reopen"}).Draw(w.t, "unsealed"), byApprover)
	}
}

// serve takes the notice on: drafted, issued, received, confirmed.
func (w *walk) serve(c *walked, byHandler, byApprover map[string]func() error) {
	switch {
	case c.drafted.IsZero():
		w.act("draft", byHandler)
		return
	case c.Notice.IsZero():
		w.act("issue", byApprover)
		return
	}
	for _, organ := range []fengcun.OrganID{sample.Procuratorate, sample.Police, sample.Court} {
		member := sample.Member(organ, fengcun.RoleCustodian)
		_, all := w.anything(c, member)
		if c.copies[organ].IsZero() {
			if w.act("receive", all) == nil {
				return
			}
			continue
		}
		copyNow, err := store.OpenCopy(ctx, w.Store.Reader(), organ, c.copies[organ])
		if err != nil && fengcun.KindOf(err) != fengcun.KindNotFound {
			w.t.Fatal(err)
		}
		if copyNow.State == fengcun.CopyWorking {
			if rapid.Bool().Draw(w.t, "one holding only") {
				all["confirm"] = func() error { return w.confirm(c, member, c.copies[organ], false) }
			}
			w.act("confirm", all)
			return
		}
	}
}

func (w *walk) propose(c *walked, actor fengcun.Actor) error {
	p, err := w.Registry.ProposeDecision(ctx, actor, c.Record, nil)
	if err == nil {
		c.decision = p.ID
	}
	return err
}

func (w *walk) draft(c *walked, actor fengcun.Actor) error {
	id, err := w.Registry.DraftNotice(ctx, actor, c.Record)
	if err == nil {
		c.drafted = id
	}
	return err
}

func (w *walk) issue(c *walked, actor fengcun.Actor) error {
	err := w.Registry.IssueNotice(ctx, actor, c.drafted)
	if err == nil {
		c.Notice = c.drafted
		c.copies = map[fengcun.OrganID]fengcun.CopyID{sample.Court: c.Copy}
	}
	return err
}

func (w *walk) receive(c *walked, actor fengcun.Actor) error {
	id, err := w.Registry.Receive(ctx, actor, registry.Receipt{
		Notice: c.Notice, At: w.Clock.Now(), Holdings: []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume}, {Kind: fengcun.HoldingScreeningTable}},
	})
	if err == nil {
		c.copies[actor.Organ] = id
	}
	return err
}

func (w *walk) confirm(c *walked, actor fengcun.Actor, id fengcun.CopyID, all bool) error {
	holdings, err := store.HoldingsOfCopy(ctx, w.Store.Reader(), id)
	if err != nil {
		return err
	}
	q := registry.Confirmation{Copy: id}
	for _, h := range holdings {
		if h.State != fengcun.HoldingConfirmed || all {
			q.Holdings = append(q.Holdings, registry.ConfirmedHolding{Holding: h.ID, Marked: true, AccessCut: true})
		}
		if !all && len(q.Holdings) == 1 {
			break
		}
	}
	_, err = w.Registry.Confirm(ctx, actor, q)
	return err
}

func (w *walk) report(c *walked, actor fengcun.Actor) error {
	id, err := w.Registry.ReportGround(ctx, actor, c.Record, newCrime(fengcun.Term{Years: rapid.SampledFrom([]int{4, 6, 6}).Draw(w.t, "combined years")}))
	if err == nil {
		c.unsealing = id
	}
	return err
}

func (w *walk) reopen(c *walked, actor fengcun.Actor) error {
	err := w.Registry.Reopen(ctx, actor, c.Record, handler.Staff)
	if err == nil {
		c.drafted, c.Notice, c.unsealing = fengcun.NoticeID{}, fengcun.NoticeID{}, fengcun.ID{}
	}
	return err
}

// check holds the district to what is promised about one person.
func (w *walk) check(p fengcun.Person) {
	disclosable := false
	for _, c := range w.cases {
		state := w.State(c.Record)
		w.reached[state]++
		if c.person.Documents[0] == p.Documents[0] && (state == fengcun.RecordNotEligible || state == fengcun.RecordUnsealed) {
			disclosable = true
		}
		w.checkSealed(c, state)
	}
	before := w.leaves()
	doc, err := w.Registry.Certify(ctx, window, application(p))
	if err != nil || w.leaves() != before+2 {
		w.t.Fatalf("certify: %v, %d entries", err, w.leaves()-before)
	}
	if doc.Form == document.CertificateRefusal {
		w.refusals++
		if !disclosable {
			w.t.Fatal("a certificate was refused on a record that is not disclosable")
		}
	} else {
		w.certificates++
		stranger := district.Person("李试乙", "310115200503140035", birth)
		clean, err := w.Registry.Certify(ctx, window, application(stranger))
		if err != nil || !bytes.Equal(masked(clean, stranger), masked(doc, p)) {
			w.t.Fatalf("the certificate is not that of a person never known: %v\n%s\n%s", err, doc.Text, clean.Text)
		}
	}
	query := rapid.SampledFrom([]registry.Query{{Document: p.Documents[0]}, {Name: p.Names[0].Text, Birth: p.Birth}}).Draw(w.t, "query")
	for _, stranger := range []fengcun.Actor{sample.Second(sample.Court), sample.Member(sample.OtherCourt, fengcun.RoleHandler)} {
		if found, err := w.Registry.Search(ctx, stranger, query); err != nil || len(found) != 0 {
			w.t.Fatalf("%s found %d, %v", stranger.Staff, len(found), err)
		}
	}
}

func (w *walk) checkSealed(c *walked, state fengcun.RecordState) {
	copies, err := store.CopiesOfRecord(ctx, w.Store.Reader(), c.Record)
	if err != nil {
		w.t.Fatal(err)
	}
	open := 0
	for _, one := range copies {
		holdings, err := store.HoldingsOfCopy(ctx, w.Store.Reader(), one.ID)
		if err != nil {
			w.t.Fatal(err)
		}
		confirmed := len(holdings) > 0
		for _, h := range holdings {
			confirmed = confirmed && h.State == fengcun.HoldingConfirmed
		}
		contents, openErr := w.Vault.Open(ctx, one.Item)
		if openErr == nil {
			contents.Forget()
		}
		if sealed := one.State == fengcun.CopySealed; sealed != confirmed || sealed != (fengcun.KindOf(openErr) == fengcun.KindNotFound) {
			w.t.Fatalf("a copy is %s, all its holdings confirmed is %v, and its item says %v", one.State, confirmed, openErr)
		}
		if one.State != fengcun.CopySealed {
			open++
			continue
		}
		for _, actor := range []fengcun.Actor{sample.Member(one.Organ, fengcun.RoleHandler), sample.Member(one.Organ, fengcun.RoleApprover)} {
			if _, err := w.Registry.Read(ctx, actor, one.ID); fengcun.KindOf(err) != fengcun.KindNotFound {
				w.t.Fatalf("a sealed copy was read: %v", err)
			}
		}
	}
	if state == fengcun.RecordSealed && open > 0 || state == fengcun.RecordSealDue && open == 0 {
		w.t.Fatalf("a record is %s with %d of %d copies not sealed", state, open, len(copies))
	}
}

func (w *walk) leaves() int { return w.count(`SELECT tree_size FROM audit_head`) }

func (w *walk) count(query string) int {
	var n int
	if err := w.Store.Reader().QueryRowContext(ctx, query).Scan(&n); err != nil {
		w.t.Fatal(err)
	}
	return n
}

// snapshotOf tells of the rows of the sequence's own records only how many there
// are and how often they changed, which is quick and enough to notice a change.
func snapshotOf(w *walk, tables ...string) string {
	var b bytes.Buffer
	for _, table := range tables {
		versions := ""
		switch table {
		case "record", "copy", "holding", "notice", "delivery", "decision", "deadline", "unsealing", "matter":
			versions = ", coalesce(sum(version), 0)"
		}
		rows, err := w.Store.Reader().QueryContext(ctx, `SELECT count(*)`+versions+` FROM `+table)
		if err != nil {
			w.t.Fatal(err)
		}
		for rows.Next() {
			var n, v int
			into := []any{&n, &v}
			if versions == "" {
				into = into[:1]
			}
			if err := rows.Scan(into...); err != nil {
				w.t.Fatal(err)
			}
			fmt.Fprintf(&b, "%s %d %d\n", table, n, v)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			w.t.Fatal(err)
		}
	}
	return b.String()
}
