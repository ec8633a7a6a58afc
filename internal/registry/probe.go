package registry

import (
	"bytes"
	"context"
	"math/rand/v2"
	"slices"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/internal/vault"
)

// ProbeOrder is the written order of an organ's head that the effect of its seals be
// probed: who carries it out, and the number of the order.
type ProbeOrder struct {
	Reader   fengcun.Actor // carries it out
	Approver fengcun.Actor // orders it
	Number   fengcun.Particular
	Sample   int // how many sealed copies, beside none that was not asked for; at most MaxSample
}

// MaxSample is how many copies one order covers at most.
const MaxSample = 256

// Probed is what became of a run: outcomes by holding, and nothing about anybody.
type Probed struct {
	Run    fengcun.ID
	Passed []fengcun.HoldingID
	Failed []fengcun.HoldingID
}

// Probe asks, as a stranger would, whether sealed copies of the organ still answer: in
// the search of open matters and in the register behind certificates. It is an inquiry
// about real people and runs inside the organ alone, under its head's written order,
// on a random sample in which as many synthetic and, if there are, open identities are
// mixed in random order. It never counts as an application. Only the outcome and the
// holding leave it: what was asked and answered is an item in the vault. A holding
// that fails is open again and stands before the supervising procuratorate until it is
// sealed anew (Articles 10, 11, 22).
//
// It proves what this installation answers. A system or a cabinet of the organ's own
// is tried by a person: see RecordProbe.
func (r *Registry) Probe(ctx context.Context, q ProbeOrder) (Probed, error) {
	if q.Sample < 1 || q.Sample > MaxSample {
		return Probed{}, fengcun.Invalid("probe.sample", "sample")
	}
	if q.Number == "" {
		return Probed{}, fengcun.Invalid("probe.order", "number")
	}
	a, err := r.authorize(ctx, policy.Request{
		Actor: q.Reader, Act: policy.Probe, Organ: q.Reader.Organ, Proposer: q.Approver.Staff, Assignee: q.Reader.Staff,
	}, fengcun.ID{})
	if err != nil {
		return Probed{}, err
	}
	head := policy.Request{Actor: q.Approver, Act: policy.ApproveWarrant, Organ: q.Reader.Organ, Proposer: q.Reader.Staff, Sealed: true}
	if _, err := r.authorize(ctx, head, fengcun.ID{}); err != nil {
		return Probed{}, err
	}
	identities, err := r.identitiesToProbe(ctx, q)
	if err != nil {
		return Probed{}, err
	}
	for i := range identities {
		if err := r.askAsStranger(ctx, q.Reader.Organ, &identities[i]); err != nil {
			return Probed{}, err
		}
	}
	return r.recordProbes(ctx, a, q, identities)
}

// questioned is one of those asked for in a run.
type questioned struct {
	kind   string // "sealed", "synthetic", "open"
	copy   store.Copy
	person particulars
	items  []fengcun.ItemID   // that answered in the search of open matters
	rows   []fengcun.RecordID // that answered in the register
}

// passed reports whether a sealed copy is as silent as somebody never known.
func (i questioned) passed() bool {
	return !slices.Contains(i.items, i.copy.Item) && !slices.Contains(i.rows, i.copy.Record)
}

// identitiesToProbe draws the sample, opens it under one warrant and mixes it.
func (r *Registry) identitiesToProbe(ctx context.Context, q ProbeOrder) ([]questioned, error) {
	copies, err := store.SealedCopies(ctx, r.rows, q.Reader.Organ, q.Sample)
	if err != nil || len(copies) == 0 {
		return nil, err
	}
	slices.SortFunc(copies, func(a, b store.Copy) int { return bytes.Compare(a.Item[:], b.Item[:]) })
	g := grant{approver: q.Approver, requester: q.Reader.Staff, purpose: fengcun.PurposeProbe, basis: "11"}
	w := r.warrant(g, q.Reader.Organ)
	w.Uses = len(copies)
	for _, c := range copies {
		w.Items = append(w.Items, c.Item)
	}
	evidence, err := r.commitWarrant(ctx, g, w)
	if err != nil {
		return nil, err
	}
	var all []questioned
	people := sample.NewPeople(rand.Uint64())
	for _, c := range copies {
		released, err := r.releaseItem(ctx, w, evidence, c)
		if err != nil {
			return nil, err
		}
		contents, err := r.vault.Released(c.Item, released)
		if err != nil {
			return nil, err
		}
		part, err := contents.Latest(ctx, partParticulars)
		contents.Forget()
		released.Forget()
		if err != nil {
			return nil, err
		}
		person, err := readParticulars(part.Payload)
		if err != nil {
			return nil, err
		}
		s := people.Next()
		all = append(all, questioned{kind: "sealed", copy: c, person: person},
			questioned{kind: "synthetic", person: particulars{Person: s.Person, Numbers: []fengcun.Particular{s.CaseNumber}}})
	}
	open, err := store.OpenCopies(ctx, r.rows, q.Reader.Organ, len(copies))
	if err != nil {
		return nil, err
	}
	for _, c := range open {
		person, err := r.readPerson(ctx, c)
		if err != nil {
			return nil, err
		}
		all = append(all, questioned{kind: "open", copy: c, person: person})
	}
	rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all, nil
}

