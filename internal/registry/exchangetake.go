package registry

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"sync"

	"fengcun"
	"fengcun/internal/message"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// TakenParcel says what became of a parcel.
type TakenParcel struct {
	From, To fengcun.OrganID
	Number   int64
	Applied  int   // messages that took effect now
	Repeated int   // messages that were taken before; they did nothing
	Parked   int   // messages that a person has to look at
	Missed   int64 // parcels that did not arrive before this one; what they carried is in it
}

// TakeParcel opens a parcel for an organ that works here and lets its messages take
// effect: each once, those of one matter in their order, each in one Change with the
// note that it was taken. A parcel may come again, late or twice at the same moment;
// one with a gap before it is refused and has to be sent from the number that the
// error names. What cannot take effect is parked with an alarm and holds up its own
// matter and no other.
func (r *Registry) TakeParcel(ctx context.Context, raw []byte) (TakenParcel, error) {
	p, err := r.exchange.Unpack(raw, r.signer(ctx))
	if err != nil {
		return TakenParcel{From: p.From, To: p.To}, r.alarmed(ctx, p, err)
	}
	r.taking.Lock()
	defer r.taking.Unlock()
	taken := TakenParcel{From: p.From, To: p.To, Number: p.Number}
	if err := r.admissible(ctx, p); err != nil {
		return taken, r.alarmed(ctx, p, err)
	}
	if err := r.takeReceipt(ctx, p); err != nil {
		return taken, err
	}
	if err := r.takeMessages(ctx, p, &taken); err != nil {
		return taken, err
	}
	return taken, r.retryParked(ctx, p.To, p.From)
}

// admissible refuses a parcel that could not have been sent now by an organ
// elsewhere.
func (r *Registry) admissible(ctx context.Context, p message.Parcel) error {
	organ, err := store.Organ(ctx, r.rows, p.From)
	if err != nil {
		return err
	}
	if organ.Here() || organ.Connection == fengcun.OnPaper {
		return &fengcun.Error{Kind: fengcun.KindForbidden, Code: "exchange.not_peer", Field: "from"}
	}
	now := r.clock()
	switch at := p.At(); {
	case at.After(now.Add(clockSkew)):
		return fengcun.Invalid("exchange.future", "created")
	case len(p.Items) > 0 && at.Before(now.Add(-parcelLife)):
		return fengcun.Invalid("exchange.stale", "created")
	}
	return nil
}

// alarms are the refusals that smell of an attack or of a restored backup. A file cut
// short before its ciphertext is none.
var alarms = []string{
	"exchange.signature", "exchange.unknown_key", "exchange.key_expired", "exchange.damaged", "exchange.not_peer",
	"exchange.future", "exchange.stale", "exchange.fork",
}

// alarmed commits a refusal, with an alarm where it is one, and returns it.
func (r *Registry) alarmed(ctx context.Context, p message.Parcel, refusal error) error {
	code := fengcun.CodeOf(refusal)
	if p.To == "" || !slices.Contains(alarms, code) {
		return refusal
	}
	if err := r.alarm(ctx, p.To, p.From, code); err != nil {
		return err
	}
	return refusal
}

// alarm raises an alarm at an organ that works here.
func (r *Registry) alarm(ctx context.Context, at, about fengcun.OrganID, code string) error {
	a, err := r.authorize(ctx, policy.Request{Actor: carrier(at), Act: policy.Exchange, Organ: at}, fengcun.ID{})
	if err != nil {
		return err
	}
	a.detail = code
	_, err = r.commit(ctx, a, []store.Statement{r.alarmStatement(at, about, code)})
	return err
}

func (r *Registry) alarmStatement(at, about fengcun.OrganID, code string) store.Statement {
	return store.InsertAlarm(store.Alarm{ID: fengcun.NewID(), Organ: at, Peer: about, Code: code, RaisedAt: r.clock().Unix()})
}

