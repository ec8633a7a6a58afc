package drill

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

var hour = time.Date(2026, time.March, 2, 2, 0, 0, 0, time.UTC)

// The program itself has no leak.
func TestDrillFindsNothing(t *testing.T) {
	report, err := Run(t.Context(), Options{Suite: "intl", At: hour}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !report.Passed() || report.Questions < 400 {
		t.Errorf("%d questions, %v", report.Questions, report.Leaks)
	}
	for _, f := range Families() {
		if f != Deployment && report.Asked[f] == 0 {
			t.Errorf("nothing was asked about %s", f)
		}
	}
}

// leaky is a System with a leak. What is nil is the program's own.
type leaky struct {
	System
	w       *World
	certify func(l *leaky, actor fengcun.Actor, q registry.Application) (registry.Issued, error)
	search  func(l *leaky, actor fengcun.Actor, q registry.Query) ([]fengcun.CopyID, error)
	permit  func(l *leaky, actor fengcun.Actor, id fengcun.ID) (registry.Findings, error)
	file    func(l *leaky, actor fengcun.Actor, f registry.Filing) (registry.Filed, error)
	read    func(l *leaky, actor fengcun.Actor, id fengcun.CopyID) (registry.View, error)
	matters func(l *leaky, actor fengcun.Actor) (registry.MatterPage, error)
	open    func(l *leaky, id fengcun.RecordID) (registry.View, error)
}

func (l *leaky) Certify(ctx context.Context, actor fengcun.Actor, q registry.Application) (registry.Issued, error) {
	if l.certify != nil && l.w.Knows(q.Document.Number) {
		return l.certify(l, actor, q)
	}
	return l.System.Certify(ctx, actor, q)
}

func (l *leaky) Search(ctx context.Context, actor fengcun.Actor, q registry.Query) ([]fengcun.CopyID, error) {
	if l.search != nil && l.w.Knows(q.Document.Number) {
		return l.search(l, actor, q)
	}
	return l.System.Search(ctx, actor, q)
}

func (l *leaky) PermitInquiry(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (registry.Findings, error) {
	found, err := l.System.PermitInquiry(ctx, actor, id)
	if l.permit != nil && err == nil && l.w.Knows(found.Document.Number) {
		return l.permit(l, actor, id)
	}
	return found, err
}

func (l *leaky) File(ctx context.Context, actor fengcun.Actor, f registry.Filing) (registry.Filed, error) {
	if l.file != nil && l.w.Knows(f.Persons[0].Person.Documents[0].Number) {
		return l.file(l, actor, f)
	}
	return l.System.File(ctx, actor, f)
}

func (l *leaky) Read(ctx context.Context, actor fengcun.Actor, id fengcun.CopyID) (registry.View, error) {
	if l.read != nil && id == l.w.copies[sample.Police] {
		return l.read(l, actor, id)
	}
	return l.System.Read(ctx, actor, id)
}

func (l *leaky) Matters(ctx context.Context, actor fengcun.Actor, after registry.Cursor) (registry.MatterPage, error) {
	if l.matters != nil {
		return l.matters(l, actor)
	}
	return l.System.Matters(ctx, actor, after)
}

func (l *leaky) OpenSealed(ctx context.Context, q registry.Access, id fengcun.RecordID) (registry.View, error) {
	if l.open != nil && id == l.w.record {
		return l.open(l, id)
	}
	return l.System.OpenSealed(ctx, q, id)
}

// own asks the program itself.
func (l *leaky) own(actor fengcun.Actor, q registry.Application) (registry.Issued, error) {
	return l.System.Certify(context.Background(), actor, q)
}

// few ask, so that every leak can be tried; who asks is no part of a leak.
var few = []fengcun.Actor{
	sample.Member(sample.Court, fengcun.RoleHandler), sample.Member(sample.Police, fengcun.RoleWindow), sample.Member(sample.Police, fengcun.RoleHandler),
}

// refuse is an error with something to say.
func refuse(kind fengcun.Kind, code string, args ...string) error {
	e := &fengcun.Error{Kind: kind, Code: code, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		e.Args[args[i]] = args[i+1]
	}
	return e
}

// Each of these leaks happened somewhere; the numbers are those of the catalogue of
// leaks. The drill finds each, in its family.
func TestDrillFindsEveryLeak(t *testing.T) {
	for _, c := range []struct {
		name   string
		family Family
		leak   leaky
	}{
		{"1: a look-up answers that the case is sealed", Existence, leaky{search: func(l *leaky, _ fengcun.Actor, _ registry.Query) ([]fengcun.CopyID, error) {
			return []fengcun.CopyID{l.w.copies[sample.Court]}, nil
		}}},
		{"2: found, and then withheld", Existence, leaky{search: func(*leaky, fengcun.Actor, registry.Query) ([]fengcun.CopyID, error) {
			return nil, refuse(fengcun.KindForbidden, "withheld")
		}}},
		{"3: a count differs", Counts, leaky{matters: func(l *leaky, _ fengcun.Actor) (registry.MatterPage, error) {
			x, _ := people()
			if l.w.Knows(x.document()) {
				return registry.MatterPage{Matters: make([]registry.MatterLine, 1)}, nil
			}
			return registry.MatterPage{}, nil
		}}},
		{"4: forbidden instead of not found", ByIdentity, leaky{read: func(*leaky, fengcun.Actor, fengcun.CopyID) (registry.View, error) {
			return registry.View{}, refuse(fengcun.KindForbidden, "not_found", "noun", "copy")
		}}},
		{"6: a number more in the series", Rows, leaky{certify: func(l *leaky, actor fengcun.Actor, q registry.Application) (registry.Issued, error) {
			l.own(actor, q)
			return l.own(actor, q)
		}}},
		{"6: a footnote", Certificate, leaky{certify: func(l *leaky, actor fengcun.Actor, q registry.Application) (registry.Issued, error) {
			doc, err := l.own(actor, q)
			doc.Text = append(doc.Text, "另有不予公开的记录。"...)
			return doc, err
		}}},
		{"7: after verification", Certificate, leaky{certify: func(*leaky, fengcun.Actor, registry.Application) (registry.Issued, error) {
			return registry.Issued{}, refuse(fengcun.KindUnavailable, "certify.later")
		}}},
		{"8: only the sealed are refused", Letter, leaky{permit: func(*leaky, fengcun.Actor, fengcun.ID) (registry.Findings, error) {
			return registry.Findings{}, refuse(fengcun.KindForbidden, "visit.station")
		}}},
		{"13: the name in the text of an error", Certificate, leaky{certify: func(_ *leaky, _ fengcun.Actor, q registry.Application) (registry.Issued, error) {
			return registry.Issued{}, fmt.Errorf("no certificate for %s", q.Name.Reveal())
		}}},
		{"14: an entry of another class in the log", AuditLog, leaky{search: func(l *leaky, actor fengcun.Actor, q registry.Query) ([]fengcun.CopyID, error) {
			l.System.Matters(context.Background(), actor, registry.Cursor{})
			return l.System.Search(context.Background(), actor, q)
		}}},
		{"15: the number in the program's log", ProgramLog, leaky{certify: func(l *leaky, actor fengcun.Actor, q registry.Application) (registry.Issued, error) {
			l.w.Log.Info("certified", "document", q.Document.Number.Reveal())
			return l.own(actor, q)
		}}},
		{"16: plaintext in a backup", AtRest, leaky{certify: func(l *leaky, actor fengcun.Actor, q registry.Application) (registry.Issued, error) {
			os.WriteFile(filepath.Join(l.w.Dir, "backup.sql"), []byte("INSERT INTO person VALUES ('"+q.Name.Reveal()+"')"), 0o600)
			return l.own(actor, q)
		}}},
		{"17: a second way that skips the check", Views, leaky{open: func(l *leaky, _ fengcun.RecordID) (registry.View, error) {
			return registry.View{}, nil
		}}},
		{"34: a filing is a duplicate", Duplicates, leaky{file: func(*leaky, fengcun.Actor, registry.Filing) (registry.Filed, error) {
			return registry.Filed{}, refuse(fengcun.KindConflict, "file.exists")
		}}},
		{"36: an earlier answer comes back", Letter, leaky{permit: func(l *leaky, _ fengcun.Actor, _ fengcun.ID) (registry.Findings, error) {
			return registry.Findings{Found: make([]registry.Finding, 1)}, nil
		}}},
		{"37: a request key keeps a row more", Rows, leaky{certify: func(l *leaky, actor fengcun.Actor, q registry.Application) (registry.Issued, error) {
			q.Key = &registry.RequestKey{Key: "again-" + q.Document.Number.Reveal()[14:] + string(actor.Role), MAC: [32]byte{1}}
			return l.own(actor, q)
		}}},
		{"39: entries that count the sealed", AuditLog, leaky{open: func(l *leaky, id fengcun.RecordID) (registry.View, error) {
			l.System.Work(context.Background(), sample.Member(sample.Court, fengcun.RoleHandler))
			return registry.View{}, refuse(fengcun.KindForbidden, "policy.denied")
		}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			report, err := Run(t.Context(), Options{Suite: "intl", At: hour, staff: few, actsOnly: true, Ask: func(w *World) System {
				l := c.leak
				l.System, l.w = w.System, w
				return &l
			}}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if report.Of(c.family) == 0 {
				t.Errorf("not found; the drill saw %v", report.Leaks)
			}
		})
	}
}

// The questions from outside arrive: a certificate is issued by page and by interface,
// nobody is sent to sign in, and an unsigned request is unknown.
func TestQuestionsFromOutsideArrive(t *testing.T) {
	x, y := people()
	w, err := openWorld(t.Context(), filepath.Join(t.TempDir(), "0"), Options{Suite: "intl", At: hour}, x)
	if err != nil {
		t.Fatal(err)
	}
	defer w.close(t.Context())
	window := sample.Member(sample.Police, fengcun.RoleWindow).Staff
	wants := map[string]string{
		"/certificates/new / " + string(window): "未发现", "/certificates/new / nobody": "/sign-in", "/inquiries/new / " + string(window): "不许可查询决定书",
		"POST /certificates / " + string(window): "未发现", "POST /certificates / nobody": "401", "POST /searches / " + string(sample.Second(sample.Court).Staff): `"copies":[]`,
	}
	for _, q := range fromOutside() {
		answer, err := q.ask(t.Context(), w, y)
		if err != nil || answer == "" {
			t.Errorf("%s: %q %v", q.name, answer, err)
		}
		if want := wants[q.name]; !strings.Contains(answer, want) {
			t.Errorf("%s does not answer %s:\n%.600s", q.name, want, answer)
		}
		delete(wants, q.name)
	}
	if len(wants) > 0 {
		t.Errorf("not asked: %v", wants)
	}
}

// What leaks on the way and not in an act is found too: a page or an answer of the
// interface that is longer, refused otherwise, or carries a header more.
func TestDrillFindsLeaksOnTheWay(t *testing.T) {
	for name, leak := range map[string]func(a http.ResponseWriter){
		"a blank more":           func(a http.ResponseWriter) { a.Write([]byte(" ")) },
		"another status":         func(a http.ResponseWriter) { a.WriteHeader(http.StatusForbidden) },
		"a header of the answer": func(a http.ResponseWriter) { a.Header().Set("X-Cache", "HIT") },
	} {
		report, err := Run(t.Context(), Options{Suite: "intl", At: hour, staff: few[:1], Serve: func(w *World, _ Family, h http.Handler) http.Handler {
			return http.HandlerFunc(func(a http.ResponseWriter, r *http.Request) {
				body, _ := io.ReadAll(r.Body)
				r.Body = io.NopCloser(bytes.NewReader(body))
				leaking := strings.Contains(string(body), w.sealed.document().Reveal())
				if leaking && name != "a blank more" {
					leak(a)
				}
				h.ServeHTTP(a, r)
				if leaking && name == "a blank more" {
					leak(a)
				}
			})
		}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, family := range []Family{Pages, Interface} {
			if report.Of(family) == 0 {
				t.Errorf("%s in %s: not found; the drill saw %v", name, family, report.Leaks)
			}
		}
	}
}

// In the deployment itself readable numbers of identity cards are found, and only those.
func TestDrillLooksIntoTheDeployment(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("fengcun.db", "0123456789012345678901234567890 310115200503140018 x")
	found := func() int {
		t.Helper()
		_, names, err := searchNumbers(dir)
		if err != nil {
			t.Fatal(err)
		}
		return len(names)
	}
	if n := found(); n != 0 {
		t.Errorf("%d files without a number are named", n)
	}
	id, err := fengcun.ComposeResidentID("310115", birth, 101)
	if err != nil {
		t.Fatal(err)
	}
	write("debug.log", "certified "+id.Reveal()+"\n")
	if n := found(); n != 1 {
		t.Errorf("%d files are named, want the one with a number", n)
	}
}
