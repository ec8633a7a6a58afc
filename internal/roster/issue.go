package roster

// Severity says what an issue does to its row.
type Severity string

// The severities.
const (
	Refused Severity = "error"   // the row is not taken
	Warned  Severity = "warning" // the row is taken; a fact that was not understood stays missing
)

// Code names a kind of issue. It is a key of the catalogue and stable.
type Code string

// Remedy names what the sender can do about an issue or an error. It is a key of
// the catalogue and stable.
type Remedy string

// The remedies.
const (
	RemedyFormatAsText  Remedy = "format_as_text"
	RemedyFormatAsDate  Remedy = "format_as_date"
	RemedyFullDate      Remedy = "write_full_date"
	RemedyCheckDates    Remedy = "check_dates"
	RemedyCheckIdentity Remedy = "check_identity"
	RemedyCheckText     Remedy = "check_text"
	RemedyExportAgain   Remedy = "export_again"
	RemedyPasteValues   Remedy = "paste_values"
	RemedyUnmerge       Remedy = "unmerge"
	RemedyShowHidden    Remedy = "show_hidden"
	RemedyUseTerms      Remedy = "use_terms"
	RemedyFillIn        Remedy = "fill_in"
	RemedyRemoveDouble  Remedy = "remove_double"
	RemedyRegisterOrgan Remedy = "register_organ"
	RemedyUseHeadings   Remedy = "use_headings"
	RemedySaveAsXLSX    Remedy = "save_as_xlsx"
	RemedyRemoveLock    Remedy = "remove_password"
	RemedySendAgain     Remedy = "send_again"
	RemedySplitFile     Remedy = "split_file"
	RemedySaveAsUTF8    Remedy = "save_as_utf8"
)

// The issues of a file as a whole. Their Row is 0 or that of the headings.
const (
	HeadingUnknown Code = "heading.unknown"
	ColumnHidden   Code = "column.hidden"
	SheetHidden    Code = "sheet.hidden"
	SheetNotRead   Code = "sheet.not_read"
)

// The issues of a cell whatever it means.
const (
	RowHidden      Code = "row.hidden"
	RowDouble      Code = "row.double"
	RowConflict    Code = "row.conflict"
	CellTooLong    Code = "cell.too_long"
	CellFormula    Code = "cell.formula"
	CellError      Code = "cell.error"
	CellMerged     Code = "cell.merged"
	CellOutside    Code = "cell.outside_headings"
	TextDamaged    Code = "text.damaged"
	TextInvisible  Code = "text.invisible"
	TextScript     Code = "text.script"
	TextInnerSpace Code = "text.inner_space"
	QuoteUnclosed  Code = "csv.quote"
)

// The issues of one fact.
const (
	NameEmpty           Code = "name.empty"
	SexUnknown          Code = "sex.unknown"
	IDScientific        Code = "id.scientific"
	IDForm              Code = "id.form"
	IDChecksum          Code = "id.checksum"
	IDPrecision         Code = "id.precision_lost"
	IDBirthDiffers      Code = "id.birth_differs"
	IDSexDiffers        Code = "id.sex_differs"
	BirthMissing        Code = "birth.missing"
	DateUnknown         Code = "date.unknown"
	DateTwoDigitYear    Code = "date.two_digit_year"
	DateImpossible      Code = "date.impossible"
	DatePartial         Code = "date.partial"
	DateLunar           Code = "date.lunar"
	DateSerial          Code = "date.serial"
	DateFuture          Code = "date.future"
	ActMissing          Code = "act.missing"
	ActReversed         Code = "act.reversed"
	ActBeforeBirth      Code = "act.before_birth"
	JudgmentBeforeAct   Code = "judgment.before_act"
	EffectiveBefore     Code = "effective.before_judgment"
	ConcludedBeforeAct  Code = "concluded.before_act"
	CaseNumberForm      Code = "case_number.form"
	CaseNumberMissing   Code = "case_number.missing"
	OutcomeMissing      Code = "outcome.missing"
	OutcomeUnknown      Code = "outcome.unknown"
	OutcomeAmbiguous    Code = "outcome.ambiguous"
	OutcomeContradicts  Code = "outcome.contradicts"
	SentenceUnknown     Code = "sentence.unknown"
	SentenceSeveral     Code = "sentence.several"
	SentenceKindMissing Code = "sentence.kind_missing"
	TermMissing         Code = "term.missing"
	TermNegative        Code = "term.negative"
	TermOutOfRange      Code = "term.out_of_range"
	PenaltyUnknown      Code = "penalty.unknown"
	AnswerUnknown       Code = "answer.unknown"
	OrganUnknown        Code = "organ.unknown"
	GuardianUnknown     Code = "guardian.unknown"
	VolumesUnknown      Code = "volumes.unknown"
)

type nature struct {
	severity Severity
	remedy   Remedy
}

