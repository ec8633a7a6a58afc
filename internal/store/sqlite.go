package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"fengcun"
	"fengcun/internal/audit"
)

// sqliteEngine is one SQLite file with one connection that writes.
type sqliteEngine struct {
	lock     *os.File
	writerDB *sql.DB
	conn     *sql.Conn // the one connection of writerDB
	prepared map[string]*sql.Stmt
	writes   map[string]driver.StmtExecContext // of conn itself
	readers  *sql.DB
	register *sql.DB
}

// openSQLite opens the file in a data directory and makes both if absent.
func openSQLite(ctx context.Context, dir string) (_ engine, err error) {
	e := &sqliteEngine{prepared: make(map[string]*sql.Stmt), writes: make(map[string]driver.StmtExecContext)}
	defer func() {
		if err != nil {
			e.close()
			err = e.fault(err)
		}
	}()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	if e.lock, err = LockDirectory(dir); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, "fengcun.db")
	// SQLite would make the file readable to the group; -wal and -shm take the
	// mode of the file.
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := file.Close(); err != nil {
		return nil, err
	}

	if e.writerDB, err = openSQLitePool(path, 1, nil, writerPragmas...); err != nil {
		return nil, err
	}
	if err := migrate(ctx, e.writerDB, goose.DialectSQLite3, "migrations/sqlite"); err != nil {
		return nil, err
	}
	if e.conn, err = e.writerDB.Conn(ctx); err != nil {
		return nil, err
	}
	if err := checkSQLiteDurability(ctx, e.conn); err != nil {
		return nil, err
	}
	readers := max(4, 2*runtime.NumCPU())
	if e.readers, err = openSQLitePool(path, readers, nil, readerPragmas...); err != nil {
		return nil, err
	}
	if e.register, err = openSQLitePool(path, 4, onlyOpenRegister, readerPragmas...); err != nil {
		return nil, err
	}
	return e, nil
}

// LockDirectory takes a directory for this process until the file is closed, by
// whatever end the process comes to. A directory that another process has taken
// is refused with store.locked.
func LockDirectory(dir string) (*os.File, error) {
	lock, err := os.OpenFile(filepath.Join(dir, "fengcun.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		lock.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, unavailable("store.locked", nil)
		}
		return nil, err
	}
	return lock, nil
}

var (
	writerPragmas = []string{
		"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "secure_delete(ON)",
		"foreign_keys(ON)", "temp_store(MEMORY)", "trusted_schema(OFF)",
		// Identifiers are random, so that acts touch pages all over the file: a
		// cache of 64 MiB keeps them at hand, and a checkpoint every 64 MiB of log
		// writes each of them once for many acts.
		"cache_size(-65536)", "wal_autocheckpoint(16384)",
	}
	readerPragmas = []string{
		"busy_timeout(10000)", "query_only(ON)", "temp_store(MEMORY)", "trusted_schema(OFF)",
	}
)

// openSQLitePool opens a pool of connections, each under the authorizer if there
// is one.
func openSQLitePool(path string, size int, allow sqlite.AuthorizerFn, pragmas ...string) (*sql.DB, error) {
	query := url.Values{"_txlock": {"immediate"}, "_pragma": pragmas}
	file := url.URL{Path: path}
	connector, err := sqlite.NewConnector("file:" + file.EscapedPath() + "?" + query.Encode())
	if err != nil {
		return nil, err
	}
	if allow != nil {
		connector = authorized{connector, allow}
	}
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return db, nil
}

// authorized puts every connection under an authorizer before it is used.
type authorized struct {
	driver.Connector
	allow sqlite.AuthorizerFn
}

func (a authorized) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := a.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	if err := c.(sqlite.AuthorizerRegisterer).RegisterAuthorizer(a.allow); err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

