package sample

// surnames are the commonest of the hundred surnames, some compound ones, and
// one of an ethnic minority.
var surnames = [...]string{
	"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗",
	"梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹", "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕",
	"苏", "卢", "蒋", "蔡", "贾", "丁", "魏", "薛", "叶", "阎", "余", "潘", "杜", "戴", "夏", "钟", "汪", "田", "任", "姜",
	"欧阳", "上官", "司徒", "纳兰",
}

// A given name is an earthly branch and a tree, stone or water: readable as a
// name, and borne by nobody known.
var (
	givenFirst = [...]string{"子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥"}
	givenLast  = [...]string{
		"杉", "榆", "樟", "栎", "桦", "槐", "楸", "椴", "榉", "枫", "柘", "桐", "榛", "柞", "梓", "楝", "橡", "檀", "柏", "杞",
		"砚", "砾", "磐", "磬", "碣", "砥", "涧", "汀", "渚", "沚", "浦", "湄", "澧", "泮", "洙", "泗", "峤", "岫", "屿", "垚",
	}
)

// rareNames hold characters that registers, fonts and exports have trouble with:
// outside the basic plane, in extension A, or long taken for unwritable.
var rareNames = [...][2]string{
	{"李", "𬍛"}, {"张", "𬭎"}, {"王", "𠮷"}, {"龚", "䶮"}, {"赵", "𫖯"}, {"陈", "𬱖"}, {"周", "𫔶"}, {"吴", "㛃"},
	{"孙", "𬬭未"}, {"胡", "𣲗申"}, {"缐", "寅𬘡"}, {"仉", "卯𫓧"},
}

// longNames are of the form of the peoples whose names are written with a middle
// dot; the parts are combined freely.
var (
	longFirst = [...]string{"艾合太木", "帕孜来提", "阿吾提", "努尔扎提", "祖力胡玛", "沙拉麦提"}
	longLast  = [...]string{"买合苏木", "托合提如则", "阿不都苏甫", "依明尼亚", "吐逊纳依", "巴吾东尼"}
)

// crimes are names of crimes (罪名) as the Supreme People's Court fixes them.
var crimes = [...]string{
	"盗窃罪", "抢劫罪", "故意伤害罪", "寻衅滋事罪", "聚众斗殴罪", "诈骗罪", "强奸罪", "抢夺罪", "敲诈勒索罪",
	"贩卖毒品罪", "掩饰、隐瞒犯罪所得罪", "帮助信息网络犯罪活动罪", "交通肇事罪", "非法拘禁罪", "开设赌场罪", "危险驾驶罪",
}

// name returns a full name and the surname that the parents are given.
func (p *People) name() (surname, name string) {
	switch n := p.random.IntN(64); n {
	case 0:
		rare := rareNames[p.random.IntN(len(rareNames))]
		return rare[0], rare[0] + rare[1]
	case 1:
		return surnames[p.random.IntN(len(surnames))],
			longFirst[p.random.IntN(len(longFirst))] + "·" + longLast[p.random.IntN(len(longLast))]
	}
	surname = surnames[p.random.IntN(len(surnames))]
	return surname, surname + p.given()
}

func (p *People) given() string {
	return givenFirst[p.random.IntN(len(givenFirst))] + givenLast[p.random.IntN(len(givenLast))]
}
