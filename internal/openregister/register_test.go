package openregister_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
	"pgregory.net/rapid"

	"fengcun"
	"fengcun/internal/openregister"
	"fengcun/internal/store"
	"fengcun/internal/suite"
	"fengcun/law"
)

// fataler is what testing and rapid have in common.
type fataler interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

func testKeys(fill byte) openregister.Keys {
	key := func(n int, b byte) []byte { return []byte(strings.Repeat(string(rune('a'+b)), n)) }
	return openregister.Keys{IDNumber: key(32, fill), Name: key(32, fill+1), Row: key(32, fill+2), Content: key(32, fill+3)}
}

// openDatabase returns an SQLite file with the register's migration applied.
func openDatabase(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "open.db")+"?_pragma=journal_mode(WAL)&_pragma=secure_delete(1)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	text, err := os.ReadFile("../store/migrations/sqlite/00003_openregister.sql")
	if err != nil {
		t.Fatal(err)
	}
	up, _, _ := strings.Cut(string(text), "-- +goose Down")
	if _, err := db.Exec(up); err != nil {
		t.Fatal(err)
	}
	return db
}

func newRegister(t fataler, db *sql.DB) *openregister.Register {
	t.Helper()
	r, err := openregister.New(db, suite.Intl(), testKeys(0))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// commit runs statements as the committer does: all in one transaction, each
// with its expected row count.
func commit(db *sql.DB, statements []store.Statement) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, s := range statements {
		result, err := tx.Exec(s.SQL, s.Args...)
		if err != nil {
			return err
		}
		if n, _ := result.RowsAffected(); s.Rows != store.AnyRows && n != s.Rows {
			return errors.New("conflict")
		}
	}
	return tx.Commit()
}

