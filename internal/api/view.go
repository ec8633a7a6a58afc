package api

import (
	"context"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/registry"
	"fengcun/law"
)

type termOut struct {
	Duty        calendar.TermCode `json:"duty"`
	Article     string            `json:"article"`
	Organ       fengcun.OrganID   `json:"organ"`
	Start       fengcun.Date      `json:"start"`
	Due         fengcun.Date      `json:"due"`
	DaysLeft    int               `json:"daysLeft" doc:"Calendar days to the due day, negative once overdue"`
	Statutory   bool              `json:"statutory"`
	Provisional bool              `json:"provisional"`
	WasDue      fengcun.Date      `json:"wasDue,omitzero" doc:"Due day before the calendar last moved it"`
}

func term(t *registry.Term) *termOut {
	if t == nil {
		return nil
	}
	return &termOut{t.Duty, t.Article, t.Organ, t.Start, t.Due, t.DaysLeft, t.Statutory, t.Provisional, t.WasDue}
}

type heldOut struct {
	Holding fengcun.HoldingID    `json:"holding"`
	Kind    fengcun.HoldingKind  `json:"kind"`
	Label   string               `json:"label"`
	State   fengcun.HoldingState `json:"state"`
}

func held(in []registry.Held) []heldOut {
	list := []heldOut{}
	for _, h := range in {
		list = append(list, heldOut{h.ID, h.Kind, h.Label, h.State})
	}
	return list
}

type taskOut struct {
	Step     registry.Step    `json:"step"`
	Article  string           `json:"article"`
	State    string           `json:"state,omitempty"`
	Record   fengcun.RecordID `json:"record,omitzero"`
	Copy     fengcun.CopyID   `json:"copy,omitzero"`
	Subject  fengcun.ID       `json:"subject,omitzero" doc:"What the step is taken on"`
	Organ    fengcun.OrganID  `json:"organ"`
	Role     fengcun.Role     `json:"role,omitempty"`
	For      fengcun.StaffID  `json:"for,omitempty" doc:"Who is away and whose task it is"`
	Since    fengcun.Date     `json:"since,omitzero"`
	Term     *termOut         `json:"term,omitempty"`
	Holdings []heldOut        `json:"holdings"`
}

func tasks(in []registry.Task) []taskOut {
	list := []taskOut{}
	for _, t := range in {
		list = append(list, taskOut{t.Step, t.Article, t.State, t.Record, t.Copy, t.Subject, t.Organ, t.Role, t.For, t.Since, term(t.Term), held(t.Holdings)})
	}
	return list
}

type workOut struct {
	AsOf    fengcun.Date `json:"asOf"`
	Todo    []taskOut    `json:"todo" doc:"What the account must do, the earliest due day first"`
	Waiting []taskOut    `json:"waiting" doc:"What somebody else owes"`
	More    bool         `json:"more" doc:"The lists hold the most urgent only"`
}

// work names nobody: a program knows its matters by their identifiers.
func (a *API) work(ctx context.Context, c call, in *ofDivision) (workOut, error) {
	w, err := a.Registry.WorkOf(ctx, c.actor, in.Division)
	return workOut{w.AsOf, tasks(w.Todo), tasks(w.Waiting), w.More}, err
}

// LineOut is a matter as a list shows it.
type LineOut struct {
	Matter fengcun.MatterID    `json:"matter"`
	Record fengcun.RecordID    `json:"record"`
	Copy   fengcun.CopyID      `json:"copy"`
	State  fengcun.RecordState `json:"state"`
	Step   registry.Step       `json:"step,omitempty"`
	Term   *termOut            `json:"term,omitempty"`
}

func line(m registry.MatterLine) LineOut {
	return LineOut{m.Matter, m.Record, m.Copy, m.State, m.Step, term(m.Term)}
}

type mattersIn struct {
	After fengcun.ID `query:"after" doc:"The cursor of the page before"`
}

