package policy

import (
	"github.com/cedar-policy/cedar-go"

	"fengcun"
)

// who says whom a name in a Request means, seen from the actor.
type who int

const (
	nobody who = iota
	self
	another
	whos // how many there are
)

func whoIs(name, actor fengcun.StaffID) who {
	switch name {
	case "":
		return nobody
	case actor:
		return self
	}
	return another
}

// standing is the tuple a decision depends on: all that is left of a Request
// after its identities were compared.
type standing struct {
	role, act         int // positions among the roles and in Acts
	acts              int // how many acts there are
	ownOrgan          bool
	proposed, task    who
	sealed, warranted bool
}

// standings is how many tuples one pair of role and act has.
const standings = 2 * int(whos) * int(whos) * 2 * 2

// standing reduces a request. It fails for an unknown role or act and for an
// actor without a name or organ: nobody in particular may do nothing.
func (p *Policy) standing(r Request) (standing, bool) {
	role, known := p.roles[r.Actor.Role]
	act, listed := p.acts[r.Act]
	if !known || !listed || r.Actor.Staff == "" || r.Actor.Organ == "" {
		return standing{}, false
	}
	return standing{
		role: role, act: act, acts: len(p.acts),
		ownOrgan: r.Organ == r.Actor.Organ,
		proposed: whoIs(r.Proposer, r.Actor.Staff),
		task:     whoIs(r.Assignee, r.Actor.Staff),
		sealed:   r.Sealed, warranted: r.Warranted,
	}, true
}

// index numbers the tuples without a gap.
func (s standing) index() int {
	i := s.role*s.acts + s.act
	i = i*2 + bit(s.ownOrgan)
	i = i*int(whos) + int(s.proposed)
	i = i*int(whos) + int(s.task)
	i = i*2 + bit(s.sealed)
	return i*2 + bit(s.warranted)
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// context is the tuple in Cedar's terms, as schema.cedarschema declares it.
func (s standing) context() cedar.Record {
	name := func(typ cedar.EntityType, w who) cedar.EntityUID {
		return cedar.NewEntityUID(typ, cedar.String([...]string{"nobody", "self", "another"}[w]))
	}
	return cedar.NewRecord(cedar.RecordMap{
		"ownOrgan":  cedar.Boolean(s.ownOrgan),
		"proposed":  name("Proposed", s.proposed),
		"task":      name("Task", s.task),
		"sealed":    cedar.Boolean(s.sealed),
		"warranted": cedar.Boolean(s.warranted),
	})
}
