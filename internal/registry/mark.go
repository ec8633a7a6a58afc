package registry

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"fengcun"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// MarkRequest says which row of an internal system carries a holding.
type MarkRequest struct {
	Copy    fengcun.CopyID
	Holding fengcun.HoldingID
	System  fengcun.StaffID    // the account that the system acts as, see ProposeClient
	Row     fengcun.Particular // the system's own id of the row, never a name
}

// longestRow bounds a system's own id, in bytes.
const longestRow = 128

// RequestMark lets a registered internal system of the own organ learn that one of its
// rows is to be marked as sealed (Articles 5, 10): the system pulls the mark, applies
// it and acknowledges. Nothing is sent to it; and there is no way at all to name a
// system that is not the organ's own. Until then the holding is not confirmed.
func (r *Registry) RequestMark(ctx context.Context, actor fengcun.Actor, q MarkRequest) (fengcun.ID, error) {
	c, err := store.OpenCopy(ctx, r.rows, actor.Organ, q.Copy)
	if err != nil {
		return fengcun.ID{}, err
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.RequestMark, Organ: c.Organ, Assignee: c.Assignee}, c.ID)
	if err != nil {
		return fengcun.ID{}, err
	}
	rec, err := store.RecordByID(ctx, r.rows, c.Record)
	if err != nil {
		return fengcun.ID{}, err
	}
	if rec.State != fengcun.RecordSealDue {
		return fengcun.ID{}, errState("confirm.not_due", rec.State, "11")
	}
	if q.Row == "" || len(q.Row) > longestRow {
		return fengcun.ID{}, fengcun.Invalid("mark.row", "row")
	}
	holdings, err := store.HoldingsOfCopy(ctx, r.rows, c.ID)
	if err != nil {
		return fengcun.ID{}, err
	}
	h := holdingByID(holdings, q.Holding)
	switch {
	case h == nil:
		return fengcun.ID{}, errNotFound("holding")
	case h.Kind == fengcun.HoldingPaperVolume || h.State != fengcun.HoldingInventoried:
		return fengcun.ID{}, fengcun.Invalid("mark.holding", "holding")
	}
	dead, err := r.unmarked(ctx, c, []ConfirmedHolding{{Holding: q.Holding}})
	if err != nil {
		return fengcun.ID{}, err
	}
	systems, err := r.systems(ctx, actor.Organ)
	if err != nil {
		return fengcun.ID{}, err
	}
	if !slices.Contains(systems, q.System) {
		return fengcun.ID{}, fengcun.Invalid("mark.system", "system")
	}
	payload, err := encodePart(partMark, markPayload{q.Row.Reveal()})
	if err != nil {
		return fengcun.ID{}, err
	}
	no, statements, err := r.vault.Append(ctx, c.Item, payload)
	if err != nil {
		return fengcun.ID{}, err
	}
	m := store.SystemMark{ID: fengcun.NewID(), Organ: c.Organ, System: q.System, Copy: c.ID, Holding: q.Holding, Part: no, MadeOn: r.today()}
	a.object = m.ID
	// Versions move, so that nobody confirms the holding, through this copy or another
	// that it carries, without having seen the mark.
	statements = append(append(statements, store.MoveCopy(c, c.State, c.Assignee), store.MoveHolding(*h)), dead...)
	_, err = r.commit(ctx, a, append(statements, store.InsertMark(m)))
	return m.ID, err
}

// markPayload is version 1 of the part: a system's own id of a row.
type markPayload struct {
	Row string `json:"row"`
}

// systems are the accounts of an organ's registered clients.
func (r *Registry) systems(ctx context.Context, organ fengcun.OrganID) ([]fengcun.StaffID, error) {
	clients, err := store.ClientsOf(ctx, r.rows, organ)
	var systems []fengcun.StaffID
	for _, c := range clients {
		if c.State == store.ClientActive && !c.ValidTo.Before(r.today()) && !slices.Contains(systems, c.Actor.Staff) {
			systems = append(systems, c.Actor.Staff)
		}
	}
	return systems, err
}

// Markable is what of a copy a system could mark.
type Markable struct {
	Holdings []Held            // without paper, and without those that wait already
	Systems  []fengcun.StaffID // registered at the own organ
	Waiting  int
}

// Markable shows it to whoever has the copy in hand.
func (r *Registry) Markable(ctx context.Context, actor fengcun.Actor, id fengcun.CopyID) (Markable, error) {
	c, err := store.OpenCopy(ctx, r.rows, actor.Organ, id)
	if err != nil {
		return Markable{}, err
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.RequestMark, Organ: c.Organ, Assignee: c.Assignee}, c.ID)
	if err != nil {
		return Markable{}, err
	}
	a.detail = "view"
	if _, err := r.commit(ctx, a, nil); err != nil {
		return Markable{}, err
	}
	holdings, err := store.HoldingsOfCopy(ctx, r.rows, c.ID)
	if err != nil {
		return Markable{}, err
	}
	waiting, err := store.MarksOnHoldings(ctx, r.rows, c.ID)
	if err != nil {
		return Markable{}, err
	}
	m := Markable{Waiting: len(waiting)}
	for _, h := range held(holdings) {
		waits := slices.ContainsFunc(waiting, func(w store.SystemMark) bool { return w.Holding == h.ID })
		if h.Kind != fengcun.HoldingPaperVolume && h.State == fengcun.HoldingInventoried && !waits {
			m.Holdings = append(m.Holdings, h)
		}
	}
	m.Systems, err = r.systems(ctx, actor.Organ)
	return m, err
}

