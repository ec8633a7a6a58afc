package openregister

import (
	"crypto/cipher"
	"crypto/rand"
	"database/sql"

	"fengcun"
)

// Suite is what the register needs of the algorithm suite. Keys have the length
// that the suite demands of its cipher; MAC keys may be of any length.
type Suite interface {
	AEAD(key []byte) (cipher.AEAD, error)
	MAC(key []byte, parts ...[]byte) [32]byte
}

// Keys are the register's own keys, used nowhere else. One key for each field
// keeps a term of one field from being compared with a term of another.
type Keys struct {
	IDNumber []byte // index terms of ID numbers
	Name     []byte // index terms of name and birth date
	Row      []byte // row identifiers
	Content  []byte // the encrypted rows
}

// Register is the open register. It is safe for concurrent use.
type Register struct {
	reader *sql.DB
	suite  Suite
	keys   Keys
	aead   cipher.AEAD
	decoy  row // opened where nothing is found
}

// New returns the register over a read-only handle. Every key must be there.
func New(reader *sql.DB, suite Suite, keys Keys) (*Register, error) {
	for _, key := range [][]byte{keys.IDNumber, keys.Name, keys.Row, keys.Content} {
		if len(key) < 16 {
			return nil, &fengcun.Error{Kind: fengcun.KindInternal, Code: "openregister.key"}
		}
	}
	aead, err := suite.AEAD(keys.Content)
	if err != nil {
		return nil, &fengcun.Error{Kind: fengcun.KindInternal, Code: "openregister.key", Err: err}
	}
	r := &Register{reader: reader, suite: suite, keys: keys, aead: aead}
	r.decoy.id = fengcun.NewID()
	if r.decoy.ciphertext, err = r.seal(r.decoy.id, "", content{}); err != nil {
		return nil, err
	}
	return r, nil
}

// RowOf returns the identifier of the row of a record, whether or not there is
// one. Only the register's key leads from the one to the other, so that the
// table, and the refusals that rest on it, do not name records.
func (r *Register) RowOf(record fengcun.RecordID) fengcun.ID {
	mac := r.suite.MAC(r.keys.Row, record[:])
	return fengcun.ID(mac[:16])
}

// randomTerm stands where a field is missing. It equals no other term, ever.
func randomTerm() []byte {
	term := make([]byte, 32)
	rand.Read(term) // crypto/rand.Read never returns an error since Go 1.24
	return term
}
