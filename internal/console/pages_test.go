package console

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/identity"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/law"
)

// village is a district in which something of everything waits.
type village struct {
	*house
	undecided, due, proposed, filed district.Case
	window                          string // path of an answer

	files map[string]bool // routes that handed out a file on the last walk
}

func newVillage(t testing.TB) *village {
	t.Helper()
	v := &village{house: newHouse(t)}
	if err := sample.NameStaff(t.Context(), v.Registry); err != nil {
		t.Fatal(err)
	}
	birth := fengcun.NewDate(2007, time.March, 14)
	file := func(name string, sequence int, number string, facts law.Facts) district.Case {
		id, err := fengcun.ComposeResidentID("310115", birth, sequence)
		if err != nil {
			t.Fatal(err)
		}
		return v.File(district.Person(name, id.Reveal(), birth), number, facts)
	}
	minor := district.Sentenced(birth, fengcun.Term{Years: 1, Months: 6})
	minor.Outcome.Effective, minor.Outcome.Concluded = fengcun.NewDate(2025, 1, 12), fengcun.NewDate(2025, 1, 12)
	minor.Outcome.Decided = fengcun.NewDate(2025, 1, 1)
	both := minor
	both.Acts = []law.Act{{ID: "1", Date: fengcun.NewDate(2025, time.March, 11)}, {ID: "2", Date: fengcun.NewDate(2025, time.June, 20)}}
	both.Outcome.Decided, both.Outcome.Effective, both.Outcome.Concluded = fengcun.NewDate(2025, 9, 1), fengcun.NewDate(2025, 9, 12), fengcun.NewDate(2025, 9, 12)

	v.due = file("张试甲", 101, "（2026）沪0101刑初588号", minor)
	v.Decide(v.due, minor)
	v.Notify(&v.due)
	v.Receive(v.due, sample.Procuratorate)
	v.Days(1)
	v.undecided = file("李试乙", 103, "（2026）沪0101刑初655号", both)
	v.Decide(v.undecided, both)
	v.filed = file("赵试丙", 105, "（2026）沪0101刑初661号", minor)
	explained := file("孙试己", 111, "（2026）沪0101刑初670号", minor)
	handler := v.as(t, sample.Member(sample.Court, fengcun.RoleHandler), "zh-CN")
	handler.fill("/matters/"+explained.Record.String()+"/explain", "other", "某").goesTo(t)
	looking := file("冯试癸", 117, "（2026）沪0101刑初674号", minor)
	handler.fill("/matters/"+looking.Record.String()+"/explain", "other", "某").goesTo(t)
	v.conclude(t, handler, looking, minor)
	handler.fill("/matters/new", "p0-name", "周试庚", "number", "（2026）沪0101刑初", "step", "persons", "more", "save").goesTo(t)
	handler.fill("/files", "kind", "minor_victim", "label", "MS-1").goesTo(t)
	handler.fill("/copies/"+v.due.Copy.String()+"/places", "place", "public_lists", "finding", "asked", "owner", string(sample.OtherCourt)).goesTo(t)
	handler.fill("/matters/"+v.filed.Record.String()+"/knowers", "name", "试第一中学", "capacity", "school").goesTo(t)
	second := file("陈试丁", 107, "（2026）沪0101刑初640号", minor)
	v.Decide(second, minor)
	v.Decide(file("吴试辛", 113, "（2026）沪0101刑初672号", minor), minor)
	drafted := file("郑试壬", 115, "（2026）沪0101刑初673号", minor)
	v.Decide(drafted, minor)
	handler.fill("/matters/" + drafted.Record.String() + "/notice").goesTo(t)
	suspended := minor
	suspended.Outcome.Suspended, suspended.Outcome.Probation = true, fengcun.Term{Years: 2}
	served := file("何试丑", 121, "（2026）沪0101刑初676号", suspended)
	if err := v.Registry.AddHistory(t.Context(), sample.Member(sample.Court, fengcun.RoleHandler), served.Record, store.HistoryEntry{Organ: sample.Justice, Function: fengcun.Executed}); err != nil {
		t.Fatal(err)
	}
	v.Decide(served, suspended)
	v.Notify(&served)
	v.Receive(served, sample.Justice)
	v.Days(3)
	v.proposed = file("王试戊", 109, "（2026）沪0101刑初612号", minor)
	v.propose(t, v.proposed, minor)
	v.Notify(&second)
	v.window = v.certificate(t)
	v.stamped(t, v.due, second, served)
	long := minor
	long.Outcome.Term = fengcun.Term{Years: 6}
	v.as(t, sample.Member(sample.Court, fengcun.RoleSystemAdmin), "zh-CN").fill("/calendar",
		"source", "国务院办公厅关于2027年部分节假日安排的通知（虚构）", "days", "2027-01-01至2027-01-03 休 元旦\n2027-01-09 班 元旦").goesTo(t)
	v.as(t, sample.Member(sample.Court, fengcun.RoleSecurityAdmin), "zh-CN").approveOnly().page(t, http.StatusOK)
	v.as(t, sample.Member(sample.Court, fengcun.RoleSystemAdmin), "zh-CN").fill("/calendar",
		"source", "国务院办公厅关于特别放假的通知（虚构）", "days", "2026-12-31 休 特别放假").goesTo(t)
	v.reading(t, registry.Query{Name: "韩试卯", Birth: fengcun.NewDate(2006, time.May, 4), Document: fengcun.IdentityDocument{Kind: fengcun.ResidentID, Number: fengcun.Particular(goodNumber(t))}})
	v.inquiry(t)
	v.verification(t)
	v.held(t)
	v.namesake(t, file("卫试子", 119, "（2026）沪0101刑初675号", long), long)
	v.as(t, sample.Member(sample.Court, fengcun.RoleHandler), "zh-CN").fill("/unsealings/new", newCrime(sealedCase(t, v.house, 131, "（2026）沪0101刑初810号").Record, "5")...).goesTo(t)
	v.probe(t, file("蒋试丑", 121, "（2026）沪0101刑初676号", minor), minor)
	return v
}