// Feed is what a system pulls: its marks and the organ's signature over the bytes.
type Feed struct {
	Content   []byte // JSON, see markFeed
	Key       string // identifier of the organ's key, as in the published file of keys
	Signature []byte
}

// markFeed is version 1 of the feed.
type markFeed struct {
	Version int             `json:"version"`
	Organ   fengcun.OrganID `json:"organ"`
	System  fengcun.StaffID `json:"system"`
	At      time.Time       `json:"at"`
	Marks   []fedMark       `json:"marks"`
}

// fedMark is one mark: the system's own id of a row, and what it is to be marked as.
type fedMark struct {
	Mark fengcun.ID `json:"mark"`
	Row  string     `json:"row"`
	As   string     `json:"as"`
}

// Marks is the feed of the system that acts as the actor. It holds ids of rows that
// the system gave itself, and no name; the entry in the log comes first.
func (r *Registry) Marks(ctx context.Context, actor fengcun.Actor) (Feed, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.PullMarks, Organ: actor.Organ, Assignee: actor.Staff}, fengcun.ID{})
	if err != nil {
		return Feed{}, err
	}
	if _, err := r.commit(ctx, a, nil); err != nil {
		return Feed{}, err
	}
	waiting, err := store.MarksFor(ctx, r.rows, actor.Organ, actor.Staff)
	if err != nil {
		return Feed{}, err
	}
	feed := markFeed{Version: 1, Organ: actor.Organ, System: actor.Staff, At: r.clock().UTC().Truncate(time.Second), Marks: []fedMark{}}
	for _, m := range waiting {
		row, err := r.markedRow(ctx, m)
		if fengcun.KindOf(err) == fengcun.KindNotFound {
			continue // sealed or taken back at this moment
		}
		if err != nil {
			return Feed{}, err
		}
		feed.Marks = append(feed.Marks, fedMark{m.ID, row, "sealed"})
	}
	content, err := json.Marshal(feed)
	if err != nil {
		return Feed{}, err
	}
	key, signature, err := r.papers.SignFeed(actor.Organ, content)
	return Feed{content, key, signature}, err
}

func (r *Registry) markedRow(ctx context.Context, m store.SystemMark) (string, error) {
	c, err := store.OpenCopy(ctx, r.rows, m.Organ, m.Copy)
	if err != nil {
		return "", err
	}
	contents, err := r.vault.Open(ctx, c.Item)
	if err != nil {
		return "", err
	}
	defer contents.Forget()
	part, err := contents.Part(ctx, m.Part)
	if err != nil {
		return "", err
	}
	var payload markPayload
	err = decodePart(part, &payload)
	return payload.Row, err
}

// AcknowledgeMark says that the system which acts as the actor has marked its row. The
// holding is marked then, and the mark is gone; that access is cut is for a named
// person to confirm.
func (r *Registry) AcknowledgeMark(ctx context.Context, actor fengcun.Actor, id fengcun.ID) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.PullMarks, Organ: actor.Organ, Assignee: actor.Staff}, id)
	if err != nil {
		return err
	}
	waiting, err := store.MarksFor(ctx, r.rows, actor.Organ, actor.Staff)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(waiting, func(m store.SystemMark) bool { return m.ID == id })
	if i < 0 {
		return errNotFound("mark")
	}
	h, err := store.HoldingByID(ctx, r.rows, waiting[i].Holding)
	if err != nil {
		return err
	}
	statements := []store.Statement{store.DeleteMark(id)}
	if h.State == fengcun.HoldingInventoried {
		h.State = fengcun.HoldingMarked
		statements = append(statements, store.MoveHolding(h))
	}
	a.detail = "acknowledged"
	_, err = r.commit(ctx, a, statements)
	return err
}

// unmarked refuses to confirm a holding whose system has not applied its mark. A system
// that is registered no more will never do it: its marks hold nothing up, and the
// statements end them.
func (r *Registry) unmarked(ctx context.Context, c store.Copy, named []ConfirmedHolding) (dead []store.Statement, err error) {
	waiting, err := store.MarksOnHoldings(ctx, r.rows, c.ID)
	if err != nil || len(waiting) == 0 {
		return nil, err
	}
	systems, err := r.systems(ctx, c.Organ)
	for _, m := range waiting {
		switch {
		case !slices.ContainsFunc(named, func(n ConfirmedHolding) bool { return n.Holding == m.Holding }):
		case slices.Contains(systems, m.System):
			return nil, &fengcun.Error{Kind: fengcun.KindConflict, Code: "mark.waits", Field: "holding"}
		default:
			dead = append(dead, store.DeleteMark(m.ID))
		}
	}
	return dead, err
}
