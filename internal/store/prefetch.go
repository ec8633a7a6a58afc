package store

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"sync"

	"fengcun"
)

// Prefetched reads for a bulk act: what belongs to its records is read together,
// for all of them at once, when the first of them needs it. A list of 256 records
// then costs a few queries of each kind instead of 256 of each.
//
// It is a Queryer, and gives the typed reading functions (RecordByID,
// CopiesOfRecord, …) the same rows in the same order as the reader would. What
// does not belong to its records is read as ever. Rows read outside the commit are
// hints, whoever reads them: the Change states the versions it relied on, and one
// that was overtaken conflicts. So one Prefetched serves one act for each of its
// records; what an act must see of its own commit it asks of the reader.
//
// It is safe for concurrent use.
type Prefetched struct {
	Queryer

	list []fengcun.ID

	records       ahead[Record]
	copies        ahead[Copy]
	copiesByID    ahead[Copy]
	holdings      ahead[heldBy]
	sharing       ahead[sharedWith]
	explanations  ahead[fengcun.RecordID]
	decisions     ahead[Decision]
	decisionsByID ahead[Decision]
	notices       ahead[Notice]
	noticesByID   ahead[Notice]
	deliveries    ahead[Delivery]
	history       ahead[MatterOrgan]

	mu     sync.Mutex // guards the rest, which does not belong to a record but is asked for by each
	organs map[fengcun.OrganID]fengcun.Organ
	peers  map[peersOn][]fengcun.Organ
}

// Prefetch returns a Prefetched for records. It reads nothing yet.
func Prefetch(reader Queryer, records []fengcun.RecordID) *Prefetched {
	return &Prefetched{
		Queryer: reader, list: records,
		organs: map[fengcun.OrganID]fengcun.Organ{}, peers: map[peersOn][]fengcun.Organ{},
	}
}

// Items returns the items of every copy of the records.
func (p *Prefetched) Items(ctx context.Context) ([]fengcun.ItemID, error) {
	return keysOf(ctx, p, &copiesOfRecord, func(c Copy) fengcun.ID { return c.Item })
}

// ahead holds rows that were read ahead, by the identifier they were asked for by.
type ahead[T any] struct {
	mu   sync.Mutex // held while the rows are read, so that they are read once
	rows map[fengcun.ID][]T
}

// related is one way to read rows: by an identifier that a column of theirs
// equals, for one identifier or for a list.
type related[T any] struct {
	head, tail string // before and behind the list of identifiers
	scan       func(*sql.Rows) (T, error)
	by         func(T) fengcun.ID // the value of that column

	// among lists the identifiers that belong to the records of p.
	among func(ctx context.Context, p *Prefetched) ([]fengcun.ID, error)
	at    func(p *Prefetched) *ahead[T]
}

// of returns the rows related to one identifier.
func (r *related[T]) of(ctx context.Context, q Queryer, id fengcun.ID) ([]T, error) {
	if p, ok := q.(*Prefetched); ok {
		rows, err := r.prefetched(ctx, p)
		if err != nil {
			return nil, err
		}
		if found, ok := rows[id]; ok {
			return found, nil
		}
		q = p.Queryer
	}
	return collect(ctx, q, r.scan, r.head+"($1)"+r.tail, id)
}

// one returns the single row related to an identifier, or says that noun was not
// found.
func (r *related[T]) one(ctx context.Context, q Queryer, noun string, id fengcun.ID) (T, error) {
	rows, err := r.of(ctx, q, id)
	if err == nil && len(rows) == 0 {
		err = notFound(sql.ErrNoRows, noun)
	}
	if err != nil {
		var none T
		return none, err
	}
	return rows[0], nil
}

// prefetched returns the rows of everything that belongs to the records. An
// identifier without a row has an entry that is empty.
func (r *related[T]) prefetched(ctx context.Context, p *Prefetched) (map[fengcun.ID][]T, error) {
	a := r.at(p)
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.rows != nil {
		return a.rows, nil
	}
	ids, err := r.among(ctx, p)
	if err != nil {
		return nil, err
	}
	rows := make(map[fengcun.ID][]T, len(ids))
	for some := range slices.Chunk(ids, listSizes[len(listSizes)-1]) {
		for _, id := range some {
			rows[id] = nil
		}
		text, args := list(r.head, r.tail, some)
		all, err := collect(ctx, p.Queryer, r.scan, text, args...)
		if err != nil {
			return nil, err
		}
		for _, row := range all {
			rows[r.by(row)] = append(rows[r.by(row)], row)
		}
	}
	a.rows = rows
	return rows, nil
}

// remembered returns what an earlier act of the list read under the same key, or
// reads it.
func remembered[K comparable, T any](p *Prefetched, known map[K]T, key K, read func(Queryer) (T, error)) (T, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if v, ok := known[key]; ok {
		return v, nil
	}
	v, err := read(p.Queryer)
	if err == nil {
		known[key] = v
	}
	return v, err
}

// listSizes are the lengths of the lists that stand in a text. Few and fixed, so
// that each text is prepared once.
var listSizes = [...]int{16, 256}

// list returns the text and arguments of a query for a list of identifiers, which
// is filled up with its last.
func list(head, tail string, ids []fengcun.ID) (string, []any) {
	size := listSizes[0]
	for _, size = range listSizes {
		if len(ids) <= size {
			break
		}
	}
	var b strings.Builder
	b.WriteString(head)
	args := make([]any, size)
	before := "($"
	for i := range args {
		args[i] = ids[min(i, len(ids)-1)]
		b.WriteString(before)
		b.WriteString(strconv.Itoa(i + 1))
		before = ", $"
	}
	b.WriteString(")")
	b.WriteString(tail)
	return b.String(), args
}

// ofRecords lists the records themselves.
func ofRecords(_ context.Context, p *Prefetched) ([]fengcun.ID, error) { return p.list, nil }

// ofCopies lists the copies of the records.
func ofCopies(ctx context.Context, p *Prefetched) ([]fengcun.ID, error) {
	return keysOf(ctx, p, &copiesOfRecord, func(c Copy) fengcun.ID { return c.ID })
}

// keysOf lists a column of related rows.
func keysOf[T any](ctx context.Context, p *Prefetched, r *related[T], key func(T) fengcun.ID) ([]fengcun.ID, error) {
	rows, err := r.prefetched(ctx, p)
	if err != nil {
		return nil, err
	}
	ids := make([]fengcun.ID, 0, len(rows))
	for _, some := range rows {
		for _, row := range some {
			ids = append(ids, key(row))
		}
	}
	return ids, nil
}
