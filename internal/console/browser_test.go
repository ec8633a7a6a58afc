package console

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"fengcun"
	"fengcun/internal/fengcuntest/tool"
	"fengcun/internal/server"
)

//go:embed testdata/axe.min.js
var axe string

// pictures is where screenshots are left for people to look at.
const pictures = "../../artifacts/console"

// served is a house with a door: the real server, over TLS on loopback, and a
// browser before it.
type served struct {
	*house
	origin string
	ctx    context.Context // of the browser
}

// serve opens the door and a browser.
func (h *house) serve(t *testing.T) *served { return h.serveAt(t, "127.0.0.1:0") }

func (h *house) serveAt(t *testing.T, address string) *served {
	t.Helper()
	path := tool.Need(t, "chromium", "chromium")
	certificate, err := server.SelfSigned(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	s, err := server.Listen(server.Options{
		Listen: address, Certificate: certificate, ClientCertificates: true, Clock: time.Now, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Ready:    func(context.Context) error { return nil },
		Surfaces: []server.Surface{{Name: "console", Prefix: "/", Handler: h.console, Refuse: h.console.Refuse}},
		Limits:   server.Limits{Rate: 1000, Burst: 1000},
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx) }()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.IgnoreCertErrors, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("lang", "zh-CN"))
	browser, cancelBrowser := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(options...))
	if err := chromedp.Do(browser); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancelBrowser()
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return &served{h, "https://" + s.Addr().String(), browser}
}

// tab is a window of the browser, with cookies of its own. It notes what must not
// happen: a word on the console, a request to elsewhere.
type tab struct {
	t      *testing.T
	served *served
	ctx    context.Context
	name   string // of the pictures
	mu     sync.Mutex
	faults []string // guarded by mu
	asked  []string // which pages it asked the server for; guarded by mu
}

func (s *served) tab(t *testing.T, name string, width, height int, scripts bool) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(s.ctx, chromedp.WithNewBrowserContext())
	ctx, cancelTime := context.WithTimeout(ctx, 20*time.Minute)
	t.Cleanup(func() { cancelTime(); cancel() })
	b := &tab{t: t, served: s, ctx: ctx, name: name}
	b.do()
	if err := chromedp.Listen(ctx, b.note); err != nil {
		t.Fatal(err)
	}
	call(b, network.Enable, network.EnableParams{})
	call(b, log.Enable, cdp.Empty{})
	call(b, runtime.Enable, cdp.Empty{})
	call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: int64(width), Height: int64(height), DeviceScaleFactor: 1, Mobile: width < 768})
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !scripts})
	return b
}

// note keeps what must not happen.
func (b *tab) note(event any) {
	fault := ""
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		for _, a := range e.Args {
			fault += " " + string(a.Value)
		}
		fault = "console:" + fault
	case *runtime.EventExceptionThrown:
		fault = "exception: " + e.ExceptionDetails.Text
	case *log.EventEntryAdded:
		if strings.Contains(e.Entry.Text, "status of 4") || strings.HasPrefix(e.Entry.Text, "Clear-Site-Data header") {
			return // the test looks at statuses itself; signing out clears
		}
		fault = "log: " + e.Entry.Text + " " + e.Entry.URL
	case *network.EventRequestWillBeSent:
		if path, own := strings.CutPrefix(e.Request.URL, b.served.origin); own {
			if !strings.HasPrefix(path, "/assets/") { // a browser fetches these when it likes
				b.mu.Lock()
				b.asked = append(b.asked, e.Request.Method+" "+path)
				b.mu.Unlock()
			}
			return
		}
		fault = "request to " + e.Request.URL
	default:
		return
	}
	b.mu.Lock()
	b.faults = append(b.faults, fault)
	b.mu.Unlock()
}

func call[P, R any](b *tab, command cdp.Command[P, R], params P) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, command, params); err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.stuck(err)
	}
}

// stuck ends the test with the page as it stands.
func (b *tab) stuck(err error) {
	b.t.Helper()
	where, _ := chromedp.Run(b.ctx, chromedp.Location())
	b.picture("failed")
	b.t.Fatalf("%s at %s: %v", b.name, where, err)
}

// obtain runs an action that answers.
func obtain[T any](b *tab, action chromedp.Action[T]) T {
	b.t.Helper()
	answer, err := chromedp.Run(b.ctx, action)
	if err != nil {
		b.stuck(err)
	}
	return answer
}

// open goes to a page.
func (b *tab) open(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.served.origin + path))
}

// at is the path of the page.
func (b *tab) at() string {
	b.t.Helper()
	u, err := url.Parse(obtain(b, chromedp.Location()))
	if err != nil {
		b.t.Fatal(err)
	}
	return u.Path
}

// speak sets the language.
func (b *tab) speak(lang string) {
	b.t.Helper()
	secure := true
	call(b, network.SetCookie, network.SetCookieParams{Name: cookieLang, Value: lang, URL: b.served.origin, Secure: &secure})
}

