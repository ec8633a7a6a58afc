package registry_test

import (
	"context"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// TestClient: one proposes, another approves, either shuts out; and every handle
// that is not a live client's is the same answer.
func TestClient(t *testing.T) {
	d := district.Open(t)
	ctx := context.Background()
	system, security := sample.Member(sample.Court, fengcun.RoleSystemAdmin), sample.Member(sample.Court, fengcun.RoleSecurityAdmin)
	as := sample.Member(sample.Court, fengcun.RoleHandler)
	until := fengcun.DateOf(d.Clock.Now()).AddDays(30)
	proposal := registry.Client{Kind: registry.ClientKey, Handle: [32]byte{1}, As: as, ValidTo: until}

	known := func(kind registry.ClientKind, handle [32]byte) string {
		t.Helper()
		actor, err := d.Registry.ClientOf(ctx, kind, handle)
		if err == nil && actor != as {
			t.Errorf("the client acts as %v", actor)
		}
		return fengcun.CodeOf(err)
	}
	for name, c := range map[string]struct {
		change func(*registry.Client)
		code   string
	}{
		"no handle":         {func(c *registry.Client) { c.Handle = [32]byte{} }, "client.kind"},
		"unknown kind":      {func(c *registry.Client) { c.Kind = "password" }, "client.kind"},
		"no end":            {func(c *registry.Client) { c.ValidTo = fengcun.Date{} }, "client.valid_to"},
		"over already":      {func(c *registry.Client) { c.ValidTo = fengcun.DateOf(d.Clock.Now()).AddDays(-1) }, "client.valid_to"},
		"too long":          {func(c *registry.Client) { c.ValidTo = fengcun.DateOf(d.Clock.Now()).AddDays(800) }, "client.valid_to"},
		"nobody's account":  {func(c *registry.Client) { c.As.Staff = "nobody" }, "client.account"},
		"a role it has not": {func(c *registry.Client) { c.As.Role = fengcun.RoleApprover }, "client.account"},
		"another organ's":   {func(c *registry.Client) { c.As = sample.Member(sample.Police, fengcun.RoleHandler) }, "policy.denied"},
	} {
		q := proposal
		c.change(&q)
		if _, err := d.Registry.ProposeClient(ctx, system, q); fengcun.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}

	id, err := d.Registry.ProposeClient(ctx, system, proposal)
	if err != nil {
		t.Fatal(err)
	}
	if code := known(registry.ClientKey, proposal.Handle); code != "client.unknown" {
		t.Errorf("before the second person: %q", code)
	}
	if _, err := d.Registry.ProposeClient(ctx, system, proposal); fengcun.CodeOf(err) != "client.exists" {
		t.Errorf("the same handle twice: %v", err)
	}
	if err := d.Registry.ApproveClient(ctx, system, id); fengcun.CodeOf(err) != "policy.denied" {
		t.Errorf("the proposer approves: %v", err)
	}
	foreign := sample.Member(sample.Police, fengcun.RoleSecurityAdmin)
	for _, err := range []error{d.Registry.ApproveClient(ctx, foreign, id), d.Registry.RevokeClient(ctx, foreign, id), d.Registry.RevokeClient(ctx, system, fengcun.NewID())} {
		if fengcun.CodeOf(err) != "not_found" {
			t.Errorf("another organ's client, or none: %v", err)
		}
	}
	if err := d.Registry.ApproveClient(ctx, security, id); err != nil {
		t.Fatal(err)
	}
	for handle, want := range map[[32]byte]string{proposal.Handle: "", {2}: "client.unknown"} {
		if code := known(registry.ClientKey, handle); code != want {
			t.Errorf("handle %x: %q, want %q", handle[:1], code, want)
		}
	}
	if code := known(registry.ClientCertificate, proposal.Handle); code != "client.unknown" {
		t.Errorf("a key shown as a certificate: %q", code)
	}
	if list, err := d.Registry.Clients(ctx, security); err != nil || len(list) != 1 || !list[0].Approved || list[0].ID != id {
		t.Errorf("list: %v, %v", list, err)
	}
	d.Days(31)
	if code := known(registry.ClientKey, proposal.Handle); code != "client.unknown" {
		t.Errorf("after its last day: %q", code)
	}
	d.Days(-31)
	if err := d.Registry.RevokeClient(ctx, system, id); err != nil {
		t.Fatal(err)
	}
	if code := known(registry.ClientKey, proposal.Handle); code != "client.unknown" {
		t.Errorf("revoked: %q", code)
	}
	if err := d.Registry.ApproveClient(ctx, security, id); fengcun.CodeOf(err) != "client.state" {
		t.Errorf("approved again: %v", err)
	}
}
