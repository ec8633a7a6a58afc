package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf16"

	"fengcun"
)

// The file is the one that third_party/noto-serif-cjk-sc describes.
func TestEmbeddedFontIsTheDescribedOne(t *testing.T) {
	readme, err := os.ReadFile("../../third_party/noto-serif-cjk-sc/SHA256SUMS")
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(embedded)
	if !strings.Contains(string(readme), hex.EncodeToString(sum[:])+"  NotoSerifCJKsc-Regular.subset.otf") {
		t.Error("the embedded font is not the described one")
	}
	if len(embedded) > 12<<20 {
		t.Errorf("the embedded font has %d bytes", len(embedded))
	}
}

// The 193 characters of the Table of General Standard Chinese Characters (2013)
// that lie beyond the BMP. With 鿍, 鿎 and 鿏 they are the 196 that implementation
// level 2 of GB 18030-2022 adds to level 1.
const standardBeyondBMP = "𠙶𬣙𨙸𬇕𬣞𬘓𫭟𫭢𫇭𫐄𫵷𣲘𣲗𬇙𬣡𫸩𨚕𫘜𬘘𫘝𦭜𬨂𬀩𬀪𬬩𫍣𬣳𬩽𬮿𬯀𫰛𬳵𬳶𫠊𬍛𬜬𦰡𪾢𪨰𫓧𬬮𬬱𬬭𦙶𬘡𬳽𬘩𫄧𪟝𬍤𫭼𬜯𬂩𫠆𨐈𬌗𫑡𪨶𬬸𬬻𬬹𬬿𬭁𫢸𫗧𬊈𬒈𨺙𬳿𫄨𬘫𫮃𬱖𬟽𫓯𫟹𫟼𠅤𬇹𬍡𬤇𫍯𬤊𫍲𬯎𬘬𬘭𬴂𫘦𫟅𬘯𫘧𪣻𡎚𬃊𬷕𫐐𬹼𧿹𫶇𫖮𬭊𨱇𫓶𬭎𫖯𬱟𫛭𫷷𬮱𬊤𣸣𬴃𫘨𤧛𬪩𬒔𬨎𫐓𫫇𫓹𬭚𬭛𬕂𬶋𬶍𦝼𫔶𫌀𫖳𫘪𫘬𫞩𡐓𪤗𣗋𬸘𬒗𥔲𫚖𨱏𬭤𫚕𬶐𬶏𩽾𬸚𬤝𬙂𬭩𩾃𬸣𫍽𬴊𬞟𥕢𫟦𬺈𫠜𪩘𬭬𨱑𬭯𫗴𬸦𫄷𤩽𬭳𬭶𫔍𬭸𨱔𬭼𫔎𬸪𬶟𬶠𬶨𫄸𦈡𬟁𥖨𦒍𬙊𬶭𩾌𨟠𬶮𨭉𬙋𤫉𬺓𫚭"

// GB 18030-2022, implementation level 2, and what official papers use besides.
func TestCoverage(t *testing.T) {
	f, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if n := len([]rune(standardBeyondBMP)); n != 193 {
		t.Fatalf("the list has %d characters", n)
	}
	ranges := [][2]rune{{0x20, 0x7E}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0x3001, 0x3011}, {0x3014, 0x301B}, {0xFF01, 0xFF5E}, {0x2460, 0x2473}}
	for _, r := range standardBeyondBMP + "〇·“”‘’—…〔〕（）《》￥ⅠⅫ℃‰№□■√㎡āáǎàüêńň" {
		ranges = append(ranges, [2]rune{r, r})
	}
	for _, r := range ranges {
		for c := r[0]; c <= r[1]; c++ {
			if !f.Covers(c) {
				t.Errorf("U+%04X is not covered", c)
			}
		}
	}
	for _, r := range []rune{'\t', 0, 0x7F, 0xAD, 0x0301, 0x200B, 0x202E, 0xFE00, 0xE0100, 0xE000, 'ا', 'א', '한', 0x10FFFF} {
		if f.Covers(r) {
			t.Errorf("U+%04X is said to be covered", r)
		}
	}
}

