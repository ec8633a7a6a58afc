package main

import (
	"errors"
	"path/filepath"
	"strings"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// certifyCmd answers a personal application for a certificate (Article 15).
//
// Arguments of a running program can be read by others on the machine, so the
// particulars are better given as a document on standard input.
type certifyCmd struct {
	actorFlags
	identityFlags
	By      string          `enum:"self,legal_representative,guardian,agent" default:"self" placeholder:"WHO" help:"${help_certify_by}"`
	Papers  []fengcun.Paper `placeholder:"PAPER,…" help:"${help_certify_papers}"`
	Purpose string          `placeholder:"CODE" help:"${help_certify_purpose}"`
	Number  string          `placeholder:"NUMBER" help:"${help_certify_number}"`
	Request string          `placeholder:"FILE" help:"${help_request}"`
	Output  string          `short:"o" aliases:"out" placeholder:"FILE" help:"${help_output}"`

	Verify fengcun.VerificationGround `placeholder:"CODE" help:"${help_certify_verify}"`
}

// identityFlags identify a person.
type identityFlags struct {
	Name  string `placeholder:"NAME" help:"${help_name}"`
	ID    string `name:"id" placeholder:"NUMBER" help:"${help_id}"`
	Kind  string `name:"id-kind" default:"resident_id" placeholder:"KIND" help:"${help_id_kind}"`
	Birth string `placeholder:"DATE" help:"${help_birth}"`
}

// certifyRequest is the document that --request takes.
type certifyRequest struct {
	Name    fengcun.Particular   `json:"name"`
	ID      fengcun.Particular   `json:"id"`
	Kind    fengcun.DocumentKind `json:"idKind"`
	Birth   fengcun.Date         `json:"birth"`
	By      fengcun.Applicant    `json:"by"`
	Other   otherRequest         `json:"other"`
	Papers  []fengcun.Paper      `json:"papers"`
	Purpose string               `json:"purpose"`
	Number  string               `json:"number"`
}

// otherRequest is who applies for the person.
type otherRequest struct {
	Name  fengcun.Particular `json:"name"`
	ID    fengcun.Particular `json:"id"`
	Until fengcun.Date       `json:"until"`
}

// Run issues the certificate, or the refusal that rests on an open conviction.
func (c *certifyCmd) Run(p *program) error {
	q := certifyRequest{
		Name: fengcun.Particular(c.Name), ID: fengcun.Particular(c.ID), Kind: fengcun.DocumentKind(c.Kind),
		By: fengcun.Applicant(c.By), Papers: c.Papers, Purpose: c.Purpose, Number: c.Number,
	}
	if c.Birth != "" {
		birth, err := dateFlag(c.Birth, "--birth")
		if err != nil {
			return err
		}
		q.Birth = birth
	}
	if c.Request != "" {
		if err := p.readRequest(c.Request, &q); err != nil {
			return err
		}
	}
	if err := freePath(c.Output); err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		application := registry.Application{
			Name: q.Name, Document: fengcun.IdentityDocument{Kind: q.Kind, Number: q.ID}, Birth: q.Birth, By: q.By,
			Other: registry.Other{Name: q.Other.Name, Number: q.Other.ID, Until: q.Other.Until}, Papers: q.Papers, Purpose: q.Purpose, Number: q.Number,
		}
		if c.Verify != "" {
			id, err := n.Registry.AcceptForVerification(p.ctx, actor, application, c.Verify)
			if err != nil {
				return err
			}
			return p.show(accepted{id})
		}
		doc, err := n.Registry.Certify(p.ctx, actor, application)
		if err != nil {
			return err
		}
		return p.deliver(doc, c.Output)
	})
}

// inquireCmd takes in a unit's application under Article 16. There is no place
// for the person: the basis is examined first.
type inquireCmd struct {
	actorFlags
	Unit    string `placeholder:"NAME" help:"${help_inquire_unit}"`
	Purpose string `placeholder:"CODE" help:"${help_inquire_purpose}"`
	Title   string `placeholder:"TEXT" help:"${help_inquire_title}"`
	Request string `placeholder:"FILE" help:"${help_request}"`
	Output  string `short:"o" aliases:"out" placeholder:"FILE" help:"${help_output}"`
}

