package locale_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// passedOn are the files in which a code comes to its error through a variable or
// a table, with the family of those codes: every text of the family in the file
// counts.
var passedOn = map[string]string{
	"law/validate.go":    "facts.", // the checks return a constant Err…
	"cmd/fengcun/run.go": "cli.",   // the table of misuses
}

// codes reads every source of the module, tests left out, and returns the code
// of every fengcun.Error that can be made, with the places where it is. It
// follows functions that take the code, or its last part, as an argument
// (fengcun.Invalid and the small helpers of each package), and constants. Where a code cannot be followed
// to a literal the place is returned in lost.
func codes(t *testing.T) (found map[string][]string, lost []string) {
	t.Helper()
	s := &scan{
		fset: token.NewFileSet(), files: map[string][]*ast.File{},
		makers: map[string]maker{}, constants: map[string]map[string]string{}, codes: map[string][]string{},
		found: map[string][]string{}, lost: map[string]bool{},
	}
	s.parse(t)
	for n := -1; n < len(s.makers); { // until no further helper turns up
		n = len(s.makers)
		s.found, s.lost = maps.Clone(s.codes), map[string]bool{}
		for dir, files := range s.files {
			for _, file := range files {
				s.file(dir, file)
			}
		}
	}
	for place := range s.lost {
		lost = append(lost, place)
	}
	slices.Sort(lost)
	return s.found, lost
}

// maker is a function that makes errors: which argument gives the code, and what
// stands before it.
type maker struct {
	argument int
	prefix   string
}

type scan struct {
	fset      *token.FileSet
	files     map[string][]*ast.File       // by directory
	makers    map[string]maker             // by "dir.function"
	constants map[string]map[string]string // by directory, then name
	codes     map[string][]string          // of the files in passedOn
	found     map[string][]string
	lost      map[string]bool
}

