package drill

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/identity"
	"fengcun/internal/keybox"
	"fengcun/internal/node"
	"fengcun/internal/observe"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/law"
)

// World is one of the two trial installations.
type World struct {
	System // what the questions go to
	Log    *slog.Logger
	Dir    string

	node    *node.Node
	log     *bytes.Buffer // of the question that is asked
	written *bytes.Buffer // of all of them
	sealed  subject
	copies  map[fengcun.OrganID]fengcun.CopyID
	record  fengcun.RecordID
	random  map[string]fengcun.ID
	hour    time.Time
	rows    observe.Rows
	ways    ways
}

// Knows reports whether a document number is the sealed person's here. A leak asks
// it; no question has any business asking.
func (w *World) Knows(number fengcun.Particular) bool { return number == w.sealed.document() }

// Registry is what is tried.
func (w *World) Registry() *registry.Registry { return w.node.Registry }

// subject is one of the two invented persons, with the case that is theirs or would be.
type subject struct {
	fengcun.Person
	number fengcun.Particular
}

func (s subject) name() fengcun.Particular     { return s.Names[0].Text }
func (s subject) document() fengcun.Particular { return s.Documents[0].Number }

// marks are what must stand nowhere in the clear.
func (s subject) marks() [][]byte {
	return [][]byte{[]byte(s.name().Reveal()), []byte(s.document().Reveal()), []byte(s.number.Reveal())}
}

var birth = fengcun.NewDate(2005, time.March, 14)

// people are X and Y: of the same shape, with names and numbers of the same length.
func people() (x, y subject) {
	one := func(name, id, number string) subject {
		return subject{fengcun.Person{
			Names: []fengcun.Name{{Text: fengcun.Particular(name), Source: "file"}}, Sex: fengcun.Male, Birth: birth,
			Documents: []fengcun.IdentityDocument{{Kind: fengcun.ResidentID, Number: fengcun.Particular(id), Source: "file"}},
		}, fengcun.Particular(number)}
	}
	return one("王演甲", "310115200503140013", "（2026）沪0101刑初12号"), one("李演乙", "310115200503140056", "（2026）沪0101刑初34号")
}

// facts are those of a person sentenced within five years for one act at seventeen.
func facts() law.Facts {
	act := fengcun.NewDate(2022, time.March, 15)
	return law.Facts{
		Birth: law.Birth{Date: birth}, Acts: []law.Act{{ID: "1", Date: act}},
		Outcome: law.Outcome{
			Disposition: fengcun.ConvictedImprisonment, Term: fengcun.Term{Years: 3},
			Decided: act.AddDays(200), Effective: act.AddDays(211), Concluded: act.AddDays(211),
		},
	}
}

// openWorld makes a trial installation in which one person is sealed.
func openWorld(ctx context.Context, dir string, o Options, sealed subject) (*World, error) {
	key := dir + ".key"
	if err := keybox.NewKeyFile(key); err != nil {
		return nil, err
	}
	unlock := keybox.KeyFile(key)
	if err := node.Init(dir, o.Suite, unlock); err != nil {
		return nil, err
	}
	if err := ownForms(o.Deployment, dir); err != nil {
		return nil, err
	}
	n, err := node.Open(ctx, node.Options{
		Dir: dir, Unlock: unlock, Clock: func() time.Time { return o.At }, PasswordCost: identity.Cost{MemoryKiB: 64, Passes: 1, Lanes: 1},
	})
	if err != nil {
		return nil, err
	}
	w := &World{
		System: n.Registry, Dir: dir, node: n, log: &bytes.Buffer{}, written: &bytes.Buffer{}, sealed: sealed,
		copies: map[fengcun.OrganID]fengcun.CopyID{}, random: map[string]fengcun.ID{}, hour: o.At,
	}
	w.Log = slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{ReplaceAttr: withoutTime}))
	if err := errors.Join(sample.Settle(ctx, n.Registry, fengcun.DateOf(o.At)), w.seal(ctx, o.At), w.openWays(ctx, o)); err != nil {
		return nil, errors.Join(err, n.Close(ctx))
	}
	if o.Ask != nil {
		w.System = o.Ask(w)
	}
	return w, nil
}

func withoutTime(_ []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}

func (w *World) close(ctx context.Context) error { return w.node.Close(ctx) }

