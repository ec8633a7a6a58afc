package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// Probes are an organ's probes: orders, outcomes and what is still to be proven. They
// name holdings of the own organ, numbers of others', and nobody.
type Probes struct {
	Orders    []StandingOrder
	Unproven  int    // own holdings that are confirmed and not proven yet, up to store.CountedTo
	ByHand    []Held // the volumes among them, to the custodian alone
	Failed    []FailedProbe
	Elsewhere []ProvenElsewhere
}

// StandingOrder is an order in force.
type StandingOrder struct {
	ID        fengcun.ID
	Carrier   fengcun.StaffID
	Sample    int
	OrderedBy fengcun.StaffID
	OrderedOn fengcun.Date
	Until     fengcun.Date
}

// FailedProbe is a holding that still answered a stranger and is not sealed again. Of
// an organ that does not work here it is a number of them.
type FailedProbe struct {
	Organ   fengcun.OrganID
	Holding fengcun.HoldingID // zero for holdings elsewhere
	Number  int
	On      fengcun.Date
	Manual  bool
}

// ProvenElsewhere is how far an organ that does not work here has proven what it sealed
// under notices of the own organ.
type ProvenElsewhere struct {
	Organ    fengcun.OrganID
	OnPaper  bool
	Proven   int // holdings
	Unproven int // notices
}

// longestByHand is how many volumes are listed at once.
const longestByHand = 50

// Probes shows them. A supervising procurator sees what failed, at every organ, and
// nothing else (Article 22).
func (r *Registry) Probes(ctx context.Context, actor fengcun.Actor) (Probes, error) {
	if err := r.viewing(ctx, actor, policy.ViewProbes, fengcun.ID{}); err != nil {
		return Probes{}, err
	}
	var p Probes
	var err error
	supervises := actor.Role == fengcun.RoleSupervisor
	if p.Failed, err = r.failedProbes(ctx, actor.Organ, supervises); err != nil || supervises {
		return p, err
	}
	orders, err := store.ProbeOrders(ctx, r.rows, actor.Organ, r.today())
	if err != nil {
		return p, err
	}
	for _, o := range orders {
		p.Orders = append(p.Orders, StandingOrder{o.ID, o.Carrier, o.Sample, o.OrderedBy, o.OrderedOn, o.ValidTo})
	}
	if p.Unproven, err = store.CountUnproven(ctx, r.rows, actor.Organ); err != nil {
		return p, err
	}
	if r.mayDo(actor, policy.SealAgain) {
		volumes, err := store.UnprovenVolumes(ctx, r.rows, actor.Organ, longestByHand)
		if err != nil {
			return p, err
		}
		p.ByHand = held(volumes)
	}
	p.Elsewhere, err = r.provenElsewhere(ctx, actor.Organ)
	return p, err
}

func (r *Registry) failedProbes(ctx context.Context, organ fengcun.OrganID, all bool) ([]FailedProbe, error) {
	here, err := store.FailedProbes(ctx, r.rows)
	if err != nil {
		return nil, err
	}
	var failed []FailedProbe
	for _, f := range here {
		if all || f.Organ == organ {
			failed = append(failed, FailedProbe{f.Organ, f.Holding, 1, f.On, f.Manual})
		}
	}
	elsewhere, err := store.FailedAnswers(ctx, r.rows)
	if err != nil {
		return nil, err
	}
	for _, f := range elsewhere {
		if all || f.Sender == organ {
			failed = append(failed, FailedProbe{Organ: f.Organ, Number: f.Number, On: f.On})
		}
	}
	return failed, nil
}

func (r *Registry) provenElsewhere(ctx context.Context, organ fengcun.OrganID) ([]ProvenElsewhere, error) {
	organs, err := store.Organs(ctx, r.rows)
	if err != nil {
		return nil, err
	}
	var list []ProvenElsewhere
	for _, o := range organs {
		if o.Here() {
			continue
		}
		e, any, err := store.ProvenElsewhere(ctx, r.rows, organ, o.ID)
		if err != nil {
			return nil, err
		}
		if any {
			list = append(list, ProvenElsewhere{o.ID, o.Connection == fengcun.OnPaper, e.Proven, e.Unproven})
		}
	}
	return list, nil
}
