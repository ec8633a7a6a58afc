package main

import (
	"fmt"
	"slices"
	"strings"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/law"
)

func (d *demo) fileAndDecide() error {
	d.head("加密立案、告知、办结、认定", "File encrypted, explain, conclude, decide")
	bar := d.progress(d.both("立案与认定", "file and decide"))
	for i, m := range d.matters {
		if err := d.fileMatter(m.Organ, m.Filing, m.Lines); err != nil {
			return err
		}
		bar.set(int64(i+1), int64(len(d.matters)))
	}
	bar.finish()
	running := 0
	counts := map[fengcun.RecordState]int{}
	for _, q := range d.people {
		counts[q.state]++
		if q.state == fengcun.RecordOpen || q.state == fengcun.RecordConcluded {
			running++
		}
	}
	d.line("%d 件案件 %d 人：应封 %d，不予封存 %d，待人工认定 %d，尚在办理或依其他法律 %d",
		"%d matters, %d persons: due to be sealed %d, not eligible %d, for a person to decide %d, still running or under another law %d",
		len(d.matters), len(d.people), counts[fengcun.RecordSealDue], counts[fengcun.RecordNotEligible], counts[fengcun.RecordUndecided], running)
	return nil
}

func (d *demo) fileMatter(organ fengcun.OrganID, f registry.Filing, lines []int) error {
	handler, approver := sample.Member(organ, fengcun.RoleHandler), sample.Member(organ, fengcun.RoleApprover)
	filed, err := d.at(organ).Registry.File(d.ctx, handler, f)
	if err != nil {
		return err
	}
	for i, p := range f.Persons {
		q := &demoPerson{
			line: lines[i], organ: organ, record: filed.Records[i], copyID: filed.Copies[i],
			facts: p.Facts, person: p.Person, numbers: f.Numbers, state: fengcun.RecordOpen,
		}
		d.people = append(d.people, q)
		if p.Facts.Outcome.Disposition == "" || p.Facts.Outcome.Disposition.Running() {
			continue // proceedings run: confidential, nothing to decide yet
		}
		if err := d.at(q.organ).Registry.Explain(d.ctx, handler, d.explanation(q)); err != nil {
			return err
		}
		conclusion := registry.Conclusion{Record: q.record, Facts: q.facts}
		if today, on := fengcun.DateOf(d.clock()), q.facts.Outcome.Effective; !on.IsZero() && !on.After(today) {
			conclusion.Effect = &calendar.Confirmation{NoAppealKnown: today, Reason: calendar.FileStatesDay}
		}
		if err := d.at(q.organ).Registry.Conclude(d.ctx, handler, conclusion); err != nil {
			return err
		}
		q.state = fengcun.RecordConcluded
		if err := d.decide(q, handler, approver, nil); err != nil {
			return err
		}
	}
	return nil
}

// explanation is the one of Article 8 that fits the person's age today.
func (d *demo) explanation(q *demoPerson) registry.Explanation {
	e := registry.Explanation{
		Record: q.record, Mode: registry.ExplainedInWriting, Signed: true, On: fengcun.DateOf(d.clock()),
		To: []registry.Told{{Who: registry.ToPerson, Name: q.person.Names[0].Text}},
	}
	if law.AdultOn(q.person.Birth, e.On) == law.Yes {
		e.Reason = registry.ReasonNowAdult
	} else {
		e.To = append(e.To, registry.Told{Who: registry.ToRepresentative, Name: "某"})
	}
	return e
}

// decide proposes and approves. What the law does not decide yet, or decides
// under another law, stays concluded, which withholds it.
func (d *demo) decide(q *demoPerson, handler, approver fengcun.Actor, findings func(*law.Facts)) error {
	proposed, err := d.at(q.organ).Registry.ProposeDecision(d.ctx, handler, q.record, findings)
	switch fengcun.CodeOf(err) {
	case "decide.other_law", "decide.not_yet":
		return nil
	}
	if err != nil {
		return err
	}
	q.decision = proposed.Decision
	q.state, err = d.at(q.organ).Registry.ApproveDecision(d.ctx, approver, proposed.ID)
	return err
}

// findMainAct shows one undecided case, then the finding that a person makes.
func (d *demo) findMainAct() error {
	d.head("跨越十八周岁的案件由人认定（第四条第二款）", "Acts on both sides of the eighteenth birthday: a person finds the main act (Article 4(2))")
	for _, q := range d.people {
		if q.state != fengcun.RecordUndecided || !slices.ContainsFunc(q.decision.Missing(), func(m law.Missing) bool { return m.Name == law.FactMainAct }) {
			continue
		}
		for _, text := range q.decision.Render(law.Language(d.lang)) {
			d.line("%s", "%s", text)
		}
		err := d.decide(q, sample.Member(q.organ, fengcun.RoleHandler), sample.Member(q.organ, fengcun.RoleApprover), func(f *law.Facts) {
			f.MainActBefore18 = law.HumanFinding{Answer: law.Yes, Reasons: []law.Reason{law.ReasonNature, law.ReasonShareOfSentence}}
		})
		if err != nil {
			return err
		}
		if q.state != fengcun.RecordSealDue {
			return broken("main act")
		}
		d.done("第 %d 行：认定主要犯罪行为在前并说明理由，第二人批准，全案封存", "row %d: found to lie before, with reasons; a second person approved; the whole case is sealed", q.line)
		return nil
	}
	return broken("undecided")
}

func (d *demo) notify() error {
	d.head("封存通知书送达各机关，期限自各自收到起算", "Notices to each organ; each clock starts with its own receipt")
	due := d.due()
	bar := d.progress(d.both("签发与送达", "issue and deliver"))
	for i, q := range due {
		var err error
		if q.notice, err = d.at(q.organ).Registry.DraftNotice(d.ctx, sample.Member(q.organ, fengcun.RoleHandler), q.record); err != nil {
			return err
		}
		if err := d.at(q.organ).Registry.IssueNotice(d.ctx, sample.Member(q.organ, fengcun.RoleApprover), q.notice); err != nil {
			return err
		}
		if i == 0 { // one of them on paper: all are the same form
			if err := d.keepNotice(q); err != nil {
				return err
			}
			if err := d.keepCasePapers(q); err != nil {
				return err
			}
		}
		bar.set(int64(i+1), int64(len(due)))
		if i == len(due)/2 {
			if err := d.cut(); err != nil {
				return err
			}
		}
	}
	bar.finish()
	d.line("签发 %d 份", "%d issued", len(due))
	return d.join()
}

// receiveAll has every recipient receive what was served on it, on its own
// installation.
func (d *demo) receiveAll() error {
	d.head("各机关签收，自收到次日起算", "Each organ receives; the clock starts the day after")
	deliveries := 0
	for _, q := range d.due() {
		sent, err := store.Deliveries(d.ctx, d.at(q.organ).Store.Reader(), q.notice)
		if err != nil {
			return err
		}
		for _, s := range sent {
			if err := d.receive(q, s); err != nil {
				return err
			}
		}
		deliveries += len(sent)
	}
	d.line("签收 %d 处", "%d deliveries received", deliveries)
	if err := d.carry(); err != nil {
		return err
	}
	running, err := store.RunningDeadlines(d.ctx, d.at(sample.Police).Store.Reader(), sample.Police)
	if err != nil {
		return err
	}
	running = slices.DeleteFunc(running, func(r store.Deadline) bool { return !r.Statutory })
	if len(running) == 0 {
		return nil
	}
	days, err := calendar.Official()
	if err != nil {
		return err
	}
	term, err := calendar.TermOf(calendar.TermCode(running[0].Duty))
	if err != nil {
		return err
	}
	deadline, err := days.Deadline(term, running[0].Start)
	if err != nil {
		return err
	}
	for _, text := range deadline.Explain(string(d.lang)) {
		d.line("· %s", "· %s", text)
	}
	return nil
}

func (d *demo) receive(q *demoPerson, s store.Delivery) error {
	if s.Recipient == store.Person {
		return d.at(q.organ).Registry.ReceiveByPerson(d.ctx, sample.Member(q.organ, fengcun.RoleHandler), q.notice, d.clock())
	}
	if !d.here(fengcun.OrganID(s.Recipient)) {
		_, err := d.at(q.organ).Registry.EnterReply(d.ctx, sample.Member(q.organ, fengcun.RoleHandler), d.paper(s, fengcun.DeliveryReceived))
		return err
	}
	_, err := d.at(fengcun.OrganID(s.Recipient)).Registry.Receive(d.ctx, sample.Member(fengcun.OrganID(s.Recipient), fengcun.RoleHandler), registry.Receipt{
		Notice: q.notice, At: d.clock(),
		Holdings: []registry.NewHolding{{Kind: fengcun.HoldingPaperVolume}, {Kind: fengcun.HoldingSystemRow}, {Kind: fengcun.HoldingScreeningTable}},
	})
	return err
}

// paper is what the court's clerk enters when an organ on paper has answered: the
// date, who signed, the scan.
func (d *demo) paper(s store.Delivery, state fengcun.DeliveryState) registry.Reply {
	reply := registry.Reply{
		Notice: s.Notice, Recipient: fengcun.OrganID(s.Recipient), State: state, At: d.clock(),
		By: "收发室", Scan: strings.NewReader("scan of the signed paper"),
	}
	if state == fengcun.DeliveryConfirmed {
		reply.Counts = []store.ReportedCount{{Kind: fengcun.HoldingPaperVolume, State: fengcun.HoldingConfirmed, Number: 1}}
		d.holdings++
	}
	return reply
}

// confirmOnPaper enters the confirmations of the organs on paper.
func (d *demo) confirmOnPaper(q *demoPerson) error {
	deliveries, err := store.Deliveries(d.ctx, d.at(q.organ).Store.Reader(), q.notice)
	if err != nil {
		return err
	}
	for _, s := range deliveries {
		if s.Recipient == store.Person || d.here(fengcun.OrganID(s.Recipient)) {
			continue
		}
		if _, err := d.at(q.organ).Registry.EnterReply(d.ctx, sample.Member(q.organ, fengcun.RoleCustodian), d.paper(s, fengcun.DeliveryConfirmed)); err != nil {
			return err
		}
	}
	return nil
}

func (d *demo) seal() error {
	d.head("逐件确认载体，全部确认才算封存", "Confirm each holding; sealed only when all are")
	due := d.due()
	bar := d.progress(d.both("确认封存", "confirm"))
	for i, q := range due {
		for _, n := range d.nodes {
			copies, err := store.CopiesOfRecord(d.ctx, n.Store.Reader(), q.record)
			if err != nil {
				return err
			}
			for _, c := range copies {
				if err := d.confirm(c); err != nil {
					return err
				}
			}
		}
		if err := d.confirmOnPaper(q); err != nil {
			return err
		}
		bar.set(int64(i+1), int64(len(due)))
	}
	bar.finish()
	if err := d.carry(); err != nil {
		return err
	}
	sealed := 0
	for _, q := range due {
		rec, err := store.RecordByID(d.ctx, d.at(q.organ).Store.Reader(), q.record)
		if err != nil {
			return err
		}
		if q.state = rec.State; q.state == fengcun.RecordSealed {
			sealed++
		}
	}
	if sealed != len(due) {
		return broken("seal")
	}
	d.done("%d 件载体逐件确认，%d 人的记录在每个机关都已封存；服务器只有公钥，自己打不开", "%d holdings confirmed, %d persons' records sealed at every organ; the server holds public keys only and cannot open them", d.holdings, sealed)
	// The keys that could open older copies of the pages are destroyed.
	for _, o := range sample.Organs() {
		if !d.here(o.ID) {
			continue
		}
		if err := d.at(o.ID).Registry.Rotate(d.ctx, sample.Member(o.ID, fengcun.RoleSecurityAdmin), sample.Member(o.ID, fengcun.RoleSystemAdmin).Staff); err != nil {
			return err
		}
	}
	for _, n := range d.nodes {
		if err := n.Store.Reclaim(d.ctx); err != nil {
			return err
		}
	}
	d.done("旧工作密钥已销毁，旧页面与旧备份中的副本随之失效", "the old working keys are destroyed, and with them every copy in old pages and backups")
	return nil
}

func (d *demo) confirm(c store.Copy) error {
	if c.State != fengcun.CopyWorking {
		return nil // sealed with a copy that shares its last holding
	}
	holdings, err := store.HoldingsOfCopy(d.ctx, d.at(c.Organ).Store.Reader(), c.ID)
	if err != nil {
		return err
	}
	q := registry.Confirmation{Copy: c.ID}
	for _, h := range holdings {
		if h.State != fengcun.HoldingConfirmed {
			d.holdings++
		}
		q.Holdings = append(q.Holdings, registry.ConfirmedHolding{Holding: h.ID, Marked: true, AccessCut: true})
	}
	r, keeper := d.at(c.Organ).Registry, sample.Member(c.Organ, fengcun.RoleCustodian)
	_, err = r.Confirm(d.ctx, keeper, q)
	if fengcun.CodeOf(err) != "confirm.enforcement_runs" {
		return err
	}
	// The agency that executes in the community works on with its files until it enters
	// the end (Article 13).
	err = r.EndEnforcement(d.ctx, sample.Member(c.Organ, fengcun.RoleHandler), registry.EnforcementEnd{
		Copy: c.ID, Reason: fengcun.EnforcementCompleted, On: fengcun.DateOf(d.clock()),
	})
	if err == nil {
		_, err = r.Confirm(d.ctx, keeper, q)
	}
	return err
}

// unseal lifts one seal on the ground of Article 18(1), and shows that a ground
// that is none lifts nothing.
func (d *demo) unseal() error {
	d.head("解除封存只凭法定事由（第十八条）", "Unsealing on a statutory ground only (Article 18)")
	q := d.sealedMinor()
	if q == nil {
		return broken("unseal")
	}
	handler, approver := sample.Member(q.organ, fengcun.RoleHandler), sample.Member(q.organ, fengcun.RoleApprover)
	today := fengcun.DateOf(d.clock())
	ground := law.UnsealingFacts{
		Ground: fengcun.GroundNewCrime, Birth: q.facts.Birth,
		Acts:     []law.Act{{ID: "new", Date: fengcun.Date{Year: q.facts.Birth.Date.Year + 17, Month: q.facts.Birth.Date.Month, Day: 1}}},
		Combined: law.Yes, JudgmentOnFile: law.Yes,
		Outcome: law.Outcome{
			Disposition: fengcun.ConvictedImprisonment, Combined: true, Term: fengcun.Term{Years: 5, Months: 6},
			Decided: today.AddDays(-30), Effective: today.AddDays(-15),
		},
	}
	none := ground
	none.Outcome.Term = fengcun.Term{Years: 5}
	for _, report := range []law.UnsealingFacts{none, ground} {
		id, err := d.at(q.organ).Registry.ReportGround(d.ctx, handler, q.record, report)
		if err != nil {
			return err
		}
		decision, err := d.at(q.organ).Registry.ExamineGround(d.ctx, handler, id)
		if err != nil {
			return err
		}
		if decision.Verdict != law.Lift {
			d.line("合并决定执行五年：不超过五年，维持封存", "combined sentence of five years: not over five, the seal stays")
			continue
		}
		if err := d.at(q.organ).Registry.Lift(d.ctx, approver, id); err != nil {
			return err
		}
		rec, err := store.RecordByID(d.ctx, d.at(q.organ).Store.Reader(), q.record)
		if err != nil {
			return err
		}
		if q.state = rec.State; q.state != fengcun.RecordUnsealed {
			return broken("unseal")
		}
		if err := d.keepCasePapers(q); err != nil {
			return err
		}
		d.done("合并决定执行五年六个月：自 %s 解除，密钥代理核对许可、日志与第二人后放出密钥", "combined sentence of five years six months: lifted from %s; the key agent checked warrant, log and second person", decision.EffectiveFrom)
		return nil
	}
	return broken("unseal")
}

// sealedMinor is a sealed conviction of the court that a new crime as a minor
// could be combined with.
func (d *demo) sealedMinor() *demoPerson {
	for _, q := range d.people {
		if q.state == fengcun.RecordSealed && q.facts.Outcome.Disposition == fengcun.ConvictedImprisonment && q.facts.Birth.Certainty == fengcun.Exact {
			return q
		}
	}
	return nil
}

func (d *demo) admitConvictions() error {
	for _, q := range d.people {
		if q.state != fengcun.RecordNotEligible || !q.facts.Outcome.Disposition.Conviction() {
			continue
		}
		if err := d.at(q.organ).Registry.Admit(d.ctx, sample.Member(q.organ, fengcun.RoleApprover), q.record); err != nil {
			return fmt.Errorf("row %d: %w", q.line, err)
		}
	}
	return nil
}

func (d *demo) due() []*demoPerson {
	var due []*demoPerson
	for _, q := range d.people {
		if q.state == fengcun.RecordSealDue {
			due = append(due, q)
		}
	}
	return due
}

// first is the first person in a state who has an ID document.
func (d *demo) first(state fengcun.RecordState) *demoPerson {
	for _, q := range d.people {
		if q.state == state && len(q.person.Documents) > 0 && q.person.Birth.Valid() {
			return q
		}
	}
	return nil
}

func (d *demo) firstConviction(state fengcun.RecordState) *demoPerson {
	for _, q := range d.people {
		if q.state == state && len(q.person.Documents) > 0 && q.facts.Outcome.Disposition.Conviction() {
			return q
		}
	}
	return nil
}
