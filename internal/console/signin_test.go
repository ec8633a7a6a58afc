package console

import (
	"net/http"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/sample"
)

func TestSignIn(t *testing.T) {
	h := newHouse(t)
	c := h.caller(t, "zh-CN")
	if to := c.get("/work").goesTo(t); to != "/sign-in" {
		t.Fatalf("who has not signed in goes to %s", to)
	}
	page := c.get("/sign-in").page(t, http.StatusOK)
	if n := len(find(page, "input")); n < 3 {
		t.Fatalf("%d fields", n)
	}
	handler := sample.Member(sample.Court, fengcun.RoleHandler)
	wrong := c.post("/sign-in", "account", string(handler.Staff), "password", "not the password")
	nobody := c.post("/sign-in", "account", "nobody", "password", "not the password")
	if a, b := visible(wrong.page(t, http.StatusUnprocessableEntity)), visible(nobody.page(t, http.StatusUnprocessableEntity)); a != b {
		t.Errorf("a wrong password and an unknown account are told apart:\n%s\n%s", a, b)
	}
	if strings.Contains(wrong.text, "not the password") {
		t.Error("the password stands in the page")
	}
	if to := c.post("/sign-in", "account", string(handler.Staff), "password", string(h.password)).goesTo(t); to != "/work" {
		t.Fatalf("a handler begins at %s", to)
	}
	c.get("/work").page(t, http.StatusOK)
	stolen := c.cookies[cookieSession]
	if to := c.post("/sign-out").goesTo(t); to != "/sign-in" {
		t.Fatalf("signing out leads to %s", to)
	}
	c.cookies[cookieSession] = stolen
	if to := c.get("/work").goesTo(t); to != "/sign-in?ended=1" {
		t.Errorf("the token works after signing out: %s", to)
	}
}

// A form of another site does nothing, whoever is signed in.
func TestOtherSites(t *testing.T) {
	h := newHouse(t)
	c := h.as(t, sample.Member(sample.Court, fengcun.RoleHandler), "zh-CN")
	r, err := http.NewRequest(http.MethodPost, "https://console.example/matters/new", strings.NewReader("more=check"))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	c.do(r).page(t, http.StatusForbidden)
}

func TestLooks(t *testing.T) {
	h := newHouse(t)
	c := h.caller(t, "zh-CN")
	if to := c.post("/looks", "lang", "en", "back", "/sign-in").goesTo(t); to != "/sign-in" {
		t.Errorf("back to %s", to)
	}
	if lang := attr(find(c.get("/sign-in").page(t, http.StatusOK), "html")[0], "lang"); lang != "en" {
		t.Errorf("the page is in %q", lang)
	}
	c.post("/looks", "large", "1", "back", "/sign-in")
	if class := attr(find(c.get("/sign-in").page(t, http.StatusOK), "html")[0], "class"); class != "large" {
		t.Errorf("type is %q", class)
	}
	for _, elsewhere := range []string{"https://elsewhere.example", "//elsewhere.example", `/\elsewhere.example`} {
		if to := c.post("/looks", "large", "0", "back", elsewhere).goesTo(t); to != "/" {
			t.Errorf("%s leads to %s", elsewhere, to)
		}
	}
}
