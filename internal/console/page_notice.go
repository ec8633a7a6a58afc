package console

import (
	"strconv"
	"strings"
	"time"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/registry"
)

var noticeRoutes = []route{
	{"GET /matters/{id}/notice", (*visit).draftPage, false},
	{"POST /matters/{id}/notice", (*visit).draftNotice, false},
	{"GET /notices/{id}", (*visit).notice, false},
	{"GET /notices/{id}/issue", (*visit).issuePage, false},
	{"POST /notices/{id}/issue", (*visit).issueNotice, false},
	{"GET /notices/{id}/receive", (*visit).receivePage, false},
	{"POST /notices/{id}/receive", (*visit).receive, false},
	{"GET /notices/{id}/served", (*visit).servedPage, false},
	{"POST /notices/{id}/served", (*visit).served, false},
}

type draftView struct {
	Form   *form
	Matter registry.MatterView
}

func (v *visit) draftView(f *form) (draftView, error) {
	id, err := v.id("id")
	if err != nil {
		return draftView{}, err
	}
	m, err := v.parts.Registry.Matter(v.ctx(), v.actor(), id)
	v.stale(f, m)
	return draftView{f, m}, err
}

func (v *visit) draftPage() error {
	view, err := v.draftView(blank())
	if err != nil {
		return err
	}
	return v.page("draft", view)
}

func (v *visit) draftNotice() error {
	f := v.form()
	view, err := v.draftView(f)
	if err != nil {
		return err
	}
	if f.good() {
		_, err := v.parts.Registry.DraftNotice(v.keyed(f), v.actor(), view.Matter.Record)
		if err == nil {
			return v.goOn("/matters/" + view.Matter.Record.String())
		}
		if err := v.blame(f, err); err != nil {
			return err
		}
	}
	return v.again(f, "draft", view)
}

type noticeView struct {
	ID         fengcun.ID
	To         string
	Recipients []recipient
	Paper      []paperLine
}

// recipient is one whose paper can be shown.
type recipient struct {
	Code, Name string
	Shown      bool
}

// notice shows an issued notice as one recipient gets it.
func (v *visit) notice() error {
	doc, err := v.noticePaper()
	if err != nil {
		return err
	}
	view := noticeView{ID: doc.Application, To: doc.To, Paper: paper(doc.Issued)}
	for _, to := range doc.Recipients {
		name := v.look.Text("console.notice.person", nil)
		if to != registry.PersonConcerned {
			if name, err = v.organName(fengcun.OrganID(to)); err != nil {
				return err
			}
		}
		view.Recipients = append(view.Recipients, recipient{to, name, to == doc.To})
	}
	return v.page("notice", view)
}

type issueView struct {
	Form    *form
	Outside bool // the number comes from outside
	registry.Task
}

// issueView finds the draft among what waits for the visitor.
func (v *visit) issueView(f *form) (issueView, error) {
	id, err := v.id("id")
	if err != nil {
		return issueView{}, err
	}
	task, err := v.parts.Registry.Task(v.ctx(), v.actor(), registry.StepIssueNotice, id)
	return issueView{f, v.parts.Registry.NumbersOutside(v.organ.ID, document.SeriesNotice), task}, err
}

func (v *visit) issuePage() error {
	view, err := v.issueView(blank())
	if err != nil {
		return err
	}
	return v.page("issue", view)
}

func (v *visit) issueNotice() error {
	f := v.form()
	view, err := v.issueView(f)
	if err != nil {
		return err
	}
	serial := 0
	if view.Outside {
		serial, _ = strconv.Atoi(f.Get("number")) // what is no number is none, and asked for
	}
	if err := v.parts.Registry.IssueNoticeAs(v.keyed(f), v.actor(), view.Subject, serial); err != nil {
		if err := v.blame(f, err, "number", "number"); err != nil {
			return err
		}
		return v.again(f, "issue", view)
	}
	return v.goOn("/work")
}

type receiveView struct {
	Form     *form
	ID       fengcun.NoticeID
	Carriers []option
	Holdings []int
}

func (v *visit) receiveView(f *form) (receiveView, error) {
	id, err := v.id("id")
	view := receiveView{Form: f, ID: id, Carriers: named(v.look, "holding", fengcun.HoldingKinds()...)}
	for i := range f.counted("holdings", mostHoldings) {
		view.Holdings = append(view.Holdings, i)
	}
	return view, err
}

func (v *visit) receivePage() error {
	now := v.parts.Clock().In(fengcun.Shanghai)
	view, err := v.receiveView(blank("on", fengcun.DateOf(now).String(), "at", now.Format("15:04"), "holdings", "2",
		"h0-kind", string(fengcun.HoldingPaperVolume), "h1-kind", string(fengcun.HoldingSystemRow)))
	if err != nil {
		return err
	}
	return v.page("receive", view)
}

// instant reads a day and a time of day in China.
func (v *visit) instant(f *form, day, clock string) time.Time {
	d := v.day(f, day, "console.receive.no_day")
	t, err := time.Parse("15:04", f.Get(clock))
	if err != nil {
		f.reject(clock, v.look.Text("console.receive.no_time", nil))
		return time.Time{}
	}
	return time.Date(d.Year, d.Month, d.Day, t.Hour(), t.Minute(), 0, 0, fengcun.Shanghai)
}

// receive records the organ's receipt, with what it holds: its three days run from
// that day.
func (v *visit) receive() error {
	f := v.form()
	if more := f.Get("more"); more != "" {
		f.add(more)
	}
	view, err := v.receiveView(f)
	if err != nil {
		return err
	}
	if f.Get("more") != "" {
		return v.page("receive", view)
	}
	q := registry.Receipt{Notice: view.ID, At: v.instant(f, "on", "at")}
	for _, i := range view.Holdings {
		h := "h" + strconv.Itoa(i) + "-"
		if kind := v.one(f, h+"kind", "", texts(fengcun.HoldingKinds())...); kind != "" {
			q.Holdings = append(q.Holdings, registry.NewHolding{Kind: fengcun.HoldingKind(kind), Label: strings.ToUpper(f.Get(h + "label"))})
		}
	}
	if len(q.Holdings) == 0 && f.good() {
		f.reject("h0-kind", v.look.Text("console.receive.no_holding", nil))
	}
	if f.good() {
		id, err := v.parts.Registry.Receive(v.keyed(f), v.actor(), q)
		if err == nil {
			return v.goOn("/copies/" + id.String() + "/holdings")
		}
		if err := v.blame(f, err, "at", "on", "label", "h0-label"); err != nil {
			return err
		}
	}
	return v.again(f, "receive", view)
}

type servedView struct {
	Form *form
	ID   fengcun.NoticeID
}

func (v *visit) servedPage() error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	now := v.parts.Clock().In(fengcun.Shanghai)
	return v.page("served", servedView{blank("on", fengcun.DateOf(now).String(), "at", now.Format("15:04")), id})
}

// served records that the person received the notice.
func (v *visit) served() error {
	f := v.form()
	id, err := v.id("id")
	if err != nil {
		return err
	}
	at := v.instant(f, "on", "at")
	if f.good() {
		err := v.parts.Registry.ReceiveByPerson(v.keyed(f), v.actor(), id, at)
		if err == nil {
			return v.goOn("/work")
		}
		if err := v.blame(f, err, "at", "on"); err != nil {
			return err
		}
	}
	return v.again(f, "served", servedView{f, id})
}
