package app

import (
	"fmt"
	"io"
	"strings"
)

// A progress is a bar on a terminal that says how far a log is. Anywhere else
// it says nothing. It asks no clock: it is drawn anew whenever what it shows
// changes.
type progress struct {
	app   *App
	name  string
	size  int64 // of the input; 0 where nobody knows it
	drawn string
}

const barWidth = 30

// show draws the bar after read bytes of the input.
func (p *progress) show(read int64) {
	if !p.app.Progress || p.app.Quiet {
		return
	}
	text := fmt.Sprintf("%s: %d MB", p.name, read>>20)
	if p.size > 0 {
		done := min(read, p.size)
		full := int(done * barWidth / p.size)
		text = fmt.Sprintf("%s: [%s%s] %d %%", p.name, strings.Repeat("=", full), strings.Repeat(" ", barWidth-full), done*100/p.size)
	}
	if text != p.drawn {
		p.draw("\r" + text)
		p.drawn = text
	}
}

// clear takes the bar away, so that something else can be said.
func (p *progress) clear() {
	if p.drawn != "" {
		p.draw("\r\x1b[K")
		p.drawn = ""
	}
}

func (p *progress) draw(text string) {
	p.app.mu.Lock()
	defer p.app.mu.Unlock()
	_, _ = io.WriteString(p.app.Stderr, text)
}
