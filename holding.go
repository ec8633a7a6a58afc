package fengcun

// HoldingKind is the kind of thing that carries a record (载体).
type HoldingKind string

// The kinds of holding.
const (
	HoldingPaperVolume    HoldingKind = "paper_volume"    // 纸质卷宗
	HoldingElectronicFile HoldingKind = "electronic_file" // 电子卷宗
	HoldingSystemRow      HoldingKind = "system_row"      // 信息系统记录
	HoldingScreeningTable HoldingKind = "screening_table" // 核查筛查表
)

// HoldingKinds lists every kind of holding.
func HoldingKinds() []HoldingKind {
	return []HoldingKind{HoldingPaperVolume, HoldingElectronicFile, HoldingSystemRow, HoldingScreeningTable}
}

// HoldingState is how far one holding is sealed. A receipt is not a seal: each
// holding is confirmed by a named person after access was really cut.
type HoldingState string

// The states of a holding, in order.
const (
	HoldingInventoried HoldingState = "inventoried" // 已清点
	HoldingMarked      HoldingState = "marked"      // 已贴标、已标识
	HoldingAccessCut   HoldingState = "access_cut"  // 已停止使用
	HoldingConfirmed   HoldingState = "confirmed"   // 已确认封存
)

var holdingMachine = machine[HoldingState]{
	noun: "holding", basis: "10",
	moves: map[HoldingState]map[HoldingState]string{
		HoldingInventoried: {HoldingMarked: "10"},
		HoldingMarked:      {HoldingAccessCut: "10"},
		HoldingAccessCut:   {HoldingConfirmed: "11"},
		HoldingConfirmed:   {HoldingInventoried: "18"},
	},
}

// Next returns the article on which the transition rests, or an error of kind
// KindConflict.
func (s HoldingState) Next(t HoldingState) (basis string, err error) {
	return holdingMachine.next(s, t)
}
