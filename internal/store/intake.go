package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// Intake is what a case system told of a case and what became of it. Draft and
// Matter are random where there is none.
type Intake struct {
	Case         [32]byte // keyed digest of organ, system and the system's key of the case
	Organ        fengcun.OrganID
	Staff        fengcun.StaffID // whose draft it was made
	Content      [32]byte        // keyed digest of what was told last
	Draft        fengcun.ID
	DraftVersion int64 // of the draft as it was written here: another one means that a person has typed
	Matter       fengcun.MatterID
	Version      int64
}

// InsertIntake notes a case that was told of for the first time.
func InsertIntake(i Intake) Statement {
	return Statement{
		SQL: `
INSERT INTO intake (case_mac, organ_id, staff_id, content_mac, draft_id, draft_version, matter_id, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, 1)`,
		Args: []any{i.Case[:], string(i.Organ), string(i.Staff), i.Content[:], i.Draft, i.DraftVersion, i.Matter},
		Rows: 1,
	}
}

// MoveIntake notes what was told since, if the row is still as it was read.
func MoveIntake(i Intake) Statement {
	return Statement{
		SQL: `
UPDATE intake SET staff_id = $1, content_mac = $2, draft_id = $3, draft_version = $4, version = version + 1
WHERE case_mac = $5 AND version = $6`,
		Args: []any{string(i.Staff), i.Content[:], i.Draft, i.DraftVersion, i.Case[:], i.Version},
		Rows: 1,
	}
}

// FileIntake notes what a draft was filed as, if it came from a case system. The draft
// need not be the last one that was made of the case.
func FileIntake(draft fengcun.ID, matter fengcun.MatterID) Statement {
	return Statement{
		SQL:  `UPDATE intake SET matter_id = $1, version = version + 1 WHERE case_mac = (SELECT case_mac FROM draft WHERE draft_id = $2)`,
		Args: []any{matter, draft}, Rows: AnyRows,
	}
}

// DropIntake forgets that a case was told of.
func DropIntake(i Intake) Statement {
	return Statement{SQL: `DELETE FROM intake WHERE case_mac = $1 AND version = $2`, Args: []any{i.Case[:], i.Version}, Rows: 1}
}

const intakeColumns = `case_mac, organ_id, staff_id, content_mac, draft_id, draft_version, matter_id, version`

func scanIntake(rows *sql.Rows) (i Intake, err error) {
	var digest, content []byte
	err = rows.Scan(&digest, &i.Organ, &i.Staff, &content, &i.Draft, &i.DraftVersion, &i.Matter, &i.Version)
	copy(i.Case[:], digest)
	copy(i.Content[:], content)
	return i, err
}

// IntakeOf returns what was told of a case.
func IntakeOf(ctx context.Context, q Queryer, digest [32]byte) (Intake, error) {
	return one(ctx, q, "intake", scanIntake, `SELECT `+intakeColumns+` FROM intake WHERE case_mac = $1`, digest[:])
}

// IntakesOfRecord returns what was told to an organ of the case that a record is of.
func IntakesOfRecord(ctx context.Context, q Queryer, organ fengcun.OrganID, id fengcun.RecordID) ([]Intake, error) {
	return collect(ctx, q, scanIntake, `
SELECT `+intakeColumns+` FROM intake
WHERE organ_id = $1 AND matter_id = (SELECT matter_id FROM record WHERE record_id = $2)`, string(organ), id)
}

// IntakesOf returns the cases that a member of staff has a draft of.
func IntakesOf(ctx context.Context, q Queryer, organ fengcun.OrganID, staff fengcun.StaffID) ([]Intake, error) {
	return collect(ctx, q, scanIntake, `
SELECT `+intakeColumns+` FROM intake
WHERE draft_id IN (SELECT draft_id FROM draft WHERE organ_id = $1 AND staff_id = $2)
ORDER BY draft_id`, string(organ), string(staff))
}
