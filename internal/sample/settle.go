package sample

import (
	"context"

	"fengcun"
	"fengcun/internal/identity"
)

// Settler carries out the acts that settle a district. The registry of acts is
// one.
type Settler interface {
	Issuer
	AddOrgan(ctx context.Context, actor fengcun.Actor, o fengcun.Organ) error
	AddPeers(ctx context.Context, actor fengcun.Actor, one, other fengcun.OrganID, from fengcun.Date) error
	AddMember(ctx context.Context, actor, member fengcun.Actor) error
}

// Issuer carries out the acts that let an organ issue certificates. The registry of
// acts is one.
type Issuer interface {
	StateFeed(ctx context.Context, actor fengcun.Actor, e fengcun.FeedExtent) error
	SwitchIssuing(ctx context.Context, actor fengcun.Actor, i fengcun.Issuing) (fengcun.ID, error)
	ApproveChange(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (identity.Password, error)
}

// Settle registers the sample organs, peers and staff, all of whom work here, as of
// today.
func Settle(ctx context.Context, s Settler, today fengcun.Date) error {
	return SettleAs(ctx, s, today, func(fengcun.OrganID) fengcun.Connection { return fengcun.ConnectedHere })
}

// SettleAs does the same where some organs work elsewhere or on paper. Only those
// that work here have staff here. Of them the police issue certificates,
// and the court where there are none.
func SettleAs(ctx context.Context, s Settler, today fengcun.Date, connection func(fengcun.OrganID) fengcun.Connection) error {
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
	for _, organ := range []fengcun.OrganID{Police, Court} {
		if here(organ) {
			return LetIssue(ctx, s, organ, today)
		}
	}
	return nil
}

// LetIssue lets a sample organ issue certificates: its feed has delivered everything
// up to today.
func LetIssue(ctx context.Context, i Issuer, organ fengcun.OrganID, today fengcun.Date) error {
	custodian := Member(organ, fengcun.RoleCustodian)
	if err := i.StateFeed(ctx, custodian, fengcun.FeedExtent{UpTo: today, Platform: 1, Delivered: 1}); err != nil {
		return err
	}
	change, err := i.SwitchIssuing(ctx, custodian, fengcun.Issuing{Mode: fengcun.IssuesHere, Coverage: 100, Days: fengcun.LongestFeedAge})
	if err != nil {
		return err
	}
	_, err = i.ApproveChange(ctx, Member(organ, fengcun.RoleApprover), change)
	return err
}