// onlyOpenRegister lets a connection read the tables of the open register and do
// nothing else: every other table is refused when a statement is compiled.
func onlyOpenRegister(action sqlite.AuthorizerActionCode, table, _, _, _ string) sqlite.AuthorizerReturnCode {
	switch action {
	case sqlite.AuthSelect, sqlite.AuthFunction, sqlite.AuthTransaction:
		return sqlite.AuthorizerOK
	case sqlite.AuthRead:
		if strings.HasPrefix(table, "open_") {
			return sqlite.AuthorizerOK
		}
	}
	return sqlite.AuthorizerDeny
}

// checkSQLiteDurability refuses a connection that would acknowledge a commit
// before it is on disk. FULL is 2.
func checkSQLiteDurability(ctx context.Context, conn *sql.Conn) error {
	var synchronous int
	var journal string
	if err := conn.QueryRowContext(ctx, `PRAGMA synchronous`).Scan(&synchronous); err != nil {
		return err
	}
	if err := conn.QueryRowContext(ctx, `PRAGMA journal_mode`).Scan(&journal); err != nil {
		return err
	}
	if synchronous < 2 || journal != "wal" {
		return unavailable("store.durability", nil)
	}
	return nil
}

func (e *sqliteEngine) dialect(text string) string { return anonymous(text) }

func (e *sqliteEngine) reader() *sql.DB       { return e.readers }
func (e *sqliteEngine) openRegister() *sql.DB { return e.register }

func (e *sqliteEngine) close() error {
	var errs []error
	for _, statement := range e.prepared {
		errs = append(errs, statement.Close())
	}
	for _, statement := range e.writes {
		errs = append(errs, statement.(driver.Stmt).Close())
	}
	for _, pool := range []*sql.DB{e.register, e.readers} {
		if pool != nil {
			errs = append(errs, pool.Close())
		}
	}
	if e.conn != nil {
		errs = append(errs, e.conn.Close())
	}
	if e.writerDB != nil { // last, so that it empties the write-ahead log
		errs = append(errs, e.writerDB.Close())
	}
	if e.lock != nil {
		errs = append(errs, e.lock.Close())
	}
	return errors.Join(errs...)
}

// statement returns the prepared form of a text. The program's texts are few and
// fixed, so none is ever dropped.
func (e *sqliteEngine) statement(ctx context.Context, text string) (*sql.Stmt, error) {
	if s, ok := e.prepared[text]; ok {
		return s, nil
	}
	s, err := e.conn.PrepareContext(ctx, anonymous(text))
	if err != nil {
		return nil, err
	}
	e.prepared[text] = s
	return s, nil
}

// write returns the prepared form of a text on the connection itself.
func (e *sqliteEngine) write(ctx context.Context, conn driver.ConnPrepareContext, text string) (driver.StmtExecContext, error) {
	if s, ok := e.writes[text]; ok {
		return s, nil
	}
	s, err := conn.PrepareContext(ctx, anonymous(text))
	if err != nil {
		return nil, err
	}
	e.writes[text] = s.(driver.StmtExecContext)
	return e.writes[text], nil
}

// do runs one statement without result.
func (e *sqliteEngine) do(ctx context.Context, text string) error {
	s, err := e.statement(ctx, text)
	if err != nil {
		return err
	}
	_, err = s.ExecContext(ctx)
	return err
}

func (e *sqliteEngine) begin(ctx context.Context) (transaction, audit.Head, error) {
	if err := e.do(ctx, `BEGIN IMMEDIATE`); err != nil {
		// A transaction left open by a rollback that failed must not swallow
		// the next batch: end it, and let this batch fail.
		sqliteTransaction{e}.rollback(ctx)
		return nil, audit.Head{}, err
	}
	tx := sqliteTransaction{e}
	s, err := e.statement(ctx, selectHead)
	if err != nil {
		tx.rollback(ctx)
		return nil, audit.Head{}, err
	}
	head, err := scanHead(s.QueryRowContext(ctx))
	if err != nil {
		tx.rollback(ctx)
		return nil, audit.Head{}, err
	}
	return tx, head, nil
}

type sqliteTransaction struct{ e *sqliteEngine }

