package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"fengcun/internal/locale"
	"fengcun/internal/registry"
)

// operation is one row of the table.
type operation struct {
	register func(huma.API)
}

// get is an operation that shows something.
func get[I, B any](a *API, path, name string, do func(context.Context, call, *I) (B, error)) operation {
	return show(a, http.MethodGet, path, name, do)
}

// ask is an operation that shows something and is asked with particulars, which may
// stand in a body only.
func ask[I, B any](a *API, path, name string, do func(context.Context, call, *I) (B, error)) operation {
	return show(a, http.MethodPost, path, name, do)
}

type result[B any] struct{ Body B }

func show[I, B any](a *API, method, path, name string, do func(context.Context, call, *I) (B, error)) operation {
	return operation{func(h huma.API) {
		huma.Register(h, a.operation(method, path, name, http.StatusOK), func(ctx context.Context, in *I) (*result[B], error) {
			c := callOf(ctx)
			body, err := do(ctx, c, in)
			if err != nil {
				return nil, problem(c.lang, err)
			}
			return &result[B]{body}, nil
		})
	}}
}

// Write is what the input of every write embeds.
type Write struct {
	IdempotencyKey string `header:"Idempotency-Key" required:"true" minLength:"16" maxLength:"64" pattern:"^[A-Za-z0-9_-]+$" doc:"Chosen by the client for this request. Sent again with the same request it has no second effect; with another request it is refused."`
}

func (Write) writes() {}

type aWrite interface{ writes() }

// post is an operation that makes something and says what.
func post[I aWrite, B any](a *API, path, name string, status int, do func(context.Context, call, *I) (B, error)) operation {
	return operation{func(h huma.API) {
		huma.Register(h, a.operation(http.MethodPost, path, name, status), func(ctx context.Context, in *I) (*result[B], error) {
			c := callOf(ctx)
			body, err := do(registry.WithRequestKey(ctx, *c.key), c, in)
			if err != nil {
				return nil, problem(c.lang, err)
			}
			return &result[B]{body}, nil
		})
	}}
}

// act is an operation that does something and has nothing to say but that it is
// done.
func act[I aWrite](a *API, path, name string, do func(context.Context, call, *I) error) operation {
	return operation{func(h huma.API) {
		huma.Register(h, a.operation(http.MethodPost, path, name, http.StatusNoContent), func(ctx context.Context, in *I) (*struct{}, error) {
			c := callOf(ctx)
			if err := do(registry.WithRequestKey(ctx, *c.key), c, in); err != nil {
				return nil, problem(c.lang, err)
			}
			return nil, nil
		})
	}}
}

// operation describes an operation. Its summary is in both languages.
func (a *API) operation(method, path, name string, status int) huma.Operation {
	summary := func(lang locale.Lang) string { return a.locales[lang].Text("api.operation."+name, nil) }
	return huma.Operation{
		OperationID: name, Method: method, Path: Prefix + path, DefaultStatus: status,
		Summary: summary(locale.Chinese), Description: summary(locale.English), Errors: refusals,
		MaxBodyBytes: MaxBody + 1, RejectUnknownQueryParameters: true,
	}
}

// refusals are the statuses with which every operation may be refused, the same for
// each, whatever it does.
var refusals = []int{
	http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict, http.StatusRequestEntityTooLarge,
	http.StatusUnprocessableEntity, http.StatusTooManyRequests, http.StatusServiceUnavailable,
}
