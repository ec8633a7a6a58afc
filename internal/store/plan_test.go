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
	if err := p.plan(ctx, query, args...); err != nil {
		return nil, err
	}
	return p.Reader.QueryContext(ctx, query, args...)
}

func (p *planned) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if err := p.plan(ctx, query, args...); err != nil {
		p.t.Fatal(err)
	}
	return p.Reader.QueryRowContext(ctx, query, args...)
}

// few are indexes in which nothing stands but what waits or failed.
var few = []string{"decision_proposed", "unsealing_running", "probe_failed", "probe_answer_failed"}

func (p *planned) plan(ctx context.Context, query string, args ...any) error {
	rows, err := p.Reader.QueryContext(ctx, "EXPLAIN QUERY PLAN "+query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			return err
		}
		if strings.HasPrefix(detail, "SCAN ") && detail != "SCAN counted" && detail != "SCAN CONSTANT ROW" && !slices.ContainsFunc(few, func(index string) bool { return strings.HasSuffix(detail, "USING INDEX "+index) }) {
			p.scans = append(p.scans, detail)
		}
	}
	return rows.Err()
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
		"urgent copies":   func(q store.Queryer) error { _, err := store.UrgentCopies(ctx, q, organ, staff); return err },
		"unsealed copies": func(q store.Queryer) error { _, err := store.UnsealedCopies(ctx, q, organ); return err },
		"terms of a duty": func(q store.Queryer) error { _, err := store.RunningOf(ctx, q, organ, "seal"); return err },
		"steps taken": func(q store.Queryer) error {
			_, err := store.StepsTaken(ctx, q, staff, fengcun.NewDate(2026, 11, 1))
			return err
		},
		"unproven":         func(q store.Queryer) error { _, err := store.CountUnproven(ctx, q, organ); return err },
		"unproven volumes": func(q store.Queryer) error { _, err := store.UnprovenVolumes(ctx, q, organ, 200); return err },
		"proven elsewhere": func(q store.Queryer) error {
			_, _, err := store.ProvenElsewhere(ctx, q, organ, "police-0101")
			return err
		},
		"failed probes":    func(q store.Queryer) error { _, err := store.FailedProbes(ctx, q); return err },
		"failed answers":   func(q store.Queryer) error { _, err := store.FailedAnswers(ctx, q); return err },
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
