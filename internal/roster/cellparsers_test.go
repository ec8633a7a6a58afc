package roster

import (
	"slices"
	"testing"

	"fengcun"
)

func TestParseNumeral(t *testing.T) {
	for text, want := range map[string]int64{
		"0": 0, "7": 7, "2000": 2000, "2,000": 2000, "12,345,678": 12345678,
		"一": 1, "两": 2, "十": 10, "十二": 12, "二十": 20, "二十三": 23, "一百零五": 105, "一百一十": 110,
		"二千": 2000, "两千": 2000, "二千零五十": 2050, "三千五百": 3500, "壹万贰仟": 12000, "一万": 10000, "十万": 100000,
		"2万": 20000, "1.5万": 15000, "1万2000": 12000, "一万零五百": 10500, "二〇〇八": 2008, "二○一二": 2012, "零六": 6,
	} {
		if got, ok := parseNumeral(text); !ok || got != want {
			t.Errorf("parseNumeral(%q) = %d, %v, want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{
		"", "-3", "二百五", "一万五", "三千五", ",6", "6,", "1,23", "1.5", "十十", "百", "二二十", "十百", "千", "万", "1.万", "一千零", "abc", "5..5万",
	} {
		if got, ok := parseNumeral(text); ok {
			t.Errorf("parseNumeral(%q) = %d, want it not understood", text, got)
		}
	}
}

func TestParseDate(t *testing.T) {
	for text, want := range map[string]string{
		"2008-01-02": "2008-01-02", "2008-1-2": "2008-01-02", "2008/1/2": "2008-01-02", "2008.01.02": "2008-01-02", "2008.1.2.": "2008-01-02",
		"２００８－０１－０２": "2008-01-02", "20080102": "2008-01-02", "2008年1月2日": "2008-01-02", "2008 年 1 月 2 日": "2008-01-02", "2008年1月2号": "2008-01-02",
		"二〇〇八年一月二日": "2008-01-02", "二○○八年十二月二十三日": "2008-12-23", "2008-01-02 00:00:00": "2008-01-02", "2008-01-02T00:00:00": "2008-01-02",
		"2008/1/2 23:05": "2008-01-02", "2008年1月2日晚": "2008-01-02", "2008年1月2日23时许": "2008-01-02", "2008年1月2日凌晨2时30分许": "2008-01-02",
		"'2008-01-02": "2008-01-02", "2024-02-29": "2024-02-29",
	} {
		if got, code := parseDate(text); code != "" || got.String() != want {
			t.Errorf("parseDate(%q) = %s, %q, want %s", text, got, code, want)
		}
	}
	for text, want := range map[string]Code{
		"08-1-2": DateTwoDigitYear, "98.3.4": DateTwoDigitYear, "1/2/08": DateTwoDigitYear, "08年1月2日": DateTwoDigitYear, "九八年三月四日": DateTwoDigitYear,
		"2011-02-29": DateImpossible, "2011-02-30": DateImpossible, "2011年13月1日": DateImpossible, "20111301": DateImpossible, "0001-01-01": DateImpossible,
		"2008年": DatePartial, "2008年1月": DatePartial, "2008-01": DatePartial, "2008": DatePartial, "2008年6月上旬": DatePartial, "2008年6月份": DatePartial,
		"农历2008年正月初三": DateLunar, "二〇〇八年腊月二十": DateLunar, "39449": DateSerial,
		"01/02/2008": DateUnknown, "2008年1月2日左右": DateUnknown, "2008年1月2日前后": DateUnknown, "昨天": DateUnknown, "": DateUnknown, "2008-01-02-03": DateUnknown, "200801": DateUnknown,
		"2008-01-02abc": DateUnknown, "--": DateUnknown,
	} {
		if got, code := parseDate(text); code != want || !got.IsZero() {
			t.Errorf("parseDate(%q) = %s, %q, want %q", text, got, code, want)
		}
	}
}

func TestSerialDate(t *testing.T) {
	for _, c := range []struct {
		serial     float64
		system1904 bool
		want       string
	}{
		{1, false, "1900-01-01"}, {59, false, "1900-02-28"}, {61, false, "1900-03-01"}, {39449, false, "2008-01-02"}, {39449.99, false, "2008-01-02"},
		{0, true, "1904-01-01"}, {37987, true, "2008-01-02"}, {60, true, "1904-03-01"},
		{60, false, ""}, // 29 February 1900 never was
		{0, false, ""}, {-1, false, ""}, {-1, true, ""}, {1e9, false, ""},
	} {
		got, ok := serialDate(c.serial, c.system1904)
		if ok != (c.want != "") || (ok && got.String() != c.want) {
			t.Errorf("serialDate(%v, %v) = %s, %v, want %q", c.serial, c.system1904, got, ok, c.want)
		}
	}
}

func TestParseActs(t *testing.T) {
	type days [][2]string
	for text, want := range map[string]days{
		"2019-06-01":                     {{"2019-06-01", "2019-06-01"}},
		"2019-06-01至2019-07-15":          {{"2019-06-01", "2019-07-15"}},
		"2019-06-01 - 2019-07-15":        {{"2019-06-01", "2019-07-15"}},
		"2019-06-01-2019-07-15":          {{"2019-06-01", "2019-07-15"}},
		"2019.6.1—2019.7.15":             {{"2019-06-01", "2019-07-15"}},
		"2019/6/1~2019/7/15":             {{"2019-06-01", "2019-07-15"}},
		"2019年6月1日至7月15日":                {{"2019-06-01", "2019-07-15"}},
		"2019年6月1日至5日":                   {{"2019-06-01", "2019-06-05"}},
		"自2019年6月1日起至2020年1月2日止":         {{"2019-06-01", "2020-01-02"}},
		"2019-06-01；2019-08-02":          {{"2019-06-01", "2019-06-01"}, {"2019-08-02", "2019-08-02"}},
		"2019年6月1日晚、2019年8月2日至2019年8月4日": {{"2019-06-01", "2019-06-01"}, {"2019-08-02", "2019-08-04"}},
	} {
		acts, code := parseActs(text)
		var got days
		for _, a := range acts {
			got = append(got, [2]string{a.From.String(), a.To.String()})
		}
		if code != "" || !slices.Equal(got, want) {
			t.Errorf("parseActs(%q) = %v, %q, want %v", text, got, code, want)
		}
	}
	for text, want := range map[string]Code{
		"": ActMissing, "2019年6月": DatePartial, "2019年夏天": DateUnknown, "2019-07-15至2019-06-01": ActReversed,
		"2019-06-01；不详": DateUnknown, // one gap, no list
		"2019-06-01至今":  DateUnknown, "19-6-1": DateTwoDigitYear, "2019-02-30": DateImpossible, "2019-06-01至2019-06-31": DateImpossible,
	} {
		if acts, code := parseActs(text); code != want || acts != nil {
			t.Errorf("parseActs(%q) = %v, %q, want %q", text, acts, code, want)
		}
	}
}

func TestParseSentence(t *testing.T) {
	ymd := func(y, m, d int) fengcun.Term { return fengcun.Term{Years: y, Months: m, Days: d} }
	for _, c := range []struct {
		text string
		want Outcome
	}{
		{"有期徒刑一年六个月", Outcome{Disposition: fengcun.ConvictedImprisonment, Term: ymd(1, 6, 0)}},
		{"判处有期徒刑1年6个月", Outcome{Disposition: fengcun.ConvictedImprisonment, Term: ymd(1, 6, 0)}},
		{"有期徒刑一年半", Outcome{Disposition: fengcun.ConvictedImprisonment, Term: ymd(1, 6, 0)}},
		{"有期徒刑五年", Outcome{Disposition: fengcun.ConvictedImprisonment, Term: ymd(5, 0, 0)}},
		{"有期徒刑五年零一个月", Outcome{Disposition: fengcun.ConvictedImprisonment, Term: ymd(5, 1, 0)}},
		{"有期徒刑五年零一日", Outcome{Disposition: fengcun.ConvictedImprisonment, Term: ymd(5, 0, 1)}},
		{"有期徒刑十八个月", Outcome{Disposition: fengcun.ConvictedImprisonment, Term: ymd(0, 18, 0)}},
		{"有期徒刑三年，缓刑五年", Outcome{Disposition: fengcun.ConvictedImprisonment, Term: ymd(3, 0, 0), Suspension: ymd(5, 0, 0)}},
		{"判处有期徒刑二年，宣告缓刑二年，并处罚金人民币二千元。", Outcome{Disposition: fengcun.ConvictedImprisonment, Term: ymd(2, 0, 0), Suspension: ymd(2, 0, 0),
			Supplementary: []Supplementary{{Kind: Fine, Yuan: 2000}}}},
		{"犯盗窃罪，判处拘役四个月，并处罚金1,000元", Outcome{Disposition: fengcun.ConvictedDetention, Term: ymd(0, 4, 0), Supplementary: []Supplementary{{Kind: Fine, Yuan: 1000}}}},
		{"拘役一个月十五日", Outcome{Disposition: fengcun.ConvictedDetention, Term: ymd(0, 1, 15)}},
		{"管制六个月", Outcome{Disposition: fengcun.ConvictedControl, Term: ymd(0, 6, 0)}},
		{"单处罚金人民币二千元", Outcome{Disposition: fengcun.ConvictedFineOnly, Supplementary: []Supplementary{{Kind: Fine, Yuan: 2000}}}},
		{"免予刑事处罚", Outcome{Disposition: fengcun.ExemptFromPunishment}},
		{"免于刑事处罚", Outcome{Disposition: fengcun.ExemptFromPunishment}},
		{"无期徒刑，剥夺政治权利终身", Outcome{Disposition: fengcun.ConvictedLife, Supplementary: []Supplementary{{Kind: DeprivationForLife}}}},
		{"有期徒刑五年，剥夺政治权利一年", Outcome{Disposition: fengcun.ConvictedImprisonment, Term: ymd(5, 0, 0), // D-9
			Supplementary: []Supplementary{{Kind: DeprivationOfPoliticalRight, Term: ymd(1, 0, 0)}}}},
		// 刑法第六十九条: of combined punishment only the decided sentence counts.
		{"犯盗窃罪判处有期徒刑三年；犯抢劫罪判处有期徒刑三年；数罪并罚，决定执行有期徒刑五年六个月", Outcome{Disposition: fengcun.ConvictedImprisonment, Term: ymd(5, 6, 0)}},
		{"决定执行有期徒刑五年，管制一年", Outcome{Disposition: fengcun.ConvictedImprisonment, Term: ymd(5, 0, 0), ControlBeside: ymd(1, 0, 0)}}, // D-17
		{"1年6个月", Outcome{Term: ymd(1, 6, 0)}},
		{"", Outcome{}},
	} {
		got, code := parseSentence(c.text)
		if code != "" || got.Disposition != c.want.Disposition || got.Term != c.want.Term || got.Suspension != c.want.Suspension ||
			got.ControlBeside != c.want.ControlBeside || !slices.Equal(got.Supplementary, c.want.Supplementary) {
			t.Errorf("parseSentence(%q) = %+v, %q, want %+v", c.text, got, code, c.want)
		}
	}
	for text, want := range map[string]Code{
		"有期徒刑六年，减为有期徒刑四年六个月": SentenceUnknown, // D-13: a reduction is no sentence
		"有期徒刑十年以上":           SentenceUnknown,
		"死刑":                 SentenceUnknown,
		"见判决书":               SentenceUnknown,
		"18":                 SentenceUnknown,
		"有期徒刑三年，缓刑":          SentenceUnknown,
		"有期徒刑三年；有期徒刑三年":         SentenceSeveral,
		"有期徒刑五年，拘役六个月":          SentenceSeveral, // D-16 needs the decided sentence
		"原判决定执行六年，再审决定执行有期徒刑四年": SentenceUnknown,
		"有期徒刑-3个月":              TermNegative,
		"有期徒刑负三个月":              TermNegative,
		"-6个月":                  TermNegative,
		"有期徒刑四个月":               TermOutOfRange, // 刑法第四十五条
		"拘役一年六个月":               TermOutOfRange, // 刑法第四十二、六十九条
		"管制五年":                  TermOutOfRange, // 刑法第三十八、六十九条
		"有期徒刑三年，缓刑六年":           TermOutOfRange, // 刑法第七十三条
		"有期徒刑三十年":               TermOutOfRange,
	} {
		if got, code := parseSentence(text); code != want {
			t.Errorf("parseSentence(%q) = %+v, %q, want %q", text, got, code, want)
		}
	}
}

func TestParseOutcome(t *testing.T) {
	for text, want := range map[string]fengcun.Disposition{
		"相对不起诉": fengcun.NonProsecutionDiscretionary, "酌定不起诉": fengcun.NonProsecutionDiscretionary, "检察院决定相对不起诉": fengcun.NonProsecutionDiscretionary,
		"存疑不起诉": fengcun.NonProsecutionDoubt, "法定不起诉": fengcun.NonProsecutionStatutory,
		"附条件不起诉（考验期内）": fengcun.NonProsecutionConditional, "附条件不起诉(考验期内)": fengcun.NonProsecutionConditional,
		"附条件不起诉，考验期满不起诉": fengcun.NonProsecutionAfterTrial, "撤销案件": fengcun.CaseWithdrawn, "公安机关撤销案件": fengcun.CaseWithdrawn,
		"不予刑事处罚（未满十四周岁）": fengcun.NotPunishedAge, "不予刑事处罚（未满14周岁）": fengcun.NotPunishedAge, "无罪（证据不足）": fengcun.AcquittedInsufficient,
		"有期徒刑三年缓刑三年": fengcun.ConvictedImprisonment, "免予刑事处罚": fengcun.ExemptFromPunishment, "单处罚金": fengcun.ConvictedFineOnly, "撤回起诉": fengcun.ProsecutionWithdrawn,
	} {
		if got, code := parseOutcome(text); code != "" || got.Disposition != want {
			t.Errorf("parseOutcome(%q) = %q, %q, want %q", text, got.Disposition, code, want)
		}
	}
	for text, want := range map[string]Code{
		// Each of these could be two things with different consequences.
		"不起诉": OutcomeAmbiguous, "无罪": OutcomeAmbiguous, "附条件不起诉": OutcomeAmbiguous, "不予刑事处罚": OutcomeAmbiguous, "已结": OutcomeAmbiguous,
		"教育释放": OutcomeUnknown, "相对不起诉？": OutcomeUnknown, "拟相对不起诉": OutcomeUnknown, "三年": OutcomeUnknown,
	} {
		if got, code := parseOutcome(text); code != want || got.Disposition != "" {
			t.Errorf("parseOutcome(%q) = %q, %q, want %q", text, got.Disposition, code, want)
		}
	}
	for _, d := range fengcun.Dispositions() {
		if got, code := parseOutcome(outcomeText(d)); code != "" || got.Disposition != d {
			t.Errorf("the standard term of %s reads as %q, %q", d, got.Disposition, code)
		}
	}
	if !saysConvicted("判决有罪") || saysConvicted("相对不起诉") || saysConvicted("不起诉") {
		t.Error("saysConvicted does not tell a conviction from the rest")
	}
}

func TestParseSupplementary(t *testing.T) {
	for text, want := range map[string][]Supplementary{
		"罚金人民币二千元":         {{Kind: Fine, Yuan: 2000}},
		"并处罚金2000元人民币":     {{Kind: Fine, Yuan: 2000}},
		"罚金1.5万元":          {{Kind: Fine, Yuan: 15000}},
		"罚金壹万元整":           {{Kind: Fine, Yuan: 10000}},
		"剥夺政治权利一年；罚金3000元": {{Kind: DeprivationOfPoliticalRight, Term: fengcun.Term{Years: 1}}, {Kind: Fine, Yuan: 3000}},
		"没收个人全部财产":         {{Kind: Confiscation}},
		"驱逐出境":             {{Kind: Deportation}},
		"剥夺政治权利终身，并处没收财产人民币五千元": {{Kind: DeprivationForLife}, {Kind: Confiscation, Yuan: 5000}},
		"": nil,
	} {
		if got, code := parseSupplementary(text); code != "" || !slices.Equal(got, want) {
			t.Errorf("parseSupplementary(%q) = %v, %q, want %v", text, got, code, want)
		}
	}
	for _, text := range []string{"2000", "2000元", "罚金约2000元", "罚金-2000元", "剥夺政治权利", "没收手机一部"} {
		if got, code := parseSupplementary(text); code != PenaltyUnknown {
			t.Errorf("parseSupplementary(%q) = %v, %q, want it not understood", text, got, code)
		}
	}
}

func TestDateFormat(t *testing.T) {
	for code, want := range map[string]bool{
		"yyyy-mm-dd": true, `yyyy"年"m"月"d"日"`: true, "[$-804]yyyy/m/d;@": true, "d-mmm": true, "e": true,
		"General": false, "0.00": false, "0.00E+00": false, "@": false, `0"day"`: false, `[Red]0.0`: false, "h:mm:ss": false, `#,##0\d`: false,
	} {
		if got := dateFormat(code); got != want {
			t.Errorf("dateFormat(%q) = %v", code, got)
		}
	}
}

func TestParseGuardian(t *testing.T) {
	for _, c := range []struct {
		text string
		want []fengcun.Guardian
	}{
		{"李甲（父亲）", []fengcun.Guardian{{Name: "李甲", Relation: "father"}}},
		{"李甲(父);王乙（母亲，13000000000）", []fengcun.Guardian{{Name: "李甲", Relation: "father"}, {Name: "王乙", Relation: "mother", Contact: "13000000000"}}},
		{"李甲", []fengcun.Guardian{{Name: "李甲"}}},
		{"李甲、王乙", []fengcun.Guardian{{Name: "李甲"}, {Name: "王乙"}}},
	} {
		var got []fengcun.Guardian
		for _, part := range splitGuardians(c.text) {
			g, err := parseGuardian(part)
			if err != nil {
				t.Errorf("%q: %v", c.text, err)
			}
			got = append(got, g)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("guardians of %q differ", c.text)
		}
	}
	if g, err := parseGuardian("李甲（已故）"); err == nil || g.Name != "李甲（已故）" {
		t.Error("a note that is no relation must stay in the name and be reported")
	}
}

func TestUnescape(t *testing.T) {
	for text, want := range map[string]string{
		"a_x000D_b": "a\rb", "_xD842__xDFB7_": "𠮷", "_x005F_x000D_": "_x000D_", "_xZZZZ_": "_xZZZZ_", "x_x00": "x_x00", "plain": "plain",
	} {
		if got := unescape(text); got != want {
			t.Errorf("unescape(%q) = %q, want %q", text, got, want)
		}
	}
}

// The parsers face whatever clerks and programs put into cells. They must not
// panic, must not hold back a fault they found, and must be stable: what they
// understood is written back and understood again as the same.
func FuzzCells(f *testing.F) {
	for _, seed := range []string{
		"有期徒刑一年六个月", "拘役四个月，缓刑六个月", "2019年6月1日至7月15日", "2019-06-01；2019-08-02", "罚金人民币二千元", "二〇〇八年一月二日",
		"-3个月", "决定执行有期徒刑五年，管制一年", "农历正月初三", "3.10115E+17", "＝１", "〔〕（）", "\u202e王", "_xD842_", "一万五", "1,000",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if d, code := parseDate(text); (code == "") != d.Valid() {
			t.Errorf("parseDate(%q) = %s, %q", text, d, code)
		}
		if acts, code := parseActs(text); code == "" {
			again, code := parseActs(actsText(acts))
			if code != "" || !slices.Equal(acts, again) {
				t.Errorf("parseActs(%q) is not stable", text)
			}
		} else if acts != nil {
			t.Errorf("parseActs(%q) gave acts and a code", text)
		}
		if n, ok := parseNumeral(text); ok && (n < 0 || n > maxNumeral) {
			t.Errorf("parseNumeral(%q) = %d", text, n)
		}
		if p, code := parseSupplementary(text); code == "" {
			again, code := parseSupplementary(supplementaryText(p))
			if code != "" || !slices.Equal(p, again) {
				t.Errorf("parseSupplementary(%q) is not stable", text)
			}
		}
		if o, code := parseOutcome(text); code == "" && o.Disposition == "" && !saysConvicted(text) {
			t.Errorf("parseOutcome(%q) understood nothing without saying so", text)
		}
		if o, code := parseSentence(text); code == "" && !o.Term.Valid() {
			t.Errorf("parseSentence(%q) gave a negative term", text)
		}
		_, _ = parseGuardian(text)
		_ = unescape(text)
		_ = dateFormat(text)
		_, _ = parseRange(text)
	})
}
