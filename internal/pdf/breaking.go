package pdf

import "unicode"

// Characters that must not begin a line (避头) and that must not end one (避尾),
// GB/T 15834-2011 section 5.1 and the usual practice for units and iteration marks.
const (
	notAtStart = "。，、；：！？）】〕》〉」』〗〙〛］｝”’…—～·‧・%‰℃°％.,;:!?)]}»›ー々〻゛゜ゝゞぁぃぅぇぉっゃゅょァィゥェォッャュョ／/"
	notAtEnd   = "（【〔《〈「『〖〘〚［｛“‘([{«‹¥￥$＄£￡№"
	// hanging may reach half of their width beyond the measure at the end of a line:
	// that half has no ink.
	hanging = "。，、）】〕》」』"
)

// lineRules are these characters as sets.
type lineRules struct{ notAtStart, notAtEnd, hanging map[rune]bool }

func newLineRules() *lineRules {
	set := func(text string) map[rune]bool {
		m := map[rune]bool{}
		for _, r := range text {
			m[r] = true
		}
		return m
	}
	return &lineRules{set(notAtStart), set(notAtEnd), set(hanging)}
}

// chance says whether a line may end between two characters.
type chance int

const (
	never    chance = iota // inside a run that is kept whole
	badly                  // against the rules of composition: better than losing text
	properly               // as the rules allow
)

// between judges the place before character b, which follows a.
func (l *lineRules) between(a, b glyph) chance {
	switch {
	case a.whole != 0 && a.whole == b.whole:
		return never
	case a.r == '\u00A0' || b.r == '\u00A0' || blank(b.r):
		return badly // blanks stay at the end of the line, where they are not seen
	case blank(a.r):
		return properly
	case l.notAtStart[b.r] || l.notAtEnd[a.r]:
		return badly
	case western(a.r) && western(b.r):
		return badly // inside a word or a number
	}
	return properly
}

func blank(r rune) bool { return r == ' ' || r == '\u3000' || r >= '\u2000' && r <= '\u200A' }

// western reports whether a character belongs to words and numbers that are
// written without spaces inside.
func western(r rune) bool {
	return r < 0x2E80 && !blank(r) && (r < 0x2010 || unicode.IsLetter(r) || unicode.IsNumber(r))
}

// lines returns the lines of a text. first is the measure of the first line, rest
// that of the others. Greedy: a line takes what fits. Every character of the text
// is on exactly one line.
func (l *lineRules) lines(text []glyph, first, rest Length) ([][]glyph, error) {
	var lines [][]glyph
	measure := first
	for start := 0; start < len(text); {
		end, err := l.end(text[start:], measure)
		if err != nil {
			return nil, err
		}
		lines = append(lines, text[start:start+end])
		start += end
		measure = rest
	}
	if n := len(text); n == 0 || text[n-1].r == '\n' {
		lines = append(lines, nil) // an empty line
	}
	return lines, nil
}

// end returns how many characters of text go on the next line, at least one.
func (l *lineRules) end(text []glyph, measure Length) (int, error) {
	var width Length
	proper, bad := 0, 0 // the last places where the line may end, 0 if none
	for i, g := range text {
		if i > 0 {
			switch l.between(text[i-1], g) {
			case properly:
				proper = i
			case badly:
				bad = i
			}
		}
		if g.r == '\n' {
			return i + 1, nil
		}
		width += g.advance
		if width <= measure || blank(g.r) || l.hangs(text, i, width, measure) {
			continue
		}
		switch {
		case proper > 0:
			return proper, nil
		case bad > 0:
			return bad, nil
		case g.whole != 0:
			return 0, tooLong()
		}
		return 0, tooNarrow()
	}
	return len(text), nil
}

// hangs reports whether the empty half of a closing mark may stand beyond the
// measure: the line then ends with it.
func (l *lineRules) hangs(text []glyph, i int, width, measure Length) bool {
	g := text[i]
	if !l.hanging[g.r] || g.advance < g.size || width-measure > g.advance/2 {
		return false
	}
	return i+1 == len(text) || text[i+1].r == '\n' || l.between(g, text[i+1]) == properly
}
