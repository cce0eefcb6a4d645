package html_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// A browser is a headless Chromium that is spoken to over two pipes, in the
// DevTools protocol: JSON messages, each ended by a zero byte.
type browser struct {
	t       testing.TB
	out     io.Writer
	mu      sync.Mutex
	next    int
	waiting map[int]chan message
	session string
	events  []message
}

type message struct {
	ID     int             `json:"id,omitempty"`
	Method string          `json:"method,omitempty"`
	Params json.RawMessage `json:"params,omitempty"`
	Result json.RawMessage `json:"result,omitempty"`
	Error  *struct {
		Message string `json:"message"`
	} `json:"error,omitempty"`
	Session string `json:"sessionId,omitempty"`
}

// chromium starts a browser with one empty page. The test is skipped where it
// is not asked for or no browser is installed.
func chromium(t testing.TB) *browser {
	t.Helper()
	if os.Getenv("PROMPTGLOT_BROWSER") == "" {
		t.Skip("set PROMPTGLOT_BROWSER=1 to open the page in a headless Chromium")
	}
	var exe string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			exe = found
			break
		}
	}
	if exe == "" {
		t.Skip("no Chromium is installed here: the page was not opened in a browser")
	}
	toUs, theirs, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	fromUs, ours, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe",
		"--user-data-dir="+filepath.Join(t.TempDir(), "profile"), "--no-first-run", "--disable-background-networking", "about:blank")
	cmd.ExtraFiles = []*os.File{fromUs, theirs} // descriptors 3 and 4
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	fromUs.Close()
	theirs.Close()
	b := &browser{t: t, out: ours, waiting: map[int]chan message{}}
	done := make(chan struct{})
	go func() { defer close(done); b.listen(toUs) }()
	t.Cleanup(func() {
		b.ask("Browser.close", nil, nil)
		_ = cmd.Wait()
		ours.Close()
		<-done
		toUs.Close()
	})
	var target struct {
		ID string `json:"targetId"`
	}
	b.ask("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	var attached struct {
		Session string `json:"sessionId"`
	}
	b.ask("Target.attachToTarget", map[string]any{"targetId": target.ID, "flatten": true}, &attached)
	b.session = attached.Session
	b.ask("Performance.enable", map[string]any{"timeDomain": "threadTicks"}, nil)
	for _, domain := range []string{"Page", "Runtime", "Network", "Log"} {
		b.ask(domain+".enable", nil, nil)
	}
	return b
}

func (b *browser) listen(r io.Reader) {
	in := bufio.NewReader(r)
	for {
		data, err := in.ReadBytes(0)
		if err != nil {
			return
		}
		var m message
		if json.Unmarshal(data[:len(data)-1], &m) != nil {
			continue
		}
		b.mu.Lock()
		if c := b.waiting[m.ID]; m.ID != 0 && c != nil {
			delete(b.waiting, m.ID)
			c <- m
		} else {
			b.events = append(b.events, m)
		}
		b.mu.Unlock()
	}
}

// ask sends a command and reads its answer into result.
func (b *browser) ask(method string, params any, result any) {
	b.t.Helper()
	if params == nil {
		params = struct{}{}
	}
	raw, err := json.Marshal(params)
	if err != nil {
		b.t.Fatal(err)
	}
	answer := make(chan message, 1)
	b.mu.Lock()
	b.next++
	m := message{ID: b.next, Method: method, Params: raw, Session: b.session}
	b.waiting[m.ID] = answer
	b.mu.Unlock()
	line, _ := json.Marshal(m)
	if _, err := b.out.Write(append(line, 0)); err != nil {
		b.t.Fatalf("%s: %v", method, err)
	}
	select {
	case got := <-answer:
		if got.Error != nil {
			b.t.Fatalf("%s: %s", method, got.Error.Message)
		}
		if result != nil {
			if err := json.Unmarshal(got.Result, result); err != nil {
				b.t.Fatalf("%s: %v", method, err)
			}
		}
	case <-time.After(60 * time.Second):
		b.t.Fatalf("%s: the browser does not answer", method)
	}
}

// open loads a file and returns how long it took until everything was drawn
// for the first time.
func (b *browser) open(file string) time.Duration {
	b.t.Helper()
	start := time.Now()
	b.ask("Page.navigate", map[string]any{"url": "file://" + file}, nil)
	b.eval(`new Promise(done => { const drawn = () => requestAnimationFrame(() => setTimeout(done));
		document.readyState === "complete" ? drawn() : addEventListener("load", drawn) })`, nil)
	return time.Since(start)
}

// busy returns the processor time, in seconds, that the page's own thread has
// used: it does not depend on what else the machine does.
func (b *browser) busy() float64 {
	b.t.Helper()
	var got struct {
		Metrics []struct {
			Name  string  `json:"name"`
			Value float64 `json:"value"`
		} `json:"metrics"`
	}
	b.ask("Performance.getMetrics", nil, &got)
	for _, m := range got.Metrics {
		if m.Name == "TaskDuration" {
			return m.Value
		}
	}
	b.t.Fatal("the browser does not tell what the page has cost")
	return 0
}

// eval runs a script in the page; a promise is waited for.
func (b *browser) eval(script string, result any) {
	b.t.Helper()
	var answer struct {
		Result struct {
			Value json.RawMessage `json:"value"`
		} `json:"result"`
		Exception *struct {
			Text      string `json:"text"`
			Exception struct {
				Description string `json:"description"`
			} `json:"exception"`
		} `json:"exceptionDetails"`
	}
	b.ask("Runtime.evaluate", map[string]any{"expression": script, "awaitPromise": true, "returnByValue": true}, &answer)
	if answer.Exception != nil {
		b.t.Fatalf("%s: %s %s", script, answer.Exception.Text, answer.Exception.Exception.Description)
	}
	if result != nil && len(answer.Result.Value) > 0 {
		if err := json.Unmarshal(answer.Result.Value, result); err != nil {
			b.t.Fatalf("%s: %v", script, err)
		}
	}
}

// size sets the window's size in CSS pixels, and whether it is a phone.
func (b *browser) size(width, height int, phone bool) {
	b.ask("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone}, nil)
}

// media sets the medium and the colour scheme that the page is shown in.
func (b *browser) media(medium, scheme string) {
	b.ask("Emulation.setEmulatedMedia", map[string]any{
		"media": medium, "features": []map[string]string{{"name": "prefers-color-scheme", "value": scheme}},
	}, nil)
}

// complaints are what the page asked of the network but itself, and what the
// console says.
func (b *browser) complaints() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []string
	for _, e := range b.events {
		switch e.Method {
		case "Network.requestWillBeSent":
			var p struct {
				Type    string `json:"type"`
				Request struct {
					URL string `json:"url"`
				} `json:"request"`
			}
			if json.Unmarshal(e.Params, &p) == nil && p.Type != "Document" {
				out = append(out, "it asks for "+p.Request.URL)
			}
		case "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded":
			out = append(out, fmt.Sprintf("%s %s", e.Method, e.Params))
		}
	}
	return out
}
