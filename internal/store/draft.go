package store

import (
	"context"
	"database/sql"
	"time"

	"fengcun"
)

// Draft is a filing that is not finished. What was typed stands in the vault.
type Draft struct {
	ID      fengcun.ID
	Organ   fengcun.OrganID
	Staff   fengcun.StaffID // whose draft it is, and nobody else's
	Item    fengcun.ItemID
	SavedAt time.Time
	Case    []byte // keyed digest of the case that a case system told of; nil if a person began it
	Version int64
}

// InsertDraft saves a new draft.
func InsertDraft(d Draft) Statement {
	return Statement{
		SQL:  `INSERT INTO draft (draft_id, organ_id, staff_id, item_id, saved_at, case_mac, version) VALUES ($1, $2, $3, $4, $5, $6, 1)`,
		Args: []any{d.ID, string(d.Organ), string(d.Staff), d.Item, d.SavedAt.Unix(), d.Case},
		Rows: 1,
	}
}

// ReplaceDraft points a draft to another item, if it is still as it was read.
func ReplaceDraft(d Draft, item fengcun.ItemID, at time.Time) Statement {
	return Statement{
		SQL:  `UPDATE draft SET item_id = $1, saved_at = $2, version = version + 1 WHERE draft_id = $3 AND version = $4`,
		Args: []any{item, at.Unix(), d.ID, d.Version},
		Rows: 1,
	}
}

// DeleteDraft removes a draft, if it is still as it was read.
func DeleteDraft(d Draft) Statement {
	return Statement{SQL: `DELETE FROM draft WHERE draft_id = $1 AND version = $2`, Args: []any{d.ID, d.Version}, Rows: 1}
}

const draftColumns = `draft_id, organ_id, staff_id, item_id, saved_at, case_mac, version`

func scanDraft(rows *sql.Rows) (d Draft, err error) {
	var saved int64
	err = rows.Scan(&d.ID, &d.Organ, &d.Staff, &d.Item, &saved, &d.Case, &d.Version)
	d.SavedAt = time.Unix(saved, 0).UTC()
	return d, err
}

// DraftOf returns a draft of a member of staff. That of somebody else and none at
// all are the same answer.
func DraftOf(ctx context.Context, q Queryer, organ fengcun.OrganID, staff fengcun.StaffID, id fengcun.ID) (Draft, error) {
	return one(ctx, q, "draft", scanDraft, `
SELECT `+draftColumns+` FROM draft WHERE draft_id = $1 AND organ_id = $2 AND staff_id = $3`, id, string(organ), string(staff))
}

// DraftsOf returns the drafts of a member of staff, the last saved first.
func DraftsOf(ctx context.Context, q Queryer, organ fengcun.OrganID, staff fengcun.StaffID) ([]Draft, error) {
	return collect(ctx, q, scanDraft, `
SELECT `+draftColumns+` FROM draft WHERE organ_id = $1 AND staff_id = $2 ORDER BY saved_at DESC, draft_id`, string(organ), string(staff))
}

// DraftsOfCase returns every draft that was made of what a case system told of a case,
// whosever it is.
func DraftsOfCase(ctx context.Context, q Queryer, digest [32]byte) ([]Draft, error) {
	return collect(ctx, q, scanDraft, `SELECT `+draftColumns+` FROM draft WHERE case_mac = $1`, digest[:])
}
