package registry_test

import (
	"fmt"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/law"
)

var feeder = sample.Member(sample.Police, fengcun.RoleCustodian)

// fedRow is a row of the platform about an act at an age, in completed years and a
// half.
func fedRow(p fengcun.Person, number fengcun.Particular, age int, term fengcun.Term) registry.FeedRow {
	day := func(months int) fengcun.Date { return p.Birth.AddDays(age*365 + age/4 + months*30) }
	return registry.FeedRow{
		Organ: sample.Court, Numbers: []fengcun.Particular{number}, Person: p, Crime: "盗窃罪",
		Facts: law.Facts{
			Birth: law.Birth{Date: p.Birth, Certainty: p.BirthCertainty}, Acts: []law.Act{{Date: day(6)}},
			Outcome: law.Outcome{Disposition: fengcun.ConvictedImprisonment, Term: term, Decided: day(9), Effective: day(10), Concluded: day(10)},
		},
	}
}

func (d certifying) feed(rows ...registry.FeedRow) registry.FeedReport {
	d.t.Helper()
	report, err := d.Registry.Feed(ctx, feeder, rows)
	if err != nil {
		d.t.Fatal(err)
	}
	return report
}

// certifying is a district whose window answers.
type certifying struct {
	*district.District
	t *testing.T
}

// answer is what the window gives: a form, or the code of what it says instead.
func (d certifying) answer(p fengcun.Person) string {
	doc, err := d.Registry.Certify(ctx, window, application(p))
	if err != nil {
		return fengcun.CodeOf(err)
	}
	return string(doc.Form)
}

// held are the rows that wait for an actor.
func (d certifying) held(actor fengcun.Actor) (waiting []fengcun.ID) {
	d.t.Helper()
	work, err := d.Registry.Work(ctx, actor)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, task := range work.Todo {
		if task.Step == registry.StepTakeHeld {
			waiting = append(waiting, task.Subject)
		}
	}
	return waiting
}

func TestFeed(t *testing.T) {
	eachEngine(t, func(t *testing.T, village *district.District) {
		d := certifying{village, t}
		three, six := fengcun.Term{Years: 3}, fengcun.Term{Years: 6}
		old := district.Person("钱试丁", "310115199003140017", fengcun.NewDate(1990, time.March, 14))
		row := fedRow(old, "（2016）沪0101刑初7号", 25, three)
		minorRow := fedRow(wang, number, 16, three)
		if got := d.feed(row, minorRow, fedRow(adult, "（2022）沪0101刑初8号", 16, six)); got != (registry.FeedReport{Rows: 3, Disclosable: 2, Withheld: 1}) {
			t.Errorf("%+v", got)
		}
		for _, c := range []struct {
			who  fengcun.Person
			want document.Form
		}{{old, document.CertificateRefusal}, {adult, document.CertificateRefusal}, {wang, document.NoRecordCertificate}, {never, document.NoRecordCertificate}} {
			if got := d.answer(c.who); got != string(c.want) {
				t.Errorf("4, 15: %s, want %s", got, c.want)
			}
		}
		// The same rows again change nothing and say the same.
		if got := d.feed(row, minorRow); got != (registry.FeedReport{Rows: 2, Disclosable: 1, Withheld: 1}) {
			t.Errorf("again: %+v", got)
		}
		waiting := d.held(sample.Member(sample.Court, fengcun.RoleHandler))
		if len(waiting) != 1 {
			t.Fatalf("%d rows wait at the court, want 1", len(waiting))
		}
		for name, actor := range map[string]fengcun.Actor{"another organ": sample.Member(sample.OtherCourt, fengcun.RoleHandler), "the police": sample.Member(sample.Police, fengcun.RoleHandler)} {
			if _, err := d.Registry.TakeHeld(ctx, actor, waiting[0]); fengcun.KindOf(err) != fengcun.KindNotFound {
				t.Errorf("%s takes it: %v", name, err)
			}
		}
		filed, err := d.Registry.TakeHeld(ctx, sample.Member(sample.Court, fengcun.RoleHandler), waiting[0])
		if err != nil || d.State(filed.Records[0]) != fengcun.RecordOpen {
			t.Fatalf("not filed: %v", err)
		}
		if _, err := d.Registry.TakeHeld(ctx, sample.Member(sample.Court, fengcun.RoleHandler), waiting[0]); fengcun.KindOf(err) != fengcun.KindNotFound {
			t.Errorf("taken twice: %v", err)
		}
		if _, err := d.Registry.Feed(ctx, window, []registry.FeedRow{row}); fengcun.KindOf(err) != fengcun.KindForbidden {
			t.Errorf("the window feeds: %v", err)
		}
	})
}