// probe seals a case and has its effect probed, so that a volume is to be tried by
// hand and a row to be sealed again.
func (v *village) probe(t testing.TB, c district.Case, facts law.Facts) {
	t.Helper()
	v.Decide(c, facts)
	v.Notify(&c)
	v.Confirm(sample.Court, c.Copy)
	order, err := v.Registry.OrderProbes(t.Context(), sample.Member(sample.Court, fengcun.RoleApprover), registry.ProbeOrder{
		Number: "7号", Carrier: sample.Member(sample.Court, fengcun.RoleCustodian).Staff, Sample: 20, Until: fengcun.DateOf(v.Clock.Now()).AddDays(90),
	})
	if err != nil {
		t.Fatal(err)
	}
	custodian := sample.Member(sample.Court, fengcun.RoleCustodian)
	probed, err := v.Registry.Probe(t.Context(), custodian, order)
	if err == nil {
		err = v.Registry.RecordProbe(t.Context(), custodian, registry.ManualProbe{Order: order, Holding: probed.Passed[0], Findings: "仍可调阅"})
	}
	if err != nil {
		t.Fatal(err)
	}
}

// namesake lets an application wait for a person: somebody else of that name and birth
// date has a disclosable conviction.
func (v *village) namesake(t testing.TB, c district.Case, facts law.Facts) {
	t.Helper()
	v.Decide(c, facts)
	if err := v.Registry.Admit(t.Context(), sample.Member(sample.Court, fengcun.RoleApprover), c.Record); err != nil {
		t.Fatal(err)
	}
	_, err := v.Registry.Certify(t.Context(), sample.Member(sample.Police, fengcun.RoleWindow), registry.Application{
		Name: c.Person.Names[0].Text, Birth: c.Person.Birth, Document: fengcun.IdentityDocument{Kind: fengcun.ResidentID, Number: fengcun.Particular(goodNumber(t))},
		By: fengcun.BySelf, Papers: fengcun.Papers(), Purpose: "hiring",
	})
	if fengcun.CodeOf(err) != "certify.later" {
		t.Fatal(err)
	}
}

