// Package specimen fills every form with the particulars of nobody, for the tests
// and for the gallery that people look at. A new form needs no line here unless it
// has a field with a new name.
package specimen

import (
	"fmt"
	"time"

	"fengcun"
	"fengcun/internal/document"
)

// Organ is the organ whose papers are shown: a court, or another kind.
func Organ(kind fengcun.OrganKind) fengcun.Organ {
	names := map[fengcun.OrganKind]string{
		fengcun.Court: "东海市滨江区人民法院", fengcun.Procuratorate: "东海市滨江区人民检察院", fengcun.Police: "东海市公安局滨江分局",
	}
	return fengcun.Organ{ID: fengcun.OrganID(kind), Kind: kind, Level: fengcun.LevelBasic, Name: names[kind]}
}

// issuers are the organs of the forms that a court does not issue.
var issuers = map[document.Form]fengcun.OrganKind{
	document.NoRecordCertificate: fengcun.Police, document.CertificateRefusal: fengcun.Police, document.InquiryResultLetter: fengcun.Police,
	document.AcceptanceReceipt: fengcun.Police, document.SupplementNotice: fengcun.Police, document.AcceptanceRefusal: fengcun.Police,
	document.CorrectionOpinion: fengcun.Procuratorate, document.CorrectionNotice: fengcun.Procuratorate, document.ProcuratorSuggestion: fengcun.Procuratorate,
	document.CorrectionReply: fengcun.Police, document.RecheckOpinion: fengcun.Police, document.SealingInventory: fengcun.Police,
	"inquiry_application_citizen": fengcun.Police, "inquiry_application_foreigner": fengcun.Police,
	"recheck_application_citizen": fengcun.Police, "recheck_application_foreigner": fengcun.Police,
	"supervision_application": fengcun.Procuratorate, "sealing_application": fengcun.Police,
}

// Issuer is the organ that issues, or receives, a form in the specimens.
func Issuer(f document.Form) fengcun.Organ {
	if kind, ok := issuers[f]; ok {
		return Organ(kind)
	}
	return Organ(fengcun.Court)
}

// Fields returns a value for every field of a form.
func Fields(l *document.Library, f document.Form) document.Fields {
	fields := document.Fields{}
	for _, field := range l.Fields(f) {
		v, ok := overrides[f][field.Name]
		if !ok {
			v, ok = values[field.Name]
		}
		switch {
		case field.Name == "organ":
			v = document.Text(Issuer(f).Name)
		case field.Type == "rows":
			v = rows(field)
		case !ok && field.Optional:
			continue
		case !ok:
			panic("specimen: no value for " + field.Name)
		}
		fields[field.Name] = v
	}
	return fields
}

func day(year, month, d int) document.Value {
	return document.Day(fengcun.Date{Year: year, Month: time.Month(month), Day: d})
}

