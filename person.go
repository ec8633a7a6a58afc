package fengcun

// Sex as the identity document states it.
type Sex string

// The values of Sex.
const (
	SexUnknown Sex = ""
	Male       Sex = "male"
	Female     Sex = "female"
)

// Certainty says how well a date is known to the organ that found it.
type Certainty string

// The degrees of certainty. The zero value is exact.
const (
	Exact     Certainty = ""          // proven to the day
	Estimated Certainty = "estimated" // day or month not proven
	Lunar     Certainty = "lunar"     // given by the lunar calendar, not converted
	Disputed  Certainty = "disputed"  // documents contradict each other
)

// DocumentKind is the kind of an identity document.
type DocumentKind string

// The kinds of identity document.
const (
	ResidentID       DocumentKind = "resident_id"        // 居民身份证
	PermanentResCard DocumentKind = "permanent_resident" // 外国人永久居留身份证
	HKMacaoPermit    DocumentKind = "hk_macao_permit"    // 港澳居民来往内地通行证、居住证
	TaiwanPermit     DocumentKind = "taiwan_permit"      // 台湾居民来往大陆通行证、居住证
	Passport         DocumentKind = "passport"           // 护照
)

// DocumentKinds lists the kinds in the order of the constants.
func DocumentKinds() []DocumentKind {
	return []DocumentKind{ResidentID, PermanentResCard, HKMacaoPermit, TaiwanPermit, Passport}
}

// IdentityDocument is one document of a person, with its source. A person may
// have any number of them, or none.
type IdentityDocument struct {
	Kind   DocumentKind
	Number Particular
	Source string // where the organ saw it: "case file", "household register"
	From   Date   // since when; zero if not known
}

// Name is one name of a person with its source; a person may have several.
type Name struct {
	Text   Particular
	Source string
	From   Date
}

// Guardian is a legal representative or close relative.
type Guardian struct {
	Name     Particular
	Relation string // code: father, mother, guardian, close_relative
	Contact  Particular
	Barred   bool // victim, co-accused or deprived of guardianship in this matter
	Papers   bool // guardian's papers of a person of age without full capacity were shown
}

// BarReason is why a representative may not act in a matter.
type BarReason string

// The reasons.
const (
	BarVictim    BarReason = "victim"     // 系被害人
	BarCoAccused BarReason = "co_accused" // 系同案人
	BarDeprived  BarReason = "deprived"   // 被撤销监护人资格
)

// BarReasons lists every reason.
func BarReasons() []BarReason { return []BarReason{BarVictim, BarCoAccused, BarDeprived} }

// Person is the subject of a record (涉案未成年人) as the deciding organ found
// it. The birth date is that organ's finding: a later correction in a register
// raises a review, never a change.
type Person struct {
	Names          []Name
	Sex            Sex
	Birth          Date
	BirthCertainty Certainty
	Documents      []IdentityDocument
	Guardians      []Guardian
}
