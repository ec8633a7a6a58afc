package main

// mark says how far the wording of a requirement can be trusted.
type mark string

// The marks, best first. What is not read in a source is never a quotation.
const (
	readInSource mark = "V" // read in a Chinese source
	readInText   mark = "S" // read in the published text only
	fromLaw      mark = "K" // general knowledge of the law, not read again
	construction mark = "C" // construction where the text is silent
)

// article is one article of the Measures as this program understands it, in
// words of its own, and where it is carried out.
type article struct {
	number int
	zh, en string
	marks  []mark
	// where are files of the repository; a test sees that each is there. An
	// article without a file is not carried out here.
	where []string
}

// articles are the 26 articles of the Measures.
var articles = []article{
	{1, "立法目的：教育、感化、挽救，最有利于未成年人。存疑时按封存对待，由人认定。",
		"Purpose: education, reform, rescue; the best interest of the minor. In doubt the record is treated as sealed and a person decides.",
		[]mark{readInText, construction}, []string{"law/truth.go", "law/decide.go"}},
	{2, "封存对象：侦查、起诉、审判、执行各阶段的全部案卷材料和电子数据。",
		"What is sealed: every file and electronic datum of investigation, prosecution, trial and enforcement.",
		[]mark{readInSource}, []string{"record.go", "holding.go", "internal/registry/file.go"}},
	{3, "不予刑事处罚、不追究刑事责任、不起诉、采取刑事强制措施，以及社会调查、帮教考察、心理疏导、司法救助等记录，同样封存。",
		"Records of non-punishment, non-pursuit, non-prosecution and coercive measures, of social inquiry, support, counselling and judicial aid are sealed too.",
		[]mark{readInText, fromLaw}, []string{"disposition.go", "law/article3.go"}},
	{4, "犯罪时不满十八周岁，被判处五年有期徒刑以下刑罚以及免予刑事处罚的，应当封存；跨十八周岁的，主要犯罪行为在满十八周岁前实施的，全案封存。",
		"Under eighteen at the act and sentenced to five years or less, or exempted from punishment: sealed. Acts before and after eighteen: the whole case is sealed if the main act came before.",
		[]mark{readInSource, readInText}, []string{"law/article4.go", "law/age.go", "law/findage.go"}},
	{5, "与成年人共同犯罪：分案的封存未成年人案卷并在成年人案卷封面标注；未分案的在全案封面标注“含犯罪记录封存信息”。",
		"Joint crime with adults: handled separately, the juvenile's file is sealed and the adults' cover labelled; otherwise the cover of the whole file is labelled.",
		[]mark{readInSource}, []string{"law/decide.go", "law/decision.go"}},
	{6, "其他刑事、民事、行政、公益诉讼案卷使用封存信息的，在封面标注并保护相关信息。",
		"Files of other cases that use sealed information are labelled on the cover and the information protected.",
		[]mark{readInSource}, []string{"law/decide.go", "law/decision.go"}},
	{7, "因事实不清、证据不足宣告无罪的，应当封存；未成年被告人及其法定代理人申请不予封存或者解除封存，并经人民法院同意的除外。",
		"Acquittal for unclear facts or insufficient evidence: sealed, unless defendant and legal representative both ask otherwise and the court consents.",
		[]mark{readInSource, fromLaw}, []string{"law/article7.go"}},
	{8, "作出决定的同时，向未成年人和法定代理人（或者近亲属）告知封存制度及其权利义务。",
		"With the decision, the sealing system, rights and duties are explained to the juvenile and to the legal representative or a close relative.",
		[]mark{readInText}, []string{"internal/registry/explain.go", "internal/registry/conclude.go"}},
	{9, "封存及时、有效；入伍、就业时免除报告义务，但再次涉案时应当如实向司法机关供述。",
		"Sealing is timely and effective; no duty to report on enlistment or employment, but the truth is owed to judicial organs when suspected again.",
		[]mark{readInSource}, nil},
	{10, "封存的记录不得披露、检索、共享、再利用，不得向外部平台提供或者对接；专门保管，电子数据作标识。",
		"Sealed records are not disclosed, searched, shared or reused, nor supplied or linked to outside platforms; they are kept apart and electronic data are marked.",
		[]mark{readInText, fromLaw}, []string{"internal/vault/doc.go", "internal/egress/egress.go", "internal/policy/prohibitions.cedar"}},
	{11, "裁判生效后，人民法院及时将裁判文书、《犯罪记录封存通知书》送达被告人，并同时送达同级人民检察院、公安机关；两机关收到后三日内统筹整体封存。",
		"After the judgment takes effect the court promptly serves judgment and notice on the defendant and, at the same time, on the procuratorate and police of the same level; within three days of receipt these seal as a whole.",
		[]mark{readInText, fromLaw}, []string{"internal/registry/notify.go", "internal/registry/receive.go", "internal/registry/confirm.go", "calendar/term.go"}},
	{12, "决定不起诉后，人民检察院及时送达被不起诉人，并同时送达同级公安机关；公安机关收到后三日内封存。",
		"After a decision not to prosecute the procuratorate promptly serves the person and, at the same time, the police of the same level, who seal within three days of receipt.",
		[]mark{readInText, fromLaw}, []string{"internal/registry/notify.go", "internal/registry/receive.go", "calendar/term.go"}},
	{13, "管制、缓刑、假释、暂予监外执行的，执行地社区矫正机构在刑事执行完毕后三日内封存。",
		"For control, suspended sentence, parole and service outside prison the community corrections agency of the place seals within three days after enforcement ends.",
		[]mark{readInSource}, []string{"law/decide.go", "calendar/term.go"}},
	{14, "审判机关、检察机关、公安机关、司法行政机关分别负责受理、审查和处理各自职权范围内的封存与查询。",
		"Courts, procuratorates, police and justice administration each accept, examine and handle sealing and inquiries in their own field.",
		[]mark{fromLaw}, []string{"organ.go", "internal/policy/staff.cedar"}},
	{15, "本人或者其法定代理人申请的，受理单位在三个工作日内出具无犯罪记录证明，与从无记录者相同。",
		"On application of the person or the legal representative the accepting unit issues, within three working days, a certificate that equals that of a person without any record.",
		[]mark{readInText, fromLaw}, []string{"internal/registry/certify.go", "internal/openregister/lookup.go", "calendar/term.go"}},
	{16, "司法机关为办案需要、有关单位依照国家规定查询的，提交书面申请；先审查依据，三个工作日内出具证明或者不许可查询决定书，并登记存档。",
		"Judicial organs for a case, and units under State provisions, apply in writing; the basis is examined first; within three working days a certificate or a reasoned refusal is given, registered and filed.",
		[]mark{readInText, fromLaw, construction}, []string{"internal/registry/inquire.go", "calendar/term.go"}},
	{17, "告知查询用途限制和保密义务，签署《保密承诺书》；因工作知悉者同样保密。",
		"Inquirers are told of purpose limits and secrecy and sign an undertaking; whoever learns through work keeps secret as well.",
		[]mark{readInText}, nil},
	{18, "解除封存的事由：未成年时犯新罪或者漏罪，数罪并罚后决定执行超过五年有期徒刑；经审判监督程序改判五年有期徒刑以上刑罚。成年后故意犯罪的，裁判文书应当载明之前的犯罪记录，但不解除封存。",
		"Grounds for lifting: a new or undetected crime as a minor with a combined sentence over five years; resentencing on retrial to five years or more. An intentional crime as an adult is stated in its judgment and lifts nothing.",
		[]mark{readInText, fromLaw, construction}, []string{"law/unsealing.go", "internal/registry/unseal.go"}},
	{19, "自解除事由成立之日起，不再受封存限制。",
		"The restrictions cease from the day on which the ground arose.",
		[]mark{readInText}, []string{"law/unsealing.go", "internal/registry/unseal.go"}},
	{20, "违法披露的，给予处分；构成犯罪的，追究刑事责任。",
		"Unlawful disclosure is disciplined and, where it is a crime, prosecuted.",
		[]mark{readInSource}, []string{"internal/audit/doc.go"}},
	{21, "因不当披露影响就学、就业、生活的，可以申请封存，或者向人民检察院申请监督。",
		"Whoever is harmed by improper disclosure may apply for sealing or ask the procuratorate for supervision.",
		[]mark{readInText}, nil},
	{22, "人民检察院对应封未封、封存不当等进行监督，提出纠正意见；有关单位及时审查，无误的说明理由，有误的纠正并反馈。",
		"The procuratorate supervises what is not or wrongly sealed and asks for correction; the unit examines promptly and explains, or corrects and reports.",
		[]mark{readInText}, []string{"record.go", "calendar/term.go", "internal/policy/oversight.cedar"}},
	{23, "2012年12月31日以前审结的案件符合条件的，同样封存。",
		"Cases closed on or before 31 December 2012 are sealed too if they qualify.",
		[]mark{readInText}, []string{"law/decide.go"}},
	{24, "本办法所称“五年以下”包括五年。",
		"Up to five years includes five years.",
		[]mark{readInSource}, []string{"sentence.go", "law/article4.go"}},
	{25, "由制定机关负责解释。",
		"The issuing organs interpret the Measures.",
		[]mark{readInText}, nil},
	{26, "自2022年5月30日起施行。",
		"In force from 30 May 2022.",
		[]mark{readInText}, []string{"law/ruleset.go"}},
}
