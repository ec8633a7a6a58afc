package fengcun

// KnowerCapacity is how somebody outside the four organs learned of a matter through
// work (Article 17, last paragraph).
type KnowerCapacity string

// The capacities.
const (
	KnowerSchool          KnowerCapacity = "school"            // 学校
	KnowerCommunity       KnowerCapacity = "community"         // 社区、村（居）民委员会
	KnowerEmployer        KnowerCapacity = "employer"          // 工作单位
	KnowerDefence         KnowerCapacity = "defence"           // 辩护人、诉讼代理人
	KnowerLegalAid        KnowerCapacity = "legal_aid"         // 法律援助机构
	KnowerInvestigator    KnowerCapacity = "social_inquiry"    // 社会调查员
	KnowerAppropriate     KnowerCapacity = "appropriate_adult" // 合适成年人
	KnowerCounsellor      KnowerCapacity = "counsellor"        // 心理疏导、帮教人员
	KnowerInterpreter     KnowerCapacity = "interpreter"       // 翻译、鉴定人
	KnowerVictim          KnowerCapacity = "victim"            // 被害人
	KnowerParty           KnowerCapacity = "civil_party"       // 附带民事诉讼当事人
	KnowerWitness         KnowerCapacity = "witness"           // 证人、见证人
	KnowerCoAccused       KnowerCapacity = "co_accused"        // 同案人
	KnowerConsularOfficer KnowerCapacity = "consulate"         // 领事官员
)

// KnowerCapacities lists every capacity.
func KnowerCapacities() []KnowerCapacity {
	return []KnowerCapacity{
		KnowerSchool, KnowerCommunity, KnowerEmployer, KnowerDefence, KnowerLegalAid, KnowerInvestigator, KnowerAppropriate,
		KnowerCounsellor, KnowerInterpreter, KnowerVictim, KnowerParty, KnowerWitness, KnowerCoAccused, KnowerConsularOfficer,
	}
}

// KnowerState says whether somebody who knows was told of the duty of secrecy.
type KnowerState string

// The states.
const (
	KnowerListed KnowerState = "listed" // 待告知
	KnowerTold   KnowerState = "told"   // 已告知
)

var knowerMachine = machine[KnowerState]{
	noun: "knower", basis: "17",
	moves: map[KnowerState]map[KnowerState]string{KnowerListed: {KnowerTold: "17"}},
}

// Next returns the article on which the transition rests, or an error of kind
// KindConflict.
func (s KnowerState) Next(t KnowerState) (basis string, err error) {
	return knowerMachine.next(s, t)
}

// Telling is how somebody was told.
type Telling string

// The ways.
const (
	ToldSigned   Telling = "signed"   // 书面告知并签收
	ToldRecorded Telling = "recorded" // 口头告知并记录
	ToldRefused  Telling = "refused"  // 拒绝签收，已记明
)

// Tellings lists every way.
func Tellings() []Telling { return []Telling{ToldSigned, ToldRecorded, ToldRefused} }
