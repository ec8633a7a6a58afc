package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// Verification is one verification of an application for a certificate.
type Verification struct {
	ID          fengcun.ID
	Certificate fengcun.ID
	Organ       fengcun.OrganID
	Ground      fengcun.VerificationGround
	State       fengcun.VerificationState
	ProposedBy  fengcun.StaffID
	ProposedOn  fengcun.Date
	From        fengcun.Date // the clock stands still from this day
	To          fengcun.Date // to this, both included
	Version     int64
}

// InsertVerification proposes a verification.
func InsertVerification(v Verification) Statement {
	return Statement{
		SQL: `
INSERT INTO verification (verification_id, certificate_id, organ_id, ground, state, proposed_by, proposed_on, from_on, to_on, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)`,
		Args: []any{
			v.ID, v.Certificate, string(v.Organ), string(v.Ground), string(v.State),
			string(v.ProposedBy), v.ProposedOn.String(), v.From.String(), v.To.String(),
		},
		Rows: 1,
	}
}

// MoveVerification writes a verification's state and days.
func MoveVerification(v Verification) Statement {
	return Statement{
		SQL: `UPDATE verification SET state = $1, from_on = $2, to_on = $3, version = version + 1
WHERE verification_id = $4 AND version = $5`,
		Args: []any{string(v.State), v.From.String(), v.To.String(), v.ID, v.Version},
		Rows: 1,
	}
}

const verificationColumns = `verification_id, certificate_id, organ_id, ground, state, proposed_by, proposed_on, from_on, to_on, version`

func scanVerification(rows *sql.Rows) (v Verification, err error) {
	err = rows.Scan(&v.ID, &v.Certificate, &v.Organ, &v.Ground, &v.State, &v.ProposedBy, date{&v.ProposedOn}, date{&v.From}, date{&v.To}, &v.Version)
	return v, err
}

// VerificationByID returns one verification.
func VerificationByID(ctx context.Context, q Queryer, id fengcun.ID) (Verification, error) {
	return one(ctx, q, "verification", scanVerification, `
SELECT `+verificationColumns+` FROM verification WHERE verification_id = $1`, id)
}

// VerificationsOf returns the verifications of an application, the oldest first.
func VerificationsOf(ctx context.Context, q Queryer, certificate fengcun.ID) ([]Verification, error) {
	return collect(ctx, q, scanVerification, `
SELECT `+verificationColumns+` FROM verification WHERE certificate_id = $1 ORDER BY proposed_on, from_on, verification_id`, certificate)
}

// OpenVerifications returns an organ's verifications in a state.
func OpenVerifications(ctx context.Context, q Queryer, organ fengcun.OrganID, state fengcun.VerificationState) ([]Verification, error) {
	return collect(ctx, q, scanVerification, `
SELECT `+verificationColumns+` FROM verification WHERE organ_id = $1 AND state = $2 ORDER BY proposed_on, verification_id`, string(organ), string(state))
}
