package store_test

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/store"
)

// planned runs queries and keeps how SQLite finds the rows of each.
type planned struct {
	*store.Reader
	t     *testing.T
	scans []string
}

func (p *planned) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	rows, err := p.Reader.QueryContext(ctx, "EXPLAIN QUERY PLAN "+query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			return nil, err
		}
		if strings.HasPrefix(detail, "SCAN ") && !strings.Contains(detail, "USING INDEX decision_proposed") {
			p.scans = append(p.scans, detail)
		}
	}
	return p.Reader.QueryContext(ctx, query, args...)
}

// TestWorkIsFoundByIndex: what waits is found without reading what is done, so that a
// workbench costs what is open.
func TestWorkIsFoundByIndex(t *testing.T) {
	s := fengcuntest.SQLite(t)()
	ctx := context.Background()
	const organ, staff = fengcun.OrganID("court-0101"), fengcun.StaffID("li")
	for name, list := range map[string]func(store.Queryer) error{
		"copies due": func(q store.Queryer) error { _, err := store.CopiesDue(ctx, q, organ); return err },
		"copies in hand": func(q store.Queryer) error {
			_, err := store.CopiesInHand(ctx, q, organ, staff, fengcun.CopyID{}, 50)
			return err
		},
		"working copies":   func(q store.Queryer) error { _, err := store.WorkingCopies(ctx, q, organ, staff); return err },
		"proposals":        func(q store.Queryer) error { _, err := store.ProposedDecisions(ctx, q, organ); return err },
		"drafted notices":  func(q store.Queryer) error { _, err := store.DraftedNotices(ctx, q, organ); return err },
		"unserved notices": func(q store.Queryer) error { _, err := store.UnservedOnPerson(ctx, q, organ, staff); return err },
		"deliveries to":    func(q store.Queryer) error { _, err := store.DeliveriesFor(ctx, q, organ); return err },
		"deliveries by":    func(q store.Queryer) error { _, err := store.DeliveriesBy(ctx, q, organ); return err },
		"running terms":    func(q store.Queryer) error { _, err := store.RunningDeadlines(ctx, q, organ); return err },
		"applications":     func(q store.Queryer) error { _, err := store.AcceptedCertificates(ctx, q, organ); return err },
	} {
		p := &planned{Reader: s.Reader(), t: t}
		if err := list(p); err != nil {
			t.Fatal(err)
		}
		if scans := slices.Compact(p.scans); len(scans) > 0 {
			t.Errorf("%s: %v", name, scans)
		}
	}
}
