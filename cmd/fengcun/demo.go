package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fengcun"
	"fengcun/internal/document"
	"fengcun/internal/intake"
	"fengcun/internal/keybox"
	"fengcun/internal/registry"
	"fengcun/internal/roster"
	"fengcun/internal/sample"
	"fengcun/law"
	rostersample "fengcun/testdata/roster"
)

// demoCmd runs the main job on the sample roster, for real: a new installation
// with its keys, database and log in a directory of its own.
type demoCmd struct {
	Data   string `help:"${help_demo_data}" placeholder:"DIR"`
	Roster string `help:"${help_demo_roster}" placeholder:"FILE"`
	Suite  string `help:"${help_demo_suite}" enum:"intl,gm" default:"intl"`
	Others string `help:"${help_demo_others}" enum:"here,paper,parcels" default:"here"`
	Nodes  int    `help:"${help_demo_nodes}" enum:"1,2" default:"1"`

	NoServe bool   `help:"${help_demo_no_serve}"`
	Listen  string `help:"${help_demo_listen}" placeholder:"HOST:PORT" default:"127.0.0.1:8443"`
}

// Run tells the story. Each step fails the whole command if what it shows is not
// so.
func (c demoCmd) Run(p *program) (err error) {
	dir, remove, err := c.directory()
	if err != nil {
		return err
	}
	defer remove()
	unlock := keybox.KeyFile(filepath.Join(dir, "demo.key"))
	if err := keybox.NewKeyFile(filepath.Join(dir, "demo.key")); err != nil {
		return err
	}
	d := &demo{program: p, window: sample.Police, papers: filepath.Join(dir, "documents")}
	defer func() {
		if closeErr := d.close(); err == nil {
			err = closeErr
		}
	}()
	if err := d.open(dir, c, unlock); err != nil {
		return err
	}
	for _, step := range []func() error{
		func() error { return d.readRoster(c.Roster) },
		d.fileAndDecide, d.findMainAct, d.notify, d.receiveAll, d.seal, d.prove, d.certify, d.ask, d.unseal, d.verifyLog, d.searchFiles,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	d.whatNext(c.Data)
	if c.NoServe || len(d.nodes) > 1 {
		return nil
	}
	return d.serve(c.Listen)
}

// directory is the chosen one, or one that goes away again.
func (c demoCmd) directory() (dir string, remove func(), err error) {
	if c.Data != "" {
		if err := os.MkdirAll(c.Data, 0o700); err != nil {
			return "", nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "node.directory", Field: "data", Err: err}
		}
		return c.Data, func() {}, nil
	}
	dir, err = os.MkdirTemp("", "fengcun-demo-")
	if err != nil {
		return "", nil, &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "node.directory", Field: "data", Err: err}
	}
	return dir, func() { os.RemoveAll(dir) }, nil
}

// demo is the state of the story.
type demo struct {
	*program
	nodes    []demoNode
	between  *demoLine       // between the nodes, nil if there is one
	papers   string          // folder of the documents that come about
	window   fengcun.OrganID // whose window certifies
	step     int
	matters  []intake.Matter
	people   []*demoPerson
	holdings int
}

// demoPerson is one row of the roster on its way.
type demoPerson struct {
	line     int
	organ    fengcun.OrganID
	record   fengcun.RecordID
	copyID   fengcun.CopyID
	notice   fengcun.NoticeID
	facts    law.Facts
	person   fengcun.Person
	numbers  []fengcun.Particular
	state    fengcun.RecordState
	decision law.Decision
}

// head begins a step; both languages stand side by side in the source, so that
// neither can be forgotten.
func (d *demo) head(zh, en string) {
	d.step++
	title := fmt.Sprintf("%d  %s", d.step, d.both(zh, en))
	if d.colour {
		title = "\x1b[1;34m" + title + "\x1b[0m"
	}
	fmt.Fprintf(d.stdout, "\n%s\n", title)
}

func (d *demo) line(zh, en string, args ...any) {
	fmt.Fprintf(d.stdout, "   "+d.both(zh, en)+"\n", args...)
}

func (d *demo) done(zh, en string, args ...any) {
	mark := "✓"
	if d.colour {
		mark = "\x1b[32m✓\x1b[0m"
	}
	fmt.Fprintf(d.stdout, " "+mark+" "+d.both(zh, en)+"\n", args...)
}

func (d *demo) both(zh, en string) string {
	if d.lang == "en" {
		return en
	}
	return zh
}

