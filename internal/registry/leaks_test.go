package registry_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/fengcuntest"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/node"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/law"
)

// How sealed records leak, and what keeps these acts from it. A test is named
// after the way of leaking. Some stand elsewhere:
//
//	found by number, counted, told apart by status, numbering, steps, log      silence_test.go
//	sealed is read or found as if it never was                                 TestSealedIsGone
//	another number series, another form, the word on the certificate           TestRefusalRestsOnOpenConviction, TestCertificateIsSilent
//	only sealed people's inquiries are refused                                 TestInquiryBasisFirst
//	an earlier answer that rested on what is sealed since                      TestRetrialWithdraws
//	rules that read today's date                                               imports_test.go: acts have no clock but the given one
//	notifications, statistics, exports                                         there are none
//	time                                                                       measured by benchmarks, not here

// TestStrangerWithIdentifier: an identifier that reaches another organ opens
// nothing there, not even the knowledge that it names something, before the seal
// and after it (existence: "found, and then withheld"; 404 against 403).
func TestStrangerWithIdentifier(t *testing.T) {
	for _, when := range []string{"filed", "sealed", "ground reported"} {
		d := district.Open(t)
		facts := district.Sentenced(birth, fengcun.Term{Years: 3})
		var c district.Case
		var unsealing fengcun.ID
		if when == "filed" {
			c = d.File(wang, number, facts)
		} else {
			c = d.Seal(wang, number, facts)
		}
		if when == "ground reported" {
			var err error
			if unsealing, err = d.Registry.ReportGround(ctx, handler, c.Record, newCrime(fengcun.Term{Years: 6})); err != nil {
				t.Fatal(err)
			}
		}
		for _, role := range fengcun.Roles() {
			stranger := sample.Member(sample.OtherCourt, role)
			for name, act := range map[string]func(record, item, unsealing fengcun.ID) error{
				"read": func(_, item, _ fengcun.ID) error { _, err := d.Registry.Read(ctx, stranger, item); return err },
				"propose": func(id, _, _ fengcun.ID) error {
					_, err := d.Registry.ProposeDecision(ctx, stranger, id, nil)
					return err
				},
				"admit": func(id, _, _ fengcun.ID) error { return d.Registry.Admit(ctx, stranger, id) },
				"report": func(id, _, _ fengcun.ID) error {
					_, err := d.Registry.ReportGround(ctx, stranger, id, newCrime(fengcun.Term{Years: 6}))
					return err
				},
				"reopen": func(id, _, _ fengcun.ID) error { return d.Registry.Reopen(ctx, stranger, id, "somebody") },
				"confirm": func(_, item, _ fengcun.ID) error {
					_, err := d.Registry.Confirm(ctx, stranger, registry.Confirmation{Copy: item})
					return err
				},
				"examine": func(_, _, id fengcun.ID) error { _, err := d.Registry.ExamineGround(ctx, stranger, id); return err },
				"lift":    func(_, _, id fengcun.ID) error { return d.Registry.Lift(ctx, stranger, id) },
			} {
				there, never := act(c.Record, c.Copy, unsealing), act(fengcun.NewID(), fengcun.NewID(), fengcun.NewID())
				if there == nil || said(there) != said(never) {
					t.Errorf("%s, %s as %s of another organ: %s; of nothing: %s", when, name, role, said(there), said(never))
				}
			}
		}
	}
}

// said is everything of an error that can reach somebody.
func said(err error) string {
	var e *fengcun.Error
	if errors.As(err, &e) {
		return fmt.Sprintf("%s %s %s %v %v", e.Kind, e.Code, e.Field, e.Args, err)
	}
	return fmt.Sprint(err)
}

// TestForeignApproverReleasesNothing: reopening is asked of the policy before a
// warrant is granted. Otherwise another organ's approver has the key agent open a
// copy and is refused only then.
func TestForeignApproverReleasesNothing(t *testing.T) {
	d := district.Open(t)
	c := d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
	before := snapshot(t, d, "warrant", "vault_sealed", "copy", "record")
	for _, actor := range sample.Staff() {
		if actor == approver {
			continue
		}
		if err := d.Registry.Reopen(ctx, actor, c.Record, handler.Staff); err == nil {
			t.Errorf("%s reopened a record of the court", actor.Staff)
		}
	}
	if after := snapshot(t, d, "warrant", "vault_sealed", "copy", "record"); after != before {
		t.Errorf("a refused reopening left\n%s\nbefore\n%s", after, before)
	}
}

