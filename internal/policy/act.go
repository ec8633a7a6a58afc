package policy

// Act is something that staff may do. The list is closed: an act that is not in
// Acts is denied to everybody.
type Act string

// The acts.
const (
	File            Act = "file"             // 登记案件
	SaveDraft       Act = "save_draft"       // 保存立案草稿
	ViewDrafts      Act = "view_drafts"      // 查看本人的立案草稿
	DiscardDraft    Act = "discard_draft"    // 删除立案草稿
	TakeIn          Act = "take_in"          // 接收业务系统来件
	AddNumber       Act = "add_number"       // 登记后续案号
	AddHistory      Act = "add_history"      // 登记后续办理机关
	Conclude        Act = "conclude"         // 登记办结
	ConfirmEffect   Act = "confirm_effect"   // 确认裁判生效日期
	Explain         Act = "explain"          // 告知 (Article 8)
	ProposeDecision Act = "propose_decision" // 提出是否封存的意见
	ApproveDecision Act = "approve_decision" // 审批是否封存的意见
	DraftNotice     Act = "draft_notice"     // 拟制封存通知书
	IssueNotice     Act = "issue_notice"     // 签发封存通知书: the drafter's second person
	Receive         Act = "receive"          // 签收封存通知书
	ConfirmHolding  Act = "confirm_holding"  // 确认载体封存
	EnterReply      Act = "enter_reply"      // 登记纸质送达机关的回执与反馈
	Forward         Act = "forward"          // 统筹: 将封存通知书转送本系统其他机关
	ReturnNotice    Act = "return_notice"    // 退回误送的封存通知书
	RedirectNotice  Act = "redirect_notice"  // 改送被退回的封存通知书
	LateAppeal      Act = "late_appeal"      // 登记生效后得知的上诉、抗诉: withdraws the notices with their tasks

	Admit          Act = "admit"           // 可披露的有罪判决列入公开登记
	Certify        Act = "certify"         // 受理并出具无犯罪记录证明
	ViewNamesake   Act = "view_namesake"   // 查看待核对的同名人员
	SettleNamesake Act = "settle_namesake" // 核对同名人员: the window's second person
	Inquire        Act = "inquire"         // 受理查询申请并审查查询依据 (Article 16)

	ManageTitles  Act = "manage_titles"  // 提请变更查询依据名录
	ApproveTitles Act = "approve_titles" // 批准变更查询依据名录
	ViewTitles    Act = "view_titles"    // 查看查询依据名录

	ViewInquiry       Act = "view_inquiry"       // 查看查询申请
	ReviewBasis       Act = "review_basis"       // 审查查询依据: blind to the person
	SignUndertaking   Act = "sign_undertaking"   // 登记保密承诺书的签署 (Article 17)
	NamePerson        Act = "name_person"        // 登记被查询人
	PermitInquiry     Act = "permit_inquiry"     // 许可查询: the reviewer's second person
	AnswerInquiry     Act = "answer_inquiry"     // 答复查询
	ViewMisuses       Act = "view_misuses"       // 查看违规使用登记
	CloseMisuse       Act = "close_misuse"       // 办结违规使用: the reporter's second person
	TakeCopy          Act = "take_copy"          // 凭许可摘抄、复制封存材料 (Article 16)
	PrintInstructions Act = "print_instructions" // 打印封存须知 (Article 9)
	TellSeal          Act = "tell_seal"          // 当面告知本人封存情况: in person, never on paper

	ReportMisuse Act = "report_misuse" // 登记违规使用查询信息 (Article 17): bars the person at once

	Feed              Act = "feed"               // 导入犯罪记录平台数据
	RedirectApplicant Act = "redirect_applicant" // 告知受理单位 (Article 14)

	SwitchIssuing  Act = "switch_issuing"  // 提请开关证明出具
	ApproveIssuing Act = "approve_issuing" // 批准开关证明出具
	ViewIssuing    Act = "view_issuing"    // 查看证明出具的条件

	ProposeVerification Act = "propose_verification" // 报请核查
	ApproveVerification Act = "approve_verification" // 批准核查
	EndVerification     Act = "end_verification"     // 核查完毕
	ViewVerification    Act = "view_verification"    // 查看核查理由

	Read           Act = "read"            // 查阅未封存的材料
	Search         Act = "search"          // 在本人承办的未封存案件中检索
	ViewWork       Act = "view_work"       // 查看本人待办
	ViewBoard      Act = "view_board"      // 查看本机关期限台账
	ViewSupervised Act = "view_supervised" // 查看同级机关法定期限的数目
	ViewMatters    Act = "view_matters"    // 查看本人承办的案件列表
	ViewMatter     Act = "view_matter"     // 查看一件案件的办理情况
	ViewDecision   Act = "view_decision"   // 查看是否封存的意见及其理由

	ReportUnsealing  Act = "report_unsealing"  // 报告解除封存事由
	ExamineUnsealing Act = "examine_unsealing" // 审查解除封存事由
	ApproveUnsealing Act = "approve_unsealing" // 批准解除封存
	ViewUnsealing    Act = "view_unsealing"    // 查看解除封存事项
	RequestWarrant   Act = "request_warrant"   // 申请调阅许可
	ApproveWarrant   Act = "approve_warrant"   // 批准调阅许可
	OpenSealed       Act = "open_sealed"       // 凭许可查阅封存材料
	FindSealed       Act = "find_sealed"       // 凭许可查找封存材料
	Reopen           Act = "reopen"            // 重新办理
	ReviewCorrection Act = "review_correction" // 登记并复核户籍等登记的更正

	HandOver         Act = "hand_over"         // 移交承办事项
	ChooseRole       Act = "choose_role"       // 选择办事身份
	EndSession       Act = "end_session"       // 结束会话
	OpenAccount      Act = "open_account"      // 开立账户
	EnrolCredential  Act = "enrol_credential"  // 绑定登录方式
	RemoveCredential Act = "remove_credential" // 移除登录方式

	ProposeClient Act = "propose_client" // 提出接入业务系统
	ApproveClient Act = "approve_client" // 批准接入业务系统
	RevokeClient  Act = "revoke_client"  // 停止业务系统接入

	Exchange     Act = "exchange"      // 机关之间的交换: an organ elsewhere, or what is sent there
	TrustPeer    Act = "trust_peer"    // 确认对方机关的交换密钥
	ViewExchange Act = "view_exchange" // 查看交换情况
	MendExchange Act = "mend_exchange" // 处理滞留报文和警示

	CarryParcel   Act = "carry_parcel"   // 携带交换包
	DiscardParked Act = "discard_parked" // 废弃滞留报文

	RequestMark  Act = "request_mark"  // 交由本机关业务系统标识
	PullMarks    Act = "pull_marks"    // 业务系统领取并确认封存标识
	OrderProbe   Act = "order_probe"   // 决定核查封存效果: the head's written order
	Probe        Act = "probe"         // 核查封存效果
	SealAgain    Act = "seal_again"    // 核查未通过后重新封存
	AskProbe     Act = "ask_probe"     // 请对方核查封存效果
	ViewProbes   Act = "view_probes"   // 查看核查结果
	ViewHandlers Act = "view_handlers" // 查看本机关承办人
	ViewStaff    Act = "view_staff"    // 查看本机关人员、代理和审批顺序
	ViewChanges  Act = "view_changes"  // 查看待批准的变更

	ManageOrgans  Act = "manage_organs"  // 维护机关名录
	GrantRole     Act = "grant_role"     // 提请授予角色
	ApproveRole   Act = "approve_role"   // 批准授予角色
	RevokeRole    Act = "revoke_role"    // 撤销角色
	ApproveOrgans Act = "approve_organs" // 批准机关名录的变更
	ViewForms     Act = "view_forms"     // 查看和校验文书模板
	ChangeForm    Act = "change_form"    // 提请变更文书模板
	ApproveForm   Act = "approve_form"   // 批准变更文书模板
	KeepStaff     Act = "keep_staff"     // 登记人员姓名和内设机构
	EnterDays     Act = "enter_days"     // 提请录入节假日安排
	ApproveDays   Act = "approve_days"   // 批准录入节假日安排
	ResetAccount  Act = "reset_account"  // 提请重置账户
	ApproveReset  Act = "approve_reset"  // 批准重置账户
	VerifyAudit   Act = "verify_audit"   // 校验审计日志
	ReadAudit     Act = "read_audit"     // 查看审计日志
	RotateKeys    Act = "rotate_keys"    // 轮换密钥

	PublishKeys     Act = "publish_keys"     // 公布文书核验公钥
	RevokePaper     Act = "revoke_paper"     // 撤销文书
	ReadRevocations Act = "read_revocations" // 取得文书撤销清单
	VoidNumber      Act = "void_number"      // 编号作废
	FileScan        Act = "file_scan"        // 归档、调取盖章文书的扫描件
	PrintPaper      Act = "print_paper"      // 制作案件文书
	PrintBlank      Act = "print_blank"      // 打印空白申请表
	TraceCopy       Act = "trace_copy"       // 追查复制件
	ViewHolding     Act = "view_holding"     // 扫描标签查看载体
	PrintLabels     Act = "print_labels"     // 打印标签
	EndEnforcement  Act = "end_enforcement"  // 登记社区矫正终结
	BarGuardian     Act = "bar_guardian"     // 登记法定代理人不得代理
	EntrustService  Act = "entrust_service"  // 委托一审法院向本人送达
	EndService      Act = "end_service"      // 终止向本人送达
	ViewPlaces      Act = "view_places"      // 查看材料去向
	CheckPlace      Act = "check_place"      // 登记材料去向的查找结果
	MoveVolume      Act = "move_volume"      // 登记卷宗保管变动
	ListKnower      Act = "list_knower"      // 登记知情人员
	TellKnower      Act = "tell_knower"      // 登记已告知保密义务
	ViewKnowers     Act = "view_knowers"     // 查看知情人员
	MarkFile        Act = "mark_file"        // 登记应贴标的卷宗
	LabelFile       Act = "label_file"       // 确认卷宗已贴标
	ListRedactions  Act = "list_redactions"  // 列明遮盖之处
	GiveFileCopy    Act = "give_file_copy"   // 准许带标卷宗的复制、移交
	ViewFiles       Act = "view_files"       // 查看带标卷宗
)

