package fengcun_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"fengcun"
)

func testWarrant() fengcun.Warrant {
	return fengcun.Warrant{
		ID: fengcun.ID{1}, Organ: "court-0101", Purpose: fengcun.PurposeCase, Basis: "16(1)", Items: []fengcun.ItemID{{2}, {3}},
		Reader: "handler-1", RequestedBy: "handler-1", ApprovedBy: "approver-1",
		Expires: time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC), Uses: 2,
	}
}

// One change of a lawful warrant at a time.
func TestWarrantValidate(t *testing.T) {
	for _, row := range []struct {
		name   string
		change func(w *fengcun.Warrant)
		code   string
	}{
		{"lawful", func(*fengcun.Warrant) {}, ""},
		{"a search instead of items", func(w *fengcun.Warrant) { w.Items, w.Query = nil, [32]byte{1} }, ""},
		{"reader is not the requester", func(w *fengcun.Warrant) { w.Reader = "handler-2" }, ""},
		{"no id", func(w *fengcun.Warrant) { w.ID = fengcun.ID{} }, "warrant.id"},
		{"no organ", func(w *fengcun.Warrant) { w.Organ = "" }, "warrant.organ"},
		{"organ too long", func(w *fengcun.Warrant) { w.Organ = fengcun.OrganID(strings.Repeat("x", 256)) }, "warrant.organ"},
		{"no purpose: Article 16", func(w *fengcun.Warrant) { w.Purpose = "" }, "warrant.purpose"},
		{"purpose of one's own", func(w *fengcun.Warrant) { w.Purpose = "hiring" }, "warrant.purpose"},
		{"no basis: Article 16", func(w *fengcun.Warrant) { w.Basis = "" }, "warrant.basis"},
		{"basis too long", func(w *fengcun.Warrant) { w.Basis = strings.Repeat("x", 41) }, "warrant.basis"},
		{"no scope: Article 16", func(w *fengcun.Warrant) { w.Items = nil }, "warrant.scope"},
		{"items and a search", func(w *fengcun.Warrant) { w.Query = [32]byte{1} }, "warrant.scope"},
		{"items out of order", func(w *fengcun.Warrant) { slices.Reverse(w.Items) }, "warrant.scope"},
		{"an item twice", func(w *fengcun.Warrant) { w.Items[1] = w.Items[0] }, "warrant.scope"},
		{"no item", func(w *fengcun.Warrant) { w.Items[0] = fengcun.ItemID{} }, "warrant.scope"},
		{"too many items", func(w *fengcun.Warrant) { w.Items = make([]fengcun.ItemID, fengcun.MaxWarrantItems+1) }, "warrant.scope"},
		{"no reader", func(w *fengcun.Warrant) { w.Reader = "" }, "warrant.reader"},
		{"nobody asked", func(w *fengcun.Warrant) { w.RequestedBy = "" }, "warrant.requester"},
		{"nobody approved: P12", func(w *fengcun.Warrant) { w.ApprovedBy = "" }, "warrant.approver"},
		{"own approval: P12", func(w *fengcun.Warrant) { w.ApprovedBy = w.RequestedBy }, "warrant.own_approval"},
		{"reader approved: P12", func(w *fengcun.Warrant) { w.Reader, w.ApprovedBy = "x", "x" }, "warrant.own_approval"},
		{"no end", func(w *fengcun.Warrant) { w.Expires = time.Time{} }, "warrant.expires"},
		{"fraction of a second", func(w *fengcun.Warrant) { w.Expires = w.Expires.Add(1) }, "warrant.expires"},
		{"no use", func(w *fengcun.Warrant) { w.Uses = 0 }, "warrant.uses"},
		{"endless uses", func(w *fengcun.Warrant) { w.Uses = fengcun.MaxWarrantUses + 1 }, "warrant.uses"},
	} {
		w := testWarrant()
		row.change(&w)
		if err := w.Validate(); fengcun.CodeOf(err) != row.code {
			t.Errorf("%s: %v, want %q", row.name, err, row.code)
		}
	}
}

// Whatever differs in a warrant differs in its bytes and in its digest, and the
// bytes give the same warrant back.
func TestWarrantCanonical(t *testing.T) {
	seen := map[[32]byte]string{}
	for name, change := range map[string]func(w *fengcun.Warrant){
		"as it is":     func(*fengcun.Warrant) {},
		"id":           func(w *fengcun.Warrant) { w.ID = fengcun.ID{9} },
		"organ":        func(w *fengcun.Warrant) { w.Organ = "court-0102" },
		"purpose":      func(w *fengcun.Warrant) { w.Purpose = fengcun.PurposeSupervision },
		"basis":        func(w *fengcun.Warrant) { w.Basis = "16(2)" },
		"one item":     func(w *fengcun.Warrant) { w.Items = w.Items[:1] },
		"other item":   func(w *fengcun.Warrant) { w.Items[1] = fengcun.ItemID{4} },
		"search":       func(w *fengcun.Warrant) { w.Items, w.Query = nil, [32]byte{5} },
		"reader":       func(w *fengcun.Warrant) { w.Reader = "handler-2" },
		"requester":    func(w *fengcun.Warrant) { w.RequestedBy = "handler-2" },
		"approver":     func(w *fengcun.Warrant) { w.ApprovedBy = "approver-2" },
		"shifted text": func(w *fengcun.Warrant) { w.Reader, w.RequestedBy = "handler-1h", "andler-1" },
		"expiry":       func(w *fengcun.Warrant) { w.Expires = w.Expires.Add(time.Second) },
		"uses":         func(w *fengcun.Warrant) { w.Uses = 3 },
	} {
		w := testWarrant()
		change(&w)
		if other, ok := seen[w.Digest()]; ok {
			t.Errorf("%q has the digest of %q", name, other)
		}
		seen[w.Digest()] = name
		got, err := fengcun.ParseWarrant(w.Canonical())
		if err != nil || !bytes.Equal(got.Canonical(), w.Canonical()) || !got.Expires.Equal(w.Expires) {
			t.Errorf("%s: does not come back: %v", name, err)
		}
	}
}

// Bytes that no warrant has are refused, wherever they are cut or changed.
func TestParseWarrantRefuses(t *testing.T) {
	w := testWarrant()
	whole := w.Canonical()
	for n := range whole {
		if _, err := fengcun.ParseWarrant(whole[:n]); err == nil {
			t.Errorf("cut to %d bytes: accepted", n)
		}
	}
	if _, err := fengcun.ParseWarrant(append(bytes.Clone(whole), 0)); fengcun.CodeOf(err) != "warrant.form" {
		t.Errorf("a byte too many: %v", err)
	}
	for i := range whole {
		changed := bytes.Clone(whole)
		changed[i] ^= 0x80
		if got, err := fengcun.ParseWarrant(changed); err == nil && got.Digest() == w.Digest() {
			t.Errorf("byte %d changed: the same warrant", i)
		}
	}
}

func FuzzParseWarrant(f *testing.F) {
	w := testWarrant()
	f.Add(w.Canonical())
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := fengcun.ParseWarrant(b)
		if err == nil && !bytes.Equal(got.Canonical(), b) {
			t.Fatal("two forms of one warrant")
		}
	})
}
