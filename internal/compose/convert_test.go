package compose

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/translate"
)

// promptFiles opens the prompts of a format below dir.
func promptFiles(t testing.TB, dir string, formats ...string) []*Doc {
	t.Helper()
	var out []*Doc
	engine := *testEngine
	engine.Beside = func(name string) *source.File {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return nil
		}
		return source.NewFile(name, data)
	}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		if err != nil {
			return err
		}
		for _, doc := range engine.Open(source.NewFile(filepath.ToSlash(rel), data)) {
			if slices.Contains(formats, doc.Format) && len(doc.Problems) == 0 {
				out = append(out, doc)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// reopened reads the first of the files that a conversion made.
func reopened(t *testing.T, c *Converted, like *Doc) *Doc {
	name := c.Files[0].Name
	if name == "" {
		name = "again" + filepath.Ext(like.File.Path)
		if strings.Contains(like.File.Path, ".prompt.y") || like.Format == "github-prompt" {
			name = "again.prompt.yml"
		}
	}
	docs := testEngine.Open(source.NewFile(name, c.Files[0].Data))
	if len(docs) != 1 {
		t.Errorf("%s: reads back as %d prompts:\n%s", like.ID, len(docs), c.Files[0].Data)
		return nil
	}
	for _, p := range docs[0].Problems {
		t.Errorf("%s: reads back with a problem: %s\n%s", like.ID, p.Message, c.Files[0].Data)
		return nil
	}
	return docs[0]
}

// ownFormats are those in which a file can be written again.
var ownFormats = []string{"dotprompt", "github-prompt", "promptfoo"}

// checkOwn converts documents to their own format: what the ledger does not
// name is the same.
func checkOwn(t *testing.T, docs []*Doc) (exact int) {
	for _, d := range docs {
		c, err := testEngine.Convert(d, d.Format)
		if err != nil {
			if d.AsksForChat() {
				t.Errorf("%s: %v", d.ID, err)
			}
			continue
		}
		back := reopened(t, c, d)
		if back == nil {
			continue
		}
		if len(c.Ledger) > 0 {
			for _, e := range c.Ledger {
				if e.Message == "" {
					t.Errorf("%s: an entry without a message: %+v", d.ID, e)
				}
			}
			continue
		}
		exact++
		if where := testEngine.difference(d.Prompt, back.Prompt, neutralLang(d.Lang)); where != "" {
			t.Errorf("%s: its %s changed and the ledger is empty:\n%s", d.ID, where, c.Files[0].Data)
		}
	}
	return exact
}

// A prompt that is written in its own format again is the same, or the ledger
// says what is not.
func TestConversionToItsOwnFormatLosesNothing(t *testing.T) {
	docs := promptFiles(t, "testdata/formats", ownFormats...)
	n := checkOwn(t, docs)
	t.Logf("%d prompts, %d without an entry in the ledger", len(docs), n)
	if len(docs) < 15 || n < 8 {
		t.Errorf("only %d prompts were found, %d of them without a loss", len(docs), n)
	}
}

// The same holds for the prompt files of the corpus.
func TestCorpusConversionToItsOwnFormat(t *testing.T) {
	all, exact := 0, 0
	for _, part := range []string{"corpus", "conformance"} {
		docs := promptFiles(t, testkit.Shared(t, part), ownFormats...)
		all, exact = all+len(docs), exact+checkOwn(t, docs)
	}
	t.Logf("%d prompts, %d without an entry in the ledger", all, exact)
	if all < 60 {
		t.Errorf("only %d prompts were found", all)
	}
}

// A prompt that goes to Prompty and back says the same messages, or the ledger
// of the way back says what is lost.
func TestCorpusConversionToPromptyAndBack(t *testing.T) {
	all, same, lost, refused := 0, 0, 0, 0
	for _, part := range []string{"corpus", "conformance"} {
		for _, d := range promptFiles(t, testkit.Shared(t, part), ownFormats...) {
			if !d.AsksForChat() || len(d.Prompt.Messages) == 0 {
				continue
			}
			all++
			n, err := testEngine.Neutral(d, "n.prompty")
			if err != nil {
				refused++
				t.Logf("%s is not carried over: %v", d.ID, err)
				continue
			}
			c, err := testEngine.Convert(n.Doc, d.Format)
			if err != nil {
				t.Errorf("%s: no way back: %v", d.ID, err)
				continue
			}
			if c.Ledger.Has(translate.Dropped) {
				lost++
				for _, e := range c.Ledger {
					t.Logf("%s: %s", d.ID, e.Message)
				}
				continue
			}
			back := reopened(t, c, d)
			if back == nil {
				continue
			}
			x, y := testEngine.describe(d.Prompt, neutralLang(d.Lang)), testEngine.describe(back.Prompt, neutralLang(d.Lang))
			if where := testEngine.difference(d.Prompt, back.Prompt, neutralLang(d.Lang)); where == "messages" {
				if len(c.Ledger) > 0 {
					lost++
					continue // named: an approximation
				}
				a, _ := x.Get("messages").JSON()
				b, _ := y.Get("messages").JSON()
				t.Errorf("%s: its messages changed:\n%s\n%s", d.ID, a, b)
				continue
			}
			same++
		}
	}
	t.Logf("%d prompts, %d the same after Prompty and back, %d with an entry that says why not, %d refused", all, same, lost, refused)
}

// What no model is sent, such as test data and evaluators, survives the way to
// Prompty and back.
func TestConversionKeepsWhatIsNotSent(t *testing.T) {
	for _, d := range promptFiles(t, "testdata/formats", "github-prompt") {
		if !strings.Contains(d.ID, "test-data") {
			continue
		}
		there, err := testEngine.Convert(d, "prompty")
		if err != nil {
			t.Fatal(err)
		}
		docs := testEngine.Open(source.NewFile("n.prompty", there.Files[0].Data))
		if len(docs) != 1 || len(docs[0].Problems) > 0 || len(there.Ledger) > 0 {
			t.Fatalf("%s: %v %v\n%s", d.ID, docs, there.Ledger, there.Files[0].Data)
		}
		back, err := testEngine.Convert(docs[0], d.Format)
		if err != nil {
			t.Fatal(err)
		}
		again := reopened(t, back, d)
		for _, key := range []string{"testData", "evaluators"} {
			a, err1 := d.Unsent.Get(key).JSON()
			b, err2 := again.Unsent.Get(key).JSON()
			if err1 != nil || err2 != nil || string(a) != string(b) {
				t.Errorf("%s: %s is %s, was %s", d.ID, key, b, a)
			}
		}
		return
	}
	t.Error("no fixture has evaluators")
}
