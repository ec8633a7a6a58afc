package client

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"fengcun"
)

// Matter is what is filed.
type Matter struct {
	Numbers  []string  `json:"numbers"`
	History  []Step    `json:"history"`
	Persons  []Person  `json:"persons"`
	Holdings []Holding `json:"holdings"`
}

// Step is one step of a matter through an organ.
type Step struct {
	Organ    fengcun.OrganID       `json:"organ"`
	Function fengcun.OrganFunction `json:"function"`
}

// Person is a person of a matter with the facts known so far, in the form of
// docs/schema/facts.schema.json.
type Person struct {
	Names     []Name            `json:"names"`
	Sex       fengcun.Sex       `json:"sex,omitempty"`
	Birth     fengcun.Date      `json:"birth,omitzero"`
	Certainty fengcun.Certainty `json:"birthCertainty,omitempty"`
	Documents []Document        `json:"documents,omitempty"`
	Guardians []Guardian        `json:"guardians,omitempty"`
	Facts     json.RawMessage   `json:"facts"`
}

// Name is one name of a person.
type Name struct {
	Text   string `json:"text"`
	Source string `json:"source,omitempty"`
}

// Document is one identity document.
type Document struct {
	Kind   fengcun.DocumentKind `json:"kind"`
	Number string               `json:"number"`
	Source string               `json:"source,omitempty"`
}

// Guardian is a legal representative or close relative.
type Guardian struct {
	Name     string `json:"name"`
	Relation string `json:"relation"`
	Contact  string `json:"contact,omitempty"`
	Barred   bool   `json:"barred,omitempty"`
	Papers   bool   `json:"papers,omitempty"` // guardian's papers of a person of age
}

// Holding is a file, volume or system row.
type Holding struct {
	Kind    fengcun.HoldingKind `json:"kind"`
	Label   string              `json:"label,omitempty"`
	Carries []int               `json:"carries,omitempty"`
}

// Filed is what a filing made, in the order of the persons.
type Filed struct {
	Matter  fengcun.MatterID   `json:"matter"`
	Records []fengcun.RecordID `json:"records"`
	Copies  []fengcun.CopyID   `json:"copies"`
}

// File files a matter (Articles 2, 3).
func (c *Client) File(ctx context.Context, key string, m Matter) (f Filed, err error) {
	return f, c.Do(ctx, http.MethodPost, "/matters", key, m, &f)
}

// Case is a case as a case system tells it: it becomes a draft of its handler, or a
// task where it differs from what was filed.
type Case struct {
	System  string          `json:"system"`
	Case    string          `json:"case"` // the system's own key, which never changes
	Handler fengcun.StaffID `json:"handler"`
	Matter  Matter          `json:"matter"`
}

// TakeIn tells of a case. What became of it is drafted, unchanged, agrees or
// difference.
func (c *Client) TakeIn(ctx context.Context, key string, q Case) (became string, err error) {
	var taken struct {
		Became string `json:"became"`
	}
	err = c.Do(ctx, http.MethodPost, "/intake", key, q, &taken)
	return taken.Became, err
}

// Explanation is the explanation of Article 8.
type Explanation struct {
	Mode      string       `json:"mode"` // oral, written, video
	To        []Told       `json:"to"`
	Reason    string       `json:"reason,omitempty"` // now_adult, no_fit_representative
	Signed    bool         `json:"signed"`
	Witnesses []string     `json:"witnesses,omitempty"`
	On        fengcun.Date `json:"on"`
}

// Told is one person who was told.
type Told struct {
	Who  string `json:"who"` // person, legal_representative, close_relative, appropriate_adult
	Name string `json:"name"`
}

// Explain records the explanation of Article 8.
func (c *Client) Explain(ctx context.Context, key string, record fengcun.RecordID, e Explanation) error {
	return c.Do(ctx, http.MethodPost, "/records/"+record.String()+"/explanations", key, e, nil)
}

