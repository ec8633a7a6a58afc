package registry

import (
	"context"
	"sync"

	"fengcun/internal/store"
)

// requestContext is where a context keeps its request key.
type requestContext struct{}

// keyed is a request key until an entry was committed under it.
type keyed struct {
	mu  sync.Mutex // guards key
	key *RequestKey
}

// WithRequestKey gives the one act that is carried out under the context a request
// key: a request that is sent again has no second effect and no second entry, and an
// act that makes something says again what it made. What it made is not asked for
// beforehand, so that the key of an act on a record since sealed tells nothing: the
// act is refused as it would be without.
//
// File, which commits by itself, is given its key in Filing.
func WithRequestKey(ctx context.Context, key RequestKey) context.Context {
	return context.WithValue(ctx, requestContext{}, &keyed{key: &key})
}

// under commits with the context's key, if it has one that no entry has used: an
// act may commit several entries, and the first stands for the request. A refusal
// by policy uses up nothing.
func under(ctx context.Context, a *act, commit func() (store.Receipt, error)) (store.Receipt, error) {
	k, _ := ctx.Value(requestContext{}).(*keyed)
	if k == nil || a.key != nil || a.detail == denied {
		return commit()
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	a.key = k.key
	receipt, err := commit()
	a.key = nil
	if err != nil {
		return receipt, err
	}
	k.key = nil
	if receipt.Replayed() {
		a.object = receipt.ResultID()
	}
	return receipt, nil
}

// committed reports whether the request under whose key an act is carried out was
// committed before. The act then goes on, so that it says again what it made.
func (r *Registry) committed(ctx context.Context, a *act) (bool, error) {
	key := a.key
	if k, _ := ctx.Value(requestContext{}).(*keyed); k != nil && key == nil {
		k.mu.Lock()
		key = k.key
		k.mu.Unlock()
	}
	if key == nil {
		return false, nil
	}
	return store.Requested(ctx, r.rows, *r.idempotency(a, key), r.clock().Unix())
}
