package fengcun

// RecordID, MatterID and the other 16-byte identifiers are random, so that they
// say nothing about time, order or person.
type (
	RecordID  = ID // one person's record in one matter
	MatterID  = ID // one matter (案件), which may concern many persons
	CopyID    = ID // one organ's copy of a record
	ItemID    = ID // one vault item
	HoldingID = ID // one file, volume or system row that carries a copy
	NoticeID  = ID // one sealing notice
	WarrantID = ID // one permission to open sealed particulars
)

// RecordState is the state of one person's record in one matter.
type RecordState string

// The states of a record (犯罪记录及相关记录).
const (
	RecordOpen        RecordState = "open"         // 诉讼中: confidential, not sealed
	RecordConcluded   RecordState = "concluded"    // 已结, eligibility not yet decided
	RecordNotEligible RecordState = "not_eligible" // 不予封存
	RecordUndecided   RecordState = "undecided"    // 待人工认定: treated as sealed for disclosure
	RecordSealDue     RecordState = "seal_due"     // 应封待封: disclosure already blocked
	RecordSealed      RecordState = "sealed"       // 已封存
	RecordUnsealed    RecordState = "unsealed"     // 已解除封存
	RecordReopened    RecordState = "reopened"     // 重新办理: the seal stays for everybody else
)

var recordMachine = machine[RecordState]{
	noun: "record", basis: "2",
	moves: map[RecordState]map[RecordState]string{
		RecordOpen:        {RecordConcluded: "2"},
		RecordConcluded:   {RecordSealDue: "4", RecordNotEligible: "4", RecordUndecided: "4(2)", RecordReopened: "22"},
		RecordUndecided:   {RecordSealDue: "4(2)", RecordNotEligible: "4(2)", RecordReopened: "22"},
		RecordSealDue:     {RecordSealed: "11", RecordReopened: "22"},
		RecordNotEligible: {RecordSealDue: "4", RecordReopened: "22"},
		RecordSealed:      {RecordUnsealed: "18", RecordReopened: "22"},
		RecordUnsealed:    {RecordSealDue: "22", RecordReopened: "22"},
		RecordReopened:    {RecordConcluded: "2"},
	},
}

// Next returns the article on which the transition from s to t rests, or an
// error of kind KindConflict that names both states.
func (s RecordState) Next(t RecordState) (basis string, err error) {
	return recordMachine.next(s, t)
}

// Withheld reports whether nobody outside may learn of the record: only a record
// that was decided not eligible, or whose seal was lifted, is ever disclosable.
func (s RecordState) Withheld() bool {
	return s != RecordNotEligible && s != RecordUnsealed
}

// CopyState is the state of one organ's copy of a record.
type CopyState string

// The states of a copy.
const (
	CopyWorking  CopyState = "working"  // in the organ's hands, particulars readable to the assignees
	CopySealed   CopyState = "sealed"   // every holding confirmed, particulars re-wrapped to the sealed key
	CopyUnsealed CopyState = "unsealed" // lifted
)
