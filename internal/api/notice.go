package api

import (
	"context"
	"strconv"
	"time"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/registry"
)

type noticeOut struct {
	Notice fengcun.NoticeID `json:"notice"`
}

func (a *API) draftNotice(ctx context.Context, c call, in *doIn) (noticeOut, error) {
	id, err := a.Registry.DraftNotice(ctx, c.actor, in.ID)
	return noticeOut{id}, err
}

type issueNoticeIn struct {
	Write
	ID     fengcun.ID `path:"id"`
	Serial string     `query:"serial" maxLength:"7" pattern:"^[0-9]*$" doc:"Where the organ's notices are numbered by its own register outside: the serial number that it gave."`
}

func (a *API) issueNotice(ctx context.Context, c call, in *issueNoticeIn) error {
	serial, _ := strconv.Atoi(in.Serial) // none, or digits
	return a.Registry.IssueNoticeAs(ctx, c.actor, in.ID, serial)
}

// issuedOut is an issued document, the same shape for everybody.
type issuedOut struct {
	Application fengcun.ID    `json:"application"`
	Number      string        `json:"number"`
	Form        document.Form `json:"form"`
	Text        string        `json:"text"`
}

func issued(doc registry.Issued, err error) (issuedOut, error) {
	return issuedOut{doc.Application, doc.Number, doc.Form, string(doc.Text)}, err
}

// noticePaperIn names the paper of one recipient.
type noticePaperIn struct {
	ID        fengcun.ID `path:"id"`
	Recipient string     `query:"recipient" maxLength:"64" pattern:"^[A-Za-z0-9_.-]*$" doc:"An organ, or person. Without one: whoever is served first."`
}

func (a *API) noticeText(ctx context.Context, c call, in *noticePaperIn) (issuedOut, error) {
	doc, err := a.Registry.NoticeText(ctx, c.actor, in.ID, in.Recipient)
	return issued(doc.Issued, err)
}

type receiveIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		At       time.Time   `json:"at" doc:"When it was received; its day in Asia/Shanghai starts the term"`
		Holdings []holdingIn `json:"holdings" maxItems:"500" doc:"The first inventory of what the organ holds"`
	}
}

type copyOut struct {
	Copy fengcun.CopyID `json:"copy"`
}

func (a *API) receive(ctx context.Context, c call, in *receiveIn) (copyOut, error) {
	id, err := a.Registry.Receive(ctx, c.actor, registry.Receipt{Notice: in.ID, At: in.Body.At, Holdings: holdings(in.Body.Holdings)})
	return copyOut{id}, err
}

type receiveByPersonIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		At time.Time `json:"at"`
	}
}

func (a *API) receiveByPerson(ctx context.Context, c call, in *receiveByPersonIn) error {
	return a.Registry.ReceiveByPerson(ctx, c.actor, in.ID, in.Body.At)
}

type sealedIn struct {
	Holding   fengcun.HoldingID `json:"holding"`
	Marked    bool              `json:"marked" doc:"Label on the cover, or mark on the row (Articles 5, 10)"`
	AccessCut bool              `json:"accessCut" doc:"No search, reading or use any more (Article 10)"`
}

type confirmIn struct {
	Write
	ID   fengcun.ID `path:"id"`
	Body struct {
		Holdings []sealedIn `json:"holdings" minItems:"1" maxItems:"500"`
	}
}

type confirmedOut struct {
	CopySealed   bool `json:"copySealed"`
	RecordSealed bool `json:"recordSealed"`
}

func (a *API) confirm(ctx context.Context, c call, in *confirmIn) (confirmedOut, error) {
	q := registry.Confirmation{Copy: in.ID}
	for _, h := range in.Body.Holdings {
		q.Holdings = append(q.Holdings, registry.ConfirmedHolding{Holding: h.Holding, Marked: h.Marked, AccessCut: h.AccessCut})
	}
	done, err := a.Registry.Confirm(ctx, c.actor, q)
	return confirmedOut{done.CopySealed, done.RecordSealed}, err
}

func (a *API) admit(ctx context.Context, c call, in *doIn) error {
	return a.Registry.Admit(ctx, c.actor, in.ID)
}

type certifyIn struct {
	Write
	Body applicationIn
}

type applicationIn struct {
	Name    fengcun.Particular   `json:"name" minLength:"1"`
	Kind    fengcun.DocumentKind `json:"idKind" enum:"resident_id,permanent_resident,hk_macao_permit,taiwan_permit,passport"`
	ID      fengcun.Particular   `json:"id" minLength:"1"`
	Birth   fengcun.Date         `json:"birth"`
	By      fengcun.Applicant    `json:"by" enum:"self,legal_representative,guardian,agent"`
	Other   *applyingIn          `json:"other,omitempty" doc:"Who applies for the person, unless by is self."`
	Papers  []fengcun.Paper      `json:"papers,omitempty" maxItems:"10" enum:"application_form,own_identity,other_identity,proof_of_relation,guardian_papers,power_of_attorney,proof_of_purpose" doc:"The papers that the window has seen. What is missing is named in the refusal."`
	Purpose string               `json:"purpose,omitempty" maxLength:"40" pattern:"^[a-z_]*$"`
	Number  string               `json:"number,omitempty" maxLength:"26" doc:"Where the organ's certificates are numbered from outside: the number that was given."`
}

type applyingIn struct {
	Name  fengcun.Particular `json:"name" minLength:"1"`
	ID    fengcun.Particular `json:"id" minLength:"1"`
	Until fengcun.Date       `json:"until,omitzero" doc:"Last day of an agent's power of attorney."`
}

func (in applicationIn) application() registry.Application {
	q := registry.Application{
		Name: in.Name, Document: fengcun.IdentityDocument{Kind: in.Kind, Number: in.ID}, Birth: in.Birth,
		By: in.By, Papers: in.Papers, Purpose: in.Purpose, Number: in.Number,
	}
	if o := in.Other; o != nil {
		q.Other = registry.Other{Name: o.Name, Number: o.ID, Until: o.Until}
	}
	return q
}

func (a *API) certify(ctx context.Context, c call, in *certifyIn) (issuedOut, error) {
	return issued(a.Registry.Certify(ctx, c.actor, in.Body.application()))
}

func (a *API) reissue(ctx context.Context, c call, in *idIn) (issuedOut, error) {
	return issued(a.Registry.Reissue(ctx, c.actor, in.ID))
}
