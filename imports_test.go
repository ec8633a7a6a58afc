package fengcun_test

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Who may import whom. Arrows go down only:
//
//	cmd                      wiring
//	console api exchange …   surfaces: hold no rule
//	internal/registry        the acts
//	internal/…               means: hold no act
//	law calendar             the rules, pure
//	(root)                   the nouns
//
// A package is placed by the longest matching row. mayImport lists what it may
// import of this module: exact paths, "." for the root, "internal/" for every
// mean. A package under internal/ without a row of its own is a mean. neverReach
// holds for the whole chain of imports.
var whoMayImportWhom = []struct {
	who        string
	mayImport  []string
	neverReach []string
}{
	{who: ".", mayImport: nil},
	{who: "law", mayImport: []string{"."}},
	{who: "calendar", mayImport: []string{"."}},

	{who: "internal/policy", mayImport: []string{"."}},
	{who: "internal/locale", mayImport: []string{"."}},
	{who: "internal/egress", mayImport: []string{"."}},
	{who: "internal/suite", mayImport: []string{"."}},
	{who: "internal/audit", mayImport: []string{"."}, neverReach: []string{"internal/store"}},
	{who: "internal/store", mayImport: []string{".", "internal/audit", "internal/egress"}},
	{who: "internal/keybox", mayImport: []string{".", "internal/suite"}},
	// Article 15: whoever answers certificates has no way to what is sealed.
	{who: "internal/openregister", mayImport: []string{".", "law", "internal/store"},
		neverReach: []string{"internal/vault", "internal/agent", "internal/keybox"}},
	{who: "internal/", mayImport: []string{".", "law", "calendar", "internal/"}, neverReach: []string{"internal/registry"}},

	{who: "internal/registry", mayImport: []string{".", "law", "calendar", "internal/"}, neverReach: surfaces},
	// A roster becomes acts, row by row; the acts themselves are the registry's.
	{who: "internal/intake", mayImport: []string{".", "law", "calendar", "internal/", "internal/registry"}, neverReach: surfaces},
	// What a surface stands on when people reach it over the network: TLS, limits,
	// health. It knows no act.
	{who: "internal/server", mayImport: []string{".", "internal/locale"}},
	// A surface asks the registry. It never decides itself who may do what, never
	// opens a particular and never writes.
	{who: "internal/api", mayImport: surfaceImports, neverReach: nil},
	{who: "internal/console", mayImport: surfaceImports, neverReach: nil},
	{who: "internal/exchange", mayImport: append(slices.Clone(surfaceImports), "internal/egress")},

	// What ties the parts together for a run: the node, the commands, the drills
	// on an organ's own deployment, and the tests.
	{who: "internal/node", mayImport: []string{".", "law", "calendar", "internal/", "internal/registry"}, neverReach: surfaces},
	{who: "internal/cohort", mayImport: []string{".", "law", "calendar", "internal/", "internal/registry", "internal/node"}, neverReach: surfaces},
	{who: "internal/drill", mayImport: []string{".", "law", "calendar", "internal/", "internal/registry", "internal/intake", "internal/node", "internal/api", "internal/console"}},
	{who: "internal/fengcuntest", mayImport: []string{".", "law", "calendar", "internal/", "internal/registry", "internal/intake", "internal/node"}},
	{who: "client", mayImport: []string{"."}},
	{who: "cmd/", mayImport: []string{".", "law", "calendar", "client", "internal/", "internal/registry", "internal/intake", "internal/node", "internal/api", "internal/console", "internal/exchange", "internal/drill", "internal/cohort", "testdata/roster", "cmd/"}},
}

var (
	surfaces       = []string{"internal/api", "internal/console", "internal/exchange"}
	surfaceImports = []string{".", "law", "calendar", "internal/registry", "internal/intake", "internal/roster", "internal/locale", "internal/document", "internal/identity", "internal/server", "internal/copymark", "internal/label"}
	// notMeans are the packages under internal/ that "internal/" does not stand for.
	notMeans = append([]string{"internal/registry", "internal/node", "internal/cohort", "internal/drill", "internal/intake", "internal/fengcuntest"}, surfaces...)
)

