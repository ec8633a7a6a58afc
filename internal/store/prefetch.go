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

	records      ahead[Record]
	copies       ahead[Copy]
	holdings     ahead[heldBy]
	sharing      ahead[sharedWith]
	explanations ahead[fengcun.RecordID]
	decisions    ahead[Decision]
	notices      ahead[Notice]
	deliveries   ahead[Delivery]
	history      ahead[MatterOrgan]
	deadlines    ahead[Deadline]

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

// Items returns the items of the records' copies at the organ whose item is given:
// a bulk act is an organ's own. It returns none if that is no item of theirs.
func (p *Prefetched) Items(ctx context.Context, item fengcun.ItemID) ([]fengcun.ItemID, error) {
	return p.atOrgan(ctx, func(c Copy) fengcun.ID { return c.Item }, item)
}

// atOrgan returns an identifier of each copy at the organ that has the given one.
func (p *Prefetched) atOrgan(ctx context.Context, key func(Copy) fengcun.ID, id fengcun.ID) ([]fengcun.ID, error) {
	copies, err := copiesOfRecord.all(ctx, p)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(copies, func(c Copy) bool { return key(c) == id })
	if i < 0 {
		return nil, nil
	}
	var ids []fengcun.ID
	for _, c := range copies {
		if c.Organ == copies[i].Organ {
			ids = append(ids, key(c))
		}
	}
	return ids, nil
}

// ahead holds rows that were read ahead, by the identifier they were asked for by.
// An identifier without a row has an entry that is empty.
type ahead[T any] struct {
	mu   sync.Mutex // held while rows are read, so that they are read once
	rows map[fengcun.ID][]T
	own  map[fengcun.ID]T // by their own identifier, if they have one
}

// related is one way to read rows: by an identifier that a column of theirs
// equals, for one identifier or for a list.
type related[T any] struct {
	head, tail string // before and behind the list of identifiers
	scan       func(*sql.Rows) (T, error)
	by         func(T) fengcun.ID // the value of that column
	own        func(T) fengcun.ID // the row's own identifier; nil if it has none

	// among lists the identifiers to read along with one: all that belong to the
	// records of p, or to one organ's copies. It lists none for one that does not.
	among func(ctx context.Context, p *Prefetched, id fengcun.ID) ([]fengcun.ID, error)
	at    func(p *Prefetched) *ahead[T]
}

// of returns the rows related to one identifier.
func (r *related[T]) of(ctx context.Context, q Queryer, id fengcun.ID) ([]T, error) {
	if p, ok := q.(*Prefetched); ok {
		rows, ok, err := r.prefetched(ctx, p, id)
		if err != nil || ok {
			return rows, err
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

// prefetched returns the rows related to an identifier that belongs to the
// records.
func (r *related[T]) prefetched(ctx context.Context, p *Prefetched, id fengcun.ID) ([]T, bool, error) {
	a := r.at(p)
	a.mu.Lock()
	defer a.mu.Unlock()
	if rows, ok := a.rows[id]; ok {
		return rows, true, nil
	}
	ids, err := r.among(ctx, p, id)
	if err != nil {
		return nil, false, err
	}
	if a.rows == nil {
		a.rows, a.own = make(map[fengcun.ID][]T, len(ids)), make(map[fengcun.ID]T, len(ids))
	}
	for some := range slices.Chunk(ids, listSizes[len(listSizes)-1]) {
		text, args := list(r.head, r.tail, some)
		all, err := collect(ctx, p.Queryer, r.scan, text, args...)
		if err != nil {
			return nil, false, err
		}
		for _, id := range some {
			a.rows[id] = nil
		}
		for _, row := range all {
			a.rows[r.by(row)] = append(a.rows[r.by(row)], row)
			if r.own != nil {
				a.own[r.own(row)] = row
			}
		}
	}
	rows, ok := a.rows[id]
	return rows, ok, nil
}

// all returns what is related to the records of p, in their order.
func (r *related[T]) all(ctx context.Context, p *Prefetched) ([]T, error) {
	var all []T
	for _, record := range p.list {
		rows, _, err := r.prefetched(ctx, p, record)
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
	}
	return all, nil
}

// itself returns the row with an identifier of its own, or says that noun was not
// found. single reads one that does not belong to the records, by the identifier
// and whatever else it asks for.
func (r *related[T]) itself(ctx context.Context, q Queryer, noun string, id fengcun.ID, single string, more ...any) (T, error) {
	if p, ok := q.(*Prefetched); ok {
		if _, _, err := r.prefetched(ctx, p, p.list[0]); err != nil {
			var none T
			return none, err
		}
		a := r.at(p)
		a.mu.Lock()
		row, ok := a.own[id]
		a.mu.Unlock()
		if ok {
			return row, nil
		}
		q = p.Queryer
	}
	return one(ctx, q, noun, r.scan, single, append([]any{id}, more...)...)
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

// ofRecords lists the records.
func ofRecords(_ context.Context, p *Prefetched, id fengcun.RecordID) ([]fengcun.ID, error) {
	if !slices.Contains(p.list, id) {
		return nil, nil
	}
	return p.list, nil
}

// ofCopies lists the records' copies at the organ that has the given one.
func ofCopies(ctx context.Context, p *Prefetched, id fengcun.CopyID) ([]fengcun.ID, error) {
	return p.atOrgan(ctx, func(c Copy) fengcun.ID { return c.ID }, id)
}

// listed lists an identifier of each row, or none if the given one is not among
// them.
func listed[T any](rows []T, key func(T) fengcun.ID, id fengcun.ID) []fengcun.ID {
	ids := make([]fengcun.ID, len(rows))
	for i, row := range rows {
		ids[i] = key(row)
	}
	if !slices.Contains(ids, id) {
		return nil
	}
	return ids
}
