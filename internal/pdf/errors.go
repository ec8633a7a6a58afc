package pdf

import (
	"fmt"

	"fengcun"
)

// MissingGlyph is the refusal to print a character that the font cannot show. It
// is found before anything is written: a blank or a box in place of a character of
// somebody's name would make a paper about nobody, or about somebody else.
//
// Rune is part of what was to be printed and may belong to a name: it is for the
// form in which the clerk typed it, not for a log. Error, and whatever prints the
// error, leaves it out.
type MissingGlyph struct {
	Rune rune
	Font string // PostScript name of the font
	Slot Slot
}

// Error returns the code and the slot, not the character.
func (e *MissingGlyph) Error() string { return e.Unwrap().Error() }

// Unwrap returns the refusal as every surface knows it, code pdf.missing_glyph.
func (e *MissingGlyph) Unwrap() error {
	return &fengcun.Error{
		Kind: fengcun.KindInvalid, Code: "pdf.missing_glyph", Field: e.Slot.String(),
		Args: map[string]string{"font": e.Font},
	}
}

// Format prints Error for every verb: %#v would print the character.
func (e *MissingGlyph) Format(f fmt.State, _ rune) {
	// A failed write is the business of whoever printed; there is nobody to tell.
	_, _ = f.Write([]byte(e.Error()))
}

func damagedFont(table string) error {
	return fengcun.Invalid("pdf.font_damaged", table)
}
