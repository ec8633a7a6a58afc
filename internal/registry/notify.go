package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/calendar"
	"fengcun/internal/document"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/law"
)

// DraftNotice drafts the sealing notice of a record that is due to be sealed
// (Articles 11, 12). A matter of Article 3 has no notice in the law's sense: the
// same paper then is the organ's internal approval, sent to every organ of the
// matter's history.
func (r *Registry) DraftNotice(ctx context.Context, actor fengcun.Actor, id fengcun.RecordID) (fengcun.NoticeID, error) {
	a, rec, c, err := r.working(ctx, actor, policy.DraftNotice, id, "")
	if err != nil {
		return fengcun.NoticeID{}, err
	}
	if rec.State != fengcun.RecordSealDue {
		_, err := rec.State.Next(fengcun.RecordSealed)
		if err == nil {
			err = errState("notice.not_due", rec.State, "11")
		}
		return fengcun.NoticeID{}, err
	}
	earlier, err := store.NoticesOfRecord(ctx, r.rows, rec.ID)
	if err != nil {
		return fengcun.NoticeID{}, err
	}
	if slices.ContainsFunc(earlier, func(n store.Notice) bool { return !n.Overtaken }) {
		return fengcun.NoticeID{}, errState("notice.exists", rec.State, "11")
	}
	basis, err := r.serviceOf(ctx, c)
	if err != nil {
		return fengcun.NoticeID{}, err
	}
	n := store.Notice{
		ID: fengcun.NewID(), Record: rec.ID, Organ: rec.Organ, State: fengcun.NoticeDraft,
		Basis: basis, DraftedBy: actor.Staff,
	}
	a.object = n.ID
	_, err = r.commit(ctx, a, []store.Statement{store.HoldRecord(rec), store.InsertNotice(n)})
	return a.object, err
}

// IssueNotice numbers a drafted notice and sends it: to the person, and to each
// organ as an item of its own under that organ's keys. Drafting may precede the
// effective day; issuing may not.
func (r *Registry) IssueNotice(ctx context.Context, actor fengcun.Actor, id fengcun.NoticeID) error {
	return r.IssueNoticeAs(ctx, actor, id, 0)
}

// IssueNoticeAs does the same under a serial number that the organ's own register
// outside this program gave; zero takes the next one here.
func (r *Registry) IssueNoticeAs(ctx context.Context, actor fengcun.Actor, id fengcun.NoticeID, serial int) error {
	n, err := store.NoticeByID(ctx, r.rows, id)
	if err != nil {
		return err
	}
	a, rec, c, err := r.working(ctx, actor, policy.IssueNotice, n.Record, n.DraftedBy)
	if err != nil {
		return asked("notice", err)
	}
	if n.State != fengcun.NoticeApproved {
		if _, err := n.State.Next(fengcun.NoticeApproved); err != nil {
			return err
		}
	}
	if n.Overtaken || rec.State != fengcun.RecordSealDue {
		return errState("notice.overtaken", rec.State, "11")
	}
	facts, err := r.readFactsOf(ctx, c)
	if err != nil {
		return err
	}
	today := r.today()
	if e := facts.Outcome.Effective; e.IsZero() || e.After(today) {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: "notice.not_effective", Field: "effective", Args: map[string]string{"article": n.Basis}}
	}
	services, err := r.servicesOf(ctx, c)
	if err != nil {
		return err
	}
	recipients, err := r.recipients(ctx, rec, n.Basis, slices.Contains(services, law.SealCorrections), today)
	if err != nil {
		return err
	}
	person, err := r.readPerson(ctx, c)
	if err != nil {
		return err
	}
	organs, elsewhere, err := r.organs(ctx, recipients)
	if err != nil {
		return err
	}
	if n.State == fengcun.NoticeDraft {
		if err := r.given(rec.Organ, document.SeriesNotice, serial != 0); err != nil {
			return err
		}
		if err := r.serialFree(ctx, rec.Organ, today.Year, serial); err != nil {
			return err
		}
		if err := r.checkNotices(ctx, rec, n, recipients, person, facts); err != nil {
			return err
		}
	}
	step, last, err := r.inTurn(ctx, a, rec.Organ, n.ID)
	if err != nil {
		return err
	}
	if !last {
		return r.endorse(ctx, a, step, rec, n.ID)
	}
	if elsewhere && n.State == fengcun.NoticeDraft {
		// A message names the notice's number, so the number is taken first.
		if n, err = r.numbered(ctx, a, rec, n, today.Year, serial); err != nil {
			return err
		}
	}
	statements := []store.Statement{store.HoldRecord(rec), store.IssueNumbered(n, actor.Staff)}
	if n.State == fengcun.NoticeDraft {
		statements = append(r.noticeSerial(rec.Organ, today.Year, serial), store.HoldRecord(rec), store.IssueNotice(n, actor.Staff, today.Year, serial))
	}
	if servedOnPerson(n.Basis) {
		statements = append(statements, store.InsertDelivery(store.Delivery{Notice: n.ID, Recipient: store.Person, Sender: rec.Organ, Basis: n.Basis, State: fengcun.DeliveryDispatched, DispatchedOn: today}))
	}
	for i, organ := range organs {
		served, err := r.serve(ctx, service{notice: n, to: organ, by: rec.Organ, basis: recipients[i].basis, on: today, item: c.Item}, person, &facts)
		if err != nil {
			return err
		}
		statements = append(statements, served...)
	}
	a.object, a.detail = n.ID, n.Basis
	_, err = r.commit(ctx, a, append(statements, step...))
	return err
}

