package openregister

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"fengcun"
)

var (
	sqlVerb   = regexp.MustCompile(`(?i)^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|WITH|PRAGMA|TRUNCATE|COPY|ATTACH|VACUUM)\b`)
	tableName = regexp.MustCompile(`(?i)\b(?:FROM|JOIN|INTO|UPDATE|TABLE|ON|RENAME TO)\s+([A-Za-z_][A-Za-z0-9_.]*)`)
	comma     = regexp.MustCompile(`(?i)\bFROM\s+\w+\s*,`)
)

// TestStatementsNameOneTable reads the package's own source: every statement is
// a constant text, and names the register's table and nothing else. So there is
// no way from here to the vault.
func TestStatementsNameOneTable(t *testing.T) {
	files, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	statements := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if op, ok := n.(*ast.BinaryExpr); ok && op.Op == token.ADD {
				for _, side := range []ast.Expr{op.X, op.Y} {
					if lit, ok := side.(*ast.BasicLit); ok && isSQL(t, lit) {
						t.Errorf("%s puts a statement together from pieces", name)
					}
				}
			}
			lit, ok := n.(*ast.BasicLit)
			if !ok || !isSQL(t, lit) {
				return true
			}
			statements++
			text, _ := strconv.Unquote(lit.Value)
			namesOneTable(t, text)
			return true
		})
	}
	if statements != 6 {
		t.Errorf("found %d statements, want 6: two probes, one for a row, one that a row stands, one insert, one delete", statements)
	}
	// The rebuild comes from package store.
	for _, s := range Remove(fengcun.NewID()) {
		namesOneTable(t, s.SQL)
	}
}

func namesOneTable(t *testing.T, text string) {
	t.Helper()
	if comma.MatchString(text) {
		t.Errorf("more than one table in %q", text)
	}
	tables := tableName.FindAllStringSubmatch(text, -1)
	if len(tables) == 0 {
		t.Errorf("no table was recognised in %q", text)
	}
	for _, m := range tables {
		if table := strings.ToLower(m[1]); table != "open_conviction" && table != "open_conviction_next" {
			t.Errorf("statement names %s", table)
		}
	}
}

func isSQL(t *testing.T, lit *ast.BasicLit) bool {
	t.Helper()
	if lit.Kind != token.STRING {
		return false
	}
	text, err := strconv.Unquote(lit.Value)
	if err != nil {
		t.Fatal(err)
	}
	return sqlVerb.MatchString(text)
}
