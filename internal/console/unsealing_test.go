package console

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/locale"
	"fengcun/internal/sample"
)

// newCrime are the fields of a crime as a minor that was combined with the sealed one.
func newCrime(record fengcun.RecordID, years string) []string {
	return []string{
		"record", record.String(), "ground", "new_crime", "birth", "2004-05-01", "disposition", "imprisonment", "decided", "2026-10-20", "effective", "2026-11-02",
		"on-file", "yes", "years", years, "months", "1", "a0-from", "2021-08-01", "combined", "yes",
	}
}

// with are the same fields with one of them otherwise.
func with(fields []string, name, value string) []string {
	out := slices.Clone(fields)
	for i := 0; i < len(out); i += 2 {
		if out[i] == name {
			out[i+1] = value
			return out
		}
	}
	return append(out, name, value)
}

func sealedCase(t testing.TB, h *house, sequence int, number string) district.Case {
	t.Helper()
	birth := fengcun.NewDate(2004, time.May, 1)
	id, err := fengcun.ComposeResidentID("310115", birth, sequence)
	if err != nil {
		t.Fatal(err)
	}
	facts := district.Sentenced(birth, fengcun.Term{Years: 3})
	return h.Seal(district.Person("蒋试寅", id.Reveal(), birth), number, facts)
}

// The whole proceeding through the pages: report, examine, lift, in both languages.
func TestUnsealingByClicking(t *testing.T) {
	h := newHouse(t)
	for i, lang := range []string{"zh-CN", "en"} {
		words := h.console.looks[locale.Lang(lang)]
		sealed := sealedCase(t, h, 131+2*i, []string{"（2026）沪0101刑初810号", "（2026）沪0101刑初811号"}[i])
		handler, approver := h.as(t, sample.Member(sample.Court, fengcun.RoleHandler), lang), h.as(t, sample.Member(sample.Court, fengcun.RoleApprover), lang)

		report := link(t, handler.get("/work").page(t, http.StatusOK), words.Text("console.nav.unsealing", nil))
		if checked := handler.fill(report, append(newCrime(sealed.Record, "5"), "more", "check")...).page(t, http.StatusUnprocessableEntity); !strings.Contains(visible(checked), words.Text("verdict.lift", nil)) {
			t.Errorf("what the law would say is not said: %s", visible(checked))
		}
		proceeding := handler.fill(report, newCrime(sealed.Record, "5")...).goesTo(t)
		if again := link(t, handler.get("/work").page(t, http.StatusOK), words.Text("console.step_do.examine_ground", nil)); again != proceeding {
			t.Errorf("the workbench leads to %s, want %s", again, proceeding)
		}
		handler.post(proceeding+"/examine", filled(t, handler.get(proceeding).page(t, http.StatusOK), proceeding+"/examine")...).goesTo(t)
		page := handler.get(proceeding).page(t, http.StatusOK)
		if said := visible(page); !strings.Contains(said, words.Text("state.unsealing.established", nil)) || strings.Contains(said, "蒋试寅") || strings.Contains(said, "刑初81") {
			t.Errorf("the page of the proceeding: %s", said)
		}
		if len(find(page, "form")) > 0 && strings.Contains(visible(page), words.Text("console.unsealing.second", nil)) {
			t.Error("whoever reported the ground is offered to lift the seal")
		}
		if a := handler.post(proceeding + "/lift"); a.StatusCode != http.StatusUnprocessableEntity && a.StatusCode != http.StatusForbidden {
			t.Errorf("the handler lifted a seal: %d", a.StatusCode)
		}
		if got := h.State(sealed.Record); got != fengcun.RecordSealed {
			t.Fatalf("state %s before the approval", got)
		}

		todo := link(t, approver.get("/work").page(t, http.StatusOK), words.Text("console.step_do.lift", nil))
		if todo != proceeding {
			t.Errorf("the approver's workbench leads to %s, want %s", todo, proceeding)
		}
		approver.post(todo+"/lift", filled(t, approver.get(todo).page(t, http.StatusOK), todo+"/lift")...).goesTo(t)
		if got := h.State(sealed.Record); got != fengcun.RecordUnsealed {
			t.Fatalf("state %s after the approval", got)
		}
		done := handler.get(proceeding).page(t, http.StatusOK)
		handler.get(link(t, done, words.Text("console.unsealing.matter", nil))).page(t, http.StatusOK)
	}
}

