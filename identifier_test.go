package fengcun_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"fengcun"

	"pgregory.net/rapid"
)

func readVectors(t testing.TB, name string, into any) {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		t.Fatal(err)
	}
}

type idVector struct {
	In            string `json:"in"`
	Type          string `json:"type"`
	As18          string `json:"as18"`
	ValidChecksum *bool  `json:"valid_checksum"`
	ValidDate     *bool  `json:"valid_date"`
}

func idVectors(t testing.TB) []idVector {
	t.Helper()
	var file struct{ Vectors []idVector }
	readVectors(t, "id-test-vectors.json", &file)
	if len(file.Vectors) == 0 {
		t.Fatal("no vectors")
	}
	return file.Vectors
}

func TestIdentifierVectors(t *testing.T) {
	kinds := map[string]fengcun.DocumentKind{
		"hkmt_permit (H/M+8; older 11 characters)": fengcun.HKMacaoPermit,
		"hkmt_permit 11 characters":                fengcun.HKMacaoPermit,
		"passport E+8":                             fengcun.Passport,
		"passport E+letter(not I,O)+7":             fengcun.Passport,
		"old passport":                             fengcun.Passport,
	}
	for _, v := range idVectors(t) {
		switch v.Type {
		case "id18", "id15":
			id, warnings, err := fengcun.ParseResidentID(v.In)
			if err != nil {
				t.Errorf("%s: %v", v.In, err)
				continue
			}
			want := v.In
			if v.As18 != "" {
				want = v.As18
			}
			if id.Number.Reveal() != want || id.Raw.Reveal() != v.In {
				t.Errorf("%s: number %s, raw %s", v.In, id.Number.Reveal(), id.Raw.Reveal())
			}
			wrong := v.ValidChecksum != nil && !*v.ValidChecksum
			if got := slices.Contains(warnings, fengcun.WarnChecksum); got != wrong {
				t.Errorf("%s: checksum warning %v, want %v", v.In, got, wrong)
			}
			wrong = v.ValidDate != nil && !*v.ValidDate
			if got := slices.Contains(warnings, fengcun.WarnBirthDate); got != wrong || id.Birth.IsZero() != wrong {
				t.Errorf("%s: birth date warning %v, birth %v, want wrong = %v", v.In, got, id.Birth, wrong)
			}
		case "uscc":
			code, warnings, err := fengcun.ParseCreditCode(v.In)
			if err != nil || string(code) != v.In {
				t.Errorf("%s: %v, %v", v.In, code, err)
			}
			if got := slices.Contains(warnings, fengcun.WarnChecksum); got == *v.ValidChecksum {
				t.Errorf("%s: checksum warning %v", v.In, got)
			}
		default:
			kind, ok := kinds[v.Type]
			if !ok {
				t.Fatalf("vector of unknown type %q", v.Type)
			}
			doc, warnings, err := fengcun.ParseDocument(kind, v.In)
			if err != nil || doc.Number.Reveal() != v.In || slices.Contains(warnings, fengcun.WarnForm) {
				t.Errorf("%s: %v, %v", v.In, warnings, err)
			}
		}
	}
}

