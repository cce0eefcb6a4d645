package rewrite_test

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/rewrite"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

var update = flag.Bool("update", false, "write the expected files")

var engine = compose.New(catalog.Default())

// A written is a call that was written for a site and a target.
type written struct {
	site    *compose.ProgramCall
	prog    *compose.Program
	target  translate.Target
	request *value.Node
	call    *rewrite.Call
	answers []rewrite.Mapping
	refused string
}

// writeAll writes every call site of a program for the targets.
func writeAll(t *testing.T, name string, data []byte, targets []string) []written {
	t.Helper()
	prog := engine.OpenProgram(source.NewFile(name, data))
	if prog == nil {
		t.Fatalf("%s: no call site", name)
	}
	var out []written
	for _, text := range targets {
		target, err := translate.ParseTarget(engine.Catalog, text)
		if err != nil {
			t.Fatal(err)
		}
		for i := range prog.Calls {
			k := &prog.Calls[i]
			request, ledger, err := engine.Translator.Write(k.Prompt, target)
			if err != nil {
				t.Fatal(err)
			}
			if why := ledger.Refusals(); why != "" {
				out = append(out, written{site: k, prog: prog, target: target, refused: why})
				continue
			}
			site := &rewrite.Site{Site: k.Site, File: prog.File, Unit: prog.Unit}
			call := rewrite.Write(engine.Catalog, site, target, request)
			answers := rewrite.Answers(engine.Catalog, site, k.Dialect, target, call, site.Reads())
			out = append(out, written{k, prog, target, request, call, answers, ""})
		}
	}
	return out
}

func fixtures(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no fixtures", err)
	}
	return names
}

// load reads a fixture: its comment names the targets, its first file is the
// program.
func load(t *testing.T, name string) (a *txtar.Archive, targets []string) {
	t.Helper()
	a, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return a, strings.Fields(string(a.Comment))
}

func TestACallIsWrittenAsTheFixtureSays(t *testing.T) {
	// What the program made for its own library cannot be read back as the target's.
	carried, err := filepath.Glob("testdata/carried/*.txtar")
	if err != nil || len(carried) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, name := range append(fixtures(t), carried...) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			a, targets := load(t, name)
			in := a.Files[0]
			want := map[string]string{}
			for _, f := range a.Files[1:] {
				want[f.Name] = string(f.Data)
			}
			a.Files = a.Files[:1]
			for _, target := range targets {
				var b strings.Builder
				for _, w := range writeAll(t, in.Name, in.Data, []string{target}) {
					show(&b, &w)
				}
				a.Files = append(a.Files, txtar.File{Name: target, Data: []byte(b.String())})
				if !*update && want[target] != b.String() {
					t.Errorf("%s:\n%s", target, source.Unified("want", "got", []byte(want[target]), []byte(b.String())))
				}
			}
			if *update {
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func show(b *strings.Builder, w *written) {
	if w.refused != "" {
		b.WriteString("# " + w.site.ID + ": refused: " + w.refused + "\n")
		return
	}
	b.WriteString("# " + w.site.ID + ": " + w.call.SDK + ", " + w.call.Language + ": " + w.call.Package + "\n")
	for _, l := range append(append([]string{}, w.call.Imports...), w.call.Client...) {
		b.WriteString(l + "\n")
	}
	b.WriteString(w.call.Call + "\n")
	for _, n := range w.call.Notes {
		b.WriteString("# note: " + n + "\n")
	}
	for _, m := range w.answers {
		b.WriteString("# " + m.Part + ": " + m.From + " => " + m.To)
		if m.Note != "" {
			b.WriteString(" (" + m.Note + ")")
		}
		if m.Read {
			b.WriteString(" [read here]")
		}
		b.WriteString("\n")
	}
}

// TestACallReadsBackAsTheRequestThatItWasWrittenFor is the law of this package: the
// program with the call in it, read again, sends the request of the target.
func TestACallReadsBackAsTheRequestThatItWasWrittenFor(t *testing.T) {
	for _, name := range fixtures(t) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			a, targets := load(t, name)
			in := a.Files[0]
			for _, w := range writeAll(t, in.Name, in.Data, targets) {
				if w.refused != "" || w.call.SDK == "" || strings.HasSuffix(in.Name, ".ipynb") {
					continue // no program: over HTTP, or within JSON
				}
				readsBack(t, in, &w)
			}
		})
	}
}

