package pdf

import (
	"strconv"
	"time"

	"fengcun"
)

// Document is one paper.
type Document struct {
	// Title is the name of the form (无犯罪记录证明) and nothing else. It is all that
	// the file says about itself, and readers of a file list see it.
	Title    string
	Language string    // BCP 47; zero: zh-CN
	Created  time.Time // stands in the metadata, to the second, in Chinese standard time

	Fonts Fonts
	Sheet Sheet // zero: A4
	Frame Frame // zero: GB/T 9704
	Body  []Block

	// Header and Footer return what stands above and below the frame, one line each
	// or more; nil for none.
	Header, Footer func(page, pages int) Paragraph
	Fixed          []Fixed
	Watermark      Watermark

	// Signature reserves room for a signature of so many bytes, see Sign; zero: none.
	Signature int
}

// PageNumbers is a footer: 第 1 页 共 2 页, centred.
func PageNumbers(page, pages int) Paragraph {
	return Paragraph{
		Runs:  []Run{{Text: "第 " + strconv.Itoa(page) + " 页　共 " + strconv.Itoa(pages) + " 页", Size: XiaoSi}},
		Align: Center,
	}
}

// furnitureGap is the distance of header and footer from the frame (GB/T 9704: 7 mm).
const furnitureGap Length = 19_843

// Render returns the file. Everything is laid out before the first byte is
// written, so an error means that there is no document, never half of one.
//
// Errors: *MissingGlyph (pdf.missing_glyph), pdf.run_too_long, pdf.too_narrow,
// pdf.too_tall, pdf.table, pdf.size, pdf.frame, pdf.title, pdf.created.
func (d *Document) Render() ([]byte, error) {
	l, err := d.layOut()
	if err != nil {
		return nil, err
	}
	used := &resources{}
	contents := make([][]byte, len(l.pages))
	for i, marks := range l.pages {
		c := &canvas{faces: l.faces, used: used}
		if !d.Watermark.Over {
			d.Watermark.draw(c, l.mark)
		}
		for _, m := range marks {
			m.mark.draw(c, m.top)
		}
		if d.Watermark.Over {
			d.Watermark.draw(c, l.mark)
		}
		contents[i] = c.out
	}
	return d.write(l.setting, l.sheet, used, contents)
}

// Check reports whether Render would succeed, at a fraction of its cost: for the
// moment before a number is taken.
func (d *Document) Check() error {
	_, err := d.layOut()
	return err
}

// layout is a document on its pages.
type layout struct {
	*setting
	sheet Sheet
	pages [][]placed
	mark  []glyph // of the watermark
}

func (d *Document) layOut() (layout, error) {
	if d.Title == "" {
		return layout{}, fengcun.Invalid("pdf.title", "title")
	}
	if d.Created.IsZero() {
		return layout{}, fengcun.Invalid("pdf.created", "created")
	}
	frame, err := d.Frame.orStandard()
	if err != nil {
		return layout{}, err
	}
	sheet, err := d.Sheet.orStandard(frame)
	if err != nil {
		return layout{}, err
	}
	l := layout{setting: newSetting(d.Fonts, frame), sheet: sheet}
	boxes, err := l.flow(d.Body)
	if err != nil {
		return layout{}, err
	}
	if l.pages, err = l.paginate(boxes); err != nil {
		return layout{}, err
	}
	if err := d.furnish(l.setting, sheet, l.pages); err != nil {
		return layout{}, err
	}
	l.mark, err = d.Watermark.layMark(l.setting)
	return l, err
}

// furnish adds what stands outside the flow.
func (d *Document) furnish(s *setting, sheet Sheet, pages [][]placed) error {
	for i := range pages {
		if d.Header != nil {
			boxes, err := d.Header(i+1, len(pages)).boxes(s)
			if err != nil {
				return err
			}
			if pages[i], err = stack(pages[i], boxes, sheet, s.frame.Top-furnitureGap-height(boxes)); err != nil {
				return err
			}
		}
		if d.Footer != nil {
			boxes, err := d.Footer(i+1, len(pages)).boxes(s)
			if err != nil {
				return err
			}
			if pages[i], err = stack(pages[i], boxes, sheet, s.frame.Top+s.frame.Height+furnitureGap); err != nil {
				return err
			}
		}
		for _, f := range d.Fixed {
			if err := checkArt(f.Art, f.Width, f.Height); err != nil {
				return err
			}
			if f.X < 0 || f.Y < 0 || f.X+f.Width > sheet.Width || f.Y+f.Height > sheet.Height {
				return fengcun.Invalid("pdf.size", "fixed")
			}
			if f.On.has(i+1, len(pages)) {
				pages[i] = append(pages[i], placed{artMark{art: f.Art, x: f.X, width: f.Width, height: f.Height}, f.Y})
			}
		}
	}
	return nil
}

