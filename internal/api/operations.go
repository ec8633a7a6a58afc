package api

import "net/http"

// operations is the table. An act that a case system can use is one row: its path,
// its name, which is also the key of its sentence in the catalogues, and the function
// that turns input into the act's request. get and ask show something, post makes
// something, act does something.
func (a *API) operations() []operation {
	const created, ok = http.StatusCreated, http.StatusOK
	return []operation{
		// What there is.
		get(a, "/work", "work", a.work),
		get(a, "/board", "board", a.board),
		get(a, "/supervision/terms", "supervised", a.supervised),
		get(a, "/matters", "matters", a.matters),
		get(a, "/matters/{id}", "matter", a.matter),
		get(a, "/copies/{id}", "read", a.read),
		ask(a, "/searches", "search", a.search),
		ask(a, "/policy/why", "policy_why", a.why),

		// What two people change.
		get(a, "/calendar", "calendar", a.calendar),
		post(a, "/calendar/days", "enter_days", created, a.enterDays),
		get(a, "/changes", "changes", a.changes),
		post(a, "/changes/{id}/approval", "approve_change", ok, a.approveChange),
		act(a, "/changes/{id}/refusal", "refuse_change", a.refuseChange),

		get(a, "/forms", "forms", a.forms),
		get(a, "/forms/blank", "blank_forms", a.blankForms),
		get(a, "/forms/blank/files", "blank_form", a.blankForm),
		ask(a, "/forms/text", "form_file", a.formFile),
		ask(a, "/forms/check", "check_form", a.checkForm),
		post(a, "/forms/changes", "change_form", created, a.changeForm),

		// Staff of the organ.
		get(a, "/staff", "staff", a.staff),
		act(a, "/staff/entries", "enter_staff", a.enterStaff),
		act(a, "/divisions", "add_division", a.addDivision),
		act(a, "/divisions/removal", "remove_division", a.removeDivision),

		// Between handlers.
		get(a, "/handlers", "handlers", a.handlers),
		act(a, "/copies/{id}/handover", "hand_over", a.handOver),
		post(a, "/handovers", "hand_over_all", ok, a.handOverAll),

		// From the filing to the decision.
		post(a, "/intake", "take_in", ok, a.takeIn),
		post(a, "/matters", "file", created, a.file),
		act(a, "/records/{id}/numbers", "add_number", a.addNumber),
		get(a, "/records/{id}/guardians", "guardians", a.guardians),
		act(a, "/records/{id}/barred-guardians", "bar_guardian", a.barGuardian),
		act(a, "/records/{id}/history", "add_history", a.addHistory),
		act(a, "/records/{id}/explanations", "explain", a.explain),
		act(a, "/records/{id}/conclusion", "conclude", a.conclude),
		act(a, "/records/{id}/effect", "confirm_effect", a.confirmEffect),
		act(a, "/records/{id}/late-appeal", "late_appeal", a.lateAppeal),
		post(a, "/records/{id}/decisions", "propose", created, a.propose),
		get(a, "/decisions/{id}", "decision", a.decision),
		post(a, "/decisions/{id}/approval", "approve", ok, a.approve),
		post(a, "/approvals", "approve_plain", ok, a.approvePlain),
		act(a, "/records/{id}/admission", "admit", a.admit),
		post(a, "/feeds", "feed", ok, a.feed),
		post(a, "/held/{id}/matter", "take_held", created, a.takeHeld),

		// From the notice to the seal.
		post(a, "/records/{id}/notices", "draft_notice", created, a.draftNotice),
		act(a, "/notices/{id}/issue", "issue_notice", a.issueNotice),
		get(a, "/notices/{id}/document", "notice_text", a.noticeText),
		ask(a, "/notices/{id}/envelope", "envelope", a.envelope),
		get(a, "/notices/{id}/files", "notice_files", a.noticeFiles),
		get(a, "/matters/{id}/papers", "case_papers", a.casePapers),
		get(a, "/matters/{id}/papers/files", "case_paper", a.casePaper),
		post(a, "/notices/{id}/receipt", "receive", ok, a.receive),
		get(a, "/notices/{id}/coordination", "coordination", a.coordination),
		act(a, "/notices/{id}/forwarding", "forward", a.forward),
		act(a, "/notices/{id}/person-receipt", "receive_by_person", a.receiveByPerson),
		post(a, "/copies/{id}/knowers", "list_knower", created, a.listKnower),
		get(a, "/copies/{id}/knowers", "knowers", a.knowers),
		act(a, "/knowers/{id}/telling", "tell_knower", a.tellKnower),
		get(a, "/knowers/{id}/files", "secrecy_notice", a.secrecyNotice),
		act(a, "/notices/{id}/entrustment", "entrust_service", a.entrustService),
		act(a, "/notices/{id}/person-end", "end_service", a.endService),
		act(a, "/copies/{id}/enforcement-end", "end_enforcement", a.endEnforcement),
		post(a, "/copies/{id}/confirmations", "confirm", ok, a.confirm),

		// Where else copies are, and where volumes stand.
		get(a, "/copies/{id}/places", "places", a.places),
		act(a, "/copies/{id}/places", "check_place", a.checkPlace),
		act(a, "/places/{id}/answer", "answer_place", a.answerPlace),
		act(a, "/custody", "move_volume", a.moveVolume),

		// Marks in the organ's own systems.
		post(a, "/copies/{id}/marks", "request_mark", created, a.requestMark),
		get(a, "/marks", "marks", a.marks),
		act(a, "/marks/{id}/acknowledgement", "acknowledge_mark", a.acknowledgeMark),

		// Whether the seals hold.
		get(a, "/probes", "probes", a.probes),
		post(a, "/probe-orders", "order_probes", created, a.orderProbes),
		act(a, "/probe-orders/{id}/end", "end_probes", a.endProbes),
		post(a, "/probe-orders/{id}/runs", "probe", ok, a.probe),
		act(a, "/holdings/{id}/probes", "record_probe", a.recordProbe),
		act(a, "/holdings/{id}/sealing", "seal_again", a.sealAgain),
		post(a, "/probe-requests", "ask_probe", ok, a.askProbe),

		// At the window.
		post(a, "/certificates", "certify", created, a.certify),
		get(a, "/certificates/{id}", "reissue", a.reissue),
		get(a, "/certificates/{id}/namesakes", "namesake", a.namesake),
		act(a, "/certificates/{id}/settlement", "settle_namesake", a.settleNamesake),
		get(a, "/certificates/{id}/files", "certificate_files", a.certificateFiles),
		post(a, "/verifications", "accept_for_verification", created, a.acceptForVerification),
		get(a, "/verifications/{id}", "view_verification", a.viewVerification),
		post(a, "/certificates/{id}/verifications", "propose_verification", created, a.proposeVerification),
		act(a, "/verifications/{id}/decision", "decide_verification", a.decideVerification),
		act(a, "/verifications/{id}/end", "end_verification", a.endVerification),
		post(a, "/certificates/{id}/receipts", "certificate_receipt", created, a.certificateReceipt),
		ask(a, "/tracking", "track", a.track),
		get(a, "/instructions", "print_instructions", a.instructions),
		get(a, "/redirections", "redirect_applicant", a.redirect),
		get(a, "/issuing", "issuing", a.issuing),
		act(a, "/feeds/extent", "state_feed", a.stateFeed),
		post(a, "/inquiries", "inquire", created, a.inquire),
		get(a, "/inquiries", "inquiries", a.inquiries),
		get(a, "/inquiries/{id}", "inquiry", a.inquiry),
		post(a, "/inquiries/{id}/basis", "review_basis", ok, a.reviewBasis),
		get(a, "/inquiries/{id}/undertaking", "undertaking", a.undertaking),
		act(a, "/inquiries/{id}/signatures", "sign_undertaking", a.signUndertaking),
		act(a, "/inquiries/{id}/person", "name_person", a.namePerson),
		post(a, "/inquiries/{id}/permission", "permit_inquiry", ok, a.permitInquiry),
		post(a, "/inquiries/{id}/answer", "answer_inquiry", ok, a.answerInquiry),
		post(a, "/inquiries/{id}/copies", "take_copy", created, a.takeCopy),
		get(a, "/misuses", "misuses", a.misuses),
		act(a, "/misuses/{id}/closing", "close_misuse", a.closeMisuse),
		post(a, "/inquiries/{id}/misuse", "report_misuse", created, a.reportMisuse),
		get(a, "/titles", "titles", a.titles),
		post(a, "/files", "mark_file", created, a.markFile),
		get(a, "/files", "marked_files", a.markedFiles),
		get(a, "/files/{id}", "marked_file", a.markedFile),
		act(a, "/files/{id}/label", "label_file", a.labelFile),
		act(a, "/files/{id}/redactions", "list_redactions", a.listRedactions),
		act(a, "/files/{id}/copies", "give_file_copy", a.giveFileCopy),
		ask(a, "/traces", "trace", a.trace),
		ask(a, "/scans", "scan", a.scan),
		ask(a, "/labels", "labels", a.labels),
		act(a, "/papers/{id}/scan", "file_scan", a.fileScan),
		get(a, "/papers/{id}/scan", "stamped_scan", a.stampedScan),
		act(a, "/certificates/{id}/void", "void_number", a.voidNumber),
		get(a, "/papers/voids", "voids", a.voids),
		get(a, "/papers/revoked", "revoked_papers", a.revokedPapers),

		// After the seal.
		post(a, "/records/{id}/grounds", "report_ground", created, a.reportGround),
		post(a, "/grounds/{id}/examination", "examine_ground", ok, a.examine),
		act(a, "/grounds/{id}/lifting", "lift", a.lift),
		get(a, "/grounds/{id}", "view_unsealing", a.viewUnsealing),
		act(a, "/records/{id}/reopening", "reopen", a.reopen),
		act(a, "/records/{id}/telling", "tell_seal", a.tellSeal),
		post(a, "/records/{id}/corrections", "report_correction", created, a.reportCorrection),
		get(a, "/corrections/{id}", "review", a.review),
		act(a, "/corrections/{id}/closing", "close_review", a.closeReview),
	}
}
