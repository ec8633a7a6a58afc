package roster

import (
	"bytes"
	"reflect"
	"slices"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/transform"
	"pgregory.net/rapid"

	"fengcun/internal/sample"
)

// What is written is read again as the same, in every format.
func TestWrittenRowsAreReadAgain(t *testing.T) {
	formats := map[string]func(t *rapid.T, rows []Row) []byte{
		"xlsx": func(t *rapid.T, rows []Row) []byte {
			var b bytes.Buffer
			if err := WriteXLSX(&b, slices.Values(rows)); err != nil {
				t.Fatal(err)
			}
			return b.Bytes()
		},
		"csv": func(t *rapid.T, rows []Row) []byte {
			var b bytes.Buffer
			if err := WriteCSV(&b, slices.Values(rows)); err != nil {
				t.Fatal(err)
			}
			return b.Bytes()
		},
		"gb18030": func(t *rapid.T, rows []Row) []byte {
			var b bytes.Buffer
			w := transform.NewWriter(&b, simplifiedchinese.GB18030.NewEncoder())
			if err := WriteCSVPlain(w, slices.Values(rows)); err != nil {
				t.Fatal(err)
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			return b.Bytes()
		},
	}
	for name, write := range formats {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(r *rapid.T) {
				people := sample.NewPeople(rapid.Uint64().Draw(r, "seed"))
				want := make([]Row, rapid.IntRange(1, 20).Draw(r, "rows"))
				for i := range want {
					want[i] = rowOf(i+2, people.Next())
				}
				got, report, err := readBytes(t, write(r, want), testOptions())
				if err != nil {
					r.Fatal(err)
				}
				if len(report.Issues) > 0 || report.Taken != len(want) {
					r.Fatalf("%d of %d rows taken, issues %v", report.Taken, len(want), codes(report))
				}
				for i := range want {
					if !reflect.DeepEqual(got[i], want[i]) {
						r.Fatalf("row %d differs: %s", i, difference(got[i], want[i]))
					}
				}
			})
		})
	}
}

// difference names the fields in which two rows differ. It does not print them:
// particulars refuse to be printed, and a test is no place to insist.
func difference(a, b Row) (fields []string) {
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	for i := range x.NumField() {
		if !reflect.DeepEqual(x.Field(i).Interface(), y.Field(i).Interface()) {
			fields = append(fields, x.Type().Field(i).Name)
		}
	}
	return fields
}

func TestWritingIsDeterministic(t *testing.T) {
	var a, b bytes.Buffer
	for _, w := range []*bytes.Buffer{&a, &b} {
		if err := WriteXLSX(w, slices.Values(syntheticRows(4, 50))); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same rows gave two different workbooks")
	}
}
