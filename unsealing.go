package fengcun

// UnsealingState is the state of one unsealing (解除封存).
type UnsealingState string

// The states of an unsealing.
const (
	UnsealingReported    UnsealingState = "reported"    // 报告事由
	UnsealingExamined    UnsealingState = "examined"    // 已审查
	UnsealingEstablished UnsealingState = "established" // 事由成立; the effective date is the ground's date (Article 19)
	UnsealingNotified    UnsealingState = "notified"    // 已通知各持有机关和本人
	UnsealingDone        UnsealingState = "done"        // 已解除
	UnsealingRejected    UnsealingState = "rejected"    // 事由不成立
)

var unsealingMachine = machine[UnsealingState]{
	noun: "unsealing", basis: "18",
	moves: map[UnsealingState]map[UnsealingState]string{
		UnsealingReported:    {UnsealingExamined: "18"},
		UnsealingExamined:    {UnsealingEstablished: "18", UnsealingRejected: "18"},
		UnsealingEstablished: {UnsealingNotified: "19"},
		UnsealingNotified:    {UnsealingDone: "19"},
	},
}

// Next returns the article on which the transition rests, or an error of kind
// KindConflict.
func (s UnsealingState) Next(t UnsealingState) (basis string, err error) {
	return unsealingMachine.next(s, t)
}

// UnsealingGround is a statutory ground for lifting a seal. There are no others.
type UnsealingGround string

// The grounds of Article 18 and the court's decision under Article 7.
const (
	GroundNewCrime        UnsealingGround = "new_crime"        // 第十八条第一项: 新罪 as a minor, combined sentence over five years
	GroundUndetectedCrime UnsealingGround = "undetected_crime" // 第十八条第二项: 漏罪 as a minor, combined sentence over five years
	GroundResentence      UnsealingGround = "resentence"       // 第十八条第三项: 改判 on retrial
	GroundJointRequest    UnsealingGround = "joint_request"    // 第七条: joint application, court consents
)
