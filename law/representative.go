package law

import (
	"slices"

	"fengcun"
)

// Represents reports whether somebody of a case represents the person on a day (Articles
// 8, 11, 15, 21). A legal representative does so for a minor: the rights end by themselves
// on the day on which eighteen years are completed, unless guardian's papers were shown
// for a person without full capacity. Who is victim, co-accused or deprived of
// guardianship in the matter never does. Where the age is open nobody's rights end.
func Represents(g fengcun.Guardian, birth, on fengcun.Date) bool {
	return !g.Barred && (g.Papers || AdultOn(birth, on) != Yes)
}

// InTouch are those of a person's family whom an organ may still reach on a day, with
// their addresses as far as they represent: nobody's outlive the eighteenth birthday, and
// of who is barred only the name is left, so that it is known whom not to tell.
func InTouch(p fengcun.Person, on fengcun.Date) []fengcun.Guardian {
	var left []fengcun.Guardian
	for _, g := range slices.Clone(p.Guardians) {
		switch {
		case Represents(g, p.Birth, on):
		case g.Barred && AdultOn(p.Birth, on) != Yes:
			g.Contact = ""
		default:
			continue
		}
		left = append(left, g)
	}
	return left
}
