package console

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"fengcun"
	"fengcun/internal/locale"
	"fengcun/internal/registry"
	"fengcun/internal/sample"
)

// What the main job may cost at most, everybody together and signing in apart: the
// fields that are filled in, the things that are clicked on.
const (
	mostInputs = 17
	mostClicks = 43

	mostFromIntake = 6  // inputs for a plain case that a case system told of
	mostSeconds    = 90 // for the same, by the keystroke-level model
)

// The keystroke-level model (Card, Moran, Newell: The keystroke-level model for user
// performance time with interactive systems, CACM 23(7), 1980), in seconds: it says
// how long an experienced person takes who makes no mistake, without the time that
// the system takes. A keystroke is that of an average non-secretary typist.
const (
	thinking  = 1.35 // M: before each step
	pointing  = 1.10 // P: with the mouse at a target
	pressing  = 0.20 // BB: button down and up
	homing    = 0.40 // H: the hand from the mouse to the keys or back
	keystroke = 0.28 // K

	keysOfCharacter = 3 // of one character by its pinyin, and the choice of it
)

// clerk is somebody at work in a browser, whose inputs and clicks are counted.
type clerk struct {
	*tab
	words *look
	costs *costs
}

type costs struct {
	inputs, clicks int
	ticks          int // of the clicks: boxes of one list, ticked one after the other without thinking anew
	keys           int
}

// seconds is what all of it takes by the model.
func (c costs) seconds() float64 {
	click := pointing + pressing
	return float64(c.clicks)*click + float64(c.clicks-c.ticks)*thinking +
		float64(c.inputs)*(thinking+click+2*homing) + float64(c.keys)*keystroke
}

// typed counts the keys of a text.
func (c *costs) typed(text string) {
	for _, r := range text {
		c.keys++
		if r >= utf8.RuneSelf {
			c.keys += keysOfCharacter - 1
		}
	}
}

func (s *served) clerk(t *testing.T, c *costs, actor fengcun.Actor, lang string, scripts bool) clerk {
	t.Helper()
	b := s.tab(t, "job-"+lang, 1280, 900, scripts)
	b.speak(lang)
	b.signIn(actor)
	return clerk{b, s.console.looks[locale.Lang(lang)], c}
}

// fills types into fields: pairs of field and text.
func (c clerk) fills(pairs ...string) {
	c.t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		c.typeIn(pairs[i], pairs[i+1])
		c.costs.inputs++
		c.costs.typed(pairs[i+1])
	}
}

// chooses picks from lists: pairs of field and option.
func (c clerk) chooses(pairs ...string) {
	c.t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		c.choose(pairs[i], pairs[i+1])
		c.costs.inputs++
	}
}

// follows clicks on the first link or button of the page's body with a step's word.
func (c clerk) follows(step registry.Step) {
	c.t.Helper()
	c.costs.clicks++
	c.clickOn(fmt.Sprintf(`//main//a[normalize-space()="%s"]`, c.words.Text("console.step_do."+string(step), nil)))
}

// sends clicks on the one blue button of the page's form.
func (c clerk) sends() {
	c.t.Helper()
	c.costs.clicks++
	c.click("main form button.main")
}

// goes clicks on an entry of the side navigation.
func (c clerk) goes(link string) {
	c.t.Helper()
	c.costs.clicks++
	c.click(chromedp.CSS(`nav.side a[href="` + link + `"]`))
}

// tick ticks the boxes of some values.
func (c clerk) tick(values ...string) {
	c.t.Helper()
	for _, value := range values {
		c.do(chromedp.Click(chromedp.CSS(`input[type=checkbox][value="` + value + `"]`)))
		c.costs.clicks++
		c.costs.ticks++
	}
}

