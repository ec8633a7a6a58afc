package node_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/keybox"
	"fengcun/internal/node"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/law"
)

var ctx = context.Background()

// childEnv tells the test binary that it is a child: what to do, in which
// directory, with which key file.
const childEnv = "FENGCUN_TEST_NODE"

func TestMain(m *testing.M) {
	if task := os.Getenv(childEnv); task != "" {
		parts := strings.Split(task, "\n")
		child(parts[0], node.Options{Dir: parts[1], Unlock: keybox.KeyFile(parts[2]), Clock: fengcuntest.NewClock(fengcuntest.Epoch).Now})
		return
	}
	os.Exit(m.Run())
}

func child(task string, o node.Options) {
	if task == "certify" {
		certifyAndDie(o)
		return
	}
	n, err := node.Open(ctx, o)
	switch {
	case task == "open":
		fmt.Println("code", fengcun.CodeOf(err))
	case err != nil:
		fmt.Println("failed", fengcun.CodeOf(err))
	default:
		load(n)
	}
}

// childProcess starts the test binary again as a child.
func childProcess(task string, o node.Options, key string) *exec.Cmd {
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), childEnv+"="+strings.Join([]string{task, o.Dir, key}, "\n"))
	return c
}

// installation makes a settled installation and closes it.
func installation(t testing.TB) (o node.Options, key string) {
	t.Helper()
	key = filepath.Join(t.TempDir(), "key")
	if err := keybox.NewKeyFile(key); err != nil {
		t.Fatal(err)
	}
	o = node.Options{Dir: filepath.Join(t.TempDir(), "data"), Unlock: keybox.KeyFile(key), Clock: fengcuntest.NewClock(fengcuntest.Epoch).Now}
	if err := node.Init(o.Dir, "intl", o.Unlock); err != nil {
		t.Fatal(err)
	}
	n := open(t, o)
	if err := sample.Settle(ctx, n.Registry, fengcun.DateOf(o.Clock())); err != nil {
		t.Fatal(err)
	}
	shut(t, n)
	return o, key
}

func open(t testing.TB, o node.Options) *node.Node {
	t.Helper()
	n, err := node.Open(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { n.Store.Close(ctx) })
	return n
}

func shut(t testing.TB, n *node.Node) {
	t.Helper()
	if err := n.Close(ctx); err != nil {
		t.Fatal(err)
	}
}

// kills is how often the process is killed, kill9Seed when: each run of the test
// kills at other moments of the program but after the same intervals.
const (
	kills     = 55
	kill9Seed = 20221230
	longest   = 280 * time.Millisecond
)

// loads are what each kind of act of the load says once it is acknowledged.
var loads = []string{"record", "certificate", "inquiry", "sealed", "rotated"}

// TestKill kills an installation under load with SIGKILL, again and again on the
// same directory: filings, certificates, inquiries, whole sealings and changes of
// keys, from several goroutines. Afterwards every acknowledged act is there, none
// is half there, every open item opens, and the log verifies (P4, P11).
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	o, key := installation(t)
	random := rand.New(rand.NewPCG(kill9Seed, 1))
	var acknowledged []string
	done := map[string]int{}
	lacks := func(kind string) bool { return done[kind] == 0 }
	for i := 0; i < kills || i < 2*kills && slices.ContainsFunc(loads, lacks); i++ {
		after := time.Duration(random.Int64N(int64(longest)))
		if i >= kills { // a slow machine did not come as far as a whole sealing
			after *= 10
		}
		lines := loadAndKill(t, o, key, after)
		acknowledged = append(acknowledged, lines...)
		for _, line := range lines {
			done[strings.Fields(line)[0]]++
		}
		n := open(t, o)
		checkAcknowledged(t, n, lines)
		checkWhole(t, n)
		if err := n.VerifyAudit(ctx, nil); err != nil {
			t.Errorf("the log after a kill: %v", err)
		}
		shut(t, n)
		if t.Failed() {
			t.FailNow()
		}
	}
	n := open(t, o)
	checkAcknowledged(t, n, acknowledged)
	for _, kind := range loads {
		if lacks(kind) {
			t.Errorf("no %s was ever acknowledged: the load is not what it should be", kind)
		}
	}
	t.Logf("acknowledged: %v", done)
}