// The outlines of the embedded font with their subroutines written out, as another
// program (fontTools 4.38, desubroutinize) writes them: every glyph, byte by byte.
func TestOutlinesAreThoseOfTheFont(t *testing.T) {
	const elsewhere = "fbc45d6ce684720a6ca2669711b059987afc2462e12c3865676e4c3980c527fc"
	f, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	h := sha256.New()
	var outline []byte
	for g := range f.glyphs {
		if outline, err = f.program.(*cff).flat(g, outline[:0]); err != nil {
			t.Fatal(err)
		}
		h.Write(binary.BigEndian.AppendUint32(nil, uint32(len(outline))))
		h.Write(outline)
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != elsewhere {
		t.Errorf("outlines have digest %s, want %s", got, elsewhere)
	}
}

// A cut font holds the outlines that were asked for, at the numbers asked for.
func TestCutKeepsOutlines(t *testing.T) {
	f, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	glyphs := []uint16{0}
	for _, r := range "李𬍛王𠮷Aa1（。一一⼀" {
		g, ok := f.glyph(r)
		if !ok {
			t.Fatal("not covered")
		}
		glyphs = append(glyphs, g)
	}
	program, err := f.program.cut(f, "ABCDEF+Test", glyphs)
	if err != nil {
		t.Fatal(err)
	}
	again, err := readCFF(program, len(glyphs))
	if err != nil {
		t.Fatal(err)
	}
	for i, g := range glyphs {
		want, _ := f.program.(*cff).flat(int(g), nil)
		got, err := again.flat(i, nil)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("outline %d differs", i)
		}
	}
}

func TestMissingGlyphIsRefused(t *testing.T) {
	const rare = '\U00031350' // 𱍐, Extension H
	blocks := map[string]Block{
		"paragraph": Text("张" + string(rare)),
		"table":     Table{Columns: []int{1}, Rows: []Row{Cells(string(rare))}},
		"together":  Together{Text(string(rare))},
	}
	documents := map[string]Document{
		"footer":    {Footer: func(int, int) Paragraph { return Text(string(rare)) }},
		"watermark": {Watermark: Watermark{Text: string(rare)}},
	}
	for name, block := range blocks {
		documents[name] = Document{Body: []Block{block}}
	}
	for name, d := range documents {
		d.Title, d.Created = "测试", testDate
		file, err := d.Render()
		var missing *MissingGlyph
		if !errors.As(err, &missing) || missing.Rune != rare || missing.Font != "NotoSerifCJKsc-Regular" {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if file != nil {
			t.Errorf("%s: something was written", name)
		}
		if fengcun.CodeOf(err) != "pdf.missing_glyph" || fengcun.KindOf(err) != fengcun.KindInvalid {
			t.Errorf("%s: code %s", name, fengcun.CodeOf(err))
		}
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
			if said := fmt.Sprintf(verb, err); strings.ContainsRune(said, rare) || strings.Contains(said, fmt.Sprint(int(rare))) || strings.Contains(said, "31350") {
				t.Errorf("%s tells the character: %s", verb, said)
			}
		}
	}
	if err := (Fonts{}).Check(Kai, "一\n"+string(rare)); fengcun.CodeOf(err) != "pdf.missing_glyph" {
		t.Errorf("Check: %v", err)
	}
	if err := (Fonts{}).Check(Kai, "一\n二"); err != nil {
		t.Errorf("Check: %v", err)
	}
}

func TestDamagedFontsAreRefused(t *testing.T) {
	whole := trueType(0)
	if _, err := Load(whole); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		why  string
		data []byte
		code string
	}{
		{"nothing", nil, "pdf.font_kind"},
		{"a text", []byte("this is not a font"), "pdf.font_kind"},
		{"a WOFF", append([]byte("wOFF"), whole[4:]...), "pdf.font_kind"},
		{"half a file", whole[:len(whole)/2], "pdf.font_damaged"},
		{"licence forbids embedding", trueType(restrictedLicence), "pdf.font_restricted"},
		{"licence forbids subsets", trueType(noSubsetting), "pdf.font_restricted"},
		{"half of the embedded font", embedded[:len(embedded)/2], "pdf.font_damaged"},
	} {
		if _, err := Load(c.data); fengcun.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", c.why, err, c.code)
		}
	}
}

