package vault

import (
	"crypto/rand"
	"encoding/binary"
	"slices"

	"fengcun"
	"fengcun/internal/store"
	"fengcun/internal/suite"
	"fengcun/internal/vault/capsule"
)

// termSize is the length of a working index term in bytes.
const termSize = 16

const wrapSize = suite.NonceSize + capsule.Size + suite.TagSize

// seal wraps a capsule under the epoch, bound to the item.
func (e *epochKey) seal(item fengcun.ItemID, c *capsule.Capsule) []byte {
	b := make([]byte, suite.NonceSize, wrapSize)
	rand.Read(b)
	plain := c.Bytes()
	defer clear(plain)
	return e.wrap.Seal(b, b, plain, e.additional(item))
}

// open unwraps a capsule.
func (e *epochKey) open(item fengcun.ItemID, wrap []byte) (capsule.Capsule, error) {
	if len(wrap) != wrapSize {
		return capsule.Capsule{}, damaged()
	}
	var plain [capsule.Size]byte
	defer clear(plain[:])
	b, err := e.wrap.Open(plain[:0], wrap[:suite.NonceSize], wrap[suite.NonceSize:], e.additional(item))
	if err != nil {
		return capsule.Capsule{}, damaged()
	}
	return capsule.Parse(b)
}

func (e *epochKey) additional(item fengcun.ItemID) []byte {
	b := make([]byte, 0, 1+len(item)+8)
	b = append(b, 'W')
	b = append(b, item[:]...)
	return binary.BigEndian.AppendUint64(b, uint64(e.number))
}

// term returns the working index term of a slot. It depends on nothing but the
// epoch and the slot, so that a change of epoch can make it from the capsule.
func (e *epochKey) term(s suite.Suite, slot capsule.Slot) []byte {
	mac := s.MAC(e.index, slot[:])
	return mac[:termSize]
}

// insertWrap writes a working wrap, provided the organ still writes under that
// epoch: otherwise a late commit could leave a wrap whose key is gone.
func insertWrap(organ fengcun.OrganID, item fengcun.ItemID, epoch int64, wrap []byte) store.Statement {
	return store.Statement{
		SQL: `INSERT INTO vault_wrap (item_id, organ_id, epoch, wrap) ` +
			`SELECT $1, organ_id, epoch, $2 FROM vault_epoch WHERE organ_id = $3 AND epoch = $4`,
		Args: []any{item[:], wrap, string(organ), epoch},
		Rows: 1,
	}
}

// holdWrap changes nothing and demands that the item is in the working domain
// when the Change is committed: a seal that came first makes it conflict.
func holdWrap(item fengcun.ItemID) store.Statement {
	return store.Statement{
		SQL:  `UPDATE vault_wrap SET wrap = wrap WHERE item_id = $1`,
		Args: []any{item[:]},
		Rows: 1,
	}
}

// termRows returns the rows of the working index terms of slots, as arguments.
func termRows(s suite.Suite, key *epochKey, item fengcun.ItemID, slots []capsule.Slot) []any {
	args := make([]any, 0, 2*len(slots))
	for _, slot := range slots {
		args = append(args, key.term(s, slot), item[:])
	}
	return args
}

// deleteTerms deletes every term of an item in the working domain, by value.
func deleteTerms(s suite.Suite, w *workingWrap) []store.Statement {
	slots := w.capsule.Used()
	statements := make([]store.Statement, len(slots))
	for i, slot := range slots {
		statements[i] = store.Statement{
			SQL:  `DELETE FROM vault_term WHERE term = $1 AND item_id = $2`,
			Args: []any{w.key.term(s, slot), w.item[:]},
			Rows: 1,
		}
	}
	return statements
}

// insertTerms writes rows made by termRows. Those of one item go row by row: the
// committer puts them together with those of other acts.
func insertTerms(rows []any) []store.Statement {
	size := batchSize
	if len(rows) <= 2*capsule.Slots {
		size = 1
	}
	var statements []store.Statement
	for some := range slices.Chunk(rows, 2*size) {
		n := len(some) / 2
		statements = append(statements, store.Statement{SQL: insertTermsSQL.of(n), Args: some, Rows: int64(n)})
	}
	return statements
}
