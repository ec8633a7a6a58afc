package console

import (
	"fengcun/calendar"
	"fengcun/internal/registry"
)

var lateRoutes = []route{
	{"GET /matters/{id}/late-appeal", (*visit).latePage, false},
	{"POST /matters/{id}/late-appeal", (*visit).lateAppeal, false},
}

type lateView struct {
	Form   *form
	Matter registry.MatterView
	Ways   []option
}

func (v *visit) lateView(f *form) (lateView, error) {
	id, err := v.id("id")
	if err != nil {
		return lateView{}, err
	}
	m, err := v.parts.Registry.Matter(v.ctx(), v.actor(), id)
	return lateView{Form: f, Matter: m, Ways: named(v.look, "late_filing_way", calendar.LateFilingWays()...)}, err
}

func (v *visit) latePage() error {
	view, err := v.lateView(blank())
	if err != nil {
		return err
	}
	return v.page("late", view)
}

// lateAppeal enters an appeal or protest that became known after the effective day was
// confirmed (Article 11).
func (v *visit) lateAppeal() error {
	f := v.form()
	view, err := v.lateView(f)
	if err != nil {
		return err
	}
	q := calendar.LateFiling{On: v.day(f, "on", "console.late.no_day"), Way: calendar.LateFilingWay(f.Get("way"))}
	if f.good() {
		err := v.parts.Registry.LateAppeal(v.keyed(f), v.actor(), view.Matter.Record, q)
		if err == nil {
			return v.goOn("/matters/" + view.Matter.Record.String())
		}
		if err := v.blame(f, err, "on", "on", "way", "way"); err != nil {
			return err
		}
	}
	return v.again(f, "late", view)
}
