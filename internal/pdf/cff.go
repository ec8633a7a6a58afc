package pdf

import (
	"bytes"
	"slices"

	"fengcun"
)

// cff is a font program in the Compact Font Format (Adobe technical note 5176),
// the outlines of OpenType fonts with PostScript curves. The reader keeps offsets
// only and copies nothing.
type cff struct {
	charStrings index
	global      index
	matrix      []byte // operands of the top FontMatrix as they stand, nil if none
	box         []byte // operands of FontBBox
	faces       []cffFace
	faceOf      func(glyph int) int // index into faces
}

// cffFace is one of the parts of a font (Latin, Hangul, ideographs …) that share
// widths, hints and subroutines.
type cffFace struct {
	matrix  []byte // operands of FontMatrix, nil if none
	private []dictEntry
	local   index
}

// Operators of the dictionaries. Two-byte operators are 12 followed by the number.
const (
	opFontBBox    = 5
	opCharset     = 15
	opCharStrings = 17
	opPrivate     = 18
	opSubrs       = 19
	opEscape      = 12
	opFontMatrix  = opEscape<<8 | 7
	opCharType    = opEscape<<8 | 6
	opROS         = opEscape<<8 | 30
	opCIDCount    = opEscape<<8 | 34
	opFDArray     = opEscape<<8 | 36
	opFDSelect    = opEscape<<8 | 37
)

func readCFF(data []byte, glyphs int) (*cff, error) {
	v := &view{data: data}
	names := readIndex(v, v.u8(2))
	tops := readIndex(v, names.end)
	strings := readIndex(v, tops.end)
	c := &cff{global: readIndex(v, strings.end)}
	if v.bad || v.u8(0) != 1 || tops.count != 1 {
		return nil, damagedFont("CFF")
	}
	top := readDict(v, tops.at(v, 0))
	if kind, ok := find(top, opCharType); ok && kind.number(0) != 2 {
		return nil, fengcun.Invalid("pdf.font_kind", "CFF")
	}
	if e, ok := find(top, opCharStrings); ok {
		c.charStrings = readIndex(v, e.number(0))
	}
	if e, ok := find(top, opFontMatrix); ok {
		c.matrix = e.raw
	}
	if e, ok := find(top, opFontBBox); ok {
		c.box = e.raw
	}
	if v.bad || c.charStrings.count != glyphs || glyphs == 0 {
		return nil, damagedFont("CFF")
	}
	if _, cid := find(top, opROS); !cid {
		c.faces = []cffFace{readFace(v, top)}
		c.faces[0].matrix = nil // it is the top one
		c.faceOf = func(int) int { return 0 }
	} else {
		array, _ := find(top, opFDArray)
		dicts := readIndex(v, array.number(0))
		for i := range dicts.count {
			c.faces = append(c.faces, readFace(v, readDict(v, dicts.at(v, i))))
		}
		selection, _ := find(top, opFDSelect)
		c.faceOf = readFDSelect(v, selection.number(0), glyphs)
	}
	if v.bad || len(c.faces) == 0 {
		return nil, damagedFont("CFF")
	}
	return c, nil
}

func readFace(v *view, dict []dictEntry) cffFace {
	var face cffFace
	if e, ok := find(dict, opFontMatrix); ok {
		face.matrix = e.raw
	}
	e, ok := find(dict, opPrivate)
	if !ok {
		v.bad = true
		return face
	}
	size, at := e.number(0), e.number(1)
	face.private = readDict(v, v.slice(at, size))
	if subrs, ok := find(face.private, opSubrs); ok {
		face.local = readIndex(v, at+subrs.number(0))
	}
	return face
}

// readFDSelect returns the function from glyph to face.
func readFDSelect(v *view, at, glyphs int) func(int) int {
	switch v.u8(at) {
	case 0:
		faces := v.slice(at+1, glyphs)
		return func(g int) int { return int(faces[g]) }
	case 3:
		count := v.u16(at + 1)
		ranges := view{data: v.slice(at+3, 3*count+2)}
		if count == 0 || ranges.u16(0) != 0 {
			v.bad = true
		}
		return func(g int) int {
			ranges := ranges // views note damage; readers run at the same time
			low, high := 0, count
			for high-low > 1 {
				if middle := (low + high) / 2; ranges.u16(3*middle) <= g {
					low = middle
				} else {
					high = middle
				}
			}
			return ranges.u8(3*low + 2)
		}
	}
	v.bad = true
	return nil
}