// What only some packages may use, found by import path or by the name after the
// dot. A trailing slash stands for everything below. Programs that only make
// test data or sources are not part of the binary and do not count.
var whoMayUseWhat = []struct {
	what    string
	imports []string // import paths
	names   []string // "package.Name", the package by its import path
	methods []string // names of methods, whatever they are called on
	who     []string // who may
	why     string
}{
	{
		what: "connect to anything",
		names: []string{
			"net.Dial", "net.DialTimeout", "net.DialTCP", "net.DialUDP", "net.DialUnix", "net.DialIP", "net.Dialer",
			"net.Resolver", "net.DefaultResolver", "net.LookupHost", "net.LookupIP", "net.LookupAddr", "net.LookupCNAME",
			"net.LookupMX", "net.LookupNS", "net.LookupSRV", "net.LookupTXT", "net.LookupPort", "net.ResolveTCPAddr", "net.ResolveUDPAddr",
			"crypto/tls.Dial", "crypto/tls.DialWithDialer", "crypto/tls.Dialer",
			"net/http.Get", "net/http.Head", "net/http.Post", "net/http.PostForm", "net/http.Client", "net/http.DefaultClient",
			"net/http.Transport", "net/http.DefaultTransport", "net/http/httputil.ReverseProxy", "net/http/httputil.NewSingleHostReverseProxy",
		},
		imports: []string{"net/smtp", "net/rpc", "net/rpc/jsonrpc", "log/syslog"},
		who:     []string{"internal/egress", "client"},
		why:     "P13: one package owns every dialer; client runs in other people's programs",
	},
	{
		what:    "speak to PostgreSQL",
		imports: []string{"github.com/jackc/pgx/v5/", "github.com/jackc/pgx/v5", "github.com/lib/pq"},
		who:     []string{"internal/store", "internal/fengcuntest"},
		why:     "the store connects, through egress: see TestPostgresComesThroughEgress",
	},
	{
		what:    "encrypt or decrypt",
		imports: []string{"crypto/cipher", "crypto/aes", "crypto/hpke", "crypto/ecdh", "crypto/mlkem", "golang.org/x/crypto/chacha20poly1305", "github.com/emmansun/gmsm/"},
		methods: []string{"AEAD", "NewGCM", "Decapsulate", "Encapsulate"},
		who:     []string{"internal/suite", "internal/keybox", "internal/vault", "internal/agent", "internal/audit", "internal/openregister", "internal/message"},
		why:     "P2, P3: what travels to another organ is encrypted for it alone (message); for the rest, whoever reads a particular goes through the vault or the agent, and so through the log",
	},
	{
		what:    "judge who may do what",
		imports: []string{"github.com/cedar-policy/cedar-go", "github.com/cedar-policy/cedar-go/"},
		who:     []string{"internal/policy"},
		why:     "the rules about actors stand in one place",
	},
	{
		what:    "run other programs or leave Go's memory",
		imports: []string{"os/exec", "plugin", "unsafe", "C"},
		who:     []string{"internal/fengcuntest"},
		why:     "tests start a private PostgreSQL; nothing else starts or loads a program",
	},
	{
		what:    "do input or output",
		imports: []string{"os", "os/", "net", "net/", "io/fs", "io/ioutil", "path/filepath", "syscall", "log", "database/sql", "bufio"},
		who:     anyBut(".", "law", "calendar", "internal/policy", "internal/locale"),
		why:     "the nouns and the rules are pure: the same facts always give the same answer",
	},
	{
		what:  "read the clock",
		names: []string{"time.Now", "time.Since", "time.Until", "time.After", "time.AfterFunc", "time.NewTimer", "time.NewTicker", "time.Tick", "time.Sleep", "time.Local"},
		who:   anyBut(".", "law", "calendar", "internal/policy", "internal/locale", "internal/openregister", "internal/document", "internal/registry"),
		why:   "law is decided as of a date that is given, never as of today",
	},
}

// exceptions are single uses that a package may have all the same, with why.
var exceptions = map[string]map[string]string{
	"internal/locale": {"io/fs": "reads its embedded catalogues"},
	"internal/policy": {"io/fs": "reads its embedded policies"},
	"law":             {"io/fs": "reads its embedded vectors"},
	"internal/node":   {".AEAD": "hands the suite's cipher to the audit log and to identity"},
	// It encrypts secrets of one-time codes, no particular, with a cipher that the
	// node hands to it.
	"internal/identity": {"crypto/cipher": "the type of that cipher", ".AEAD": "the same", "net/http.Client": "the type of the client of the provider, which egress makes"},
}

// anyBut marks every package but these and what is below them.
func anyBut(packages ...string) []string { return append([]string{"!"}, packages...) }

func allowed(who []string, dir string) bool {
	within := func(list []string) bool {
		return slices.ContainsFunc(list, func(p string) bool { return dir == p || p != "." && strings.HasPrefix(dir, p+"/") })
	}
	if len(who) > 0 && who[0] == "!" {
		return !within(who[1:])
	}
	return within(who)
}

