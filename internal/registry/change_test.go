package registry_test

import (
	"slices"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

var (
	security2 = sample.SecondSecurity(sample.Court)
	clerk     = fengcun.Actor{Staff: "li", Organ: sample.Court, Role: fengcun.RoleWindow}
)

func mayAct(t *testing.T, d *district.District, who fengcun.Actor) bool {
	t.Helper()
	members, err := store.Memberships(ctx, d.Store.Reader(), who.Staff, fengcun.DateOf(d.Clock.Now()))
	if err != nil {
		t.Fatal(err)
	}
	return slices.Contains(members, who)
}

// A role is granted by two people, holds for its time, and one person takes it away.
func TestRoleNeedsTwo(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		signedIn(t, d, security, chosen) // the installation is in use
		refusal(t, d.Registry.AddMember(ctx, security, clerk), "change.two_people")
		refusal(t, d.Registry.AddPeers(ctx, sample.Member(sample.Court, fengcun.RoleSystemAdmin), sample.Court, sample.OtherCourt, sample.Since), "change.two_people")

		today := fengcun.DateOf(d.Clock.Now())
		ask := registry.Change{Kind: registry.ChangeRole, Member: clerk, From: today.AddDays(1), To: today.AddDays(10)}
		_, err := d.Registry.ProposeChange(ctx, handler, ask)
		refusal(t, err, "policy.denied")
		id, err := d.Registry.ProposeChange(ctx, security, ask)
		if err != nil {
			t.Fatal(err)
		}
		for who, code := range map[fengcun.Actor]string{
			security: "policy.denied", handler: "policy.denied",
			sample.SecondSecurity(sample.Police):                          "not_found",
			sample.Member(sample.Court, fengcun.RoleSystemAdmin):          "policy.denied",
			{Staff: "li", Organ: sample.Court, Role: security.Role}:       "policy.denied", // for oneself
			{Staff: security.Staff, Organ: sample.Court, Role: "auditor"}: "policy.denied",
		} {
			_, err := d.Registry.ApproveChange(ctx, who, id)
			refusal(t, err, code)
		}
		if waiting, err := d.Registry.Changes(ctx, security2); err != nil || len(waiting) != 1 || waiting[0].ID != id || waiting[0].Change != ask {
			t.Errorf("waiting %+v, %v", waiting, err)
		}
		if _, err := d.Registry.ApproveChange(ctx, security2, id); err != nil {
			t.Fatal(err)
		}
		_, err = d.Registry.ApproveChange(ctx, security2, id)
		refusal(t, err, "not_found")
		for day, want := range []bool{false, true} {
			if got := mayAct(t, d, clerk); got != want {
				t.Errorf("day %d: %v", day, got)
			}
			d.Days(1)
		}
		d.Days(8)
		if !mayAct(t, d, clerk) {
			t.Error("the last day does not count")
		}
		refusal(t, d.Registry.RevokeRole(ctx, handler, clerk), "policy.denied")
		if err := d.Registry.RevokeRole(ctx, security, clerk); err != nil {
			t.Fatal(err)
		}
		if mayAct(t, d, clerk) {
			t.Error("a revoked role is still there")
		}
		refusal(t, d.Registry.RevokeRole(ctx, security, clerk), "not_found")

		refused, err := d.Registry.ProposeChange(ctx, security, ask)
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Registry.RefuseChange(ctx, security2, refused); err != nil {
			t.Fatal(err)
		}
		_, err = d.Registry.ApproveChange(ctx, security2, refused)
		refusal(t, err, "not_found")
	})
}

// Where there are too few, the second person sits in the organ above, which two
// people name.
func TestSecondPersonAbove(t *testing.T) {
	d := district.Open(t)
	signedIn(t, d, security, chosen)
	above := sample.Member(sample.OtherCourt, fengcun.RoleSecurityAdmin)
	role, err := d.Registry.ProposeChange(ctx, security, registry.Change{Kind: registry.ChangeRole, Member: clerk})
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.Registry.ApproveChange(ctx, above, role)
	refusal(t, err, "not_found")
	system := sample.Member(sample.Court, fengcun.RoleSystemAdmin)
	superior, err := d.Registry.ProposeChange(ctx, system, registry.Change{Kind: registry.ChangeSuperior, Organ: sample.Court, Other: sample.OtherCourt})
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.Registry.ApproveChange(ctx, system, superior)
	refusal(t, err, "policy.denied")
	for _, step := range []struct {
		who fengcun.Actor
		id  fengcun.ID
	}{{security, superior}, {above, role}} {
		if _, err := d.Registry.ApproveChange(ctx, step.who, step.id); err != nil {
			t.Fatal(err)
		}
	}
	if !mayAct(t, d, clerk) {
		t.Error("the role is not there")
	}
}

// The same level is changed by two people and keeps its days.
func TestPeersNeedTwo(t *testing.T) {
	d := district.Open(t)
	system := sample.Member(sample.Court, fengcun.RoleSystemAdmin)
	today := fengcun.DateOf(d.Clock.Now())
	change := func(c registry.Change) {
		t.Helper()
		id, err := d.Registry.ProposeChange(ctx, system, c)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Registry.ApproveChange(ctx, security, id); err != nil {
			t.Fatal(err)
		}
	}
	peers := func(on fengcun.Date) bool {
		organs, err := store.Peers(ctx, d.Store.Reader(), sample.OtherCourt, "", on)
		if err != nil {
			t.Fatal(err)
		}
		return len(organs) == 1 && organs[0].ID == sample.Police
	}
	change(registry.Change{Kind: registry.ChangePeers, Organ: sample.Police, Other: sample.OtherCourt, From: today})
	change(registry.Change{Kind: registry.ChangePeersEnd, Organ: sample.Police, Other: sample.OtherCourt, To: today.AddDays(5)})
	for days, want := range map[int]bool{-1: false, 0: true, 5: true, 6: false} {
		if got := peers(today.AddDays(days)); got != want {
			t.Errorf("day %d: %v", days, got)
		}
	}
	_, err := d.Registry.ProposeChange(ctx, system, registry.Change{Kind: registry.ChangePeers, Organ: "nowhere", Other: sample.Court, From: today})
	refusal(t, err, "not_found")
}

// A reset takes two people, of whom only the one who did not ask learns the secret;
// it ends what was and must be replaced.
func TestResetNeedsTwo(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		s := signedIn(t, d, handler, chosen)
		id, err := d.Registry.ProposeChange(ctx, security, registry.Change{Kind: registry.ChangeReset, Member: fengcun.Actor{Staff: handler.Staff, Organ: sample.Court}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = d.Registry.ApproveChange(ctx, security, id)
		refusal(t, err, "policy.denied")
		secret, err := d.Registry.ApproveChange(ctx, security2, id)
		if err != nil || secret == "" {
			t.Fatal(err)
		}
		_, err = d.Registry.Session(ctx, s.Token)
		refusal(t, err, "session.ended")
		_, err = d.Registry.SignIn(ctx, typed(handler.Staff, chosen))
		refusal(t, err, "sign_in.refused")
		again, err := d.Registry.SignIn(ctx, typed(handler.Staff, secret))
		if err != nil || !again.Session.MustReplace {
			t.Errorf("%+v, %v", again.Session, err)
		}
		_, err = d.Registry.ProposeChange(ctx, security, registry.Change{Kind: registry.ChangeReset, Member: fengcun.Actor{Staff: sample.Second(sample.Police).Staff, Organ: sample.Court}})
		refusal(t, err, "not_found")
	})
}
