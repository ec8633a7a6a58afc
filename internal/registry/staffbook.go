package registry

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// longestName bounds what a member of staff or a division is called, in characters.
const longestName = 40

// EnterStaff says what a member of staff of the actor's organ is called and to which
// division (庭、处、科) they belong; an empty division is none. It gives nobody a right.
func (r *Registry) EnterStaff(ctx context.Context, actor fengcun.Actor, staff fengcun.StaffID, name, division string) error {
	a, err := r.keepsStaff(ctx, actor, name)
	if err != nil {
		return err
	}
	members, err := store.Members(ctx, r.rows, actor.Organ)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(members, func(m fengcun.Actor) bool { return m.Staff == staff }) {
		return errNotFound("account")
	}
	divisions, err := store.Divisions(ctx, r.rows, actor.Organ)
	if err != nil {
		return err
	}
	if division != "" && !slices.Contains(divisions, division) {
		return fengcun.Invalid("staff.division", "division")
	}
	_, err = r.commit(ctx, a, append(store.SetDivision(actor.Organ, staff, division), store.SetStaffName(staff, strings.TrimSpace(name))))
	return err
}

// AddDivision adds a division to the actor's organ.
func (r *Registry) AddDivision(ctx context.Context, actor fengcun.Actor, name string) error {
	a, err := r.keepsStaff(ctx, actor, name)
	if err != nil {
		return err
	}
	_, err = r.commit(ctx, a, []store.Statement{store.InsertDivision(actor.Organ, strings.TrimSpace(name))})
	return err
}

// RemoveDivision takes a division away to which nobody belongs any more.
func (r *Registry) RemoveDivision(ctx context.Context, actor fengcun.Actor, name string) error {
	a, err := r.keepsStaff(ctx, actor, name)
	if err != nil {
		return err
	}
	divisions, err := store.Divisions(ctx, r.rows, actor.Organ)
	if err != nil {
		return err
	}
	if !slices.Contains(divisions, name) {
		return fengcun.Invalid("staff.division", "division")
	}
	_, err = r.commit(ctx, a, []store.Statement{store.DeleteDivision(actor.Organ, name)})
	if fengcun.CodeOf(err) == "store.conflict" {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "staff.division_used", Field: "division"}
	}
	return err
}

func (r *Registry) keepsStaff(ctx context.Context, actor fengcun.Actor, name string) (*act, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.KeepStaff, Organ: actor.Organ}, fengcun.ID{})
	if err != nil {
		return nil, err
	}
	if n := utf8.RuneCountInString(strings.TrimSpace(name)); n == 0 || n > longestName {
		return nil, fengcun.Invalid("staff.name", "name")
	}
	return a, nil
}

// Colleague is a member of staff as the books of an organ have them.
type Colleague struct {
	fengcun.Actor
	Name     string // empty where none was entered
	Division string
}

// StaffBook lists who acts for the actor's organ, what they are called and to which
// division they belong, for those who grant its roles.
func (r *Registry) StaffBook(ctx context.Context, actor fengcun.Actor) ([]Colleague, error) {
	members, err := r.Members(ctx, actor)
	if err != nil {
		return nil, err
	}
	names, err := r.StaffNames(ctx, 0)
	if err != nil {
		return nil, err
	}
	divisions, err := store.DivisionsOfStaff(ctx, r.rows, actor.Organ)
	if err != nil {
		return nil, err
	}
	called := map[fengcun.StaffID]string{}
	for _, n := range names {
		called[n.Staff] = n.Name
	}
	book := make([]Colleague, len(members))
	for i, m := range members {
		book[i] = Colleague{m, called[m.Staff], divisions[m.Staff]}
	}
	return book, nil
}

// StaffName is what a member of staff is called, with the number of the entry.
type StaffName = store.StaffName

// StaffNames returns the names entered after an entry. What staff are called is no
// secret among staff: it is no act.
func (r *Registry) StaffNames(ctx context.Context, after int64) ([]StaffName, error) {
	return store.StaffNames(ctx, r.rows, after)
}

// Divisions lists the divisions of an organ, which are no secret.
func (r *Registry) Divisions(ctx context.Context, organ fengcun.OrganID) ([]string, error) {
	return store.Divisions(ctx, r.rows, organ)
}
