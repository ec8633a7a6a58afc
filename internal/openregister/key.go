package openregister

import (
	"context"

	"fengcun"
)

const probeRow = `SELECT row_id, organ_id, ciphertext FROM open_conviction WHERE row_id = $1`

// KeyOf returns the key under which a conviction is known on every list: the number of
// its judgment (where there is none, the day), and the person by number (where there
// is none, by name and birth date). It goes by conviction, never by person: who has
// another one keeps it. Without either half there is no key.
func (r *Register) KeyOf(judgment fengcun.Particular, decided fengcun.Date, person Identity) (key fengcun.ID, ok bool) {
	which := decided.String()
	if n, err := fengcun.ParseCaseNumber(judgment.Reveal()); err == nil {
		which = n.Norm.Reveal()
	} else if judgment != "" {
		which = judgment.Reveal()
	} else if !decided.Valid() {
		return key, false
	}
	who := numberForm(person.IDNumber)
	if who == "" {
		who = nameForm(person)
	}
	if who == "" {
		return key, false
	}
	mac := r.suite.MAC(r.keys.Row, []byte("conviction"), []byte(which), []byte(who))
	return fengcun.ID(mac[:16]), true
}

// KeyOfRow is the key of a row of a list that has none as a conviction: that of its
// bytes, so that the same row is known again and no other.
func (r *Register) KeyOfRow(parts ...[]byte) fengcun.ID {
	mac := r.suite.MAC(r.keys.Row, append([][]byte{[]byte("row")}, parts...)...)
	return fengcun.ID(mac[:16])
}

// Standing returns those of the rows that stand in the register.
func (r *Register) Standing(ctx context.Context, rows ...fengcun.ID) (standing []fengcun.ID, err error) {
	for _, id := range rows {
		found, err := probe(ctx, r.reader, probeRow, id[:])
		if err != nil {
			return nil, err
		}
		if len(found) > 0 {
			standing = append(standing, id)
		}
	}
	return standing, nil
}
