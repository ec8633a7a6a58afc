package registry_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

// TestAnyScheduleApart drives two installations through random schedules: cases are
// decided and served, organs receive, confirm one holding or all of them, parcels are
// carried, lost, repeated, come out of order, cut short or changed, requests are given
// up half-way, either side is stopped and started, the clock moves forwards and back.
// Whatever happens, from the day on which a record is due to be sealed:
//
//   - the certificate of either installation is that of a person never known, and
//     nobody without a part in the matter finds anything (Articles 10, 15; P5);
//   - the record is called sealed only when every organ on both sides has sealed
//     (Article 11; P10);
//   - in the end, with everything carried and confirmed, it is sealed, at each organ
//     once, and nothing is left parked.
func TestAnyScheduleApart(t *testing.T) {
	t.Parallel()
	w := &apart{Pair: district.OpenPair(t, fengcun.ConnectedByParcel), happened: map[string]int{}}
	rapid.Check(t, func(rt *rapid.T) {
		w.t, w.due = rt, nil
		w.serve()
		for range rapid.IntRange(1, mostSteps).Draw(rt, "steps") {
			w.step()
			w.check(rapid.SampledFrom(w.due).Draw(rt, "asked about"))
		}
		w.settle()
	})
	for _, what := range []string{"lost", "repeated", "cut short", "changed", "given up", "restarted", "refused", "sealed late"} {
		if w.happened[what] == 0 {
			t.Errorf("no schedule in which anything was %s", what)
		}
	}
	for _, side := range []*district.District{w.A, w.B} {
		if err := side.VerifyAudit(ctx, nil); err != nil {
			t.Error(err)
		}
	}
}

const mostSteps = 8 // of a schedule

// apart is one pair of installations on which all schedules run, each with people of
// its own.
type apart struct {
	*district.Pair
	t        *rapid.T
	due      []*served
	born     int
	old      [][]byte // parcels that were packed at some time, for the second installation
	happened map[string]int
}

// served is one case whose notice was issued.
type served struct {
	district.Case
	copies map[fengcun.OrganID]fengcun.CopyID
}

// serve takes a new case as far as its notice.
func (w *apart) serve() {
	w.born++
	id, err := fengcun.ComposeResidentID([]string{"310115", "320102", "330106", "340103", "350102"}[w.born/900%5], birth, 100+w.born%900)
	if err != nil {
		w.t.Fatal(err)
	}
	c := due(w.A, district.Person(fmt.Sprintf("钱试%d", 10_000+w.born), id.Reveal(), birth), fmt.Sprintf("（2026）沪0101刑初%d号", 5000+w.born), years(3))
	w.due = append(w.due, &served{c, map[fengcun.OrganID]fengcun.CopyID{sample.Court: c.Copy}})
}

// step is one thing that happens.
func (w *apart) step() {
	s := rapid.SampledFrom(w.due).Draw(w.t, "case")
	organ := rapid.SampledFrom([]fengcun.OrganID{sample.Court, sample.Procuratorate, sample.Police}).Draw(w.t, "organ")
	switch rapid.IntRange(0, 11).Draw(w.t, "step") {
	case 0:
		if len(w.due) < 3 {
			w.serve()
		}
	case 1:
		w.A.Clock.Advance(time.Duration(rapid.IntRange(-1, 96).Draw(w.t, "hours")) * time.Hour)
	case 2:
		side := rapid.SampledFrom([]*district.District{w.A, w.B}).Draw(w.t, "side")
		side.Shut()
		side.Reopen()
		w.happened["restarted"]++
	case 3, 4:
		w.damaged()
	case 5, 6:
		w.carry()
	case 7:
		gone, give := context.WithCancel(ctx)
		give()
		if w.confirm(gone, s, organ, true) != nil {
			w.happened["given up"]++
		}
	case 8:
		w.confirm(ctx, s, organ, false)
	case 9:
		w.confirm(ctx, s, organ, true)
	default:
		w.receive(s, organ)
	}
}

// carry brings what waits both ways.
func (w *apart) carry() {
	w.Carry(sample.Court, sample.Police)
	w.Carry(sample.Police, sample.Court)
}

// damaged packs a parcel and does something to it on its way.
func (w *apart) damaged() {
	packed, err := w.A.Registry.PackParcel(ctx, sample.Court, sample.Police, 0, 0)
	if err != nil {
		w.t.Fatal(err)
	}
	raw := append([]byte(nil), packed.Bytes...)
	what := rapid.SampledFrom([]string{"lost", "repeated", "cut short", "changed"}).Draw(w.t, "on its way")
	w.happened[what]++
	w.old = append(w.old, packed.Bytes)
	switch what {
	case "lost":
		return
	case "repeated": // an old one, which may come long after newer ones
		raw = rapid.SampledFrom(w.old).Draw(w.t, "old parcel")
	case "cut short":
		raw = raw[:rapid.IntRange(1, len(raw)-1).Draw(w.t, "length")]
	case "changed":
		raw[rapid.IntRange(0, len(raw)-1).Draw(w.t, "at")] ^= 1
	}
	if _, err := w.B.Registry.TakeParcel(ctx, raw); err != nil {
		w.happened["refused"]++
		if fengcun.KindOf(err) == fengcun.KindInternal {
			w.t.Fatalf("%s: %v", what, err)
		}
	}
}

