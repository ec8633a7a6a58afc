package store

import (
	"context"
	"database/sql"
	"strconv"

	"fengcun"
)

// Probe is the outcome of one probe of one holding.
type Probe struct {
	ID, Run   fengcun.ID
	Organ     fengcun.OrganID
	Holding   fengcun.HoldingID
	Confirmed int64          // version of the holding that was probed
	Item      fengcun.ItemID // its log
	Manual    bool
	Passed    bool
	On        fengcun.Date
	By        fengcun.StaffID
	OrderedBy fengcun.StaffID
}

// InsertProbe records an outcome, and with a pass that the holding is proven as it was
// confirmed.
func InsertProbe(p Probe) []Statement {
	statements := []Statement{{
		SQL: `INSERT INTO probe (probe_id, run_id, organ_id, holding_id, holding_version, item_id, manual, passed, probed_on, probed_by, ordered_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		Args: []any{p.ID, p.Run, string(p.Organ), p.Holding, p.Confirmed, p.Item, flag(p.Manual), flag(p.Passed), p.On.String(), string(p.By), string(p.OrderedBy)},
		Rows: 1,
	}}
	if p.Passed {
		statements = append(statements, Statement{
			SQL:  `UPDATE holding SET proven_version = version WHERE holding_id = $1 AND version = $2`,
			Args: []any{p.Holding, p.Confirmed},
			Rows: AnyRows, // one that moved meanwhile is proven no more
		})
	}
	return statements
}

const probeColumns = `p.probe_id, p.run_id, p.organ_id, p.holding_id, p.holding_version, p.item_id, p.manual, p.passed, p.probed_on, p.probed_by, p.ordered_by`

func scanProbe(rows *sql.Rows) (p Probe, err error) {
	var manual, passed int64
	err = rows.Scan(&p.ID, &p.Run, &p.Organ, &p.Holding, &p.Confirmed, &p.Item, &manual, &passed, date{&p.On}, &p.By, &p.OrderedBy)
	p.Manual, p.Passed = manual == 1, passed == 1
	return p, err
}

// reopened is a condition on holding h: a probe opened it, while everything that it
// carries is sealed.
const reopened = `h.state <> 'confirmed'
  AND NOT EXISTS (
      SELECT 1 FROM holding_copy hc JOIN copy c ON c.copy_id = hc.copy_id
      WHERE hc.holding_id = h.holding_id AND c.state <> 'sealed')`

// FailedProbes returns the last failed probe of each holding that was not sealed again
// since.
func FailedProbes(ctx context.Context, q Queryer) ([]Probe, error) {
	all, err := collect(ctx, q, scanProbe, `
SELECT `+probeColumns+` FROM probe p
JOIN holding h ON h.holding_id = p.holding_id
WHERE p.passed = 0 AND `+reopened+`
ORDER BY p.probed_on DESC, p.probe_id`)
	seen := map[fengcun.HoldingID]bool{}
	var last []Probe
	for _, p := range all {
		if !seen[p.Holding] {
			seen[p.Holding] = true
			last = append(last, p)
		}
	}
	return last, err
}

// ReopenedByProbe reports whether a holding is open again because a probe failed,
// while everything that it carries is sealed.
func ReopenedByProbe(ctx context.Context, q Queryer, holding fengcun.HoldingID) (bool, error) {
	var n int
	err := q.QueryRowContext(ctx, `
SELECT COUNT(*) FROM holding h
WHERE h.holding_id = $1 AND `+reopened+`
  AND EXISTS (SELECT 1 FROM probe p WHERE p.holding_id = h.holding_id AND p.passed = 0)`, holding).Scan(&n)
	return n == 1, err
}

// unproven is a condition on holding h: confirmed, with all that it carries sealed, and
// not passed by a probe since.
const unproven = `h.state = 'confirmed' AND h.proven_version <> h.version
  AND EXISTS (SELECT 1 FROM holding_copy hc WHERE hc.holding_id = h.holding_id)
  AND NOT EXISTS (
      SELECT 1 FROM holding_copy hc JOIN copy c ON c.copy_id = hc.copy_id
      WHERE hc.holding_id = h.holding_id AND c.state <> 'sealed')`

// CountUnproven returns how many holdings of an organ are confirmed and not proven, up
// to CountedTo.
func CountUnproven(ctx context.Context, q Queryer, organ fengcun.OrganID) (int, error) {
	return number(ctx, q, `SELECT COUNT(*) FROM (SELECT 1 FROM holding h WHERE h.organ_id = $1 AND `+unproven+` LIMIT $2) AS counted`, string(organ), int64(CountedTo))
}

// UnprovenVolumes returns the volumes among them.
func UnprovenVolumes(ctx context.Context, q Queryer, organ fengcun.OrganID, limit int) ([]Holding, error) {
	return collect(ctx, q, func(rows *sql.Rows) (h Holding, err error) {
		err = rows.Scan(&h.ID, &h.Organ, &h.Kind, &h.Label, &h.State, &h.Version, &h.ConfirmedBy, date{&h.ConfirmedOn})
		return h, err
	}, `
SELECT h.holding_id, h.organ_id, h.kind, h.label, h.state, h.version, h.confirmed_by, h.confirmed_on
FROM holding h
WHERE h.organ_id = $1 AND h.kind = 'paper_volume' AND `+unproven+`
ORDER BY h.label, h.holding_id LIMIT $2`, string(organ), int64(limit))
}

// ProvenHoldings returns which holdings of a copy were passed by a probe since they
// were confirmed.
func ProvenHoldings(ctx context.Context, q Queryer, id fengcun.CopyID) (map[fengcun.HoldingID]bool, error) {
	found, err := collect(ctx, q, func(rows *sql.Rows) (h fengcun.HoldingID, err error) { return h, rows.Scan(&h) }, `
SELECT DISTINCT h.holding_id
FROM holding_copy hc
JOIN holding h ON h.holding_id = hc.holding_id
JOIN probe p ON p.holding_id = h.holding_id AND p.passed = 1 AND p.holding_version = h.version
WHERE hc.copy_id = $1 AND h.state = 'confirmed'`, id)
	proven := map[fengcun.HoldingID]bool{}
	for _, h := range found {
		proven[h] = true
	}
	return proven, err
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
func AnswerProbe(a ProbeAnswer) []Statement {
	return []Statement{
		{
			SQL: `INSERT INTO probe_answer (notice_id, organ_id, passed, failed, answered_on) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (notice_id, organ_id) DO UPDATE SET passed = $3, failed = $4, answered_on = $5`,
			Args: []any{a.Notice, string(a.Organ), int64(a.Passed), int64(a.Failed), a.On.String()},
			Rows: 1,
		},
		{
			SQL:  `UPDATE delivery SET proven = $1 WHERE notice_id = $2 AND recipient = $3`,
			Args: []any{flag(a.Failed == 0), a.Notice, string(a.Organ)},
			Rows: 1,
		},
	}
}

// UnprovenDelivery is a notice that a recipient has confirmed and not proven.
type UnprovenDelivery struct {
	Notice   fengcun.NoticeID
	Matter   fengcun.MatterID
	Holdings int // as reported
}

// UnprovenDeliveries returns up to limit of them, all if it is negative.
func UnprovenDeliveries(ctx context.Context, q Queryer, sender, recipient fengcun.OrganID, limit int) ([]UnprovenDelivery, error) {
	query := `
SELECT n.notice_id, r.matter_id,
       COALESCE((SELECT SUM(dc.number) FROM delivery_count dc WHERE dc.notice_id = d.notice_id AND dc.recipient = d.recipient), 0)
FROM delivery d
JOIN notice n ON n.notice_id = d.notice_id
JOIN record r ON r.record_id = n.record_id
WHERE d.sender = $1 AND d.recipient = $2 AND d.state = 'confirmed' AND d.proven = 0 ORDER BY n.notice_id`
	if limit >= 0 {
		query += ` LIMIT ` + strconv.Itoa(limit)
	}
	return collect(ctx, q, func(rows *sql.Rows) (u UnprovenDelivery, err error) {
		return u, rows.Scan(&u.Notice, &u.Matter, &u.Holdings)
	}, query, string(sender), string(recipient))
}

// Elsewhere is how far a recipient has proven what it sealed for a sender: holdings and
// notices, each counted up to CountedTo notices.
type Elsewhere struct {
	Organ            fengcun.OrganID
	Proven, Unproven int
}

// ProvenElsewhere returns it, and whether the recipient has confirmed anything.
func ProvenElsewhere(ctx context.Context, q Queryer, sender, recipient fengcun.OrganID) (e Elsewhere, any bool, err error) {
	var proven, confirmed int64
	e.Organ = recipient
	err = q.QueryRowContext(ctx, `
SELECT COUNT(*), COALESCE(SUM((SELECT a.passed FROM probe_answer a WHERE a.notice_id = counted.notice_id AND a.organ_id = counted.recipient)), 0)
FROM (SELECT d.notice_id, d.recipient FROM delivery d WHERE d.sender = $1 AND d.recipient = $2 AND d.state = 'confirmed' AND d.proven = 1 LIMIT $3) AS counted`,
		string(sender), string(recipient), int64(CountedTo)).Scan(&confirmed, &proven)
	if err != nil {
		return e, false, err
	}
	e.Proven = int(proven)
	e.Unproven, err = number(ctx, q, `SELECT COUNT(*) FROM (
SELECT 1 FROM delivery WHERE sender = $1 AND recipient = $2 AND state = 'confirmed' AND proven = 0 LIMIT $3) AS counted`,
		string(sender), string(recipient), int64(CountedTo))
	return e, confirmed > 0 || e.Unproven > 0, err
}

// FailedAnswer is how many holdings a recipient found to answer still.
type FailedAnswer struct {
	Organ, Sender fengcun.OrganID
	Number        int
	On            fengcun.Date
}

// FailedAnswers returns what failed elsewhere and has not passed since.
func FailedAnswers(ctx context.Context, q Queryer) ([]FailedAnswer, error) {
	return collect(ctx, q, func(rows *sql.Rows) (f FailedAnswer, err error) {
		return f, rows.Scan(&f.Organ, &f.Sender, &f.Number, date{&f.On})
	}, `
SELECT a.organ_id, d.sender, SUM(a.failed), MIN(a.answered_on)
FROM probe_answer a
JOIN delivery d ON d.notice_id = a.notice_id AND d.recipient = a.organ_id
WHERE a.failed > 0 GROUP BY a.organ_id, d.sender ORDER BY a.organ_id, d.sender`)
}
