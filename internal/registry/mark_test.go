package registry_test

import (
	"encoding/json"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/internal/verification"
)

// system registers an internal system of an organ, which acts as one of its custodians.
func system(t *testing.T, d *district.District, organ fengcun.OrganID) fengcun.Actor {
	t.Helper()
	as := sample.Member(organ, fengcun.RoleCustodian)
	id, err := d.Registry.ProposeClient(ctx, sample.Member(organ, fengcun.RoleSystemAdmin), registry.Client{
		Kind: registry.ClientKey, Handle: [32]byte{1}, As: as, ValidTo: fengcun.DateOf(d.Clock.Now()).AddDays(100),
	})
	if err == nil {
		err = d.Registry.ApproveClient(ctx, sample.Member(organ, fengcun.RoleSecurityAdmin), id)
	}
	if err != nil {
		t.Fatal(err)
	}
	return as
}

type pulled struct {
	Organ  fengcun.OrganID `json:"organ"`
	System fengcun.StaffID `json:"system"`
	Marks  []struct {
		Mark fengcun.ID `json:"mark"`
		Row  string     `json:"row"`
		As   string     `json:"as"`
	} `json:"marks"`
}

func pull(t *testing.T, d *district.District, as fengcun.Actor) (pulled, registry.Feed) {
	t.Helper()
	feed, err := d.Registry.Marks(ctx, as)
	if err != nil {
		t.Fatal(err)
	}
	var content pulled
	if err := json.Unmarshal(feed.Content, &content); err != nil {
		t.Fatal(err)
	}
	return content, feed
}

// TestMarks: a registered system of the organ pulls the mark of its own row, signed and
// without a name, acknowledges it, and the mark is gone. Until then the holding is not
// confirmed, and nobody else gets the mark.
func TestMarks(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { marks(t, district.Open(t)) })
	t.Run("postgres", func(t *testing.T) { marks(t, district.OpenWith(t, "gm", fengcuntest.PostgresDSN(t))) })
}

func marks(t *testing.T, d *district.District) {
	c := due(d, wang, number, years(3))
	own := d.Receive(c, sample.Police)
	holdings, err := store.HoldingsOfCopy(ctx, d.Store.Reader(), own)
	if err != nil {
		t.Fatal(err)
	}
	var volume, table store.Holding
	for _, h := range holdings {
		if h.Kind == fengcun.HoldingPaperVolume {
			volume = h
		} else {
			table = h
		}
	}
	custodian := sample.Member(sample.Police, fengcun.RoleCustodian)
	good := registry.MarkRequest{Copy: own, Holding: table.ID, System: custodian.Staff, Row: "HC-0004711"}
	refused := func(code string, actor fengcun.Actor, change func(*registry.MarkRequest)) {
		t.Helper()
		q := good
		change(&q)
		if _, err := d.Registry.RequestMark(ctx, actor, q); fengcun.CodeOf(err) != code {
			t.Errorf("%v, want %s", err, code)
		}
	}
	nothing := func(*registry.MarkRequest) {}
	refused("mark.system", custodian, nothing) // nobody registered it
	as := system(t, d, sample.Police)
	refused("mark.system", custodian, func(q *registry.MarkRequest) { q.System = "platform" })
	refused("mark.row", custodian, func(q *registry.MarkRequest) { q.Row = "" })
	refused("mark.row", custodian, func(q *registry.MarkRequest) { q.Row = fengcun.Particular(strings.Repeat("x", 129)) })
	refused("mark.holding", custodian, func(q *registry.MarkRequest) { q.Holding = volume.ID })
	refused("not_found", custodian, func(q *registry.MarkRequest) { q.Holding = fengcun.NewID() })
	refused("not_found", sample.Member(sample.Court, fengcun.RoleCustodian), nothing)
	refused("policy.denied", sample.Member(sample.Police, fengcun.RoleWindow), nothing)
	mark, err := d.Registry.RequestMark(ctx, custodian, good)
	if err != nil {
		t.Fatal(err)
	}
	refused("mark.waits", custodian, nothing)
	if other, _ := pull(t, d, sample.Member(sample.Court, fengcun.RoleCustodian)); len(other.Marks) != 0 {
		t.Errorf("another organ's system gets %+v", other)
	}
	if other, _ := pull(t, d, sample.Member(sample.Police, fengcun.RoleHandler)); len(other.Marks) != 0 {
		t.Errorf("another system gets %+v", other)
	}
	content, feed := pull(t, d, as)
	if len(content.Marks) != 1 || content.Marks[0].Mark != mark || content.Marks[0].Row != "HC-0004711" || content.Marks[0].As != "sealed" || content.Organ != sample.Police {
		t.Fatalf("%+v", content)
	}
	for _, particular := range []string{"王", wang.Documents[0].Number.Reveal(), number} {
		if strings.Contains(string(feed.Content), particular) {
			t.Errorf("the feed names %s", particular)
		}
	}
	published, err := d.Registry.PublishKeys(ctx, sample.Member(sample.Police, fengcun.RoleSecurityAdmin), sample.SecondSecurity(sample.Police).Staff, nil)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := verification.ParseKeys(published)
	if err != nil {
		t.Fatal(err)
	}
	if !keys.CheckFeed(sample.Police, feed.Key, feed.Content, feed.Signature) || keys.CheckFeed(sample.Court, feed.Key, feed.Content, feed.Signature) ||
		keys.CheckFeed(sample.Police, feed.Key, append([]byte(" "), feed.Content...), feed.Signature) {
		t.Error("the signature is not the organ's over these bytes")
	}
	confirm := registry.Confirmation{Copy: own, Holdings: []registry.ConfirmedHolding{{Holding: table.ID, Marked: true, AccessCut: true}, {Holding: volume.ID, Marked: true, AccessCut: true}}}
	if _, err := d.Registry.Confirm(ctx, custodian, confirm); fengcun.CodeOf(err) != "mark.waits" {
		t.Errorf("confirmed before the system had marked: %v", err)
	}
	if err := d.Registry.AcknowledgeMark(ctx, sample.Member(sample.Police, fengcun.RoleHandler), mark); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("acknowledged by another: %v", err)
	}
	if err := d.Registry.AcknowledgeMark(ctx, as, mark); err != nil {
		t.Fatal(err)
	}
	if content, _ := pull(t, d, as); len(content.Marks) != 0 {
		t.Errorf("still %+v", content)
	}
	if err := d.Registry.AcknowledgeMark(ctx, as, mark); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("acknowledged twice: %v", err)
	}
	if h, err := store.HoldingByID(ctx, d.Store.Reader(), table.ID); err != nil || h.State != fengcun.HoldingMarked {
		t.Errorf("%+v, %v", h, err)
	}
	if done, err := d.Registry.Confirm(ctx, custodian, confirm); err != nil || !done.CopySealed {
		t.Errorf("%+v, %v", done, err)
	}
	refused("not_found", custodian, nothing)
	for _, row := range dump(t, d, `SELECT COUNT(*) FROM system_mark`) {
		if row != "[0]" {
			t.Errorf("%s marks are left", row)
		}
	}
}