// Conclude records how the proceedings ended, with the complete facts.
func (c *Client) Conclude(ctx context.Context, key string, record fengcun.RecordID, facts json.RawMessage) error {
	return c.Do(ctx, http.MethodPost, "/records/"+record.String()+"/conclusion", key, map[string]json.RawMessage{"facts": facts}, nil)
}

// ConfirmEffect confirms the day on which a judgment took effect: no appeal or
// protest was known on a day, for a reason (file_states_day, other_reading,
// superior_reply).
func (c *Client) ConfirmEffect(ctx context.Context, key string, record fengcun.RecordID, noAppealKnown fengcun.Date, reason string) error {
	return c.Do(ctx, http.MethodPost, "/records/"+record.String()+"/effect", key, map[string]any{"no_appeal_known": noAppealKnown, "reason": reason}, nil)
}

// LateAppeal enters an appeal or protest that was lodged in time on a day and became
// known late: posted, in_custody, court_above, filed_here, term_restored. It withdraws
// the record's notices with their tasks.
func (c *Client) LateAppeal(ctx context.Context, key string, record fengcun.RecordID, on fengcun.Date, way string) error {
	return c.Do(ctx, http.MethodPost, "/records/"+record.String()+"/late-appeal", key, map[string]any{"on": on, "way": way}, nil)
}

// EndEnforcement enters how (completed, revoked, transferred, death) and when
// enforcement in the community ended at the agency that has the copy; to is the new
// agency after a transfer and empty otherwise.
func (c *Client) EndEnforcement(ctx context.Context, key string, id fengcun.CopyID, reason fengcun.EnforcementEnding, on fengcun.Date, to fengcun.OrganID) error {
	return c.Do(ctx, http.MethodPost, "/copies/"+id.String()+"/enforcement-end", key, map[string]any{"reason": reason, "on": on, "to": to}, nil)
}

// EndService ends service of a notice on a person who died before receipt.
func (c *Client) EndService(ctx context.Context, key string, notice fengcun.NoticeID) error {
	return c.Do(ctx, http.MethodPost, "/notices/"+notice.String()+"/person-end", key, map[string]any{"reason": fengcun.ServiceEndedByDeath}, nil)
}

// Proposed is a decision that waits for its second person, in the form of
// docs/schema/decision.schema.json.
type Proposed struct {
	Decision fengcun.ID      `json:"decision"`
	Content  json.RawMessage `json:"content"`
}

// Propose applies the law to a concluded record. findings is what a person found; it
// may be nil.
func (c *Client) Propose(ctx context.Context, key string, record fengcun.RecordID, findings any) (p Proposed, err error) {
	if findings == nil {
		findings = struct{}{}
	}
	return p, c.Do(ctx, http.MethodPost, "/records/"+record.String()+"/decisions", key, findings, &p)
}

// Approve lets a proposed decision stand and returns the state of the record.
func (c *Client) Approve(ctx context.Context, key string, decision fengcun.ID) (fengcun.RecordState, error) {
	var moved struct {
		State fengcun.RecordState `json:"state"`
	}
	err := c.Do(ctx, http.MethodPost, "/decisions/"+decision.String()+"/approval", key, nil, &moved)
	return moved.State, err
}

// DraftNotice drafts the notice of a record.
func (c *Client) DraftNotice(ctx context.Context, key string, record fengcun.RecordID) (fengcun.NoticeID, error) {
	var drafted struct {
		Notice fengcun.NoticeID `json:"notice"`
	}
	err := c.Do(ctx, http.MethodPost, "/records/"+record.String()+"/notices", key, nil, &drafted)
	return drafted.Notice, err
}

// IssueNotice issues a drafted notice.
func (c *Client) IssueNotice(ctx context.Context, key string, notice fengcun.NoticeID) error {
	return c.Do(ctx, http.MethodPost, "/notices/"+notice.String()+"/issue", key, nil, nil)
}

// IssueNoticeAs does the same under a serial number that the organ's own register
// gave, where its notices are numbered from outside.
func (c *Client) IssueNoticeAs(ctx context.Context, key string, notice fengcun.NoticeID, serial int) error {
	return c.Do(ctx, http.MethodPost, "/notices/"+notice.String()+"/issue?serial="+strconv.Itoa(serial), key, nil, nil)
}

