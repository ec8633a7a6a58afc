package calendar_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fengcun/calendar"
)

func TestDeadlineExplains(t *testing.T) {
	c := officialCalendar(t)
	for _, row := range []struct {
		term   calendar.TermCode
		start  string
		zh, en []string
	}{
		{
			calendar.SealAfterNotice, "2026-09-22",
			[]string{
				"收到《犯罪记录封存通知书》后整体封存：3日，自收到文书之次日起算。",
				"收到文书之日为2026年9月22日（星期二），当日不计入。",
				"逐日计算至2026年9月25日（星期五）届满。",
				"2026年9月25日（星期五）为中秋节放假，期间届满日顺延。",
				"2026年9月26日（星期六）为中秋节放假，期间届满日顺延。",
				"2026年9月27日（星期日）为中秋节放假，期间届满日顺延。",
				"最迟办结日为2026年9月28日（星期一），当日二十四时止。",
				"依据：《关于未成年人犯罪记录封存的实施办法》第十一条、《中华人民共和国刑事诉讼法》第一百零五条。",
			},
			[]string{
				"sealing as a whole after receipt of the sealing notice: 3 days, counted from the day after receipt of the document.",
				"Day of receipt of the document: Tuesday 22 September 2026, not counted.",
				"Counting every day, it would end on Friday 25 September 2026.",
				"Friday 25 September 2026 is a day off (Mid-Autumn Festival): the end moves on.",
				"Saturday 26 September 2026 is a day off (Mid-Autumn Festival): the end moves on.",
				"Sunday 27 September 2026 is a day off (Mid-Autumn Festival): the end moves on.",
				"Latest day: Monday 28 September 2026, until midnight.",
				"Basis: Measures, Article 11; Criminal Procedure Law, Article 105.",
			},
		},
		{
			calendar.CertificateIssue, "2026-12-30",
			[]string{
				"出具无犯罪记录证明：3个工作日，自受理之次日起算。",
				"受理之日为2026年12月30日（星期三），当日不计入。",
				"2027年1月2日（星期六）为星期六，不计入工作日。",
				"2027年1月3日（星期日）为星期日，不计入工作日。",
				"最迟办结日为2027年1月4日（星期一），当日二十四时止。",
				"该日期为暂定：2027年部分节假日安排通知尚未载入，载入后须重新计算。",
				"依据：《关于未成年人犯罪记录封存的实施办法》第十五条、《公安机关办理犯罪记录查询工作规定》。",
			},
			[]string{
				"issuing the certificate of no criminal record: 3 working days, counted from the day after acceptance.",
				"Day of acceptance: Wednesday 30 December 2026, not counted.",
				"Saturday 2 January 2027 is a Saturday: not a working day.",
				"Sunday 3 January 2027 is a Sunday: not a working day.",
				"Latest day: Monday 4 January 2027, until midnight.",
				"This date is provisional: the holiday notice for 2027 is not in the table; compute again once it is.",
				"Basis: Measures, Article 15; Provisions of the Ministry of Public Security on criminal record inquiries.",
			},
		},
		{
			calendar.CorrectionAnswer, "2026-03-02",
			[]string{
				"有关单位审查并回复纠正意见：15日，自收到文书之次日起算。",
				"收到文书之日为2026年3月2日（星期一），当日不计入。",
				"逐日计算至2026年3月17日（星期二）届满。",
				"最迟办结日为2026年3月17日（星期二），当日二十四时止。",
				"该期限为本机关内部目标，不是法定期限；条文未规定具体日数。",
				"依据：《关于未成年人犯罪记录封存的实施办法》第二十二条。",
			},
			[]string{
				"examination of and reply to a corrective opinion by the unit: 15 days, counted from the day after receipt of the document.",
				"Day of receipt of the document: Monday 2 March 2026, not counted.",
				"Counting every day, it would end on Tuesday 17 March 2026.",
				"Latest day: Tuesday 17 March 2026, until midnight.",
				"This is an internal target, not a statutory term; the provision gives no number of days.",
				"Basis: Measures, Article 22.",
			},
		},
	} {
		d, err := c.Deadline(term(t, row.term), day(t, row.start))
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Explain(calendar.Chinese); !slices.Equal(got, row.zh) {
			t.Errorf("%s:\n%s", row.term, strings.Join(got, "\n"))
		}
		if got := d.Explain(calendar.English); !slices.Equal(got, row.en) {
			t.Errorf("%s:\n%s", row.term, strings.Join(got, "\n"))
		}
		if got := d.Explain("fr"); !slices.Equal(got, row.zh) {
			t.Errorf("%s: another language is not answered in Chinese", row.term)
		}
	}
}

