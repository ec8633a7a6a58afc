package registry_test

import (
	"slices"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

// Where copies are looked for follows outcome and list of those who know; what is held
// has to be confirmed like any other holding; what is asked of another organ's system is
// a task with a term that outlives the seal.
func TestPlaces(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { places(t, district.Open(t)) })
	t.Run("postgres", func(t *testing.T) { places(t, district.OpenWith(t, "intl", fengcuntest.PostgresDSN(t))) })
}

func places(t *testing.T, d *district.District) {
	c := due(d, wang, number, years(3))
	if _, err := d.Registry.ListKnower(ctx, handler, registry.NewKnower{Copy: c.Copy, Capacity: fengcun.KnowerConsularOfficer, Name: "领事"}); err != nil {
		t.Fatal(err)
	}
	found := func(p fengcun.Place) registry.PlaceLine {
		t.Helper()
		list, err := d.Registry.Places(ctx, handler, c.Copy)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(list, func(l registry.PlaceLine) bool { return l.Place == p })
		if i < 0 {
			t.Fatalf("%s is not on the list", p)
		}
		return list[i]
	}
	for p, article := range map[fengcun.Place]string{fengcun.PlacePrison: "11", fengcun.PlaceConsulate: "17", fengcun.PlaceTraining: "10"} {
		if l := found(p); l.Article != article || l.Finding != "" {
			t.Errorf("%+v", l)
		}
	}
	good := registry.PlaceFound{Copy: c.Copy, Place: fengcun.PlacePublished, Finding: fengcun.PlaceHeld, Holding: registry.NewHolding{Kind: fengcun.HoldingSystemRow}}
	for code, refused := range map[string]struct {
		actor  fengcun.Actor
		change func(*registry.PlaceFound)
	}{
		"place.unknown": {handler, func(q *registry.PlaceFound) { q.Place = "cellar" }},
		"place.finding": {handler, func(q *registry.PlaceFound) { q.Finding = fengcun.PlaceAnswered }},
		"place.owner":   {handler, func(q *registry.PlaceFound) { q.Finding, q.Owner = fengcun.PlaceAsked, sample.Court }},
		"place.kind":    {handler, func(q *registry.PlaceFound) { q.Holding.Kind = "" }},
		"holding.label": {handler, func(q *registry.PlaceFound) { q.Holding.Label = "王小明" }},
		"policy.denied": {sample.Second(sample.Court), func(*registry.PlaceFound) {}},
		"not_found":     {sample.Member(sample.Police, fengcun.RoleHandler), func(*registry.PlaceFound) {}},
	} {
		q := good
		refused.change(&q)
		if err := d.Registry.CheckPlace(ctx, refused.actor, q); fengcun.CodeOf(err) != code {
			t.Errorf("%v, want %s", err, code)
		}
	}
	check := func(q registry.PlaceFound) {
		t.Helper()
		if err := d.Registry.CheckPlace(ctx, handler, q); err != nil {
			t.Fatal(err)
		}
	}
	before, err := store.HoldingsOfCopy(ctx, d.Store.Reader(), c.Copy)
	if err != nil {
		t.Fatal(err)
	}
	check(good)
	check(registry.PlaceFound{Copy: c.Copy, Place: fengcun.PlaceTraining, Finding: fengcun.PlaceNone})
	if after, err := store.HoldingsOfCopy(ctx, d.Store.Reader(), c.Copy); err != nil || len(after) != len(before)+1 {
		t.Errorf("%d holdings, %v", len(after), err)
	}
	check(registry.PlaceFound{Copy: c.Copy, Place: fengcun.PlacePublicLists, Finding: fengcun.PlaceAsked, Owner: sample.OtherCourt})
	asked := found(fengcun.PlacePublicLists)
	if asked.Owner != sample.OtherCourt || asked.Request.IsZero() {
		t.Fatalf("%+v", asked)
	}
	d.Confirm(sample.Court, c.Copy) // the request does not hold the seal up, and goes on after it
	if _, err := d.Registry.Places(ctx, handler, c.Copy); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("sealed: %v", err)
	}
	task := func() (registry.Task, bool) {
		t.Helper()
		w, err := d.Registry.Work(ctx, handler)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(w.Todo, func(t registry.Task) bool { return t.Step == registry.StepAnswerPlace })
		if i < 0 {
			return registry.Task{}, false
		}
		return w.Todo[i], true
	}
	open, ok := task()
	if !ok || open.Subject != asked.Request || open.Term == nil || open.Term.Statutory || !open.Record.IsZero() {
		t.Fatalf("%+v", open)
	}
	if err := d.Registry.AnswerPlace(ctx, sample.Second(sample.Court), asked.Request); fengcun.CodeOf(err) != "policy.denied" {
		t.Errorf("another answers: %v", err)
	}
	if err := d.Registry.AnswerPlace(ctx, sample.Member(sample.Police, fengcun.RoleHandler), asked.Request); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("another organ answers: %v", err)
	}
	if err := d.Registry.AnswerPlace(ctx, handler, asked.Request); err != nil {
		t.Fatal(err)
	}
	if _, ok := task(); ok {
		t.Error("still a task")
	}
	if err := d.Registry.AnswerPlace(ctx, handler, asked.Request); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("answered twice: %v", err)
	}
}

