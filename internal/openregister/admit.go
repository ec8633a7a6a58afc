package openregister

import (
	"fengcun"
	"fengcun/internal/store"
)

// Conviction is what the register says about one record.
type Conviction struct {
	Ground   Ground // why it may stand here; also names the record
	Organ    fengcun.OrganID
	Person   Identity
	Judgment fengcun.Particular // number of the effective judgment
	Crime    fengcun.Particular
	Sentence fengcun.Particular // as pronounced
}

const insertRow = `INSERT INTO open_conviction (row_id, organ_id, id_term, name_term, ciphertext) VALUES ($1, $2, $3, $4, $5)`

// Admit returns the statement that admits a conviction. A record that stands in
// the register already makes the change conflict. A person who could not be
// found again, having neither an ID number nor a name with a birth date, is
// refused with code openregister.identity; a text that does not fit the row with
// openregister.too_long.
func (r *Register) Admit(c Conviction) ([]store.Statement, error) {
	if c.Ground == (Ground{}) {
		return nil, errGround("4")
	}
	if c.Organ == "" {
		return nil, fengcun.Invalid("openregister.organ", "organ")
	}
	if numberForm(c.Person.IDNumber) == "" && nameForm(c.Person) == "" {
		return nil, fengcun.Invalid("openregister.identity", "person")
	}
	id := r.RowOf(c.Ground.record)
	ciphertext, err := r.seal(id, c.Organ, content{
		IDNumber: c.Person.IDNumber.Reveal(), Name: c.Person.Name.Reveal(), Birth: c.Person.Birth,
		Judgment: c.Judgment.Reveal(), Crime: c.Crime.Reveal(), Sentence: c.Sentence.Reveal(),
		Record: c.Ground.record, Ground: c.Ground.by, Incomplete: c.Ground.incomplete,
	})
	if err != nil {
		return nil, err
	}
	idTerm, nameTerm := r.terms(c.Person)
	return []store.Statement{{
		SQL:  insertRow,
		Args: []any{id, string(c.Organ), idTerm, nameTerm, ciphertext},
		Rows: 1,
	}}, nil
}