// values by the name of the field.
var values = document.Fields{
	"number": document.Text("滨公证〔2026〕12号"), "papers": document.Text("滨法查〔2026〕7号"), "opinion": document.Text("滨检未纠〔2026〕3号"),
	"result": document.Text("滨公证〔2026〕11号"),
	"name":   document.Text("李𬍛"), "passportname": document.Text("MARIA FERNANDA DOS SANTOS"), "sex": document.Text("男"),
	"birth": day(2009, 3, 14), "kind": document.Text("居民身份证"), "document": document.Text("310199200903140018"),
	"representative": document.Text("李某某"), "relation": document.Text("父亲"), "contact": document.Text("021-00000000"),
	"recipient": document.Text("东海市滨江区人民检察院"), "unit": document.Text("东海市滨江区教育局"), "redirect": document.Text("东海市公安局滨江分局"), "applicant": document.Text("东海市滨江区教育局"),
	"case": document.Text("（2026）东0199刑初12号"), "outcome": document.Text("有期徒刑一年，缓刑一年六个月"), "effective": day(2026, 11, 10),
	"article": document.Text("11"), "served": document.Text("（2026）东0199刑初12号刑事判决书一份"),
	"date": day(2026, 11, 23), "applied": day(2026, 11, 18), "accepted": day(2026, 11, 19), "due": day(2026, 11, 24), "decided": day(2026, 11, 23),
	"received": day(2026, 11, 20), "resulted": day(2026, 11, 16), "from": day(2026, 11, 20), "sent": day(2026, 11, 23),
	"purpose": document.Text("教师资格认定"), "title": document.Text("《中华人民共和国教师法》第十四条"), "scope": document.Text("是否有犯罪记录、罪名、判处的刑罚"),
	"means": document.Text("仅供审查，不留存复制件"), "level": document.Text("全国人民代表大会常务委员会"), "letter": document.Text("滨教介〔2026〕31号"),
	"credit": document.Text("11310199MB0000000X"), "address": document.Text("东海市滨江区某某路100号3幢201室"), "times": document.Text("1次"),
	"handlers": document.Text("张𬭎、龚䶮"), "handler": document.Text("张𬭎"), "clerk": document.Text("张𬭎"), "server": document.Text("张𬭎"), "approver": document.Text("龚䶮"),
	"decision": document.Text("许可查询"), "matter": document.Text("犯罪记录查询"),
	"reasons": document.List("所列查询依据为本单位内部规定，不属于法律、行政法规以及国务院规定的依据；", "未提交单位介绍信。"),
	"missing": document.List("载明具体条款的查询依据；", "经办人员的有效身份证件。"),
	"ground":  document.Text("在未成年时实施新的犯罪，数罪并罚后被决定执行刑罚超过五年有期徒刑"), "judgment": document.Text("（2026）东01刑终8号刑事判决书"),
	"facts":    document.Text("你单位未在收到《犯罪记录封存通知书》后三日内将有关电子数据封存，致使有关记录仍可在业务系统中检索。"),
	"law":      document.Text("《关于未成年人犯罪记录封存的实施办法》第十条、第十一条的规定"),
	"request":  document.List("立即封存有关电子数据，逐件确认；", "对同类案件进行排查，切断检索权限；", "完善收文登记和期限提醒。"),
	"measures": document.List("已于当日封存有关电子数据并切断检索权限；", "已对2022年以来的同类案件逐件排查。"),
	"source":   document.Text("当事人申请监督"), "harm": document.Text("因该记录被用人单位知悉，录用被取消。"),
	"disclosure": document.Text("2026年10月，招聘单位在背景调查中获悉有关记录。"), "mode": document.Text("口头告知并记入笔录"), "place": document.Text("本院第三谈话室"),
	"manner": document.Text("直接送达"), "sender": document.Text("东海市滨江区某某路88号"), "postcode": document.Text("300000"), "frompost": document.Text("300001"),
	"stay": document.Text("2024年3月1日至2026年11月1日"), "nationality": document.Text("巴西"), "agent": document.Text("买买提·吐尔逊"), "agentdocument": document.Text("310199198001010018"),
	"authority": document.Text("代为申请、代为领取"),
	"secret":    document.Text("7K2Q-93MD-4H8W"), "reader": document.Text("买买提·吐尔逊"), "part": document.Text("案号、行为与处理结果"), "page": document.Text("第2页，共3页"), "use": document.Text("复制"),
}

// foreigner is the applicant of the forms for foreigners.
var foreigner = document.Fields{
	"papers": document.Text("本人护照复印件一份"), "name": document.Text("玛丽亚·费尔南达"), "sex": document.Text("女"), "kind": document.Text("护照"), "document": document.Text("E00000000"),
	"reasons": document.Text("本人从未被追究刑事责任，疑为同名人员的信息。"),
}

