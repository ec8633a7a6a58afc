package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
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
	for i, became := range []string{"drafted", "unchanged"} {
		got, text, _ := takeIn(t, d, folder)
		var refused []string
		for _, r := range got.Refused {
			refused = append(refused, r.Code)
		}
		if got.Cases != 4 || got.Became["drafted"]+got.Became["unchanged"] != 1 || !strings.Contains(text, became) ||
			strings.Join(refused, " ") != "intake.handler request.form server.too_large" {
			t.Errorf("reading %d: %s", i+1, text)
		}
		if strings.Contains(text, "王") || strings.Contains(text, folder) {
			t.Errorf("the report repeats what it read: %s", text)
		}
	}
	if _, text, status := takeIn(t, d, filepath.Join(folder, "nowhere")); status == 0 || !strings.Contains(text, "intake.folder") {
		t.Errorf("no folder: %s", text)
	}
	if names, err := filepath.Glob(filepath.Join(folder, "*")); err != nil || len(names) != 6 {
		t.Errorf("the folder has changed: %v, %v", names, err)
	}
}

// takeIn runs the command as the court's handler.
func takeIn(t *testing.T, d *district.District, arguments ...string) (got taken, text string, status int) {
	t.Helper()
	var out, errs bytes.Buffer
	handler := sample.Member(sample.Court, fengcun.RoleHandler)
	as := string(handler.Staff) + "@" + string(handler.Organ) + "/" + string(handler.Role)
	status = run(context.Background(), servedEnvironment(d, &out, &errs), append([]string{"--json", "intake", "--as", as}, arguments...))
	if status == 0 {
		if err := json.Unmarshal(out.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
	}
	return got, out.String() + errs.String(), status
}

// TestIntakeView: a view read twice makes a draft once; a case of which one row cannot
// be read is parked whole; the database is as it was.
func TestIntakeView(t *testing.T) {
	d := district.Open(t)
	d.Shut()
	handler := string(sample.Member(sample.Court, fengcun.RoleHandler).Staff)
	path := filepath.Join(t.TempDir(), "cases.db")
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	exec := func(statement string, args ...any) {
		t.Helper()
		if _, err := db.Exec(statement, args...); err != nil {
			t.Fatal(err)
		}
	}
	exec(`CREATE TABLE cases (k TEXT, h TEXT, number TEXT, name TEXT, birth TEXT, identity TEXT, acts TEXT, outcome TEXT, judgment TEXT, effective TEXT, tried TEXT)`)
	exec(`CREATE VIEW for_fengcun AS SELECT k AS case_key, h AS handler, number AS "案号", name AS "姓名", birth AS "出生日期", identity AS "公民身份号码",
acts AS "犯罪时间", outcome AS "判决结果", judgment AS "判决日期", effective AS "生效日期", tried AS "审判机关" FROM cases`)
	court := ""
	for _, organ := range sample.Organs() {
		if organ.ID == sample.Court {
			court = organ.Name
		}
	}
	row := func(key, handler, name, identity string) {
		exec(`INSERT INTO cases VALUES ($1, $2, '（2026）沪0101刑初12号', $3, '2008-03-14', $4, '2025-05-02', '有期徒刑一年', '2026-01-05', '2026-01-16', $5)`,
			key, handler, name, identity, court)
	}
	good, err := fengcun.ComposeResidentID("310115", fengcun.NewDate(2008, 3, 14), 101)
	if err != nil {
		t.Fatal(err)
	}
	other, err := fengcun.ComposeResidentID("310115", fengcun.NewDate(2008, 3, 14), 103)
	if err != nil {
		t.Fatal(err)
	}
	row("a1", handler, "王试甲", good.Reveal())
	row("a1", handler, "李试乙", other.Reveal())
	row("a2", handler, "张试丙", good.Reveal())
	row("a2", handler, "赵试丁", "3.10115E+17")
	row("a3", "nobody", "孙试戊", good.Reveal())
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	database := filepath.Join(t.TempDir(), "database")
	if err := os.WriteFile(database, []byte(path+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, became := range []registry.TakenIn{registry.TakenDrafted, registry.TakenUnchanged} {
		got, text, _ := takeIn(t, d, "--view", "for_fengcun", "--database-file", database)
		want := []refused{{"view", 4, "id.scientific", "公民身份号码"}, {"view", 5, "intake.handler", "handler"}}
		if got.Cases != 3 || got.Became[became] != 1 || !slices.Equal(got.Refused, want) {
			t.Errorf("%s: %s", became, text)
		}
		if strings.Contains(text, "试") || strings.Contains(text, path) {
			t.Errorf("the report repeats what it read: %s", text)
		}
	}
	for arguments, code := range map[string]string{
		"for_fengcun; DROP TABLE cases": "intake.view", "nothing": "intake.database", "cases": "intake.database",
	} {
		if _, text, status := takeIn(t, d, "--view", arguments, "--database-file", database); status == 0 || !strings.Contains(text, code) {
			t.Errorf("%s: %s", arguments, text)
		}
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the database has changed, %v", err)
	}
	if _, text, status := takeIn(t, d); status == 0 || !strings.Contains(text, "intake.source") {
		t.Errorf("from nowhere: %s", text)
	}
}
