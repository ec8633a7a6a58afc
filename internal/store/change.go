package store

import (
	"database/sql/driver"
	"strings"

	"fengcun"
	"fengcun/internal/audit"
)

// Statement is one SQL statement with its arguments. The same text runs on
// SQLite and PostgreSQL.
type Statement struct {
	SQL  string // one INSERT, UPDATE or DELETE with $1, $2, …
	Args []any  // integers, texts, byte strings, identifiers; never a Particular

	// Rows is how many rows the statement must affect: it is how a Change states
	// its preconditions ("UPDATE … WHERE version = $2" with Rows 1). Any other
	// count makes the whole Change conflict. AnyRows accepts every count.
	Rows int64

	affected *int64 // where the committer says how many rows it did, for AnyRows
}

// AnyRows is the Rows of a statement whose row count does not matter.
const AnyRows int64 = -1

// Change is one act, thought through and ready: either all of it stands in the
// database together with its leaf in the audit log, or nothing of it does. It is
// plain data, never a closure over a transaction, so that the committer may put
// many Changes into one transaction and run each alone if that fails.
type Change struct {
	Statements  []Statement
	Entry       audit.Entry
	Idempotency *Idempotency // nil for acts without a request key
}

// Idempotency makes a retried request happen once.
type Idempotency struct {
	Actor    string     // staff and organ
	Route    string     // name of the act
	Key      string     // chosen by the client
	MAC      [32]byte   // keyed hash of the request, so that a reused key with another request is refused
	ResultID fengcun.ID // what the act made
	Expires  int64      // unix seconds
}

// Receipt proves that a Change was committed. Only the committer makes one.
type Receipt struct {
	index    int64
	resultID fengcun.ID
	replayed bool
	ok       bool
	affected []int64
}

// Index returns the position of the act's leaf in the audit log, on a replay
// that of the original act.
func (r Receipt) Index() int64 { return r.index }

// ResultID returns the result of the original request, also on a replay.
func (r Receipt) ResultID() fengcun.ID { return r.resultID }

// Affected returns how many rows the Change's i-th statement affected, which is of
// interest where it says AnyRows: an effect that was decided inside the commit. On a
// replay, and for no statement at all, it is 0.
func (r Receipt) Affected(i int) int64 {
	if 0 <= i && i < len(r.affected) {
		return r.affected[i]
	}
	return 0
}

// Replayed reports whether the request had already happened, so that nothing was
// done now and no leaf was written now. Whoever discloses something on a replay
// must commit the disclosure as an act of its own.
func (r Receipt) Replayed() bool { return r.replayed }

// Valid reports whether the receipt comes from a commit.
func (r Receipt) Valid() bool { return r.ok }

// The bounds of a request key, in bytes.
const maxRequestKey = 128

// prepared returns the change with its arguments in the few types that both
// engines store alike. A change that could break the committer's promises is
// refused here, before it meets anybody else's.
func (c Change) prepared() (Change, error) {
	if err := c.Entry.Check(); err != nil {
		return Change{}, err
	}
	if k := c.Idempotency; k != nil {
		for field, text := range map[string]string{"actor": k.Actor, "route": k.Route, "key": k.Key} {
			if text == "" || len(text) > maxRequestKey {
				return Change{}, fengcun.Invalid("idempotency.form", field)
			}
		}
	}
	statements := make([]Statement, len(c.Statements))
	for i, s := range c.Statements {
		if !isWrite(s.SQL) && !rebuildsOpenRegister(s.SQL) {
			return Change{}, &fengcun.Error{Kind: fengcun.KindInternal, Code: "store.statement"}
		}
		args := make([]any, len(s.Args))
		for j, arg := range s.Args {
			value, err := column(arg)
			if err != nil {
				return Change{}, err
			}
			args[j] = value
		}
		statements[i] = Statement{SQL: s.SQL, Args: args, Rows: s.Rows}
	}
	c.Statements = statements
	return c, nil
}

// isWrite reports whether a text is one plain write. COMMIT or ROLLBACK inside a
// Change would end everybody's transaction, INSERT OR ROLLBACK would leave the
// rest of the batch in autocommit without a leaf, and only the committer writes
// the log and the request keys.
func isWrite(text string) bool {
	verb, rest, _ := strings.Cut(strings.TrimLeft(text, " \t\n"), " ")
	switch verb {
	case "INSERT":
		if !strings.HasPrefix(strings.TrimLeft(rest, " \t\n"), "INTO") {
			return false
		}
	case "UPDATE":
		if strings.HasPrefix(strings.TrimLeft(rest, " \t\n"), "OR ") {
			return false
		}
	case "DELETE":
	default:
		return false
	}
	for _, refused := range []string{";", "audit_", "idempotency", "RETURNING"} {
		if strings.Contains(text, refused) {
			return false
		}
	}
	return true
}

// column turns an argument into int64, string, []byte or nil. Particulars have
// no way into a column (P1), nor has anything whose stored form depends on the
// engine: floating point, instants.
func column(arg any) (any, error) {
	refused := &fengcun.Error{Kind: fengcun.KindInternal, Code: "store.argument"}
	switch arg.(type) {
	case fengcun.Particular, *fengcun.Particular:
		return nil, &fengcun.Error{Kind: fengcun.KindInternal, Code: "store.particular"}
	}
	value, err := driver.DefaultParameterConverter.ConvertValue(arg)
	if err != nil {
		return nil, refused // without the cause, which may print the value
	}
	switch v := value.(type) {
	case nil, int64, string, []byte:
		return v, nil
	case bool:
		if v {
			return int64(1), nil
		}
		return int64(0), nil
	}
	return nil, refused
}