// loadAndKill runs a child under load, kills it some time after its first
// acknowledgement and returns what it acknowledged.
func loadAndKill(t *testing.T, o node.Options, key string, after time.Duration) []string {
	t.Helper()
	c := childProcess("load", o, key)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	var lines []string
	scanner := bufio.NewScanner(out)
	for scanner.Scan() {
		if strings.HasPrefix(scanner.Text(), "failed") {
			t.Errorf("the child %s", scanner.Text())
			break
		}
		if lines = append(lines, scanner.Text()); len(lines) == 1 {
			time.AfterFunc(after, func() { c.Process.Kill() })
		}
	}
	c.Process.Kill()
	if err := c.Wait(); err == nil || len(lines) == 0 {
		t.Error("the child ended by itself")
	}
	return lines
}

var (
	handler   = sample.Member(sample.Court, fengcun.RoleHandler)
	approver  = sample.Member(sample.Court, fengcun.RoleApprover)
	window    = sample.Member(sample.Police, fengcun.RoleWindow)
	sealers   = []fengcun.OrganID{sample.Procuratorate, sample.Police}
	custodian = func(o fengcun.OrganID) fengcun.Actor { return sample.Member(o, fengcun.RoleCustodian) }
)

// load carries out acts until it is killed and prints the outcome of each in one
// line, once it is acknowledged.
func load(n *node.Node) {
	say := func(err error, what string, args ...any) bool {
		if err != nil {
			fmt.Println("failed", what, fengcun.CodeOf(err), args)
			return false
		}
		fmt.Println(append([]any{what}, args...)...)
		return true
	}
	var wg sync.WaitGroup
	for i := range 2 {
		people := sample.NewPeople(uint64(os.Getpid()*8 + i))
		wg.Go(func() {
			for {
				p := people.Next().Person
				if len(p.Documents) == 0 {
					continue
				}
				q := registry.Application{
					Name: p.Names[0].Text, Document: p.Documents[0], Birth: p.Birth, By: fengcun.BySelf, Papers: fengcun.Papers(),
					Key: &registry.RequestKey{Key: fengcun.NewID().String(), MAC: [32]byte{1}},
				}
				var doc registry.Issued
				err := again(func() (err error) { doc, err = n.Registry.Certify(ctx, window, q); return err })
				if !say(err, "certificate", doc.Application, doc.Number) {
					return
				}
			}
		})
		wg.Go(func() {
			for sealing(n, people.Next().Person, say) {
			}
		})
	}
	wg.Go(func() {
		for {
			var doc registry.Issued
			err := again(func() (err error) {
				doc, err = n.Registry.Inquire(ctx, window, registry.InquiryApplication{Unit: "某单位", Purpose: "hiring", Title: "x"})
				return err
			})
			if !say(err, "inquiry", doc.Application, doc.Number) {
				return
			}
		}
	})
	wg.Go(func() {
		for {
			for _, organ := range []fengcun.OrganID{sample.Court, sample.Police, sample.Procuratorate} {
				if !say(n.Registry.Rotate(ctx, sample.Member(organ, fengcun.RoleSecurityAdmin), "approver"), "rotated", organ) {
					return
				}
			}
		}
	})
	wg.Wait()
	os.Exit(3)
}

