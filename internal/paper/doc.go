// Package paper reads back what package pdf wrote: the text of a paper, line by
// line, and the QR codes drawn on it. Of a PDF of any maker it gives the pictures,
// which is what a scanner puts into one.
//
// It is a reader of one writer's files, not of PDF. A file that another program
// wrote, or wrote anew, may give no text at all; nothing is then concluded from
// that. What it does give is what the file draws, hidden or not: whether it is what
// somebody sees is for the signature to say.
//
// A damaged or hostile file gives less, never a panic, and costs no more than the
// limits below.
package paper
