package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fengcun"
	"fengcun/internal/fengcuntest/district"
	"fengcun/internal/sample"
)

// The swap game over the command line. Two installations of the same district at
// the same time: in the one X is sealed and Y was never known, in the other Y is
// sealed, with the same case at the same organs, and X was never known. Whoever
// asks about X and Y with any command must get the same bytes, the same exit
// status and leave the same number of entries in the log.

var (
	swapX = swapPerson{district.Person("王试甲", "310115200503140019", fengcun.NewDate(2005, 3, 14)), "（2026）沪0101刑初12号"}
	swapY = swapPerson{district.Person("李试乙", "310115200503140035", fengcun.NewDate(2005, 3, 14)), "（2026）沪0101刑初13号"}
)

type swapPerson struct {
	fengcun.Person
	number string
}

func (p swapPerson) name() string { return p.Names[0].Text.Reveal() }
func (p swapPerson) id() string   { return p.Documents[0].Number.Reveal() }

// swapWorld is an installation in which one person is sealed.
func swapWorld(t *testing.T, sealed swapPerson) *district.District {
	t.Helper()
	d := district.Open(t)
	d.Seal(sealed.Person, sealed.number, district.Sentenced(sealed.Birth, fengcun.Term{Years: 3}))
	d.Shut()
	return d
}

// swapCommands are the commands that can be asked about a person.
func swapCommands(p swapPerson, as string) map[string][]string {
	birth := p.Birth.String()
	return map[string][]string{
		"certify":        {"certify", "--as", as, "--name", p.name(), "--id", p.id(), "--birth", birth, "--papers", "application_form,own_identity"},
		"certify verify": {"certify", "--as", as, "--name", p.name(), "--id", p.id(), "--birth", birth, "--papers", "application_form,own_identity", "--verify", "earlier_result"},
		"certify wrong":  {"certify", "--as", as, "--name", p.name() + "某", "--id", p.id(), "--birth", birth, "--papers", "application_form,own_identity"},
		"certify check":  {"certify", "--as", as, "--name", p.name(), "--id", p.id()[:17] + "0", "--birth", birth, "--papers", "application_form,own_identity"},
		"certify 15":     {"certify", "--as", as, "--name", p.name(), "--id", p.id()[:6] + p.id()[8:17], "--birth", birth, "--papers", "application_form,own_identity"},
		"search id":      {"search", "--as", as, "--id", p.id()},
		"search 15":      {"search", "--as", as, "--id", p.id()[:6] + p.id()[8:17]},
		"search name":    {"search", "--as", as, "--name", p.name(), "--birth", birth},
		"search number":  {"search", "--as", as, "--number", p.number},
		"search nothing": {"search", "--as", as, "--name", p.name()},
		"inquire":        {"inquire", "--as", as, "--unit", "某公司", "--purpose", "hiring", "--title", "公司规定"},
		"work":           {"work", "--as", as},
		"show":           {"show", "--as", as, strings.Repeat("0a", 16)},
		"matters":        {"matters", "--as", as},
		"matter":         {"matter", "--as", as, strings.Repeat("0a", 16)},
		"unseal show":    {"unseal", "show", "--as", as, strings.Repeat("0a", 16)},
		"decision":       {"decision", "--as", as, strings.Repeat("0a", 16)},
		"audit verify":   {"audit", "verify", "--as", as},
		"audit log":      {"audit", "log", "--as", as},
		"organs":         {"organs"},
		"papers case":    {"papers", "case", "--as", as, strings.Repeat("0a", 16)},
		"papers print":   {"papers", "print", "--as", as, strings.Repeat("0a", 16), "--form", "explanation_letter"},
		"papers voids":   {"papers", "voids", "--as", as},
		"form blank":     {"form", "blank", "--as", as},
		"trace":          {"trace", "--as", as, "8ZZZ-ZZZZ-ZZZ4"},
		"mark":           {"mark", "request", "--as", as, strings.Repeat("0a", 16), "--holding", strings.Repeat("0a", 16), "--system", "wang-jw", "--row", p.id()},
		"told":           {"told", "--as", as, strings.Repeat("0a", 16), "--to", "person", "--shown", "resident_id", "--alone"},
		"label":          {"label", "show", "--as", as, "ZZ-0000000"},
	}
}

