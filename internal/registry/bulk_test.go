package registry_test

import (
	"context"
	"reflect"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/law"
)

// old are facts of proceedings that ended before the Measures (Article 23).
func old() law.Facts {
	return district.Sentenced(fengcun.NewDate(2002, time.January, 5), fengcun.Term{Years: 2})
}

// fileTogether files one matter of several persons whose holdings carry them all.
func fileTogether(t *testing.T, d *district.District, persons int) registry.Filed {
	t.Helper()
	f := registry.Filing{
		Numbers: []fengcun.Particular{number},
		History: []store.HistoryEntry{
			{Organ: sample.Police, Function: fengcun.Investigated},
			{Organ: sample.Procuratorate, Function: fengcun.Prosecuted},
			{Organ: sample.Court, Function: fengcun.Tried},
		},
		Holdings: []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume}, {Kind: fengcun.HoldingSystemRow}},
	}
	for i := range persons {
		p := fengcun.Person{Names: []fengcun.Name{{Text: fengcun.Particular("试" + strconv.Itoa(i))}}, Birth: fengcun.NewDate(2002, time.January, 5)}
		f.Persons = append(f.Persons, registry.FiledPerson{Person: p, Facts: old()})
	}
	filed, err := d.Registry.File(ctx, handler, f)
	if err != nil {
		t.Fatal(err)
	}
	return filed
}

// TestBulk takes a list of records from the decision to the seal by bulk acts, among
// them persons of one matter whose holdings are shared, on both engines. Every act
// leaves its own entry in the log, and what is read ahead is what the reader reads.
func TestBulk(t *testing.T) {
	t.Parallel()
	for name, dsn := range map[string]func(testing.TB) string{
		"sqlite": func(testing.TB) string { return "" }, "postgres": fengcuntest.PostgresDSN,
	} {
		t.Run(name, func(t *testing.T) { bulkFlow(t, district.OpenWith(t, "intl", dsn(t))) })
	}
}

func bulkFlow(t *testing.T, d *district.District) {
	var records []fengcun.RecordID
	for range 18 {
		records = append(records, fileTogether(t, d, 1).Records...)
	}
	records = append(records, fileTogether(t, d, 3).Records...)
	decisions := make([]fengcun.ID, len(records))
	notices := make([]fengcun.NoticeID, len(records))

	bulk := func(act func(ctx context.Context, r *registry.Registry, i int) error) {
		t.Helper()
		before := entries(t, d)
		if err := d.Registry.Bulk(ctx, records, act); err != nil {
			t.Fatal(err)
		}
		if got := entries(t, d) - before; got != int64(len(records)) {
			t.Errorf("%d acts left %d entries", len(records), got)
		}
		samePrefetched(t, d.Store.Reader(), records)
	}
	bulk(func(ctx context.Context, r *registry.Registry, i int) error {
		return r.Conclude(ctx, handler, d.Conclusion(records[i], old()))
	})
	bulk(func(ctx context.Context, r *registry.Registry, i int) error {
		proposed, err := r.ProposeDecision(ctx, handler, records[i], nil)
		decisions[i] = proposed.ID
		return err
	})
	bulk(func(ctx context.Context, r *registry.Registry, i int) error {
		state, err := r.ApproveDecision(ctx, approver, decisions[i])
		if err == nil && state != fengcun.RecordSealDue {
			t.Errorf("state %s", state)
		}
		return err
	})
	bulk(func(ctx context.Context, r *registry.Registry, i int) (err error) {
		notices[i], err = r.DraftNotice(ctx, handler, records[i])
		return err
	})
	bulk(func(ctx context.Context, r *registry.Registry, i int) error {
		return r.IssueNotice(ctx, approver, notices[i])
	})
	for _, organ := range []fengcun.OrganID{sample.Police, sample.Procuratorate} {
		bulk(func(ctx context.Context, r *registry.Registry, i int) error {
			_, err := r.Receive(ctx, sample.Member(organ, fengcun.RoleHandler), registry.Receipt{
				Notice: notices[i], At: d.Clock.Now(), Holdings: []registry.NewHolding{{Kind: fengcun.HoldingSystemRow}},
			})
			return err
		})
	}
	for _, organ := range []fengcun.OrganID{sample.Police, sample.Procuratorate} {
		bulk(func(ctx context.Context, r *registry.Registry, i int) error {
			return confirmAll(ctx, r, records[i], organ)
		})
	}
	// The court's holdings of the joint matter are shared: whose confirmation comes
	// first seals all three copies, the others are overtaken and find nothing.
	var overtaken atomic.Int64
	err := d.Registry.Bulk(ctx, records, func(ctx context.Context, r *registry.Registry, i int) error {
		err := confirmAll(ctx, r, records[i], sample.Court)
		if fengcun.KindOf(err) == fengcun.KindNotFound {
			overtaken.Add(1)
			return nil
		}
		return err
	})
	if err != nil || overtaken.Load() != 2 {
		t.Errorf("%d overtaken, %v", overtaken.Load(), err)
	}
	for _, id := range records {
		if got := d.State(id); got != fengcun.RecordSealed {
			t.Errorf("state %s", got)
		}
	}
	samePrefetched(t, d.Store.Reader(), records)
	if err := d.VerifyAudit(ctx, nil); err != nil {
		t.Error(err)
	}
}

