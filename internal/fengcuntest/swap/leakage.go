package swap

import (
	"context"
	"strings"
	"time"

	"fengcun"
	"fengcun/internal/sample"
)

// Leak is one row of the leakage table: what somebody who worked on a record, or
// to whom its identifier came, can still have confirmed after the seal.
type Leak struct {
	Who   string
	Staff []fengcun.StaffID // who that is in the sample district
	Act   string            // the act that confirms it
	Datum string
	Until string
	Why   string

	over func(w *World) error // makes the end come; nil where there is none
}

// Leakage is the leakage table. TestLeakageTable holds it to be complete, needed
// and, where it names an end, ended.
func Leakage() []Leak {
	handlers := []fengcun.StaffID{sample.Member(sample.Court, fengcun.RoleHandler).Staff, sample.Second(sample.Court).Staff}
	var custodians []fengcun.StaffID
	for _, organ := range sealers {
		custodians = append(custodians, sample.Member(organ, fengcun.RoleCustodian).Staff)
	}
	return []Leak{
		{
			Who: "handler of the deciding organ", Staff: handlers, Act: "report ground",
			Datum: "that the identifier is that of a sealed record",
			Until: "without end",
			Why:   "A ground of Article 18 can arise at any time and has to be reported against the record. What is reported is logged, lifts nothing by itself, and shows nothing of the content.",
		},
		{
			Who: "handler of the deciding organ", Staff: handlers, Act: "report correction",
			Datum: "that the identifier is that of a record of the organ",
			Until: "without end",
			Why:   "A register's later correction of a birth date has to be reported against the record, sealed or not, and starts a review without opening it.",
		},
		{
			Who: "handler of the deciding organ", Staff: handlers, Act: "tell seal",
			Datum: "that the identifier is that of a sealed record",
			Until: "without end",
			Why:   "The person may ask in person at any time whether the seal took effect, and must not be told so of one that does not stand. That it was told is logged; nothing is opened, shown or printed.",
		},
		{
			Who: "approver of the deciding organ", Staff: []fengcun.StaffID{sample.Member(sample.Court, fengcun.RoleApprover).Staff}, Act: "reopen",
			Datum: "that the identifier is that of a sealed record",
			Until: "without end",
			Why:   "A retrial or resumed investigation starts from the record. It needs a second person and a warrant, both in the log.",
		},
		{
			Who:   "handler or custodian of the organ that issued the notice",
			Staff: append([]fengcun.StaffID{sample.Member(sample.Court, fengcun.RoleCustodian).Staff}, handlers...), Act: "receive by person",
			Datum: "that the identifier is that of an issued notice which the person has not yet received",
			Until: "the person's receipt is recorded",
			Why:   "Service on the person (Articles 11, 12) may come after the organs have sealed; the receipt (送达回证) is an open task until then.",
			over: func(w *World) error {
				return w.Registry.ReceiveByPerson(context.Background(), sample.Member(sample.Court, fengcun.RoleHandler), w.known.Notice, w.Clock.Now())
			},
		},
		{
			Who: "handler of the organ that issued the notice", Staff: handlers, Act: "end service",
			Datum: "that the identifier is that of an issued notice which the person has not yet received",
			Until: "the person's receipt is recorded",
			Why:   "If the person dies before receipt, service ends (Articles 11, 12), which may be after the organs have sealed.",
			over: func(w *World) error {
				return w.Registry.ReceiveByPerson(context.Background(), sample.Member(sample.Court, fengcun.RoleHandler), w.known.Notice, w.Clock.Now())
			},
		},
		{
			Who: "custodian of an organ that holds the volume", Staff: custodians, Act: "scan label",
			Datum: "that the label is that of a holding of the organ, of which kind, and whether it is confirmed",
			Until: "without end",
			Why:   "The volume stands on the shelf with its label, and whoever keeps it has to find out where it belongs. The answer is about the thing and never says whose record it carries.",
		},
		{
			Who: "custodian of an organ that holds it, on the written order of its head", Staff: custodians, Act: "probe by hand",
			Datum: "that the identifier is that of a confirmed holding of the organ",
			Until: "without end",
			Why:   "Whether the seal of a volume holds is tried by a person and recorded, at confirmation and again later. The answer is about the thing, as with its label, and never says whose record it carries.",
		},
		{
			Who: "the handler who filed the record", Staff: handlers[:1], Act: "file again",
			Datum: "that the handler's own request key was used for a filing whose record is not in hand any more",
			Until: "24 hours after the filing",
			Why:   "A request that is sent twice must happen once. The key's row holds no particular, and the answer is the one for an unknown record.",
			over: func(w *World) error {
				w.Clock.Advance(25 * time.Hour)
				return nil
			},
		},
	}
}

// Document is docs/leakage.md.
func Document() string {
	var b strings.Builder
	b.WriteString(`# What can still be learned after a seal

Nobody without a warrant learns from this system whether a person has a sealed
record: not by name, number or case number, not by any certificate, inquiry, search,
list, count, number or error. The swap game (` + "`internal/fengcuntest/swap`" + `) asks every
question in two worlds that differ only in who is sealed, and compares the answers.

Those who worked on a record know what they know. The system itself confirms to them,
or to whoever got hold of an identifier of theirs, what stands in this table and
nothing else. Identifiers are random and are shown only to those whose task the record
was. At an organ that does not decide on the record they confirm nothing to anybody but
the label of a volume to its custodian.

This file is written by ` + "`go test ./internal/fengcuntest/swap -run TestLeakageDocument -update`" + `;
a test holds the table to be complete, and each row to be needed and to end when it
says.

| who | can have confirmed | through | until | why |
| --- | --- | --- | --- | --- |
`)
	for _, l := range Leakage() {
		b.WriteString("| " + strings.Join([]string{l.Who, l.Datum, l.Act, l.Until, l.Why}, " | ") + " |\n")
	}
	b.WriteString(`
What is outside this table because it is no answer of the system: time (measured
separately), the memory of people, paper that left the organ, and what an
administrator with the whole database sees, which is counts and random identifiers
(see *Data at rest* in ARCHITECTURE.md).
`)
	return b.String()
}
