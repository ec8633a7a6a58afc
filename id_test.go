package fengcun_test

import (
	"encoding/json"
	"strings"
	"testing"

	"fengcun"

	"pgregory.net/rapid"
)

func TestNewID(t *testing.T) {
	seen := map[fengcun.ID]bool{}
	for range 1000 {
		id := fengcun.NewID()
		if id.IsZero() || seen[id] {
			t.Fatal("an ID is zero or was given out twice")
		}
		seen[id] = true
	}
}

func TestIDRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var id fengcun.ID
		copy(id[:], rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "bytes"))

		if parsed, err := fengcun.ParseID(id.String()); err != nil || parsed != id || len(id.String()) != 32 {
			t.Fatalf("text: %v", err)
		}
		b, err := json.Marshal(map[string]fengcun.ID{"id": id})
		if err != nil {
			t.Fatal(err)
		}
		var back map[string]fengcun.ID
		if err := json.Unmarshal(b, &back); err != nil || back["id"] != id {
			t.Fatalf("json: %v", err)
		}
		stored, err := id.Value()
		if err != nil {
			t.Fatal(err)
		}
		var scanned fengcun.ID
		if err := scanned.Scan(stored); err != nil || scanned != id {
			t.Fatalf("database: %v", err)
		}
	})
}

func TestIDRefuses(t *testing.T) {
	for _, s := range []string{"", "00", strings.Repeat("g", 32), strings.Repeat("0", 31), strings.Repeat("0", 33), strings.Repeat("0", 34)} {
		id, err := fengcun.ParseID(s)
		if fengcun.CodeOf(err) != "id.form" || fengcun.KindOf(err) != fengcun.KindInvalid || !id.IsZero() {
			t.Errorf("%q: %v", s, err)
		}
	}
	kept := fengcun.NewID()
	was := kept
	for _, src := range []any{nil, "0123456789abcdef", []byte("short"), int64(1)} {
		if err := kept.Scan(src); err == nil || kept != was {
			t.Errorf("scan of %T: %v", src, err)
		}
	}
	if err := kept.UnmarshalText([]byte("x")); err == nil || kept != was {
		t.Errorf("unmarshal: %v", err)
	}
}
