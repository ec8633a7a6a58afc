package main

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress is a bar on standard error while a long step runs. Without a terminal
// there is none. It counts steps and never names what is being done to whom.
type progress struct{ bar *progressbar.ProgressBar }

// progress begins a bar under a title.
func (p *program) progress(title string) *progress {
	if !p.terminal(p.stderr) {
		return &progress{}
	}
	return &progress{progressbar.NewOptions64(-1,
		progressbar.OptionSetWriter(p.stderr),
		progressbar.OptionSetDescription(title),
		progressbar.OptionSetWidth(30),
		progressbar.OptionShowCount(),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)}
}

// set shows that done of total steps are done.
func (b *progress) set(done, total int64) {
	if b.bar == nil {
		return
	}
	if b.bar.GetMax64() != total {
		b.bar.ChangeMax64(total)
	}
	_ = b.bar.Set64(done) // a bar that cannot be drawn is no reason to stop
}

// finish takes the bar away.
func (b *progress) finish() {
	if b.bar != nil {
		_ = b.bar.Finish()
	}
}
