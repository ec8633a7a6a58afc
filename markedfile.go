package fengcun

// MarkedFileKind is why a file that is not itself sealed bears a label.
type MarkedFileKind string

// The kinds of marked file.
const (
	JointSeparate        MarkedFileKind = "joint_separate"         // 分案办理: the adult's own file (Article 5)
	JointWhole           MarkedFileKind = "joint_whole"            // 未分案: one file for all (Article 5)
	CitingCriminal       MarkedFileKind = "citing_criminal"        // 其他刑事案件使用了封存信息 (Article 6)
	CitingCivil          MarkedFileKind = "citing_civil"           // 民事 (Article 6)
	CitingAdministrative MarkedFileKind = "citing_administrative"  // 行政 (Article 6)
	CitingPublicInterest MarkedFileKind = "citing_public_interest" // 公益诉讼 (Article 6)
	LaterJudgment        MarkedFileKind = "later_judgment"         // 裁判文书载明此前的犯罪记录 (Article 18, last paragraph)
	MinorVictim          MarkedFileKind = "minor_victim"           // 未成年被害人: confidential, not sealed
	MinorCivil           MarkedFileKind = "minor_civil"            // 涉未成年人民事: the same
	MinorAdministrative  MarkedFileKind = "minor_administrative"   // 涉未成年人行政: the same
	MinorPublicInterest  MarkedFileKind = "minor_public_interest"  // 涉未成年人公益诉讼: the same
)

// MarkedFileKinds lists every kind.
func MarkedFileKinds() []MarkedFileKind {
	return []MarkedFileKind{
		JointSeparate, JointWhole, CitingCriminal, CitingCivil, CitingAdministrative, CitingPublicInterest, LaterJudgment,
		MinorVictim, MinorCivil, MinorAdministrative, MinorPublicInterest,
	}
}

// Basis is the article on which the label rests; "1" stands for what the Measures ask
// for every minor.
func (k MarkedFileKind) Basis() string {
	switch k {
	case JointSeparate, JointWhole:
		return "5"
	case CitingCriminal, CitingCivil, CitingAdministrative, CitingPublicInterest:
		return "6"
	case LaterJudgment:
		return "18"
	}
	return "1"
}

// Citing reports a file in which sealed information was used: it is known from the
// inquiry that was permitted for it.
func (k MarkedFileKind) Citing() bool { return k.Basis() == "6" || k == LaterJudgment }

// NeverPublished reports the kinds whose judgment is never published: those that
// state a sealed record, and the cases with minors.
func (k MarkedFileKind) NeverPublished() bool { return k == LaterJudgment || k.Basis() == "1" }

// MarkedFileState is how far a file is labelled.
type MarkedFileState string

// The states of a marked file.
const (
	FileFound       MarkedFileState = "found"       // 待贴标
	FileLabelled    MarkedFileState = "labelled"    // 已贴标
	FileTransferred MarkedFileState = "transferred" // 已移交
)

var markedFileMachine = machine[MarkedFileState]{
	noun: "marked_file", basis: "5",
	moves: map[MarkedFileState]map[MarkedFileState]string{
		FileFound:    {FileLabelled: "5"},
		FileLabelled: {FileTransferred: "5"},
	},
}

// Next returns the article on which the transition rests, or an error of kind
// KindConflict.
func (s MarkedFileState) Next(t MarkedFileState) (basis string, err error) {
	return markedFileMachine.next(s, t)
}

// Clue is what has to be covered on a page before a copy of the file leaves.
type Clue string

// The clues by which a minor is known (Juvenile Protection Law, Article 103), and
// what a judgment says of the sealed record.
const (
	ClueName       Clue = "name"
	ClueImage      Clue = "image"
	ClueHome       Clue = "home"
	ClueSchool     Clue = "school"
	ClueFamily     Clue = "family"
	ClueCaseNumber Clue = "case_number"
	ClueParagraph  Clue = "paragraph" // that states the sealed record
)

// Clues lists every clue.
func Clues() []Clue {
	return []Clue{ClueName, ClueImage, ClueHome, ClueSchool, ClueFamily, ClueCaseNumber, ClueParagraph}
}

// FileRecipient is who a copy of a marked file goes to, where it is no organ of the
// installation.
type FileRecipient string

// The recipients.
const (
	ToParty       FileRecipient = "party"
	ToDefence     FileRecipient = "defence"
	ToArchive     FileRecipient = "archive"
	ToUnit        FileRecipient = "unit"
	ToPublication FileRecipient = "publication"
)

// FileRecipients lists every recipient.
func FileRecipients() []FileRecipient {
	return []FileRecipient{ToParty, ToDefence, ToArchive, ToUnit, ToPublication}
}
