package verification

import (
	"crypto/sha256"
	"crypto/x509"
	"slices"
	"time"

	"fengcun"
	"fengcun/internal/barcode"
	"fengcun/internal/paper"
	"fengcun/internal/pdf"
)

// Evidence is what there is to check: a file, or a code read from a paper, with what
// is printed beside it. What is missing in a file's place is taken from the file.
type Evidence struct {
	File    []byte // a PDF; nil if only a code was read
	Code    string
	Subject Subject
	Salt    string

	Keys        *Keys        // nil: whether the issuer signed cannot be said
	Revocations *Revocations // nil: whether it was revoked is not asked
}

// Part is a part of a check.
type Part string

// The parts, in the order in which they are reported.
const (
	PartSignature  Part = "signature"  // of the PDF file: covers every byte
	PartCode       Part = "code"       // the QR code, under a published key of the organ
	PartSubject    Part = "subject"    // name, ID number and salt belong to the code
	PartRevocation Part = "revocation" // the number is not on the list
)

// State is what came out for a part, or for all of them.
type State string

// The states. What was not checked is never taken for holding.
const (
	Holds     State = "holds"
	Fails     State = "fails"
	Unchecked State = "unchecked"
)

// Finding is what came out for one part, with a code for why.
type Finding struct {
	Part   Part   `json:"part"`
	State  State  `json:"state"`
	Reason string `json:"reason,omitempty"`
}

// Report is what came out of a check.
type Report struct {
	Code     *Code // nil if none was found
	Organ    string
	Subject  Subject
	Findings []Finding
}

// Verdict is the result of all parts: one that fails fails the whole, one that could
// not be checked leaves it open. A revocation list that was not given does neither.
func (r *Report) Verdict() State {
	verdict := Holds
	for _, f := range r.Findings {
		switch {
		case f.State == Fails:
			return Fails
		case f.State == Unchecked && f.Reason != "no_list":
			verdict = Unchecked
		}
	}
	return verdict
}

// Check checks what there is, offline. Error: paper.kind for a file that is no PDF.
func Check(e Evidence) (*Report, error) {
	r := &Report{Subject: e.Subject}
	if e.File != nil {
		if err := e.readFile(r); err != nil {
			return nil, err
		}
	}
	code, reason := readCode(e.Code)
	r.Code = code
	organ, codeFinding := e.code(code, reason)
	r.Organ = organ.Name
	if e.File != nil {
		r.Findings = append(r.Findings, e.signature(code, organ))
	}
	r.Findings = append(r.Findings, codeFinding, e.subject(code), e.revocation(code))
	return r, nil
}

// readFile takes from a file what was not given beside it.
func (e *Evidence) readFile(r *Report) error {
	p, err := paper.Read(e.File)
	if err != nil {
		return err
	}
	if e.Code == "" {
		e.Code = onlyCode(p.Codes)
	}
	if e.Code == "" { // a scan
		var seen []string
		for picture := range paper.Pictures(e.File) {
			seen = slices.AppendSeq(seen, barcode.ReadPicture(picture))
		}
		e.Code = onlyCode(seen)
	}
	if who, salt, ok := readStamp(p.Lines); ok && e.Subject == (Subject{}) && e.Salt == "" {
		e.Subject, e.Salt = who, salt
		r.Subject = who
	}
	return nil
}

// onlyCode returns the one code of a paper among the texts found on it.
func onlyCode(texts []string) string {
	found := ""
	for _, text := range texts {
		if _, err := ParseCode(text); err != nil || text == found {
			continue
		}
		if found != "" {
			return severalCodes
		}
		found = text
	}
	return found
}

const severalCodes = "several"

func readCode(text string) (*Code, string) {
	switch text {
	case "":
		return nil, "no_code"
	case severalCodes:
		return nil, "several_codes"
	}
	c, err := ParseCode(text)
	if err != nil {
		return nil, "code_form"
	}
	return &c, ""
}

// code checks the code's signature under the published keys.
func (e *Evidence) code(c *Code, reason string) (PublishedOrgan, Finding) {
	switch {
	case reason == "no_code":
		return PublishedOrgan{}, Finding{PartCode, Unchecked, reason}
	case c == nil:
		return PublishedOrgan{}, Finding{PartCode, Fails, reason}
	case e.Keys == nil:
		return PublishedOrgan{}, Finding{PartCode, Unchecked, "no_keys"}
	}
	organ, key, found := e.Keys.find(*c)
	s, known := c.Algorithms.suite()
	switch {
	case !found || !known || e.Keys.Publisher.Algorithms != c.Algorithms:
		return PublishedOrgan{}, Finding{PartCode, Fails, "key_unknown"}
	case !holds(s, key.Public, purposeCode, c.signed(), c.Signature):
		return PublishedOrgan{}, Finding{PartCode, Fails, "code_signature"}
	case c.Date.Before(key.From) || !key.To.IsZero() && c.Date.After(key.To):
		return organ, Finding{PartCode, Fails, "key_date"}
	}
	return organ, Finding{PartCode, Holds, ""}
}

// subject checks name, ID number and salt against the code's digest.
func (e *Evidence) subject(c *Code) Finding {
	if c == nil || e.Subject.Name == "" || e.Salt == "" {
		return Finding{PartSubject, Unchecked, "no_subject"}
	}
	salt, err := ParseSalt(e.Salt)
	if err != nil {
		return Finding{PartSubject, Fails, "salt_form"}
	}
	s, known := c.Algorithms.suite()
	if !known || e.Subject.check() != nil || c.digest(s, e.Subject, salt) != c.Digest {
		return Finding{PartSubject, Fails, "subject_differs"}
	}
	return Finding{PartSubject, Holds, ""}
}

// signature checks the signature of the file, and that it is the organ's.
func (e *Evidence) signature(c *Code, organ PublishedOrgan) Finding {
	signature, err := pdf.Verify(e.File)
	switch {
	case fengcun.CodeOf(err) == "pdf.unsigned":
		return Finding{PartSignature, Unchecked, "unsigned"}
	case fengcun.CodeOf(err) == "pdf.signature_foreign":
		return Finding{PartSignature, Unchecked, "signature_foreign"}
	case err != nil:
		return Finding{PartSignature, Fails, "signature_wrong"}
	case c == nil || organ.ID == "" || len(organ.Certificates) == 0:
		return Finding{PartSignature, Unchecked, "signer_unknown"}
	case !slices.Contains(organ.Certificates, sha256.Sum256(signature.Chain[0].Raw)):
		return Finding{PartSignature, Fails, "signer_other"}
	case !validAt(signature.Chain[0], signature.Stated):
		return Finding{PartSignature, Fails, "signer_date"}
	}
	return Finding{PartSignature, Holds, ""}
}

func validAt(c *x509.Certificate, t time.Time) bool {
	return !t.Before(c.NotBefore) && !t.After(c.NotAfter)
}

// revocation asks the list, if it is one of the publisher of the keys.
func (e *Evidence) revocation(c *Code) Finding {
	switch {
	case e.Revocations == nil || c == nil:
		return Finding{PartRevocation, Unchecked, "no_list"}
	case e.Keys == nil || !e.Revocations.Publisher.is(e.Keys.Publisher):
		return Finding{PartRevocation, Unchecked, "list_other"}
	case e.Revocations.Has(c.Organ, c.Number):
		return Finding{PartRevocation, Fails, "revoked"}
	}
	return Finding{PartRevocation, Holds, ""}
}
