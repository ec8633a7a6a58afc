package vault

import (
	"strconv"
	"strings"
)

// batchSize is how many items one statement of a bulk act covers.
const batchSize = 64

// A rowText is one SQL text for each number of rows from 1 to batchSize, made
// beforehand so that the database can keep the prepared statements.
type rowText [batchSize]string

func (t *rowText) of(rows int) string { return t[rows-1] }

// texts makes a rowText; write appends the text for the given number of rows.
func texts(write func(b *strings.Builder, rows int)) *rowText {
	var t rowText
	for i := range t {
		var b strings.Builder
		write(&b, i+1)
		t[i] = b.String()
	}
	return &t
}

// list appends ($first, …) with n parameters.
func list(b *strings.Builder, first, n int) {
	for i := range n {
		if i == 0 {
			b.WriteString("($")
		} else {
			b.WriteString(", $")
		}
		b.WriteString(strconv.Itoa(first + i))
	}
	b.WriteString(")")
}

// insert returns the texts that insert rows of the given number of columns.
func insert(into string, columns int) *rowText {
	return texts(func(b *strings.Builder, rows int) {
		b.WriteString("INSERT INTO " + into + " VALUES ")
		for row := range rows {
			if row > 0 {
				b.WriteString(", ")
			}
			list(b, row*columns+1, columns)
		}
	})
}

// among returns the texts of a statement that ends in a list of values.
func among(head, tail string) *rowText {
	return texts(func(b *strings.Builder, rows int) {
		b.WriteString(head)
		list(b, 1, rows)
		b.WriteString(tail)
	})
}

var (
	insertTermsSQL  = insert(`vault_term (term, item_id)`, 2)
	insertSealedSQL = insert(`vault_sealed (item_id, organ_id, run_id, wrap)`, 4)
	selectWrapsSQL  = among(`SELECT item_id, organ_id, epoch, wrap FROM vault_wrap WHERE item_id IN `, ``)
	selectTermsSQL  = among(`SELECT DISTINCT item_id FROM vault_term WHERE term IN `, ` ORDER BY item_id`)

	// The items come first, then their wraps. No two wraps are equal, so the two
	// lists pick exactly the pairs: an item whose wrap was changed meanwhile stays.
	deleteWrapsSQL = texts(func(b *strings.Builder, rows int) {
		b.WriteString(`DELETE FROM vault_wrap WHERE item_id IN `)
		list(b, 1, rows)
		b.WriteString(` AND wrap IN `)
		list(b, rows+1, rows)
	})
)