// CasePaper names a paper that can be printed about a matter in hand.
type CasePaper struct {
	Form   string       `json:"form"`
	Of     fengcun.ID   `json:"of,omitzero"` // the notice whose service it proves, or the unsealing
	To     string       `json:"to,omitempty"`
	Number string       `json:"number,omitempty"`
	On     fengcun.Date `json:"on"`
}

// Files are a paper as PDF and as a text document.
type Files struct {
	PDF  []byte `json:"pdf"`
	Docx []byte `json:"docx"`
}

// CasePapers lists the papers that can be printed about a matter in hand.
func (c *Client) CasePapers(ctx context.Context, record fengcun.RecordID) ([]CasePaper, error) {
	var list struct {
		Papers []CasePaper `json:"papers"`
	}
	err := c.Do(ctx, http.MethodGet, "/matters/"+record.String()+"/papers", "", nil, &list)
	return list.Papers, err
}

// CasePaper prints one of them.
func (c *Client) CasePaper(ctx context.Context, record fengcun.RecordID, p CasePaper) (f Files, err error) {
	q := url.Values{"form": {p.Form}}
	if p.To != "" {
		q.Set("of", p.Of.String())
		q.Set("to", p.To)
	}
	return f, c.Do(ctx, http.MethodGet, "/matters/"+record.String()+"/papers/files?"+q.Encode(), "", nil, &f)
}

// BlankForms lists the forms that applicants fill in.
func (c *Client) BlankForms(ctx context.Context) ([]string, error) {
	var list struct {
		Forms []string `json:"forms"`
	}
	err := c.Do(ctx, http.MethodGet, "/forms/blank", "", nil, &list)
	return list.Forms, err
}

// BlankForm prints one of them, empty.
func (c *Client) BlankForm(ctx context.Context, form string) (f Files, err error) {
	return f, c.Do(ctx, http.MethodGet, "/forms/blank/files?"+url.Values{"form": {form}}.Encode(), "", nil, &f)
}

// Void is a number whose paper could not be made.
type Void struct {
	Number string          `json:"number"`
	Reason string          `json:"reason"` // unprintable, mistaken
	On     fengcun.Date    `json:"on"`
	By     fengcun.StaffID `json:"by"`
}

// VoidNumber gives up the number of an application whose paper could not be made.
// Somebody else asked for it.
func (c *Client) VoidNumber(ctx context.Context, key string, application fengcun.ID, requestedBy fengcun.StaffID, reason string) error {
	return c.Do(ctx, http.MethodPost, "/certificates/"+application.String()+"/void", key, map[string]any{"requestedBy": requestedBy, "reason": reason}, nil)
}

// Voids lists the numbers of a year that were given up.
func (c *Client) Voids(ctx context.Context, year int) ([]Void, error) {
	var list struct {
		Voids []Void `json:"voids"`
	}
	err := c.Do(ctx, http.MethodGet, "/papers/voids?year="+strconv.Itoa(year), "", nil, &list)
	return list.Voids, err
}

// FileScan files the scan of a paper that was stamped by hand: of an application's
// answer, or of a notice to a recipient. PDF, JPEG or PNG, up to some 700 kB.
func (c *Client) FileScan(ctx context.Context, key string, paper fengcun.ID, recipient string, scan []byte) error {
	return c.Do(ctx, http.MethodPost, "/papers/"+paper.String()+"/scan", key, map[string]any{"recipient": recipient, "scan": scan}, nil)
}

// Receipt is the receipt of a notice with the organ's first inventory.
type Receipt struct {
	At       time.Time `json:"at"`
	Holdings []Holding `json:"holdings"`
}

// Receive receives a notice and returns the organ's own copy.
func (c *Client) Receive(ctx context.Context, key string, notice fengcun.NoticeID, q Receipt) (fengcun.CopyID, error) {
	var received struct {
		Copy fengcun.CopyID `json:"copy"`
	}
	err := c.Do(ctx, http.MethodPost, "/notices/"+notice.String()+"/receipt", key, q, &received)
	return received.Copy, err
}

