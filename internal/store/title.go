package store

import (
	"context"
	"database/sql"
	"strings"

	"fengcun"
)

// InsertTitle enters a provision into an organ's register of legal titles.
func InsertTitle(t fengcun.LegalTitle) Statement {
	scopes := make([]string, len(t.Entitles))
	for i, s := range t.Entitles {
		scopes[i] = string(s)
	}
	return Statement{
		SQL: `
INSERT INTO legal_title (title_id, organ_id, law, article, level, entitles, valid_from, valid_to)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		Args: []any{t.ID, string(t.Organ), t.Law, t.Article, string(t.Level), strings.Join(scopes, " "), t.From.String(), t.To.String()},
		Rows: 1,
	}
}

// EndTitle gives a provision its last day.
func EndTitle(organ fengcun.OrganID, id fengcun.ID, last fengcun.Date) Statement {
	return Statement{
		SQL:  `UPDATE legal_title SET valid_to = $1 WHERE title_id = $2 AND organ_id = $3`,
		Args: []any{last.String(), id, string(organ)},
		Rows: 1,
	}
}

const titleColumns = `title_id, organ_id, law, article, level, entitles, valid_from, valid_to`

func scanTitle(rows *sql.Rows) (t fengcun.LegalTitle, err error) {
	var scopes string
	err = rows.Scan(&t.ID, &t.Organ, &t.Law, &t.Article, &t.Level, &scopes, date{&t.From}, date{&t.To})
	for _, s := range strings.Fields(scopes) {
		t.Entitles = append(t.Entitles, fengcun.Scope(s))
	}
	return t, err
}

// Titles returns an organ's register, by law and article.
func Titles(ctx context.Context, q Queryer, organ fengcun.OrganID) ([]fengcun.LegalTitle, error) {
	return collect(ctx, q, scanTitle, `
SELECT `+titleColumns+` FROM legal_title WHERE organ_id = $1
ORDER BY law, article, valid_from, title_id`, string(organ))
}

// TitleOf returns one provision of an organ's register.
func TitleOf(ctx context.Context, q Queryer, organ fengcun.OrganID, id fengcun.ID) (fengcun.LegalTitle, error) {
	return one(ctx, q, "title", scanTitle, `SELECT `+titleColumns+` FROM legal_title WHERE title_id = $1 AND organ_id = $2`, id, string(organ))
}
