package console

import (
	"encoding/hex"
	"slices"

	"fengcun"
	"fengcun/internal/registry"
)

var handOverRoutes = []route{
	{"GET /handover", (*visit).handOverPage, false},
	{"POST /handover", (*visit).handOver, false},
	{"POST /handover/all", (*visit).handOverAll, false},
}

type handOverView struct {
	Form     *form
	Own      bool // a handler hands over what is in hand; an approver somebody else's
	Handlers []option
	Lines    []registry.MatterLine
	Done     int
}

func (v *visit) handOverView(f *form) (handOverView, error) {
	view := handOverView{Form: f, Own: v.actor().Role == fengcun.RoleHandler}
	handlers, err := v.parts.Registry.Handlers(v.ctx(), v.actor())
	if err != nil {
		return view, err
	}
	for _, h := range handlers {
		view.Handlers = append(view.Handlers, option{Value: string(h), Text: v.names.account(h)})
	}
	if view.Own {
		page, err := v.parts.Registry.Matters(v.ctx(), v.actor(), registry.Cursor{})
		if err != nil {
			return view, err
		}
		slices.SortFunc(page.Matters, byDue)
		view.Lines = page.Matters
	}
	return view, nil
}

func (v *visit) handOverPage() error {
	view, err := v.handOverView(blank())
	if err != nil {
		return err
	}
	return v.page("handover", view)
}

// handOver hands over what was ticked, each by an act of its own.
func (v *visit) handOver() error {
	f := v.form()
	before, err := v.handOverView(f)
	if err != nil {
		return err
	}
	to := v.one(f, "to", "console.handover.no_to", values(before.Handlers)...)
	if len(f.Values["copy"]) == 0 {
		f.reject("copy", v.look.Text("console.handover.none", nil))
	}
	done := 0
	for _, text := range f.Values["copy"] {
		raw, err := hex.DecodeString(text)
		if err != nil || len(raw) != len(fengcun.CopyID{}) {
			return errMiss
		}
		if !f.good() {
			break
		}
		if err := v.parts.Registry.HandOver(v.ctx(), v.actor(), fengcun.CopyID(raw), fengcun.StaffID(to)); err != nil {
			if err := v.blame(f, err, "to", "to"); err != nil {
				return err
			}
			break
		}
		done++
	}
	return v.handedOver(f, done)
}

// handOverAll hands over everything that somebody has in hand.
func (v *visit) handOverAll() error {
	f := v.form()
	before, err := v.handOverView(f)
	if err != nil {
		return err
	}
	from := string(v.session.Staff)
	if !before.Own {
		from = v.one(f, "from", "console.handover.no_from", values(before.Handlers)...)
	}
	to := v.one(f, "all-to", "console.handover.no_to", values(before.Handlers)...)
	done := 0
	if f.good() {
		done, err = v.parts.Registry.HandOverAll(v.ctx(), v.actor(), fengcun.StaffID(from), fengcun.StaffID(to))
		if err != nil {
			if err := v.blame(f, err, "to", "all-to"); err != nil {
				return err
			}
		}
	}
	return v.handedOver(f, done)
}

func (v *visit) handedOver(f *form, done int) error {
	view, err := v.handOverView(f)
	if err != nil {
		return err
	}
	view.Done = done
	if !f.good() {
		return v.again(f, "handover", view)
	}
	return v.page("handover", view)
}
