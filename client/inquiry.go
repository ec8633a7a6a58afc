package client

import (
	"context"
	"net/http"

	"fengcun"
)

// Titles lists the organ's register of legal titles (Article 16).
func (c *Client) Titles(ctx context.Context) ([]fengcun.LegalTitle, error) {
	var out struct {
		Titles []fengcun.LegalTitle `json:"titles"`
	}
	err := c.Do(ctx, http.MethodGet, "/titles", "", nil, &out)
	return out.Titles, err
}

// Inquiry is a written application under Article 16. It has no field for the person.
type Inquiry struct {
	Asker    fengcun.Asker       `json:"asker,omitempty"`
	Rule     fengcun.InquiryRule `json:"rule,omitempty"`
	Unit     string              `json:"unit"`
	Purpose  string              `json:"purpose"`
	Title    string              `json:"title"`            // as the unit wrote it
	Listed   *fengcun.ID         `json:"listed,omitempty"` // the same in the organ's register
	Scope    []fengcun.Scope     `json:"scope,omitempty"`
	Need     string              `json:"need,omitempty"`
	Letter   string              `json:"letter,omitempty"`
	Via      string              `json:"via,omitempty"`
	Handlers []Handling          `json:"handlers,omitempty"`
}

// Handling is a handling person of the inquiring unit.
type Handling struct {
	Name   string `json:"name"`
	Number string `json:"number"`
	Post   string `json:"post"`
}

// Inquire takes an application: it is refused at once, or accepted with a receipt.
func (c *Client) Inquire(ctx context.Context, key string, q Inquiry) (d Issued, err error) {
	return d, c.Do(ctx, http.MethodPost, "/inquiries", key, q, &d)
}

// SignUndertaking records that a handling person has signed, by the code beside the
// signature.
func (c *Client) SignUndertaking(ctx context.Context, key string, inquiry fengcun.ID, code string) error {
	return c.Do(ctx, http.MethodPost, "/inquiries/"+inquiry.String()+"/signatures", key, map[string]string{"code": code}, nil)
}

// Finding is one record that answers to a permitted inquiry.
type Finding struct {
	Key         fengcun.ID          `json:"key"`
	Certain     bool                `json:"certain"`
	Tellable    bool                `json:"tellable"`
	Disposition fengcun.Disposition `json:"disposition"`
	Case        string              `json:"case"`
	Crime       string              `json:"crime"`
	Sentence    string              `json:"sentence"`
	Court       fengcun.OrganID     `json:"court"`
	Judged      fengcun.Date        `json:"judged"`
}

// PermitInquiry permits an inquiry, as its second person, and looks up.
func (c *Client) PermitInquiry(ctx context.Context, key string, inquiry fengcun.ID) ([]Finding, error) {
	var out struct {
		Found []Finding `json:"found"`
	}
	err := c.Do(ctx, http.MethodPost, "/inquiries/"+inquiry.String()+"/permission", key, nil, &out)
	return out.Found, err
}

// AnswerInquiry answers a permitted inquiry, once, and tells what is named.
func (c *Client) AnswerInquiry(ctx context.Context, key string, inquiry fengcun.ID, tell []fengcun.ID, collector string) (d Issued, err error) {
	return d, c.Do(ctx, http.MethodPost, "/inquiries/"+inquiry.String()+"/answer", key, map[string]any{"tell": tell, "collector": collector}, &d)
}

// CloseMisuse closes a misuse as its second person, with what was done.
func (c *Client) CloseMisuse(ctx context.Context, key string, misuse fengcun.ID, outcome fengcun.MisuseOutcome, done string) error {
	return c.Do(ctx, http.MethodPost, "/misuses/"+misuse.String()+"/closing", key, map[string]any{"outcome": outcome, "done": done}, nil)
}

// Reading is what a judicial organ that asked for the file may see.
type Reading struct {
	Readers []string              `json:"readers"`
	Parts   []fengcun.ReadingPart `json:"parts"`
	Until   fengcun.Date          `json:"until"`
	Views   int                   `json:"views"`
	Copies  int                   `json:"copies,omitempty"`
}

// AnswerWithReading answers a permitted inquiry of a judicial organ and grants the
// reading of what is told.
func (c *Client) AnswerWithReading(ctx context.Context, key string, inquiry fengcun.ID, tell []fengcun.ID, collector string, g Reading) (d Issued, err error) {
	return d, c.Do(ctx, http.MethodPost, "/inquiries/"+inquiry.String()+"/answer", key, map[string]any{"tell": tell, "collector": collector, "reading": g}, &d)
}

// TakeCopy takes a copy of one page, once, as a PDF with its mark.
func (c *Client) TakeCopy(ctx context.Context, key string, inquiry fengcun.ID, reader string, page int, file fengcun.MarkedFileKind) ([]byte, error) {
	var out struct {
		PDF []byte `json:"pdf"`
	}
	err := c.Do(ctx, http.MethodPost, "/inquiries/"+inquiry.String()+"/copies", key, map[string]any{"reader": reader, "page": page, "file": file}, &out)
	return out.PDF, err
}

// ReportMisuse enters that a handling person of an inquiry misused the answer.
func (c *Client) ReportMisuse(ctx context.Context, key string, inquiry fengcun.ID, person, what string) error {
	return c.Do(ctx, http.MethodPost, "/inquiries/"+inquiry.String()+"/misuse", key, map[string]string{"person": person, "what": what}, nil)
}
