package document

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"fengcun"
	"fengcun/internal/keybox"
	"fengcun/internal/pdf"
	"fengcun/internal/suite"
	"fengcun/internal/verification"
)

// Press prints and signs the papers of an installation's organs, each with its own
// forms, typefaces, seal and key. It is read-only and safe for concurrent use.
//
// An organ's folder, ORGAN below the press's directory, may hold
//
//	forms/zh-CN/NAME.form, forms/en/NAME.form   forms in place of the built-in ones
//	fonts/title.ttf, body.ttf, kai.ttf, hei.ttf   licensed typefaces (.otf, .ttc too)
//	seal.png, seal.jpg                            the picture of its seal
//	signing.key                                   the key and certificates, encrypted
//	papers.toml                                   how numbers are written, what stands on envelopes
//
// What is missing there is the program's own; what is damaged stops the start.
type Press struct {
	builtin *Library
	desks   map[fengcun.OrganID]desk
	papers  *verification.Keyring

	dir    string
	suite  suite.Suite
	unlock keybox.Unlock
}

// desk is what one organ prints and signs with.
type desk struct {
	library  *Library
	house    House
	settings Settings
	signer   *Signer // nil: the organ stamps by hand, or its seal system signs
}

// OpenPress reads the folders of all organs below dir, which need not exist. The
// keyring signs the codes on the papers; without one they carry none.
func OpenPress(dir string, s suite.Suite, unlock keybox.Unlock, papers *verification.Keyring) (*Press, error) {
	builtin, err := Builtin()
	if err != nil {
		return nil, err
	}
	p := &Press{builtin: builtin, desks: map[fengcun.OrganID]desk{}, papers: papers, dir: dir, suite: s, unlock: unlock}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	}
	if err != nil {
		return nil, unreadable(filepath.Base(dir))
	}
	for _, entry := range entries {
		if !entry.IsDir() {
			continue
		}
		d, err := openDesk(filepath.Join(dir, entry.Name()), builtin, s, unlock)
		if err != nil {
			return nil, err
		}
		p.desks[fengcun.OrganID(entry.Name())] = d
	}
	return p, nil
}

func openDesk(dir string, builtin *Library, s suite.Suite, unlock keybox.Unlock) (desk, error) {
	library, err := builtin.With(os.DirFS(filepath.Join(dir, "forms")))
	if err != nil {
		return desk{}, err
	}
	d := desk{library: library, house: House{Seals: Specimen{}}}
	if d.settings, err = openSettings(dir); err != nil {
		return desk{}, err
	}
	for _, slot := range []pdf.Slot{pdf.Body, pdf.Title, pdf.Kai, pdf.Hei} {
		content, err := oneOf(filepath.Join(dir, "fonts"), slot.String(), ".ttf", ".otf", ".ttc")
		if err != nil || content == nil {
			if err != nil {
				return desk{}, err
			}
			continue
		}
		if d.house.Fonts[slot], err = pdf.Load(content); err != nil {
			return desk{}, err
		}
	}
	picture, err := oneOf(dir, "seal", ".png", ".jpg")
	if err != nil {
		return desk{}, err
	}
	if picture != nil {
		image, err := pdf.NewImage(picture)
		if err != nil {
			return desk{}, err
		}
		d.house.Seals = SealPicture{image}
	}
	d.signer, err = openSigner(signingFile(dir), s, unlock)
	return d, err
}

// oneOf reads the file of a name that is there, if any.
func oneOf(dir, name string, endings ...string) ([]byte, error) {
	for _, ending := range endings {
		content, err := os.ReadFile(filepath.Join(dir, name+ending))
		if err == nil {
			return content, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, unreadable(name + ending)
		}
	}
	return nil, nil
}

func (p *Press) desk(o fengcun.OrganID) desk {
	if d, ok := p.desks[o]; ok {
		return d
	}
	return desk{library: p.builtin, house: House{Seals: Specimen{}}}
}

