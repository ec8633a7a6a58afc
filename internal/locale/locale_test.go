package locale_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"pgregory.net/rapid"

	"fengcun"
	"fengcun/internal/locale"
	"fengcun/internal/policy"
)

func newLocale(t testing.TB, lang locale.Lang) *locale.Locale {
	t.Helper()
	l, err := locale.New(lang)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

var placeholder = regexp.MustCompile(`\{[^}]*\}`)

// catalogue reads the files of a language as they stand, under dotted keys.
func catalogue(t *testing.T, lang locale.Lang) map[string]string {
	t.Helper()
	names, err := filepath.Glob("catalogue/" + string(lang) + "/*.toml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no catalogue of %s: %v", lang, err)
	}
	texts := map[string]string{}
	var walk func(prefix string, table map[string]any)
	walk = func(prefix string, table map[string]any) {
		for key, value := range table {
			if deeper, ok := value.(map[string]any); ok {
				walk(prefix+key+".", deeper)
				continue
			}
			texts[prefix+key] = value.(string)
		}
	}
	for _, name := range names {
		var tree map[string]any
		if _, err := toml.DecodeFile(name, &tree); err != nil {
			t.Fatal(err)
		}
		walk("", tree)
	}
	return texts
}

func placeholders(text string) string {
	found := placeholder.FindAllString(text, -1)
	sort.Strings(found)
	return strings.Join(slices.Compact(found), " ")
}

var (
	han  = regexp.MustCompile(`\p{Han}`)
	mark = regexp.MustCompile(`“含犯罪记录封存信息”`) // the Chinese label is quoted in English too
)

// Both catalogues have the same keys and placeholders, and each is in its own
// language.
func TestCataloguesAgree(t *testing.T) {
	zh, en := catalogue(t, locale.Chinese), catalogue(t, locale.English)
	for key, text := range zh {
		other, ok := en[key]
		switch {
		case !ok:
			t.Errorf("%s is missing in English", key)
		case strings.TrimSpace(text) == "" || strings.TrimSpace(other) == "":
			t.Errorf("%s is empty", key)
		case placeholders(text) != placeholders(other):
			t.Errorf("%s has the placeholders %q in Chinese, %q in English", key, placeholders(text), placeholders(other))
		case han.MatchString(mark.ReplaceAllString(other, "")):
			t.Errorf("%s is not in English: %s", key, other)
		}
		if len(placeholder.ReplaceAllString(text, "")) > 12 && !han.MatchString(text) {
			t.Errorf("%s is not in Chinese: %s", key, text)
		}
	}
	for key := range en {
		if _, ok := zh[key]; !ok {
			t.Errorf("%s is missing in Chinese", key)
		}
	}
}

// Every code that any source of the module can put into an error has a sentence
// and a hint in both languages, and no sentence is left over.
func TestEveryErrorHasASentence(t *testing.T) {
	found, lost := codes(t)
	for _, place := range lost {
		file, _, _ := strings.Cut(place, ":")
		if passedOn[file] == "" {
			t.Errorf("%s: the code of this error cannot be followed to a literal", place)
		}
	}
	for _, lang := range locale.Langs() {
		l := newLocale(t, lang)
		for code, places := range found {
			if !l.Has("error." + code) {
				t.Errorf("%s: %q has no sentence in %s", places[0], code, lang)
			}
			if !l.Has("hint." + code) {
				t.Errorf("%s: %q has no hint in %s", places[0], code, lang)
			}
		}
	}
	for key := range catalogue(t, locale.Chinese) {
		if code, ok := strings.CutPrefix(key, "error."); ok && code != "internal" && found[code] == nil {
			t.Errorf("the sentence of %q belongs to no error", code)
		}
	}
}

// Sentences end like sentences, and none speaks as a program does.
func TestSentencesAreSentences(t *testing.T) {
	for lang, stops := range map[locale.Lang]string{locale.Chinese: "。", locale.English: "."} {
		for key, text := range catalogue(t, lang) {
			if !strings.HasPrefix(key, "error.") && !strings.HasPrefix(key, "hint.") {
				continue
			}
			if !strings.HasSuffix(text, stops) && text != "{remedy}" {
				t.Errorf("%s %s does not end with a full stop: %s", lang, key, text)
			}
			if lang == locale.Chinese && strings.ContainsAny(placeholder.ReplaceAllString(text, ""), ",;!?") {
				t.Errorf("%s has half-width punctuation: %s", key, text)
			}
		}
	}
}

