package main

import (
	"cmp"
	"fmt"
	"time"

	"fengcun"
	"fengcun/internal/node"
	"fengcun/internal/registry"
)

func number[N int | int64](n N) string { return fmt.Sprint(n) }

// exchangeStatusCmd shows the organ's exchange.
type exchangeStatusCmd struct{ actorFlags }

// Run shows.
func (c *exchangeStatusCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		view, err := n.Registry.Exchange(p.ctx, actor)
		if err != nil {
			return err
		}
		return p.show(exchangeStatusOf(view))
	})
}

type exchangeStatus struct {
	Key    fengcun.ID      `json:"key"`
	Peers  []exchangePeer  `json:"peers"`
	Parked []parkedMessage `json:"parked"`
	Alarms []exchangeAlarm `json:"alarms"`
}

type exchangePeer struct {
	Organ      fengcun.OrganID    `json:"organ"`
	Connection fengcun.Connection `json:"connection"`
	Key        fengcun.ID         `json:"key"`
	Since      fengcun.Date       `json:"since"`
	Address    string             `json:"address"`
	Sent       int64              `json:"sent"`
	Taken      int64              `json:"taken"`
	Received   int64              `json:"received"`
	ParcelsOut int64              `json:"parcelsOut"`
	ParcelsIn  int64              `json:"parcelsIn"`
	HeardOn    fengcun.Date       `json:"heardOn"`
}

type parkedMessage struct {
	Peer   fengcun.OrganID `json:"peer"`
	Number int64           `json:"number"`
	Code   string          `json:"code"`
	On     fengcun.Date    `json:"on"`
}

type exchangeAlarm struct {
	Alarm fengcun.ID      `json:"alarm"`
	Peer  fengcun.OrganID `json:"peer"`
	Code  string          `json:"code"`
	At    time.Time       `json:"at"`
}

func exchangeStatusOf(view registry.ExchangeView) exchangeStatus {
	s := exchangeStatus{Key: view.Key, Peers: []exchangePeer{}, Parked: []parkedMessage{}, Alarms: []exchangeAlarm{}}
	for _, p := range view.Peers {
		s.Peers = append(s.Peers, exchangePeer{
			p.Organ, p.Connection, p.Key, p.KeySince, p.Address, p.Sent, p.Taken, p.Received, p.ParcelsOut, p.ParcelsIn, p.HeardOn,
		})
	}
	for _, m := range view.Parked {
		s.Parked = append(s.Parked, parkedMessage{m.Peer, m.Seq, m.Code, m.ParkedOn})
	}
	for _, a := range view.Alarms {
		s.Alarms = append(s.Alarms, exchangeAlarm{a.ID, a.Peer, a.Code, time.Unix(a.RaisedAt, 0).UTC()})
	}
	return s
}

func (s exchangeStatus) text(v voice) []string {
	lines := []string{v.field("word.key", shortID(s.Key))}
	rows := [][]string{{
		v.say("word.organ", nil), v.say("word.connection", nil), v.say("word.key", nil), v.say("word.sent", nil),
		v.say("word.taken", nil), v.say("word.received", nil), v.say("word.heard", nil),
	}}
	for _, p := range s.Peers {
		rows = append(rows, []string{
			string(p.Organ), v.term("connection", string(p.Connection)), shortID(p.Key), number(p.Sent), number(p.Taken), number(p.Received), dash(p.HeardOn),
		})
	}
	lines = append(lines, table(rows)...)
	for _, m := range s.Parked {
		lines = append(lines, v.say("exchange.parked_line", map[string]string{
			"peer": string(m.Peer), "number": number(m.Number), "why": v.locale.Text("error."+m.Code, nil), "on": m.On.String(),
		}))
	}
	for _, a := range s.Alarms {
		lines = append(lines, v.say("exchange.alarm_line", map[string]string{
			"alarm": a.Alarm.String(), "peer": cmp.Or(string(a.Peer), "—"), "what": v.locale.Text("alarm."+a.Code, nil), "at": fengcun.DateOf(a.At).String(),
		}))
	}
	return lines
}

func dash(d fengcun.Date) string {
	if d.IsZero() {
		return "—"
	}
	return d.String()
}

func shortID(id fengcun.ID) string {
	if id.IsZero() {
		return "—"
	}
	return id.String()
}

// parkedFlags name a parked message.
type parkedFlags struct {
	Peer   string `required:"" placeholder:"ORGAN" help:"${help_exchange_peer}"`
	Number int64  `required:"" placeholder:"N" help:"${help_exchange_number}"`
}

// exchangeRetryCmd tries a parked message again.
type exchangeRetryCmd struct {
	actorFlags
	parkedFlags
}

// Run tries it, and what waits behind it.
func (c *exchangeRetryCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		applied, err := n.Registry.RetryParked(p.ctx, actor, fengcun.OrganID(c.Peer), c.Number)
		if err != nil {
			return err
		}
		return p.show(carried{applied})
	})
}

// exchangeDiscardCmd gives a parked message up.
type exchangeDiscardCmd struct {
	orderFlags
	parkedFlags
}

// Run gives it up.
func (c *exchangeDiscardCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.DiscardParked(p.ctx, actor, fengcun.StaffID(c.Ordered), fengcun.OrganID(c.Peer), c.Number); err != nil {
			return err
		}
		return p.show(done{"exchange.discarded"})
	})
}

// exchangeAlarmCmd says that an alarm was looked at.
type exchangeAlarmCmd struct {
	actorFlags
	Alarm string `arg:"" help:"${help_exchange_alarm_id}"`
}

// Run closes it.
func (c *exchangeAlarmCmd) Run(p *program) error {
	id, err := idFlag(c.Alarm, "alarm")
	if err != nil {
		return err
	}
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		if err := n.Registry.CloseAlarm(p.ctx, actor, id); err != nil {
			return err
		}
		return p.show(done{"exchange.alarm_closed"})
	})
}