// stack puts boxes on a page from y on, which must not lead beyond the sheet.
func stack(page []placed, boxes []box, sheet Sheet, y Length) ([]placed, error) {
	if y < 0 || y+height(boxes) > sheet.Height {
		return nil, tooTall("furniture")
	}
	for _, b := range boxes {
		for _, m := range b.marks {
			page = append(page, placed{m, y})
		}
		y += b.height
	}
	return page, nil
}

// write puts the objects of the file together.
func (d *Document) write(s *setting, sheet Sheet, used *resources, contents [][]byte) ([]byte, error) {
	w := newWriter()
	resources := "<</Font <<"
	for i, f := range s.faces {
		font, err := f.write(w)
		if err != nil {
			return nil, err
		}
		resources += "/F" + strconv.Itoa(i+1) + " " + ref(font) + " "
	}
	resources += ">> /XObject <<"
	for i, image := range used.arts {
		resources += "/I" + strconv.Itoa(i+1) + " " + ref(image.write(w)) + " "
	}
	resources += ">> /ExtGState <<"
	for i, percent := range used.opaque {
		state := appendLength([]byte("<</Type /ExtGState /ca "), Length(percent)*Point/100)
		resources += "/G" + strconv.Itoa(i+1) + " " + ref(w.object(append(state, ">>"...))) + " "
	}
	shared := w.object([]byte(resources + ">>>>"))

	tree, signature := w.reserve(), 0
	if d.Signature != 0 {
		signature = w.reserve()
	}
	kids := ""
	first := len(w.offsets) + 2 // each page follows its content
	for i, content := range contents {
		stream := w.stream("", content)
		page := "<</Type /Page /Parent " + ref(tree) + " /Resources " + ref(shared) + " /Contents " + ref(stream) +
			" /Group <</Type /Group /S /Transparency /CS /DeviceRGB>>"
		if i == 0 && signature != 0 {
			page += " /Annots [" + ref(signature) + "]"
		}
		kids += ref(w.object([]byte(page+">>"))) + " "
	}
	w.fill(tree, []byte("<</Type /Pages /Count "+strconv.Itoa(len(contents))+" /MediaBox "+sheet.box()+" /Kids ["+kids+"]>>"))

	profile := w.stream("/N 3", srgb())
	intent := w.object([]byte("<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) /Info (sRGB IEC61966-2.1) /DestOutputProfile " + ref(profile) + ">>"))
	metadata := w.plainStream("/Type /Metadata /Subtype /XML", xmp(d.Title, d.Created))
	date := pdfDate(d.Created)
	info := w.object([]byte("<</Title " + textString(d.Title) + " /CreationDate (" + date + ") /ModDate (" + date + ")>>"))

	language := d.Language
	if language == "" {
		language = "zh-CN"
	}
	catalog := "<</Type /Catalog /Pages " + ref(tree) + " /Metadata " + ref(metadata) + " /OutputIntents [" + ref(intent) + "] /Lang " + textString(language) +
		" /ViewerPreferences <</DisplayDocTitle true>>"
	if signature != 0 {
		value, err := reserveSignature(w, d.Signature, date)
		if err != nil {
			return nil, err
		}
		w.fill(signature, []byte("<</Type /Annot /Subtype /Widget /FT /Sig /T (signature) /F 132 /Rect [0 0 0 0] /P "+ref(first)+" /V "+ref(value)+">>"))
		catalog += " /AcroForm <</Fields [" + ref(signature) + "] /SigFlags 3>>"
	}
	return w.finish(w.object([]byte(catalog+">>")), info), nil
}
