package console

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"fengcun"
	"fengcun/internal/fengcuntest/swap"
	"fengcun/internal/sample"
)

// The swap game over every page: two worlds that differ only in who is sealed, and
// everybody asks both the same.

// players are who asks: every role, at the organ that decided, at those that were
// told, and at one that has no part.
func players() []fengcun.Actor {
	var all []fengcun.Actor
	for _, actor := range sample.Staff() {
		work := actor.Role == fengcun.RoleHandler || actor.Role == fengcun.RoleCustodian || actor.Role == fengcun.RoleWindow || actor.Role == fengcun.RoleSupervisor
		if actor.Organ == sample.Court || work && actor.Organ != sample.Justice && actor != sample.Second(actor.Organ) {
			all = append(all, actor)
		}
	}
	return all
}

// doors are the consoles of the two worlds, with the players signed in at each.
type doors map[*swap.World]map[fengcun.StaffID]*caller

func openDoors(t testing.TB, worlds ...*swap.World) doors {
	t.Helper()
	all := doors{}
	for _, w := range worlds {
		h := houseIn(t, w.District)
		all[w] = map[fengcun.StaffID]*caller{}
		for i, actor := range players() {
			all[w][actor.Staff] = h.as(t, actor, []string{"zh-CN", "en"}[i%2])
		}
	}
	return all
}

// strangers' questions: every page that can be come to, and every form that takes
// particulars, as everybody.
func (d doors) strangers() []swap.Probe {
	var all []swap.Probe
	for _, actor := range players() {
		ask := func(name string, run func(c *caller, w *swap.World, p fengcun.Person) answer) {
			all = append(all, swap.Probe{Name: name + " as " + string(actor.Staff), Run: func(w *swap.World, p fengcun.Person) ([]byte, error) {
				return []byte(run(d[w][actor.Staff], w, p).seen()), nil
			}})
		}
		post := func(path string, fields func(w *swap.World, p fengcun.Person) []string) {
			ask("POST "+path, func(c *caller, w *swap.World, p fengcun.Person) answer { return c.post(path, fields(w, p)...) })
		}
		all = append(all, swap.Probe{Name: "every page as " + string(actor.Staff), Run: func(w *swap.World, p fengcun.Person) ([]byte, error) {
			if p.Names[0] != w.X.Names[0] {
				return nil, nil // the pages do not ask about anybody
			}
			return []byte(d[w][actor.Staff].everyPage(actor.Role)), nil
		}})
		name := func(p fengcun.Person) string { return p.Names[0].Text.Reveal() }
		document := func(p fengcun.Person) string { return p.Documents[0].Number.Reveal() }
		post("/search", func(w *swap.World, p fengcun.Person) []string { return []string{"number", w.Number(p).Reveal()} })
		post("/search", func(_ *swap.World, p fengcun.Person) []string { return []string{"number", document(p)} })
		post("/search", func(_ *swap.World, p fengcun.Person) []string {
			return []string{"name", name(p), "birth", p.Birth.String()}
		})
		post("/certificates/new", func(_ *swap.World, p fengcun.Person) []string {
			return []string{"form-token", "certificate of " + document(p), "by", "self", "kind", "resident_id", "name", name(p), "document", document(p), "birth", p.Birth.String(), "purpose", "hiring", "papers", "own_identity", "papers", "application_form"}
		})
		post("/certificates/new", func(_ *swap.World, p fengcun.Person) []string { // one figure mistyped
			return []string{"by", "self", "kind", "resident_id", "name", name(p), "document", document(p)[:17] + "0", "birth", p.Birth.String(), "purpose", "hiring", "papers", "own_identity", "papers", "application_form"}
		})
		post("/inquiries/new", func(_ *swap.World, p fengcun.Person) []string {
			return []string{"unit", "某某公司", "purpose", "hiring", "title", "公司规定", "name", name(p), "document", document(p)}
		})
		filing := func(w *swap.World, p fengcun.Person) []string {
			return []string{"form-token", "filing of " + document(p), "number", w.Number(p).Reveal(), "persons", "1", "p0-name", name(p), "p0-kind", "resident_id", "p0-document", document(p),
				"p0-birth", p.Birth.String(), "p0-acts", "1", "p0-a0-from", "2022-05-02", "holdings", "1", "h0-kind", "paper_volume"}
		}
		post("/matters/new/check", filing)
		post("/matters/new", func(w *swap.World, p fengcun.Person) []string { return append(filing(w, p), "more", "save") })
		post("/matters/new", filing)
	}
	return all
}