// takeReceipt notes what the other side has taken. Two things can be found here that
// a backup brings about. The other side knows less than it had confirmed: it was set
// back, and is sent what it lost. Or it knows messages that this side never made: this
// side was set back, and what it made since gets numbers behind those.
func (r *Registry) takeReceipt(ctx context.Context, p message.Parcel) error {
	_, err := again(func() (struct{}, error) {
		l, err := store.LinkTo(ctx, r.rows, p.To, p.From)
		if err != nil {
			return struct{}{}, err
		}
		return struct{}{}, r.receiptTaken(ctx, p, l)
	})
	return err
}

func (r *Registry) receiptTaken(ctx context.Context, p message.Parcel, l store.Link) error {
	through := p.Receipt.Through
	if through == l.Acked {
		return nil
	}
	a, err := r.authorize(ctx, policy.Request{Actor: carrier(l.Organ), Act: policy.Exchange, Organ: l.Organ}, fengcun.ID{})
	if err != nil {
		return err
	}
	statements := []store.Statement{store.OpenLink(l.Organ, l.Peer)}
	l.Version = max(l.Version, 1)
	mine, err := r.madeHere(ctx, l, p.Receipt)
	if err != nil {
		return err
	}
	switch {
	case through < l.Acked:
		a.detail = "exchange.peer_set_back"
		l.Acked = through
	case !mine:
		a.detail = "exchange.set_back"
		statements = append(statements, store.RenumberOutgoing(l, through-l.Acked)...)
		l.Version++
		l.Acked = through
	default:
		a.detail = "receipt"
		l.Acked = through
		statements = append(statements, store.AckOutgoing(l.Organ, l.Peer, through, r.today()))
	}
	if a.detail != "receipt" {
		statements = append(statements, r.alarmStatement(l.Organ, l.Peer, a.detail))
	}
	l.HeardOn = r.today()
	_, err = r.commit(ctx, a, append(statements, store.MoveLink(l)))
	return err
}

// madeHere reports whether the message that a receipt names is the one that this
// side sent under that number.
func (r *Registry) madeHere(ctx context.Context, l store.Link, receipt message.Receipt) (bool, error) {
	if receipt.Through <= l.Acked {
		return true, nil
	}
	if receipt.Through > l.Sent {
		return false, nil
	}
	sent, err := store.OutgoingFrom(ctx, r.rows, l.Organ, l.Peer, receipt.Through, 1)
	if err != nil || len(sent) == 0 || sent[0].Seq != receipt.Through {
		return false, err
	}
	digest := message.Digest(r.exchange.Suite(), sent[0].Envelope)
	return bytes.Equal(digest[:], receipt.Digest), nil
}

// taker works off the messages of one parcel.
type taker struct {
	*Registry
	ctx context.Context
	p   message.Parcel

	mu    sync.Mutex // guards the rest
	taken *TakenParcel
	err   error
}

// takeMessages lets every message take effect that has not yet. Matters go their way
// side by side, so that they share the sync to disk.
func (r *Registry) takeMessages(ctx context.Context, p message.Parcel, taken *TakenParcel) error {
	l, err := store.LinkTo(ctx, r.rows, p.To, p.From)
	if err != nil {
		return err
	}
	fresh := p.Items
	for len(fresh) > 0 && fresh[0].Seq <= l.Received {
		if err := r.sameAsTaken(ctx, p, fresh[0]); err != nil {
			return r.alarmed(ctx, p, err)
		}
		taken.Repeated++
		fresh = fresh[1:]
	}
	if len(fresh) == 0 {
		return nil
	}
	switch {
	case fresh[0].Seq == l.Received+1:
	case fresh[0].Seq == p.Oldest:
		// Both sides lost them. What they said may have to be said again.
		if err := r.alarm(ctx, p.To, p.From, "exchange.lost"); err != nil {
			return err
		}
	default:
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "exchange.gap", Args: map[string]string{"expected": strconv.FormatInt(l.Received+1, 10), "got": strconv.FormatInt(fresh[0].Seq, 10)}}
	}
	t := &taker{Registry: r, ctx: ctx, p: p, taken: taken}
	t.takeAll(fresh)
	if t.err != nil {
		return t.err
	}
	if p.Number > l.ParcelsIn+1 {
		taken.Missed = p.Number - l.ParcelsIn - 1
	}
	_, err = again(func() (struct{}, error) { return struct{}{}, r.advance(ctx, p, fresh[len(fresh)-1].Seq) })
	return err
}

