package policy

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// embedded copies the real files, so that a test can spoil one.
func embedded(t *testing.T) fstest.MapFS {
	t.Helper()
	copies := fstest.MapFS{}
	names, err := fs.Glob(files, "*.cedar*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		copies[name] = &fstest.MapFile{Data: text}
	}
	return copies
}

// A rule set that could not be relied on does not load.
func TestSpoiledPoliciesDoNotLoad(t *testing.T) {
	if _, err := load(embedded(t)); err != nil {
		t.Fatalf("the unspoiled files: %v", err)
	}
	const head = "@id(\"x\") @basis(\"10\")\n"
	for _, c := range []struct{ name, file, text, complaint string }{
		{"no basis", "x.cedar", `@id("x") permit (principal, action, resource);`, "without @id or @basis"},
		{"no id", "x.cedar", `@basis("10") permit (principal, action, resource);`, "without @id or @basis"},
		{"id twice", "x.cedar", `@id("own-organ-only") @basis("14") forbid (principal, action, resource);`, "stands twice"},
		{"looks at a fact outside the schema", "x.cedar",
			head + `permit (principal, action, resource) when { context.name == "li" };`, "name"},
		{"looks at an attribute of the thing", "x.cedar",
			head + `permit (principal, action, resource) when { resource.owner == "li" };`, "owner"},
		{"names an act outside the schema", "x.cedar",
			head + `permit (principal, action == Action::"destroy", resource);`, "destroy"},
		{"names a role outside the schema", "x.cedar",
			head + `permit (principal == Role::"root", action, resource);`, "root"},
		{"forbids a misspelt role", "x.cedar",
			head + `forbid (principal, action, resource) when { [Role::"window", Role::"supervizor"].contains(principal) };`, "supervizor"},
		{"names a misspelt act in a set", "x.cedar",
			head + `permit (principal, action in [Action::"read", Action::"red"], resource);`, "red"},
		{"does not parse", "x.cedar", "permit (", "parse"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := embedded(t)
			files[c.file] = &fstest.MapFile{Data: []byte(c.text)}
			_, err := load(files)
			if err == nil || !strings.Contains(err.Error(), c.complaint) {
				t.Errorf("got %v, want a complaint about %q", err, c.complaint)
			}
		})
	}
}

// The schema's acts and roles are those of Go, both ways.
func TestSchemaMatchesLists(t *testing.T) {
	for _, c := range []struct{ name, old, new string }{
		{"an act more", `"read_audit"`, `"read_audit", "destroy"`},
		{"an act less", `"search", `, ``},
		{"a role more", `"audit_admin"`, `"audit_admin", "root"`},
		{"another role", `"window"`, `"door"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := embedded(t)
			text := string(files[schemaFile].Data)
			if !strings.Contains(text, c.old) {
				t.Fatalf("%s does not contain %q", schemaFile, c.old)
			}
			files[schemaFile] = &fstest.MapFile{Data: []byte(strings.Replace(text, c.old, c.new, 1))}
			if _, err := load(files); err == nil || !strings.Contains(err.Error(), schemaFile) {
				t.Errorf("got %v, want a complaint about %s", err, schemaFile)
			}
		})
	}
}
