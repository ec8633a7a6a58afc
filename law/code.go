package law

// Code names a finding. Codes are stored with decisions and never change their
// meaning; their sentences are in the catalogues.
type Code string

// The verdict codes stand at the root of a tree.
const (
	CodeSeal       Code = "verdict.seal"
	CodeNotSeal    Code = "verdict.not_seal"
	CodeUndecided  Code = "verdict.undecided"
	CodeNotYet     Code = "verdict.not_yet"
	CodeOtherLaw   Code = "verdict.other_law"
	CodeLift       Code = "verdict.lift"
	CodeStaySealed Code = "verdict.stay_sealed"
)

// The findings on the input and on time.
const (
	CodeFactsContradictory  Code = "facts.contradictory"
	CodeRulesInForce        Code = "rules.in_force"
	CodeOutcomeMissing      Code = "outcome.missing"
	CodeOutcomeEffective    Code = "outcome.effective"
	CodeProceedingsRunning  Code = "proceedings.running"
	CodeConditional         Code = "proceedings.conditional_non_prosecution"
	CodeProsecutionWithdraw Code = "proceedings.prosecution_withdrawn"
	CodeReopened            Code = "proceedings.reopened"
	CodeClosedBefore2013    Code = "closing.before_2013"
	CodeClosedUnderCPL      Code = "closing.under_procedure_law"
	CodeEarlierReplaced     Code = "outcome.earlier_replaced"
)

// The findings on the kind of outcome.
const (
	CodeConviction            Code = "outcome.conviction"
	CodeExempt                Code = "outcome.exempt"
	CodeNonProsecution        Code = "outcome.non_prosecution"
	CodeNotConvicted          Code = "outcome.not_convicted"
	CodeAcquittedInsufficient Code = "outcome.acquitted_insufficient"
	CodeAcquittedInnocent     Code = "outcome.acquitted_innocent"
	CodeAdminPenalty          Code = "outcome.admin_penalty"
	CodePublicSecurity        Code = "outcome.public_security"
	CodeSpecialEducation      Code = "outcome.special_education"
	CodeCrimeKind             Code = "crime_kind.no_bar"
)

// The findings on age.
const (
	CodeMinorAtActs        Code = "age.minor_at_all_acts"
	CodeActAge             Code = "age.act"
	CodeActStraddles       Code = "age.act_straddles"
	CodeLeapDay            Code = "age.leap_day"
	CodeBirthUnproven      Code = "age.birth_unproven"
	CodeActDateUnknown     Code = "age.act_date_unknown"
	CodeAgeFound           Code = "age.found_by_person"
	CodeResponsibility     Code = "age.responsibility"
	CodeStraddling         Code = "straddling"
	CodeMainAct            Code = "straddling.main_act"
	CodeStraddlingNotTried Code = "straddling.not_convicted"
	CodeIdentity           Code = "identity.protected"
)

// The findings on the sentence.
const (
	CodeWithinLimit       Code = "term.within_limit"
	CodeExactlyFive       Code = "term.exactly_five"
	CodeDecidedTerm       Code = "term.decided_counts"
	CodeDetentionAbsorbed Code = "term.detention_absorbed"
	CodeControlBeside     Code = "term.control_beside"
	CodeSupplementary     Code = "term.supplementary_ignored"
	CodeSuspension        Code = "term.suspension_ignored"
	CodeReduction         Code = "term.reduction_ignored"
	CodeNoImprisonment    Code = "term.no_imprisonment"
	CodeLife              Code = "term.life"
	CodeIndependent       Code = "doubt.irrelevant"
	CodeDoubtProtects     Code = "doubt.protects"
)

// The findings on Articles 5, 6 and 7 and on a later crime.
const (
	CodeJointSeparate    Code = "joint_crime.separate"
	CodeUsedElsewhere    Code = "joint_crime.used_in_other_case"
	CodeJointRequest     Code = "request.joint"
	CodeByDefendant      Code = "request.by_defendant"
	CodeByRepresentative Code = "request.by_representative"
	CodeAdultApplicant   Code = "request.adult_applicant"
	CodeCourtConsent     Code = "request.court_consent"
	CodeLaterCrime       Code = "later_crime.stated"
)

// The findings on the grounds for lifting a seal.
const (
	CodeGroundMissing      Code = "ground.missing"
	CodeGroundNewCrime     Code = "ground.new_crime"
	CodeGroundUndetected   Code = "ground.undetected_crime"
	CodeGroundResentence   Code = "ground.resentence"
	CodeGroundJointRequest Code = "ground.joint_request"
	CodeCrimeAsMinor       Code = "ground.crime_as_minor"
	CodeCombined           Code = "ground.combined"
	CodeAfterCompletion    Code = "ground.after_completion"
	CodeOverFive           Code = "ground.over_five"
	CodeByRetrial          Code = "ground.by_retrial"
	CodeResentenceFive     Code = "ground.resentence_to_five"
	CodeJudgmentOnFile     Code = "ground.judgment_on_file"
	CodeJudgmentEffective  Code = "ground.judgment_effective"
	CodeRestsOnAcquittal   Code = "ground.rests_on_acquittal"
	CodeEffectFrom         Code = "ground.effect_from"
)
