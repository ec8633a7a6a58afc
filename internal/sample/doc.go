// Package sample holds the synthetic district that the demonstration, the
// measurements and the tests work on: organs, staff, and persons who do not
// exist.
//
// Nothing in it is real: the organs are invented, names and numbers are computed
// from a seed. Equal seeds give equal people for ever, so that a measurement can
// be repeated.
package sample
