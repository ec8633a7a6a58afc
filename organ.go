package fengcun

// OrganID names an organ (机关) in one installation, for example "court-0101".
// It is not secret.
type OrganID string

// OrganKind is the kind of an organ. Kinds and peers are data, so that military,
// railway, Corps and maritime chains fit without code; these are the kinds whose
// duties the Measures name or imply.
type OrganKind string

// The kinds of organ. The four organs of Article 14 come first.
const (
	Court          OrganKind = "court"             // 人民法院
	Procuratorate  OrganKind = "procuratorate"     // 人民检察院
	Police         OrganKind = "police"            // 公安机关
	Justice        OrganKind = "justice"           // 司法行政机关, with its community corrections agency 社区矫正机构
	Prison         OrganKind = "prison"            // 监狱
	Reformatory    OrganKind = "reformatory"       // 未成年犯管教所
	DetentionHouse OrganKind = "detention_house"   // 看守所
	ExitEntry      OrganKind = "exit_entry"        // 出入境管理机构
	StateSecurity  OrganKind = "state_security"    // 国家安全机关
	CoastGuard     OrganKind = "coast_guard"       // 海警机构
	CustomsPolice  OrganKind = "customs_police"    // 海关缉私部门
	MilitarySecOrg OrganKind = "military_security" // 军队保卫部门
)

// CaseType is the kind of case by who investigates it: it decides which organ takes
// the place of the public security organ among the peers of Articles 11 and 12.
type CaseType string

// The types of case.
const (
	CaseOrdinary      CaseType = "ordinary"       // 公安机关管辖
	CaseStateSecurity CaseType = "state_security" // 国家安全机关管辖
	CaseSmuggling     CaseType = "smuggling"      // 海关缉私部门管辖
	CaseMaritime      CaseType = "maritime"       // 海警机构管辖
	CaseMilitary      CaseType = "military"       // 军队保卫部门管辖
	CaseCustody       CaseType = "custody"        // 监狱、未成年犯管教所内的犯罪
)

// CaseTypes lists every type.
func CaseTypes() []CaseType {
	return []CaseType{CaseOrdinary, CaseStateSecurity, CaseSmuggling, CaseMaritime, CaseMilitary, CaseCustody}
}

// CaseTypeOf is the type of the cases that an organ of this kind investigates.
func (k OrganKind) CaseTypeOf() CaseType {
	switch k {
	case StateSecurity:
		return CaseStateSecurity
	case CustomsPolice:
		return CaseSmuggling
	case CoastGuard:
		return CaseMaritime
	case MilitarySecOrg:
		return CaseMilitary
	case Prison, Reformatory:
		return CaseCustody
	}
	return CaseOrdinary
}

// Investigates reports whether organs of this kind investigate cases of a type.
func (k OrganKind) Investigates(t CaseType) bool {
	switch k {
	case Police:
		return t == CaseOrdinary
	case StateSecurity, CustomsPolice, CoastGuard, MilitarySecOrg, Prison, Reformatory:
		return k.CaseTypeOf() == t
	}
	return false
}

// System is the kind of organ that coordinates an organ's own system (统筹, Article 11):
// detention houses and exit-entry administrations belong to the police, prisons and
// reformatories to justice administration, every other kind to itself.
func (k OrganKind) System() OrganKind {
	switch k {
	case DetentionHouse, ExitEntry:
		return Police
	case Prison, Reformatory:
		return Justice
	}
	return k
}

// Chain is the system (系统) that an organ belongs to beside the districts of the
// land. It decides nothing: levels and peers are data.
type Chain string

// The chains.
const (
	ChainLocal    Chain = ""         // 地方
	ChainMilitary Chain = "military" // 军队
	ChainRailway  Chain = "railway"  // 铁路
	ChainCorps    Chain = "corps"    // 新疆生产建设兵团
	ChainMaritime Chain = "maritime" // 海事
)

// Chains lists every chain but the local one.
func Chains() []Chain { return []Chain{ChainMilitary, ChainRailway, ChainCorps, ChainMaritime} }

// OrganKinds lists every kind.
func OrganKinds() []OrganKind {
	return []OrganKind{
		Court, Procuratorate, Police, Justice, Prison, Reformatory, DetentionHouse, ExitEntry,
		StateSecurity, CoastGuard, CustomsPolice, MilitarySecOrg,
	}
}

// Level is the rank of an organ; organs of the same level (同级) are peers.
type Level int

// The levels, basic first.
const (
	LevelBasic        Level = 1 // county, district 县区级
	LevelIntermediate Level = 2 // city, prefecture 地市级
	LevelHigh         Level = 3 // province 省级
	LevelSupreme      Level = 4 // national 国家级
)

// Organ is one organ with the time during which it existed.
type Organ struct {
	ID        OrganID
	Kind      OrganKind
	Level     Level
	Name      string // 全称, as printed on documents
	Region    string // administrative division code, GB/T 2260
	Code      string // the organ's element in document numbers, e.g. 沪0101
	ValidFrom Date
	ValidTo   Date    // zero while it exists
	Successor OrganID // who inherits after a merger or abolition
	Chain     Chain
	Superior  OrganID // the organ above, where a second person may sit; empty if none is named

	// Connection says how notices reach the organ from this installation. The
	// zero value is ConnectedHere.
	Connection Connection
}

// Connection is how an organ is reached from one installation: whether it works
// here, and if not, what carries a notice there and the answer back. The duties of
// Articles 11 to 13 are the same for every kind.
type Connection string

// The kinds of connection.
const (
	ConnectedHere     Connection = "here"   // 本节点: its staff work on this installation, under its own keys
	ConnectedByNode   Connection = "node"   // 联网: an installation of its own, reached over the network
	ConnectedByParcel Connection = "parcel" // 离线交换: an installation of its own, reached by disc or one-way gateway
	OnPaper           Connection = "paper"  // 纸质: notices are printed and served, answers are entered by hand
)

// Connections lists every kind of connection.
func Connections() []Connection {
	return []Connection{ConnectedHere, ConnectedByNode, ConnectedByParcel, OnPaper}
}

// Exchanges reports whether the organ works on another installation.
func (o Organ) Exchanges() bool {
	return o.Connection == ConnectedByNode || o.Connection == ConnectedByParcel
}

// Here reports whether the organ works on this installation.
func (o Organ) Here() bool { return o.Connection == ConnectedHere || o.Connection == "" }

// OrganFunction says what an organ did in a matter's history.
type OrganFunction string

// The functions of an organ in a matter.
const (
	Investigated OrganFunction = "investigated" // 侦查
	Transferred  OrganFunction = "transferred"  // 移送
	Designated   OrganFunction = "designated"   // 指定管辖
	Merged       OrganFunction = "merged"       // 并案
	Split        OrganFunction = "split"        // 分案
	Prosecuted   OrganFunction = "prosecuted"   // 审查起诉
	Tried        OrganFunction = "tried"        // 审判
	Executed     OrganFunction = "executed"     // 执行
)

// OrganFunctions lists every function.
func OrganFunctions() []OrganFunction {
	return []OrganFunction{Investigated, Transferred, Designated, Merged, Split, Prosecuted, Tried, Executed}
}