func TestParseResidentID(t *testing.T) {
	const clean = "310115200801010014"
	for _, row := range []struct {
		name, in string
		number   string
		birth    string
		sex      fengcun.Sex
		kind     fengcun.DocumentKind
		warnings []fengcun.IDWarning
		code     string
	}{
		{name: "clean", in: clean, number: clean, birth: "2008-01-01", sex: fengcun.Male},
		{name: "woman, X", in: "11010519491231002X", number: "11010519491231002X", birth: "1949-12-31", sex: fengcun.Female},
		{name: "lower x", in: "11010519491231002x", number: "11010519491231002X", birth: "1949-12-31", sex: fengcun.Female,
			warnings: []fengcun.IDWarning{fengcun.WarnNormalised}},
		{name: "multiplication sign", in: "11010519491231002×", number: "11010519491231002X", birth: "1949-12-31", sex: fengcun.Female,
			warnings: []fengcun.IDWarning{fengcun.WarnNormalised}},
		{name: "full width and spaces", in: " ３１０１１５ 20080101　００１４", number: clean, birth: "2008-01-01", sex: fengcun.Male,
			warnings: []fengcun.IDWarning{fengcun.WarnNormalised}},
		{name: "spreadsheet apostrophe", in: "'" + clean, number: clean, birth: "2008-01-01", sex: fengcun.Male,
			warnings: []fengcun.IDWarning{fengcun.WarnNormalised}},
		{name: "zero-width space", in: "310115\u200b200801010014", number: clean, birth: "2008-01-01", sex: fengcun.Male,
			warnings: []fengcun.IDWarning{fengcun.WarnNormalised}},
		{name: "15 digits", in: "310115960101001", number: "310115199601010014", birth: "1996-01-01", sex: fengcun.Male,
			warnings: []fengcun.IDWarning{fengcun.WarnConverted}},
		{name: "15 digits of a person over a hundred", in: "310115960101998", number: "310115199601019983", birth: "1996-01-01", sex: fengcun.Female,
			warnings: []fengcun.IDWarning{fengcun.WarnConverted, fengcun.WarnCentury}},
		{name: "29 February in a common year", in: "310115200902290019", number: "310115200902290019", sex: fengcun.Male,
			warnings: []fengcun.IDWarning{fengcun.WarnBirthDate}},
		{name: "cut off by a spreadsheet", in: "310115200801010000", number: "310115200801010000", birth: "2008-01-01", sex: fengcun.Female,
			warnings: []fengcun.IDWarning{fengcun.WarnChecksum, fengcun.WarnPrecisionLost, fengcun.WarnSequence}},
		{name: "no such province", in: "990115200801010014", number: "990115200801010014", birth: "2008-01-01", sex: fengcun.Male, kind: fengcun.PermanentResCard,
			warnings: []fengcun.IDWarning{fengcun.WarnChecksum, fengcun.WarnRegion}},
		{name: "Hong Kong residence permit", in: "810000199001010019", number: "810000199001010019", birth: "1990-01-01", sex: fengcun.Male, kind: fengcun.HKMacaoPermit},
		{name: "Taiwan residence permit", in: "830000200802290013", number: "830000200802290013", birth: "2008-02-29", sex: fengcun.Male, kind: fengcun.TaiwanPermit},

		{name: "empty", in: " 　", code: "id.empty"},
		{name: "spoiled", in: "31011520080101\ufffd014", code: "id.spoiled"},
		{name: "not UTF-8", in: "31011520080101\xff014", code: "id.spoiled"},
		{name: "spreadsheet", in: "3.10115E+17", code: "id.scientific"},
		{name: "spreadsheet, lower case, full width", in: "３.10115200801e+１７", code: "id.scientific"},
		{name: "spreadsheet, one digit", in: "3E+17", code: "id.scientific"},
		{name: "letters", in: "31011520080101001A", code: "id.character"},
		{name: "X in the middle", in: "3101152008X1010014", code: "id.character"},
		{name: "words", in: "不详", code: "id.character"},
		{name: "17 digits", in: clean[:17], code: "id.length"},
		{name: "19 digits", in: clean + "1", code: "id.length"},
		{name: "15 characters with X", in: "31011596010100X", code: "id.length"},
	} {
		t.Run(row.name, func(t *testing.T) {
			id, warnings, err := fengcun.ParseResidentID(row.in)
			if row.code != "" {
				if fengcun.CodeOf(err) != row.code || fengcun.KindOf(err) != fengcun.KindInvalid {
					t.Fatalf("error %v, want %s", err, row.code)
				}
				if id != (fengcun.ResidentNumber{}) || warnings != nil {
					t.Fatal("a refused number left something behind")
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			kind := row.kind
			if kind == "" {
				kind = fengcun.ResidentID
			}
			if id.Number.Reveal() != row.number || id.Birth.String() != row.birth || id.Sex != row.sex || id.Kind != kind {
				t.Errorf("got %s, %s, %s, %s", id.Number.Reveal(), id.Birth, id.Sex, id.Kind)
			}
			if id.Raw.Reveal() != row.in || id.Region.Reveal() != row.number[:6] {
				t.Errorf("raw or region lost")
			}
			if !slices.Equal(warnings, row.warnings) {
				t.Errorf("warnings %v, want %v", warnings, row.warnings)
			}
		})
	}
}

func TestParseDocument(t *testing.T) {
	for _, row := range []struct {
		kind     fengcun.DocumentKind
		in, out  string
		warnings []fengcun.IDWarning
		resident bool
		code     string
	}{
		{kind: fengcun.HKMacaoPermit, in: "H12345678", out: "H12345678"},
		{kind: fengcun.HKMacaoPermit, in: "h1234 5678", out: "H12345678", warnings: []fengcun.IDWarning{fengcun.WarnNormalised}},
		{kind: fengcun.HKMacaoPermit, in: "M1234567801", out: "M1234567801", warnings: []fengcun.IDWarning{fengcun.WarnOldForm}},
		{kind: fengcun.HKMacaoPermit, in: "810000199001010019", out: "810000199001010019", resident: true},
		{kind: fengcun.HKMacaoPermit, in: "830000200802290013", out: "830000200802290013", resident: true, warnings: []fengcun.IDWarning{fengcun.WarnKind}},
		{kind: fengcun.TaiwanPermit, in: "12345678", out: "12345678"},
		{kind: fengcun.TaiwanPermit, in: "1234567890", out: "1234567890", warnings: []fengcun.IDWarning{fengcun.WarnOldForm}},
		{kind: fengcun.TaiwanPermit, in: "1234567", out: "1234567", warnings: []fengcun.IDWarning{fengcun.WarnForm}},
		{kind: fengcun.PermanentResCard, in: "USA310096010112", out: "USA310096010112", warnings: []fengcun.IDWarning{fengcun.WarnOldForm}},
		{kind: fengcun.Passport, in: "EI1234567", out: "EI1234567", warnings: []fengcun.IDWarning{fengcun.WarnForm}},
		{kind: fengcun.Passport, in: "DE1234567", out: "DE1234567"},
		{kind: fengcun.Passport, in: "AB123456", out: "AB123456", warnings: []fengcun.IDWarning{fengcun.WarnForm}},
		{kind: fengcun.ResidentID, in: "310115200801010014", out: "310115200801010014", resident: true},

		{kind: fengcun.Passport, in: "", code: "id.empty"},
		{kind: fengcun.Passport, in: "E1\ufffd", code: "id.spoiled"},
		{kind: fengcun.TaiwanPermit, in: "1.23457E+07", code: "id.scientific"},
		{kind: fengcun.Passport, in: "护照号不详", code: "id.character"},
		{kind: fengcun.Passport, in: "E1", code: "id.character"},
		{kind: fengcun.ResidentID, in: "E12345678", code: "id.character"},
		{kind: "library_card", in: "12345678", code: "id.kind_unknown"},
	} {
		doc, warnings, err := fengcun.ParseDocument(row.kind, row.in)
		if row.code != "" {
			if fengcun.CodeOf(err) != row.code {
				t.Errorf("%s %q: error %v, want %s", row.kind, row.in, err, row.code)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s %q: %v", row.kind, row.in, err)
			continue
		}
		if doc.Kind != row.kind || doc.Number.Reveal() != row.out || doc.Raw.Reveal() != row.in ||
			(doc.Resident != nil) != row.resident || !slices.Equal(warnings, row.warnings) {
			t.Errorf("%s %q: %s, resident %v, warnings %v", row.kind, row.in, doc.Number.Reveal(), doc.Resident != nil, warnings)
		}
	}
}

func TestParseCreditCode(t *testing.T) {
	code, warnings, err := fengcun.ParseCreditCode(" 91350100m000100y43")
	if err != nil || code != "91350100M000100Y43" || !slices.Equal(warnings, []fengcun.IDWarning{fengcun.WarnNormalised}) {
		t.Errorf("got %s, %v, %v", code, warnings, err)
	}
	for in, want := range map[string]string{
		"91350100M000100Y4":        "credit_code.length",
		"91350100M000100Y4I":       "credit_code.character",
		"":                         "credit_code.length",
		"91350100M000\ufffd00Y43":  "credit_code.spoiled",
		"91350100M000100Y43 / 备用":  "credit_code.character",
		"91350100M000100Y43\x0091": "credit_code.spoiled",
	} {
		if _, _, err := fengcun.ParseCreditCode(in); fengcun.CodeOf(err) != want {
			t.Errorf("%q: %v, want %s", in, err, want)
		}
	}
}

// Every single wrong character, and every swap of two neighbours, of a credit
// code and of a resident ID is noticed: that is what the check characters are for.
func TestCheckCharactersNoticeSlips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := drawResidentID(t)
		i := rapid.IntRange(0, 16).Draw(t, "place")
		digit := byte('0' + rapid.IntRange(0, 9).Draw(t, "digit"))
		slip := []byte(number)
		if rapid.Bool().Draw(t, "swap") && i < 16 {
			slip[i], slip[i+1] = slip[i+1], slip[i]
		} else {
			slip[i] = digit
		}
		_, warnings, err := fengcun.ParseResidentID(string(slip))
		if err != nil {
			t.Fatal("a slip is not a reason to drop the number")
		}
		if noticed := slices.Contains(warnings, fengcun.WarnChecksum); noticed == (string(slip) == number) {
			t.Fatalf("slip noticed: %v", noticed)
		}
	})
}