// TestPlacesGoWithTheirCopy: what is taken back leaves no finding behind.
func TestPlacesGoWithTheirCopy(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	c := due(d, wang, number, years(3))
	own := d.Receive(c, sample.Police)
	if err := d.Registry.CheckPlace(ctx, sample.Member(sample.Police, fengcun.RoleHandler), registry.PlaceFound{Copy: own, Place: fengcun.PlaceHotelTable, Finding: fengcun.PlaceNone}); err != nil {
		t.Fatal(err)
	}
	if err := d.Registry.LateAppeal(ctx, handler, c.Record, posted(years(3))); err != nil {
		t.Fatal(err)
	}
	if rows := dump(t, d, `SELECT COUNT(*) FROM place_check`); rows[0] != "[0]" {
		t.Errorf("%s findings are left", rows[0])
	}
}

// A volume's custody is entered by its label, before the seal and after it. A sealed one
// leaves only for a matter that is handled anew; what goes to a State archive is marked
// before and sealed there as here.
func TestCustody(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { custody(t, district.Open(t)) })
	t.Run("postgres", func(t *testing.T) { custody(t, district.OpenWith(t, "intl", fengcuntest.PostgresDSN(t))) })
}

func custody(t *testing.T, d *district.District) {
	c := due(d, wang, number, years(3))
	holdings, err := store.HoldingsOfCopy(ctx, d.Store.Reader(), c.Copy)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(holdings, func(h store.Holding) bool { return h.Kind == fengcun.HoldingPaperVolume })
	volume, row := holdings[i], holdings[1-i]
	keeper := sample.Member(sample.Court, fengcun.RoleCustodian)
	today := fengcun.DateOf(d.Clock.Now())
	good := registry.VolumeMove{Label: volume.Label, Move: fengcun.CustodyShelved, Archive: "A1", Shelf: "03-2", Box: "17", On: today}
	move := func(code string, actor fengcun.Actor, change func(*registry.VolumeMove)) {
		t.Helper()
		q := good
		change(&q)
		if err := d.Registry.MoveVolume(ctx, actor, q); fengcun.CodeOf(err) != code {
			t.Errorf("%v, want %q", err, code)
		}
	}
	lend := func(q *registry.VolumeMove) { q.Move, q.To = fengcun.CustodyLent, sample.OtherCourt }
	archive := func(q *registry.VolumeMove) { q.Move, q.Archive = fengcun.CustodyArchived, "DA-310101" }
	nothing := func(*registry.VolumeMove) {}
	move("policy.denied", handler, nothing)
	move("not_found", sample.Member(sample.Police, fengcun.RoleCustodian), nothing)
	move("not_found", keeper, func(q *registry.VolumeMove) { q.Label = "ZZ-0000000" })
	move("custody.move", keeper, func(q *registry.VolumeMove) { q.Move = "lost" })
	move("custody.kind", keeper, func(q *registry.VolumeMove) { q.Label = row.Label })
	move("custody.place", keeper, func(q *registry.VolumeMove) { q.Archive = "" })
	move("custody.place", keeper, func(q *registry.VolumeMove) { q.Box = "王小明" })
	move("custody.date", keeper, func(q *registry.VolumeMove) { q.On = today.AddDays(1) })
	move("custody.unmarked", keeper, archive)
	move("", keeper, nothing)
	move("custody.date", keeper, func(q *registry.VolumeMove) { q.On = today.AddDays(-1) })
	move("custody.borrower", keeper, func(q *registry.VolumeMove) { q.Move, q.To = fengcun.CustodyLent, "nobody" })
	move("", keeper, lend)
	move("state.transition", keeper, lend)
	move("", keeper, nothing)
	d.Confirm(sample.Court, c.Copy)
	move("custody.sealed", keeper, lend)
	move("", keeper, archive)
	view, err := d.Registry.ViewHolding(ctx, keeper, volume.Label)
	if err != nil || view.State != fengcun.HoldingConfirmed || len(view.Custody) != 4 {
		t.Fatalf("%+v, %v", view, err)
	}
	last := view.Custody[3]
	if last.Move != fengcun.CustodyArchived || last.Archive != "DA-310101" || last.EnteredBy != keeper.Staff || last.On != today {
		t.Errorf("%+v", last)
	}
}

