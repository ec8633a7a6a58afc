package registry

import (
	"context"
	"time"

	"fengcun"
	"fengcun/internal/copymark"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/vault"
)

// Disclosure is what the copy code on a page stands for.
type Disclosure struct {
	Code   copymark.Code
	Organ  fengcun.OrganID
	Reader fengcun.Particular // by name, or the account of a member of staff
	Grant  string             // its number, or the beginning of the warrant's identifier
	At     time.Time
	Uses   []FileUse // files that used it, as their organs said
}

// FileUse is a file that used what was read.
type FileUse struct {
	Organ fengcun.OrganID
	Kind  fengcun.MarkedFileKind
	State fengcun.MarkedFileState
}

// disclosurePayload is version 1 of the part.
type disclosurePayload struct {
	Reader string    `json:"reader"`
	Grant  string    `json:"grant"`
	At     time.Time `json:"at"`
}

// copyMark makes the mark of one disclosure, and the item and the statements that keep
// what its code stands for. They belong into the commit of the entry under which the pages
// leave: no page before it is known whose it is. What is kept names the reader and
// never the person whose record was read.
func (r *Registry) copyMark(ctx context.Context, organ fengcun.OrganID, reader fengcun.Particular, grant string) (copymark.Mark, fengcun.ItemID, []store.Statement, error) {
	o, err := store.Organ(ctx, r.rows, organ)
	if err != nil {
		return copymark.Mark{}, fengcun.ItemID{}, nil, err
	}
	m := copymark.Mark{Code: copymark.NewCode(), Organ: o.Name, Reader: reader, At: r.clock(), Grant: grant}
	payload, err := encodePart(partDisclosure, disclosurePayload{reader.Reveal(), grant, m.At.UTC()})
	if err != nil {
		return copymark.Mark{}, fengcun.ItemID{}, nil, err
	}
	item := fengcun.NewID()
	statements, err := r.vault.Deposit(organ, item, []vault.Payload{payload}, nil)
	if err != nil {
		return copymark.Mark{}, fengcun.ItemID{}, nil, err
	}
	return m, item, append(statements, store.InsertCopyMark(store.CopyMark{Code: string(m.Code), Organ: organ, Item: item})), nil
}

// Trace names the disclosure that a copy code stands for, if the actor's organ made
// it. A code of another organ and one that never was are the same answer.
func (r *Registry) Trace(ctx context.Context, actor fengcun.Actor, code copymark.Code) (Disclosure, error) {
	if err := r.viewing(ctx, actor, policy.TraceCopy, fengcun.ID{}); err != nil {
		return Disclosure{}, err
	}
	m, err := store.CopyMarkOf(ctx, r.rows, actor.Organ, string(code))
	if err != nil {
		return Disclosure{}, err
	}
	part, err := r.openPart(ctx, m.Item, partDisclosure)
	if err != nil {
		return Disclosure{}, asked("copy_mark", err)
	}
	var p disclosurePayload
	if err := decodePart(part, &p); err != nil {
		return Disclosure{}, err
	}
	d := Disclosure{Code: code, Organ: m.Organ, Reader: fengcun.Particular(p.Reader), Grant: p.Grant, At: p.At}
	files, err := store.MarkedFilesFrom(ctx, r.rows, m.Item)
	for _, f := range files {
		d.Uses = append(d.Uses, FileUse{f.Organ, f.Kind, f.State})
	}
	return d, err
}

// TraceFile looks for copy codes on a copy that turned up, a file or a picture of a
// page, and names the first disclosure of the actor's organ among them. Errors:
// copymark.file, copymark.none.
func (r *Registry) TraceFile(ctx context.Context, actor fengcun.Actor, file []byte) (Disclosure, error) {
	codes, err := copymark.Find(file)
	if err != nil {
		return Disclosure{}, err
	}
	for _, code := range codes {
		d, err := r.Trace(ctx, actor, code)
		if fengcun.KindOf(err) != fengcun.KindNotFound {
			return d, err
		}
	}
	return Disclosure{}, errNotFound("copy_mark")
}
