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

// Settle registers the sample organs, peers and staff, all of whom work here.
func Settle(ctx context.Context, s Settler) error {
	return SettleAs(ctx, s, func(fengcun.OrganID) fengcun.Connection { return fengcun.ConnectedHere })
}

// SettleAs does the same where some organs work elsewhere or on paper. Only those
// that work here have staff here.
func SettleAs(ctx context.Context, s Settler, connection func(fengcun.OrganID) fengcun.Connection) error {
	here := func(id fengcun.OrganID) bool { return connection(id) == fengcun.ConnectedHere }
	var system fengcun.Actor
	for _, o := range Organs() {
		if here(o.ID) {
			system = Member(o.ID, fengcun.RoleSystemAdmin)
			break
		}
	}
	for _, o := range Organs() {
		o.Connection = connection(o.ID)
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
		if !here(member.Organ) {
			continue
		}
		if err := s.AddMember(ctx, Member(member.Organ, fengcun.RoleSecurityAdmin), member); err != nil {
			return err
		}
	}
	return nil
}