// Whatever a damaged file holds: an error, or a font with which papers can be
// made; never a panic, never an endless loop.
func FuzzLoad(f *testing.F) {
	f.Add(trueType(0), uint16(0), byte(0))
	f.Add(openType(f), uint16(300), byte(0xFF))
	f.Fuzz(func(t *testing.T, data []byte, at uint16, value byte) {
		if int(at) < len(data) {
			data[at] = value
		}
		font, err := Load(data)
		if err != nil {
			if fengcun.CodeOf(err) == "" {
				t.Fatalf("an error without a code: %v", err)
			}
			return
		}
		d := Document{Title: "测试", Created: testDate, Fonts: Fonts{Body: font}, Body: []Block{Text("一二")}}
		if _, err := d.Render(); err != nil && fengcun.CodeOf(err) == "" {
			t.Fatalf("an error without a code: %v", err)
		}
	})
}

// Every byte of a small font is damaged in turn.
func TestNoDamagePanics(t *testing.T) {
	for _, whole := range [][]byte{trueType(0), openType(t)} {
		for at := range whole {
			for _, value := range []byte{0, 0xFF} {
				data := bytes.Clone(whole)
				data[at] = value
				font, err := Load(data)
				if err != nil {
					if fengcun.CodeOf(err) == "" {
						t.Fatalf("an error without a code: %v", err)
					}
					continue
				}
				d := Document{Title: "测试", Created: testDate, Fonts: Fonts{Body: font}, Body: []Block{Text("一二")}}
				if _, err := d.Render(); err != nil && fengcun.CodeOf(err) == "" {
					t.Fatalf("an error without a code: %v", err)
				}
			}
		}
		for end := range whole {
			if _, err := Load(whole[:end]); err == nil && end < len(whole)-4 {
				t.Fatalf("a file cut off at %d of %d was taken", end, len(whole))
			}
		}
	}
}

// trueType makes a font with three glyphs: nothing, a box for 一, and for 二 the
// box put together with itself.
func trueType(licence uint16) []byte {
	be := func(values ...int) []byte {
		var b []byte
		for _, v := range values {
			b = binary.BigEndian.AppendUint16(b, uint16(v))
		}
		return b
	}
	box := be(1, 100, 0, 900, 700, 3, 0) // one contour, its box, last point 3, no instructions
	box = append(box, 1, 1, 1, 1)        // four points on the curve, two bytes a coordinate
	box = append(box, be(100, 800, 0, -800, 0, 0, 700, 0)...)
	double := be(-1, 100, 0, 900, 700, argsAreWords|moreComponents, 1, 0, 0, argsAreWords, 1, 0, 100)
	glyphs := append(append([]byte{}, box...), double...)
	name := utf16.Encode([]rune("Test-Regular"))
	names := be(0, 1, 18, 3, 1, 0x409, 6, 2*len(name), 0)
	for _, u := range name {
		names = append(names, byte(u>>8), byte(u))
	}
	head := make([]byte, 54)
	binary.BigEndian.PutUint16(head[18:], 1024)
	hhea := make([]byte, 36)
	copy(hhea[4:], be(880, -120))
	binary.BigEndian.PutUint16(hhea[34:], 2)
	return joinTables([]table{
		{"OS/2", append(be(1, 0, 0, 0, int(licence)), make([]byte, 60)...)},
		{"cmap", append(be(0, 1, 3, 1, 0, 12), be(4, 40, 0, 6, 4, 1, 2, 0x4E00, 0x4E8C, 0xFFFF, 0, 0x4E00, 0x4E8C, 0xFFFF, 1-0x4E00, 2-0x4E8C, 1, 0, 0, 0)...)},
		{"glyf", glyphs},
		{"head", head},
		{"hhea", hhea},
		{"hmtx", be(1024, 0, 1024, 100, 100)},
		{"loca", be(0, 0, len(box)/2, len(glyphs)/2)},
		{"maxp", be(1, 0, 3)},
		{"name", names},
	})
}

// openType makes a font with curves in CFF: three glyphs of the embedded one.
func openType(t testing.TB) []byte {
	f, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	one, _ := f.glyph('一')
	two, _ := f.glyph('二')
	program, err := f.program.cut(f, "Test", []uint16{0, one, two})
	if err != nil {
		t.Fatal(err)
	}
	v := &view{data: trueType(0)}
	var tables []table
	for i := range v.u16(4) {
		entry := 12 + 16*i
		tag := string(v.slice(entry, 4))
		data := v.slice(v.u32(entry+8), v.u32(entry+12))
		switch tag {
		case "glyf":
			tables = append([]table{{"CFF ", program}}, tables...)
		case "loca":
		default:
			tables = append(tables, table{tag, data})
		}
	}
	file := joinTables(tables)
	copy(file, "OTTO")
	return file
}
