package fengcun

// StaffID names a member of staff. It is an account name, not a person's name.
type StaffID string

// Role is what a member of staff may be in an organ.
type Role string

// The roles. The three administrators are separated (三员分立).
const (
	RoleHandler       Role = "handler"        // 承办人
	RoleApprover      Role = "approver"       // 审批人
	RoleCustodian     Role = "custodian"      // 档案管理员
	RoleWindow        Role = "window"         // 窗口受理员
	RoleSupervisor    Role = "supervisor"     // 监督检察官
	RoleSystemAdmin   Role = "system_admin"   // 系统管理员: no access to any content
	RoleSecurityAdmin Role = "security_admin" // 安全管理员
	RoleAuditAdmin    Role = "audit_admin"    // 安全审计员: reads the log, changes nothing
)

// RoleExchange is no member of staff's: what an organ on another installation did
// there takes effect here in its name, through the exchange.
const RoleExchange Role = "exchange"

// Roles lists every role that a member of staff can have.
func Roles() []Role {
	return []Role{
		RoleHandler, RoleApprover, RoleCustodian, RoleWindow, RoleSupervisor,
		RoleSystemAdmin, RoleSecurityAdmin, RoleAuditAdmin,
	}
}

// Actor is a member of staff acting for one organ in one role.
type Actor struct {
	Staff StaffID
	Organ OrganID
	Role  Role
}
