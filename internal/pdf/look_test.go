package pdf_test

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"bytes"
	"math"
	"os"
	"testing"

	"fengcun/internal/pdf"
	"strings"
)

func seal() []byte {
	im := image.NewNRGBA(image.Rect(0, 0, 500, 500))
	for y := range 500 { for x := range 500 {
		d := math.Hypot(float64(x)-250, float64(y)-250)
		if d > 235 && d < 249 || d < 60 { im.Set(x, y, color.NRGBA{0xE0, 0, 0, 0xC0}) }
	}}
	var b bytes.Buffer
	png.Encode(&b, im)
	return b.Bytes()
}

func TestLook(t *testing.T) {
	dir := os.Getenv("PDF_LOOK")
	if dir == "" { t.Skip() }
	img, err := pdf.NewImage(seal())
	if err != nil { t.Fatal(err) }
	m := pdf.Modules{Columns: 21, Rows: 21, Dark: make([]bool, 441)}
	for i := range m.Dark { m.Dark[i] = (i*7919+i/21*31)%3 == 0 }
	d := &pdf.Document{Title: "犯罪记录封存通知书", Created: created, Footer: pdf.PageNumbers,
		Fixed: []pdf.Fixed{{Art: m, X: pdf.MM(160), Y: pdf.MM(12), Width: pdf.MM(22), Height: pdf.MM(22), On: pdf.FirstSheet}},
		Body: []pdf.Block{
			pdf.Paragraph{Runs: []pdf.Run{{Text: "某某市某某区人民法院", Size: pdf.ErHao, Slot: pdf.Title, Color: pdf.Red}}, Align: pdf.Center},
			pdf.Heading("犯罪记录封存通知书"),
			pdf.Paragraph{Runs: []pdf.Run{{Text: "（2026）沪0101刑初12号", NoBreak: true}}, Align: pdf.Right},
			pdf.Rule{Thickness: pdf.Point * 2, Color: pdf.Red},
			pdf.Gap{Height: pdf.MM(5)},
			pdf.Paragraph{Runs: []pdf.Run{{Text: "某某市某某区人民检察院、某某市公安局某某分局："}}},
			pdf.Paragraph{Indent: 2, Runs: []pdf.Run{{Text: "被告人李𬍛，男，"}, {Text: "2009年3月14日", NoBreak: true}, {Text: "出生，公民身份号码"}, {Text: "310101200903140013", NoBreak: true}, {Text: "，汉族，住址某某市某某区“某某路”（原名某某街）12号。依照《中华人民共和国刑事诉讼法》第二百八十六条、《关于未成年人犯罪记录封存的实施办法》第四条、第十一条的规定，对其犯罪记录予以封存。"}}},
			pdf.Text(strings.Repeat("请你单位自收到本通知书之日起三日内，对掌握的有关案件材料、电子信息一并封存；未经法定程序，不得向任何单位和个人提供。", 3)),
			pdf.Together{
				pdf.Text("特此通知。"),
				pdf.Paragraph{Runs: []pdf.Run{{Text: "某某市某某区人民法院"}}, Align: pdf.Right, Right: 4 * pdf.SanHao, Before: pdf.MM(15)},
				pdf.Paragraph{Runs: []pdf.Run{{Text: "二〇二六年十一月二十三日", NoBreak: true}}, Align: pdf.Right, Right: 4 * pdf.SanHao},
				pdf.Seal{Art: img, Width: pdf.MM(42), Height: pdf.MM(42)},
			},
			pdf.PageBreak{},
			pdf.Heading("封存物清单"),
			func() pdf.Table {
				t := pdf.Table{Columns: []int{1, 4, 2, 2}, Head: []pdf.Row{{{Runs: []pdf.Run{{Text: "序号", Slot: pdf.Hei}}, Align: pdf.Center}, {Runs: []pdf.Run{{Text: "名称"}}, Align: pdf.Center}, {Runs: []pdf.Run{{Text: "保管单位"}}, Align: pdf.Center}, {Runs: []pdf.Run{{Text: "状态"}}, Align: pdf.Center}}}}
				for i := range 45 { t.Rows = append(t.Rows, pdf.Cells(fmt.Sprint(i+1), "侦查卷宗第"+fmt.Sprint(i+1)+"册（含讯问笔录、社会调查报告及电子数据光盘一张）", "某某区公安分局", "已封存")) }
				t.Rows = append(t.Rows, pdf.Row{{Runs: []pdf.Run{{Text: "合计"}}, Align: pdf.Center, Span: 2}, {Runs: []pdf.Run{{Text: "45册"}}, Align: pdf.Center, Span: 2}})
				return t
			}(),
		},
		Watermark: pdf.Watermark{Text: "某某区人民检察院 王𠮷 2026-11-23"},
		Signature: pdf.SignatureRoom,
	}
	if err := os.WriteFile(dir+"/look.pdf", render(t, d), 0o644); err != nil { t.Fatal(err) }
}