// Set puts values into an organ's form.
func (p *Press) Set(o fengcun.Organ, f Form, lang string, values Fields) (*Paper, error) {
	return p.Library(o.ID).Set(o, f, lang, values)
}

// Library is the forms of an organ.
func (p *Press) Library(o fengcun.OrganID) *Library { return p.desk(o).library }

// CheckForm reports whether a form of a library could be printed for an organ: every
// character of its own has a glyph in the organ's typefaces.
func (p *Press) CheckForm(o fengcun.Organ, l *Library, f Form, lang string) (*Paper, error) {
	paper, err := l.Blank(o, f, lang)
	if err != nil {
		return nil, err
	}
	return paper, paper.Check(p.desk(o.ID).house)
}

// Check reports whether a paper could be issued at an instant: it can be set, every
// character has its glyph, and the organ's certificate is valid. It is for the
// moment before a number is taken; the paper then carries the number with the most
// digits.
func (p *Press) Check(paper *Paper, at time.Time) error {
	d := p.desk(paper.Issuer.ID)
	if d.signer != nil && !paper.ReadingCopy() {
		if err := d.signer.valid(at); err != nil {
			return err
		}
	}
	if err := p.mark(paper); err != nil {
		return err
	}
	return paper.Check(d.house)
}

// mark puts the code onto a paper by which anybody can check it.
func (p *Press) mark(paper *Paper) error {
	if p.papers == nil || !paper.marked() {
		return nil
	}
	kind, err := verification.KindOf(string(paper.Form))
	if err != nil {
		return err
	}
	stamp, err := p.papers.Stamp(paper.Issuer.ID, kind, paper.Number, paper.Date, paper.subject())
	paper.code = &stamp
	return err
}

// Printed is a paper in every form in which it is handed out.
type Printed struct {
	Text []byte // plain
	PDF  []byte // signed, if the organ signs
	Docx []byte
}

// receivedNote stands above a paper that another organ printed.
const receivedNote = "据收到的电子文书打印，非原件。"

// PrintReceived prints a paper of an organ that works on another installation, as it
// was told of it: with neither code, seal nor signature, which only that organ can
// give, and with a line that says so.
func (p *Press) PrintReceived(paper *Paper) (out Printed, err error) {
	paper.sealed = false
	paper.Blocks = append([]Block{Line{Style: Flush, Runs: []Run{{Text: receivedNote}}}}, paper.Blocks...)
	if out.PDF, err = paper.PDF(p.desk(paper.Issuer.ID).house, 0); err != nil {
		return Printed{}, err
	}
	if out.Docx, err = paper.Docx(); err != nil {
		return Printed{}, err
	}
	out.Text = paper.Text()
	return out, nil
}

// Bare prints a paper as a PDF with neither code nor signature: a page of a file that
// is read or copied, which whoever gives it out marks.
func (p *Press) Bare(paper *Paper) ([]byte, error) {
	return paper.PDF(p.desk(paper.Issuer.ID).house, 0)
}

// Print prints a paper and signs it if the organ has a key.
func (p *Press) Print(paper *Paper, at time.Time) (out Printed, err error) {
	d := p.desk(paper.Issuer.ID)
	if err := p.mark(paper); err != nil {
		return Printed{}, err
	}
	sign := d.signer != nil && !paper.ReadingCopy()
	room := 0
	if sign {
		if err := d.signer.valid(at); err != nil {
			return Printed{}, err
		}
		room = pdf.SignatureRoom
	}
	if out.PDF, err = paper.PDF(d.house, room); err != nil {
		return Printed{}, err
	}
	if sign {
		if out.PDF, err = pdf.Sign(out.PDF, d.signer.cms); err != nil {
			return Printed{}, err
		}
	}
	if out.Docx, err = paper.Docx(); err != nil {
		return Printed{}, err
	}
	out.Text = paper.Text()
	return out, nil
}