// everyPage follows every link from a role's pages, and returns all that is seen.
func (c *caller) everyPage(role fengcun.Role) string {
	var b strings.Builder
	ways := []string{"/", "/nowhere", "/role", home(role)}
	for _, r := range routes() {
		if path, ok := strings.CutPrefix(r.pattern, "GET "); ok && !strings.Contains(path, "{") {
			ways = append(ways, path)
		}
	}
	tried := map[string]bool{}
	for ; len(ways) > 0; ways = ways[1:] {
		path, _, _ := strings.Cut(ways[0], "#")
		if path == "" || tried[path] || strings.HasPrefix(path, "/law/") || strings.HasPrefix(path, "/audit/") || strings.HasPrefix(path, "/assets/") {
			continue
		}
		tried[path] = true
		a := c.get(path)
		fmt.Fprintln(&b, masked(path), a.seen())
		for _, link := range find(parse(c.t, a.text), "a") {
			ways = append(ways, attr(link, "href"))
		}
	}
	return b.String()
}

func TestSwapGame(t *testing.T) {
	a, b := swap.Worlds(t)
	d := openDoors(t, a, b)
	differences, err := swap.Differences(a, b, d.strangers())
	if err != nil {
		t.Fatal(err)
	}
	for _, difference := range differences {
		t.Error(difference)
	}
}

// actOf names the act of the leakage table that a route carries out.
var actOf = map[string]string{
	"POST /notices/{id}/served": "receive by person", "POST /notices/{id}/ended": "end service",
	"GET /probes/holdings/{id}": "probe by hand", "POST /probes/holdings/{id}": "probe by hand",
}

// noted are the addresses of a route that whoever worked on the record may have
// written down.
func noted(w *swap.World, p fengcun.Person, pattern string) []string {
	of := w.Noted(p)
	ids := []fengcun.ID{of.Matter, of.Record, of.Decision, of.Notice}
	for _, organ := range []fengcun.OrganID{sample.Court, sample.Procuratorate, sample.Police} {
		ids = append(ids, of.Copies[organ], of.Holdings[organ][0])
	}
	var paths []string
	for _, id := range ids {
		paths = append(paths, strings.Replace(pattern, "{id}", id.String(), 1))
	}
	return paths
}

// plausible fills the fields that any of the forms may ask for.
var plausible = []string{
	"on", "2026-11-24", "at", "09:00", "mode", "orally", "person", "yes", "signed", "yes", "who", "representative", "other", "某", "reason", "now_adult",
	"disposition", "imprisonment", "decided", "2022-11-01", "effective", "2022-11-12", "years", "1", "months", "6", "holdings", "1", "h0-kind", "paper_volume",
}

// What the pages still confirm to those who worked on a record, by identifiers they
// may have noted, stands in the leakage table, or they confirm nothing.
func TestSwapGameOfTheInvolved(t *testing.T) {
	table := map[string]bool{}
	for _, leak := range swap.Leakage() {
		for _, staff := range leak.Staff {
			table[leak.Act+" as "+string(staff)] = true
		}
	}
	var asked []swap.Asked
	var d doors
	for _, r := range routes() {
		method, pattern, _ := strings.Cut(r.pattern, " ")
		if !strings.Contains(pattern, "{id}") {
			continue
		}
		for _, actor := range players() {
			asked = append(asked, swap.Asked{Staff: actor.Staff, Act: actOf[r.pattern], Probe: swap.Probe{Name: r.pattern + " as " + string(actor.Staff), Run: func(w *swap.World, p fengcun.Person) ([]byte, error) {
				var b strings.Builder
				for _, path := range noted(w, p, pattern) {
					if method == http.MethodGet {
						b.WriteString(d[w][actor.Staff].get(path).seen())
					} else {
						b.WriteString(d[w][actor.Staff].post(path, plausible...).seen())
					}
				}
				return []byte(b.String()), nil
			}}})
		}
	}
	for _, actor := range players() {
		asked = append(asked, swap.Asked{Staff: actor.Staff, Act: "report ground", Probe: swap.Probe{Name: "POST /unsealings/new as " + string(actor.Staff), Run: func(w *swap.World, p fengcun.Person) ([]byte, error) {
			return []byte(d[w][actor.Staff].post("/unsealings/new", newCrime(w.Noted(p).Record, "6")...).seen()), nil
		}}})
	}
	leaking, err := swap.Leaks(func() (a, b *swap.World) {
		a, b = swap.Worlds(t)
		d = openDoors(t, a, b)
		return a, b
	}, asked)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, q := range leaking {
		row := q.Act + " as " + string(q.Staff)
		found[row] = true
		if !table[row] {
			t.Errorf("%s confirms a record, and the leakage table does not say so", q.Probe.Name)
		}
	}
	for row := range table {
		if (strings.HasPrefix(row, "receive by person") || strings.HasPrefix(row, "report ground")) && !found[row] {
			t.Errorf("%s stands in the leakage table, and the pages confirm nothing: the game did not reach it", row)
		}
	}
}