// TestFeedAfterTheSeal: a row that says adult by mistake stands in the register; the
// notice takes it out at whoever receives it, with the refusals that rested on it, and
// no later feed lets it in again. The person's other conviction stays.
func TestFeedAfterTheSeal(t *testing.T) {
	eachEngine(t, func(t *testing.T, village *district.District) {
		d := certifying{village, t}
		wrong := fedRow(wang, number, 16, fengcun.Term{Years: 3})
		wrong.Facts.Acts[0].Date = fengcun.NewDate(2024, time.May, 6)
		wrong.Facts.Outcome.Decided, wrong.Facts.Outcome.Effective, wrong.Facts.Outcome.Concluded = fengcun.NewDate(2024, time.August, 1), fengcun.NewDate(2024, time.August, 12), fengcun.NewDate(2024, time.August, 12)
		d.feed(wrong)
		refused, err := d.Registry.Certify(ctx, window, application(wang))
		if err != nil || refused.Form != document.CertificateRefusal {
			t.Fatalf("%s, %v", refused.Form, err)
		}
		d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
		d.feed(wrong)
		if got := d.answer(wang); got != string(document.NoRecordCertificate) {
			t.Errorf("the feed tells of a sealed record: %s", got)
		}
		if _, err := d.Registry.Reissue(ctx, window, refused.Application); fengcun.KindOf(err) != fengcun.KindNotFound {
			t.Errorf("the refusal that rested on it: %v", err)
		}
		d.feed(fedRow(wang, "（2024）沪0101刑初9号", 19, fengcun.Term{Years: 1}))
		if got := d.answer(wang); got != string(document.CertificateRefusal) {
			t.Errorf("the open conviction of the same person is lost: %s", got)
		}
	})
}

// TestIncompleteRow: faulty data give neither a clean certificate nor a refusal; when
// the court has decided, they give way to its decision.
func TestIncompleteRow(t *testing.T) {
	d := certifying{district.Open(t), t}
	old := district.Person("钱试丁", "310115197003140013", fengcun.NewDate(1970, time.March, 14))
	row := fedRow(old, number, 45, fengcun.Term{Years: 3})
	acts := row.Facts.Acts
	row.Facts.Acts = nil
	if got := d.feed(row); got != (registry.FeedReport{Rows: 1, Incomplete: 1}) {
		t.Errorf("%+v", got)
	}
	q := application(old)
	id, err := d.Registry.AcceptForVerification(ctx, window, q, fengcun.VerifyIncomplete)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := d.Registry.Reissue(ctx, window, id); fengcun.CodeOf(err) != "certify.later" {
			t.Errorf("answered on faulty data: %v", err)
		}
	}
	facts := row.Facts
	facts.Acts = acts
	c := d.File(old, number, facts)
	if state := d.Decide(c, facts); state != fengcun.RecordNotEligible {
		t.Fatal(state)
	}
	if _, err := d.Registry.Reissue(ctx, window, id); fengcun.CodeOf(err) != "certify.later" {
		t.Errorf("answered before it is admitted: %v", err)
	}
	if err := d.Registry.Admit(ctx, sample.Member(sample.Court, fengcun.RoleHandler), c.Record); err != nil {
		t.Fatal(err)
	}
	if doc, err := d.Registry.Reissue(ctx, window, id); err != nil || doc.Form != document.CertificateRefusal {
		t.Errorf("%s, %v", doc.Form, err)
	}
}

// TestHeldEndsWithTheDecision: a row that waits is gone when its conviction is decided
// on by the other way; nothing of it stays in anybody's hands.
func TestHeldEndsWithTheDecision(t *testing.T) {
	d := certifying{district.Open(t), t}
	d.feed(fedRow(wang, number, 16, fengcun.Term{Years: 3}))
	court := sample.Member(sample.Court, fengcun.RoleHandler)
	waiting := d.held(court)
	if len(waiting) != 1 {
		t.Fatalf("%d rows wait", len(waiting))
	}
	facts := district.Sentenced(birth, fengcun.Term{Years: 3})
	if state := d.Decide(d.File(wang, number, facts), facts); state != fengcun.RecordSealDue {
		t.Fatal(state)
	}
	if n := len(d.held(court)); n != 0 {
		t.Errorf("%d rows wait about what is decided", n)
	}
	if _, err := d.Registry.TakeHeld(ctx, court, waiting[0]); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("taken: %v", err)
	}
}

