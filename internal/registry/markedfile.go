package registry

import (
	"context"
	"slices"
	"strings"

	"fengcun"
	"fengcun/internal/copymark"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/law"
)

// MarkedFile and Redaction are what the store keeps, under names that the surfaces may
// use.
type (
	MarkedFile = store.MarkedFile
	Redaction  = store.Redaction
)

// FileMark says that a file has to bear a label. A file that used sealed information
// is led to by the copy code on the page that it used.
type FileMark struct {
	Kind        fengcun.MarkedFileKind
	Label       string        // opaque; empty lets the registry choose one
	Unpublished bool          // its judgment states a sealed record
	Code        copymark.Code // of a citing file; empty if the page came from elsewhere
}

// MarkFile makes the task to label a file (Articles 5, 6, 18 last paragraph). Of the
// file nothing is kept but the label that it is to bear: after the seal nothing leads
// from it to a person.
//
// Errors: file.kind; holding.label; not_found for a code that nobody has.
func (r *Registry) MarkFile(ctx context.Context, actor fengcun.Actor, q FileMark) (fengcun.ID, error) {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.MarkFile, Organ: actor.Organ}, fengcun.ID{})
	if err != nil {
		return fengcun.ID{}, err
	}
	if !slices.Contains(fengcun.MarkedFileKinds(), q.Kind) {
		return fengcun.ID{}, fengcun.Invalid("file.kind", "kind")
	}
	f := r.foundFile(actor.Organ, q.Kind, actor.Staff, fengcun.NewID())
	f.Unpublished = f.Unpublished || q.Unpublished
	if q.Label != "" {
		f.Label = q.Label
	}
	if q.Kind.Citing() && q.Code != "" {
		m, err := store.CopyMarkByCode(ctx, r.rows, string(q.Code))
		if err != nil {
			return fengcun.ID{}, err
		}
		f.Origin = m.Item
	}
	if !opaqueLabel(f.Label, q.Label != "") {
		return fengcun.ID{}, fengcun.Invalid("holding.label", "label")
	}
	a.object, a.detail = f.ID, string(q.Kind)
	receipt, err := r.commit(ctx, a, []store.Statement{store.InsertMarkedFile(f)})
	if err == nil && receipt.Replayed() {
		return receipt.ResultID(), nil
	}
	return f.ID, err
}

func chosenLabel(id fengcun.ID) string { return strings.ToUpper(id.String()[:12]) }

// foundFile is a file that waits for the label chosen for it.
func (r *Registry) foundFile(organ fengcun.OrganID, kind fengcun.MarkedFileKind, by fengcun.StaffID, origin fengcun.ID) store.MarkedFile {
	f := store.MarkedFile{
		ID: fengcun.NewID(), Organ: organ, Kind: kind, State: fengcun.FileFound,
		Unpublished: kind.NeverPublished(), Origin: origin, MarkedBy: by, MarkedOn: r.today(),
	}
	f.Label = chosenLabel(f.ID)
	return f
}

// jointFile makes the task to label the file of the adults, or of all, once a record of
// a joint crime is to be sealed at an organ (Article 5). Further volumes are marked by
// hand.
func (r *Registry) jointFile(ctx context.Context, c store.Copy, by fengcun.StaffID, facts law.Facts) ([]store.Statement, error) {
	kinds := map[law.Label]fengcun.MarkedFileKind{law.LabelAdultFile: fengcun.JointSeparate, law.LabelWholeFile: fengcun.JointWhole}
	have, err := store.MarkedFilesFrom(ctx, r.rows, c.ID)
	if err != nil || len(have) > 0 {
		return nil, err
	}
	for _, l := range law.Decide(facts, r.today()).Labels {
		if kind, ok := kinds[l]; ok {
			return []store.Statement{store.InsertMarkedFile(r.foundFile(c.Organ, kind, by, c.ID))}, nil
		}
	}
	return nil, nil
}

