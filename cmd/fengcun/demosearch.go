package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"

	"fengcun"
)

// searchFiles looks for every name, ID number and case number of the roster in
// every file of the installation: database, write-ahead log, key files.
func (d *demo) searchFiles() error {
	d.head("在数据文件中搜索每一个姓名、证件号、案号", "Search the data files for every name, ID number and case number")
	particulars := map[string]bool{}
	for _, q := range d.people {
		for _, n := range q.person.Names {
			particulars[n.Text.Reveal()] = true
		}
		for _, doc := range q.person.Documents {
			particulars[doc.Number.Reveal()] = true
		}
		for _, n := range q.numbers {
			particulars[n.Reveal()] = true
			if parsed, err := fengcun.ParseCaseNumber(n.Reveal()); err == nil {
				particulars[parsed.Norm.Reveal()] = true
			}
		}
	}
	files, size, hits := 0, 0, 0
	for _, n := range d.nodes {
		err := filepath.WalkDir(n.dir, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			content, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			files++
			size += len(content)
			for text := range particulars {
				if bytes.Contains(content, []byte(text)) {
					hits++
				}
			}
			return nil
		})
		if err != nil {
			return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "node.directory", Field: "data", Err: err}
		}
	}
	if hits > 0 || len(particulars) == 0 {
		return broken("plaintext")
	}
	d.done("%d 项姓名与号码，%d 个文件共 %.1f MB：0 处", "%d names and numbers in %d files of %.1f MB: 0 found", len(particulars), files, float64(size)/1e6)
	return nil
}
