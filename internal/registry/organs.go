package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
)

// AddOrgan registers an organ and makes its keys.
func (r *Registry) AddOrgan(ctx context.Context, actor fengcun.Actor, o fengcun.Organ) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.ManageOrgans, Organ: actor.Organ}, fengcun.ID{})
	if err != nil {
		return err
	}
	if o.ID == "" || o.Name == "" || o.Kind == "" || o.ValidFrom.IsZero() {
		return fengcun.Invalid("organ.incomplete", "organ")
	}
	key, err := r.agent.CreateOrgan(o.ID)
	if err != nil {
		return err
	}
	keys, err := r.vault.CreateOrgans(vault.SealedKey(key))
	if err != nil {
		return err
	}
	_, err = r.commit(ctx, a, append(keys, store.InsertOrgan(o)))
	return err
}

// AddPeers records that two organs are at the same level for each other.
func (r *Registry) AddPeers(ctx context.Context, actor fengcun.Actor, one, other fengcun.OrganID, from fengcun.Date) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.ManageOrgans, Organ: actor.Organ}, fengcun.ID{})
	if err != nil {
		return err
	}
	_, err = r.commit(ctx, a, store.InsertPeer(one, other, from))
	return err
}

// AddMember lets a member of staff act for an organ in a role.
func (r *Registry) AddMember(ctx context.Context, actor, member fengcun.Actor) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.GrantRole, Organ: member.Organ}, fengcun.ID{})
	if err != nil {
		return err
	}
	a.detail = string(member.Role)
	_, err = r.commit(ctx, a, []store.Statement{store.InsertMembership(member)})
	return err
}
