package cohort

import (
	"context"
	"sync"

	"fengcun"
	"fengcun/internal/registry"
	"fengcun/internal/store"
)

// listed is how many records a custodian's list shows at once.
const listed = 256

// inventories are the lists from which an organ's custodian confirms: which
// holdings it has of each record.
type inventories struct {
	cohort *cohort
	organ  fengcun.OrganID

	mu    sync.Mutex // guards lists
	lists map[int]*store.Prefetched
}

// of returns the confirmation of everything that the organ holds of a person's
// record, nil if that is nothing.
func (v *inventories) of(ctx context.Context, i int) (*registry.Confirmation, error) {
	rows := v.list(i / listed)
	copies, err := store.CopiesOfRecord(ctx, rows, v.cohort.records[i])
	if err != nil {
		return nil, err
	}
	for _, one := range copies {
		if one.Organ != v.organ {
			continue
		}
		holdings, err := store.HoldingsOfCopy(ctx, rows, one.ID)
		q := &registry.Confirmation{Copy: one.ID}
		for _, h := range holdings {
			q.Holdings = append(q.Holdings, registry.ConfirmedHolding{Holding: h.ID, Marked: true, AccessCut: true})
		}
		return q, err
	}
	return nil, nil
}

// list returns one list. The few last ones are kept: the acts go through them in
// order.
func (v *inventories) list(n int) *store.Prefetched {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.lists == nil {
		v.lists = map[int]*store.Prefetched{}
	}
	if v.lists[n] == nil {
		records := v.cohort.records[n*listed : min((n+1)*listed, len(v.cohort.records))]
		v.lists[n] = store.Prefetch(v.cohort.node.Store.Reader(), records)
		delete(v.lists, n-8)
	}
	return v.lists[n]
}