// ownForms gives every organ of a trial installation the forms and typefaces that the
// deployment has of its own. Seals and keys are left where they are.
func ownForms(deployment, dir string) error {
	if deployment == "" {
		return nil
	}
	houses, err := filepath.Glob(filepath.Join(deployment, "organs", "*", "forms"))
	if err != nil || len(houses) == 0 {
		return err
	}
	for _, o := range sample.Organs() {
		for _, part := range []string{"forms", "fonts"} {
			from := filepath.Join(filepath.Dir(houses[0]), part)
			if _, err := os.Stat(from); errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err := os.CopyFS(filepath.Join(dir, "organs", string(o.ID), part), os.DirFS(from)); err != nil {
				return err
			}
		}
	}
	return nil
}

// seal takes the person's case from the filing to the seal at every organ, by the acts
// that everybody uses.
func (w *World) seal(ctx context.Context, at time.Time) error {
	r := w.node.Registry
	handler, approver := sample.Member(sample.Court, fengcun.RoleHandler), sample.Member(sample.Court, fengcun.RoleApprover)
	filed, err := r.File(ctx, handler, w.filing(w.sealed))
	if err != nil {
		return err
	}
	w.record, w.copies[sample.Court] = filed.Records[0], filed.Copies[0]
	today := fengcun.DateOf(at)
	steps := []func() error{
		func() error {
			return r.Explain(ctx, handler, registry.Explanation{
				Record: w.record, Mode: registry.ExplainedOrally, Signed: true, On: today,
				To: []registry.Told{{Who: registry.ToPerson, Name: w.sealed.name()}, {Who: registry.ToRepresentative, Name: "某"}},
			})
		},
		func() error {
			return r.Conclude(ctx, handler, registry.Conclusion{
				Record: w.record, Facts: facts(), Effect: &calendar.Confirmation{NoAppealKnown: today, Reason: calendar.FileStatesDay},
			})
		},
		func() error {
			proposed, err := r.ProposeDecision(ctx, handler, w.record, nil)
			if err == nil {
				_, err = r.ApproveDecision(ctx, approver, proposed.ID)
			}
			return err
		},
		func() error {
			notice, err := r.DraftNotice(ctx, handler, w.record)
			if err != nil {
				return err
			}
			if err := r.IssueNotice(ctx, approver, notice); err != nil {
				return err
			}
			for _, organ := range []fengcun.OrganID{sample.Procuratorate, sample.Police} {
				if w.copies[organ], err = r.Receive(ctx, sample.Member(organ, fengcun.RoleHandler), registry.Receipt{
					Notice: notice, At: at, Holdings: []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume}},
				}); err != nil {
					return err
				}
			}
			return nil
		},
		func() error { return w.confirm(ctx) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (w *World) confirm(ctx context.Context) error {
	for _, organ := range []fengcun.OrganID{sample.Procuratorate, sample.Police, sample.Court} {
		holdings, err := store.HoldingsOfCopy(ctx, w.node.Store.Reader(), w.copies[organ])
		if err != nil {
			return err
		}
		q := registry.Confirmation{Copy: w.copies[organ]}
		for _, h := range holdings {
			q.Holdings = append(q.Holdings, registry.ConfirmedHolding{Holding: h.ID, Marked: true, AccessCut: true})
		}
		if _, err := w.node.Registry.Confirm(ctx, sample.Member(organ, fengcun.RoleCustodian), q); err != nil {
			return err
		}
	}
	return nil
}

// filing is the filing of a person's case at the court.
func (w *World) filing(s subject) registry.Filing {
	return registry.Filing{
		Numbers: []fengcun.Particular{s.number},
		History: []store.HistoryEntry{
			{Organ: sample.Police, Function: fengcun.Investigated}, {Organ: sample.Procuratorate, Function: fengcun.Prosecuted}, {Organ: sample.Court, Function: fengcun.Tried},
		},
		Persons:  []registry.FiledPerson{{Person: s.Person, Facts: facts()}},
		Holdings: []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume}},
	}
}

// noted is an identifier of a person's record that came into wrong hands: the true one
// of the sealed person, a random one of nobody's.
func (w *World) noted(s subject, kind string, real fengcun.ID) fengcun.ID {
	if w.Knows(s.document()) {
		return real
	}
	key := kind + s.document().Reveal()
	if w.random[key].IsZero() {
		w.random[key] = fengcun.NewID()
	}
	return w.random[key]
}

// namesInLog says with a word which person the program's log named.
func (w *World) namesInLog(all ...subject) (found []string) {
	for _, s := range all {
		for _, mark := range s.marks() {
			if strings.Contains(w.written.String(), string(mark)) {
				found = append(found, "particulars in the program's log")
			}
		}
	}
	return found
}