func drawDate(t *rapid.T, from, to int) fengcun.Date {
	start := fengcun.NewDate(from, time.January, 1)
	days := start.DaysUntil(fengcun.NewDate(to, time.December, 31))
	return start.AddDays(rapid.IntRange(0, days).Draw(t, "day"))
}

func drawResidentID(t *rapid.T) string {
	region := rapid.SampledFrom([]string{"310115", "110105", "440524", "650102", "830000"}).Draw(t, "region")
	id, err := fengcun.ComposeResidentID(region, drawDate(t, 1900, 2026), rapid.IntRange(1, 999).Draw(t, "sequence"))
	if err != nil {
		t.Fatal(err)
	}
	return id.Reveal()
}

func TestComposedNumbersParse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := drawResidentID(t)
		id, warnings, err := fengcun.ParseResidentID(number)
		if err != nil || len(warnings) != 0 {
			t.Fatalf("warnings %v, error %v", warnings, err)
		}
		again, err := fengcun.ComposeResidentID(id.Region.Reveal(), id.Birth, int(number[14]-'0')*100+int(number[15]-'0')*10+int(number[16]-'0'))
		if err != nil || again.Reveal() != number {
			t.Fatal("composition does not invert parsing")
		}
	})
}

// Leaving out the century and the check character and parsing again gives the
// same number, for everybody born in the twentieth century.
func TestFifteenDigitsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id, err := fengcun.ComposeResidentID("310115", drawDate(t, 1900, 1999), rapid.IntRange(1, 995).Draw(t, "sequence"))
		if err != nil {
			t.Fatal(err)
		}
		long := id.Reveal()
		got, warnings, err := fengcun.ParseResidentID(long[:6] + long[8:17])
		if err != nil || got.Number != id || !slices.Equal(warnings, []fengcun.IDWarning{fengcun.WarnConverted}) {
			t.Fatalf("warnings %v, error %v, same number: %v", warnings, err, got.Number == id)
		}
	})
}

