package document

import (
	"fmt"
	"strings"

	"fengcun"
	"fengcun/law"
)

// Sex is a person's sex as papers write it.
func Sex(s fengcun.Sex, lang string) Value {
	switch s {
	case fengcun.Male:
		return inWords(lang, "男", "male")
	case fengcun.Female:
		return inWords(lang, "女", "female")
	}
	return inWords(lang, "性别未载明", "sex not stated")
}

// SexText is Sex in Chinese, for a row of a table.
func SexText(s fengcun.Sex) string { return Sex(s, Chinese).text }

// KindText is Kind in Chinese, for a row of a table.
func KindText(k fengcun.DocumentKind) string { return Kind(k, Chinese).text }

// Kind is the kind of an identity document as papers write it.
func Kind(k fengcun.DocumentKind, lang string) Value {
	switch k {
	case fengcun.ResidentID:
		return inWords(lang, "居民身份证", "resident identity card")
	case fengcun.PermanentResCard:
		return inWords(lang, "外国人永久居留身份证", "foreigner's permanent residence identity card")
	case fengcun.HKMacaoPermit:
		return inWords(lang, "港澳居民来往内地通行证（居住证）", "mainland travel or residence permit for Hong Kong and Macao residents")
	case fengcun.TaiwanPermit:
		return inWords(lang, "台湾居民来往大陆通行证（居住证）", "mainland travel or residence permit for Taiwan residents")
	case fengcun.Passport:
		return inWords(lang, "护照", "passport")
	}
	return inWords(lang, "身份证件", "identity document")
}

func inWords(lang, zh, en string) Value {
	if lang == Chinese {
		return Text(zh)
	}
	return Text(en)
}

// Faults are the reasons for which an inquiry is not permitted, as the decision states
// them: of the application and never of a person. A title that is none needs no
// words, because the form has them.
func Faults(faults []law.InquiryFault) Value {
	words := map[law.InquiryFault]string{
		law.FaultTitle:    "申请所列查询依据不属于法律、行政法规以及国务院规定的依据",
		law.FaultScope:    "申请的查询范围超出所列依据允许告知的范围",
		law.FaultPurpose:  "申请所列事由不属于办理案件需要或者开展重新犯罪预防工作",
		law.FaultNeed:     "未说明取得法律文书复制件的必要",
		law.FaultPlatform: "申请单位只能转递查询申请，不能接收查询结果",
		law.FaultUnproven: "提交的材料不能证明查询事由、依据或者经办人员身份",
		law.FaultForged:   "提交的材料经核实不真实",
	}
	var list []string
	for _, f := range faults {
		if len(faults) > 1 || f != law.FaultTitle {
			list = append(list, words[f])
		}
	}
	return List(list...)
}

// Scopes are what an inquiry asks for, as papers write it.
func Scopes(scopes []fengcun.Scope) Value {
	words := map[fengcun.Scope]string{
		fengcun.ScopePunished: "是否受过刑事处罚", fengcun.ScopeCrime: "罪名", fengcun.ScopeSentence: "判处的刑罚",
		fengcun.ScopeDocument: "法律文书复制件", fengcun.ScopeFile: "查阅、摘抄、复制案卷",
	}
	var list []string
	for _, s := range scopes {
		list = append(list, words[s])
	}
	return Text(strings.Join(list, "、"))
}

// Purpose is what an inquiry is for, as papers write it. What is no code of ours stands
// as the unit wrote it.
func Purpose(code string) Value {
	words := map[string]string{
		"case": "办理案件", "reoffence_prevention": "开展重新犯罪预防工作", "hiring": "招聘录用", "enrolment": "入学",
		"enlistment": "征兵政治考核", "qualification": "取得从业资格", "licence": "行政许可", "political_review": "政治审查",
	}
	if text, ok := words[code]; ok {
		return Text(text)
	}
	return Text(code)
}

// Use is what a certificate is applied for, as papers write it. What has no words here
// is not printed: a code says nothing to whoever holds the paper.
func Use(code string) Value {
	return Text(map[string]string{
		"hiring": "就业", "enrolment": "入学", "enlistment": "应征入伍", "qualification": "取得从业资格", "abroad": "出国（境）",
	}[code])
}

// Ending is how proceedings ended, as papers write it; none is empty.
func Ending(o law.Outcome) Value {
	switch {
	case o.Disposition.Conviction() && o.Suspended && !o.Probation.IsZero():
		return Text(Sentence(o.Disposition, o.Term, false) + "，缓刑" + termText(o.Probation))
	case o.Disposition.Conviction():
		return Text(Sentence(o.Disposition, o.Term, o.Suspended))
	}
	return Text(map[fengcun.Disposition]string{
		fengcun.AcquittedInsufficient: "因事实不清、证据不足宣告无罪", fengcun.AcquittedInnocent: "依法宣告无罪",
		fengcun.NonProsecutionStatutory: "法定不起诉", fengcun.NonProsecutionDiscretionary: "相对不起诉",
		fengcun.NonProsecutionDoubt: "存疑不起诉", fengcun.NonProsecutionAfterTrial: "附条件不起诉考验期满，不起诉",
		fengcun.NotPunishedAge: "因未达刑事责任年龄不予刑事处罚", fengcun.NotPunishedOther: "不予刑事处罚",
		fengcun.NotPursued: "不追究刑事责任", fengcun.CaseWithdrawn: "撤销案件",
	}[o.Disposition])
}

