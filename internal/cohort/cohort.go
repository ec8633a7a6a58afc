// Package cohort measures the main job at the size of the country: the persons of
// April 2017 to April 2022, of whom 80,855 were not prosecuted and 157,962
// sentenced within five years, synthetic, filed, decided, noticed and sealed by
// the same acts that everybody uses.
//
// The figure that counts is the ratio to a bare durable insert of the same bytes
// in the same run: absolute times say more about the machine than about the
// program.
package cohort

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/law"
)

// The national cohort.
const (
	NationalPersons       = 238_817
	nationalNotProsecuted = 80_855
)

// Result is what one measurement found.
type Result struct {
	Persons         int                `json:"persons"`
	Sealed          int                `json:"sealed"`
	Seconds         float64            `json:"seconds"`
	PersonsPerS     float64            `json:"persons_per_second"`
	Phases          map[string]float64 `json:"seconds_per_phase"`
	RowsPerPerson   float64            `json:"rows_per_person"`
	LeavesPerPerson float64            `json:"leaves_per_person"`
	BytesPerPerson  float64            `json:"bytes_per_person"`
	BareSeconds     float64            `json:"bare_insert_seconds"`
	Ratio           float64            `json:"ratio_to_bare_insert"` // into tables with the same keys and indexes

	UnindexedSeconds float64 `json:"unindexed_insert_seconds"`
	UnindexedRatio   float64 `json:"ratio_to_unindexed_insert"` // into tables without any

	PeakMemoryMB float64 `json:"peak_memory_mb"`
	Cores        int     `json:"cores"`
}

// Options say how large a cohort is and how many clients act at once.
type Options struct {
	Persons  int
	Clients  int
	Clock    func() time.Time
	Progress func(phase string, done, total int64)
}

// Run measures one cohort on a fresh installation on which the sample district is
// settled.
func Run(ctx context.Context, n *node.Node, o Options) (Result, error) {
	c := &cohort{node: n, options: o, people: make([]*member, o.Persons)}
	c.make()
	result := Result{Persons: o.Persons, Cores: runtime.NumCPU(), Phases: map[string]float64{}}
	begun := time.Now()
	for _, phase := range []struct {
		name string
		act  func(context.Context, *member) error
	}{
		{"file", c.file}, {"decide", c.decide}, {"notice", c.notice}, {"seal", c.seal},
	} {
		started := time.Now()
		if err := c.each(ctx, phase.name, phase.act); err != nil {
			return Result{}, err
		}
		result.Phases[phase.name] = time.Since(started).Seconds()
	}
	result.Seconds = time.Since(begun).Seconds()
	result.PersonsPerS = float64(o.Persons) / result.Seconds
	result.PeakMemoryMB = peakMemoryMB()
	err := n.Store.Reader().QueryRowContext(ctx, `SELECT COUNT(*) FROM record WHERE state = 'sealed'`).Scan(&result.Sealed)
	if err != nil {
		return Result{}, err
	}
	twin, err := n.Store.BareInsert(ctx, true)
	if err != nil {
		return Result{}, err
	}
	bare, err := n.Store.BareInsert(ctx, false)
	if err != nil {
		return Result{}, err
	}
	result.RowsPerPerson = float64(bare.Rows) / float64(o.Persons)
	result.LeavesPerPerson = float64(bare.Leaves) / float64(o.Persons)
	result.BytesPerPerson = float64(bare.Bytes) / float64(o.Persons)
	result.BareSeconds = twin.Elapsed.Seconds()
	result.UnindexedSeconds = bare.Elapsed.Seconds()
	result.Ratio = result.Seconds / result.BareSeconds
	result.UnindexedRatio = result.Seconds / result.UnindexedSeconds
	return result, nil
}

// peakMemoryMB is the largest resident size of the process so far.
func peakMemoryMB() float64 {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return float64(usage.Maxrss) / 1024
}

// member is one person of the cohort on the way.
type member struct {
	filing registry.Filing
	organ  fengcun.OrganID
	record fengcun.RecordID
	notice fengcun.NoticeID
}

type cohort struct {
	node    *node.Node
	options Options
	people  []*member
}

