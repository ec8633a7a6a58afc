package fengcun

// CustodyMove is one step of a volume's custody (保管链): every change of its place is one,
// before and after the seal.
type CustodyMove string

// The moves.
const (
	CustodyShelved  CustodyMove = "shelved"  // 入库、归还上架
	CustodyLent     CustodyMove = "lent"     // 调出
	CustodyArchived CustodyMove = "archived" // 移交国家档案馆
)

// CustodyMoves lists every move.
func CustodyMoves() []CustodyMove {
	return []CustodyMove{CustodyShelved, CustodyLent, CustodyArchived}
}

var custodyMachine = machine[CustodyMove]{
	noun: "custody", basis: "10",
	moves: map[CustodyMove]map[CustodyMove]string{
		"":              {CustodyShelved: "10", CustodyArchived: "10"},
		CustodyShelved:  {CustodyShelved: "10", CustodyLent: "10", CustodyArchived: "10"},
		CustodyLent:     {CustodyShelved: "10"},
		CustodyArchived: {CustodyShelved: "10"},
	},
}

// Next returns the article on which the move rests, or an error of kind KindConflict.
func (s CustodyMove) Next(t CustodyMove) (basis string, err error) { return custodyMachine.next(s, t) }