// A ground that is none, or that is not proven, lifts nothing, and nobody else gets to
// the page: it is the one of what was never there.
func TestUnsealingRefused(t *testing.T) {
	h := newHouse(t)
	words := h.console.looks[locale.Chinese]
	sealed := sealedCase(t, h, 135, "（2026）沪0101刑初812号")
	handler := h.as(t, sample.Member(sample.Court, fengcun.RoleHandler), "zh-CN")

	for _, c := range []struct{ years, onFile, state, verdict string }{
		{"3", "yes", "rejected", ""},
		{"6", "", "reported", "undecided"},
	} {
		proceeding := handler.fill("/unsealings/new", with(newCrime(sealed.Record, c.years), "on-file", c.onFile)...).goesTo(t)
		handler.post(proceeding + "/examine").goesTo(t)
		said := visible(handler.get(proceeding).page(t, http.StatusOK))
		if !strings.Contains(said, words.Text("state.unsealing."+c.state, nil)) || c.verdict != "" && !strings.Contains(said, words.Text("verdict."+c.verdict, nil)) {
			t.Errorf("%s years: %s", c.years, said)
		}
		if got := h.State(sealed.Record); got != fengcun.RecordSealed {
			t.Errorf("%s years: state %s", c.years, got)
		}
		missing := h.as(t, sample.Member(sample.Police, fengcun.RoleApprover), "zh-CN").get("/unsealings/" + fengcun.NewID().String())
		foreign := h.as(t, sample.Member(sample.Police, fengcun.RoleApprover), "zh-CN").get(proceeding)
		if foreign.StatusCode != http.StatusNotFound || foreign.seen() != missing.seen() {
			t.Errorf("another organ sees %d %s", foreign.StatusCode, foreign.text)
		}
		for _, role := range []fengcun.Role{fengcun.RoleWindow, fengcun.RoleCustodian, fengcun.RoleAuditAdmin} {
			if a := h.as(t, sample.Member(sample.Court, role), "zh-CN").get(proceeding); a.StatusCode != http.StatusForbidden {
				t.Errorf("%s sees the proceeding: %d", role, a.StatusCode)
			}
		}
	}
}

// What is wrong is said at the field, with what was typed; another organ's record and
// one that never was are the same sentence.
func TestGroundBadInput(t *testing.T) {
	h := newHouse(t)
	sealed := sealedCase(t, h, 137, "（2026）沪0101刑初813号")
	handler, foreign := h.as(t, sample.Member(sample.Court, fengcun.RoleHandler), "zh-CN"), h.as(t, sample.Member(sample.Police, fengcun.RoleHandler), "zh-CN")
	for field, bad := range map[string]string{"record": "蒋试寅", "ground": "mercy", "decided": "2026-13-01", "years": "x", "disposition": "", "a0-from": "2099-01-01", "control": "yes"} {
		page := handler.fill("/unsealings/new", with(newCrime(sealed.Record, "6"), field, bad)...).page(t, http.StatusUnprocessableEntity)
		if len(find(page, "section.summary")) == 0 && len(find(page, "section.refusal")) == 0 {
			t.Errorf("%s %q: nothing is said", field, bad)
		}
		if got := attr(find(page, "input#effective")[0], "value"); got != "2026-11-02" {
			t.Errorf("%s %q: what was typed is lost", field, bad)
		}
	}
	other := foreign.fill("/unsealings/new", newCrime(sealed.Record, "6")...).page(t, http.StatusUnprocessableEntity)
	never := foreign.fill("/unsealings/new", newCrime(fengcun.NewID(), "6")...).page(t, http.StatusUnprocessableEntity)
	if visible(find(other, "section.summary")[0]) != visible(find(never, "section.summary")[0]) {
		t.Error("another organ's record is told apart from one that never was")
	}
}
