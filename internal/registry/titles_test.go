package registry_test

import (
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// titled is a change that enters a title at the court.
func titled(t fengcun.LegalTitle, from, to fengcun.Date) registry.Change {
	return registry.Change{Kind: registry.ChangeTitle, Member: fengcun.Actor{Organ: sample.Court}, Title: &t, From: from, To: to}
}

// A legal title needs two people, is a State provision, and entitles to no more than a
// unit may be told (Article 16; Criminal Law 96).
func TestLegalTitles(t *testing.T) {
	eachEngine(t, func(t *testing.T, d *district.District) {
		today := fengcun.DateOf(d.Clock.Now())
		good := fengcun.LegalTitle{Law: "中华人民共和国教师法", Article: "第十四条", Level: fengcun.LevelLaw, Entitles: []fengcun.Scope{fengcun.ScopePunished}}
		for name, c := range map[string]struct {
			spoil func(*fengcun.LegalTitle)
			code  string
		}{
			"no law":                  {func(t *fengcun.LegalTitle) { t.Law = "" }, "title.incomplete"},
			"no article":              {func(t *fengcun.LegalTitle) { t.Article = "" }, "title.incomplete"},
			"a ministry's rule":       {func(t *fengcun.LegalTitle) { t.Level = fengcun.LevelMinistryRule }, "title.level"},
			"a company's rule":        {func(t *fengcun.LegalTitle) { t.Level = fengcun.LevelUnitRule }, "title.level"},
			"the file":                {func(t *fengcun.LegalTitle) { t.Entitles = []fengcun.Scope{fengcun.ScopeFile} }, "title.entitles"},
			"nothing to be told":      {func(t *fengcun.LegalTitle) { t.Entitles = nil }, "title.entitles"},
			"a level nobody knows of": {func(t *fengcun.LegalTitle) { t.Level = "x" }, "title.level"},
		} {
			bad := good
			c.spoil(&bad)
			_, err := d.Registry.ProposeChange(ctx, handler, titled(bad, today, fengcun.Date{}))
			if fengcun.CodeOf(err) != c.code {
				t.Errorf("%s: %v", name, err)
			}
		}
		_, err := d.Registry.ProposeChange(ctx, approver, titled(good, today, fengcun.Date{}))
		refusal(t, err, "policy.denied")
		id, err := d.Registry.ProposeChange(ctx, handler, titled(good, today, fengcun.Date{}))
		if err != nil {
			t.Fatal(err)
		}
		for who, code := range map[fengcun.Actor]string{
			handler: "policy.denied", security: "policy.denied",
			sample.Member(sample.Police, fengcun.RoleApprover):                      "not_found",
			{Staff: handler.Staff, Organ: sample.Court, Role: fengcun.RoleApprover}: "policy.denied", // for oneself
		} {
			_, err := d.Registry.ApproveChange(ctx, who, id)
			refusal(t, err, code)
		}
		if waiting, err := d.Registry.Changes(ctx, security2); err != nil || len(waiting) != 0 {
			t.Errorf("a security administrator is shown %v, %v", waiting, err)
		}
		if waiting, err := d.Registry.Changes(ctx, approver); err != nil || len(waiting) != 1 {
			t.Errorf("the approver is shown %v, %v", waiting, err)
		}
		if _, err := d.Registry.ApproveChange(ctx, approver, id); err != nil {
			t.Fatal(err)
		}
		titles, err := d.Registry.Titles(ctx, window)
		if err != nil || len(titles) != 0 {
			t.Errorf("another organ's window sees %v, %v", titles, err)
		}
		titles, err = d.Registry.Titles(ctx, sample.Member(sample.Court, fengcun.RoleWindow))
		if err != nil || len(titles) != 1 || titles[0].Law != good.Law || !titles[0].To.IsZero() {
			t.Fatalf("register %v, %v", titles, err)
		}
		end := registry.Change{Kind: registry.ChangeTitleEnd, Member: fengcun.Actor{Organ: sample.Court}, Title: &fengcun.LegalTitle{ID: titles[0].ID}, To: today}
		if id, err = d.Registry.ProposeChange(ctx, handler, end); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Registry.ApproveChange(ctx, approver, id); err != nil {
			t.Fatal(err)
		}
		if titles, err = d.Registry.Titles(ctx, handler); err != nil || titles[0].To != today {
			t.Errorf("register %v, %v", titles, err)
		}
	})
}
