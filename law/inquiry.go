package law

import (
	"slices"

	"fengcun"
)

// StateProvision reports whether a provision of a level is a State provision
// (国家规定) as Criminal Law 96 defines it: laws and decisions of the National
// People's Congress and its Standing Committee, and administrative regulations,
// measures, decisions and orders of the State Council. Rules of ministries, places,
// trades and companies are none, whatever they say.
func StateProvision(level fengcun.TitleLevel) bool {
	switch level {
	case fengcun.LevelLaw, fengcun.LevelNPCDecision, fengcun.LevelRegulation, fengcun.LevelStateCouncil:
		return true
	}
	return false
}

// UnitScopes are the most that a unit other than a judicial organ can be told
// (Article 16).
func UnitScopes() []fengcun.Scope {
	return []fengcun.Scope{fengcun.ScopePunished, fengcun.ScopeCrime, fengcun.ScopeSentence, fengcun.ScopeDocument}
}

// InquiryFault is why an inquiry is not permitted. None says anything of a person.
type InquiryFault string

// The faults. The first five can be found in the application by itself; the others
// are for whoever reviews the basis.
const (
	FaultTitle    InquiryFault = "title"    // 查询依据不属于国家规定
	FaultScope    InquiryFault = "scope"    // 查询范围超出依据
	FaultPurpose  InquiryFault = "purpose"  // 查询事由不属于办案需要或者重新犯罪预防
	FaultNeed     InquiryFault = "need"     // 未说明取得法律文书复制件的必要
	FaultPlatform InquiryFault = "platform" // 申请单位只能转递申请
	FaultUnproven InquiryFault = "unproven" // 申请材料不能证明事由、依据或者经办人员身份
	FaultForged   InquiryFault = "forged"   // 申请材料经核实不真实
)

// InquiryFaults lists every fault.
func InquiryFaults() []InquiryFault {
	return []InquiryFault{FaultTitle, FaultScope, FaultPurpose, FaultNeed, FaultPlatform, FaultUnproven, FaultForged}
}

// InquiryBasis is what an inquiry relies on. It has no place for the person.
type InquiryBasis struct {
	Asker   fengcun.Asker
	Purpose string
	Title   *fengcun.LegalTitle // of the organ's register; nil if the one relied on does not stand there
	Scope   []fengcun.Scope
	Need    string // for a copy of a legal document
	On      fengcun.Date
}

// Faults returns what the application shows by itself to be insufficient (Article
// 16; Article 10 for platforms). None of them means that a person has to review it,
// never that it is permitted.
func (b InquiryBasis) Faults() []InquiryFault {
	var faults []InquiryFault
	var entitled []fengcun.Scope
	switch b.Asker {
	case fengcun.AskerJudicial:
		entitled = fengcun.Scopes()
		if b.Purpose != string(fengcun.PurposeCase) && b.Purpose != string(fengcun.PurposeReoffence) {
			faults = append(faults, FaultPurpose)
		}
	case fengcun.AskerUnit:
		if b.Title == nil || !StateProvision(b.Title.Level) || b.On.Before(b.Title.From) || !b.Title.To.IsZero() && b.Title.To.Before(b.On) {
			return []InquiryFault{FaultTitle}
		}
		entitled = b.Title.Entitles
	default:
		return []InquiryFault{FaultPlatform}
	}
	for _, s := range b.Scope {
		if !slices.Contains(entitled, s) {
			faults = append(faults, FaultScope)
			break
		}
	}
	if b.Asker == fengcun.AskerUnit && slices.Contains(b.Scope, fengcun.ScopeDocument) && b.Need == "" {
		faults = append(faults, FaultNeed)
	}
	return faults
}

// MayTell reports whether a unit may be told of a record with a disposition at all
// (Article 16): it is told of convictions. What Article 3 seals beside them, a
// non-prosecution among it, is no criminal record, and no answer to a unit says it.
// A judicial organ may read it.
func MayTell(asker fengcun.Asker, d fengcun.Disposition) bool {
	switch asker {
	case fengcun.AskerJudicial:
		return true
	case fengcun.AskerUnit:
		return d.Conviction()
	}
	return false
}

// ReadingDays is the longest that a grant to read lasts, in days. No rule says how long;
// this is construction, so that each grant is renewed by people.
const ReadingDays = 30

// MayRead reports whether an inquiry can end in reading, excerpting and copying (Article
// 16): that of a judicial organ, under the Measures, which asked for the file.
func MayRead(asker fengcun.Asker, rule fengcun.InquiryRule, scope []fengcun.Scope) bool {
	return asker == fengcun.AskerJudicial && rule == fengcun.RuleMeasures && slices.Contains(scope, fengcun.ScopeFile)
}