func TestComposeResidentIDRefuses(t *testing.T) {
	birth := fengcun.NewDate(2008, 1, 1)
	for field, err := range map[string]error{
		"region":   second(fengcun.ComposeResidentID("31011", birth, 1)),
		"birth":    second(fengcun.ComposeResidentID("310115", fengcun.NewDate(2009, 2, 29), 1)),
		"sequence": second(fengcun.ComposeResidentID("310115", birth, 1000)),
	} {
		var e *fengcun.Error
		if !errors.As(err, &e) || e.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	if err := second(fengcun.ComposeResidentID("310115", birth, 0)); err == nil {
		t.Error("sequence 000 composed")
	}
}

func second(_ fengcun.Particular, err error) error { return err }

func TestCaseNumberVectors(t *testing.T) {
	var file struct {
		Samples []struct{ In, Kind, Norm string }
	}
	readVectors(t, "case-number-samples.json", &file)
	if len(file.Samples) == 0 {
		t.Fatal("no samples")
	}
	for _, v := range file.Samples {
		n, err := fengcun.ParseCaseNumber(v.In)
		if err != nil {
			t.Errorf("%s: %v", v.In, err)
			continue
		}
		if string(n.Kind) != v.Kind || n.Norm.Reveal() != v.Norm || n.Raw.Reveal() != v.In {
			t.Errorf("%s: %s, %s", v.In, n.Kind, n.Norm.Reveal())
		}
	}
}

func TestParseCaseNumber(t *testing.T) {
	type parts struct {
		year              int
		issuer, typ, mark string
		serial            int
		suffix            string
		kind              fengcun.CaseNumberKind
	}
	for in, want := range map[string]parts{
		"（2026）沪0101刑初12号":         {2026, "沪0101", "刑初", "", 12, "", fengcun.CourtNumber2016},
		"( 2026 ) 沪0101刑初0012号":    {2026, "沪0101", "刑初", "", 12, "", fengcun.CourtNumber2016},
		"（2026）沪0115刑初12号之一":       {2026, "沪0115", "刑初", "", 12, "之一", fengcun.CourtNumber2016},
		"（2023）最高法刑核12345678号":     {2023, "最高法", "刑核", "", 12345678, "", fengcun.CourtNumber2016},
		"（2025）沪刑终7号":              {2025, "沪", "刑终", "", 7, "", fengcun.CourtNumber2016},
		"（2025）兵0101刑初7号":          {2025, "兵0101", "刑初", "", 7, "", fengcun.CourtNumber2016},
		"（2012）浦刑初字第1234号":         {2012, "浦", "刑初", "", 1234, "", fengcun.CourtNumberPre2016},
		"(2013)沪一中少刑终字第12号":        {2013, "沪一中", "少刑终", "", 12, "", fengcun.CourtNumberPre2016},
		"沪浦检刑不诉〔2021〕Z12号":         {2021, "沪浦检", "刑不诉", "Z", 12, "", fengcun.ProcuratorateNo},
		"沪浦检未附不诉（2022）3号":          {2022, "沪浦检", "未附不诉", "", 3, "", fengcun.ProcuratorateNo},
		"沪公（浦）犯证字[2026]1号":         {2026, "沪公（浦）犯证字", "", "", 1, "", fengcun.GenericNo},
		"沪公检字〔2026〕1号":             {2026, "沪公检字", "", "", 1, "", fengcun.GenericNo},
		"浦刑初字第12号":                 {0, "", "", "", 0, "", fengcun.UnknownNo},
		"（2026）沪0101刑初0号":          {0, "", "", "", 0, "", fengcun.UnknownNo},
		"（2026）法0101刑初12号":         {0, "", "", "", 0, "", fengcun.UnknownNo},
		"（2026）沪0101刑初1234567890号": {0, "", "", "", 0, "", fengcun.UnknownNo},
	} {
		n, err := fengcun.ParseCaseNumber(in)
		got := parts{n.Year, n.Issuer, n.Type, n.Mark, n.Serial, n.Suffix, n.Kind}
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v", in, got, err)
		}
	}
	for in, code := range map[string]string{
		"":                       "case_number.empty",
		"（2026）沪0101刑\ufffd12号":  "case_number.spoiled",
		strings.Repeat("沪", 65):  "case_number.length",
		"（2026）沪0101刑初12号\u0085": "case_number.spoiled",
	} {
		if _, err := fengcun.ParseCaseNumber(in); fengcun.CodeOf(err) != code {
			t.Errorf("%q: %v, want %s", in, err, code)
		}
	}
}

