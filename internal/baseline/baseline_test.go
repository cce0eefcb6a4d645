package baseline

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/finding"
)

func e(file, rule, content string) Entry { return Entry{File: file, Rule: rule, Content: content} }

func all(Entry) Say { return Judged }

func away(Entry) Say { return Away }

func TestMatching(t *testing.T) {
	known := New([]Entry{e("a", "R", "x"), e("a", "R", "x"), e("b", "R", "y"), e("", "R", "z")})
	for _, tt := range []struct {
		name  string
		found []Entry
		say   func(Entry) Say
		want  []bool
		stale int
		moved int
		kept  int
	}{
		{"the same again is known", []Entry{e("", "R", "z"), e("a", "R", "x"), e("a", "R", "x"), e("b", "R", "y")}, all, []bool{true, true, true, true}, 0, 0, 4},
		{"a second copy is new", []Entry{e("b", "R", "y"), e("b", "R", "y")}, all, []bool{true, false}, 3, 0, 1},
		{"what takes the place of another is new", []Entry{e("b", "R", "other")}, all, []bool{false}, 4, 0, 0},
		{"another rule is new", []Entry{e("b", "S", "y")}, all, []bool{false}, 4, 0, 0},
		{"what moves to another file is known", []Entry{e("c", "R", "y")}, all, []bool{true}, 3, 1, 1},
		{"a copy in another file is new", []Entry{e("b", "R", "y"), e("c", "R", "y")}, all, []bool{true, false}, 3, 0, 1},
		{"only as many move as are gone", []Entry{e("c", "R", "x"), e("d", "R", "x"), e("e", "R", "x")}, all, []bool{true, true, false}, 2, 2, 2},
		{"what was not judged is not stale, and does not move", []Entry{e("c", "R", "y")}, func(Entry) Say { return Unseen }, []bool{false}, 0, 0, 4},
		{"what is away moves, and is not stale", []Entry{e("c", "R", "y")}, away, []bool{true}, 0, 1, 4},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := known.Match(tt.found, tt.say)
			if !slices.Equal(m.Known, tt.want) {
				t.Errorf("known %v, want %v", m.Known, tt.want)
			}
			stale := 0
			for _, s := range m.Stale {
				stale += s.Count
			}
			if stale != tt.stale || m.Moved != tt.moved || m.Kept.Len() != tt.kept {
				t.Errorf("stale %d, moved %d, kept %d; want %d, %d, %d", stale, m.Moved, m.Kept.Len(), tt.stale, tt.moved, tt.kept)
			}
		})
	}
}

// Pruning twice, or where nothing changed, changes nothing.
func TestWhatIsKeptMatchesAgain(t *testing.T) {
	known := New([]Entry{e("a", "R", "x"), e("a", "R", "x"), e("b", "R", "y")})
	found := []Entry{e("a", "R", "x"), e("c", "R", "y")}
	once := known.Match(found, all).Kept
	twice := once.Match(found, all)
	if !bytes.Equal(once.Encode(), twice.Kept.Encode()) || len(twice.Stale) > 0 || slices.Contains(twice.Known, false) {
		t.Errorf("first %s\nthen %s", once.Encode(), twice.Kept.Encode())
	}
	same := []Entry{e("a", "R", "x"), e("a", "R", "x"), e("b", "R", "y")}
	if got := known.Match(same, all).Kept.Encode(); !bytes.Equal(got, known.Encode()) {
		t.Errorf("nothing changed, and the file did: %s", got)
	}
}

func TestTheFileDependsOnItsEntriesAlone(t *testing.T) {
	in := []Entry{{File: "b", Rule: "R", Content: "1", Message: "two\nlines <b>"}, e("a", "S", "2"), e("a", "R", "2"), e("a", "R", "2")}
	want := New(in).Encode()
	slices.Reverse(in)
	if got := New(in).Encode(); !bytes.Equal(got, want) {
		t.Errorf("%s\nand\n%s", want, got)
	}
	b, err := Parse("b", want)
	if err != nil {
		t.Fatal(err)
	}
	if got := b.Encode(); !bytes.Equal(got, want) {
		t.Errorf("read and written: %s, want %s", got, want)
	}
	const lines = `{"promptglot_baseline":1}
{"file":"a","rule":"R","content":"2","count":2}
{"file":"a","rule":"S","content":"2"}
{"file":"b","rule":"R","content":"1","message":"two lines <b>"}
`
	if string(want) != lines {
		t.Errorf("got %s", want)
	}
}

func TestMessagesHoldNoCredentials(t *testing.T) {
	secret := strings.Join([]string{"sk", "ant", "api03", "Zx81kQpLm4Wv9TtRc7Yh2NsB"}, "-")
	out := New([]Entry{{Rule: "R", Content: "1", Message: "a key: " + secret}}).Encode()
	if bytes.Contains(out, []byte("Zx81kQpLm4")) {
		t.Errorf("%s", out)
	}
}

