package fengcun

// InquiryState is the state of one inquiry under Article 16. The basis is
// examined before, and without, any look-up of the person.
type InquiryState string

// The states of an inquiry.
const (
	InquiryAccepted  InquiryState = "accepted"  // 已受理: starts three working days
	InquiryRefused   InquiryState = "refused"   // 不许可查询: basis insufficient, the same for everybody
	InquiryBasisOK   InquiryState = "basis_ok"  // 依据审查通过: undertakings are due
	InquirySigned    InquiryState = "signed"    // 已签承诺书: every handling person has signed; the person may be named
	InquiryNamed     InquiryState = "named"     // 已登记被查询人: waits for the second person
	InquiryPermitted InquiryState = "permitted" // 已许可: looked up
	InquiryAnswered  InquiryState = "answered"  // 已答复: the file is closed together
)

var inquiryMachine = machine[InquiryState]{
	noun: "inquiry", basis: "16",
	moves: map[InquiryState]map[InquiryState]string{
		InquiryAccepted:  {InquiryRefused: "16(2)", InquiryBasisOK: "16(2)"},
		InquiryBasisOK:   {InquirySigned: "17"},
		InquirySigned:    {InquiryNamed: "16(2)"},
		InquiryNamed:     {InquiryPermitted: "16(2)"},
		InquiryPermitted: {InquiryAnswered: "16(2)", InquiryNamed: "17"}, // back when the unit misused another
	},
}

// Next returns the article on which the transition rests, or an error of kind
// KindConflict.
func (s InquiryState) Next(t InquiryState) (basis string, err error) {
	return inquiryMachine.next(s, t)
}

// Asker is what kind of unit asks.
type Asker string

// The askers.
const (
	AskerUnit     Asker = "unit"           // 有关单位, under State provisions (Article 16)
	AskerJudicial Asker = "judicial_organ" // 司法机关, for a case or against re-offending (Article 16)
	AskerPlatform Asker = "platform"       // 政务大厅、一体化平台: hands applications over and never receives an answer (Article 10)
)

// Askers lists every asker.
func Askers() []Asker { return []Asker{AskerUnit, AskerJudicial, AskerPlatform} }

// TitleLevel is the rank of a legal provision.
type TitleLevel string

// The levels. Which of them are State provisions is for package law.
const (
	LevelLaw          TitleLevel = "law"                       // 法律
	LevelNPCDecision  TitleLevel = "npc_decision"              // 全国人大及其常委会的决定
	LevelRegulation   TitleLevel = "administrative_regulation" // 行政法规
	LevelStateCouncil TitleLevel = "state_council"             // 国务院规定的行政措施、发布的决定和命令
	LevelMinistryRule TitleLevel = "ministry_rule"             // 部门规章、部门规范性文件
	LevelLocalRule    TitleLevel = "local_rule"                // 地方性法规、地方规章
	LevelUnitRule     TitleLevel = "unit_rule"                 // 行业、单位的规定
)

// TitleLevels lists every level.
func TitleLevels() []TitleLevel {
	return []TitleLevel{LevelLaw, LevelNPCDecision, LevelRegulation, LevelStateCouncil, LevelMinistryRule, LevelLocalRule, LevelUnitRule}
}

// Scope is what an inquiry asks for.
type Scope string

// The scopes. The first four are the most that a unit can be told (Article 16).
const (
	ScopePunished Scope = "punished" // 是否受过刑事处罚
	ScopeCrime    Scope = "crime"    // 罪名
	ScopeSentence Scope = "sentence" // 判处的刑罚
	ScopeDocument Scope = "document" // 法律文书复制件, where it is needed
	ScopeFile     Scope = "file"     // 查阅、摘抄、复制案卷, judicial organs only
)

// Scopes lists every scope.
func Scopes() []Scope {
	return []Scope{ScopePunished, ScopeCrime, ScopeSentence, ScopeDocument, ScopeFile}
}

// LegalTitle is a provision of an organ's register of legal titles: what a unit may
// rely on at that organ, from day to day.
type LegalTitle struct {
	ID       ID         `json:"id"`
	Organ    OrganID    `json:"organ,omitempty"`
	Law      string     `json:"law,omitempty"`     // its full name
	Article  string     `json:"article,omitempty"` // as "第十四条"
	Level    TitleLevel `json:"level,omitempty"`
	Entitles []Scope    `json:"entitles,omitempty"` // to be told what
	From     Date       `json:"from,omitzero"`
	To       Date       `json:"to,omitzero"` // the last day; zero is without end
}

// InquiryRule is the rule under which a unit asks, and so what the answer is.
type InquiryRule string

// The rules.
const (
	RuleMeasures InquiryRule = "measures" // 实施办法第十六条: to the sealing organ, 有/无犯罪记录证明 or the file
	RulePolice   InquiryRule = "police"   // 公安机关办理犯罪记录查询工作规定: to the police, 查询告知函 from what is open
)

// InquiryRules lists both.
func InquiryRules() []InquiryRule { return []InquiryRule{RuleMeasures, RulePolice} }

// HandlingPerson is one person of the inquiring unit: who asks, signs the undertaking,
// and is given the answer or reads.
type HandlingPerson struct {
	Name   Particular
	Number Particular // of the identity document
	Post   Particular
}
