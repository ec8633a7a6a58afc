package pdf

import "fengcun"

// A4: GB/T 9704 knows no other size.
const (
	SheetWidth  Length = 595_276 // 210 mm
	SheetHeight Length = 841_890 // 297 mm
)

// Frame is the part of the sheet that carries text. The zero value is the frame of
// GB/T 9704-2012: 37 mm above, 28 mm at the left, a type area of 156 mm by 225 mm
// with 22 lines of 28 characters.
type Frame struct {
	Top, Left     Length // empty, from the edges of the sheet
	Width, Height Length
	Pitch         Length // from line to line
}

func (f Frame) orStandard() (Frame, error) {
	if f == (Frame{}) {
		f = Frame{Top: MM(37), Left: MM(28), Width: MM(156), Height: MM(225), Pitch: MM(225) / 22}
	}
	if f.Top < 0 || f.Left < 0 || f.Width <= 0 || f.Height < f.Pitch || f.Pitch <= 0 ||
		f.Left+f.Width > SheetWidth || f.Top+f.Height > SheetHeight {
		return f, fengcun.Invalid("pdf.frame", "frame")
	}
	return f, nil
}

// Sheet is the size of the sheets, A4 or smaller: a label of 100 by 70 mm. The zero
// value is A4. A smaller sheet is the upper left corner of an A4 sheet, and needs a
// frame of its own.
type Sheet struct{ Width, Height Length }

func (s Sheet) orStandard(f Frame) (Sheet, error) {
	if s == (Sheet{}) {
		s = Sheet{SheetWidth, SheetHeight}
	}
	if s.Width > SheetWidth || s.Height > SheetHeight || f.Left+f.Width > s.Width || f.Top+f.Height > s.Height {
		return s, fengcun.Invalid("pdf.frame", "sheet")
	}
	return s, nil
}

// box is the MediaBox.
func (s Sheet) box() string {
	box := appendLength([]byte("[0 "), SheetHeight-s.Height)
	box = appendLength(append(box, ' '), s.Width)
	return string(appendLength(append(box, ' '), SheetHeight)) + "]"
}

// Color is a colour of the sRGB space. The zero value is black.
type Color struct{ R, G, B uint8 }

// Red is the red of an issuing organ's head (发文机关标志).
var Red = Color{R: 0xE6}
