// Package cohort measures the main job at the size of the country: the persons of
// April 2017 to April 2022, of whom 80,855 were not prosecuted and 157,962
// sentenced within five years, synthetic, filed, decided, noticed and sealed by
// the same acts that everybody uses: filed one by one, as a roster is imported,
// everything else by registry.Bulk, as a list of files is worked off (Article 23).
//
// The figure that counts is the ratio to a bare durable insert of the same rows
// in the same run: absolute times say more about the machine than about the
// program.
package cohort

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"fengcun"
	"fengcun/calendar"
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
	CPUSeconds      float64            `json:"cpu_seconds"` // user and system, of all cores
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

// Options say how large a cohort is and how many clients file at once.
type Options struct {
	Persons  int
	Clients  int
	Open     int // of the persons: how many stop on the way, at every step alike
	Clock    func() time.Time
	Progress func(phase string, done, total int64)
}

// Run measures one cohort on a fresh installation on which the sample district is
// settled.
func Run(ctx context.Context, n *node.Node, o Options) (Result, error) {
	c := newCohort(n, o)
	result := Result{Persons: o.Persons, Cores: runtime.NumCPU(), Phases: map[string]float64{}}
	begun, cpu := time.Now(), CPUSeconds()
	if err := c.work(ctx, result.Phases); err != nil {
		return Result{}, err
	}
	result.Seconds = time.Since(begun).Seconds()
	result.CPUSeconds = CPUSeconds() - cpu
	result.PersonsPerS = float64(o.Persons) / result.Seconds
	result.PeakMemoryMB = peakMemoryMB()
	return result, c.compare(ctx, &result)
}

// Fill takes a cohort through the main job and measures nothing.
func Fill(ctx context.Context, n *node.Node, o Options) error {
	return newCohort(n, o).work(ctx, map[string]float64{})
}

func newCohort(n *node.Node, o Options) *cohort {
	return &cohort{
		node: n, options: o, people: sample.NewPeople(2022),
		records: make([]fengcun.RecordID, o.Persons), decisions: make([]fengcun.ID, o.Persons), notices: make([]fengcun.NoticeID, o.Persons),
	}
}

// work does the main job, phase by phase, and notes the seconds of each.
func (c *cohort) work(ctx context.Context, seconds map[string]float64) error {
	for _, phase := range []struct {
		name string
		work func(context.Context) error
	}{
		{"file", c.file}, {"decide", c.decide}, {"notice", c.notice}, {"seal", c.seal},
	} {
		started := time.Now()
		if err := phase.work(ctx); err != nil {
			return err
		}
		seconds[phase.name] = time.Since(started).Seconds()
	}
	return nil
}

// compare counts what was sealed and puts the measurement in relation to bare
// inserts.
func (c *cohort) compare(ctx context.Context, result *Result) error {
	err := c.node.Store.Reader().QueryRowContext(ctx, `SELECT COUNT(*) FROM record WHERE state = 'sealed'`).Scan(&result.Sealed)
	if err != nil {
		return err
	}
	indexed, err := c.node.Store.BareInsert(ctx, true)
	if err != nil {
		return err
	}
	unindexed, err := c.node.Store.BareInsert(ctx, false)
	if err != nil {
		return err
	}
	persons := float64(result.Persons)
	result.RowsPerPerson = float64(indexed.Rows) / persons
	result.LeavesPerPerson = float64(indexed.Leaves) / persons
	result.BytesPerPerson = float64(indexed.Bytes) / persons
	result.BareSeconds, result.UnindexedSeconds = indexed.Elapsed.Seconds(), unindexed.Elapsed.Seconds()
	result.Ratio = result.Seconds / result.BareSeconds
	result.UnindexedRatio = result.Seconds / result.UnindexedSeconds
	return nil
}

// usage is what the process has used so far. Without it the figures are zero.
func usage() (u syscall.Rusage) {
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return u
}