// sameAsTaken refuses another message under a number that was taken: the sender was
// set back to a backup and does not know it, or somebody makes it up.
func (r *Registry) sameAsTaken(ctx context.Context, p message.Parcel, item message.Item) error {
	before, err := store.IncomingDigest(ctx, r.rows, p.To, p.From, item.Seq)
	if err != nil {
		return err
	}
	if digest := message.Digest(r.exchange.Suite(), item.Envelope); !bytes.Equal(before, digest[:]) {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "exchange.fork"}
	}
	return nil
}

// advance notes how far the sequence was taken. Until then the messages after the
// last note may come again; each knows by itself that it was taken.
func (r *Registry) advance(ctx context.Context, p message.Parcel, through int64) error {
	l, err := store.LinkTo(ctx, r.rows, p.To, p.From)
	if err != nil {
		return err
	}
	a, err := r.authorize(ctx, policy.Request{Actor: carrier(p.To), Act: policy.Exchange, Organ: p.To}, fengcun.ID{})
	if err != nil {
		return err
	}
	statements := []store.Statement{store.OpenLink(p.To, p.From)}
	l.Version = max(l.Version, 1)
	l.Received, l.ParcelsIn, l.HeardOn = max(l.Received, through), max(l.ParcelsIn, p.Number), r.today()
	a.detail = "taken"
	_, err = r.commit(ctx, a, append(statements, store.MoveLink(l)))
	return err
}

// hands is how many matters are worked on at once.
const hands = 64

func (t *taker) takeAll(items []message.Item) {
	type opened struct {
		item message.Item
		body exchanged
		err  error
	}
	byMatter := map[fengcun.MatterID][]opened{}
	var order []fengcun.MatterID
	for _, item := range items {
		o := opened{item: item}
		o.body, o.err = t.openMessage(t.p, item)
		if byMatter[o.body.Matter] == nil {
			order = append(order, o.body.Matter)
		}
		byMatter[o.body.Matter] = append(byMatter[o.body.Matter], o)
	}
	var wg sync.WaitGroup
	turn := make(chan struct{}, hands)
	for _, matter := range order {
		turn <- struct{}{}
		wg.Go(func() {
			defer func() { <-turn }()
			for _, o := range byMatter[matter] {
				if !t.take(o.item, o.body, o.err) {
					return
				}
			}
		})
	}
	wg.Wait()
}

// openMessage decrypts one message. What does not open belongs to no matter.
func (r *Registry) openMessage(p message.Parcel, item message.Item) (exchanged, error) {
	var body exchanged
	raw, err := r.exchange.Open(message.Address{From: p.From, To: p.To, ID: item.ID}, item.Envelope)
	if err != nil {
		return body, err
	}
	defer clear(raw)
	if json.Unmarshal(raw, &body) != nil {
		return exchanged{}, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "exchange.body"}
	}
	if body.Version != 1 {
		return body, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "exchange.version"}
	}
	return body, nil
}

