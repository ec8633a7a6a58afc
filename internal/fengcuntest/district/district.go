// Package district opens the sample district as a real installation in a
// directory of the test: real key files, real database, real log, the fake clock.
// It also knows how to take a case through the acts, so that a test can say
// "sealed" in one line and mean every step of it.
package district

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/identity"
	"fengcun/internal/keybox"
	"fengcun/internal/node"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/law"
)

// District is the sample district, open.
type District struct {
	*node.Node
	Dir   string // data directory
	Key   string // key file
	Clock *fengcuntest.Clock

	t       testing.TB
	options node.Options
}

// Cost is the work of a password's hash in tests that are not about it.
var Cost = identity.Cost{MemoryKiB: 64, Passes: 1, Lanes: 1}

// Origin is the address at which browsers see the installations of tests that open
// no browser.
const Origin = "https://fengcun.example"

// Open makes a new installation on SQLite with the intl suite.
func Open(t testing.TB) *District { return OpenWith(t, "intl", "") }

// OpenWith makes a new installation of a suite; dsn, if given, names an empty
// PostgreSQL database.
func OpenWith(t testing.TB, suite, dsn string) *District {
	t.Helper()
	return openAs(t, suite, dsn, Origin, nil, everybodyHere)
}

// OpenAt makes a new installation that browsers see at an address.
func OpenAt(t testing.TB, origin string) *District {
	t.Helper()
	return openAs(t, "intl", "", origin, nil, everybodyHere)
}

// WithProvider makes a new installation whose staff may sign in at a provider too.
func WithProvider(t testing.TB, p *identity.Provider) *District {
	t.Helper()
	return openAs(t, "intl", "", Origin, p, everybodyHere)
}

func everybodyHere(fengcun.OrganID) fengcun.Connection { return fengcun.ConnectedHere }

// OpenAs makes a new installation on which some organs of the district are reached
// in another way than working here.
func OpenAs(t testing.TB, connection func(fengcun.OrganID) fengcun.Connection) *District {
	t.Helper()
	return openAs(t, "intl", "", Origin, nil, connection)
}

// CourtAlone makes a new installation of the court; every other organ is reached
// as given.
func CourtAlone(t testing.TB, others fengcun.Connection) *District {
	t.Helper()
	return OpenAs(t, func(id fengcun.OrganID) fengcun.Connection {
		if id == sample.Court {
			return fengcun.ConnectedHere
		}
		return others
	})
}

func openAs(t testing.TB, suite, dsn, origin string, provider *identity.Provider, connection func(fengcun.OrganID) fengcun.Connection) *District {
	t.Helper()
	d := &District{t: t, Dir: t.TempDir(), Clock: fengcuntest.NewClock(fengcuntest.Epoch)}
	key := filepath.Join(t.TempDir(), "key")
	if err := keybox.NewKeyFile(key); err != nil {
		t.Fatal(err)
	}
	d.Key = key
	d.options = node.Options{Dir: d.Dir, DSN: dsn, Unlock: keybox.KeyFile(key), Clock: d.Clock.Now, PasswordCost: Cost, Origin: origin, Provider: provider}
	if err := node.Init(d.Dir, suite, d.options.Unlock); err != nil {
		t.Fatal(err)
	}
	if dsn == "" {
		fengcuntest.Migrated(t, filepath.Join(d.Dir, "db"))
	}
	d.Reopen()
	if err := sample.SettleAs(context.Background(), d.Registry, fengcun.DateOf(d.Clock.Now()), connection); err != nil {
		t.Fatal(err)
	}
	return d
}

// Reopen opens the installation, again if it was closed.
func (d *District) Reopen() {
	d.t.Helper()
	n, err := node.Open(context.Background(), d.options)
	if err != nil {
		d.t.Fatal(err)
	}
	d.Node = n
	d.t.Cleanup(func() { n.Store.Close(context.Background()) })
}

