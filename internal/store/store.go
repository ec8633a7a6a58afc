package store

import (
	"context"
	"database/sql"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"

	"fengcun"
	"fengcun/internal/audit"
)

// Options say which database to open and with which key the log is signed.
type Options struct {
	// Dir is the data directory of a SQLite installation. It is made if absent.
	Dir string

	// DSN is the connection string of a PostgreSQL database. Exactly one of Dir
	// and DSN is given.
	DSN string

	// OpenRegisterDSN, optional, signs in to the same PostgreSQL database with a
	// role that can read the open register and nothing else.
	OpenRegisterDSN string

	// Clock tells the time for the terms of idempotency keys; nil means the
	// system clock.
	Clock func() time.Time

	// Signer signs checkpoints, Verifier checks them. Both carry the log's name.
	Signer   note.Signer
	Verifier note.Verifier

	// Known are signed checkpoints that were kept outside the database. Without
	// one a database set back as a whole looks like an earlier, honest one.
	Known [][]byte
}

// Store is the one way to the database. It is safe for concurrent use.
type Store struct {
	engine   engine
	rows     *Reader
	clock    func() time.Time
	signer   note.Signer
	verifier note.Verifier

	queue    chan *request
	finished chan struct{} // closed when the committer has ended

	gate   sync.RWMutex // held for reading while a request is queued
	closed bool         // guarded by gate

	// The committer's own; nobody else touches them after Open.
	edge  *audit.Edge
	swept int64 // unix seconds of the last sweep of request keys

	// testOnlyFault is called at each point of a transaction and may fail it.
	testOnlyFault func(point string) error
}

// Open opens the database, brings its tables up to date, checks that an
// acknowledged act will survive a crash (store.durability otherwise) and that the
// log is the one that was signed (store.log otherwise, wrapping an *audit.Fault),
// and starts the committer.
func Open(ctx context.Context, o Options) (*Store, error) {
	if (o.Dir == "") == (o.DSN == "") {
		return nil, fengcun.Invalid("store.engine", "dsn")
	}
	if o.Signer == nil || o.Verifier == nil || o.Signer.Name() != o.Verifier.Name() {
		return nil, fengcun.Invalid("store.signer", "signer")
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	var e engine
	var err error
	if o.Dir != "" {
		e, err = openSQLite(ctx, o.Dir)
	} else {
		e, err = openPostgres(ctx, o.DSN, o.OpenRegisterDSN)
	}
	if err != nil {
		return nil, err
	}
	s := &Store{
		engine:        e,
		rows:          newReader(e.reader(), e.dialect),
		clock:         o.Clock,
		signer:        o.Signer,
		verifier:      o.Verifier,
		queue:         make(chan *request, 4*maxBatch),
		finished:      make(chan struct{}),
		testOnlyFault: func(string) error { return nil },
	}
	if s.edge, err = audit.VerifyTail(ctx, s, o.Verifier, o.Known); err != nil {
		e.close()
		return nil, logFault(err)
	}
	go s.committer()
	return s, nil
}

// Close lets the committer finish what is queued, signs a last checkpoint and
// closes the database. Changes handed over later are refused with store.closed.
func (s *Store) Close(ctx context.Context) error {
	_, checkpointErr := s.Checkpoint(ctx)
	s.gate.Lock()
	already := s.closed
	s.closed = true
	if !already {
		close(s.queue)
	}
	s.gate.Unlock()
	<-s.finished
	if already {
		return nil
	}
	if err := s.engine.close(); err != nil {
		return s.engine.fault(err)
	}
	return checkpointErr
}

// Reader returns a handle that reads every table and cannot write.
func (s *Store) Reader() *Reader { return s.rows }

// OpenRegisterReader returns a handle that reads the open register and cannot
// reach any other table.
func (s *Store) OpenRegisterReader() *sql.DB { return s.engine.openRegister() }

// Fault turns an error of one of the readers into one of this package's that
// carries no value of a row; nil stays nil.
func (s *Store) Fault(err error) error { return s.engine.fault(err) }

// Reclaim makes what was deleted or overwritten unreadable in the database's own
// files: call it after a sealing run, when working wraps and index terms have
// gone. Acts wait while it runs. An error means that old content may still
// stand; store.reclaim_busy that a long reader was in the way.
//
// On SQLite what is deleted is overwritten in its page at once (secure_delete),
// but the write-ahead log keeps whole old pages, and the file keeps them until
// the log has been copied into it: Reclaim does that and empties the log. On
// PostgreSQL the tables of working wraps and index terms are rewritten (VACUUM
// FULL), because a vacuumed page keeps the bytes of its dead rows, and all others
// are vacuumed. Blocks that the file system or the disk keeps for itself are
// beyond reach.
func (s *Store) Reclaim(ctx context.Context) error {
	return s.maintain(ctx, func(ctx context.Context) error {
		return s.engine.fault(s.engine.reclaim(ctx))
	})
}
