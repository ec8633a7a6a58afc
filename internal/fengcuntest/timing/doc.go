// Package timing is the test that the time of an answer tells nothing (P5; leaks
// 5). It stands beside the swap game, which compares everything but time.
//
// An oracle is one question that a stranger can ask and time. It is asked about
// people whose record is sealed and about people who were never known, many of
// each, so that what belongs to one person (where a digest falls in an index) is
// no difference between the two. Beside every question stand two controls: the
// same question about somebody never known once more, which must show no
// difference, and that question with one microsecond more of work, which must
// show one. A run whose controls fail says nothing and is void.
//
// The four kinds of sample are taken in random order in the same minute, so that
// whatever the machine does meanwhile does to all of them. Samples above a common
// quantile are cut off (interrupts, collection of garbage), and Welch's t of what
// is left is the difference in units of its own uncertainty. A leak is the same
// sign above Limit in at least two of three valid runs.
//
// What it does not see: differences far below a microsecond, other engines'
// networks, and what an attacker on the same machine could measure otherwise. A
// leak that is found is put right by making the work equal, never by a delay:
// a delay on top of unequal work is seen as well.
package timing
