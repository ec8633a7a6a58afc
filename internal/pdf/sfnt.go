package pdf

import (
	"cmp"
	"encoding/binary"
	"slices"
	"unicode/utf16"

	"fengcun"
)

// view reads big-endian numbers from a table. Reading past the end gives zero and
// marks the view, so that a damaged file is noticed once, at the end of a step.
type view struct {
	data []byte
	bad  bool
}

func (v *view) u8(at int) int {
	if at < 0 || at >= len(v.data) {
		v.bad = true
		return 0
	}
	return int(v.data[at])
}

func (v *view) u16(at int) int {
	if at < 0 || at+2 > len(v.data) {
		v.bad = true
		return 0
	}
	return int(binary.BigEndian.Uint16(v.data[at:]))
}

func (v *view) i16(at int) int { return int(int16(v.u16(at))) }

func (v *view) u32(at int) int {
	if at < 0 || at+4 > len(v.data) {
		v.bad = true
		return 0
	}
	return int(binary.BigEndian.Uint32(v.data[at:]))
}

func (v *view) slice(at, length int) []byte {
	if at < 0 || length < 0 || at+length < at || at+length > len(v.data) {
		v.bad = true
		return nil
	}
	return v.data[at : at+length : at+length]
}

// The first four bytes of the files that hold one font, or several.
const (
	kindTrueType   = 0x00010000
	kindTrueMac    = 0x74727565 // "true"
	kindOpenType   = 0x4F54544F // "OTTO"
	kindCollection = 0x74746366 // "ttcf"
)

// embedding bits of OS/2.fsType
const (
	restrictedLicence = 0x0002
	noSubsetting      = 0x0100
	bitmapsOnly       = 0x0200
)

