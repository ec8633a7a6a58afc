package swap

import (
	"context"
	"errors"
	"flag"
	"os"
	"slices"
	"testing"

	"fengcun"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// TestTheGameSeesLeaks is the control: each of these probes leaks through one
// channel, and the game must notice each of them and no other.
func TestTheGameSeesLeaks(t *testing.T) {
	window := sample.Member(sample.Police, fengcun.RoleWindow)
	search := func(w *World) {
		// A search that nobody asked for leaves an entry in the log.
		w.Registry.Search(context.Background(), sample.Member(sample.Court, fengcun.RoleHandler), registry.Query{CaseNumber: "x"})
	}
	answering := func(when bool, answer string) func(w *World, p fengcun.Person) ([]byte, error) {
		return func(w *World, p fengcun.Person) ([]byte, error) {
			if w.Knows(p) == when {
				return []byte(answer), nil
			}
			return []byte("nothing"), nil
		}
	}
	for _, c := range []struct {
		name  string
		leaks bool
		run   func(w *World, p fengcun.Person) ([]byte, error)
	}{
		{"nothing leaks", false, func(w *World, p fengcun.Person) ([]byte, error) { return []byte("nothing"), nil }},
		{"what is random does not count", false, func(w *World, p fengcun.Person) ([]byte, error) {
			return []byte(fengcun.NewID().String()), errors.New(fengcun.NewID().String())
		}},
		{"the person asked about does not count", false, func(w *World, p fengcun.Person) ([]byte, error) {
			return []byte(p.Names[0].Text.Reveal()), nil
		}},
		{"one word", true, answering(true, "visit the station")},
		{"a blank more", true, answering(true, "nothing ")},
		{"the unknown one is told more", true, answering(false, "no record at all")},
		{"another code", true, func(w *World, p fengcun.Person) ([]byte, error) {
			if w.Knows(p) {
				return nil, &fengcun.Error{Kind: fengcun.KindForbidden, Code: "not_found"}
			}
			return nil, &fengcun.Error{Kind: fengcun.KindNotFound, Code: "not_found"}
		}},
		{"an argument of the error", true, func(w *World, p fengcun.Person) ([]byte, error) {
			noun := "copy"
			if w.Knows(p) {
				noun = "record"
			}
			return nil, &fengcun.Error{Kind: fengcun.KindNotFound, Code: "not_found", Args: map[string]string{"noun": noun}}
		}},
		{"an entry in the log", true, func(w *World, p fengcun.Person) ([]byte, error) {
			if w.Knows(p) {
				search(w)
			}
			return nil, nil
		}},
		{"another class of entry", true, func(w *World, p fengcun.Person) ([]byte, error) {
			if w.Knows(p) {
				search(w)
			} else {
				w.Registry.Certify(context.Background(), window, registry.Application{}) // logs nothing: incomplete
				w.Registry.Certify(context.Background(), sample.Member(sample.Court, fengcun.RoleHandler), registry.Application{})
			}
			return nil, nil
		}},
		{"a row more", true, func(w *World, p fengcun.Person) ([]byte, error) {
			unit := fengcun.Particular("某某快递有限公司")
			_, err := w.Registry.Inquire(context.Background(), window, registry.InquiryApplication{Unit: unit, Purpose: "hiring", Title: "x"})
			if err == nil && w.Knows(p) {
				_, err = w.Registry.Inquire(context.Background(), window, registry.InquiryApplication{Unit: unit, Purpose: "hiring", Title: "x"})
			}
			return nil, err
		}},
		{"a row of another size", true, func(w *World, p fengcun.Person) ([]byte, error) {
			title := "x"
			if w.Knows(p) {
				title = string(make([]byte, 300)) // behind the padding's first step
			}
			_, err := w.Registry.Inquire(context.Background(), window, registry.InquiryApplication{Unit: "某", Purpose: "hiring", Title: title})
			return nil, err
		}},
	} {
		a, b := Worlds(t)
		differences, err := Differences(a, b, []Probe{{c.name, c.run}})
		if err != nil {
			t.Fatal(err)
		}
		if got := len(differences) > 0; got != c.leaks {
			t.Errorf("%s: noticed %v, want %v", c.name, got, c.leaks)
		}
	}
}

// TestLeakageTable: what the involved can have confirmed is exactly what the table
// says, no more and no less.
func TestLeakageTable(t *testing.T) {
	leaks, err := Leaks(func() (a, b *World) { return Worlds(t) }, Involved())
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, l := range leaks {
		found[l.Act+" as "+string(l.Staff)] = true
	}
	for _, l := range Leakage() {
		for _, staff := range l.Staff {
			name := l.Act + " as " + string(staff)
			if !found[name] {
				t.Errorf("%s stands in the table and confirms nothing", name)
			}
			delete(found, name)
		}
	}
	for name := range found {
		t.Errorf("%s confirms something and does not stand in the table", name)
	}
}

// TestLeakageEnds: a row that names an end has one.
func TestLeakageEnds(t *testing.T) {
	for _, l := range Leakage() {
		if (l.over == nil) != (l.Until == "without end") {
			t.Errorf("%s: until %q", l.Act, l.Until)
		}
		if l.over == nil {
			continue
		}
		for _, asked := range Involved() {
			if asked.Act != l.Act || !slices.Contains(l.Staff, asked.Staff) {
				continue
			}
			a, b := Worlds(t)
			if err := errors.Join(l.over(a), l.over(b)); err != nil {
				t.Fatal(err)
			}
			differences, err := Differences(a, b, []Probe{asked.Probe})
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range differences {
				t.Errorf("after its end: %s", d)
			}
		}
	}
}

var update = flag.Bool("update", false, "write docs/leakage.md")

// TestLeakageDocument: the document says what the table says.
func TestLeakageDocument(t *testing.T) {
	const path = "../../../docs/leakage.md"
	if *update {
		if err := os.WriteFile(path, []byte(Document()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != Document() {
		t.Errorf("docs/leakage.md is not what the table says; run with -update: %v", err)
	}
}