// TestRefusalHidesBehindNoLaterAnswer: the refusal of an adult conviction is the
// same, byte for byte, whether a sealed juvenile record stands beside it or not.
func TestRefusalHidesBehindNoLaterAnswer(t *testing.T) {
	refused := func(sealedToo bool) registry.Issued {
		d := district.Open(t)
		openConviction(t, d)
		person := adult
		if !sealedToo {
			person = never // somebody else is sealed, so that the worlds are of one shape
		}
		d.Seal(person, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
		doc, err := d.Registry.Certify(ctx, window, application(adult))
		if err != nil {
			t.Fatal(err)
		}
		return doc
	}
	with, without := refused(true), refused(false)
	if with.Form != document.CertificateRefusal || with.Number != without.Number || !bytes.Equal(with.Text, without.Text) {
		t.Errorf("the refusals differ:\n%s\n%s", with.Text, without.Text)
	}
}

// TestSealedRefusalIsNotFound: a refusal that was sealed is answered like an
// application that never was: no other code, no other noun (an earlier answer).
func TestSealedRefusalIsNotFound(t *testing.T) {
	d := district.Open(t)
	c := openConviction(t, d)
	refusal, err := d.Registry.Certify(ctx, window, application(adult))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Registry.Reopen(ctx, approver, c.Record, handler.Staff); err != nil {
		t.Fatal(err)
	}
	_, sealed := d.Registry.Reissue(ctx, window, refusal.Application)
	_, unknown := d.Registry.Reissue(ctx, window, fengcun.NewID())
	if fengcun.KindOf(sealed) != fengcun.KindNotFound || said(sealed) != said(unknown) {
		t.Errorf("sealed: %s; unknown: %s", said(sealed), said(unknown))
	}
}

// particularsOf is every way in which a known particular could stand in a file:
// the text in the usual encodings, its digest, and digests of the papers.
func particularsOf(texts ...string) map[string][]byte {
	forms := map[string][]byte{}
	for i, text := range texts {
		name := func(form string) string { return fmt.Sprintf("text %d as %s", i, form) }
		forms[name("UTF-8")] = []byte(text)
		var le, be []byte
		for _, u := range utf16.Encode([]rune(text)) {
			le, be = append(le, byte(u), byte(u>>8)), append(be, byte(u>>8), byte(u))
		}
		forms[name("UTF-16LE")], forms[name("UTF-16BE")] = le, be
		if gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text)); err == nil {
			forms[name("GB18030")] = gb
		}
		forms[name("hexadecimal")] = []byte(hex.EncodeToString([]byte(text)))
		sum := sha256.Sum256([]byte(text))
		forms[name("SHA-256")] = sum[:]
	}
	return forms
}

