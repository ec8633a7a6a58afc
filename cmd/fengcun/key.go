package main

import (
	"fengcun"
	"fengcun/internal/keybox"
	"fengcun/internal/node"
)

// keyCmd makes and changes keys.
type keyCmd struct {
	Generate keyGenerateCmd `cmd:"" help:"${help_key_generate}"`
	Rotate   keyRotateCmd   `cmd:"" help:"${help_key_rotate}"`
	Signer   keySignerCmd   `cmd:"" help:"${help_key_signer}"`
}

// keyGenerateCmd makes a key file that unlocks an installation.
type keyGenerateCmd struct {
	File string `arg:"" help:"${help_key_generate_file}"`
}

// Run writes the file, mode 0600, and never over another.
func (c *keyGenerateCmd) Run(p *program) error {
	if err := keybox.NewKeyFile(c.File); err != nil {
		return err
	}
	return p.show(done{"key.generated"})
}

// keyRotateCmd moves the actor's organ to a new working epoch, so that old pages
// and old backups of the database open nothing, and reclaims the database's own.
type keyRotateCmd struct {
	actorFlags
	Requested string `required:"" placeholder:"STAFF" help:"${help_key_rotate_requested}"`
}

// Run rotates.
func (c *keyRotateCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.Rotate(p.ctx, actor, fengcun.StaffID(c.Requested)); err != nil {
			return err
		}
		if err := n.Store.Reclaim(p.ctx); err != nil {
			return err
		}
		return p.show(done{"key.rotated"})
	})
}

// keySignerCmd gives the actor's organ the key with which its papers are signed.
type keySignerCmd struct {
	actorFlags
	Certificates string `arg:"" help:"${help_key_signer_certificates}"`
	Key          string `arg:"" help:"${help_key_signer_key}"`
	Requested    string `required:"" placeholder:"STAFF" help:"${help_key_rotate_requested}"`
}

// Run installs it; the files stay where they are.
func (c *keySignerCmd) Run(p *program) error {
	chain, err := p.readInput(c.Certificates)
	if err != nil {
		return err
	}
	key, err := p.readInput(c.Key)
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.InstallSigner(p.ctx, actor, fengcun.StaffID(c.Requested), chain, key); err != nil {
			return err
		}
		return p.show(done{"key.signer"})
	})
}

// done is the answer of a command that has nothing else to tell.
type done struct{ key string }

func (d done) text(v voice) []string { return []string{v.say(d.key, nil)} }

// MarshalJSON writes {"done":true}.
func (done) MarshalJSON() ([]byte, error) { return []byte(`{"done":true}`), nil }