// LabelFile confirms that the label stands on the cover.
func (r *Registry) LabelFile(ctx context.Context, actor fengcun.Actor, id fengcun.ID) error {
	f, a, err := r.onFile(ctx, actor, policy.LabelFile, id, "")
	if err != nil {
		return err
	}
	if _, err := f.State.Next(fengcun.FileLabelled); err != nil {
		return err
	}
	f.State, f.LabelledBy, f.LabelledOn = fengcun.FileLabelled, actor.Staff, r.today()
	_, err = r.commit(ctx, a, []store.Statement{store.MoveMarkedFile(f)})
	return err
}

// The limits of a redaction list.
const (
	mostRedactions = 500
	mostPages      = 20_000
)

// ListRedactions says where in a file something has to be covered before a copy of
// it leaves: places and kinds of clue, never what stands there, so that the list
// outlives the seal and names nobody. A new list takes the place of the old one.
func (r *Registry) ListRedactions(ctx context.Context, actor fengcun.Actor, id fengcun.ID, list []store.Redaction) error {
	f, a, err := r.onFile(ctx, actor, policy.ListRedactions, id, "")
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return fengcun.Invalid("file.redactions", "redactions")
	}
	if err := checkRedactions(list); err != nil {
		return err
	}
	// The file's version moves, so that nobody gives a copy out by the list that was.
	_, err = r.commit(ctx, a, append([]store.Statement{store.MoveMarkedFile(f)}, store.ReplaceRedactions(f.ID, list)...))
	return err
}

func checkRedactions(list []store.Redaction) error {
	if len(list) > mostRedactions {
		return fengcun.Invalid("file.redactions", "redactions")
	}
	for _, one := range list {
		if one.First < 1 || one.Last < one.First || one.Last > mostPages {
			return fengcun.Invalid("file.pages", "pages")
		}
		if !slices.Contains(fengcun.Clues(), one.Clue) {
			return fengcun.Invalid("file.clue", "clue")
		}
	}
	return nil
}

// FileCopy asks for a copy of a marked file, or for the file itself.
type FileCopy struct {
	File    fengcun.ID
	AskedBy fengcun.StaffID       // the second person, who asked
	Organ   fengcun.OrganID       // that it goes to, or
	To      fengcun.FileRecipient // whoever else
	Whole   bool                  // the file itself is handed over, to an organ or an archive
}

// GiveFileCopy lets a copy of a marked file leave, by two people (Articles 5, 6): after
// it is labelled, by a list of what was covered, and never to be published if its
// judgment states a sealed record. At the organ that it goes to the copy is a marked
// file of its own, with the same list, and waits to be labelled: at once if the organ
// works here, by a message if it works on another installation.
//
// Errors (conflict): file.not_labelled, file.no_redactions, file.no_paragraph,
// file.unpublished;
// (invalid): file.recipient.
func (r *Registry) GiveFileCopy(ctx context.Context, actor fengcun.Actor, q FileCopy) error {
	f, a, err := r.onFile(ctx, actor, policy.GiveFileCopy, q.File, q.AskedBy)
	if err != nil {
		return err
	}
	list, err := store.RedactionsOf(ctx, r.rows, f.ID)
	if err != nil {
		return err
	}
	conflict := func(code string) error {
		return &fengcun.Error{Kind: fengcun.KindConflict, Code: code, Args: map[string]string{"article": f.Kind.Basis()}}
	}
	switch {
	case (q.Organ == "") == (q.To == ""), q.To != "" && !slices.Contains(fengcun.FileRecipients(), q.To), q.Organ == f.Organ,
		q.Whole && q.Organ == "" && q.To != fengcun.ToArchive:
		return fengcun.Invalid("file.recipient", "to")
	case f.State != fengcun.FileLabelled:
		return conflict("file.not_labelled")
	case q.To == fengcun.ToPublication && f.Unpublished:
		return conflict("file.unpublished")
	case !q.Whole && len(list) == 0:
		return conflict("file.no_redactions")
	case !q.Whole && f.Kind == fengcun.LaterJudgment && !slices.ContainsFunc(list, func(r store.Redaction) bool { return r.Clue == fengcun.ClueParagraph }):
		return conflict("file.no_paragraph")
	}
	given := store.FileCopy{
		ID: fengcun.NewID(), File: f.ID, Recipient: string(q.To), Whole: q.Whole, AskedBy: q.AskedBy, GivenBy: actor.Staff, GivenOn: r.today(),
	}
	statements := []store.Statement{}
	if q.Organ != "" {
		organ, err := store.Organ(ctx, r.rows, q.Organ)
		if err != nil {
			return err
		}
		given.Recipient = string(organ.ID)
		switch follows := (fileBody{Kind: f.Kind, Unpublished: f.Unpublished, Redactions: list}); {
		case organ.Here():
			statements = r.labelFollows(organ.ID, actor.Staff, follows)
		case organ.Exchanges():
			if statements, err = r.post(ctx, f.Organ, organ.ID, given.ID, exchanged{Kind: messageFile, File: &follows}, ""); err != nil {
				return err
			}
		}
	}
	if q.Whole {
		if _, err := f.State.Next(fengcun.FileTransferred); err != nil {
			return err
		}
		f.State = fengcun.FileTransferred
	}
	a.object, a.detail = given.ID, string(q.To)
	_, err = r.commit(ctx, a, append(statements, store.MoveMarkedFile(f), store.InsertFileCopy(given)))
	return err
}

