package sample

import (
	"context"

	"fengcun"
)

// Namer enters what staff are called. The registry of acts is one.
type Namer interface {
	AddDivision(ctx context.Context, actor fengcun.Actor, name string) error
	EnterStaff(ctx context.Context, actor fengcun.Actor, staff fengcun.StaffID, name, division string) error
}

// The division of an organ that has to do with juveniles, and its office. Handlers and
// approvers sit in the first.
const (
	JuvenileDivision = "未成年人案件办公室"
	Office           = "综合科"
)

// NameStaff names the sample staff of organs and puts them into divisions.
func NameStaff(ctx context.Context, n Namer) error {
	organs := map[fengcun.OrganID]bool{}
	for i, member := range Staff() {
		security := Member(member.Organ, fengcun.RoleSecurityAdmin)
		if !organs[member.Organ] {
			organs[member.Organ] = true
			for _, division := range []string{JuvenileDivision, Office} {
				if err := n.AddDivision(ctx, security, division); err != nil {
					return err
				}
			}
		}
		division := Office
		if member.Role == fengcun.RoleHandler || member.Role == fengcun.RoleApprover {
			division = JuvenileDivision
		}
		name := surnames[i%len(surnames)] + givenFirst[i%len(givenFirst)] + givenLast[i%len(givenLast)]
		if err := n.EnterStaff(ctx, security, member.Staff, name, division); err != nil {
			return err
		}
	}
	return nil
}
