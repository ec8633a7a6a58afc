package registry

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
	"fengcun/law"
)

// FedCase is a case as a case system tells it: the next filing of a handler, or more
// about a case that was filed.
type FedCase struct {
	Case    [32]byte // keyed digest of organ, system and the system's own key of the case
	Content [32]byte // keyed digest of everything that is told
	Handler fengcun.StaffID
	Filing  Filing
	Form    fengcun.Particular // the filing as a form that a person completes
}

// TakenIn says what became of a case that was told.
type TakenIn string

// What can become of it. A case that was sealed since is like one never told.
const (
	TakenDrafted    TakenIn = "drafted"    // a draft waits for the handler
	TakenUnchanged  TakenIn = "unchanged"  // nothing new was told
	TakenAgrees     TakenIn = "agrees"     // what is new is what a person entered already
	TakenDifference TakenIn = "difference" // a task: it differs from what a person entered
)

// Difference is one thing that the case system tells otherwise than a person
// entered it.
type Difference struct {
	Record       fengcun.RecordID
	Person       int // of those that were told, counted from 1
	Field        string
	Entered, Fed fengcun.Particular
}

// TakeIn takes in what a case system tells of a case of the actor's organ
// (Article 2). It files nothing and changes nothing that a person entered: it makes
// a draft for the handler, and of what differs from what was filed a task. What was
// told before has no effect. Nothing is written back, and the sealed domain is not
// asked.
func (r *Registry) TakeIn(ctx context.Context, actor fengcun.Actor, q FedCase) (TakenIn, error) {
	return again(func() (TakenIn, error) { return r.takeIn(ctx, actor, q) })
}

func (r *Registry) takeIn(ctx context.Context, actor fengcun.Actor, q FedCase) (TakenIn, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.TakeIn, Organ: actor.Organ}, fengcun.ID{})
	if err != nil {
		return "", err
	}
	members, err := store.Memberships(ctx, r.rows, q.Handler, r.today())
	if err != nil {
		return "", err
	}
	if !slices.Contains(members, fengcun.Actor{Staff: q.Handler, Organ: actor.Organ, Role: fengcun.RoleHandler}) {
		return "", fengcun.Invalid("intake.handler", "handler")
	}
	known, err := store.IntakeOf(ctx, r.rows, q.Case)
	if err != nil && fengcun.KindOf(err) != fengcun.KindNotFound {
		return "", err
	}
	if known.Organ != "" && known.Content == q.Content {
		_, err := r.commit(ctx, a, nil)
		return TakenUnchanged, err
	}
	next := store.Intake{
		Case: q.Case, Organ: actor.Organ, Staff: q.Handler, Content: q.Content,
		Draft: fengcun.NewID(), DraftVersion: 1, Matter: fengcun.NewID(), Version: known.Version,
	}
	if known.Organ == "" {
		statements, err := r.draftFor(actor.Organ, q, next.Draft, q.Form)
		if err != nil {
			return "", err
		}
		a.object = next.Draft
		_, err = r.commit(ctx, a, append(statements, store.InsertIntake(next)))
		return TakenDrafted, err
	}
	next.Matter = known.Matter
	copies, err := r.copiesOfMatter(ctx, actor.Organ, known.Matter)
	if err != nil {
		return "", err
	}
	became, form := TakenDrafted, q.Form
	if len(copies) > 0 {
		differences, err := r.differences(ctx, copies, q.Filing)
		if err != nil {
			return "", err
		}
		became = TakenAgrees
		if len(differences) > 0 {
			if form, err = differenceForm(differences); err != nil {
				return "", err
			}
			became = TakenDifference
		}
	}
	statements, err := r.draftAgain(ctx, known, &next, q, became, form)
	if err != nil {
		return "", err
	}
	a.object = next.Draft
	_, err = r.commit(ctx, a, append(statements, store.MoveIntake(next)))
	return became, err
}

// fedDifferences is the form of a draft that is no filing but a difference, version
// 1, in the vault only.
type fedDifferences struct {
	Differences []fedDifference `json:"differences"`
}

type fedDifference struct {
	Record  fengcun.RecordID `json:"record"`
	Person  int              `json:"person"`
	Field   string           `json:"field"`
	Entered string           `json:"entered"`
	Fed     string           `json:"fed"`
}

func differenceForm(differences []Difference) (fengcun.Particular, error) {
	var f fedDifferences
	for _, d := range differences {
		f.Differences = append(f.Differences, fedDifference{d.Record, d.Person, d.Field, d.Entered.Reveal(), d.Fed.Reveal()})
	}
	text, err := json.Marshal(f)
	return fengcun.Particular(text), err
}

