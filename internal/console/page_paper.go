package console

import (
	"context"
	"strconv"

	"fengcun"
	"fengcun/internal/registry"
)

// A paper is taken away as it was issued: signed, or to be printed and stamped by
// hand, or as a text document for the organ's seal system. Its file's name says
// nothing, since it stands in the lists of downloads of a shared machine.
var paperRoutes = []route{
	{"GET /certificates/{id}/paper.pdf", (*visit).certificatePDF, false},
	{"GET /certificates/{id}/paper.docx", (*visit).certificateDocx, false},
	{"GET /instructions.pdf", (*visit).instructionsPDF, false},
	{"GET /notices/{id}/paper.pdf", (*visit).noticePDF, false},
	{"GET /notices/{id}/paper.docx", (*visit).noticeDocx, false},
}

const (
	typePDF  = "application/pdf"
	typeDocx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)

func (v *visit) certificatePDF() error {
	doc, err := v.paperOf(v.parts.Registry.Reissue)
	return v.handOut(doc.PDF, typePDF, "paper.pdf", err)
}

func (v *visit) certificateDocx() error {
	doc, err := v.paperOf(v.parts.Registry.Reissue)
	return v.handOut(doc.Docx, typeDocx, "paper.docx", err)
}

func (v *visit) noticePDF() error {
	doc, err := v.noticePaper()
	return v.handOut(doc.PDF, typePDF, "paper.pdf", err)
}

func (v *visit) noticeDocx() error {
	doc, err := v.noticePaper()
	return v.handOut(doc.Docx, typeDocx, "paper.docx", err)
}

// noticePaper is the notice as the recipient gets it whom the address names.
func (v *visit) noticePaper() (registry.NoticePaper, error) {
	id, err := v.id("id")
	if err != nil {
		return registry.NoticePaper{}, err
	}
	return v.parts.Registry.NoticeText(v.ctx(), v.actor(), id, v.r.URL.Query().Get("to"))
}

// paperOf gets the paper that the address names from an act.
func (v *visit) paperOf(act func(ctx context.Context, actor fengcun.Actor, id fengcun.ID) (registry.Issued, error)) (registry.Issued, error) {
	id, err := v.id("id")
	if err != nil {
		return registry.Issued{}, err
	}
	return act(v.ctx(), v.actor(), id)
}

// handOut sends a file.
func (v *visit) handOut(file []byte, kind, name string, err error) error {
	if err != nil {
		return err
	}
	if len(file) == 0 {
		return errMiss // issued before there were files
	}
	v.w.Header().Set("Content-Type", kind)
	v.w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	v.w.Header().Set("Content-Length", strconv.Itoa(len(file)))
	if _, err := v.w.Write(file); err != nil {
		v.parts.Log.InfoContext(v.ctx(), "console: the visitor left")
	}
	return nil
}

func (v *visit) instructionsPDF() error {
	doc, err := v.parts.Registry.Instructions(v.ctx(), v.actor())
	return v.handOut(doc.PDF, typePDF, "paper.pdf", err)
}