// askAsStranger asks every question that a stranger's question comes down to: each by
// document, by name and birth date, by case number, and the register behind the
// certificates. An error is no answer, and no pass.
func (r *Registry) askAsStranger(ctx context.Context, organ fengcun.OrganID, i *questioned) error {
	found, err := r.vault.Find(ctx, organ, i.person.terms())
	if err != nil {
		return err
	}
	i.items = found
	answer, err := r.open.Lookup(ctx, identityOf(i.person.Person))
	if err != nil {
		return err
	}
	for _, m := range answer.Matches {
		i.rows = append(i.rows, m.Record)
	}
	return nil
}

// probeLog is version 1 of the part: what was asked in a run, by copy and never by
// name, and what answered.
type probeLog struct {
	Order string        `json:"order"`
	Asked []probeAnswer `json:"asked"`
}

type probeAnswer struct {
	Kind  string             `json:"kind"`
	Copy  fengcun.CopyID     `json:"copy"`
	Items []fengcun.ItemID   `json:"items"`
	Rows  []fengcun.RecordID `json:"rows"`
}

// recordProbes commits what was found: the log into the vault, the outcomes, the
// holdings that are open again, the answers to organs that asked.
func (r *Registry) recordProbes(ctx context.Context, a *act, q ProbeOrder, identities []questioned) (Probed, error) {
	run := Probed{Run: fengcun.NewID()}
	log := probeLog{Order: q.Number.Reveal()}
	item := fengcun.NewID()
	var statements []store.Statement
	for _, i := range identities {
		log.Asked = append(log.Asked, probeAnswer{i.kind, i.copy.ID, i.items, i.rows})
		if i.kind != "sealed" {
			continue
		}
		own, err := r.outcomes(ctx, q, i, item, &run)
		if err != nil {
			return Probed{}, err
		}
		statements = append(statements, own...)
	}
	payload, err := encodePart(partProbe, log)
	if err != nil {
		return Probed{}, err
	}
	deposit, err := r.vault.Deposit(q.Reader.Organ, item, []vault.Payload{payload}, vault.Terms{})
	if err != nil {
		return Probed{}, err
	}
	a.object, a.detail = run.Run, "run"
	_, err = r.commit(ctx, a, append(deposit, statements...))
	return run, err
}

// outcomes are those of one copy's holdings that this installation answers for.
func (r *Registry) outcomes(ctx context.Context, q ProbeOrder, i questioned, item fengcun.ItemID, run *Probed) ([]store.Statement, error) {
	holdings, err := store.HoldingsOfCopy(ctx, r.rows, i.copy.ID)
	if err != nil {
		return nil, err
	}
	var statements []store.Statement
	passed, failed := 0, 0
	for _, h := range holdings {
		if h.Kind == fengcun.HoldingPaperVolume || h.State != fengcun.HoldingConfirmed {
			continue
		}
		statements = append(statements, store.InsertProbe(store.Probe{
			ID: fengcun.NewID(), Run: run.Run, Organ: q.Reader.Organ, Holding: h.ID, Item: item, Passed: i.passed(),
			On: r.today(), By: q.Reader.Staff, OrderedBy: q.Approver.Staff,
		}))
		if i.passed() {
			run.Passed, passed = append(run.Passed, h.ID), passed+1
			continue
		}
		reopened, err := reopenHolding(h)
		if err != nil {
			return nil, err
		}
		statements = append(statements, reopened)
		run.Failed, failed = append(run.Failed, h.ID), failed+1
	}
	told, err := r.tellProbed(ctx, i.copy, passed, failed)
	return append(statements, told...), err
}

// reopenHolding sets a holding back to the inventory: it is to be marked, cut off and
// confirmed again.
func reopenHolding(h store.Holding) (store.Statement, error) {
	if _, err := h.State.Next(fengcun.HoldingInventoried); err != nil {
		return store.Statement{}, err
	}
	h.State, h.ConfirmedBy, h.ConfirmedOn = fengcun.HoldingInventoried, "", fengcun.Date{}
	return store.MoveHolding(h), nil
}
