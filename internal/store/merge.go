package store

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// The sizes in which plain inserts of a batch are put together. Few and fixed, so
// that each text is prepared once.
var mergeSizes = [...]int{64, 8, 1}

// merge puts the plain inserts of a batch first and together, one statement for
// many rows of a table: an insert costs the engine less than a statement. All
// other statements follow in their order.
//
// A plain insert is of values alone: it reads nothing, so that nothing before it
// can change what it writes. What comes before it in the batch may see its row
// earlier; rows are new and under random keys, and every act checks what it
// relied on by row versions. An act that gives up a row and writes another under
// the same key says UPDATE.
//
// If a merged statement fails, the committer runs each Change alone and unmerged,
// as after any failure of a batch.
func merge(statements []Statement) []Statement {
	groups := map[string][]Statement{}
	var order []string
	rest := make([]Statement, 0, len(statements))
	for _, s := range statements {
		if s.Rows != 1 || plainInsertOf(s.SQL) == nil {
			rest = append(rest, s)
			continue
		}
		if groups[s.SQL] == nil {
			order = append(order, s.SQL)
		}
		groups[s.SQL] = append(groups[s.SQL], s)
	}
	merged := make([]Statement, 0, len(rest)+4*len(order))
	for _, text := range order {
		group, insert := groups[text], plainInsertOf(text)
		for _, size := range mergeSizes {
			for ; len(group) >= size; group = group[size:] {
				args := make([]any, 0, size*len(group[0].Args))
				for _, s := range group[:size] {
					args = append(args, s.Args...)
				}
				merged = append(merged, Statement{SQL: insert.of(size, len(group[0].Args)), Args: args, Rows: int64(size)})
			}
		}
	}
	return append(merged, rest...)
}

// plainInsert is an insert of values alone, taken apart.
type plainInsert struct {
	head  string // up to VALUES
	tuple string // the values in their brackets

	mu    sync.Mutex // guards texts
	texts map[int]string
}

var (
	plainInsertForm = regexp.MustCompile(`(?s)^(INSERT INTO .*?VALUES\s*)(\([^()]*\))\s*$`)
	placeholder     = regexp.MustCompile(`\$(\d+)`)
	plainInserts    sync.Map // text -> *plainInsert, nil if it is none
)

func plainInsertOf(text string) *plainInsert {
	if known, ok := plainInserts.Load(text); ok {
		return known.(*plainInsert)
	}
	var insert *plainInsert
	if m := plainInsertForm.FindStringSubmatch(strings.TrimSpace(text)); m != nil && !strings.Contains(m[2], "SELECT") {
		insert = &plainInsert{head: m[1], tuple: m[2], texts: map[int]string{}}
	}
	plainInserts.Store(text, insert)
	return insert
}

// of returns the text for so many rows of so many arguments each.
func (p *plainInsert) of(rows, args int) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if text, ok := p.texts[rows]; ok {
		return text
	}
	var b strings.Builder
	b.WriteString(p.head)
	for row := range rows {
		if row > 0 {
			b.WriteString(", ")
		}
		b.WriteString(placeholder.ReplaceAllStringFunc(p.tuple, func(m string) string {
			n, _ := strconv.Atoi(m[1:]) // the form admits digits only
			return "$" + strconv.Itoa(row*args+n)
		}))
	}
	p.texts[rows] = b.String()
	return b.String()
}
