package policy

import (
	"embed"
	"fmt"
	"io/fs"
	"sync"
	"sync/atomic"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/schema"
	"github.com/cedar-policy/cedar-go/x/exp/schema/resolved"
	"github.com/cedar-policy/cedar-go/x/exp/schema/validate"

	"fengcun"
)

//go:embed *.cedar schema.cedarschema
var files embed.FS

const schemaFile = "schema.cedarschema"

// New reads and validates the embedded policies. It fails, with an error of kind
// internal, if a policy lacks its @id or @basis, looks at anything that the
// schema does not declare, or if the schema's acts or roles are not exactly Acts
// and fengcun.Roles with fengcun.RoleExchange.
func New() (*Policy, error) {
	p, err := builtIn()
	if err != nil {
		return nil, &fengcun.Error{Kind: fengcun.KindInternal, Code: "policy.load", Err: err}
	}
	return p, nil
}

// builtIn reads and validates the embedded rules once; they are never changed.
var builtIn = sync.OnceValues(func() (*Policy, error) { return load(files) })

func load(fsys fs.FS) (*Policy, error) {
	rules, err := loadSchema(fsys)
	if err != nil {
		return nil, err
	}
	p := &Policy{
		set:      cedar.NewPolicySet(),
		entities: cedar.EntityMap{},
		grounds:  map[cedar.PolicyID]Ground{},
		acts:     map[Act]int{},
		roles:    map[fengcun.Role]int{},
	}
	for i, act := range Acts() {
		p.acts[act] = i
	}
	for i, role := range append(fengcun.Roles(), fengcun.RoleExchange) {
		p.roles[role] = i
	}
	p.decided = make([]atomic.Pointer[decision], len(p.roles)*len(p.acts)*standings)
	for uid, action := range rules.Actions {
		p.entities[uid] = action.Entity
	}
	if err := p.matches(rules); err != nil {
		return nil, err
	}
	names, err := fs.Glob(fsys, "*.cedar")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if err := p.add(fsys, name, rules); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func loadSchema(fsys fs.FS) (*resolved.Schema, error) {
	text, err := fs.ReadFile(fsys, schemaFile)
	if err != nil {
		return nil, err
	}
	var s schema.Schema
	s.SetFilename(schemaFile)
	if err := s.UnmarshalCedar(text); err != nil {
		return nil, err
	}
	return s.Resolve()
}

// matches compares the schema with the lists in Go, both ways: an act or role
// known to one side only would be denied silently, or permitted by accident.
func (p *Policy) matches(rules *resolved.Schema) error {
	for uid, action := range rules.Actions {
		if action.AppliesTo == nil {
			continue // a group of acts
		}
		if _, ok := p.acts[Act(uid.ID)]; !ok {
			return fmt.Errorf("%s: act %q is not in Acts", schemaFile, uid.ID)
		}
	}
	for act := range p.acts {
		if _, ok := rules.Actions[actionUID(act)]; !ok {
			return fmt.Errorf("%s: act %q is missing", schemaFile, act)
		}
	}
	declared := rules.Enums["Role"].Values
	if len(declared) != len(p.roles) {
		return fmt.Errorf("%s: the roles are not fengcun.Roles", schemaFile)
	}
	for _, uid := range declared {
		if _, ok := p.roles[fengcun.Role(uid.ID)]; !ok {
			return fmt.Errorf("%s: role %q is not in fengcun.Roles", schemaFile, uid.ID)
		}
	}
	return nil
}

// add reads one file of policies. Strict validation is what makes the cache of
// decisions sound: see the package comment.
func (p *Policy) add(fsys fs.FS, name string, rules *resolved.Schema) error {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	list, err := cedar.NewPolicyListFromBytes(name, text)
	if err != nil {
		return err
	}
	validator := validate.New(rules)
	for _, rule := range list {
		id := cedar.PolicyID(rule.Annotations()["id"])
		basis := string(rule.Annotations()["basis"])
		if id == "" || basis == "" {
			return fmt.Errorf("%s:%d: policy without @id or @basis", name, rule.Position().Line)
		}
		if err := validator.Policy(string(id), (*ast.Policy)(rule.AST())); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := declared(rule, rules); err != nil {
			return fmt.Errorf("%s: policy %q: %w", name, id, err)
		}
		if !p.set.Add(id, rule) {
			return fmt.Errorf("%s: policy %q stands twice", name, id)
		}
		p.grounds[id] = Ground{PolicyID: string(id), Basis: basis}
	}
	return nil
}
