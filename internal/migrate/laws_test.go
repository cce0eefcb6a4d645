package migrate_test

import (
	"errors"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

var compiled = map[string]*jsonschema.Schema{}

// oracles returns the vendors' schemas that a request for a target must obey.
func oracles(t testing.TB, target string) []*jsonschema.Schema {
	t.Helper()
	names := map[string][]string{
		"openai-chat": {"openai_chat.openapi.strict.schema.json", "openai_chat.ts.schema.json"},
		"vllm":        {"openai_chat.ts.schema.json"}, // it takes what OpenAI does, and more
		"anthropic":   {"anthropic_messages.ts.schema.json"},
		"gemini":      {"vertex_generatecontent_v1.discovery.strict.schema.json"},
	}[strings.Split(strings.Split(target, "@")[0], "/")[0]]
	if strings.HasPrefix(target, "anthropic@2023") {
		names = []string{"anthropic_messages_2023-06-01.ts.schema.json"}
	}
	var out []*jsonschema.Schema
	for _, n := range names {
		path := testkit.Shared(t, "oracles", n)
		if compiled[path] == nil {
			s, err := jsonschema.NewCompiler().Compile(path)
			if err != nil {
				t.Fatal(err)
			}
			compiled[path] = s
		}
		out = append(out, compiled[path])
	}
	return out
}

// knownGaps are invalid requests that come from a writer, not from the
// rendering; a gap that has been closed has to leave this list.
var knownGaps = map[string]string{}

// corpusGaps are those of the shared corpus, by the neutral file alone.
var corpusGaps = map[string]string{
	// The program fills history with messages; a sample of it is a text.
	"google+dotprompt/packages/codemirror/samples/07-multi-turn-history.prompty": "got string, want object",
	"google+dotprompt/packages/monaco/samples/07-multi-turn-history.prompty":     "got string, want object",
}

var gaps = map[string]bool{}

// fillings validates every filling of every rendering of a neutral file and
// returns how many there were.
func fillings(t *testing.T, name string, data []byte, ts []translate.Target) int {
	t.Helper()
	n := 0
	for _, d := range engine.Open(source.NewFile(name, data)) {
		for _, target := range ts {
			r, err := engine.Render(d, target)
			if errors.Is(err, compose.ErrLanguage) && d.Lang == "mustache" {
				continue // Mustache cannot write JSON: the plan says so
			}
			if err != nil {
				t.Errorf("%s for %s: %v", name, target, err)
				continue
			}
			if r.Refused() != "" {
				continue
			}
			for _, s := range r.Scenarios(d.Prompt) {
				body, err := r.Fill(s.Data)
				if err != nil && !errors.Is(err, compose.ErrUncertain) {
					t.Errorf("%s for %s, %s: %v", name, target, s.Name, err)
				}
				if body == nil {
					continue
				}
				n++
				v, err := jsonschema.UnmarshalJSON(strings.NewReader(string(body)))
				if err != nil {
					t.Errorf("%s for %s, %s: %v\n%s", name, target, s.Name, err, body)
					continue
				}
				if body, ok := v.(map[string]any); ok {
					for _, x := range d.Prompt.Ext {
						if x.Feature == "unknown-field" { // no schema knows it: the source sends it to a gateway
							delete(body, strings.TrimPrefix(x.Key, "/"))
						}
					}
					if target.Dialect.ID == "vllm" { // its own, beside what it has of OpenAI's
						delete(body, "continue_final_message")
						delete(body, "add_generation_prompt")
					}
					delete(body, "stream") // the schema is that of the call without streaming
				}
				for _, o := range oracles(t, target.String()) {
					err := o.Validate(v)
					if gap := corpusGaps[name]; err != nil && gap != "" && strings.Contains(err.Error(), gap) {
						continue
					}
					if err != nil && strings.Contains(err.Error(), knownGaps[name+" "+target.Dialect.ID]) && knownGaps[name+" "+target.Dialect.ID] != "" {
						gaps[name] = true
						continue
					}
					if err != nil {
						t.Errorf("%s for %s, %s: %v\n%s", name, target, s.Name, err, body)
					}
				}
			}
		}
	}
	return n
}

func TestFilledRenderingsAreValidRequests(t *testing.T) {
	ts := targets(t, standard...)
	n := 0
	for _, name := range fixtures(t) {
		m := load(t, name)
		m.apply(m.plan(t, ts))
		for _, f := range m.files() {
			if strings.HasSuffix(f.Path, ".prompty") && !strings.Contains(f.Path, "vec") {
				n += fillings(t, filepath.Base(name)+":"+f.Path, f.Data, ts)
			}
		}
	}
	t.Logf("%d fillings", n)
	if len(gaps) != len(knownGaps) {
		t.Errorf("%d of the known gaps show, %d are listed: take closed ones out of the list", len(gaps), len(knownGaps))
	}
	if n < 300 {
		t.Errorf("only %d fillings were tried", n)
	}
}

// vendorWords are the names that the catalogue has for vendors and dialects.
var vendorWords = func() *regexp.Regexp {
	var words []string
	for _, v := range engine.Catalog.Vendors() {
		words = append(words, regexp.QuoteMeta(v.ID))
		for _, e := range v.Env {
			words = append(words, regexp.QuoteMeta(e))
		}
	}
	for _, d := range engine.Catalog.Dialects() {
		words = append(words, regexp.QuoteMeta(d.ID))
	}
	return regexp.MustCompile(`(?i)\b(` + strings.Join(words, "|") + `)\b`)
}()

// namesVendor returns a vendor's word in a neutral file outside of its
// extension block and of the author's own text, "" for none.
func namesVendor(t *testing.T, name string, data []byte) string {
	t.Helper()
	docs := engine.Open(source.NewFile(name, data))
	if len(docs) != 1 || docs[0].Front == nil {
		return ""
	}
	if m := docs[0].Prompt.Model; m != nil {
		return "a model"
	}
	if len(docs[0].Keys) > 0 {
		return docs[0].Keys[0].Value
	}
	found := ""
	root := docs[0].Front
	for i := range root.Entries {
		switch e := &root.Entries[i]; e.Key {
		case "name", "displayName", "description", "metadata", "inputs", "inputSchema", "sample", "authors", "tags":
			// The author's text, and the block itself.
		default:
			e.Value.Walk("/"+e.Key, func(ptr string, n *value.Node) {
				last := ptr[strings.LastIndexByte(ptr, '/')+1:]
				if last == "description" || strings.Contains(ptr, "/connection") && strings.HasPrefix(ptr, "/tools") {
					return
				}
				if w := vendorWords.FindString(last); w != "" {
					found = w + " at " + ptr
				}
				if n.Kind == value.String && (vendorWords.MatchString(n.Str) || engine.Catalog.HostOf(n.Str) != "") {
					found = n.Str + " at " + ptr
				}
			})
		}
	}
	return found
}

func TestANeutralFileNamesNoVendor(t *testing.T) {
	if namesVendor(t, "x.prompty", []byte("---\nmodel:\n  id: gpt-4o\n---\nuser:\nHi\n")) == "" ||
		namesVendor(t, "x.prompty", []byte("---\nmodel:\n  options:\n    openai: 1\n---\nuser:\nHi\n")) == "" {
		t.Fatal("the scan finds nothing")
	}
	for _, name := range fixtures(t) {
		m := load(t, name)
		p := m.plan(t, targets(t, standard...))
		m.apply(p)
		for _, q := range p.Prompts {
			if q.Neutral == "" || q.Action == "refused" {
				continue
			}
			if w := namesVendor(t, q.Neutral, m[q.Neutral]); w != "" {
				t.Errorf("%s: %s names %s", name, q.Neutral, w)
			}
		}
	}
}

// untouched makes sure that the lines of a Prompty file outside of its model
// block stay as they are, but for the extension block and the name of inputs'
// kinds.
func untouched(t *testing.T, name string, before, after []byte) {
	t.Helper()
	if a, b := others(t, name, before), others(t, name, after); a != b {
		t.Errorf("%s: lines were touched without need:\n%s", name, source.Unified("before", "after", []byte(a), []byte(b)))
	}
}

// inputWord are the words for a property of an input that version 2 has
// renamed.
var inputWord = map[string]*regexp.Regexp{
	"kind": regexp.MustCompile(`(?m)^(\s+)type:`), "example": regexp.MustCompile(`(?m)^(\s+)sample:`),
	"required": regexp.MustCompile(`(?m)^(\s+)is_required:`), "enumValues": regexp.MustCompile(`(?m)^(\s+)enum:`),
}

func others(t *testing.T, name string, data []byte) string {
	t.Helper()
	f := source.NewFile(name, data)
	docs := engine.Open(f)
	var cut []source.Span
	drop := func(n *value.Node, key string) {
		for i := range n.Entries {
			if e := &n.Entries[i]; e.Key == key {
				cut = append(cut, source.Span{Start: f.LineStart(e.Span.Start), End: lineEnd(data, e.Span.End)})
			}
		}
	}
	root := docs[0].Front
	drop(root, "model")
	meta := root.Get("metadata")
	if meta.Get("promptglot") != nil && len(meta.Entries) == 1 {
		drop(root, "metadata")
	} else if meta != nil {
		drop(meta, "promptglot")
	}
	var edits []source.Edit
	for _, s := range cut {
		edits = append(edits, source.Edit{Span: s})
	}
	out, err := source.Apply(data, edits)
	if err != nil {
		t.Fatal(err)
	}
	text := string(out)
	for name, old := range inputWord {
		text = old.ReplaceAllString(text, "${1}"+name+":")
	}
	return text
}

// lineEnd returns the start of the line behind a span that ends at off.
func lineEnd(data []byte, off int) int {
	if off > 0 && data[off-1] == '\n' {
		return off
	}
	for off < len(data) && data[off] != '\n' {
		off++
	}
	return min(off+1, len(data))
}

// What a target cannot take is the same whether the source is translated or its
// neutral form is: the form itself loses nothing, and its ledger says nothing
// false.
func TestTheNeutralFormLosesNothing(t *testing.T) {
	ts := targets(t, "anthropic@2023-06-01/claude-haiku-4-5", "anthropic@2026-10-21/claude-opus-5", "gemini/gemini-2.5-pro")
	lost := func(l translate.Ledger) string {
		var out []string
		for _, e := range l {
			if e.Outcome == translate.Dropped || e.Outcome == translate.Refused {
				out = append(out, e.Feature)
			}
		}
		slices.Sort(out)
		return strings.Join(slices.Compact(out), " ")
	}
	n := 0
	for _, name := range fixtures(t) {
		for _, f := range load(t, name).files() {
			for _, d := range engine.Open(f) {
				neutral, err := engine.Neutral(d, "x.prompty")
				if err != nil {
					continue
				}
				for _, target := range ts {
					if target.Dialect.ID == d.Dialect {
						continue // its own dialect takes what nobody else does
					}
					_, direct, err := engine.Translator.Write(d.Prompt, target)
					if err != nil {
						t.Fatal(err)
					}
					_, through, err := engine.Translator.Write(neutral.Doc.Prompt, target)
					if err != nil {
						t.Fatal(err)
					}
					n++
					if a, b := lost(direct), lost(through); a != b {
						t.Errorf("%s, %s for %s: lost %q directly, %q through the neutral form", name, d.ID, target, a, b)
					}
				}
			}
		}
	}
	if n < 80 {
		t.Errorf("only %d translations were compared", n)
	}
}
