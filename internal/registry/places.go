package registry

import (
	"context"
	"encoding/binary"
	"slices"
	"sync"

	"fengcun"
	"fengcun/internal/audit"
	"fengcun/internal/store"
)

// places says where in the log things are spoken of, so that a timeline need not read
// the whole of it. It is in memory only and made anew by each process: at rest no
// index may lead from a record to its entries, for it would link what was done before
// a seal to what is asked for after it. It only says where to look; what is shown is
// read from the entries themselves.
type places struct {
	mu     sync.Mutex // guards what follows
	upTo   int64      // entries before this one are in
	shards [1 << 16][]place
}

// place is one entry that speaks of something. Identifiers are random, so two bytes
// choose the shard and four more tell nearly all of its things apart.
type place struct {
	mark  uint32
	index uint32
}

func (p *places) add(id fengcun.ID, index int64) {
	if !id.IsZero() {
		shard := &p.shards[binary.BigEndian.Uint16(id[:])]
		*shard = append(*shard, place{binary.BigEndian.Uint32(id[2:]), uint32(index)})
	}
}

// catchUp reads what the log has grown by.
func (p *places) catchUp(ctx context.Context, s *store.Store, sealer *audit.Sealer) error {
	head, err := s.Head(ctx)
	if err != nil {
		return err
	}
	return s.Rows(ctx, p.upTo, head.Size, func(index int64, row audit.Row) error {
		e, err := row.Entry()
		if err != nil {
			return err
		}
		body, err := sealer.Open(&e)
		if err != nil {
			return err
		}
		p.add(body.Subject, index)
		if body.Object != body.Subject {
			p.add(body.Object, index)
		}
		p.upTo = index + 1
		return nil
	})
}

// CatchUp reads where in the log things are spoken of, so that the first page that asks
// for a timeline after a start does not wait for the whole log.
func (r *Registry) CatchUp(ctx context.Context) error {
	r.places.mu.Lock()
	defer r.places.mu.Unlock()
	return r.places.catchUp(ctx, r.store, r.sealer)
}

// of lists the entries that may speak of one of some things, in order.
func (p *places) of(ctx context.Context, s *store.Store, sealer *audit.Sealer, things map[fengcun.ID]bool) ([]int64, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.catchUp(ctx, s, sealer); err != nil {
		return nil, err
	}
	var found []int64
	for id := range things {
		mark := binary.BigEndian.Uint32(id[2:])
		for _, at := range p.shards[binary.BigEndian.Uint16(id[:])] {
			if at.mark == mark {
				found = append(found, int64(at.index))
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found), nil
}