// CPUSeconds is the processor time of the process so far.
func CPUSeconds() float64 {
	u := usage()
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

// peakMemoryMB is the largest resident size of the process so far.
func peakMemoryMB() float64 { return float64(usage().Maxrss) / 1024 }

// cohort is one measurement under way. Of each person it keeps identifiers only.
type cohort struct {
	node    *node.Node
	options Options

	mu     sync.Mutex // guards people and filed
	people *sample.People
	filed  int

	records   []fengcun.RecordID
	decisions []fengcun.ID
	notices   []fengcun.NoticeID
}

// organ is the deciding organ of a person: in the national proportion a court or
// a procuratorate.
func organ(i int) fengcun.OrganID {
	if i*nationalNotProsecuted/NationalPersons != (i+1)*nationalNotProsecuted/NationalPersons {
		return sample.Procuratorate
	}
	return sample.Court
}

// facts are what the law decides on for a person.
func facts(i int) law.Facts {
	outcome := law.Outcome{
		Disposition: fengcun.ConvictedImprisonment, Term: fengcun.Term{Years: 1 + i%4, Months: i % 12},
		Decided: fengcun.NewDate(2019, time.June, 3), Effective: fengcun.NewDate(2019, time.June, 14), Concluded: fengcun.NewDate(2019, time.June, 14),
	}
	if organ(i) == sample.Procuratorate {
		outcome = law.Outcome{
			Disposition: fengcun.NonProsecutionDiscretionary,
			Decided:     fengcun.NewDate(2019, time.June, 3), Effective: fengcun.NewDate(2019, time.June, 3), Concluded: fengcun.NewDate(2019, time.June, 3),
		}
	}
	return law.Facts{
		Birth: law.Birth{Date: birth(i)}, Acts: []law.Act{{ID: "1", Date: fengcun.NewDate(2018, time.October, 1)}}, Outcome: outcome,
	}
}

func birth(i int) fengcun.Date { return fengcun.NewDate(2002, time.January, 1).AddDays(i % 300) }

// next makes the next person's filing.
func (c *cohort) next() (int, registry.Filing, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	i := c.filed
	if i == len(c.records) {
		return 0, registry.Filing{}, false
	}
	c.filed++
	s := c.people.Next()
	s.Person.Birth = birth(i)
	history := []store.HistoryEntry{{Organ: sample.Police, Function: fengcun.Investigated}, {Organ: sample.Procuratorate, Function: fengcun.Prosecuted}}
	if organ(i) == sample.Court {
		history = append(history, store.HistoryEntry{Organ: sample.Court, Function: fengcun.Tried})
	}
	return i, registry.Filing{
		Numbers: []fengcun.Particular{s.CaseNumber}, History: history,
		Persons:  []registry.FiledPerson{{Person: s.Person, Facts: facts(i)}},
		Holdings: []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume}, {Kind: fengcun.HoldingSystemRow}},
	}, true
}

// file files every person, by so many clients at once.
func (c *cohort) file(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var done atomic.Int64
	var wait sync.WaitGroup
	for range c.options.Clients {
		wait.Go(func() {
			for ctx.Err() == nil {
				i, filing, ok := c.next()
				if !ok {
					return
				}
				filed, err := c.node.Registry.File(ctx, sample.Member(organ(i), fengcun.RoleHandler), filing)
				if err != nil {
					cancel(err)
					return
				}
				c.records[i] = filed.Records[0]
				c.progress("file", &done)
			}
		})
	}
	wait.Wait()
	return context.Cause(ctx)
}

func (c *cohort) progress(phase string, done *atomic.Int64) {
	if n := done.Add(1); n%1024 == 0 || n == int64(len(c.records)) {
		c.options.Progress(phase, n, int64(len(c.records)))
	}
}

// steps are the acts of the job in their order.
var steps = []string{"file", "conclude", "propose", "approve", "draft", "issue", "serve", "receive", "confirm"}

// stops reports that a person stops before a step.
func (c *cohort) stops(i int, step string) bool {
	return i >= len(c.records)-c.options.Open && slices.Index(steps, step) > i%len(steps)
}

// each carries out one act for every person who comes as far as that.
func (c *cohort) each(ctx context.Context, phase string, act func(ctx context.Context, r *registry.Registry, i int) error) error {
	var done atomic.Int64
	return c.node.Registry.Bulk(ctx, c.records, func(ctx context.Context, r *registry.Registry, i int) error {
		if !c.stops(i, phase) {
			if err := act(ctx, r, i); err != nil {
				return err
			}
		}
		c.progress(phase, &done)
		return nil
	})
}

