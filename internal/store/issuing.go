package store

import (
	"context"
	"database/sql"

	"fengcun"
)

// SetIssuing enters what an organ decided on certificates, in place of what stood
// before.
func SetIssuing(organ fengcun.OrganID, i fengcun.Issuing) []Statement {
	return []Statement{
		{SQL: `DELETE FROM issuing WHERE organ_id = $1`, Args: []any{string(organ)}, Rows: AnyRows},
		{
			SQL:  `INSERT INTO issuing (organ_id, mode, coverage, days) VALUES ($1, $2, $3, $4)`,
			Args: []any{string(organ), string(i.Mode), int64(i.Coverage), int64(i.Days)},
			Rows: 1,
		},
	}
}

// SetFeedExtent enters how much of its platform an organ's feed has delivered.
func SetFeedExtent(organ fengcun.OrganID, e fengcun.FeedExtent, by fengcun.StaffID, on fengcun.Date) []Statement {
	return []Statement{
		{SQL: `DELETE FROM feed_extent WHERE organ_id = $1`, Args: []any{string(organ)}, Rows: AnyRows},
		{
			SQL:  `INSERT INTO feed_extent (organ_id, up_to, platform, delivered, stated_by, stated_on) VALUES ($1, $2, $3, $4, $5, $6)`,
			Args: []any{string(organ), e.UpTo.String(), e.Platform, e.Delivered, string(by), on.String()},
			Rows: 1,
		},
	}
}

// IssuingOf returns what an organ decided; the zero value if nothing.
func IssuingOf(ctx context.Context, q Queryer, organ fengcun.OrganID) (fengcun.Issuing, error) {
	found, err := collect(ctx, q, func(rows *sql.Rows) (i fengcun.Issuing, err error) {
		err = rows.Scan(&i.Mode, &i.Coverage, &i.Days)
		return i, err
	}, `SELECT mode, coverage, days FROM issuing WHERE organ_id = $1`, string(organ))
	if err != nil || len(found) == 0 {
		return fengcun.Issuing{}, err
	}
	return found[0], nil
}

// FeedExtentOf returns what was last stated of an organ's feed; the zero value if
// nothing was.
func FeedExtentOf(ctx context.Context, q Queryer, organ fengcun.OrganID) (fengcun.FeedExtent, error) {
	found, err := collect(ctx, q, func(rows *sql.Rows) (e fengcun.FeedExtent, err error) {
		err = rows.Scan(date{&e.UpTo}, &e.Platform, &e.Delivered)
		return e, err
	}, `SELECT up_to, platform, delivered FROM feed_extent WHERE organ_id = $1`, string(organ))
	if err != nil || len(found) == 0 {
		return fengcun.FeedExtent{}, err
	}
	return found[0], nil
}
