package pdf

import "fengcun"

// Operators of Type 2 charstrings (Adobe technical note 5177).
const (
	csHStem      = 1
	csVStem      = 3
	csVMoveTo    = 4
	csRLineTo    = 5
	csRRCurveTo  = 8
	csCallSubr   = 10
	csReturn     = 11
	csEndChar    = 14
	csHStemHM    = 18
	csHintMask   = 19
	csCntrMask   = 20
	csRMoveTo    = 21
	csHMoveTo    = 22
	csVStemHM    = 23
	csHVCurveTo  = 31
	csCallGSubr  = 29
	csShort      = 28
	csFlexFirst  = 34 // after the escape: the four flex operators
	csFlexLast   = 37
	maxSubrDepth = 10
	maxOperands  = 513 // CFF2 allows so many; CFF fonts keep to 48
	maxOutline   = 1 << 20
	maxCalls     = 1 << 12
)

// flattener copies one outline and puts subroutines in the place of their calls.
// It must understand operators only so far as to know where each ends: the bytes
// after a hint mask depend on how many stem hints came before.
type flattener struct {
	font     *cff
	local    index
	out      []byte
	operands []operand
	stems    int
	calls    int
	ended    bool
}

type operand struct {
	value int
	at    int // where it stands in out
}

// flat appends the outline of a glyph, without calls, to out.
func (c *cff) flat(glyph int, out []byte) ([]byte, error) {
	v := &view{}
	code := c.charStrings.at(v, glyph)
	face := c.faceOf(glyph)
	if v.bad || face >= len(c.faces) {
		return nil, damagedFont("CFF")
	}
	f := &flattener{font: c, local: c.faces[face].local, out: out}
	if err := f.run(code, 0); err != nil {
		return nil, err
	}
	if !f.ended {
		return nil, damagedFont("CFF")
	}
	return f.out, nil
}

func (f *flattener) run(code []byte, depth int) error {
	if depth > maxSubrDepth {
		return damagedFont("CFF")
	}
	v := &view{data: code}
	for at := 0; at < len(code) && !f.ended; {
		if len(f.out) > maxOutline || len(f.operands) > maxOperands {
			return damagedFont("CFF")
		}
		b := int(code[at])
		length := 1
		switch {
		case b == csShort:
			length = 3
			f.push(v.i16(at + 1))
		case b >= 32 && b <= 246:
			f.push(b - 139)
		case b >= 247 && b <= 250:
			length = 2
			f.push((b-247)*256 + v.u8(at+1) + 108)
		case b >= 251 && b <= 254:
			length = 2
			f.push(-(b-251)*256 - v.u8(at+1) - 108)
		case b == 255: // a fraction; no subroutine has such a number
			length = 5
			f.push(1 << 30)
		case b == csReturn:
			return nil
		case b == csCallSubr, b == csCallGSubr:
			subrs := f.font.global
			if b == csCallSubr {
				subrs = f.local
			}
			if f.calls++; len(f.operands) == 0 || f.calls > maxCalls {
				return damagedFont("CFF")
			}
			last := f.operands[len(f.operands)-1]
			f.operands = f.operands[:len(f.operands)-1]
			f.out = f.out[:last.at]
			called := subrs.at(v, last.value+bias(subrs.count))
			if v.bad {
				return damagedFont("CFF")
			}
			if err := f.run(called, depth+1); err != nil {
				return err
			}
			at++
			continue
		case b == csHStem, b == csVStem, b == csHStemHM, b == csVStemHM:
			f.stems += len(f.operands) / 2
			f.operands = f.operands[:0]
		case b == csHintMask, b == csCntrMask:
			f.stems += len(f.operands) / 2 // vertical stems may stand here without their operator
			f.operands = f.operands[:0]
			length = 1 + (f.stems+7)/8
		case b == csEndChar:
			if len(f.operands) > 1 { // an accented character put together from two others
				return fengcun.Invalid("pdf.font_kind", "CFF")
			}
			f.ended = true
		case b == opEscape:
			length = 2
			if op := v.u8(at + 1); op < csFlexFirst || op > csFlexLast { // arithmetic
				return fengcun.Invalid("pdf.font_kind", "CFF")
			}
			f.operands = f.operands[:0]
		case b == csVMoveTo, b >= csRLineTo && b <= csRRCurveTo && b != 9, b == csRMoveTo, b == csHMoveTo, b >= 24 && b <= 27, b == 30, b == csHVCurveTo:
			f.operands = f.operands[:0]
		default:
			return damagedFont("CFF")
		}
		token := v.slice(at, length)
		if v.bad {
			return damagedFont("CFF")
		}
		f.out = append(f.out, token...)
		at += length
	}
	return nil
}

// push notes an operand, which stands in out as the next token.
func (f *flattener) push(value int) {
	f.operands = append(f.operands, operand{value, len(f.out)})
}

// bias is what Type 2 adds to the number of a subroutine.
func bias(count int) int {
	switch {
	case count < 1240:
		return 107
	case count < 33900:
		return 1131
	}
	return 32768
}
