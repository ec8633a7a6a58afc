package verification_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	protocol "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"fengcun"
	"fengcun/internal/fengcuntest/tool"
	"fengcun/internal/suite"
	"fengcun/internal/verification"
)

// tab is a page in a browser that can reach nothing.
type tab struct {
	t     *testing.T
	ctx   context.Context
	mu    sync.Mutex
	asked []string // what it asked the network for
}

// open opens a page from a file. Before anything else it runs a script.
func open(t *testing.T, page []byte, before string) *tab {
	t.Helper()
	name := filepath.Join(t.TempDir(), "check.html")
	if err := os.WriteFile(name, page, 0o600); err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(tool.Need(t, "chromium", "chromium")),
		chromedp.NoSandbox, chromedp.ProxyServer("127.0.0.1:1"), chromedp.Flag("lang", "zh-CN"))
	ctx, cancel := chromedp.NewContext(t.Context(), chromedp.WithAllocatorOptions(options...))
	t.Cleanup(cancel)
	p := &tab{t: t, ctx: ctx}
	p.do() // starts the browser
	if err := chromedp.Listen(ctx, func(event any) {
		if sent, ok := event.(*network.EventRequestWillBeSent); ok {
			p.mu.Lock()
			p.asked = append(p.asked, sent.Request.URL)
			p.mu.Unlock()
		}
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, protocol.AddScriptToEvaluateOnNewDocument, protocol.AddScriptToEvaluateOnNewDocumentParams{Source: before}); err != nil {
		t.Fatal(err)
	}
	p.do(chromedp.Navigate("file://"+name), chromedp.WaitVisible(chromedp.CSS("#keys dd")))
	return p
}

