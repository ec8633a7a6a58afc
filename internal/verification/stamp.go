package verification

import (
	"regexp"
	"strings"

	"fengcun"
	"fengcun/internal/barcode"
	"fengcun/internal/pdf"
)

// Stamp is what stands on a paper so that it can be checked: the code, and beside it
// what has to be typed in with it.
type Stamp struct {
	Code    Code
	Subject Subject
	Salt    Salt
}

// The labels of a stamp. Read finds the values again by them.
const (
	stampHead     = "核验信息"
	stampName     = "名称："
	stampDocument = "证件号码："
	stampSalt     = "核验码："
	stampMethod   = "核验方法："
	noDocument    = "无"

	stampAdvice = "识读左侧二维码，将所得文字连同以上三项，在出具机关提供的核验网页或者核验程序中核对。核验时不联网，出具机关不会知道何人核验。"
)

// The sizes of a stamp. A module is 0.55 mm wide: 4 pixels at 200 dots per inch.
var (
	stampSide  = pdf.MM(36)
	stampWidth = pdf.MM(118)
)

// Stamp makes the stamp of a paper. The salt follows from what the paper says, by a
// secret of the installation: a paper that is printed again is the same paper, and
// whoever lacks the secret cannot come to it. The errors are those of Sign.
func (r *Keyring) Stamp(organ fengcun.OrganID, kind Kind, number string, date fengcun.Date, who Subject) (Stamp, error) {
	s := Stamp{Subject: who}
	unsalted := Code{Organ: organ, Kind: kind, Date: date, Number: number}
	if err := unsalted.check(); err != nil {
		return Stamp{}, err
	}
	unsalted.Digest = unsalted.digest(r.suite, who, Salt{})
	r.mu.RLock()
	secret := r.suite.Derive(r.content.Revocation, "document-salt/1", 32)
	r.mu.RUnlock()
	made := r.suite.MAC(secret, unsalted.signed())
	copy(s.Salt[:], made[:])
	var err error
	s.Code, err = r.Sign(organ, kind, number, date, who, s.Salt)
	return s, err
}

// QR returns the code alone.
func (s Stamp) QR() (pdf.Modules, error) { return barcode.QR(s.Code.Text()) }

func (s Stamp) document() string {
	if s.Subject.Document == "" {
		return noDocument
	}
	return s.Subject.Document.Reveal()
}

// Lines returns what stands beside the code, without how it is used.
func (s Stamp) Lines() []string {
	return []string{stampHead, stampName + s.Subject.Name.Reveal(), stampDocument + s.document(), stampSalt + s.Salt.String()}
}

// Block returns the stamp as a part of a paper, one size for all codes, 156 mm wide.
func (s Stamp) Block() (pdf.Block, error) {
	qr, err := s.QR()
	if err != nil {
		return nil, err
	}
	line := func(label, value string) pdf.Block {
		return pdf.Paragraph{Runs: []pdf.Run{{Text: label, Slot: pdf.Hei, Size: pdf.XiaoWu}, {Text: value, Size: pdf.XiaoWu}}, Align: pdf.Left, Pitch: pdf.XiaoWu * 3 / 2}
	}
	return pdf.Beside{Panels: []pdf.Panel{
		{Width: pdf.MM(38), Blocks: []pdf.Block{pdf.Figure{Art: qr, Width: stampSide, Height: stampSide}}},
		{Width: stampWidth, Blocks: []pdf.Block{
			line(stampHead, ""),
			line(stampName, s.Subject.Name.Reveal()),
			line(stampDocument, s.document()),
			line(stampSalt, s.Salt.String()),
			line(stampMethod, stampAdvice),
		}},
	}}, nil
}

var printedStamp = regexp.MustCompile(`(?s).*\n` + stampHead + `\n` + stampName + `(.*?)\n` + stampDocument + `(.*?)\n` + stampSalt + `([0-9A-Z-]{19})\n` + stampMethod)

// readStamp finds what stands beside the code in the lines of a paper.
func readStamp(lines []string) (who Subject, salt string, ok bool) {
	m := printedStamp.FindStringSubmatch("\n" + strings.Join(lines, "\n"))
	if m == nil {
		return who, "", false
	}
	joined := func(text string) fengcun.Particular { return fengcun.Particular(strings.ReplaceAll(text, "\n", "")) }
	who = Subject{Name: joined(m[1]), Document: joined(m[2])}
	if who.Document == noDocument {
		who.Document = ""
	}
	return who, m[3], true
}
