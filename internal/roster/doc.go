// Package roster reads the lists of juvenile cases that organs really keep: an
// .xlsx workbook or a CSV file (UTF-8, with or without byte order mark, or
// GB18030), in the headings of courts, with the columns in any order.
//
// What it guarantees:
//
//   - Nothing is guessed. A cell that is not understood to its last character
//     leaves its fact missing and an issue on the row. A missing fact becomes
//     "undecided" later, never "not sealed".
//   - The report is computed from the file alone. This package knows no database,
//     so no issue can say that a person is already on file, sealed or not.
//   - Issues, reports and errors hold rows, columns, codes and counts, never a
//     particular. What the file says about a person leaves only in a Row.
//   - A bad row never stops the others. A damaged, foreign or oversized file ends
//     in one error with a remedy.
//   - Nothing of the file is written anywhere: no temporary file, no log line.
//   - Memory does not grow with the sheet, apart from the shared strings of a
//     workbook, a bounded list of issues and 24 bytes per row against doubles.
//
// The workbook is read part by part from the archive rather than through a
// spreadsheet library, for three reasons found in the library that this package
// uses as the oracle of its tests: its streaming reader spills large sheets into
// plaintext temporary files, takes damaged XML for the end of the sheet, and
// gives neither the type nor the formula of a cell.
//
// What it does not do: it takes no legal decision, stores nothing, and knows no
// persons but those of the one file. Rows handed over before Read returned an
// error belong to a file that was not read to its end; the caller discards them.
package roster
