package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// MarkedFile is a file that is not sealed and holds sealed information, or a minor's.
type MarkedFile struct {
	ID          fengcun.ID
	Organ       fengcun.OrganID
	Kind        fengcun.MarkedFileKind
	Label       string // opaque
	State       fengcun.MarkedFileState
	Unpublished bool       // its judgment is not published
	Origin      fengcun.ID // the copy of a joint crime, the mark of the page that was used; random otherwise
	MarkedBy    fengcun.StaffID
	MarkedOn    fengcun.Date
	LabelledBy  fengcun.StaffID
	LabelledOn  fengcun.Date
	Version     int64
}

// InsertMarkedFile enters a file that is to be labelled.
func InsertMarkedFile(f MarkedFile) Statement {
	return Statement{
		SQL: `INSERT INTO marked_file (file_id, organ_id, kind, label, state, unpublished, origin, marked_by, marked_on, labelled_by, labelled_on, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', '', 1)`,
		Args: []any{f.ID, string(f.Organ), string(f.Kind), f.Label, string(f.State), flag(f.Unpublished), f.Origin, string(f.MarkedBy), f.MarkedOn.String()},
		Rows: 1,
	}
}

// MoveMarkedFile moves a file to the state it carries, if it is still as read.
func MoveMarkedFile(f MarkedFile) Statement {
	return Statement{
		SQL:  `UPDATE marked_file SET state = $1, labelled_by = $2, labelled_on = $3, version = version + 1 WHERE file_id = $4 AND version = $5`,
		Args: []any{string(f.State), string(f.LabelledBy), f.LabelledOn.String(), f.ID, f.Version},
		Rows: 1,
	}
}

const markedFileColumns = `file_id, organ_id, kind, label, state, unpublished, origin, marked_by, marked_on, labelled_by, labelled_on, version`

func scanMarkedFile(rows *sql.Rows) (f MarkedFile, err error) {
	var unpublished int64
	err = rows.Scan(&f.ID, &f.Organ, &f.Kind, &f.Label, &f.State, &unpublished, &f.Origin, &f.MarkedBy, date{&f.MarkedOn}, &f.LabelledBy, date{&f.LabelledOn}, &f.Version)
	f.Unpublished = unpublished != 0
	return f, err
}

// MarkedFileOf returns a file of an organ. That of another and none at all are the
// same answer.
func MarkedFileOf(ctx context.Context, q Queryer, organ fengcun.OrganID, id fengcun.ID) (MarkedFile, error) {
	return one(ctx, q, "marked_file", scanMarkedFile, `
SELECT `+markedFileColumns+` FROM marked_file WHERE file_id = $1 AND organ_id = $2`, id, string(organ))
}

// MarkedFileByLabel returns the file of an organ that a label names: the newest, should
// two bear it.
func MarkedFileByLabel(ctx context.Context, q Queryer, organ fengcun.OrganID, label string) (MarkedFile, error) {
	return one(ctx, q, "marked_file", scanMarkedFile, `
SELECT `+markedFileColumns+` FROM marked_file WHERE organ_id = $1 AND label = $2 ORDER BY marked_on DESC, file_id LIMIT 1`, string(organ), label)
}

// maxMarkedFiles bounds a list.
const maxMarkedFiles = 500

// MarkedFilesOf returns the files of an organ, those to be labelled first.
func MarkedFilesOf(ctx context.Context, q Queryer, organ fengcun.OrganID) ([]MarkedFile, error) {
	return collect(ctx, q, scanMarkedFile, `
SELECT `+markedFileColumns+` FROM marked_file WHERE organ_id = $1 ORDER BY state, marked_on DESC, file_id LIMIT $2`, string(organ), maxMarkedFiles)
}

// MarkedFilesFrom returns the files that something made known, in any organ.
func MarkedFilesFrom(ctx context.Context, q Queryer, origin fengcun.ID) ([]MarkedFile, error) {
	return collect(ctx, q, scanMarkedFile, `
SELECT `+markedFileColumns+` FROM marked_file WHERE origin = $1 ORDER BY organ_id, file_id`, origin)
}

// Redaction is a place in a marked file where something has to be covered.
type Redaction struct {
	First int          `json:"first"` // pages, both included
	Last  int          `json:"last"`
	Clue  fengcun.Clue `json:"clue"`
}

// ReplaceRedactions gives a file another list.
func ReplaceRedactions(file fengcun.ID, list []Redaction) []Statement {
	statements := []Statement{{SQL: `DELETE FROM redaction WHERE file_id = $1`, Args: []any{file}, Rows: AnyRows}}
	for i, r := range list {
		statements = append(statements, Statement{
			SQL:  `INSERT INTO redaction (file_id, position, first_page, last_page, clue) VALUES ($1, $2, $3, $4, $5)`,
			Args: []any{file, i, r.First, r.Last, string(r.Clue)},
			Rows: 1,
		})
	}
	return statements
}

// RedactionsOf returns the list of a file, in its order.
func RedactionsOf(ctx context.Context, q Queryer, file fengcun.ID) ([]Redaction, error) {
	return collect(ctx, q, func(rows *sql.Rows) (r Redaction, err error) {
		err = rows.Scan(&r.First, &r.Last, &r.Clue)
		return r, err
	}, `SELECT first_page, last_page, clue FROM redaction WHERE file_id = $1 ORDER BY position`, file)
}

// FileCopy is a copy of a marked file that left, or the file itself.
type FileCopy struct {
	ID        fengcun.ID
	File      fengcun.ID
	Recipient string // an organ or a fengcun.FileRecipient
	Whole     bool   // the file itself was handed over
	AskedBy   fengcun.StaffID
	GivenBy   fengcun.StaffID
	GivenOn   fengcun.Date
}

// InsertFileCopy records that a copy left.
func InsertFileCopy(c FileCopy) Statement {
	return Statement{
		SQL:  `INSERT INTO file_copy (file_copy_id, file_id, recipient, whole, asked_by, given_by, given_on) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		Args: []any{c.ID, c.File, c.Recipient, flag(c.Whole), string(c.AskedBy), string(c.GivenBy), c.GivenOn.String()},
		Rows: 1,
	}
}

// FileCopiesOf returns the copies of a file that left.
func FileCopiesOf(ctx context.Context, q Queryer, file fengcun.ID) ([]FileCopy, error) {
	return collect(ctx, q, func(rows *sql.Rows) (c FileCopy, err error) {
		var whole int64
		err = rows.Scan(&c.ID, &c.File, &c.Recipient, &whole, &c.AskedBy, &c.GivenBy, date{&c.GivenOn})
		c.Whole = whole != 0
		return c, err
	}, `SELECT file_copy_id, file_id, recipient, whole, asked_by, given_by, given_on FROM file_copy WHERE file_id = $1 ORDER BY given_on, file_copy_id`, file)
}
