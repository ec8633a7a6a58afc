// Package locale says things in the reader's language: the sentences of errors,
// the names of states, roles, organs, dispositions and acts, and dates.
//
// There are two catalogues, catalogue/zh-CN first and catalogue/en, each a file
// for the acts and one for each surface that has words of its own. They have the same keys and the same placeholders, and every code of a
// fengcun.Error that any source of the module can make has a sentence and a hint
// in both: tests see to it, so that nobody meets a bare code or an English
// sentence in a Chinese console.
//
// A sentence is plain: what happened, where, what to do. It never holds a
// particular of a person, because a fengcun.Error holds none, and an error
// without a known code gives the one fixed sentence of the internal error, which
// reveals nothing.
//
// The package has no state beyond the catalogue of a Locale, reads no
// environment and chooses no language by itself. Reasons of decisions and
// deadlines are rendered by packages law and calendar, and what is wrong in a
// roster by package roster; only their errors are said here.
package locale