// source is one package as its sources show it, tests left out.
type source struct {
	dir     string   // relative to the module, "." for the root
	imports []string // import paths as written
	files   []*ast.File
}

const module = "fengcun"

// local returns the directory of an import of this module.
func local(importPath string) (string, bool) {
	if importPath == module {
		return ".", true
	}
	return strings.CutPrefix(importPath, module+"/")
}

// sources parses every package of the module. A directory whose only package is
// a program outside cmd is a generator, which no binary contains.
func sources(t *testing.T) map[string]*source {
	t.Helper()
	all := map[string]*source{}
	root := os.DirFS(".")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		base := path.Base(name)
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (base == "testdata" || base[0] == '.' || base[0] == '_'):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(base, ".go") || strings.HasSuffix(base, "_test.go"):
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		dir := path.Dir(name)
		if file.Name.Name == "main" && !strings.HasPrefix(dir, "cmd/") {
			return nil
		}
		if all[dir] == nil {
			all[dir] = &source{dir: dir}
		}
		all[dir].files = append(all[dir].files, file)
		for _, spec := range file.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			if !slices.Contains(all[dir].imports, imported) {
				all[dir].imports = append(all[dir].imports, imported)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if all["."] == nil || all["internal/policy"] == nil {
		t.Fatal("the sources were not found, so nothing would be checked")
	}
	return all
}

// reach returns every package of the module that dir imports, through others
// too, with the chain that leads there.
func reach(all map[string]*source, dir string) map[string][]string {
	chains := map[string][]string{dir: {dir}}
	for queue := []string{dir}; len(queue) > 0; queue = queue[1:] {
		p := all[queue[0]]
		if p == nil {
			continue
		}
		for _, imported := range p.imports {
			if next, ok := local(imported); ok && chains[next] == nil {
				chains[next] = append(slices.Clone(chains[p.dir]), next)
				queue = append(queue, next)
			}
		}
	}
	return chains
}

// covers reports whether a row's path stands for dir: itself, or what is below.
func covers(row, dir string) bool {
	if strings.HasSuffix(row, "/") {
		return strings.HasPrefix(dir, row)
	}
	return dir == row || row != "." && strings.HasPrefix(dir, row+"/")
}

func TestWhoMayImportWhom(t *testing.T) {
	all := sources(t)
	for dir, p := range all {
		place := -1
		for i, row := range whoMayImportWhom {
			if covers(row.who, dir) && (place < 0 || len(row.who) > len(whoMayImportWhom[place].who)) {
				place = i
			}
		}
		if place < 0 {
			t.Errorf("package %s has no place in whoMayImportWhom", dir)
			continue
		}
		row := whoMayImportWhom[place]
		for _, imported := range p.imports {
			to, ok := local(imported)
			if !ok || covers(strings.TrimSuffix(row.who, "/"), to) && row.who != "internal/" && row.who != "." {
				continue // foreign, or within the same subtree
			}
			mean := strings.HasPrefix(to, "internal/") && !slices.ContainsFunc(notMeans, func(n string) bool { return covers(n, to) })
			if !slices.ContainsFunc(row.mayImport, func(may string) bool {
				return may == "internal/" && mean || may != "internal/" && covers(may, to)
			}) {
				t.Errorf("%s imports %s, which its place (%s) does not allow", dir, to, row.who)
			}
		}
		chains := reach(all, dir)
		for _, never := range row.neverReach {
			for to, chain := range chains {
				if covers(never, to) {
					t.Errorf("%s reaches %s: %s", dir, to, strings.Join(chain, " → "))
				}
			}
		}
	}
}

// The nouns depend on the standard library alone, so that anybody may import
// them.
func TestRootImportsStandardLibraryOnly(t *testing.T) {
	for _, imported := range sources(t)["."].imports {
		if first, _, _ := strings.Cut(imported, "/"); strings.Contains(first, ".") || first == module {
			t.Errorf("the root imports %s", imported)
		}
	}
}

func TestWhoMayUseWhat(t *testing.T) {
	for dir, p := range sources(t) {
		for _, row := range whoMayUseWhat {
			if allowed(row.who, dir) {
				continue
			}
			for _, use := range uses(p, row.imports, row.names, row.methods) {
				if exceptions[dir][use] == "" {
					t.Errorf("%s may not %s, but uses %s (%s)", dir, row.what, use, row.why)
				}
			}
		}
	}
}

// uses lists the forbidden imports, names and methods that a package uses.
func uses(p *source, imports, names, methods []string) []string {
	var found []string
	for _, imported := range p.imports {
		if slices.ContainsFunc(imports, func(i string) bool {
			return i == imported || strings.HasSuffix(i, "/") && strings.HasPrefix(imported, i)
		}) && imported != "database/sql/driver" {
			found = append(found, imported)
		}
	}
	for _, file := range p.files {
		local := importNames(file)
		for _, spec := range file.Imports {
			if spec.Name != nil && spec.Name.Name == "." {
				found = append(found, "import . "+spec.Path.Value)
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if slices.Contains(methods, selector.Sel.Name) {
				found = append(found, "."+selector.Sel.Name)
			}
			if x, ok := selector.X.(*ast.Ident); ok && local[x.Name] != "" {
				if name := local[x.Name] + "." + selector.Sel.Name; slices.Contains(names, name) {
					found = append(found, name)
				}
			}
			return true
		})
	}
	slices.SortFunc(found, cmp.Compare[string])
	return slices.Compact(found)
}

// importNames maps the names under which a file knows its imports to their paths.
func importNames(file *ast.File) map[string]string {
	names := map[string]string{}
	for _, spec := range file.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		name := path.Base(imported)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		names[name] = imported
	}
	return names
}