// servedOnPerson reports whether a notice of a basis goes to the person too; the
// others are the organ's own approval.
func servedOnPerson(basis string) bool { return basis == basisJudgment || basis == basisNonProsecution }

// checkNotices tries the paper of every recipient before a number is taken.
func (r *Registry) checkNotices(ctx context.Context, rec store.Record, n store.Notice, recipients []recipient, person particulars, facts law.Facts) error {
	issuer, err := store.Organ(ctx, r.rows, rec.Organ)
	if err != nil {
		return err
	}
	number, err := r.number(ctx, issuer, document.SeriesNotice, r.today().Year, document.LargestSerial)
	if err != nil {
		return err
	}
	of := noticeOf{n.Basis, number, store.Person, r.today()}
	var papers []noticeOf
	if servedOnPerson(n.Basis) {
		papers = append(papers, of)
	}
	for _, to := range recipients {
		of.to = string(to.organ)
		papers = append(papers, of)
	}
	for _, of := range papers {
		paper, err := r.noticePaper(ctx, issuer, of, person, facts)
		if err == nil {
			err = r.press.Check(paper, r.clock())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// organs loads organs, and says whether one of them works on another installation.
func (r *Registry) organs(ctx context.Context, recipients []recipient) (organs []fengcun.Organ, elsewhere bool, err error) {
	for _, to := range recipients {
		o, err := store.Organ(ctx, r.rows, to.organ)
		if err != nil {
			return nil, false, err
		}
		organs = append(organs, o)
		elsewhere = elsewhere || o.Exchanges()
	}
	return organs, elsewhere, nil
}

// noticeSerial returns the statements by which a notice's number comes about: the
// next one of the series, or none where it is given.
func (r *Registry) noticeSerial(organ fengcun.OrganID, year, serial int) []store.Statement {
	if serial != 0 {
		return []store.Statement{r.fixFormat(organ, document.SeriesNotice, year)}
	}
	return r.nextNumber(organ, document.SeriesNotice, year)
}

// serialFree refuses a given serial number that another notice of the organ bears.
func (r *Registry) serialFree(ctx context.Context, organ fengcun.OrganID, year, serial int) error {
	if serial < 0 || serial > document.LargestSerial {
		return fengcun.Invalid("number.serial", "number")
	}
	if serial == 0 {
		return nil
	}
	taken, err := store.SerialTaken(ctx, r.rows, organ, year, serial)
	if err == nil && taken {
		err = errTaken()
	}
	return err
}

// numbered approves a draft and gives it its number, as an entry of its own. What
// breaks off after it goes on from there.
func (r *Registry) numbered(ctx context.Context, a *act, rec store.Record, n store.Notice, year, serial int) (store.Notice, error) {
	b := *a
	b.object, b.detail = n.ID, string(fengcun.NoticeApproved)
	_, err := r.commit(ctx, &b, append(r.noticeSerial(rec.Organ, year, serial), store.HoldRecord(rec), store.NumberNotice(n, a.actor.Staff, year, serial)))
	if err != nil {
		return n, err
	}
	return store.NoticeByID(ctx, r.store.Reader(), n.ID)
}

// recipient is an organ that a notice goes to, with the article on which its own duty
// rests.
type recipient struct {
	organ fengcun.OrganID
	basis string
}

// recipients are the organs that a notice goes to: at the same level as the
// deciding organ (Articles 11, 12), the matter's own history first and the table
// of peers where the history names none. Who investigated decides what takes the
// place of the public security organ. Whoever else the history names holds papers too
// and is told: the peers of the first instance as those of the last one, the agency
// that executes in the community for the time after (Article 13), everybody else, such
// as the court of first instance or a prison, for its own files. An organ that has
// ended is reached at its successor.
func (r *Registry) recipients(ctx context.Context, rec store.Record, basis string, corrections bool, on fengcun.Date) ([]recipient, error) {
	history, err := r.historyNow(ctx, rec.Matter)
	if err != nil {
		return nil, err
	}
	var found []recipient
	add := func(id fengcun.OrganID, basis string) {
		if id != rec.Organ && !slices.ContainsFunc(found, func(r recipient) bool { return r.organ == id }) {
			found = append(found, recipient{id, basis})
		}
	}
	caseType := caseTypeOf(history)
	procuratorate := func(k fengcun.OrganKind) bool { return k == fengcun.Procuratorate }
	investigator := func(k fengcun.OrganKind) bool { return k.Investigates(caseType) }
	var wanted []func(fengcun.OrganKind) bool
	switch basis {
	case basisJudgment:
		wanted = append(wanted, procuratorate, investigator)
	case basisNonProsecution:
		wanted = append(wanted, investigator)
	default:
		for _, h := range history {
			add(h.ID, basis)
		}
		return found, nil
	}
	own, err := store.Organ(ctx, r.rows, rec.Organ)
	if err != nil {
		return nil, err
	}
	peers, err := store.Peers(ctx, r.rows, rec.Organ, caseType, on)
	if err != nil {
		return nil, err
	}
	for i, kind := range wanted {
		organ, ok := peerOfKind(own, history, peers, kind)
		if !ok {
			missing := fengcun.Police
			if basis == basisJudgment && i == 0 {
				missing = fengcun.Procuratorate
			}
			return nil, &fengcun.Error{Kind: fengcun.KindConflict, Code: "notice.no_peer", Field: "recipients", Args: map[string]string{"kind": string(missing), "article": basis}}
		}
		add(organ, basis)
	}
	// Whoever else investigated, the police keep the tables that answer outside: they
	// are told too where the history or the table knows them.
	if police, ok := peerOfKind(own, history, peers, func(k fengcun.OrganKind) bool { return k == fengcun.Police }); ok {
		add(police, basis)
	}
	for _, h := range history {
		switch {
		case corrections && h.Kind == fengcun.Justice && h.Function == fengcun.Executed:
			add(h.ID, basisEnforcement)
		case basis == basisJudgment && procuratorate(h.Kind), investigator(h.Kind), h.Kind == fengcun.Police:
			add(h.ID, basis)
		default:
			add(h.ID, basisHolder)
		}
	}
	return found, nil
}

// historyNow is a matter's organ history with every organ as it is today.
func (r *Registry) historyNow(ctx context.Context, id fengcun.MatterID) ([]store.MatterOrgan, error) {
	history, err := store.History(ctx, r.rows, id)
	if err != nil {
		return nil, err
	}
	now := slices.Clone(history) // what was read ahead is not changed
	for i := range now {
		if now[i].Organ, err = r.heir(ctx, now[i].Organ); err != nil {
			return nil, err
		}
	}
	return now, nil
}

// caseTypeOf is the type of a case by who investigated it.
func caseTypeOf(history []store.MatterOrgan) fengcun.CaseType {
	for _, h := range history {
		if h.Function == fengcun.Investigated {
			return h.Kind.CaseTypeOf()
		}
	}
	return fengcun.CaseOrdinary
}

func peerOfKind(own fengcun.Organ, history []store.MatterOrgan, peers []fengcun.Organ, kind func(fengcun.OrganKind) bool) (fengcun.OrganID, bool) {
	for _, h := range history {
		if kind(h.Kind) && h.Level == own.Level {
			return h.ID, true
		}
	}
	for _, p := range peers {
		if kind(p.Kind) {
			return p.ID, true
		}
	}
	return "", false
}

// The articles on which a notice can rest. Only the first two are notices in the
// law's sense; the others are the organ's own approval.
const (
	basisJudgment       = "11"
	basisNonProsecution = "12"
	basisExOfficio      = "23"
	basisInternal       = "3"
)

// The articles on which a recipient's duty can rest beside that of the notice.
const (
	basisHolder      = "10" // whoever else holds papers
	basisEnforcement = "13" // the agency that executes in the community
)

// servicesOf reads from the decision in force who carries the seal into effect.
func (r *Registry) servicesOf(ctx context.Context, c store.Copy) ([]law.Service, error) {
	part, err := r.openPart(ctx, c.Item, partDecision)
	if err != nil {
		return nil, err
	}
	var d decisionPayload
	err = decodePart(part, &d)
	return d.Services, err
}

// serviceOf reads from the decision in force which article its service rests on.
func (r *Registry) serviceOf(ctx context.Context, c store.Copy) (string, error) {
	services, err := r.servicesOf(ctx, c)
	if err != nil {
		return "", err
	}
	for _, s := range services {
		switch s {
		case law.ServeCourt:
			return basisJudgment, nil
		case law.ServeProcuratorate:
			return basisNonProsecution, nil
		case law.SealExOfficio:
			return basisExOfficio, nil
		}
	}
	return basisInternal, nil
}

func (r *Registry) readFactsOf(ctx context.Context, c store.Copy) (law.Facts, error) {
	payload, err := r.openPart(ctx, c.Item, partFacts)
	if err != nil {
		return law.Facts{}, err
	}
	return readFacts(payload)
}

func errState(code string, state fengcun.RecordState, article string) error {
	return &fengcun.Error{Kind: fengcun.KindConflict, Code: code, Args: map[string]string{"from": string(state), "article": article}}
}

// dutyOf is the duty of a recipient: the statutory three days of Articles 11 to 13, an
// internal target where the law says "promptly".
func dutyOf(basis string) (calendar.TermCode, error) {
	switch basis {
	case basisJudgment:
		return calendar.SealAfterNotice, nil
	case basisNonProsecution:
		return calendar.SealAfterNonProsecution, nil
	case basisInternal, basisExOfficio, basisHolder:
		return calendar.SealOwnFile, nil
	case basisEnforcement:
		return calendar.SealAfterEnforcement, nil
	}
	return "", &fengcun.Error{Kind: fengcun.KindInternal, Code: "notice.basis"}
}

// receiptClock starts the term that the receipt of a notice starts. That of Article 13
// starts with the end of enforcement (EndEnforcement): here none does.
func (r *Registry) receiptClock(ctx context.Context, organ fengcun.OrganID, basis string, subject fengcun.ID, received fengcun.Date) ([]store.Statement, error) {
	duty, err := dutyOf(basis)
	if err != nil || duty == calendar.SealAfterEnforcement {
		return nil, err
	}
	clock, err := r.startClock(ctx, organ, duty, subject, received)
	return []store.Statement{clock}, err
}
