package store_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/audit"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/store"
)

func TestIdempotency(t *testing.T) {
	fengcuntest.EachEngine(t, func(t *testing.T, open fengcuntest.OpenStore) {
		clock := fengcuntest.NewClock(fengcuntest.Epoch)
		s := open(func(o *store.Options) { o.Clock = clock.Now })
		sealer := newSealer(t)
		request := func(mac byte) (store.Change, fengcun.ID) {
			id := fengcun.NewID()
			c := fileMatter(t, sealer, id)
			c.Idempotency = &store.Idempotency{
				Actor: "handler-1@court-0101", Route: "file", Key: "key-1", MAC: [32]byte{mac},
				ResultID: id, Expires: clock.Now().Add(24 * time.Hour).Unix(),
			}
			return c, id
		}
		first, id := request(1)
		mustCommit(t, s, fileMatter(t, sealer, fengcun.NewID()))
		if r := mustCommit(t, s, first); r.Replayed() || r.Index() != 1 || r.ResultID() != id {
			t.Fatalf("first time: %+v", r)
		}
		again, _ := request(1)
		if r := mustCommit(t, s, again); !r.Replayed() || r.Index() != 1 || r.ResultID() != id {
			t.Errorf("second time: %+v, want a replay of the first", r)
		}
		other, _ := request(2)
		if _, err := s.Commit(context.Background(), other); fengcun.CodeOf(err) != "idempotency.reused" {
			t.Errorf("another request with the same key: %v", err)
		}
		if n := rowCount(t, s.Reader(), `SELECT count(*) FROM matter`); n != 2 {
			t.Errorf("%d matters, want 2", n)
		}
		// In one batch too the second finds the first.
		a, _ := request(3)
		b, _ := request(3)
		a.Idempotency.Key, b.Idempotency.Key = "key-2", "key-2"
		out := s.CommitAll(context.Background(), []store.Change{a, b})
		if out[0].Err != nil || out[1].Err != nil || out[0].Receipt.Replayed() || !out[1].Receipt.Replayed() || out[1].Receipt.ResultID() != out[0].Receipt.ResultID() {
			t.Errorf("twice in one batch: %+v", out)
		}
		// A key past its term is as good as new, and swept in the end.
		clock.Advance(25 * time.Hour)
		late, lateID := request(2)
		if r := mustCommit(t, s, late); r.Replayed() || r.ResultID() != lateID {
			t.Errorf("after the term: %+v", r)
		}
		if n := rowCount(t, s.Reader(), `SELECT count(*) FROM idempotency`); n != 1 {
			t.Errorf("%d keys kept, want the live one", n)
		}
		// A replay of a change that failed is not a replay.
		stale := touch(t, sealer, id, 99)
		stale.Idempotency = &store.Idempotency{Actor: "a", Route: "touch", Key: "k", ResultID: id, Expires: clock.Now().Add(time.Hour).Unix()}
		for range 2 {
			if _, err := s.Commit(context.Background(), stale); fengcun.CodeOf(err) != "store.conflict" {
				t.Errorf("stale request: %v", err)
			}
		}
	})
}

func TestNumbersHaveNoGaps(t *testing.T) {
	fengcuntest.EachEngine(t, func(t *testing.T, open fengcuntest.OpenStore) {
		s := open()
		sealer := newSealer(t)
		const use = `
INSERT INTO notice (notice_id, record_id, organ_id, year, serial, state, basis, drafted_by, issued_by, overtaken, version)
VALUES ($4, $4, $1, $3, (SELECT last FROM number_series WHERE organ_id = $1 AND series = $2 AND year = $3), 'issued', '11', 'a', 'b', 0, 1)`
		var changes []store.Change
		for i := range 40 {
			id := fengcun.NewID()
			c := store.Change{Entry: entry(t, sealer, id), Statements: store.NextNumber("court-0101", "notice", 2026)}
			c.Statements = append(c.Statements, store.Statement{SQL: use, Args: []any{"court-0101", "notice", 2026, id}, Rows: 1})
			if i%4 == 3 { // fails after taking its number
				c.Statements = append(c.Statements, touch(t, sealer, id, 1).Statements...)
			}
			changes = append(changes, c)
		}
		for i, o := range s.CommitAll(context.Background(), changes) {
			if (o.Err != nil) != (i%4 == 3) {
				t.Errorf("change %d: %v", i, o.Err)
			}
		}
		var n, least, most, distinct int
		err := s.Reader().QueryRow(`SELECT count(*), min(serial), max(serial), count(DISTINCT serial) FROM notice`).Scan(&n, &least, &most, &distinct)
		if err != nil || n != 30 || least != 1 || most != 30 || distinct != 30 {
			t.Errorf("%d numbers from %d to %d, %d distinct, %v; want 1 to 30", n, least, most, distinct, err)
		}
	})
}