// index is a list of byte strings as the format stores them.
type index struct {
	count   int
	offsets []byte
	size    int // bytes of one offset
	data    []byte
	end     int // where the next structure begins
}

func readIndex(v *view, at int) index {
	x := index{count: v.u16(at), end: at + 2}
	if x.count == 0 {
		return x
	}
	x.size = v.u8(at + 2)
	if x.size < 1 || x.size > 4 {
		v.bad = true
		return index{}
	}
	x.offsets = v.slice(at+3, (x.count+1)*x.size)
	if v.bad {
		return index{}
	}
	start := at + 3 + len(x.offsets) - 1 // offsets count from the byte before the data
	x.end = start + x.offset(x.count)
	x.data = v.slice(start, x.offset(x.count))
	if v.bad {
		return index{}
	}
	return x
}

func (x index) offset(i int) int {
	n := 0
	for _, b := range x.offsets[i*x.size : (i+1)*x.size] {
		n = n<<8 | int(b)
	}
	return n
}

// at returns the i-th string and marks the view if it lies outside.
func (x index) at(v *view, i int) []byte {
	if i < 0 || i >= x.count {
		v.bad = true
		return nil
	}
	first, last := x.offset(i), x.offset(i+1)
	if first < 1 || last < first || last > len(x.data) {
		v.bad = true
		return nil
	}
	return x.data[first:last]
}

// dictEntry is one operator with its operands, as bytes and as whole numbers.
type dictEntry struct {
	op      int
	raw     []byte
	numbers []int
}

func (e dictEntry) number(i int) int {
	if i >= len(e.numbers) {
		return -1 // nowhere in any file
	}
	return e.numbers[i]
}

func find(dict []dictEntry, op int) (dictEntry, bool) {
	i := slices.IndexFunc(dict, func(e dictEntry) bool { return e.op == op })
	if i < 0 {
		return dictEntry{}, false
	}
	return dict[i], true
}

func readDict(v *view, data []byte) []dictEntry {
	d := &view{data: data}
	var dict []dictEntry
	start, entry := 0, dictEntry{}
	for at := 0; at < len(data) && !d.bad; {
		b := d.u8(at)
		switch {
		case b <= 21:
			entry.op, entry.raw = b, data[start:at]
			at++
			if b == opEscape {
				entry.op = opEscape<<8 | d.u8(at)
				at++
			}
			dict = append(dict, entry)
			start, entry = at, dictEntry{}
		case b == 28:
			entry.numbers = append(entry.numbers, d.i16(at+1))
			at += 3
		case b == 29:
			entry.numbers = append(entry.numbers, int(int32(d.u32(at+1))))
			at += 5
		case b == 30: // a real number: digits in half bytes, closed by F
			for at++; at < len(data); at++ {
				if c := data[at]; c>>4 == 0xF || c&0xF == 0xF {
					break
				}
			}
			at++
			entry.numbers = append(entry.numbers, 0) // never used as a whole number
		case b >= 32 && b <= 246:
			entry.numbers = append(entry.numbers, b-139)
			at++
		case b >= 247 && b <= 250:
			entry.numbers = append(entry.numbers, (b-247)*256+d.u8(at+1)+108)
			at += 2
		case b >= 251 && b <= 254:
			entry.numbers = append(entry.numbers, -(b-251)*256-d.u8(at+1)-108)
			at += 2
		default:
			d.bad = true
		}
	}
	if d.bad {
		v.bad = true
	}
	return dict
}

func (c *cff) check(*Font) error {
	var code []byte
	var err error
	for g := range c.charStrings.count {
		if code, err = c.flat(g, code[:0]); err != nil {
			return err
		}
	}
	return nil
}

func (c *cff) dictionary() (string, string, string) {
	return "CIDFontType0", "FontFile3", "CIDFontType0C"
}

