package pdf

import (
	"encoding/binary"
	"slices"
)

// glyf is a font program with TrueType outlines.
type glyf struct {
	tables  map[string][]byte
	offsets []byte
	long    bool // four bytes an offset, otherwise two
}

// Flags of a component in a composite glyph.
const (
	argsAreWords   = 0x0001
	hasScale       = 0x0008
	moreComponents = 0x0020
	hasTwoScales   = 0x0040
	hasMatrix      = 0x0080
	maxComponents  = 64
)

func readGlyf(tables map[string][]byte, glyphs int) (*glyf, error) {
	v := &view{data: tables["head"]}
	g := &glyf{tables: tables, offsets: tables["loca"], long: v.u16(50) == 1}
	size := 2
	if g.long {
		size = 4
	}
	if v.bad || len(v.data) < 54 {
		return nil, damagedFont("head")
	}
	if len(g.offsets) < (glyphs+1)*size {
		return nil, damagedFont("loca")
	}
	return g, nil
}

func (g *glyf) dictionary() (string, string, string) { return "CIDFontType2", "FontFile2", "" }

// outline returns the bytes of a glyph, none for one without ink.
func (g *glyf) outline(glyph int) ([]byte, error) {
	v := &view{data: g.offsets}
	var first, last int
	if g.long {
		first, last = v.u32(4*glyph), v.u32(4*glyph+4)
	} else {
		first, last = 2*v.u16(2*glyph), 2*v.u16(2*glyph+2)
	}
	data := g.tables["glyf"]
	if v.bad || last < first || last > len(data) || last > first && last-first < 10 {
		return nil, damagedFont("glyf")
	}
	return data[first:last], nil
}

// components returns where in a composite outline the numbers of its parts stand.
func components(outline []byte) ([]int, error) {
	v := &view{data: outline}
	if len(outline) == 0 || v.i16(0) >= 0 {
		return nil, nil
	}
	var places []int
	for at, more := 10, true; more && len(places) <= maxComponents; {
		flags := v.u16(at)
		places = append(places, at+2)
		at += 4
		if at += 2; flags&argsAreWords != 0 {
			at += 2
		}
		switch {
		case flags&hasScale != 0:
			at += 2
		case flags&hasTwoScales != 0:
			at += 4
		case flags&hasMatrix != 0:
			at += 8
		}
		more = flags&moreComponents != 0
	}
	v.u16(places[len(places)-1])
	if v.bad || len(places) > maxComponents {
		return nil, damagedFont("glyf")
	}
	return places, nil
}

