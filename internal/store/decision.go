package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// Explanation is the record that rights and duties were explained (Article 8).
// Who was told stands in the vault.
type Explanation struct {
	Record fengcun.RecordID
	Mode   string
	MadeOn fengcun.Date
	MadeBy fengcun.StaffID
}

// InsertExplanation records an explanation.
func InsertExplanation(e Explanation) Statement {
	return Statement{
		SQL: `INSERT INTO explanation (explanation_id, record_id, mode, made_on, made_by, overtaken)
VALUES ($1, $2, $3, $4, $5, 0)`,
		Args: []any{fengcun.NewID(), e.Record, e.Mode, e.MadeOn.String(), string(e.MadeBy)},
		Rows: 1,
	}
}

// OvertakeExplanations says that what was explained so far belongs to proceedings
// that are begun anew: the next decision is explained again (Article 8).
func OvertakeExplanations(record fengcun.RecordID) Statement {
	return Statement{SQL: `UPDATE explanation SET overtaken = 1 WHERE record_id = $1`, Args: []any{record}, Rows: AnyRows}
}

// Explained reports whether the explanation of Article 8 is recorded for the
// proceedings as they stand.
func Explained(ctx context.Context, q Queryer, id fengcun.RecordID) (bool, error) {
	found, err := explanationsOfRecord.of(ctx, q, id)
	return len(found) > 0, err
}

// ExplainedBy returns who gave the latest explanation of the proceedings as they stand;
// empty if there was none.
func ExplainedBy(ctx context.Context, q Queryer, id fengcun.RecordID) (by fengcun.StaffID, err error) {
	all, err := collect(ctx, q, func(rows *sql.Rows) (by fengcun.StaffID, err error) {
		err = rows.Scan(&by)
		return by, err
	}, `SELECT made_by FROM explanation WHERE record_id = $1 AND overtaken = 0 ORDER BY made_on`, id)
	if len(all) > 0 {
		by = all[len(all)-1]
	}
	return by, err
}

var explanationsOfRecord = related[fengcun.RecordID]{
	head: `SELECT record_id FROM explanation WHERE overtaken = 0 AND record_id IN `,
	scan: func(rows *sql.Rows) (id fengcun.RecordID, err error) {
		err = rows.Scan(&id)
		return id, err
	},
	by:    func(id fengcun.RecordID) fengcun.ID { return id },
	among: ofRecords, at: func(p *Prefetched) *ahead[fengcun.RecordID] { return &p.explanations },
}

// Decision is one decision about the sealing of a record. The facts and the
// findings stand in the vault, in part PartNo of the deciding organ's item.
type Decision struct {
	ID         fengcun.ID
	Record     fengcun.RecordID
	PartNo     int
	Verdict    string
	RuleSet    string
	ProposedBy fengcun.StaffID
	ApprovedBy fengcun.StaffID
	DecidedOn  fengcun.Date
	State      string // proposed, approved, superseded
	Version    int64
}

// The states of a decision.
const (
	DecisionProposed = "proposed"
	DecisionApproved = "approved"
)

// InsertDecision records a proposed decision.
func InsertDecision(d Decision) Statement {
	return Statement{
		SQL: `INSERT INTO decision (decision_id, record_id, part_no, verdict, rule_set, proposed_by, approved_by, decided_on, state, version)
VALUES ($1, $2, $3, $4, $5, $6, '', $7, 'proposed', 1)`,
		Args: []any{d.ID, d.Record, int64(d.PartNo), d.Verdict, d.RuleSet, string(d.ProposedBy), d.DecidedOn.String()},
		Rows: 1,
	}
}

// ApproveDecision records the second person's approval.
func ApproveDecision(d Decision, by fengcun.StaffID, on fengcun.Date) Statement {
	return Statement{
		SQL: `UPDATE decision SET approved_by = $1, decided_on = $2, state = 'approved', version = version + 1
WHERE decision_id = $3 AND version = $4 AND state = 'proposed'`,
		Args: []any{string(by), on.String(), d.ID, d.Version},
		Rows: 1,
	}
}

const decisionColumns = `decision_id, record_id, part_no, verdict, rule_set, proposed_by, approved_by, decided_on, state, version`

func scanDecision(rows *sql.Rows) (d Decision, err error) {
	err = rows.Scan(&d.ID, &d.Record, &d.PartNo, &d.Verdict, &d.RuleSet, &d.ProposedBy, &d.ApprovedBy, date{&d.DecidedOn}, &d.State, &d.Version)
	return d, err
}

// DecisionByID returns one decision.
func DecisionByID(ctx context.Context, q Queryer, id fengcun.ID) (Decision, error) {
	return decisionsOfRecord.itself(ctx, q, "decision", id, `SELECT `+decisionColumns+` FROM decision WHERE decision_id = $1`)
}

// DecisionsOfRecord returns every decision about a record, the newest last.
func DecisionsOfRecord(ctx context.Context, q Queryer, id fengcun.RecordID) ([]Decision, error) {
	return decisionsOfRecord.of(ctx, q, id)
}

var decisionsOfRecord = related[Decision]{
	head: `SELECT ` + decisionColumns + ` FROM decision WHERE record_id IN `, tail: ` ORDER BY decided_on, part_no`, scan: scanDecision,
	by:    func(d Decision) fengcun.ID { return d.Record },
	own:   func(d Decision) fengcun.ID { return d.ID },
	among: ofRecords, at: func(p *Prefetched) *ahead[Decision] { return &p.decisions },
}
