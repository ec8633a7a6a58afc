package store

import (
	"errors"

	"fengcun"
)

// The errors of this package, by code:
//
//	store.conflict         somebody else was first: a row count or a unique key did not fit
//	store.cancelled        the caller gave up before the change was picked up; nothing was done
//	store.outcome_unknown  the caller gave up, or the database was lost, while the change was being committed
//	store.closed           the store is being closed; nothing was done
//	store.locked           another process serves this data directory
//	store.readonly         the directory or the database cannot be written
//	store.full             no space left
//	store.durability       the database would acknowledge acts before they are on disk
//	store.newer            the database was written by a newer version of the program
//	store.log              the audit log in the database is not the one this process wrote
//	store.unavailable      the database does not answer
//	store.statement        a statement is wrong: a fault of the program
//	store.reclaim_busy     old pages could not be reclaimed because a reader holds them
//	idempotency.reused     the request key was used for another request

func unavailable(code string, cause error) error {
	return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: code, Err: cause}
}

func internal(code string, cause error) error {
	return &fengcun.Error{Kind: fengcun.KindInternal, Code: code, Err: cause}
}

func conflict(code string) error {
	return &fengcun.Error{Kind: fengcun.KindConflict, Code: code}
}

// errAgain marks a failure after which the same transaction may be tried again:
// a serialisation failure or a deadlock.
var errAgain = errors.New("try again")
