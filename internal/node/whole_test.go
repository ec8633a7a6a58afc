package node_test

import (
	"fmt"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/store"
)

// progress is the order in which a record of the load moves on.
var progress = map[fengcun.RecordState]int{
	fengcun.RecordOpen: 0, fengcun.RecordConcluded: 1, fengcun.RecordSealDue: 2, fengcun.RecordSealed: 3,
}

// checkAcknowledged looks for everything that was acknowledged.
func checkAcknowledged(t *testing.T, n *node.Node, lines []string) {
	t.Helper()
	for _, line := range lines {
		fields := strings.Fields(line)
		if len(fields) < 2 {
			t.Fatalf("a torn line of %d bytes", len(line))
		}
		if fields[0] == "rotated" {
			continue
		}
		id, err := fengcun.ParseID(fields[1])
		if err != nil {
			t.Fatal(err)
		}
		switch fields[0] {
		case "record", "sealed":
			rec, err := store.RecordByID(ctx, n.Store.Reader(), id)
			want := fengcun.RecordSealed
			if fields[0] == "record" {
				want = fengcun.RecordState(fields[2])
			}
			if err != nil || progress[rec.State] < progress[want] {
				t.Errorf("a record acknowledged as %s is %s, %v", want, rec.State, err)
			}
		case "certificate":
			doc, err := n.Registry.Reissue(ctx, window, id)
			if err != nil || doc.Number != fields[2] {
				t.Errorf("an acknowledged certificate: number %s, want %s, %v", doc.Number, fields[2], err)
			}
		case "inquiry":
			i, err := store.InquiryByID(ctx, n.Store.Reader(), id)
			if err != nil || i.State != fengcun.InquiryRefused || !strings.HasSuffix(fields[2], fmt.Sprintf("〔2026〕%d号", i.Serial)) {
				t.Errorf("an acknowledged inquiry: %+v, %v", i.State, err)
			}
		default:
			t.Fatalf("the child says %q", fields[0])
		}
	}
}

