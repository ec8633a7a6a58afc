package roster

import "fengcun"

// Row is one row of the file: one person in one case, as the file states it. A
// fact that the file does not state, or states in a way that was not understood,
// has its zero value.
type Row struct {
	Line int // row of the sheet, or first line of the CSV record, counted from 1

	Subject     fengcun.Person
	Domicile    fengcun.Particular // 户籍地
	CaseNumbers []fengcun.Particular
	Crimes      []fengcun.Particular // 罪名

	Acts            []Act
	MainActBefore18 *bool // the deciding organ's finding under Article 4(2); nil: none stated

	Outcome Outcome

	JointCrime        *bool // 是否共同犯罪 (Article 5)
	SeparatelyHandled *bool // 是否分案处理 (Article 5)

	Judgment  fengcun.Date // 判决日期
	Effective fengcun.Date // 生效日期
	Concluded fengcun.Date // 结案日期

	Organs  []OrganMention
	Volumes int                // paper volumes, 卷宗册数; 0: not stated
	Remark  fengcun.Particular // 备注, not interpreted

	Issues []Issue // the warnings on this row
}

// Act is one criminal act or one continuous series, both days inclusive.
type Act struct {
	From, To fengcun.Date
	Crime    fengcun.Particular // set only where the row names exactly one crime
}

// Outcome is how the case ended for the person. An empty Disposition means that
// the file does not say so in terms that this package understands to the end.
type Outcome struct {
	Disposition   fengcun.Disposition
	Term          fengcun.Term // of the decided principal penalty
	ControlBeside fengcun.Term // control still served beside imprisonment (刑法第六十九条第二款)
	Suspension    fengcun.Term // 缓刑考验期; zero: none stated
	Supplementary []Supplementary
}

// SupplementaryKind is a kind of supplementary penalty (附加刑).
type SupplementaryKind string

// The supplementary penalties.
const (
	Fine                        SupplementaryKind = "fine"                 // 罚金
	DeprivationOfPoliticalRight SupplementaryKind = "deprivation"          // 剥夺政治权利
	DeprivationForLife          SupplementaryKind = "deprivation_for_life" // 剥夺政治权利终身
	Confiscation                SupplementaryKind = "confiscation"         // 没收财产
	Deportation                 SupplementaryKind = "deportation"          // 驱逐出境
)

// Supplementary is one supplementary penalty. It never lengthens the term that
// Article 4 measures.
type Supplementary struct {
	Kind SupplementaryKind
	Yuan int64        // of a fine or a confiscation; 0: not stated
	Term fengcun.Term // of a deprivation
}

// OrganMention is an organ that the row names, with what it did.
type OrganMention struct {
	Function fengcun.OrganFunction
	Name     string          // as the file writes it
	Organ    fengcun.OrganID // empty where the name matches no known organ
}