// ticks ticks every box of the page's table.
func (c clerk) ticks() {
	c.t.Helper()
	n := obtain(c.tab, chromedp.Evaluate[int](`document.querySelectorAll("main table input[type=checkbox]").length`))
	for i := range n {
		c.costs.clicks++
		c.costs.ticks++
		c.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.querySelectorAll("main table input[type=checkbox]")[%d].click()`, i)))
	}
}

// The whole main job by clicking, as everybody who has a part in it: with scripts in
// both languages, and without.
func TestMainJobByClicking(t *testing.T) {
	h := newHouse(t)
	s := h.serve(t)
	for i, run := range []struct {
		name, lang string
		scripts    bool
	}{{"Chinese", "zh-CN", true}, {"English", "en", true}, {"without scripts", "zh-CN", false}} {
		t.Run(run.name, func(t *testing.T) {
			s.mainJob(t, run.lang, run.scripts, fmt.Sprintf("（2026）沪0101刑初%d号", 700+i))
		})
	}
}

func (s *served) mainJob(t *testing.T, lang string, scripts bool, number string) {
	var cost costs
	as := func(organ fengcun.OrganID, role fengcun.Role) clerk {
		return s.clerk(t, &cost, sample.Member(organ, role), lang, scripts)
	}
	handler := as(sample.Court, fengcun.RoleHandler)

	handler.goes("/matters/new")
	handler.fills("number", number, "p0-name", "张试甲", "p0-document", goodNumber(t), "p0-birth", "2005-03-14", "p0-a0-from", "2022-05-02")
	handler.chooses("investigated", string(sample.Police), "prosecuted", string(sample.Procuratorate))
	handler.sends()
	matter := handler.at()
	handler.follows(registry.StepExplain)
	handler.fills("other", "张某")
	handler.sends()
	handler.follows(registry.StepConclude)
	handler.chooses("disposition", "imprisonment")
	handler.fills("decided", "2022-11-01", "effective", "2022-11-12", "years", "1", "months", "6")
	handler.sends()
	handler.sends() // the effective day, confirmed as the page proposes it
	handler.sends()
	if text := handler.text(); !strings.Contains(text, handler.words.Text("verdict.seal", nil)) {
		t.Errorf("no verdict on the page:\n%s", text)
	}
	handler.picture("proposed")
	others := s.afterProposal(t, &cost, handler, lang, scripts)

	handler.open(matter)
	missed := handler.text()
	handler.open("/matters/" + fengcun.NewID().String())
	if text := handler.text(); text != missed {
		t.Errorf("a sealed matter is not answered like one that never was:\n%s\n%s", missed, text)
	}
	window := as(sample.Police, fengcun.RoleWindow)
	window.fills("name", "张试甲", "document", goodNumber(t), "birth", "2005-03-14")
	window.chooses("purpose", "hiring")
	window.tick("own_identity", "application_form")
	window.sends()
	if text := window.text(); !strings.Contains(text, "未发现") {
		t.Errorf("no certificate after the seal:\n%s", text)
	}
	window.picture("certificate")
	for _, c := range append(others, handler, window) {
		c.silent()
	}
	if cost.inputs > mostInputs || cost.clicks > mostClicks {
		t.Errorf("the main job costs %d inputs and %d clicks, at most %d and %d were stated", cost.inputs, cost.clicks, mostInputs, mostClicks)
	}
	t.Logf("the main job costs %d inputs and %d clicks", cost.inputs, cost.clicks)
}

// afterProposal takes a proposed decision as far as the last confirmation.
func (s *served) afterProposal(t *testing.T, cost *costs, handler clerk, lang string, scripts bool) []clerk {
	as := func(organ fengcun.OrganID, role fengcun.Role) clerk {
		return s.clerk(t, cost, sample.Member(organ, role), lang, scripts)
	}
	approver := as(sample.Court, fengcun.RoleApprover)
	approver.goes("/work")
	approver.follows(registry.StepApprove)
	approver.sends()
	handler.goes("/work")
	handler.follows(registry.StepDraftNotice)
	handler.sends()
	approver.goes("/work")
	approver.follows(registry.StepIssueNotice)
	approver.sends()
	for _, organ := range []fengcun.OrganID{sample.Police, sample.Procuratorate} {
		c := as(organ, fengcun.RoleHandler)
		c.follows(registry.StepReceive)
		c.sends()
		c.ticks()
		c.sends()
		c.picture("confirmed-" + string(organ))
		c.silent()
	}
	handler.goes("/work")
	handler.follows(registry.StepReceiveByPerson)
	handler.sends()
	custodian := as(sample.Court, fengcun.RoleCustodian)
	custodian.follows(registry.StepConfirm)
	custodian.ticks()
	custodian.sends()
	return []clerk{approver, custodian}
}

// A plain case that a case system told of costs six inputs at most, everybody
// together and up to the last confirmation. Its handler gives one: whom was told what
// Article 8 asks for.
func TestPlainCaseFromIntakeByClicking(t *testing.T) {
	h := newHouse(t)
	s := h.serve(t)
	var cost costs
	told := sample.Member(sample.Court, fengcun.RoleHandler)
	tell(t, h, told, 1, plainCase(t))
	handler := s.clerk(t, &cost, told, "zh-CN", true)
	handler.goes("/intake")
	handler.picture("intake")
	handler.costs.clicks++
	handler.click(`main a[href^="/drafts/"]`)
	handler.sends()
	handler.follows(registry.StepExplain)
	handler.fills("other", "张某")
	handler.sends()
	handler.follows(registry.StepConclude)
	handler.sends() // as the case system told
	handler.sends() // the effective day, confirmed as the page proposes it
	handler.sends()
	if !strings.HasPrefix(handler.at(), "/decisions/") {
		t.Fatalf("no decision was proposed: %s", handler.at())
	}
	proposed := cost
	s.afterProposal(t, &cost, handler, "zh-CN", true)
	if cost.inputs > mostFromIntake {
		t.Errorf("a plain case from intake costs %d inputs, at most %d were stated", cost.inputs, mostFromIntake)
	}
	if proposed.seconds() > mostSeconds {
		t.Errorf("a plain case from intake takes its handler %.0f s by the model, at most %d were stated", proposed.seconds(), mostSeconds)
	}
	t.Logf("a plain case from intake costs %d inputs and %d clicks: its handler %.0f s up to the proposal, everybody at every organ %.0f s to the last seal",
		cost.inputs, cost.clicks, proposed.seconds(), cost.seconds())
}

// Everything by keyboard: the way past the navigation, the search, sending a form,
// leaving it with the draft kept, and where the focus goes when something is wrong.
func TestKeyboard(t *testing.T) {
	h := newHouse(t)
	s := h.serve(t)
	b := s.tab(t, "keyboard", 1280, 900, true)
	press := func(keys string, options ...chromedp.KeyOption) {
		t.Helper()
		b.do(chromedp.KeyEvent(keys, options...))
	}
	focus := func() string {
		return obtain(b, chromedp.Evaluate[string](`document.activeElement.id || document.activeElement.className || document.activeElement.tagName`))
	}
	expect := func(what, want string) {
		t.Helper()
		if got := focus(); got != want {
			t.Errorf("%s: the focus is on %q, not %q", what, got, want)
		}
	}
	b.open("/sign-in")
	b.do(chromedp.Focus(field("account")))
	press(string(sample.Member(sample.Court, fengcun.RoleHandler).Staff))
	press(kb.Tab)
	press(string(h.password))
	b.follow(func() { press(kb.Enter) })
	press(kb.Tab)
	expect("the first Tab", "skip")
	press(kb.Enter)
	expect("past the navigation", "main")
	press("/")
	expect("the key of the search", "find")
	b.open("/matters/new")
	b.do(chromedp.Focus(field("number")))
	press("（2026）沪0101刑初")
	press(kb.Tab)
	expect("Tab in the order of reading", "investigated")
	b.follow(func() { press(kb.Enter, chromedp.KeyModifiers(chromedp.ModifierCtrl)) })
	expect("after a form that cannot be filed", "wrong")
	b.picture("wrong")
	b.do(chromedp.Click(chromedp.CSS("#wrong a")))
	expect("the first complaint leads to its field", "p0-name")
	if kept := obtain(b, chromedp.Value(field("number"))); kept != "（2026）沪0101刑初" {
		t.Errorf("the input was not kept: %q", kept)
	}
	b.follow(func() { press(kb.Escape) })
	if b.at() != "/matters" || !strings.Contains(b.text(), "（2026）沪0101刑初") {
		t.Errorf("leaving with Esc did not keep a draft: %s\n%s", b.at(), b.text())
	}
	b.silent()
}