// command runs one command on an installation and returns everything that a
// person could see of it.
func command(d *district.District, lang string, args []string) string {
	var out, errs bytes.Buffer
	variables := map[string]string{"FENGCUN_DATA": d.Dir, "FENGCUN_KEY_FILE": d.Key}
	env := environment{
		stdin: strings.NewReader(""), stdout: &out, stderr: &errs, clock: d.Clock.Now,
		lookup:   func(name string) (string, bool) { v, ok := variables[name]; return v, ok },
		terminal: func(io.Writer) bool { return false },
	}
	status := run(context.Background(), env, append([]string{"--lang", lang}, args...))
	return fmt.Sprintf("%d\n%s\n%s", status, out.String(), errs.String())
}

var (
	randomID = regexp.MustCompile(`[0-9a-f]{32}|[A-Za-z0-9+/]{43}=`) // identifiers and root hashes
	places   = regexp.MustCompile(`\d+ (entries|条)`)
)

// masked takes out of an observation what differs by right.
func maskedFor(text string, p swapPerson) string {
	for _, own := range []string{p.name(), p.id(), p.id()[:17] + "0", p.id()[:6] + p.id()[8:17], p.number} {
		text = strings.ReplaceAll(text, own, "…")
	}
	return places.ReplaceAllString(randomID.ReplaceAllString(text, "#"), "n")
}

func TestSwapGame(t *testing.T) {
	a, b := swapWorld(t, swapX), swapWorld(t, swapY)
	actors := []fengcun.Actor{sample.Second(sample.Court), sample.Member(sample.Procuratorate, fengcun.RoleSupervisor)}
	for _, role := range []fengcun.Role{fengcun.RoleHandler, fengcun.RoleApprover, fengcun.RoleCustodian, fengcun.RoleWindow, fengcun.RoleAuditAdmin} {
		actors = append(actors, sample.Member(sample.Court, role))
	}
	for _, role := range []fengcun.Role{fengcun.RoleHandler, fengcun.RoleCustodian, fengcun.RoleWindow} {
		actors = append(actors, sample.Member(sample.Police, role))
	}
	for i, actor := range actors {
		as := fmt.Sprintf("%s@%s/%s", actor.Staff, actor.Organ, actor.Role)
		lang := []string{"zh-CN", "en"}[i%2]
		// The same questions in both worlds, alternately about X and about Y: in
		// one of them they are about a sealed person, in the other about nobody.
		p := []swapPerson{swapX, swapY}[i/2%2]
		commands := swapCommands(p, as)
		for _, name := range slices.Sorted(maps.Keys(commands)) {
			one, other := maskedFor(command(a, lang, commands[name]), p), maskedFor(command(b, lang, commands[name]), p)
			if one != other {
				t.Errorf("%s, %s: the answer tells whether a record is sealed\n%s\n%s", as, name, one, other)
			}
		}
	}
	a.Reopen()
	b.Reopen()
	for _, table := range []string{"audit_leaf", "certificate", "inquiry", "vault_part", "vault_wrap", "vault_term", "idempotency", "deadline"} {
		if na, nb := rowsOf(t, a, table), rowsOf(t, b, table); na != nb {
			t.Errorf("%s: %d rows in one world, %d in the other", table, na, nb)
		}
	}
}

// TestSwapGameHasPower: a person whose record is open does answer differently, so
// that the game above can fail.
func TestSwapGameHasPower(t *testing.T) {
	a, b := district.Open(t), district.Open(t)
	facts := district.Sentenced(swapX.Birth, fengcun.Term{Years: 3})
	a.File(swapX.Person, swapX.number, facts)
	b.File(swapY.Person, swapY.number, facts)
	a.Shut()
	b.Shut()
	handler := sample.Member(sample.Court, fengcun.RoleHandler)
	args := swapCommands(swapX, fmt.Sprintf("%s@%s/%s", handler.Staff, handler.Organ, handler.Role))["search id"]
	if maskedFor(command(a, "en", args), swapX) == maskedFor(command(b, "en", args), swapX) {
		t.Error("a known and an unknown person look the same even where they may differ")
	}
}

func rowsOf(t *testing.T, d *district.District, table string) (n int) {
	t.Helper()
	if err := d.Store.Reader().QueryRowContext(context.Background(), `SELECT COUNT(*) FROM `+table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
