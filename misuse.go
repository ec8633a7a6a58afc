package fengcun

// MisuseOutcome is how a reported misuse of what an inquiry told ended (Articles 17, 20).
type MisuseOutcome string

// The outcomes. Open is while it is examined; only an unfounded report lifts the bar.
const (
	MisuseOpen      MisuseOutcome = ""           // 正在核查
	MisuseUnfounded MisuseOutcome = "unfounded"  // 经核查不属实: the person may be a handling person again
	MisuseDealtWith MisuseOutcome = "dealt_with" // 经核查属实，已依法处理
	MisuseReferred  MisuseOutcome = "referred"   // 已移送有权机关追究责任
)

// MisuseOutcomes lists every outcome with which a misuse is closed.
func MisuseOutcomes() []MisuseOutcome {
	return []MisuseOutcome{MisuseUnfounded, MisuseDealtWith, MisuseReferred}
}

// Barred reports whether the person is still none in any inquiry.
func (o MisuseOutcome) Barred() bool { return o != MisuseUnfounded }
