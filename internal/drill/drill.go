package drill

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"fengcun"
	"fengcun/internal/observe"
	"fengcun/internal/sample"
)

// Options say on what a drill is run.
type Options struct {
	Deployment string    // data directory of the deployment; empty tries the program by itself
	Suite      string    // the algorithms of the deployment
	At         time.Time // the hour at which all of it takes place

	// Ask stands between the questions and the acts. Tests open leaks there; the
	// program leaves it nil.
	Ask func(*World) System

	// Serve stands between the drill and the pages or the interface. Tests open leaks
	// there too; the program leaves it nil.
	Serve func(*World, Family, http.Handler) http.Handler

	staff    []fengcun.Actor // who asks; nil for everybody
	actsOnly bool            // ask nothing from outside
}

// Family is a group of leaks, by what they show.
type Family string

// The families.
const (
	Existence   Family = "existence"   // a look-up answers otherwise
	Counts      Family = "counts"      // lists, queues and counts
	Certificate Family = "certificate" // form, number, steps of a certificate
	Letter      Family = "letter"      // the police's letter to a unit
	Refusal     Family = "refusal"     // who is refused, how and why
	ByIdentity  Family = "identifier"  // an identifier that came into wrong hands
	Duplicates  Family = "duplicates"  // de-duplication, uniqueness, roster reports
	Views       Family = "views"       // pages of others: history, board, audit
	Pages       Family = "pages"       // what a page shows: status, length, headers, text
	Interface   Family = "interface"   // the same of the interface for case systems
	Rows        Family = "rows"        // rows of the database and their lengths
	AuditLog    Family = "audit_log"   // entries of the audit log
	ProgramLog  Family = "program_log" // what the program writes to its log
	AtRest      Family = "at_rest"     // plaintext in files, backups, papers
	Deployment  Family = "deployment"  // plaintext in the deployment's own files
)

// Families lists every family in the order of the report.
func Families() []Family {
	return []Family{Existence, Counts, Certificate, Letter, Refusal, ByIdentity, Duplicates, Views, Pages, Interface, Rows, AuditLog, ProgramLog, AtRest, Deployment}
}

// Leak is one difference that the drill saw.
type Leak struct {
	Family Family
	Where  string // which question, or which file
}

// Report is what a drill found.
type Report struct {
	At        time.Time
	Questions int
	Asked     map[Family]int
	Leaks     []Leak
}

// Passed reports whether nothing was found.
func (r Report) Passed() bool { return len(r.Leaks) == 0 }

// Of counts the leaks of a family.
func (r Report) Of(f Family) (n int) {
	for _, l := range r.Leaks {
		if l.Family == f {
			n++
		}
	}
	return n
}

// Run runs the drill. progress, if not nil, is told how far it is.
func Run(ctx context.Context, o Options, progress func(done, total int)) (report Report, err error) {
	dir, err := os.MkdirTemp("", "fengcun-drill-")
	if err != nil {
		return report, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "node.directory", Field: "data", Err: err}
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	x, y := people()
	var worlds [2]*World
	for i, of := range [2][2]subject{{x, y}, {y, x}} {
		if worlds[i], err = openWorld(ctx, filepath.Join(dir, fmt.Sprint(i)), o, of[0]); err != nil {
			return report, err
		}
		defer worlds[i].close(ctx)
	}
	report = Report{At: o.At, Asked: map[Family]int{}}
	seen := map[Leak]bool{}
	leak := func(f Family, where string) {
		if l := (Leak{f, where}); !seen[l] {
			seen[l] = true
			report.Leaks = append(report.Leaks, l)
		}
	}
	if o.staff == nil {
		o.staff = sample.Staff()
	}
	all := questions(o.staff)
	if !o.actsOnly {
		all = append(all, fromOutside()...)
	}
	for n, q := range all {
		for _, about := range []subject{x, y} {
			report.Questions++
			report.Asked[q.family]++
			var got [2]observation
			for i, w := range worlds {
				if got[i], err = w.observe(ctx, q, about); err != nil {
					return report, err
				}
			}
			for _, part := range []struct {
				family Family
				a, b   string
			}{
				{q.family, got[0].answer, got[1].answer}, {q.family, got[0].failure, got[1].failure},
				{Rows, got[0].rows, got[1].rows}, {AuditLog, got[0].entries, got[1].entries}, {ProgramLog, got[0].log, got[1].log},
			} {
				if part.a != part.b {
					leak(part.family, q.name)
				}
			}
		}
		if progress != nil {
			progress(n+1, len(all))
		}
	}
	for _, w := range worlds {
		for _, name := range w.namesInLog(x, y) {
			leak(ProgramLog, name)
		}
		files, found, err := searchFiles(w.Dir, x.marks(), y.marks())
		if err != nil {
			return report, err
		}
		report.Asked[AtRest] += files
		for _, name := range found {
			leak(AtRest, name)
		}
	}
	if o.Deployment != "" {
		files, found, err := searchNumbers(o.Deployment)
		if err != nil {
			return report, err
		}
		report.Asked[Deployment] += files
		for _, name := range found {
			leak(Deployment, name)
		}
	}
	for _, f := range []Family{Rows, AuditLog, ProgramLog} {
		report.Asked[f] = report.Questions
	}
	return report, nil
}

// observation is everything that a question shows.
type observation struct{ answer, failure, rows, entries, log string }

// observe asks one question in one world.
func (w *World) observe(ctx context.Context, q question, about subject) (o observation, err error) {
	head, err := w.node.Store.Head(ctx)
	if err != nil {
		return o, err
	}
	w.log.Reset()
	answer, failure := q.ask(ctx, w, about)
	o.answer, o.failure, o.log = observe.Masked(answer), observe.Error(failure), w.log.String()
	w.written.WriteString(o.log)
	if o.rows, err = w.rows.Measure(ctx, w.node.Store.Reader()); err != nil {
		return o, err
	}
	o.entries, err = observe.Entries(ctx, w.node.Store, head.Size)
	return o, err
}