// natures says of each code what it does to the row and what helps. A text that
// could be another person's, another day or another sentence refuses the row;
// what is only absent or unclear leaves the fact missing.
var natures = map[Code]nature{
	HeadingUnknown: {Warned, RemedyUseHeadings},
	ColumnHidden:   {Warned, RemedyShowHidden},
	SheetHidden:    {Warned, RemedyShowHidden},
	SheetNotRead:   {Warned, RemedySplitFile},

	RowHidden:      {Warned, RemedyShowHidden},
	RowDouble:      {Refused, RemedyRemoveDouble},
	RowConflict:    {Warned, RemedyRemoveDouble},
	CellTooLong:    {Refused, RemedyCheckText},
	CellFormula:    {Refused, RemedyPasteValues},
	CellError:      {Refused, RemedyPasteValues},
	CellMerged:     {Refused, RemedyUnmerge},
	CellOutside:    {Refused, RemedyExportAgain},
	TextDamaged:    {Refused, RemedyExportAgain},
	TextInvisible:  {Warned, RemedyCheckText},
	TextScript:     {Warned, RemedyCheckText},
	TextInnerSpace: {Warned, RemedyCheckText},
	QuoteUnclosed:  {Refused, RemedyExportAgain},

	NameEmpty:           {Refused, RemedyFillIn},
	SexUnknown:          {Warned, RemedyUseTerms},
	IDScientific:        {Refused, RemedyFormatAsText},
	IDForm:              {Warned, RemedyCheckIdentity},
	IDChecksum:          {Warned, RemedyCheckIdentity},
	IDPrecision:         {Warned, RemedyFormatAsText},
	IDBirthDiffers:      {Warned, RemedyCheckIdentity},
	IDSexDiffers:        {Warned, RemedyCheckIdentity},
	BirthMissing:        {Warned, RemedyFillIn},
	DateUnknown:         {Warned, RemedyFullDate},
	DateTwoDigitYear:    {Refused, RemedyFullDate},
	DateImpossible:      {Refused, RemedyCheckDates},
	DatePartial:         {Warned, RemedyFullDate},
	DateLunar:           {Warned, RemedyFullDate},
	DateSerial:          {Warned, RemedyFormatAsDate},
	DateFuture:          {Refused, RemedyCheckDates},
	ActMissing:          {Warned, RemedyFillIn},
	ActReversed:         {Refused, RemedyCheckDates},
	ActBeforeBirth:      {Refused, RemedyCheckDates},
	JudgmentBeforeAct:   {Refused, RemedyCheckDates},
	EffectiveBefore:     {Refused, RemedyCheckDates},
	ConcludedBeforeAct:  {Refused, RemedyCheckDates},
	CaseNumberForm:      {Warned, RemedyCheckText},
	CaseNumberMissing:   {Warned, RemedyFillIn},
	OutcomeMissing:      {Warned, RemedyFillIn},
	OutcomeUnknown:      {Warned, RemedyUseTerms},
	OutcomeAmbiguous:    {Warned, RemedyUseTerms},
	OutcomeContradicts:  {Warned, RemedyUseTerms},
	SentenceUnknown:     {Warned, RemedyUseTerms},
	SentenceSeveral:     {Warned, RemedyUseTerms},
	SentenceKindMissing: {Warned, RemedyUseTerms},
	TermMissing:         {Warned, RemedyFillIn},
	TermNegative:        {Refused, RemedyUseTerms},
	TermOutOfRange:      {Warned, RemedyUseTerms},
	PenaltyUnknown:      {Warned, RemedyUseTerms},
	AnswerUnknown:       {Warned, RemedyUseTerms},
	OrganUnknown:        {Warned, RemedyRegisterOrgan},
	GuardianUnknown:     {Warned, RemedyCheckText},
	VolumesUnknown:      {Warned, RemedyUseTerms},
}

// Column names a column: its letter, and its heading where the heading is one
// that this package knows. The text of an unknown heading is never repeated: in
// a file without headings it would be a person's.
type Column struct {
	Letter  string // "A"; in a CSV file too, where the first field is A
	Heading string // standard Chinese heading, "" if unknown
	field   Field
}

// Issue is something wrong in the file. It holds no particular.
type Issue struct {
	Row      int    // row of the sheet, first line of the CSV record; 0: the file as a whole
	Column   Column // zero: the row as a whole
	Code     Code
	Severity Severity
	Remedy   Remedy
	Number   int // the other row, the count or the bound of which the sentence speaks
}

func newIssue(row int, column Column, code Code, number int) Issue {
	n := natures[code]
	return Issue{Row: row, Column: column, Code: code, Severity: n.severity, Remedy: n.remedy, Number: number}
}

// Refuses reports whether a code is one for which a row is refused.
func Refuses(code Code) bool { return natures[code].severity == Refused }

// Refusal is the issue for which a row was refused, of which only this is kept.
func Refusal(row int, heading string, code Code) Issue {
	return newIssue(row, Column{Heading: heading}, code, 0)
}
