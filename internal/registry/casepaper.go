package registry

import (
	"context"
	"slices"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// CasePaper names a paper about a matter that is printed from the copy that the
// actor's organ has in hand, to be signed or stamped.
type CasePaper struct {
	Form   document.Form
	Of     fengcun.ID   // the notice whose service it proves, or the unsealing; zero where the matter has one alone
	To     string       // whom it goes to: an organ's identifier, or PersonConcerned; empty for the file
	Number string       // of the paper, or of the one that it proves the service of
	On     fengcun.Date // the day that it bears
}

func (p CasePaper) is(q CasePaper) bool { return p.Form == q.Form && p.Of == q.Of && p.To == q.To }

// CasePapers lists the papers that can be printed about a matter in hand: the letter
// and the record of the explanation (Article 8), a proof of service for each recipient
// that the organ serves (Articles 11, 12), the inventory of what it seals (Article 10);
// after a seal was lifted, the notice of it to each recipient (Article 19).
// After the organ's seal the matter is not found, and with it no paper.
func (r *Registry) CasePapers(ctx context.Context, actor fengcun.Actor, id fengcun.ID) ([]CasePaper, error) {
	if err := r.viewing(ctx, actor, policy.PrintPaper, id); err != nil {
		return nil, err
	}
	c, err := r.viewed(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	return r.casePapers(ctx, c)
}

// PrintCasePaper prints one of the papers that CasePapers lists. One that is not
// among them is not found.
func (r *Registry) PrintCasePaper(ctx context.Context, actor fengcun.Actor, id fengcun.ID, q CasePaper) (Issued, error) {
	if err := r.viewing(ctx, actor, policy.PrintPaper, id); err != nil {
		return Issued{}, err
	}
	c, err := r.viewed(ctx, actor, id)
	if err != nil {
		return Issued{}, err
	}
	listed, err := r.casePapers(ctx, c)
	if err != nil {
		return Issued{}, err
	}
	at := slices.IndexFunc(listed, q.is)
	if at < 0 {
		return Issued{}, errNotFound("case_paper")
	}
	organ, err := store.Organ(ctx, r.rows, c.Organ)
	if err != nil {
		return Issued{}, err
	}
	paper, err := r.casePaper(ctx, organ, c, listed[at])
	if err != nil {
		return Issued{}, err
	}
	printed, err := r.press.Print(paper, r.clock())
	return Issued{Application: c.Record, Number: listed[at].Number, Form: paper.Form, Printed: printed}, err
}

func (r *Registry) casePapers(ctx context.Context, c store.Copy) ([]CasePaper, error) {
	rec, err := store.RecordByID(ctx, r.rows, c.Record)
	if err != nil {
		return nil, err
	}
	var papers []CasePaper
	if rec.Organ == c.Organ {
		told, err := r.explanationOf(ctx, c)
		switch {
		case fengcun.KindOf(err) == fengcun.KindNotFound:
			papers = append(papers, CasePaper{Form: document.ExplanationLetter, On: r.today()})
		case err != nil:
			return nil, err
		default:
			papers = append(papers, CasePaper{Form: document.ExplanationLetter, On: told.On}, CasePaper{Form: document.ExplanationRecord, On: told.On})
		}
		lifted, err := r.unsealingPapers(ctx, c)
		if err != nil {
			return nil, err
		}
		papers = append(papers, lifted...)
	}
	served, err := r.servicePapers(ctx, c)
	if err != nil {
		return nil, err
	}
	papers = append(papers, served...)
	holdings, err := store.HoldingsOfCopy(ctx, r.rows, c.ID)
	if err == nil && len(holdings) > 0 {
		papers = append(papers, CasePaper{Form: document.SealingInventory, On: r.today()})
	}
	return papers, err
}

// servicePapers are the proofs of service of the notices that an organ serves.
func (r *Registry) servicePapers(ctx context.Context, c store.Copy) ([]CasePaper, error) {
	notices, err := store.NoticesOfRecord(ctx, r.rows, c.Record)
	if err != nil {
		return nil, err
	}
	var papers []CasePaper
	for _, n := range notices {
		if n.State != fengcun.NoticeIssued {
			continue
		}
		issuer, err := store.Organ(ctx, r.rows, n.Issuer)
		if err != nil {
			return nil, err
		}
		number, err := r.number(ctx, issuer, document.SeriesNotice, n.Year, n.Serial)
		if err != nil {
			return nil, err
		}
		deliveries, err := r.printable(ctx, n.ID, c.Organ)
		if err != nil {
			return nil, err
		}
		for _, d := range deliveries {
			if d.Sender == c.Organ {
				papers = append(papers, CasePaper{Form: document.ServiceReceipt, Of: n.ID, To: d.Recipient, Number: number, On: d.DispatchedOn})
			}
		}
	}
	return papers, nil
}

// explanationOf reads the latest explanation that was recorded.
func (r *Registry) explanationOf(ctx context.Context, c store.Copy) (explanationPayload, error) {
	var e explanationPayload
	part, err := r.openPart(ctx, c.Item, partExplanation)
	if err != nil {
		return e, err
	}
	return e, decodePart(part, &e)
}