// broken says that the demonstration itself found something wrong.
func broken(what string) error {
	return &fengcun.Error{Kind: fengcun.KindInternal, Code: "demo.broken", Field: what}
}

func (d *demo) readRoster(path string) error {
	d.head("读取名册", "Read the roster")
	content := rostersample.CourtCases
	if path != "" {
		var err error
		if content, err = os.ReadFile(path); err != nil {
			return &fengcun.Error{Kind: fengcun.KindNotFound, Code: "roster.file.unreadable", Field: "roster"}
		}
	}
	byName := map[string]fengcun.Organ{}
	for _, o := range sample.Organs() {
		byName[o.Name] = o
	}
	var rows []roster.Row
	report, err := roster.Read(d.ctx, bytes.NewReader(content), int64(len(content)), roster.Options{
		Organ: func(name string) (fengcun.Organ, bool) { o, ok := byName[name]; return o, ok },
		Today: fengcun.DateOf(d.clock()),
	}, func(row roster.Row) error { rows = append(rows, row); return nil })
	if err != nil {
		return err
	}
	var refused []intake.Refused
	d.matters, refused = intake.Matters(rows)
	d.matters = slices.DeleteFunc(d.matters, func(m intake.Matter) bool { return !d.here(m.Organ) })
	d.line("%d 行，采用 %d 行，%d 行因错误未采用，%d 条提示", "%d rows, %d taken, %d refused for errors, %d warnings",
		report.Rows, report.Taken-len(refused), report.Refused+len(refused), report.Warnings())
	shown := 0
	for _, issue := range report.Issues {
		if issue.Severity == roster.Refused && shown < 3 {
			d.line("· %s", "· %s", issue.Text(string(d.lang)))
			shown++
		}
	}
	return nil
}

func (d *demo) certify() error {
	d.head("出具证明：封存者与从未有记录者", "Certificates: a sealed person and one never known")
	sealed := d.first(fengcun.RecordSealed)
	convicted := d.firstConviction(fengcun.RecordNotEligible)
	if sealed == nil || convicted == nil {
		return broken("certify")
	}
	if err := d.admitConvictions(); err != nil {
		return err
	}
	never := sample.NewPeople(20261123).Next().Person
	a, err := d.certificate(sealed.person)
	if err != nil {
		return err
	}
	b, err := d.certificate(never)
	if err != nil {
		return err
	}
	for _, text := range strings.Split(strings.TrimSpace(string(a.Text)), "\n") {
		d.line("│ %s", "│ %s", text)
	}
	if !bytes.Equal(masked(a, sealed.person), masked(b, never)) || bytes.Contains(a.Text, []byte("封存")) {
		return broken("silence")
	}
	d.done("两份证明除姓名、出生日期、证件号码、编号外逐字节相同，均无“封存”二字",
		"both certificates are equal byte by byte but for name, birth date, ID and number; neither says 封存")
	c, err := d.certificate(convicted.person)
	if err != nil {
		return err
	}
	if err := d.keep(a, b, c); err != nil {
		return err
	}
	if c.Form != document.CertificateRefusal {
		return broken("refusal")
	}
	d.done("依法不予封存的有罪判决：同一编号序列，不予出具（%s）", "an open conviction that is not to be sealed: the same series, refused (%s)", c.Number)
	return nil
}

// keep leaves documents in the folder, as they are handed out. All people are
// invented, and a file's name is the number of the paper.
func (d *demo) keep(docs ...registry.Issued) error {
	for _, doc := range docs {
		if err := d.keepAs(doc.Number, doc); err != nil {
			return err
		}
	}
	return nil
}

func (d *demo) keepAs(name string, doc registry.Issued) error {
	if err := os.MkdirAll(d.papers, 0o700); err != nil {
		return &fengcun.Error{Kind: fengcun.KindUnavailable, Code: "node.directory", Field: "data", Err: err}
	}
	for ending, content := range map[string][]byte{".pdf": doc.PDF, ".docx": doc.Docx} {
		if err := createFile(filepath.Join(d.papers, name+ending), content); err != nil {
			return err
		}
	}
	return nil
}

// keepNotice leaves a notice as each of its recipients gets it: one paper for each.
func (d *demo) keepNotice(q *demoPerson) error {
	recipients := []string{""} // the first is whoever is served first
	for i := 0; i < len(recipients); i++ {
		doc, err := d.at(q.organ).Registry.NoticeText(d.ctx, sample.Member(q.organ, fengcun.RoleHandler), q.notice, recipients[i])
		if err != nil {
			return err
		}
		recipients = doc.Recipients
		if err := d.keepAs(doc.Number+"-"+doc.To, doc.Issued); err != nil {
			return err
		}
	}
	return nil
}

