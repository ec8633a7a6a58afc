package registry

import (
	"bytes"
	"context"
	"crypto/sha256"
	"io"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/paper"
	"fengcun/internal/policy"
	"fengcun/internal/store"
	"fengcun/internal/verification"
)

// scanPayload is version 1 of the part: the scan of a paper that was stamped by hand.
type scanPayload struct {
	Number string       `json:"number"` // of the paper
	To     string       `json:"to,omitempty"`
	Kind   paper.Scan   `json:"kind"`
	File   string       `json:"file"` // an encrypted file of the item
	Size   int          `json:"size"`
	On     fengcun.Date `json:"on"`
	Blind  fengcun.ID   `json:"blind"` // keeps the digest outside the vault from confirming a guess
}

// LargestScan is the greatest length of a scan in bytes.
const LargestScan = paper.MaxScan

// ScanIn is the scan of a paper that was printed, stamped by hand and scanned: a full
// way to issue for an organ that signs nothing by machine.
type ScanIn struct {
	Paper fengcun.ID // an application for a certificate, or a notice
	To    string     // of a notice: its recipient
	File  io.Reader  // PDF, JPEG or PNG, at most LargestScan bytes
}

// ScanOut is such a scan as it was filed.
type ScanOut struct {
	Number string
	Kind   paper.Scan
	On     fengcun.Date
	File   []byte
}

// FileScan files the scan of a stamped paper. Its content is stored encrypted with
// the paper and dies or seals with it; the log keeps its digest. A scan on which the
// code of another paper is found is refused. A later scan of the same paper takes
// the place of the earlier one, which stays in the item.
func (r *Registry) FileScan(ctx context.Context, actor fengcun.Actor, q ScanIn) error {
	a, err := r.authorize(ctx, policy.Request{Actor: actor, Act: policy.FileScan, Organ: actor.Organ}, q.Paper)
	if err != nil {
		return err
	}
	p, err := r.stampable(ctx, actor, q.Paper, q.To)
	if err != nil {
		return err
	}
	content, err := io.ReadAll(io.LimitReader(q.File, paper.MaxScan+1))
	if err != nil {
		return &fengcun.Error{Kind: fengcun.KindInvalid, Code: "paper.scan_kind", Field: "scan", Err: err}
	}
	kind, codes, err := paper.ReadScan(content)
	if err != nil {
		return err
	}
	for _, text := range codes {
		if code, err := verification.ParseCode(text); err == nil && (code.Number != p.number || code.Organ != p.issuer) {
			return fengcun.Invalid("scan.other_paper", "scan")
		}
	}
	file, statements, err := r.vault.PutFile(ctx, p.item, bytes.NewReader(content))
	if err != nil {
		return err
	}
	part, err := encodePart(partScan, scanPayload{p.number, q.To, kind, file.String(), len(content), r.today(), fengcun.NewID()})
	if err != nil {
		return err
	}
	_, added, err := r.vault.Append(ctx, p.item, part)
	if err != nil {
		return err
	}
	a.object, a.warrant = q.Paper, sha256.Sum256(part.Canonical)
	_, err = r.commit(ctx, a, append(statements, added...))
	return err
}

// Scan returns the latest scan that was filed of a paper. None, and a paper that is
// sealed, another organ's or never was, are not found.
func (r *Registry) Scan(ctx context.Context, actor fengcun.Actor, id fengcun.ID, to string) (ScanOut, error) {
	if err := r.viewing(ctx, actor, policy.FileScan, id); err != nil {
		return ScanOut{}, err
	}
	p, err := r.stampable(ctx, actor, id, to)
	if err != nil {
		return ScanOut{}, err
	}
	contents, err := r.vault.Open(ctx, p.item)
	if err != nil {
		return ScanOut{}, err
	}
	defer contents.Forget()
	parts, err := contents.All(ctx)
	if err != nil {
		return ScanOut{}, err
	}
	var scan scanPayload
	for _, part := range parts {
		var s scanPayload
		if part.Kind != partScan {
			continue
		}
		if err := decodePart(part.Payload, &s); err != nil {
			return ScanOut{}, err
		}
		if s.To == to {
			scan = s
		}
	}
	if scan.File == "" {
		return ScanOut{}, errNotFound("scan")
	}
	file, err := fengcun.ParseID(scan.File)
	if err != nil {
		return ScanOut{}, err
	}
	opened, err := contents.File(ctx, file)
	if err != nil {
		return ScanOut{}, err
	}
	defer opened.Close()
	out := ScanOut{Number: scan.Number, Kind: scan.Kind, On: scan.On}
	out.File, err = io.ReadAll(opened)
	return out, err
}

// stamped is a paper that can be stamped by hand.
type stamped struct {
	item   fengcun.ItemID // where it, or what it is written from, lies
	number string
	issuer fengcun.OrganID
}

// stampable finds a paper that was made: the answer to an application, or a notice of
// a record that the actor has in hand.
func (r *Registry) stampable(ctx context.Context, actor fengcun.Actor, id fengcun.ID, to string) (stamped, error) {
	if to == "" {
		cert, err := store.CertificateByID(ctx, r.rows, id)
		if err != nil {
			return stamped{}, asked("scan", err)
		}
		if cert.Organ != actor.Organ || cert.State != fengcun.CertificateIssued {
			return stamped{}, errNotFound("scan")
		}
		number, err := r.numberOf(ctx, cert)
		return stamped{cert.Item, number, cert.Organ}, asked("scan", err)
	}
	n, err := store.NoticeByID(ctx, r.rows, id)
	if err != nil {
		return stamped{}, asked("scan", err)
	}
	c, err := r.copyInHand(ctx, n.Record, actor.Organ)
	if err != nil {
		return stamped{}, asked("scan", err)
	}
	if readable, err := r.readable(ctx, actor, c); err != nil || !readable || n.State != fengcun.NoticeIssued || n.Organ != actor.Organ {
		return stamped{}, errNotFound("scan")
	}
	if _, err := store.DeliveryTo(ctx, r.rows, id, to); err != nil {
		return stamped{}, asked("scan", err)
	}
	issuer, err := store.Organ(ctx, r.rows, n.Issuer)
	if err != nil {
		return stamped{}, err
	}
	number, err := r.number(ctx, issuer, document.SeriesNotice, n.Year, n.Serial)
	return stamped{c.Item, number, issuer.ID}, err
}
