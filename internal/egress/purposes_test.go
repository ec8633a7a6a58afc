package egress_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestPurposes: the functions by which the program can name something to connect to
// are these, and each says whose it is. An external platform is not among them, and no
// value of another type can become a destination: its fields are this package's own
// (Article 10; P13).
func TestPurposes(t *testing.T) {
	purposes := map[string]string{
		"Database":   "the organ's own database",
		"CaseSystem": "the organ's own case system, which is read and never told anything",
		"Organ":      "another organ's installation, from the peer list that two people keep",
		"Provider":   "the organ's own sign-in provider",
	}
	tools := []string{"Allow"} // makes a dialer of what the others name
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil && d.Name.IsExported() {
					found = append(found, d.Name.Name)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if s, ok := spec.(*ast.TypeSpec); ok && s.Name.Name == "Destination" {
						for _, field := range s.Type.(*ast.StructType).Fields.List {
							for _, name := range field.Names {
								if name.IsExported() {
									t.Errorf("Destination.%s can be set from outside", name.Name)
								}
							}
						}
					}
				}
			}
		}
	}
	for _, name := range found {
		if purposes[name] == "" && !slices.Contains(tools, name) {
			t.Errorf("%s is a new way out: whose is it?", name)
		}
	}
	for name := range purposes {
		if !slices.Contains(found, name) {
			t.Errorf("%s is gone", name)
		}
	}
}