func (c *cohort) decide(ctx context.Context) error {
	err := c.each(ctx, "conclude", func(ctx context.Context, r *registry.Registry, i int) error {
		return r.Conclude(ctx, sample.Member(organ(i), fengcun.RoleHandler), registry.Conclusion{
			Record: c.records[i], Facts: facts(i),
			Effect: &calendar.Confirmation{NoAppealKnown: fengcun.DateOf(c.options.Clock()), Reason: calendar.FileStatesDay},
		})
	})
	if err != nil {
		return err
	}
	err = c.each(ctx, "propose", func(ctx context.Context, r *registry.Registry, i int) error {
		proposed, err := r.ProposeDecision(ctx, sample.Member(organ(i), fengcun.RoleHandler), c.records[i], nil)
		c.decisions[i] = proposed.ID
		return err
	})
	if err != nil {
		return err
	}
	return c.each(ctx, "approve", func(ctx context.Context, r *registry.Registry, i int) error {
		_, err := r.ApproveDecision(ctx, sample.Member(organ(i), fengcun.RoleApprover), c.decisions[i])
		return err
	})
}

func (c *cohort) notice(ctx context.Context) error {
	err := c.each(ctx, "draft", func(ctx context.Context, r *registry.Registry, i int) (err error) {
		c.notices[i], err = r.DraftNotice(ctx, sample.Member(organ(i), fengcun.RoleHandler), c.records[i])
		return err
	})
	if err != nil {
		return err
	}
	err = c.each(ctx, "issue", func(ctx context.Context, r *registry.Registry, i int) error {
		return r.IssueNotice(ctx, sample.Member(organ(i), fengcun.RoleApprover), c.notices[i])
	})
	if err != nil {
		return err
	}
	err = c.each(ctx, "serve", func(ctx context.Context, r *registry.Registry, i int) error {
		return r.ReceiveByPerson(ctx, sample.Member(organ(i), fengcun.RoleHandler), c.notices[i], c.options.Clock())
	})
	if err != nil {
		return err
	}
	for _, recipient := range []fengcun.OrganID{sample.Police, sample.Procuratorate} {
		err := c.each(ctx, "receive", func(ctx context.Context, r *registry.Registry, i int) error {
			if organ(i) == recipient {
				return nil // decided there
			}
			_, err := r.Receive(ctx, sample.Member(recipient, fengcun.RoleHandler), registry.Receipt{
				Notice: c.notices[i], At: c.options.Clock(), Holdings: []registry.NewHolding{{Kind: fengcun.HoldingSystemRow}},
			})
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// seal confirms every holding, organ by organ; the last organ's confirmation seals
// the record.
func (c *cohort) seal(ctx context.Context) error {
	for _, organ := range []fengcun.OrganID{sample.Police, sample.Procuratorate, sample.Court} {
		err := c.each(ctx, "confirm", func(ctx context.Context, r *registry.Registry, i int) error {
			q, err := inventory(ctx, r.Rows(), c.records[i], organ)
			if err != nil || q == nil {
				return err
			}
			_, err = r.Confirm(ctx, sample.Member(organ, fengcun.RoleCustodian), *q)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// inventory is the confirmation of everything that an organ holds of a record, nil
// if that is nothing.
func inventory(ctx context.Context, rows store.Queryer, record fengcun.RecordID, organ fengcun.OrganID) (*registry.Confirmation, error) {
	copies, err := store.CopiesOfRecord(ctx, rows, record)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(copies, func(c store.Copy) bool { return c.Organ == organ })
	if i < 0 {
		return nil, nil
	}
	holdings, err := store.HoldingsOfCopy(ctx, rows, copies[i].ID)
	q := &registry.Confirmation{Copy: copies[i].ID}
	for _, h := range holdings {
		q.Holdings = append(q.Holdings, registry.ConfirmedHolding{Holding: h.ID, Marked: true, AccessCut: true})
	}
	return q, err
}