// Twin opens a second installation that begins as a copy of this one, keys included,
// which must be shut.
func (d *District) Twin() *District {
	d.t.Helper()
	twin := *d
	twin.Dir, twin.Clock = d.t.TempDir(), fengcuntest.NewClock(d.Clock.Now())
	if err := os.CopyFS(twin.Dir, os.DirFS(d.Dir)); err != nil {
		d.t.Fatal(err)
	}
	keys, err := filepath.Glob(filepath.Join(twin.Dir, "keys", "*"))
	for _, key := range keys { // a copy is readable by all, and a key must not be
		err = errors.Join(err, os.Chmod(key, 0o600))
	}
	if err != nil {
		d.t.Fatal(err)
	}
	twin.options.Dir, twin.options.Clock = twin.Dir, twin.Clock.Now
	twin.Reopen()
	return &twin
}

// Options are what the installation is opened with, for a test that opens it
// itself.
func (d *District) Options() node.Options { return d.options }

// Shut closes the installation as a stopped program does.
func (d *District) Shut() {
	d.t.Helper()
	if err := d.Node.Close(context.Background()); err != nil {
		d.t.Fatal(err)
	}
}

// Case is one person's case at the court.
type Case struct {
	Filed  registry.Filed
	Record fengcun.RecordID
	Copy   fengcun.CopyID
	Notice fengcun.NoticeID
	Person fengcun.Person
	Number fengcun.Particular
}

// Person returns a synthetic person.
func Person(name, id string, birth fengcun.Date) fengcun.Person {
	return fengcun.Person{
		Names:     []fengcun.Name{{Text: fengcun.Particular(name), Source: "file"}},
		Sex:       fengcun.Male,
		Birth:     birth,
		Documents: []fengcun.IdentityDocument{{Kind: fengcun.ResidentID, Number: fengcun.Particular(id), Source: "file"}},
	}
}

// Sentenced are the facts of a person sentenced for one act at seventeen.
func Sentenced(birth fengcun.Date, term fengcun.Term) law.Facts {
	act := fengcun.NewDate(birth.Year+17, birth.Month, 15)
	return law.Facts{
		Birth: law.Birth{Date: birth},
		Acts:  []law.Act{{ID: "1", Date: act}},
		Outcome: law.Outcome{
			Disposition: fengcun.ConvictedImprisonment, Term: term,
			Decided: act.AddDays(200), Effective: act.AddDays(211), Concluded: act.AddDays(211),
		},
	}
}

var (
	handler  = sample.Member(sample.Court, fengcun.RoleHandler)
	approver = sample.Member(sample.Court, fengcun.RoleApprover)
)

// File files a case with one person, a volume and a system row.
func (d *District) File(person fengcun.Person, number string, facts law.Facts) Case {
	d.t.Helper()
	c := Case{Person: person, Number: fengcun.Particular(number)}
	filed, err := d.Registry.File(context.Background(), handler, registry.Filing{
		Numbers: []fengcun.Particular{c.Number},
		History: []store.HistoryEntry{
			{Organ: sample.Police, Function: fengcun.Investigated},
			{Organ: sample.Procuratorate, Function: fengcun.Prosecuted},
			{Organ: sample.Court, Function: fengcun.Tried},
		},
		Persons:  []registry.FiledPerson{{Person: person, Facts: facts}},
		Holdings: []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume}, {Kind: fengcun.HoldingSystemRow}},
	})
	d.must(err)
	c.Filed, c.Record, c.Copy = filed, filed.Records[0], filed.Copies[0]
	return c
}

// Conclusion concludes a record, with the effective day confirmed where it is reached
// and a judgment's.
func (d *District) Conclusion(record fengcun.RecordID, facts law.Facts) registry.Conclusion {
	q := registry.Conclusion{Record: record, Facts: facts}
	today := fengcun.DateOf(d.Clock.Now())
	if facts.Outcome.EffectToConfirm() && !facts.Outcome.Effective.IsZero() && !facts.Outcome.Effective.After(today) {
		q.Effect = &calendar.Confirmation{NoAppealKnown: today, Reason: calendar.FileStatesDay}
	}
	return q
}

