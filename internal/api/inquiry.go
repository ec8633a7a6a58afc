package api

import (
	"context"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/registry"
	"fengcun/law"
)

type handlingIn struct {
	Name   fengcun.Particular `json:"name" minLength:"1" maxLength:"100"`
	Number fengcun.Particular `json:"number" minLength:"1" maxLength:"26" doc:"Of the identity document"`
	Post   fengcun.Particular `json:"post" minLength:"1" maxLength:"100"`
}

type inquireIn struct {
	Write
	Body struct {
		Unit     fengcun.Particular  `json:"unit" minLength:"1"`
		Purpose  string              `json:"purpose" minLength:"1" maxLength:"40" pattern:"^[a-z_]*$"`
		Title    string              `json:"title" minLength:"1" maxLength:"200" doc:"The legal title relied on, as the unit wrote it. There is no field for the person: the basis is examined first."`
		Listed   fengcun.ID          `json:"listed,omitzero" doc:"The same in the organ's register of legal titles"`
		Asker    fengcun.Asker       `json:"asker,omitempty" enum:"unit,judicial_organ,platform"`
		Rule     fengcun.InquiryRule `json:"rule,omitempty" enum:"measures,police"`
		Scope    []fengcun.Scope     `json:"scope,omitempty" maxItems:"5" enum:"punished,crime,sentence,document,file"`
		Need     string              `json:"need,omitempty" maxLength:"2000" doc:"Why a copy of a legal document is needed"`
		Letter   string              `json:"letter,omitempty" maxLength:"100" doc:"Number of the official letter"`
		Via      string              `json:"via,omitempty" maxLength:"200" doc:"The hall or platform that handed the application over. It receives no answer."`
		Handlers []handlingIn        `json:"handlers,omitempty" maxItems:"20"`
	}
}

func (a *API) inquire(ctx context.Context, c call, in *inquireIn) (issuedOut, error) {
	b := in.Body
	q := registry.InquiryApplication{
		Asker: b.Asker, Rule: b.Rule, Unit: b.Unit, Purpose: b.Purpose, Title: b.Title, Listed: b.Listed,
		Scope: b.Scope, Need: b.Need, Letter: b.Letter, Via: b.Via,
	}
	for _, h := range b.Handlers {
		q.Handlers = append(q.Handlers, fengcun.HandlingPerson(h))
	}
	return issued(a.Registry.Inquire(ctx, c.actor, q))
}

type handlingOut struct {
	Name     fengcun.Particular `json:"name"`
	Number   fengcun.Particular `json:"number"`
	Post     fengcun.Particular `json:"post"`
	SignedOn fengcun.Date       `json:"signedOn"`
}

// inquiryOut has no field for the person.
type inquiryOut struct {
	ID       fengcun.ID           `json:"id"`
	Number   string               `json:"number"`
	State    fengcun.InquiryState `json:"state"`
	Asker    fengcun.Asker        `json:"asker"`
	Rule     fengcun.InquiryRule  `json:"rule"`
	Unit     fengcun.Particular   `json:"unit"`
	Purpose  string               `json:"purpose"`
	Title    string               `json:"title"`
	Scope    []fengcun.Scope      `json:"scope"`
	Need     string               `json:"need"`
	Letter   string               `json:"letter"`
	Via      string               `json:"via"`
	Handlers []handlingOut        `json:"handlers"`
	Faults   []law.InquiryFault   `json:"faults"`
	Accepted fengcun.Date         `json:"accepted"`
	Due      fengcun.Date         `json:"due"`
	Answered fengcun.Date         `json:"answered"`
	Reviewer fengcun.StaffID      `json:"reviewer"`
	Approver fengcun.StaffID      `json:"approver"`
	Misused  []fengcun.Date       `json:"misused" doc:"The days on which a misuse by this unit was entered"`
}

func inquiryView(v registry.InquiryView) inquiryOut {
	out := inquiryOut{
		ID: v.ID, Number: v.Number, State: v.State, Asker: v.Asker, Rule: v.Rule, Unit: v.Unit, Purpose: v.Purpose, Title: v.Title,
		Scope: append([]fengcun.Scope{}, v.Scope...), Need: v.Need, Letter: v.Letter, Via: v.Via, Handlers: []handlingOut{},
		Faults: append([]law.InquiryFault{}, v.Faults...), Accepted: v.Accepted, Due: v.Due, Answered: v.Answered,
		Reviewer: v.Reviewer, Approver: v.Permitter, Misused: append([]fengcun.Date{}, v.Misused...),
	}
	for _, h := range v.Handlers {
		out.Handlers = append(out.Handlers, handlingOut{h.Name, h.Number, h.Post, h.SignedOn})
	}
	return out
}

type inquiriesOut struct {
	Inquiries []inquiryOut `json:"inquiries" doc:"The newest 500 of this year"`
}

func (a *API) inquiries(ctx context.Context, c call, _ *struct{}) (inquiriesOut, error) {
	register, err := a.Registry.Inquiries(ctx, c.actor, 0)
	out := inquiriesOut{[]inquiryOut{}}
	for _, v := range register {
		out.Inquiries = append(out.Inquiries, inquiryView(v))
	}
	return out, err
}

