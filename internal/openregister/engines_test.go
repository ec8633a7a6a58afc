package openregister_test

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/audit"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/openregister"
	"fengcun/internal/store"
	"fengcun/internal/suite"
)

// commitAct commits statements as one act, with its leaf, through the committer.
func commitAct(t *testing.T, s *store.Store, statements []store.Statement) error {
	t.Helper()
	sealer, err := audit.NewSealer([]byte(strings.Repeat("k", 32)), audit.Cipher{KeySize: 32, New: func(key []byte) (cipher.AEAD, error) {
		block, err := aes.NewCipher(key)
		if err != nil {
			return nil, err
		}
		return cipher.NewGCM(block)
	}})
	if err != nil {
		t.Fatal(err)
	}
	actor := fengcun.Actor{Staff: "wang", Organ: "court-0101", Role: fengcun.RoleApprover}
	entry, err := sealer.Entry("admit", actor, fengcuntest.Epoch, audit.Body{Basis: "4"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Commit(context.Background(), store.Change{Statements: statements, Entry: entry})
	return err
}

// Admission, look-up and removal through the committer and the register's own
// read-only handle, on both engines; removal twice, since the second runs on a
// rebuilt table.
func TestBothEngines(t *testing.T) {
	fengcuntest.EachEngine(t, func(t *testing.T, open fengcuntest.OpenStore) {
		s := open()
		r, err := openregister.New(s.OpenRegisterReader(), suite.Intl(), testKeys(0))
		if err != nil {
			t.Fatal(err)
		}
		numbers := []fengcun.Particular{"110101189005040010", "110101189005040029", "110101189005040037"}
		standing := map[fengcun.Particular]bool{}
		rows := map[fengcun.Particular]fengcun.ID{}
		check := func(step string) {
			t.Helper()
			for _, number := range numbers {
				if got := lookup(t, r, openregister.Identity{IDNumber: number}).Found; got != standing[number] {
					t.Errorf("%s: found %v, want %v", step, got, standing[number])
				}
			}
		}
		admitNumber := func(number fengcun.Particular) error {
			c, record := conviction(t, openregister.Identity{IDNumber: number, Name: "测试甲", Birth: born})
			statements, err := r.Admit(c)
			if err != nil {
				t.Fatal(err)
			}
			rows[number], standing[number] = r.RowOf(record), true
			return commitAct(t, s, statements)
		}
		check("empty")
		for _, number := range numbers {
			if err := admitNumber(number); err != nil {
				t.Fatal(err)
			}
		}
		check("admitted")
		for n, number := range numbers[:2] {
			if err := commitAct(t, s, openregister.Remove(rows[number])); err != nil {
				t.Fatal(err)
			}
			delete(standing, number)
			check([]string{"removed once", "removed twice"}[n])
		}
		if err := admitNumber(numbers[0]); err != nil {
			t.Fatal(err)
		}
		check("admitted again")
		// The names stay what the migration gave them, so that later migrations
		// find the table.
		if a := lookup(t, r, openregister.Identity{Name: "测试甲", Birth: born}); len(a.Matches) != 2 || a.Certain {
			t.Errorf("%d namesakes, certain %v; want 2, uncertain", len(a.Matches), a.Certain)
		}
	})
}

// A removal in one batch with admissions, as the committer may run them, touches
// only what it names.
func TestRemovalAmongOthers(t *testing.T) {
	fengcuntest.EachEngine(t, func(t *testing.T, open fengcuntest.OpenStore) {
		s := open()
		r, err := openregister.New(s.OpenRegisterReader(), suite.Intl(), testKeys(0))
		if err != nil {
			t.Fatal(err)
		}
		var statements []store.Statement
		var records []fengcun.RecordID
		numbers := []fengcun.Particular{"110101189005040010", "110101189005040029"}
		for _, number := range numbers {
			c, record := conviction(t, openregister.Identity{IDNumber: number})
			admission, err := r.Admit(c)
			if err != nil {
				t.Fatal(err)
			}
			statements, records = append(statements, admission...), append(records, record)
		}
		statements = append(statements, openregister.Remove(r.RowOf(records[0]))...)
		if err := commitAct(t, s, statements); err != nil {
			t.Fatal(err)
		}
		for n, number := range numbers {
			if got, want := lookup(t, r, openregister.Identity{IDNumber: number}).Found, n == 1; got != want {
				t.Errorf("person %d: found %v, want %v", n, got, want)
			}
		}
	})
}
