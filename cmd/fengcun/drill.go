package main

import (
	"strconv"
	"time"

	"fengcun"
	"fengcun/internal/drill"
	"fengcun/internal/node"
)

// drillCmd tries whether the deployment tells a person with a sealed record from one
// never known. It asks about nobody real and changes nothing there.
type drillCmd struct {
	Data string `placeholder:"DIR" help:"${help_data}"`
}

// Run plays the swap game and reports. It ends with the status of an internal fault if
// anything was found.
func (c *drillCmd) Run(p *program) error {
	dir := nodeFlags{Data: c.Data}.dir(p)
	suite, err := node.SuiteName(dir)
	if err != nil {
		return err
	}
	shown := p.progress(p.say("drill.asking", nil))
	report, err := drill.Run(p.ctx, drill.Options{Deployment: dir, Suite: suite, At: p.clock().Truncate(time.Second)}, func(done, total int) { shown.set(int64(done), int64(total)) })
	shown.finish()
	if err != nil {
		return err
	}
	out := drillReport{Passed: report.Passed(), At: report.At, Questions: report.Questions, Families: []drilledFamily{}}
	for _, f := range drill.Families() {
		one := drilledFamily{Family: f, Tried: report.Asked[f], Found: []string{}}
		for _, l := range report.Leaks {
			if l.Family == f {
				one.Found = append(one.Found, l.Where)
			}
		}
		out.Families = append(out.Families, one)
	}
	if err := p.show(out); err != nil {
		return err
	}
	if !out.Passed {
		return &fengcun.Error{Kind: fengcun.KindInternal, Code: "drill.found"}
	}
	return nil
}

type drillReport struct {
	Passed    bool            `json:"passed"`
	At        time.Time       `json:"at"`
	Questions int             `json:"questions"`
	Families  []drilledFamily `json:"families"`
}

type drilledFamily struct {
	Family drill.Family `json:"family"`
	Tried  int          `json:"tried"`
	Found  []string     `json:"found"`
}

// mostShown is how many findings of a family the text names; the JSON has all.
const mostShown = 5

func (r drillReport) text(v voice) []string {
	lines := []string{v.say("drill.title", nil), v.say("drill.what", map[string]string{"n": strconv.Itoa(r.Questions), "date": fengcun.DateOf(r.At).String()}), ""}
	for _, f := range r.Families {
		name := v.say("drill.family."+string(f.Family), nil)
		result := v.say("drill.clean", nil)
		if len(f.Found) > 0 {
			result = v.say("drill.leaks", map[string]string{"n": strconv.Itoa(len(f.Found))})
		}
		lines = append(lines, name+v.say("word.colon", nil)+result+"  "+v.say("drill.tried", map[string]string{"n": strconv.Itoa(f.Tried)}))
		for i, where := range f.Found {
			if i == mostShown {
				lines = append(lines, "    …")
				break
			}
			lines = append(lines, "    "+where)
		}
	}
	verdict := "drill.passed"
	if !r.Passed {
		verdict = "drill.failed"
	}
	return append(lines, "", v.say(verdict, nil))
}