// inquiry lets a judicial organ's inquiry wait for its undertakings.
func (v *village) inquiry(t testing.TB) {
	t.Helper()
	window := v.as(t, sample.Member(sample.Court, fengcun.RoleWindow), "zh-CN")
	taken := window.fill("/inquiries/new", "asker", "judicial_organ", "unit", "西河区人民法院", "purpose", "case", "title", "刑事诉讼法第二百八十六条", "letter", "西河法函〔2026〕1号",
		"scope", "file", "h0-name", "蒋试丑", "h0-number", "310115198001010011", "h0-post", "审判员").page(t, http.StatusOK)
	for _, link := range find(taken, "a") {
		if to := attr(link, "href"); strings.HasPrefix(to, "/inquiries/") && to != "/inquiries/new" {
			lawyer := v.as(t, sample.Member(sample.Court, fengcun.RoleHandler), "zh-CN")
			lawyer.post(to+"/basis", filled(t, lawyer.get(to).page(t, http.StatusOK), to+"/basis", "verdict", "accept")...).goesTo(t)
			return
		}
	}
	t.Fatal("the inquiry was not accepted")
}

// verification accepts an application that the head of the bureau has to let be
// verified.
func (v *village) verification(t testing.TB) {
	t.Helper()
	v.as(t, sample.Member(sample.Police, fengcun.RoleWindow), "zh-CN").fill("/certificates/new", "name", "林试昏", "document", goodNumber(t),
		"birth", "2005-03-14", "papers", "own_identity", "papers", "application_form", "verify", "several_ids").goesTo(t)
}

