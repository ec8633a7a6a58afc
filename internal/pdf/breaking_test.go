package pdf

import (
	"strings"
	"testing"

	"fengcun"

	"pgregory.net/rapid"
)

// narrow lays a text out in a measure of so many ideographs of 10 points.
func narrow(t testing.TB, ideographs int, runs ...Run) ([]string, []line, error) {
	t.Helper()
	s := newSetting(Fonts{}, Frame{Width: Length(ideographs) * 10 * Point, Height: MM(200), Pitch: 20 * Point})
	lines, _, err := s.compose(Paragraph{Runs: runs}, s.column, 10*Point, 0)
	var texts []string
	for _, l := range lines {
		var b strings.Builder
		for _, g := range l.glyphs {
			b.WriteRune(g.r)
		}
		texts = append(texts, b.String())
	}
	return texts, lines, err
}

func TestLineBreaks(t *testing.T) {
	for _, c := range []struct {
		why  string
		runs []Run
		want string // lines, divided by |
	}{
		{"full lines", []Run{{Text: "一二三四五六"}}, "一二三四五|六"},
		{"no closing mark at the start: the character before comes along", []Run{{Text: "一二三四五？六"}}, "一二三四|五？六"},
		{"a full stop may hang with its empty half", []Run{{Text: "一二三四i。六七"}}, "一二三四i。|六七"},
		{"but not further", []Run{{Text: "一二三四五。六"}}, "一二三四|五。六"},
		{"no opening mark at the end", []Run{{Text: "一二三四《五六》"}}, "一二三四|《五六》"},
		{"both", []Run{{Text: "一二三（四）。五"}}, "一二三|（四）。五"},
		{"a dash is not divided", []Run{{Text: "一二三四——五"}}, "一二三|四——五"},
		{"nor an ellipsis", []Run{{Text: "一二三四……五"}}, "一二三|四……五"},
		{"a name is not begun with its interpunct", []Run{{Text: "一二三四五·六"}}, "一二三四|五·六"},
		{"a number stays whole", []Run{{Text: "一二三四12345"}}, "一二三四|12345"},
		{"and keeps its unit sign", []Run{{Text: "一二三四5%"}}, "一二三四|5%"},
		{"a word stays whole", []Run{{Text: "一二三hello world"}}, "一二三|hello |world"},
		{"one longer than the line is divided, not lost", []Run{{Text: "abcdefghijklmnopqrstuvwxyz"}}, "abcdefghi|jklmnopq|rstuvwxyz"},
		{"only closing marks", []Run{{Text: "。。。。。。。"}}, "。。。。。|。。"},
		{"a run that is kept whole", []Run{{Text: "一二"}, {Text: "三四五六", NoBreak: true}, {Text: "七"}}, "一二|三四五六七"},
		{"two of them side by side", []Run{{Text: "一二三", NoBreak: true}, {Text: "四五六", NoBreak: true}}, "一二三|四五六"},
		{"a line feed", []Run{{Text: "一\n\n二"}}, "一||二"},
		{"a line feed at the end", []Run{{Text: "一\n"}}, "一|"},
		{"nothing", nil, ""},
	} {
		got, _, err := narrow(t, 5, c.runs...)
		if err != nil {
			t.Errorf("%s: %v", c.why, err)
		} else if text := strings.Join(got, "|"); text != c.want {
			t.Errorf("%s: %q, want %q", c.why, text, c.want)
		}
	}
}

// What must stay whole and does not fit is refused, never clipped or divided.
func TestLongUnbrokenRunIsRefused(t *testing.T) {
	for _, c := range []struct {
		run  Run
		code string
	}{
		{Run{Text: "310101200903140013", NoBreak: true}, "pdf.run_too_long"},
		{Run{Text: "一二三四五六", NoBreak: true}, "pdf.run_too_long"},
		{Run{Text: "一", Size: 100 * Point}, "pdf.too_narrow"},
	} {
		if _, _, err := narrow(t, 5, Run{Text: "前"}, c.run, Run{Text: "后"}); fengcun.CodeOf(err) != c.code {
			t.Errorf("%s, want %s", fengcun.CodeOf(err), c.code)
		}
	}
}

// For any text: the lines together are the text, and none is wider than the measure.
func TestLinesFitTheMeasure(t *testing.T) {
	alphabet := rapid.SampledFrom([]rune("一二三四五六七（）《》“”，。、；：？！·—…aB01 .,-%\n𬍛𠮷"))
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.StringOfN(alphabet, 0, 120, -1).Draw(rt, "text")
		ideographs := rapid.IntRange(2, 20).Draw(rt, "measure")
		texts, lines, err := narrow(t, ideographs, Run{Text: text})
		if err != nil {
			rt.Fatal(err)
		}
		if together := strings.Join(texts, ""); together != strings.ReplaceAll(text, "\n", "") {
			rt.Fatalf("the lines hold %q", together)
		}
		measure := Length(ideographs) * 10 * Point
		for i, l := range lines {
			// The ink of a line, counted here anew: without blanks at its end, and of a
			// full-width closing mark at its end the half that has ink.
			ink := strings.TrimRight(texts[i], " ")
			var width Length
			for n := range []rune(ink) {
				width += l.glyphs[n].advance
				if l.extra != nil {
					width += l.extra[n]
				}
			}
			if n := len([]rune(ink)); n > 0 && strings.ContainsRune("。，、）》", l.glyphs[n-1].r) {
				width -= l.glyphs[n-1].advance / 2
			}
			if l.x+width > measure {
				rt.Fatalf("line %q is %d wide in a measure of %d", texts[i], width, measure)
			}
		}
	})
}

// 28 characters of 三号 stand on a line, 22 lines on a page (GB/T 9704-2012, 5.2.1).
func TestProportionsOfOfficialPapers(t *testing.T) {
	frame, err := Frame{}.orStandard()
	if err != nil {
		t.Fatal(err)
	}
	s := newSetting(Fonts{}, frame)
	lines, pitch, err := s.compose(Paragraph{Runs: []Run{{Text: strings.Repeat("封", 29*22)}}}, s.column, SanHao, frame.Pitch)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(lines[0].glyphs); n != 28 {
		t.Errorf("%d characters on a line", n)
	}
	if n := frame.Height / pitch; n != 22 {
		t.Errorf("%d lines on a page", n)
	}
	if right := SheetWidth - frame.Left - frame.Width; right != MM(26) {
		t.Errorf("the right margin is %d", right)
	}
}

// A line that would have to be stretched too far stays ragged: wide gaps would be
// read as blanks.
func TestStretchIsBounded(t *testing.T) {
	_, lines, err := narrow(t, 12, Run{Text: "一二三四五"}, Run{Text: "一二三四五六七八九十", NoBreak: true})
	if err != nil {
		t.Fatal(err)
	}
	if lines[0].extra != nil {
		t.Error("a line of 5 characters was stretched to 12")
	}
	_, lines, err = narrow(t, 20, Run{Text: "一二三四五六七八九十一二三四五六七八九"}, Run{Text: "（一二）三"})
	if err != nil {
		t.Fatal(err)
	}
	if lines[0].width != 200*Point {
		t.Errorf("a line of 19 characters is %d wide in a measure of 20", lines[0].width)
	}
}
