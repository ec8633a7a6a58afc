package audit_test

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fengcun"
	"fengcun/internal/audit"
)

var (
	morning = time.Date(2026, 11, 23, 1, 0, 42, 0, time.UTC)
	judge   = fengcun.Actor{Staff: "judge-1", Organ: "court-0101", Role: fengcun.RoleApprover}
)

func newSealer(t testing.TB, keyByte byte) *audit.Sealer {
	t.Helper()
	s, err := audit.NewSealer(bytes.Repeat([]byte{keyByte}, 32), audit.AES256GCM())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestBodyRoundTrip(t *testing.T) {
	s := newSealer(t, 1)
	code := func(most int) *rapid.Generator[string] {
		return rapid.StringOfN(rapid.RuneFrom([]rune("abcxyz0189().,_-")), 0, most, -1)
	}
	rapid.Check(t, func(t *rapid.T) {
		in := audit.Body{
			Subject: fengcun.NewID(), Object: fengcun.NewID(), Warrant: [32]byte{1, 2}, Approver: [16]byte{3},
			Basis: code(audit.MaxBasis).Draw(t, "basis"), Detail: code(audit.MaxDetail).Draw(t, "detail"),
		}
		e, err := s.Entry("decide", judge, morning, in)
		if err != nil {
			t.Fatal(err)
		}
		again, err := e.Row().Entry()
		if err != nil || again != e {
			t.Fatalf("entry read back from its row: %v, or different", err)
		}
		out, err := s.Open(&again)
		if err != nil || out != in {
			t.Fatalf("opened %+v, %v; want %+v", out, err, in)
		}
		if e.Minute*60 != morning.Unix()-42 {
			t.Fatalf("minute %d keeps seconds", e.Minute)
		}
	})
}

// One leaf's key opens that leaf, unchanged, and nothing else.
func TestLeafKey(t *testing.T) {
	s := newSealer(t, 1)
	var entries [2]audit.Entry
	for i := range entries {
		var err error
		if entries[i], err = s.Entry("open", judge, morning, audit.Body{Subject: fengcun.NewID()}); err != nil {
			t.Fatal(err)
		}
	}
	key, err := s.LeafKey(entries[0].Salt)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := audit.OpenBody(audit.AES256GCM(), key, &entries[0]); err != nil {
		t.Errorf("own key: %v", err)
	}
	if _, err := audit.OpenBody(audit.AES256GCM(), key, &entries[1]); err == nil {
		t.Error("the key of one entry opens another")
	}
	if _, err := newSealer(t, 2).Open(&entries[0]); err == nil {
		t.Error("another organ's audit key opens the entry")
	}
	changes := map[string]func(e *audit.Entry){
		"class":  func(e *audit.Entry) { e.Class = "file" },
		"organ":  func(e *audit.Entry) { e.Organ = "court-0102" },
		"actor":  func(e *audit.Entry) { e.Actor[0] ^= 1 },
		"minute": func(e *audit.Entry) { e.Minute++ },
		"body":   func(e *audit.Entry) { e.Body[0] ^= 1 },
	}
	for name, change := range changes {
		e := entries[0]
		change(&e)
		if _, err := audit.OpenBody(audit.AES256GCM(), key, &e); err == nil {
			t.Errorf("entry with another %s opens", name)
		}
		if e.Leaf() == entries[0].Leaf() {
			t.Errorf("entry with another %s has the same leaf", name)
		}
	}
}

// No text that could be a particular gets into an entry.
func TestEntryTakesCodesOnly(t *testing.T) {
	s := newSealer(t, 1)
	cases := []struct {
		name  string
		class audit.Class
		actor fengcun.Actor
		body  audit.Body
		code  string
	}{
		{"Chinese basis", "file", judge, audit.Body{Basis: "某某盗窃案"}, "audit.body"},
		{"basis with spaces", "file", judge, audit.Body{Basis: "a b"}, "audit.body"},
		{"basis too long", "file", judge, audit.Body{Basis: strings.Repeat("1", audit.MaxBasis+1)}, "audit.body"},
		{"Chinese detail", "file", judge, audit.Body{Detail: "李"}, "audit.body"},
		{"no class", "", judge, audit.Body{}, "audit.entry"},
		{"class too long", audit.Class(strings.Repeat("c", 33)), judge, audit.Body{}, "audit.entry"},
		{"no organ", "file", fengcun.Actor{Staff: "judge-1"}, audit.Body{}, "audit.entry"},
	}
	for _, c := range cases {
		if _, err := s.Entry(c.class, c.actor, morning, c.body); fengcun.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
	}
}

func TestPseudonym(t *testing.T) {
	s := newSealer(t, 1)
	a := s.Pseudonym("court-0101", "judge-1")
	if a != s.Pseudonym("court-0101", "judge-1") {
		t.Error("not stable")
	}
	for name, b := range map[string][16]byte{
		"other staff": s.Pseudonym("court-0101", "judge-2"),
		"other organ": s.Pseudonym("court-0102", "judge-1"),
		"moved bytes": s.Pseudonym("court-0101j", "udge-1"),
		"other key":   newSealer(t, 2).Pseudonym("court-0101", "judge-1"),
	} {
		if a == b {
			t.Errorf("%s: same pseudonym", name)
		}
	}
}

// The leaf of version 1, for ever: a verifier of a later year must reach it.
func TestLeafVersion1(t *testing.T) {
	e := audit.Entry{Class: "file", Organ: "court-0101", Actor: [16]byte{1}, Minute: 29923980, Salt: [16]byte{2}}
	e.Body[0], e.Body[audit.BodySize-1] = 3, 4
	const (
		header = "010466696c650a636f7572742d30313031010000000000000000000000000000000000000001c89a8c"
		leaf   = "ae049c53bc279964273ee99287e17aaf53e34a3e6ca87e9170b802b33649d364"
	)
	if got := hex.EncodeToString(e.Header()); got != header {
		t.Errorf("header %s, want %s", got, header)
	}
	sum := e.Leaf()
	if got := hex.EncodeToString(sum[:]); got != leaf {
		t.Errorf("leaf %s, want %s", got, leaf)
	}
}