// overrides are values by form, where a name means something else.
var overrides = map[document.Form]document.Fields{
	document.SealingNotice:          {"number": document.Text("（2026）东0199刑初12号")},
	document.SealingNoticePerson:    {"number": document.Text("（2026）东0199刑初12号")},
	document.UnsealingNotice:        {"number": document.Text("滨法解封〔2026〕2号"), "article": document.Text("18")},
	document.InquiryRefusal:         {"number": document.Text("滨法不许查〔2026〕7号")},
	document.CorrectionOpinion:      {"number": document.Text("滨检未纠〔2026〕3号"), "unit": document.Text("东海市公安局滨江分局")},
	document.CorrectionNotice:       {"number": document.Text("滨检未违通〔2026〕3号"), "unit": document.Text("东海市公安局滨江分局")},
	document.ProcuratorSuggestion:   {"number": document.Text("滨检未建〔2026〕3号"), "unit": document.Text("东海市滨江区教育局")},
	document.NoRecordCertificate:    {"nationality": {}},
	document.CertificateRefusal:     {"nationality": {}},
	document.CorrectionReply:        {"explanation": {}, "result": document.Text("至2026年11月22日，涉及的3件记录已全部封存。"), "number": document.Text("滨公函〔2026〕41号")},
	document.ServiceReceipt:         {"received": {}, "agent": {}, "number": {}},
	document.ExplanationRecord:      {"reason": {}, "witnesses": {}},
	document.RecheckOpinion:         {"opinion": document.Text("经复查，原查询结果系因同名同日出生人员信息混淆所致，现予更正，请凭本意见书领取无犯罪记录证明。")},
	document.AcceptanceRefusal:      {"redirect": document.Text("东海市滨江区人民法院")},
	document.ExceptionDecision:      {"number": document.Text("（2026）东0199刑初12号之一"), "request": document.Text("不予封存有关记录"), "reasons": document.Text("申请人和法定代理人的申请出于自愿，意思表示真实，不损害未成年人利益。"), "decision": document.Text("同意申请人及其法定代理人的申请，对（2026）东0199刑初12号案件的有关记录不予封存。")},
	"exception_application":         {"request": document.Text("不予封存（2026）东0199刑初12号案件的有关记录。"), "reasons": document.Text("需要以生效判决向学校说明情况。")},
	"sealing_application":           {"request": document.Text("请求立即封存有关记录，并告知处理结果。")},
	"supervision_application":       {"request": document.Text("请求对未封存有关记录的情形进行监督，通知纠正。"), "unit": document.Text("东海市公安局滨江分局"), "facts": document.Text("2026年10月，招聘单位在背景调查中获悉有关记录。申请人于2026年10月20日向该单位提出封存申请，至今未收到答复。")},
	document.Envelope:               {"from": document.Text("东海市滨江区"), "recipient": document.Text("李𬍛"), "address": document.Text("东海市滨江区某某路100号3幢201室")},
	"recheck_application_citizen":   {"papers": document.Text("本人身份证件复印件一份"), "reasons": document.Text("本人从未被追究刑事责任，疑为同名人员的信息。")},
	"recheck_application_foreigner": foreigner,
	"inquiry_application_foreigner": foreigner,
	"inquiry_application_unit":      {"article": document.Text("第十四条")},
}

// rowCount is enough rows for a table to be one.
const rowCount = 3

func rows(f document.Field) document.Value {
	columns := map[string][]string{
		"name": {"李𬍛", "买买提·吐尔逊", "王𠮷"}, "kind": {"居民身份证", "居民身份证", "护照"},
		"document": {"310199200903140018", "310199198001010018", "E00000000"}, "result": {"未发现有犯罪记录", "未发现有犯罪记录", "未发现有犯罪记录"},
		"post": {"科员", "副科长", "科长"}, "contact": {"021-00000000", "021-00000001", "021-00000002"},
		"crime": {"盗窃罪", "故意伤害罪", "危险驾驶罪"}, "sentence": {"有期徒刑六年，并处罚金人民币五千元", "有期徒刑三年", "拘役二个月"},
		"court": {"东海市滨江区人民法院", "东海市滨江区人民法院", "东海市江北区人民法院"}, "judged": {"2019年5月6日", "2021年9月1日", "2024年2月3日"},
		"on": {"2026年11月23日", "2026年11月23日", "2026年11月24日"}, "by": {"张𬭎", "张𬭎", "龚䶮"}, "what": {"查阅侦查卷第1册", "摘抄判决书主文", "复制判决书"}, "copies": {"1", "1", "2"},
		"capacity": {"被告人", "法定代理人", "合适成年人"}, "title": {"犯罪记录封存通知书", "刑事判决书", "送达地址确认书"}, "number": {"滨公证〔2026〕12号", "（2026）东0199刑初12号", ""},
		"label": {"SF-7K2Q-93MD", "SF-4H8W-20TX", "SF-9P1C-55ZB"}, "marked": {"是", "是", "是"}, "cut": {"—", "是", "是"},
	}
	columns["heading"], columns["value"] = []string{"姓名", "出生日期", "案号"}, []string{"李𬍛", "2009年3月14日", "（2026）东0199刑初12号"}
	if f.Name == "holdings" {
		columns["kind"] = []string{"纸质卷宗", "业务系统记录", "电子卷宗"}
	}
	var all []document.Row
	for i := range rowCount {
		row := document.Row{}
		for _, column := range f.Columns {
			if v := columns[column]; v != nil {
				row[column] = v[i]
			} else if column != "signature" {
				panic(fmt.Sprintf("specimen: no value for %s.%s", f.Name, column))
			}
		}
		all = append(all, row)
	}
	return document.Rows(all...)
}
