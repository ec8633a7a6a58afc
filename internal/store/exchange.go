package store

import (
	"context"
	"database/sql"
	"slices"

	"fengcun"
)

// PeerKey is a public exchange key of an organ on another installation.
type PeerKey struct {
	Organ      fengcun.OrganID
	ID         fengcun.ID
	Card       []byte // as encoded by package message
	ValidFrom  fengcun.Date
	ValidTo    fengcun.Date // zero while it is in force
	AddedBy    fengcun.StaffID
	ApprovedBy fengcun.StaffID
}

// InsertPeerKey puts a key of an organ elsewhere in force.
func InsertPeerKey(k PeerKey) Statement {
	return Statement{
		SQL: `INSERT INTO exchange_key (organ_id, key_id, card, valid_from, valid_to, added_by, approved_by)
VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		Args: []any{string(k.Organ), k.ID, k.Card, k.ValidFrom.String(), k.ValidTo.String(), string(k.AddedBy), string(k.ApprovedBy)},
		Rows: 1,
	}
}

// EndPeerKey ends the time in which a key is believed.
func EndPeerKey(organ fengcun.OrganID, id fengcun.ID, on fengcun.Date) Statement {
	return Statement{
		SQL:  `UPDATE exchange_key SET valid_to = $1 WHERE organ_id = $2 AND key_id = $3 AND (valid_to = '' OR valid_to > $1)`,
		Args: []any{on.String(), string(organ), id},
		Rows: 1,
	}
}

// PeerKeys returns every key of an organ elsewhere, the newest last.
func PeerKeys(ctx context.Context, q Queryer, organ fengcun.OrganID) ([]PeerKey, error) {
	return collect(ctx, q, func(rows *sql.Rows) (k PeerKey, err error) {
		err = rows.Scan(&k.Organ, &k.ID, &k.Card, date{&k.ValidFrom}, date{&k.ValidTo}, &k.AddedBy, &k.ApprovedBy)
		return k, err
	}, `
SELECT organ_id, key_id, card, valid_from, valid_to, added_by, approved_by
FROM exchange_key WHERE organ_id = $1 ORDER BY valid_from, key_id`, string(organ))
}

// Link is what one organ here and one elsewhere have told each other.
type Link struct {
	Organ, Peer           fengcun.OrganID
	Sent, Acked, Received int64 // sequence numbers of messages
	ParcelsOut, ParcelsIn int64
	KeySeq                int64 // the message with a new key of ours, 0 if none is under way
	HeardOn               fengcun.Date
	Version               int64
}

const linkColumns = `organ_id, peer_id, sent, acked, received, parcels_out, parcels_in, key_seq, heard_on, version`

func scanLink(rows *sql.Rows) (l Link, err error) {
	err = rows.Scan(&l.Organ, &l.Peer, &l.Sent, &l.Acked, &l.Received, &l.ParcelsOut, &l.ParcelsIn, &l.KeySeq, date{&l.HeardOn}, &l.Version)
	return l, err
}

// LinkTo returns the link of an organ here with one elsewhere; the zero link of the
// two before anything was told.
func LinkTo(ctx context.Context, q Queryer, organ, peer fengcun.OrganID) (Link, error) {
	links, err := collect(ctx, q, scanLink, `SELECT `+linkColumns+` FROM exchange_link WHERE organ_id = $1 AND peer_id = $2`, string(organ), string(peer))
	if err != nil || len(links) == 0 {
		return Link{Organ: organ, Peer: peer}, err
	}
	return links[0], nil
}

// Links returns every link.
func Links(ctx context.Context, q Queryer) ([]Link, error) {
	return collect(ctx, q, scanLink, `SELECT `+linkColumns+` FROM exchange_link ORDER BY organ_id, peer_id`)
}

// OpenLink makes the link of two organs unless it is there.
func OpenLink(organ, peer fengcun.OrganID) Statement {
	return Statement{
		SQL: `INSERT INTO exchange_link (` + linkColumns + `)
VALUES ($1, $2, 0, 0, 0, 0, 0, 0, '', 1)
ON CONFLICT (organ_id, peer_id) DO NOTHING`,
		Args: []any{string(organ), string(peer)},
		Rows: AnyRows,
	}
}

// MoveLink writes what changed on a link, if it is still as read. The sequence of
// what is sent is moved by Post alone.
func MoveLink(l Link) Statement {
	return Statement{
		SQL: `UPDATE exchange_link
SET acked = $1, received = $2, parcels_out = $3, parcels_in = $4, key_seq = $5, heard_on = $6, version = version + 1
WHERE organ_id = $7 AND peer_id = $8 AND version = $9`,
		Args: []any{l.Acked, l.Received, l.ParcelsOut, l.ParcelsIn, l.KeySeq, l.HeardOn.String(), string(l.Organ), string(l.Peer), l.Version},
		Rows: 1,
	}
}

// Outgoing is one message on its way to an organ elsewhere.
type Outgoing struct {
	Organ, Peer fengcun.OrganID
	Seq         int64
	Message     fengcun.ID
	Item        fengcun.ItemID // what it derives from
	MadeOn      fengcun.Date
	AckedOn     fengcun.Date
	Envelope    []byte
}

// Post puts a message behind those that are on their way to the same organ: its
// number is taken in the commit, without a gap. A condition, if given, is a query
// that has a row if the message is to be sent; its arguments begin at $7.
func Post(m Outgoing, condition string, args ...any) []Statement {
	where := ""
	if condition != "" {
		where = ` AND EXISTS (` + condition + `)`
	}
	own := []any{string(m.Organ), string(m.Peer)}
	return []Statement{OpenLink(m.Organ, m.Peer), {
		SQL: `
INSERT INTO exchange_outbox (organ_id, peer_id, seq, message_id, item_id, made_on, acked_on, envelope)
SELECT organ_id, peer_id, sent + 1, $3, $4, $5, '', $6
FROM exchange_link WHERE organ_id = $1 AND peer_id = $2` + where,
		Args: append(append(own, m.Message, m.Item, m.MadeOn.String(), m.Envelope), args...),
		Rows: rowsIf(condition == ""),
	}, {
		SQL: `
UPDATE exchange_link SET sent = sent + 1
WHERE organ_id = $1 AND peer_id = $2
  AND EXISTS (SELECT 1 FROM exchange_outbox o WHERE o.organ_id = $1 AND o.peer_id = $2 AND o.seq = exchange_link.sent + 1)`,
		Args: own,
		Rows: rowsIf(condition == ""),
	}}
}

// rowsIf is one row where it is certain, and any number where it is decided in the
// commit.
func rowsIf(certain bool) int64 {
	if certain {
		return 1
	}
	return AnyRows
}

// OutgoingFrom returns messages from a number on, at most limit of them.
func OutgoingFrom(ctx context.Context, q Queryer, organ, peer fengcun.OrganID, seq int64, limit int) ([]Outgoing, error) {
	return collect(ctx, q, func(rows *sql.Rows) (m Outgoing, err error) {
		err = rows.Scan(&m.Organ, &m.Peer, &m.Seq, &m.Message, &m.Item, date{&m.MadeOn}, date{&m.AckedOn}, &m.Envelope)
		return m, err
	}, `
SELECT organ_id, peer_id, seq, message_id, item_id, made_on, acked_on, envelope
FROM exchange_outbox WHERE organ_id = $1 AND peer_id = $2 AND seq >= $3 ORDER BY seq LIMIT $4`,
		string(organ), string(peer), seq, int64(limit))
}

// AckOutgoing marks what the other side has taken.
func AckOutgoing(organ, peer fengcun.OrganID, through int64, on fengcun.Date) Statement {
	return Statement{
		SQL: `UPDATE exchange_outbox SET acked_on = $1
WHERE organ_id = $2 AND peer_id = $3 AND seq <= $4 AND acked_on = ''`,
		Args: []any{on.String(), string(organ), string(peer), through},
		Rows: AnyRows,
	}
}

// RenumberOutgoing moves what was not taken behind the numbers that the other side
// has seen used, after this side was set back to a backup.
func RenumberOutgoing(l Link, by int64) []Statement {
	own := []any{by, string(l.Organ), string(l.Peer), l.Acked}
	return []Statement{{
		// Through the negative numbers, because two rows may not meet on the way.
		SQL:  `UPDATE exchange_outbox SET seq = -(seq + $1) WHERE organ_id = $2 AND peer_id = $3 AND seq > $4`,
		Args: own, Rows: AnyRows,
	}, {
		SQL:  `UPDATE exchange_outbox SET seq = -seq WHERE organ_id = $1 AND peer_id = $2 AND seq < 0`,
		Args: own[1:3], Rows: AnyRows,
	}, {
		SQL:  `UPDATE exchange_link SET sent = sent + $1, version = version + 1 WHERE organ_id = $2 AND peer_id = $3 AND version = $4`,
		Args: []any{by, string(l.Organ), string(l.Peer), l.Version}, Rows: 1,
	}}
}

// ForgetOutgoing deletes messages that were taken before a day.
func ForgetOutgoing(before fengcun.Date) Statement {
	return Statement{
		SQL:  `DELETE FROM exchange_outbox WHERE acked_on <> '' AND acked_on < $1`,
		Args: []any{before.String()},
		Rows: AnyRows,
	}
}

// InsertIncoming records that a message was taken, under its number.
func InsertIncoming(organ, peer fengcun.OrganID, seq int64, message fengcun.ID, digest [32]byte) Statement {
	return Statement{
		SQL:  `INSERT INTO exchange_inbox (organ_id, peer_id, seq, message_id, digest) VALUES ($1, $2, $3, $4, $5)`,
		Args: []any{string(organ), string(peer), seq, message, digest[:]},
		Rows: 1,
	}
}

// IncomingDigest returns the digest under which a number was taken, nil if it was
// not.
func IncomingDigest(ctx context.Context, q Queryer, organ, peer fengcun.OrganID, seq int64) ([]byte, error) {
	found, err := collect(ctx, q, func(rows *sql.Rows) (b []byte, err error) { return b, rows.Scan(&b) },
		`SELECT digest FROM exchange_inbox WHERE organ_id = $1 AND peer_id = $2 AND seq = $3`, string(organ), string(peer), seq)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// Taken reports whether a message was taken before, under whichever number. The pair
// is compared here: asked for it too, SQLite would walk all that the pair ever took
// rather than use the index of messages.
func Taken(ctx context.Context, q Queryer, organ, peer fengcun.OrganID, message fengcun.ID) (bool, error) {
	type pair struct{ organ, peer fengcun.OrganID }
	found, err := collect(ctx, q, func(rows *sql.Rows) (p pair, err error) { return p, rows.Scan(&p.organ, &p.peer) },
		`SELECT organ_id, peer_id FROM exchange_inbox WHERE message_id = $1`, message)
	return slices.Contains(found, pair{organ, peer}), err
}

// Parked is a message that waits for a person.
type Parked struct {
	Organ, Peer fengcun.OrganID
	Seq         int64
	Message     fengcun.ID
	Matter      fengcun.MatterID
	Item        fengcun.ItemID // the copy it concerns; names nothing where there is none here
	Code        string         // why
	ParkedOn    fengcun.Date
	Envelope    []byte
}

// InsertParked parks a message.
func InsertParked(p Parked) Statement {
	return Statement{
		SQL: `INSERT INTO exchange_parked (organ_id, peer_id, seq, message_id, matter_id, item_id, code, parked_on, envelope)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		Args: []any{string(p.Organ), string(p.Peer), p.Seq, p.Message, p.Matter, p.Item, p.Code, p.ParkedOn.String(), p.Envelope},
		Rows: 1,
	}
}

