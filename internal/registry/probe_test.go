package registry_test

import (
	"strings"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

// ordered has the head of an organ order probes.
func ordered(t *testing.T, d *district.District, organ fengcun.OrganID, n int) fengcun.ID {
	t.Helper()
	id, err := d.Registry.OrderProbes(ctx, sample.Member(organ, fengcun.RoleApprover), registry.ProbeOrder{
		Number: "东江核〔2026〕7号", Carrier: sample.Member(organ, fengcun.RoleCustodian).Staff, Sample: n, Until: fengcun.DateOf(d.Clock.Now()).AddDays(90),
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func probe(t *testing.T, d *district.District, organ fengcun.OrganID, order fengcun.ID) registry.Probed {
	t.Helper()
	probed, err := d.Registry.Probe(ctx, sample.Member(organ, fengcun.RoleCustodian), order)
	if err != nil {
		t.Fatal(err)
	}
	return probed
}

func probes(t *testing.T, d *district.District, organ fengcun.OrganID, role fengcun.Role) registry.Probes {
	t.Helper()
	p, err := d.Registry.Probes(ctx, sample.Member(organ, role))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestProbe: what is sealed is as silent as somebody never known; nothing of the
// question stands in the log of certificates or leaves the vault; a holding that a
// person finds answering is open again, stands before the procuratorate with a term,
// is sealed anew, and has to be proven anew.
func TestProbe(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	c := d.Seal(wang, number, years(3))
	d.File(district.Person("李桐", "310101200902020026", fengcun.NewDate(2009, 2, 2)), "（2026）沪0101刑初99号", years(3))
	if p := probes(t, d, sample.Court, fengcun.RoleCustodian); p.Unproven != 2 || len(p.ByHand) != 1 {
		t.Fatalf("%+v", p)
	}
	order := ordered(t, d, sample.Court, 5)
	probed := probe(t, d, sample.Court, order)
	if len(probed.Passed) != 1 || len(probed.Failed) != 0 {
		t.Fatalf("%+v", probed)
	}
	var certificates int
	if err := d.Store.Reader().QueryRowContext(ctx, `SELECT COUNT(*) FROM certificate`).Scan(&certificates); err != nil || certificates != 0 {
		t.Errorf("%d applications, %v", certificates, err)
	}
	if state := d.State(c.Record); state != fengcun.RecordSealed {
		t.Errorf("probing moved the record to %s", state)
	}
	custodian := sample.Member(sample.Court, fengcun.RoleCustodian)
	manual := registry.ManualProbe{Order: order, Holding: probed.Passed[0], Findings: "查询终端仍可调阅"}
	if err := d.Registry.RecordProbe(ctx, custodian, manual); err != nil {
		t.Fatal(err)
	}
	if p := probes(t, d, sample.Police, fengcun.RoleCustodian); len(p.Failed) != 0 {
		t.Errorf("another organ sees %v", p.Failed)
	}
	p := probes(t, d, sample.Procuratorate, fengcun.RoleSupervisor)
	if len(p.Failed) != 1 || p.Failed[0].Holding != probed.Passed[0] || p.Failed[0].Organ != sample.Court || !p.Failed[0].Manual || p.Orders != nil || p.ByHand != nil {
		t.Errorf("the procuratorate sees %+v", p)
	}
	if terms, err := store.RunningDeadlines(ctx, d.Store.Reader(), sample.Court); err != nil || len(terms) != 1 || terms[0].Subject != probed.Passed[0] || terms[0].Statutory {
		t.Errorf("terms %+v, %v", terms, err)
	}
	if err := d.Registry.RecordProbe(ctx, custodian, manual); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("an open holding was probed: %v", err)
	}
	if err := d.Registry.SealAgain(ctx, custodian, registry.ConfirmedHolding{Holding: probed.Passed[0], Marked: true}); fengcun.CodeOf(err) != "confirm.access" {
		t.Errorf("sealed again with access left: %v", err)
	}
	if err := d.Registry.SealAgain(ctx, custodian, registry.ConfirmedHolding{Holding: probed.Passed[0], Marked: true, AccessCut: true}); err != nil {
		t.Fatal(err)
	}
	if p := probes(t, d, sample.Procuratorate, fengcun.RoleSupervisor); len(p.Failed) != 0 {
		t.Errorf("still %+v", p.Failed)
	}
	if p := probes(t, d, sample.Court, fengcun.RoleCustodian); p.Unproven != 2 {
		t.Errorf("%d unproven after it was sealed anew", p.Unproven)
	}
	probe(t, d, sample.Court, order)
	manual.Holding, manual.Passed = probes(t, d, sample.Court, fengcun.RoleCustodian).ByHand[0].ID, true
	if err := d.Registry.RecordProbe(ctx, custodian, manual); err != nil {
		t.Fatal(err)
	}
	if p := probes(t, d, sample.Court, fengcun.RoleCustodian); p.Unproven != 0 || len(p.ByHand) != 0 {
		t.Errorf("not proven: %+v", p)
	}
	if err := d.VerifyAudit(ctx, nil); err != nil {
		t.Error(err)
	}
}

// TestProbeFails: a sealed person who still stands in the register that certificates
// are answered from is found out.
func TestProbeFails(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	c := d.Seal(wang, number, years(3))
	if err := d.Registry.LeaveInRegister(ctx, sample.Member(sample.Court, fengcun.RoleHandler), wang, c.Record); err != nil {
		t.Fatal(err)
	}
	probed := probe(t, d, sample.Court, ordered(t, d, sample.Court, 5))
	if len(probed.Failed) != 1 || len(probed.Passed) != 0 {
		t.Fatalf("%+v", probed)
	}
	holding, err := store.HoldingByID(ctx, d.Store.Reader(), probed.Failed[0])
	if err != nil || holding.State != fengcun.HoldingInventoried {
		t.Errorf("%+v, %v", holding, err)
	}
}

// TestProbeRefused: an order that is none, and a probe by the wrong people or without
// an order in force.
func TestProbeRefused(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	d.Seal(wang, number, years(3))
	head, custodian := sample.Member(sample.Court, fengcun.RoleApprover), sample.Member(sample.Court, fengcun.RoleCustodian)
	today := fengcun.DateOf(d.Clock.Now())
	for _, c := range []struct {
		code   string
		change func(*registry.ProbeOrder)
	}{
		{"probe.order", func(q *registry.ProbeOrder) { q.Number = "" }},
		{"probe.sample", func(q *registry.ProbeOrder) { q.Sample = registry.MaxSample + 1 }},
		{"probe.sample", func(q *registry.ProbeOrder) { q.Sample = 0 }},
		{"probe.until", func(q *registry.ProbeOrder) { q.Until = today.AddDays(-1) }},
		{"probe.until", func(q *registry.ProbeOrder) { q.Until = today.AddDays(800) }},
		{"probe.carrier", func(q *registry.ProbeOrder) { q.Carrier = head.Staff }},
		{"probe.carrier", func(q *registry.ProbeOrder) { q.Carrier = "nobody" }},
	} {
		q := registry.ProbeOrder{Number: "7号", Carrier: custodian.Staff, Sample: 5, Until: today}
		c.change(&q)
		if _, err := d.Registry.OrderProbes(ctx, head, q); fengcun.CodeOf(err) != c.code {
			t.Errorf("%s: %v", c.code, err)
		}
	}
	order := ordered(t, d, sample.Court, 5)
	for _, actor := range sample.Staff() {
		if actor == custodian {
			continue
		}
		want := fengcun.KindForbidden
		if actor.Organ != sample.Court {
			want = fengcun.KindNotFound
		}
		if _, err := d.Registry.Probe(ctx, actor, order); fengcun.KindOf(err) != want {
			t.Errorf("%+v: %v", actor, err)
		}
	}
	if err := d.Registry.EndProbes(ctx, head, order); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Registry.Probe(ctx, custodian, order); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("under an order that is over: %v", err)
	}
}

// TestProbesComeByThemselves: within a day of a seal and within a week of the last run,
// at an instant that nobody chose.
func TestProbesComeByThemselves(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	ordered(t, d, sample.Court, 5)
	due := func(after time.Duration) int {
		t.Helper()
		d.Clock.Advance(after)
		runs, err := d.Registry.ProbeDue(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return runs
	}
	if due(24*time.Hour) != 1 || due(0) != 0 {
		t.Error("the first run did not come within a day, or twice")
	}
	d.Seal(wang, number, years(3))
	if due(24*time.Hour) != 1 {
		t.Error("no run within a day of a seal")
	}
	if p := probes(t, d, sample.Court, fengcun.RoleCustodian); p.Unproven != 1 {
		t.Errorf("%d unproven, want the volume alone", p.Unproven)
	}
	if due(7*24*time.Hour) != 1 {
		t.Error("no sample within a week")
	}
}

// TestProbeBetweenInstallations: the court names its notices, the police find what
// they mean, probe it on their own head's order, and answer with two numbers once
// every holding is proven, the volume in the cabinet included.
func TestProbeBetweenInstallations(t *testing.T) {
	t.Parallel()
	p := district.OpenPair(t, fengcun.ConnectedByParcel)
	c := due(p.A, wang, number, years(3))
	p.Exchange()
	head := sample.Member(sample.Court, fengcun.RoleApprover)
	ask := func(want int) {
		t.Helper()
		if n, err := p.A.Registry.AskProbe(ctx, head, sample.Police); err != nil || n != want {
			t.Fatalf("asked for %d notices, want %d; %v", n, want, err)
		}
		p.Exchange()
	}
	elsewhere := func() registry.ProvenElsewhere {
		t.Helper()
		if e := probes(t, p.A, sample.Court, fengcun.RoleApprover).Elsewhere; len(e) == 1 {
			return e[0]
		}
		return registry.ProvenElsewhere{}
	}
	ask(0) // nothing is sealed there yet
	p.A.Confirm(sample.Procuratorate, p.A.Receive(c, sample.Procuratorate))
	p.A.Confirm(sample.Court, c.Copy)
	p.B.Confirm(sample.Police, p.B.Receive(c, sample.Police))
	p.Exchange()
	ask(1)
	order := ordered(t, p.B, sample.Police, 1)
	custodian := sample.Member(sample.Police, fengcun.RoleCustodian)
	probed := probe(t, p.B, sample.Police, order)
	p.Exchange()
	if e := elsewhere(); e.Organ != sample.Police || e.Unproven != 1 || e.Proven != 0 {
		t.Errorf("with the volume still to be tried: %+v", e)
	}
	manual := registry.ManualProbe{Order: order, Holding: probed.Passed[0], Findings: "另一终端可查"}
	if err := p.B.Registry.RecordProbe(ctx, custodian, manual); err != nil {
		t.Fatal(err)
	}
	p.Exchange()
	if failed := probes(t, p.A, sample.Procuratorate, fengcun.RoleSupervisor).Failed; len(failed) != 1 || failed[0].Organ != sample.Police || failed[0].Number != 1 || !failed[0].Holding.IsZero() {
		t.Errorf("the procuratorate sees %+v", failed)
	}
	if n := alarms(t, p.A); n != 1 {
		t.Errorf("%d alarms at the court, want that of the probe", n)
	}
	if err := p.B.Registry.SealAgain(ctx, custodian, registry.ConfirmedHolding{Holding: manual.Holding, Marked: true, AccessCut: true}); err != nil {
		t.Fatal(err)
	}
	probe(t, p.B, sample.Police, order)
	manual.Passed, manual.Findings = true, "调阅未果"
	manual.Holding = probes(t, p.B, sample.Police, fengcun.RoleCustodian).ByHand[0].ID
	if err := p.B.Registry.RecordProbe(ctx, custodian, manual); err != nil {
		t.Fatal(err)
	}
	p.Exchange()
	if e := elsewhere(); e.Unproven != 0 || e.Proven != 2 {
		t.Errorf("after everything passed: %+v", e)
	}
	if failed := probes(t, p.A, sample.Procuratorate, fengcun.RoleSupervisor).Failed; len(failed) != 0 {
		t.Errorf("still %+v", failed)
	}
	ask(0)
}

// TestProbeReport: an organ on paper reports its own test of everything that it
// sealed; where anything failed nothing is believed to be proven.
func TestProbeReport(t *testing.T) {
	t.Parallel()
	d := district.CourtAlone(t, fengcun.OnPaper)
	c := due(d, wang, number, years(3))
	d.Confirm(sample.Court, c.Copy)
	reply := func(state fengcun.DeliveryState) {
		t.Helper()
		if _, err := d.Registry.EnterReply(ctx, handler, registry.Reply{
			Notice: c.Notice, Recipient: sample.Police, State: state, At: d.Clock.Now(), By: "收发室", Scan: strings.NewReader("scan"),
			Counts: []store.ReportedCount{{Kind: fengcun.HoldingPaperVolume, State: fengcun.HoldingConfirmed, Number: 3}},
		}); err != nil {
			t.Fatal(err)
		}
	}
	reply(fengcun.DeliveryReceived)
	reply(fengcun.DeliveryConfirmed)
	good := registry.ProbeReport{Recipient: sample.Police, Passed: true, At: d.Clock.Now(), By: "档案室", Scan: strings.NewReader("report")}
	for _, bad := range []struct {
		code   string
		change func(*registry.ProbeReport)
	}{
		{"reply.by", func(q *registry.ProbeReport) { q.By = "" }},
		{"reply.scan", func(q *registry.ProbeReport) { q.Scan = nil }},
		{"receive.future", func(q *registry.ProbeReport) { q.At = q.At.Add(time.Hour) }},
		{"reply.not_paper", func(q *registry.ProbeReport) { q.Recipient = sample.Court }},
	} {
		q := good
		bad.change(&q)
		if _, err := d.Registry.EnterProbeReport(ctx, handler, q); fengcun.CodeOf(err) != bad.code {
			t.Errorf("%s: %v", bad.code, err)
		}
	}
	report := func(passed bool) registry.Probes {
		t.Helper()
		q := good
		q.Passed, q.Scan = passed, strings.NewReader("report")
		if n, err := d.Registry.EnterProbeReport(ctx, handler, q); err != nil || n != 1 {
			t.Fatalf("%d notices, %v", n, err)
		}
		return probes(t, d, sample.Court, fengcun.RoleApprover)
	}
	if p := report(false); p.Elsewhere[0].Unproven != 1 || len(p.Failed) != 1 || p.Failed[0].Number != 3 {
		t.Errorf("after a failure: %+v", p)
	}
	if p := report(true); p.Elsewhere[0].Unproven != 0 || p.Elsewhere[0].Proven != 3 || len(p.Failed) != 0 {
		t.Errorf("after it passed: %+v", p)
	}
}

// TestProbeMixes: beside each sealed identity at least one that nobody ever had, and
// what is open, in an order that says nothing.
func TestProbeMixes(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	people := sample.NewPeople(3)
	for i := range 3 {
		person := people.Next().Person
		facts := district.Sentenced(person.Birth, fengcun.Term{Years: 1})
		d.Seal(person, "（2026）沪0101刑初"+string(rune('1'+i))+"号", facts)
	}
	d.File(wang, number, years(3))
	order := ordered(t, d, sample.Court, 10)
	orders := map[string]bool{}
	for range 6 {
		kinds, err := d.Registry.ProbedKinds(ctx, sample.Member(sample.Court, fengcun.RoleCustodian), order)
		if err != nil {
			t.Fatal(err)
		}
		count := map[string]int{}
		for _, k := range kinds {
			count[k]++
		}
		if count["sealed"] != 3 || count["synthetic"] < 3 || count["open"] != 1 {
			t.Fatalf("mixed %v", count)
		}
		orders[strings.Join(kinds, " ")] = true
	}
	if len(orders) < 2 {
		t.Error("the order is always the same")
	}
}
