package api_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/fengcuntest/swap"
	"fengcun/internal/sample"
	"fengcun/internal/server"
)

// The swap game over the interface: every operation of the document, with the
// particulars and identifiers of X and of Y, as accounts of every role. What is
// compared is status, every header, the body, the server's log lines and its
// metrics; the game itself adds the rows and the entries of the log of acts.

// arena serves the game's worlds.
type arena struct {
	t      testing.TB
	served map[*swap.World]*world
	doc    document
}

func newArena(t testing.TB) *arena {
	return &arena{t: t, served: map[*swap.World]*world{}, doc: served(t)}
}

// worlds makes two worlds and registers a key for every player beforehand, so that
// the game's own entries are not among what is compared.
func (a *arena) worlds() (one, other *swap.World) {
	one, other = swap.Worlds(a.t)
	for _, w := range []*swap.World{one, other} {
		a.served[w] = serveDistrict(a.t, w.District, server.Limits{Burst: 1 << 20})
		for _, actor := range players() {
			a.served[w].key(actor)
		}
	}
	return one, other
}

// players are every role of the organ that decided, of one that was told and of one
// that never heard of it.
func players() []fengcun.Actor {
	return slices.DeleteFunc(sample.Staff(), func(m fengcun.Actor) bool {
		return !slices.Contains([]fengcun.OrganID{sample.Court, sample.Police, sample.OtherCourt}, m.Organ) && m.Role != fengcun.RoleSupervisor
	})
}

// about fills a request with a person's particulars.
func about(w *swap.World, p fengcun.Person) filler {
	facts, _ := json.Marshal(district.Sentenced(p.Birth, fengcun.Term{Years: 3}))
	return func(field string) (any, bool) {
		switch field {
		case "name", "text":
			return p.Names[0].Text.Reveal(), true
		case "id", "number":
			if field == "number" && len(p.Documents) > 0 {
				return w.Number(p).Reveal(), true
			}
			return p.Documents[0].Number.Reveal(), true
		case "numbers":
			return w.Number(p).Reveal(), true
		case "kind", "idKind":
			return string(fengcun.ResidentID), true
		case "birth":
			return p.Birth.String(), true
		case "on":
			return fengcun.DateOf(w.Clock.Now()).String(), true
		case "handler":
			return string(handler.Staff), true
		case "system":
			return "court-cases", true
		case "organ":
			return string(sample.Police), true
		case "facts":
			return json.RawMessage(facts), true
		}
		return nil, false
	}
}

// shown is everything of an answer that whoever asks, or reads log and metrics, can
// see.
func (a *arena) shown(w *world, ask func() answered) []byte {
	before := len(w.log.String())
	got := ask()
	metrics := w.send(w.get(w.metrics))
	figures := regexp.MustCompile(`(?m)^fengcun_.*$`).FindAllString(string(metrics.body), -1)
	lines := regexp.MustCompile(`"(time|request)":"[^"]*"`).ReplaceAllString(w.log.String()[before:], "")
	answer := drawnLabel.ReplaceAllString(inNoOrder(got.String()), `"label":"<label>"`)
	return []byte(signedFeed.ReplaceAllString(answer, `"key":"<key>","signature":"<signature>"`) + "\n" + lines + "\n" + strings.Join(figures, "\n"))
}

var (
	listedMatters = regexp.MustCompile(`"matters":\[[^\]]*\]`)
	listedMatter  = regexp.MustCompile(`\{[^{}]*\}`)
	drawnID       = regexp.MustCompile(`[0-9a-f]{32}`)
	// Of the feed of marks: each world's organ has its own key. What is signed stands beside it.
	signedFeed = regexp.MustCompile(`"key":"[0-9a-f]{16}","signature":"[A-Za-z0-9+/]{86}=="`)
	drawnLabel = regexp.MustCompile(`"label":"[0-9A-F]{12}"`) // of a holding, as the registry draws it
)

// inNoOrder puts a list of matters into the order of its masked elements: it is
// answered in the order of identifiers drawn at random in each world.
func inNoOrder(answer string) string {
	return listedMatters.ReplaceAllStringFunc(answer, func(list string) string {
		elements := listedMatter.FindAllString(list, -1)
		for i := range elements {
			elements[i] = drawnID.ReplaceAllString(elements[i], "<id>")
		}
		slices.Sort(elements)
		return `"matters":[` + strings.Join(elements, ",") + "]"
	})
}

func (w *world) get(address string) *http.Request {
	w.t.Helper()
	r, err := http.NewRequest(http.MethodGet, address, nil)
	w.must(err)
	return r
}

// probe asks one operation. id says which identifier stands in the address.
func (a *arena) probe(r route, actor fengcun.Actor, n int, id func(w *swap.World, p fengcun.Person) fengcun.ID, change func(map[string]any)) swap.Probe {
	return swap.Probe{Name: r.Name + " as " + string(actor.Staff), Run: func(w *swap.World, p fengcun.Person) ([]byte, error) {
		body := a.doc.request(a.t, r, about(w, p))
		if change != nil {
			var fields map[string]any
			if err := json.Unmarshal(body, &fields); err != nil {
				return nil, err
			}
			change(fields)
			body, _ = json.Marshal(fields) // it was JSON a moment ago
		}
		in := a.served[w]
		return a.shown(in, func() answered { return in.ask(actor, r.method, r.address(id(w, p).String()), keyFor(r, n), body) }), nil
	}}
}

