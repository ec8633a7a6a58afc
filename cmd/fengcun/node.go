package main

import (
	"context"
	"crypto/x509"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fengcun"
	"fengcun/internal/config"
	"fengcun/internal/egress"
	"fengcun/internal/identity"
	"fengcun/internal/keybox"
	"fengcun/internal/node"
	"fengcun/internal/store"
)

// nodeFlags say on which installation a command works.
type nodeFlags struct {
	Data           string `placeholder:"DIR" help:"${help_data}"`
	Config         string `placeholder:"FILE" help:"${help_config}"`
	KeyFile        string `placeholder:"FILE" xor:"unlock" help:"${help_key_file}"`
	PassphraseFile string `placeholder:"FILE" xor:"unlock" help:"${help_passphrase_file}"`
}

// actorFlags say who acts.
type actorFlags struct {
	nodeFlags
	As string `required:"" placeholder:"STAFF@ORGAN/ROLE" help:"${help_as}"`
}

// defaultData is the data directory where none is named.
const defaultData = "fengcun-data"

func (f nodeFlags) dir(p *program) string {
	if f.Data != "" {
		return f.Data
	}
	if dir := p.variable("FENGCUN_DATA"); dir != "" {
		return dir
	}
	return defaultData
}

// configuration reads the configuration and lays the flags over it.
func (f nodeFlags) configuration(p *program) (config.Config, error) {
	path, required := filepath.Join(f.dir(p), config.FileName), false
	if f.Config != "" {
		path, required = f.Config, true
	}
	c, err := config.Load(path, required, p.lookup)
	if err != nil {
		return c, err
	}
	if f.KeyFile != "" || f.PassphraseFile != "" {
		c.Keys = config.Keys{KeyFile: f.KeyFile, PassphraseFile: f.PassphraseFile}
	}
	return c, nil
}

// unlock finds what unlocks the key files. There is no default.
func unlock(c config.Config) (keybox.Unlock, error) {
	switch k := c.Keys; {
	case k.KeyFile != "" && k.PassphraseFile != "":
		return keybox.Unlock{}, fengcun.Invalid("cli.two_unlocks", "")
	case k.KeyFile != "":
		return keybox.KeyFile(k.KeyFile), nil
	case k.PassphraseFile != "":
		passphrase, err := config.Secret(k.PassphraseFile, "passphrase_file")
		return keybox.Passphrase(passphrase), err
	}
	return keybox.Unlock{}, fengcun.Invalid("cli.no_unlock", "")
}

// options are everything that opening an installation needs.
func (f nodeFlags) options(p *program) (node.Options, error) {
	c, err := f.configuration(p)
	if err != nil {
		return node.Options{}, err
	}
	o := node.Options{Dir: f.dir(p), Clock: p.clock, Origin: c.Server.Origin}
	if o.Unlock, err = unlock(c); err != nil {
		return o, err
	}
	if o.Provider, err = provider(c.SignIn); err != nil {
		return o, err
	}
	if o.DSN, err = dsn(c.Database.DSNFile, "database.dsn_file"); err != nil {
		return o, err
	}
	o.OpenRegisterDSN, err = dsn(c.Database.OpenRegisterDSNFile, "database.open_register_dsn_file")
	return o, err
}

// provider is where staff may sign in instead; nil if none is named.
func provider(c config.SignIn) (*identity.Provider, error) {
	if c == (config.SignIn{}) {
		return nil, nil
	}
	secret, err := config.Secret(c.ClientSecretFile, "sign_in.client_secret_file")
	if err != nil {
		return nil, err
	}
	var roots *x509.CertPool
	if c.AuthoritiesFile != "" {
		text, err := os.ReadFile(c.AuthoritiesFile)
		if roots = x509.NewCertPool(); err != nil || !roots.AppendCertsFromPEM(text) {
			return nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "config.unreadable", Field: "sign_in.authorities_file", Err: err}
		}
	}
	client, err := egress.Provider(c.Issuer, roots)
	return &identity.Provider{Issuer: c.Issuer, ClientID: c.ClientID, ClientSecret: string(secret), Client: client}, err
}

func dsn(file, field string) (string, error) {
	if file == "" {
		return "", nil
	}
	text, err := config.Secret(file, field)
	return string(text), err
}

// withNode opens the installation, does the work and closes it whatever happens.
func (f nodeFlags) withNode(p *program, work func(n *node.Node) error) error {
	o, err := f.options(p)
	if err != nil {
		return err
	}
	n, err := node.Open(p.ctx, o)
	if err != nil {
		return err
	}
	err = work(n)
	// Whatever ended the work, a signal included, is no reason to close half-way.
	if closed := n.Close(context.WithoutCancel(p.ctx)); err == nil {
		err = closed
	} else if closed != nil {
		p.log.Error("close failed", "code", fengcun.CodeOf(closed))
	}
	return err
}

// withActor opens the installation for somebody who is on its books.
func (f actorFlags) withActor(p *program, work func(n *node.Node, actor fengcun.Actor) error) error {
	if _, err := parseActor(f.As, "--as"); err != nil {
		return err
	}
	return f.withNode(p, func(n *node.Node) error {
		actor, err := known(p, n, f.As, "--as")
		if err != nil {
			return err
		}
		p.log.Info("acting", "organ", actor.Organ, "role", actor.Role)
		return work(n, actor)
	})
}

// known reads who a flag names and refuses anybody who is not on the books.
func known(p *program, n *node.Node, text, flag string) (fengcun.Actor, error) {
	actor, err := parseActor(text, flag)
	if err != nil {
		return actor, err
	}
	members, err := store.Memberships(p.ctx, n.Store.Reader(), actor.Staff, fengcun.DateOf(p.clock()))
	if err != nil {
		return actor, err
	}
	if !slices.Contains(members, actor) {
		return actor, &fengcun.Error{Kind: fengcun.KindForbidden, Code: "cli.unknown_staff", Field: flag}
	}
	return actor, nil
}

// parseActor reads STAFF@ORGAN/ROLE.
func parseActor(text, flag string) (fengcun.Actor, error) {
	staff, rest, ok1 := strings.Cut(text, "@")
	organ, role, ok2 := strings.Cut(rest, "/")
	a := fengcun.Actor{Staff: fengcun.StaffID(staff), Organ: fengcun.OrganID(organ), Role: fengcun.Role(role)}
	if !ok1 || !ok2 || staff == "" || organ == "" || !oneOf(a.Role, fengcun.Roles()) {
		return a, fengcun.Invalid("cli.as", flag)
	}
	return a, nil
}
