// Command fengcun (封存) carries out the 2022 Measures on the sealing of juvenile
// criminal records from the command line.
//
// There are two kinds of commands. The pure ones (decide, deadline, effective,
// law, roster check, policy why, version) need nothing but their arguments. The
// others work on an installation: a data directory, its keys and its database,
// opened for the time of one command.
//
// Manners, the same for every command:
//
//   - The answer goes to standard output: text in the reader's language, or with
//     --json one JSON value to a line, in the shape that docs/cli.md gives.
//   - An error is one plain sentence and one hint on standard error, and an exit
//     status that depends on its kind alone (exit.go). Neither errors nor log
//     lines carry a name, an ID number or a case number.
//   - Colour and progress bars appear on a terminal only, and no colour under
//     NO_COLOR.
//   - An output file is there whole or not at all, and is never overwritten.
//
// The command line signs nobody in. Whoever can unlock the key files of a data
// directory can act here as any of its staff; --as only has to name somebody who
// is on the books, and everything done is logged under that name.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

// heapGrowth is by how much, in percent, the heap grows between two collections.
// The program's own heap is small beside the caches of the database; to collect it
// less often takes some tens of megabytes and saves a tenth of a bulk act.
const heapGrowth = 300

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, system(), os.Args[1:]))
}