func (w *apart) receive(s *served, organ fengcun.OrganID) {
	if !s.copies[organ].IsZero() {
		return
	}
	id, err := w.At(organ).Registry.Receive(ctx, sample.Member(organ, fengcun.RoleHandler), registry.Receipt{
		Notice: s.Notice, At: w.A.Clock.Now(), Holdings: []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume}, {Kind: fengcun.HoldingSystemRow}},
	})
	switch fengcun.KindOf(err) {
	case "":
		s.copies[organ] = id
	case fengcun.KindNotFound, fengcun.KindInvalid: // it has not arrived; or the clock was set back
	default:
		w.t.Fatal(err)
	}
}

// confirm confirms all holdings of an organ's copy, or the first that is open.
func (w *apart) confirm(ctx context.Context, s *served, organ fengcun.OrganID, all bool) error {
	d := w.At(organ)
	holdings, err := store.HoldingsOfCopy(context.Background(), d.Store.Reader(), s.copies[organ])
	if err != nil {
		w.t.Fatal(err)
	}
	q := registry.Confirmation{Copy: s.copies[organ]}
	for _, h := range holdings {
		if h.State != fengcun.HoldingConfirmed && (all || len(q.Holdings) == 0) {
			q.Holdings = append(q.Holdings, registry.ConfirmedHolding{Holding: h.ID, Marked: true, AccessCut: true})
		}
	}
	_, err = d.Registry.Confirm(ctx, sample.Member(organ, fengcun.RoleCustodian), q)
	return err
}

// check holds both installations to what is promised about one person.
func (w *apart) check(s *served) {
	for _, window := range []struct {
		d     *district.District
		organ fengcun.OrganID
	}{{w.A, sample.Court}, {w.B, sample.Police}} {
		doc, err := window.d.Registry.Certify(ctx, sample.Member(window.organ, fengcun.RoleWindow), application(s.Person))
		if err != nil || doc.Form != document.NoRecordCertificate {
			w.t.Fatalf("the certificate of %s is %s, %v", window.organ, doc.Form, err)
		}
	}
	for _, stranger := range []fengcun.Actor{sample.Second(sample.Court), sample.Member(sample.OtherCourt, fengcun.RoleHandler), sample.Member(sample.Justice, fengcun.RoleHandler)} {
		found, err := w.At(stranger.Organ).Registry.Search(ctx, stranger, registry.Query{Document: s.Person.Documents[0]})
		if err != nil || len(found) != 0 {
			w.t.Fatalf("%s found %d, %v", stranger.Staff, len(found), err)
		}
	}
	open := w.open(s)
	if w.A.State(s.Record) == fengcun.RecordSealed && open > 0 {
		w.t.Fatalf("the record is called sealed with %d organs to go", open)
	}
}

// open counts the organs that have not sealed.
func (w *apart) open(s *served) int {
	open := 0
	for _, organ := range []fengcun.OrganID{sample.Court, sample.Procuratorate, sample.Police} {
		copies, err := store.CopiesOfRecord(ctx, w.At(organ).Store.Reader(), s.Record)
		if err != nil {
			w.t.Fatal(err)
		}
		sealed := 0
		for _, c := range copies {
			if c.Organ != organ {
				continue
			}
			if c.State == fengcun.CopySealed {
				sealed++
			}
			contents, err := w.At(organ).Vault.Open(ctx, c.Item)
			if err == nil {
				contents.Forget()
			}
			if (c.State == fengcun.CopySealed) != (fengcun.KindOf(err) == fengcun.KindNotFound) {
				w.t.Fatalf("the copy of %s is %s and its item says %v", organ, c.State, err)
			}
		}
		if sealed > 1 || len(copies) > 2 {
			w.t.Fatalf("%s has %d copies", organ, len(copies))
		}
		open += 1 - sealed
	}
	return open
}

// settle carries and confirms everything: all is sealed, once.
func (w *apart) settle() {
	w.A.Clock.Advance(mostSteps * time.Hour) // if it was set back, at each step perhaps
	w.carry()
	for _, s := range w.due {
		for _, organ := range []fengcun.OrganID{sample.Procuratorate, sample.Police, sample.Court} {
			w.receive(s, organ)
			if w.confirm(ctx, s, organ, true) == nil {
				w.happened["sealed late"]++
			}
		}
	}
	w.carry()
	w.carry()
	for _, s := range w.due {
		if open := w.open(s); open != 0 || w.A.State(s.Record) != fengcun.RecordSealed {
			w.t.Fatalf("with everything carried and confirmed %d organs are open and the record is %s", open, w.A.State(s.Record))
		}
		w.check(s)
	}
	for organ, d := range map[fengcun.OrganID]*district.District{sample.Court: w.A, sample.Police: w.B} {
		if parked, err := store.ParkedMessages(ctx, d.Store.Reader(), organ); err != nil || len(parked) != 0 {
			w.t.Fatalf("%d messages are parked at %s, %v", len(parked), organ, err)
		}
	}
}
