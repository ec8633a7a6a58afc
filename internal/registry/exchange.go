package registry

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/message"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/law"
)

// messageKind is what a message between installations says. docs/exchange.md
// specifies each.
type messageKind string

// The kinds of message. Only the notice carries particulars.
const (
	messageNotice       messageKind = "notice"       // to a recipient: Articles 11, 12
	messageReceipt      messageKind = "receipt"      // back: received, starts the recipient's clock
	messageCoordination messageKind = "coordination" // back: forwarded within its system, with numbers
	messageConfirmation messageKind = "confirmation" // back: every holding of it sealed
	messageReturn       messageKind = "return"       // back: wrong organ or level
	messageWithdrawal   messageKind = "withdrawal"   // to a recipient: the judgment was not effective
	messageProbe        messageKind = "probe"        // to a recipient: please probe
	messageProbed       messageKind = "probed"       // back: how many holdings passed
	messageFile         messageKind = "file"         // to whoever gets a copy of a file that bears a label
	messageKey          messageKind = "key"          // a new exchange key, certified by the parcel's
)

// exchanged is version 1 of the body of a message.
type exchanged struct {
	Version int              `json:"version"`
	Kind    messageKind      `json:"kind"`
	Matter  fengcun.MatterID `json:"matter,omitzero"` // messages about one matter keep their order
	Notice  fengcun.NoticeID `json:"notice,omitzero"`
	Served  *servedBody      `json:"served,omitempty"`
	At      int64            `json:"at,omitempty"` // unix seconds
	On      fengcun.Date     `json:"on,omitzero"`  // civil date of At
	Counts  []exchangedCount `json:"counts,omitempty"`
	Reason  string           `json:"reason,omitempty"`
	Card    []byte           `json:"card,omitempty"`
	File    *fileBody        `json:"file,omitempty"`
	Passed  int              `json:"passed,omitempty"`
	Failed  int              `json:"failed,omitempty"`
}

// servedBody is what a notice tells its recipient.
type servedBody struct {
	Record     fengcun.RecordID `json:"record"`
	Issuer     fengcun.OrganID  `json:"issuer"`
	Year       int              `json:"year"`
	Serial     int              `json:"serial"`
	Format     document.Format  `json:"format,omitempty"` // how the issuer writes its numbers, unless as the program does
	Law        string           `json:"law"`              // article on which the notice rests
	Basis      string           `json:"basis"`            // article on which the recipient's duty rests
	Dispatched fengcun.Date     `json:"dispatched"`
	Person     json.RawMessage  `json:"person"` // version 1 of the part, as in the vault
	Facts      law.Facts        `json:"facts"`
}

// exchangedCount is the number of holdings of a kind in a state, never which.
type exchangedCount struct {
	Kind   fengcun.HoldingKind  `json:"kind"`
	State  fengcun.HoldingState `json:"state"`
	Number int                  `json:"number"`
}

// Bounds of what is believed of other installations.
const (
	clockSkew     = 24 * time.Hour      // how far another clock may be ahead
	parcelLife    = 90 * 24 * time.Hour // how old a parcel with anything new may be
	keepOutgoing  = 60                  // days for which a message that was taken can be sent again, after a backup was restored there
	keyGraceDays  = 30                  // for which a replaced key is believed
	parcelItems   = 1000                // messages in one parcel at most
	parcelPayload = message.MaxParcel / 2
)

// countHoldings is what another organ is told of holdings.
func countHoldings(holdings []store.Holding) []exchangedCount {
	number := map[exchangedCount]int{}
	for _, h := range holdings {
		number[exchangedCount{Kind: h.Kind, State: h.State}]++
	}
	return sortedCounts(number)
}

// sortedCounts puts numbers by kind and state in their order.
func sortedCounts(number map[exchangedCount]int) []exchangedCount {
	counts := make([]exchangedCount, 0, len(number))
	for c, n := range number {
		c.Number = n
		counts = append(counts, c)
	}
	slices.SortFunc(counts, func(a, b exchangedCount) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.State, b.State))
	})
	return counts
}

// carrier is an organ elsewhere as an actor: what it did there takes effect here in
// its name.
func carrier(organ fengcun.OrganID) fengcun.Actor {
	return fengcun.Actor{Staff: "exchange", Organ: organ, Role: fengcun.RoleExchange}
}

// post puts a message on its way to an organ elsewhere, in the Change of the act it
// tells of. It is encrypted to that organ at once: nobody here can open it again.
// item is what the message derives from. With a condition (see store.Post) whether
// it is sent is decided in the commit.
func (r *Registry) post(ctx context.Context, from, to fengcun.OrganID, item fengcun.ItemID, body exchanged, condition string, args ...any) ([]store.Statement, error) {
	card, err := r.peerCard(ctx, to)
	if err != nil {
		return nil, err
	}
	body.Version = 1
	raw, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	m := store.Outgoing{Organ: from, Peer: to, Message: fengcun.NewID(), Item: item, MadeOn: r.today()}
	m.Envelope, err = message.Seal(r.exchange.Suite(), card, message.Address{From: from, To: to, ID: m.Message}, raw)
	if err != nil {
		return nil, err
	}
	return store.Post(m, condition, args...), nil
}

// peerCard is the key that messages to an organ elsewhere are encrypted to: its
// newest in force.
func (r *Registry) peerCard(ctx context.Context, organ fengcun.OrganID) (message.Card, error) {
	keys, err := store.PeerKeys(ctx, r.rows, organ)
	if err != nil {
		return message.Card{}, err
	}
	today := r.today()
	for i := len(keys) - 1; i >= 0; i-- {
		if k := keys[i]; k.ValidTo.IsZero() || k.ValidTo.After(today) {
			return message.ReadCard(r.exchange.Suite(), k.Card)
		}
	}
	return message.Card{}, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "notice.not_connected", Field: "recipients", Args: map[string]string{"organ": string(organ)}}
}