// DifferencesOf reads a draft that is a difference; none if it is a filing.
func DifferencesOf(d Draft) []Difference {
	var f fedDifferences
	if !isDifference(d.Form.Reveal()) || json.Unmarshal([]byte(d.Form.Reveal()), &f) != nil {
		return nil
	}
	var differences []Difference
	for _, one := range f.Differences {
		differences = append(differences, Difference{one.Record, one.Person, one.Field, fengcun.Particular(one.Entered), fengcun.Particular(one.Fed)})
	}
	return differences
}

func isDifference(form string) bool { return strings.HasPrefix(form, `{"differences":`) }

// draftAgain writes what is new into the draft that was made before, if nobody has
// typed into it since, and otherwise into a new one: input is kept.
func (r *Registry) draftAgain(ctx context.Context, known store.Intake, next *store.Intake, q FedCase, became TakenIn, form fengcun.Particular) ([]store.Statement, error) {
	earlier, err := store.DraftOf(ctx, r.rows, known.Organ, known.Staff, known.Draft)
	if err != nil && fengcun.KindOf(err) != fengcun.KindNotFound {
		return nil, err
	}
	untouched := err == nil && earlier.Version == known.DraftVersion
	var statements []store.Statement
	if untouched {
		statements = append(statements, store.DeleteDraft(earlier))
		statements = append(statements, r.vault.Destroy(earlier.Item)...)
	}
	if became == TakenAgrees {
		return statements, nil
	}
	fresh, err := r.draftFor(known.Organ, q, next.Draft, form)
	return append(statements, fresh...), err
}

// draftFor deposits a draft for the handler whom the case system named.
func (r *Registry) draftFor(organ fengcun.OrganID, q FedCase, id fengcun.ID, form fengcun.Particular) ([]store.Statement, error) {
	p := draftPayload{Form: form.Reveal()}
	if len(q.Filing.Persons) > 0 && len(q.Filing.Persons[0].Person.Names) > 0 {
		p.Name = q.Filing.Persons[0].Person.Names[0].Text.Reveal()
	}
	if len(q.Filing.Numbers) > 0 {
		p.Number = q.Filing.Numbers[0].Reveal()
	}
	payload, err := encodePart(partDraft, p)
	if err != nil {
		return nil, err
	}
	item := fengcun.NewID()
	statements, err := r.vault.Deposit(organ, item, []vault.Payload{payload}, nil)
	if err != nil {
		return nil, err
	}
	return append(statements, store.InsertDraft(store.Draft{ID: id, Organ: organ, Staff: q.Handler, Item: item, SavedAt: r.clock(), Case: q.Case[:]})), nil
}

// copiesOfMatter returns the organ's open copies of a matter.
func (r *Registry) copiesOfMatter(ctx context.Context, organ fengcun.OrganID, id fengcun.MatterID) ([]store.Copy, error) {
	records, err := store.RecordsOfMatter(ctx, r.rows, id)
	if err != nil {
		return nil, err
	}
	var copies []store.Copy
	for _, rec := range records {
		all, err := store.CopiesOfRecord(ctx, r.rows, rec.ID)
		if err != nil {
			return nil, err
		}
		for _, c := range all {
			if c.Organ == organ && c.State != fengcun.CopySealed {
				copies = append(copies, c)
			}
		}
	}
	return copies, nil
}

// differences compares what is told with what the copies say. What is not told is
// not compared: a case system that knows less contradicts nobody.
func (r *Registry) differences(ctx context.Context, copies []store.Copy, f Filing) ([]Difference, error) {
	type entered struct {
		copy   store.Copy
		person particulars
		facts  law.Facts
	}
	var all []entered
	for _, c := range copies {
		p, err := r.readPerson(ctx, c)
		if err != nil {
			return nil, err
		}
		facts, err := r.readFactsOf(ctx, c)
		if err != nil {
			return nil, err
		}
		all = append(all, entered{c, p, facts})
	}
	var found []Difference
	for i, told := range f.Persons {
		at := slices.IndexFunc(all, func(e entered) bool { return samePerson(e.person.Person, told.Person) })
		if at < 0 {
			name := fengcun.Particular("")
			if len(told.Person.Names) > 0 {
				name = told.Person.Names[0].Text
			}
			found = append(found, Difference{Record: all[0].copy.Record, Person: i + 1, Field: "person", Fed: name})
			continue
		}
		e := all[at]
		was, says := described(e.person.Person, e.facts), described(told.Person, told.Facts)
		for _, field := range describedFields {
			if says[field] != "" && says[field] != was[field] {
				found = append(found, Difference{e.copy.Record, i + 1, field, fengcun.Particular(was[field]), fengcun.Particular(says[field])})
			}
		}
		for _, number := range f.Numbers {
			if !slices.ContainsFunc(e.person.Numbers, func(n fengcun.Particular) bool { return sameNumber(n, number) }) {
				found = append(found, Difference{Record: e.copy.Record, Person: i + 1, Field: "number", Fed: number})
			}
		}
	}
	return found, nil
}

