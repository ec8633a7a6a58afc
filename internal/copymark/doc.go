// Package copymark marks every page of sealed material that leaves the vault for a
// reader, and finds the mark again on a copy that turns up.
//
// A mark is a short code, drawn at random for one disclosure, with the organ that
// gave the page out, who read it, when, and the number of the grant. All of it
// stands pale and slanted across the page, again and again; the code alone also
// stands as a small QR code in the margin. The code is found again from the file,
// from a scan, and from a photograph of a printed page.
//
// How a reader of pages uses it: make one Mark with NewCode for a disclosure, commit
// it with the entry in the log, then for each page
//
//	copymark.Page(file, n, mark)    // page n of an upload, PDF or picture, as a PDF of one page
//	copymark.Stamp(file, mark)      // all pages, for a copy that is handed out
//	mark.On(document)               // a paper that package pdf sets
//	mark.SVG()                      // over a page of HTML that shows text
//
// What a code stands for is kept by package registry, whose act trace answers for it.
// These calls are the whole interface and stay as they are.
//
// # What it promises
//
//   - There is no page without its mark: what cannot be marked is an error, and
//     nothing is returned.
//   - The mark says nothing of the person whose record it is.
//   - A file that kept to the rules of PDF before does so afterwards.
//
// # What it does not do
//
// It keeps nobody from copying a text by hand, and a mark in a file can be taken out
// with effort: it tells an honest finder and a careless leaker apart from the rest,
// and no more. It does not read the slanted text from a picture; a person can.
// Uploads lose nothing but what cannot be shown on one page: bookmarks, forms,
// attachments and scripts of the file.
package copymark
