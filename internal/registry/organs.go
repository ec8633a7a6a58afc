package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
)

// AddOrgan registers an organ and makes its keys, if it works here: an organ that
// is reached on paper or on an installation of its own has its keys there or none.
func (r *Registry) AddOrgan(ctx context.Context, actor fengcun.Actor, o fengcun.Organ) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.ManageOrgans, Organ: actor.Organ}, fengcun.ID{})
	if err != nil {
		return err
	}
	if o.ID == "" || o.Name == "" || o.Kind == "" || o.ValidFrom.IsZero() {
		return fengcun.Invalid("organ.incomplete", "organ")
	}
	if o.Connection != "" && !slices.Contains(fengcun.Connections(), o.Connection) {
		return fengcun.Invalid("organ.connection", "connection")
	}
	statements := []store.Statement{store.InsertOrgan(o)}
	if o.Here() {
		keys, err := r.organKeys(o.ID)
		if err != nil {
			return err
		}
		statements = append(statements, keys...)
	}
	_, err = r.commit(ctx, a, statements)
	return err
}

func (r *Registry) organKeys(id fengcun.OrganID) ([]store.Statement, error) {
	key, err := r.agent.CreateOrgan(id)
	if err != nil {
		return nil, err
	}
	if err := r.papers.AddOrgan(id, r.today()); err != nil {
		return nil, err
	}
	return r.vault.CreateOrgans(vault.SealedKey(key))
}

// Connect changes how an organ is reached: one that was on paper begins to work
// here, or gets an installation of its own. What is under way ends in the way in
// which it began, so nothing may be unanswered; and an organ that works here keeps
// doing so, because its sealed items are here.
func (r *Registry) Connect(ctx context.Context, actor fengcun.Actor, id fengcun.OrganID, to fengcun.Connection) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.ManageOrgans, Organ: actor.Organ}, fengcun.ID{})
	if err != nil {
		return err
	}
	if !slices.Contains(fengcun.Connections(), to) {
		return fengcun.Invalid("organ.connection", "connection")
	}
	o, err := store.Organ(ctx, r.rows, id)
	if err != nil {
		return err
	}
	if o.Here() {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "organ.works_here", Field: "organ"}
	}
	unanswered, err := store.Unanswered(ctx, r.rows, id)
	if err != nil {
		return err
	}
	if unanswered > 0 {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "organ.unanswered", Field: "organ"}
	}
	statements := []store.Statement{store.ConnectOrgan(o, to)}
	if to == fengcun.ConnectedHere {
		keys, err := r.organKeys(id)
		if err != nil {
			return err
		}
		statements = append(statements, keys...)
	}
	a.detail = string(to)
	_, err = r.commit(ctx, a, statements)
	return err
}

// Organs lists the organs of the installation. They are public: it is no act.
func (r *Registry) Organs(ctx context.Context) ([]fengcun.Organ, error) {
	return store.Organs(ctx, r.rows)
}

// AddPeers records that two organs are at the same level for each other, while the
// installation is being settled; afterwards it is a Change of two people.
func (r *Registry) AddPeers(ctx context.Context, actor fengcun.Actor, one, other fengcun.OrganID, from fengcun.Date) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.ManageOrgans, Organ: actor.Organ}, fengcun.ID{})
	if err != nil {
		return err
	}
	return r.settle(ctx, a, store.InsertPeer(one, other, "", from))
}

// AddMember lets a member of staff act for an organ in a role, while the
// installation is being settled; afterwards it is a Change of two people.
func (r *Registry) AddMember(ctx context.Context, actor, member fengcun.Actor) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.GrantRole, Organ: member.Organ}, fengcun.ID{})
	if err != nil {
		return err
	}
	if err := r.worksHere(ctx, member.Organ); err != nil {
		return err
	}
	a.detail = string(member.Role)
	return r.settle(ctx, a, []store.Statement{store.SetMembership(member, fengcun.Date{}, fengcun.Date{})})
}

// worksHere refuses an organ whose staff do not work on this installation.
func (r *Registry) worksHere(ctx context.Context, id fengcun.OrganID) error {
	organ, err := store.Organ(ctx, r.rows, id)
	if err == nil && !organ.Here() {
		err = &fengcun.Error{Kind: fengcun.KindConflict, Code: "organ.elsewhere", Field: "organ"}
	}
	return err
}

// settle commits what one person may do alone before the first account is opened:
// until then there is nobody who could be the second.
func (r *Registry) settle(ctx context.Context, a *act, statements []store.Statement) error {
	settled, err := store.Settled(ctx, r.rows)
	if err != nil {
		return err
	}
	if settled {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "change.two_people", Args: map[string]string{"basis": "P12"}}
	}
	_, err = r.commit(ctx, a, statements)
	return err
}

// RevokeRole takes a role away, at once and by one person. Sessions that act in it
// are over with their next request.
func (r *Registry) RevokeRole(ctx context.Context, actor, member fengcun.Actor) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.RevokeRole, Organ: member.Organ}, fengcun.ID{})
	if err != nil {
		return err
	}
	a.detail = string(member.Role)
	_, err = r.commit(ctx, a, []store.Statement{store.EndMembership(member, r.today().AddDays(-1))})
	if fengcun.CodeOf(err) == "store.conflict" {
		return errNotFound("role")
	}
	return err
}
