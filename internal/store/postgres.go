package store

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"fengcun"
	"fengcun/internal/audit"
	"fengcun/internal/egress"
)

// schemas are the schemas of the tables, in the order of the search path. The
// first also holds the table of the migrations.
var schemas = [...]string{"openregister", "registry", "vault", "audit"}

//go:embed roles.sql
var rolesText string

// openRegisterRole is the role that roles.sql makes.
const openRegisterRole = "fengcun_openregister"

// patience bounds one exchange with the server, so that a server which vanished
// without a word does not hold the committer for ever.
const patience = 30 * time.Second

// postgresEngine is one PostgreSQL database with one connection that writes.
type postgresEngine struct {
	config   *pgx.ConnConfig
	conn     *pgx.Conn // nil or closed after a failure, then made anew by begin
	readers  *sql.DB
	register *sql.DB
}

func openPostgres(ctx context.Context, dsn, openRegisterDSN string) (_ engine, err error) {
	e := &postgresEngine{}
	defer func() {
		if err != nil {
			e.close()
			err = e.fault(err)
		}
	}()
	if e.config, err = postgresConfig(dsn, egress.Database); err != nil {
		return nil, err
	}
	if err := e.connect(ctx); err != nil {
		return nil, err
	}
	if err := e.checkDurability(ctx); err != nil {
		return nil, err
	}
	if err := e.migrate(ctx); err != nil {
		return nil, err
	}
	readOnly := e.config.Copy()
	readOnly.RuntimeParams["default_transaction_read_only"] = "on"
	e.readers = stdlib.OpenDB(*readOnly)
	e.readers.SetMaxOpenConns(16)
	e.readers.SetMaxIdleConns(16)
	return e, e.openRegisterReader(ctx, readOnly, openRegisterDSN)
}

func postgresConfig(dsn string, purpose func(host string, port uint16) egress.Destination) (*pgx.ConnConfig, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, fengcun.Invalid("store.dsn", "dsn") // without the cause, which repeats it
	}
	hosts := []egress.Destination{purpose(config.Host, config.Port)}
	for _, f := range config.Fallbacks {
		hosts = append(hosts, purpose(f.Host, f.Port))
	}
	dialer := egress.Allow(hosts...)
	config.DialFunc, config.LookupFunc = dialer.Dial, dialer.Resolve
	config.RuntimeParams["search_path"] = strings.Join(schemas[:], ",")
	config.RuntimeParams["application_name"] = "fengcun"
	return config, nil
}

func (e *postgresEngine) connect(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	conn, err := pgx.ConnectConfig(ctx, e.config)
	if err != nil {
		return err
	}
	e.conn = conn
	return nil
}

// checkDurability refuses a server that acknowledges a commit before it is on
// disk, or before it is on the synchronous standby if there is one.
func (e *postgresEngine) checkDurability(ctx context.Context) error {
	var fsync, commit, standbys string
	err := e.conn.QueryRow(ctx, `
SELECT
    current_setting('fsync'),
    current_setting('synchronous_commit'),
    current_setting('synchronous_standby_names')`).Scan(&fsync, &commit, &standbys)
	if err != nil {
		return err
	}
	if fsync != "on" || commit == "off" || commit == "local" && standbys != "" {
		return unavailable("store.durability", nil)
	}
	return nil
}

func (e *postgresEngine) migrate(ctx context.Context) error {
	for _, schema := range schemas {
		if err := e.makeSchema(ctx, schema); err != nil {
			return err
		}
	}
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return err
	}
	db := stdlib.OpenDB(*e.config)
	defer db.Close()
	err = migrate(ctx, db, goose.DialectPostgres, "migrations/postgres", goose.WithSessionLocker(locker))
	if err != nil {
		return err
	}
	var mayCreate bool
	err = e.conn.QueryRow(ctx,
		`SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user`).Scan(&mayCreate)
	if err != nil || !mayCreate {
		return err
	}
	return e.again(func() error {
		_, err := e.conn.PgConn().Exec(ctx, rolesText).ReadAll()
		return err
	})
}

// makeSchema makes a schema unless it stands. Asking first lets a user work who
// was given the schemas by an administrator and may not make any.
func (e *postgresEngine) makeSchema(ctx context.Context, schema string) error {
	var stands bool
	err := e.conn.QueryRow(ctx,
		`SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = $1)`, schema).Scan(&stands)
	if err != nil || stands {
		return err
	}
	return e.again(func() error {
		_, err := e.conn.Exec(ctx, `CREATE SCHEMA IF NOT EXISTS `+schema)
		return err
	})
}

