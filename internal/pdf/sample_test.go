package pdf_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"fengcun/internal/pdf"
)

var created = time.Date(2026, 11, 23, 1, 2, 3, 456, time.UTC)

// paper returns a document with a body.
func paper(body ...pdf.Block) *pdf.Document {
	return &pdf.Document{Title: "测试文书", Created: created, Body: body}
}

func render(t testing.TB, d *pdf.Document) []byte {
	t.Helper()
	file, err := d.Render()
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func embedded(t testing.TB) *pdf.Font {
	t.Helper()
	f, err := pdf.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// redRing is a seal: a ring and a dot on a transparent ground.
func redRing(t testing.TB) *pdf.Image {
	t.Helper()
	picture := image.NewNRGBA(image.Rect(0, 0, 240, 240))
	for y := range 240 {
		for x := range 240 {
			if d := math.Hypot(float64(x)-120, float64(y)-120); d > 112 && d < 119 || d < 24 {
				picture.Set(x, y, color.NRGBA{0xE0, 0, 0, 0xC0})
			}
		}
	}
	return load(t, picture)
}

func load(t testing.TB, picture image.Image) *pdf.Image {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		t.Fatal(err)
	}
	im, err := pdf.NewImage(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return im
}

// everything is a document that uses every feature: a notice with seal and
// barcode, an inventory over several pages, watermark and room for a signature.
func everything(t testing.TB) *pdf.Document {
	t.Helper()
	code := pdf.Modules{Columns: 21, Rows: 21, Dark: make([]bool, 21*21)}
	for i := range code.Dark {
		code.Dark[i] = (i*7919+i/21*31)%3 == 0
	}
	inventory := pdf.Table{
		Columns: []int{1, 4, 2, 2},
		Head: []pdf.Row{{
			{Runs: []pdf.Run{{Text: "序号", Slot: pdf.Hei}}, Align: pdf.Center},
			{Runs: []pdf.Run{{Text: "名称", Slot: pdf.Hei}}, Align: pdf.Center},
			{Runs: []pdf.Run{{Text: "保管单位", Slot: pdf.Hei}}, Align: pdf.Center},
			{Runs: []pdf.Run{{Text: "状态", Slot: pdf.Hei}}, Align: pdf.Center},
		}},
	}
	for i := range 45 {
		n := strconv.Itoa(i + 1)
		inventory.Rows = append(inventory.Rows, pdf.Cells(n, "侦查卷宗第"+n+"册（含讯问笔录、社会调查报告及电子数据光盘一张）", "某某区公安分局", "已封存"))
	}
	inventory.Rows = append(inventory.Rows, pdf.Row{
		{Runs: []pdf.Run{{Text: "合计"}}, Align: pdf.Center, Span: 2},
		{Runs: []pdf.Run{{Text: "45册"}}, Align: pdf.Center, Span: 2},
	})
	return &pdf.Document{
		Title:   "犯罪记录封存通知书",
		Created: created,
		Footer:  pdf.PageNumbers,
		Fixed:   []pdf.Fixed{{Art: code, X: pdf.MM(160), Y: pdf.MM(12), Width: pdf.MM(22), Height: pdf.MM(22), On: pdf.FirstSheet}},
		Body: []pdf.Block{
			pdf.Paragraph{Runs: []pdf.Run{{Text: "某某市某某区人民法院", Size: pdf.ErHao, Slot: pdf.Title, Color: pdf.Red}}, Align: pdf.Center},
			pdf.Heading("犯罪记录封存通知书"),
			pdf.Paragraph{Runs: []pdf.Run{{Text: "（2026）沪0101刑初12号", NoBreak: true}}, Align: pdf.Right},
			pdf.Rule{Thickness: 2 * pdf.Point, Color: pdf.Red},
			pdf.Gap{Height: pdf.MM(5)},
			pdf.Paragraph{Runs: []pdf.Run{{Text: "某某市某某区人民检察院、某某市公安局某某分局："}}},
			pdf.Paragraph{Indent: 2, Runs: []pdf.Run{
				{Text: "被告人李𬍛，男，"}, {Text: "2009年3月14日", NoBreak: true}, {Text: "出生，公民身份号码"},
				{Text: "310101200903140013", NoBreak: true},
				{Text: "，汉族，住某某市某某区“某某路”（原名某某街）12号。依照《中华人民共和国刑事诉讼法》第二百八十六条、《关于未成年人犯罪记录封存的实施办法》第四条、第十一条的规定，对其犯罪记录予以封存。"},
			}},
			pdf.Text(strings.Repeat("请你单位自收到本通知书之日起三日内，对掌握的有关案件材料、电子信息一并封存；未经法定程序，不得向任何单位和个人提供。", 3)),
			pdf.Together{
				pdf.Text("特此通知。"),
				pdf.Paragraph{Runs: []pdf.Run{{Text: "某某市某某区人民法院"}}, Align: pdf.Right, Right: 4 * pdf.SanHao, Before: pdf.MM(15)},
				pdf.Paragraph{Runs: []pdf.Run{{Text: "二〇二六年十一月二十三日", NoBreak: true}}, Align: pdf.Right, Right: 4 * pdf.SanHao},
				pdf.Seal{Art: redRing(t), Width: pdf.MM(42), Height: pdf.MM(42)},
			},
			pdf.PageBreak{},
			pdf.Heading("封存物清单"),
			inventory,
			pdf.Figure{Art: pdf.Modules{Columns: 5, Rows: 1, Dark: []bool{true, false, true, true, false}}, Width: pdf.MM(40), Height: pdf.MM(10), Align: pdf.Center},
		},
		Watermark: pdf.Watermark{Text: "某某区人民检察院 王𠮷 2026-11-23"},
		Signature: pdf.SignatureRoom,
	}
}
