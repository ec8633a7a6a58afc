package api_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/locale"
	"fengcun/internal/sample"
	"fengcun/internal/server"
	"fengcun/internal/store"
)

const nobodys = "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a" // an identifier of nothing

// refused fails unless an answer is a problem with a status and a code that there
// is, says what to do, and repeats nothing of what was sent.
func refused(t *testing.T, what string, got answered, statuses ...int) {
	t.Helper()
	p := got.problem(t)
	fits := false
	for _, status := range statuses {
		fits = fits || got.status == status
	}
	english, err := locale.New(locale.English)
	if err != nil {
		t.Fatal(err)
	}
	if !fits || p.Status != got.status || !english.Has("error."+p.Code) || p.Title == "" {
		t.Errorf("%s, want %v: %s", what, statuses, got)
	}
	for _, sent := range []string{"王", "试", "甲", "passwd", "<script", "31011520"} {
		if strings.Contains(string(got.body), sent) {
			t.Errorf("%s: the refusal repeats %q: %s", what, sent, got.body)
		}
	}
}

// TestEveryPartCanBeWrong: each part of each body of each route, wrong in each way:
// refused at its place, nothing done.
func TestEveryPartCanBeWrong(t *testing.T) {
	w, d := serve(t), served(t)
	w.key(handler)
	before, tried := w.leaves(), 0
	for i, r := range d.routes() {
		if r.body() == nil {
			continue
		}
		for _, s := range d.spoil(t, r) {
			got := w.ask(handler, r.method, r.address(nobodys), keyFor(r, i), s.body)
			refused(t, r.Name+": "+s.what+" at "+s.location, got, 422)
			p := got.problem(t)
			if p.Code == "request.form" && (len(p.Errors) == 0 || !strings.HasPrefix(p.Errors[0].Location, strings.TrimSuffix(s.location, "[0]"))) {
				t.Errorf("%s: %s at %s is shown at %v", r.Name, s.what, s.location, p.Errors)
			}
			tried++
		}
	}
	if after := w.leaves(); after != before || tried < 300 {
		t.Errorf("%d entries in the log after %d requests that did nothing", after-before, tried)
	}
}

// TestEveryRouteMisused: what is wrong with a request as a whole, at every route.
func TestEveryRouteMisused(t *testing.T) {
	w, d := serve(t), served(t)
	w.key(handler)
	before := w.leaves()
	for i, r := range d.routes() {
		key, fits := keyFor(r, i), d.request(t, r, nothing)
		ask := func(path, key string, body []byte) answered { return w.ask(handler, r.method, path, key, body) }
		path := r.address(nobodys)
		if r.has("path", "id") {
			for _, id := range []string{"310115200503140019", "..%2f..%2fetc%2fpasswd", "%ff", strings.ToUpper(nobodys), nobodys + "0", "%E7%8E%8B", "a%00", "0"} {
				refused(t, r.Name+": the identifier "+id, ask(r.address(id), key, fits), 404, 422)
			}
		}
		refused(t, r.Name+": an unknown parameter", ask(path+"?role=security_admin", key, fits), 422)
		if key != "" {
			for _, wrong := range []string{"", "short", strings.Repeat("a", 65), "0123456789abcde/", "310115200503140019\u738b"} {
				got := ask(path, wrong, fits)
				refused(t, r.Name+": the request key "+wrong, got, 401, 422) // one that is no header is no signature either
			}
		}
		if fits != nil {
			for what, body := range map[string][]byte{
				"no body": nil, "null": []byte("null"), "half a body": fits[:len(fits)-1], "two bodies": append(bytes.Clone(fits), fits...),
				"another encoding": []byte("{\"name\":\"\xcd\xf5\"}"), "a null character": []byte("{\"a\":\"\x00\"}"), "a form": []byte("name=王"),
				"very deep": []byte(strings.Repeat("[", 20_000)), "too large": bytes.Repeat([]byte(" "), 1<<20+1),
			} {
				refused(t, r.Name+": "+what, ask(path, key, body), 413, 422)
			}
		}
	}
	if after := w.leaves(); after != before {
		t.Errorf("%d entries in the log for requests that did nothing", after-before)
	}
}

// endless is a body without end.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	e.read += len(p)
	return copy(p, bytes.Repeat([]byte("0"), len(p))), nil
}