// DeleteParked takes a message out of the parking.
func DeleteParked(p Parked) Statement {
	return Statement{
		SQL:  `DELETE FROM exchange_parked WHERE organ_id = $1 AND peer_id = $2 AND seq = $3`,
		Args: []any{string(p.Organ), string(p.Peer), p.Seq},
		Rows: 1,
	}
}

// DropParkedOf drops a parked notice about a copy that is being sealed: it dies with
// it.
func DropParkedOf(item fengcun.ItemID) Statement {
	return Statement{SQL: `DELETE FROM exchange_parked WHERE item_id = $1`, Args: []any{item}, Rows: AnyRows}
}

// ParkedMessages returns what is parked at an organ, in the order of its arrival.
func ParkedMessages(ctx context.Context, q Queryer, organ fengcun.OrganID) ([]Parked, error) {
	return collect(ctx, q, func(rows *sql.Rows) (p Parked, err error) {
		err = rows.Scan(&p.Organ, &p.Peer, &p.Seq, &p.Message, &p.Matter, &p.Item, &p.Code, date{&p.ParkedOn}, &p.Envelope)
		return p, err
	}, `
SELECT organ_id, peer_id, seq, message_id, matter_id, item_id, code, parked_on, envelope
FROM exchange_parked WHERE organ_id = $1 ORDER BY peer_id, seq`, string(organ))
}

