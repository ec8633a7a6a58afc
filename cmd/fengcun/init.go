package main

import (
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"fengcun"
	"fengcun/internal/identity"
	"fengcun/internal/node"
	"fengcun/internal/sample"
)

// initCmd makes a new installation: data directory, keys, database, organs and
// the first staff.
type initCmd struct {
	nodeFlags
	Suite  string `enum:"intl,gm" default:"intl" placeholder:"intl|gm" help:"${help_init_suite}"`
	Organs string `placeholder:"FILE" xor:"organs" help:"${help_init_organs}"`
	Sample bool   `xor:"organs" help:"${help_init_sample}"`
}

// Run makes the keys first and the first entries of the log last.
func (c *initCmd) Run(p *program) error {
	answer := founded{Suite: c.Suite, Organs: len(sample.Organs()), Staff: len(sample.Staff())}
	settle := func(n *node.Node) (err error) {
		if err = sample.Settle(p.ctx, n.Registry, fengcun.DateOf(p.clock())); err == nil {
			answer.secret, err = sample.OpenAccounts(p.ctx, n.Registry)
		}
		return err
	}
	switch {
	case c.Sample:
	case c.Organs == "":
		return &fengcun.Error{Kind: fengcun.KindInvalid, Code: "cli.missing_flag", Field: "--organs, --sample", Args: map[string]string{"command": "fengcun init"}}
	default:
		f, err := c.founding()
		if err != nil {
			return err
		}
		answer = founded{Suite: c.Suite, Organs: len(f.Organs), Staff: len(f.Staff)}
		settle = func(n *node.Node) (err error) {
			if err = f.enter(p, n); err == nil {
				answer.Account, answer.secret, err = f.first(p, n)
			}
			return err
		}
	}
	o, err := c.options(p)
	if err != nil {
		return err
	}
	if err := node.Init(o.Dir, c.Suite, o.Unlock); err != nil {
		return err
	}
	if err := c.withNode(p, settle); err != nil {
		return err
	}
	answer.Secret = answer.secret.Reveal() // printed once, here, and kept as a hash
	return p.show(answer)
}

type founded struct {
	Suite  string `json:"suite"`
	Organs int    `json:"organs"`
	Staff  int    `json:"staff"`

	// Account is the first security administrator's; with --sample every sample
	// account has this password and Account is empty.
	Account fengcun.StaffID `json:"account,omitempty"`
	Secret  string          `json:"secret"`
	secret  identity.Password
}

func (f founded) text(v voice) []string {
	lines := []string{
		v.say("init.done", nil),
		v.field("word.suite", f.Suite),
		v.field("word.organs", v.locale.Number(f.Organs)),
		v.field("word.staff", v.locale.Number(f.Staff)),
	}
	if f.Account == "" {
		lines = append(lines, v.field("word.sample_password", f.Secret))
	} else {
		lines = append(lines, v.field("word.account", string(f.Account)), v.field("word.first_secret", f.Secret), v.say("init.secret", nil))
	}
	return append(lines, v.say("init.next", nil))
}

// founding is what an installation begins with. In TOML:
//
//	[[organ]]
//	id = "court-0101"
//	kind = "court"
//	level = 1
//	name = "某某区人民法院"
//	region = "310101"
//	code = "沪0101"
//	valid_from = "1990-01-01"
//	peers = ["procuratorate-0101"]
//	connection = "here" # or node, parcel, paper; then without staff
//
//	[[staff]]
//	id = "wang"
//	organ = "court-0101"
//	role = "handler"
type founding struct {
	Organs []foundingOrgan `toml:"organ"`
	Staff  []foundingStaff `toml:"staff"`
}

type foundingOrgan struct {
	ID        fengcun.OrganID   `toml:"id"`
	Kind      fengcun.OrganKind `toml:"kind"`
	Level     fengcun.Level     `toml:"level"`
	Name      string            `toml:"name"`
	Region    string            `toml:"region"`
	Code      string            `toml:"code"`
	ValidFrom fengcun.Date      `toml:"valid_from"`
	Peers     []fengcun.OrganID `toml:"peers"`

	Connection fengcun.Connection `toml:"connection"`
}

type foundingStaff struct {
	ID    fengcun.StaffID `toml:"id"`
	Organ fengcun.OrganID `toml:"organ"`
	Role  fengcun.Role    `toml:"role"`
}

func (c *initCmd) founding() (founding, error) {
	var f founding
	meta, err := toml.DecodeFile(c.Organs, &f)
	var syntax toml.ParseError
	var own *fengcun.Error
	switch {
	case asError(err, &own):
		return f, fengcun.Invalid("cli.organs_syntax", "valid_from")
	case asError(err, &syntax):
		return f, fengcun.Invalid("cli.organs_syntax", "--organs")
	case err != nil:
		return f, &fengcun.Error{Kind: fengcun.KindNotFound, Code: "cli.input_file", Field: "--organs", Err: err}
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return f, fengcun.Invalid("cli.input_field", unknown[0].String())
	}
	return f, f.check()
}

// check refuses a founding after which nobody could grant a role.
func (f founding) check() error {
	if len(f.Organs) == 0 {
		return fengcun.Invalid("cli.organs", "organ")
	}
	for _, s := range f.Staff {
		known := slices.ContainsFunc(f.Organs, func(o foundingOrgan) bool { return o.ID == s.Organ })
		if s.ID == "" || strings.ContainsAny(string(s.ID), "@/") || !known || !oneOf(s.Role, fengcun.Roles()) {
			return fengcun.Invalid("cli.organs", "staff")
		}
	}
	if f.system().Staff == "" {
		return fengcun.Invalid("cli.organs", string(fengcun.RoleSystemAdmin))
	}
	for _, o := range f.Organs {
		if !o.here() {
			continue
		}
		for _, role := range []fengcun.Role{fengcun.RoleSystemAdmin, fengcun.RoleSecurityAdmin} {
			if _, ok := f.administrator(o.ID, role); !ok {
				return fengcun.Invalid("cli.organs", string(role))
			}
		}
		for _, peer := range o.Peers {
			if !slices.ContainsFunc(f.Organs, func(o foundingOrgan) bool { return o.ID == peer }) {
				return fengcun.Invalid("cli.organs", "peers")
			}
		}
	}
	return nil
}

func (f founding) administrator(organ fengcun.OrganID, role fengcun.Role) (fengcun.Actor, bool) {
	for _, s := range f.Staff {
		if s.Organ == organ && s.Role == role {
			return fengcun.Actor{Staff: s.ID, Organ: organ, Role: role}, true
		}
	}
	return fengcun.Actor{}, false
}

// first opens the one account there is at the start: that of the security
// administrator who is named first, who opens the others.
func (f founding) first(p *program, n *node.Node) (fengcun.StaffID, identity.Password, error) {
	for _, s := range f.Staff {
		if s.Role == fengcun.RoleSecurityAdmin {
			secret, err := n.Registry.OpenAccount(p.ctx, fengcun.Actor{Staff: s.ID, Organ: s.Organ, Role: s.Role}, s.ID)
			return s.ID, secret, err
		}
	}
	return "", "", fengcun.Invalid("cli.organs", string(fengcun.RoleSecurityAdmin))
}

func (o foundingOrgan) here() bool { return fengcun.Organ{Connection: o.Connection}.Here() }

// adminFor is the organ's own system administrator, or for one that does not work
// here that of the first organ that does.
func (f founding) adminFor(o foundingOrgan) fengcun.Actor {
	if admin, ok := f.administrator(o.ID, fengcun.RoleSystemAdmin); ok {
		return admin
	}
	return f.system()
}

func (f founding) system() fengcun.Actor {
	for _, o := range f.Organs {
		if admin, ok := f.administrator(o.ID, fengcun.RoleSystemAdmin); ok && o.here() {
			return admin
		}
	}
	return fengcun.Actor{}
}

// enter writes the founding into the installation, act by act: organs and peers
// by each organ's system administrator, roles by its security administrator. The
// administrators' own roles are the only ones that nobody else granted.
func (f founding) enter(p *program, n *node.Node) error {
	for _, o := range f.Organs {
		admin := f.adminFor(o)
		err := n.Registry.AddOrgan(p.ctx, admin, fengcun.Organ{
			ID: o.ID, Kind: o.Kind, Level: o.Level, Name: o.Name, Region: o.Region, Code: o.Code, ValidFrom: o.ValidFrom,
			Connection: o.Connection,
		})
		if err != nil {
			return err
		}
	}
	linked := map[[2]fengcun.OrganID]bool{}
	for _, o := range f.Organs {
		admin := f.adminFor(o)
		for _, peer := range o.Peers {
			if linked[[2]fengcun.OrganID{o.ID, peer}] {
				continue
			}
			linked[[2]fengcun.OrganID{o.ID, peer}], linked[[2]fengcun.OrganID{peer, o.ID}] = true, true
			if err := n.Registry.AddPeers(p.ctx, admin, o.ID, peer, o.ValidFrom); err != nil {
				return err
			}
		}
	}
	for _, s := range f.Staff {
		admin, _ := f.administrator(s.Organ, fengcun.RoleSecurityAdmin)
		if err := n.Registry.AddMember(p.ctx, admin, fengcun.Actor{Staff: s.ID, Organ: s.Organ, Role: s.Role}); err != nil {
			return err
		}
	}
	return nil
}
