package pdf

import "unicode"

// Slot is a place that a typeface has in an official paper.
type Slot int

// The slots. The zero value is the body.
const (
	Body  Slot = iota // 仿宋: the text
	Title             // 小标宋: the title
	Kai               // 楷体: second-level headings, signers
	Hei               // 黑体: first-level headings, heads of tables
	slots
)

// String returns the name under which a configuration knows the slot.
func (s Slot) String() string {
	switch s {
	case Body:
		return "body"
	case Title:
		return "title"
	case Kai:
		return "kai"
	case Hei:
		return "hei"
	}
	return "unknown"
}

// Fonts are the typefaces of the slots. An empty slot takes the embedded font:
// the typefaces that GB/T 9704 names may not be redistributed, so an organ that
// owns them gives them here.
type Fonts [slots]*Font

func (f Fonts) of(s Slot) (*Font, error) {
	if s >= 0 && s < slots && f[s] != nil {
		return f[s], nil
	}
	return Embedded()
}

// Check reports whether a text can be printed in a slot, with a *MissingGlyph if
// it cannot. It is for the moment before a number is taken.
func (f Fonts) Check(s Slot, text string) error {
	font, err := f.of(s)
	if err != nil {
		return err
	}
	for _, r := range text {
		if r == '\n' {
			continue
		}
		if _, ok := font.glyph(r); !ok {
			return &MissingGlyph{Rune: r, Font: font.name, Slot: s}
		}
	}
	return nil
}

// standsAlone reports whether a character can be set by itself, one glyph beside
// the other. Combining marks, variation selectors, format and control characters
// and scripts written from the right need shaping, which this package does not do:
// a font may hold a glyph for them, and it would still be printed wrongly.
func standsAlone(r rune) bool {
	return !unicode.In(r, unicode.M, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp,
		unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko,
		unicode.Mongolian, unicode.Tibetan, unicode.Devanagari, unicode.Thai, unicode.Myanmar)
}
