package registry_test

import (
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/message"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
)

// effects are the tables in which a message, a receipt or a confirmation takes effect.
var effects = []string{"matter", "record", "copy", "holding", "holding_copy", "notice", "delivery", "delivery_count", "deadline", "vault_part", "vault_wrap", "vault_sealed", "exchange_key", "marked_file", "redaction"}

// wrong is one thing that an organ elsewhere, or somebody in its name, gets wrong.
type wrong struct {
	name  string
	code  string // of the refusal, or with which a message is parked
	alarm string // raised at the receiver; empty for an honest mistake
	try   func(t *testing.T, p *district.Pair, c district.Case) (at *district.District, err error)
}

// TestBadInputBetweenOrgans: everything of the exchange that can be wrong is refused
// with its reason or parked, leaves no part of its effect behind, is an entry in the
// log, and raises an alarm where it smells of an attack. What is wrong with a
// certificate or a body on the wire stands in package exchange.
func TestBadInputBetweenOrgans(t *testing.T) {
	t.Parallel()
	pack := func(t *testing.T, p *district.Pair) []byte {
		t.Helper()
		packed, err := p.A.Registry.PackParcel(ctx, sample.Court, sample.Police, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		return packed.Bytes
	}
	take := func(d *district.District, raw []byte) (*district.District, error) {
		_, err := d.Registry.TakeParcel(ctx, raw)
		return d, err
	}
	for _, w := range []wrong{
		{"an unknown organ", "exchange.unknown_key", "exchange.unknown_key", func(t *testing.T, _ *district.Pair, _ district.Case) (*district.District, error) {
			p := district.OpenApart(t, fengcun.ConnectedByParcel)
			trust(t, p.B, p.A, sample.Police, sample.Court) // and not the other way round
			return take(p.B, pack(t, p))
		}},
		{"a peer whose key was ended", "exchange.key_expired", "exchange.key_expired", func(t *testing.T, p *district.Pair, _ district.Case) (*district.District, error) {
			_, key, err := p.A.Registry.ExchangeCard(ctx, sample.Court)
			if err == nil {
				err = p.B.Registry.DistrustPeer(ctx, sample.Member(sample.Police, fengcun.RoleSecurityAdmin), sample.SecondSecurity(sample.Police).Staff, sample.Court, key)
			}
			if err != nil {
				t.Fatal(err)
			}
			return take(p.B, pack(t, p))
		}},
		{"an envelope for another organ's installation", "exchange.not_ours", "", func(t *testing.T, p *district.Pair, _ district.Case) (*district.District, error) {
			return take(p.A, pack(t, p))
		}},
		{"a truncated body", "exchange.truncated", "", func(t *testing.T, p *district.Pair, _ district.Case) (*district.District, error) {
			return take(p.B, pack(t, p)[:300])
		}},
		{"a body cut off at its end", "exchange.damaged", "exchange.damaged", func(t *testing.T, p *district.Pair, _ district.Case) (*district.District, error) {
			raw := pack(t, p)
			return take(p.B, raw[:len(raw)-1])
		}},
		{"a changed bit", "exchange.damaged", "exchange.damaged", func(t *testing.T, p *district.Pair, _ district.Case) (*district.District, error) {
			raw := pack(t, p)
			raw[len(raw)/2] ^= 1
			return take(p.B, raw)
		}},
		{"more than a parcel may be", "exchange.size", "", func(t *testing.T, p *district.Pair, _ district.Case) (*district.District, error) {
			return take(p.B, slices.Concat(pack(t, p), make([]byte, message.MaxParcel)))
		}},
		{"a parcel from last year", "exchange.stale", "exchange.stale", func(t *testing.T, p *district.Pair, _ district.Case) (*district.District, error) {
			raw := pack(t, p)
			p.A.Days(365)
			return take(p.B, raw)
		}},
		{"a parcel from next week", "exchange.future", "exchange.future", func(t *testing.T, p *district.Pair, _ district.Case) (*district.District, error) {
			p.A.Days(7)
			raw := pack(t, p)
			p.A.Days(-7)
			return take(p.B, raw)
		}},
		{"a receipt dated before service", "receive.before_service", "exchange.parked", func(t *testing.T, p *district.Pair, c district.Case) (*district.District, error) {
			p.Exchange()
			return says(t, p, map[string]any{"kind": "receipt", "notice": c.Notice, "at": p.A.Clock.Now().Unix(), "on": fengcun.DateOf(p.A.Clock.Now()).AddDays(-30)})
		}},
		{"a receipt in the future", "receive.before_service", "exchange.parked", func(t *testing.T, p *district.Pair, c district.Case) (*district.District, error) {
			p.Exchange()
			later := p.A.Clock.Now().Add(72 * time.Hour)
			return says(t, p, map[string]any{"kind": "receipt", "notice": c.Notice, "at": later.Unix(), "on": fengcun.DateOf(later)})
		}},
		{"a confirmation before the receipt of what was never sent there", "not_found", "exchange.parked", func(t *testing.T, p *district.Pair, c district.Case) (*district.District, error) {
			return says(t, p, map[string]any{"kind": "confirmation", "notice": fengcun.NewID(), "on": fengcun.DateOf(p.A.Clock.Now())})
		}},
		{"a negative number of holdings", "exchange.body", "exchange.parked", func(t *testing.T, p *district.Pair, c district.Case) (*district.District, error) {
			p.Exchange()
			now := p.A.Clock.Now()
			return says(t, p, map[string]any{"kind": "receipt", "notice": c.Notice, "at": now.Unix(), "on": fengcun.DateOf(now), "counts": []map[string]any{{"kind": "paper_volume", "state": "confirmed", "number": -1}}})
		}},
		{"an organ that claims what is another's", "exchange.identifier", "exchange.parked", func(t *testing.T, p *district.Pair, c district.Case) (*district.District, error) {
			return says(t, p, map[string]any{"kind": "notice", "notice": fengcun.NewID(), "served": map[string]any{
				"record": c.Record, "issuer": sample.Police, "law": "11", "basis": "11", "dispatched": fengcun.DateOf(p.A.Clock.Now()),
			}})
		}},
		{"a label for a kind of file that there is not", "exchange.body", "exchange.parked", func(t *testing.T, p *district.Pair, c district.Case) (*district.District, error) {
			return says(t, p, map[string]any{"kind": "file", "file": map[string]any{"kind": "secret", "redactions": []map[string]any{{"first": 1, "last": 1, "clue": "name"}}}})
		}},
		{"a kind of message that there is not", "exchange.kind", "exchange.parked", func(t *testing.T, p *district.Pair, c district.Case) (*district.District, error) {
			return says(t, p, map[string]any{"kind": "unseal", "notice": c.Notice})
		}},
	} {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			p := district.OpenPair(t, fengcun.ConnectedByParcel)
			c := due(p.A, wang, number, years(3))
			at, err := w.try(t, p, c)
			code := fengcun.CodeOf(err)
			if parked, perr := store.ParkedMessages(ctx, at.Store.Reader(), sample.Court); perr != nil {
				t.Fatal(perr)
			} else if len(parked) > 0 {
				code = parked[0].Code
			}
			if code != w.code {
				t.Errorf("%v, parked or refused with %q, want %s", err, code, w.code)
			}
			var raised []string
			for _, o := range sample.Organs() {
				alarms, err := store.Alarms(ctx, at.Store.Reader(), o.ID)
				if err != nil {
					t.Fatal(err)
				}
				for _, a := range alarms {
					raised = append(raised, a.Code)
				}
			}
			if got := strings.Join(raised, " "); got != w.alarm {
				t.Errorf("alarms %q, want %q", got, w.alarm)
			}
			if at == p.B {
				if copies, err := store.CopiesOfRecord(ctx, p.B.Store.Reader(), c.Record); err != nil || len(copies) != 0 {
					t.Errorf("%d copies came into being, %v", len(copies), err)
				}
			}
			if err := at.VerifyAudit(ctx, nil); err != nil {
				t.Error(err)
			}
		})
	}
}