func TestEffectExplains(t *testing.T) {
	f := publicCase(t, "2026-03-02", "2026-03-02", "2026-03-03")
	f.Parties[0].Filing = calendar.Filing{On: day(t, "2026-03-05"), WithdrawnOn: day(t, "2026-03-10")}
	e := officialCalendar(t).EffectiveDate(f)
	const cpl = "《中华人民共和国刑事诉讼法》"
	zh := []string{
		"上诉、抗诉均在期限内撤回，自最后一个期限届满之次日起生效：2026年3月14日（星期六）。",
		"第1号当事人（被告人）的上诉（抗诉）期限至2026年3月12日（星期四）届满。依据：" + cpl + "第二百三十条、" + cpl + "第一百零五条。",
		"第2号当事人（法定代理人）的上诉（抗诉）期限至2026年3月12日（星期四）届满。依据：" + cpl + "第二百三十条、" + cpl + "第一百零五条。",
		"第3号当事人（人民检察院）的上诉（抗诉）期限至2026年3月13日（星期五）届满。依据：" + cpl + "第二百三十条、" + cpl + "第一百零五条。",
		"第1号当事人（被告人）于2026年3月10日（星期二）在期限内撤回上诉（抗诉）。请核对条文原文。",
		"最后一个期限届满之次日为2026年3月14日（星期六）。依据：" + cpl + "第二百三十条。",
		"另一种理解：期限内撤回的，自期限届满之日起生效，即2026年3月13日（星期五）。",
		"以上为系统计算结果，须经承办人确认：上诉状可能在途，在押人员可能口头上诉，也可能直接向上一级人民法院提出上诉。",
	}
	if got := e.Explain(calendar.Chinese); !slices.Equal(got, zh) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if got := strings.Join(e.Explain(calendar.English), "\n"); !strings.Contains(got, "Party 1 (defendant) withdrew the appeal (protest) inside the term, on Tuesday 10 March 2026.") {
		t.Errorf("got\n%s", got)
	}
}

// Every code in the source has a sentence, every value of a sentence is filled
// in, and no explanation shows a bare code.
func TestExplanationsAreWhole(t *testing.T) {
	c := officialCalendar(t)
	bare := regexp.MustCompile(`\{|\}|\b[a-z_]+\.[a-z_]+`)
	check := func(lines []string) {
		t.Helper()
		for _, line := range lines {
			if bare.MatchString(line) {
				t.Errorf("unfinished line: %s", line)
			}
		}
	}
	for _, known := range calendar.Terms() {
		if known.Standing == calendar.History {
			continue
		}
		for _, start := range []string{"2026-04-30", "2026-12-29", "2009-09-30"} {
			d, err := c.Deadline(known, day(t, start))
			if err != nil {
				t.Fatal(err)
			}
			check(d.Explain(calendar.Chinese))
			check(d.Explain(calendar.English))
		}
	}
	paused, err := c.Deadline(term(t, calendar.CertificateIssue), day(t, "2026-03-02"), calendar.Pause{From: day(t, "2026-03-04"), To: day(t, "2026-03-10")})
	if err != nil {
		t.Fatal(err)
	}
	check(paused.Explain(calendar.English))

	source := readSource(t)
	codes := regexp.MustCompile(`"((?:step|reading|gap|effect)\.[a-z_]+)"`).FindAllStringSubmatch(source, -1)
	if len(codes) < 30 {
		t.Fatalf("only %d codes found in the source", len(codes))
	}
	sentences, err := os.ReadFile("sentences.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range codes {
		constant := regexp.MustCompile(`(\w+)\s+(?:EffectRule\s+)?=\s+"` + regexp.QuoteMeta(m[1]) + `"`).FindStringSubmatch(source)
		if strings.Contains(string(sentences), `"`+m[1]+`"`) {
			continue
		}
		if constant == nil || !regexp.MustCompile(`\b`+constant[1]+`\b`).Match(sentences) {
			t.Errorf("%s has no sentence", m[1])
		}
	}
}

// readSource returns the package's own source without sentences and tests.
func readSource(t *testing.T) string {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || name == "sentences.go" {
			continue
		}
		file, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(file)
	}
	return b.String()
}
