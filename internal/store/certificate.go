package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// Certificate is one application under Article 15. Certificates and refusals
// share one number series and one shape.
type Certificate struct {
	ID         fengcun.ID
	Organ      fengcun.OrganID
	Year       int
	Serial     int
	Item       fengcun.ItemID
	RestsOn    fengcun.ID // the open-register row of a refusal, random otherwise
	State      fengcun.CertificateState
	AcceptedOn fengcun.Date
	DueOn      fengcun.Date
	WasDue     fengcun.Date // before the calendar last moved it; zero if it never did
	Version    int64
}

// InsertCertificate accepts an application and numbers it. The statements of
// NextNumber for its organ and year come first in the same Change.
func InsertCertificate(c Certificate) Statement {
	return Statement{
		SQL: `
INSERT INTO certificate (certificate_id, organ_id, year, serial, item_id, rests_on, state, accepted_on, due_on, digest, version)
VALUES ($1, $2, $3,
        (SELECT last FROM number_series WHERE organ_id = $2 AND series = 'certificate' AND year = $3),
        $4, $5, $6, $7, $8, $9, 1)`,
		Args: []any{c.ID, string(c.Organ), int64(c.Year), c.Item, c.RestsOn, string(c.State), c.AcceptedOn.String(), c.DueOn.String(), make([]byte, 32)},
		Rows: 1,
	}
}

// FinishCertificate records the issued document by its digest, or a void.
func FinishCertificate(c Certificate, digest [32]byte) Statement {
	return Statement{
		SQL: `UPDATE certificate SET state = $1, rests_on = $2, digest = $3, version = version + 1
WHERE certificate_id = $4 AND version = $5`,
		Args: []any{string(c.State), c.RestsOn, digest[:], c.ID, c.Version},
		Rows: 1,
	}
}

// StateCertificate writes the state and the due day of an application.
func StateCertificate(c Certificate) Statement {
	return Statement{
		SQL: `UPDATE certificate SET state = $1, due_on = $2, version = version + 1
WHERE certificate_id = $3 AND version = $4`,
		Args: []any{string(c.State), c.DueOn.String(), c.ID, c.Version},
		Rows: 1,
	}
}

const certificateColumns = `certificate_id, organ_id, year, serial, item_id, rests_on, state, accepted_on, due_on, version,
COALESCE((SELECT was_due FROM deadline_move WHERE deadline_id = certificate_id ORDER BY position DESC LIMIT 1), '')`

func scanCertificate(rows *sql.Rows) (c Certificate, err error) {
	err = rows.Scan(&c.ID, &c.Organ, &c.Year, &c.Serial, &c.Item, &c.RestsOn, &c.State, date{&c.AcceptedOn}, date{&c.DueOn}, &c.Version, date{&c.WasDue})
	return c, err
}

// CertificateByID returns one application.
func CertificateByID(ctx context.Context, q Queryer, id fengcun.ID) (Certificate, error) {
	return one(ctx, q, "certificate", scanCertificate, `
SELECT `+certificateColumns+` FROM certificate WHERE certificate_id = $1`, id)
}

// CertificatesRestingOn returns the refusals that rest on an open-register row.
func CertificatesRestingOn(ctx context.Context, q Queryer, row fengcun.ID) ([]Certificate, error) {
	return collect(ctx, q, scanCertificate, `
SELECT `+certificateColumns+` FROM certificate WHERE rests_on = $1`, row)
}

// ForgetBasis cuts a refusal from the open-register row that it rested on, so
// that the row says no more than any other.
func ForgetBasis(c Certificate) Statement {
	return Statement{
		SQL:  `UPDATE certificate SET rests_on = $1, version = version + 1 WHERE certificate_id = $2 AND version = $3`,
		Args: []any{fengcun.NewID(), c.ID, c.Version},
		Rows: 1,
	}
}

// CertificatesOf counts an organ's applications of a year among items.
func CertificatesOf(ctx context.Context, q Queryer, organ fengcun.OrganID, year int, items []fengcun.ItemID) (int, error) {
	n := 0
	for _, item := range items {
		var one int
		err := q.QueryRowContext(ctx, `
SELECT COUNT(*) FROM certificate WHERE item_id = $1 AND organ_id = $2 AND year = $3`, item, string(organ), int64(year)).Scan(&one)
		if err != nil {
			return 0, err
		}
		n += one
	}
	return n, nil
}
