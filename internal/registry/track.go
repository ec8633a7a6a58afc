package registry

import (
	"context"
	"strings"
	"unicode"

	"fengcun"
	"fengcun/internal/audit"
	"fengcun/internal/copymark"
	"fengcun/internal/document"
	"fengcun/internal/policy"
	"fengcun/internal/store"
)

// receiptDays is how long after its term a receipt answers: it does not outlive the
// application by years.
const receiptDays = 90

// CertificateReceipt prints the receipt of an application for a certificate, with a code
// by which the applicant asks how far it has come. It is the same for everybody, before
// and after the answer. Each print has a code of its own; nobody else is told it.
func (r *Registry) CertificateReceipt(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (Issued, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.Certify, Organ: actor.Organ, Assignee: actor.Staff}, id)
	if err != nil {
		return Issued{}, err
	}
	cert, err := r.ownCertificate(ctx, actor, id)
	if err != nil {
		return Issued{}, err
	}
	part, err := r.openPart(ctx, cert.Item, partApplication)
	if err != nil {
		return Issued{}, asked("certificate", err)
	}
	var q applicationPayload
	if err := decodePart(part, &q); err != nil {
		return Issued{}, err
	}
	organ, err := store.Organ(ctx, r.rows, cert.Organ)
	if err != nil {
		return Issued{}, err
	}
	number, err := r.certificateNumber(ctx, organ, cert, q)
	if err != nil {
		return Issued{}, err
	}
	code := copymark.NewCode()
	paper, err := r.setPaper(ctx, organ, document.AcceptanceReceipt, r.today(), document.Fields{
		"number": document.Text(number), "organ": document.Text(organ.Name), "applicant": document.Text(q.Name), "matter": document.Text("无犯罪记录证明"),
		"accepted": document.Day(q.Accepted), "due": document.Day(cert.DueOn), "date": document.Day(r.today()), "secret": document.Text(code.String()),
	})
	if err == nil {
		err = r.press.Check(paper, r.clock())
	}
	if err != nil {
		return Issued{}, err
	}
	a.object = cert.ID
	if _, err := r.commit(ctx, a, []store.Statement{store.InsertTracking(store.Tracking{
		Term: r.trackingTerm(number, string(code)), Certificate: cert.ID, Until: cert.DueOn.AddDays(receiptDays),
	})}); err != nil {
		return Issued{}, err
	}
	printed, err := r.press.Print(paper, r.clock())
	return Issued{Application: cert.ID, Number: number, Form: document.AcceptanceReceipt, Printed: printed}, err
}

// trackingTerm is the one digest of both, so that neither can be tried without the
// other. Brackets and blanks are left out: hardly anybody can type them.
func (r *Registry) trackingTerm(number, code string) string {
	plain := strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToUpper(c)
		}
		return -1
	}, number)
	if parsed, err := copymark.ParseCode(code); err == nil {
		code = string(parsed)
	}
	return r.sealer.RequestKey("track\x00" + plain + "\x00" + code)
}

// Tracked is how far an application has come. It is Open until there is an answer to be
// collected, which is said of a certificate and a refusal alike; whether it is verified,
// compared or simply waits is not said.
type Tracked struct {
	Found    bool
	Accepted fengcun.Date
	Due      fengcun.Date
	Ready    bool // the answer can be collected
}

// trackClass is the class of the entry about such a question, whatever it finds.
const trackClass = audit.Class("track")

// Track tells an applicant how far an application has come, by the number and the code
// on the receipt. A wrong number, a wrong code, a receipt that has ended and one of
// nobody are the same answer, after the same reads and with the same entry in the log.
// It reads states and days alone: neither the vault nor the open register.
func (r *Registry) Track(ctx context.Context, number, code string) (Tracked, error) {
	a := &act{
		actor: fengcun.Actor{Organ: installation}, name: policy.Act(trackClass), ground: policy.Ground{PolicyID: "track", Basis: "15"},
	}
	t, err := store.TrackingOf(ctx, r.rows, r.trackingTerm(number, code), r.today())
	missed := fengcun.KindOf(err) == fengcun.KindNotFound
	if err != nil && !missed {
		return Tracked{}, err
	}
	if missed {
		t.Certificate = fengcun.NewID()
	}
	cert, err := store.CertificateByID(ctx, r.rows, t.Certificate)
	if err != nil && fengcun.KindOf(err) != fengcun.KindNotFound {
		return Tracked{}, err
	}
	if _, err := r.commit(ctx, a, nil); err != nil {
		return Tracked{}, err
	}
	return Tracked{!missed, cert.AcceptedOn, cert.DueOn, cert.State == fengcun.CertificateIssued}, nil
}