// keepCasePapers leaves the papers that are signed about one matter in hand, those that
// lie there already excepted.
func (d *demo) keepCasePapers(q *demoPerson) error {
	r, handler := d.at(q.organ).Registry, sample.Member(q.organ, fengcun.RoleHandler)
	papers, err := r.CasePapers(d.ctx, handler, q.record)
	if err != nil {
		return err
	}
	for _, p := range papers {
		name := string(p.Form) + "-" + q.record.String()[:8]
		if p.To != "" {
			name += "-" + p.Of.String()[:8] + "-" + p.To
		}
		if _, err := os.Stat(filepath.Join(d.papers, name+".pdf")); err == nil {
			continue
		}
		doc, err := r.PrintCasePaper(d.ctx, handler, q.record, p)
		if err != nil {
			return err
		}
		if err := d.keepAs(name, doc); err != nil {
			return err
		}
	}
	return nil
}

func (d *demo) certificate(p fengcun.Person) (registry.Issued, error) {
	q := registry.Application{Name: p.Names[0].Text, Birth: p.Birth, By: fengcun.BySelf, Papers: law.ApplicationPapers(fengcun.BySelf, 0)}
	if len(p.Documents) > 0 {
		q.Document = p.Documents[0]
	}
	return d.at(d.window).Registry.Certify(d.ctx, sample.Member(d.window, fengcun.RoleWindow), q)
}

func masked(doc registry.Issued, p fengcun.Person) []byte {
	text := doc.Text
	b := p.Birth
	for _, own := range []string{
		doc.Number, p.Names[0].Text.Reveal(), p.Documents[0].Number.Reveal(), fmt.Sprintf("%d年%d月%d日", b.Year, int(b.Month), b.Day),
	} {
		text = bytes.ReplaceAll(text, []byte(own), []byte("…"))
	}
	return text
}

func (d *demo) ask() error {
	d.head("陌生人查询：先审依据，后查人", "A stranger asks: the basis before the person")
	sealed := d.first(fengcun.RecordSealed)
	never := sample.NewPeople(20261123).Next().Person
	for _, p := range []fengcun.Person{sealed.person, never} {
		found, err := d.at(sealed.organ).Registry.Search(d.ctx, sample.Member(sealed.organ, fengcun.RoleHandler), registry.Query{Document: p.Documents[0]})
		if err != nil {
			return err
		}
		if len(found) != 0 {
			return broken("search")
		}
	}
	d.done("承办人按证件号检索：封存者与从未有记录者都是“没有”", "the handler searches by ID number: the sealed person and the one never known are both a miss")
	doc, err := d.at(d.window).Registry.Inquire(d.ctx, sample.Member(d.window, fengcun.RoleWindow), registry.InquiryApplication{
		Unit: "某某快递有限公司", Purpose: "hiring", Title: "公司招聘管理办法",
	})
	if err != nil {
		return err
	}
	if err := d.keep(doc); err != nil {
		return err
	}
	d.done("单位凭内部规定查询：对任何人都一样，不许可（%s），未查任何人", "a company asks on its own rules: refused for everybody alike (%s), nobody was looked up", doc.Number)
	return nil
}

func (d *demo) verifyLog() error {
	d.head("核验审计日志", "Verify the audit log")
	var entries int64
	for _, n := range d.nodes {
		var own int64
		stop := d.progress(d.both("核验", "verify"))
		err := n.VerifyAudit(d.ctx, func(done, total int64) { own = total; stop.set(done, total) })
		stop.finish()
		if err != nil {
			return err
		}
		entries += own
	}
	d.done("%d 条记录，哈希树、检查点、签名全部一致", "%d entries; tree, checkpoints and signatures agree", entries)
	return nil
}

func (d *demo) whatNext(data string) {
	d.head("接下来", "What to try next")
	for _, command := range []string{
		"go run ./cmd/fengcun law 18",
		"go run ./cmd/fengcun deadline seal.after_notice 2026-09-29",
		"go run ./cmd/fengcun demo --suite gm --lang en",
		"go run ./cmd/fengcun bench cohort --persons 20000",
	} {
		d.line("%s", "%s", command)
	}
	if data != "" {
		d.line("数据留在 %s，密钥文件 demo.key，文书在其下 documents", "the data stay in %s, key file demo.key, the papers in documents below it", data)
	}
}
