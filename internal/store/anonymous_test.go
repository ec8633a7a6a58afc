package store

import "testing"

func TestAnonymous(t *testing.T) {
	for text, want := range map[string]string{
		`SELECT 1`: `SELECT 1`,
		`DELETE FROM a WHERE b = $1 AND c IN ($2, $3)`:          `DELETE FROM a WHERE b = ? AND c IN (?, ?)`,
		`INSERT INTO a VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)`: `INSERT INTO a VALUES (?,?,?,?,?,?,?,?,?,?)`,
		// A value that stands twice, out of order or with a gap before it is known by
		// its number only.
		`UPDATE a SET b = $1 WHERE c = $1`:     `UPDATE a SET b = $1 WHERE c = $1`,
		`UPDATE a SET b = $2 WHERE c = $1`:     `UPDATE a SET b = $2 WHERE c = $1`,
		`UPDATE a SET b = $1 WHERE c = $3`:     `UPDATE a SET b = $1 WHERE c = $3`,
		`SELECT json_extract(a, '$.b') FROM c`: `SELECT json_extract(a, '$.b') FROM c`,
	} {
		if got := anonymous(text); got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
}