// fileBody is what goes with a copy of a marked file to the organ that gets it: why the
// file bears a label and what is covered on which pages; nothing that stands in it.
type fileBody struct {
	Kind        fengcun.MarkedFileKind `json:"kind"`
	Unpublished bool                   `json:"unpublished,omitempty"`
	Redactions  []store.Redaction      `json:"redactions,omitempty"`
}

// labelFollows makes the copy of a marked file a marked file of the organ that got it.
func (r *Registry) labelFollows(organ fengcun.OrganID, by fengcun.StaffID, file fileBody) []store.Statement {
	f := r.foundFile(organ, file.Kind, by, fengcun.NewID())
	f.Unpublished = file.Unpublished
	return append([]store.Statement{store.InsertMarkedFile(f)}, store.ReplaceRedactions(f.ID, file.Redactions)...)
}

// applyFile receives the label of a file of which an organ elsewhere gave a copy.
func (r *Registry) applyFile(to fengcun.OrganID, body exchanged) ([]store.Statement, error) {
	if body.File == nil || !slices.Contains(fengcun.MarkedFileKinds(), body.File.Kind) || checkRedactions(body.File.Redactions) != nil {
		return nil, &fengcun.Error{Kind: fengcun.KindInvalid, Code: "exchange.body"}
	}
	return r.labelFollows(to, carrier(to).Staff, *body.File), nil
}

// onFile loads a marked file of the actor's organ and asks the policy.
func (r *Registry) onFile(ctx context.Context, actor fengcun.Actor, name policy.Act, id fengcun.ID, proposer fengcun.StaffID) (store.MarkedFile, *act, error) {
	f, err := store.MarkedFileOf(ctx, r.rows, actor.Organ, id)
	if err != nil {
		return f, nil, err
	}
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: name, Organ: f.Organ, Proposer: proposer}, f.ID)
	return f, a, err
}

// FileView is a marked file as its organ sees it.
type FileView struct {
	store.MarkedFile
	Redactions []store.Redaction
	Copies     []store.FileCopy
}

// MarkedFiles lists the marked files of the actor's organ, those that wait for their
// label first, 500 at most.
func (r *Registry) MarkedFiles(ctx context.Context, actor fengcun.Actor) ([]store.MarkedFile, error) {
	if err := r.viewing(ctx, actor, policy.ViewFiles, fengcun.ID{}); err != nil {
		return nil, err
	}
	return store.MarkedFilesOf(ctx, r.rows, actor.Organ)
}

// MarkedFile shows a marked file of the actor's organ with its redaction list and the
// copies that left. It does not say what made the file known.
func (r *Registry) MarkedFile(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (FileView, error) {
	if err := r.viewing(ctx, actor, policy.ViewFiles, id); err != nil {
		return FileView{}, err
	}
	f, err := store.MarkedFileOf(ctx, r.rows, actor.Organ, id)
	if err != nil {
		return FileView{}, err
	}
	view := FileView{MarkedFile: f}
	if view.Redactions, err = store.RedactionsOf(ctx, r.rows, id); err != nil {
		return FileView{}, err
	}
	view.Copies, err = store.FileCopiesOf(ctx, r.rows, id)
	return view, err
}