// sealing takes a case from filing to the seal at every organ.
func sealing(n *node.Node, p fengcun.Person, say func(error, string, ...any) bool) bool {
	r := n.Registry
	birth := fengcun.NewDate(2005, time.March, 14)
	facts := law.Facts{
		Birth: law.Birth{Date: birth}, Acts: []law.Act{{ID: "1", Date: fengcun.NewDate(2022, time.March, 1)}},
		Outcome: law.Outcome{
			Disposition: fengcun.ConvictedImprisonment, Term: fengcun.Term{Years: 3},
			Decided: fengcun.NewDate(2026, time.October, 1), Effective: fengcun.NewDate(2026, time.October, 12), Concluded: fengcun.NewDate(2026, time.October, 12),
		},
	}
	volume := []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume}}
	filing := registry.Filing{
		Numbers: []fengcun.Particular{"（2026）沪0199刑初1号"}, Persons: []registry.FiledPerson{{Person: p, Facts: facts}}, Holdings: volume,
	}
	var filed registry.Filed
	if err := again(func() (err error) { filed, err = r.File(ctx, handler, filing); return err }); err != nil {
		return say(err, "file")
	}
	id := filed.Records[0]
	say(nil, "record", id, fengcun.RecordOpen)
	explanation := registry.Explanation{
		Record: id, Mode: registry.ExplainedOrally, Signed: true, On: fengcun.DateOf(fengcuntest.Epoch),
		To: []registry.Told{{Who: registry.ToPerson, Name: "某"}, {Who: registry.ToRepresentative, Name: "某"}},
	}
	if err := again(func() error { return r.Explain(ctx, handler, explanation) }); err != nil {
		return say(err, "explain")
	}
	conclusion := registry.Conclusion{
		Record: id, Facts: facts,
		Effect: &calendar.Confirmation{NoAppealKnown: fengcun.DateOf(fengcuntest.Epoch), Reason: calendar.FileStatesDay},
	}
	if err := again(func() error { return r.Conclude(ctx, handler, conclusion) }); err != nil {
		return say(err, "conclude")
	}
	say(nil, "record", id, fengcun.RecordConcluded)
	var proposed registry.Proposed
	if err := again(func() (err error) { proposed, err = r.ProposeDecision(ctx, handler, id, nil); return err }); err != nil {
		return say(err, "propose")
	}
	if err := again(func() error { _, err := r.ApproveDecision(ctx, approver, proposed.ID); return err }); err != nil {
		return say(err, "approve")
	}
	say(nil, "record", id, fengcun.RecordSealDue)
	var notice fengcun.NoticeID
	if err := again(func() (err error) { notice, err = r.DraftNotice(ctx, handler, id); return err }); err != nil {
		return say(err, "draft")
	}
	if err := again(func() error { return r.IssueNotice(ctx, approver, notice) }); err != nil {
		return say(err, "issue")
	}
	confirm := func(organ fengcun.OrganID, id fengcun.CopyID) error {
		holdings, err := store.HoldingsOfCopy(ctx, n.Store.Reader(), id)
		if err != nil {
			return err
		}
		q := registry.Confirmation{Copy: id}
		for _, h := range holdings {
			q.Holdings = append(q.Holdings, registry.ConfirmedHolding{Holding: h.ID, Marked: true, AccessCut: true})
		}
		return again(func() error { _, err := r.Confirm(ctx, custodian(organ), q); return err })
	}
	for _, organ := range sealers {
		var copyID fengcun.CopyID
		err := again(func() (err error) {
			copyID, err = r.Receive(ctx, sample.Member(organ, fengcun.RoleHandler), registry.Receipt{Notice: notice, At: fengcuntest.Epoch, Holdings: volume})
			return err
		})
		if err == nil {
			err = confirm(organ, copyID)
		}
		if err != nil {
			return say(err, "confirm", organ)
		}
	}
	return say(confirm(sample.Court, filed.Copies[0]), "sealed", id)
}

// again repeats an act that a change of keys overtook, as a person would.
func again(act func() error) error {
	var err error
	for range 50 {
		if err = act(); fengcun.CodeOf(err) != "store.conflict" {
			return err
		}
	}
	return err
}
