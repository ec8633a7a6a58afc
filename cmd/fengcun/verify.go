package main

import (
	"io"
	"strings"

	"fengcun"
	"fengcun/internal/verification"
)

// verifyCmd checks issued papers. It opens no installation and reaches no network:
// the issuer does not learn who checks what.
type verifyCmd struct {
	File verifyFileCmd `cmd:"" default:"withargs" help:"${help_verify_file}"`
	Page verifyPageCmd `cmd:"" help:"${help_verify_page}"`
}

// verifyFileCmd checks one paper.
type verifyFileCmd struct {
	File        string `arg:"" optional:"" help:"${help_verify_paper}"`
	Keys        string `placeholder:"FILE" help:"${help_verify_keys}"`
	Publisher   string `placeholder:"FINGERPRINT" help:"${help_verify_publisher}"`
	Revocations string `placeholder:"FILE" help:"${help_verify_revocations}"`
	Request     string `placeholder:"FILE" help:"${help_verify_request}"`
}

// verifyRequest is what is printed beside the code, for a paper that was scanned or
// whose code alone was read.
type verifyRequest struct {
	Code     string             `json:"code"`
	Name     fengcun.Particular `json:"name"`
	Document fengcun.Particular `json:"document"`
	Salt     string             `json:"salt"`
}

// Run checks. What fails or could not be checked is an error, so that a script that
// looks at nothing but the exit status is not misled.
func (c *verifyFileCmd) Run(p *program) error {
	var q verifyRequest
	if c.Request != "" {
		if err := p.readRequest(c.Request, &q); err != nil {
			return err
		}
	}
	if c.File == "" && q.Code == "" {
		return &fengcun.Error{Kind: fengcun.KindInvalid, Code: "cli.missing_argument", Field: "file"}
	}
	e := verification.Evidence{Code: q.Code, Subject: verification.Subject{Name: q.Name, Document: q.Document}, Salt: q.Salt}
	var err error
	if e.Keys, err = readParsed(p, c.Keys, verification.ParseKeys); err != nil {
		return err
	}
	if e.Revocations, err = readParsed(p, c.Revocations, verification.ParseRevocations); err != nil {
		return err
	}
	if c.Publisher != "" && (e.Keys == nil || plainFingerprint(c.Publisher) != plainFingerprint(e.Keys.Publisher.Fingerprint())) {
		return fengcun.Invalid("verification.publisher", "--publisher")
	}
	if c.File != "" {
		if e.File, err = p.readFile(c.File); err != nil {
			return err
		}
	}
	report, err := verification.Check(e)
	if err != nil {
		return err
	}
	answer := verified{Verdict: report.Verdict(), Organ: report.Organ, Subject: report.Subject, Findings: report.Findings}
	if report.Code != nil {
		answer.Form, answer.Number, answer.Date = report.Code.Kind.Form(), report.Code.Number, report.Code.Date
	}
	if e.Keys != nil {
		answer.Publisher = e.Keys.Publisher.Fingerprint()
	}
	if err := p.show(answer); err != nil {
		return err
	}
	switch answer.Verdict {
	case verification.Holds:
		return nil
	case verification.Fails:
		return fengcun.Invalid("verification.fails", "")
	}
	return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "verification.unchecked"}
}

func plainFingerprint(text string) string {
	return strings.ToLower(strings.NewReplacer(" ", "", ":", "", "-", "").Replace(text))
}

// maxPaper bounds a paper that is checked, in bytes: a scan of several pages.
const maxPaper = 64 << 20

// readFile reads a whole file that is no request.
func (p *program) readFile(name string) ([]byte, error) {
	in, err := p.openInput(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	content, err := io.ReadAll(io.LimitReader(in, maxPaper+1))
	if err != nil {
		return nil, inputError(err)
	}
	if len(content) > maxPaper {
		return nil, fengcun.Invalid("cli.input_size", "")
	}
	return content, nil
}

// readParsed reads a file that may be left out.
func readParsed[T any](p *program, name string, parse func([]byte) (*T, error)) (*T, error) {
	if name == "" {
		return nil, nil
	}
	content, err := p.readFile(name)
	if err != nil {
		return nil, err
	}
	return parse(content)
}

type verified struct {
	Verdict   verification.State
	Form      string
	Number    string
	Date      fengcun.Date
	Organ     string
	Subject   verification.Subject
	Publisher string
	Findings  []verification.Finding
}

// MarshalJSON writes the name in full: whoever checks a paper holds it.
func (c verified) MarshalJSON() ([]byte, error) {
	return marshal(struct {
		Verdict   verification.State     `json:"verdict"`
		Organ     string                 `json:"organ"`
		Form      string                 `json:"form"`
		Number    string                 `json:"number"`
		Date      fengcun.Date           `json:"date,omitzero"`
		Name      string                 `json:"name"`
		Document  string                 `json:"document"`
		Publisher string                 `json:"publisher"`
		Findings  []verification.Finding `json:"findings"`
	}{c.Verdict, c.Organ, c.Form, c.Number, c.Date, c.Subject.Name.Reveal(), c.Subject.Document.Reveal(), c.Publisher, c.Findings})
}

func (c verified) text(v voice) []string {
	say := func(key string) string { return v.locale.Text("verify."+key, nil) }
	field := func(key, value string) string {
		if value == "" {
			value = "—"
		}
		return say(key) + v.say("word.colon", nil) + value
	}
	lines := []string{say("verdict_" + string(c.Verdict)), ""}
	for _, f := range c.Findings {
		line := say("part_"+string(f.Part)) + v.say("word.colon", nil) + say("state_"+string(f.State))
		if f.Reason != "" {
			line += "  " + say("reason_"+f.Reason)
		}
		lines = append(lines, line)
	}
	organ := c.Organ
	if organ == "" {
		organ = say("organ_unknown")
	}
	form := say("kind_other")
	if c.Form != "" {
		form = v.term("form", c.Form)
	}
	lines = append(lines, "", say("says"))
	lines = append(lines, field("organ", organ))
	if c.Number != "" {
		lines = append(lines, field("kind", form), field("number", c.Number), field("date", c.Date.String()))
	}
	if c.Subject.Name != "" {
		lines = append(lines, field("name", c.Subject.Name.Reveal()), field("document", c.Subject.Document.Reveal()))
	}
	return append(lines, field("publisher", c.Publisher), "", say("limits"))
}

// verifyPageCmd writes the page that checks codes in a browser.
type verifyPageCmd struct {
	Keys   string `required:"" placeholder:"FILE" help:"${help_verify_keys}"`
	Output string `short:"o" required:"" placeholder:"FILE" help:"${help_output}"`
}

// Run writes it.
func (c *verifyPageCmd) Run(p *program) error {
	if err := freePath(c.Output); err != nil {
		return err
	}
	keys, err := p.readFile(c.Keys)
	if err != nil {
		return err
	}
	page, err := verification.Page(keys)
	if err != nil {
		return err
	}
	if err := createFile(c.Output, page); err != nil {
		return err
	}
	return p.show(done{"verify.page_made"})
}
