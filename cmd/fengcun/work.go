package main

import (
	"strconv"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

// workCmd lists what waits for the actor, and what others owe. Persons are masked.
type workCmd struct{ actorFlags }

// Run lists.
func (c *workCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		work, err := n.Registry.Work(p.ctx, actor)
		if err != nil {
			return err
		}
		return p.show(workList{work.AsOf, taskViews(work.Todo), taskViews(work.Waiting)})
	})
}

type workList struct {
	AsOf    fengcun.Date `json:"asOf"`
	Todo    []taskView   `json:"todo"`
	Waiting []taskView   `json:"waiting"`
}

type taskView struct {
	Step     registry.Step    `json:"step"`
	Article  string           `json:"article"`
	State    string           `json:"state,omitempty"`
	Record   fengcun.RecordID `json:"record,omitzero"`
	Copy     fengcun.CopyID   `json:"copy,omitzero"`
	Subject  fengcun.ID       `json:"subject,omitzero"`
	Name     string           `json:"name,omitempty"`
	Number   string           `json:"number,omitempty"`
	Organ    fengcun.OrganID  `json:"organ"`
	Role     fengcun.Role     `json:"role,omitempty"`
	For      fengcun.StaffID  `json:"for,omitempty"` // who is away and whose task it is
	Since    fengcun.Date     `json:"since,omitzero"`
	Term     *termView        `json:"term,omitempty"`
	Holdings []holdingView    `json:"holdings,omitempty"`
}

type termView struct {
	Duty        calendar.TermCode `json:"duty"`
	Article     string            `json:"article"`
	Organ       fengcun.OrganID   `json:"organ"`
	Start       fengcun.Date      `json:"start"`
	Plain       fengcun.Date      `json:"plain"`
	Due         fengcun.Date      `json:"due"`
	DaysLeft    int               `json:"daysLeft"` // calendar days to the due day, negative once overdue
	Statutory   bool              `json:"statutory"`
	Provisional bool              `json:"provisional,omitempty"`
	ClosedOn    fengcun.Date      `json:"closedOn,omitzero"`
	WasDue      fengcun.Date      `json:"wasDue,omitzero"` // before the calendar last moved it
}

func taskViews(tasks []registry.Task) []taskView {
	out := []taskView{}
	for _, t := range tasks {
		out = append(out, taskView{
			t.Step, t.Article, t.State, t.Record, t.Copy, t.Subject, t.Name.Reveal(), t.Number.Reveal(),
			t.Organ, t.Role, t.For, t.Since, newTermView(t.Term), holdingViews(t.Holdings),
		})
	}
	return out
}

func newTermView(t *registry.Term) *termView {
	if t == nil {
		return nil
	}
	v := termView(*t)
	return &v
}

func (w workList) text(v voice) []string {
	if len(w.Todo)+len(w.Waiting) == 0 {
		return []string{v.say("work.none", nil)}
	}
	var lines []string
	for _, part := range []struct {
		head  string
		tasks []taskView
	}{{"work.todo", w.Todo}, {"work.waiting", w.Waiting}} {
		if len(part.tasks) == 0 {
			continue
		}
		lines = append(lines, v.say(part.head, nil))
		rows := [][]string{{
			v.say("word.due", nil), v.say("word.days_left", nil), v.say("word.standing", nil), v.say("word.duty", nil),
			v.say("word.article", nil), v.say("word.name", nil), v.say("word.case_number", nil), v.say("word.organs", nil), v.say("word.subject", nil),
		}}
		for _, t := range part.tasks {
			row := append(t.Term.cells(v), v.term("step", string(t.Step)), t.Article, t.Name, t.Number, string(t.Organ), t.key())
			rows = append(rows, row)
		}
		lines = append(lines, table(rows)...)
		for _, t := range part.tasks {
			lines = append(lines, holdingLines(v, t.Holdings)...)
		}
	}
	return lines
}

// key is what the next command is given.
func (t taskView) key() string {
	for _, id := range []fengcun.ID{t.Subject, t.Copy, t.Record} {
		if t.Step == registry.StepConfirm {
			id = t.Copy
		}
		if !id.IsZero() {
			return id.String()
		}
	}
	return ""
}

// cells are the due day, the days left and what the term rests on.
func (t *termView) cells(v voice) []string {
	if t == nil {
		return []string{"", "", ""}
	}
	standing := calendar.Internal
	if t.Statutory {
		standing = calendar.Statutory
	}
	return []string{t.Due.String(), strconv.Itoa(t.DaysLeft), v.say("standing."+string(standing), nil)}
}
