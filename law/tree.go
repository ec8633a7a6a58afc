package law

import "fengcun"

// tree collects findings while a decision is taken, flat and in reading order,
// and only at the end becomes nested Findings in three allocations: decisions
// are taken a million at a time when old files are reviewed (Article 23).
type tree struct {
	nodes   []node
	facts   []Fact
	missing []Missing
	organ   fengcun.OrganKind // the deciding organ, which must find what is missing

	nodeRoom    [24]node
	factRoom    [32]Fact
	missingRoom [8]Missing
}

type node struct {
	code             Code
	basis            Basis
	answer           Answer
	depth            int32
	facts, factsEnd  int32
	missing, missEnd int32
}

func (t *tree) reset(organ fengcun.OrganKind) {
	t.nodes, t.facts, t.missing = t.nodeRoom[:0], t.factRoom[:0], t.missingRoom[:0]
	t.organ = organ
}

// add appends a finding at a depth below the root and returns its place. Facts
// without a value are left out.
func (t *tree) add(depth int, code Code, basis Basis, answer Truth, facts ...Fact) int {
	from := len(t.facts)
	for i := range facts {
		if !facts[i].absent() {
			t.facts = append(t.facts, facts[i])
		}
	}
	m := int32(len(t.missing))
	t.nodes = append(t.nodes, node{
		code: code, basis: basis, answer: answer.answer(), depth: int32(depth),
		facts: int32(from), factsEnd: int32(len(t.facts)), missing: m, missEnd: m,
	})
	return len(t.nodes) - 1
}

// lacks notes on the finding just added that a fact is missing which a handler
// states.
func (t *tree) lacks(name FactName, index int) { t.miss(name, index, fengcun.RoleHandler) }

// lacksFinding notes on the finding just added that a human finding is missing.
func (t *tree) lacksFinding(name FactName, index int) { t.miss(name, index, fengcun.RoleApprover) }

func (t *tree) miss(name FactName, index int, role fengcun.Role) {
	t.missing = append(t.missing, Missing{Name: name, Index: int32(index), Organ: t.organ, Role: role})
	t.nodes[len(t.nodes)-1].missEnd = int32(len(t.missing))
}

// set gives a finding that was added before its parts the answer they lead to.
func (t *tree) set(place int, answer Truth) { t.nodes[place].answer = answer.answer() }

// root returns the nested findings. Nodes of one depth lie side by side in
// reading order, so that the parts of a finding are one piece of the array.
func (t *tree) root() Finding {
	facts := make([]Fact, len(t.facts))
	copy(facts, t.facts)
	var missing []Missing
	if len(t.missing) > 0 {
		missing = make([]Missing, len(t.missing))
		copy(missing, t.missing)
	}
	out := make([]Finding, len(t.nodes))
	next := 0
	var open [maxDepth + 1]int // the latest finding of each depth, as a place in out
	var first [maxDepth + 2]int
	for i := range t.nodes {
		first[t.nodes[i].depth+1]++
	}
	for d := 1; d < len(first); d++ {
		first[d] += first[d-1]
	}
	for i := range t.nodes {
		n := &t.nodes[i]
		next = first[n.depth]
		first[n.depth]++
		open[n.depth] = next
		f := &out[next]
		f.Code, f.Basis, f.Answer = n.code, n.basis, n.answer
		if n.factsEnd > n.facts {
			f.Facts = facts[n.facts:n.factsEnd:n.factsEnd]
		}
		if n.missEnd > n.missing {
			f.Missing = missing[n.missing:n.missEnd:n.missEnd]
		}
		if n.depth == 0 {
			continue
		}
		parent := &out[open[n.depth-1]]
		if parent.Findings == nil {
			parent.Findings = out[next : next+1 : next+1]
		} else {
			start := next - len(parent.Findings)
			parent.Findings = out[start : next+1 : next+1]
		}
	}
	return out[0]
}

// maxDepth is the depth of the deepest finding below the root.
const maxDepth = 3
