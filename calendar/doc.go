// Package calendar counts the days of the law: which days are working days in
// China, when a statutory term ends, and from when a judgment is effective.
//
// It guarantees:
//
//   - No clock. Every question carries its dates; the same question has the same
//     answer on any day.
//   - No guess. Working days come from the yearly notices of the State Council
//     that stand in the embedded table. For a year without a notice only weekends
//     are known, and every answer that touches it says Provisional.
//   - Days of two kinds that cannot be mixed: NaturalDays and WorkingDays are
//     different types, and a Term holds exactly one of them.
//   - Statutory terms and internal targets never look alike: a target for what
//     the Measures call "promptly" (及时) has Standing Internal, and only a target
//     can be changed.
//   - Every answer explains itself day by day, in Chinese and English, from codes
//     that can be stored.
//
// Two rules of counting carry everything. In natural days (Criminal Procedure
// Law, Article 105) the day of the event does not count, and an end on a day off
// moves to the first working day after it; a make-up working Saturday is a
// working day, so a term that ends on it does not move. In working days (Articles
// 15 and 16 of the Measures) counting starts on the day after acceptance and
// passes over every day off.
//
// A provisional date can move both ways once the notice is out: a weekday may
// become a holiday, and a weekend day a working day. Deadline.Plain, the end
// without any day off, is the day that is safe to aim at meanwhile.
//
// The package does not decide whether a term applies, does not watch deadlines,
// and does not know the holidays of single ethnic regions; those come in as an
// Override with its source. The effective date of a judgment is computed by named
// rules and always has to be confirmed by a person.
package calendar
