package main

import (
	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/registry"
	"fengcun/law"
)

// inquiryCmd takes an inquiry under Article 16 from its basis to its answer. It begins
// with inquire.
type inquiryCmd struct {
	List   inquiryListCmd   `cmd:"" help:"${help_inquiry_list}"`
	Show   inquiryShowCmd   `cmd:"" help:"${help_inquiry_show}"`
	Review inquiryReviewCmd `cmd:"" help:"${help_inquiry_review}"`
	Sheet  inquirySheetCmd  `cmd:"" help:"${help_inquiry_sheet}"`
	Sign   inquirySignCmd   `cmd:"" help:"${help_inquiry_sign}"`
	Name   inquiryNameCmd   `cmd:"" help:"${help_inquiry_name}"`
	Permit inquiryPermitCmd `cmd:"" help:"${help_inquiry_permit}"`
	Answer inquiryAnswerCmd `cmd:"" help:"${help_inquiry_answer}"`
	Copy   inquiryCopyCmd   `cmd:"" help:"${help_inquiry_copy}"`
	Misuse inquiryMisuseCmd `cmd:"" help:"${help_inquiry_misuse}"`
}

// oneInquiry names an inquiry.
type oneInquiry struct {
	actorFlags
	Inquiry string `arg:"" help:"${help_inquiry_id}"`
}

func (c oneInquiry) with(p *program, work func(n *node.Node, actor fengcun.Actor, id fengcun.ID) error) error {
	id, err := idFlag(c.Inquiry, "inquiry")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error { return work(n, actor, id) })
}

type inquiryListCmd struct {
	actorFlags
	Year int `required:"" placeholder:"YEAR" help:"${help_inquiry_year}"`
}

// Run lists.
func (c *inquiryListCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		register, err := n.Registry.Inquiries(p.ctx, actor, c.Year)
		if err != nil {
			return err
		}
		out := inquiryList{[]inquiryShown{}}
		for _, v := range register {
			out.Inquiries = append(out.Inquiries, shownInquiry(v))
		}
		return p.show(out)
	})
}

type inquiryList struct {
	Inquiries []inquiryShown `json:"inquiries"`
}

func (l inquiryList) text(v voice) []string {
	var lines []string
	for _, one := range l.Inquiries {
		lines = append(lines, one.text(v)...)
	}
	return lines
}

type inquiryShowCmd struct{ oneInquiry }

// Run shows.
func (c *inquiryShowCmd) Run(p *program) error {
	return c.with(p, func(n *node.Node, actor fengcun.Actor, id fengcun.ID) error {
		v, err := n.Registry.Inquiry(p.ctx, actor, id)
		if err != nil {
			return err
		}
		return p.show(shownInquiry(v))
	})
}

// inquiryShown has no field for the person.
type inquiryShown struct {
	ID       fengcun.ID           `json:"id"`
	Number   string               `json:"number"`
	State    fengcun.InquiryState `json:"state"`
	Asker    fengcun.Asker        `json:"asker"`
	Rule     fengcun.InquiryRule  `json:"rule"`
	Unit     string               `json:"unit"`
	Purpose  string               `json:"purpose"`
	Title    string               `json:"title"`
	Scope    []fengcun.Scope      `json:"scope"`
	Due      fengcun.Date         `json:"due"`
	Unsigned int                  `json:"unsigned"`
}

func shownInquiry(v registry.InquiryView) inquiryShown {
	out := inquiryShown{
		ID: v.ID, Number: v.Number, State: v.State, Asker: v.Asker, Rule: v.Rule, Unit: v.Unit.Reveal(), Purpose: v.Purpose, Title: v.Title,
		Scope: append([]fengcun.Scope{}, v.Scope...), Due: v.Due,
	}
	for _, h := range v.Handlers {
		if h.SignedOn.IsZero() {
			out.Unsigned++
		}
	}
	return out
}

func (i inquiryShown) text(v voice) []string {
	return []string{i.Number + "  " + v.locale.Text("state.inquiry."+string(i.State), nil) + "  " + i.Unit + "  " + i.Title + "  " + i.Due.String() + "  " + i.ID.String()}
}

type inquiryReviewCmd struct {
	oneInquiry
	Faults []law.InquiryFault `placeholder:"FAULT,…" help:"${help_inquiry_faults}"`
	Output string             `short:"o" aliases:"out" placeholder:"FILE" help:"${help_output}"`
}

// Run reviews.
func (c *inquiryReviewCmd) Run(p *program) error {
	if err := freePath(c.Output); err != nil {
		return err
	}
	return c.with(p, func(n *node.Node, actor fengcun.Actor, id fengcun.ID) error {
		doc, err := n.Registry.ReviewBasis(p.ctx, actor, id, c.Faults)
		if err != nil {
			return err
		}
		if doc.Form == "" {
			return p.show(done{"inquiry.basis_accepted"})
		}
		return p.deliver(doc, c.Output)
	})
}

type inquirySheetCmd struct {
	oneInquiry
	Output string `short:"o" aliases:"out" required:"" placeholder:"FILE" help:"${help_output}"`
}