// ParkedMatter reports whether a message of a matter from a peer is parked.
func ParkedMatter(ctx context.Context, q Queryer, organ, peer fengcun.OrganID, matter fengcun.MatterID) (bool, error) {
	var n int
	err := q.QueryRowContext(ctx, `SELECT count(*) FROM exchange_parked WHERE organ_id = $1 AND peer_id = $2 AND matter_id = $3`,
		string(organ), string(peer), matter).Scan(&n)
	return n > 0, err
}

// Alarm is something on a link that a person has to look at.
type Alarm struct {
	ID          fengcun.ID
	Organ, Peer fengcun.OrganID
	Code        string
	RaisedAt    int64 // unix seconds
	ClosedBy    fengcun.StaffID
}

// InsertAlarm raises an alarm unless the same one stands open already.
func InsertAlarm(a Alarm) Statement {
	return Statement{
		SQL: `INSERT INTO exchange_alarm (alarm_id, organ_id, peer_id, code, raised_at, closed_by)
SELECT $1, $2, $3, $4, $5, ''
WHERE NOT EXISTS (
      SELECT 1 FROM exchange_alarm WHERE organ_id = $2 AND peer_id = $3 AND code = $4 AND closed_by = '')`,
		Args: []any{a.ID, string(a.Organ), string(a.Peer), a.Code, a.RaisedAt},
		Rows: AnyRows,
	}
}

