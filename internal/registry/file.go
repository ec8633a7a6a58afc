package registry

import (
	"context"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
	"fengcun/law"
)

// Filing opens a matter with its persons. Particulars are born in the vault:
// nothing of them ever stands in a table.
type Filing struct {
	Numbers  []fengcun.Particular // case numbers of every stage known so far
	History  []store.HistoryEntry // organs that have had the matter, in order
	Persons  []FiledPerson
	Holdings []NewHolding
	Draft    fengcun.ID // the draft it was, which ends with the filing; zero if there was none
	Key      *RequestKey
}

// FiledPerson is one person of the matter with the facts known so far.
type FiledPerson struct {
	Person fengcun.Person
	Facts  law.Facts
}

// NewHolding enters a file, volume or system row into the inventory.
type NewHolding struct {
	Kind    fengcun.HoldingKind
	Label   string // opaque; empty lets the registry choose one
	Carries []int  // which of Persons; none means all of them
}

// HistoryEntry is one step of a matter through an organ.
type HistoryEntry = store.HistoryEntry

// Filed says what a filing made.
type Filed struct {
	Matter  fengcun.MatterID
	Records []fengcun.RecordID // in the order of Filing.Persons
	Copies  []fengcun.CopyID
}

// File opens a matter at the actor's organ (Articles 2, 3). Whether the same
// person or number is already known is not asked: the answer would tell of a
// sealed record.
func (r *Registry) File(ctx context.Context, actor fengcun.Actor, f Filing) (Filed, error) {
	return again(func() (Filed, error) { return r.file(ctx, actor, f) })
}

func (r *Registry) file(ctx context.Context, actor fengcun.Actor, f Filing) (Filed, error) {
	filed, a, statements, err := r.filing(ctx, actor, f)
	if err != nil {
		return Filed{}, err
	}
	change, err := r.change(a, statements)
	if err != nil {
		return Filed{}, err
	}
	receipt, err := r.store.Commit(ctx, change)
	if err != nil {
		return Filed{}, err
	}
	if receipt.Replayed() {
		return r.filed(ctx, receipt.ResultID())
	}
	return filed, nil
}

// filing prepares the act that opens a matter.
func (r *Registry) filing(ctx context.Context, actor fengcun.Actor, f Filing) (Filed, *act, []store.Statement, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.File, Organ: actor.Organ, Assignee: actor.Staff}, fengcun.ID{})
	if err != nil {
		return Filed{}, nil, nil, err
	}
	if len(f.Persons) == 0 {
		return Filed{}, nil, nil, fengcun.Invalid("file.no_person", "persons")
	}
	filed := Filed{Matter: fengcun.NewID()}
	a.object, a.key = filed.Matter, f.Key
	statements := store.InsertMatter(filed.Matter, actor.Organ, f.History)
	for i, p := range f.Persons {
		if len(p.Person.Names) == 0 {
			return Filed{}, nil, nil, fengcun.Invalid("file.no_name", "persons")
		}
		rec := store.Record{ID: fengcun.NewID(), Matter: filed.Matter, Organ: actor.Organ, State: fengcun.RecordOpen}
		c := store.Copy{ID: fengcun.NewID(), Record: rec.ID, Organ: actor.Organ, Item: fengcun.NewID(), Assignee: actor.Staff, State: fengcun.CopyWorking}
		deposit, err := r.deposit(actor.Organ, c.Item, particulars{p.Person, f.Numbers}, &p.Facts)
		if err != nil {
			return Filed{}, nil, nil, err
		}
		statements = append(statements, store.InsertRecord(rec), store.InsertCopy(c))
		statements = append(statements, deposit...)
		filed.Records = append(filed.Records, rec.ID)
		filed.Copies = append(filed.Copies, c.ID)
		if i == 0 {
			a.subject = rec.ID
		}
	}
	inventory, err := inventory(actor.Organ, filed.Copies, f.Holdings)
	if err != nil {
		return Filed{}, nil, nil, err
	}
	statements = append(statements, inventory...)
	if !f.Draft.IsZero() {
		ended, err := r.endDraft(ctx, actor, f.Draft)
		// A repeated request finds its draft gone; its key says what became of it.
		if err != nil && (f.Key == nil || fengcun.KindOf(err) != fengcun.KindNotFound) {
			return Filed{}, nil, nil, err
		}
		statements = append(append(statements, store.FileIntake(f.Draft, filed.Matter)), ended...) // the draft knows its case
	}
	return filed, a, statements, nil
}

// deposit makes a copy's item: particulars and, if given, facts.
func (r *Registry) deposit(organ fengcun.OrganID, item fengcun.ItemID, p particulars, facts *law.Facts, more ...vault.Payload) ([]store.Statement, error) {
	first, err := p.payload()
	if err != nil {
		return nil, err
	}
	payloads := []vault.Payload{first}
	if facts != nil {
		second, err := factsPayload(*facts, nil)
		if err != nil {
			return nil, err
		}
		payloads = append(payloads, second)
	}
	return r.vault.Deposit(organ, item, append(payloads, more...), p.terms())
}

// inventory enters holdings and links each to the copies it carries.
func inventory(organ fengcun.OrganID, copies []fengcun.CopyID, holdings []NewHolding) ([]store.Statement, error) {
	var statements []store.Statement
	for _, n := range holdings {
		h := store.Holding{ID: fengcun.NewID(), Organ: organ, Kind: n.Kind, Label: n.Label, State: fengcun.HoldingInventoried}
		if h.Label == "" {
			h.Label = chosenLabel(h.ID)
		}
		if !opaqueLabel(h.Label, n.Label != "") {
			return nil, fengcun.Invalid("holding.label", "label")
		}
		statements = append(statements, store.InsertHolding(h))
		carried := n.Carries
		if len(carried) == 0 {
			for i := range copies {
				carried = append(carried, i)
			}
		}
		for _, i := range carried {
			if i < 0 || i >= len(copies) {
				return nil, fengcun.Invalid("holding.person", "carries")
			}
			statements = append(statements, store.LinkHolding(h.ID, copies[i]))
		}
	}
	return statements, nil
}

// longestLabel is the longest label in characters, longestDigits the longest run
// of digits in one that somebody chose.
const (
	longestLabel  = 20
	longestDigits = 7
)

// opaqueLabel reports whether a label can stand unencrypted beside a holding: short,
// capital letters, digits and hyphens, and no number long enough to be anybody's.
func opaqueLabel(label string, chosen bool) bool {
	if len(label) > longestLabel {
		return false
	}
	run := 0
	for _, c := range []byte(label) {
		switch {
		case c >= '0' && c <= '9':
			run++
		case c >= 'A' && c <= 'Z', c == '-':
			run = 0
		default:
			return false
		}
		if chosen && run > longestDigits {
			return false
		}
	}
	return true
}

// filed tells again what an earlier filing made.
func (r *Registry) filed(ctx context.Context, matter fengcun.MatterID) (Filed, error) {
	records, err := store.RecordsOfMatter(ctx, r.rows, matter)
	if err != nil {
		return Filed{}, err
	}
	f := Filed{Matter: matter}
	for _, rec := range records {
		c, err := r.decidingCopy(ctx, rec.Organ, rec.ID)
		if err != nil {
			return Filed{}, err
		}
		f.Records = append(f.Records, rec.ID)
		f.Copies = append(f.Copies, c.ID)
	}
	return f, nil
}
