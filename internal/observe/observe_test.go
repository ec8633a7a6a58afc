package observe

import (
	"strings"
	"testing"
)

// TestMasked: identifiers are masked wherever they stand, and nothing shorter.
func TestMasked(t *testing.T) {
	id := strings.Repeat("0a", 16)
	for text, want := range map[string]string{
		"":                            "",
		id:                            "<id>",
		"/matters/" + id + "/x":       "/matters/<id>/x",
		id + id:                       "<id><id>",
		"f" + id:                      "<id>a", // the first digits, whatever they belong to
		id[1:]:                        id[1:],
		"张三" + id + "310105200503041": "张三<id>310105200503041",
		strings.ToUpper(id):           strings.ToUpper(id),
	} {
		if got := Masked(text); got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
}
