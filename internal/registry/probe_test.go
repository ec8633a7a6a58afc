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

// head is the order of an organ's head, carried out by its custodian.
func head(organ fengcun.OrganID, n int) registry.ProbeOrder {
	return registry.ProbeOrder{
		Reader: sample.Member(organ, fengcun.RoleCustodian), Approver: sample.Member(organ, fengcun.RoleApprover), Number: "东江公〔2026〕7号", Sample: n,
	}
}

// TestProbe: what is sealed is as silent as somebody never known; nothing of the
// question stands in the log of certificates or leaves the vault; a holding that a
// person finds answering is open again, stands before the procuratorate, and is
// sealed anew.
func TestProbe(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	c := d.Seal(wang, number, years(3))
	d.File(district.Person("李桐", "310101200902020026", fengcun.NewDate(2009, 2, 2)), "（2026）沪0101刑初99号", years(3))
	probed, err := d.Registry.Probe(ctx, head(sample.Court, 5))
	if err != nil || len(probed.Passed) != 1 || len(probed.Failed) != 0 {
		t.Fatalf("%+v, %v", probed, err)
	}
	var certificates int
	if err := d.Store.Reader().QueryRowContext(ctx, `SELECT COUNT(*) FROM certificate`).Scan(&certificates); err != nil || certificates != 0 {
		t.Errorf("%d applications, %v", certificates, err)
	}
	if state := d.State(c.Record); state != fengcun.RecordSealed {
		t.Errorf("probing moved the record to %s", state)
	}
	custodian, supervisor := sample.Member(sample.Court, fengcun.RoleCustodian), sample.Member(sample.Procuratorate, fengcun.RoleSupervisor)
	manual := registry.ManualProbe{Holding: probed.Passed[0], Order: "东江法〔2026〕8号", Ordered: sample.Member(sample.Court, fengcun.RoleApprover).Staff, Findings: "查询终端仍可调阅"}
	if err := d.Registry.RecordProbe(ctx, custodian, manual); err != nil {
		t.Fatal(err)
	}
	failed, err := d.Registry.FailedProbes(ctx, sample.Member(sample.Police, fengcun.RoleCustodian))
	if err != nil || len(failed) != 0 {
		t.Errorf("another organ sees %v, %v", failed, err)
	}
	failed, err = d.Registry.FailedProbes(ctx, supervisor)
	if err != nil || len(failed) != 1 || failed[0].Holding != probed.Passed[0] || failed[0].Organ != sample.Court || !failed[0].Manual {
		t.Errorf("the procuratorate sees %+v, %v", failed, err)
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
	if failed, err := d.Registry.FailedProbes(ctx, supervisor); err != nil || len(failed) != 0 {
		t.Errorf("still %+v, %v", failed, err)
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
	probed, err := d.Registry.Probe(ctx, head(sample.Court, 5))
	if err != nil || len(probed.Failed) != 1 || len(probed.Passed) != 0 {
		t.Fatalf("%+v, %v", probed, err)
	}
	holding, err := store.HoldingByID(ctx, d.Store.Reader(), probed.Failed[0])
	if err != nil || holding.State != fengcun.HoldingInventoried {
		t.Errorf("%+v, %v", holding, err)
	}
}

// TestProbeRefused: without order, by the wrong people, without bounds.
func TestProbeRefused(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	d.Seal(wang, number, years(3))
	for name, change := range map[string]func(*registry.ProbeOrder){
		"probe.order":  func(q *registry.ProbeOrder) { q.Number = "" },
		"probe.sample": func(q *registry.ProbeOrder) { q.Sample = registry.MaxSample + 1 },
	} {
		q := head(sample.Court, 5)
		change(&q)
		if _, err := d.Registry.Probe(ctx, q); fengcun.CodeOf(err) != name {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, change := range []func(*registry.ProbeOrder){
		func(q *registry.ProbeOrder) { q.Approver = q.Reader },
		func(q *registry.ProbeOrder) { q.Reader = sample.Member(sample.Court, fengcun.RoleHandler) },
		func(q *registry.ProbeOrder) { q.Approver = sample.Member(sample.Court, fengcun.RoleHandler) },
		func(q *registry.ProbeOrder) { q.Approver = sample.Member(sample.Police, fengcun.RoleApprover) },
	} {
		q := head(sample.Court, 5)
		change(&q)
		if _, err := d.Registry.Probe(ctx, q); fengcun.KindOf(err) != fengcun.KindForbidden && fengcun.KindOf(err) != fengcun.KindInvalid {
			t.Errorf("%+v: %v", q, err)
		}
	}
}

// TestProbeBetweenInstallations: the court names its notice, the police find what it
// means, probe it on their own head's order, and answer with two numbers.
func TestProbeBetweenInstallations(t *testing.T) {
	t.Parallel()
	p := district.OpenPair(t, fengcun.ConnectedByParcel)
	c := due(p.A, wang, number, years(3))
	p.Exchange()
	approver := sample.Member(sample.Court, fengcun.RoleApprover)
	if err := p.A.Registry.AskProbe(ctx, approver, c.Notice, sample.Police); fengcun.CodeOf(err) != "probe.not_confirmed" {
		t.Errorf("asked before the seal: %v", err)
	}
	p.A.Confirm(sample.Procuratorate, p.A.Receive(c, sample.Procuratorate))
	p.A.Confirm(sample.Court, c.Copy)
	p.B.Confirm(sample.Police, p.B.Receive(c, sample.Police))
	p.Exchange()
	if err := p.A.Registry.AskProbe(ctx, approver, c.Notice, sample.Police); err != nil {
		t.Fatal(err)
	}
	p.Exchange()
	if answers, err := p.A.Registry.ProbeAnswers(ctx, approver, c.Notice); err != nil || len(answers) != 0 {
		t.Errorf("answered before the head ordered it: %v, %v", answers, err)
	}
	if _, err := p.B.Registry.Probe(ctx, head(sample.Police, 1)); err != nil {
		t.Fatal(err)
	}
	p.Exchange()
	answers, err := p.A.Registry.ProbeAnswers(ctx, approver, c.Notice)
	if err != nil || len(answers) != 1 || answers[0].Organ != sample.Police || answers[0].Passed != 1 || answers[0].Failed != 0 {
		t.Errorf("%+v, %v", answers, err)
	}
	if n := alarms(t, p.A) + alarms(t, p.B); n != 0 {
		t.Errorf("%d alarms", n)
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
	orders := map[string]bool{}
	for range 6 {
		kinds, err := d.Registry.ProbedKinds(ctx, head(sample.Court, 10))
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
