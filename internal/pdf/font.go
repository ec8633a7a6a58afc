package pdf

import (
	_ "embed" // for the font's file
	"slices"
	"sync"
)

// Font is a typeface read from a TrueType or OpenType file. It is read-only and
// safe for concurrent use; one Font serves any number of documents.
type Font struct {
	name       string // PostScript name
	unitsPerEm int
	ascent     int // these four in font units
	descent    int
	capHeight  int
	box        [4]int
	italic     bool

	glyphs   int // number of glyphs
	advances []byte
	metrics  int // glyphs with an advance of their own, at least 1
	ranges   []charRange
	program  program
}

// program is what draws: the outlines in one of the two formats.
type program interface {
	// cut returns a font program with the given glyphs, numbered 0, 1, 2 … in that
	// order, and nothing else. Outlines are copied, never recomputed. A glyph may
	// occur twice: see face.
	cut(f *Font, name string, glyphs []uint16) ([]byte, error)

	// check reads every glyph and returns the first damage.
	check(f *Font) error

	// dictionary says how a PDF refers to the program.
	dictionary() (subtype, fileKey, fileSubtype string)
}

// charRange maps the characters first … last to consecutive glyphs.
type charRange struct {
	first, last rune
	glyph       uint16
}

//go:embed fonts/NotoSerifCJKsc-Regular.subset.otf
var embedded []byte

// Embedded returns the font that comes with the program, Noto Serif CJK SC; what it
// covers is written in third_party/noto-serif-cjk-sc.
var Embedded = sync.OnceValues(func() (*Font, error) { return read(embedded) })

// Load reads a font that an organ gives: a .ttf, .otf, or the first face of a
// .ttc. Every glyph is read once, so that a damaged file is refused here
// (pdf.font_damaged, Field is the table) and not in the middle of a document. A
// file of another kind is pdf.font_kind; a font whose licence bits forbid
// embedding is pdf.font_restricted.
func Load(data []byte) (*Font, error) {
	f, err := read(slices.Clone(data))
	if err != nil {
		return nil, err
	}
	if err := f.program.check(f); err != nil {
		return nil, err
	}
	return f, nil
}

// Name returns the font's PostScript name.
func (f *Font) Name() string { return f.name }

// Covers reports whether the font can show a character.
func (f *Font) Covers(r rune) bool {
	_, ok := f.glyph(r)
	return ok
}

// glyph returns the glyph of a character. Glyph 0 is the box for what is missing,
// so it is never an answer.
func (f *Font) glyph(r rune) (uint16, bool) {
	i, ok := slices.BinarySearchFunc(f.ranges, r, func(c charRange, r rune) int {
		switch {
		case c.last < r:
			return -1
		case c.first > r:
			return 1
		}
		return 0
	})
	if !ok || !standsAlone(r) {
		return 0, false
	}
	g := f.ranges[i].glyph + uint16(r-f.ranges[i].first)
	return g, g != 0 && int(g) < f.glyphs
}

// advance returns a glyph's width in font units.
func (f *Font) advance(g uint16) int {
	i := min(int(g), f.metrics-1) * 4
	return int(f.advances[i])<<8 | int(f.advances[i+1])
}

// thousandths converts font units to the thousandths of an em that PDF counts in.
func (f *Font) thousandths(units int) int {
	n := units * 1000
	if n < 0 {
		return (n - f.unitsPerEm/2) / f.unitsPerEm
	}
	return (n + f.unitsPerEm/2) / f.unitsPerEm
}
