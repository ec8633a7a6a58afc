package api

import (
	"bytes"
	"context"
	"net/http"

	"fengcun"
	"fengcun/internal/intake"
	"fengcun/internal/registry"
)

type takeInIn struct {
	Write
	Body struct {
		System  string             `json:"system" minLength:"1" maxLength:"40" pattern:"^[a-z0-9-]+$" doc:"Which case system tells"`
		Case    fengcun.Particular `json:"case" minLength:"1" doc:"The system's own key of the case, which never changes"`
		Handler fengcun.StaffID    `json:"handler" minLength:"1" maxLength:"64" doc:"Whose draft it becomes"`
		Matter  matterIn           `json:"matter"`
	}
}

type takenOut struct {
	Became registry.TakenIn `json:"became" enum:"drafted,unchanged,agrees,difference"`
}

func (a *API) takeIn(ctx context.Context, c call, in *takeInIn) (takenOut, error) {
	filing, err := in.Body.Matter.filing()
	if err != nil {
		return takenOut{}, err
	}
	became, err := a.Registry.TakeIn(ctx, c.actor, registry.FedCase{
		Case:    a.MAC([]byte("intake"), []byte(c.actor.Organ), []byte(in.Body.System), []byte(in.Body.Case.Reveal())),
		Content: c.key.MAC, Handler: in.Body.Handler, Filing: filing, Form: intake.Form(filing),
	})
	return takenOut{became}, err
}

// TakeIn takes in the text of a file as POST /intake would, for somebody who is known
// already: the same checks, the same answer. The answer is the body and its status.
func (a *API) TakeIn(ctx context.Context, actor fengcun.Actor, lang string, text []byte) (status int, answer []byte) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, Prefix+"/intake", bytes.NewReader(text))
	if err != nil {
		panic(err) // method and path are constants
	}
	mac := a.MAC([]byte("api"), []byte(r.Method), []byte(r.URL.Path), text)
	// What was told before is known by its content; a key that is new each time lets
	// a case be told as it was once before.
	r.Header.Set("Idempotency-Key", fengcun.NewID().String())
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept-Language", lang)
	c := call{actor: actor, lang: a.language(r), key: &registry.RequestKey{Key: r.Header.Get("Idempotency-Key"), MAC: mac}}
	var w collector
	a.mux.ServeHTTP(&w, r.WithContext(context.WithValue(ctx, callContext{}, c)))
	return w.status, w.body.Bytes()
}

// collector keeps an answer that goes nowhere.
type collector struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (c *collector) Header() http.Header {
	if c.header == nil {
		c.header = http.Header{}
	}
	return c.header
}

func (c *collector) WriteHeader(status int) { c.status = status }

func (c *collector) Write(p []byte) (int, error) { return c.body.Write(p) }
