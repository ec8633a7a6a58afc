package main

// commands is the grammar of the command line. Its help texts stand in words.go
// in both languages.
type commands struct {
	Lang    string `help:"${help_lang}" placeholder:"zh-CN|en" enum:",zh-CN,en" default:""`
	JSON    bool   `name:"json" help:"${help_json}"`
	Verbose bool   `short:"v" help:"${help_verbose}"`

	// Pure: arguments in, answer out.
	Demo      demoCmd      `cmd:"" help:"${help_demo}"`
	Bench     benchCmd     `cmd:"" help:"${help_bench}"`
	Decide    decideCmd    `cmd:"" help:"${help_decide}"`
	Deadline  deadlineCmd  `cmd:"" help:"${help_deadline}"`
	Effective effectiveCmd `cmd:"" help:"${help_effective}"`
	Law       lawCmd       `cmd:"" help:"${help_law}"`
	Roster    rosterCmd    `cmd:"" help:"${help_roster}"`
	Policy    policyCmd    `cmd:"" help:"${help_policy}"`
	Verify    verifyCmd    `cmd:"" help:"${help_verify}"`
	Version   versionCmd   `cmd:"" help:"${help_version}"`

	// On an installation.
	Init     initCmd     `cmd:"" help:"${help_init}"`
	Key      keyCmd      `cmd:"" help:"${help_key}"`
	Staff    staffCmd    `cmd:"" help:"${help_staff}"`
	Organs   organsCmd   `cmd:"" help:"${help_organs}"`
	Change   changeCmd   `cmd:"" help:"${help_change}"`
	Calendar calendarCmd `cmd:"" help:"${help_calendar}"`
	Form     formCmd     `cmd:"" help:"${help_form}"`
	Audit    auditCmd    `cmd:"" help:"${help_audit}"`

	Drill drillCmd `cmd:"" help:"${help_drill}"`

	Exchange exchangeCmd `cmd:"" help:"${help_exchange}"`
	Guardian guardianCmd `cmd:"" help:"${help_guardian}"`
	Place    placeCmd    `cmd:"" help:"${help_place}"`
	Mark     markCmd     `cmd:"" help:"${help_mark}"`
	Probe    probeCmd    `cmd:"" help:"${help_probe}"`
	Client   clientCmd   `cmd:"" help:"${help_clients}"`
	Serve    serveCmd    `cmd:"" help:"${help_serve}"`

	// The acts, in the order in which a matter meets them.
	Import     importCmd     `cmd:"" help:"${help_import}"`
	Draft      draftCmd      `cmd:"" help:"${help_draft}"`
	Intake     intakeCmd     `cmd:"" help:"${help_intake}"`
	Work       workCmd       `cmd:"" help:"${help_work}"`
	Board      boardCmd      `cmd:"" help:"${help_board}"`
	Matters    mattersCmd    `cmd:"" help:"${help_matters}"`
	Matter     matterCmd     `cmd:"" help:"${help_matter}"`
	Decision   decisionCmd   `cmd:"" help:"${help_decision}"`
	Search     searchCmd     `cmd:"" help:"${help_search}"`
	Show       showCmd       `cmd:"" help:"${help_show}"`
	Explain    explainCmd    `cmd:"" help:"${help_explain}"`
	Number     numberCmd     `cmd:"" help:"${help_number}"`
	History    historyCmd    `cmd:"" help:"${help_history}"`
	Conclude   concludeCmd   `cmd:"" help:"${help_conclude}"`
	Effect     effectCmd     `cmd:"" name:"confirm-effect" help:"${help_effect_confirm}"`
	Knower     knowerCmd     `cmd:"" help:"${help_knower}"`
	Enforced   endingCmd     `cmd:"" name:"enforcement" help:"${help_enforcement}"`
	Late       lateAppealCmd `cmd:"" name:"late-appeal" help:"${help_late_appeal}"`
	Propose    proposeCmd    `cmd:"" help:"${help_propose}"`
	Approve    approveCmd    `cmd:"" help:"${help_approve}"`
	Plain      plainCmd      `cmd:"" help:"${help_plain}"`
	Handover   handOverCmd   `cmd:"" help:"${help_handover}"`
	Notice     noticeCmd     `cmd:"" help:"${help_notice_cmd}"`
	Receive    receiveCmd    `cmd:"" help:"${help_receive}"`
	Reply      replyCmd      `cmd:"" help:"${help_reply}"`
	Confirm    confirmCmd    `cmd:"" help:"${help_confirm}"`
	Admit      admitCmd      `cmd:"" help:"${help_admit}"`
	Certify    certifyCmd    `cmd:"" help:"${help_certify}"`
	Reissue    reissueCmd    `cmd:"" help:"${help_reissue}"`
	Receipt    receiptCmd    `cmd:"" help:"${help_receipt}"`
	Track      trackCmd      `cmd:"" help:"${help_track}"`
	Told       toldCmd       `cmd:"" help:"${help_told}"`
	Namesake   namesakeCmd   `cmd:"" help:"${help_namesake}"`
	Papers     papersCmd     `cmd:"" help:"${help_papers}"`
	Inquire    inquireCmd    `cmd:"" help:"${help_inquire}"`
	Inquiry    inquiryCmd    `cmd:"" help:"${help_inquiry}"`
	Misuse     misuseCmd     `cmd:"" help:"${help_misuse}"`
	Title      titleCmd      `cmd:"" help:"${help_title}"`
	Sealed     sealedCmd     `cmd:"" help:"${help_sealed}"`
	Trace      traceCmd      `cmd:"" help:"${help_trace}"`
	Label      labelCmd      `cmd:"" help:"${help_label}"`
	Marked     markedCmd     `cmd:"" help:"${help_marked}"`
	Unseal     unsealCmd     `cmd:"" help:"${help_unseal}"`
	Correction correctionCmd `cmd:"" help:"${help_correction}"`
	Reopen     reopenCmd     `cmd:"" help:"${help_reopen}"`

	Feed         feedCmd         `cmd:"" help:"${help_feed}"`
	Held         heldCmd         `cmd:"" help:"${help_held}"`
	Redirect     redirectCmd     `cmd:"" help:"${help_redirect}"`
	Issuing      issuingCmd      `cmd:"" help:"${help_issuing}"`
	Verification verificationCmd `cmd:"" help:"${help_verification}"`
}
