package console

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"mime"
	"net/url"

	"fengcun"
	"fengcun/internal/registry"
)

var stampedRoutes = []route{
	{"GET /notices/{id}/post", (*visit).postPage, false},
	{"POST /notices/{id}/envelope", (*visit).envelope, false},
	{"POST /notices/{id}/scan", (*visit).fileNoticeScan, false},
	{"GET /notices/{id}/scan", (*visit).noticeScan, false},
	{"GET /certificates/{id}/stamped", (*visit).stampedPage, false},
	{"POST /certificates/{id}/scan", (*visit).fileCertificateScan, false},
	{"GET /certificates/{id}/scan", (*visit).certificateScan, false},
}

// uploads are the routes that take a file.
var uploads = map[string]bool{"POST /notices/{id}/scan": true, "POST /certificates/{id}/scan": true}

// longestUpload bounds what such a form may send, in bytes: the largest scan, and
// what stands around it.
const longestUpload = registry.LargestScan + 64<<10

type stampedView struct {
	Form *form
	ID   fengcun.ID
	To   string // of a notice: the recipient, whose name is Whom
	Whom string
}

// postView is what goes by post to one recipient of a notice: its envelope, and the
// scan of what was stamped by hand.
func (v *visit) postView(f *form) (stampedView, error) {
	view := stampedView{Form: f}
	var err error
	if view.ID, err = v.id("id"); err != nil {
		return view, err
	}
	if view.To = f.Get("to"); view.To == "" {
		view.To = v.r.URL.Query().Get("to")
	}
	doc, err := v.parts.Registry.NoticeText(v.ctx(), v.actor(), view.ID, view.To)
	if err != nil {
		return view, err
	}
	view.To, view.Whom = doc.To, v.look.Text("console.notice.person", nil)
	if view.To != registry.PersonConcerned {
		view.Whom, err = v.organName(fengcun.OrganID(view.To))
	}
	return view, err
}

func (v *visit) postPage() error {
	view, err := v.postView(blank())
	if err != nil {
		return err
	}
	return v.page("post", view)
}

// envelope answers with the envelope as a file to print. The address is not kept.
func (v *visit) envelope() error {
	f := v.form()
	view, err := v.postView(f)
	if err != nil {
		return err
	}
	address := registry.Address{Lines: fengcun.Particular(v.text(f, "address", "console.post.no_address")), Postcode: fengcun.Particular(v.text(f, "postcode", ""))}
	if f.good() {
		doc, err := v.parts.Registry.Envelope(v.ctx(), v.actor(), view.ID, view.To, address)
		if err == nil {
			return v.handOut(doc.PDF, typePDF, "envelope.pdf", nil)
		}
		if err := v.blame(f, err, "address", "address", "postcode", "postcode"); err != nil {
			return err
		}
	}
	return v.again(f, "post", view)
}

func (v *visit) fileNoticeScan() error {
	f, scan, err := v.upload()
	if err != nil {
		return err
	}
	view, err := v.postView(f)
	if err != nil {
		return err
	}
	return v.fileScan(f, scan, view, "post", "/notices/"+view.ID.String()+"/post?"+url.Values{"to": {view.To}}.Encode())
}

func (v *visit) stampedPage() error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	return v.page("stamped", stampedView{Form: blank(), ID: id})
}

func (v *visit) fileCertificateScan() error {
	f, scan, err := v.upload()
	if err != nil {
		return err
	}
	id, err := v.id("id")
	if err != nil {
		return err
	}
	return v.fileScan(f, scan, stampedView{Form: f, ID: id}, "stamped", "/certificates/"+id.String()+"/stamped")
}

// fileScan files the scan of a paper that was stamped by hand.
func (v *visit) fileScan(f *form, scan []byte, view stampedView, page, back string) error {
	if len(scan) == 0 {
		f.reject("scan", v.look.Text("console.post.no_scan", nil))
	}
	if f.good() {
		err := v.parts.Registry.FileScan(v.keyed(f), v.actor(), registry.ScanIn{Paper: view.ID, To: view.To, File: bytes.NewReader(scan)})
		if err == nil {
			return v.goOn(back)
		}
		if err := v.blame(f, err, "scan", "scan"); err != nil {
			return err
		}
	}
	return v.again(f, page, view)
}

// upload reads a form with a file into memory: nothing of a paper may lie in a
// temporary file. The file's digest stands among the form's values, so that another
// file under the same token is another form.
func (v *visit) upload() (*form, []byte, error) {
	f := &form{Values: url.Values{}}
	kind, _, _ := mime.ParseMediaType(v.r.Header.Get("Content-Type"))
	if kind != "multipart/form-data" {
		return v.form(), nil, nil // without a file, as any other form
	}
	parts, err := v.r.MultipartReader()
	if err != nil {
		return f, nil, fengcun.Invalid("console.form", "")
	}
	var scan []byte
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return f, nil, fengcun.Invalid("console.form", "")
		}
		most := int64(4 * longestField) // bytes; the field is measured in characters
		if part.FormName() == "scan" {
			most = registry.LargestScan + 1
		}
		content, err := io.ReadAll(io.LimitReader(part, most))
		if err != nil {
			return f, nil, fengcun.Invalid("console.form", "")
		}
		if part.FormName() == "scan" {
			scan = content
			sum := sha256.Sum256(content)
			content = []byte(hex.EncodeToString(sum[:]))
		}
		f.Values.Set(part.FormName(), string(content))
	}
	v.r.PostForm = f.Values
	return v.form(), scan, nil
}

func (v *visit) noticeScan() error {
	return v.handOutScan(v.r.URL.Query().Get("to"))
}

func (v *visit) certificateScan() error { return v.handOutScan("") }

func (v *visit) handOutScan(to string) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	scan, err := v.parts.Registry.Scan(v.ctx(), v.actor(), id, to)
	types := map[string]string{"pdf": typePDF, "jpeg": "image/jpeg", "png": "image/png"}
	return v.handOut(scan.File, types[string(scan.Kind)], "scan."+string(scan.Kind), err)
}
