package exchange_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"fengcun"
	"fengcun/internal/exchange"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/keybox"
	"fengcun/internal/node"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

// processEnv tells the test binary that it is one side of the exchange.
const processEnv = "FENGCUN_TEST_EXCHANGE"

// task is what a process is told.
type task struct {
	Dir, Key, Listen string
	Notices          []fengcun.NoticeID // to be issued, empty on the second side
	Started          time.Time
}

func TestMain(m *testing.M) {
	if text := os.Getenv(processEnv); text != "" {
		var work task
		if err := json.Unmarshal([]byte(text), &work); err != nil {
			panic(err)
		}
		if err := work.run(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// now goes on from the sample's present, the same on both sides.
func (w task) now() time.Time { return fengcuntest.Epoch.Add(time.Since(w.Started)) }

// run is one side until it is killed: it exchanges, and does its organs' work as it
// comes up.
func (w task) run() error {
	n, err := node.Open(ctx, node.Options{Dir: w.Dir, Unlock: keybox.KeyFile(w.Key), Clock: w.now, PasswordCost: district.Cost})
	if err != nil {
		return err
	}
	c, err := exchange.New(exchange.Options{Registry: n.Registry, Clock: w.now, Log: slog.New(slog.DiscardHandler), Every: 20 * time.Millisecond})
	if err != nil {
		return err
	}
	s, err := c.Listen(w.Listen)
	if err != nil {
		return err
	}
	both, running := errgroup.WithContext(ctx)
	both.Go(func() error { return c.Serve(running, s) })
	both.Go(func() error {
		for running.Err() == nil {
			if err := w.work(running, n); err != nil {
				return err
			}
			time.Sleep(5 * time.Millisecond) // a clerk's breath
		}
		return nil
	})
	return both.Wait()
}

// work does what is to be done now. An act whose time has not come or is over is
// refused, and that is all right.
func (w task) work(ctx context.Context, n *node.Node) error {
	issued := min(len(w.Notices), max(0, int(w.now().Sub(fengcuntest.Epoch)/pace)))
	for _, id := range w.Notices[:issued] {
		if err := passing(n.Registry.IssueNotice(ctx, sample.Member(sample.Court, fengcun.RoleApprover), id)); err != nil {
			return err
		}
	}
	organs := sample.OnSecond
	if len(w.Notices) > 0 {
		organs = sample.OnFirst
	}
	for _, organ := range organs {
		waiting, err := store.DeliveriesFor(ctx, n.Store.Reader(), organ)
		if err != nil {
			return err
		}
		for _, d := range waiting {
			_, err := n.Registry.Receive(ctx, sample.Member(organ, fengcun.RoleHandler), registry.Receipt{
				Notice: d.Notice, At: w.now(), Holdings: []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume}, {Kind: fengcun.HoldingSystemRow}},
			})
			if err := passing(err); err != nil {
				return err
			}
		}
		copies, err := store.CopiesInHand(ctx, n.Store.Reader(), organ, sample.Member(organ, fengcun.RoleHandler).Staff, fengcun.CopyID{}, 1000)
		if err != nil {
			return err
		}
		for _, c := range copies {
			holdings, err := store.HoldingsOfCopy(ctx, n.Store.Reader(), c.ID)
			if err != nil {
				return err
			}
			q := registry.Confirmation{Copy: c.ID}
			for _, h := range holdings {
				q.Holdings = append(q.Holdings, registry.ConfirmedHolding{Holding: h.ID, Marked: true, AccessCut: true})
			}
			_, err = n.Registry.Confirm(ctx, sample.Member(organ, fengcun.RoleCustodian), q)
			if err := passing(err); err != nil {
				return err
			}
		}
	}
	return nil
}

func passing(err error) error {
	switch fengcun.KindOf(err) {
	case fengcun.KindConflict, fengcun.KindNotFound, fengcun.KindInvalid:
		return nil
	}
	return err
}

// side is one installation as a process.
type side struct {
	*district.District
	task
	process *exec.Cmd
	backup  string
}

func (s *side) start(t *testing.T) {
	t.Helper()
	text, err := json.Marshal(s.task)
	if err != nil {
		t.Fatal(err)
	}
	s.process = exec.Command(os.Args[0])
	s.process.Env = append(os.Environ(), processEnv+"="+string(text))
	s.process.Stderr = os.Stderr
	if err := s.process.Start(); err != nil {
		t.Fatal(err)
	}
}

func (s *side) kill(t *testing.T) {
	t.Helper()
	if err := s.process.Process.Kill(); err != nil {
		t.Fatalf("the process ended by itself: %v", err)
	}
	if err := s.process.Wait(); err != nil && !strings.Contains(err.Error(), "killed") {
		t.Fatal(err)
	}
}

// save takes a backup of a killed installation, restore puts it in place.
func (s *side) save(t *testing.T)    { s.backup = copyOf(t, s.task.Dir) }
func (s *side) restore(t *testing.T) { s.task.Dir = copyOf(t, s.backup) }

func copyOf(t *testing.T, dir string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	private := func(path string, entry fs.DirEntry, err error) error {
		mode := fs.FileMode(0o600)
		if err == nil && entry.IsDir() {
			mode = 0o700
		}
		return errors.Join(err, os.Chmod(path, mode))
	}
	if err := filepath.WalkDir(to, private); err != nil {
		t.Fatal(err)
	}
	return to
}

// free is an address of this process alone, on a loopback address of its own.
func free(t *testing.T, host string) string {
	t.Helper()
	return host + ":" + fmt.Sprint(20000+os.Getpid()%20000)
}

const (
	processNotices = 40
	pace           = 120 * time.Millisecond // between two notices
	disasters      = 24
	processSeed    = 20220530
)

// TestProcesses runs court and police as two processes and lets everything happen to
// them: the line is cut, swallows answers, delays; each is killed with SIGKILL in the
// middle of whatever it does and, once, set back to a backup. In the end every record
// is sealed at both, each notice was received once, and both logs verify.
func TestProcesses(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	p := district.OpenApart(t, fengcun.ConnectedByNode)
	toA, toB := newWire(t), newWire(t)
	p.Introduce(toA.address(), toB.address())
	a := &side{District: p.A, task: task{Dir: p.A.Dir, Key: p.A.Key, Listen: free(t, "127.0.0.2")}}
	b := &side{District: p.B, task: task{Dir: p.B.Dir, Key: p.B.Key, Listen: free(t, "127.0.0.3")}}
	toA.to.Store(&a.Listen)
	toB.to.Store(&b.Listen)
	people := sample.NewPeople(7)
	var records []fengcun.RecordID
	for i := range processNotices {
		person := people.Next().Person
		facts := district.Sentenced(person.Birth, fengcun.Term{Years: 2})
		c := p.A.File(person, fmt.Sprintf("（2026）沪0101刑初%d号", i+1), facts)
		p.A.Decide(c, facts)
		id, err := p.A.Registry.DraftNotice(ctx, sample.Member(sample.Court, fengcun.RoleHandler), c.Record)
		if err != nil {
			t.Fatal(err)
		}
		a.Notices, records = append(a.Notices, id), append(records, c.Record)
	}
	p.A.Shut()
	p.B.Shut()
	a.Started, b.Started = time.Now(), time.Now()
	b.Started = b.Started.Add(40 * time.Minute) // its clock is slow
	a.start(t)
	b.start(t)
	random := rand.New(rand.NewPCG(processSeed, 1))
	for i := range disasters {
		time.Sleep(time.Duration(50+random.IntN(150)) * time.Millisecond)
		one, wire := a, toB
		if random.IntN(2) == 0 {
			one, wire = b, toA
		}
		switch {
		case i == disasters/4: // a backup of both, of the same night
			a.kill(t)
			b.kill(t)
			a.save(t)
			b.save(t)
			a.start(t)
			b.start(t)
		case i == disasters/2: // the police lose a disk
			b.kill(t)
			b.restore(t)
			b.start(t)
		case i == 3*disasters/4: // and the court another
			a.kill(t)
			a.restore(t)
			a.start(t)
		case i%4 == 0:
			one.kill(t)
			one.start(t)
		case i%4 == 1:
			address := wire.to.Swap(nil)
			time.Sleep(time.Duration(random.IntN(200)) * time.Millisecond)
			wire.to.Store(address)
		default:
			wire.answers.Store(int64(random.IntN(20000)))
			time.Sleep(time.Duration(random.IntN(200)) * time.Millisecond)
			wire.answers.Store(-1)
		}
	}
	waitForSeals(t, a, b, records)
}

// waitForSeals lets both go on undisturbed until everything is sealed, then stops
// them and looks.
func waitForSeals(t *testing.T, a, b *side, records []fengcun.RecordID) {
	t.Helper()
	var first, second *node.Node
	for try := 0; ; try++ {
		time.Sleep(time.Duration(2+try) * time.Second) // longer than a route rests after its first failure
		a.kill(t)
		b.kill(t)
		first, second = reopened(t, a), reopened(t, b)
		if missing := unsealed(t, first, records); missing == 0 {
			break
		} else if try == 15 {
			t.Fatalf("%d of %d records are not sealed", missing, len(records))
		}
		shut(t, first)
		shut(t, second)
		a.start(t)
		b.start(t)
	}
	for _, id := range records {
		copies, err := store.CopiesOfRecord(ctx, second.Store.Reader(), id)
		if err != nil || len(copies) != 1 || copies[0].State != fengcun.CopySealed {
			t.Errorf("at the police: %+v, %v", copies, err)
		}
	}
	for _, n := range []*node.Node{first, second} {
		if err := n.VerifyAudit(ctx, nil); err != nil {
			t.Error(err)
		}
	}
	parked, err := store.ParkedMessages(ctx, first.Store.Reader(), sample.Court)
	if err != nil || len(parked) != 0 {
		t.Errorf("%d messages are parked, %v", len(parked), err)
	}
	shut(t, first)
	shut(t, second)
}

func unsealed(t *testing.T, n *node.Node, records []fengcun.RecordID) (missing int) {
	t.Helper()
	for _, id := range records {
		rec, err := store.RecordByID(ctx, n.Store.Reader(), id)
		if err != nil {
			t.Fatal(err)
		}
		if rec.State != fengcun.RecordSealed {
			missing++
		}
	}
	return missing
}

func reopened(t *testing.T, s *side) *node.Node {
	t.Helper()
	n, err := node.Open(ctx, node.Options{Dir: s.task.Dir, Unlock: keybox.KeyFile(s.task.Key), Clock: s.now, PasswordCost: district.Cost})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func shut(t *testing.T, n *node.Node) {
	t.Helper()
	if err := n.Close(ctx); err != nil {
		t.Fatal(err)
	}
}