// What is said while a certificate is prepared never speaks of sealing: the clerk
// reads it with the applicant looking on (Article 15, P5).
func TestCertificatePathIsSilent(t *testing.T) {
	for _, lang := range locale.Langs() {
		for key, text := range catalogue(t, lang) {
			_, code, _ := strings.Cut(key, ".")
			switch {
			case !strings.HasPrefix(key, "error.") && !strings.HasPrefix(key, "hint."):
			case strings.HasPrefix(code, "certify."), strings.HasPrefix(code, "inquire."), code == "openregister.lookup",
				code == "openregister.row", code == "openregister.too_many", code == "not_found", code == "policy.denied", code == "internal":
				if strings.Contains(text, "封") || strings.Contains(strings.ToLower(text), "seal") {
					t.Errorf("%s %s speaks of sealing: %s", lang, key, text)
				}
			}
		}
	}
}

// Every noun of the root package that a person may read has a name.
func TestEveryNounHasAName(t *testing.T) {
	var keys []string
	for _, d := range fengcun.Dispositions() {
		keys = append(keys, "disposition."+string(d))
	}
	for _, r := range fengcun.Roles() {
		keys = append(keys, "role."+string(r))
	}
	for _, h := range fengcun.HoldingKinds() {
		keys = append(keys, "holding."+string(h))
	}
	for _, p := range fengcun.WarrantPurposes() {
		keys = append(keys, "warrant_purpose."+string(p))
	}
	for _, a := range policy.Acts() {
		keys = append(keys, "act."+string(a))
	}
	forms, err := filepath.Glob("../document/forms/zh-CN/*.form")
	if err != nil || len(forms) == 0 {
		t.Errorf("no forms: %v", err)
	}
	for _, name := range forms {
		keys = append(keys, "form."+strings.TrimSuffix(filepath.Base(name), ".form"))
	}
	for typ, section := range map[string]string{
		"RecordState": "state.record", "CopyState": "state.copy", "HoldingState": "state.holding",
		"NoticeState": "state.notice", "DeliveryState": "state.delivery", "CertificateState": "state.certificate",
		"InquiryState": "state.inquiry", "UnsealingState": "state.unsealing", "UnsealingGround": "unsealing_ground",
		"OrganKind": "organ", "CaseType": "case_type", "OrganFunction": "organ_function", "DocumentKind": "identity_document",
		"Place": "place", "PlaceFinding": "place_finding", "CustodyMove": "custody_move", "BarReason": "bar_reason",
		"Paper": "paper", "VerificationGround": "verification_ground",
	} {
		values := constantsOf(t, "../..", typ)
		if len(values) == 0 {
			t.Errorf("the root package has no constants of type %s", typ)
		}
		for _, value := range values {
			keys = append(keys, section+"."+value)
		}
	}
	for typ, section := range map[string]string{"Verdict": "verdict", "UnsealingVerdict": "verdict"} {
		for _, value := range constantsOf(t, "../../law", typ) {
			keys = append(keys, section+"."+value)
		}
	}
	for typ, section := range map[string]string{"Step": "step", "StageCode": "stage"} {
		for _, value := range constantsOf(t, "../registry", typ) {
			keys = append(keys, section+"."+value)
		}
	}
	for _, value := range constantsOf(t, "../roster", "Remedy") {
		keys = append(keys, "remedy."+value)
	}
	for _, lang := range locale.Langs() {
		l := newLocale(t, lang)
		for _, key := range keys {
			if !l.Has(key) {
				t.Errorf("%s has no name in %s", key, lang)
			}
		}
	}
}

