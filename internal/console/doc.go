// Package console is the web console: pages rendered on the server, which work
// with scripts switched off.
//
// It holds no rule, opens no particular and writes nothing: every page asks the
// registry, which decides, logs and answers. What somebody may not see is the one
// page of "not found", whether it is sealed, another's or never was. A person's name
// stands in the body of a page and nowhere else: not in an address, a title, a
// cookie or a header.
//
// Each page has two files, page_NAME.go and templates/NAME.html. A handler returns
// an error and (*visit).fail, in one place, makes it a status and a page. Forms keep
// what was typed and say what is wrong at the field and in a summary with links.
// All words stand in the catalogues; New fails when a template names one that does
// not.
//
// The browser may load nothing that is not of this origin, and no script or style
// that is written into a page. The two scripts are comfort: one recomputes part of a
// form while somebody types, the other knows the keys. Nothing is kept by the
// browser but the pages' looks.
//
// It opens no port: TLS, limits and health belong to package server.
package console