// postNotice tells an organ elsewhere of a notice that it is to carry out.
func (r *Registry) postNotice(ctx context.Context, s service, person particulars, facts *law.Facts) ([]store.Statement, error) {
	payload, err := person.payload()
	if err != nil {
		return nil, err
	}
	rec, err := store.RecordByID(ctx, r.rows, s.notice.Record)
	if err != nil {
		return nil, err
	}
	format, err := r.format(ctx, s.notice.Issuer, document.SeriesNotice, s.notice.Year)
	if err != nil {
		return nil, err
	}
	if format == document.DefaultFormat(document.SeriesNotice) {
		format = ""
	}
	return r.post(ctx, s.by, s.to.ID, s.item, exchanged{
		Kind: messageNotice, Matter: rec.Matter, Notice: s.notice.ID,
		Served: &servedBody{
			Record: rec.ID, Issuer: s.notice.Organ, Year: s.notice.Year, Serial: s.notice.Serial, Format: format, Law: s.notice.Basis, Basis: s.basis,
			Dispatched: s.on, Person: payload.Canonical, Facts: *facts,
		},
	}, "")
}

// tellSender tells the organ that served a notice, if it works elsewhere, what
// became of it here.
func (r *Registry) tellSender(ctx context.Context, d store.Delivery, matter fengcun.MatterID, item fengcun.ItemID, body exchanged, condition string, args ...any) ([]store.Statement, error) {
	sender, err := store.Organ(ctx, r.rows, d.Sender)
	if err != nil {
		return nil, err
	}
	if sender.Here() {
		return nil, nil
	}
	body.Matter, body.Notice = matter, d.Notice
	return r.post(ctx, fengcun.OrganID(d.Recipient), d.Sender, item, body, condition, args...)
}

// Packed is a parcel ready to be carried.
type Packed struct {
	Bytes       []byte
	Number      int64 // 0 for one that carries no message
	First, Last int64 // sequence numbers, 0 if it carries no message
}

// PackParcel packs what waits for an organ elsewhere: every message that it has not
// confirmed to have taken, from the given number on if one is given, and the receipt
// for what was taken from it. A parcel that is lost is made good by the next one.
func (r *Registry) PackParcel(ctx context.Context, from, to fengcun.OrganID, seq int64, limit int) (Packed, error) {
	return again(func() (Packed, error) { return r.packParcel(ctx, from, to, seq, limit) })
}

func (r *Registry) packParcel(ctx context.Context, from, to fengcun.OrganID, seq int64, limit int) (Packed, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: carrier(from), Act: policy.Exchange, Organ: from}, fengcun.ID{})
	if err != nil {
		return Packed{}, err
	}
	card, err := r.peerCard(ctx, to)
	if err != nil {
		return Packed{}, err
	}
	l, err := store.LinkTo(ctx, r.rows, from, to)
	if err != nil {
		return Packed{}, err
	}
	if seq <= 0 {
		seq = l.Acked + 1
	}
	if limit <= 0 || limit > parcelItems {
		limit = parcelItems
	}
	waiting, err := store.OutgoingFrom(ctx, r.rows, from, to, seq, limit)
	if err != nil {
		return Packed{}, err
	}
	p := message.Parcel{From: from, To: to, Created: r.clock().Unix(), Receipt: message.Receipt{Through: l.Received}}
	if p.Receipt.Digest, err = store.IncomingDigest(ctx, r.rows, from, to, l.Received); err != nil {
		return Packed{}, err
	}
	if p.Key, err = r.signingKey(ctx, l); err != nil {
		return Packed{}, err
	}
	if len(waiting) > 0 && waiting[0].Seq > seq {
		p.Oldest = waiting[0].Seq // those between are gone with a disk, here and there
	}
	size := 0
	for i, m := range waiting {
		if size += len(m.Envelope); i > 0 && (size > parcelPayload || m.Seq != waiting[i-1].Seq+1) {
			break
		}
		p.Items = append(p.Items, message.Item{Seq: m.Seq, ID: m.Message, Envelope: m.Envelope})
	}
	out := Packed{}
	if n := len(p.Items); n > 0 {
		l.ParcelsOut++
		p.Number = l.ParcelsOut
		out.Number, out.First, out.Last = p.Number, p.Items[0].Seq, p.Items[n-1].Seq
	}
	if out.Bytes, err = r.exchange.Pack(p, card); err != nil || out.Number == 0 {
		return out, err // a receipt alone changes nothing here
	}
	a.detail = "packed"
	_, err = r.commit(ctx, a, []store.Statement{store.MoveLink(l), store.ForgetOutgoing(r.today().AddDays(-keepOutgoing))})
	return out, err
}

// signingKey is the key that parcels on a link are signed with: the organ's newest,
// unless the other side has not yet taken the message that announces it.
func (r *Registry) signingKey(ctx context.Context, l store.Link) (message.KeyID, error) {
	own, err := store.PeerKeys(ctx, r.rows, l.Organ)
	if err != nil {
		return message.KeyID{}, err
	}
	n := len(own) - 1
	if l.KeySeq > l.Acked {
		n--
	}
	if n < 0 {
		return message.KeyID{}, &fengcun.Error{Kind: fengcun.KindConflict, Code: "exchange.no_key", Field: "organ"}
	}
	return own[n].ID, nil
}
