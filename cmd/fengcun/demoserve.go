package main

import (
	"fmt"

	"fengcun/internal/config"
	"fengcun/internal/sample"
	"fengcun/internal/server"
)

// serve ends the story with the pages of the same installation, for whoever wants to
// go on by hand: on this machine only, with a certificate made for the occasion.
func (d *demo) serve(listen string) error {
	password, err := sample.OpenAccounts(d.ctx, d.nodes[0].Registry)
	if err != nil {
		return err
	}
	if err := sample.NameStaff(d.ctx, d.nodes[0].Registry); err != nil {
		return err
	}
	certificate, err := server.SelfSigned(d.clock())
	if err != nil {
		return err
	}
	s, err := d.listen(d.nodes[0].Node, config.Server{Listen: listen}, certificate, true)
	if err != nil {
		return err
	}
	d.head("打开网页", "Open the pages")
	for _, line := range addressesOf(s).text(d.voice) {
		d.line("%s", "%s", line)
	}
	d.line("证书为本机演示自签，浏览器会提示一次", "the certificate is self-signed for this demo; the browser will ask once")
	d.line("%s", "%s", d.field("word.sample_password", password.Reveal()))
	var rows [][]string
	for _, organ := range sample.Organs() {
		for _, member := range sample.Staff() {
			if member.Organ == organ.ID {
				rows = append(rows, []string{"  " + string(member.Staff), organ.Name, d.term("role", string(member.Role))})
			}
		}
	}
	if err := d.writeLines(table(rows)); err != nil {
		return err
	}
	fmt.Fprintf(d.stdout, "\n%s\n", d.say("demo.stop", nil))
	return s.Serve(d.ctx)
}