func (s *scan) parse(t *testing.T) {
	root := os.DirFS("../..")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		base := path.Base(name)
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (base == "testdata" || base[0] == '.'):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(base, ".go") || strings.HasSuffix(base, "_test.go"):
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(s.fset, name, text, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		dir := path.Dir(name)
		s.files[dir] = append(s.files[dir], file)
		if family, ok := passedOn[name]; ok {
			ast.Inspect(file, func(n ast.Node) bool {
				if e, ok := n.(ast.Expr); ok {
					if text, ok := literal(e); ok && strings.HasPrefix(text, family) {
						s.codes[text] = append(s.codes[text], s.fset.Position(e.Pos()).String())
					}
				}
				return true
			})
		}
		for _, decl := range file.Decls {
			if g, ok := decl.(*ast.GenDecl); ok && g.Tok == token.CONST {
				for _, spec := range g.Specs {
					v := spec.(*ast.ValueSpec)
					for i, name := range v.Names {
						if i < len(v.Values) {
							if text, ok := literal(v.Values[i]); ok {
								if s.constants[dir] == nil {
									s.constants[dir] = map[string]string{}
								}
								s.constants[dir][name.Name] = text
							}
						}
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.files) < 3 {
		t.Fatal("the sources were not found, so nothing would be checked")
	}
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}

// file looks through one file, function by function.
func (s *scan) file(dir string, file *ast.File) {
	imports := map[string]string{}
	for _, spec := range file.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		local := "."
		if imported != "fengcun" {
			var ok bool
			if local, ok = strings.CutPrefix(imported, "fengcun/"); !ok {
				continue
			}
		}
		name := path.Base(imported)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		imports[name] = local
	}
	for _, decl := range file.Decls {
		in := function{name: dir + "."}
		if f, ok := decl.(*ast.FuncDecl); ok {
			in = function{dir + "." + f.Name.Name, f.Type.Params, f.Body}
		}
		s.look(dir, imports, in, decl)
	}
}

// function is the function that an expression stands in.
type function struct {
	name   string
	params *ast.FieldList
	body   *ast.BlockStmt
}

// texts returns the literals that are assigned to a local variable.
func (f function) texts(name string) []string {
	var found []string
	if f.body == nil {
		return nil
	}
	ast.Inspect(f.body, func(n ast.Node) bool {
		if assign, ok := n.(*ast.AssignStmt); ok && len(assign.Lhs) == len(assign.Rhs) {
			for i, left := range assign.Lhs {
				if local, ok := left.(*ast.Ident); ok && local.Name == name {
					if text, ok := literal(assign.Rhs[i]); ok {
						found = append(found, text)
					}
				}
			}
		}
		return true
	})
	return found
}

// look follows the errors made below a node. A closure with a name is a function
// of its own.
func (s *scan) look(dir string, imports map[string]string, in function, root ast.Node) {
	ast.Inspect(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if len(n.Lhs) == 1 && len(n.Rhs) == 1 {
				name, named := n.Lhs[0].(*ast.Ident)
				closure, ok := n.Rhs[0].(*ast.FuncLit)
				if named && ok {
					s.look(dir, imports, function{dir + "." + name.Name, closure.Type.Params, closure.Body}, closure.Body)
					return false
				}
			}
		case *ast.CompositeLit:
			if s.isError(dir, imports, n.Type) {
				for _, element := range n.Elts {
					if pair, ok := element.(*ast.KeyValueExpr); ok {
						if key, ok := pair.Key.(*ast.Ident); ok && key.Name == "Code" {
							s.code(dir, in, "", pair.Value)
						}
					}
				}
			}
		case *ast.CallExpr:
			if m, ok := s.makers[s.callee(dir, imports, n.Fun)]; ok && m.argument < len(n.Args) {
				s.code(dir, in, m.prefix, n.Args[m.argument])
			}
		}
		return true
	})
}

func (s *scan) isError(dir string, imports map[string]string, typ ast.Expr) bool {
	switch typ := typ.(type) {
	case *ast.Ident:
		return dir == "." && typ.Name == "Error"
	case *ast.SelectorExpr:
		x, ok := typ.X.(*ast.Ident)
		return ok && imports[x.Name] == "." && typ.Sel.Name == "Error"
	}
	return false
}

func (s *scan) callee(dir string, imports map[string]string, fun ast.Expr) string {
	switch fun := fun.(type) {
	case *ast.Ident:
		return dir + "." + fun.Name
	case *ast.SelectorExpr:
		if x, ok := fun.X.(*ast.Ident); ok && imports[x.Name] != "" {
			return imports[x.Name] + "." + fun.Sel.Name
		}
		return dir + "." + fun.Sel.Name // a method of the package
	}
	return ""
}

// code takes the expression that gives a code: a literal, a constant, a local
// variable with literals, or a parameter of the function it stands in, which
// thereby makes codes itself.
func (s *scan) code(dir string, in function, prefix string, e ast.Expr) {
	place := s.fset.Position(e.Pos()).String()
	if call, ok := e.(*ast.CallExpr); ok && len(call.Args) == 1 { // string(x)
		if name, ok := call.Fun.(*ast.Ident); ok && name.Name == "string" {
			e = call.Args[0]
		}
	}
	if sum, ok := e.(*ast.BinaryExpr); ok && sum.Op == token.ADD { // "warrant." + field
		if head, ok := literal(sum.X); ok {
			prefix, e = prefix+head, sum.Y
		}
	}
	if text, ok := literal(e); ok {
		s.found[prefix+text] = append(s.found[prefix+text], place)
		return
	}
	name, ok := e.(*ast.Ident)
	if !ok {
		s.lost[place] = true
		return
	}
	if text, ok := s.constants[dir][name.Name]; ok {
		s.found[prefix+text] = append(s.found[prefix+text], place)
		return
	}
	if texts := in.texts(name.Name); len(texts) > 0 {
		for _, text := range texts {
			s.found[prefix+text] = append(s.found[prefix+text], place)
		}
		return
	}
	i := 0
	if in.params != nil {
		for _, field := range in.params.List {
			for _, parameter := range field.Names {
				if parameter.Name == name.Name {
					s.makers[in.name] = maker{i, prefix}
					return
				}
				i++
			}
		}
	}
	s.lost[place] = true
}

// constantsOf returns the values of the text constants of a named type in the
// package of a directory.
func constantsOf(t *testing.T, dir, typ string) []string {
	t.Helper()
	names, err := fs.Glob(os.DirFS(dir), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), path.Join(dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if of, ok := spec.Type.(*ast.Ident); !ok || of.Name != typ {
				return true
			}
			for _, value := range spec.Values {
				if text, ok := literal(value); ok && text != "" {
					values = append(values, text)
				}
			}
			return true
		})
	}
	return values
}