// make makes the persons in the national proportion.
func (c *cohort) make() {
	people := sample.NewPeople(2022)
	for i := range c.people {
		s := people.Next()
		m := &member{organ: sample.Court}
		outcome := law.Outcome{
			Disposition: fengcun.ConvictedImprisonment, Term: fengcun.Term{Years: 1 + i%4, Months: i % 12},
			Decided: fengcun.NewDate(2019, time.June, 3), Effective: fengcun.NewDate(2019, time.June, 14), Concluded: fengcun.NewDate(2019, time.June, 14),
		}
		if i*nationalNotProsecuted/NationalPersons != (i+1)*nationalNotProsecuted/NationalPersons {
			m.organ = sample.Procuratorate
			outcome = law.Outcome{
				Disposition: fengcun.NonProsecutionDiscretionary,
				Decided:     fengcun.NewDate(2019, time.June, 3), Effective: fengcun.NewDate(2019, time.June, 3), Concluded: fengcun.NewDate(2019, time.June, 3),
			}
		}
		birth := fengcun.NewDate(2002, time.January, 1).AddDays(i % 300)
		s.Person.Birth = birth
		history := []store.HistoryEntry{{Organ: sample.Police, Function: fengcun.Investigated}, {Organ: sample.Procuratorate, Function: fengcun.Prosecuted}}
		if m.organ == sample.Court {
			history = append(history, store.HistoryEntry{Organ: sample.Court, Function: fengcun.Tried})
		}
		m.filing = registry.Filing{
			Numbers: []fengcun.Particular{s.CaseNumber}, History: history,
			Persons: []registry.FiledPerson{{Person: s.Person, Facts: law.Facts{
				Birth: law.Birth{Date: birth}, Acts: []law.Act{{ID: "1", Date: fengcun.NewDate(2018, time.October, 1)}}, Outcome: outcome,
			}}},
			Holdings: []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume}, {Kind: fengcun.HoldingSystemRow}},
		}
		c.people[i] = m
	}
}

// each carries an act out for every member, by so many clients at once.
func (c *cohort) each(ctx context.Context, name string, act func(context.Context, *member) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next, done atomic.Int64
	var wait sync.WaitGroup
	for range c.options.Clients {
		wait.Go(func() {
			for {
				i := next.Add(1) - 1
				if i >= int64(len(c.people)) || ctx.Err() != nil {
					return
				}
				if err := act(ctx, c.people[i]); err != nil {
					cancel(err)
					return
				}
				if n := done.Add(1); n%1024 == 0 {
					c.options.Progress(name, n, int64(len(c.people)))
				}
			}
		})
	}
	wait.Wait()
	return context.Cause(ctx)
}

func (c *cohort) file(ctx context.Context, m *member) error {
	filed, err := c.node.Registry.File(ctx, sample.Member(m.organ, fengcun.RoleHandler), m.filing)
	if err == nil {
		m.record = filed.Records[0]
	}
	return err
}

func (c *cohort) decide(ctx context.Context, m *member) error {
	handler := sample.Member(m.organ, fengcun.RoleHandler)
	if err := c.node.Registry.Conclude(ctx, handler, registry.Conclusion{Record: m.record, Facts: m.filing.Persons[0].Facts}); err != nil {
		return err
	}
	proposed, err := c.node.Registry.ProposeDecision(ctx, handler, m.record, nil)
	if err != nil {
		return err
	}
	_, err = c.node.Registry.ApproveDecision(ctx, sample.Member(m.organ, fengcun.RoleApprover), proposed.ID)
	return err
}

func (c *cohort) notice(ctx context.Context, m *member) error {
	var err error
	if m.notice, err = c.node.Registry.DraftNotice(ctx, sample.Member(m.organ, fengcun.RoleHandler), m.record); err != nil {
		return err
	}
	if err := c.node.Registry.IssueNotice(ctx, sample.Member(m.organ, fengcun.RoleApprover), m.notice); err != nil {
		return err
	}
	if err := c.node.Registry.ReceiveByPerson(ctx, sample.Member(m.organ, fengcun.RoleHandler), m.notice, c.options.Clock()); err != nil {
		return err
	}
	recipients := []fengcun.OrganID{sample.Police}
	if m.organ == sample.Court {
		recipients = append(recipients, sample.Procuratorate)
	}
	for _, organ := range recipients {
		if _, err := c.node.Registry.Receive(ctx, sample.Member(organ, fengcun.RoleHandler), registry.Receipt{
			Notice: m.notice, At: c.options.Clock(), Holdings: []registry.NewHolding{{Kind: fengcun.HoldingSystemRow}},
		}); err != nil {
			return err
		}
	}
	return nil
}

func (c *cohort) seal(ctx context.Context, m *member) error {
	copies, err := store.CopiesOfRecord(ctx, c.node.Store.Reader(), m.record)
	if err != nil {
		return err
	}
	for _, one := range copies {
		holdings, err := store.HoldingsOfCopy(ctx, c.node.Store.Reader(), one.ID)
		if err != nil {
			return err
		}
		q := registry.Confirmation{Copy: one.ID}
		for _, h := range holdings {
			q.Holdings = append(q.Holdings, registry.ConfirmedHolding{Holding: h.ID, Marked: true, AccessCut: true})
		}
		if _, err := c.node.Registry.Confirm(ctx, sample.Member(one.Organ, fengcun.RoleCustodian), q); err != nil {
			return err
		}
	}
	return nil
}
