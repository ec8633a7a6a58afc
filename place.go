package fengcun

// Place is where copies of a record are usually found beside the case file: an organ,
// unit or party that received papers, or a system that took something over (Article 2).
type Place string

// The places.
const (
	PlacePrison         Place = "prison"             // 监狱
	PlaceReformatory    Place = "reformatory"        // 未成年犯管教所
	PlaceDetentionHouse Place = "detention_house"    // 看守所
	PlaceHousehold      Place = "household_station"  // 户籍所在地派出所
	PlaceAssessment     Place = "pre_sentence"       // 社区影响调查评估机构
	PlaceLegalAid       Place = "legal_aid"          // 法律援助机构
	PlaceDefence        Place = "defence"            // 辩护人
	PlaceVictim         Place = "victim"             // 被害人
	PlaceCivilParty     Place = "civil_party"        // 附带民事诉讼当事人
	PlaceConsulate      Place = "consulate"          // 领事机构
	PlaceFine           Place = "fine_enforcement"   // 财产刑、退赔的执行
	PlacePublicLists    Place = "public_lists"       // 执行信息公开名单
	PlaceHearingNotice  Place = "hearing_notice"     // 开庭公告
	PlacePublished      Place = "published_judgment" // 已上网的裁判文书
	PlaceKeyPerson      Place = "key_person"         // 重点人员库
	PlaceHotelTable     Place = "hotel_table"        // 旅馆业核查表
	PlaceBorderTable    Place = "border_table"       // 出入境核查表
	PlaceLocation       Place = "location_supplier"  // 定位服务单位
	PlaceChatGroup      Place = "chat_group"         // 工作群、即时通讯
	PlaceTraining       Place = "training_copy"      // 测试、培训数据
	PlaceStatistics     Place = "statistics"         // 统计报表明细
)

// Places lists every place.
func Places() []Place {
	return []Place{
		PlacePrison, PlaceReformatory, PlaceDetentionHouse, PlaceHousehold, PlaceAssessment, PlaceLegalAid, PlaceDefence, PlaceVictim,
		PlaceCivilParty, PlaceConsulate, PlaceFine, PlacePublicLists, PlaceHearingNotice, PlacePublished, PlaceKeyPerson,
		PlaceHotelTable, PlaceBorderTable, PlaceLocation, PlaceChatGroup, PlaceTraining, PlaceStatistics,
	}
}

// PlaceFinding is what somebody found at a place.
type PlaceFinding string

// The findings.
const (
	PlaceHeld     PlaceFinding = "held"     // 有，列入载体
	PlaceNone     PlaceFinding = "none"     // 查无
	PlaceAsked    PlaceFinding = "asked"    // 系统归他人所有，已向其提出封存请求
	PlaceAnswered PlaceFinding = "answered" // 所有者已答复办结
)

var placeMachine = machine[PlaceFinding]{
	noun: "place", basis: "2",
	moves: map[PlaceFinding]map[PlaceFinding]string{
		PlaceNone:  {PlaceHeld: "2", PlaceAsked: "2"},
		PlaceHeld:  {PlaceHeld: "2", PlaceAsked: "2"},
		PlaceAsked: {PlaceAnswered: "10"},
	},
}

// Next returns the article on which the transition rests, or an error of kind
// KindConflict.
func (s PlaceFinding) Next(t PlaceFinding) (basis string, err error) { return placeMachine.next(s, t) }