func sameNumber(a, b fengcun.Particular) bool {
	one, err1 := fengcun.ParseCaseNumber(a.Reveal())
	other, err2 := fengcun.ParseCaseNumber(b.Reveal())
	return a == b || err1 == nil && err2 == nil && one.Norm == other.Norm
}

// samePerson reports whether two persons of one matter are one: by a document, or,
// where one of them has none, by a name.
func samePerson(a, b fengcun.Person) bool {
	for _, one := range a.Documents {
		for _, other := range b.Documents {
			if one.Number == other.Number {
				return true
			}
		}
	}
	if len(a.Documents) > 0 && len(b.Documents) > 0 {
		return false
	}
	for _, one := range a.Names {
		for _, other := range b.Names {
			if one.Text == other.Text {
				return true
			}
		}
	}
	return false
}

// describedFields are the things that are compared, in the order of a form.
var describedFields = []string{"name", "birth", "acts", "disposition", "term", "decided", "effective", "concluded"}

// DescribedFields lists the codes of the fields of a Difference.
func DescribedFields() []string { return append([]string{"person", "number"}, describedFields...) }

// described writes down a person and the facts for comparing, empty for not known.
func described(p fengcun.Person, f law.Facts) map[string]string {
	d := map[string]string{
		"birth": dayText(p.Birth), "decided": dayText(f.Outcome.Decided), "effective": dayText(f.Outcome.Effective), "concluded": dayText(f.Outcome.Concluded),
	}
	if len(p.Names) > 0 {
		d["name"] = p.Names[0].Text.Reveal()
	}
	var acts []string
	for _, act := range f.Acts {
		acts = append(acts, strings.Trim(dayText(act.Date)+" "+dayText(act.From)+" "+dayText(act.To), " "))
	}
	d["acts"] = strings.Join(acts, ", ")
	if o := f.Outcome; o.Disposition != "" && !o.Disposition.Running() {
		d["disposition"] = string(o.Disposition)
		if !o.Term.IsZero() {
			d["term"] = fmt.Sprintf("%d/%d/%d", o.Term.Years, o.Term.Months, o.Term.Days)
		}
	}
	return d
}

func dayText(d fengcun.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// forgetIntake makes a case that is being sealed like one that was never told of,
// and destroys what the case system told of it.
func (r *Registry) forgetIntake(ctx context.Context, c store.Copy, statements []store.Statement) ([]store.Statement, error) {
	told, err := store.IntakesOfRecord(ctx, r.rows, c.Organ, c.Record)
	if err != nil {
		return nil, err
	}
	for _, i := range told {
		statements = append(statements, store.DropIntake(i))
		drafts, err := store.DraftsOfCase(ctx, r.rows, i.Case)
		if err != nil {
			return nil, err
		}
		for _, d := range drafts {
			statements = append(append(statements, store.DeleteDraft(d)), r.vault.Destroy(d.Item)...)
		}
	}
	return statements, nil
}

// fedDrafts lists what a case system told and the handler has not dealt with: a
// filing to complete, a difference to settle.
func (r *Registry) fedDrafts(ctx context.Context, actor fengcun.Actor, w *Work) error {
	told, err := store.IntakesOf(ctx, r.rows, actor.Organ, actor.Staff)
	if err != nil {
		return err
	}
	for _, i := range told {
		d, err := store.DraftOf(ctx, r.rows, actor.Organ, actor.Staff, i.Draft)
		if err != nil {
			return err
		}
		p, err := r.readDraft(ctx, d)
		if err != nil {
			return err
		}
		t := task(StepComplete, actor)
		if isDifference(p.Form) {
			t = task(StepSettle, actor)
		}
		t.Subject, t.Masked = d.ID, Masked{maskName(fengcun.Particular(p.Name)), fengcun.Particular(p.Number)}
		w.Todo = append(w.Todo, t)
	}
	return nil
}
