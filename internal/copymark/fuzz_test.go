package copymark_test

import (
	"testing"

	"fengcun"
	"fengcun/internal/copymark"
)

// FuzzParseCode: a code found on a copy is refused, or is one and reads the same when
// it is written as on the page.
func FuzzParseCode(f *testing.F) {
	f.Add(copymark.NewCode().String())
	f.Add("FJM1:0000-0000-000O")
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := copymark.ParseCode(text)
		if err != nil {
			if fengcun.CodeOf(err) != "copymark.code" {
				t.Fatal(err)
			}
			return
		}
		if again, err := copymark.ParseCode(c.String()); err != nil || again != c {
			t.Fatalf("%q is read again as %q, %v", c.String(), again, err)
		}
	})
}
