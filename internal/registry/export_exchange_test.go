package registry

import (
	"context"
	"encoding/json"

	"fengcun"
	"fengcun/internal/message"
	"fengcun/internal/openregister"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// LeaveInRegister plants what no act can bring about: a sealed person who still stands
// in the register that certificates are answered from.
func (r *Registry) LeaveInRegister(ctx context.Context, actor fengcun.Actor, p fengcun.Person, record fengcun.RecordID) error {
	ground, err := openregister.Unsealed(store.Unsealing{
		ID: fengcun.NewID(), Record: record, Ground: fengcun.GroundNewCrime, State: fengcun.UnsealingDone, ProposedBy: "one", ApprovedBy: "other",
	})
	if err != nil {
		return err
	}
	statements, err := r.open.Admit(openregister.Conviction{Ground: ground, Organ: actor.Organ, Person: identityOf(p), Judgment: "x", Sentence: "x"})
	if err != nil {
		return err
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.ViewMatters, Organ: actor.Organ}, fengcun.ID{})
	if err != nil {
		return err
	}
	_, err = r.commit(ctx, a, statements)
	return err
}

// ProbedKinds draws and mixes a sample as Probe does and returns what kind each is of.
func (r *Registry) ProbedKinds(ctx context.Context, actor fengcun.Actor, order fengcun.ID) ([]string, error) {
	o, _, err := r.underOrder(ctx, actor, order)
	if err != nil {
		return nil, err
	}
	all, err := r.identitiesToProbe(ctx, actor, o)
	var kinds []string
	for _, i := range all {
		kinds = append(kinds, i.kind)
	}
	return kinds, err
}

// Say sends a message that no act sends, as an organ that works here.
func (r *Registry) Say(ctx context.Context, from, to fengcun.OrganID, raw []byte) error {
	card, err := r.peerCard(ctx, to)
	if err != nil {
		return err
	}
	m := store.Outgoing{Organ: from, Peer: to, Message: fengcun.NewID(), Item: fengcun.NewID(), MadeOn: r.today()}
	if m.Envelope, err = message.Seal(r.exchange.Suite(), card, message.Address{From: from, To: to, ID: m.Message}, raw); err != nil {
		return err
	}
	a, err := r.authorize(ctx, policy.Request{Actor: carrier(from), Act: policy.Exchange, Organ: from}, fengcun.ID{})
	if err != nil {
		return err
	}
	_, err = r.commit(ctx, a, store.Post(m, ""))
	return err
}

// TakeBody lets the plain text of a message take effect, as if it had just been opened.
func (r *Registry) TakeBody(ctx context.Context, from, to fengcun.OrganID, raw []byte) error {
	var body exchanged
	if json.Unmarshal(raw, &body) != nil {
		return &fengcun.Error{Kind: fengcun.KindInvalid, Code: "exchange.body"}
	}
	return r.apply(ctx, from, to, body, store.EndProbeRequests(fengcun.NewID())) // any statement stands for the note
}
