package console

import (
	"slices"
	"strconv"

	"fengcun"
	"fengcun/internal/registry"
)

// Whether the seals hold.
var probeRoutes = []route{
	{"GET /probes", (*visit).probesPage, false},
	{"POST /probes", (*visit).orderProbes, false},
	{"POST /probes/orders/{id}/end", (*visit).endProbes, false},
	{"POST /probes/orders/{id}/run", (*visit).runProbes, false},
	{"POST /probes/ask", (*visit).askProbe, false},
	{"GET /probes/holdings/{id}", (*visit).probePage, false},
	{"POST /probes/holdings/{id}", (*visit).recordProbe, false},
	{"POST /probes/holdings/{id}/again", (*visit).sealAgain, false},
}

type probesView struct {
	Form *form
	registry.Probes
	Failed    []failedProbe
	Elsewhere []provenElsewhere
	Role      fengcun.Role
	Done      string
}

type failedProbe struct {
	registry.FailedProbe
	Organ string
	Own   bool
}

type provenElsewhere struct {
	registry.ProvenElsewhere
	Name string
}

func (v *visit) probesView(f *form) (probesView, error) {
	p, err := v.parts.Registry.Probes(v.ctx(), v.actor())
	view := probesView{Form: f, Probes: p, Role: v.actor().Role}
	if err != nil {
		return view, err
	}
	for _, failed := range p.Failed {
		name, err := v.organName(failed.Organ)
		if err != nil {
			return view, err
		}
		own := failed.Organ == v.organ.ID && !failed.Holding.IsZero() && view.Role == fengcun.RoleCustodian
		view.Failed = append(view.Failed, failedProbe{failed, name, own})
	}
	for _, e := range p.Elsewhere {
		name, err := v.organName(e.Organ)
		if err != nil {
			return view, err
		}
		view.Elsewhere = append(view.Elsewhere, provenElsewhere{e, name})
	}
	return view, nil
}

func (v *visit) probesPage() error {
	view, err := v.probesView(blank("sample", "20"))
	if err != nil {
		return err
	}
	view.Done = v.one(&form{Values: v.r.URL.Query()}, "done", "", "ran", "asked")
	return v.page("probes", view)
}

// orderProbes enters the head's order.
func (v *visit) orderProbes() error {
	f := v.form()
	sample, err := strconv.Atoi(f.Get("sample"))
	if err != nil {
		f.reject("sample", v.look.Text("console.probes.no_sample", nil))
	}
	q := registry.ProbeOrder{
		Number: fengcun.Particular(v.text(f, "number", "console.probes.no_number")), Carrier: fengcun.StaffID(v.text(f, "carrier", "console.probes.no_carrier")),
		Sample: sample, Until: v.day(f, "until", "console.probes.no_until"),
	}
	if f.good() {
		_, err := v.parts.Registry.OrderProbes(v.keyed(f), v.actor(), q)
		if err == nil {
			return v.goOn("/probes")
		}
		if err := v.blame(f, err, "number", "number", "carrier", "carrier", "sample", "sample", "until", "until"); err != nil {
			return err
		}
	}
	return v.probesAgain(f)
}

func (v *visit) probesAgain(f *form) error {
	view, err := v.probesView(f)
	if err != nil {
		return err
	}
	return v.again(f, "probes", view)
}

// probesDone goes back to the page, or says there why not.
func (v *visit) probesDone(f *form, err error, done string) error {
	if err != nil {
		if err := v.blame(f, err); err != nil {
			return err
		}
		return v.probesAgain(f)
	}
	return v.goOn("/probes" + done)
}

func (v *visit) endProbes() error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	f := v.form()
	return v.probesDone(f, v.parts.Registry.EndProbes(v.keyed(f), v.actor(), id), "")
}

func (v *visit) runProbes() error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	f := v.form()
	_, err = v.parts.Registry.Probe(v.keyed(f), v.actor(), id)
	return v.probesDone(f, err, "?done=ran")
}

func (v *visit) askProbe() error {
	f := v.form()
	_, err := v.parts.Registry.AskProbe(v.keyed(f), v.actor(), fengcun.OrganID(v.text(f, "organ", "")))
	return v.probesDone(f, err, "?done=asked")
}

type probeView struct {
	Form   *form
	Held   registry.Held
	Orders []option
	Failed bool // it is open again
}

// probeView is a holding that is to be tried or sealed again: nothing else has a page.
func (v *visit) probeView(f *form) (probeView, error) {
	view := probeView{Form: f}
	id, err := v.id("id")
	if err != nil {
		return view, err
	}
	p, err := v.parts.Registry.Probes(v.ctx(), v.actor())
	if err != nil {
		return view, err
	}
	for _, o := range p.Orders {
		view.Orders = append(view.Orders, option{Value: o.ID.String(), Text: o.OrderedOn.String() + " " + v.names.called(o.OrderedBy)})
	}
	if i := slices.IndexFunc(p.ByHand, func(h registry.Held) bool { return h.ID == id }); i >= 0 {
		view.Held = p.ByHand[i]
		return view, nil
	}
	if slices.ContainsFunc(p.Failed, func(f registry.FailedProbe) bool { return f.Holding == id && f.Organ == v.organ.ID }) {
		view.Held.ID, view.Failed = id, true
		return view, nil
	}
	return view, errMiss
}

func (v *visit) probePage() error {
	view, err := v.probeView(blank())
	if err != nil {
		return err
	}
	return v.page("probe", view)
}

// recordProbe records a test by hand.
func (v *visit) recordProbe() error {
	f := v.form()
	view, err := v.probeView(f)
	if err != nil {
		return err
	}
	outcome := v.one(f, "outcome", "console.probes.no_outcome", "passed", "failed")
	q := registry.ManualProbe{
		Order: parsedID(v.one(f, "order", "console.probes.orders_none", values(view.Orders)...)), Holding: view.Held.ID,
		Passed: outcome == "passed", Findings: fengcun.Particular(v.text(f, "findings", "console.probes.no_findings")),
	}
	if f.good() {
		err := v.parts.Registry.RecordProbe(v.keyed(f), v.actor(), q)
		if err == nil {
			return v.goOn("/probes")
		}
		if err := v.blame(f, err, "findings", "findings"); err != nil {
			return err
		}
	}
	return v.again(f, "probe", view)
}

// sealAgain seals a holding that a probe opened.
func (v *visit) sealAgain() error {
	f := v.form()
	view, err := v.probeView(f)
	if err != nil {
		return err
	}
	err = v.parts.Registry.SealAgain(v.keyed(f), v.actor(), registry.ConfirmedHolding{
		Holding: view.Held.ID, Marked: f.Has("marked", "yes"), AccessCut: f.Has("cut", "yes"),
	})
	if err == nil {
		return v.goOn("/probes")
	}
	if err := v.blame(f, err); err != nil {
		return err
	}
	return v.again(f, "probe", view)
}
