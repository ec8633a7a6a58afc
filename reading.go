package fengcun

// ReadingPart is a part of a sealed record that is read by itself: one page of the
// reader.
type ReadingPart string

// The parts.
const (
	ReadPerson   ReadingPart = "person"   // 当事人身份
	ReadCase     ReadingPart = "case"     // 案号、行为与处理结果
	ReadDecision ReadingPart = "decision" // 是否封存的决定
)

// ReadingParts lists every part in the order of the pages.
func ReadingParts() []ReadingPart { return []ReadingPart{ReadPerson, ReadCase, ReadDecision} }

// ReadingUse is what a reader did with a page.
type ReadingUse string

// The uses (Article 16: 查阅、摘抄、复制).
const (
	UseRead    ReadingUse = "read"
	UseExcerpt ReadingUse = "excerpt"
	UseCopy    ReadingUse = "copy"
)

// ReadingGrant is what a judicial organ may see of what an inquiry found: which parts,
// who of its handling persons, until when and how often. It ends by itself.
type ReadingGrant struct {
	Readers []Particular // numbers of their identity documents
	Parts   []ReadingPart
	Until   Date // the last day
	Views   int  // how many pages are shown, each time counted, excerpts and copies among them
	Copies  int  // how many excerpts and copies leave; none by default
}
