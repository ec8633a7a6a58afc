package console

import (
	"strconv"

	"fengcun"
	"fengcun/internal/registry"
)

// Whether certificates are issued here, and how far the feed has come. The records
// department states and proposes; an approver makes the change on the page of changes.
var issuingRoutes = []route{
	{"GET /issuing", (*visit).issuingPage, false},
	{"POST /issuing", (*visit).switchIssuing, false},
	{"POST /issuing/extent", (*visit).stateFeed, false},
}

type issuingView struct {
	registry.IssuingView
	Form     *form
	Modes    []option
	Proposes bool
	Done     string // what was done, as a key
}

func (v *visit) issuingView(f *form, done string) (issuingView, error) {
	now, err := v.parts.Registry.ViewIssuing(v.ctx(), v.actor())
	return issuingView{
		IssuingView: now, Form: f, Modes: named(v.look, "issuing_mode", fengcun.IssuingModes()...),
		Proposes: v.actor().Role == fengcun.RoleCustodian, Done: done,
	}, err
}

func (v *visit) issuingPage() error {
	view, err := v.issuingView(blank("upTo", v.today().String()), "")
	if err != nil {
		return err
	}
	return v.page("issuing", view)
}

func (v *visit) switchIssuing() error {
	f := v.form()
	i := fengcun.Issuing{
		Mode:     fengcun.IssuingMode(v.one(f, "mode", "console.issuing.no_mode", texts(fengcun.IssuingModes())...)),
		Coverage: int(v.whole(f, "coverage")), Days: int(v.whole(f, "days")),
	}
	return v.issuingDone(f, "console.issuing.proposed", func() error {
		_, err := v.parts.Registry.SwitchIssuing(v.keyed(f), v.actor(), i)
		return err
	})
}

func (v *visit) stateFeed() error {
	f := v.form()
	e := fengcun.FeedExtent{
		UpTo: v.day(f, "upTo", "console.deputies.no_day"), Platform: v.whole(f, "platform"), Delivered: v.whole(f, "delivered"),
	}
	return v.issuingDone(f, "console.issuing.stated", func() error {
		return v.parts.Registry.StateFeed(v.keyed(f), v.actor(), e)
	})
}

// issuingDone carries out what a form asks for and shows the page again.
func (v *visit) issuingDone(f *form, done string, do func() error) error {
	if f.good() {
		if err := do(); err != nil {
			if err := v.blame(f, err, "way", "mode", "coverage", "coverage", "age", "days", "upTo", "upTo", "delivered", "delivered"); err != nil {
				return err
			}
		}
	}
	if !f.good() {
		view, err := v.issuingView(f, "")
		if err != nil {
			return err
		}
		return v.again(f, "issuing", view)
	}
	view, err := v.issuingView(blank("upTo", v.today().String()), done)
	if err != nil {
		return err
	}
	return v.page("issuing", view)
}

// whole is a number from 0 on; nothing is 0.
func (v *visit) whole(f *form, name string) int64 {
	value := f.Get(name)
	if value == "" {
		return 0
	}
	n, err := strconv.ParseInt(value, 10, 48)
	if err != nil || n < 0 {
		f.reject(name, v.look.Text("console.issuing.number", nil))
	}
	return n
}