// CloseAlarm says who has looked at an alarm.
func CloseAlarm(id fengcun.ID, organ fengcun.OrganID, by fengcun.StaffID) Statement {
	return Statement{
		SQL:  `UPDATE exchange_alarm SET closed_by = $1 WHERE alarm_id = $2 AND organ_id = $3 AND closed_by = ''`,
		Args: []any{string(by), id, string(organ)},
		Rows: 1,
	}
}

// Alarms returns an organ's open alarms.
func Alarms(ctx context.Context, q Queryer, organ fengcun.OrganID) ([]Alarm, error) {
	return collect(ctx, q, func(rows *sql.Rows) (a Alarm, err error) {
		err = rows.Scan(&a.ID, &a.Organ, &a.Peer, &a.Code, &a.RaisedAt, &a.ClosedBy)
		return a, err
	}, `
SELECT alarm_id, organ_id, peer_id, code, raised_at, closed_by
FROM exchange_alarm WHERE organ_id = $1 AND closed_by = '' ORDER BY raised_at, alarm_id`, string(organ))
}

// MirrorNotice returns the statements that make a notice of an organ elsewhere known
// here: its matter, record and number, identifiers and states only. The record is
// due to be sealed here, whatever it was before.
func MirrorNotice(matter fengcun.MatterID, r Record, n Notice) []Statement {
	return []Statement{{
		SQL:  `INSERT INTO matter (matter_id, organ_id, version) VALUES ($1, $2, 1) ON CONFLICT (matter_id) DO NOTHING`,
		Args: []any{matter, string(r.Organ)}, Rows: AnyRows,
	}, {
		SQL: `INSERT INTO record (record_id, matter_id, organ_id, state, version) VALUES ($1, $2, $3, $4, 1)
ON CONFLICT (record_id) DO UPDATE SET state = $4, version = record.version + 1`,
		Args: []any{r.ID, matter, string(r.Organ), string(r.State)}, Rows: 1,
	}, {
		SQL: `INSERT INTO notice (notice_id, record_id, organ_id, year, serial, state, basis, drafted_by, issued_by, overtaken, version)
VALUES ($1, $2, $3, $4, $5, 'issued', $6, '', '', 0, 1) ON CONFLICT (notice_id) DO NOTHING`,
		Args: []any{n.ID, n.Record, string(n.Organ), int64(n.Year), int64(n.Serial), n.Basis}, Rows: AnyRows,
	}}
}

// AnnounceKey notes that the last message posted on a link announces a new key.
func AnnounceKey(l Link) Statement {
	return Statement{
		SQL:  `UPDATE exchange_link SET key_seq = sent, version = version + 1 WHERE organ_id = $1 AND peer_id = $2`,
		Args: []any{string(l.Organ), string(l.Peer)},
		Rows: 1,
	}
}
