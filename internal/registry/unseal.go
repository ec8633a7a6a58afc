package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
	"fengcun/law"
)

// groundPayload is version 1 of the part: the facts of a reported ground.
type groundPayload struct {
	Facts law.UnsealingFacts `json:"facts"`
}

// ReportGround opens the proceeding to lift a seal (Article 18; Article 7). The
// facts lie in an item of their own, because the sealed record cannot be added
// to.
func (r *Registry) ReportGround(ctx context.Context, actor fengcun.Actor, id fengcun.RecordID, facts law.UnsealingFacts) (fengcun.ID, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.ReportUnsealing, Organ: actor.Organ, Assignee: actor.Staff, Sealed: true}, id)
	if err != nil {
		return fengcun.ID{}, err
	}
	rec, err := r.ownRecord(ctx, actor, id)
	if err != nil {
		return fengcun.ID{}, err
	}
	if _, err := rec.State.Next(fengcun.RecordUnsealed); err != nil {
		return fengcun.ID{}, err
	}
	payload, err := encodePart(partGround, groundPayload{facts})
	if err != nil {
		return fengcun.ID{}, err
	}
	u := store.Unsealing{
		ID: fengcun.NewID(), Record: rec.ID, Item: fengcun.NewID(), Ground: facts.Ground,
		State: fengcun.UnsealingReported, ProposedBy: actor.Staff,
	}
	deposit, err := r.vault.Deposit(rec.Organ, u.Item, []vault.Payload{payload}, nil)
	if err != nil {
		return fengcun.ID{}, err
	}
	a.object, a.detail = u.ID, string(u.Ground)
	_, err = r.commit(ctx, a, append(deposit, store.HoldRecord(rec), store.InsertUnsealing(u)))
	return a.object, err
}