func notSealed(t fataler, record fengcun.RecordID) openregister.Ground {
	t.Helper()
	g, err := openregister.NotSealed(store.Decision{
		ID: fengcun.NewID(), Record: record, Verdict: string(law.NotSeal), State: store.DecisionApproved,
		ProposedBy: "li", ApprovedBy: "wang",
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// conviction is of a synthetic adult: a number with a birth year of 1890 or 1900
// belongs to nobody alive.
func conviction(t fataler, person openregister.Identity) (openregister.Conviction, fengcun.RecordID) {
	t.Helper()
	record := fengcun.NewID()
	return openregister.Conviction{
		Ground: notSealed(t, record), Organ: "court-0101", Person: person,
		Judgment: "（1912）测0101刑初1号", Crime: "抢劫罪", Sentence: "有期徒刑六年",
	}, record
}

func admit(t fataler, db *sql.DB, r *openregister.Register, person openregister.Identity) fengcun.RecordID {
	t.Helper()
	c, record := conviction(t, person)
	statements, err := r.Admit(c)
	if err != nil {
		t.Fatal(err)
	}
	if err := commit(db, statements); err != nil {
		t.Fatal(err)
	}
	return record
}

func lookup(t fataler, r *openregister.Register, i openregister.Identity) openregister.Answer {
	t.Helper()
	a, err := r.Lookup(context.Background(), i)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

var born = fengcun.NewDate(1890, 5, 4)

func TestLookup(t *testing.T) {
	db := openDatabase(t)
	r := newRegister(t, db)
	admit(t, db, r, openregister.Identity{IDNumber: "11010118900504001X", Name: "测试甲", Birth: born})
	admit(t, db, r, openregister.Identity{Name: "阿依古丽·测试", Birth: born}) // no ID number known
	admit(t, db, r, openregister.Identity{IDNumber: "110101000504123", Name: "测试乙"})
	for _, c := range []struct {
		name           string
		who            openregister.Identity
		found, certain bool
	}{
		{"by number", openregister.Identity{IDNumber: "11010118900504001X"}, true, true},
		{"by number, lower case and spaced", openregister.Identity{IDNumber: "110101 18900504 001x"}, true, true},
		{"by number, full width", openregister.Identity{IDNumber: "１１０１０１１８９００５０４００１Ｘ"}, true, true},
		{"by name and birth date", openregister.Identity{Name: "测试甲", Birth: born}, true, false},
		{"by name, another number: a namesake or a second number, a person compares",
			openregister.Identity{IDNumber: "110101189005040028", Name: "测试甲", Birth: born}, true, false},
		{"by name, other middle dot", openregister.Identity{Name: "阿依古丽•测试", Birth: born}, true, false},
		{"15 digits admitted, 18 with another check digit asked", openregister.Identity{IDNumber: "11010119000504123" + "1"}, false, false},
		{"name without birth date", openregister.Identity{Name: "测试甲"}, false, false},
		{"name with another birth date", openregister.Identity{Name: "测试甲", Birth: born.AddDays(1)}, false, false},
		{"never known", openregister.Identity{IDNumber: "110101189005040036", Name: "测试丙", Birth: born}, false, false},
		{"nothing given", openregister.Identity{}, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := lookup(t, r, c.who)
			if a.Found != c.found || a.Certain != c.certain || a.Found != (len(a.Matches) > 0) {
				t.Errorf("got found %v certain %v, want %v %v", a.Found, a.Certain, c.found, c.certain)
			}
			if a.Row.IsZero() {
				t.Error("an answer without a row would be told apart by its shape")
			}
		})
	}
}

// A first-generation number and its second-generation form are one person
// (GB 11643-1999); the check digit is computed, not guessed.
func TestNumberOfBothGenerations(t *testing.T) {
	db := openDatabase(t)
	r := newRegister(t, db)
	admit(t, db, r, openregister.Identity{IDNumber: "110101000504123"})
	var hits []string
	for _, check := range "0123456789X" {
		number := "11010119000504123" + string(check)
		if lookup(t, r, openregister.Identity{IDNumber: fengcun.Particular(number)}).Found {
			hits = append(hits, string(check))
		}
	}
	// 1·7+1·9+0·10+1·5+0·8+1·4+1·2+9·1+0·6+0·3+0·7+5·9+0·10+4·5+1·8+2·4+3·2 = 123 = 11·11 + 2, hence "X".
	if strings.Join(hits, "") != "X" {
		t.Errorf("check digits that match: %q, want X", hits)
	}
}

// What was admitted comes back, with its ground, also under the Chinese suite.
func TestContentRoundTrip(t *testing.T) {
	gmKeys := testKeys(0)
	gmKeys.Content = gmKeys.Content[:16]
	for _, s := range []struct {
		suite suite.Suite
		keys  openregister.Keys
	}{{suite.Intl(), testKeys(0)}, {suite.GM(), gmKeys}} {
		t.Run(s.suite.Name(), func(t *testing.T) {
			db := openDatabase(t)
			r, err := openregister.New(db, s.suite, s.keys)
			if err != nil {
				t.Fatal(err)
			}
			who := openregister.Identity{IDNumber: "11010118900504001X", Name: "测试甲𬍛", Birth: born}
			record := admit(t, db, r, who)
			a := lookup(t, r, who)
			if len(a.Matches) != 1 || a.Row != r.RowOf(record) {
				t.Fatalf("got %d matches", len(a.Matches))
			}
			m := a.Matches[0]
			if m.Person != who || m.Record != record || m.Ground.IsZero() || m.Organ != "court-0101" || !m.ByNumber ||
				m.Judgment != "（1912）测0101刑初1号" || m.Crime != "抢劫罪" || m.Sentence != "有期徒刑六年" {
				t.Error("the conviction did not come back as it went in")
			}
		})
	}
}

// No row without a decision of two people that the record is not to be sealed,
// or a completed unsealing of a conviction (Articles 4, 18).
func TestGround(t *testing.T) {
	id, record := fengcun.NewID(), fengcun.NewID()
	good := store.Decision{ID: id, Record: record, Verdict: string(law.NotSeal), State: store.DecisionApproved, ProposedBy: "li", ApprovedBy: "wang"}
	lifted := store.Unsealing{ID: id, Record: record, Ground: fengcun.GroundNewCrime, State: fengcun.UnsealingDone, ProposedBy: "li", ApprovedBy: "wang"}
	decision := func(change func(*store.Decision)) error {
		d := good
		change(&d)
		_, err := openregister.NotSealed(d)
		return err
	}
	unsealing := func(change func(*store.Unsealing)) error {
		u := lifted
		change(&u)
		_, err := openregister.Unsealed(u)
		return err
	}
	for _, c := range []struct {
		name string
		err  error
		ok   bool
	}{
		{"4: not to be sealed, approved", decision(func(d *store.Decision) {}), true},
		{"4: to be sealed", decision(func(d *store.Decision) { d.Verdict = string(law.Seal) }), false},
		{"4(2): undecided", decision(func(d *store.Decision) { d.Verdict = string(law.Undecided) }), false},
		{"unknown verdict", decision(func(d *store.Decision) { d.Verdict = "" }), false},
		{"P12: only proposed", decision(func(d *store.Decision) { d.State = store.DecisionProposed }), false},
		{"P12: approved by the proposer", decision(func(d *store.Decision) { d.ApprovedBy = "li" }), false},
		{"P12: approved by nobody", decision(func(d *store.Decision) { d.ApprovedBy = "" }), false},
		{"a decision that is not recorded", decision(func(d *store.Decision) { d.ID = fengcun.ID{} }), false},
		{"about no record", decision(func(d *store.Decision) { d.Record = fengcun.ID{} }), false},
		{"18(1): new crime, done", unsealing(func(u *store.Unsealing) {}), true},
		{"18(3): re-sentenced, done", unsealing(func(u *store.Unsealing) { u.Ground = fengcun.GroundResentence }), true},
		{"18: examined only", unsealing(func(u *store.Unsealing) { u.State = fengcun.UnsealingExamined }), false},
		{"18: rejected", unsealing(func(u *store.Unsealing) { u.State = fengcun.UnsealingRejected }), false},
		{"7: an acquittal is no conviction", unsealing(func(u *store.Unsealing) { u.Ground = fengcun.GroundJointRequest }), false},
		{"no ground of the Measures", unsealing(func(u *store.Unsealing) { u.Ground = "custom" }), false},
		{"P12: one person", unsealing(func(u *store.Unsealing) { u.ApprovedBy = "li" }), false},
	} {
		if (c.err == nil) != c.ok {
			t.Errorf("%s: got %v", c.name, c.err)
		}
		if c.err != nil && fengcun.CodeOf(c.err) != "openregister.ground" {
			t.Errorf("%s: code %q", c.name, fengcun.CodeOf(c.err))
		}
	}
}

func TestAdmitRefuses(t *testing.T) {
	db := openDatabase(t)
	r := newRegister(t, db)
	who := openregister.Identity{IDNumber: "11010118900504001X"}
	for _, c := range []struct {
		name, code string
		change     func(*openregister.Conviction)
	}{
		{"no ground", "openregister.ground", func(c *openregister.Conviction) { c.Ground = openregister.Ground{} }},
		{"no organ", "openregister.organ", func(c *openregister.Conviction) { c.Organ = "" }},
		{"nobody", "openregister.identity", func(c *openregister.Conviction) { c.Person = openregister.Identity{} }},
		{"name alone", "openregister.identity", func(c *openregister.Conviction) { c.Person = openregister.Identity{Name: "测试甲"} }},
		{"blank number", "openregister.identity", func(c *openregister.Conviction) { c.Person = openregister.Identity{IDNumber: " - "} }},
		{"too long to stand in a row", "openregister.too_long",
			func(c *openregister.Conviction) { c.Crime = fengcun.Particular(strings.Repeat("罪", 2000)) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			offered, _ := conviction(t, who)
			c.change(&offered)
			statements, err := r.Admit(offered)
			if fengcun.CodeOf(err) != c.code || statements != nil {
				t.Errorf("got %v, want code %s", err, c.code)
			}
		})
	}
}

// One record has one row: admitting it twice conflicts.
func TestAdmitTwice(t *testing.T) {
	db := openDatabase(t)
	r := newRegister(t, db)
	c, record := conviction(t, openregister.Identity{IDNumber: "11010118900504001X"})
	for n, wantErr := range []bool{false, true, true} {
		statements, err := r.Admit(c)
		if err != nil {
			t.Fatal(err)
		}
		if err := commit(db, statements); (err != nil) != wantErr {
			t.Errorf("attempt %d: %v", n, err)
		}
		if n == 1 { // the rebuilt table refuses it as well
			if err := commit(db, openregister.Remove(fengcun.NewID())); err != nil {
				t.Fatal(err)
			}
		}
	}
	if a := lookup(t, r, openregister.Identity{IDNumber: "11010118900504001X"}); a.Row != r.RowOf(record) {
		t.Error("the row is gone")
	}
}

// After a removal the person is a stranger, the others are where they were, and
// the file holds no page with the row.
func TestRemove(t *testing.T) {
	db := openDatabase(t)
	r := newRegister(t, db)
	numbers := []fengcun.Particular{"110101189005040010", "110101189005040029", "110101189005040037"}
	var records []fengcun.RecordID
	for _, number := range numbers {
		records = append(records, admit(t, db, r, openregister.Identity{IDNumber: number}))
	}
	if err := commit(db, openregister.Remove(r.RowOf(records[1]))); err != nil {
		t.Fatal(err)
	}
	for n, number := range numbers {
		if got, want := lookup(t, r, openregister.Identity{IDNumber: number}).Found, n != 1; got != want {
			t.Errorf("person %d: found %v, want %v", n, got, want)
		}
	}
	var rows, gaps int
	if err := db.QueryRow(`SELECT COUNT(*), MAX(rowid) - COUNT(*) FROM open_conviction`).Scan(&rows, &gaps); err != nil || rows != 2 || gaps != 0 {
		t.Errorf("%d rows with %d gaps, %v; want 2 without a gap", rows, gaps, err)
	}
	if _, err := db.Exec(`PRAGMA wal_checkpoint(TRUNCATE)`); err != nil {
		t.Fatal(err)
	}
	var path string
	if err := db.QueryRow(`SELECT file FROM pragma_database_list`).Scan(&path); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for n, record := range records {
		id := r.RowOf(record)
		if got, want := strings.Contains(string(file), string(id[:])), n != 1; got != want {
			t.Errorf("row %d stands in the file: %v, want %v", n, got, want)
		}
	}
	// Again, and for rows that were never there: nothing changes.
	if err := commit(db, openregister.Remove(r.RowOf(records[1]), fengcun.NewID())); err != nil {
		t.Fatal(err)
	}
	if !lookup(t, r, openregister.Identity{IDNumber: numbers[2]}).Found {
		t.Error("a removal of nothing removed something")
	}
}

// A removal that fails half-way changes nothing.
func TestRemoveIsAllOrNothing(t *testing.T) {
	db := openDatabase(t)
	r := newRegister(t, db)
	who := openregister.Identity{IDNumber: "11010118900504001X"}
	record := admit(t, db, r, who)
	statements := openregister.Remove(r.RowOf(record))
	for n := range statements {
		broken := append(append([]store.Statement{}, statements[:n+1]...), store.Statement{SQL: `UPDATE open_conviction SET organ_id = $1 WHERE row_id = $1`, Args: []any{"x"}, Rows: 1})
		if err := commit(db, broken); err == nil {
			t.Fatal("the broken change was committed")
		}
		if !lookup(t, r, who).Found {
			t.Fatalf("statement %d took effect without the others", n)
		}
	}
}

// A failure is an error, never "not found": no certificate may rest on it.
func TestFailureIsNeverAMiss(t *testing.T) {
	who := openregister.Identity{IDNumber: "11010118900504001X", Name: "测试甲", Birth: born}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	for _, c := range []struct {
		name, code string
		ctx        context.Context
		damage     string
	}{
		{"the asker went away", "openregister.lookup", cancelled, ``},
		{"no table", "openregister.lookup", context.Background(), `DROP TABLE open_conviction`},
		{"a truncated row", "openregister.row", context.Background(), `UPDATE open_conviction SET ciphertext = x'00'`},
		{"a row of another organ", "openregister.row", context.Background(), `UPDATE open_conviction SET organ_id = 'court-0202'`},
		{"a row under another identifier", "openregister.row", context.Background(), `UPDATE open_conviction SET row_id = randomblob(16)`},
		{"a row identifier of the wrong size", "openregister.lookup", context.Background(), `UPDATE open_conviction SET row_id = x'00'`},
		{"a changed ciphertext", "openregister.row", context.Background(),
			`UPDATE open_conviction SET ciphertext = substr(ciphertext, 1, 100) || x'00' || substr(ciphertext, 102)`},
		{"more rows than a person can have", "openregister.too_many", context.Background(),
			`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
			 INSERT INTO open_conviction SELECT randomblob(16), organ_id, id_term, name_term, ciphertext FROM open_conviction, n`},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := openDatabase(t)
			r := newRegister(t, db)
			admit(t, db, r, who)
			if _, err := db.Exec(c.damage); err != nil {
				t.Fatal(err)
			}
			a, err := r.Lookup(c.ctx, who)
			if fengcun.CodeOf(err) != c.code {
				t.Errorf("got found %v, %v; want code %s", a.Found, err, c.code)
			}
		})
	}
}

// Every row has the same size, whatever stands in it, and names nobody.
func TestRowsTellNothing(t *testing.T) {
	db := openDatabase(t)
	r := newRegister(t, db)
	full := openregister.Identity{IDNumber: "11010118900504001X", Name: "测试甲", Birth: born}
	admit(t, db, r, full)
	admit(t, db, r, full) // the same person again
	admit(t, db, r, openregister.Identity{IDNumber: "110101189005040028"})
	admit(t, db, r, openregister.Identity{Name: "测试乙", Birth: born})
	rows, err := db.Query(`SELECT length(row_id), length(id_term), length(name_term), length(ciphertext) FROM open_conviction`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	shapes := map[[4]int]int{}
	for rows.Next() {
		var s [4]int
		if err := rows.Scan(&s[0], &s[1], &s[2], &s[3]); err != nil {
			t.Fatal(err)
		}
		shapes[s]++
	}
	if len(shapes) != 1 {
		t.Errorf("rows have %d shapes: %v", len(shapes), shapes)
	}
	var distinct int
	if err := db.QueryRow(`SELECT COUNT(DISTINCT ciphertext) FROM open_conviction`).Scan(&distinct); err != nil || distinct != 4 {
		t.Errorf("%d distinct ciphertexts of 4, %v", distinct, err)
	}
	if a := lookup(t, r, full); len(a.Matches) != 2 {
		t.Errorf("%d convictions of the person, want 2", len(a.Matches))
	}
}

// Terms belong to one field and one installation: neither a term of another
// field nor one under other keys ever matches.
func TestOtherKeysFindNothing(t *testing.T) {
	db := openDatabase(t)
	who := openregister.Identity{IDNumber: "11010118900504001X", Name: "测试甲", Birth: born}
	admit(t, db, newRegister(t, db), who)
	stranger, err := openregister.New(db, suite.Intl(), testKeys(10))
	if err != nil {
		t.Fatal(err)
	}
	if a := lookup(t, stranger, who); a.Found {
		t.Error("found under other keys")
	}
}

func TestNewNeedsKeys(t *testing.T) {
	for name, drop := range map[string]func(*openregister.Keys){
		"id": func(k *openregister.Keys) { k.IDNumber = nil }, "name": func(k *openregister.Keys) { k.Name = nil },
		"row": func(k *openregister.Keys) { k.Row = nil }, "content": func(k *openregister.Keys) { k.Content = k.Content[:31] },
	} {
		keys := testKeys(0)
		drop(&keys)
		if _, err := openregister.New(nil, suite.Intl(), keys); fengcun.CodeOf(err) != "openregister.key" {
			t.Errorf("without a %s key: %v", name, err)
		}
	}
}

// Any sequence of admissions and removals leaves exactly the rows that a map
// would hold.
func TestRegisterIsASet(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		db := openDatabase(t)
		defer db.Close()
		r := newRegister(rt, db)
		standing := map[fengcun.Particular][]fengcun.RecordID{}
		numbers := []fengcun.Particular{"110101189005040010", "110101189005040029", "110101189005040037"}
		for range rapid.IntRange(1, 8).Draw(rt, "steps") {
			number := rapid.SampledFrom(numbers).Draw(rt, "person")
			if rapid.Bool().Draw(rt, "admit") {
				standing[number] = append(standing[number], admit(rt, db, r, openregister.Identity{IDNumber: number}))
				continue
			}
			var rows []fengcun.ID
			for _, record := range standing[number] {
				rows = append(rows, r.RowOf(record))
			}
			if err := commit(db, openregister.Remove(rows...)); err != nil {
				rt.Fatal(err)
			}
			delete(standing, number)
		}
		for _, number := range numbers {
			if got, want := len(lookup(rt, r, openregister.Identity{IDNumber: number}).Matches), len(standing[number]); got != want {
				rt.Fatalf("%d convictions, want %d", got, want)
			}
		}
	})
}