// TestOneLabelAtTwoOrgans: organs choose their labels; the same one at two of them names
// each organ's own volume, and the same one twice at one organ is refused, not guessed.
func TestOneLabelAtTwoOrgans(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	c := due(d, wang, number, years(3))
	const shelf = "A-17"
	receive := func(organ fengcun.OrganID, holdings ...registry.NewHolding) {
		t.Helper()
		if _, err := d.Registry.Receive(ctx, sample.Member(organ, fengcun.RoleHandler), registry.Receipt{Notice: c.Notice, At: d.Clock.Now(), Holdings: holdings}); err != nil {
			t.Fatal(err)
		}
	}
	receive(sample.Police, registry.NewHolding{Kind: fengcun.HoldingPaperVolume, Label: shelf})
	receive(sample.Procuratorate, registry.NewHolding{Kind: fengcun.HoldingElectronicFile, Label: shelf})
	for organ, kind := range map[fengcun.OrganID]fengcun.HoldingKind{sample.Police: fengcun.HoldingPaperVolume, sample.Procuratorate: fengcun.HoldingElectronicFile} {
		if h, err := d.Registry.ViewHolding(ctx, sample.Member(organ, fengcun.RoleCustodian), shelf); err != nil || h.Kind != kind {
			t.Errorf("%s: %+v, %v", organ, h, err)
		}
	}
	if _, err := d.Registry.ViewHolding(ctx, sample.Member(sample.Court, fengcun.RoleCustodian), shelf); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("a third organ: %v", err)
	}
	for range 2 {
		found := registry.PlaceFound{Copy: c.Copy, Place: fengcun.PlaceFine, Finding: fengcun.PlaceHeld, Holding: registry.NewHolding{Kind: fengcun.HoldingPaperVolume, Label: shelf}}
		if err := d.Registry.CheckPlace(ctx, handler, found); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Registry.ViewHolding(ctx, sample.Member(sample.Court, fengcun.RoleCustodian), shelf); fengcun.CodeOf(err) != "label.twice" {
		t.Errorf("twice at one organ: %v", err)
	}
}
