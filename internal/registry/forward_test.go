package registry_test

import (
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

// detention and station are further organs of the police's system.
const (
	detention fengcun.OrganID = "detention-test"
	station   fengcun.OrganID = "exit-entry-test"
)

// widen adds them to an installation: the first works here, the second in the way given.
func widen(t *testing.T, d *district.District, here, other fengcun.Connection) {
	t.Helper()
	for id, o := range map[fengcun.OrganID]fengcun.Organ{
		detention: {Kind: fengcun.DetentionHouse, Name: "东江区看守所", Connection: here},
		station:   {Kind: fengcun.ExitEntry, Name: "东江出入境管理大队", Connection: other},
	} {
		o.ID, o.Level, o.Region, o.Code, o.ValidFrom = id, fengcun.LevelBasic, "310101", "东"+string(id[0]), fengcun.NewDate(2000, 1, 1)
		if err := d.Registry.AddOrgan(ctx, sample.Member(sample.Court, fengcun.RoleSystemAdmin), o); err != nil {
			t.Fatal(err)
		}
	}
}

func member(organ fengcun.OrganID, role fengcun.Role) fengcun.Actor {
	return fengcun.Actor{Staff: fengcun.StaffID(string(organ) + "-" + string(role)), Organ: organ, Role: role}
}

// take receives a notice at an organ with one volume and one row.
func take(t *testing.T, d *district.District, n fengcun.NoticeID, organ fengcun.OrganID) fengcun.CopyID {
	t.Helper()
	id, err := d.Registry.Receive(ctx, member(organ, fengcun.RoleHandler), registry.Receipt{
		Notice: n, At: d.Clock.Now(), Holdings: []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume}, {Kind: fengcun.HoldingSystemRow}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func confirmAs(t *testing.T, d *district.District, organ fengcun.OrganID, id fengcun.CopyID) registry.Confirmed {
	t.Helper()
	holdings, err := store.HoldingsOfCopy(ctx, d.Store.Reader(), id)
	if err != nil {
		t.Fatal(err)
	}
	q := registry.Confirmation{Copy: id}
	for _, h := range holdings {
		q.Holdings = append(q.Holdings, registry.ConfirmedHolding{Holding: h.ID, Marked: true, AccessCut: true})
	}
	done, err := d.Registry.Confirm(ctx, member(organ, fengcun.RoleCustodian), q)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func deliveryState(t *testing.T, d *district.District, n fengcun.NoticeID, organ fengcun.OrganID) fengcun.DeliveryState {
	t.Helper()
	delivery, err := store.DeliveryTo(ctx, d.Store.Reader(), n, string(organ))
	if err != nil {
		t.Fatal(err)
	}
	return delivery.State
}

// TestForward: the police forward what they received to a detention house here and to
// one more organ on paper. Each has its own clock; what the police were sent is
// confirmed, and the record sealed, only when all three are, whoever comes last; and
// nobody learns more of another than numbers.
func TestForward(t *testing.T) {
	t.Parallel()
	for _, last := range []fengcun.OrganID{sample.Police, detention, station} {
		t.Run(string(last), func(t *testing.T) {
			t.Parallel()
			d := district.Open(t)
			widen(t, d, fengcun.ConnectedHere, fengcun.OnPaper)
			police := sample.Member(sample.Police, fengcun.RoleHandler)
			c := due(d, wang, number, years(3))
			if err := d.Registry.Forward(ctx, police, c.Notice, []fengcun.OrganID{detention}); fengcun.KindOf(err) != fengcun.KindForbidden && fengcun.KindOf(err) != fengcun.KindConflict {
				t.Fatalf("forwarded before the receipt: %v", err)
			}
			own := d.Receive(c, sample.Police)
			view, err := d.Registry.Coordination(ctx, police, c.Notice)
			if err != nil || len(view.Candidates) != 2 || len(view.Branches) != 0 {
				t.Fatalf("%+v, %v", view, err)
			}
			if err := d.Registry.Forward(ctx, police, c.Notice, []fengcun.OrganID{detention, station}); err != nil {
				t.Fatal(err)
			}
			if s := deliveryState(t, d, c.Notice, sample.Police); s != fengcun.DeliveryCoordinating {
				t.Errorf("the police are %s", s)
			}
			theirs := take(t, d, c.Notice, detention)
			terms, err := store.RunningDeadlines(ctx, d.Store.Reader(), detention)
			if err != nil || len(terms) != 1 || !terms[0].Statutory {
				t.Errorf("the detention house's clock: %+v, %v", terms, err)
			}
			reply := func(state fengcun.DeliveryState) {
				t.Helper()
				if _, err := d.Registry.EnterReply(ctx, police, registry.Reply{
					Notice: c.Notice, Recipient: station, State: state, At: d.Clock.Now(), By: "收发室", Scan: strings.NewReader("scan"),
					Counts: []store.ReportedCount{{Kind: fengcun.HoldingScreeningTable, State: fengcun.HoldingConfirmed, Number: 2}},
				}); err != nil {
					t.Fatal(err)
				}
			}
			reply(fengcun.DeliveryReceived)
			view, err = d.Registry.Coordination(ctx, police, c.Notice)
			if err != nil || len(view.Candidates) != 0 || len(view.Branches) != 2 || view.Branches[0].Term == nil || len(view.Branches[0].Counts) != 2 {
				t.Errorf("the tree: %+v, %v", view, err)
			}
			if _, err := d.Registry.Coordination(ctx, member(detention, fengcun.RoleHandler), c.Notice); err != nil {
				t.Errorf("the detention house's own branch: %v", err)
			}
			if _, err := d.Registry.Coordination(ctx, handler, c.Notice); fengcun.KindOf(err) != fengcun.KindNotFound {
				t.Errorf("the court looks into the police's system: %v", err)
			}
			d.Confirm(sample.Procuratorate, d.Receive(c, sample.Procuratorate))
			d.Confirm(sample.Court, c.Copy)
			finish := map[fengcun.OrganID]func(){
				sample.Police: func() { d.Confirm(sample.Police, own) },
				detention:     func() { confirmAs(t, d, detention, theirs) },
				station:       func() { reply(fengcun.DeliveryConfirmed) },
			}
			for organ, seal := range finish {
				if organ != last {
					seal()
				}
			}
			if s := deliveryState(t, d, c.Notice, sample.Police); s != fengcun.DeliveryCoordinating || d.State(c.Record) != fengcun.RecordSealDue {
				t.Fatalf("with %s still open the police are %s and the record %s", last, s, d.State(c.Record))
			}
			finish[last]()
			if s := deliveryState(t, d, c.Notice, sample.Police); s != fengcun.DeliveryConfirmed || d.State(c.Record) != fengcun.RecordSealed {
				t.Errorf("with all sealed the police are %s and the record %s", s, d.State(c.Record))
			}
			if err := d.VerifyAudit(ctx, nil); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestForwardReturned: an organ that holds nothing returns it, and nobody waits for it.
func TestForwardReturned(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	widen(t, d, fengcun.ConnectedHere, fengcun.OnPaper)
	police := sample.Member(sample.Police, fengcun.RoleHandler)
	c := due(d, wang, number, years(3))
	own := d.Receive(c, sample.Police)
	if err := d.Registry.Forward(ctx, police, c.Notice, []fengcun.OrganID{detention}); err != nil {
		t.Fatal(err)
	}
	d.Confirm(sample.Procuratorate, d.Receive(c, sample.Procuratorate))
	d.Confirm(sample.Court, c.Copy)
	d.Confirm(sample.Police, own)
	if d.State(c.Record) != fengcun.RecordSealDue {
		t.Fatal("sealed with a forwarded copy open")
	}
	if err := d.Registry.ReturnNotice(ctx, member(detention, fengcun.RoleHandler), c.Notice, registry.ReturnWrongOrgan); err != nil {
		t.Fatal(err)
	}
	if s := deliveryState(t, d, c.Notice, sample.Police); s != fengcun.DeliveryConfirmed || d.State(c.Record) != fengcun.RecordSealed {
		t.Errorf("the police are %s and the record %s", s, d.State(c.Record))
	}
}

// TestForwardRefused: to nobody, to another system, twice, to the issuer, by the wrong
// people, of what is not in hand.
func TestForwardRefused(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	widen(t, d, fengcun.ConnectedHere, fengcun.OnPaper)
	police := sample.Member(sample.Police, fengcun.RoleHandler)
	c := due(d, wang, number, years(3))
	own := d.Receive(c, sample.Police)
	for _, r := range []struct {
		code string
		to   []fengcun.OrganID
	}{
		{"forward.nobody", nil}, {"forward.system", []fengcun.OrganID{sample.Justice}}, {"forward.system", []fengcun.OrganID{sample.Court}},
		{"forward.system", []fengcun.OrganID{sample.Police}}, {"forward.twice", []fengcun.OrganID{detention, detention}}, {"not_found", []fengcun.OrganID{"nobody"}},
	} {
		if err := d.Registry.Forward(ctx, police, c.Notice, r.to); fengcun.CodeOf(err) != r.code {
			t.Errorf("to %v: %v, want %s", r.to, err, r.code)
		}
	}
	if err := d.Registry.Forward(ctx, sample.Member(sample.Police, fengcun.RoleWindow), c.Notice, []fengcun.OrganID{detention}); fengcun.KindOf(err) != fengcun.KindForbidden {
		t.Errorf("by the window: %v", err)
	}
	if err := d.Registry.Forward(ctx, sample.Member(sample.Procuratorate, fengcun.RoleHandler), c.Notice, []fengcun.OrganID{detention}); fengcun.KindOf(err) == "" {
		t.Error("by an organ that has not received it")
	}
	d.Confirm(sample.Police, own)
	if err := d.Registry.Forward(ctx, police, c.Notice, []fengcun.OrganID{detention}); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("after the seal: %v", err)
	}
}

// TestForwardBetweenInstallations: the police are on another installation and forward
// there; the court sees numbers only, and seals when the whole system has.
func TestForwardBetweenInstallations(t *testing.T) {
	t.Parallel()
	p := district.OpenPair(t, fengcun.ConnectedByParcel)
	widen(t, p.B, fengcun.ConnectedHere, fengcun.OnPaper)
	c := due(p.A, wang, number, years(3))
	p.Exchange()
	own := p.B.Receive(c, sample.Police)
	if err := p.B.Registry.Forward(ctx, sample.Member(sample.Police, fengcun.RoleHandler), c.Notice, []fengcun.OrganID{detention}); err != nil {
		t.Fatal(err)
	}
	theirs := take(t, p.B, c.Notice, detention)
	p.Exchange()
	if s := deliveryState(t, p.A, c.Notice, sample.Police); s != fengcun.DeliveryCoordinating {
		t.Errorf("at the court the police are %s", s)
	}
	p.A.Confirm(sample.Procuratorate, p.A.Receive(c, sample.Procuratorate))
	p.A.Confirm(sample.Court, c.Copy)
	p.B.Confirm(sample.Police, own)
	p.Exchange()
	if s := p.A.State(c.Record); s != fengcun.RecordSealDue {
		t.Fatalf("%s although the detention house has not sealed", s)
	}
	confirmAs(t, p.B, detention, theirs)
	p.Exchange()
	if s := p.A.State(c.Record); s != fengcun.RecordSealed {
		t.Errorf("%s although all have sealed", s)
	}
	counts, err := store.Counts(ctx, p.A.Store.Reader(), c.Notice, sample.Police)
	total := 0
	for _, n := range counts {
		if n.State != fengcun.HoldingConfirmed {
			t.Errorf("reported %+v", n)
		}
		total += n.Number
	}
	if err != nil || total != 4 {
		t.Errorf("%d holdings reported, %v", total, err)
	}
	if n := alarms(t, p.A) + alarms(t, p.B); n != 0 {
		t.Errorf("%d alarms", n)
	}
}

// TestForwardWithdrawn: a late appeal takes back what was forwarded too.
func TestForwardWithdrawn(t *testing.T) {
	t.Parallel()
	p := district.OpenPair(t, fengcun.ConnectedByParcel)
	widen(t, p.B, fengcun.ConnectedHere, fengcun.OnPaper)
	c := due(p.A, wang, number, years(3))
	p.Exchange()
	p.B.Receive(c, sample.Police)
	if err := p.B.Registry.Forward(ctx, sample.Member(sample.Police, fengcun.RoleHandler), c.Notice, []fengcun.OrganID{detention, station}); err != nil {
		t.Fatal(err)
	}
	take(t, p.B, c.Notice, detention)
	p.Exchange()
	if err := p.A.Registry.LateAppeal(ctx, handler, c.Record, posted(years(3))); err != nil {
		t.Fatal(err)
	}
	p.Exchange()
	if copies, err := store.CopiesOfRecord(ctx, p.B.Store.Reader(), c.Record); err != nil || len(copies) != 0 {
		t.Errorf("%d copies are left in the police's system, %v", len(copies), err)
	}
	for _, organ := range []fengcun.OrganID{sample.Police, detention, station} {
		if terms, err := store.RunningDeadlines(ctx, p.B.Store.Reader(), organ); err != nil || len(terms) != 0 {
			t.Errorf("%s still has terms %v, %v", organ, terms, err)
		}
	}
}