// What would break the committer's promises never reaches it.
func TestRefusedChanges(t *testing.T) {
	s := fengcuntest.SQLite(t)()
	sealer := newSealer(t)
	good := func() store.Change { return fileMatter(t, sealer, fengcun.NewID()) }
	statement := func(sql string, args ...any) store.Change {
		c := good()
		c.Statements = append(c.Statements, store.Statement{SQL: sql, Args: args, Rows: store.AnyRows})
		return c
	}
	const update = `UPDATE matter SET organ_id = $1`
	cases := []struct {
		name   string
		change store.Change
		code   string
	}{
		{"no entry", store.Change{Statements: good().Statements}, "audit.entry"},
		{"a particular", statement(update, fengcun.Particular("李某")), "store.particular"},
		{"an instant", statement(update, fengcuntest.Epoch), "store.argument"},
		{"a fraction", statement(update, 1.5), "store.argument"},
		{"a struct", statement(update, struct{ Name string }{"李某"}), "store.argument"},
		{"a transaction's end", statement(`COMMIT`), "store.statement"},
		{"a rollback in disguise", statement(`INSERT OR ROLLBACK INTO matter VALUES (1, 2, 3)`), "store.statement"},
		{"the same for an update", statement(`UPDATE OR ROLLBACK matter SET version = 1`), "store.statement"},
		{"two statements", statement(update+`; COMMIT`, "a"), "store.statement"},
		{"a read", statement(`SELECT 1`), "store.statement"},
		{"a change of the log", statement(`DELETE FROM audit_leaf`), "store.statement"},
		{"a change of the request keys", statement(`DELETE FROM idempotency`), "store.statement"},
		{"a request without key", func() store.Change {
			c := good()
			c.Idempotency = &store.Idempotency{Actor: "a", Route: "r"}
			return c
		}(), "idempotency.form"},
		{"an unknown table", statement(`DELETE FROM nowhere`), "store.statement"},
	}
	for _, c := range cases {
		_, err := s.Commit(context.Background(), c.change)
		if fengcun.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
		if err != nil && strings.Contains(err.Error(), "李") {
			t.Errorf("%s: the error repeats the value", c.name)
		}
	}
	if n := rowCount(t, s.Reader(), `SELECT count(*) FROM matter`); n != 0 {
		t.Errorf("%d matters, want none", n)
	}
}

// Article 15: whoever answers certificates cannot reach what is sealed, and
// neither handle can write.
func TestReaders(t *testing.T) {
	fengcuntest.EachEngine(t, func(t *testing.T, open fengcuntest.OpenStore) {
		s := open()
		for query, allowed := range map[string]bool{
			`SELECT row_id FROM open_conviction`:                                         true,
			`SELECT count(*) FROM open_conviction`:                                       true,
			`SELECT item_id FROM vault_wrap`:                                             false,
			`SELECT count(*) FROM vault_sealed`:                                          false,
			`SELECT record_id FROM record`:                                               false,
			`SELECT leaf_index FROM audit_leaf`:                                          false,
			`SELECT row_id FROM open_conviction WHERE EXISTS (SELECT 1 FROM vault_term)`: false,
			`SELECT count(*) FROM vault.vault_term`:                                      false,
			`DELETE FROM open_conviction`:                                                false,
			`INSERT INTO open_conviction SELECT matter_id, organ_id, matter_id, matter_id, matter_id FROM matter`: false,
		} {
			rows, err := s.OpenRegisterReader().Query(query)
			if err == nil {
				rows.Next()
				err = rows.Err()
				rows.Close()
			}
			if (err == nil) != allowed {
				t.Errorf("open register: %s: %v", query, err)
			}
		}
		for _, query := range []string{`DELETE FROM matter`, `UPDATE audit_head SET tree_size = 7`, `CREATE TABLE x (y TEXT)`} {
			if _, err := s.Reader().Exec(query); err == nil {
				t.Errorf("the reader wrote: %s", query)
			}
		}
	})
}

