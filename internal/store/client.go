package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// The states of a client.
const (
	ClientProposed = "proposed"
	ClientActive   = "active"
	ClientRevoked  = "revoked"
)

// Client is a program that works through the API as one account in one organ and
// role.
type Client struct {
	ID         fengcun.ID
	Kind       string
	Handle     [32]byte // what it shows and proves to hold
	Actor      fengcun.Actor
	State      string
	ValidTo    fengcun.Date // the last day
	ProposedBy fengcun.StaffID
	ApprovedBy fengcun.StaffID // empty until approved
	Version    int64
}

const clientColumns = `client_id, kind, handle, staff_id, organ_id, role, state, valid_to, proposed_by, approved_by, version`

// InsertClient enters a proposed client. It conflicts where the handle is known.
func InsertClient(c Client) Statement {
	return Statement{
		SQL: `
INSERT INTO client (` + clientColumns + `)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', 1)
ON CONFLICT (kind, handle) DO NOTHING`,
		Args: []any{c.ID, c.Kind, c.Handle[:], string(c.Actor.Staff), string(c.Actor.Organ), string(c.Actor.Role), ClientProposed, c.ValidTo.String(), string(c.ProposedBy)},
		Rows: 1,
	}
}

// MoveClient changes the state of a client and who approved it.
func MoveClient(c Client, state string, approvedBy fengcun.StaffID) Statement {
	return Statement{
		SQL:  `UPDATE client SET state = $1, approved_by = $2, version = version + 1 WHERE client_id = $3 AND version = $4`,
		Args: []any{state, string(approvedBy), c.ID, c.Version},
		Rows: 1,
	}
}

func scanClient(rows *sql.Rows) (c Client, err error) {
	var handle []byte
	err = rows.Scan(&c.ID, &c.Kind, &handle, &c.Actor.Staff, &c.Actor.Organ, &c.Actor.Role, &c.State, date{&c.ValidTo}, &c.ProposedBy, &c.ApprovedBy, &c.Version)
	copy(c.Handle[:], handle)
	return c, err
}

// ClientByID returns one client.
func ClientByID(ctx context.Context, q Queryer, id fengcun.ID) (Client, error) {
	return one(ctx, q, "client", scanClient, `SELECT `+clientColumns+` FROM client WHERE client_id = $1`, id)
}

// ActiveClient returns the client of a handle on a day, if its account still has
// the role.
func ActiveClient(ctx context.Context, q Queryer, kind string, handle [32]byte, on fengcun.Date) (Client, error) {
	return one(ctx, q, "client", scanClient, `
SELECT c.client_id, c.kind, c.handle, c.staff_id, c.organ_id, c.role, c.state, c.valid_to, c.proposed_by, c.approved_by, c.version
FROM client c
JOIN membership m ON m.staff_id = c.staff_id AND m.organ_id = c.organ_id AND m.role = c.role
WHERE c.kind = $1 AND c.handle = $2 AND c.state = $3 AND c.valid_to >= $4`, kind, handle[:], ClientActive, on.String())
}

// ClientsOf returns the clients of an organ that are not revoked.
func ClientsOf(ctx context.Context, q Queryer, organ fengcun.OrganID) ([]Client, error) {
	return collect(ctx, q, scanClient, `
SELECT `+clientColumns+` FROM client WHERE organ_id = $1 AND state <> $2 ORDER BY client_id`, string(organ), ClientRevoked)
}
