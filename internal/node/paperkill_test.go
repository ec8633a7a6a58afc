package node_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/registry"
	"fengcun/internal/store"
)

// certifyAndDie takes in an application and is killed between its number and its
// paper: what the program asks for next, once the number is committed, is the time at
// which it prints.
func certifyAndDie(o node.Options) {
	var running atomic.Pointer[node.Node]
	clock := o.Clock
	o.Clock = func() time.Time {
		if n := running.Load(); n != nil && len(unanswered(n)) > 0 {
			syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
		return clock()
	}
	n, err := node.Open(ctx, o)
	if err == nil {
		running.Store(n)
		_, err = n.Registry.Certify(ctx, window, paperless)
	}
	fmt.Println("ended", err)
}

var paperless = registry.Application{
	Name: "李试乙", Document: fengcun.IdentityDocument{Kind: fengcun.ResidentID, Number: "310115200503140035"},
	Birth: fengcun.NewDate(2005, time.March, 14), By: fengcun.BySelf, Papers: fengcun.Papers(), Purpose: "work",
}

// unanswered are the applications that have a number and no paper.
func unanswered(n *node.Node) (ids []fengcun.ID) {
	rows, err := n.Store.Reader().QueryContext(ctx, `SELECT certificate_id FROM certificate WHERE state = 'accepted'`)
	if err != nil {
		return nil
	}
	defer rows.Close()
	for rows.Next() {
		var id fengcun.ID
		if rows.Scan(&id) == nil {
			ids = append(ids, id)
		}
	}
	return ids
}

// TestKilledBetweenNumberAndPaper: the number that was taken stays taken, and the paper
// is made when it is next asked for, with the bytes that it would have had (P11).
func TestKilledBetweenNumberAndPaper(t *testing.T) {
	o, key := installation(t)
	c := childProcess("certify", o, key)
	out, err := c.Output()
	if status, ok := c.ProcessState.Sys().(syscall.WaitStatus); err == nil || !ok || status.Signal() != syscall.SIGKILL {
		t.Fatalf("the child was not killed: %v %s", err, out)
	}
	// Two installations go on from there, and print the same.
	twin := o
	twin.Dir = filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(twin.Dir, os.DirFS(o.Dir)); err != nil {
		t.Fatal(err)
	}
	keys, err := filepath.Glob(filepath.Join(twin.Dir, "keys", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range keys { // a copy is readable by all, and a key must not be
		if err := os.Chmod(name, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var papers [2]registry.Issued
	for i, o := range []node.Options{o, twin} {
		n := open(t, o)
		waiting := unanswered(n)
		if len(waiting) != 1 {
			t.Fatalf("%d applications have a number and no paper", len(waiting))
		}
		if papers[i], err = n.Registry.Reissue(ctx, window, waiting[0]); err != nil || papers[i].Number != "东江公证〔2026〕1号" {
			t.Fatalf("%s, %v", papers[i].Number, err)
		}
		cert, err := store.CertificateByID(ctx, n.Store.Reader(), waiting[0])
		if err != nil || cert.State != fengcun.CertificateIssued {
			t.Errorf("%s, %v", cert.State, err)
		}
		next, err := n.Registry.Certify(ctx, window, paperless)
		if err != nil || next.Number != "东江公证〔2026〕2号" {
			t.Errorf("the next is %s, %v", next.Number, err)
		}
		if err := n.VerifyAudit(ctx, nil); err != nil {
			t.Error(err)
		}
		shut(t, n)
	}
	if len(papers[0].PDF) == 0 || !bytes.Equal(papers[0].PDF, papers[1].PDF) || !bytes.Equal(papers[0].Text, papers[1].Text) || !bytes.Equal(papers[0].Docx, papers[1].Docx) {
		t.Error("the paper is another each time")
	}
}