func TestOpenRefuses(t *testing.T) {
	ctx := context.Background()
	signer, verifier := fengcuntest.LogKey(t)
	dir := t.TempDir()
	o := store.Options{Dir: dir, Signer: signer, Verifier: verifier}
	s, err := store.Open(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(ctx, o); fengcun.CodeOf(err) != "store.locked" {
		t.Errorf("directory in use: %v, want store.locked", err)
	}
	for _, name := range []string{"fengcun.db", "fengcun.db-wal", "fengcun.db-shm", "fengcun.lock"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v, or readable to others", name, err)
		}
	}
	if err := s.Close(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Commit(ctx, fileMatter(t, newSealer(t), fengcun.NewID())); fengcun.CodeOf(err) != "store.closed" {
		t.Errorf("commit after close: %v, want store.closed", err)
	}
	for name, o := range map[string]store.Options{
		"no database":  {Signer: signer, Verifier: verifier},
		"two":          {Dir: dir, DSN: "host=localhost", Signer: signer, Verifier: verifier},
		"no signer":    {Dir: dir, Verifier: verifier},
		"no verifier":  {Dir: dir, Signer: signer},
		"an ill DSN":   {DSN: "postgres://user:secret@[", Signer: signer, Verifier: verifier},
		"unknown role": {DSN: "port=x password=secret", Signer: signer, Verifier: verifier},
	} {
		_, err := store.Open(ctx, o)
		if fengcun.KindOf(err) != fengcun.KindInvalid {
			t.Errorf("%s: %v, want invalid", name, err)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: the error repeats the password", name)
		}
	}
	_, stranger := fengcuntest.LogKey(t)
	o.Verifier = stranger
	if _, err := store.Open(ctx, o); fengcun.CodeOf(err) != "store.log" {
		t.Errorf("checkpoints of another key: %v, want store.log", err)
	}
}

// A log that was cut back, tampered with or set back as a whole is not served.
func TestOpenFindsTampering(t *testing.T) {
	cases := []struct {
		name    string
		tamper  []string
		outside bool // the checkpoint is known from outside only
		want    audit.FaultKind
	}{
		{"last leaf gone", []string{`DELETE FROM audit_leaf WHERE leaf_index = 2`}, false, audit.FaultMissing},
		{"head gone", []string{`DELETE FROM audit_head`}, false, audit.FaultHead},
		{"leaf changed", []string{`UPDATE audit_leaf SET header = salt WHERE leaf_index = 1`}, false, audit.FaultCheckpoint},
		{"emptied, checkpoint forgotten", []string{
			`DELETE FROM audit_leaf`, `DELETE FROM audit_head`, `DELETE FROM audit_checkpoint`,
		}, true, audit.FaultRewound},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			fengcuntest.EachEngine(t, func(t *testing.T, open fengcuntest.OpenStore) {
				var o store.Options
				s := open(func(options *store.Options) { o = *options })
				sealer := newSealer(t)
				for range 3 {
					mustCommit(t, s, fileMatter(t, sealer, fengcun.NewID()))
				}
				signed, err := s.Checkpoint(context.Background())
				if err != nil {
					t.Fatal(err)
				}
				if err := s.Close(context.Background()); err != nil {
					t.Fatal(err)
				}
				fengcuntest.Tamper(t, o, c.tamper...)
				if c.outside {
					o.Known = [][]byte{signed}
				}
				_, err = store.Open(context.Background(), o)
				var fault *audit.Fault
				if fengcun.CodeOf(err) != "store.log" || !errors.As(err, &fault) || fault.Kind != c.want {
					t.Errorf("opened: %v, want a fault of kind %s", err, c.want)
				}
			})
		})
	}
}

// Two replicas on one PostgreSQL database write one log.
func TestReplicas(t *testing.T) {
	open := fengcuntest.Postgres(t)
	var key store.Options
	replicas := []*store.Store{open(func(o *store.Options) { key = *o }), open(), open()}
	sealer := newSealer(t)
	shared := fengcun.NewID()
	mustCommit(t, replicas[0], fileMatter(t, sealer, shared))
	done := make(chan []store.Outcome, len(replicas))
	for _, s := range replicas {
		var changes []store.Change
		for range 100 {
			changes = append(changes, fileMatter(t, sealer, fengcun.NewID()))
		}
		changes = append(changes, touch(t, sealer, shared, 1)) // one replica only can win this one
		go func() { done <- s.CommitAll(context.Background(), changes) }()
	}
	indexes := make(map[int64]bool)
	won := 0
	for range replicas {
		out := <-done
		for i, o := range out {
			if i == 100 {
				if o.Err == nil {
					won++
				} else if fengcun.CodeOf(o.Err) != "store.conflict" {
					t.Errorf("lost race: %v", o.Err)
				}
				continue
			}
			if o.Err != nil || indexes[o.Receipt.Index()] {
				t.Fatalf("act %d: %v, or an index given twice", i, o.Err)
			}
			indexes[o.Receipt.Index()] = true
		}
	}
	if won != 1 {
		t.Errorf("%d replicas won the race, want 1", won)
	}
	if err := audit.Verify(context.Background(), replicas[1], key.Verifier, nil, nil); err != nil {
		t.Errorf("verify: %v", err)
	}
	for _, s := range replicas {
		if err := s.Close(context.Background()); err != nil {
			t.Errorf("close: %v", err)
		}
	}
}