// Whatever the brackets, the width and the spaces, one number has one spelling,
// and the spelling is stable.
func TestCaseNumberSpellingsMeet(t *testing.T) {
	brackets := [][2]string{{"(", ")"}, {"（", "）"}, {"[", "]"}, {"〔", "〕"}, {"【", "】"}}
	rapid.Check(t, func(t *rapid.T) {
		b := rapid.SampledFrom(brackets).Draw(t, "brackets")
		space := rapid.SampledFrom([]string{"", " ", "　", "\u200b"}).Draw(t, "space")
		year := rapid.IntRange(2016, 2026).Draw(t, "year")
		serial := rapid.IntRange(1, 99999).Draw(t, "serial")
		for _, form := range []struct{ in, norm string }{
			{fmt.Sprintf("%s%d%s%s沪0101刑初%s%d号", b[0], year, b[1], space, space, serial), fmt.Sprintf("（%d）沪0101刑初%d号", year, serial)},
			{fmt.Sprintf("沪浦检刑诉%s%s%d%s%d号", space, b[0], year, b[1], serial), fmt.Sprintf("沪浦检刑诉〔%d〕%d号", year, serial)},
		} {
			n, err := fengcun.ParseCaseNumber(form.in)
			if err != nil || n.Norm.Reveal() != form.norm {
				t.Fatalf("%s: %s, %v", form.in, n.Norm.Reveal(), err)
			}
		}
	})
}

func TestLooksSpoiled(t *testing.T) {
	for s, want := range map[string]bool{
		"李𬍛": false, "买买提·阿布都": false, "a\tb\n": false, "": false,
		"李\ufffd": true, "李\xe6": true, "锟斤拷": true, "李\x00": true, "李\u0085": true,
	} {
		if fengcun.LooksSpoiled(s) != want {
			t.Errorf("%q: want %v", s, want)
		}
	}
}