// wholes are counts of what may never be there: a part of an act without the rest.
var wholes = []struct{ what, query string }{
	{"a record without a matter", `SELECT count(*) FROM record r WHERE NOT EXISTS (SELECT 1 FROM matter m WHERE m.matter_id = r.matter_id)`},
	{"a matter without a record", `SELECT count(*) FROM matter m WHERE NOT EXISTS (SELECT 1 FROM record r WHERE r.matter_id = m.matter_id)`},
	{"a record without the deciding organ's copy", `SELECT count(*) FROM record r WHERE NOT EXISTS (SELECT 1 FROM copy c WHERE c.record_id = r.record_id AND c.organ_id = r.organ_id)`},
	{"a copy in no domain or in both", `SELECT count(*) FROM copy c WHERE (SELECT count(*) FROM vault_wrap w WHERE w.item_id = c.item_id) + (SELECT count(*) FROM vault_sealed s WHERE s.item_id = c.item_id) <> 1`},
	{"a copy in another domain than its state", `SELECT count(*) FROM copy c WHERE (c.state = 'sealed') <> EXISTS (SELECT 1 FROM vault_sealed s WHERE s.item_id = c.item_id)`},
	{"a copy without particulars", `SELECT count(*) FROM copy c WHERE NOT EXISTS (SELECT 1 FROM vault_part p WHERE p.item_id = c.item_id AND p.part_no = 0 AND p.kind = 1)`},
	{"a gap between the parts of an item", `SELECT count(*) FROM (SELECT item_id FROM vault_part GROUP BY item_id HAVING max(part_no) + 1 <> count(*))`},
	{"a working copy without index terms", `SELECT count(*) FROM copy c WHERE c.state = 'working' AND NOT EXISTS (SELECT 1 FROM vault_term t WHERE t.item_id = c.item_id)`},
	{"an index term of something that is not open", `SELECT count(*) FROM vault_term t WHERE NOT EXISTS (SELECT 1 FROM vault_wrap w WHERE w.item_id = t.item_id)`},
	{"a sealed item without its run", `SELECT count(*) FROM vault_sealed s WHERE NOT EXISTS (SELECT 1 FROM vault_run r WHERE r.run_id = s.run_id)`},
	{"a record sealed before its copies, or its copies before it", `SELECT count(*) FROM record r WHERE (r.state = 'sealed') <> NOT EXISTS (SELECT 1 FROM copy c WHERE c.record_id = r.record_id AND c.state <> 'sealed')`},
	{"a sealed copy with an unconfirmed holding", `SELECT count(*) FROM copy c JOIN holding_copy hc ON hc.copy_id = c.copy_id JOIN holding h ON h.holding_id = hc.holding_id WHERE c.state = 'sealed' AND h.state <> 'confirmed'`},
	{"a sealed copy with a running term", `SELECT count(*) FROM copy c JOIN deadline d ON d.subject_id = c.copy_id WHERE c.state = 'sealed' AND d.closed_on = ''`},
	{"an issued notice without three deliveries", `SELECT count(*) FROM notice n WHERE n.state = 'issued' AND (SELECT count(*) FROM delivery d WHERE d.notice_id = n.notice_id) <> 3`},
	{"a draft with deliveries", `SELECT count(*) FROM notice n WHERE n.state = 'draft' AND EXISTS (SELECT 1 FROM delivery d WHERE d.notice_id = n.notice_id)`},
	{"a concluded record without its explanation", `SELECT count(*) FROM record r WHERE r.state <> 'open' AND NOT EXISTS (SELECT 1 FROM explanation e WHERE e.record_id = r.record_id)`},
	{"a certificate without its application", `SELECT count(*) FROM certificate c WHERE NOT EXISTS (SELECT 1 FROM vault_part p WHERE p.item_id = c.item_id AND p.kind = 5)`},
	{"an issued certificate without its document, or a document not issued", `SELECT count(*) FROM certificate c WHERE (c.state = 'issued') <> EXISTS (SELECT 1 FROM vault_part p WHERE p.item_id = c.item_id AND p.kind = 6)`},
	{"a gap in the certificate numbers", `SELECT count(*) FROM number_series n WHERE n.series = 'certificate' AND (n.last <> (SELECT count(*) FROM certificate c WHERE c.organ_id = n.organ_id) OR n.last <> (SELECT max(serial) FROM certificate c WHERE c.organ_id = n.organ_id))`},
	{"a gap in the inquiry numbers", `SELECT count(*) FROM number_series n WHERE n.series = 'inquiry' AND (n.last <> (SELECT count(*) FROM inquiry i WHERE i.organ_id = n.organ_id) OR n.last <> (SELECT max(serial) FROM inquiry i WHERE i.organ_id = n.organ_id))`},
	{"a gap in the notice numbers", `SELECT count(*) FROM number_series n WHERE n.series = 'notice' AND n.last <> (SELECT count(*) FROM notice i WHERE i.organ_id = n.organ_id AND i.state = 'issued')`},
	{"a leaf that the head does not count", `SELECT count(*) FROM audit_head h WHERE h.tree_size <> (SELECT count(*) FROM audit_leaf)`},
}

// checkWhole looks for acts that are half there and opens every open item.
func checkWhole(t *testing.T, n *node.Node) {
	t.Helper()
	for _, w := range wholes {
		var count int
		if err := n.Store.Reader().QueryRowContext(ctx, w.query).Scan(&count); err != nil {
			t.Fatalf("%s: %v", w.what, err)
		}
		if count != 0 {
			t.Errorf("after a kill there is %s, %d times", w.what, count)
		}
	}
	rows, err := n.Store.Reader().QueryContext(ctx, `SELECT item_id FROM vault_wrap`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var item fengcun.ItemID
		if err := rows.Scan(&item); err != nil {
			t.Fatal(err)
		}
		contents, err := n.Vault.Open(ctx, item)
		if err == nil {
			_, err = contents.Part(ctx, 0)
			contents.Forget()
		}
		if err != nil {
			t.Fatalf("an open item does not open after a kill: %v", err)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}