// TestEndlessBodies: 10 GB, announced or not, are refused at every route before they
// are read.
func TestEndlessBodies(t *testing.T) {
	w, d := serve(t), served(t)
	for _, r := range d.routes() {
		if r.method == http.MethodGet {
			continue
		}
		body := &endless{}
		announced := w.unsigned(r.method, r.address(nobodys), "", nil)
		announced.Body, announced.ContentLength = io.NopCloser(body), 10<<30
		announced.Header.Set("Expect", "100-continue")
		refused(t, r.Name+": 10 GB announced", w.send(announced), 413)
		streamed := w.unsigned(r.method, r.address(nobodys), "", nil)
		streamed.Body, streamed.ContentLength = io.NopCloser(body), -1
		if resp, err := w.http.Do(streamed); err == nil { // or the connection is cut while the client still sends
			resp.Body.Close()
			if resp.StatusCode != http.StatusRequestEntityTooLarge {
				t.Errorf("%s: an endless body is answered with %d", r.Name, resp.StatusCode)
			}
		}
		if body.read > 32<<20 {
			t.Errorf("%s: %d bytes were taken", r.Name, body.read)
		}
	}
}

// TestEveryRouteOfOthers: what belongs to another organ and what nobody ever had are
// one answer, at every route, for every role of every other organ; and a role
// that the account has not is not got by naming it.
func TestEveryRouteOfOthers(t *testing.T) {
	w, d := serve(t), served(t)
	things := w.things()
	for _, actor := range sample.Staff() {
		if actor.Organ != sample.OtherCourt {
			continue
		}
		for i, r := range d.routes() {
			if !r.has("path", "id") {
				continue
			}
			body := d.request(t, r, nothing)
			unknown := w.ask(actor, r.method, r.address(nobodys), keyFor(r, i), body)
			if unknown.status < 300 {
				t.Errorf("%s as %s: something is there that never was: %s", r.Name, actor.Staff, unknown)
			}
			for what, id := range things {
				n := fmt.Sprintf("%s as %s: the %s of another organ", r.Name, actor.Staff, what)
				before := w.leaves()
				got := w.ask(actor, r.method, r.address(id.String()), keyFor(r, i), body)
				if got.String() != unknown.String() {
					t.Errorf("%s: %s\nof nobody: %s", n, got, unknown)
				}
				if entries := w.leaves() - before; entries > 1 {
					t.Errorf("%s: %d entries", n, entries)
				}
			}
			forged := w.signed(actor, r.method, r.address(nobodys), keyFor(r, i), body)
			forged.Header.Set("X-Role", "security_admin")
			forged.Header.Set("X-Forwarded-User", "handler.court-dongjiang")
			if got := w.send(forged); got.String() != unknown.String() {
				t.Errorf("%s as %s: a forged role changes the answer: %s", r.Name, actor.Staff, got)
			}
		}
	}
}

// things is one case on its way, with an identifier of each kind.
func (w *world) things() map[string]fengcun.ID {
	w.t.Helper()
	facts := district.Sentenced(birth, fengcun.Term{Years: 3})
	c := w.File(district.Person("王试甲", "310115200503140019", birth), "（2026）沪0101刑初12号", facts)
	w.Decide(c, facts)
	w.Notify(&c)
	decisions, err := store.DecisionsOfRecord(w.t.Context(), w.Store.Reader(), c.Record)
	w.must(err)
	return map[string]fengcun.ID{"matter": c.Filed.Matter, "record": c.Record, "copy": c.Copy, "decision": decisions[0].ID, "notice": c.Notice}
}

// TestLimitIsTheSameForEverybody: beyond the limit a registered account, a stranger
// and whoever asks for what is not there get the same answer, after the same number
// of requests.
func TestLimitIsTheSameForEverybody(t *testing.T) {
	const burst = 4
	w := serveDistrict(t, district.Open(t), server.Limits{Rate: 1, Burst: burst})
	var first string
	for _, q := range []func() answered{
		func() answered { return w.ask(handler, "GET", "/api/v1/work", "", nil) },
		func() answered { return w.ask(handler, "GET", "/api/v1/copies/"+nobodys, "", nil) },
		func() answered { return w.send(w.unsigned("GET", "/api/v1/work", "", nil)) },
		func() answered { return w.send(w.unsigned("POST", "/api/v1/certificates", "", []byte("{}"))) },
	} {
		for n := range burst + 1 {
			got := q()
			switch limited := got.status == http.StatusTooManyRequests; {
			case limited != (n == burst):
				t.Errorf("request %d: %s", n, got)
			case limited && first == "":
				first = got.String()
			case limited && got.String() != first:
				t.Errorf("limited: %s, others %s", got, first)
			}
		}
		w.Clock.Advance(time.Minute)
	}
}