// inquireRequest is the document that --request takes: all of an application.
type inquireRequest struct {
	Asker    fengcun.Asker       `json:"asker"`
	Rule     fengcun.InquiryRule `json:"rule"`
	Unit     fengcun.Particular  `json:"unit"`
	Purpose  string              `json:"purpose"`
	Title    string              `json:"title"`
	Listed   fengcun.ID          `json:"listed"`
	Scope    []fengcun.Scope     `json:"scope"`
	Need     string              `json:"need"`
	Letter   string              `json:"letter"`
	Via      string              `json:"via"`
	Handlers []struct {
		Name   fengcun.Particular `json:"name"`
		Number fengcun.Particular `json:"number"`
		Post   fengcun.Particular `json:"post"`
	} `json:"handlers"`
}

func (q inquireRequest) application() registry.InquiryApplication {
	out := registry.InquiryApplication{
		Asker: q.Asker, Rule: q.Rule, Unit: q.Unit, Purpose: q.Purpose, Title: q.Title, Listed: q.Listed,
		Scope: q.Scope, Need: q.Need, Letter: q.Letter, Via: q.Via,
	}
	for _, h := range q.Handlers {
		out.Handlers = append(out.Handlers, fengcun.HandlingPerson{Name: h.Name, Number: h.Number, Post: h.Post})
	}
	return out
}

// Run examines the basis and answers.
func (c *inquireCmd) Run(p *program) error {
	q := inquireRequest{Unit: fengcun.Particular(c.Unit), Purpose: c.Purpose, Title: c.Title}
	if c.Request != "" {
		if err := p.readRequest(c.Request, &q); err != nil {
			return err
		}
	}
	if err := freePath(c.Output); err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		doc, err := n.Registry.Inquire(p.ctx, actor, q.application())
		if err != nil {
			return err
		}
		return p.deliver(doc, c.Output)
	})
}

// reissueCmd gives out an issued document again, the same bytes.
type reissueCmd struct {
	actorFlags
	Application string `arg:"" help:"${help_reissue_application}"`
	Output      string `short:"o" aliases:"out" placeholder:"FILE" help:"${help_output}"`
}

// Run gives it out.
func (c *reissueCmd) Run(p *program) error {
	id, err := idFlag(c.Application, "application")
	if err != nil {
		return err
	}
	if err := freePath(c.Output); err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		doc, err := n.Registry.Reissue(p.ctx, actor, id)
		if err != nil {
			return err
		}
		return p.deliver(doc, c.Output)
	})
}

// deliver shows an issued document, or writes it to a file: .pdf is what is signed,
// .docx a text document, any other name the plain text. It is issued by then: if the
// writing fails its number is told all the same, and reissue gives it out again.
func (p *program) deliver(doc registry.Issued, output string) error {
	answer := issued{Application: doc.Application, Number: doc.Number, Form: doc.Form, Document: string(doc.Text), toFile: output != ""}
	var written error
	if output != "" {
		written = createFile(output, contentFor(output, doc.Printed))
	}
	return errors.Join(written, p.show(answer))
}

func contentFor(path string, doc document.Printed) []byte {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".pdf":
		return doc.PDF
	case ".docx":
		return doc.Docx
	}
	return doc.Text
}

type issued struct {
	Application fengcun.ID    `json:"application"`
	Number      string        `json:"number"`
	Form        document.Form `json:"form"`
	Document    string        `json:"document"`
	toFile      bool          // so that the text view does not repeat it
}

func (i issued) text(v voice) []string {
	if i.toFile {
		return []string{v.field("word.number", i.Number), v.field("word.application", i.Application.String())}
	}
	return trimmedLines(i.Document)
}