// confirmAll confirms everything that an organ holds of a record.
func confirmAll(ctx context.Context, r *registry.Registry, record fengcun.RecordID, organ fengcun.OrganID) error {
	copies, err := store.CopiesOfRecord(ctx, r.Rows(), record)
	if err != nil {
		return err
	}
	for _, c := range copies {
		if c.Organ != organ {
			continue
		}
		holdings, err := store.HoldingsOfCopy(ctx, r.Rows(), c.ID)
		if err != nil {
			return err
		}
		q := registry.Confirmation{Copy: c.ID}
		for _, h := range holdings {
			q.Holdings = append(q.Holdings, registry.ConfirmedHolding{Holding: h.ID, Marked: true, AccessCut: true})
		}
		_, err = r.Confirm(ctx, sample.Member(organ, fengcun.RoleCustodian), q)
		return err
	}
	return nil
}

func entries(t *testing.T, d *district.District) int64 {
	t.Helper()
	head, err := d.Store.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return head.Size
}

// samePrefetched compares every typed reading function over the reader and over
// rows read ahead, for records of the list, one beside it and one that never was.
func samePrefetched(t *testing.T, reader store.Queryer, records []fengcun.RecordID) {
	t.Helper()
	ahead := store.Prefetch(reader, records[1:])
	for _, id := range append([]fengcun.RecordID{fengcun.NewID()}, records...) {
		rec := same(t, reader, ahead, id, store.RecordByID)
		same(t, reader, ahead, id, store.Explained)
		same(t, reader, ahead, rec.Matter, store.History)
		for _, c := range same(t, reader, ahead, id, store.CopiesOfRecord) {
			for _, organ := range []fengcun.OrganID{c.Organ, "nowhere"} {
				same(t, reader, ahead, c.ID, func(ctx context.Context, q store.Queryer, id fengcun.CopyID) (store.Copy, error) {
					return store.OpenCopy(ctx, q, organ, id)
				})
				same(t, reader, ahead, id, func(ctx context.Context, q store.Queryer, id fengcun.RecordID) ([]store.Copy, error) {
					return store.OpenCopiesOfRecord(ctx, q, organ, id)
				})
			}
			same(t, reader, ahead, c.ID, store.HoldingsOfCopy)
			if got := len(same(t, reader, ahead, c.ID, store.CopiesSharing)); got > 2 {
				t.Errorf("%d copies share", got)
			}
		}
		for _, n := range same(t, reader, ahead, id, store.DecisionsOfRecord) {
			same(t, reader, ahead, n.ID, store.DecisionByID)
		}
		for _, n := range same(t, reader, ahead, id, store.NoticesOfRecord) {
			same(t, reader, ahead, n.ID, store.NoticeByID)
			for _, d := range same(t, reader, ahead, n.ID, store.Deliveries) {
				same(t, reader, ahead, n.ID, func(ctx context.Context, q store.Queryer, id fengcun.NoticeID) (store.Delivery, error) {
					return store.DeliveryTo(ctx, q, id, d.Recipient)
				})
			}
		}
	}
	for _, organ := range []fengcun.OrganID{sample.Court, sample.Court, "nowhere"} {
		same(t, reader, ahead, organ, store.Organ)
		same(t, reader, ahead, organ, func(ctx context.Context, q store.Queryer, id fengcun.OrganID) ([]fengcun.Organ, error) {
			return store.Peers(ctx, q, id, "", fengcun.DateOf(fengcuntest.Epoch))
		})
	}
}

func same[K, T any](t *testing.T, reader, ahead store.Queryer, key K, read func(context.Context, store.Queryer, K) (T, error)) T {
	t.Helper()
	want, wantErr := read(ctx, reader, key)
	got, err := read(ctx, ahead, key)
	none := reflect.ValueOf(want).Kind() == reflect.Slice && reflect.ValueOf(want).Len() == 0
	if none && reflect.ValueOf(got).Len() != 0 || !none && !reflect.DeepEqual(got, want) || fengcun.KindOf(err) != fengcun.KindOf(wantErr) {
		t.Errorf("read ahead: %+v, %v\nread: %+v, %v", got, err, want, wantErr)
	}
	return want
}

// TestBulkStops: the first error is returned, nothing is begun after it, and a
// refusal stands in the log.
func TestBulkStops(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	records := fileTogether(t, d, 3).Records
	before := entries(t, d)
	err := d.Registry.Bulk(ctx, records[:1], func(ctx context.Context, r *registry.Registry, i int) error {
		return r.Conclude(ctx, sample.Member(sample.Court, fengcun.RoleAuditAdmin), d.Conclusion(records[i], old()))
	})
	if fengcun.KindOf(err) != fengcun.KindForbidden || entries(t, d) != before+1 {
		t.Errorf("%v, %d entries", err, entries(t, d)-before)
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	err = d.Registry.Bulk(cancelled, records, func(context.Context, *registry.Registry, int) error {
		t.Error("begun after the end")
		return nil
	})
	if err == nil {
		t.Error("a cancelled list ends without an error")
	}
	if err := d.Registry.Bulk(ctx, nil, nil); err != nil {
		t.Errorf("an empty list: %v", err)
	}
}

// TestBulkCarriesOutAgain: an act that relied on a row that changed after it was
// read ahead is carried out again on the row as it is.
func TestBulkCarriesOutAgain(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	record := fileTogether(t, d, 1).Records[0]
	calls := 0
	err := d.Registry.Bulk(ctx, []fengcun.RecordID{record}, func(ctx context.Context, r *registry.Registry, _ int) error {
		if calls++; calls == 1 {
			if _, err := store.RecordByID(ctx, r.Rows(), record); err != nil {
				return err
			}
			concluded := d.Conclusion(record, old())
			if err := d.Registry.Conclude(ctx, handler, concluded); err != nil {
				return err
			}
			return r.Conclude(ctx, handler, concluded) // still open, as it was read
		}
		_, err := r.ProposeDecision(ctx, handler, record, nil)
		return err
	})
	if err != nil || calls != 2 {
		t.Errorf("%d calls, %v", calls, err)
	}
}
