package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// The states of a proposal.
const (
	ProposalOpen     = "proposed"
	ProposalApproved = "approved"
	ProposalRefused  = "refused"
)

// Proposal is a change that one person asked for and another decides.
type Proposal struct {
	ID         fengcun.ID
	Organ      fengcun.OrganID
	Content    string // accounts, organs, roles and days in JSON; the registry's
	State      string
	ProposedBy fengcun.StaffID
	ProposedOn fengcun.Date
	DecidedBy  fengcun.StaffID
	DecidedOn  fengcun.Date
	Version    int64
}

const proposalColumns = `proposal_id, organ_id, content, state, proposed_by, proposed_on, decided_by, decided_on, version`

// InsertProposal records a proposal.
func InsertProposal(p Proposal) Statement {
	return Statement{
		SQL:  `INSERT INTO proposal (` + proposalColumns + `) VALUES ($1, $2, $3, 'proposed', $4, $5, '', '', 1)`,
		Args: []any{p.ID, string(p.Organ), p.Content, string(p.ProposedBy), p.ProposedOn.String()},
		Rows: 1,
	}
}

// DecideProposal records what the second person said.
func DecideProposal(p Proposal, state string, by fengcun.StaffID, on fengcun.Date) Statement {
	return Statement{
		SQL: `
UPDATE proposal SET state = $1, decided_by = $2, decided_on = $3, version = version + 1
WHERE proposal_id = $4 AND version = $5 AND state = 'proposed'`,
		Args: []any{state, string(by), on.String(), p.ID, p.Version},
		Rows: 1,
	}
}

func scanProposal(rows *sql.Rows) (p Proposal, err error) {
	err = rows.Scan(&p.ID, &p.Organ, &p.Content, &p.State, &p.ProposedBy, date{&p.ProposedOn}, &p.DecidedBy, date{&p.DecidedOn}, &p.Version)
	return p, err
}

// ProposalByID returns an open proposal.
func ProposalByID(ctx context.Context, q Queryer, id fengcun.ID) (Proposal, error) {
	return one(ctx, q, "proposal", scanProposal, `SELECT `+proposalColumns+` FROM proposal WHERE proposal_id = $1 AND state = 'proposed'`, id)
}

// OpenProposals returns what waits for a second person at an organ, or below it.
func OpenProposals(ctx context.Context, q Queryer, organ fengcun.OrganID) ([]Proposal, error) {
	return collect(ctx, q, scanProposal, `
SELECT `+proposalColumns+` FROM proposal
WHERE state = 'proposed'
  AND (organ_id = $1 OR organ_id IN (SELECT organ_id FROM organ WHERE superior = $1))
ORDER BY proposed_on, proposal_id`, string(organ))
}