// TestRowThatNamesNobody waits once, however often the feed is sent; another row that
// names nobody waits, too.
func TestRowThatNamesNobody(t *testing.T) {
	d := certifying{district.Open(t), t}
	nobody := registry.FeedRow{Organ: sample.Court, Person: fengcun.Person{Names: []fengcun.Name{{Text: "钱试丁"}}}}
	other := registry.FeedRow{Organ: sample.Court, Person: fengcun.Person{Names: []fengcun.Name{{Text: "钱试卯"}}}}
	d.feed(nobody, nobody, other)
	d.feed(nobody)
	if n := len(d.held(sample.Member(sample.Court, fengcun.RoleHandler))); n != 2 {
		t.Errorf("%d rows wait, want 2", n)
	}
}

// TestRefusalOnARowThatGaveWay: a refusal rested on a row of the feed, the court's own
// entry took that row's place, and the record is decided on anew: the refusal seals with
// it (P3, P5).
func TestRefusalOnARowThatGaveWay(t *testing.T) {
	d := certifying{district.Open(t), t}
	old := district.Person("钱试丁", "310115199003140017", fengcun.NewDate(1990, time.March, 14))
	row := fedRow(old, number, 25, fengcun.Term{Years: 3})
	d.feed(row)
	refused, err := d.Registry.Certify(ctx, window, application(old))
	if err != nil || refused.Form != document.CertificateRefusal {
		t.Fatalf("%s, %v", refused.Form, err)
	}
	c := d.File(old, number, row.Facts)
	if state := d.Decide(c, row.Facts); state != fengcun.RecordNotEligible {
		t.Fatal(state)
	}
	court := sample.Member(sample.Court, fengcun.RoleHandler)
	if err := d.Registry.Admit(ctx, court, c.Record); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Registry.Reissue(ctx, window, refused.Application); err != nil {
		t.Fatal(err)
	}
	if err := d.Registry.Reopen(ctx, sample.Member(sample.Court, fengcun.RoleApprover), c.Record, court.Staff); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Registry.Reissue(ctx, window, refused.Application); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("the refusal outlives what it rested on: %v", err)
	}
	if got := d.answer(old); got != string(document.NoRecordCertificate) {
		t.Errorf("what is decided anew answers: %s", got)
	}
}

// TestBirthsThatDiffer: whichever part of a row says that the person was a minor, it
// does not enter the register.
func TestBirthsThatDiffer(t *testing.T) {
	d := certifying{district.Open(t), t}
	young := fengcun.NewDate(2008, time.March, 14)
	for i, spoil := range []func(*registry.FeedRow){
		func(r *registry.FeedRow) { r.Person.Birth = young },
		func(r *registry.FeedRow) { r.Facts.Birth.Date = young },
		func(r *registry.FeedRow) {
			r.Person.Documents = district.Person("", "310115200803140014", young).Documents
		},
		func(r *registry.FeedRow) {
			r.Person.Birth, r.Facts.Birth.Certainty = young, fengcun.Estimated
		},
	} {
		old := district.Person("钱试丁", "310115199003140017", fengcun.NewDate(1990, time.March, 14))
		row := fedRow(old, fengcun.Particular(fmt.Sprintf("（2016）沪0101刑初%d号", 70+i)), 25, fengcun.Term{Years: 3})
		spoil(&row)
		if got := d.feed(row); got != (registry.FeedReport{Rows: 1, Withheld: 1}) {
			t.Errorf("row %d: %+v", i, got)
		}
	}
}

