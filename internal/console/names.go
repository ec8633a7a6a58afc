package console

import (
	"context"
	"sync"

	"fengcun"
	"fengcun/internal/registry"
)

// names are what members of staff are called, as they were last read. Entries are
// numbered, so that only new ones are read again.
type names struct {
	mu      sync.RWMutex // guards the rest
	of      map[fengcun.StaffID]string
	changed int64
}

func newNames() *names { return &names{of: map[fengcun.StaffID]string{}} }

// refresh reads what was entered since.
func (n *names) refresh(ctx context.Context, r *registry.Registry) error {
	n.mu.RLock()
	last := n.changed
	n.mu.RUnlock()
	more, err := r.StaffNames(ctx, last)
	if err != nil || len(more) == 0 {
		return err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, entry := range more {
		n.of[entry.Staff] = entry.Name
		n.changed = max(n.changed, entry.Changed)
	}
	return nil
}

// called is the name of a member of staff, or the account where none was entered.
func (n *names) called(staff fengcun.StaffID) string {
	n.mu.RLock()
	defer n.mu.RUnlock()
	if name := n.of[staff]; name != "" {
		return name
	}
	return string(staff)
}

// account is the name of a member of staff with the account, for those who keep the
// accounts.
func (n *names) account(staff fengcun.StaffID) string {
	if name := n.called(staff); name != string(staff) {
		return name + " (" + string(staff) + ")"
	}
	return string(staff)
}
