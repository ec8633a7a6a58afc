package law

import "fengcun"

// tree collects findings while a decision is taken, flat and in reading order,
// and only at the end becomes nested Findings, in at most three allocations:
// decisions are taken a million at a time when old files are reviewed (Article
// 23).
type tree struct {
	nodes   pile[node]
	facts   pile[Fact]
	missing pile[Missing]
	organ   fengcun.OrganKind // the deciding organ, which must find what is missing
}

// pile is a list whose first elements need no allocation. It holds no slice of
// itself, so that a tree can live on the stack.
type pile[T any] struct {
	room [20]T
	rest []T
	n    int
}

func (p *pile[T]) push(v T) {
	if p.n < len(p.room) {
		p.room[p.n] = v
	} else {
		p.rest = append(p.rest, v)
	}
	p.n++
}

func (p *pile[T]) at(i int) *T {
	if i < len(p.room) {
		return &p.room[i]
	}
	return &p.rest[i-len(p.room)]
}

// all returns a copy of the list, nil if it is empty.
func (p *pile[T]) all() []T {
	if p.n == 0 {
		return nil
	}
	out := make([]T, p.n)
	n := copy(out, p.room[:min(p.n, len(p.room))])
	copy(out[n:], p.rest)
	return out
}

type node struct {
	code             Code
	basis            Basis
	answer           Answer
	depth            int32
	facts, factsEnd  int32
	missing, missEnd int32
}

// add appends a finding at a depth below the root and returns its place. Facts
// without a value are left out.
func (t *tree) add(depth int, code Code, basis Basis, answer Truth, facts ...Fact) int {
	from := t.facts.n
	for i := range facts {
		if !facts[i].absent() {
			t.facts.push(facts[i])
		}
	}
	m := int32(t.missing.n)
	t.nodes.push(node{
		code: code, basis: basis, answer: answer.answer(), depth: int32(depth),
		facts: int32(from), factsEnd: int32(t.facts.n), missing: m, missEnd: m,
	})
	return t.nodes.n - 1
}

// lacks notes on the finding just added that a fact is missing which a handler
// states.
func (t *tree) lacks(name FactName, index int) { t.miss(name, index, fengcun.RoleHandler) }

// lacksFinding notes on the finding just added that a human finding is missing.
func (t *tree) lacksFinding(name FactName, index int) { t.miss(name, index, fengcun.RoleApprover) }

func (t *tree) miss(name FactName, index int, role fengcun.Role) {
	t.missing.push(Missing{Name: name, Index: int32(index), Organ: t.organ, Role: role})
	t.nodes.at(t.nodes.n - 1).missEnd = int32(t.missing.n)
}

// set gives a finding that was added before its parts the answer they lead to.
func (t *tree) set(place int, answer Truth) { t.nodes.at(place).answer = answer.answer() }

// root returns the nested findings. Nodes of one depth lie side by side in
// reading order, so that the parts of a finding are one piece of the array.
func (t *tree) root() Finding {
	facts, missing := t.facts.all(), t.missing.all()
	out := make([]Finding, t.nodes.n)
	var open [maxDepth + 1]int // the latest finding of each depth, as a place in out
	var first [maxDepth + 2]int
	for i := range t.nodes.n {
		first[t.nodes.at(i).depth+1]++
	}
	for d := 1; d < len(first); d++ {
		first[d] += first[d-1]
	}
	for i := range t.nodes.n {
		n := t.nodes.at(i)
		next := first[n.depth]
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
const maxDepth = 4
