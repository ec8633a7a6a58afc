package intake_test

import (
	"context"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/intake"
	"fengcun/internal/locale"
	"fengcun/internal/roster"
	"fengcun/internal/sample"
)

// FuzzView: whatever stands in the cells of a view, each of its cases is taken whole
// or parked once, with a sentence that repeats nothing of it.
func FuzzView(f *testing.F) {
	f.Add("a1", "li", "王试甲", "2008-03-14", "2025-05-02", "有期徒刑一年")
	f.Add("a1", "", "", "3.1E+17", "=1", "\n\"")
	f.Add("", "li", "李\u202e试", "2008年3月", "2025.5.2、2025.6", "不起诉")
	l, err := locale.New(locale.Chinese)
	if err != nil {
		f.Fatal(err)
	}
	organ := func(name string) (fengcun.Organ, bool) { return fengcun.Organ{ID: sample.Court}, name == "法院" }
	columns := []string{intake.KeyColumn, intake.HandlerColumn, "姓名", "出生日期", "犯罪时间", "判决结果", "审判机关"}
	f.Fuzz(func(t *testing.T, key, handler, name, birth, acts, outcome string) {
		rows := [][]string{{key, handler, name, birth, acts, outcome, "法院"}, {"~other", handler, "赵试丙", "2008-03-14", "2025-05-02", "有期徒刑一年", "法院"}}
		told, parked, err := intake.View(context.Background(), sample.Court, roster.Options{Organ: organ}, columns, rows)
		if err != nil {
			if fengcun.KindOf(err) != fengcun.KindInvalid {
				t.Fatal(err)
			}
			return
		}
		cases := 2
		if key == "~other" {
			cases = 1
		}
		if len(told)+len(parked) != cases {
			t.Fatalf("%d told, %d parked", len(told), len(parked))
		}
		for _, p := range parked {
			p.Source = "view"
			if said := intake.Sentence(l, p); said == "" || strings.Contains(said, "{") || strings.Contains(said, "error.") || strings.Contains(said, "赵试丙") {
				t.Fatalf("%+v: %s", p, said)
			}
		}
		for _, c := range told {
			intake.Form(c.Filing)
		}
	})
}