// signIn types account and password.
func (b *tab) signIn(actor fengcun.Actor) {
	b.t.Helper()
	b.open("/sign-in")
	b.typeIn("account", string(actor.Staff))
	b.typeIn("password", string(b.served.password))
	b.click("form button.main")
}

// field selects an element by its id.
func field(id string) chromedp.CSS { return chromedp.CSS(`[id="` + id + `"]`) }

// typeIn puts text into a field, key by key.
func (b *tab) typeIn(id, text string) {
	b.t.Helper()
	b.do(chromedp.SendKeys(field(id), text))
}

// put fills a field behind the page's back: no script hears of a change.
func (b *tab) put(id, text string) {
	b.t.Helper()
	obtain(b, chromedp.Evaluate[string](fmt.Sprintf("document.getElementById(%q).value = %q", id, text)))
}

// choose picks an option of a field.
func (b *tab) choose(id, value string) {
	b.t.Helper()
	b.do(chromedp.SetValue(field(id), value))
}

// click clicks and waits for the page that follows.
func (b *tab) click(selector chromedp.CSS) { b.t.Helper(); await(b, chromedp.Click(selector)) }

// clickOn is click with an XPath expression.
func (b *tab) clickOn(path string) { b.t.Helper(); await(b, chromedp.Click(chromedp.Search(path))) }

// follow waits for the page that follows on what do does.
func (b *tab) follow(do func()) {
	b.t.Helper()
	await(b, chromedp.Func(func(context.Context, *chromedp.Target) error { do(); return nil }))
}

// pageTime bounds how long a page may take to come. The machine of a test may be
// busy.
const pageTime = 2 * time.Minute

func await(b *tab, step chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, pageTime)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, step); err != nil {
		b.stuck(err)
	}
}

// text is what can be read on the page.
func (b *tab) text() string {
	b.t.Helper()
	return obtain(b, chromedp.Text(chromedp.CSS("main")))
}

// become is what the page has become, with what it asked for and complained of.
func (b *tab) become() string {
	b.t.Helper()
	page := obtain(b, chromedp.Evaluate[string](`document.documentElement.outerHTML`))
	b.mu.Lock()
	defer b.mu.Unlock()
	page = strings.Join(append(append(b.asked, b.faults...), page), "\n")
	b.asked, b.faults = nil, nil
	return page
}

// picture leaves a screenshot of the whole page.
func (b *tab) picture(of string) {
	b.t.Helper()
	png, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		b.t.Error(err)
		return
	}
	b.keep(of+".png", png)
}

// bare are the parts of a page that no printer sees.
const bare = `[...document.querySelectorAll(".bar, .side, .skip, .foot, button, .actions")].filter(e => e.getClientRects().length > 0).length`

// printed leaves the page as a printer gets it: without what only a screen needs.
func (b *tab) printed(of string) {
	b.t.Helper()
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	if n := obtain(b, chromedp.Evaluate[int](bare)); n > 0 {
		b.t.Errorf("%s %s: %d parts of the screen are printed", b.name, b.at(), n)
	}
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{})
	styled := true
	b.keep(of+".pdf", obtain(b, chromedp.PrintToPDF(func(p *page.PrintToPDFParams) { p.PreferCSSPageSize = &styled })))
}

func (b *tab) keep(name string, content []byte) {
	b.t.Helper()
	if err := os.MkdirAll(pictures, 0o755); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(pictures, b.name+"-"+name), content, 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// violation is what axe finds.
type violation struct {
	ID    string
	Help  string
	Nodes []struct {
		HTML           string
		FailureSummary string
	}
}

// axeRun asks axe for what WCAG 2.2 AA and good practice demand.
const axeRun = `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r => JSON.stringify(r.violations))`

// accessible has axe look at the page, and looks whether it has to be scrolled
// sideways.
func (b *tab) accessible() {
	b.t.Helper()
	where := b.at()
	obtain(b, chromedp.Evaluate[int](axe+";0"))
	found := obtain(b, chromedp.Evaluate[string](axeRun, chromedp.EvalAwaitPromise))
	var violations []violation
	if err := json.Unmarshal([]byte(found), &violations); err != nil {
		b.t.Fatal(err)
	}
	for _, v := range violations {
		for _, n := range v.Nodes {
			b.t.Errorf("%s %s: %s: %s\n%s\n%s", b.name, where, v.ID, v.Help, n.HTML, n.FailureSummary)
		}
	}
	if wide := obtain(b, chromedp.Evaluate[int](`document.documentElement.scrollWidth - document.documentElement.clientWidth`)); wide > 0 {
		b.t.Errorf("%s %s: the page is %d pixels too wide", b.name, where, wide)
	}
}

// silent fails if the browser complained or asked elsewhere.
func (b *tab) silent() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, f := range b.faults {
		b.t.Errorf("%s: %s", b.name, f)
	}
	b.faults = nil
}
