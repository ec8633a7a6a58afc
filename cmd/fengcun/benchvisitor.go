package main

import (
	"context"
	"html"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"fengcun"
	"fengcun/internal/egress"
	"fengcun/internal/identity"
)

// visitor is one person at a browser.
type visitor struct {
	client  *egress.Client
	address string
	actor   fengcun.Actor
	cookie  string
	home    string
	order   *rand.Rand

	names []string                   // of the pages found, in order
	pages map[string][]string        // some addresses of each
	took  map[string][]time.Duration // what each look at a page took
}

func newVisitor(client *egress.Client, address string, actor fengcun.Actor, n int) *visitor {
	return &visitor{
		client: client, address: address, actor: actor, order: rand.New(rand.NewPCG(uint64(n), 1)),
		pages: map[string][]string{}, took: map[string][]time.Duration{},
	}
}

// ask makes a request and reads the answer to its end.
func (v *visitor) ask(ctx context.Context, method, path string, form url.Values) (answer *http.Response, text string, err error) {
	r, err := http.NewRequestWithContext(ctx, method, v.address+path, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, "", err
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if v.cookie != "" {
		r.AddCookie(&http.Cookie{Name: "__Host-session", Value: v.cookie})
	}
	answer, err = v.client.Do(r)
	if err != nil {
		return nil, "", err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	for _, c := range answer.Cookies() {
		if c.Name == "__Host-session" && c.Value != "" {
			v.cookie = c.Value
		}
	}
	return answer, string(body), err
}

// examples bounds how many addresses are kept of one page.
const examples = 16

var (
	links   = regexp.MustCompile(`<a [^>]*href="(/[^"#]*)`)
	numbers = regexp.MustCompile(`/([0-9a-f]{32}|[0-9]+|(forms)/.+)`)
)

// signIn leaves the session's token with the visitor, and where the role begins.
func (v *visitor) signIn(ctx context.Context, password identity.Password) error {
	answer, _, err := v.ask(ctx, http.MethodPost, "/sign-in", url.Values{"account": {string(v.actor.Staff)}, "password": {password.Reveal()}})
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusSeeOther {
		return &fengcun.Error{Kind: fengcun.KindInternal, Code: "bench.page", Field: "/sign-in"}
	}
	v.home = answer.Header.Get("Location")
	return nil
}

// explore follows every link, until there is no page of a new kind.
func (v *visitor) explore(ctx context.Context) error {
	ways := []string{v.home}
	seen := map[string]bool{ways[0]: true}
	for len(ways) > 0 {
		path := ways[0]
		ways = ways[1:]
		page := string(v.actor.Role) + " " + numbers.ReplaceAllString(strings.SplitN(path, "?", 2)[0], "/$2{}")
		if len(v.pages[page]) == examples {
			continue
		}
		answer, text, err := v.ask(ctx, http.MethodGet, path, nil)
		if err != nil {
			return err
		}
		if answer.StatusCode != http.StatusOK { // it leads on, or somebody else's
			continue
		}
		if v.pages[page] == nil {
			v.names = append(v.names, page)
		}
		v.pages[page] = append(v.pages[page], path)
		for _, link := range links.FindAllStringSubmatch(text, -1) {
			if to := html.UnescapeString(link[1]); !seen[to] && !strings.HasPrefix(to, "/assets/") {
				seen[to] = true
				ways = append(ways, to)
			}
		}
	}
	slices.Sort(v.names)
	return nil
}

// look goes to pages in an order of the visitor's own, every kind as often as any
// other, and notes how long each took to come whole.
func (v *visitor) look(ctx context.Context, requests int, think time.Duration) error {
	for range requests {
		page := v.names[v.order.IntN(len(v.names))]
		paths := v.pages[page]
		begun := time.Now()
		answer, _, err := v.ask(ctx, http.MethodGet, paths[v.order.IntN(len(paths))], nil)
		if err != nil {
			return err
		}
		v.took[page] = append(v.took[page], time.Since(begun))
		if answer.StatusCode != http.StatusOK {
			return &fengcun.Error{Kind: fengcun.KindInternal, Code: "bench.page", Field: page}
		}
		if think > 0 {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(think):
			}
		}
	}
	return nil
}
