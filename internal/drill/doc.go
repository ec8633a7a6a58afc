// Package drill plays the swap game on an organ's own deployment, so that its head can
// see that nothing tells a person with a sealed record from one never known.
//
// No real person is asked about. The drill makes two trial installations beside the
// deployment, with the same program, algorithms, forms and typefaces: in the one X is
// sealed and Y was never known, in the other Y is sealed and X was never known, both
// invented, with the same case at the same organs and hours. It asks every question of
// its list in both, as every member of the staff who could ask it, and compares what
// comes back, what errors say, how many rows and entries of the log there are
// afterwards and how long they are, and what was written to the program's log. By the
// pages and by the interface for case systems it asks as a stranger, as the window at
// which persons and units apply, and as somebody at the deciding organ who never had
// the case, and compares status, length, headers and text of what comes back. Whatever
// differs is a leak. It also looks for the invented persons in every file of the trial
// installations, and for numbers of identity cards in the readable files of the deployment
// itself.
//
// What it does not do: it measures no time (fengcun's tests do), it does not look at
// network traffic, and it says nothing about what staff copy by hand.
package drill
