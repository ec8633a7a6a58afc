package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"

	"fengcun"
	"fengcun/internal/intake"
	"fengcun/internal/node"
	"fengcun/internal/registry"
	"fengcun/internal/roster"
)

// importCmd files the cases of a list.
type importCmd struct {
	actorFlags
	File string `arg:"" help:"${help_roster_file}"`
}

// Run reads the whole list first: rows of a file that is not read to its end are
// discarded. Then each matter is filed by an act of its own. The report is
// computed from the file alone, so that it cannot say that anybody was known.
func (c *importCmd) Run(p *program) error {
	return c.withActor(p, func(n *node.Node, actor fengcun.Actor) error {
		var rows []roster.Row
		report, err := readRoster(p, n, c.File, func(row roster.Row) error { rows = append(rows, row); return nil })
		if err != nil {
			return err
		}
		matters, refused := intake.Matters(rows)
		answer := imported{Report: rosterReport{report}, Matters: []importedMatter{}, NotFiled: []notFiled{}}
		for _, r := range refused {
			answer.NotFiled = append(answer.NotFiled, notFiled{r.Line, r.Code})
		}
		digest, err := fileDigest(c.File)
		if err != nil {
			return err
		}
		bar := p.progress(p.say("import.progress", nil))
		defer bar.finish()
		for i, m := range matters {
			bar.set(int64(i), int64(len(matters)))
			if m.Organ != actor.Organ {
				for _, line := range m.Lines {
					answer.NotFiled = append(answer.NotFiled, notFiled{line, "import.other_organ"})
				}
				continue
			}
			m.Filing.Key = importKey(n, digest, m.Lines)
			filed, err := n.Registry.File(p.ctx, actor, m.Filing)
			if err != nil {
				bar.finish()
				return errors.Join(err, p.show(answer)) // what was filed before is filed
			}
			answer.Matters = append(answer.Matters, importedMatter{
				Matter: filed.Matter, Rows: m.Lines, Records: filed.Records, Copies: filed.Copies,
			})
		}
		bar.finish()
		if err := p.show(answer); err != nil {
			return err
		}
		if report.Refused > 0 || len(answer.NotFiled) > 0 {
			return fengcun.Invalid("cli.rows_refused", "")
		}
		return nil
	})
}

// readRoster reads a list, with the organs by the names under which they are known here.
func readRoster(p *program, n *node.Node, path string, each func(roster.Row) error) (*roster.Report, error) {
	organs, err := n.Registry.Organs(p.ctx)
	if err != nil {
		return nil, err
	}
	return roster.ReadFile(p.ctx, path, roster.Options{
		Today: fengcun.DateOf(p.clock()),
		Organ: organNamed(organs),
	}, each)
}

// importKey makes an import that was interrupted and is repeated within a day
// file each matter once. It is a keyed hash of the whole file and the rows, so
// that it tells nothing and another file never meets it.
func importKey(n *node.Node, digest []byte, lines []int) *registry.RequestKey {
	mac := n.RequestMAC([]byte("import"), digest, []byte(fmt.Sprint(lines)))
	return &registry.RequestKey{Key: hex.EncodeToString(mac[:16]), MAC: mac}
}

func fileDigest(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &fengcun.Error{Kind: fengcun.KindNotFound, Code: "roster.file.unreadable", Field: "file"}
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "roster.file.unreadable", Field: "file"}
	}
	return h.Sum(nil), nil
}

type imported struct {
	Report   rosterReport     `json:"report"`
	Matters  []importedMatter `json:"matters"`
	NotFiled []notFiled       `json:"notFiled"`
}

type importedMatter struct {
	Matter  fengcun.MatterID   `json:"matter"`
	Rows    []int              `json:"rows"`
	Records []fengcun.RecordID `json:"records"`
	Copies  []fengcun.CopyID   `json:"copies"`
}

type notFiled struct {
	Row  int    `json:"row"`
	Code string `json:"code"`
}

func (i imported) text(v voice) []string {
	lines := i.Report.text(v)
	for _, r := range i.NotFiled {
		lines = append(lines, v.say(r.Code, map[string]string{"row": v.locale.Number(r.Row)}))
	}
	people := 0
	for _, m := range i.Matters {
		people += len(m.Records)
	}
	return append(lines, v.say("import.done", map[string]string{
		"matters": v.locale.Number(len(i.Matters)), "people": v.locale.Number(people),
	}))
}
