package drill

import (
	"context"
	"fmt"
	"strings"

	"fengcun"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
	"fengcun/law"
)

// System is what the questions are asked of. The registry of acts is one.
type System interface {
	Certify(ctx context.Context, actor fengcun.Actor, q registry.Application) (registry.Issued, error)
	Search(ctx context.Context, actor fengcun.Actor, q registry.Query) ([]fengcun.CopyID, error)
	Inquire(ctx context.Context, actor fengcun.Actor, q registry.InquiryApplication) (registry.Issued, error)
	PermitInquiry(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (registry.Findings, error)
	File(ctx context.Context, actor fengcun.Actor, f registry.Filing) (registry.Filed, error)
	Read(ctx context.Context, actor fengcun.Actor, id fengcun.CopyID) (registry.View, error)
	Work(ctx context.Context, actor fengcun.Actor) (registry.Work, error)
	Matters(ctx context.Context, actor fengcun.Actor, after registry.Cursor) (registry.MatterPage, error)
	OpenSealed(ctx context.Context, q registry.Access, id fengcun.RecordID) (registry.View, error)
}

var _ System = (*registry.Registry)(nil)

// question is one question, asked in both worlds about both persons.
type question struct {
	family Family
	name   string
	ask    func(ctx context.Context, w *World, s subject) (string, error)
}

// questions are all of them, as each of the staff.
func questions(staff []fengcun.Actor) []question {
	var all []question
	add := func(f Family, name string, actor fengcun.Actor, ask func(ctx context.Context, w *World, s subject) (string, error)) {
		all = append(all, question{f, name + " / " + string(actor.Staff), ask})
	}
	for _, actor := range staff {
		add(Counts, "work", actor, func(ctx context.Context, w *World, _ subject) (string, error) {
			work, err := w.Work(ctx, actor)
			return fmt.Sprint(len(work.Todo), len(work.Waiting)), err
		})
		add(Counts, "matters", actor, func(ctx context.Context, w *World, _ subject) (string, error) {
			page, err := w.Matters(ctx, actor, registry.Cursor{})
			return fmt.Sprint(len(page.Matters)), err
		})
		for name, query := range map[string]func(s subject) registry.Query{
			"search by number": func(s subject) registry.Query { return registry.Query{Document: s.Documents[0]} },
			"search by name":   func(s subject) registry.Query { return registry.Query{Name: s.name(), Birth: s.Birth} },
			"search by case":   func(s subject) registry.Query { return registry.Query{CaseNumber: s.number} },
		} {
			add(Existence, name, actor, func(ctx context.Context, w *World, s subject) (string, error) {
				found, err := w.Search(ctx, actor, query(s))
				return fmt.Sprint(len(found)), err
			})
		}
		add(Certificate, "certificate", actor, func(ctx context.Context, w *World, s subject) (string, error) {
			return paper(w.Certify(ctx, actor, application(s)))
		})
		add(Refusal, "inquiry without a title", actor, func(ctx context.Context, w *World, _ subject) (string, error) {
			return paper(w.Inquire(ctx, actor, registry.InquiryApplication{Unit: "某某快递有限公司", Purpose: "hiring", Title: "公司招聘管理办法"}))
		})
		add(ByIdentity, "read by identifier", actor, func(ctx context.Context, w *World, s subject) (string, error) {
			id := w.copies[actor.Organ]
			if id.IsZero() {
				id = w.copies[sample.Court]
			}
			_, err := w.Read(ctx, actor, w.noted(s, "copy "+string(actor.Organ), id))
			return "", err
		})
		add(Views, "open alone", actor, func(ctx context.Context, w *World, s subject) (string, error) {
			own := actor
			own.Role = fengcun.RoleApprover
			_, err := w.OpenSealed(ctx, registry.Access{Reader: actor, Approver: own, Purpose: fengcun.PurposeCase, Basis: "16"}, w.noted(s, "record", w.record))
			return "", err
		})
	}
	add(Letter, "letter of result", sample.Member(sample.Police, fengcun.RoleApprover), letter)
	add(Duplicates, "filing again", sample.Second(sample.OtherCourt), func(ctx context.Context, w *World, s subject) (string, error) {
		filed, err := w.File(ctx, sample.Second(sample.OtherCourt), w.filing(s))
		return fmt.Sprint(len(filed.Records), len(filed.Copies)), err
	})
	return all
}

func application(s subject) registry.Application {
	return registry.Application{
		Name: s.name(), Document: s.Documents[0], Birth: s.Birth, By: fengcun.BySelf, Papers: law.ApplicationPapers(fengcun.BySelf, 9), Purpose: "work",
	}
}

// paper is everything of a paper that is read: number, form and text.
func paper(doc registry.Issued, err error) (string, error) {
	return fmt.Sprintf("%s %s\n%s", doc.Number, doc.Form, doc.Text), err
}

// letter takes a unit's inquiry at the police from its application to its letter.
func letter(ctx context.Context, w *World, s subject) (string, error) {
	r := w.Registry()
	window, handler, approver := sample.Member(sample.Police, fengcun.RoleWindow), sample.Member(sample.Police, fengcun.RoleHandler), sample.Member(sample.Police, fengcun.RoleApprover)
	today := fengcun.DateOf(w.at())
	proposal, err := r.ProposeChange(ctx, handler, registry.Change{
		Kind: registry.ChangeTitle, Member: fengcun.Actor{Organ: sample.Police}, From: today,
		Title: &fengcun.LegalTitle{Law: "中华人民共和国教师法", Article: "第十四条", Level: fengcun.LevelLaw, Entitles: []fengcun.Scope{fengcun.ScopePunished}},
	})
	if err != nil {
		return "", err
	}
	if _, err := r.ApproveChange(ctx, approver, proposal); err != nil {
		return "", err
	}
	taken, err := w.Inquire(ctx, window, registry.InquiryApplication{
		Rule: fengcun.RulePolice, Unit: "某中学", Purpose: "hiring", Title: "《中华人民共和国教师法》第十四条", Listed: proposal, Letter: "1",
		Scope: []fengcun.Scope{fengcun.ScopePunished}, Handlers: []fengcun.HandlingPerson{{Name: "某", Number: "310115198001010011", Post: "干部"}},
	})
	if err != nil {
		return "", err
	}
	if _, err := r.ReviewBasis(ctx, handler, taken.Application, nil); err != nil {
		return "", err
	}
	sheets, err := w.sheets(ctx, taken.Application)
	if err != nil {
		return "", err
	}
	for _, sheet := range sheets {
		if err := r.SignUndertaking(ctx, window, taken.Application, sheet); err != nil {
			return "", err
		}
	}
	if err := r.NamePerson(ctx, window, taken.Application, registry.Query{Name: s.name(), Document: s.Documents[0], Birth: s.Birth}); err != nil {
		return "", err
	}
	found, err := w.PermitInquiry(ctx, approver, taken.Application)
	if err != nil {
		return "", err
	}
	text, err := paper(r.AnswerInquiry(ctx, approver, taken.Application, registry.Answer{Collector: "310115198001010011"}))
	return fmt.Sprint(len(found.Found), " ") + strings.ReplaceAll(text, taken.Number, "…"), err
}