func (p *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

// read returns the text of an element as it is shown.
func (p *tab) read(selector chromedp.CSS) string {
	p.t.Helper()
	text, err := chromedp.Run(p.ctx, chromedp.Text(selector))
	if err != nil {
		p.t.Fatal(err)
	}
	return text
}

// fill types a vector in, as a person does, and returns what the page answers:
// verdict and text.
func (p *tab) fill(v vectorCode) (verdict, text string) {
	p.t.Helper()
	p.do(chromedp.Click(chromedp.CSS("button[type=reset]")), chromedp.WaitNotVisible(chromedp.CSS("#result")))
	for id, value := range map[string]string{"code": v.Code, "name": v.Name, "document": v.Document, "salt": v.Salt} {
		text, err := json.Marshal(value)
		if err != nil {
			p.t.Fatal(err)
		}
		if _, err := chromedp.Run(p.ctx, chromedp.Evaluate[string]("document.getElementById('"+id+"').value = "+string(text))); err != nil {
			p.t.Fatal(err)
		}
	}
	p.do(chromedp.Click(chromedp.CSS("button[type=submit]")), chromedp.WaitVisible(chromedp.CSS("#result")))
	attribute, err := chromedp.Run(p.ctx, chromedp.AttributeValue(chromedp.CSS("#result"), "data-verdict"))
	if err != nil {
		p.t.Fatal(err)
	}
	return attribute.Value, p.read("#result")
}

func html(t *testing.T, keys string) []byte {
	t.Helper()
	page, err := verification.Page([]byte(keys))
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// The page in a browser comes to the same as the program for every vector, with the
// browser's own Ed25519 and without it, and asks the network for nothing.
func TestPageRunsTheVectors(t *testing.T) {
	words := wordsOf(t)
	without := `Object.defineProperty(window, 'crypto', {value: undefined})`
	for _, f := range readVectors(t).Files {
		if f.Publisher == "" {
			continue
		}
		for _, before := range []string{"", without} {
			p := open(t, html(t, f.Keys), before)
			publisher := p.read("#keys")
			if !strings.Contains(publisher, f.Publisher) {
				t.Errorf("the page shows %q as its publisher", publisher)
			}
			for _, v := range f.Codes {
				verdict, text := p.fill(v)
				want := verification.Holds
				for part, result := range v.Result {
					state, reason, _ := strings.Cut(result, " ")
					if state == "fails" || state == "unchecked" && want == verification.Holds {
						want = verification.State(state)
					}
					for _, shown := range []string{words["part_"+string(part)], words["state_"+state], words["reason_"+reason]} {
						if !strings.Contains(text, shown) {
							t.Errorf("%s: the page does not say %q\n%s", v.Why, shown, text)
						}
					}
				}
				if verdict != string(want) {
					t.Errorf("%s: %s, want %s\n%s", v.Why, verdict, want, text)
				}
				if !strings.Contains(text, v.Number) || !strings.Contains(text, v.Date) {
					t.Errorf("%s: number and date are missing\n%s", v.Why, text)
				}
			}
			for _, url := range p.asked {
				if !strings.HasPrefix(url, "file://") {
					t.Errorf("the page asked for %s", url)
				}
			}
		}
	}
}

// A page with a changed file of keys, or with none, says that it has none and calls
// nothing checked.
func TestPageWithoutKeys(t *testing.T) {
	f := readVectors(t).Files[0]
	spoilt := strings.Replace(string(html(t, f.Keys)), "issued 2026-11-28", "issued 2026-11-29", 1)
	for why, content := range map[string][]byte{"none": html(t, ""), "changed": []byte(spoilt)} {
		verdict, text := open(t, content, "").fill(f.Codes[0])
		if verdict != string(verification.Unchecked) || !strings.Contains(text, wordsOf(t)["reason_no_keys"]) {
			t.Errorf("%s: %s\n%s", why, verdict, text)
		}
	}
	if _, err := verification.Page([]byte("document-keys/1\n")); fengcun.CodeOf(err) != "verification.keys" {
		t.Error(err)
	}
}

// Whoever holds a certificate may open the page: it does not speak of sealing, nor
// name the program. Both languages have every word.
func TestPageIsSilent(t *testing.T) {
	page := string(html(t, readVectors(t).Files[0].Keys))
	for _, word := range []string{"封", "seal", "fengcun", "juvenile", "未成年"} {
		if strings.Contains(strings.ToLower(page), word) {
			t.Errorf("the page says %q", word)
		}
	}
	for lang, words := range allWords(t) {
		for key, text := range words {
			if strings.Contains(text, ".") && !strings.Contains(text, " ") && strings.HasPrefix(text, "verify.") || text == "" {
				t.Errorf("%s: %s has no word", lang, key)
			}
		}
	}
}

// TestPageLanguage: the page can be switched over, and the answer with it.
func TestPageLanguage(t *testing.T) {
	f := readVectors(t).Files[0]
	p := open(t, html(t, f.Keys), "")
	p.fill(f.Codes[0])
	p.do(chromedp.Click(chromedp.CSS("#language")))
	if text := p.read("#result"); !strings.Contains(text, allWords(t)["en"]["verdict_holds"]) {
		t.Error(text)
	}
	lang, err := chromedp.Run(p.ctx, chromedp.AttributeValue(chromedp.CSS("html"), "lang"))
	if err != nil || lang.Value != "en" {
		t.Errorf("%v, %v", lang, err)
	}
	if dir := os.Getenv("PAGE_LOOK"); dir != "" { // for the eye
		p.do(chromedp.Click(chromedp.CSS("#language")), chromedp.EmulateViewport(800, 900))
		picture, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(100))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "page.png"), picture, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func wordsOf(t *testing.T) map[string]string { return allWords(t)["zh-CN"] }

// allWords takes the words out of a page.
func allWords(t *testing.T) map[string]map[string]string {
	t.Helper()
	_, rest, _ := strings.Cut(string(html(t, readVectors(t).Files[0].Keys)), `<pre id="words" hidden>`)
	text, _, _ := strings.Cut(rest, "</pre>")
	for entity, c := range map[string]string{"&#34;": `"`, "&#39;": "'", "&amp;": "&", "&lt;": "<", "&gt;": ">"} {
		text = strings.ReplaceAll(text, entity, c)
	}
	var words map[string]map[string]string
	if err := json.Unmarshal([]byte(text), &words); err != nil {
		t.Fatal(err)
	}
	return words
}

// A code that the program made this minute, to see that it is not the vectors alone.
func TestPageChecksNewCodes(t *testing.T) {
	for _, s := range []suite.Suite{suite.Intl(), suite.GM()} {
		r := keyring(t, s)
		file, err := r.Publish(day, []verification.PublishedOrgan{{ID: court, Name: "某某区人民法院"}})
		if err != nil {
			t.Fatal(err)
		}
		p := open(t, html(t, string(file)), "")
		salt := verification.NewSalt()
		c := sign(t, r, subject, "东公证〔2026〕12号", salt)
		v := vectorCode{Code: c.Text(), Name: subject.Name.Reveal(), Document: subject.Document.Reveal(), Salt: salt.String()}
		if verdict, text := p.fill(v); verdict != string(verification.Holds) {
			t.Errorf("%s: %s\n%s", s.Name(), verdict, text)
		}
		v.Salt = verification.NewSalt().String()
		if verdict, text := p.fill(v); verdict != string(verification.Fails) {
			t.Errorf("%s: %s\n%s", s.Name(), verdict, text)
		}
	}
}
