// Package swap is the swap game, the test of silence (Articles 10, 15, 16).
//
// There are two worlds of the same shape. In the one X is sealed and Y was never
// known; in the other Y is sealed and X was never known. Organs, staff, clock, the
// acts and their order are the same in both, so every count and total is equal by
// construction. A probe asks about a person, in both worlds the same question.
// Whatever differs tells which of the two is sealed and is a leak: a byte, an
// error, its code, a row more, a row longer, an entry in the log more or another.
// Only random identifiers are masked.
//
// A new surface (command, page, route, export) takes part by adding probes:
//
//	swap.Probe{Name: "GET /search as window", Run: func(w *swap.World, p fengcun.Person) ([]byte, error) { … }}
//
// Strangers' probes (Strangers) ask by particulars: name, number, case number.
// None may differ. Involved probes (Involved) ask by identifiers that only those
// who worked on the record were ever shown. What differs there must stand in the
// leakage table (Leakage, docs/leakage.md), and what stands in the table must
// differ, so that the table stays small and true.
//
// What the game does not measure: time (package timing does), and traffic outside
// the process.
package swap
