package main

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"

	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/verification"
)

// papersCmd is what an installation publishes about the papers of its organs.
type papersCmd struct {
	Keys    papersKeysCmd    `cmd:"" help:"${help_papers_keys}"`
	Renew   papersRenewCmd   `cmd:"" help:"${help_papers_renew}"`
	Revoke  papersRevokeCmd  `cmd:"" help:"${help_papers_revoke}"`
	Revoked papersRevokedCmd `cmd:"" help:"${help_papers_revoked}"`
	File    papersFileCmd    `cmd:"" help:"${help_papers_file}"`
	Scan    papersScanCmd    `cmd:"" help:"${help_papers_scan_cmd}"`
	Case    papersCaseCmd    `cmd:"" help:"${help_papers_case}"`
	Print   papersPrintCmd   `cmd:"" help:"${help_papers_print}"`
	Void    papersVoidCmd    `cmd:"" help:"${help_papers_void}"`
	Voids   papersVoidsCmd   `cmd:"" help:"${help_papers_voids}"`
}

// papersKeysCmd writes the file of public keys.
type papersKeysCmd struct {
	actorFlags
	Requested    string            `required:"" placeholder:"STAFF" help:"${help_key_rotate_requested}"`
	Certificates map[string]string `name:"certificate" placeholder:"ORGAN=FILE" help:"${help_papers_certificate}"`
	Output       string            `short:"o" required:"" placeholder:"FILE" help:"${help_output}"`
}

// Run publishes.
func (c *papersKeysCmd) Run(p *program) error {
	if err := freePath(c.Output); err != nil {
		return err
	}
	certificates := map[fengcun.OrganID][][32]byte{}
	for organ, name := range c.Certificates {
		content, err := p.readFile(name)
		if err != nil {
			return err
		}
		sum, ok := certificateSum(content)
		if !ok {
			return fengcun.Invalid("verification.certificate", "--certificate")
		}
		certificates[fengcun.OrganID(organ)] = append(certificates[fengcun.OrganID(organ)], sum)
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		file, err := n.Registry.PublishKeys(p.ctx, actor, fengcun.StaffID(c.Requested), certificates)
		if err != nil {
			return err
		}
		keys, err := verification.ParseKeys(file)
		if err != nil {
			return err
		}
		if err := createFile(c.Output, file); err != nil {
			return err
		}
		return p.show(publisherOf{keys.Publisher.Fingerprint()})
	})
}

// certificateSum is the digest of a certificate in PEM or DER.
func certificateSum(content []byte) ([32]byte, bool) {
	if block, _ := pem.Decode(content); block != nil {
		content = block.Bytes
	}
	c, err := x509.ParseCertificate(content)
	if err != nil {
		return [32]byte{}, false
	}
	return sha256.Sum256(c.Raw), true
}

type publisherOf struct {
	Publisher string `json:"publisher"`
}

func (k publisherOf) text(v voice) []string {
	return []string{v.locale.Text("verify.publisher", nil) + v.say("word.colon", nil) + k.Publisher}
}

// papersRenewCmd gives the organ a new key for its papers.
type papersRenewCmd struct {
	actorFlags
	Requested string `required:"" placeholder:"STAFF" help:"${help_key_rotate_requested}"`
}

// Run renews.
func (c *papersRenewCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.RenewPaperKey(p.ctx, actor, fengcun.StaffID(c.Requested)); err != nil {
			return err
		}
		return p.show(done{"papers.renewed"})
	})
}

// papersRevokeCmd puts a number on the list of the revoked.
type papersRevokeCmd struct {
	actorFlags
	Requested string `required:"" placeholder:"STAFF" help:"${help_key_rotate_requested}"`
	Number    string `arg:"" help:"${help_papers_number}"`
}

// Run revokes.
func (c *papersRevokeCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.RevokePaper(p.ctx, actor, fengcun.StaffID(c.Requested), c.Number); err != nil {
			return err
		}
		return p.show(done{"papers.revoked"})
	})
}

// papersRevokedCmd writes the list of revoked numbers, as a file that can be handed
// on over a disc or a gateway.
type papersRevokedCmd struct {
	actorFlags
	Output string `short:"o" required:"" placeholder:"FILE" help:"${help_output}"`
}

// Run writes it.
func (c *papersRevokedCmd) Run(p *program) error {
	if err := freePath(c.Output); err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		list, err := n.Registry.RevokedPapers(p.ctx, actor)
		if err != nil {
			return err
		}
		if err := createFile(c.Output, list); err != nil {
			return err
		}
		return p.show(done{"papers.list_made"})
	})
}