// Acts lists every act in the order of the constants.
func Acts() []Act {
	return []Act{
		File, SaveDraft, ViewDrafts, DiscardDraft, TakeIn, AddNumber, AddHistory, Conclude, ConfirmEffect, Explain, ProposeDecision, ApproveDecision,
		DraftNotice, IssueNotice, Receive, ConfirmHolding,
		Admit, Certify, ViewNamesake, SettleNamesake, Inquire,
		ManageTitles, ApproveTitles, ViewTitles,
		ViewInquiry, ReviewBasis, SignUndertaking, NamePerson, PermitInquiry, AnswerInquiry, TakeCopy, ReportMisuse, ViewMisuses, CloseMisuse, PrintInstructions, TellSeal,
		ProposeVerification, ApproveVerification, EndVerification, ViewVerification,
		Feed, SwitchIssuing, ApproveIssuing, ViewIssuing, RedirectApplicant,
		Read, Search, ViewWork, ViewBoard, ViewSupervised, ViewMatters, ViewMatter, ViewDecision,
		EnterReply, Forward, ReturnNotice, RedirectNotice, LateAppeal,
		ReportUnsealing, ExamineUnsealing, ApproveUnsealing, ViewUnsealing, RequestWarrant, ApproveWarrant, OpenSealed, FindSealed, Reopen, ReviewCorrection,
		HandOver, ChooseRole, EndSession, OpenAccount, EnrolCredential, RemoveCredential,
		ProposeClient, ApproveClient, RevokeClient,
		Exchange, TrustPeer, ViewExchange, MendExchange, CarryParcel, DiscardParked,
		RequestMark, PullMarks, OrderProbe, Probe, SealAgain, AskProbe, ViewProbes,
		ManageOrgans, GrantRole, ApproveRole, RevokeRole, ApproveOrgans, ResetAccount, ApproveReset, VerifyAudit, ReadAudit, RotateKeys,
		EnterDays, ApproveDays, KeepStaff, ViewForms, ChangeForm, ApproveForm,
		PublishKeys, RevokePaper, VoidNumber, FileScan, PrintPaper, PrintBlank, ReadRevocations,
		TraceCopy, ViewHolding, PrintLabels, EndEnforcement, BarGuardian, EntrustService, EndService, ViewPlaces, CheckPlace, MoveVolume, ListKnower, TellKnower, ViewKnowers, MarkFile, LabelFile, ListRedactions, GiveFileCopy, ViewFiles,
		ViewHandlers, ViewStaff, ViewChanges,
	}
}