// Confirmed is one holding with what was done to it.
type Confirmed struct {
	Holding   fengcun.HoldingID `json:"holding"`
	Marked    bool              `json:"marked"`
	AccessCut bool              `json:"accessCut"`
}

// Confirm states that holdings of a copy are sealed. With the last one the copy is.
func (c *Client) Confirm(ctx context.Context, key string, id fengcun.CopyID, holdings []Confirmed) (copySealed, recordSealed bool, err error) {
	var done struct {
		CopySealed   bool `json:"copySealed"`
		RecordSealed bool `json:"recordSealed"`
	}
	err = c.Do(ctx, http.MethodPost, "/copies/"+id.String()+"/confirmations", key, map[string]any{"holdings": holdings}, &done)
	return done.CopySealed, done.RecordSealed, err
}

// Issued is an issued document.
type Issued struct {
	Application fengcun.ID `json:"application"`
	Number      string     `json:"number"`
	Form        string     `json:"form"`
	Text        string     `json:"text"`
}

// Application is an application for a certificate (Article 15).
type Application struct {
	Name    string               `json:"name"`
	Kind    fengcun.DocumentKind `json:"idKind"`
	ID      string               `json:"id"`
	Birth   fengcun.Date         `json:"birth"`
	By      fengcun.Applicant    `json:"by"`
	Other   *Applying            `json:"other,omitempty"` // who applies for the person, unless by is self
	Papers  []fengcun.Paper      `json:"papers,omitempty"`
	Purpose string               `json:"purpose,omitempty"`
	Number  string               `json:"number,omitempty"` // where the organ's certificates are numbered from outside
}

// Applying is who applies for a person.
type Applying struct {
	Name  string       `json:"name"`
	ID    string       `json:"id"`
	Until fengcun.Date `json:"until,omitzero"` // last day of an agent's power of attorney
}

// Certify accepts an application and answers it.
func (c *Client) Certify(ctx context.Context, key string, q Application) (d Issued, err error) {
	return d, c.Do(ctx, http.MethodPost, "/certificates", key, q, &d)
}

// AcceptForVerification accepts an application and asks to verify it before it is
// answered.
func (c *Client) AcceptForVerification(ctx context.Context, key string, q Application, ground fengcun.VerificationGround) (application fengcun.ID, err error) {
	var made struct {
		Application fengcun.ID `json:"application"`
	}
	err = c.Do(ctx, http.MethodPost, "/verifications", key, map[string]any{"application": q, "ground": ground}, &made)
	return made.Application, err
}

// Verification is what a verification is decided by.
type Verification struct {
	Ground     fengcun.VerificationGround `json:"ground"`
	State      fengcun.VerificationState  `json:"state"`
	ProposedOn fengcun.Date               `json:"proposedOn"`
	DueOn      fengcun.Date               `json:"dueOn"`
}

// Verification shows a verification.
func (c *Client) Verification(ctx context.Context, id fengcun.ID) (v Verification, err error) {
	return v, c.Do(ctx, http.MethodGet, "/verifications/"+id.String(), "", nil, &v)
}

// ProposeVerification asks to verify an accepted application before it is answered.
func (c *Client) ProposeVerification(ctx context.Context, key string, application fengcun.ID, ground fengcun.VerificationGround) (verification fengcun.ID, err error) {
	var made struct {
		Verification fengcun.ID `json:"verification"`
	}
	err = c.Do(ctx, http.MethodPost, "/certificates/"+application.String()+"/verifications", key, map[string]any{"ground": ground}, &made)
	return made.Verification, err
}

// DecideVerification approves a verification, from when on the clock stands still, or
// refuses it.
func (c *Client) DecideVerification(ctx context.Context, key string, verification fengcun.ID, approve bool) error {
	return c.Do(ctx, http.MethodPost, "/verifications/"+verification.String()+"/decision", key, map[string]any{"approve": approve}, nil)
}