// inFiles returns which of the byte strings stand in a file below a directory.
func inFiles(t *testing.T, dir string, wanted map[string][]byte) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for name, b := range wanted {
			if bytes.Contains(raw, b) {
				found[name] = filepath.Base(path)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// secretsOfOpenItems captures wraps and index terms as they stand in the database.
func secretsOfOpenItems(t *testing.T, d *district.District, items ...fengcun.ItemID) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, column := range []string{"wrap", "term"} {
		for _, item := range items {
			rows, err := d.Store.Reader().QueryContext(ctx, `SELECT `+column+` FROM vault_`+column+` WHERE item_id = $1`, item[:])
			if err != nil {
				t.Fatal(err)
			}
			for rows.Next() {
				var b []byte
				if err := rows.Scan(&b); err != nil {
					t.Fatal(err)
				}
				all[fmt.Sprintf("%s %d", column, len(all))] = b
			}
			if err := errors.Join(rows.Err(), rows.Close()); err != nil {
				t.Fatal(err)
			}
		}
	}
	return all
}

// TestNothingOnDisk: at no time does a particular, or its digest, stand in a file
// of the installation: tables, write-ahead log, key files, request keys, issued
// papers. After the seal, Reclaim and Rotate the sealed items' old wraps and index
// terms are in no file either, and the key that could open copies of them
// elsewhere is gone (logs and temporary files; request keys, drafts and papers;
// the working key, still alive).
func TestNothingOnDisk(t *testing.T) {
	d := district.Open(t)
	facts := district.Sentenced(birth, fengcun.Term{Years: 3})
	c := district.Case{Person: wang, Number: number}
	filing := registry.Filing{
		Numbers:  []fengcun.Particular{number},
		History:  []store.HistoryEntry{{Organ: sample.Police, Function: fengcun.Investigated}, {Organ: sample.Procuratorate, Function: fengcun.Prosecuted}, {Organ: sample.Court, Function: fengcun.Tried}},
		Persons:  []registry.FiledPerson{{Person: wang, Facts: facts}},
		Holdings: []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume}},
		Key:      &registry.RequestKey{Key: "filing-1", MAC: [32]byte{1}},
	}
	filed, err := d.Registry.File(ctx, handler, filing)
	if err != nil {
		t.Fatal(err)
	}
	c.Filed, c.Record, c.Copy = filed, filed.Records[0], filed.Copies[0]
	if again, err := d.Registry.File(ctx, handler, filing); err != nil || again.Matter != filed.Matter {
		t.Fatal("the replay before the seal", err)
	}
	certificate, err := d.Registry.Certify(ctx, window, application(wang))
	if err != nil {
		t.Fatal(err)
	}
	inquiry, err := d.Registry.Inquire(ctx, window, registry.InquiryApplication{Unit: "某某快递有限公司", Purpose: "hiring", Title: "企业内部规定"})
	if err != nil {
		t.Fatal(err)
	}
	texts := particularsOf("王试甲", "310115200503140019", number, "2005-03-14", "某某快递有限公司", "企业内部规定",
		string(certificate.Text), string(inquiry.Text))
	nowhere := func(when string) {
		t.Helper()
		for what, file := range inFiles(t, d.Dir, texts) {
			t.Errorf("%s: %s stands in %s", when, what, file)
		}
	}
	nowhere("filed")
	// The search itself sees: an organ's name is no secret and stands in a row.
	if len(inFiles(t, d.Dir, particularsOf("东江区人民法院"))) == 0 {
		t.Fatal("the search finds nothing at all")
	}

	if state := d.Decide(c, facts); state != fengcun.RecordSealDue {
		t.Fatal(state)
	}
	d.Notify(&c)
	copies := map[fengcun.OrganID]fengcun.CopyID{sample.Court: c.Copy}
	for _, organ := range []fengcun.OrganID{sample.Procuratorate, sample.Police} {
		copies[organ] = d.Receive(c, organ)
	}
	var items []fengcun.ItemID
	all, err := store.CopiesOfRecord(ctx, d.Store.Reader(), c.Record)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range all {
		items = append(items, one.Item)
	}
	old := secretsOfOpenItems(t, d, items...)
	if len(items) != 3 || len(old) != 3+9 || len(inFiles(t, d.Dir, old)) != len(old) {
		t.Fatalf("%d items with %d wraps and terms, of which the files show %d", len(items), len(old), len(inFiles(t, d.Dir, old)))
	}
	keys := keyFiles(t, d.Dir)

	for organ, id := range copies {
		d.Confirm(organ, id)
	}
	nowhere("sealed")
	for organ := range copies {
		if err := d.Registry.Rotate(ctx, sample.Member(organ, fengcun.RoleSecurityAdmin), "approver"); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Store.Reclaim(ctx); err != nil {
		t.Fatal(err)
	}
	for what, file := range inFiles(t, d.Dir, old) {
		t.Errorf("after the seal, Rotate and Reclaim the old %s still stands in %s", what, file)
	}
	nowhere("reclaimed")

	// A page of last month put back: its wrap opens with no key that is left.
	d.Shut()
	putBack(t, d, items[0], old["wrap 0"])
	d.Reopen()
	if _, err := d.Registry.Read(ctx, handler, c.Copy); fengcun.KindOf(err) != fengcun.KindNotFound {
		t.Errorf("read: %v", err)
	}
	if _, err := d.Vault.Open(ctx, items[0]); err == nil {
		t.Error("an old wrap opens after the epoch's key was destroyed")
	}
	// Nor do the key files of a backup bring the key back beside today's database.
	d.Shut()
	for path, raw := range keys {
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := node.Open(ctx, d.Options()); fengcun.CodeOf(err) != "vault.keyring_mismatch" {
		t.Errorf("a keyring of last month beside today's database: %v", err)
	}
}

// keyFiles reads every key file, as a backup taken before the seal has it.
func keyFiles(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "keys", "*.key"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no key files", err)
	}
	all := map[string][]byte{}
	for _, path := range paths {
		if all[path], err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// putBack inserts an old working wrap behind the store's back.
func putBack(t *testing.T, d *district.District, item fengcun.ItemID, wrap []byte) {
	t.Helper()
	fengcuntest.Tamper(t, store.Options{Dir: filepath.Join(d.Dir, "db")}, fmt.Sprintf(
		`INSERT INTO vault_wrap (item_id, organ_id, epoch, wrap) VALUES (x'%x', '%s', 1, x'%x')`, item[:], sample.Court, wrap))
}

// TestReplayAfterTheSeal: the request key under which a record was filed gives
// nothing of it back once it is sealed, and files nothing a second time.
func TestReplayAfterTheSeal(t *testing.T) {
	d := district.Open(t)
	q := registry.Application{Name: wang.Names[0].Text, Document: wang.Documents[0], Birth: birth, By: fengcun.BySelf, Papers: fengcun.Papers(),
		Key: &registry.RequestKey{Key: "k", MAC: [32]byte{1}}}
	first, err := d.Registry.Certify(ctx, window, q)
	if err != nil {
		t.Fatal(err)
	}
	d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
	again, err := d.Registry.Certify(ctx, window, q)
	if err != nil || !bytes.Equal(first.Text, again.Text) || again.Number != first.Number {
		t.Errorf("the certificate of a person sealed since: %v", err)
	}
	var columns []string
	rows, err := d.Store.Reader().QueryContext(ctx, `SELECT name FROM pragma_table_info('idempotency') ORDER BY name`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		columns = append(columns, name)
	}
	if want := []string{"actor", "expires_at", "leaf_index", "request_key", "request_mac", "result_id", "route"}; !slices.Equal(columns, want) {
		t.Errorf("a request key keeps %v: no body may stand there", columns)
	}
}

// TestFilingAgain: to file the person, or the number, of a sealed record is to
// file somebody never known: no duplicate, no refusal, no other count, no link
// (de-duplication; uniqueness of case numbers).
func TestFilingAgain(t *testing.T) {
	filedAgain := func(person fengcun.Person, caseNumber fengcun.Particular) string {
		d := district.Open(t)
		d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
		c := d.File(person, string(caseNumber), district.Sentenced(birth, fengcun.Term{Years: 2}))
		var seen []string
		for _, q := range []registry.Query{
			{Document: person.Documents[0]}, {Name: person.Names[0].Text, Birth: birth}, {CaseNumber: caseNumber},
		} {
			found, err := d.Registry.Search(ctx, handler, q)
			if err != nil || len(found) != 1 || found[0] != c.Copy {
				t.Errorf("found %d, %v", len(found), err)
			}
			seen = append(seen, fmt.Sprint(len(found)))
		}
		doc, err := d.Registry.Certify(ctx, window, application(person))
		if err != nil {
			t.Fatal(err)
		}
		// The whole way again, to a seal of its own.
		if state := d.Decide(c, district.Sentenced(birth, fengcun.Term{Years: 2})); state != fengcun.RecordSealDue {
			t.Error(state)
		}
		return strings.Join(seen, " ") + doc.Number + string(masked(doc, person)) + shape(t, d)
	}
	known := filedAgain(wang, number)
	for name, other := range map[string]string{
		"another person": filedAgain(never, number),
		"another number": filedAgain(wang, "（2026）沪0101刑初34号"),
		"both unknown":   filedAgain(never, "（2026）沪0101刑初34号"),
	} {
		if known != other {
			t.Errorf("%s: filing the sealed one gave\n%s\nfiling the other\n%s", name, known, other)
		}
	}
}

// TestLogIsTheSame: the log of a world in which a person is sealed and asked about
// is, in class, organ, minute and size, that of a world in which somebody else is.
func TestLogIsTheSame(t *testing.T) {
	headers := func(sealed fengcun.Person) string {
		d := district.Open(t)
		d.Seal(sealed, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
		for _, p := range []fengcun.Person{wang, never} {
			if _, err := d.Registry.Certify(ctx, window, application(p)); err != nil {
				t.Fatal(err)
			}
			if _, err := d.Registry.Search(ctx, handler, registry.Query{Document: p.Documents[0]}); err != nil {
				t.Fatal(err)
			}
			d.File(p, number, law.Facts{Birth: law.Birth{Date: birth}})
		}
		return logOf(t, d)
	}
	if a, b := headers(wang), headers(never); a != b || !strings.Contains(a, "confirm_holding") {
		t.Errorf("one log\n%s\nthe other\n%s", a, b)
	}
}

// TestMissingBirthDate: without a birth date nothing is decided in anybody's
// disfavour: the record waits for a person, is withheld, and cannot be disclosed
// (a missing birth date returns an empty list without a word; a misspelt variable
// becomes a passing reason).
func TestMissingBirthDate(t *testing.T) {
	d := district.Open(t)
	facts := district.Sentenced(birth, fengcun.Term{Years: 3})
	facts.Birth = law.Birth{}
	c := d.File(wang, number, facts)
	if state := d.Decide(c, facts); state != fengcun.RecordUndecided {
		t.Errorf("state %s, want %s", state, fengcun.RecordUndecided)
	}
	if err := d.Registry.Admit(ctx, approver, c.Record); fengcun.CodeOf(err) != "admit.withheld" {
		t.Errorf("admitted without a birth date: %v", err)
	}
	if doc, err := d.Registry.Certify(ctx, window, application(wang)); err != nil || doc.Form != document.NoRecordCertificate {
		t.Errorf("form %s, %v", doc.Form, err)
	}
	q := application(wang)
	q.Birth = fengcun.Date{}
	if _, err := d.Registry.Certify(ctx, window, q); fengcun.CodeOf(err) != "certify.birth" {
		t.Errorf("a certificate without a birth date: %v", err)
	}
}

// TestChangedLogIsNoticed: a verifier that says nothing is no verifier. Each
// change of the log that acts left makes the check fail, and the untouched log
// passes it.
func TestChangedLogIsNoticed(t *testing.T) {
	for name, change := range map[string]string{
		"nothing":            "",
		"an entry's body":    `UPDATE audit_leaf SET body = zeroblob(176) WHERE leaf_index = 5`,
		"an entry's class":   `UPDATE audit_leaf SET header = (SELECT header FROM audit_leaf ORDER BY leaf_index DESC LIMIT 1) WHERE leaf_index = 5`,
		"an entry is gone":   `DELETE FROM audit_leaf WHERE leaf_index = 5`,
		"the last entry":     `DELETE FROM audit_leaf WHERE leaf_index = (SELECT max(leaf_index) FROM audit_leaf)`,
		"two changed places": `UPDATE audit_leaf SET leaf_index = CASE leaf_index WHEN 5 THEN -6 ELSE -5 END WHERE leaf_index IN (5, 6); UPDATE audit_leaf SET leaf_index = -leaf_index WHERE leaf_index < 0`,
		"the head":           `UPDATE audit_head SET tree_size = tree_size - 1`,
		"the head's root":    `UPDATE audit_head SET root = zeroblob(32)`,
	} {
		t.Run(name, func(t *testing.T) {
			d := district.Open(t)
			d.Seal(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
			d.Shut()
			if change != "" {
				fengcuntest.Tamper(t, store.Options{Dir: filepath.Join(d.Dir, "db")}, change)
			}
			n, err := node.Open(ctx, d.Options())
			if err == nil {
				err = n.VerifyAudit(ctx, nil)
				n.Store.Close(ctx)
			}
			if (err == nil) != (change == "") {
				t.Errorf("the check says %v", err)
			}
			if err != nil && fengcun.CodeOf(err) != "store.log" {
				t.Errorf("code %s", fengcun.CodeOf(err))
			}
		})
	}
}

// TestNoLogNoAct: when the log cannot be written, nothing happens and nothing is
// answered, reading included (a deleted audit file stops nothing).
func TestNoLogNoAct(t *testing.T) {
	d := district.Open(t)
	c := d.File(wang, number, district.Sentenced(birth, fengcun.Term{Years: 3}))
	fengcuntest.Tamper(t, store.Options{Dir: filepath.Join(d.Dir, "db")}, `DROP TABLE audit_leaf`)
	before := snapshot(t, d, "matter", "record", "certificate", "inquiry", "vault_part")
	for name, act := range map[string]func() (any, error){
		"read": func() (any, error) { v, err := d.Registry.Read(ctx, handler, c.Copy); return len(v.Person.Names), err },
		"search": func() (any, error) {
			f, err := d.Registry.Search(ctx, handler, registry.Query{CaseNumber: number})
			return len(f), err
		},
		"certify": func() (any, error) {
			i, err := d.Registry.Certify(ctx, window, application(never))
			return len(i.Text), err
		},
		"file": func() (any, error) {
			f, err := d.Registry.File(ctx, handler, registry.Filing{Persons: []registry.FiledPerson{{Person: never}}})
			return len(f.Records), err
		},
		"a refusal by policy": func() (any, error) {
			i, err := d.Registry.Certify(ctx, handler, application(never))
			return len(i.Text), err
		},
	} {
		got, err := act()
		if err == nil || got != 0 {
			t.Errorf("%s without a log: %v, %v", name, got, err)
		}
		if fengcun.KindOf(err) == fengcun.KindForbidden {
			t.Errorf("%s: a refusal was answered that stands in no log", name)
		}
	}
	if after := snapshot(t, d, "matter", "record", "certificate", "inquiry", "vault_part"); after != before {
		t.Errorf("without a log rows changed:\n%s\n%s", before, after)
	}
}

// TestRareNames: no character of a name is lost or replaced on its way through
// vault and paper (a library drops a character at a line break, or prints a blank
// for a rare name).
func TestRareNames(t *testing.T) {
	d := district.Open(t)
	for _, name := range []string{"李𬍛", "王𠮷", "龚䶮", "缐寅𬘡", "艾合太木·买合苏木", "阿不都苏甫·努尔扎提·帕孜来提·祖力胡玛·沙拉麦提·依明尼亚", "㛃"} {
		p := district.Person(name, "310115200503140035", birth)
		doc, err := d.Registry.Certify(ctx, window, application(p))
		if err != nil || !strings.Contains(string(doc.Text), "兹有"+name+"，") {
			t.Errorf("%d characters: %v", len([]rune(name)), err)
		}
		c := d.File(p, number, law.Facts{Birth: law.Birth{Date: birth}})
		view, err := d.Registry.Read(ctx, handler, c.Copy)
		if err != nil || view.Person.Names[0].Text.Reveal() != name {
			t.Errorf("%d characters, read back: %v", len([]rune(name)), err)
		}
	}
}

// TestErrorsCarryNoParticulars drives every act with input that is wrong in many
// ways and looks into every error, its causes and its arguments, for any of the
// particulars that went in (error text, logs, panics).
func TestErrorsCarryNoParticulars(t *testing.T) {
	d := district.Open(t)
	facts := district.Sentenced(birth, fengcun.Term{Years: 3})
	open := d.File(wang, number, facts)
	sealed := d.Seal(never, "（2026）沪0101刑初34号", facts)
	secrets := []string{"王试甲", "310115200503140019", number, "李试乙", "310115200503140035", "刑初34号", "2005-03-14", "20050314", "保密单位", "见证人某", "坏编号"}
	unreadable := "王试甲\uFFFD\x00310115200503140019"
	long := strings.Repeat("王试甲", 120_000) // more than a payload takes
	seen := 0
	for _, actor := range append(sample.Staff(), fengcun.Actor{}, fengcun.Actor{Staff: "王试甲", Organ: sample.Court, Role: "王试甲"}) {
		tooLong := long
		if actor != handler && actor != window {
			tooLong = "" // whom the policy refuses hears nothing of the text's length
		}
		for _, err := range badActs(d, actor, open, sealed, unreadable, tooLong) {
			if err == nil {
				continue
			}
			seen++
			for e := err; e != nil; e = errors.Unwrap(e) {
				text := fmt.Sprintf("%v %+v %#v %s", e, e, e, said(e))
				for _, secret := range secrets {
					if strings.Contains(text, secret) {
						t.Fatalf("an error of kind %s, code %s carries a particular", fengcun.KindOf(err), fengcun.CodeOf(err))
					}
				}
			}
			if fengcun.CodeOf(err) == "" {
				t.Errorf("an error without a code: %T", err)
			}
		}
	}
	if seen < 500 {
		t.Fatalf("only %d errors", seen)
	}
}

func badActs(d *district.District, actor fengcun.Actor, open, sealed district.Case, unreadable, long string) []error {
	r := d.Registry
	var all []error
	add := func(err error) { all = append(all, err) }
	texts := []fengcun.Particular{fengcun.Particular(unreadable), fengcun.Particular(long), "", "王试甲"}
	for _, text := range texts {
		p := wang
		p.Names = []fengcun.Name{{Text: text}}
		p.Documents = []fengcun.IdentityDocument{{Kind: fengcun.ResidentID, Number: text}, {Kind: "坏编号", Number: "坏编号"}}
		_, err := r.File(ctx, actor, registry.Filing{Numbers: []fengcun.Particular{text}, Persons: []registry.FiledPerson{{Person: p}}, Holdings: []registry.NewHolding{{Carries: []int{7}}}})
		add(err)
		many := wang
		for range 12 {
			many.Documents = append(many.Documents, fengcun.IdentityDocument{Kind: fengcun.Passport, Number: text + fengcun.Particular(fengcun.NewID().String())})
		}
		_, err = r.File(ctx, actor, registry.Filing{Persons: []registry.FiledPerson{{Person: many}}})
		add(err)
		for _, by := range []fengcun.Applicant{fengcun.BySelf, fengcun.ByRepresentative, "王试甲"} {
			_, err = r.Certify(ctx, actor, registry.Application{Name: text, Document: fengcun.IdentityDocument{Number: text}, Birth: birth, By: by, Purpose: "王试甲"})
			add(err)
		}
		_, err = r.Inquire(ctx, actor, registry.InquiryApplication{Unit: text, Purpose: "保密单位", Title: string(text)})
		add(err)
		_, err = r.Search(ctx, actor, registry.Query{Name: text})
		add(err)
		_, err = r.Search(ctx, actor, registry.Query{Document: fengcun.IdentityDocument{Kind: "坏编号", Number: text}, CaseNumber: text})
		add(err)
		add(r.Explain(ctx, actor, registry.Explanation{Record: open.Record, Mode: registry.ExplanationMode(text.Reveal()), Reason: text.Reveal(), On: birth,
			To: []registry.Told{{Who: registry.Audience(text.Reveal()), Name: text}}, Witnesses: []fengcun.Particular{text}}))
	}
	for _, c := range []district.Case{open, sealed} {
		bad := district.Sentenced(birth, fengcun.Term{Years: 3})
		bad.Outcome.Disposition = "王试甲"
		add(r.Conclude(ctx, actor, d.Conclusion(c.Record, bad)))
		add(r.Conclude(ctx, actor, registry.Conclusion{Record: c.Record}))
		_, err := r.ProposeDecision(ctx, actor, c.Record, nil)
		add(err)
		_, err = r.DraftNotice(ctx, actor, c.Record)
		add(err)
		add(r.IssueNotice(ctx, actor, c.Notice))
		_, err = r.Receive(ctx, actor, registry.Receipt{Notice: c.Notice, At: d.Clock.Now().Add(time.Hour)})
		add(err)
		_, err = r.Confirm(ctx, actor, registry.Confirmation{Copy: c.Copy})
		add(err)
		add(r.Admit(ctx, actor, c.Record))
		_, err = r.Read(ctx, actor, c.Copy)
		add(err)
		if c.Record == open.Record {
			_, err = r.ReportGround(ctx, actor, c.Record, law.UnsealingFacts{Ground: "王试甲"})
			add(err)
			add(r.Reopen(ctx, actor, c.Record, "王试甲"))
		}
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	_, err := r.Certify(cancelled, actor, application(wang))
	add(err)
	_, err = r.File(cancelled, actor, registry.Filing{Persons: []registry.FiledPerson{{Person: wang}}})
	return append(all, err)
}