// The controls: what is open is told apart, and a page that knew would be seen.
func TestSwapGameHasPower(t *testing.T) {
	a, b := swap.Worlds(t)
	d := openDoors(t, a, b)
	handler := sample.Member(sample.Court, fengcun.RoleHandler)
	for name, probe := range map[string]func(w *swap.World, p fengcun.Person) answer{
		"a page that knows": func(w *swap.World, p fengcun.Person) answer {
			if w.Knows(p) {
				return d[w][handler.Staff].get("/search")
			}
			return d[w][handler.Staff].get("/nowhere")
		},
		"a header more": func(w *swap.World, p fengcun.Person) answer {
			found := d[w][handler.Staff].get("/search")
			if w.Knows(p) {
				found.Header.Set("ETag", "1")
			}
			return found
		},
		"a view more in the log": func(w *swap.World, p fengcun.Person) answer {
			if w.Knows(p) {
				d[w][handler.Staff].get("/work")
			}
			return d[w][handler.Staff].get("/search")
		},
	} {
		differences, err := swap.Differences(a, b, []swap.Probe{{Name: name, Run: func(w *swap.World, p fengcun.Person) ([]byte, error) { return []byte(probe(w, p).seen()), nil }}})
		if err != nil {
			t.Fatal(err)
		}
		if len(differences) == 0 {
			t.Errorf("%s was not noticed", name)
		}
	}
}

// With scripts: what the page has become, what it asked for and what it says on the
// browser's console are the same in both worlds.
func TestSwapGameWithScripts(t *testing.T) {
	a, b := swap.Worlds(t)
	tabs := map[*swap.World]map[fengcun.Role]*tab{}
	askers := []fengcun.Actor{sample.Second(sample.Court), sample.Member(sample.Court, fengcun.RoleCustodian), sample.Member(sample.Court, fengcun.RoleApprover), sample.Member(sample.Police, fengcun.RoleWindow)}
	for _, w := range []*swap.World{a, b} {
		s := houseIn(t, w.District).serve(t)
		tabs[w] = map[fengcun.Role]*tab{}
		for _, actor := range askers {
			tabs[w][actor.Role] = s.tab(t, "swap", 1280, 900, true)
			tabs[w][actor.Role].signIn(actor)
		}
	}
	var probes []swap.Probe
	ask := func(role fengcun.Role, name string, run func(b *tab, w *swap.World, p fengcun.Person)) {
		probes = append(probes, swap.Probe{Name: name + " as " + string(role), Run: func(w *swap.World, p fengcun.Person) ([]byte, error) {
			b := tabs[w][role]
			run(b, w, p)
			return []byte(masked(b.become())), nil
		}})
	}
	for _, actor := range askers {
		for _, group := range navigation(actor.Role) {
			for _, item := range group.Items {
				ask(actor.Role, item.Link, func(b *tab, _ *swap.World, _ fengcun.Person) { b.open(item.Link) })
			}
		}
	}
	ask(fengcun.RoleHandler, "search", func(b *tab, w *swap.World, p fengcun.Person) {
		b.typeIn("find", p.Documents[0].Number.Reveal())
		b.follow(func() { b.do(chromedp.KeyEvent(kb.Enter)) })
	})
	ask(fengcun.RoleHandler, "ages", func(b *tab, w *swap.World, p fengcun.Person) {
		b.open("/matters/new")
		// The page asks after every change, and drops a question that a later one
		// overtakes: how many there are while somebody types depends on the speed of
		// the machine. So all but the last field are filled without a change.
		b.put("p0-document", p.Documents[0].Number.Reveal())
		b.put("p0-birth", p.Birth.String())
		b.typeIn("p0-a0-from", "2022-05-02"+kb.Tab)
		b.do(chromedp.WaitVisible(chromedp.CSS("#check .state")))
	})
	ask(fengcun.RoleWindow, "certificate", func(b *tab, w *swap.World, p fengcun.Person) {
		b.open("/certificates/new")
		b.typeIn("name", p.Names[0].Text.Reveal())
		b.typeIn("document", p.Documents[0].Number.Reveal())
		b.typeIn("birth", p.Birth.String())
		b.choose("purpose", "hiring")
		b.do(chromedp.Click(chromedp.CSS("[value=own_identity]")), chromedp.Click(chromedp.CSS("[value=application_form]")))
		b.click("main form button.main")
	})
	differences, err := swap.Differences(a, b, probes)
	if err != nil {
		t.Fatal(err)
	}
	for _, difference := range differences {
		t.Error(difference)
	}
}
