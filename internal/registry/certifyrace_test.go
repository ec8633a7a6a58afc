package registry_test

import (
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/node"
	"fengcun/internal/sample"
)

// TestNoRefusalBehindTheSeal reopens the record on which a refusal would rest at every
// moment at which the act that answers looks at the clock: once the record answers no
// more, nothing is refused on it, even if it was looked up before (Articles 4, 15).
func TestNoRefusalBehindTheSeal(t *testing.T) {
	refused, clean := 0, 0
	for moment := 1; moment <= 30; moment++ {
		d := district.Open(t)
		c := openConviction(t, d)
		d.Shut()
		var n *node.Node
		var after int64 // the length of the log when the record was open again
		calls := -1
		o := d.Options()
		o.Clock = func() time.Time {
			if calls >= 0 && !strings.Contains(string(debug.Stack()), ".committer(") { // which waits for nobody
				if calls++; calls == moment {
					calls = -1
					handler, approver := sample.Member(sample.Court, fengcun.RoleHandler), sample.Member(sample.Court, fengcun.RoleApprover)
					if err := n.Registry.Reopen(ctx, approver, c.Record, handler.Staff); err != nil {
						t.Error(err)
					}
					head, err := n.Store.Head(ctx)
					if err != nil {
						t.Error(err)
					}
					after = head.Size
				}
			}
			return d.Clock.Now()
		}
		var err error
		if n, err = node.Open(ctx, o); err != nil {
			t.Fatal(err)
		}
		calls = 0
		doc, err := n.Registry.Certify(ctx, window, application(adult))
		happened := calls < 0
		calls = -1
		if err != nil {
			t.Fatalf("moment %d: %v", moment, err)
		}
		head, err := n.Store.Head(ctx)
		if err != nil {
			t.Fatal(err)
		}
		switch doc.Form {
		case document.NoRecordCertificate:
			clean++
		case document.CertificateRefusal:
			refused++
			if happened && head.Size > after {
				t.Errorf("moment %d: refused on a record that was open again before", moment)
			}
		}
		n.Store.Close(ctx)
		if !happened {
			break
		}
	}
	if refused == 0 || clean == 0 {
		t.Errorf("refused %d times, clean %d times: the moments do not reach across the answer", refused, clean)
	}
}
