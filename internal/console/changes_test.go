package console

import (
	"net/http"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/sample"
)

// approveOnly approves the one change that waits.
func (c *caller) approveOnly() answer {
	c.t.Helper()
	for _, f := range find(c.get("/changes").page(c.t, http.StatusOK), "form") {
		if strings.HasSuffix(attr(f, "action"), "/approve") {
			return c.post(attr(f, "action"))
		}
	}
	c.t.Fatal("nothing waits that could be approved")
	return answer{}
}

// Roles, resets and the list of organs are changed on the pages by two people.
func TestChangesPages(t *testing.T) {
	h := newHouse(t)
	security, second := h.as(t, sample.Member(sample.Court, fengcun.RoleSecurityAdmin), "zh-CN"), h.as(t, sample.SecondSecurity(sample.Court), "en")
	if to := security.fill("/staff", "account", "zhou", "role", "custodian").goesTo(t); to != "/changes" {
		t.Fatal(to)
	}
	own := security.get("/changes").page(t, http.StatusOK)
	for _, f := range find(own, "form") {
		if strings.HasPrefix(attr(f, "action"), "/changes/") {
			t.Error("the proposer is offered to approve")
		}
	}
	second.approveOnly().page(t, http.StatusOK)
	security.post("/staff/zhou/open").page(t, http.StatusOK)
	if to := security.post("/staff/zhou/reset").goesTo(t); to != "/changes" {
		t.Fatal(to)
	}
	page := second.approveOnly().page(t, http.StatusOK)
	if secret := find(page, "p.mono"); len(secret) != 1 || len(visible(secret[0])) != 24 {
		t.Error("the secret is not shown to the one who approved")
	}
	security.post("/staff/zhou/revoke/custodian").goesTo(t)
	security.post("/staff/zhou/revoke/custodian").page(t, http.StatusNotFound)

	system := h.as(t, sample.Member(sample.Court, fengcun.RoleSystemAdmin), "zh-CN")
	organs := system.get("/organs").page(t, http.StatusOK)
	change := func(pairs ...string) answer {
		return system.post("/organs/changes", filled(t, organs, "/organs/changes", pairs...)...)
	}
	change("change", "peers", "one", string(sample.Court), "other", string(sample.Court)).page(t, http.StatusUnprocessableEntity)
	change("change", "succession", "one", string(sample.Court), "other", string(sample.Police)).page(t, http.StatusConflict)
	change("change", "peers", "one", string(sample.OtherCourt), "other", string(sample.Police), "in", "smuggling").goesTo(t)
	second.approveOnly().page(t, http.StatusOK)
	if text := visible(h.as(t, sample.Member(sample.Court, fengcun.RoleSystemAdmin), "zh-CN").get("/organs").page(t, http.StatusOK)); !strings.Contains(text, "海关缉私部门管辖") {
		t.Error("the table does not show the new row")
	}
	h.as(t, sample.Member(sample.Court, fengcun.RoleHandler), "zh-CN").get("/changes").page(t, http.StatusForbidden)
}

// Days for the calendar are proposed on the page, approved by another, and shown to
// everybody who computes a term.
func TestCalendarPage(t *testing.T) {
	h := newHouse(t)
	system, second := h.as(t, sample.Member(sample.Court, fengcun.RoleSystemAdmin), "zh-CN"), h.as(t, sample.SecondSecurity(sample.Court), "en")
	handler := h.as(t, sample.Member(sample.Court, fengcun.RoleHandler), "zh-CN")
	for _, days := range []string{"", "2027-01-01 休", "2027-01-01 放 元旦", "2027-01-03至2027-01-01 休 元旦", "2027-01-01至2027-02-01 休 元旦", "元旦 休 元旦"} {
		page := system.fill("/calendar", "source", "文", "days", days).page(t, http.StatusUnprocessableEntity)
		if box := find(page, "textarea"); len(box) != 1 || strings.TrimSpace(visible(box[0])) != days {
			t.Errorf("%q is not kept", days)
		}
	}
	if to := system.fill("/calendar", "source", "特别放假的通知", "days", "2026-01-05..2026-01-06 off 特别放假\r\n2026-01-10 班 特别放假").goesTo(t); to != "/changes" {
		t.Fatal(to)
	}
	handler.post("/calendar", "source", "文", "days", "2026-01-05 休 某").page(t, http.StatusUnprocessableEntity)
	second.approveOnly().page(t, http.StatusOK)
	if text := visible(handler.get("/terms").page(t, http.StatusOK)); !strings.Contains(text, "特别放假的通知") || !strings.Contains(text, "3日") {
		t.Errorf("the days are not shown: %s", text)
	}
	if text := visible(handler.fill("/terms", "duty", "seal.after_notice", "start", "2026-01-02").page(t, http.StatusOK)); !strings.Contains(text, "2026-01-07") {
		t.Errorf("a term is not computed with the days: %s", text)
	}
}

// A deputy named on the pages finds the tasks of whoever is away on the workbench.
func TestDeputiesPage(t *testing.T) {
	h := newHouse(t)
	handler, second := sample.Member(sample.Court, fengcun.RoleHandler), sample.Second(sample.Court)
	h.as(t, handler, "zh-CN").fill("/matters/new", "number", "（2026）沪0101刑初612号", "p0-name", "张试甲", "p0-birth", "2005-03-14", "p0-a0-from", "2022-05-02").goesTo(t)
	security, other := h.as(t, sample.Member(sample.Court, fengcun.RoleSecurityAdmin), "zh-CN"), h.as(t, sample.SecondSecurity(sample.Court), "en")
	page := security.get("/staff/deputies").page(t, http.StatusOK)
	name := func(deputy string) answer {
		return security.post("/staff/deputies", filled(t, page, "/staff/deputies", "away", string(handler.Staff), "role", "handler",
			"deputy", deputy, "to", fengcun.DateOf(h.Clock.Now()).AddDays(2).String())...)
	}
	name("nobody").page(t, http.StatusUnprocessableEntity)
	name(string(second.Staff)).goesTo(t)
	other.approveOnly().page(t, http.StatusOK)
	for who, what := range map[fengcun.Actor]string{second: "612", sample.Member(sample.Court, fengcun.RoleApprover): "代" + string(handler.Staff)} {
		if text := visible(h.as(t, who, "zh-CN").get("/work").page(t, http.StatusOK)); !strings.Contains(text, what) || !strings.Contains(text, "代"+string(handler.Staff)) {
			t.Errorf("%s does not see it: %s", who.Staff, text)
		}
	}
	security.post("/staff/chain", "act", "issue_notice", "chain", "approver.court-dongjiang,nobody").page(t, http.StatusUnprocessableEntity)
	security.post("/staff/chain", "act", "issue_notice", "chain", "approver.court-dongjiang").goesTo(t)
	other.approveOnly().page(t, http.StatusOK)
	if !strings.Contains(visible(security.get("/staff/deputies").page(t, http.StatusOK)), "approver.court-dongjiang") {
		t.Error("the order is not shown")
	}
}
