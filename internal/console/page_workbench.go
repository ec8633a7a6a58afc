package console

import (
	"fengcun"
	"fengcun/internal/registry"
)

var workRoutes = []route{
	{"GET /work", (*visit).work, false},
}

// soonDays is how near a due day is to stand in a group of its own.
const soonDays = 3

type workView struct {
	AsOf    fengcun.Date
	Working bool // a working day
	Counts  []count
	Groups  []workGroup
	Waiting []workLine
	Days    []dayBox
	Total   int
	New     bool   // the role files matters
	Shown   string // what the list was narrowed to
	More    bool   // there is more than is shown

	Divisions // of an approver's list, by whoever put it there
}

// count is one number above the list. It links to what it counts.
type count struct {
	N           int
	Label, Link string
	Class       string
}

// workGroup is what is due at about the same time.
type workGroup struct {
	Key   string
	Lines []workLine
}

// workLine is one task as a row.
type workLine struct {
	registry.Task
	Due   stateWord
	Main  bool   // the one blue button: overdue
	Link  string // where the step is taken
	Organ string // who owes it
}

// dayBox is one day of the two weeks ahead.
type dayBox struct {
	Date    fengcun.Date
	N       int
	Working bool
	Today   bool
}

// work is the workbench: what must be done, by due day.
func (v *visit) work() error {
	var divisions Divisions
	if v.actor().Role == fengcun.RoleApprover {
		var err error
		if divisions, err = v.divisions(); err != nil {
			return err
		}
	}
	w, err := v.parts.Registry.WorkOf(v.ctx(), v.actor(), divisions.Only)
	if err != nil {
		return err
	}
	days, err := v.parts.Registry.Calendar(v.ctx())
	if err != nil {
		return err
	}
	view := workView{
		AsOf: w.AsOf, Working: days.Working(w.AsOf), Total: len(w.Todo), New: v.actor().Role == fengcun.RoleHandler,
		Shown: v.one(&form{Values: v.r.URL.Query()}, "only", "", "statutory", "overdue", "find"),
		More:  w.More, Divisions: divisions,
	}
	groups := map[string]*workGroup{}
	order := []string{"overdue", "missed", "today", "soon", "later", "open"}
	for _, key := range order {
		groups[key] = &workGroup{Key: key}
	}
	perDay := map[fengcun.Date]int{}
	var find int
	for _, task := range w.Todo {
		line := v.workLine(task)
		if task.Step == registry.StepFind {
			find++
		}
		if task.Term != nil {
			perDay[task.Term.Due]++
		}
		g := groups[groupOf(task.Term)]
		g.Lines = append(g.Lines, line)
	}
	for _, task := range w.Waiting {
		line := v.workLine(task)
		if line.Organ, err = v.organName(task.Organ); err != nil {
			return err
		}
		view.Waiting = append(view.Waiting, line)
	}
	n := func(key string) int { return len(groups[key].Lines) }
	view.Counts = []count{
		{n("overdue"), "overdue", "/work?only=overdue", "red"}, {n("today"), "today", "#group-today", "orange"}, {n("soon"), "soon", "#group-soon", ""},
		{find, "find", "/work?only=find", ""}, {len(w.Waiting), "waiting", "#waiting", ""}, {w.Finished, "finished", "", ""},
	}
	for i := range view.Counts {
		if view.Counts[i].N == 0 {
			view.Counts[i].Class = ""
		}
	}
	for _, key := range order {
		g := *groups[key]
		g.Lines = only(view.Shown, key, g.Lines)
		if len(g.Lines) > 0 {
			view.Groups = append(view.Groups, g)
		}
	}
	monday := w.AsOf.AddDays(-(int(weekdayOf(w.AsOf)) + 6) % 7)
	for i := range 14 {
		d := monday.AddDays(i)
		view.Days = append(view.Days, dayBox{d, perDay[d], days.Working(d), d == w.AsOf})
	}
	return v.page("workbench", view)
}

// overdue reports whether a term of the law is over. A target of the organ's own is
// missed, and never overdue.
func overdue(t *registry.Term) bool { return t != nil && t.Statutory && t.DaysLeft < 0 }

func groupOf(t *registry.Term) string {
	switch {
	case t == nil:
		return "open"
	case overdue(t):
		return "overdue"
	case t.DaysLeft < 0:
		return "missed"
	case t.DaysLeft == 0:
		return "today"
	case t.DaysLeft <= soonDays:
		return "soon"
	}
	return "later"
}

// only leaves what was asked for: a list that a number links to.
func only(what, group string, lines []workLine) []workLine {
	var kept []workLine
	for _, l := range lines {
		switch what {
		case "statutory":
			if l.Term == nil || !l.Term.Statutory {
				continue
			}
		case "overdue":
			if group != "overdue" {
				continue
			}
		case "find":
			if l.Step != registry.StepFind {
				continue
			}
		}
		kept = append(kept, l)
	}
	return kept
}

// workLine says where a task's step is taken.
func (v *visit) workLine(t registry.Task) workLine {
	l := workLine{Task: t, Due: v.look.due(t.Term), Main: overdue(t.Term)}
	l.Link = stepAt(t.Step, t.Record, t.Copy, t.Subject)
	return l
}

// stepAt is the page on which a step is taken.
func stepAt(s registry.Step, record, copyID, subject fengcun.ID) string {
	matter := "/matters/" + record.String()
	switch s {
	case registry.StepComplete, registry.StepSettle:
		return "/drafts/" + subject.String()
	case registry.StepExplain:
		return matter + "/explain"
	case registry.StepConclude:
		return matter + "/conclude"
	case registry.StepConfirmEffect:
		return matter + "/effect"
	case registry.StepPropose, registry.StepFind:
		return matter + "/decide"
	case registry.StepApprove:
		return "/decisions/" + subject.String()
	case registry.StepDraftNotice:
		return matter + "/notice"
	case registry.StepIssueNotice:
		return "/notices/" + subject.String() + "/issue"
	case registry.StepReceive:
		return "/notices/" + subject.String() + "/receive"
	case registry.StepReceiveByPerson:
		return "/notices/" + subject.String() + "/served"
	case registry.StepTell:
		return "/knowers/" + subject.String()
	case registry.StepAnswerPlace:
		return "/places/" + subject.String()
	case registry.StepEndEnforcement:
		return "/copies/" + copyID.String() + "/enforcement"
	case registry.StepConfirm:
		return "/copies/" + copyID.String() + "/holdings"
	case registry.StepSettleNamesake:
		return "/namesakes/" + subject.String()
	case registry.StepReviewBasis, registry.StepSign, registry.StepName, registry.StepPermit:
		return "/inquiries/" + subject.String()
	case registry.StepServeReading:
		return "/inquiries/" + subject.String() + "/reader"
	case registry.StepDecideVerification, registry.StepEndVerification:
		return "/verifications/" + subject.String()
	case registry.StepTakeHeld:
		return "/held/" + subject.String()
	case registry.StepExamineGround, registry.StepLift:
		return "/unsealings/" + subject.String()
	case registry.StepAnswer:
		return "/certificates/" + subject.String()
	}
	return ""
}

// organName is the full name of an organ.
func (v *visit) organName(id fengcun.OrganID) (string, error) {
	if id == v.organ.ID {
		return v.organ.Name, nil
	}
	organ, err := v.parts.Registry.Organ(v.ctx(), id)
	return organ.Name, err
}