// held lets a row of the police's platform wait at the court.
func (v *village) held(t testing.TB) {
	t.Helper()
	_, err := v.Registry.Feed(t.Context(), sample.Member(sample.Police, fengcun.RoleCustodian), []registry.FeedRow{{
		Organ: sample.Court, Numbers: []fengcun.Particular{"（2026）沪0101刑初701号"},
		Person: fengcun.Person{Names: []fengcun.Name{{Text: "蒋试丑"}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
}

// propose takes a case as far as the second person.
func (v *village) propose(t testing.TB, c district.Case, facts law.Facts) {
	t.Helper()
	matter := "/matters/" + c.Record.String()
	handler := v.as(t, sample.Member(sample.Court, fengcun.RoleHandler), "zh-CN")
	handler.fill(matter+"/explain", "other", "某").goesTo(t)
	handler.fill(v.conclude(t, handler, c, facts)).goesTo(t)
	handler.fill(matter + "/decide").goesTo(t)
}

// conclude takes a case as far as its end, and returns the way to the confirmation of
// its effective day.
func (v *village) conclude(t testing.TB, handler *caller, c district.Case, facts law.Facts) string {
	t.Helper()
	return handler.fill("/matters/"+c.Record.String()+"/conclude", "disposition", "imprisonment", "decided", facts.Outcome.Decided.String(),
		"effective", facts.Outcome.Effective.String(), "years", "1", "months", "6").goesTo(t)
}

func (v *village) certificate(t testing.TB) string {
	t.Helper()
	c := v.as(t, sample.Member(sample.Police, fengcun.RoleWindow), "zh-CN")
	return c.fill("/certificates/new", "name", "林试晨", "document", goodNumber(t), "birth", "2005-03-14", "purpose", "hiring", "papers", "own_identity", "papers", "application_form").goesTo(t)
}

// stamped files the scans of papers that were stamped by hand: of the certificate, and
// of the notices to the people.
func (v *village) stamped(t testing.TB, cases ...district.Case) {
	t.Helper()
	handler, window := sample.Member(sample.Court, fengcun.RoleHandler), sample.Member(sample.Police, fengcun.RoleWindow)
	id := parsedID(strings.TrimPrefix(v.window, "/certificates/"))
	doc, err := v.Registry.Reissue(t.Context(), window, id)
	if err == nil {
		err = v.Registry.FileScan(t.Context(), window, registry.ScanIn{Paper: id, File: bytes.NewReader(doc.PDF)})
	}
	for _, c := range cases {
		if err == nil {
			err = v.Registry.FileScan(t.Context(), handler, registry.ScanIn{Paper: c.Notice, To: registry.PersonConcerned, File: bytes.NewReader(doc.PDF[:9])})
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

// stop is one page that somebody comes to.
type stop struct {
	actor   fengcun.Actor
	pattern string // of the route
	path    string
}

// name is what its pictures are called.
func (s stop) name() string {
	words := strings.FieldsFunc(strings.TrimPrefix(s.pattern, "GET "), func(r rune) bool { return strings.ContainsRune("/{}", r) })
	if s.path == home(s.actor.Role) {
		words = append(words, string(s.actor.Role))
	}
	return strings.Join(words, "-")
}

// walk follows every link from everybody's pages, as a browser without scripts
// would, and returns one stop for each page: the beginning of each role, and one
// example for every other route. Whoever adds a page need not name it here, only
// see that it can be come to.
func (v *village) walk(t testing.TB) []stop {
	t.Helper()
	var all []stop
	seen := map[string]bool{}
	v.files = map[string]bool{}
	for _, actor := range sample.Staff() {
		c := v.as(t, actor, "zh-CN")
		ways := []string{home(actor.Role), "/role"}
		if actor.Role == fengcun.RoleWindow {
			ways = append(ways, v.window)
		}
		for _, group := range navigation(actor.Role) {
			for _, item := range group.Items {
				ways = append(ways, item.Link)
			}
		}
		tried := map[string]bool{}
		for len(ways) > 0 {
			path, _, _ := strings.Cut(ways[0], "#")
			ways = ways[1:]
			_, pattern := v.console.mux.Handler(httptest.NewRequest(http.MethodGet, "/"+strings.TrimPrefix(path, "/"), nil))
			kind := pattern
			if path == home(actor.Role) {
				kind += " " + string(actor.Role)
			}
			if path == "" || tried[kind] || strings.HasPrefix(path, "/assets/") {
				continue
			}
			tried[kind] = true
			a := c.get(path)
			if a.StatusCode != http.StatusOK || !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
				tried[kind] = a.StatusCode != http.StatusNotFound // another example may be there
				v.files[pattern] = v.files[pattern] || a.StatusCode == http.StatusOK && strings.HasPrefix(a.Header.Get("Content-Disposition"), "attachment")
				continue
			}
			if !seen[kind] {
				seen[kind] = true
				all = append(all, stop{actor, pattern, path})
			}
			for _, link := range find(parse(t, a.text), "a") {
				ways = append(ways, attr(link, "href"))
			}
		}
	}
	return all
}

// Every page and every file that there is can be come to by following links.
func TestEveryPageIsReached(t *testing.T) {
	v := newVillage(t)
	reached := map[string]bool{"GET /sign-in": true, "/": true, "GET /{$}": true, // those outside, and what only leads on
		"GET /sign-in/elsewhere": true, "GET /track": true, "GET /account/elsewhere": true, "GET " + identity.BackPath: true}
	for _, s := range v.walk(t) {
		reached[s.pattern] = true
	}
	for _, r := range routes() {
		if !strings.HasPrefix(r.pattern, "POST ") && !reached[r.pattern] && !v.files[r.pattern] {
			t.Errorf("%s: nobody of the sample staff comes to a page of this route by following links; let newVillage make one, or link to it", r.pattern)
		}
	}
}

// Every page, in both languages, narrow and wide: nothing for axe to complain of, no
// sideways scroll, no word on the browser's console, no request to anywhere else, no
// chrome when printed. Each language and each width is looked at once; with
// FENGCUN_EVERY_LOOK, as make nightly sets it, each language at each width.
func TestPagesInBrowser(t *testing.T) {
	v := newVillage(t)
	s := v.serve(t)
	stops := v.walk(t)
	for _, look := range []struct {
		lang  string
		width int
		rare  bool
	}{{"zh-CN", 1280, false}, {"en", 360, false}, {"zh-CN", 360, true}, {"en", 1280, true}} {
		if look.rare && os.Getenv("FENGCUN_EVERY_LOOK") == "" {
			continue
		}
		t.Run(fmt.Sprintf("%s-%d", look.lang, look.width), func(t *testing.T) { s.look(t, look.lang, look.width, stops) })
	}
}

func (s *served) look(t *testing.T, lang string, width int, stops []stop) {
	name := fmt.Sprintf("%s-%d", lang, width)
	outside := s.tab(t, name, width, 900, true)
	outside.speak(lang)
	outside.open("/sign-in")
	outside.picture("sign-in")
	outside.accessible()
	outside.silent()
	outside.open("/nowhere")
	var b *tab
	for i, stop := range stops {
		if i == 0 || stops[i-1].actor != stop.actor {
			b = s.tab(t, name, width, 900, true)
			b.speak(lang)
			b.signIn(stop.actor)
		}
		b.open(stop.path)
		b.picture(stop.name())
		b.accessible()
		if width == 1280 {
			b.printed(stop.name())
		}
		b.silent()
	}
}
