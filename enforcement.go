package fengcun

// EnforcementEnding is how enforcement in the community ended at one agency (管制、缓刑、
// 假释、暂予监外执行, Article 13).
type EnforcementEnding string

// The endings. Only completion starts the three days of Article 13.
const (
	EnforcementCompleted   EnforcementEnding = "completed"   // 执行完毕、考验期满
	EnforcementRevoked     EnforcementEnding = "revoked"     // 撤销、收监执行
	EnforcementTransferred EnforcementEnding = "transferred" // 变更执行地
	EnforcementDeath       EnforcementEnding = "death"       // 死亡，社区矫正终止
)

// EnforcementEndings lists every ending.
func EnforcementEndings() []EnforcementEnding {
	return []EnforcementEnding{EnforcementCompleted, EnforcementRevoked, EnforcementTransferred, EnforcementDeath}
}