type mattersOut struct {
	Matters []LineOut  `json:"matters"`
	Next    fengcun.ID `json:"next,omitzero" doc:"Cursor of the next page; left out behind the last. There is no total."`
}

func (a *API) matters(ctx context.Context, c call, in *mattersIn) (mattersOut, error) {
	page, err := a.Registry.Matters(ctx, c.actor, in.After)
	out := mattersOut{Matters: []LineOut{}, Next: page.Next}
	for _, m := range page.Matters {
		out.Matters = append(out.Matters, line(m))
	}
	return out, err
}

type matterOut struct {
	LineOut
	Deciding bool              `json:"deciding" doc:"The client's organ decides on the record"`
	History  []fengcun.OrganID `json:"history"`
	Stages   []stageOut        `json:"stages"`
	Holdings []heldOut         `json:"holdings"`
	Terms    []termOut         `json:"terms"`
	Papers   []paperOut        `json:"papers"`
}

type stageOut struct {
	Stage registry.StageCode `json:"stage"`
	Organ fengcun.OrganID    `json:"organ"`
	Done  bool               `json:"done"`
	On    fengcun.Date       `json:"on,omitzero"`
}

type paperOut struct {
	Form   string       `json:"form"`
	ID     fengcun.ID   `json:"id"`
	Number string       `json:"number,omitempty"`
	State  string       `json:"state"`
	On     fengcun.Date `json:"on,omitzero"`
}

func (a *API) matter(ctx context.Context, c call, in *idIn) (matterOut, error) {
	m, err := a.Registry.Matter(ctx, c.actor, in.ID)
	out := matterOut{
		LineOut: line(m.MatterLine), Deciding: m.Deciding, History: orNone(m.History),
		Stages: []stageOut{}, Holdings: held(m.Holdings), Terms: []termOut{}, Papers: []paperOut{},
	}
	for _, s := range m.Stages {
		out.Stages = append(out.Stages, stageOut{s.Code, s.Organ, s.Done, s.On})
	}
	for _, t := range m.Terms {
		out.Terms = append(out.Terms, *term(&t))
	}
	for _, d := range m.Documents {
		out.Papers = append(out.Papers, paperOut{string(d.Form), d.ID, d.Number, d.State, d.On})
	}
	return out, err
}

// particularsOut is an open copy with its particulars in plain text: that is what is
// asked for, and the log says so.
type particularsOut struct {
	Copy      fengcun.CopyID      `json:"copy"`
	Record    fengcun.RecordID    `json:"record"`
	Organ     fengcun.OrganID     `json:"organ"`
	State     fengcun.RecordState `json:"state"`
	Names     []string            `json:"names"`
	Sex       fengcun.Sex         `json:"sex,omitempty"`
	Birth     fengcun.Date        `json:"birth"`
	Documents []documentOut       `json:"documents"`
	Numbers   []string            `json:"numbers"`
	Facts     law.Facts           `json:"facts"`
}

type documentOut struct {
	Kind   fengcun.DocumentKind `json:"kind"`
	Number string               `json:"number"`
}

func (a *API) read(ctx context.Context, c call, in *idIn) (particularsOut, error) {
	v, err := a.Registry.Read(ctx, c.actor, in.ID)
	out := particularsOut{
		Copy: v.Copy.ID, Record: v.Record.ID, Organ: v.Record.Organ, State: v.Record.State,
		Names: []string{}, Sex: v.Person.Sex, Birth: v.Person.Birth, Documents: []documentOut{}, Numbers: []string{}, Facts: v.Facts,
	}
	for _, n := range v.Person.Names {
		out.Names = append(out.Names, n.Text.Reveal())
	}
	for _, d := range v.Person.Documents {
		out.Documents = append(out.Documents, documentOut{d.Kind, d.Number.Reveal()})
	}
	for _, n := range v.Numbers {
		out.Numbers = append(out.Numbers, n.Reveal())
	}
	return out, err
}