// read reads the tables of a font without looking at its outlines.
func read(data []byte) (*Font, error) {
	file := &view{data: data}
	start := 0
	kind := file.u32(0)
	if kind == kindCollection {
		start = file.u32(12)
		kind = file.u32(start)
	}
	if file.bad || kind != kindTrueType && kind != kindTrueMac && kind != kindOpenType {
		return nil, fengcun.Invalid("pdf.font_kind", "file")
	}
	tables := map[string][]byte{}
	for i := range file.u16(start + 4) {
		entry := start + 12 + 16*i
		tag := string(file.slice(entry, 4))
		tables[tag] = file.slice(file.u32(entry+8), file.u32(entry+12))
		if file.bad {
			return nil, damagedFont("directory")
		}
	}
	f := &Font{}
	for _, step := range []struct {
		table string
		read  func(*view)
	}{
		{"head", f.readHead},
		{"maxp", func(v *view) { f.glyphs = v.u16(4) }},
		{"hhea", func(v *view) {
			f.ascent, f.descent, f.metrics = v.i16(4), v.i16(6), v.u16(34) // the last number in the table
		}},
		{"hmtx", func(v *view) {
			v.bad = f.metrics < 1 || f.metrics > f.glyphs
			f.advances = v.slice(0, f.metrics*4)
		}},
		{"cmap", f.readCmap},
		{"name", f.readName},
	} {
		v := &view{data: tables[step.table]}
		if step.read(v); v.bad {
			return nil, damagedFont(step.table)
		}
	}
	if err := f.readOS2(tables["OS/2"]); err != nil {
		return nil, err
	}
	var err error
	switch {
	case tables["CFF "] != nil:
		f.program, err = readCFF(tables["CFF "], f.glyphs)
	case tables["glyf"] != nil:
		f.program, err = readGlyf(tables, f.glyphs)
	default:
		err = fengcun.Invalid("pdf.font_kind", "outlines")
	}
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (f *Font) readHead(v *view) {
	f.unitsPerEm = v.u16(18)
	if f.unitsPerEm < 16 || f.unitsPerEm > 16384 {
		v.bad = true
	}
	for i := range f.box {
		f.box[i] = v.i16(36 + 2*i)
	}
	f.italic = v.u16(44)&2 != 0
}

// readOS2 reads the height of capitals and the licence bits. A font may lack the
// table; then nothing forbids embedding.
func (f *Font) readOS2(table []byte) error {
	f.capHeight = f.ascent
	if len(table) < 10 {
		return nil
	}
	v := &view{data: table}
	licence := v.u16(8)
	// The bits are levels: the least restrictive one that is set counts.
	if licence&0x000F == restrictedLicence || licence&(noSubsetting|bitmapsOnly) != 0 {
		return fengcun.Invalid("pdf.font_restricted", "OS/2")
	}
	if v.u16(0) >= 2 && len(table) >= 90 {
		f.capHeight = v.i16(88)
	}
	return nil
}

// readName finds the PostScript name. Only the characters that a PDF name can hold
// without escapes are kept.
func (f *Font) readName(v *view) {
	storage := v.u16(4)
	var raw []byte
	wide := false
	for i := range v.u16(2) {
		record := 6 + 12*i
		if v.u16(record+6) != 6 {
			continue
		}
		platform := v.u16(record)
		raw = v.slice(storage+v.u16(record+10), v.u16(record+8))
		if wide = platform == 3 || platform == 0; wide {
			break
		}
	}
	var text string
	if wide {
		units := make([]uint16, len(raw)/2)
		for i := range units {
			units[i] = binary.BigEndian.Uint16(raw[2*i:])
		}
		text = string(utf16.Decode(units))
	} else {
		text = string(raw)
	}
	var name []byte
	for _, r := range text {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '-' || r == '_' {
			name = append(name, byte(r))
		}
	}
	if f.name = string(name[:min(len(name), 63)]); f.name == "" {
		f.name = "Unnamed"
	}
}

// readCmap reads the mapping from characters to glyphs: format 12 if there is one,
// since only it goes beyond the BMP, otherwise format 4.
func (f *Font) readCmap(v *view) {
	best, at := 0, 0
	for i := range v.u16(2) {
		record := 4 + 8*i
		platform, encoding, offset := v.u16(record), v.u16(record+2), v.u32(record+4)
		if platform != 0 && (platform != 3 || encoding != 1 && encoding != 10) {
			continue // not Unicode
		}
		if format := v.u16(offset); (format == 4 || format == 12) && format > best {
			best, at = format, offset
		}
	}
	switch best {
	case 12:
		for i := range v.u32(at + 12) {
			group := at + 16 + 12*i
			first, last, glyph := v.u32(group), v.u32(group+4), v.u32(group+8)
			if v.bad || first > last || last > 0x10FFFF || glyph+last-first > 0xFFFF {
				v.bad = true
				return
			}
			f.ranges = append(f.ranges, charRange{rune(first), rune(last), uint16(glyph)})
		}
	case 4:
		f.readCmap4(v, at)
	default:
		v.bad = true
		return
	}
	slices.SortFunc(f.ranges, func(a, b charRange) int { return cmp.Compare(a.first, b.first) })
	for i := 1; i < len(f.ranges); i++ {
		if f.ranges[i].first <= f.ranges[i-1].last {
			v.bad = true // two glyphs for one character
		}
	}
}

func (f *Font) readCmap4(v *view, at int) {
	segments := v.u16(at+6) / 2
	before := -1
	for i := range segments {
		last := v.u16(at + 14 + 2*i)
		first := v.u16(at + 16 + 2*segments + 2*i)
		delta := v.u16(at + 16 + 4*segments + 2*i)
		offsetAt := at + 16 + 6*segments + 2*i
		offset := v.u16(offsetAt)
		if v.bad || first > last || first <= before {
			v.bad = true
			return
		}
		if before = last; last == 0xFFFF {
			last-- // the closing segment; U+FFFF is no character
		}
		for r := first; r <= last; r++ {
			glyph := r
			if offset != 0 {
				if glyph = v.u16(offsetAt + offset + 2*(r-first)); glyph == 0 {
					continue
				}
			}
			glyph = (glyph + delta) & 0xFFFF
			if n := len(f.ranges); n > 0 && int(f.ranges[n-1].last) == r-1 && int(f.ranges[n-1].glyph)+r-int(f.ranges[n-1].first) == glyph {
				f.ranges[n-1].last = rune(r)
			} else {
				f.ranges = append(f.ranges, charRange{rune(r), rune(r), uint16(glyph)})
			}
		}
	}
}
