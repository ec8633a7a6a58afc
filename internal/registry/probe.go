package registry

import (
	"bytes"
	"context"
	"math/rand/v2"
	"slices"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/internal/vault"
)

// MaxSample is how many copies one run covers at most.
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
// sealed anew (Articles 10, 11, 22). A run that does not find what is open has asked
// nothing and proves nothing.
//
// It proves what this installation answers. A system or a cabinet of the organ's own
// is tried by a person: see RecordProbe.
func (r *Registry) Probe(ctx context.Context, actor fengcun.Actor, order fengcun.ID) (Probed, error) {
	o, a, err := r.underOrder(ctx, actor, order)
	if err != nil {
		return Probed{}, err
	}
	identities, err := r.identitiesToProbe(ctx, actor, o)
	if err != nil {
		return Probed{}, err
	}
	for i := range identities {
		if err := r.askAsStranger(ctx, actor.Organ, &identities[i]); err != nil {
			return Probed{}, err
		}
	}
	return r.recordProbes(ctx, a, o, identities)
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
func (r *Registry) identitiesToProbe(ctx context.Context, reader fengcun.Actor, o store.ProbeOrder) ([]questioned, error) {
	copies, err := store.SealedCopies(ctx, r.rows, o.Organ, o.Sample)
	if err != nil || len(copies) == 0 {
		return nil, err
	}
	slices.SortFunc(copies, func(a, b store.Copy) int { return bytes.Compare(a.Item[:], b.Item[:]) })
	head := fengcun.Actor{Staff: o.OrderedBy, Organ: o.Organ, Role: fengcun.RoleApprover}
	g := grant{approver: head, requester: reader.Staff, purpose: fengcun.PurposeProbe, basis: "11"}
	w := r.warrant(g, o.Organ)
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
	open, err := store.OpenCopies(ctx, r.rows, o.Organ, len(copies))
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
	if i.kind == "open" && len(i.person.terms()) > 0 && !slices.Contains(found, i.copy.Item) {
		return &fengcun.Error{Kind: fengcun.KindInternal, Code: "probe.blind"}
	}
	return nil
}

// probeLog is version 1 of the part: what was asked in a run, by copy and never by
// name, and what answered.
type probeLog struct {
	Order fengcun.ID    `json:"order"`
	Asked []probeAnswer `json:"asked"`
}

type probeAnswer struct {
	Kind  string             `json:"kind"`
	Copy  fengcun.CopyID     `json:"copy"`
	Items []fengcun.ItemID   `json:"items"`
	Rows  []fengcun.RecordID `json:"rows"`
}

// recordProbes commits what was found: the log into the vault, the outcomes, the
// holdings that are open again, the answers to organs that asked, the next run.
func (r *Registry) recordProbes(ctx context.Context, a *act, o store.ProbeOrder, identities []questioned) (Probed, error) {
	run := Probed{Run: fengcun.NewID()}
	log := probeLog{Order: o.ID}
	item := fengcun.NewID()
	o.NextAt = r.sometime(probeEvery)
	statements := []store.Statement{store.MoveProbeOrder(o)}
	for _, i := range identities {
		log.Asked = append(log.Asked, probeAnswer{i.kind, i.copy.ID, i.items, i.rows})
		if i.kind != "sealed" {
			continue
		}
		own, err := r.outcomes(ctx, o, a.actor.Staff, i, item, &run)
		if err != nil {
			return Probed{}, err
		}
		statements = append(statements, own...)
	}
	payload, err := encodePart(partProbe, log)
	if err != nil {
		return Probed{}, err
	}
	deposit, err := r.vault.Deposit(o.Organ, item, []vault.Payload{payload}, vault.Terms{})
	if err != nil {
		return Probed{}, err
	}
	a.object, a.detail = run.Run, "run"
	_, err = r.commit(ctx, a, append(deposit, statements...))
	return run, err
}

// outcomes are those of one copy's holdings that this installation answers for.
func (r *Registry) outcomes(ctx context.Context, o store.ProbeOrder, by fengcun.StaffID, i questioned, item fengcun.ItemID, run *Probed) ([]store.Statement, error) {
	holdings, err := store.HoldingsOfCopy(ctx, r.rows, i.copy.ID)
	if err != nil {
		return nil, err
	}
	var statements []store.Statement
	found := map[fengcun.HoldingID]bool{}
	for _, h := range holdings {
		if h.Kind == fengcun.HoldingPaperVolume || h.State != fengcun.HoldingConfirmed || slices.Contains(run.Failed, h.ID) {
			continue
		}
		statements = append(statements, store.InsertProbe(store.Probe{
			ID: fengcun.NewID(), Run: run.Run, Organ: o.Organ, Holding: h.ID, Confirmed: h.Version, Item: item, Passed: i.passed(),
			On: r.today(), By: by, OrderedBy: o.OrderedBy,
		})...)
		found[h.ID] = i.passed()
		if i.passed() {
			run.Passed = append(run.Passed, h.ID)
			continue
		}
		reopened, err := r.reopenHolding(ctx, h)
		if err != nil {
			return nil, err
		}
		statements = append(statements, reopened...)
		run.Failed = append(run.Failed, h.ID)
	}
	told, err := r.tellProbed(ctx, i.copy, found)
	return append(statements, told...), err
}

// reopenHolding sets a holding back to the inventory: it is to be marked, cut off and
// confirmed again, at once; the term is the organ's own target.
func (r *Registry) reopenHolding(ctx context.Context, h store.Holding) ([]store.Statement, error) {
	if _, err := h.State.Next(fengcun.HoldingInventoried); err != nil {
		return nil, err
	}
	clock, err := r.startClock(ctx, h.Organ, calendar.SealOwnFile, h.ID, r.today())
	if err != nil {
		return nil, err
	}
	h.State, h.ConfirmedBy, h.ConfirmedOn = fengcun.HoldingInventoried, "", fengcun.Date{}
	return []store.Statement{store.MoveHolding(h), clock}, nil
}