func readsBack(t *testing.T, in txtar.File, w *written) {
	t.Helper()
	c := w.call
	// The call stands where the old one stood: names keep their meaning.
	at := rewrite.Extent(w.site.Site.Call)
	before := string(in.Data[:at.Start])
	call := c.Call
	if strings.HasSuffix(strings.TrimRight(before, " "), "await") {
		call = strings.TrimPrefix(call, "await ")
	}
	text := embed(before, strings.Join(c.Imports, "\n"), c.Client, call, string(in.Data[at.End:]))
	prog := engine.OpenProgram(source.NewFile(in.Name, []byte(text)))
	if prog == nil {
		t.Fatalf("%s for %s: nothing is read in\n%s", w.site.ID, w.target, text)
	}
	var got *compose.ProgramCall
	for i := range prog.Calls {
		if prog.Calls[i].Site.Name == w.site.Site.Name {
			got = &prog.Calls[i]
		}
	}
	if got == nil {
		t.Fatalf("%s for %s: the call is not read in\n%s", w.site.ID, w.target, text)
	}
	// An address that only the environment knows names no vendor, nor does one in
	// options that stand behind others.
	a, _ := engine.Catalog.AnswerOf(w.target.Dialect.ID)
	hidden := strings.HasPrefix(a.URL, "{env.") || w.prog.Unit.Lang == "csharp"
	if got.Dialect != w.target.Dialect.ID && !(hidden && got.Dialect == w.target.Dialect.Parent) {
		t.Errorf("%s for %s: it is read as %s in\n%s", w.site.ID, w.target, got.Dialect, text)
	}
	want := w.request.Clone()
	have := got.Site.Request.Clone()
	for _, n := range []*value.Node{want, have} { // what another method or the URL says
		n.Entries = without(n.Entries, "stream")
	}
	if want.Get("model") == nil && want.Get("modelId") == nil {
		have.Entries = without(without(have.Entries, "model"), "modelId")
	}
	if e := engine.Catalog.EmitOf(c.SDK, w.target.Dialect.ID); e != nil && e.InClient != "" {
		want.Entries = without(want.Entries, e.InClient)
	}
	if e := engine.Catalog.EmitOf(c.SDK, w.target.Dialect.ID); e != nil {
		unformed(e, have)
	}
	if e := engine.Catalog.EmitOf(c.SDK, w.target.Dialect.ID); e != nil { // a limit that the program does not name
		for m, most := range e.Unstreamed {
			if v := have.Get(m); v != nil && v.Kind == value.Number && v.Str == strconv.Itoa(most) && w.site.Site.Request.Get(m) == nil {
				want.Set(m, v)
			}
		}
	}
	if w.prog.Unit.Lang != "python" && w.prog.Unit.Lang != "typescript" {
		spellOut(want)
		spellOut(have)
	}
	if a, b := canonical(t, want), canonical(t, have); a != b {
		t.Errorf("%s for %s:\n%s\nin\n%s", w.site.ID, w.target, source.Unified("written", "read back", []byte(a), []byte(b)), text)
	}
}

// embed puts a call into the program, its imports at the top and its client
// before the statement that the call stands in.
func embed(before, imports string, client []string, call, after string) string {
	line := strings.LastIndexByte(before, '\n') + 1
	indent := before[line : len(before)-len(strings.TrimLeft(before[line:], " \t"))]
	var b strings.Builder
	head, rest := "", before[:line]
	if strings.HasPrefix(rest, "package ") { // imports stand behind it
		i := strings.IndexByte(rest, '\n') + 1
		head, rest = rest[:i], rest[i:]
	}
	b.WriteString(head + imports + "\n" + rest)
	for _, l := range client {
		b.WriteString(indent + l + "\n")
	}
	b.WriteString(before[line:] + call + after)
	return b.String()
}

// spellOut writes texts of Anthropic's turns as the blocks that they stand for: the
// libraries of languages with types take no texts there.
func spellOut(n *value.Node) {
	block := func(v *value.Node) *value.Node {
		if v != nil && (v.Kind == value.String || v.Kind == value.Text || v.Kind == value.Hole) {
			return value.NewArray(value.NewObject("type", value.NewString("text"), "text", v))
		}
		return v
	}
	if n.Get("max_tokens") == nil || n.Get("messages") == nil {
		return
	}
	n.Set("system", block(n.Get("system")))
	for i := range n.Get("messages").Entries {
		m := n.Get("messages").Entries[i].Value
		m.Set("content", block(m.Get("content")))
	}
}

func without(es []value.Entry, key string) []value.Entry {
	var out []value.Entry
	for _, e := range es {
		if e.Key != key || e.Block != nil {
			out = append(out, e)
		}
	}
	return out
}

// canonical is a request with its holes as the expressions in them, one member a
// line.
func canonical(t *testing.T, n *value.Node) string {
	t.Helper()
	b, err := flat(n).PrintJSON(value.JSONStyle{Sort: true, Indent: " ", Tags: tags{}})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// flat shows blocks and choices as objects, since JSON cannot separate them.
func flat(n *value.Node) *value.Node {
	if n == nil {
		return nil
	}
	c := *n
	c.Entries = nil
	if n.Kind == value.Choice {
		c = value.Node{Kind: value.Array}
		for _, a := range n.Choice.Arms {
			c.Append(value.NewString("case "+a.Tag.Src), flat(a.Body))
		}
		return &c
	}
	for _, e := range n.Entries {
		switch {
		case e.Block != nil:
			x := &value.Node{Kind: value.Array}
			for _, a := range e.Block.Arms {
				x.Append(value.NewString("case "+a.Tag.Src), flat(&value.Node{Kind: n.Kind, Entries: a.Body}))
			}
			c.Entries = append(c.Entries, value.Entry{Key: "block", Value: x})
		case e.Spread:
			c.Entries = append(c.Entries, value.Entry{Key: "..." + e.Value.Tag.Src, Value: flat(e.Value)})
		default:
			c.Entries = append(c.Entries, value.Entry{Key: e.Key, Value: flat(e.Value)})
		}
	}
	return &c
}

type tags struct{}

func (tags) Tag(t expr.Tag, _ value.Context) (string, error) {
	s := strings.TrimSpace(t.Src)
	for _, d := range [][2]string{{"${", "}"}, {"{", "}"}, {"$", ""}} {
		if x, ok := strings.CutPrefix(s, d[0]); ok && strings.HasSuffix(x, d[1]) {
			s = strings.TrimSuffix(x, d[1])
			break
		}
	}
	if o, ok := t.Expr.(expr.Opaque); ok && o.Text != "" && strings.HasPrefix(t.Src, "%") {
		s = o.Text
	}
	return `"` + strings.ReplaceAll(s, `"`, `'`) + `"`, nil
}
