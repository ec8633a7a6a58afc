package sample

import (
	"context"

	"fengcun"
)

// Settler carries out the acts that settle a district. The registry of acts is
// one.
type Settler interface {
	AddOrgan(ctx context.Context, actor fengcun.Actor, o fengcun.Organ) error
	AddPeers(ctx context.Context, actor fengcun.Actor, one, other fengcun.OrganID, from fengcun.Date) error
	AddMember(ctx context.Context, actor, member fengcun.Actor) error
}

// Settle registers the sample organs, peers and staff.
func Settle(ctx context.Context, s Settler) error {
	system := Member(Court, fengcun.RoleSystemAdmin)
	for _, o := range Organs() {
		if err := s.AddOrgan(ctx, system, o); err != nil {
			return err
		}
	}
	for _, p := range Peers() {
		if err := s.AddPeers(ctx, system, p[0], p[1], Since); err != nil {
			return err
		}
	}
	for _, member := range Staff() {
		if err := s.AddMember(ctx, Member(member.Organ, fengcun.RoleSecurityAdmin), member); err != nil {
			return err
		}
	}
	return nil
}
