package main

import (
	"strings"

	"fengcun"
	"fengcun/internal/policy"
)

// policyCmd asks the policies.
type policyCmd struct {
	Why policyWhyCmd `cmd:"" help:"${help_policy_why}"`
}

// policyWhyCmd says who may do what and on which article, for a situation
// described by flags. It asks about roles, never about a person or a record.
type policyWhyCmd struct {
	Role       string `required:"" placeholder:"ROLE" help:"${help_policy_role}"`
	Act        string `required:"" placeholder:"ACT" help:"${help_policy_act}"`
	OtherOrgan bool   `help:"${help_policy_other_organ}"`
	Proposed   string `placeholder:"self|another" enum:",self,another" default:"" help:"${help_policy_proposed}"`
	Task       string `placeholder:"self|another" enum:",self,another" default:"" help:"${help_policy_task}"`
	Sealed     bool   `help:"${help_policy_sealed}"`
	Warranted  bool   `help:"${help_policy_warranted}"`
}

// Run answers. A denial is an answer, not an error.
func (c *policyWhyCmd) Run(p *program) error {
	role, act := fengcun.Role(c.Role), policy.Act(c.Act)
	if !oneOf(role, fengcun.Roles()) {
		return &fengcun.Error{Kind: fengcun.KindInvalid, Code: "cli.not_listed", Field: "--role", Args: map[string]string{"known": listed(fengcun.Roles())}}
	}
	if !oneOf(act, policy.Acts()) {
		return &fengcun.Error{Kind: fengcun.KindInvalid, Code: "cli.not_listed", Field: "--act", Args: map[string]string{"known": listed(policy.Acts())}}
	}
	rules, err := policy.New()
	if err != nil {
		return err
	}
	request := policy.Request{
		Actor: fengcun.Actor{Staff: "self", Organ: "own", Role: role}, Act: act, Organ: "own",
		Proposer: fengcun.StaffID(c.Proposed), Assignee: fengcun.StaffID(c.Task),
		Sealed: c.Sealed, Warranted: c.Warranted,
	}
	if c.OtherOrgan {
		request.Organ = "other"
	}
	answer := permission{Role: role, Act: act}
	for _, reason := range rules.Explain(request) {
		answer.Allowed = !reason.Forbids
		answer.Policies = append(answer.Policies, ground{reason.PolicyID, reason.Basis})
	}
	return p.show(answer)
}

type permission struct {
	Role     fengcun.Role `json:"role"`
	Act      policy.Act   `json:"act"`
	Allowed  bool         `json:"allowed"`
	Policies []ground     `json:"policies"`
}

type ground struct {
	ID    string `json:"id"`
	Basis string `json:"basis"`
}

func (a permission) text(v voice) []string {
	key := "policy.denied"
	if a.Allowed {
		key = "policy.allowed"
	}
	lines := []string{v.say(key, map[string]string{"role": v.term("role", string(a.Role)), "act": v.term("act", string(a.Act))})}
	for _, g := range a.Policies {
		lines = append(lines, "  "+g.ID+"  "+v.basis(g.Basis))
	}
	return lines
}

// basis cites what a policy rests on: an article, or a promise of this project.
func (v voice) basis(b string) string {
	if strings.HasPrefix(b, "P") {
		return b
	}
	return v.locale.Text("text.article", map[string]string{"article": b})
}
