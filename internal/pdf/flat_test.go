package pdf

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"testing"
)

// The outlines of the embedded font with their subroutines written out, as another
// program (fontTools 4.38, desubroutinize) writes them: every glyph, byte by byte.
const outlinesElsewhere = "fbc45d6ce684720a6ca2669711b059987afc2462e12c3865676e4c3980c527fc"

func TestOutlinesAreThoseOfTheFont(t *testing.T) {
	f, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	c := f.program.(*cff)
	h := sha256.New()
	for g := range f.glyphs {
		outline, err := c.flat(g, nil)
		if err != nil {
			t.Fatal(err)
		}
		h.Write(binary.BigEndian.AppendUint32(nil, uint32(len(outline))))
		h.Write(outline)
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != outlinesElsewhere {
		t.Errorf("outlines have digest %s, want %s", got, outlinesElsewhere)
	}
}

func BenchmarkPages(b *testing.B) {
	one := &Document{Title: "t", Created: created0, Footer: PageNumbers, Body: bench(1)}
	for b.Loop() { if _, err := one.Render(); err != nil { b.Fatal(err) } }
}
func BenchmarkPages100(b *testing.B) {
	one := &Document{Title: "t", Created: created0, Footer: PageNumbers, Body: bench(100)}
	for b.Loop() { if _, err := one.Render(); err != nil { b.Fatal(err) } }
}