// trust has two organs make their keys, and the second know the first's.
func trust(t *testing.T, from, to *district.District, organ, at fengcun.OrganID) {
	t.Helper()
	for _, o := range []struct {
		d     *district.District
		organ fengcun.OrganID
	}{{from, organ}, {to, at}} {
		if _, err := o.d.Registry.NewExchangeKey(ctx, sample.Member(o.organ, fengcun.RoleSecurityAdmin), sample.SecondSecurity(o.organ).Staff, ""); err != nil {
			t.Fatal(err)
		}
	}
	card, key, err := from.Registry.ExchangeCard(ctx, organ)
	if err == nil {
		_, err = to.Registry.TrustPeer(ctx, sample.Member(at, fengcun.RoleSecurityAdmin), sample.SecondSecurity(at).Staff, card, key)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// says has the police say something by a message of their own, signed and encrypted as
// it should be, and the court take it. Nothing but the parked message and its alarm
// may be left behind.
func says(t *testing.T, p *district.Pair, body map[string]any) (*district.District, error) {
	t.Helper()
	body["version"], body["matter"] = 1, fengcun.NewID()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.B.Registry.Say(ctx, sample.Police, sample.Court, raw); err != nil {
		t.Fatal(err)
	}
	before := snapshot(t, p.A, effects...)
	leaves := entriesOf(t, p.A)
	_, err = p.TryCarry(sample.Police, sample.Court)
	if after := snapshot(t, p.A, effects...); after != before {
		t.Error("half of it took effect")
	}
	if entriesOf(t, p.A) == leaves {
		t.Error("no entry in the log")
	}
	return p.A, err
}

func entriesOf(t *testing.T, d *district.District) int64 {
	t.Helper()
	head, err := d.Store.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return head.Size
}

// TestBadInputAtAnOrgan: the same for what staff enter by hand.
func TestBadInputAtAnOrgan(t *testing.T) {
	t.Parallel()
	police, custodian := sample.Member(sample.Police, fengcun.RoleHandler), sample.Member(sample.Police, fengcun.RoleCustodian)
	for _, w := range []struct {
		name, code string
		try        func(d *district.District, c district.Case, courts []store.Holding) error
	}{
		{"a receipt before service", "receive.before_service", func(d *district.District, c district.Case, _ []store.Holding) error {
			_, err := d.Registry.Receive(ctx, police, registry.Receipt{Notice: c.Notice, At: d.Clock.Now().AddDate(0, -1, 0)})
			return err
		}},
		{"a receipt in the future", "receive.future", func(d *district.District, c district.Case, _ []store.Holding) error {
			_, err := d.Registry.Receive(ctx, police, registry.Receipt{Notice: c.Notice, At: d.Clock.Now().Add(time.Hour)})
			return err
		}},
		{"a confirmation by somebody outside the holding's organ", "not_found", func(d *district.District, c district.Case, courts []store.Holding) error {
			_, err := d.Registry.Confirm(ctx, custodian, registry.Confirmation{Copy: c.Copy, Holdings: []registry.ConfirmedHolding{{Holding: courts[0].ID, Marked: true, AccessCut: true}}})
			return err
		}},
		{"one holding claimed by two organs", "not_found", func(d *district.District, c district.Case, courts []store.Holding) error {
			own := d.Receive(c, sample.Police)
			_, err := d.Registry.Confirm(ctx, custodian, registry.Confirmation{Copy: own, Holdings: []registry.ConfirmedHolding{{Holding: courts[0].ID, Marked: true, AccessCut: true}}})
			return err
		}},
		{"a probe by somebody outside", "not_found", func(d *district.District, c district.Case, courts []store.Holding) error {
			return d.Registry.SealAgain(ctx, custodian, registry.ConfirmedHolding{Holding: courts[0].ID, Marked: true, AccessCut: true})
		}},
		{"a reply for an organ that answers for itself", "reply.not_paper", func(d *district.District, c district.Case, _ []store.Holding) error {
			_, err := d.Registry.EnterReply(ctx, handler, registry.Reply{Notice: c.Notice, Recipient: sample.Police, State: fengcun.DeliveryReceived, At: d.Clock.Now(), By: "x", Scan: strings.NewReader("x")})
			return err
		}},
	} {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			d := district.Open(t)
			c := due(d, wang, number, years(3))
			courts, err := store.HoldingsOfCopy(ctx, d.Store.Reader(), c.Copy)
			if err != nil {
				t.Fatal(err)
			}
			if err := w.try(d, c, courts); fengcun.CodeOf(err) != w.code {
				t.Errorf("%v, want %s", err, w.code)
			}
			after, err := store.HoldingsOfCopy(ctx, d.Store.Reader(), c.Copy)
			if err != nil || !slices.Equal(after, courts) {
				t.Errorf("the court's holdings changed: %v, %v", after, err)
			}
			if d.State(c.Record) != fengcun.RecordSealDue {
				t.Errorf("the record is %s", d.State(c.Record))
			}
		})
	}
}

// TestScanOfAGigabyte: a scan beyond measure is refused before it fills the disc, and
// the answer that it came with is not entered.
func TestScanOfAGigabyte(t *testing.T) {
	t.Parallel()
	d := district.CourtAlone(t, fengcun.OnPaper)
	c := due(d, wang, number, years(3))
	before := snapshot(t, d, effects...)
	_, err := d.Registry.EnterReply(ctx, handler, registry.Reply{
		Notice: c.Notice, Recipient: sample.Police, State: fengcun.DeliveryReceived, At: d.Clock.Now(), By: "收发室", Scan: io.LimitReader(zeros{}, 1<<30),
	})
	if fengcun.CodeOf(err) != "reply.scan_size" || snapshot(t, d, effects...) != before {
		t.Errorf("%v", err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }
