package swap

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/document"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/internal/store"
	"fengcun/law"
)

// Strangers returns the questions by particulars, as every member of the sample
// staff: those who worked on the record too, for they get no other answer.
func Strangers() []Probe {
	var all []Probe
	for _, actor := range sample.Staff() {
		for _, probe := range questions(actor) {
			probe.Name += " as " + string(actor.Staff)
			all = append(all, probe)
		}
	}
	return all
}

func questions(actor fengcun.Actor) []Probe {
	probes := certificates(actor)
	probes = append(probes, inquiries(actor)...)
	probes = append(probes, searches(actor)...)
	probes = append(probes, views(actor)...)
	// Filing makes the person known in both worlds, so what could answer about
	// the sealed one is asked again behind it.
	probes = append(probes, Probe{"file", func(w *World, p fengcun.Person) ([]byte, error) {
		q := w.Filing(p)
		q.Key = nil
		filed, err := w.Registry.File(context.Background(), actor, q)
		return fmt.Appendf(nil, "%d %d", len(filed.Records), len(filed.Copies)), err
	}})
	return append(append(probes, certificates(actor)...), searches(actor)...)
}

func certificates(actor fengcun.Actor) []Probe {
	var probes []Probe
	for _, by := range fengcun.Applicants() {
		probes = append(probes, Probe{"certify " + string(by), func(w *World, p fengcun.Person) ([]byte, error) {
			return issued(w.Registry.Certify(context.Background(), actor, registry.Application{
				Name: p.Names[0].Text, Document: p.Documents[0], Birth: p.Birth, By: by, Papers: fengcun.Papers(), Purpose: "work",
				Other: registry.Other{Name: "钱试丁", Number: "310115198001010011", Until: fengcun.DateOf(w.Clock.Now()).AddDays(9)},
			}))
		}})
	}
	// A wrong birth date or name beside the right number is a miss like any other.
	return append(probes,
		Probe{"verify before certifying", func(w *World, p fengcun.Person) ([]byte, error) {
			id, err := w.Registry.AcceptForVerification(context.Background(), actor, registry.Application{
				Name: p.Names[0].Text, Document: p.Documents[0], Birth: p.Birth, By: fengcun.BySelf, Papers: fengcun.Papers(), Purpose: "work",
			}, fengcun.VerifyEarlier)
			return []byte(id.String()), err
		}},
		Probe{"certify with another birth date", func(w *World, p fengcun.Person) ([]byte, error) {
			return issued(w.Registry.Certify(context.Background(), actor, registry.Application{
				Name: p.Names[0].Text, Document: p.Documents[0], Birth: p.Birth.AddDays(1), By: fengcun.BySelf, Papers: fengcun.Papers(),
			}))
		}},
		Probe{"certify twice with one request key", func(w *World, p fengcun.Person) ([]byte, error) {
			q := registry.Application{Name: p.Names[0].Text, Document: p.Documents[0], Birth: p.Birth, By: fengcun.BySelf, Papers: fengcun.Papers(), Purpose: "work",
				Key: &registry.RequestKey{Key: string(p.Documents[0].Number.Reveal()[14:]), MAC: [32]byte{1}}}
			first, err := issued(w.Registry.Certify(context.Background(), actor, q))
			if err != nil {
				return first, err
			}
			second, err := issued(w.Registry.Certify(context.Background(), actor, q))
			return append(first, second...), err
		}})
}

func issued(doc registry.Issued, err error) ([]byte, error) {
	return fmt.Appendf(nil, "%s %s\n%s", doc.Number, doc.Form, doc.Text), err
}

// inquiries name no person: the application has no field for one.
func inquiries(actor fengcun.Actor) []Probe {
	var probes []Probe
	for _, title := range []string{"公务员法 26", "company rules", ""} {
		probes = append(probes, Probe{"inquire under " + title, func(w *World, p fengcun.Person) ([]byte, error) {
			return issued(w.Registry.Inquire(context.Background(), actor, registry.InquiryApplication{
				Unit: "某某快递有限公司", Purpose: "hiring", Title: title,
			}))
		}})
	}
	return probes
}

func searches(actor fengcun.Actor) []Probe {
	var probes []Probe
	for _, by := range []struct {
		name  string
		query func(w *World, p fengcun.Person) registry.Query
	}{
		{"number", func(_ *World, p fengcun.Person) registry.Query { return registry.Query{Document: p.Documents[0]} }},
		{"number as a passport", func(_ *World, p fengcun.Person) registry.Query {
			return registry.Query{Document: fengcun.IdentityDocument{Kind: fengcun.Passport, Number: p.Documents[0].Number}}
		}},
		{"name and birth", func(_ *World, p fengcun.Person) registry.Query {
			return registry.Query{Name: p.Names[0].Text, Birth: p.Birth}
		}},
		{"name alone", func(_ *World, p fengcun.Person) registry.Query { return registry.Query{Name: p.Names[0].Text} }},
		{"case number", func(w *World, p fengcun.Person) registry.Query { return registry.Query{CaseNumber: w.Number(p)} }},
		{"everything", func(w *World, p fengcun.Person) registry.Query {
			return registry.Query{Document: p.Documents[0], Name: p.Names[0].Text, Birth: p.Birth, CaseNumber: w.Number(p)}
		}},
	} {
		probes = append(probes, Probe{"search by " + by.name, func(w *World, p fengcun.Person) ([]byte, error) {
			found, err := w.Registry.Search(context.Background(), actor, by.query(w, p))
			return fmt.Appendf(nil, "%d found", len(found)), err
		}})
	}
	return probes
}

// views are what a member of staff sees without asking for anybody: the workbench,
// the own matters, the log.
func views(actor fengcun.Actor) []Probe {
	ctx := context.Background()
	return []Probe{
		{"work", func(w *World, _ fengcun.Person) ([]byte, error) {
			work, err := w.Registry.Work(ctx, actor)
			return shown(work), err
		}},
		{"board", func(w *World, _ fengcun.Person) ([]byte, error) {
			board, err := w.Registry.Board(ctx, actor, "")
			return shown(board), err
		}},
		{"void numbers", func(w *World, _ fengcun.Person) ([]byte, error) {
			voids, err := w.Registry.Voids(ctx, actor, 0)
			return shown(voids), err
		}},
		{"supervised", func(w *World, _ fengcun.Person) ([]byte, error) {
			sums, err := w.Registry.Supervised(ctx, actor)
			return shown(sums), err
		}},
		{"matters", func(w *World, _ fengcun.Person) ([]byte, error) {
			page, err := w.Registry.Matters(ctx, actor, registry.Cursor{})
			// The order is that of random identifiers: another one in each world.
			slices.SortFunc(page.Matters, func(a, b registry.MatterLine) int { return cmp.Compare(a.State, b.State) })
			return shown(page), err
		}},
		{"handlers", func(w *World, _ fengcun.Person) ([]byte, error) {
			handlers, err := w.Registry.Handlers(ctx, actor)
			return shown(handlers), err
		}},
		{"hand over everything", func(w *World, _ fengcun.Person) ([]byte, error) {
			n, err := w.Registry.HandOverAll(ctx, actor, actor.Staff, actor.Staff)
			return shown(n), err
		}},
		{"log", func(w *World, _ fengcun.Person) ([]byte, error) {
			page, err := w.Registry.AuditPage(ctx, actor, 0)
			return shown(page), err
		}},
		{"save a draft", func(w *World, p fengcun.Person) ([]byte, error) {
			_, err := w.Registry.SaveDraft(ctx, actor, registry.Draft{Name: p.Names[0].Text, Number: w.Number(p), Form: p.Documents[0].Number})
			return nil, err
		}},
		{"drafts", func(w *World, _ fengcun.Person) ([]byte, error) {
			drafts, err := w.Registry.Drafts(ctx, actor)
			return shown(drafts), err
		}},
		{"log verified", func(w *World, _ fengcun.Person) ([]byte, error) {
			head, err := w.Registry.VerifyAudit(ctx, actor, nil)
			return fmt.Append(nil, head.Size), err
		}},
	}
}

// shown is everything of a view that a page could show, identifiers included.
func shown(view any) []byte {
	text, err := json.Marshal(view)
	if err != nil {
		panic(err) // views hold texts, numbers and identifiers
	}
	return text
}

// act is one act that takes an identifier.
type act struct {
	name string
	run  func(w *World, id Identifiers) ([]byte, error)
}

// byIdentifier are the acts that take an identifier, as an actor.
func byIdentifier(actor fengcun.Actor) []act {
	ctx := context.Background()
	facts := law.UnsealingFacts{Ground: fengcun.GroundNewCrime}
	return []act{
		{"read", func(w *World, id Identifiers) ([]byte, error) {
			_, err := w.Registry.Read(ctx, actor, id.Copies[actor.Organ])
			return nil, err
		}},
		{"matter", func(w *World, id Identifiers) ([]byte, error) {
			view, err := w.Registry.Matter(ctx, actor, id.Record)
			return shown(view), err
		}},
		{"matter by copy", func(w *World, id Identifiers) ([]byte, error) {
			view, err := w.Registry.Matter(ctx, actor, id.Copies[actor.Organ])
			return shown(view), err
		}},
		{"decision", func(w *World, id Identifiers) ([]byte, error) {
			view, err := w.Registry.DecisionView(ctx, actor, id.Decision)
			return shown(view), err
		}},
		{"scan label", func(w *World, id Identifiers) ([]byte, error) {
			// The label that the registry chose, as it stands on the cover.
			h, err := w.Registry.ViewHolding(ctx, actor, id.Holdings[actor.Organ][0].String()[:12])
			return []byte(h.State), err
		}},
		{"probe by hand", func(w *World, id Identifiers) ([]byte, error) {
			order, err := w.Registry.OrderProbes(ctx, sample.Member(actor.Organ, fengcun.RoleApprover), registry.ProbeOrder{
				Number: "7号", Carrier: sample.Member(actor.Organ, fengcun.RoleCustodian).Staff, Sample: 1, Until: fengcun.DateOf(w.Clock.Now()),
			})
			if err != nil {
				return nil, err
			}
			return nil, w.Registry.RecordProbe(ctx, actor, registry.ManualProbe{Order: order, Holding: id.Holdings[actor.Organ][0], Passed: true, Findings: "x"})
		}},
		{"seal again", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.SealAgain(ctx, actor, registry.ConfirmedHolding{Holding: id.Holdings[actor.Organ][0], Marked: true, AccessCut: true})
		}},
		{"take up a draft", func(w *World, id Identifiers) ([]byte, error) {
			draft, err := w.Registry.Draft(ctx, actor, id.Record)
			return shown(draft), err
		}},
		{"discard a draft", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.DiscardDraft(ctx, actor, id.Record)
		}},
		{"explain", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.Explain(ctx, actor, registry.Explanation{Record: id.Record})
		}},
		{"conclude", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.Conclude(ctx, actor, registry.Conclusion{Record: id.Record})
		}},
		{"add history", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.AddHistory(ctx, actor, id.Record, store.HistoryEntry{Organ: sample.Justice, Function: fengcun.Executed})
		}},
		{"confirm effect", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.ConfirmEffect(ctx, actor, id.Record, calendar.Confirmation{})
		}},
		{"propose", func(w *World, id Identifiers) ([]byte, error) {
			_, err := w.Registry.ProposeDecision(ctx, actor, id.Record, nil)
			return nil, err
		}},
		{"approve", func(w *World, id Identifiers) ([]byte, error) {
			_, err := w.Registry.ApproveDecision(ctx, actor, id.Decision)
			return nil, err
		}},
		{"approve from a list", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.ApprovePlain(ctx, actor, []fengcun.ID{id.Decision})[0].Err
		}},
		{"hand over", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.HandOver(ctx, actor, id.Copies[actor.Organ], sample.Second(actor.Organ).Staff)
		}},
		{"draft", func(w *World, id Identifiers) ([]byte, error) {
			_, err := w.Registry.DraftNotice(ctx, actor, id.Record)
			return nil, err
		}},
		{"issue", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.IssueNotice(ctx, actor, id.Notice)
		}},
		{"receive", func(w *World, id Identifiers) ([]byte, error) {
			_, err := w.Registry.Receive(ctx, actor, registry.Receipt{Notice: id.Notice, At: w.Clock.Now()})
			return nil, err
		}},
		{"receive by person", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.ReceiveByPerson(ctx, actor, id.Notice, w.Clock.Now().AddDate(1, 0, 0))
		}},
		{"bar a representative", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.BarGuardian(ctx, actor, id.Record, 1, fengcun.BarVictim)
		}},
		{"representatives", func(w *World, id Identifiers) ([]byte, error) {
			list, err := w.Registry.Guardians(ctx, actor, id.Record)
			return shown(list), err
		}},
		{"entrust service", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.EntrustService(ctx, actor, id.Notice, sample.OtherCourt)
		}},
		{"end service", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.EndService(ctx, actor, id.Notice, "")
		}},
		{"end enforcement", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.EndEnforcement(ctx, actor, registry.EnforcementEnd{Copy: id.Copies[actor.Organ]})
		}},
		{"where copies are", func(w *World, id Identifiers) ([]byte, error) {
			list, err := w.Registry.Places(ctx, actor, id.Copies[actor.Organ])
			return shown(list), err
		}},
		{"check a place", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.CheckPlace(ctx, actor, registry.PlaceFound{Copy: id.Copies[actor.Organ]})
		}},
		{"answer a place", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.AnswerPlace(ctx, actor, id.Record)
		}},
		{"request a mark", func(w *World, id Identifiers) ([]byte, error) {
			_, err := w.Registry.RequestMark(ctx, actor, registry.MarkRequest{Copy: id.Copies[actor.Organ]})
			return nil, err
		}},
		{"acknowledge a mark", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.AcknowledgeMark(ctx, actor, id.Record)
		}},
		{"list who knows", func(w *World, id Identifiers) ([]byte, error) {
			_, err := w.Registry.ListKnower(ctx, actor, registry.NewKnower{Copy: id.Copies[actor.Organ]})
			return nil, err
		}},
		{"who knows", func(w *World, id Identifiers) ([]byte, error) {
			list, err := w.Registry.Knowers(ctx, actor, id.Copies[actor.Organ])
			return shown(list), err
		}},
		{"tell who knows", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.TellKnower(ctx, actor, id.Record, fengcun.DateOf(w.Clock.Now()), fengcun.ToldSigned)
		}},
		{"marked file", func(w *World, id Identifiers) ([]byte, error) {
			view, err := w.Registry.MarkedFile(ctx, actor, id.Record)
			return shown(view), err
		}},
		{"confirm", func(w *World, id Identifiers) ([]byte, error) {
			q := registry.Confirmation{Copy: id.Copies[actor.Organ]}
			for _, h := range id.Holdings[actor.Organ] {
				q.Holdings = append(q.Holdings, registry.ConfirmedHolding{Holding: h, Marked: true, AccessCut: true})
			}
			_, err := w.Registry.Confirm(ctx, actor, q)
			return nil, err
		}},
		{"enter reply", func(w *World, id Identifiers) ([]byte, error) {
			_, err := w.Registry.EnterReply(ctx, actor, registry.Reply{Notice: id.Notice, Recipient: sample.Police, State: fengcun.DeliveryConfirmed, At: w.Clock.Now(), By: "某"})
			return nil, err
		}},
		{"return notice", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.ReturnNotice(ctx, actor, id.Notice, registry.ReturnWrongOrgan)
		}},
		{"redirect notice", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.Redirect(ctx, actor, id.Notice, sample.Police, sample.Justice)
		}},
		{"namesake", func(w *World, id Identifiers) ([]byte, error) {
			_, err := w.Registry.ViewNamesake(ctx, actor, id.Record)
			return nil, err
		}},
		{"settle namesake", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.SettleNamesake(ctx, actor, id.Record, nil, registry.BasisCaseFile)
		}},
		{"late appeal", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.LateAppeal(ctx, actor, id.Record, calendar.LateFiling{})
		}},
		{"notice text of a recipient", func(w *World, id Identifiers) ([]byte, error) {
			_, err := w.Registry.NoticeText(ctx, actor, id.Notice, string(sample.Police))
			return nil, err
		}},
		{"admit", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.Admit(ctx, actor, id.Record)
		}},
		{"report ground", func(w *World, id Identifiers) ([]byte, error) {
			_, err := w.Registry.ReportGround(ctx, actor, id.Record, facts)
			return nil, err
		}},
		{"examine ground", func(w *World, id Identifiers) ([]byte, error) {
			_, err := w.Registry.ExamineGround(ctx, actor, id.Decision)
			return nil, err
		}},
		{"view ground", func(w *World, id Identifiers) ([]byte, error) {
			view, err := w.Registry.ViewUnsealing(ctx, actor, id.Record)
			return shown(view), err
		}},
		{"lift", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.Lift(ctx, actor, id.Decision)
		}},
		{"reissue", func(w *World, id Identifiers) ([]byte, error) {
			_, err := w.Registry.Reissue(ctx, actor, id.Decision)
			return nil, err
		}},
		{"report correction", func(w *World, id Identifiers) ([]byte, error) {
			_, err := w.Registry.ReportCorrection(ctx, actor, registry.Correction{Record: id.Record, Birth: fengcun.NewDate(2004, 1, 1), Source: "household_register"})
			return nil, err
		}},
		{"tell seal", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.TellSeal(ctx, actor, registry.SealTold{Record: id.Record, To: registry.ToPerson, Shown: fengcun.ResidentID, Alone: true})
		}},
		{"review", func(w *World, id Identifiers) ([]byte, error) {
			_, err := w.Registry.Review(ctx, actor, id.Record)
			return nil, err
		}},
		{"file scan", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.FileScan(ctx, actor, registry.ScanIn{Paper: id.Notice, To: registry.PersonConcerned, File: strings.NewReader("%PDF-1.7")})
		}},
		{"scan", func(w *World, id Identifiers) ([]byte, error) {
			_, err := w.Registry.Scan(ctx, actor, id.Notice, registry.PersonConcerned)
			return nil, err
		}},
		{"void number", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.VoidNumber(ctx, actor, id.Decision, actor.Staff+"-2", registry.VoidUnprintable)
		}},
		{"envelope", func(w *World, id Identifiers) ([]byte, error) {
			_, err := w.Registry.Envelope(ctx, actor, id.Notice, registry.PersonConcerned, registry.Address{Lines: "某路1号"})
			return nil, err
		}},
		{"case papers", func(w *World, id Identifiers) ([]byte, error) {
			papers, err := w.Registry.CasePapers(ctx, actor, id.Record)
			return shown(papers), err
		}},
		{"case paper", func(w *World, id Identifiers) ([]byte, error) {
			_, err := w.Registry.PrintCasePaper(ctx, actor, id.Record, registry.CasePaper{Form: document.ExplanationLetter})
			return nil, err
		}},
		{"notice text", func(w *World, id Identifiers) ([]byte, error) {
			_, err := w.Registry.NoticeText(ctx, actor, id.Notice, "")
			return nil, err
		}},
		{"open sealed alone", func(w *World, id Identifiers) ([]byte, error) {
			// One person alone, in the role of whoever would have to approve.
			own := actor
			own.Role = fengcun.RoleApprover
			_, err := w.Registry.OpenSealed(ctx, registry.Access{Reader: actor, Approver: own, Purpose: fengcun.PurposeCase, Basis: "16"}, id.Record)
			return nil, err
		}},
		{"reopen", func(w *World, id Identifiers) ([]byte, error) {
			return nil, w.Registry.Reopen(ctx, actor, id.Record, sample.Member(actor.Organ, fengcun.RoleHandler).Staff)
		}},
	}
}
