package policy_test

import (
	"errors"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fengcun"
	"fengcun/internal/audit"
	"fengcun/internal/policy"
)

// fataler is what testing and rapid have in common.
type fataler interface {
	Helper()
	Fatal(args ...any)
}

func newPolicy(t fataler) *policy.Policy {
	t.Helper()
	p, err := policy.New()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var basisForm = regexp.MustCompile(`^([1-9][0-9]?(\([1-9]\))?|P[1-9][0-9]?)$`)

// A ground goes into the audit entry of every act and every refusal, so it is
// never empty and always cites an article or a promise.
func TestEveryDecisionHasAGround(t *testing.T) {
	p := newPolicy(t)
	for _, act := range policy.Acts() {
		for _, role := range fengcun.Roles() {
			for _, r := range relations(role, act) {
				ground, err := p.Authorize(r)
				if ground.PolicyID == "" || !basisForm.MatchString(ground.Basis) {
					t.Fatalf("%+v: ground %+v", r, ground)
				}
				if entry := ground.PolicyID + " " + ground.Basis; len(entry) > audit.MaxBasis {
					t.Fatalf("ground %q does not fit the audit entry", entry)
				}
				if err != nil {
					var e *fengcun.Error
					if !errors.As(err, &e) || e.Kind != fengcun.KindForbidden || e.Code != "policy.denied" ||
						!r.Sealed && (e.Args["policy"] != ground.PolicyID || e.Args["basis"] != ground.Basis) {
						t.Fatalf("%+v: error %v", r, err)
					}
				}
				reasons := p.Explain(r)
				if len(reasons) == 0 || reasons[0].Ground != ground {
					t.Fatalf("%+v: explained by %+v, decided by %+v", r, reasons, ground)
				}
				for _, reason := range reasons {
					if reason.Forbids != (err != nil) {
						t.Fatalf("%+v: reason %+v does not fit the decision", r, reason)
					}
				}
			}
		}
	}
}

// What is decided, and why, in cases that a reviewer will ask about.
func TestGrounds(t *testing.T) {
	li := func(role fengcun.Role) fengcun.Actor {
		return fengcun.Actor{Staff: "li", Organ: "court-0101", Role: role}
	}
	for _, c := range []struct {
		name    string
		request policy.Request
		allowed bool
		ground  policy.Ground
	}{
		{"approval of another's proposal",
			policy.Request{Actor: li(fengcun.RoleApprover), Act: policy.ApproveDecision, Organ: "court-0101", Proposer: "wang"},
			true, policy.Ground{PolicyID: "approver-approves-decision", Basis: "4"}},
		{"approval of the own proposal",
			policy.Request{Actor: li(fengcun.RoleApprover), Act: policy.ApproveDecision, Organ: "court-0101", Proposer: "li"},
			false, policy.Ground{PolicyID: "nobody-approves-own", Basis: "P12"}},
		{"approval of nothing",
			policy.Request{Actor: li(fengcun.RoleApprover), Act: policy.ApproveDecision, Organ: "court-0101"},
			false, policy.Ground{PolicyID: policy.DefaultDeny, Basis: "10"}},
		{"reading a sealed record that was one's own task",
			policy.Request{Actor: li(fengcun.RoleHandler), Act: policy.Read, Organ: "court-0101", Assignee: "li", Sealed: true},
			false, policy.Ground{PolicyID: "sealed-is-closed", Basis: "10"}},
		{"a warrant does not make an ordinary reading lawful",
			policy.Request{Actor: li(fengcun.RoleHandler), Act: policy.Read, Organ: "court-0101", Assignee: "li", Sealed: true, Warranted: true},
			false, policy.Ground{PolicyID: "sealed-is-closed", Basis: "10"}},
		{"opening under a warrant",
			policy.Request{Actor: li(fengcun.RoleHandler), Act: policy.OpenSealed, Organ: "court-0101", Sealed: true, Warranted: true},
			true, policy.Ground{PolicyID: "handler-opens-under-warrant", Basis: "16"}},
		{"opening another organ's copy under a warrant",
			policy.Request{Actor: li(fengcun.RoleHandler), Act: policy.OpenSealed, Organ: "police-0101", Sealed: true, Warranted: true},
			false, policy.Ground{PolicyID: "own-organ-only", Basis: "14"}},
		{"the system administrator reads",
			policy.Request{Actor: li(fengcun.RoleSystemAdmin), Act: policy.Read, Organ: "court-0101", Assignee: "li"},
			false, policy.Ground{PolicyID: "administrators-see-no-content", Basis: "10"}},
		{"the supervisor opens",
			policy.Request{Actor: li(fengcun.RoleSupervisor), Act: policy.OpenSealed, Organ: "court-0101", Sealed: true, Warranted: true},
			false, policy.Ground{PolicyID: "supervisor-sees-no-content", Basis: "22"}},
		{"the window certifies",
			policy.Request{Actor: li(fengcun.RoleWindow), Act: policy.Certify, Organ: "court-0101"},
			true, policy.Ground{PolicyID: "window-certifies", Basis: "15"}},
		{"an act that is not listed",
			policy.Request{Actor: li(fengcun.RoleHandler), Act: "destroy", Organ: "court-0101"},
			false, policy.Ground{PolicyID: policy.DefaultDeny, Basis: "10"}},
		{"a role that is not listed",
			policy.Request{Actor: li("root"), Act: policy.Read, Organ: "court-0101", Assignee: "li"},
			false, policy.Ground{PolicyID: policy.DefaultDeny, Basis: "10"}},
		{"nobody in particular, unassigned",
			policy.Request{Actor: fengcun.Actor{Organ: "court-0101", Role: fengcun.RoleHandler}, Act: policy.Read, Organ: "court-0101"},
			false, policy.Ground{PolicyID: policy.DefaultDeny, Basis: "10"}},
		{"no organ on either side",
			policy.Request{Actor: fengcun.Actor{Staff: "li", Role: fengcun.RoleHandler}, Act: policy.File},
			false, policy.Ground{PolicyID: policy.DefaultDeny, Basis: "10"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPolicy(t)
			for range 2 { // asked, then remembered
				ground, err := p.Authorize(c.request)
				if ground != c.ground || (err == nil) != c.allowed {
					t.Errorf("got %+v, %v; want %+v, allowed %v", ground, err, c.ground, c.allowed)
				}
			}
		})
	}
}

// TestExplainNamesEveryProhibition: "fengcun policy why" must not hide the
// second reason behind the first.
func TestExplainNamesEveryProhibition(t *testing.T) {
	p := newPolicy(t)
	reasons := p.Explain(policy.Request{
		Actor: fengcun.Actor{Staff: "li", Organ: "court-0101", Role: fengcun.RoleSystemAdmin},
		Act:   policy.ApproveWarrant, Organ: "police-0101", Proposer: "li", Sealed: true,
	})
	want := []policy.Ground{
		{PolicyID: "administrators-see-no-content", Basis: "10"},
		{PolicyID: "nobody-approves-own", Basis: "P12"},
		{PolicyID: "own-organ-only", Basis: "14"},
	}
	if len(reasons) != len(want) {
		t.Fatalf("got %+v, want %+v", reasons, want)
	}
	for i, reason := range reasons {
		if reason.Ground != want[i] || !reason.Forbids {
			t.Errorf("got %+v, want %+v", reason, want[i])
		}
	}
}

var staff = rapid.SampledFrom([]fengcun.StaffID{"", "li", "wang", "zhao", "li "})

var anyRequest = rapid.Custom(func(t *rapid.T) policy.Request {
	organ := rapid.SampledFrom([]fengcun.OrganID{"", "court-0101", "police-0101"})
	return policy.Request{
		Actor: fengcun.Actor{
			Staff: staff.Draw(t, "staff"),
			Organ: organ.Draw(t, "of"),
			Role:  rapid.SampledFrom(append(fengcun.Roles(), "", "root")).Draw(t, "role"),
		},
		Act:       rapid.SampledFrom(append(policy.Acts(), "", "destroy")).Draw(t, "act"),
		Organ:     organ.Draw(t, "organ"),
		Proposer:  staff.Draw(t, "proposer"),
		Assignee:  staff.Draw(t, "assignee"),
		Sealed:    rapid.Bool().Draw(t, "sealed"),
		Warranted: rapid.Bool().Draw(t, "warranted"),
	}
})

// P3, Articles 10 and 16: without a warrant no role reaches the content of a
// sealed thing, nor finds it.
func TestNoWarrantNoContent(t *testing.T) {
	p := newPolicy(t)
	// These acts may concern a sealed thing without showing what is in it.
	blind := map[policy.Act]bool{
		policy.ReportUnsealing: true, policy.ExamineUnsealing: true, policy.ApproveUnsealing: true,
		policy.RequestWarrant: true, policy.ApproveWarrant: true, policy.ReviewCorrection: true,
		policy.TellSeal: true,
	}
	rapid.Check(t, func(t *rapid.T) {
		r := anyRequest.Draw(t, "request")
		r.Sealed, r.Warranted = true, false
		if _, err := p.Authorize(r); err == nil && !blind[r.Act] {
			t.Fatalf("%+v was allowed", r)
		}
	})
}

// P5: whether a thing is sealed changes no answer about the sealed domain, so
// that a refusal there tells nothing. Only reopening asks, because it needs no
// warrant where nothing is sealed.
func TestSealedDomainDoesNotTell(t *testing.T) {
	p := newPolicy(t)
	acts := slices.DeleteFunc(p.ActsIn("sealed_domain"), func(a policy.Act) bool { return a == policy.Reopen })
	rapid.Check(t, func(t *rapid.T) {
		r := anyRequest.Draw(t, "request")
		r.Act = rapid.SampledFrom(acts).Draw(t, "sealed act")
		r.Sealed = false
		open, _ := p.Authorize(r)
		r.Sealed = true
		if sealed, _ := p.Authorize(r); sealed != open {
			t.Fatalf("%+v: %+v when open, %+v when sealed", r, open, sealed)
		}
	})
}

// P5: a refusal tells nobody that something is sealed. Whoever is refused while
// the thing is open hears the same when it is sealed, and whoever is refused only
// because it is sealed hears what anybody without a part in it hears.
func TestRefusalDoesNotTell(t *testing.T) {
	p := newPolicy(t)
	refusal := func(r policy.Request) map[string]string {
		_, err := p.Authorize(r)
		if err == nil {
			return nil
		}
		return err.(*fengcun.Error).Args
	}
	rapid.Check(t, func(t *rapid.T) {
		r := anyRequest.Draw(t, "request")
		r.Sealed = false
		open := refusal(r)
		r.Sealed = true
		sealed := refusal(r)
		if open == nil {
			open = map[string]string{"policy": policy.DefaultDeny, "basis": "10"}
		}
		if sealed != nil && !maps.Equal(open, sealed) {
			t.Fatalf("%+v: refused with %v when open, %v when sealed", r, open, sealed)
		}
	})
}

// P12: nobody approves what they proposed. Which acts approve is asked of the schema,
// of the policies and of the names, each by itself, so that an act that one of them
// forgets is found by another.
func TestNobodyApprovesOwn(t *testing.T) {
	p := newPolicy(t)
	second := p.ActsIn("approval")
	for _, act := range policy.Acts() {
		if strings.HasPrefix(string(act), "approve_") && !slices.Contains(second, act) {
			t.Errorf("%s is not in the group of approvals", act)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		r := anyRequest.Draw(t, "request")
		allowed := func(proposer fengcun.StaffID) bool {
			r.Proposer = proposer
			_, err := p.Authorize(r)
			return err == nil
		}
		own := allowed(r.Actor.Staff)
		if own && slices.Contains(second, r.Act) && r.Actor.Staff != "" {
			t.Fatalf("%+v was allowed", r)
		}
		// What is permitted because another proposed it is never permitted on the own
		// proposal, whatever group the act is in.
		if own && allowed("another "+r.Actor.Staff) && !allowed("") {
			t.Fatalf("%+v was allowed on the own proposal, and not without one", r)
		}
	})
	// Whoever proposes may do so alone, and nobody else's act needs a second person.
	for _, act := range policy.Acts() {
		needs := false
		for _, role := range fengcun.Roles() {
			for _, r := range relations(role, act) {
				r.Proposer = ""
				_, alone := p.Authorize(r)
				r.Proposer = "another " + r.Actor.Staff
				_, with := p.Authorize(r)
				needs = needs || alone != nil && with == nil
			}
		}
		// An approver reads what was put before them: that approves nothing.
		if needs && act != policy.Read && !slices.Contains(second, act) {
			t.Errorf("%s is permitted on another's proposal only, and is not in the group of approvals", act)
		}
	}
}

// The decision depends on how identities compare, never on which they are: this
// is what makes remembering it sound.
func TestNamesDoNotMatter(t *testing.T) {
	p := newPolicy(t)
	renamed := map[fengcun.StaffID]fengcun.StaffID{"": "", "li": "a", "wang": "b", "zhao": "c", "li ": "d"}
	moved := map[fengcun.OrganID]fengcun.OrganID{"": "", "court-0101": "x", "police-0101": "y"}
	rapid.Check(t, func(t *rapid.T) {
		r := anyRequest.Draw(t, "request")
		s := r
		s.Actor.Staff, s.Proposer, s.Assignee = renamed[r.Actor.Staff], renamed[r.Proposer], renamed[r.Assignee]
		s.Actor.Organ, s.Organ = moved[r.Actor.Organ], moved[r.Organ]
		g, errG := p.Authorize(r)
		h, errH := newPolicy(t).Authorize(s) // nothing remembered
		if g != h || (errG == nil) != (errH == nil) {
			t.Fatalf("%+v: %+v; renamed: %+v", r, g, h)
		}
	})
}

func BenchmarkAuthorize(b *testing.B) {
	p := newPolicy(b)
	r := policy.Request{
		Actor: fengcun.Actor{Staff: "li", Organ: "court-0101", Role: fengcun.RoleHandler},
		Act:   policy.Read, Organ: "court-0101", Assignee: "li",
	}
	for b.Loop() {
		if _, err := p.Authorize(r); err != nil {
			b.Fatal(err)
		}
	}
}
