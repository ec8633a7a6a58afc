package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// FormVersion is one form of an organ that two people put into use.
type FormVersion struct {
	Position   int64 // 1, 2, 3, …
	Organ      fengcun.OrganID
	Form, Lang string
	Content    string // of the file
	ProposedBy fengcun.StaffID
	ApprovedBy fengcun.StaffID
	From       fengcun.Date // of the papers that it prints
}

// InsertFormVersion puts a form into use. Of two that take the same position one
// conflicts.
func InsertFormVersion(v FormVersion) Statement {
	return Statement{
		SQL: `INSERT INTO form_version (position, organ_id, form, language, content, proposed_by, approved_by, valid_from)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
		Args: []any{v.Position, string(v.Organ), v.Form, v.Lang, v.Content, string(v.ProposedBy), string(v.ApprovedBy), v.From.String()},
		Rows: 1,
	}
}

// FormVersionsAfter returns the versions of all organs behind a position, in order.
func FormVersionsAfter(ctx context.Context, q Queryer, position int64) ([]FormVersion, error) {
	return collect(ctx, q, func(rows *sql.Rows) (v FormVersion, err error) {
		err = rows.Scan(&v.Position, &v.Organ, &v.Form, &v.Lang, &v.Content, &v.ProposedBy, &v.ApprovedBy, date{&v.From})
		return v, err
	}, `SELECT position, organ_id, form, language, content, proposed_by, approved_by, valid_from
FROM form_version WHERE position > $1 ORDER BY position`, position)
}