// ExamineGround applies Article 18 to a reported ground. Only a ground that the
// law calls a ground can be established; what is for a person to decide stays
// sealed until that person has decided it.
func (r *Registry) ExamineGround(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (law.UnsealingDecision, error) {
	u, rec, a, err := r.unsealing(ctx, actor, policy.ExamineUnsealing, id)
	if err != nil {
		return law.UnsealingDecision{}, err
	}
	ground, err := r.reportedGround(ctx, u.Unsealing)
	if err != nil {
		return law.UnsealingDecision{}, err
	}
	decision := law.DecideUnsealing(ground.Facts, r.today())
	if decision.Verdict == law.UnsealingUndecided {
		// It stays reported: nothing is established and nothing rejected.
		a.object, a.detail = u.ID, string(decision.Verdict)
		_, err := r.commit(ctx, a, nil)
		return decision, err
	}
	if err := u.advance(fengcun.UnsealingExamined); err != nil {
		return decision, err
	}
	next := fengcun.UnsealingRejected
	if decision.Verdict == law.Lift {
		next, u.EffectiveFrom = fengcun.UnsealingEstablished, decision.EffectiveFrom
	}
	if err := u.advance(next); err != nil {
		return decision, err
	}
	statements := []store.Statement{store.HoldRecord(rec), store.MoveUnsealing(u.Unsealing)}
	if next == fengcun.UnsealingRejected {
		// The facts of a ground that is none are particulars of the sealed record.
		run := r.runs.join(rec.Organ)
		defer run.leave()
		sealing, err := run.seal(ctx, u.Item)
		if err != nil {
			return decision, err
		}
		statements = append(statements, sealing...)
	}
	a.object, a.detail = u.ID, string(next)
	_, err = r.commit(ctx, a, statements)
	return decision, err
}

// Lift lifts the seal of the sealing organ's copy and of every copy on this node
// (Article 19), for one record only: a holding that also carries another sealed
// record stays sealed. The second person grants the warrant, never the one who
// reported the ground; the key agent checks it before it releases anything.
//
// The notice of it is tried for every recipient and takes its number in the same
// commit; PrintCasePaper prints it.
func (r *Registry) Lift(ctx context.Context, actor fengcun.Actor, id fengcun.ID) error {
	return r.LiftAs(ctx, actor, id, 0)
}

// LiftAs does the same under a serial number of the notice that the organ's own
// register outside this program gave; zero takes the next one here.
func (r *Registry) LiftAs(ctx context.Context, actor fengcun.Actor, id fengcun.ID, serial int) error {
	u, rec, a, err := r.unsealing(ctx, actor, policy.ApproveUnsealing, id)
	if err != nil {
		return err
	}
	if err := u.advance(fengcun.UnsealingNotified); err != nil {
		return err
	}
	if err := u.advance(fengcun.UnsealingDone); err != nil {
		return err
	}
	if _, err := rec.State.Next(fengcun.RecordUnsealed); err != nil {
		return err
	}
	today := r.today()
	numbered, err := r.unsealingSerial(ctx, rec.Organ, today.Year, serial)
	if err != nil {
		return err
	}
	step, last, err := r.inTurn(ctx, a, rec.Organ, u.ID)
	if err != nil {
		return err
	}
	if !last {
		return r.endorse(ctx, a, step, rec, u.ID)
	}
	copies, err := store.CopiesOfRecord(ctx, r.rows, rec.ID)
	if err != nil {
		return err
	}
	u.ApprovedBy, u.Issuer, u.Year, u.Serial, u.LiftedOn = actor.Staff, rec.Organ, today.Year, serial, today
	statements := append(numbered, step...)
	statements = append(statements, store.MoveRecord(rec, fengcun.RecordUnsealed), store.LiftUnsealing(u.Unsealing))
	for _, c := range copies {
		released, err := r.release(ctx, grant{
			approver: actor, requester: u.ProposedBy, purpose: fengcun.PurposeUnsealing, basis: "18",
		}, c)
		if err != nil {
			return err
		}
		if c.Organ == rec.Organ {
			if err := r.checkUnsealingNotices(ctx, u.Unsealing, c, released); err != nil {
				return err
			}
		}
		back, err := r.vault.Unseal(ctx, c.Item, released)
		if err != nil {
			return err
		}
		statements = append(append(statements, back...), store.MoveCopy(c, fengcun.CopyUnsealed, u.ProposedBy))
		freed, err := r.freeHoldings(ctx, c)
		if err != nil {
			return err
		}
		statements = append(statements, freed...)
	}
	a.object, a.detail = u.ID, string(fengcun.RecordUnsealed)
	_, err = r.commit(ctx, a, statements)
	return err
}

// freeHoldings returns the holdings that carry nothing sealed any more to the
// inventory. A shared holding follows its strictest record.
func (r *Registry) freeHoldings(ctx context.Context, c store.Copy) ([]store.Statement, error) {
	others, err := store.CopiesSharing(ctx, r.rows, c.ID)
	if err != nil {
		return nil, err
	}
	strict := map[fengcun.HoldingID]bool{}
	for _, other := range others {
		if other.State == fengcun.CopyUnsealed {
			continue
		}
		held, err := store.HoldingsOfCopy(ctx, r.rows, other.ID)
		if err != nil {
			return nil, err
		}
		for _, h := range held {
			strict[h.ID] = true
		}
	}
	holdings, err := store.HoldingsOfCopy(ctx, r.rows, c.ID)
	if err != nil {
		return nil, err
	}
	var statements []store.Statement
	for _, h := range holdings {
		if strict[h.ID] {
			continue
		}
		if _, err := h.State.Next(fengcun.HoldingInventoried); err != nil {
			return nil, err
		}
		h.State, h.ConfirmedBy, h.ConfirmedOn = fengcun.HoldingInventoried, "", fengcun.Date{}
		statements = append(statements, store.MoveHolding(h))
	}
	return statements, nil
}

// proceeding is an unsealing in the hands of an act.
type proceeding struct{ store.Unsealing }

func (p *proceeding) advance(to fengcun.UnsealingState) error {
	if _, err := p.State.Next(to); err != nil {
		return err
	}
	p.State = to
	return nil
}

func (r *Registry) unsealing(ctx context.Context, actor fengcun.Actor, name policy.Act, id fengcun.ID) (proceeding, store.Record, *act, error) {
	u, err := store.UnsealingByID(ctx, r.rows, id)
	if err != nil {
		return proceeding{}, store.Record{}, nil, err
	}
	rec, err := r.ownRecord(ctx, actor, u.Record)
	if err != nil {
		return proceeding{}, rec, nil, asked("unsealing", err)
	}
	a, err := r.authorize(ctx, policy.Request{
		Actor: actor, Act: name, Organ: rec.Organ, Proposer: u.ProposedBy, Sealed: true,
	}, rec.ID)
	return proceeding{u}, rec, a, err
}
