package law

import "slices"

// Provision is one article of the Measures as this program carries it out. The
// requirement is told in our own words; it is not the wording of the article and
// must not be printed as a quotation.
type Provision struct {
	Number  int    `json:"number"`
	Title   Text   `json:"title"`
	Rule    Text   `json:"rule"`
	Sources []Mark `json:"sources"` // how far the reading is confirmed
	Open    []Text `json:"open,omitempty"`
	// Implemented names where the article is carried out.
	Implemented []Implementation `json:"implemented"`
	// Vectors are the public cases that concern the article, by id.
	Vectors []string `json:"vectors,omitempty"`
	// Tests show what no vector can, what the acts do: "directory: TestName".
	Tests []string `json:"tests,omitempty"`
}

// Text is a text in the languages of the program.
type Text struct {
	Chinese string `json:"zh-CN"`
	English string `json:"en"`
}

// In returns the text in a language, in Chinese for an unknown one.
func (t Text) In(lang Language) string {
	if lang == English {
		return t.English
	}
	return t.Chinese
}

// Mark says on what a reading of an article rests.
type Mark string

// The marks, strongest first.
const (
	MarkRead        Mark = "read"         // read in a Chinese source, at least in substance
	MarkTranslation Mark = "translation"  // read in an English translation only
	MarkKnowledge   Mark = "knowledge"    // from knowledge of the law, not read again
	MarkConstruct   Mark = "construction" // our construction where the text is silent or in conflict
)

// Implementation names a place that carries out an article: a Go symbol
// ("law.Decide") or an act ("registry: Certify").
type Implementation struct {
	Where   string `json:"where"`
	Planned bool   `json:"planned,omitempty"` // not built yet
}

// Planned reports whether nothing of the article is carried out yet.
func (p *Provision) Planned() bool {
	for _, i := range p.Implemented {
		if !i.Planned {
			return false
		}
	}
	return true
}

// Articles returns the 26 articles in order, each with the vectors that concern
// it.
func Articles() []Provision {
	all := slices.Clone(articles[:])
	for _, v := range vectors() {
		listed := 0 // an article is named once for a vector, however many of its paragraphs are
		for _, b := range v.Articles {
			n := b.Article()
			if n < 1 || n > len(all) || listed&(1<<n) != 0 {
				continue
			}
			listed |= 1 << n
			all[n-1].Vectors = append(all[n-1].Vectors, v.ID)
		}
	}
	return all
}

// Article returns article n of the Measures, and false if there is none.
func Article(n int) (Provision, bool) {
	if n < 1 || n > len(articles) {
		return Provision{}, false
	}
	return Articles()[n-1], true
}

func by(where ...string) []Implementation {
	list := make([]Implementation, len(where))
	for i, w := range where {
		list[i] = Implementation{Where: w}
	}
	return list
}

func planned(where ...string) []Implementation {
	list := by(where...)
	for i := range list {
		list[i].Planned = true
	}
	return list
}