func TestNormalizeName(t *testing.T) {
	for in, want := range map[string]string{
		" 张 三 ":          "张三",
		"张　三":            "张三",
		"张\u200b三\ufeff": "张三",
		"买买提・阿布都":        "买买提·阿布都",
		"买买提.阿布都":        "买买提·阿布都",
		"买买提•阿布都":        "买买提·阿布都",
		"买买提 · 阿布都":      "买买提·阿布都",
		"李𬍛":             "李𬍛",
	} {
		if got := fengcun.NormalizeName(fengcun.Particular(in)).Reveal(); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		once := fengcun.NormalizeName(fengcun.Particular(rapid.String().Draw(t, "name")))
		if fengcun.NormalizeName(once) != once {
			t.Fatal("not idempotent")
		}
	})
}

func FuzzParseResidentID(f *testing.F) {
	for _, v := range idVectors(f) {
		f.Add(v.In)
	}
	for _, s := range []string{"3.10115E+17", "３１０１１５２００８０１０１００１４", "11010519491231002x", "X", "E", "\ufffd", "31011520080101001\u0425"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		id, warnings, err := fengcun.ParseResidentID(raw)
		if err != nil {
			refusedWithoutRepeating(t, raw, err)
			return
		}
		number := id.Number.Reveal()
		if len(number) != 18 {
			t.Fatalf("number of length %d", len(number))
		}
		again, more, err := fengcun.ParseResidentID(number)
		if err != nil || again.Number != id.Number || again.Birth != id.Birth || slices.Contains(more, fengcun.WarnNormalised) {
			t.Fatalf("the normal form is not stable: %v", err)
		}
		if id.Birth.IsZero() != slices.Contains(warnings, fengcun.WarnBirthDate) {
			t.Fatal("a birth date is missing without a warning")
		}
		for _, kind := range []fengcun.DocumentKind{fengcun.ResidentID, fengcun.Passport, fengcun.TaiwanPermit} {
			if _, _, err := fengcun.ParseDocument(kind, raw); err != nil {
				refusedWithoutRepeating(t, raw, err)
			}
		}
	})
}

func FuzzParseCaseNumber(f *testing.F) {
	var file struct{ Samples []struct{ In string } }
	readVectors(f, "case-number-samples.json", &file)
	for _, v := range file.Samples {
		f.Add(v.In)
	}
	f.Add("【2026】沪０１０１刑初００１２号")
	f.Add("（（2026））〔2026〕1号")
	f.Fuzz(func(t *testing.T, raw string) {
		n, err := fengcun.ParseCaseNumber(raw)
		if err != nil {
			refusedWithoutRepeating(t, raw, err)
			return
		}
		again, err := fengcun.ParseCaseNumber(n.Norm.Reveal())
		if err != nil || again.Norm != n.Norm || again.Kind != n.Kind || again.Serial != n.Serial {
			t.Fatalf("the normal form is not stable: %q, %q, %v", n.Norm.Reveal(), again.Norm.Reveal(), err)
		}
	})
}

func refusedWithoutRepeating(t *testing.T, raw string, err error) {
	t.Helper()
	if fengcun.KindOf(err) != fengcun.KindInvalid {
		t.Fatalf("error of kind %s", fengcun.KindOf(err))
	}
	// A short text may stand in the code by chance.
	if len(raw) > 6 && strings.Contains(err.Error(), raw) && !strings.Contains("invalid: id.scientific case_number.spoiled", raw) {
		t.Fatal("the error repeats the text")
	}
}

// FuzzParseOthers: days, identifiers and the numbers of other documents are refused
// without being repeated, or written again as they were read.
func FuzzParseOthers(f *testing.F) {
	for _, s := range []string{"2008-02-29", "2007-02-29", "0000-00-00", "91350100M000100Y43", "0123456789abcdef0123456789abcdef", "G12345678", "HA1234567890", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		if d, err := fengcun.ParseDate(raw); err != nil {
			refusedWithoutRepeating(t, raw, err)
		} else if d.String() != raw {
			t.Fatalf("%q is the day %s", raw, d)
		}
		if id, err := fengcun.ParseID(raw); err != nil {
			refusedWithoutRepeating(t, raw, err)
		} else if id.String() != raw {
			t.Fatalf("%q is the identifier %s", raw, id)
		}
		if _, _, err := fengcun.ParseCreditCode(raw); err != nil {
			refusedWithoutRepeating(t, raw, err)
		}
	})
}