// TestMarkGoesWithItsCopy: what is taken back leaves no mark behind.
func TestMarkGoesWithItsCopy(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	c := due(d, wang, number, years(3))
	own := d.Receive(c, sample.Police)
	as := system(t, d, sample.Police)
	m, err := d.Registry.Markable(ctx, as, own)
	if err != nil || len(m.Holdings) != 1 || len(m.Systems) != 1 {
		t.Fatalf("%+v, %v", m, err)
	}
	if _, err := d.Registry.RequestMark(ctx, as, registry.MarkRequest{Copy: own, Holding: m.Holdings[0].ID, System: as.Staff, Row: "1"}); err != nil {
		t.Fatal(err)
	}
	if err := d.Registry.LateAppeal(ctx, handler, c.Record, posted(years(3))); err != nil {
		t.Fatal(err)
	}
	if content, _ := pull(t, d, as); len(content.Marks) != 0 {
		t.Errorf("%+v", content)
	}
	if rows := dump(t, d, `SELECT COUNT(*) FROM system_mark`); rows[0] != "[0]" {
		t.Errorf("%s marks are left", rows[0])
	}
}

// TestMarkOfASharedRow: a mark that was asked for through one person's copy holds up the
// row they share, whoever's copy it is confirmed through.
func TestMarkOfASharedRow(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	facts := years(3)
	filed, err := d.Registry.File(ctx, handler, registry.Filing{
		Numbers:  []fengcun.Particular{number},
		History:  []store.HistoryEntry{{Organ: sample.Court, Function: fengcun.Tried}},
		Persons:  []registry.FiledPerson{{Person: wang, Facts: facts}, {Person: never, Facts: facts}},
		Holdings: []registry.NewHolding{{Kind: fengcun.HoldingSystemRow}}, // carries both
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range []fengcun.Person{wang, never} {
		c := district.Case{Filed: filed, Record: filed.Records[i], Copy: filed.Copies[i], Person: p, Number: number}
		d.Decide(c, facts)
		d.Notify(&c)
	}
	holdings, err := store.HoldingsOfCopy(ctx, d.Store.Reader(), filed.Copies[0])
	if err != nil || len(holdings) != 1 {
		t.Fatal(holdings, err)
	}
	as := system(t, d, sample.Court)
	mark, err := d.Registry.RequestMark(ctx, as, registry.MarkRequest{Copy: filed.Copies[0], Holding: holdings[0].ID, System: as.Staff, Row: "7"})
	if err != nil {
		t.Fatal(err)
	}
	other := filed.Copies[1]
	if _, err := d.Registry.RequestMark(ctx, as, registry.MarkRequest{Copy: other, Holding: holdings[0].ID, System: as.Staff, Row: "7"}); fengcun.CodeOf(err) != "mark.waits" {
		t.Errorf("asked for twice: %v", err)
	}
	confirm := registry.Confirmation{Copy: other, Holdings: []registry.ConfirmedHolding{{Holding: holdings[0].ID, Marked: true, AccessCut: true}}}
	if _, err := d.Registry.Confirm(ctx, as, confirm); fengcun.CodeOf(err) != "mark.waits" {
		t.Errorf("confirmed through the other copy: %v", err)
	}
	if err := d.Registry.AcknowledgeMark(ctx, as, mark); err != nil {
		t.Fatal(err)
	}
	if done, err := d.Registry.Confirm(ctx, as, confirm); err != nil || !done.CopySealed {
		t.Errorf("%+v, %v", done, err)
	}
}

// TestMarkOfARevokedSystem: a system that is registered no more holds nothing up for ever.
func TestMarkOfARevokedSystem(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	c := due(d, wang, number, years(3))
	own := d.Receive(c, sample.Police)
	as := system(t, d, sample.Police)
	m, err := d.Registry.Markable(ctx, as, own)
	if err == nil {
		_, err = d.Registry.RequestMark(ctx, as, registry.MarkRequest{Copy: own, Holding: m.Holdings[0].ID, System: as.Staff, Row: "1"})
	}
	if err != nil {
		t.Fatal(err)
	}
	d.Days(101) // its registration has ended
	if got := d.Confirm(sample.Police, own); !got.CopySealed {
		t.Errorf("%+v", got)
	}
	if rows := dump(t, d, `SELECT COUNT(*) FROM system_mark`); rows[0] != "[0]" {
		t.Errorf("%s marks are left", rows[0])
	}
}
