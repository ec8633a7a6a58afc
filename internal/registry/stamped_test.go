package registry_test

import (
	"bytes"
	"image/jpeg"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/fengcuntest/tool"
	scans "fengcun/internal/paper"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// scanned is the first page of a paper as a scanner gives it.
func scanned(t *testing.T, doc registry.Issued) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, tool.Pages(t, doc.PDF, 150)[0], &jpeg.Options{Quality: 80}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestStampedByHand: an organ prints, stamps and scans back. The scan lies encrypted
// with its paper, is given out as it was filed, and seals with the paper.
func TestStampedByHand(t *testing.T) {
	t.Parallel()
	d := district.Open(t)
	c := d.File(wang, number, years(3))
	d.Decide(c, years(3))
	d.Notify(&c)
	certificate, err := d.Registry.Certify(ctx, window, application(never))
	if err != nil {
		t.Fatal(err)
	}
	notice, err := d.Registry.NoticeText(ctx, handler, c.Notice, string(sample.Police))
	if err != nil {
		t.Fatal(err)
	}
	file := func(actor fengcun.Actor, paper fengcun.ID, to string, scan io.Reader) error {
		return d.Registry.FileScan(ctx, actor, registry.ScanIn{Paper: paper, To: to, File: scan})
	}
	page := scanned(t, certificate)
	for _, row := range []struct {
		what  string
		actor fengcun.Actor
		id    fengcun.ID
		to    string
		scan  io.Reader
		code  string
	}{
		{"another paper's", handler, c.Notice, string(sample.Police), bytes.NewReader(page), "scan.other_paper"},
		{"no picture", window, certificate.Application, "", strings.NewReader("GIF89a"), "paper.scan_kind"},
		{"a damaged picture", window, certificate.Application, "", bytes.NewReader(page[:len(page)/9]), "paper.scan_kind"},
		{"too large", window, certificate.Application, "", io.LimitReader(endlessFile{}, scans.MaxScan+9), "paper.scan_size"},
		{"of no paper", window, fengcun.NewID(), "", bytes.NewReader(page), "not_found"},
		{"of another organ's paper", handler, certificate.Application, "", bytes.NewReader(page), "not_found"},
		{"to nobody", handler, c.Notice, string(sample.Justice), bytes.NewReader(page), "not_found"},
		{"by an approver", approver, c.Notice, string(sample.Police), bytes.NewReader(page), "policy.denied"},
		{"a certificate's", window, certificate.Application, "", bytes.NewReader(page), ""},
		{"a notice's", handler, c.Notice, string(sample.Police), bytes.NewReader(scanned(t, notice.Issued)), ""},
		{"a notice's, as PDF", handler, c.Notice, string(sample.Police), bytes.NewReader(notice.PDF), ""},
	} {
		before := snapshot(t, d)
		if err := file(row.actor, row.id, row.to, row.scan); fengcun.CodeOf(err) != row.code {
			t.Errorf("%s: %v, want %q", row.what, err, row.code)
		}
		if row.code != "" && snapshot(t, d) != before {
			t.Errorf("%s: refused, and rows changed", row.what)
		}
	}
	got, err := d.Registry.Scan(ctx, window, certificate.Application, "")
	if err != nil || got.Kind != scans.ScanJPEG || got.Number != certificate.Number || !bytes.Equal(got.File, page) {
		t.Errorf("%s %s, %v", got.Kind, got.Number, err)
	}
	if got, err := d.Registry.Scan(ctx, handler, c.Notice, string(sample.Police)); err != nil || got.Kind != scans.ScanPDF || !bytes.Equal(got.File, notice.PDF) {
		t.Errorf("the later scan: %s, %v", got.Kind, err)
	}
	for _, to := range []string{string(sample.Procuratorate), registry.PersonConcerned} {
		if _, err := d.Registry.Scan(ctx, handler, c.Notice, to); fengcun.CodeOf(err) != "not_found" {
			t.Errorf("no scan was filed for %s: %v", to, err)
		}
	}
	blobs, err := filepath.Glob(filepath.Join(d.Options().Dir, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range blobs {
		if content, err := os.ReadFile(name); err == nil && (bytes.Contains(content, page[:64]) || bytes.Contains(content, []byte("%PDF-"))) {
			t.Errorf("%s holds a scan in plain", filepath.Base(name))
		}
	}
	d.Confirm(sample.Court, c.Copy)
	if _, err := d.Registry.Scan(ctx, handler, c.Notice, string(sample.Police)); fengcun.CodeOf(err) != "not_found" {
		t.Errorf("the scan can be read after the seal: %v", err)
	}
}

type endlessFile struct{}

func (endlessFile) Read(p []byte) (int, error) { clear(p); return len(p), nil }
