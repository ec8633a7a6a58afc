package store_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"sync"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"fengcun"
	"fengcun/internal/audit"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/store"
)

// BenchmarkCommit measures durable acts of two statements and a leaf. The metric
// "of-bare" puts them in relation to bare durable inserts of the same bytes, one
// transaction each, into one table without index, by as many clients on the same
// engine in the same run.
func BenchmarkCommit(b *testing.B) {
	for _, engine := range []struct {
		name string
		open func(testing.TB) fengcuntest.OpenStore
	}{{"sqlite", fengcuntest.SQLite}, {"postgres", fengcuntest.Postgres}} {
		for _, clients := range []struct {
			name string
			n    int
		}{{"1", 1}, {"8", 8}, {"64", 64}} {
			b.Run(engine.name+"/"+clients.name, func(b *testing.B) {
				var o store.Options
				s := engine.open(b)(func(options *store.Options) { o = *options })
				sealer := newSealer(b)
				changes := make([]store.Change, b.N)
				for i := range changes {
					changes[i] = fileMatter(b, sealer, fengcun.NewID())
				}
				bare := bareInserts(b, o, clients.n, changes)
				b.ResetTimer()
				begun := time.Now()
				share(clients.n, len(changes), func(i int) {
					if _, err := s.Commit(context.Background(), changes[i]); err != nil {
						b.Error(err)
					}
				})
				acts := float64(b.N) / time.Since(begun).Seconds()
				b.StopTimer()
				b.ReportMetric(acts, "acts/s")
				b.ReportMetric(acts/bare, "of-bare")
			})
		}
	}
}

// share deals n pieces of work out to so many clients and waits for all.
func share(clients, n int, work func(i int)) {
	var wg sync.WaitGroup
	for c := range clients {
		wg.Go(func() {
			for i := c; i < n; i += clients {
				work(i)
			}
		})
	}
	wg.Wait()
}

// bareInserts returns how many rows of the same bytes go in per second.
func bareInserts(b *testing.B, o store.Options, clients int, changes []store.Change) float64 {
	b.Helper()
	var db *sql.DB
	var err error
	table, blob := "bare", "BLOB"
	if o.DSN == "" {
		db, err = sql.Open("sqlite", "file:"+filepath.Join(b.TempDir(), "bare.db")+
			"?_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(10000)")
		if err == nil {
			db.SetMaxOpenConns(1)
		}
	} else {
		table, blob = "public.bare", "BYTEA"
		db, err = sql.Open("pgx", o.DSN)
		if err == nil {
			db.SetMaxOpenConns(clients)
			db.SetMaxIdleConns(clients)
		}
	}
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`CREATE TABLE ` + table + ` (a ` + blob + `)`); err != nil {
		b.Fatal(err)
	}
	insert, err := db.Prepare(`INSERT INTO ` + table + ` (a) VALUES ($1)`)
	if err != nil {
		b.Fatal(err)
	}
	defer insert.Close()
	begun := time.Now()
	share(clients, len(changes), func(i int) {
		if _, err := insert.Exec(bytesOf(changes[i])); err != nil {
			b.Error(err)
		}
	})
	return float64(len(changes)) / time.Since(begun).Seconds()
}

// bytesOf returns as many bytes as a change brings into the database.
func bytesOf(c store.Change) []byte {
	e := c.Entry
	n := len(e.Salt) + len(e.Header()) + audit.BodySize
	for _, s := range c.Statements {
		for _, arg := range s.Args {
			switch v := arg.(type) {
			case fengcun.ID:
				n += len(v)
			case fengcun.OrganID:
				n += len(v)
			case string:
				n += len(v)
			}
		}
	}
	return make([]byte, n)
}