// EndVerification ends a verification.
func (c *Client) EndVerification(ctx context.Context, key string, verification fengcun.ID) error {
	return c.Do(ctx, http.MethodPost, "/verifications/"+verification.String()+"/end", key, nil, nil)
}

// Query is an exact search: a document, or a case number, or a name with a birth
// date.
type Query struct {
	Name   string               `json:"name,omitempty"`
	Birth  fengcun.Date         `json:"birth,omitzero"`
	Kind   fengcun.DocumentKind `json:"idKind,omitempty"`
	ID     string               `json:"id,omitempty"`
	Number string               `json:"number,omitempty"`
}

// Search finds the account's own open matters.
func (c *Client) Search(ctx context.Context, q Query) ([]fengcun.CopyID, error) {
	var found struct {
		Copies []fengcun.CopyID `json:"copies"`
	}
	err := c.Do(ctx, http.MethodPost, "/searches", "", q, &found)
	return found.Copies, err
}

// Situation is what the policies are asked about. Proposed and Task are self, another
// or empty for nobody.
type Situation struct {
	Role       fengcun.Role `json:"role"`
	Act        string       `json:"act"`
	OtherOrgan bool         `json:"otherOrgan,omitempty"`
	Proposed   string       `json:"proposed,omitempty"`
	Task       string       `json:"task,omitempty"`
	Sealed     bool         `json:"sealed,omitempty"`
	Warranted  bool         `json:"warranted,omitempty"`
}

// Why is how the policies decide a situation, and which of them.
type Why struct {
	Allowed  bool `json:"allowed"`
	Policies []struct {
		ID    string `json:"id"`
		Basis string `json:"basis"`
	} `json:"policies"`
}

// PolicyWhy explains a decision of the policies.
func (c *Client) PolicyWhy(ctx context.Context, s Situation) (Why, error) {
	var why Why
	err := c.Do(ctx, http.MethodPost, "/policy/why", "", s, &why)
	return why, err
}

// Task is one step that somebody has to take.
type Task struct {
	Step    string           `json:"step"`
	Article string           `json:"article"`
	State   string           `json:"state"`
	Record  fengcun.RecordID `json:"record"`
	Copy    fengcun.CopyID   `json:"copy"`
	Subject fengcun.ID       `json:"subject"`
	Organ   fengcun.OrganID  `json:"organ"`
	Term    *struct {
		Duty     string       `json:"duty"`
		Due      fengcun.Date `json:"due"`
		DaysLeft int          `json:"daysLeft"`
	} `json:"term"`
	Holdings []struct {
		Holding fengcun.HoldingID   `json:"holding"`
		Kind    fengcun.HoldingKind `json:"kind"`
		Label   string              `json:"label"`
	} `json:"holdings"`
}

// Work lists what waits for the account, and what it waits for.
func (c *Client) Work(ctx context.Context) (todo, waiting []Task, err error) {
	var work struct {
		Todo    []Task `json:"todo"`
		Waiting []Task `json:"waiting"`
	}
	err = c.Do(ctx, http.MethodGet, "/work", "", nil, &work)
	return work.Todo, work.Waiting, err
}

// Line is a matter as a list shows it.
type Line struct {
	Matter fengcun.MatterID    `json:"matter"`
	Record fengcun.RecordID    `json:"record"`
	Copy   fengcun.CopyID      `json:"copy"`
	State  fengcun.RecordState `json:"state"`
	Step   string              `json:"step"`
}

// Matters calls visit for each of the account's own open matters, page by page,
// until visit returns an error.
func (c *Client) Matters(ctx context.Context, visit func(Line) error) error {
	after := ""
	for {
		var page struct {
			Matters []Line `json:"matters"`
			Next    string `json:"next"`
		}
		path := "/matters"
		if after != "" {
			path += "?after=" + url.QueryEscape(after)
		}
		if err := c.Do(ctx, http.MethodGet, path, "", nil, &page); err != nil {
			return err
		}
		for _, l := range page.Matters {
			if err := visit(l); err != nil {
				return err
			}
		}
		if page.Next == "" {
			return nil
		}
		after = page.Next
	}
}
