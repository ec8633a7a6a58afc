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
