package html_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/report/html"
)

// show writes the page and opens it.
func (b *browser) show(t *testing.T, p *html.Page) (size int) {
	t.Helper()
	page := write(t, p)
	file := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	wall := b.open(file)
	t.Logf("%d prompts, %d targets: %d kB, drawn after %v, %.2f s of processor time", len(p.Prompts), len(p.Targets), len(page)>>10, wall, b.busy())
	return len(page)
}

// large is a page as a large repository has it: n prompts with entries, lines
// and changes of their own, at as many targets as there are vendors.
func large(t *testing.T, n int) *html.Page {
	p := fixture(t)
	first := p.Prompts[0]
	for i := len(p.Targets); i < 15; i++ {
		p.Targets = append(p.Targets, fmt.Sprintf("dialect-%d/model-%d", i, i))
	}
	p.Prompts = nil
	words := []string{html.Same, html.Changed, html.Loses, html.Refused}
	for i := range n {
		q := first
		q.File = fmt.Sprintf("services/team-%d/prompts/of-the-service/ask-%d.py", i%40, i)
		q.ID = q.File + "#ask"
		q.At = nil
		for j := range p.Targets {
			tokens, cost := 1000+i*7+j, 0.001*float64(i)
			q.At = append(q.At, html.Cell{Outcome: words[(i*7+j*i)%4], Possible: (i+j)%5 == 0, Size: &html.Size{Low: tokens - 9, Tokens: tokens, High: tokens + 30, CostUSD: &cost}})
		}
		q.Losses = nil
		for j := range 12 {
			l := first.Losses[j%len(first.Losses)]
			l.Path, l.Line = fmt.Sprintf("/messages/%d/%d", i, j), i+j
			q.Losses = append(q.Losses, l)
		}
		q.Source = &html.Source{File: q.File}
		for j := range 30 {
			q.Source.Lines = append(q.Source.Lines, html.Line{Number: i + j, Text: fmt.Sprintf("line %d of prompt %d says %x", j, i, i*j*7919)})
		}
		p.Prompts = append(p.Prompts, q)
	}
	return p
}

func TestTwoThousandPromptsOpenAtOnce(t *testing.T) {
	b := chromium(t)
	p := large(t, 2000)
	if size := b.show(t, p); size > 5<<20 {
		t.Errorf("the page has %d bytes", size)
	}
	// Seconds on the wall tell what else the machine does, so the thread's own
	// time is what must hold.
	if s := b.busy(); s > 2 {
		t.Errorf("the page needs %.1f s of processor time", s)
	}
	var said string
	b.eval(`(async () => {
		location.hash = "#p1900";
		const body = document.getElementById("p1900");
		for (let i = 0; i < 100 && !body.querySelector("table"); i++) await new Promise(r => setTimeout(r, 50));
		return body.innerText })()`, &said)
	if !strings.Contains(said, "line 3 of prompt 1899 says") {
		t.Errorf("the packed details of a prompt do not open: %q", said)
	}
	var near, found int
	b.eval(`(async () => {
		const frame = document.querySelector(".tall");
		frame.scrollTop = frame.scrollHeight;
		await new Promise(r => setTimeout(r, 500));
		return document.querySelectorAll(".matrix tbody.near").length })()`, &near)
	if near == 0 {
		t.Error("at its end the matrix does not go on")
	}
	b.eval(`(() => { const find = document.getElementById("find");
		find.value = "ask-1999.py"; tools.dispatchEvent(new Event("input"));
		return [...document.querySelectorAll(".matrix tbody tr")].filter(r => r.offsetHeight > 0).length })()`, &found)
	if found != 1 {
		t.Errorf("the filter shows %d rows of the last prompt", found)
	}
	if c := b.complaints(); len(c) > 0 {
		t.Errorf("the browser complains: %s", c)
	}
}

func TestThePageIsReadOnAnyScreen(t *testing.T) {
	b := chromium(t)
	for _, width := range []int{320, 390, 768, 1400} {
		b.size(width, 800, width < 500)
		b.show(t, fixture(t))
		b.eval(`document.querySelectorAll("details").forEach(d => { d.open = true })`, nil)
		var over int
		b.eval(`document.documentElement.scrollWidth - innerWidth`, &over)
		if over > 0 {
			t.Errorf("at a width of %d, the page is %d wider than the screen", width, over)
		}
	}
}

// contrast returns the texts whose colours are too near their ground: WCAG's
// level AA asks for 4.5 to 1.
const contrast = `(() => {
	const rgb = s => s.match(/[\d.]+/g).map(Number);
	const light = ([r, g, b]) => { const f = [r, g, b].map(c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
		return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2]; };
	const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
	const bad = [];
	for (const e of document.querySelectorAll("body *")) {
		if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || e.closest("script, noscript, option, svg")) continue;
		const a = light(rgb(getComputedStyle(e).color)), b = light(ground(e));
		const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
		if (ratio < 4.5) bad.push(ratio.toFixed(2) + " " + e.tagName + "." + e.className + " " + e.textContent.slice(0, 40));
	}
	return bad })()`

func TestTextsStandOutInLightInDarkAndOnPaper(t *testing.T) {
	b := chromium(t)
	b.size(1200, 900, false)
	for _, m := range [][2]string{{"screen", "light"}, {"screen", "dark"}, {"print", "dark"}} {
		b.media(m[0], m[1])
		b.show(t, fixture(t))
		b.eval(`document.querySelectorAll("details").forEach(d => { d.open = true })`, nil)
		var bad []string
		b.eval(contrast, &bad)
		if len(bad) > 0 {
			t.Errorf("%s, %s: %s", m[0], m[1], strings.Join(bad, "\n"))
		}
	}
}

func TestTheFilterShowsWhatIsAskedFor(t *testing.T) {
	b := chromium(t)
	b.show(t, fixture(t))
	for _, c := range []struct {
		set, want string
	}{
		{``, "ask.py#ask plain.md skip.json"},
		{`find.value = "OPENAI"`, "ask.py#ask skip.json"},
		{`least.value = 2`, "ask.py#ask"},
		{`least.value = 2; where.value = 1`, ""},
		{`least.value = 1; where.value = 1`, "ask.py#ask"},
		{`tests.checked = true`, "ask.py#ask skip.json"},
	} {
		var got, list string
		b.eval(`(() => { tools.reset(); const find = document.getElementById("find"); `+c.set+`; tools.dispatchEvent(new Event("input"));
			return [...document.querySelectorAll(".matrix tbody tr")].filter(r => !r.hidden).map(r => r.querySelector("a").textContent).join(" ") })()`, &got)
		b.eval(`[...document.querySelectorAll(".prompt")].filter(r => !r.hidden).map(r => r.querySelector(".id").lastChild.textContent).join(" ")`, &list)
		if got != c.want || list != c.want {
			t.Errorf("%s: the matrix shows %q, the list %q; want %q", c.set, got, list, c.want)
		}
	}
}

func TestTextBreaksOutOfNoBrowser(t *testing.T) {
	b := chromium(t)
	for _, p := range []*html.Page{hostile(breakout), many(hostile(breakout), 1500)} {
		p.Title = "whole"
		b.show(t, p)
		var title string
		b.eval(`(async () => { document.querySelector(".prompt").open = true; await new Promise(r => setTimeout(r, 500)); return document.title })()`, &title)
		if title != "whole" {
			t.Errorf("a prompt's text ran as a script: %q", title)
		}
	}
	if c := b.complaints(); len(c) > 0 {
		t.Errorf("the browser complains: %s", c)
	}
}
