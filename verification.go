package fengcun

// VerificationGround is why an application for a certificate is verified before it
// is answered (rules on inquiries of the Ministry of Public Security). That a record
// is sealed is none, and neither is an earlier result that rested on one: it is
// sealed with it.
type VerificationGround string

// The four grounds.
const (
	VerifyIncomplete VerificationGround = "incomplete_data" // 信息不完整
	VerifyEarlier    VerificationGround = "earlier_result"  // 与以往查询结果不一致
	VerifyIdentity   VerificationGround = "several_ids"     // 一人多证、身份信息冲突
	VerifyOther      VerificationGround = "other"           // 其他需要核实的情形
)

// VerificationGrounds lists every ground.
func VerificationGrounds() []VerificationGround {
	return []VerificationGround{VerifyIncomplete, VerifyEarlier, VerifyIdentity, VerifyOther}
}

// VerificationState is the state of one verification.
type VerificationState string

// The states of a verification.
const (
	VerificationProposed VerificationState = "proposed" // 报请批准
	VerificationRunning  VerificationState = "running"  // 核查中, the clock stands still
	VerificationRefused  VerificationState = "refused"  // 不批准
	VerificationEnded    VerificationState = "ended"    // 核查完毕
)

var verificationMachine = machine[VerificationState]{
	noun: "verification", basis: "mps",
	moves: map[VerificationState]map[VerificationState]string{
		VerificationProposed: {VerificationRunning: "mps", VerificationRefused: "mps"},
		VerificationRunning:  {VerificationEnded: "mps"},
	},
}

// Next returns the rule on which the transition rests, or an error of kind
// KindConflict.
func (s VerificationState) Next(t VerificationState) (basis string, err error) {
	return verificationMachine.next(s, t)
}