func TestError(t *testing.T) {
	_, transition := fengcun.RecordOpen.Next(fengcun.RecordSealed)
	denied := &fengcun.Error{Kind: fengcun.KindForbidden, Code: "policy.denied", Args: map[string]string{"policy": "nobody-approves-own", "basis": "P12"}}
	for _, c := range []struct {
		name                   string
		err                    error
		zh, zhHint, en, enHint string
	}{
		{"no error", nil, "", "", "", ""},
		{"a transition", transition,
			"记录现为“诉讼中”状态，不能转为“已封存”（《实施办法》第2条）。", "请先完成前一步骤，或者刷新页面查看最新状态。",
			"The record is in the state “proceedings running” and cannot become “sealed” (Measures, Article 2).", "Finish the step before, or reload to see the current state."},
		{"with a place", fengcun.Invalid("certify.birth", "birth"),
			"出生日期缺失或者无效（位置：出生日期）。", "请按身份证件填写出生日期。",
			"The date of birth is missing or not valid (at: date of birth).", "Enter it as on the identity document."},
		{"with a place that has no name", fengcun.Invalid("facts.date", "acts[2].from"),
			"该项日期无效（位置：acts[2].from）。", "请按“2026-11-23”的格式填写实际存在的日期。",
			"The date of this fact is not valid (at: acts[2].from).", "Write an existing day in the form 2026-11-23."},
		{"a rule of two people", denied,
			"您无权办理该事项（依据：重要操作须由两人办理）。", "请由有权人员办理；可用 fengcun policy why 查看原因。",
			"You may not do this (basis: two people for every such act).", "Ask somebody who may; fengcun policy why explains the rule."},
		{"wrapped", fmt.Errorf("read: %w", &fengcun.Error{Kind: fengcun.KindNotFound, Code: "not_found", Args: map[string]string{"noun": "record"}}),
			"未找到记录。", "请核对编号；您无权知悉的内容同样显示为未找到。",
			"No such record was found.", "Check the number; what you may not know of is also shown as not found."},
		{"a remedy", &fengcun.Error{Kind: fengcun.KindInvalid, Code: "roster.file.utf16", Args: map[string]string{"remedy": "save_as_utf8"}},
			"名册文件使用UTF-16编码。", "请另存为UTF-8编码后重新上传。", "The roster file is in UTF-16.", "Save it in UTF-8 and send it again."},
		{"a missing argument", &fengcun.Error{Kind: fengcun.KindNotFound, Code: "not_found"},
			"未找到—。", "请核对编号；您无权知悉的内容同样显示为未找到。",
			"No such — was found.", "Check the number; what you may not know of is also shown as not found."},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, want := range []struct {
				lang           locale.Lang
				sentence, hint string
			}{{locale.Chinese, c.zh, c.zhHint}, {locale.English, c.en, c.enHint}} {
				sentence, hint := newLocale(t, want.lang).Error(c.err)
				if sentence != want.sentence || hint != want.hint {
					t.Errorf("got %q, %q; want %q, %q", sentence, hint, want.sentence, want.hint)
				}
			}
		})
	}
}

// What is not known is the fixed sentence, and the cause is never shown.
func TestErrorRevealsNothing(t *testing.T) {
	for _, lang := range locale.Langs() {
		l := newLocale(t, lang)
		fixed, fixedHint := l.Error(errors.New(""))
		if fixed == "" || fixedHint == "" {
			t.Fatal("the internal error has no sentence")
		}
		rapid.Check(t, func(t *rapid.T) {
			secret := rapid.StringMatching(`测试[甲乙丙]{3,9}`).Draw(t, "secret")
			for _, err := range []error{
				errors.New(secret),
				&fengcun.Error{Kind: fengcun.KindInternal, Code: secret, Field: secret, Err: errors.New(secret)},
				&fengcun.Error{Kind: fengcun.KindInvalid, Code: "", Args: map[string]string{"noun": secret}},
			} {
				if sentence, hint := l.Error(err); sentence != fixed || hint != fixedHint {
					t.Fatalf("%v: got %q, %q", err, sentence, hint)
				}
			}
			sentence, hint := l.Error(&fengcun.Error{Kind: fengcun.KindInternal, Code: "store.fault", Err: errors.New(secret)})
			if strings.Contains(sentence+hint, secret) {
				t.Fatal("the cause was shown")
			}
		})
	}
}