func (a *API) inquiry(ctx context.Context, c call, in *idIn) (inquiryOut, error) {
	v, err := a.Registry.Inquiry(ctx, c.actor, in.ID)
	return inquiryView(v), err
}

type reviewBasisIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Faults []law.InquiryFault `json:"faults" maxItems:"7" enum:"title,scope,purpose,need,platform,unproven,forged" doc:"None accepts the basis"`
	}
}

// reviewedOut is the decision refusing an inquiry; empty if its basis was accepted.
type reviewedOut struct {
	Number string        `json:"number"`
	Form   document.Form `json:"form"`
	Text   string        `json:"text"`
}

func (a *API) reviewBasis(ctx context.Context, c call, in *reviewBasisIn) (reviewedOut, error) {
	doc, err := a.Registry.ReviewBasis(ctx, c.actor, in.ID, in.Body.Faults)
	return reviewedOut{doc.Number, doc.Form, string(doc.Text)}, err
}

func (a *API) undertaking(ctx context.Context, c call, in *idIn) (filesOut, error) {
	return files(a.Registry.UndertakingSheet(ctx, c.actor, in.ID))
}

type sheetIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Code string `json:"code" minLength:"12" maxLength:"40" doc:"As it stands beside the signature"`
	}
}

func (a *API) signUndertaking(ctx context.Context, c call, in *sheetIn) error {
	return a.Registry.SignUndertaking(ctx, c.actor, in.ID, in.Body.Code)
}

type subjectIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Name   fengcun.Particular   `json:"name" minLength:"1"`
		Kind   fengcun.DocumentKind `json:"idKind" enum:"resident_id,permanent_resident,hk_macao_permit,taiwan_permit,passport"`
		Number fengcun.Particular   `json:"id" minLength:"1"`
		Birth  fengcun.Date         `json:"birth"`
	}
}

func (a *API) namePerson(ctx context.Context, c call, in *subjectIn) error {
	return a.Registry.NamePerson(ctx, c.actor, in.ID, registry.Query{
		Name: in.Body.Name, Birth: in.Body.Birth, Document: fengcun.IdentityDocument{Kind: in.Body.Kind, Number: in.Body.Number},
	})
}

type permitIn struct {
	Write
	ID fengcun.ID `path:"id"`
}

type findingOut struct {
	Key         fengcun.ID          `json:"key"`
	Certain     bool                `json:"certain" doc:"By the number of the document; otherwise it may be a namesake"`
	Tellable    bool                `json:"tellable" doc:"May be told to this applicant at all"`
	Disposition fengcun.Disposition `json:"disposition"`
	Case        fengcun.Particular  `json:"case"`
	Crime       fengcun.Particular  `json:"crime"`
	Sentence    fengcun.Particular  `json:"sentence"`
	Court       fengcun.OrganID     `json:"court"`
	Judged      fengcun.Date        `json:"judged"`
}

type findingsOut struct {
	Found []findingOut `json:"found"`
}

func (a *API) permitInquiry(ctx context.Context, c call, in *permitIn) (findingsOut, error) {
	f, err := a.Registry.PermitInquiry(ctx, c.actor, in.ID)
	out := findingsOut{[]findingOut{}}
	for _, one := range f.Found {
		out.Found = append(out.Found, findingOut{one.Key, one.Certain, one.Tellable, one.Disposition, one.Case, one.Crime, one.Sentence, one.Court, one.Judged})
	}
	return out, err
}

type answerIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Tell      []fengcun.ID       `json:"tell" maxItems:"64" doc:"The findings that are told"`
		Collector fengcun.Particular `json:"collector" minLength:"1" maxLength:"26" doc:"Number of the identity document of the handling person who is handed the answer"`
		Reading   *readingIn         `json:"reading,omitempty" doc:"What a judicial organ that asked for the file may see of what is told. It is read in the console's reader."`
	}
}

func (a *API) answerInquiry(ctx context.Context, c call, in *answerIn) (issuedOut, error) {
	answer := registry.Answer{Tell: in.Body.Tell, Collector: in.Body.Collector}
	if in.Body.Reading != nil {
		answer.Reading = fengcun.ReadingGrant(*in.Body.Reading)
	}
	return issued(a.Registry.AnswerInquiry(ctx, c.actor, in.ID, answer))
}

type misuseIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Person fengcun.Particular `json:"person" minLength:"1" maxLength:"26" doc:"Number of the identity document of the handling person"`
		What   fengcun.Particular `json:"what" minLength:"1"`
	}
}

type misuseOut struct {
	Misuse fengcun.ID `json:"misuse"`
}

func (a *API) reportMisuse(ctx context.Context, c call, in *misuseIn) (misuseOut, error) {
	id, err := a.Registry.ReportMisuse(ctx, c.actor, in.ID, in.Body.Person, in.Body.What)
	return misuseOut{id}, err
}