// again repeats a change of the catalogue that another starting replica, or
// another database of the same cluster, may be making at the same moment.
func (e *postgresEngine) again(change func() error) (err error) {
	for i := range attempts {
		var failed *pgconn.PgError
		err = change()
		if !errors.As(err, &failed) || failed.Code != "XX000" && failed.Code != "23505" {
			return err
		}
		time.Sleep(time.Millisecond << i)
	}
	return err
}

// openRegisterReader opens the handle of the open register and refuses one that
// could reach anything else.
func (e *postgresEngine) openRegisterReader(ctx context.Context, readOnly *pgx.ConnConfig, dsn string) error {
	config := readOnly.Copy()
	if dsn != "" {
		own, err := postgresConfig(dsn, egress.Database)
		if err != nil {
			return err
		}
		own.RuntimeParams["default_transaction_read_only"] = "on"
		config = own
	} else {
		config.RuntimeParams["role"] = openRegisterRole
	}
	config.RuntimeParams["search_path"] = "openregister"
	e.register = stdlib.OpenDB(*config)
	e.register.SetMaxOpenConns(4)
	e.register.SetMaxIdleConns(4)
	var reaches, beyond bool
	err := e.register.QueryRowContext(ctx, `
SELECT
    has_schema_privilege('openregister', 'USAGE'),
    has_schema_privilege('registry', 'USAGE')
        OR has_schema_privilege('vault', 'USAGE')
        OR has_schema_privilege('audit', 'USAGE')`).Scan(&reaches, &beyond)
	if err != nil || !reaches || beyond {
		return unavailable("store.role", e.fault(err))
	}
	return nil
}

func (e *postgresEngine) dialect(text string) string { return text }

func (e *postgresEngine) reader() *sql.DB       { return e.readers }
func (e *postgresEngine) openRegister() *sql.DB { return e.register }

func (e *postgresEngine) close() error {
	var errs []error
	for _, pool := range []*sql.DB{e.register, e.readers} {
		if pool != nil {
			errs = append(errs, pool.Close())
		}
	}
	if e.conn != nil {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		errs = append(errs, e.conn.Close(ctx))
	}
	return errors.Join(errs...)
}

func (e *postgresEngine) begin(ctx context.Context) (transaction, audit.Head, error) {
	if e.conn == nil || e.conn.IsClosed() {
		if err := e.connect(ctx); err != nil {
			return nil, audit.Head{}, err
		}
	}
	tx := postgresTransaction{e.conn}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	batch := &pgx.Batch{}
	batch.Queue(`BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE`)
	batch.Queue(selectHead + ` FOR UPDATE`)
	results := e.conn.SendBatch(ctx, batch)
	_, err := results.Exec()
	var head audit.Head
	if err == nil {
		head, err = scanHead(results.QueryRow())
	}
	if closeErr := results.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		tx.rollback(ctx)
		return nil, audit.Head{}, err
	}
	return tx, head, nil
}

type postgresTransaction struct{ conn *pgx.Conn }

func (t postgresTransaction) requests(ctx context.Context, keys []*Idempotency) ([]*recordedRequest, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	batch := &pgx.Batch{}
	for _, k := range keys {
		batch.Queue(selectRequest, k.Actor, k.Route, k.Key)
	}
	results := t.conn.SendBatch(ctx, batch)
	found := make([]*recordedRequest, len(keys))
	for i := range keys {
		var r recordedRequest
		err := results.QueryRow().Scan(&r.mac, &r.resultID, &r.leafIndex, &r.expiresAt)
		if errors.Is(err, pgx.ErrNoRows) {
			continue
		}
		if err != nil {
			results.Close()
			return nil, err
		}
		found[i] = &r
	}
	return found, results.Close()
}

func (t postgresTransaction) run(ctx context.Context, statements []Statement, passed func(i int) error) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	batch := &pgx.Batch{}
	for _, s := range statements {
		batch.Queue(s.SQL, s.Args...)
	}
	results := t.conn.SendBatch(ctx, batch)
	for i, s := range statements {
		tag, err := results.Exec()
		if err == nil && s.Rows != AnyRows && tag.RowsAffected() != s.Rows {
			err = conflict("store.conflict")
		}
		if err == nil && s.affected != nil {
			*s.affected = tag.RowsAffected()
		}
		if err == nil {
			err = passed(i)
		}
		if err != nil {
			results.Close()
			return err
		}
	}
	return results.Close()
}

