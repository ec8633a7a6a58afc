package console

import (
	"slices"
	"strconv"
	"strings"

	"fengcun"
	"fengcun/internal/locale"
)

// shell is what stands around every page.
type shell struct {
	Lang      locale.Lang
	Large     bool
	SignedIn  bool
	Window    bool // the applicant looks on: nothing here speaks of anything but the application
	Organ     fengcun.Organ
	Staff     fengcun.StaffID
	Role      fengcun.Role
	Roles     bool // there are others to choose from
	Product   string
	Search    string // where the search goes, empty for roles without one
	Nav       []navGroup
	Title     string
	Path      string // of this page, to come back to
	Synthetic bool
	Years     string // of the holiday notices
	Today     fengcun.Date
	Now       string // when the page was made, for the foot of a print
	Entry     int64  // of the page in the log, where its reader sees the matter's numbers anyway; zero elsewhere
	Name      string // of the page
	Body      any
}

// navGroup is a group of the side navigation.
type navGroup struct {
	Head  string // key
	Items []navItem
}

type navItem struct {
	Text string // key
	Link string
	Here bool
	N    int // how much waits there for the visitor
}

// navigation says what each role finds at the side. It says what there is to do,
// never who may do it: that is the policy's.
func navigation(role fengcun.Role) []navGroup {
	item := func(text, link string) navItem { return navItem{Text: "console.nav." + text, Link: link} }
	group := func(head string, items ...navItem) navGroup { return navGroup{"console.nav." + head, items} }
	basis := group("basis", item("law", "/law"), item("terms", "/terms"))
	own := group("own", item("account", "/account"))
	work := item("work", "/work")
	switch role {
	case fengcun.RoleHandler:
		return []navGroup{group("doing", work, item("matters", "/matters"), item("file", "/matters/new"), item("intake", "/intake"), item("search", "/search"), item("files", "/files"), item("scan", "/scan"), item("told", "/told"), item("blanks", "/blanks"), item("unsealing", "/unsealings/new"), item("handover", "/handover")), aboutInquiries(item), basis, own}
	case fengcun.RoleApprover:
		return []navGroup{group("doing", work, item("board", "/board"), item("plain", "/approvals"), item("handover", "/handover"), item("files", "/files"), item("trace", "/trace"), item("probes", "/probes"), item("voids", "/voids"), item("issuing", "/issuing"), item("changes", "/changes")), aboutInquiries(item), basis, own}
	case fengcun.RoleCustodian:
		return []navGroup{group("doing", work, item("scan", "/scan"), item("probes", "/probes"), item("issuing", "/issuing")), basis, own}
	case fengcun.RoleWindow:
		return []navGroup{
			group("window", item("certify", "/certificates/new"), item("accepted", "/work"), item("blanks", "/blanks"), item("redirect", "/redirect")),
			group("asking", item("inquire", "/inquiries/new"), item("inquiries", "/inquiries"), item("titles", "/titles")),
			group("basis", item("terms", "/terms")), own,
		}
	case fengcun.RoleAuditAdmin:
		return []navGroup{group("doing", item("audit", "/audit"), item("trace", "/trace"), item("why", "/why")), basis, own}
	case fengcun.RoleSecurityAdmin:
		return []navGroup{group("doing", item("staff", "/staff"), item("deputies", "/staff/deputies"), item("changes", "/changes"), item("forms", "/forms"), item("why", "/why")), basis, own}
	case fengcun.RoleSupervisor:
		return []navGroup{group("doing", item("supervised", "/supervised"), item("probes", "/probes")), basis, own}
	case fengcun.RoleSystemAdmin:
		return []navGroup{group("doing", item("organs", "/organs"), item("calendar", "/calendar"), item("forms", "/forms"), item("changes", "/changes")), basis, own}
	}
	return []navGroup{basis, own}
}

// aboutInquiries is what handlers and approvers have to do with inquiries.
func aboutInquiries(item func(text, link string) navItem) navGroup {
	return navGroup{"console.nav.asking", []navItem{item("inquiries", "/inquiries"), item("misuses", "/misuses"), item("titles", "/titles")}}
}

// home is where a role begins.
func home(role fengcun.Role) string {
	if groups := navigation(role); role != "" {
		return groups[0].Items[0].Link
	}
	return "/role"
}

// shell puts what stands around a page together. The title stands in the browser's
// history, so it is that of the kind of page and never names a matter or a person.
func (v *visit) shell(name string, body any) shell {
	actor := v.actor()
	s := shell{
		Lang: v.look.Lang(), Large: v.large, SignedIn: actor.Role != "", Window: actor.Role == fengcun.RoleWindow,
		Organ: v.organ, Staff: v.session.Staff, Role: actor.Role, Roles: len(v.session.Memberships) > 1,
		Product: "console.product", Path: v.r.URL.Path, Synthetic: v.parts.Synthetic, Today: v.today(), Now: minute(v.parts.Clock()), Entry: v.entry, Name: name, Body: body,
	}
	if s.Window {
		s.Product = "console.product_window"
	}
	if actor.Role == fengcun.RoleHandler {
		s.Search = "/search"
	}
	if s.SignedIn {
		s.Nav = navigation(actor.Role)
	}
	waiting := map[string]int{"/work": v.duties.Work, "/matters": v.duties.Matters, "/changes": v.duties.Changes}
	// The item of the longest address that this page is below.
	var here *navItem
	for g := range s.Nav {
		for i := range s.Nav[g].Items {
			item := &s.Nav[g].Items[i]
			item.N = waiting[item.Link]
			if (s.Path == item.Link || strings.HasPrefix(s.Path, item.Link+"/")) && (here == nil || len(item.Link) > len(here.Link)) {
				here = item
			}
		}
	}
	if here != nil {
		here.Here = true
	}
	s.Title = "console.title." + name
	// The foot is on the page of an error too: what it cannot say it leaves out.
	if days, err := v.parts.Registry.Calendar(v.ctx()); err == nil {
		s.Years = strconv.Itoa(slices.Max(days.Years()))
	}
	return s
}
