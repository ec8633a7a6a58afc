package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/openregister"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
	"fengcun/law"
)

// FeedRow is one conviction on the organ's criminal-record platform: one person in one
// case, as the platform states it.
type FeedRow struct {
	Organ   fengcun.OrganID // that decided; empty if the platform names none that is known here
	History []HistoryEntry
	Numbers []fengcun.Particular // of the judgment first
	Person  fengcun.Person
	Crime   fengcun.Particular
	Facts   law.Facts
}

// FeedReport says what the rows of a feed are good for. It is computed from the rows
// alone: what is known here, and of whom, it does not tell.
type FeedReport struct {
	Rows, Disclosable, Incomplete, Withheld int
}

// MaxFeed is how many rows one act takes.
const MaxFeed = 256

// Feed takes rows of the criminal-record platform (Articles 4, 15). Each passes the
// law's decision before it enters the open register: what is to be sealed or undecided
// never enters and goes to the competent organ. A row that is undecided through faulty
// data alone, while whatever is known says adult, goes there too, and keeps a clean
// certificate back until that organ has decided.
//
// A conviction that is known is passed over, so that a feed may be sent again and
// again: one that came before, and one that is to be sealed here. Nobody is told
// which, and the sealed domain is not asked.
func (r *Registry) Feed(ctx context.Context, actor fengcun.Actor, rows []FeedRow) (FeedReport, error) {
	return again(func() (FeedReport, error) { return r.feed(ctx, actor, rows) })
}

func (r *Registry) feed(ctx context.Context, actor fengcun.Actor, rows []FeedRow) (FeedReport, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.Feed, Organ: actor.Organ}, fengcun.ID{})
	if err != nil {
		return FeedReport{}, err
	}
	if len(rows) == 0 || len(rows) > MaxFeed {
		return FeedReport{}, fengcun.Invalid("feed.rows", "rows")
	}
	report := FeedReport{Rows: len(rows)}
	seen := map[fengcun.ID]bool{}
	var statements []store.Statement
	for _, row := range rows {
		row.Facts.Birth = birthOf(row)
		screening, decision := law.Screen(row.Facts, r.today())
		who := identityOf(row.Person)
		who.Birth = row.Facts.Birth.Date
		key, keyed := r.open.KeyOf(first(row.Numbers), row.Facts.Outcome.Decided, who)
		parts, err := heldParts(row)
		if err != nil {
			return FeedReport{}, err
		}
		if !keyed {
			screening, key = law.Withheld, keyOfRow(r.open, parts) // nobody would find it again
		}
		switch screening {
		case law.Disclosable:
			report.Disclosable++
		case law.Incomplete:
			report.Incomplete++
		case law.Withheld:
			report.Withheld++
		}
		known, err := store.FeedKeyKnown(ctx, r.rows, key)
		if err != nil {
			return FeedReport{}, err
		}
		if known || seen[key] {
			continue
		}
		seen[key] = true
		statements = append(statements, store.InsertNewFeedKey(key))
		more, err := r.screened(ctx, actor, row, who, key, screening, &decision, parts)
		if err != nil {
			return FeedReport{}, err
		}
		statements = append(statements, more...)
	}
	_, err = r.commit(ctx, a, statements)
	return report, err
}

// screened puts a row where its screening says.
func (r *Registry) screened(ctx context.Context, actor fengcun.Actor, row FeedRow, who openregister.Identity, key fengcun.ID, screening law.Screening, d *law.Decision, parts []vault.Payload) ([]store.Statement, error) {
	var statements []store.Statement
	if screening != law.Withheld {
		s := store.Screening{
			ID: fengcun.NewID(), Key: key, Organ: actor.Organ, Verdict: string(d.Verdict), RuleSet: d.RuleSet, By: actor.Staff, On: r.today(),
		}
		ground, err := openregister.Screened(s)
		if err != nil {
			return nil, err
		}
		admission, err := r.open.Admit(openregister.Conviction{
			Ground: ground, Organ: actor.Organ, Person: who,
			Judgment: first(row.Numbers), Crime: row.Crime, Sentence: sentence(row.Facts.Outcome),
		})
		if err != nil {
			return nil, err
		}
		statements = append(admission, store.InsertScreening(s))
		if screening == law.Disclosable {
			return statements, nil
		}
	}
	held, err := r.hold(ctx, actor, row.Organ, key, parts)
	return append(statements, held...), err
}

