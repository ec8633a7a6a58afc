package document

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strconv"

	"fengcun"
)

const docxCodeFile = "word/media/code.png"

// docxCode is the code of the paper as a picture, empty if it has none.
func (p *Paper) docxCode() (string, error) {
	if p.code == nil {
		return "", nil
	}
	qr, err := p.code.QR()
	if err != nil {
		return "", err
	}
	const dots = 8 // to a module: 36 mm at 300 dots per inch and more
	side := (qr.Columns + 2*qr.Quiet) * dots
	picture := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	for row := range qr.Rows {
		top := picture.Pix[(qr.Quiet+row)*dots*picture.Stride:]
		for column, dark := range qr.Dark[row*qr.Columns : (row+1)*qr.Columns] {
			if dark {
				x := (qr.Quiet + column) * dots
				for dot := range dots {
					top[x+dot] = 1
				}
			}
		}
		for line := 1; line < dots; line++ {
			copy(top[line*picture.Stride:(line+1)*picture.Stride], top[:picture.Stride])
		}
	}
	// The best compression takes three times as long as this, for a picture of 3 kB.
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, picture); err != nil {
		return "", &fengcun.Error{Kind: fengcun.KindInternal, Code: "document.docx", Err: err}
	}
	return out.String(), nil
}

// docxCodePlace shows the picture, 36 mm wide; lengths are English Metric Units.
var docxCodePlace = `<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent ` + docxCodeSide +
	`/><wp:docPr id="1" name="code"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="1" name="code"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId2"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ` + docxCodeSide +
	`/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`

var docxCodeSide = `cx="` + strconv.Itoa(36*36000) + `" cy="` + strconv.Itoa(36*36000) + `"`
