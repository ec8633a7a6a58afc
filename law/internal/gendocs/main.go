// Command gendocs writes the pages of docs/law, one for each article of the
// Measures and an index, from the table of articles in package law. Run it with
// go generate in the law directory; its test fails while the pages are stale.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"fengcun/law"
)

func main() {
	if err := write("../docs/law"); err != nil {
		fmt.Fprintln(os.Stderr, "gendocs:", err)
		os.Exit(1)
	}
}

func write(dir string) error {
	for name, text := range pages() {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// pages returns the generated files by name.
func pages() map[string]string {
	articles := law.Articles()
	titles := make(map[string]law.Vector)
	for _, v := range law.Vectors() {
		titles[v.ID] = v
	}
	all := map[string]string{"README.md": index(articles)}
	for i := range articles {
		all[pageName(articles[i].Number)] = page(&articles[i], titles)
	}
	return all
}

func pageName(n int) string { return fmt.Sprintf("article-%02d.md", n) }

const notice = "<!-- Generated from the table of articles in package law by go generate. Do not edit. -->\n\n"

func index(articles []law.Provision) string {
	var b strings.Builder
	b.WriteString(notice)
	b.WriteString("# 《关于未成年人犯罪记录封存的实施办法》逐条对照 / The Measures, article by article\n\n")
	b.WriteString("各条要求均为自述，不是条文原文。 The requirements are told in our own words; they are not the wording of the articles.\n\n")
	b.WriteString("The public test cases are described in [vectors.md](vectors.md).\n\n")
	b.WriteString("| 条 | 内容 | Subject | 实现 / carried out | 用例 / vectors | 测试 / tests | 待解释 / open |\n|---|---|---|---|---|---|---|\n")
	for i := range articles {
		a := &articles[i]
		fmt.Fprintf(&b, "| [%d](%s) | %s | %s | %s | %d | %d | %d |\n", a.Number, pageName(a.Number),
			a.Title.Chinese, a.Title.English, status(a), len(a.Vectors), len(a.Tests), len(a.Open))
	}
	return b.String()
}

func status(a *law.Provision) string {
	if a.Planned() {
		return "计划中 / planned"
	}
	for _, i := range a.Implemented {
		if i.Planned {
			return "部分 / in part"
		}
	}
	return "是 / yes"
}

func page(a *law.Provision, titles map[string]law.Vector) string {
	var b strings.Builder
	b.WriteString(notice)
	basis := law.Basis(fmt.Sprint(a.Number))
	fmt.Fprintf(&b, "# %s %s / %s: %s\n\n", basis.Text(law.Chinese), a.Title.Chinese, basis.Text(law.English), a.Title.English)
	fmt.Fprintf(&b, "%s\n\n%s\n\n", a.Rule.Chinese, a.Rule.English)
	b.WriteString("自述，非条文原文。 Own words, not the wording of the article.\n\n")

	b.WriteString("## 依据 / Sources\n\n")
	for _, m := range a.Sources {
		fmt.Fprintf(&b, "- %s\n", markText[m])
	}
	b.WriteString("\n## 实现 / Carried out by\n\n")
	for _, i := range a.Implemented {
		if i.Planned {
			fmt.Fprintf(&b, "- %s（计划中 / planned）\n", i.Where)
		} else {
			fmt.Fprintf(&b, "- `%s`\n", i.Where)
		}
	}
	if len(a.Open) > 0 {
		b.WriteString("\n## 待解释的问题 / Open questions\n\n")
		for _, o := range a.Open {
			fmt.Fprintf(&b, "- %s\n  %s\n", o.Chinese, o.English)
		}
	}
	if len(a.Vectors) > 0 {
		b.WriteString("\n## 测试用例 / Vectors\n\n| id | 事实 | Facts | 结论 / verdict |\n|---|---|---|---|\n")
		for _, id := range a.Vectors {
			v := titles[id]
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", id, v.Title[law.Chinese], v.Title[law.English], expected(v))
		}
	}
	if len(a.Tests) > 0 {
		b.WriteString("\n## 测试 / Tests\n\n")
		for _, test := range a.Tests {
			fmt.Fprintf(&b, "- `%s`\n", test)
		}
	}
	return b.String()
}

func expected(v law.Vector) string {
	if e := v.Expect.Error; e != nil {
		return fmt.Sprintf("error `%s` at `%s`", e.Code, e.Field)
	}
	return v.Expect.Verdict
}

var markText = map[law.Mark]string{
	law.MarkRead:        "read: 已在中文来源中读到，至少读到其实质 / read in a Chinese source, at least in substance",
	law.MarkTranslation: "translation: 仅读到英文译文 / read in an English translation only",
	law.MarkKnowledge:   "knowledge: 依据对法律的了解，未重新核对 / from knowledge of the law, not read again",
	law.MarkConstruct:   "construction: 条文未写或者相互冲突，系本系统的推定 / our construction where the text is silent or in conflict",
}
