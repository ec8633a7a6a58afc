// Package store keeps registry, vault, open register and audit log in one
// database, SQLite or PostgreSQL, and lets every act into it by one door.
//
// The door is Commit. An act does its thinking first and hands over a Change:
// statements, the row counts they must have, and the entry for the audit log.
// One goroutine, the committer, takes up to 256 Changes, runs them in one
// transaction under its own context and without savepoints, appends their
// leaves, moves the head of the log once, commits once, and only then releases
// the answers. If anything in the common transaction fails it is discarded and
// each Change is run alone, so that a stale one conflicts by itself. (Savepoints
// with the callers' contexts were tried first: a cancelled request rolled back
// its neighbours, and a later INSERT went through in autocommit without a leaf.)
//
// What the package guarantees:
//
//   - An act and its leaf are in the database together or not at all, whatever is
//     cancelled, killed or full, and wherever.
//   - An act that was acknowledged is on disk. The store refuses to serve on a
//     database that would acknowledge earlier.
//   - No caller's cancellation, conflict or error touches another caller's act.
//   - A request with an idempotency key happens once, across restarts and
//     replicas, for as long as the key is kept.
//   - An unknown outcome is said to be unknown, never success and never failure.
//   - A Particular cannot be bound to a statement, and no error carries a value
//     of a row.
//   - On start the log is checked from the last signed checkpoint; a log that is
//     not the one that was signed is not appended to.
//
// What it does not do: it takes no decision of law and checks no permission. It
// does not order acts by arrival, only by leaf. It does not hide from the
// database's administrator when rows change, and it cannot take back what
// reached a backup, a standby or PostgreSQL's archived write-ahead log before
// Reclaim; how long that can still be opened is bounded by the working-key
// epochs of package vault.
//
// # Reading
//
// Reader reads everything and writes nothing. OpenRegisterReader reaches the
// tables of the open register only: on SQLite an authorizer on its connections
// refuses every other table, on PostgreSQL it runs under a role without rights
// to any other.
//
// # The data directory
//
// With SQLite the directory holds fengcun.db with its -wal and -shm files, and
// fengcun.lock. A second process is refused. No temporary file is written.
//
// # PostgreSQL
//
// The tables stand in the schemas registry, vault, openregister and audit, and
// every connection's search path names them, so that one unqualified text runs
// on both engines. Nothing rests on sequences, triggers, LISTEN or advisory
// locks (one is taken during migration, where losing it does no harm). Several
// replicas may share the database: the head row is locked first and the right
// edge follows it.
//
// The role fengcun_openregister is made at start if the user may do that. If
// not, an administrator runs roles.sql once and passes a
// DSN that signs in with this role as Options.OpenRegisterDSN; without either,
// Open refuses with store.role.
package store