func TestPostgresDurability(t *testing.T) {
	open := fengcuntest.Postgres(t)
	var o store.Options
	s := open(func(options *store.Options) { o = *options })
	if err := s.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	var name string
	fengcuntest.Ask(t, o, `SELECT current_database()`, &name)
	fengcuntest.Tamper(t, o, `ALTER DATABASE `+name+` SET synchronous_commit = off`)
	if _, err := store.Open(context.Background(), o); fengcun.CodeOf(err) != "store.durability" {
		t.Errorf("synchronous_commit = off: %v, want store.durability", err)
	}
}

// After Reclaim no byte of a wrap that was replaced or deleted stands in the
// database's files.
func TestReclaim(t *testing.T) {
	open := fengcuntest.SQLite(t)
	var o store.Options
	s := open(func(options *store.Options) { o = *options })
	sealer := newSealer(t)
	// Even items move to a new epoch and keep their term, odd ones are sealed.
	// Half of the rows stay, so that pages live on in which something was deleted,
	// and a longer wrap moves rows from page to page.
	var old, kept [][]byte
	var filed, sealed []store.Change
	for i := range 3000 {
		id, wrap, term := fengcun.NewID(), secret(), secret()
		filed = append(filed, store.Change{Entry: entry(t, sealer, id), Statements: []store.Statement{
			{SQL: `INSERT INTO vault_wrap (item_id, organ_id, epoch, wrap) VALUES ($1, 'court-0101', 1, $2)`, Args: []any{id, wrap}, Rows: 1},
			{SQL: `INSERT INTO vault_term (term, item_id) VALUES ($1, $2)`, Args: []any{term, id}, Rows: 1},
		}})
		old = append(old, wrap)
		var statements []store.Statement
		if i%2 == 0 {
			longer := append(bytes.Repeat(secret(), i%7), secret()...)
			kept = append(kept, longer[len(longer)-32:], term)
			statements = []store.Statement{
				{SQL: `UPDATE vault_wrap SET epoch = 2, wrap = $2 WHERE item_id = $1`, Args: []any{id, longer}, Rows: 1},
			}
		} else {
			old = append(old, term)
			statements = []store.Statement{
				{SQL: `DELETE FROM vault_wrap WHERE item_id = $1`, Args: []any{id}, Rows: 1},
				{SQL: `DELETE FROM vault_term WHERE item_id = $1`, Args: []any{id}, Rows: 1},
			}
		}
		sealed = append(sealed, store.Change{Entry: entry(t, sealer, id), Statements: statements})
	}
	for _, changes := range [][]store.Change{filed, sealed} {
		for _, out := range s.CommitAll(context.Background(), changes) {
			if out.Err != nil {
				t.Fatal(out.Err)
			}
		}
	}
	if n := standing(t, o.Dir, old); n == 0 {
		t.Fatal("no old wrap stands before Reclaim: the test would show nothing")
	}
	if err := s.Reclaim(context.Background()); err != nil {
		t.Fatal(err)
	}
	if n := standing(t, o.Dir, old); n != 0 {
		t.Errorf("%d old wraps still stand in the files", n)
	}
	if n := standing(t, o.Dir, kept); n != len(kept) {
		t.Errorf("%d of %d live wraps stand in the files", n, len(kept))
	}
	if n := rowCount(t, s.Reader(), `SELECT count(*) FROM vault_wrap WHERE epoch = 2`); n != int64(len(kept)/2) {
		t.Errorf("%d wraps left, want %d", n, len(kept)/2)
	}
}

// secret returns 32 random bytes.
func secret() []byte {
	a, b := fengcun.NewID(), fengcun.NewID()
	return append(a[:], b[:]...)
}

// standing counts the secrets of which the second half is found in some file of
// the directory.
func standing(t *testing.T, dir string, secrets [][]byte) (n int) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	var all []byte
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, content...)
	}
	for _, s := range secrets {
		if bytes.Contains(all, s[16:]) {
			n++
		}
	}
	return n
}

func TestReclaimPostgres(t *testing.T) {
	s := fengcuntest.Postgres(t)()
	sealer := newSealer(t)
	id := fengcun.NewID()
	mustCommit(t, s, store.Change{Entry: entry(t, sealer, id), Statements: []store.Statement{
		{SQL: `INSERT INTO vault_wrap (item_id, organ_id, epoch, wrap) VALUES ($1, 'court-0101', 1, $1)`, Args: []any{id}, Rows: 1},
	}})
	file := func() (name string) {
		if err := s.Reader().QueryRow(`SELECT pg_relation_filepath('vault.vault_wrap')`).Scan(&name); err != nil {
			t.Fatal(err)
		}
		return name
	}
	before := file()
	if err := s.Reclaim(context.Background()); err != nil {
		t.Fatal(err)
	}
	if file() == before {
		t.Error("vault_wrap still stands in its old file")
	}
	mustCommit(t, s, fileMatter(t, sealer, fengcun.NewID()))
}