// Decide explains, concludes, proposes and approves.
func (d *District) Decide(c Case, facts law.Facts) fengcun.RecordState {
	d.t.Helper()
	ctx := context.Background()
	d.must(d.Registry.Explain(ctx, handler, registry.Explanation{
		Record: c.Record, Mode: registry.ExplainedOrally, Signed: true, On: fengcun.DateOf(d.Clock.Now()),
		To: []registry.Told{{Who: registry.ToPerson, Name: c.Person.Names[0].Text}, {Who: registry.ToRepresentative, Name: "某"}},
	}))
	d.must(d.Registry.Conclude(ctx, handler, d.Conclusion(c.Record, facts)))
	proposed, err := d.Registry.ProposeDecision(ctx, handler, c.Record, nil)
	d.must(err)
	state, err := d.Registry.ApproveDecision(ctx, approver, proposed.ID)
	d.must(err)
	return state
}

// Notify drafts and issues the notice.
func (d *District) Notify(c *Case) {
	d.t.Helper()
	ctx := context.Background()
	id, err := d.Registry.DraftNotice(ctx, handler, c.Record)
	d.must(err)
	d.must(d.Registry.IssueNotice(ctx, approver, id))
	c.Notice = id
}

// Receive has an organ receive the notice, with a volume and a system row of its
// own.
func (d *District) Receive(c Case, organ fengcun.OrganID) fengcun.CopyID {
	d.t.Helper()
	id, err := d.Registry.Receive(context.Background(), sample.Member(organ, fengcun.RoleHandler), registry.Receipt{
		Notice: c.Notice, At: d.Clock.Now(),
		Holdings: []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume}, {Kind: fengcun.HoldingScreeningTable}},
	})
	d.must(err)
	return id
}

// Confirm confirms every holding of a copy.
func (d *District) Confirm(organ fengcun.OrganID, id fengcun.CopyID) registry.Confirmed {
	d.t.Helper()
	ctx := context.Background()
	holdings, err := store.HoldingsOfCopy(ctx, d.Store.Reader(), id)
	d.must(err)
	q := registry.Confirmation{Copy: id}
	for _, h := range holdings {
		q.Holdings = append(q.Holdings, registry.ConfirmedHolding{Holding: h.ID, Marked: true, AccessCut: true})
	}
	confirmed, err := d.Registry.Confirm(ctx, sample.Member(organ, fengcun.RoleCustodian), q)
	d.must(err)
	return confirmed
}

// Seal takes a case from filing to a seal at every organ.
func (d *District) Seal(person fengcun.Person, number string, facts law.Facts) Case {
	d.t.Helper()
	c := d.File(person, number, facts)
	if state := d.Decide(c, facts); state != fengcun.RecordSealDue {
		d.t.Fatalf("state %s, want %s", state, fengcun.RecordSealDue)
	}
	d.Notify(&c)
	for _, organ := range []fengcun.OrganID{sample.Procuratorate, sample.Police} {
		d.Confirm(organ, d.Receive(c, organ))
	}
	if got := d.Confirm(sample.Court, c.Copy); !got.RecordSealed {
		d.t.Fatal("every holding is confirmed and the record is not sealed")
	}
	return c
}

// State returns the state of a record.
func (d *District) State(id fengcun.RecordID) fengcun.RecordState {
	d.t.Helper()
	rec, err := store.RecordByID(context.Background(), d.Store.Reader(), id)
	d.must(err)
	return rec.State
}

// Days lets time pass.
func (d *District) Days(n int) { d.Clock.Advance(time.Duration(n) * 24 * time.Hour) }

func (d *District) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}
