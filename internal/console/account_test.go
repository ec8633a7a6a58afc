package console

import (
	"net/http"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/identity"
	"fengcun/internal/sample"
)

// One-time codes are taken up and removed on the page; a wrong password there ends
// the session.
func TestCodePage(t *testing.T) {
	h := newHouse(t)
	handler := sample.Member(sample.Court, fengcun.RoleHandler)
	c := h.as(t, handler, "zh-CN")
	page := c.get("/account/code").page(t, http.StatusOK)
	var text string
	for _, e := range find(page, "input") {
		if attr(e, "name") == "secret" {
			text = attr(e, "value")
		}
	}
	secret, err := identity.ParseCodeSecret(text)
	if err != nil {
		t.Fatal(err)
	}
	now := func() string { return secret.At(h.Clock.Now()) }
	wrong := c.post("/account/code", filled(t, page, "/account/code", "code", "000000", "password", string(h.password))...)
	if again := wrong.page(t, http.StatusUnprocessableEntity); !strings.Contains(visible(again), text) {
		t.Error("the secret is another one after a mistake")
	}
	if to := c.post("/account/code", filled(t, page, "/account/code", "code", now(), "password", string(h.password))...).goesTo(t); to != "/account" {
		t.Fatal(to)
	}
	h.caller(t, "en").post("/sign-in", "account", string(handler.Staff), "password", string(h.password)).page(t, http.StatusUnprocessableEntity)
	account := c.get("/account").page(t, http.StatusOK)
	var remove string
	for _, f := range find(account, "form") {
		if strings.HasPrefix(attr(f, "action"), "/account/credentials/") {
			remove = attr(f, "action")
		}
	}
	c.post(remove, "password", "").page(t, http.StatusUnprocessableEntity)
	if to := c.post(remove, "password", string(h.password)).goesTo(t); to != "/account" {
		t.Fatal(to)
	}
	h.as(t, handler, "en")
	if to := c.post(remove, "password", "another password").goesTo(t); to != "/sign-in?ended=1" {
		t.Errorf("a wrong password leads to %s", to)
	}
	if to := c.get("/account").goesTo(t); to == "/account" {
		t.Error("the session lives on")
	}
}

// What is handed over on the page is in the other's hands.
func TestHandOverPage(t *testing.T) {
	h := newHouse(t)
	handler, second := sample.Member(sample.Court, fengcun.RoleHandler), sample.Second(sample.Court)
	c, other := h.as(t, handler, "zh-CN"), h.as(t, second, "en")
	matter := c.fill("/matters/new", "number", "（2026）沪0101刑初612号", "p0-name", "张试甲", "p0-birth", "2005-03-14", "p0-a0-from", "2022-05-02").goesTo(t)
	other.get(matter).page(t, http.StatusNotFound)
	page := c.get("/handover").page(t, http.StatusOK)
	c.post("/handover", filled(t, page, "/handover", "to", string(second.Staff))...).page(t, http.StatusUnprocessableEntity)
	id := ""
	for _, e := range find(page, "input") {
		if attr(e, "name") == "copy" {
			id = attr(e, "value")
		}
	}
	c.post("/handover", "copy", id, "to", string(handler.Staff)).page(t, http.StatusUnprocessableEntity)
	c.post("/handover", "copy", id, "to", string(second.Staff)).page(t, http.StatusOK)
	other.get(matter).page(t, http.StatusOK)
	c.get(matter).page(t, http.StatusNotFound)
	head := h.as(t, sample.Member(sample.Court, fengcun.RoleApprover), "en")
	head.get("/handover").page(t, http.StatusOK)
	head.post("/handover/all", "from", string(second.Staff), "all-to", string(handler.Staff)).page(t, http.StatusOK)
	c.get(matter).page(t, http.StatusOK)
	h.as(t, sample.Member(sample.Court, fengcun.RoleWindow), "en").get("/handover").page(t, http.StatusForbidden)
}