// TestDirtyFeed prints how often a feed with faults gives a clean certificate to
// somebody convicted as an adult, and how often it refuses somebody whose record is to
// be sealed. The second never happens; the first only where the row names nobody who
// could be found again or nothing known says adult.
func TestDirtyFeed(t *testing.T) {
	const persons = 132
	d := certifying{district.Open(t), t}
	people := sample.NewPeople(7)
	faults := []struct {
		name  string
		spoil func(*registry.FeedRow)
		blind bool // a clean certificate for an adult is possible
	}{
		{"none", func(*registry.FeedRow) {}, false},
		{"no birth date", func(r *registry.FeedRow) { r.Person.Birth, r.Facts.Birth = fengcun.Date{}, law.Birth{} }, false},
		{"no number of a document", func(r *registry.FeedRow) { r.Person.Documents = nil }, false},
		{"no day of the act", func(r *registry.FeedRow) { r.Facts.Acts = nil }, true},
		{"wrong check character", func(r *registry.FeedRow) { r.Person.Documents = spoiled(r.Person, 17) }, false},
		{"first-generation number", func(r *registry.FeedRow) {
			n := r.Person.Documents[0].Number.Reveal()
			r.Person.Documents = []fengcun.IdentityDocument{{Kind: fengcun.ResidentID, Number: fengcun.Particular(n[:6] + n[8:17])}}
		}, false},
		{"full-width number", func(r *registry.FeedRow) {
			var wide []rune
			for _, c := range r.Person.Documents[0].Number.Reveal() {
				wide = append(wide, c+0xFEE0)
			}
			r.Person.Documents = []fengcun.IdentityDocument{{Kind: fengcun.ResidentID, Number: fengcun.Particular(wide)}}
		}, false},
		{"birth date one day off", func(r *registry.FeedRow) {
			r.Facts.Birth.Date = r.Facts.Birth.Date.AddDays(1)
			r.Person.Birth = r.Facts.Birth.Date
		}, false},
		{"no case number", func(r *registry.FeedRow) { r.Numbers = nil }, false},
		{"no effective day", func(r *registry.FeedRow) { r.Facts.Outcome.Effective = fengcun.Date{} }, false},
		{"neither number nor birth date", func(r *registry.FeedRow) {
			r.Person.Documents, r.Person.Birth, r.Facts.Birth = nil, fengcun.Date{}, law.Birth{}
		}, true},
	}
	type asked struct {
		who    fengcun.Person
		sealed bool
		fault  int
	}
	var all []asked
	var rows []registry.FeedRow
	for i := 0; len(all) < persons; i++ {
		s := people.Next()
		if len(s.Person.Documents) == 0 || s.Person.Birth.Year > 1996 {
			continue
		}
		a := asked{s.Person, len(all)%3 == 0, len(all) % len(faults)}
		age := 27
		if a.sealed {
			age = 16
		}
		row := fedRow(s.Person, fengcun.Particular(fmt.Sprintf("（2020）沪0101刑初%d号", 5000+i)), age, fengcun.Term{Years: 2})
		faults[a.fault].spoil(&row)
		rows, all = append(rows, row), append(all, a)
	}
	d.feed(rows...)
	counts := map[bool]map[string]int{true: {}, false: {}}
	for _, a := range all {
		got := d.answer(a.who)
		counts[a.sealed][got]++
		if a.sealed && got == string(document.CertificateRefusal) {
			t.Errorf("%s: somebody whose record is to be sealed is refused", faults[a.fault].name)
		}
		if !a.sealed && got == string(document.NoRecordCertificate) && !faults[a.fault].blind {
			t.Errorf("%s: an adult's conviction gives a clean certificate", faults[a.fault].name)
		}
	}
	adults, minors := counts[false], counts[true]
	total := func(m map[string]int) (n int) {
		for _, c := range m {
			n += c
		}
		return n
	}
	t.Logf("false clean %d of %d, false refusal %d of %d, wait for a person %d adults and %d to be sealed",
		adults[string(document.NoRecordCertificate)], total(adults), minors[string(document.CertificateRefusal)], total(minors),
		adults["certify.later"], minors["certify.later"])
	if adults[string(document.CertificateRefusal)] == 0 || minors[string(document.NoRecordCertificate)] == 0 {
		t.Error("nothing was measured")
	}
}

// spoiled is a person's document with one character changed.
func spoiled(p fengcun.Person, at int) []fengcun.IdentityDocument {
	n := []byte(p.Documents[0].Number.Reveal())
	n[at] = '0' + (n[at]-'0'+1)%10
	return []fengcun.IdentityDocument{{Kind: fengcun.ResidentID, Number: fengcun.Particular(n)}}
}
