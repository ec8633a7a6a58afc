package store_test

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"fengcun/internal/fengcuntest"
)

var (
	// growing are the tables that grow with every case or application. Those of organs,
	// staff, keys and sessions stay small.
	growing = regexp.MustCompile(`^(SCAN|SEARCH) (matter|record|copy|holding|holding_copy|explanation|decision|notice|delivery|deadline|certificate|unsealing|inquiry|paper|draft|audit_leaf|vault_(wrap|sealed|part|term|file|run))\b`)
	// wide is how SQLite says that it reads all that a table holds, of an organ or of an
	// organ's year. By an index of what is open it may.
	wide      = regexp.MustCompile(`^SCAN |\((organ_id=\?|sender=\?|recipient=\?)( AND year=\?)?\)$`)
	usedIndex = regexp.MustCompile(`USING (?:COVERING )?INDEX (\w+)`)
	begins    = regexp.MustCompile(`^(SELECT|UPDATE|DELETE|INSERT)\b`)
	parameter = regexp.MustCompile(`\$(\d+)`)
)

// readThrough are the statements that are meant to read a table through, by the file they
// stand in.
var readThrough = map[string]string{
	"internal/cohort/cohort.go":     "counts a benchmark's result",
	"internal/store/log.go":         "reads the log through when a node starts",
	"internal/store/migrate.go":     "runs once, in an empty log",
	"internal/store/succession.go":  "runs once in the life of an organ",
	"internal/vault/inherit.go":     "runs once in the life of an organ",
	"internal/vault/sealed.go":      "is the search by the key agent, which has to try every item",
	"internal/store/revocation.go":  "is the list itself",
	"internal/store/void.go":        "lists the void numbers of a year",
	"internal/store/probe.go":       "lists the answers that failed",
	"internal/store/audit_trace.go": "reads the log through",
}

// TestGrowingTablesAreFoundByIndex: no statement of the sources reads through a table
// that grows with the cases, so that an act and a page cost the same in the tenth year
// as on the first day.
func TestGrowingTablesAreFoundByIndex(t *testing.T) {
	reader := fengcuntest.SQLite(t)().Reader()
	ctx := context.Background()
	partial := map[string]bool{}
	rows, err := reader.QueryContext(ctx, `SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'`)
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		partial[name] = true
	}
	rows.Close()
	seen := 0
	for _, s := range statementsOf(t, "../..") {
		if readThrough[s.file] != "" {
			continue
		}
		plan, err := reader.QueryContext(ctx, "EXPLAIN QUERY PLAN "+s.sql, make([]any, parameters(s.sql))...)
		if err != nil {
			continue // of the other engine, or a part of a statement
		}
		seen++
		var through []string
		sorts := false
		for plan.Next() {
			var id, parent, unused int
			var detail string
			if err := plan.Scan(&id, &parent, &unused, &detail); err != nil {
				t.Fatal(err)
			}
			sorts = sorts || strings.HasPrefix(detail, "USE TEMP B-TREE")
			if m := usedIndex.FindStringSubmatch(detail); m != nil && partial[m[1]] {
				continue
			}
			if growing.MatchString(aliased(detail, s.sql)) && wide.MatchString(detail) {
				through = append(through, detail)
			}
		}
		plan.Close()
		if firstOnes := strings.Contains(s.sql, "LIMIT") && !sorts; len(through) > 0 && !firstOnes {
			t.Errorf("%s: %v\n%s", s.file, through, s.sql)
		}
	}
	if seen < 200 {
		t.Errorf("only %d statements were found: the test looks past the sources", seen)
	}
}

// aliased is a line of a plan with a table's name in place of its alias.
func aliased(detail, sql string) string {
	words := strings.Fields(detail)
	if len(words) < 2 {
		return detail
	}
	if m := regexp.MustCompile(`(\w+) ` + words[1] + `\b`).FindStringSubmatch(sql); m != nil && m[1] != "FROM" && m[1] != "JOIN" && m[1] != "UPDATE" {
		words[1] = m[1]
	}
	return strings.Join(words, " ")
}

func parameters(sql string) int {
	most := 0
	for _, m := range parameter.FindAllStringSubmatch(sql, -1) {
		n, _ := strconv.Atoi(m[1])
		most = max(most, n)
	}
	return most
}

type statement struct{ file, sql string }

// statementsOf returns the texts of the sources that begin like a statement, with the
// constants put in that they are made of.
func statementsOf(t *testing.T, root string) []statement {
	t.Helper()
	folders := map[string][]*ast.File{}
	names := map[*ast.File]string{}
	err := filepath.WalkDir(filepath.Join(root, "internal"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		names[file] = filepath.ToSlash(name)
		folders[filepath.Dir(path)] = append(folders[filepath.Dir(path)], file)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var all []statement
	for _, files := range folders {
		constants := map[string]ast.Expr{}
		for _, file := range files {
			for _, declaration := range file.Decls {
				ast.Inspect(declaration, func(n ast.Node) bool {
					if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Names) == 1 && len(spec.Values) == 1 {
						constants[spec.Names[0].Name] = spec.Values[0]
					}
					_, body := n.(*ast.FuncDecl)
					return !body
				})
			}
		}
		for _, file := range files {
			ast.Inspect(file, func(n ast.Node) bool {
				e, ok := n.(ast.Expr)
				if !ok {
					return true
				}
				sql := strings.TrimSpace(text(e, constants))
				if begins.MatchString(sql) {
					all = append(all, statement{names[file], sql})
					return false
				}
				return true
			})
		}
	}
	return all
}

// text is what an expression of strings and constants says, and nothing for others.
func text(e ast.Expr, constants map[string]ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if s, err := strconv.Unquote(e.Value); err == nil && e.Kind == token.STRING {
			return s
		}
	case *ast.Ident:
		if value := constants[e.Name]; value != nil {
			return text(value, constants)
		}
	case *ast.BinaryExpr:
		return text(e.X, constants) + text(e.Y, constants)
	}
	return ""
}
