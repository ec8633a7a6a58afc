// Package law decides, from facts, what the Measures for the Implementation of
// the Sealing of Juvenile Criminal Records (2022) demand: whether the record of
// one person in one matter is sealed (Decide), and whether a seal is lifted
// (DecideUnsealing). Facts go in, a verdict with its reasons comes out.
//
// # What it guarantees
//
// A decision is a pure function of the facts and of the day for which it is
// asked. The package reads no clock, no file and no table, and any rule of law
// stands in exactly one function, beside the number of its article.
//
// Doubt protects the person (Article 1). Facts are three-valued: yes, no, not
// known. The verdict is evaluated over everything the unknown facts could turn
// out to be; NotSeal is given only when each of those completions gives it, and
// only when the outcome has provably taken effect. Everything else is Undecided,
// and Undecided is withheld exactly like Seal. Facts that contradict each other
// are an error in ParseFacts, and Undecided in Decide; no path leads from an
// error to a disclosure.
//
// What a machine cannot find it does not guess: the main criminal act of Article
// 4(2), a birth date that documents dispute, the birthday of a person born on 29
// February, control to be served beside five years, a retrial that ends at
// exactly five years. These wait for a HumanFinding with its reasons, and the
// decision names what is missing and who must find it.
//
// Every decision explains itself: a tree of findings, each with a code, the
// provision it rests on, an answer, the facts used and the facts missing. Codes
// and facts are stored; sentences are rendered, in Chinese or English, when
// somebody reads (Decision.Render).
//
// # What it does not do
//
// It computes no deadline (package calendar), authorises nobody, serves nothing
// and seals nothing. It does not judge whether a conviction was right. It takes
// no position on disputed later effects of a sealed record. And it knows nothing
// of an offence that would be excluded from sealing, because the Measures
// exclude none.
//
// Facts and Decision hold a birth date and the days of acts. They are
// particulars: they refuse to be printed or logged, and whoever stores them
// deposits them in the vault.
package law

//go:generate go run ./internal/gendocs
