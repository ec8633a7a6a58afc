package openregister

import (
	"context"
	"database/sql"

	"fengcun"
)

// Answer is what the register knows about an identity.
type Answer struct {
	Found   bool       // a disclosable conviction answers to it
	Row     fengcun.ID // the row that a refusal rests on; random where nothing was found
	Certain bool       // found by ID number; otherwise a person must compare the namesakes
	Matches []Match    // every row that answered, those by ID number first
}

// Match is one conviction that answered a lookup.
type Match struct {
	Row      fengcun.ID
	ByNumber bool // found by ID number, not merely by name and birth date
	Organ    fengcun.OrganID
	Person   Identity
	Judgment fengcun.Particular
	Crime    fengcun.Particular
	Sentence fengcun.Particular
	Record   fengcun.RecordID // the record it is about
	Ground   fengcun.ID       // the decision not to seal, the unsealing or the screening it rests on

	Incomplete bool // faulty data: no conviction, and no clean certificate either
}

// The two probes. A person with more convictions than maxMatches is beyond what
// a machine should answer.
const (
	probeNumber = `SELECT row_id, organ_id, ciphertext FROM open_conviction WHERE id_term = $1 ORDER BY row_id LIMIT 33`
	probeName   = `SELECT row_id, organ_id, ciphertext FROM open_conviction WHERE name_term = $1 ORDER BY row_id LIMIT 33`
	maxMatches  = 32
)

// Lookup asks the register for an identity. It always sends both probes, one
// after the other, and always opens the decoy before what they found. Any failure is an error of kind unavailable or internal; the Answer is
// then meaningless and must not be read as "not found".
func (r *Register) Lookup(ctx context.Context, i Identity) (Answer, error) {
	idTerm, nameTerm := r.terms(i)
	byNumber, err := probe(ctx, r.reader, probeNumber, idTerm)
	if err != nil {
		return Answer{}, err
	}
	byName, err := probe(ctx, r.reader, probeName, nameTerm)
	if err != nil {
		return Answer{}, err
	}
	return r.answer(byNumber, byName)
}

func probe(ctx context.Context, reader *sql.DB, query string, term []byte) ([]row, error) {
	rows, err := reader.QueryContext(ctx, query, term)
	if err != nil {
		return nil, errLookup(err)
	}
	defer rows.Close()
	var found []row
	for rows.Next() {
		var w row
		if err := rows.Scan(&w.id, &w.organ, &w.ciphertext); err != nil {
			return nil, errLookup(err)
		}
		found = append(found, w)
	}
	if err := rows.Err(); err != nil {
		return nil, errLookup(err)
	}
	if len(found) > maxMatches {
		return nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "openregister.too_many"}
	}
	return found, nil
}

func (r *Register) answer(byNumber, byName []row) (Answer, error) {
	if _, err := r.open(r.decoy); err != nil {
		return Answer{}, err
	}
	answer := Answer{Row: fengcun.NewID(), Certain: len(byNumber) > 0}
	seen := map[fengcun.ID]bool{}
	for n, w := range append(byNumber, byName...) {
		if seen[w.id] {
			continue
		}
		seen[w.id] = true
		c, err := r.open(w)
		if err != nil {
			return Answer{}, err
		}
		answer.Matches = append(answer.Matches, Match{
			Row: w.id, ByNumber: n < len(byNumber), Organ: w.organ,
			Person:   Identity{fengcun.Particular(c.IDNumber), fengcun.Particular(c.Name), c.Birth},
			Judgment: fengcun.Particular(c.Judgment), Crime: fengcun.Particular(c.Crime), Sentence: fengcun.Particular(c.Sentence),
			Record: c.Record, Ground: c.Ground, Incomplete: c.Incomplete,
		})
	}
	if len(answer.Matches) > 0 {
		answer.Found, answer.Row = true, answer.Matches[0].Row
	}
	return answer, nil
}

// errLookup says that the register could not be asked. The cause is for the log.
func errLookup(cause error) error {
	return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "openregister.lookup", Err: cause}
}
