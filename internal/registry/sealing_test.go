package registry_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/law"
)

var (
	ctx   = context.Background()
	birth = fengcun.NewDate(2005, time.March, 14)
	wang  = district.Person("王试甲", "310115200503140019", birth)
)

const number = "（2026）沪0101刑初12号"

// TestSealingAsAWhole follows Article 11: judgment, notice, three receipts, every
// holding confirmed, and only then the record is sealed.
func TestSealingAsAWhole(t *testing.T) {
	d := district.Open(t)
	facts := district.Sentenced(birth, fengcun.Term{Years: 3})
	c := d.File(wang, number, facts)
	if got := d.Decide(c, facts); got != fengcun.RecordSealDue {
		t.Fatalf("state %s", got)
	}
	d.Notify(&c)
	deliveries, err := store.Deliveries(ctx, d.Store.Reader(), c.Notice)
	if err != nil || len(deliveries) != 3 {
		t.Fatalf("Article 11 names three recipients, got %d, %v", len(deliveries), err)
	}
	notice, err := d.Registry.NoticeText(ctx, handler, c.Notice, "")
	if err != nil || notice.Number != "东江法未封〔2026〕1号" || !strings.Contains(string(notice.Text), "第十一条") {
		t.Errorf("notice %s, %v\n%s", notice.Number, err, notice.Text)
	}
	copies := map[fengcun.OrganID]fengcun.CopyID{sample.Court: c.Copy}
	for _, organ := range []fengcun.OrganID{sample.Procuratorate, sample.Police} {
		copies[organ] = d.Receive(c, organ)
	}
	for _, organ := range []fengcun.OrganID{sample.Procuratorate, sample.Court, sample.Police} {
		if got := d.State(c.Record); got != fengcun.RecordSealDue {
			t.Fatalf("before %s confirmed: state %s", organ, got)
		}
		if got := d.Confirm(organ, copies[organ]); !got.CopySealed {
			t.Fatalf("%s confirmed every holding and its copy is not sealed", organ)
		}
	}
	if got := d.State(c.Record); got != fengcun.RecordSealed {
		t.Fatalf("state %s", got)
	}
	if _, err := d.Registry.NoticeText(ctx, handler, c.Notice, ""); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("the notice can be read after the seal: %v", err)
	}
	for _, organ := range []fengcun.OrganID{sample.Court, sample.Procuratorate, sample.Police} {
		running, err := store.RunningDeadlines(ctx, d.Store.Reader(), organ)
		if err != nil || len(running) != 0 {
			t.Errorf("%s still has %d running terms, %v", organ, len(running), err)
		}
	}
}

// TestSealedIsGone: after the seal nobody who was involved reads or finds it, and
// the answer is the one for what never was (Article 10; P3, P5).
func TestSealedIsGone(t *testing.T) {
	d := district.Open(t)
	c := d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
	handler := sample.Member(sample.Court, fengcun.RoleHandler)
	_, sealed := d.Registry.Read(ctx, handler, c.Copy)
	_, never := d.Registry.Read(ctx, handler, fengcun.NewID())
	if sealed == nil || never == nil || sealed.Error() != never.Error() {
		t.Errorf("sealed %v, never known %v", sealed, never)
	}
	for _, q := range []registry.Query{
		{Document: wang.Documents[0]},
		{Name: wang.Names[0].Text, Birth: birth},
		{CaseNumber: number},
	} {
		found, err := d.Registry.Search(ctx, handler, q)
		if err != nil || len(found) != 0 {
			t.Errorf("found %d, %v", len(found), err)
		}
	}
}

// TestSearchFindsOwnOpenMatters shows that the miss above is not a search that
// never finds.
func TestSearchFindsOwnOpenMatters(t *testing.T) {
	d := district.Open(t)
	c := d.File(wang, number, law.Facts{Birth: law.Birth{Date: birth}})
	handler := sample.Member(sample.Court, fengcun.RoleHandler)
	for _, q := range []registry.Query{
		{Document: wang.Documents[0]},
		{Name: " 王试甲", Birth: birth},
		{CaseNumber: "(2026)沪0101刑初12号"},
	} {
		found, err := d.Registry.Search(ctx, handler, q)
		if err != nil || len(found) != 1 || found[0] != c.Copy {
			t.Errorf("found %v, %v", found, err)
		}
		others, err := d.Registry.Search(ctx, sample.Second(sample.Court), q)
		if err != nil || len(others) != 0 {
			t.Errorf("a handler without part in it found %d, %v", len(others), err)
		}
	}
}
