package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/sample"
)

// TestIntake: a folder read twice makes a draft once; what does not fit is refused by
// place and code; nothing outside the folder is read and nothing in it is changed.
func TestIntake(t *testing.T) {
	d := district.Open(t)
	d.Shut()
	handler := sample.Member(sample.Court, fengcun.RoleHandler)
	facts := district.Sentenced(fengcun.NewDate(2005, 3, 14), fengcun.Term{Years: 3})
	document := map[string]any{
		"system": "court-cases", "case": "a1", "handler": handler.Staff,
		"matter": map[string]any{
			"numbers": []string{"（2026）沪0101刑初12号"}, "history": []any{}, "holdings": []any{},
			"persons": []any{map[string]any{"names": []any{map[string]any{"text": "王试甲"}}, "facts": facts}},
		},
	}
	good, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	document["case"], document["handler"] = "a2", "nobody"
	wrong, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for name, text := range map[string][]byte{
		"1.json": good, "2.json": wrong, "3.json": []byte(`{"system":"王试甲"`), "4.json": bytes.Repeat([]byte(" "), 2<<20), "5.tmp": good,
	} {
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	outside := filepath.Join(t.TempDir(), "outside.json")
	if err := os.WriteFile(outside, good, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(folder, "6.json")); err != nil {
		t.Fatal(err)
	}
	read := func(folder string) (taken, string, int) {
		var out, errs bytes.Buffer
		as := string(handler.Staff) + "@" + string(handler.Organ) + "/" + string(handler.Role)
		status := run(context.Background(), servedEnvironment(d, &out, &errs), []string{"--json", "intake", "--as", as, folder})
		var got taken
		if status == 0 {
			if err := json.Unmarshal(out.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
		}
		return got, out.String() + errs.String(), status
	}
	for i, became := range []string{"drafted", "unchanged"} {
		got, text, _ := read(folder)
		var refused []string
		for _, r := range got.Refused {
			refused = append(refused, r.Code)
		}
		if got.Files != 4 || got.Became["drafted"]+got.Became["unchanged"] != 1 || !strings.Contains(text, became) ||
			strings.Join(refused, " ") != "intake.handler request.form server.too_large" {
			t.Errorf("reading %d: %s", i+1, text)
		}
		if strings.Contains(text, "王") || strings.Contains(text, folder) {
			t.Errorf("the report repeats what it read: %s", text)
		}
	}
	if _, text, status := read(filepath.Join(folder, "nowhere")); status == 0 || !strings.Contains(text, "intake.folder") {
		t.Errorf("no folder: %s", text)
	}
	if names, err := filepath.Glob(filepath.Join(folder, "*")); err != nil || len(names) != 6 {
		t.Errorf("the folder has changed: %v, %v", names, err)
	}
}
