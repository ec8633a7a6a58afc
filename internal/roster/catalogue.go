package roster

import (
	"embed"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"sync"

	"fengcun"
)

//go:embed catalogue/*.json
var catalogueFiles embed.FS

// catalogue holds the sentences of one language.
type catalogue struct {
	Layout   map[string]string `json:"layout"`
	Issues   map[Code]string   `json:"issues"`
	Remedies map[Remedy]string `json:"remedies"`
	Errors   map[string]string `json:"errors"`
}

var catalogues = sync.OnceValue(func() map[string]*catalogue {
	all := map[string]*catalogue{}
	for _, lang := range []string{"zh-CN", "en"} {
		text, err := catalogueFiles.ReadFile("catalogue/" + lang + ".json")
		if err == nil {
			all[lang] = &catalogue{}
			err = json.Unmarshal(text, all[lang])
		}
		if err != nil {
			panic("roster: catalogue " + lang + ": " + err.Error())
		}
	}
	return all
})

// catalogueOf returns the sentences of a language, "zh-CN" or "en" with any
// subtag; every other language gets Chinese, the language of the files.
func catalogueOf(lang string) *catalogue {
	if lang == "en" || strings.HasPrefix(lang, "en-") {
		return catalogues()["en"]
	}
	return catalogues()["zh-CN"]
}

// Text is the issue as a sentence in Chinese ("zh-CN") or English ("en"): where,
// what it does to the row, what is wrong, what helps. It holds no particular.
func (i Issue) Text(lang string) string {
	c := catalogueOf(lang)
	place := "place.heading"
	switch {
	case i.Row == 0:
		place = "place.file"
	case i.Column.Letter == "" && i.Column.Heading != "":
		place = "place.named"
	case i.Column.Letter == "":
		place = "place.row"
	case i.Column.Heading == "":
		place = "place.column"
	}
	number := strconv.Itoa(i.Number)
	return strings.NewReplacer(
		"{place}", strings.NewReplacer("{row}", strconv.Itoa(i.Row), "{letter}", i.Column.Letter, "{heading}", i.Column.Heading).Replace(c.Layout[place]),
		"{severity}", c.Layout["severity."+string(i.Severity)],
		"{sentence}", strings.ReplaceAll(c.Issues[i.Code], "{number}", number),
		"{remedy}", c.Remedies[i.Remedy],
	).Replace(c.Layout["issue"])
}

// ErrorText is an error of Read as a sentence with its remedy; "" for an error
// that is not of this package.
func ErrorText(err error, lang string) string {
	var e *fengcun.Error
	c := catalogueOf(lang)
	if !errors.As(err, &e) || c.Errors[e.Code] == "" {
		return ""
	}
	remedy := Remedy(e.Args["remedy"])
	if remedy == "" {
		remedy = RemedySendAgain
	}
	return strings.NewReplacer(
		"{sentence}", strings.ReplaceAll(c.Errors[e.Code], "{field}", e.Field),
		"{remedy}", c.Remedies[remedy],
	).Replace(c.Layout["error"])
}

// Text is the whole report, one line for each issue and a line of totals.
func (r *Report) Text(lang string) string {
	c := catalogueOf(lang)
	var b strings.Builder
	b.WriteString(strings.NewReplacer(
		"{rows}", strconv.Itoa(r.Rows), "{taken}", strconv.Itoa(r.Taken),
		"{refused}", strconv.Itoa(r.Refused), "{issues}", strconv.Itoa(len(r.Issues)+r.LeftOff),
	).Replace(c.Layout["summary"]))
	b.WriteByte('\n')
	for _, issue := range r.Issues {
		b.WriteString(issue.Text(lang))
		b.WriteByte('\n')
	}
	if r.LeftOff > 0 {
		b.WriteString(strings.ReplaceAll(c.Layout["left_off"], "{number}", strconv.Itoa(r.LeftOff)))
		b.WriteByte('\n')
	}
	return b.String()
}
