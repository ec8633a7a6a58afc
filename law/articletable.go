package law

// The articles, in order. Sources and open questions are as honest as the table
// of requirements they come from; nobody may print a rule as a quotation.
var articles = [26]Provision{
	{
		Number: 1,
		Title:  Text{"目的与原则", "Purpose"},
		Rule: Text{
			"教育、感化、挽救涉罪未成年人，按最有利于未成年人的原则办理。对事实有疑问的，不予提供并交人工查明。",
			"Education, reform and rescue of juveniles, in their best interest. Where a fact is in doubt nothing is disclosed and a person finds it.",
		},
		Sources:     []Mark{MarkTranslation, MarkConstruct},
		Implemented: by("law.Decide", "law.Undecided", "law.Unknown"),
		Tests:       []string{"internal/registry: TestMissingBirthDate"},
	},
	{
		Number: 2,
		Title:  Text{"犯罪记录的范围", "What a record is"},
		Rule: Text{
			"侦查、起诉、审判、刑事执行各阶段形成的关于未成年人涉罪情况的案卷与电子数据都属于应封存的记录；每一载体确认封存后，记录才算封存。",
			"All files and electronic data of investigation, prosecution, trial and enforcement about a juvenile’s crime. A record is sealed only when every carrier of it is confirmed.",
		},
		Sources: []Mark{MarkRead, MarkTranslation},
		Open: []Text{
			{"法律援助、看守所、监狱持有的副本由谁清点，条文未写。", "Who lists the copies held by legal aid, detention houses and prisons is not said."},
		},
		Implemented: by("law.Decide", "fengcun.HoldingState", "registry: Confirm"),
		Tests:       []string{"internal/registry: TestSealingAsAWhole", "internal/registry: TestSharedVolume"},
	},
	{
		Number: 3,
		Title:  Text{"未定罪判刑的记录", "Records without conviction"},
		Rule: Text{
			"不予刑事处罚、不追究刑事责任、不起诉、采取强制措施的记录，以及社会调查、帮教考察、心理疏导、司法救助等材料，同样封存。",
			"Records of non-punishment, non-pursuit, non-prosecution and coercive measures, and of social inquiry, support, counselling and judicial aid, are sealed likewise.",
		},
		Sources: []Mark{MarkTranslation, MarkKnowledge, MarkConstruct},
		Open: []Text{
			{"跨十八周岁而未被定罪、主要行为在成年后的，条文未作规定：待人工认定。", "Acts on both sides of the eighteenth birthday without a conviction, main act after it: silent text, undecided."},
			{"依法宣告无罪的，不适用第七条；其涉案痕迹按本条封存，系推定。", "An acquittal as innocent is not one of Article 7; sealing its traces here is construction."},
			{"行政处罚、专门教育记录不是犯罪记录，依预防未成年人犯罪法第五十九条第二款保密。", "Administrative penalties and special education are no criminal records; Prevention Law 59(2) closes them."},
		},
		Implemented: by("law.Decide", "law.SealInternal"),
	},
	{
		Number: 4,
		Title:  Text{"封存条件", "When a record is sealed"},
		Rule: Text{
			"第一款：行为时不满十八周岁，所判刑罚不超过五年有期徒刑，或者免予刑事处罚。第二款：十八周岁前后均有行为，主要行为在前且结果符合上述条件的，全案封存。主要行为只能由办案机关认定。",
			"(1) Under eighteen at the act, and a penalty of up to five years’ imprisonment or exemption from punishment. (2) Acts before and after the eighteenth birthday: if the main act was before it and the outcome is within the same limit, the whole case. Only the deciding organ finds the main act.",
		},
		Sources: []Mark{MarkRead, MarkKnowledge, MarkConstruct},
		Open: []Text{
			{"有期徒刑之后仍须执行管制、合计可能超过五年的，条文未写：待人工认定，建议封存。", "Control served after imprisonment, together possibly beyond five years: silent text, undecided, sealing recommended."},
			{"2月29日出生者平年的生日法律未规定：3月1日的行为待人工认定。", "No rule names the birthday of a person born on 29 February in a common year: an act on 1 March is undecided."},
			{"生效日期未查明的，不作“不予封存”处理，系从严推定。", "Without a proven day of effect no record is treated as not sealed; this strictness is construction."},
		},
		Implemented: by("law.Decide", "law.Facts", "fengcun.SealingLimit"),
	},
	{
		Number: 5,
		Title:  Text{"共同犯罪", "Joint crime"},
		Rule: Text{
			"与成年人共同犯罪：已分案的，封存未成年人案卷并在成年人案卷封面标注；未分案的，在全案卷宗封面标注；并保护相关信息。",
			"Joint crime with adults: if handled separately, the juvenile’s file is sealed and the adults’ cover labelled; if not, the cover of the whole file is labelled; the information is protected.",
		},
		Sources: []Mark{MarkRead},
		Open: []Text{
			{"成年人案卷复制前的遮盖由谁审核，条文未写。", "Who checks the redaction before an adult’s file is copied is not said."},
		},
		Implemented: by("law.Decide", "law.LabelAdultFile", "law.LabelWholeFile", "law.CoverLabel"),
		Tests:       []string{"internal/registry: TestJointCrimeFile", "internal/registry: TestJointCrimeTasks"},
	},
	{
		Number: 6,
		Title:  Text{"其他案件使用", "Use in other cases"},
		Rule: Text{
			"刑事、民事、行政、公益诉讼案件使用封存信息的，在该案卷封面标注并保护。",
			"Other criminal, civil, administrative and public-interest files that use sealed information are labelled on the cover and protected.",
		},
		Sources: []Mark{MarkRead, MarkConstruct},
		Open: []Text{
			{"成年后故意犯罪的裁判载明封存记录后，该案卷也应标注，系推定。", "That the file of an adult’s judgment which states the record is labelled too is construction."},
		},
		Implemented: by("law.Decide", "law.LabelUsingFile"),
		Tests:       []string{"internal/registry: TestCitingFile"},
	},
	{
		Number: 7,
		Title:  Text{"证据不足的无罪判决", "Acquittal for insufficient evidence"},
		Rule: Text{
			"因事实不清、证据不足宣告无罪的，封存；被告人与其法定代理人共同申请不封存或者解除封存、法院同意的除外。",
			"An acquittal for unclear facts and insufficient evidence is sealed, unless the defendant and the legal representative together ask that it be not, or be lifted, and the court consents.",
		},
		Sources: []Mark{MarkRead, MarkKnowledge, MarkConstruct},
		Open: []Text{
			{"申请时已成年者没有法定代理人，能否单独申请，条文未写：由法院认定。", "A person of age has no legal representative; whether the person may ask alone is not said: for the court."},
		},
		Implemented: by("law.Decide", "law.DecideUnsealing", "law.JointRequest"),
	},
	{
		Number: 8,
		Title:  Text{"告知", "Explanation"},
		Rule: Text{
			"作出决定时，向本人及其法定代理人或者近亲属说明封存制度、权利和义务。",
			"When deciding, the organ explains sealing, rights and duties to the person and the legal representative or a close relative.",
		},
		Sources: []Mark{MarkRead},
		Open: []Text{
			{"告知书的格式未规定；已成年或者无法联系家属时的告知对象未写。", "No form is prescribed; who is told when the person is of age or has no reachable family is not said."},
		},
		Implemented: by("law.Represents", "registry: Explain", "registry: BarGuardian", "registry: PrintCasePaper"),
		Tests:       []string{"internal/registry: TestBarGuardian", "internal/registry: TestParentsEndWithMinority", "internal/registry: TestExplanation", "internal/registry: TestExplanationSinceTheMeasures", "internal/registry: TestOldCaseNeedsNoExplanation"},
	},
	{
		Number: 9,
		Title:  Text{"本人的报告义务", "The person’s duty to report"},
		Rule: Text{
			"入伍、就业时免除报告义务；再次涉嫌犯罪时应当如实向司法机关说明。",
			"Exempt from reporting on enlistment and employment; but the person tells judicial organs the truth when suspected again.",
		},
		Sources:     []Mark{MarkRead},
		Implemented: by("registry: Instructions", "registry: TellSeal"),
		Tests:       []string{"internal/registry: TestInstructions", "internal/registry: TestTellSeal"},
	},
	{
		Number: 10,
		Title:  Text{"保密与禁止对接", "Secrecy and no outside link"},
		Rule: Text{
			"封存后不公开、不提供；专门保管、电子数据加标识；非经法定查询不得检索、共享、再用；不得向外部平台提供或者对接。",
			"Nothing is disclosed; special custody, electronic data flagged; no search, sharing or reuse without a statutory inquiry; no supply or link to outside platforms.",
		},
		Sources:     []Mark{MarkTranslation, MarkKnowledge},
		Implemented: by("law.Withhold", "law.ExpectedPlaces", "registry: Confirm", "registry: CheckPlace", "registry: MoveVolume", "registry: RequestMark", "egress: Allow"),
		Tests:       []string{"internal/registry: TestSealedIsGone", "internal/registry: TestSwapGame", "internal/registry: TestMarks", "internal/egress: TestDial", "internal/egress: TestPurposes", "internal/config: TestNoDestinationButTheOwn", "cmd/fengcun: TestNoConnectionGoesOut", "cmd/fengcun: TestSwapGame"},
	},
	{
		Number: 11,
		Title:  Text{"法院送达与封存", "Service by the court"},
		Rule: Text{
			"裁判生效后，法院及时将裁判文书与封存通知书送达被告人，并同时送达同级检察院、公安机关；后者自收到之日起三日内组织各级封存。",
			"After the judgment takes effect the court promptly serves judgment and notice on the defendant and, at the same time, on the procuratorate and police of its level, which organise sealing at all levels within three days of receipt.",
		},
		Sources: []Mark{MarkTranslation, MarkKnowledge, MarkConstruct},
		Open: []Text{
			{"三日按自然日计，末日为节假日的顺延，系参照刑事诉讼法。", "Three days are calendar days and roll over a holiday, by analogy with the Criminal Procedure Law."},
		},
		Implemented: by("law.ServeCourt", "registry: ConfirmEffect", "registry: LateAppeal", "registry: DraftNotice", "registry: IssueNotice", "registry: Receive", "registry: EntrustService", "registry: PrintCasePaper"),
		Tests:       []string{"internal/registry: TestEntrustService", "internal/registry: TestNoticeStates", "internal/registry: TestNotEffective", "internal/registry: TestLateAppeal", "internal/registry: TestReturnAndRedirect", "internal/registry: TestSealingAsAWhole"},
	},
	{
		Number: 12,
		Title:  Text{"检察院送达与封存", "Service by the procuratorate"},
		Rule: Text{
			"作出不起诉决定后，检察院及时将决定书与封存通知书送达被不起诉人，并同时送达同级公安机关；后者三日内封存。附条件不起诉须待最终决定。",
			"After a decision not to prosecute the procuratorate promptly serves decision and notice on the person and, at the same time, on the police of its level, which seal within three days. Conditional non-prosecution waits for the final decision.",
		},
		Sources: []Mark{MarkTranslation, MarkKnowledge},
		Open: []Text{
			{"撤回起诉后不起诉的，法院持有的案卷如何通知，条文未写：由法院自行封存。", "After a withdrawn prosecution the court’s own file is not served by anybody: the court seals it itself."},
		},
		Implemented: by("law.ServeProcuratorate", "law.Decide", "registry: DraftNotice", "registry: Receive"),
		Tests:       []string{"internal/registry: TestRecipientsByCaseType"},
	},
	{
		Number: 13,
		Title:  Text{"社区矫正", "Community corrections"},
		Rule: Text{
			"管制、缓刑、假释、暂予监外执行的，执行地社区矫正机构在执行完毕后三日内封存。",
			"Control, suspended sentence, parole and service outside prison: the agency of the place of execution seals within three days after enforcement is completed.",
		},
		Sources: []Mark{MarkRead},
		Open: []Text{
			{"执行地变更、收监执行时期限如何处理，条文未写。", "A change of place or a return to prison is not dealt with."},
		},
		Implemented: by("law.SealCorrections", "law.Decide", "registry: EndEnforcement"),
		Tests:       []string{"internal/registry: TestCommunityCorrections", "internal/registry: TestEnforcementTransferred", "internal/registry: TestEnforcementElsewhere"},
	},
	{
		Number: 14,
		Title:  Text{"受理与办理分工", "Competence"},
		Rule: Text{
			"公安、检察、法院、司法行政机关在各自职责内受理、审查和办理封存与查询。",
			"Police, procuratorate, court and justice administration accept, examine and handle sealing and inquiry, each in its own field.",
		},
		Sources: []Mark{MarkTranslation},
		Open: []Text{
			{"投错机关的申请如何转交，条文未写。", "What happens to a request at the wrong organ is not said."},
		},
		Implemented: by("registry: RedirectApplicant"),
		Tests:       []string{"internal/registry: TestRedirectApplicant"},
	},
	{
		Number: 15,
		Title:  Text{"本人申请证明", "Certificate for the person"},
		Rule: Text{
			"本人或者法定代理人申请的，自受理之日起三个工作日内出具无犯罪记录证明，与从无记录者的证明完全一致。",
			"On request of the person or legal representative a certificate of no criminal record is issued within three working days of acceptance, identical with that of a person without any record.",
		},
		Sources: []Mark{MarkTranslation, MarkKnowledge},
		Open: []Text{
			{"同时另有未封存成年犯罪的，拒绝理由只能指向后者。", "With an unsealed adult conviction beside it, a refusal may rest on that conviction only."},
		},
		Implemented: by("registry: Certify", "registry: SettleNamesake", "registry: ProposeVerification"),
		Tests:       []string{"internal/registry: TestCertificateIsSilent", "internal/registry: TestRefusalRestsOnOpenConviction", "internal/registry: TestNamesake", "internal/registry: TestFourthApplicationOfTheYear", "internal/registry: TestPoliceRules", "internal/registry: TestBadInputOfAskers", "internal/registry: TestVerificationStopsTheClock"},
	},
	{
		Number: 16,
		Title:  Text{"司法机关与单位查询", "Inquiry by organs and units"},
		Rule: Text{
			"司法机关为办案，或者有关单位依国家规定，书面申请查询；先审查依据，三个工作日内出具结果或者不许可查询决定，并登记归档。",
			"A judicial organ for a case, or a unit under State provisions, applies in writing; the basis is examined first; the answer or the refusal comes within three working days and is registered.",
		},
		Sources: []Mark{MarkTranslation, MarkKnowledge, MarkConstruct},
		Open: []Text{
			{"“国家规定”的范围参照刑法第九十六条理解，系推定；由人工确认。", "“State provisions” is read like Criminal Law 96; this is construction and a person confirms."},
		},
		Implemented: by("registry: Inquire", "registry: ReviewBasis", "registry: NamePerson", "registry: PermitInquiry", "registry: AnswerInquiry", "registry: ReadPage", "registry: TakeCopy"),
		Tests:       []string{"internal/registry: TestInquiryBasisFirst", "internal/registry: TestInquiryOfUnit", "internal/registry: TestInquiryScopeAndLog", "internal/registry: TestInquiryRefused", "internal/registry: TestInquiryNonProsecution", "internal/registry: TestInquiryAtPolice", "internal/registry: TestSealedUnderWarrant", "internal/registry: TestReading", "internal/registry: TestReadingClosed"},
	},
	{
		Number: 17,
		Title:  Text{"保密承诺", "Undertaking of secrecy"},
		Rule: Text{
			"查询人须知晓用途限制与保密义务，签署保密承诺书；因工作知情的第三人同样保密。",
			"The inquirer is told the purpose limits, signs an undertaking of secrecy, and is liable; third persons who learn through work keep the secret.",
		},
		Sources:     []Mark{MarkTranslation, MarkKnowledge},
		Implemented: by("registry: UndertakingSheet", "registry: SignUndertaking", "registry: ListKnower", "registry: TellKnower", "registry: ReportMisuse"),
		Tests:       []string{"internal/registry: TestInquirySteps", "internal/registry: TestKnowers"},
	},
	{
		Number: 18,
		Title:  Text{"解除封存", "Lifting the seal"},
		Rule: Text{
			"仅三种事由：未成年时犯新罪并罚决定执行超过五年；发现未成年时漏罪并罚决定执行超过五年；再审改判达到规定刑期。成年后故意犯罪的，裁判载明之前的记录，但不解除封存。",
			"Three grounds only: a new crime as a minor, combined beyond five years; an undetected crime as a minor, combined beyond five years; a retrial that ends at the stated term. On an intentional crime as an adult the judgment states the record, but the seal stays.",
		},
		Sources: []Mark{MarkTranslation, MarkKnowledge, MarkConstruct},
		Open: []Text{
			{"再审改判恰为五年：第三项与第二十四条、刑事诉讼法第二百八十六条不一致。维持封存，须人工认定，绝不自动解除。", "A retrial to exactly five years: item 3 conflicts with Article 24 and Criminal Procedure Law 286. The seal stays, a person decides, never the program."},
		},
		Implemented: by("law.DecideUnsealing", "law.UnsealingFacts", "registry: ReportGround", "registry: ExamineGround", "registry: Lift"),
		Tests:       []string{"internal/registry: TestUnsealing", "internal/registry: TestUnsealingNeedsTwo", "internal/console: TestUnsealingByClicking"},
	},
	{
		Number: 19,
		Title:  Text{"解除的效力", "Effect of lifting"},
		Rule: Text{
			"自解除事由成立之日起不再受封存限制；该日可以早于登记日，此前的答复不改写。",
			"From the day the ground arises the restrictions cease; that day can precede its recording, and earlier answers are not rewritten.",
		},
		Sources: []Mark{MarkTranslation, MarkConstruct},
		Open: []Text{
			{"“事由成立之日”取裁判生效日或者法院同意之日，系推定。", "The day the ground arises is read as the day the judgment took effect or the court consented; this is construction."},
		},
		Implemented: by("law.DecideUnsealing", "registry: LiftAs", "registry: PrintCasePaper"),
		Tests:       []string{"internal/registry: TestUnsealing", "internal/registry: TestChainOfUnsealings"},
	},
	{
		Number: 20,
		Title:  Text{"违法泄露的责任", "Liability for leaks"},
		Rule: Text{
			"工作人员违法泄露的，给予处分；情节严重的，追究刑事责任。",
			"Officials who wrongly leak are disciplined; in serious cases there is criminal liability.",
		},
		Sources:     []Mark{MarkRead},
		Implemented: append(by("registry: ReportMisuse", "registry: CloseMisuse"), planned("registry: an incident of an official")...),
		Tests:       []string{"internal/registry: TestMisuse", "internal/registry: TestCloseMisuse"},
	},
	{
		Number: 21,
		Title:  Text{"因泄露受损的救济", "Remedy"},
		Rule: Text{
			"因不当披露影响就学、就业、生活的，本人及其法定代理人可以向持有单位申请封存，或者向检察院申请监督。",
			"Whoever suffers in schooling, work or livelihood from an improper disclosure may ask the holder to seal, or the procuratorate to supervise.",
		},
		Sources: []Mark{MarkTranslation},
		Open: []Text{
			{"办理期限未规定：只设内部目标。", "No time is set: internal targets only."},
		},
		Implemented: planned("registry: objection by either route"),
	},
	{
		Number: 22,
		Title:  Text{"检察监督", "Supervision"},
		Rule: Text{
			"检察院对应封未封、违法封存以及有异议的情形审查并通知纠正；有关单位及时审查：无误的说明理由，有误的纠正并反馈。重新办理不是解除封存的事由。",
			"The procuratorate examines what is not sealed, wrongly sealed or objected to, and notifies correction; the unit promptly explains, or corrects and reports. Reopening a matter lifts no seal.",
		},
		Sources: []Mark{MarkTranslation, MarkConstruct},
		Open: []Text{
			{"“及时”未规定天数：只设内部目标。", "“Promptly” has no number: internal targets only."},
		},
		Implemented: append(by("law.Decide", "registry: Reopen", "registry: Supervised"), planned("registry: supervision and correction")...),
		Tests:       []string{"internal/registry: TestReopening", "internal/registry: TestProbeFails"},
	},
	{
		Number: 23,
		Title:  Text{"2012年底以前的案件", "Cases closed by the end of 2012"},
		Rule: Text{
			"2012年12月31日以前办结、符合条件的，同样封存。",
			"Cases closed on or before 31 December 2012 that qualify are sealed too.",
		},
		Sources: []Mark{MarkTranslation, MarkConstruct},
		Open: []Text{
			{"从未有过通知书，由持有机关依职权封存，系推定。", "No notice ever existed; that the holder seals ex officio is construction."},
			{"2013年至2022年5月29日办结的，依刑事诉讼法本应封存，一并认定。", "Cases closed from 2013 to 29 May 2022 were already to be sealed under the Criminal Procedure Law and qualify as well."},
		},
		Implemented: by("law.Decide", "law.SealExOfficio"),
	},
	{
		Number: 24,
		Title:  Text{"五年含本数", "Five includes five"},
		Rule: Text{
			"五年以下包括五年。",
			"The limit of five years includes five years exactly.",
		},
		Sources:     []Mark{MarkTranslation, MarkRead},
		Implemented: by("law.Decide", "fengcun.SealingLimit"),
	},
	{
		Number: 25,
		Title:  Text{"解释", "Interpretation"},
		Rule: Text{
			"由制定机关解释；本系统在各条下列出尚待解释的问题。",
			"The issuing organs interpret; this program lists under each article what waits for interpretation.",
		},
		Sources:     []Mark{MarkTranslation},
		Implemented: by("law.Articles"),
		Tests:       []string{"law: TestArticles"},
	},
	{
		Number: 26,
		Title:  Text{"施行日期", "Entry into force"},
		Rule: Text{
			"2022年5月30日起施行；每项认定都写明所依规则的版本与施行日期。",
			"In force from 30 May 2022; every decision names the version and the first day of its rules.",
		},
		Sources: []Mark{MarkTranslation},
		Open: []Text{
			{"该日以前的认定本系统没有规则，一律待人工认定。", "For a day before it the program holds no rules: undecided."},
		},
		Implemented: by("law.RuleSetAt", "law.Measures2022"),
	},
}
