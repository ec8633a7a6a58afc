// Package fengcun (封存) holds the nouns of the Measures for the Implementation
// of the Sealing of Juvenile Criminal Records (2022) and their invariants.
//
// The file list of this package is the glossary: whoever knows the law finds its
// terms here, and whoever reads the code learns the law's terms from it. A state
// machine of the law is a type with its lawful transitions beside it; a
// transition that is not in the table is refused with the name of the state and
// the article.
//
// The package does no input or output, reads no clock and imports the standard
// library only. It takes no legal decision: that is package law. It computes no
// deadline: that is package calendar. It protects nothing by itself, but the
// particulars of a person have a type here (Particular) that refuses to be
// printed, logged or marshalled.
package fengcun