// take lets one message take effect, or parks it. It returns false when the parcel
// cannot go on: the machine is at fault, and the message comes again.
func (t *taker) take(item message.Item, body exchanged, unopened error) bool {
	before, err := store.Taken(t.ctx, t.rows, t.p.To, t.p.From, item.ID)
	if err != nil {
		return t.stop(err)
	}
	if before {
		// Under this number, when a parcel broke off before its end was noted, or under
		// another one, when the sender was set back and numbered it anew.
		known, err := store.IncomingDigest(t.ctx, t.rows, t.p.To, t.p.From, item.Seq)
		if err == nil && known == nil {
			err = t.noted(item)
		}
		if err != nil {
			return t.stop(err)
		}
		t.count(func(p *TakenParcel) { p.Repeated++ })
		return true
	}
	cause := unopened
	if cause == nil {
		if behind, err := store.ParkedMatter(t.ctx, t.rows, t.p.To, t.p.From, body.Matter); err != nil {
			return t.stop(err)
		} else if behind && !body.Matter.IsZero() {
			cause = &fengcun.Error{Kind: fengcun.KindConflict, Code: "exchange.behind_parked"}
		}
	}
	if cause == nil {
		_, cause = again(func() (struct{}, error) {
			return struct{}{}, t.apply(t.ctx, t.p.From, t.p.To, body, t.taking(item))
		})
	}
	switch fengcun.KindOf(cause) {
	case "":
		t.count(func(p *TakenParcel) { p.Applied++ })
		return true
	case fengcun.KindUnavailable, fengcun.KindInternal:
		return t.stop(cause)
	}
	if fengcun.CodeOf(cause) == "store.conflict" {
		return t.stop(cause)
	}
	if err := t.park(item, body, fengcun.CodeOf(cause)); err != nil {
		return t.stop(err)
	}
	t.count(func(p *TakenParcel) { p.Parked++ })
	return true
}

func (t *taker) taking(item message.Item) store.Statement {
	return store.InsertIncoming(t.p.To, t.p.From, item.Seq, item.ID, message.Digest(t.exchange.Suite(), item.Envelope))
}

// noted records that a message came under a further number.
func (t *taker) noted(item message.Item) error {
	a, err := t.authorize(t.ctx, policy.Request{Actor: carrier(t.p.To), Act: policy.Exchange, Organ: t.p.To}, fengcun.ID{})
	if err != nil {
		return err
	}
	a.detail = "repeated"
	_, err = t.commit(t.ctx, a, []store.Statement{t.taking(item)})
	return err
}

// park keeps a message that could not take effect, as it came, and raises an alarm.
func (t *taker) park(item message.Item, body exchanged, code string) error {
	a, err := t.authorize(t.ctx, policy.Request{Actor: carrier(t.p.To), Act: policy.Exchange, Organ: t.p.To}, fengcun.ID{})
	if err != nil {
		return err
	}
	derives, err := t.itemOf(t.ctx, t.p.To, body)
	if err != nil {
		return err
	}
	a.detail = "parked"
	_, err = t.commit(t.ctx, a, []store.Statement{
		t.taking(item),
		store.InsertParked(store.Parked{
			Organ: t.p.To, Peer: t.p.From, Seq: item.Seq, Message: item.ID, Matter: body.Matter, Item: derives,
			Code: code, ParkedOn: t.today(), Envelope: item.Envelope,
		}),
		t.alarmStatement(t.p.To, t.p.From, "exchange.parked"),
	})
	return err
}

// itemOf is the item of the copy that a message with particulars derives from, or
// names nothing. An answer holds none and has to outlive the copy: it may have come
// back before its notice did, after a backup, and the seal rests on it.
func (r *Registry) itemOf(ctx context.Context, organ fengcun.OrganID, body exchanged) (fengcun.ItemID, error) {
	if body.Served == nil {
		return fengcun.NewID(), nil
	}
	c, err := r.copyInHand(ctx, body.Served.Record, organ)
	if fengcun.KindOf(err) == fengcun.KindNotFound {
		return fengcun.NewID(), nil
	}
	return c.Item, err
}

func (t *taker) stop(err error) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.err == nil {
		t.err = err
	}
	return false
}

func (t *taker) count(what func(*TakenParcel)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	what(t.taken)
}
