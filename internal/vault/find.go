package vault

import (
	"context"
	"crypto/rand"

	"fengcun"
	"fengcun/internal/vault/capsule"
)

// probes is how many terms every lookup asks for: one of each field in each of
// the two epochs that there can be.
const probes = 2 * 4

// Find returns the items of an organ in the working domain that have at least one
// of the terms. Every lookup asks the same question of the same length: fields
// that are not asked for, and an epoch that does not exist, are probed with random
// terms. It never answers from the sealed domain, which has no index.
//
// More than one term of a field, or none at all, is invalid: code "vault.term".
func (v *Vault) Find(ctx context.Context, organ fengcun.OrganID, terms Terms) ([]fengcun.ItemID, error) {
	query, err := capsule.Query(v.suite, terms)
	if err != nil {
		return nil, err
	}
	for {
		keys, err := v.keys.organ(organ)
		if err != nil {
			return nil, err
		}
		items, err := v.probe(ctx, keys, query)
		if err != nil {
			return nil, err
		}
		// A rotation that began meanwhile may have moved an item to an epoch that
		// was not probed.
		if now, err := v.keys.organ(organ); err == nil && now == keys {
			return items, nil
		}
	}
}

func (v *Vault) probe(ctx context.Context, keys *organKeys, query [4]capsule.Slot) ([]fengcun.ItemID, error) {
	args := make([]any, 0, probes)
	for _, key := range keys.epochs {
		for _, slot := range query {
			args = append(args, key.term(v.suite, slot))
		}
	}
	for len(args) < probes {
		random := make([]byte, termSize)
		rand.Read(random)
		args = append(args, random)
	}
	rows, err := v.reader.QueryContext(ctx, selectTermsSQL.of(probes), args...)
	if err != nil {
		return nil, readError(err)
	}
	defer rows.Close()
	var items []fengcun.ItemID
	for rows.Next() {
		var item fengcun.ItemID
		if err := rows.Scan(&item); err != nil {
			return nil, readError(err)
		}
		items = append(items, item)
	}
	if err := rows.Err(); err != nil {
		return nil, readError(err)
	}
	return items, nil
}
