package roster

import "strings"

// cutSupplementary reads one supplementary penalty from the front of s, in the
// canonical form of text: "罚金人民币二千元", "剥夺政治权利一年", "没收个人全部财产",
// "驱逐出境".
func cutSupplementary(s string) (p Supplementary, rest string, ok bool) {
	switch {
	case strings.HasPrefix(s, "罚金"):
		yuan, rest := cutYuan(strings.TrimPrefix(s, "罚金"))
		return Supplementary{Kind: Fine, Yuan: yuan}, rest, true
	case strings.HasPrefix(s, "剥夺政治权利"):
		s = strings.TrimPrefix(s, "剥夺政治权利")
		if rest, ok := strings.CutPrefix(s, "终身"); ok {
			return Supplementary{Kind: DeprivationForLife}, rest, true
		}
		term, rest, code := cutTerm(s)
		return Supplementary{Kind: DeprivationOfPoliticalRight, Term: term}, rest, code == "" && !term.IsZero()
	case strings.HasPrefix(s, "没收"):
		for _, object := range []string{"没收个人全部财产", "没收个人财产", "没收全部财产", "没收财产"} {
			if rest, ok := strings.CutPrefix(s, object); ok {
				yuan, rest := cutYuan(rest)
				return Supplementary{Kind: Confiscation, Yuan: yuan}, rest, true
			}
		}
	case strings.HasPrefix(s, "驱逐出境"):
		return Supplementary{Kind: Deportation}, strings.TrimPrefix(s, "驱逐出境"), true
	}
	return Supplementary{}, s, false
}

// cutYuan reads an amount; without one it returns 0 and s.
func cutYuan(s string) (yuan int64, rest string) {
	text := strings.TrimPrefix(strings.TrimPrefix(s, "人民币"), "计")
	numeral, after := cutNumeral(text)
	n, ok := parseNumeral(numeral)
	if !ok {
		return 0, s
	}
	for _, unit := range []string{"元整", "圆整", "元", "圆"} {
		if rest, ok := strings.CutPrefix(after, unit); ok {
			return n, strings.TrimPrefix(rest, "人民币")
		}
	}
	return 0, s
}

// parseSupplementary reads the column of supplementary penalties. A bare amount
// counts only where the heading speaks of fines alone, so it is not understood.
func parseSupplementary(text string) ([]Supplementary, Code) {
	s := canonical(text)
	var penalties []Supplementary
	for s = trimConnectives(s); s != ""; s = trimConnectives(s) {
		p, rest, ok := cutSupplementary(s)
		if !ok {
			return nil, PenaltyUnknown
		}
		penalties, s = append(penalties, p), rest
	}
	return penalties, ""
}

// trimConnectives removes the words and marks that join the parts of a sentence
// and change nothing of it.
func trimConnectives(s string) string {
	for trimmed := true; trimmed; {
		trimmed = false
		for _, word := range []string{",", ";", "、", ".", "并处", "并科", "附加", "单处", "和", "及"} {
			if rest, ok := strings.CutPrefix(s, word); ok {
				s, trimmed = rest, true
			}
		}
	}
	return s
}