func (t postgresTransaction) salt(ctx context.Context, index int64) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var salt []byte
	err := t.conn.QueryRow(ctx, selectSalt, index).Scan(&salt)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	return salt, err
}

func (t postgresTransaction) commit(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	tag, err := t.conn.Exec(ctx, `COMMIT`)
	if err == nil && tag.String() != "COMMIT" {
		// A transaction that failed before answers COMMIT with ROLLBACK.
		err = errors.New("rolled back at commit")
	}
	return err
}

// rollback leaves a usable connection or a closed one.
func (t postgresTransaction) rollback(ctx context.Context) {
	if t.conn.IsClosed() || t.conn.PgConn().TxStatus() == 'I' {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	if _, err := t.conn.Exec(ctx, `ROLLBACK`); err != nil {
		t.conn.Close(ctx)
	}
}

// secretTables are the tables whose old content could still open or link a
// sealed item.
var secretTables = [...]string{"vault_wrap", "vault_term"}

// reclaim rewrites the secret tables, because a vacuumed page keeps the bytes of
// its dead rows until they are written over, and vacuums all the others.
func (e *postgresEngine) reclaim(ctx context.Context) error {
	if e.conn == nil || e.conn.IsClosed() {
		if err := e.connect(ctx); err != nil {
			return err
		}
	}
	rows, err := e.conn.Query(ctx, `
SELECT quote_ident(schemaname) || '.' || quote_ident(tablename)
FROM pg_tables
WHERE schemaname = ANY($1)
ORDER BY 1`, schemas[:])
	if err != nil {
		return err
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	texts := []string{`SET lock_timeout = '10s'`}
	for _, table := range secretTables {
		texts = append(texts, `VACUUM (FULL) `+table)
	}
	texts = append(texts, `VACUUM `+strings.Join(tables, ", "), `RESET lock_timeout`)
	for _, text := range texts {
		if _, err := e.conn.PgConn().Exec(ctx, text).ReadAll(); err != nil {
			e.conn.Close(ctx) // with its lock_timeout
			return err
		}
	}
	return nil
}

// fault keeps SQLSTATE and drops the message, which may repeat a value.
func (e *postgresEngine) fault(err error) error {
	var known *fengcun.Error
	var broken *audit.Fault
	var failed *pgconn.PgError
	var unreached *pgconn.ConnectError
	switch {
	case err == nil, errors.As(err, &known), errors.Is(err, errAgain):
		return err
	case errors.As(err, &broken):
		return internal("store.log", broken)
	case errors.As(err, &failed):
		return sqlstateFault(failed.Code)
	case errors.As(err, &unreached):
		return unavailable("store.unavailable", unreached)
	case errors.Is(err, context.Canceled):
		return unavailable("store.unavailable", context.Canceled)
	case errors.Is(err, context.DeadlineExceeded):
		return unavailable("store.unavailable", context.DeadlineExceeded)
	case e.conn != nil && e.conn.IsClosed(), pgconn.SafeToRetry(err):
		return unavailable("store.unavailable", errors.New("connection lost"))
	}
	return internal("store.fault", typeOnly(err))
}

// sqlstateFault maps the codes of PostgreSQL, appendix A.
func sqlstateFault(code string) error {
	cause := errors.New("sqlstate " + code)
	switch code {
	case "23505": // unique_violation
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "store.conflict", Err: cause}
	case "40001", "40P01": // serialization_failure, deadlock_detected
		return errors.Join(errAgain, cause)
	case "53100": // disk_full
		return unavailable("store.full", cause)
	case "25006": // read_only_sql_transaction: a standby
		return unavailable("store.readonly", cause)
	case "55P03": // lock_not_available
		return unavailable("store.reclaim_busy", cause)
	case "42501": // insufficient_privilege
		return unavailable("store.role", cause)
	}
	switch code[:2] {
	case "08", "53", "57", "58": // connection, resources, operator, system
		return unavailable("store.unavailable", cause)
	}
	return internal("store.statement", cause)
}