// A merge of two branches may leave doubled headers and lines.
func TestMergedFilesRead(t *testing.T) {
	b, err := Parse("b", []byte("\uFEFF{\"promptglot_baseline\":1}\r\n{\"file\":\"a\",\"rule\":\"R\",\"content\":\"1\",\"count\":2}\r\n\n{\"promptglot_baseline\":1}\n{\"file\":\"a\",\"rule\":\"R\",\"content\":\"1\",\"count\":3}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Entries) != 1 || b.Entries[0].Count != 3 {
		t.Errorf("got %+v", b.Entries)
	}
}

func TestBadFilesAreOneClearLine(t *testing.T) {
	const head = "{\"promptglot_baseline\":1}\n"
	for _, tt := range []struct{ data, want string }{
		{"", "b: it is empty; promptglot baseline create writes a baseline"},
		{"[]\n", "b:1: no baseline: expected {\"promptglot_baseline\":1}"},
		{"{\"promptglot_baseline\":2}\n", "b:1: version 2 of the format; this version of promptglot reads version 1"},
		{head + "<<<<<<< HEAD\n", "b:2: a merge conflict; keep the lines of both sides"},
		{head + "{\"rule\":\"R\"}\n", "b:2: an entry without rule or content"},
		{head + "{\"rule\":1,\"content\":\"x\"}\n", "b:2: no entry (rule is a number)"},
		{head + "{\"rule\":\"R\",\"content\":\"x\",\"line\":3}\n", "b:2: no entry (unknown field \"line\")"},
		{head + "{\"rule\":\"R\",\"content\":\"x\"} {}\n", "b:2: more than one entry on a line"},
		{head + "{\"rule\":\"R\",\"content\":\"x\",\"count\":-1}\n", "b:2: count is -1"},
		{head + "{\"file\":\"./a\",\"rule\":\"R\",\"content\":\"x\"}\n", `b:2: file is "./a"; expected a clean path such as "a"`},
		{head + "{\"rule\":\"R\n", "b:2: no entry ("},
	} {
		_, err := Parse("b", []byte(tt.data))
		if err == nil || !strings.HasPrefix(err.Error(), tt.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: got %v, want %s", tt.data, err, tt.want)
		}
	}
}

func TestContentIsWhatWasFoundAndNotWhere(t *testing.T) {
	base := func() (*finding.Finding, *fact.Fact) {
		return &finding.Finding{Rule: "R", Severity: finding.Error, File: "a", Message: "m", Targets: []string{"gemini"}},
			&fact.Fact{ID: "1", Kind: fact.Loss, Feature: "f", File: "a", Value: "7", Prompt: "a#ask", Loss: &fact.LossDetail{Path: "/messages/3/seed", Target: "gemini"}}
	}
	f, x := base()
	want := Content(f, x, "seed: 7")
	for name, change := range map[string]func(*finding.Finding, *fact.Fact){
		"file":     func(f *finding.Finding, x *fact.Fact) { f.File, x.File, x.Prompt = "b", "b", "b#ask" },
		"wording":  func(f *finding.Finding, x *fact.Fact) { f.Message, f.Help = "other", "other" },
		"severity": func(f *finding.Finding, x *fact.Fact) { f.Severity = finding.Info },
		"targets":  func(f *finding.Finding, x *fact.Fact) { f.Targets, x.Loss.Target, x.ID = nil, "anthropic", "2" },
		"index":    func(f *finding.Finding, x *fact.Fact) { x.Loss.Path = "/messages/4/seed" },
	} {
		f, x := base()
		change(f, x)
		if got := Content(f, x, "seed:  7"); got != want {
			t.Errorf("it depends on the %s", name)
		}
	}
	for name, change := range map[string]func(*finding.Finding, *fact.Fact){
		"rule":   func(f *finding.Finding, x *fact.Fact) { f.Rule = "S" },
		"value":  func(f *finding.Finding, x *fact.Fact) { x.Value = "8" },
		"option": func(f *finding.Finding, x *fact.Fact) { x.Loss.Path = "/n" },
		"prompt": func(f *finding.Finding, x *fact.Fact) { x.Prompt = "a#tell" },
	} {
		f, x := base()
		change(f, x)
		if Content(f, x, "seed: 7") == want {
			t.Errorf("it does not depend on the %s", name)
		}
	}
}

func TestSourceTextStandsInWhereAFactHasNoValue(t *testing.T) {
	f := &finding.Finding{Rule: "R", Message: "m"}
	x := &fact.Fact{Kind: fact.Feature, Feature: "logit-bias"}
	if Content(f, x, "logit_bias: {1: 5}") == Content(f, x, "logit_bias: {2: 5}") {
		t.Error("two texts are one")
	}
	if Content(f, x, "a  b\n") != Content(f, x, "a b") {
		t.Error("white space makes a difference")
	}
	long := strings.Repeat("a", maxText+1)
	if Content(f, x, long) != Content(f, x, long+"b") {
		t.Error("a whole prompt stands for its finding")
	}
	absent := &fact.Fact{Kind: fact.Loss, Feature: "sampling-param", Loss: &fact.LossDetail{}}
	if Content(f, absent, "model: a") != Content(f, absent, "model: b") {
		t.Error("what is absent depends on where it is told")
	}
	if Content(f, nil, "") == Content(&finding.Finding{Rule: "R", Message: "n"}, nil, "") {
		t.Error("findings without facts are told apart by nothing")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("{\"promptglot_baseline\":1}\n{\"file\":\"a\",\"rule\":\"R\",\"content\":\"1\",\"count\":2}\n"))
	f.Add([]byte("{\"promptglot_baseline\":1}\n<<<<<<<"))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := Parse("b", data)
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("%q", err)
			}
			return
		}
		out := b.Encode()
		again, err := Parse("b", out)
		if err != nil || !bytes.Equal(again.Encode(), out) {
			t.Errorf("%s: %v", out, err)
		}
	})
}
