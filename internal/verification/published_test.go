package verification_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/suite"
	"fengcun/internal/verification"
)

// A published file is read again as it was written, and no byte of it can be
// changed.
func TestPublishedFiles(t *testing.T) {
	for _, s := range suites() {
		r := keyring(t, s)
		if err := r.Renew(court, day); err != nil {
			t.Fatal(err)
		}
		keysFile, err := r.Publish(day, []verification.PublishedOrgan{
			{ID: "without-keys", Name: "某某局"}, {ID: court, Name: "某某区 人民法院", Certificates: [][32]byte{{1}, {2}}},
		})
		if err != nil {
			t.Fatal(err)
		}
		k, err := verification.ParseKeys(keysFile)
		if err != nil {
			t.Fatal(err)
		}
		if len(k.Organs) != 1 || k.Organs[0].Name != "某某区 人民法院" || len(k.Organs[0].Keys) != 2 || len(k.Organs[0].Certificates) != 2 || k.Issued != day {
			t.Errorf("%+v", k)
		}
		listFile, err := r.PublishRevocations(day, []verification.Entry{r.Entry(court, "甲1")})
		if err != nil {
			t.Fatal(err)
		}
		l, err := verification.ParseRevocations(listFile)
		if err != nil {
			t.Fatal(err)
		}
		if l.Publisher.Fingerprint() != k.Publisher.Fingerprint() || len(k.Publisher.Fingerprint()) != 39 {
			t.Error("publishers differ", k.Publisher.Fingerprint())
		}
		for name, c := range map[string]struct {
			file  []byte
			parse func([]byte) error
			code  string
		}{
			"keys":        {keysFile, func(b []byte) error { _, err := verification.ParseKeys(b); return err }, "verification.keys"},
			"revocations": {listFile, func(b []byte) error { _, err := verification.ParseRevocations(b); return err }, "verification.revocations"},
		} {
			for at := range c.file {
				for _, change := range []byte{1, 0x20} {
					c.file[at] ^= change
					if err := c.parse(c.file); fengcun.CodeOf(err) != c.code {
						t.Fatalf("%s: byte %d changed: %v", name, at, err)
					}
					c.file[at] ^= change
				}
			}
			for _, other := range [][]byte{nil, c.file[1:], c.file[:len(c.file)-1], append(bytes.Clone(c.file), '\n'), append(bytes.Clone(c.file), c.file...)} {
				if err := c.parse(other); fengcun.CodeOf(err) != c.code {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
		if _, err := verification.ParseKeys(listFile); err == nil {
			t.Error("a list is read as keys")
		}
		if _, err := r.Publish(day, []verification.PublishedOrgan{{ID: court, Name: "甲\norgan x"}}); fengcun.CodeOf(err) != "verification.organ" {
			t.Errorf("a name of two lines: %v", err)
		}
	}
}

func TestRevocations(t *testing.T) {
	for _, s := range suites() {
		r := keyring(t, s)
		var revoked []verification.Entry
		var sizes []int
		var lists []*verification.Revocations
		for i := range 66 {
			file, err := r.PublishRevocations(day, revoked)
			if err != nil {
				t.Fatal(err)
			}
			sizes = append(sizes, len(file))
			l, err := verification.ParseRevocations(file)
			if err != nil {
				t.Fatal(err)
			}
			lists = append(lists, l)
			revoked = append(revoked, r.Entry(court, fmt.Sprintf("东公证〔2026〕%d号", i)))
		}
		// Nought to 64 entries are one size, 65 the next.
		if sizes[64] != sizes[0] || sizes[65] == sizes[0] || len(slices.Compact(slices.Clone(sizes))) != 2 {
			t.Errorf("sizes %v", sizes)
		}
		last := lists[65]
		if !last.Has(court, "东公证〔2026〕64号") || !last.Has(court, "东公证 〔２０２６〕64号") || last.Has(court, "东公证〔2026〕65号") || last.Has("court-990102", "东公证〔2026〕64号") || lists[0].Has(court, "东公证〔2026〕0号") {
			t.Error("the wrong numbers are on the list")
		}
	}
}

// Two lists have nothing in common but the key, so that what is new on the second
// does not show.
func TestListsCannotBeCompared(t *testing.T) {
	r := keyring(t, suite.Intl())
	revoked := []verification.Entry{r.Entry(court, "甲1"), r.Entry(court, "甲2")}
	var lists [2][]string
	for i := range lists {
		file, err := r.PublishRevocations(day, revoked)
		if err != nil {
			t.Fatal(err)
		}
		lists[i] = strings.Split(string(file), "\n")
	}
	for _, line := range lists[0] {
		if strings.HasPrefix(line, "entry ") && slices.Contains(lists[1], line) {
			t.Error("an entry stands on both lists")
		}
	}
}
