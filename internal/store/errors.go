package store

import (
	"errors"
	"fmt"

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
//	store.role             the open register cannot be read apart from the rest: see roles.sql
//	store.migration        the tables could not be brought up to date
//	store.statement        a statement is wrong: a fault of the program
//	store.argument         a statement has an argument that no column takes: a fault of the program
//	store.particular       a statement has a Particular as an argument: a fault of the program
//	store.fault            another fault of the machine or the driver
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

// typeOnly keeps an unforeseen error's type. Its text may hold a value: a scan
// that fails, for one, quotes what it could not convert.
func typeOnly(err error) error { return fmt.Errorf("%T", err) }
