package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"unicode/utf16"
)

// face is a font as one document uses it. Its code numbers stand for characters,
// not for glyphs: a font may draw two characters with one glyph (⼀ and 一, no-break
// space and space), and what is copied or searched must still be the character that
// was set. Such a glyph is then in the cut font twice.
type face struct {
	font  *Font
	codes map[rune]uint16
	runes []rune   // by code; code 0 is .notdef
	glyph []uint16 // by code
}

// face returns the face of a slot. Slots with the same font share it.
func (s *setting) face(slot Slot) (*face, error) {
	font, err := s.fonts.of(slot)
	if err != nil {
		return nil, err
	}
	for _, f := range s.faces {
		if f.font == font {
			return f, nil
		}
	}
	f := &face{font: font, codes: map[rune]uint16{}, runes: []rune{0}, glyph: []uint16{0}}
	s.faces = append(s.faces, f)
	return f, nil
}

// set returns the code of a character and its width at a size, or false if the
// font cannot show it.
func (f *face) set(r rune, size Length) (uint16, Length, bool) {
	code, ok := f.codes[r]
	if !ok {
		g, covered := f.font.glyph(r)
		if !covered || len(f.runes) > 0xFFFF {
			return 0, 0, false
		}
		code = uint16(len(f.runes))
		f.codes[r] = code
		f.runes = append(f.runes, r)
		f.glyph = append(f.glyph, g)
	}
	return code, Length(f.font.advance(f.glyph[code])) * size / Length(f.font.unitsPerEm), true
}

// write adds the font to the file and returns the number of its dictionary.
func (f *face) write(w *writer) (int, error) {
	name := f.tag() + "+" + f.font.name
	program, err := f.font.program.cut(f.font, name, f.glyph)
	if err != nil {
		return 0, err
	}
	subtype, fileKey, fileSubtype := f.font.program.dictionary()
	extra := ""
	if fileSubtype != "" {
		extra = "/Subtype /" + fileSubtype
	} else {
		extra = "/Length1 " + strconv.Itoa(len(program))
	}
	file := w.stream(extra, program)
	toUnicode := w.stream("", f.toUnicode())
	descriptor := w.object(f.descriptor(name, fileKey, file))

	var d []byte
	d = append(d, "<</Type /Font /Subtype /"+subtype+" /BaseFont /"+name+
		" /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /FontDescriptor "+ref(descriptor)+" /DW 1000"...)
	if subtype == "CIDFontType2" {
		d = append(d, " /CIDToGIDMap /Identity"...)
	}
	d = append(d, " /W [0 ["...)
	for _, g := range f.glyph {
		// Thousandths of an em, with decimals if the font counts differently.
		d = appendLength(d, Length(f.font.advance(g))*1000*1000/Length(f.font.unitsPerEm))
		d = append(d, ' ')
	}
	d = append(d, "]]>>"...)
	descendant := w.object(d)
	return w.object([]byte("<</Type /Font /Subtype /Type0 /BaseFont /" + name +
		" /Encoding /Identity-H /DescendantFonts [" + ref(descendant) + "] /ToUnicode " + ref(toUnicode) + ">>")), nil
}

// tag is the six letters that tell cuts of one font apart; they depend on what was
// cut only.
func (f *face) tag() string {
	h := sha256.New()
	for _, g := range f.glyph {
		h.Write([]byte{byte(g >> 8), byte(g)})
	}
	sum := h.Sum(nil)
	for i := range 6 {
		sum[i] = 'A' + sum[i]%26
	}
	return string(sum[:6])
}

func (f *face) descriptor(name, fileKey string, file int) []byte {
	const symbolic, italic = 4, 64
	flags := symbolic
	angle := 0
	if f.font.italic {
		flags |= italic
		angle = -12
	}
	d := []byte("<</Type /FontDescriptor /FontName /" + name + " /Flags " + strconv.Itoa(flags) + " /FontBBox [")
	for _, edge := range f.font.box {
		d = append(strconv.AppendInt(d, int64(f.font.thousandths(edge)), 10), ' ')
	}
	d = append(d, "] /ItalicAngle "+strconv.Itoa(angle)...)
	for _, m := range []struct {
		key   string
		units int
	}{{"Ascent", f.font.ascent}, {"Descent", f.font.descent}, {"CapHeight", f.font.capHeight}} {
		d = append(d, " /"+m.key+" "+strconv.Itoa(f.font.thousandths(m.units))...)
	}
	return append(d, " /StemV 80 /"+fileKey+" "+ref(file)+">>"...)
}

// toUnicode is the table by which a reader finds the characters again. Characters
// beyond the BMP are two UTF-16 units.
func (f *face) toUnicode() []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	const most = 100 // entries of one block
	for from := 1; from < len(f.runes); from += most {
		to := min(from+most, len(f.runes))
		b.WriteString(strconv.Itoa(to-from) + " beginbfchar\n")
		for code := from; code < to; code++ {
			b.WriteByte('<')
			b.WriteString(hex4(uint16(code)))
			b.WriteString("> <")
			for _, unit := range utf16.Encode([]rune{f.runes[code]}) {
				b.WriteString(hex4(unit))
			}
			b.WriteString(">\n")
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}

func hex4(n uint16) string { return hex.EncodeToString([]byte{byte(n >> 8), byte(n)}) }
