package registry_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/audit"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/law"
)

// tables lists the tables of the installation, the log's own left out.
func tables(t *testing.T, d *district.District) []string {
	t.Helper()
	var all []string
	for _, row := range dump(t, d, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'audit%' AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%' ORDER BY name`) {
		all = append(all, strings.Trim(row, "[]"))
	}
	return all
}

// dump reads every row of a query as text.
func dump(t *testing.T, d *district.District, query string) []string {
	t.Helper()
	rows, err := d.Store.Reader().QueryContext(ctx, query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		all = append(all, fmt.Sprint(values))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// snapshot is the whole content of some tables, of all of them if none is named:
// equal snapshots mean that no row came, went or changed.
func snapshot(t *testing.T, d *district.District, some ...string) string {
	t.Helper()
	if len(some) == 0 {
		some = tables(t, d)
	}
	var b strings.Builder
	for _, table := range some {
		rows := dump(t, d, `SELECT * FROM `+table)
		slices.Sort(rows)
		fmt.Fprintf(&b, "%s %d %x\n", table, len(rows), sha256.Sum256([]byte(strings.Join(rows, "\n"))))
	}
	return b.String()
}

// shape is how many rows each table has.
func shape(t *testing.T, d *district.District) string {
	t.Helper()
	var b strings.Builder
	for _, table := range tables(t, d) {
		fmt.Fprintf(&b, "%s %v\n", table, dump(t, d, `SELECT count(*) FROM `+table))
	}
	return b.String()
}

// logOf is what the log shows without a key: class, organ, minute and size of each
// entry.
func logOf(t *testing.T, d *district.District) string {
	t.Helper()
	head, err := d.Store.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	err = d.Store.Rows(ctx, 0, head.Size, func(_ int64, row audit.Row) error {
		e, err := row.Entry()
		fmt.Fprintf(&b, "%s %s %d %d+%d+%d\n", e.Class, e.Organ, e.Minute, len(row.Salt), len(row.Header), len(row.Body))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A stage is a state of a record with what has been done so far.
type stage struct {
	name  string
	state fengcun.RecordState
	reach func(t *testing.T, d *district.District) staged
}

// staged is a case at a stage, with the identifiers that acts need.
type staged struct {
	district.Case
	decision, unsealing fengcun.ID
}

var years = func(n int) law.Facts { return district.Sentenced(birth, fengcun.Term{Years: n}) }

func decisionOf(t *testing.T, d *district.District, c district.Case) fengcun.ID {
	t.Helper()
	decisions, err := store.DecisionsOfRecord(ctx, d.Store.Reader(), c.Record)
	if err != nil || len(decisions) == 0 {
		return fengcun.ID{}
	}
	return decisions[len(decisions)-1].ID
}

func stages() []stage {
	decided := func(facts law.Facts) func(*testing.T, *district.District) staged {
		return func(t *testing.T, d *district.District) staged {
			c := d.File(wang, number, facts)
			d.Decide(c, facts)
			return staged{Case: c, decision: decisionOf(t, d, c)}
		}
	}
	unknown := years(3)
	unknown.Birth = law.Birth{}
	sealed := func(t *testing.T, d *district.District) staged {
		c := d.Seal(wang, number, years(3))
		return staged{Case: c, decision: decisionOf(t, d, c)}
	}
	return []stage{
		{"open", fengcun.RecordOpen, func(t *testing.T, d *district.District) staged {
			return staged{Case: d.File(wang, number, years(3))}
		}},
		{"concluded", fengcun.RecordConcluded, func(t *testing.T, d *district.District) staged {
			c := d.File(wang, number, years(3))
			explainTo(t, d, c)
			if err := d.Registry.Conclude(ctx, handler, d.Conclusion(c.Record, years(3))); err != nil {
				t.Fatal(err)
			}
			return staged{Case: c}
		}},
		{"undecided", fengcun.RecordUndecided, decided(unknown)},
		{"seal due", fengcun.RecordSealDue, decided(years(3))},
		{"noticed", fengcun.RecordSealDue, func(t *testing.T, d *district.District) staged {
			s := decided(years(3))(t, d)
			d.Notify(&s.Case)
			return s
		}},
		{"not eligible", fengcun.RecordNotEligible, decided(years(6))},
		{"sealed", fengcun.RecordSealed, sealed},
		{"ground established", fengcun.RecordSealed, func(t *testing.T, d *district.District) staged {
			s := sealed(t, d)
			s.unsealing = ground(t, d, s.Case)
			return s
		}},
		{"unsealed", fengcun.RecordUnsealed, func(t *testing.T, d *district.District) staged {
			s := sealed(t, d)
			s.unsealing = ground(t, d, s.Case)
			if err := d.Registry.Lift(ctx, approver, s.unsealing); err != nil {
				t.Fatal(err)
			}
			return s
		}},
		{"reopened", fengcun.RecordReopened, func(t *testing.T, d *district.District) staged {
			s := sealed(t, d)
			if err := d.Registry.Reopen(ctx, approver, s.Record, handler.Staff); err != nil {
				t.Fatal(err)
			}
			return s
		}},
	}
}

func explainTo(t *testing.T, d *district.District, c district.Case) {
	t.Helper()
	if err := d.Registry.Explain(ctx, handler, explanation(c.Record)); err != nil {
		t.Fatal(err)
	}
}

func explanation(id fengcun.RecordID) registry.Explanation {
	return registry.Explanation{
		Record: id, Mode: registry.ExplainedOrally, Signed: true, On: fengcun.NewDate(2026, 11, 23),
		To: []registry.Told{{Who: registry.ToPerson, Name: "王试甲"}, {Who: registry.ToRepresentative, Name: "王试父"}},
	}
}

// ground reports a ground and has it established.
func ground(t *testing.T, d *district.District, c district.Case) fengcun.ID {
	t.Helper()
	id, err := d.Registry.ReportGround(ctx, handler, c.Record, newCrime(fengcun.Term{Years: 6}))
	if err == nil {
		_, err = d.Registry.ExamineGround(ctx, handler, id)
	}
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// acts are the acts that move a record, each by who may do it.
func acts(d *district.District, s staged) map[string]func() error {
	r := d.Registry
	return map[string]func() error{
		"explain":  func() error { return r.Explain(ctx, handler, explanation(s.Record)) },
		"conclude": func() error { return r.Conclude(ctx, handler, d.Conclusion(s.Record, years(3))) },
		"propose":  func() error { _, err := r.ProposeDecision(ctx, handler, s.Record, nil); return err },
		"approve":  func() error { _, err := r.ApproveDecision(ctx, approver, s.decision); return err },
		"draft":    func() error { _, err := r.DraftNotice(ctx, handler, s.Record); return err },
		"issue":    func() error { return r.IssueNotice(ctx, approver, s.Notice) },
		"receive": func() error {
			_, err := r.Receive(ctx, sample.Member(sample.Police, fengcun.RoleHandler), registry.Receipt{Notice: s.Notice, At: d.Clock.Now()})
			return err
		},
		"confirm": func() error {
			holdings, err := store.HoldingsOfCopy(ctx, d.Store.Reader(), s.Copy)
			if err != nil {
				return err
			}
			q := registry.Confirmation{Copy: s.Copy}
			for _, h := range holdings {
				q.Holdings = append(q.Holdings, registry.ConfirmedHolding{Holding: h.ID, Marked: true, AccessCut: true})
			}
			_, err = r.Confirm(ctx, sample.Member(sample.Court, fengcun.RoleCustodian), q)
			return err
		},
		"admit": func() error { return r.Admit(ctx, approver, s.Record) },
		"read":  func() error { _, err := r.Read(ctx, handler, s.Copy); return err },
		"report": func() error {
			_, err := r.ReportGround(ctx, handler, s.Record, newCrime(fengcun.Term{Years: 6}))
			return err
		},
		"examine": func() error { _, err := r.ExamineGround(ctx, handler, s.unsealing); return err },
		"lift":    func() error { return r.Lift(ctx, approver, s.unsealing) },
		"reopen":  func() error { return r.Reopen(ctx, approver, s.Record, handler.Staff) },
	}
}

// TestStates: in each state of a record exactly the named acts go
// through. Every other is refused, names the state and the article or, once the
// copy is sealed, says that there is nothing, and leaves every row as it was.
func TestStates(t *testing.T) {
	allowed := map[string]string{
		"open":               "explain read",
		"concluded":          "propose read reopen",
		"undecided":          "propose read reopen",
		"seal due":           "draft read reopen",
		"noticed":            "confirm read receive reopen",
		"not eligible":       "admit propose read reopen",
		"sealed":             "reopen report",
		"ground established": "lift reopen report",
		"unsealed":           "admit propose read reopen",
		"reopened":           "explain read",
	}
	for _, st := range stages() {
		t.Run(st.name, func(t *testing.T) {
			d := district.Open(t)
			s := st.reach(t, d)
			if got := d.State(s.Record); got != st.state {
				t.Fatalf("state %s, want %s", got, st.state)
			}
			may := strings.Fields(allowed[st.name])
			before := snapshot(t, d)
			for name, act := range acts(d, s) {
				if slices.Contains(may, name) {
					continue
				}
				err := act()
				if after := snapshot(t, d); after != before {
					t.Fatalf("%s was refused and changed rows: %v", name, err)
				}
				switch fengcun.KindOf(err) {
				case fengcun.KindNotFound: // nothing there to do it to
				case fengcun.KindConflict:
					if code := fengcun.CodeOf(err); code == "store.conflict" {
						continue // the same act twice: the row is there already
					}
					args := argsOf(err)
					if args["article"] == "" || args["from"] == "" && !slices.Contains([]string{"conclude.not_explained", "confirm.notice_first", "decide.overtaken"}, fengcun.CodeOf(err)) {
						t.Errorf("%s: %s names no state or no article: %v", name, fengcun.CodeOf(err), args)
					}
				default:
					t.Errorf("%s: %v", name, err)
				}
			}
			for _, name := range may {
				d := district.Open(t)
				if err := acts(d, st.reach(t, d))[name](); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
	}
}

func argsOf(err error) map[string]string {
	var e *fengcun.Error
	errors.As(err, &e)
	return e.Args
}

// TestOvertakenDecision: what was proposed before the record was reopened, or
// before a newer proposal, is not approved. Otherwise a conviction that is due to
// be sealed comes into the open register on the facts of the first judgment
// (Articles 4, 22).
func TestOvertakenDecision(t *testing.T) {
	d := district.Open(t)
	c := d.File(wang, number, years(6))
	explainTo(t, d, c)
	conclude := func(facts law.Facts) {
		t.Helper()
		if err := d.Registry.Conclude(ctx, handler, d.Conclusion(c.Record, facts)); err != nil {
			t.Fatal(err)
		}
	}
	propose := func() registry.Proposed {
		t.Helper()
		p, err := d.Registry.ProposeDecision(ctx, handler, c.Record, nil)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	refused := func(id fengcun.ID) {
		t.Helper()
		before := snapshot(t, d)
		if state, err := d.Registry.ApproveDecision(ctx, approver, id); fengcun.CodeOf(err) != "decide.overtaken" || snapshot(t, d) != before {
			t.Errorf("approved to %s, %v", state, err)
		}
	}
	conclude(years(6))
	first := propose()
	if first.Verdict != law.NotSeal {
		t.Fatal(first.Verdict)
	}
	if err := d.Registry.Reopen(ctx, approver, c.Record, handler.Staff); err != nil {
		t.Fatal(err)
	}
	explainTo(t, d, c) // the earlier explanation belongs to the earlier proceedings
	conclude(years(4))
	refused(first.ID)
	second := propose()
	refused(first.ID)
	third := propose()
	refused(second.ID)
	if state, err := d.Registry.ApproveDecision(ctx, approver, third.ID); err != nil || state != fengcun.RecordSealDue {
		t.Errorf("the newest: %s, %v", state, err)
	}
}

// TestDueAnewAfterUnsealing: a record whose seal was lifted wrongly, or whose
// sentence fell to five years or less, is sealed again at every organ, with the
// copies that were open meanwhile; until then it is not called sealed, and its
// certificate is clean at once (Articles 4, 22).
func TestDueAnewAfterUnsealing(t *testing.T) {
	d := district.Open(t)
	c := d.Seal(wang, number, years(3))
	if err := d.Registry.Lift(ctx, approver, ground(t, d, c)); err != nil {
		t.Fatal(err)
	}
	if err := d.Registry.Admit(ctx, approver, c.Record); err != nil {
		t.Fatal(err)
	}
	proposed, err := d.Registry.ProposeDecision(ctx, handler, c.Record, nil)
	if err != nil {
		t.Fatal(err)
	}
	if state, err := d.Registry.ApproveDecision(ctx, approver, proposed.ID); err != nil || state != fengcun.RecordSealDue {
		t.Fatal(state, err)
	}
	if doc, err := d.Registry.Certify(ctx, window, application(wang)); err != nil || doc.Form != document.NoRecordCertificate {
		t.Errorf("form %s, %v", doc.Form, err)
	}
	before, err := store.CopiesOfRecord(ctx, d.Store.Reader(), c.Record)
	if err != nil || len(before) != 3 {
		t.Fatal(len(before), err)
	}
	d.Notify(&c)
	for _, organ := range []fengcun.OrganID{sample.Procuratorate, sample.Police} {
		d.Confirm(organ, d.Receive(c, organ))
		if got := d.State(c.Record); got != fengcun.RecordSealDue {
			t.Fatalf("with a copy still open the record is %s", got)
		}
	}
	d.Confirm(sample.Court, c.Copy)
	if got := d.State(c.Record); got != fengcun.RecordSealed {
		t.Errorf("every copy is confirmed, state %s", got)
	}
	for _, old := range before {
		if _, err := d.Vault.Open(ctx, old.Item); fengcun.KindOf(err) != fengcun.KindNotFound {
			t.Errorf("the copy of %s opens: %v", old.Organ, err)
		}
	}
}

// TestNoticeStates: drafted, issued, received, confirmed, each once and in this
// order, each recipient for itself.
func TestNoticeStates(t *testing.T) {
	d := district.Open(t)
	c := d.File(wang, number, years(3))
	d.Decide(c, years(3))
	policeHandler := sample.Member(sample.Police, fengcun.RoleHandler)
	receive := func() error {
		_, err := d.Registry.Receive(ctx, policeHandler, registry.Receipt{
			Notice: c.Notice, At: d.Clock.Now(), Holdings: []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume}},
		})
		return err
	}
	byPerson := func() error {
		return d.Registry.ReceiveByPerson(ctx, handler, c.Notice, d.Clock.Now())
	}
	refused := func(what string, act func() error, kind fengcun.Kind) {
		t.Helper()
		before := snapshot(t, d)
		if err := act(); fengcun.KindOf(err) != kind {
			t.Errorf("%s: %v, want %s", what, err, kind)
		}
		if snapshot(t, d) != before {
			t.Errorf("%s: refused, and rows changed", what)
		}
	}
	var err error
	if c.Notice, err = d.Registry.DraftNotice(ctx, handler, c.Record); err != nil {
		t.Fatal(err)
	}
	refused("a draft received", receive, fengcun.KindNotFound)
	refused("a draft received by the person", byPerson, fengcun.KindNotFound)
	refused("issued by the drafter", func() error {
		return d.Registry.IssueNotice(ctx, fengcun.Actor{Staff: handler.Staff, Organ: handler.Organ, Role: fengcun.RoleApprover}, c.Notice)
	}, fengcun.KindForbidden)
	if err := d.Registry.IssueNotice(ctx, approver, c.Notice); err != nil {
		t.Fatal(err)
	}
	refused("issued twice", func() error { return d.Registry.IssueNotice(ctx, approver, c.Notice) }, fengcun.KindConflict)
	refused("received tomorrow", func() error {
		_, err := d.Registry.Receive(ctx, policeHandler, registry.Receipt{Notice: c.Notice, At: d.Clock.Now().AddDate(0, 0, 1)})
		return err
	}, fengcun.KindInvalid)
	refused("received before service", func() error {
		_, err := d.Registry.Receive(ctx, policeHandler, registry.Receipt{Notice: c.Notice, At: d.Clock.Now().AddDate(0, 0, -1)})
		return err
	}, fengcun.KindInvalid)
	refused("received by an organ it was not sent to", func() error {
		_, err := d.Registry.Receive(ctx, sample.Member(sample.Justice, fengcun.RoleHandler), registry.Receipt{Notice: c.Notice, At: d.Clock.Now()})
		return err
	}, fengcun.KindNotFound)
	for what, act := range map[string]func() error{"received": receive, "received by the person": byPerson} {
		if err := act(); err != nil {
			t.Errorf("%s: %v", what, err)
		}
		refused(what+" twice", act, fengcun.KindConflict)
	}
}

// TestNotEffective: a notice may be drafted before the judgment takes effect, not
// issued (Article 11).
func TestNotEffective(t *testing.T) {
	d := district.Open(t)
	facts := years(3)
	today := fengcun.DateOf(d.Clock.Now())
	facts.Outcome.Decided, facts.Outcome.Effective, facts.Outcome.Concluded = today.AddDays(-5), today.AddDays(6), today.AddDays(6)
	c := d.File(wang, number, facts)
	explainTo(t, d, c)
	if err := d.Registry.Conclude(ctx, handler, d.Conclusion(c.Record, facts)); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Registry.ProposeDecision(ctx, handler, c.Record, nil); fengcun.KindOf(err) != fengcun.KindConflict {
		t.Errorf("decided before the judgment takes effect: %v", err)
	}
	now := calendar.Confirmation{NoAppealKnown: today.AddDays(6), Reason: calendar.FileStatesDay}
	if err := d.Registry.ConfirmEffect(ctx, handler, c.Record, now); fengcun.CodeOf(err) != "confirm_effect.not_yet" {
		t.Errorf("confirmed before it is reached: %v", err)
	}
	d.Days(6)
	if _, err := d.Registry.ProposeDecision(ctx, handler, c.Record, nil); fengcun.CodeOf(err) != "decide.effect" {
		t.Errorf("decided before anybody confirmed the effective day: %v", err)
	}
	if w := work(t, d, handler); len(w.Todo) != 1 || w.Todo[0].Step != registry.StepConfirmEffect {
		t.Errorf("work %s", steps(w.Todo))
	}
	for what, err := range map[string]error{
		"another handler": d.Registry.ConfirmEffect(ctx, sample.Second(sample.Court), c.Record, now),
		"another organ":   d.Registry.ConfirmEffect(ctx, sample.Member(sample.Police, fengcun.RoleHandler), c.Record, now),
		"nobody looked":   d.Registry.ConfirmEffect(ctx, handler, c.Record, calendar.Confirmation{Reason: calendar.FileStatesDay}),
	} {
		if err == nil {
			t.Errorf("%s: confirmed", what)
		}
	}
	if err := d.Registry.ConfirmEffect(ctx, handler, c.Record, now); err != nil {
		t.Fatal(err)
	}
	p, err := d.Registry.ProposeDecision(ctx, handler, c.Record, nil)
	if err != nil || p.Verdict != law.Seal {
		t.Errorf("on the effective day: %s, %v", p.Verdict, err)
	}
}

// TestExplanation is Article 8: to the person, and to the legal representative; a
// close relative or appropriate adult where no representative is fit; the person
// alone where grown up; witnesses where the signature is refused.
func TestExplanation(t *testing.T) {
	minor := fengcun.NewDate(2009, time.May, 4)
	told := func(who ...registry.Audience) []registry.Told {
		var all []registry.Told
		for _, w := range who {
			all = append(all, registry.Told{Who: w, Name: "某"})
		}
		return all
	}
	for _, c := range []struct {
		name   string
		birth  fengcun.Date
		change func(*registry.Explanation)
		code   string
	}{
		{"person and legal representative", minor, func(*registry.Explanation) {}, ""},
		{"in writing", minor, func(e *registry.Explanation) { e.Mode = registry.ExplainedInWriting }, ""},
		{"by video", minor, func(e *registry.Explanation) { e.Mode = registry.ExplainedByVideo }, ""},
		{"by rumour", minor, func(e *registry.Explanation) { e.Mode = "rumour" }, "explain.mode"},
		{"without a date", minor, func(e *registry.Explanation) { e.On = fengcun.Date{} }, "explain.date"},
		{"the representative only", minor, func(e *registry.Explanation) { e.To = told(registry.ToRepresentative) }, "explain.person"},
		{"nobody", minor, func(e *registry.Explanation) { e.To = nil }, "explain.person"},
		{"representative missing, no reason", minor, func(e *registry.Explanation) { e.To = told(registry.ToPerson) }, "explain.representative"},
		{"a relative in the place of a representative, no reason", minor, func(e *registry.Explanation) {
			e.To = told(registry.ToPerson, registry.ToCloseRelative)
		}, "explain.representative"},
		{"no fit representative, close relative", minor, func(e *registry.Explanation) {
			e.To, e.Reason = told(registry.ToPerson, registry.ToCloseRelative), registry.ReasonNoRepresentative
		}, ""},
		{"no fit representative, appropriate adult", minor, func(e *registry.Explanation) {
			e.To, e.Reason = told(registry.ToPerson, registry.ToAppropriate), registry.ReasonNoRepresentative
		}, ""},
		{"no fit representative, nobody else", minor, func(e *registry.Explanation) {
			e.To, e.Reason = told(registry.ToPerson), registry.ReasonNoRepresentative
		}, "explain.relative"},
		{"a reason that the article does not know", minor, func(e *registry.Explanation) {
			e.To, e.Reason = told(registry.ToPerson), "busy"
		}, "explain.representative"},
		{"said to be grown up, is a minor", minor, func(e *registry.Explanation) {
			e.To, e.Reason = told(registry.ToPerson), registry.ReasonNowAdult
		}, "explain.not_adult"},
		{"eighteenth birthday itself is still minor", fengcun.NewDate(2008, time.November, 23), func(e *registry.Explanation) {
			e.To, e.Reason = told(registry.ToPerson), registry.ReasonNowAdult
		}, "explain.not_adult"},
		{"the day after it grown up", fengcun.NewDate(2008, time.November, 22), func(e *registry.Explanation) {
			e.To, e.Reason = told(registry.ToPerson), registry.ReasonNowAdult
		}, ""},
		{"grown up by then, told while a minor", fengcun.NewDate(2008, time.November, 22), func(e *registry.Explanation) {
			e.To, e.Reason, e.On = told(registry.ToPerson), registry.ReasonNowAdult, fengcun.NewDate(2026, 11, 20)
		}, "explain.not_adult"},
		{"birth unknown, said to be grown up", fengcun.Date{}, func(e *registry.Explanation) {
			e.To, e.Reason = told(registry.ToPerson), registry.ReasonNowAdult
		}, "explain.not_adult"},
		{"signature refused, no witness", minor, func(e *registry.Explanation) { e.Signed = false }, "explain.witnesses"},
		{"signature refused, witnessed", minor, func(e *registry.Explanation) {
			e.Signed, e.Witnesses = false, []fengcun.Particular{"见证人甲"}
		}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := district.Open(t)
			p := wang
			p.Birth = c.birth
			s := d.File(p, number, law.Facts{})
			e := explanation(s.Record)
			c.change(&e)
			before := snapshot(t, d)
			err := d.Registry.Explain(ctx, handler, e)
			if fengcun.CodeOf(err) != c.code {
				t.Fatalf("%v, want %q", err, c.code)
			}
			if (snapshot(t, d) == before) != (c.code != "") {
				t.Error("the explanation is stored if and only if it is one")
			}
			// What the article refuses does not let the case be concluded.
			err = d.Registry.Conclude(ctx, handler, d.Conclusion(s.Record, years(3)))
			if c.code != "" && fengcun.CodeOf(err) != "conclude.not_explained" || c.code == "" && err != nil {
				t.Errorf("concluding: %v", err)
			}
		})
	}
}

// TestOldCaseNeedsNoExplanation: what provably ended before the Measures were in
// force had no such duty and is sealed all the same (Article 23).
func TestOldCaseNeedsNoExplanation(t *testing.T) {
	d := district.Open(t)
	facts := years(3)
	facts.Outcome.Decided, facts.Outcome.Effective = fengcun.NewDate(2022, 5, 1), fengcun.NewDate(2022, 5, 29)
	facts.Outcome.Concluded = facts.Outcome.Effective
	c := d.File(wang, number, facts)
	later := facts
	later.Outcome.Effective = fengcun.NewDate(2022, 5, 30)
	later.Outcome.Concluded = later.Outcome.Effective
	if err := d.Registry.Conclude(ctx, handler, d.Conclusion(c.Record, later)); fengcun.CodeOf(err) != "conclude.not_explained" {
		t.Errorf("the day on which the Measures came into force: %v", err)
	}
	if err := d.Registry.Conclude(ctx, handler, d.Conclusion(c.Record, facts)); err != nil {
		t.Errorf("the day before: %v", err)
	}
}
