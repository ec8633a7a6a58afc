package sample

import (
	"time"

	"fengcun"
)

// The sample district has one organ of each of the four kinds of Article 14, all
// at the basic level and peers of each other, and a second court beside them.
const (
	Court         fengcun.OrganID = "court-dongjiang"
	Procuratorate fengcun.OrganID = "procuratorate-dongjiang"
	Police        fengcun.OrganID = "police-dongjiang"
	Justice       fengcun.OrganID = "justice-dongjiang"
	OtherCourt    fengcun.OrganID = "court-xihe"
)

// Since is the day from which the sample organs exist and are peers.
var Since = fengcun.NewDate(2000, time.January, 1)

// Organs returns the sample organs.
func Organs() []fengcun.Organ {
	organ := func(id fengcun.OrganID, kind fengcun.OrganKind, name, code string) fengcun.Organ {
		return fengcun.Organ{ID: id, Kind: kind, Level: fengcun.LevelBasic, Name: name, Region: "310100", Code: code, ValidFrom: Since}
	}
	return []fengcun.Organ{
		organ(Court, fengcun.Court, "东江区人民法院", "东江法"),
		organ(Procuratorate, fengcun.Procuratorate, "东江区人民检察院", "东江检"),
		organ(Police, fengcun.Police, "东江公安分局", "东江公"),
		organ(Justice, fengcun.Justice, "东江区司法局", "东江司"),
		organ(OtherCourt, fengcun.Court, "西河区人民法院", "西河法"),
	}
}

// Peers returns the pairs of organs at the same level.
func Peers() [][2]fengcun.OrganID {
	return [][2]fengcun.OrganID{
		{Court, Procuratorate}, {Court, Police}, {Court, Justice},
		{Procuratorate, Police}, {Procuratorate, Justice}, {Police, Justice},
	}
}

// Staff returns the sample staff: in each organ one person in each role that
// works on records, a second handler and a second security administrator.
func Staff() []fengcun.Actor {
	var staff []fengcun.Actor
	for _, o := range Organs() {
		for _, role := range []fengcun.Role{
			fengcun.RoleHandler, fengcun.RoleApprover, fengcun.RoleCustodian, fengcun.RoleWindow,
			fengcun.RoleSystemAdmin, fengcun.RoleSecurityAdmin, fengcun.RoleAuditAdmin,
		} {
			staff = append(staff, Member(o.ID, role))
		}
		staff = append(staff, Second(o.ID), SecondSecurity(o.ID))
	}
	return append(staff, Member(Procuratorate, fengcun.RoleSupervisor))
}

// Member returns the sample member of staff of an organ in a role.
func Member(organ fengcun.OrganID, role fengcun.Role) fengcun.Actor {
	return fengcun.Actor{Staff: fengcun.StaffID(string(role) + "." + string(organ)), Organ: organ, Role: role}
}

// Second returns an organ's second handler, who has no part in the first one's
// matters.
func Second(organ fengcun.OrganID) fengcun.Actor {
	return fengcun.Actor{Staff: fengcun.StaffID("handler2." + string(organ)), Organ: organ, Role: fengcun.RoleHandler}
}

// SecondSecurity returns an organ's second security administrator, who approves
// what the first one proposes.
func SecondSecurity(organ fengcun.OrganID) fengcun.Actor {
	return fengcun.Actor{Staff: fengcun.StaffID("security_admin2." + string(organ)), Organ: organ, Role: fengcun.RoleSecurityAdmin}
}