// Sentence is what a judgment pronounced, as papers write it.
func Sentence(d fengcun.Disposition, t fengcun.Term, suspended bool) string {
	words := map[fengcun.Disposition]string{
		fengcun.ConvictedImprisonment: "有期徒刑", fengcun.ConvictedLife: "无期徒刑", fengcun.ConvictedDetention: "拘役",
		fengcun.ConvictedControl: "管制", fengcun.ConvictedFineOnly: "单处附加刑", fengcun.ExemptFromPunishment: "免予刑事处罚",
	}
	text := words[d] + termText(t)
	if suspended {
		text += "，宣告缓刑"
	}
	return text
}

// termText is a term as a judgment writes it: 一年六个月.
func termText(t fengcun.Term) string {
	text := ""
	for _, part := range []struct {
		n    int
		unit string
	}{{t.Years, "年"}, {t.Months, "个月"}, {t.Days, "日"}} {
		switch {
		case part.n <= 0:
		case part.n < 100:
			text += chineseCount(part.n) + part.unit
		default:
			text += fmt.Sprintf("%d%s", part.n, part.unit)
		}
	}
	return text
}

// Ground is a ground for lifting a seal, as papers write it.
func Ground(g fengcun.UnsealingGround) Value {
	return Text(map[fengcun.UnsealingGround]string{
		fengcun.GroundNewCrime:        "未成年时实施新罪，数罪并罚后被决定执行刑罚超过五年有期徒刑",
		fengcun.GroundUndetectedCrime: "发现未成年时实施的漏罪，数罪并罚后被决定执行刑罚超过五年有期徒刑",
		fengcun.GroundResentence:      "经审判监督程序改判五年有期徒刑以上刑罚",
		fengcun.GroundJointRequest:    "本人与法定代理人共同申请解除封存，经人民法院同意",
	}[g])
}

// Judgment is the judgment that decided an outcome, as papers write it; none is empty.
func Judgment(o law.Outcome) Value {
	if o.Effective.IsZero() {
		return Text("")
	}
	text := arabicDate(o.Effective) + "生效的裁判"
	if !o.Decided.IsZero() {
		text = arabicDate(o.Decided) + "作出、" + text
	}
	return Text(text)
}

// Explained are how the system of sealing was explained (Article 8), in which capacity
// somebody was told, and why nobody beside the person, as papers write them. A code that
// is none of these stands as it is.
func Explained(code string) string {
	words := map[string]string{
		"oral": "口头告知并记入笔录", "written": "书面告知", "video": "视频告知",
		"person": "本人", "legal_representative": "法定代理人", "close_relative": "近亲属", "appropriate_adult": "合适成年人",
		"now_adult": "本人已经成年", "no_fit_representative": "没有能够到场的法定代理人",
	}
	if text, ok := words[code]; ok {
		return text
	}
	return code
}

// HoldingText is the kind of a holding, for a row of a table.
func HoldingText(k fengcun.HoldingKind) string {
	return map[fengcun.HoldingKind]string{
		fengcun.HoldingPaperVolume: "纸质卷宗", fengcun.HoldingElectronicFile: "电子卷宗",
		fengcun.HoldingSystemRow: "信息系统记录", fengcun.HoldingScreeningTable: "核查筛查表",
	}[k]
}

// DayText is a date in the running text or a row of a table; none is empty.
func DayText(d fengcun.Date) string {
	if d.IsZero() {
		return ""
	}
	return arabicDate(d)
}

// Outcome is how a case ended, as papers write it.
func Outcome(d fengcun.Disposition, t fengcun.Term, suspended bool) string {
	if text := Sentence(d, t, suspended); text != "" {
		return text
	}
	words := map[fengcun.Disposition]string{
		fengcun.AcquittedInsufficient: "事实不清、证据不足，宣告无罪", fengcun.AcquittedInnocent: "依法宣告无罪",
		fengcun.NonProsecutionStatutory: "法定不起诉", fengcun.NonProsecutionDiscretionary: "酌定不起诉", fengcun.NonProsecutionDoubt: "存疑不起诉",
		fengcun.NonProsecutionConditional: "附条件不起诉", fengcun.NonProsecutionAfterTrial: "考验期满不起诉",
		fengcun.NotPunishedAge: "因未达刑事责任年龄不予刑事处罚", fengcun.NotPunishedOther: "不予刑事处罚", fengcun.NotPursued: "不追究刑事责任",
		fengcun.CaseWithdrawn: "撤销案件", fengcun.ProsecutionWithdrawn: "撤回起诉", fengcun.CoerciveMeasureOnly: "仅采取刑事强制措施",
		fengcun.SupportRecord: "社会调查、帮教考察等材料", fengcun.AdminPenalty: "行政处罚", fengcun.SpecialEducation: "专门教育",
	}
	if text, ok := words[d]; ok {
		return text
	}
	return "见裁判文书"
}

// ReadingPart is the heading of a page of the reader.
func ReadingPart(p fengcun.ReadingPart) Value {
	return Text(map[fengcun.ReadingPart]string{
		fengcun.ReadPerson: "当事人身份", fengcun.ReadCase: "案号、行为与处理结果", fengcun.ReadDecision: "是否封存的决定",
	}[p])
}

// ReadingUse is what a page is given out for.
func ReadingUse(u fengcun.ReadingUse) Value {
	return Text(map[fengcun.ReadingUse]string{fengcun.UseRead: "查阅", fengcun.UseExcerpt: "摘抄", fengcun.UseCopy: "复制"}[u])
}