// birthOf is what a row proves of the person's birth. Dates that differ prove no more
// than that it lies between them; the number of a paper whose check character is wrong
// proves nothing.
func birthOf(row FeedRow) law.Birth {
	b := row.Facts.Birth
	if b.Date.IsZero() {
		b.Date, b.Certainty = row.Person.Birth, row.Person.BirthCertainty
	}
	dates := []fengcun.Date{b.Date, b.NotBefore, b.NotAfter, row.Person.Birth}
	for _, d := range row.Person.Documents {
		if d.Kind != fengcun.ResidentID {
			continue
		}
		n, warnings, err := fengcun.ParseResidentID(d.Number.Reveal())
		if err != nil {
			continue
		}
		if b.Date.IsZero() {
			if b.Date = n.Birth; slices.Contains(warnings, fengcun.WarnChecksum) {
				b.Certainty = fengcun.Disputed
			}
		}
		dates = append(dates, n.Birth)
	}
	dates = slices.DeleteFunc(dates, func(d fengcun.Date) bool { return !d.Valid() })
	if len(dates) == 0 {
		return b
	}
	slices.SortFunc(dates, fengcun.Date.Compare)
	oldest, youngest := dates[0], dates[len(dates)-1]
	if oldest == youngest {
		return b
	}
	if b.Certainty == fengcun.Exact {
		b.Certainty, b.NotBefore, b.NotAfter = fengcun.Disputed, oldest, youngest
		return b
	}
	b.Date = youngest
	if !b.NotBefore.IsZero() {
		b.NotBefore = oldest
	}
	if !b.NotAfter.IsZero() {
		b.NotAfter = youngest
	}
	return b
}

// fedRows are the rows under which the convictions of a copy may have come with a feed.
type fedRows struct {
	all, standing []fengcun.ID
	// statements let the convictions be known from now on, so that the next feed does
	// not let them in again, end the waiting of rows about them, and conflict if one
	// came in meanwhile.
	statements []store.Statement
}

// fed returns what came of a copy's convictions with a feed.
func (r *Registry) fed(ctx context.Context, c store.Copy) (f fedRows, err error) {
	keys, err := r.keysOf(ctx, c)
	if err != nil {
		return f, err
	}
	for _, key := range keys {
		held, err := store.HeldAbout(ctx, r.rows, key)
		if err != nil {
			return f, err
		}
		f.statements = append(f.statements, store.InsertFeedKey(key), store.EndHeldAbout(key, len(held)))
		for _, h := range held {
			f.statements = append(f.statements, r.vault.Destroy(h.Item)...)
		}
		f.all = append(f.all, r.open.RowOf(key))
	}
	if f.standing, err = r.open.Standing(ctx, f.all...); err != nil {
		return f, err
	}
	absent := slices.DeleteFunc(slices.Clone(f.all), func(row fengcun.ID) bool { return slices.Contains(f.standing, row) })
	f.statements = append(openregister.Absent(absent...), f.statements...)
	return f, nil
}

// keysOf returns the keys under which the convictions of a copy may be known: each
// number, and the day where a list has none, with each document, and with the name.
func (r *Registry) keysOf(ctx context.Context, c store.Copy) (keys []fengcun.ID, err error) {
	p, err := r.readPerson(ctx, c)
	if err != nil {
		return nil, err
	}
	facts, err := r.readFactsOf(ctx, c)
	if err != nil && fengcun.KindOf(err) != fengcun.KindNotFound {
		return nil, err
	}
	var identities []openregister.Identity
	for _, n := range p.Person.Names {
		identities = append(identities, openregister.Identity{Name: n.Text, Birth: p.Person.Birth})
	}
	for _, d := range p.Person.Documents {
		identities = append(identities, openregister.Identity{IDNumber: d.Number})
	}
	for _, number := range append(slices.Clone(p.Numbers), "") {
		for _, i := range identities {
			if key, ok := r.open.KeyOf(number, facts.Outcome.Decided, i); ok && !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	return keys, nil
}