// cut writes a CID-keyed font whose CIDs are the positions in glyphs. Subroutines
// are written out in place: the operators of an outline, their order and operands
// stay as they were.
func (c *cff) cut(_ *Font, name string, glyphs []uint16) ([]byte, error) {
	var faces []int // those in use, in order of first use
	selection := make([]byte, 1, 1+len(glyphs))
	outlines := make([][]byte, len(glyphs))
	for i, g := range glyphs {
		if int(g) >= c.charStrings.count {
			return nil, damagedFont("CFF")
		}
		face := c.faceOf(int(g))
		at := slices.Index(faces, face)
		if at < 0 {
			at = len(faces)
			faces = append(faces, face)
		}
		selection = append(selection, byte(at))
		var err error
		if outlines[i], err = c.flat(int(g), nil); err != nil {
			return nil, err
		}
	}

	// One range from CID 1 on; a font of .notdef alone has none.
	charset := []byte{2}
	if len(glyphs) > 1 {
		rest := len(glyphs) - 2
		charset = append(charset, 0, 1, byte(rest>>8), byte(rest))
	}
	charStrings := appendIndex(nil, outlines...)

	// Every offset is written with five bytes, so that the length of the top
	// dictionary is known before the offsets are.
	top := func(charsetAt, selectionAt, stringsAt, arrayAt int) []byte {
		var d []byte
		d = appendEntry(d, opROS, 391, 392, 0) // the first two strings of our own
		if c.matrix != nil {
			d = appendRaw(d, opFontMatrix, c.matrix)
		}
		if c.box != nil {
			d = appendRaw(d, opFontBBox, c.box)
		}
		d = appendEntry(d, opCIDCount, len(glyphs))
		d = appendEntry(d, opCharset, charsetAt)
		d = appendEntry(d, opFDSelect, selectionAt)
		d = appendEntry(d, opCharStrings, stringsAt)
		return appendEntry(d, opFDArray, arrayAt)
	}
	prefix := []byte{1, 0, 4, 4}
	prefix = appendIndex(prefix, []byte(name))
	suffix := appendIndex(nil, []byte("Adobe"), []byte("Identity"))
	suffix = appendIndex(suffix) // no global subroutines
	charsetAt := len(prefix) + len(appendIndex(nil, top(0, 0, 0, 0))) + len(suffix)
	selectionAt := charsetAt + len(charset)
	stringsAt := selectionAt + len(selection)
	privateAt := stringsAt + len(charStrings)

	var privates []byte
	var dicts [][]byte
	for _, i := range faces {
		var private []byte
		for _, e := range c.faces[i].private {
			if e.op != opSubrs {
				private = appendRaw(private, e.op, e.raw)
			}
		}
		var dict []byte
		if m := c.faces[i].matrix; m != nil {
			dict = appendRaw(dict, opFontMatrix, m)
		}
		dicts = append(dicts, appendEntry(dict, opPrivate, len(private), privateAt+len(privates)))
		privates = append(privates, private...)
	}
	out := appendIndex(prefix, top(charsetAt, selectionAt, stringsAt, privateAt+len(privates)))
	out = bytes.Join([][]byte{out, suffix, charset, selection, charStrings, privates}, nil)
	return appendIndex(out, dicts...), nil
}

func appendIndex(b []byte, items ...[]byte) []byte {
	b = append(b, byte(len(items)>>8), byte(len(items)))
	if len(items) == 0 {
		return b
	}
	b = append(b, 4)
	at := 1
	offset := func() { b = append(b, byte(at>>24), byte(at>>16), byte(at>>8), byte(at)) }
	offset()
	for _, item := range items {
		at += len(item)
		offset()
	}
	for _, item := range items {
		b = append(b, item...)
	}
	return b
}

func appendEntry(b []byte, op int, numbers ...int) []byte {
	for _, n := range numbers {
		b = append(b, 29, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
	}
	return appendRaw(b, op, nil)
}

func appendRaw(b []byte, op int, operands []byte) []byte {
	b = append(b, operands...)
	if op>>8 == opEscape {
		b = append(b, opEscape)
	}
	return append(b, byte(op))
}
