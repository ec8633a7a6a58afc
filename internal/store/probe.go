package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// Probe is the outcome of one probe of one holding.
type Probe struct {
	ID, Run   fengcun.ID
	Organ     fengcun.OrganID
	Holding   fengcun.HoldingID
	Item      fengcun.ItemID // its log
	Manual    bool
	Passed    bool
	On        fengcun.Date
	By        fengcun.StaffID
	OrderedBy fengcun.StaffID
}

// InsertProbe records an outcome.
func InsertProbe(p Probe) Statement {
	return Statement{
		SQL: `INSERT INTO probe (probe_id, run_id, organ_id, holding_id, item_id, manual, passed, probed_on, probed_by, ordered_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		Args: []any{p.ID, p.Run, string(p.Organ), p.Holding, p.Item, flag(p.Manual), flag(p.Passed), p.On.String(), string(p.By), string(p.OrderedBy)},
		Rows: 1,
	}
}

const probeColumns = `p.probe_id, p.run_id, p.organ_id, p.holding_id, p.item_id, p.manual, p.passed, p.probed_on, p.probed_by, p.ordered_by`

func scanProbe(rows *sql.Rows) (p Probe, err error) {
	var manual, passed int64
	err = rows.Scan(&p.ID, &p.Run, &p.Organ, &p.Holding, &p.Item, &manual, &passed, date{&p.On}, &p.By, &p.OrderedBy)
	p.Manual, p.Passed = manual == 1, passed == 1
	return p, err
}

// FailedProbes returns the failed probes of holdings that were not sealed again since.
func FailedProbes(ctx context.Context, q Queryer) ([]Probe, error) {
	return collect(ctx, q, scanProbe, `
SELECT `+probeColumns+` FROM probe p
JOIN holding h ON h.holding_id = p.holding_id
WHERE p.passed = 0 AND h.state <> 'confirmed'
ORDER BY p.probed_on, p.probe_id`)
}

// ReopenedByProbe reports whether a holding is open again because a probe failed,
// while everything that it carries is sealed.
func ReopenedByProbe(ctx context.Context, q Queryer, holding fengcun.HoldingID) (bool, error) {
	var n int
	err := q.QueryRowContext(ctx, `
SELECT COUNT(*) FROM holding h
WHERE h.holding_id = $1 AND h.state <> 'confirmed'
  AND EXISTS (SELECT 1 FROM probe p WHERE p.holding_id = h.holding_id AND p.passed = 0)
  AND NOT EXISTS (
      SELECT 1 FROM holding_copy hc JOIN copy c ON c.copy_id = hc.copy_id
      WHERE hc.holding_id = h.holding_id AND c.state <> 'sealed')`, holding).Scan(&n)
	return n == 1, err
}

// HoldingByID returns a holding.
func HoldingByID(ctx context.Context, q Queryer, id fengcun.HoldingID) (Holding, error) {
	var h Holding
	err := q.QueryRowContext(ctx, `
SELECT holding_id, organ_id, kind, label, state, version, confirmed_by, confirmed_on FROM holding WHERE holding_id = $1`, id).
		Scan(&h.ID, &h.Organ, &h.Kind, &h.Label, &h.State, &h.Version, &h.ConfirmedBy, date{&h.ConfirmedOn})
	return h, notFound(err, "holding")
}

// SealedCopies returns up to limit of an organ's sealed copies, those asked for from
// elsewhere first, then those probed least, from a random place on.
func SealedCopies(ctx context.Context, q Queryer, organ fengcun.OrganID, limit int) ([]Copy, error) {
	return collect(ctx, q, scanCopy, `
SELECT `+copyColumns+` FROM copy
WHERE organ_id = $1 AND state = 'sealed'
ORDER BY (SELECT COUNT(*) FROM probe_request r WHERE r.copy_id = copy.copy_id) DESC,
         (SELECT COUNT(*) FROM probe p JOIN holding_copy hc ON hc.holding_id = p.holding_id WHERE hc.copy_id = copy.copy_id),
         copy_id < $3, copy_id
LIMIT $2`, string(organ), int64(limit), fengcun.NewID())
}

// OpenCopies returns up to limit copies that an organ works on and that are not due
// to be sealed.
func OpenCopies(ctx context.Context, q Queryer, organ fengcun.OrganID, limit int) ([]Copy, error) {
	return collect(ctx, q, scanCopy, `
SELECT `+copyColumns+` FROM copy
WHERE organ_id = $1 AND state = 'working'
  AND record_id IN (SELECT record_id FROM record WHERE state IN ('open', 'concluded', 'not_eligible'))
ORDER BY copy_id LIMIT $2`, string(organ), int64(limit))
}

// RequestProbe notes that an organ elsewhere asked to have a copy probed.
func RequestProbe(copyID fengcun.CopyID, peer fengcun.OrganID, on fengcun.Date) Statement {
	return Statement{
		SQL:  `INSERT INTO probe_request (copy_id, peer_id, asked_on) VALUES ($1, $2, $3) ON CONFLICT (copy_id, peer_id) DO NOTHING`,
		Args: []any{copyID, string(peer), on.String()},
		Rows: AnyRows,
	}
}

// ProbeRequests returns who asked to have a copy probed.
func ProbeRequests(ctx context.Context, q Queryer, copyID fengcun.CopyID) ([]fengcun.OrganID, error) {
	return collect(ctx, q, func(rows *sql.Rows) (o fengcun.OrganID, err error) { return o, rows.Scan(&o) },
		`SELECT peer_id FROM probe_request WHERE copy_id = $1 ORDER BY peer_id`, copyID)
}

// EndProbeRequests forgets them, once they are answered.
func EndProbeRequests(copyID fengcun.CopyID) Statement {
	return Statement{SQL: `DELETE FROM probe_request WHERE copy_id = $1`, Args: []any{copyID}, Rows: AnyRows}
}

// ProbeAnswer is what an organ elsewhere answered about its holdings under a notice.
type ProbeAnswer struct {
	Notice         fengcun.NoticeID
	Organ          fengcun.OrganID
	Passed, Failed int
	On             fengcun.Date
}

// AnswerProbe records an answer, in place of an earlier one.
func AnswerProbe(a ProbeAnswer) Statement {
	return Statement{
		SQL: `INSERT INTO probe_answer (notice_id, organ_id, passed, failed, answered_on) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (notice_id, organ_id) DO UPDATE SET passed = $3, failed = $4, answered_on = $5`,
		Args: []any{a.Notice, string(a.Organ), int64(a.Passed), int64(a.Failed), a.On.String()},
		Rows: 1,
	}
}

// ProbeAnswers returns the answers about a notice.
func ProbeAnswers(ctx context.Context, q Queryer, notice fengcun.NoticeID) ([]ProbeAnswer, error) {
	return collect(ctx, q, func(rows *sql.Rows) (a ProbeAnswer, err error) {
		return a, rows.Scan(&a.Notice, &a.Organ, &a.Passed, &a.Failed, date{&a.On})
	}, `SELECT notice_id, organ_id, passed, failed, answered_on FROM probe_answer WHERE notice_id = $1 ORDER BY organ_id`, notice)
}