// check reads every outline: header, and the parts of composites.
func (g *glyf) check(f *Font) error {
	for glyph := range f.glyphs {
		outline, err := g.outline(glyph)
		if err != nil {
			return err
		}
		places, err := components(outline)
		if err != nil {
			return err
		}
		for _, at := range places {
			if int(binary.BigEndian.Uint16(outline[at:])) >= f.glyphs {
				return damagedFont("glyf")
			}
		}
		if len(outline) > 0 && places == nil {
			if err := checkSimple(outline); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkSimple walks through the contours of an outline to see that it ends where
// it says.
func checkSimple(outline []byte) error {
	v := &view{data: outline}
	contours := v.i16(0)
	at := 10 + 2*contours
	points, before := 0, -1
	for i := range contours {
		if points = v.u16(10+2*i) + 1; points-1 <= before && i > 0 {
			return damagedFont("glyf")
		}
		before = points - 1
	}
	if contours == 0 {
		return nil
	}
	at += 2 + v.u16(at) // instructions
	coordinates := 0
	for n := 0; n < points && !v.bad; {
		flag := v.u8(at)
		at++
		times := 1
		if flag&8 != 0 {
			times += v.u8(at)
			at++
		}
		one := 0
		for _, axis := range [][2]int{{2, 16}, {4, 32}} {
			switch {
			case flag&axis[0] != 0:
				one++
			case flag&axis[1] == 0:
				one += 2
			}
		}
		coordinates += times * one
		n += times
	}
	v.slice(at, coordinates)
	if v.bad {
		return damagedFont("glyf")
	}
	return nil
}

// cut writes the glyphs in the order given, then the parts that composites need.
// Only the numbers of parts are changed.
func (g *glyf) cut(f *Font, _ string, glyphs []uint16) ([]byte, error) {
	order := slices.Clone(glyphs)
	number := map[uint16]int{} // of a part in the new font
	for i, old := range glyphs {
		if _, ok := number[old]; !ok {
			number[old] = i
		}
	}
	var data, loca, hmtx []byte
	for i := 0; i < len(order); i++ {
		outline, err := g.outline(int(order[i]))
		if err != nil {
			return nil, err
		}
		places, err := components(outline)
		if err != nil {
			return nil, err
		}
		outline = slices.Clone(outline)
		for _, at := range places {
			part := binary.BigEndian.Uint16(outline[at:])
			to, ok := number[part]
			if !ok {
				to = len(order)
				if int(part) >= f.glyphs || to > 0xFFFF {
					return nil, damagedFont("glyf")
				}
				number[part] = to
				order = append(order, part)
			}
			binary.BigEndian.PutUint16(outline[at:], uint16(to))
		}
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(data)))
		data = append(data, outline...)
		data = append(data, make([]byte, -len(data)&3)...)
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(f.advance(order[i])))
		hmtx = binary.BigEndian.AppendUint16(hmtx, g.bearing(f, int(order[i])))
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(data)))

	head := slices.Clone(g.tables["head"])
	binary.BigEndian.PutUint32(head[8:], 0)  // the checksum of the whole, put in last
	binary.BigEndian.PutUint16(head[50:], 1) // long offsets
	hhea := slices.Clone(g.tables["hhea"])
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(order)))
	maxp := slices.Clone(g.tables["maxp"])
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(order)))
	tables := []table{{"cvt ", g.tables["cvt "]}, {"fpgm", g.tables["fpgm"]}, {"glyf", data}, {"head", head}, {"hhea", hhea},
		{"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}, {"prep", g.tables["prep"]}}
	return joinTables(slices.DeleteFunc(tables, func(t table) bool { return len(t.data) == 0 && t.tag != "glyf" })), nil
}

// bearing returns the left side bearing, which stands after the advance or, for
// glyphs without an advance of their own, in the list that follows.
func (g *glyf) bearing(f *Font, glyph int) uint16 {
	v := &view{data: g.tables["hmtx"]}
	if glyph < f.metrics {
		return uint16(v.u16(4*glyph + 2))
	}
	return uint16(v.u16(4*f.metrics + 2*(glyph-f.metrics)))
}

type table struct {
	tag  string
	data []byte
}

// joinTables writes a TrueType file. The tables come sorted by tag.
func joinTables(tables []table) []byte {
	power, shift := 1, 0
	for power*2 <= len(tables) {
		power, shift = power*2, shift+1
	}
	out := binary.BigEndian.AppendUint32(nil, kindTrueType)
	for _, n := range []int{len(tables), power * 16, shift, (len(tables) - power) * 16} {
		out = binary.BigEndian.AppendUint16(out, uint16(n))
	}
	at := 12 + 16*len(tables)
	headAt := 0
	for _, t := range tables {
		if t.tag == "head" {
			headAt = at
		}
		out = append(out, t.tag...)
		out = binary.BigEndian.AppendUint32(out, checksum(t.data))
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t.data)))
		at += (len(t.data) + 3) &^ 3
	}
	for _, t := range tables {
		out = append(out, t.data...)
		out = append(out, make([]byte, -len(t.data)&3)...)
	}
	binary.BigEndian.PutUint32(out[headAt+8:], 0xB1B0AFBA-checksum(out))
	return out
}

func checksum(data []byte) uint32 {
	var sum uint32
	for i := 0; i < len(data); i += 4 {
		var word [4]byte
		copy(word[:], data[i:])
		sum += binary.BigEndian.Uint32(word[:])
	}
	return sum
}
