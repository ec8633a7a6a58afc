package fengcun

// A machine is one state machine of the law: the lawful transitions, each with
// the article it rests on. What is not in the table does not happen.
type machine[S ~string] struct {
	noun  string // key of the noun in the locale catalogues
	basis string // article that governs the machine as a whole
	moves map[S]map[S]string
}

func (m machine[S]) next(from, to S) (basis string, err error) {
	if basis, ok := m.moves[from][to]; ok {
		return basis, nil
	}
	return "", &Error{
		Kind: KindConflict, Code: "state.transition",
		Args: map[string]string{"noun": m.noun, "from": string(from), "to": string(to), "article": m.basis},
	}
}