func unknown(*swap.World, fengcun.Person) fengcun.ID { return fengcun.ID{0xaa} }

// searches are the ways to search: all fields at once is refused.
var searches = [][]string{{"id", "idKind"}, {"number"}, {"name", "birth"}}

// TestStrangersPlay: nobody learns from any operation who is sealed.
func TestStrangersPlay(t *testing.T) {
	a := newArena(t)
	one, other := a.worlds()
	var probes []swap.Probe
	for _, actor := range players() {
		for i, r := range a.doc.routes() {
			if r.Name != "search" {
				probes = append(probes, a.probe(r, actor, len(probes), unknown, nil))
				continue
			}
			for _, fields := range searches {
				probes = append(probes, a.probe(r, actor, i, unknown, func(all map[string]any) {
					for name := range all {
						if !slices.Contains(fields, name) {
							delete(all, name)
						}
					}
				}))
			}
		}
	}
	differences, err := swap.Differences(one, other, probes)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range differences {
		t.Error(d)
	}
}

// noted is the identifier of a person's record that fits a route.
func noted(r route, organ fengcun.OrganID) func(w *swap.World, p fengcun.Person) fengcun.ID {
	return func(w *swap.World, p fengcun.Person) fengcun.ID {
		n := w.Noted(p)
		switch strings.Split(strings.TrimPrefix(r.path, "/api/v1/"), "/")[0] {
		case "copies":
			if id := n.Copies[organ]; !id.IsZero() {
				return id
			}
			return n.Copies[sample.Court]
		case "decisions":
			return n.Decision
		case "notices":
			return n.Notice
		}
		return n.Record
	}
}

// TestInvolvedPlay: of an identifier that was noted before the seal the operations
// confirm what the leakage table says and nothing else.
func TestInvolvedPlay(t *testing.T) {
	a := newArena(t)
	var asked []swap.Asked
	for _, actor := range players() {
		for _, r := range a.doc.routes() {
			if r.has("path", "id") {
				asked = append(asked, swap.Asked{Staff: actor.Staff, Act: strings.ReplaceAll(r.Name, "_", " "), Probe: a.probe(r, actor, len(asked), noted(r, actor.Organ), nil)})
			}
		}
	}
	leaking, err := swap.Leaks(a.worlds, asked)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range leaking {
		if !slices.ContainsFunc(swap.Leakage(), func(l swap.Leak) bool { return l.Act == q.Act && slices.Contains(l.Staff, q.Staff) }) {
			t.Errorf("%s: confirms a sealed record and stands in no leakage table", q.Probe.Name)
		}
	}
	if len(leaking) == 0 {
		t.Error("nothing leaks, not even what the table names: the game does not reach the records")
	}
}

// TestTheArenaSeesLeaks is the control: a difference in any one thing that is
// compared is noticed, and none where there is none.
func TestTheArenaSeesLeaks(t *testing.T) {
	a := newArena(t)
	one, other := a.worlds()
	work := func(w *world, language string) answered {
		r := w.unsigned("GET", "/api/v1/work", "", nil)
		r.Header.Set("Accept-Language", language)
		w.signature(handler, r, nil).put(r)
		return w.send(r)
	}
	for _, c := range []struct {
		name  string
		leaks bool
		run   func(w *world, sealed bool) answered
	}{
		{"nothing", false, func(w *world, _ bool) answered { return work(w, "en") }},
		{"another header", true, func(w *world, sealed bool) answered {
			if sealed {
				return work(w, "zh")
			}
			return work(w, "en")
		}},
		{"another status", true, func(w *world, sealed bool) answered {
			if sealed {
				return w.ask(handler, "GET", "/api/v1/copies/"+nobodys, "", nil)
			}
			return w.ask(handler, "GET", "/api/v1/copies/0", "", nil)
		}},
		{"a request more, in log and metrics alone", true, func(w *world, sealed bool) answered {
			if sealed {
				w.send(w.unsigned("GET", "/api/v1/openapi.json", "", nil))
			}
			return work(w, "en")
		}},
	} {
		differences, err := swap.Differences(one, other, []swap.Probe{{Name: c.name, Run: func(w *swap.World, p fengcun.Person) ([]byte, error) {
			in := a.served[w]
			return a.shown(in, func() answered { return c.run(in, w.Knows(p)) }), nil
		}}})
		if err != nil {
			t.Fatal(err)
		}
		if (len(differences) > 0) != c.leaks {
			t.Errorf("%s: noticed %d differences", c.name, len(differences))
		}
		if c.leaks { // figures that differ once stay so
			one, other = a.worlds()
		}
	}
}