// A package that imports pgx would dial and resolve by itself unless it is given
// both functions of the egress dialer.
func TestPostgresComesThroughEgress(t *testing.T) {
	for dir, p := range sources(t) {
		if dir == "internal/fengcuntest" || !slices.ContainsFunc(p.imports, func(i string) bool { return strings.HasPrefix(i, "github.com/jackc/pgx/") }) {
			continue
		}
		if !slices.Contains(p.imports, module+"/internal/egress") {
			t.Errorf("%s imports pgx but not internal/egress", dir)
		}
		set := map[string]bool{}
		for _, file := range p.files {
			ast.Inspect(file, func(n ast.Node) bool {
				if assign, ok := n.(*ast.AssignStmt); ok {
					for _, left := range assign.Lhs {
						if field, ok := left.(*ast.SelectorExpr); ok {
							set[field.Sel.Name] = true
						}
					}
				}
				return true
			})
		}
		for _, function := range []string{"DialFunc", "LookupFunc"} {
			if !set[function] {
				t.Errorf("%s imports pgx but never sets %s to the egress dialer's", dir, function)
			}
		}
	}
}

// The checks above are worth something only if they can fail: a small tree that
// breaks each rule.
func TestTheChecksCanFail(t *testing.T) {
	parse := func(dir, text string) *source {
		file, err := parser.ParseFile(token.NewFileSet(), dir+".go", text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		p := &source{dir: dir, files: []*ast.File{file}}
		for _, spec := range file.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			p.imports = append(p.imports, imported)
		}
		return p
	}
	for _, c := range []struct{ dir, text, use string }{
		{"internal/registry", `package r; import "net/http"; var _ = http.DefaultClient`, "net/http.DefaultClient"},
		{"internal/registry", `package r; import web "net/http"; func f() { web.Get("x") }`, "net/http.Get"},
		{"internal/api", `package a; import "net"; var d net.Dialer`, "net.Dialer"},
		{"internal/api", `package a; import . "net"; var d Dialer`, `import . "net"`},
		{"law", `package law; import "time"; var t = time.Now()`, "time.Now"},
		{"law", `package law; import "os/user"; var _ = user.Current`, "os/user"},
		{"internal/registry", `package r; func f(s interface{ AEAD() }) { s.AEAD() }`, ".AEAD"},
		{"internal/console", `package c; import "github.com/jackc/pgx/v5/stdlib"; var _ = stdlib.OpenDB`, "github.com/jackc/pgx/v5/stdlib"},
	} {
		caught := false
		for _, row := range whoMayUseWhat {
			caught = caught || !allowed(row.who, c.dir) && slices.Contains(uses(parse(c.dir, c.text), row.imports, row.names, row.methods), c.use)
		}
		if !caught {
			t.Errorf("%s using %s was not caught", c.dir, c.use)
		}
	}
	tree := map[string]*source{}
	for dir, imports := range map[string]string{
		"internal/openregister": "internal/store", "internal/store": "internal/audit", "internal/audit": "internal/vault", "internal/vault": "law",
	} {
		tree[dir] = parse(dir, `package p; import _ "`+module+"/"+imports+`"`)
	}
	if reach(tree, "internal/openregister")["internal/vault"] == nil {
		t.Error("a long way from the open register to the vault was not seen")
	}
}
