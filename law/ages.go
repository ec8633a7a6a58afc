package law

// Ages explains how old a person was at each act, for whoever enters the acts before
// there is an outcome to decide on. It is the same reading of the dates as in
// Decide: the first line says whether every act is proven to be that of a minor, the
// lines below it explain each act.
func Ages(b Birth, acts []Act, lang Language) []Line {
	majority := b.birthday(ageOfMajority)
	answer := Unknown
	switch agesAt(acts, majority).proven() {
	case StageMinor:
		answer = Yes
	case StageAdult, StageStraddling:
		answer = No
	}
	var t tree
	t.add(0, CodeMinorAtActs, Article4p1, answer)
	for i := range acts {
		t.explainAct(0, &b, &acts[i], i, majority)
	}
	root := t.root()
	return root.lines(lang)
}