// Run prints the undertaking.
func (c *inquirySheetCmd) Run(p *program) error {
	if err := freePath(c.Output); err != nil {
		return err
	}
	return c.with(p, func(n *node.Node, actor fengcun.Actor, id fengcun.ID) error {
		doc, err := n.Registry.UndertakingSheet(p.ctx, actor, id)
		if err != nil {
			return err
		}
		return p.deliver(doc, c.Output)
	})
}

type inquirySignCmd struct {
	oneInquiry
	Code string `arg:"" help:"${help_inquiry_code}"`
}

// Run records a signature.
func (c *inquirySignCmd) Run(p *program) error {
	return c.with(p, func(n *node.Node, actor fengcun.Actor, id fengcun.ID) error {
		if err := n.Registry.SignUndertaking(p.ctx, actor, id, c.Code); err != nil {
			return err
		}
		return p.show(done{"inquiry.signed"})
	})
}

type inquiryNameCmd struct {
	oneInquiry
	queryFlags `prefix:"for-"`
}

// Run names the person.
func (c *inquiryNameCmd) Run(p *program) error {
	q, err := c.query(p)
	if err != nil {
		return err
	}
	return c.with(p, func(n *node.Node, actor fengcun.Actor, id fengcun.ID) error {
		if err := n.Registry.NamePerson(p.ctx, actor, id, q); err != nil {
			return err
		}
		return p.show(done{"inquiry.named"})
	})
}

type inquiryPermitCmd struct{ oneInquiry }

// Run permits and looks up.
func (c *inquiryPermitCmd) Run(p *program) error {
	return c.with(p, func(n *node.Node, actor fengcun.Actor, id fengcun.ID) error {
		found, err := n.Registry.PermitInquiry(p.ctx, actor, id)
		if err != nil {
			return err
		}
		out := findingsShown{[]findingShown{}}
		for _, f := range found.Found {
			out.Found = append(out.Found, findingShown{f.Key, f.Certain, f.Tellable, f.Disposition, f.Case.Reveal(), f.Crime.Reveal(), f.Sentence.Reveal()})
		}
		return p.show(out)
	})
}

type findingsShown struct {
	Found []findingShown `json:"found"`
}

type findingShown struct {
	Key         fengcun.ID          `json:"key"`
	Certain     bool                `json:"certain"`
	Tellable    bool                `json:"tellable"`
	Disposition fengcun.Disposition `json:"disposition"`
	Case        string              `json:"case"`
	Crime       string              `json:"crime"`
	Sentence    string              `json:"sentence"`
}

func (f findingsShown) text(v voice) []string {
	if len(f.Found) == 0 {
		return []string{v.locale.Text("console.asked.nothing", nil)}
	}
	var lines []string
	for _, one := range f.Found {
		line := one.Key.String() + "  " + one.Case + "  " + v.locale.Text("disposition."+string(one.Disposition), nil) + "  " + one.Crime + "  " + one.Sentence
		if !one.Certain {
			line += "  " + v.locale.Text("console.asked.namesake", nil)
		}
		if !one.Tellable {
			line += "  " + v.locale.Text("console.asked.never_told", nil)
		}
		lines = append(lines, line)
	}
	return lines
}

type inquiryAnswerCmd struct {
	oneInquiry
	Tell      []string `placeholder:"KEY,…" help:"${help_inquiry_tell}"`
	Collector string   `required:"" placeholder:"NUMBER" help:"${help_inquiry_collector}"`
	readingFlags
	Output string `short:"o" aliases:"out" placeholder:"FILE" help:"${help_output}"`
}

// Run answers.
func (c *inquiryAnswerCmd) Run(p *program) (err error) {
	if err := freePath(c.Output); err != nil {
		return err
	}
	answer := registry.Answer{Collector: fengcun.Particular(c.Collector)}
	if answer.Reading, err = c.grant(); err != nil {
		return err
	}
	for _, text := range c.Tell {
		key, err := idFlag(text, "--tell")
		if err != nil {
			return err
		}
		answer.Tell = append(answer.Tell, key)
	}
	return c.with(p, func(n *node.Node, actor fengcun.Actor, id fengcun.ID) error {
		doc, err := n.Registry.AnswerInquiry(p.ctx, actor, id, answer)
		if err != nil {
			return err
		}
		return p.deliver(doc, c.Output)
	})
}

type inquiryMisuseCmd struct {
	oneInquiry
	Person string `required:"" placeholder:"NUMBER" help:"${help_inquiry_misuser}"`
	What   string `required:"" placeholder:"TEXT" help:"${help_inquiry_what}"`
}

// Run enters the misuse.
func (c *inquiryMisuseCmd) Run(p *program) error {
	return c.with(p, func(n *node.Node, actor fengcun.Actor, id fengcun.ID) error {
		if _, err := n.Registry.ReportMisuse(p.ctx, actor, id, fengcun.Particular(c.Person), fengcun.Particular(c.What)); err != nil {
			return err
		}
		return p.show(done{"inquiry.misuse_entered"})
	})
}