func TestText(t *testing.T) {
	l := newLocale(t, locale.Chinese)
	for _, c := range []struct {
		key  string
		args map[string]string
		want string
	}{
		{"state.record.seal_due", nil, "应封待封"},
		{"disposition.non_prosecution_doubt", nil, "存疑不起诉"},
		{"text.article", map[string]string{"article": "11"}, "《实施办法》第11条"},
		{"text.article", map[string]string{"article": "{article}"}, "《实施办法》第{article}条"}, // values are not filled again
		{"no.such.key", nil, "no.such.key"},
	} {
		if got := l.Text(c.key, c.args); got != c.want {
			t.Errorf("%s: got %q, want %q", c.key, got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	zh, en := newLocale(t, locale.Chinese), newLocale(t, locale.English)
	for _, c := range []struct {
		date                       fengcun.Date
		chinese, numerals, english string
	}{
		{fengcun.NewDate(2026, 11, 23), "2026年11月23日", "二〇二六年十一月二十三日", "23 November 2026"},
		{fengcun.NewDate(2020, 10, 10), "2020年10月10日", "二〇二〇年十月十日", "10 October 2020"},
		{fengcun.NewDate(2000, 1, 1), "2000年1月1日", "二〇〇〇年一月一日", "1 January 2000"},
		{fengcun.NewDate(2013, 12, 31), "2013年12月31日", "二〇一三年十二月三十一日", "31 December 2013"},
		{fengcun.NewDate(2024, 2, 29), "2024年2月29日", "二〇二四年二月二十九日", "29 February 2024"},
		{fengcun.NewDate(2022, 5, 20), "2022年5月20日", "二〇二二年五月二十日", "20 May 2022"},
		{fengcun.Date{}, "不详", "不详", "unknown"},
		{fengcun.NewDate(2023, 2, 29), "不详", "不详", "unknown"},
	} {
		if got := zh.Date(c.date); got != c.chinese {
			t.Errorf("got %s, want %s", got, c.chinese)
		}
		if got := zh.DateInNumerals(c.date); got != c.numerals {
			t.Errorf("got %s, want %s", got, c.numerals)
		}
		for _, got := range []string{en.Date(c.date), en.DateInNumerals(c.date)} {
			if got != c.english {
				t.Errorf("got %s, want %s", got, c.english)
			}
		}
	}
	if got := zh.DateInNumerals(fengcun.NewDate(2026, 11, 23)); !strings.ContainsRune(got, '\u3007') {
		t.Errorf("the zero of %s is not U+3007", got)
	}
}

func TestNumber(t *testing.T) {
	l := newLocale(t, locale.Chinese)
	for n, want := range map[int]string{0: "0", 7: "7", 999: "999", 1000: "1,000", 100000: "100,000", 1234567: "1,234,567", -1000: "-1,000", -999: "-999"} {
		if got := l.Number(n); got != want {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
}

func TestChoose(t *testing.T) {
	for _, c := range []struct {
		name, explicit, all, lang string
		want                      locale.Lang
	}{
		{"nothing said", "", "", "", locale.Chinese},
		{"explicit wins", "en", "zh_CN.UTF-8", "zh_CN.UTF-8", locale.English},
		{"LC_ALL before LANG", "", "en_US.UTF-8", "zh_CN.UTF-8", locale.English},
		{"LANG", "", "", "en_GB", locale.English},
		{"the C locale says nothing", "", "C.UTF-8", "", locale.Chinese},
		{"C in LC_ALL, then LANG", "", "POSIX", "en_US.UTF-8", locale.English},
		{"a language that is not there", "fr", "", "", locale.Chinese},
		{"script and region", "zh-Hans-CN", "en", "en", locale.Chinese},
		{"upper case", "EN", "", "", locale.English},
	} {
		env := map[string]string{"LC_ALL": c.all, "LANG": c.lang}
		if got := locale.Choose(c.explicit, func(name string) string { return env[name] }); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestNewRefusesUnknownLanguage(t *testing.T) {
	for _, lang := range []locale.Lang{"", "fr", "../zh-CN", "zh"} {
		if _, err := locale.New(lang); fengcun.CodeOf(err) != "locale.unknown" {
			t.Errorf("%q: got %v", lang, err)
		}
	}
}