func (t sqliteTransaction) requests(ctx context.Context, keys []*Idempotency) ([]*recordedRequest, error) {
	s, err := t.e.statement(ctx, selectRequest)
	if err != nil {
		return nil, err
	}
	found := make([]*recordedRequest, len(keys))
	for i, k := range keys {
		var r recordedRequest
		err := s.QueryRowContext(ctx, k.Actor, k.Route, k.Key).Scan(&r.mac, &r.resultID, &r.leafIndex, &r.expiresAt)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, err
		}
		found[i] = &r
	}
	return found, nil
}

// run hands the statements to the driver itself: what database/sql adds to each
// takes a fifth of its time.
func (t sqliteTransaction) run(ctx context.Context, statements []Statement, passed func(i int) error) error {
	return t.e.conn.Raw(func(raw any) error {
		conn := raw.(driver.ConnPrepareContext)
		var args []driver.NamedValue
		for i, statement := range statements {
			s, err := t.e.write(ctx, conn, statement.SQL)
			if err != nil {
				return err
			}
			args = args[:0]
			for j, arg := range statement.Args {
				args = append(args, driver.NamedValue{Ordinal: j + 1, Value: arg})
			}
			result, err := s.ExecContext(ctx, args)
			if err != nil {
				return err
			}
			rows, err := result.RowsAffected()
			if err != nil {
				return err
			}
			if statement.Rows != AnyRows && rows != statement.Rows {
				return conflict("store.conflict")
			}
			if statement.affected != nil {
				*statement.affected = rows
			}
			if err := passed(i); err != nil {
				return err
			}
		}
		return nil
	})
}

func (t sqliteTransaction) salt(ctx context.Context, index int64) ([]byte, error) {
	s, err := t.e.statement(ctx, selectSalt)
	if err != nil {
		return nil, err
	}
	var salt []byte
	err = s.QueryRowContext(ctx, index).Scan(&salt)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return salt, err
}

func (t sqliteTransaction) commit(ctx context.Context) error { return t.e.do(ctx, `COMMIT`) }

// rollback fails if there is no transaction any more, which is as good.
func (t sqliteTransaction) rollback(ctx context.Context) { _ = t.e.do(ctx, `ROLLBACK`) }

// reclaim empties the write-ahead log into the file. It waits for readers of
// older pages as long as busy_timeout says.
func (e *sqliteEngine) reclaim(ctx context.Context) error {
	var busy, frames, moved int
	err := e.conn.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &frames, &moved)
	if err == nil && busy != 0 {
		err = unavailable("store.reclaim_busy", nil)
	}
	return err
}

func (e *sqliteEngine) fault(err error) error {
	var known *fengcun.Error
	var broken *audit.Fault
	var failed *sqlite.Error
	switch {
	case err == nil, errors.As(err, &known), errors.Is(err, errAgain):
		return err
	case errors.As(err, &broken):
		return internal("store.log", broken)
	case errors.As(err, &failed):
		// SQLite's messages name tables and columns, never values, but only the
		// code is kept: that is easier to be sure of.
		cause := errors.New("sqlite result " + strconv.Itoa(failed.Code()))
		switch failed.Code() {
		case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_ROWID:
			return &fengcun.Error{Kind: fengcun.KindConflict, Code: "store.conflict", Err: cause}
		}
		switch failed.Code() & 0xff {
		case sqlite3.SQLITE_FULL:
			return unavailable("store.full", cause)
		case sqlite3.SQLITE_READONLY:
			return unavailable("store.readonly", cause)
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_INTERRUPT:
			return unavailable("store.unavailable", cause)
		}
		return internal("store.statement", cause)
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return unavailable("store.full", err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return unavailable("store.readonly", err)
	case errors.Is(err, context.Canceled):
		return unavailable("store.unavailable", context.Canceled)
	case errors.Is(err, context.DeadlineExceeded):
		return unavailable("store.unavailable", context.DeadlineExceeded)
	}
	return internal("store.fault", typeOnly(err))
}
