// Package rules makes facts of prompts: what stands where, never whether that
// is good. A family of facts is one file that registers itself here.
package rules

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/tokens"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Options say what to look for.
type Options struct {
	Catalog    *catalog.Catalog
	Translator *translate.Translator
	Targets    []translate.Target
	// AsOf is the day that retirements are judged by, YYYY-MM-DD.
	AsOf string
	// Needs tells which kinds of fact anybody will read; nil means all. A kind
	// that nobody reads is not computed.
	Needs func(fact.Kind) bool
	// VendorProse adds facts on vendors named in prose, which are many and
	// rarely wanted.
	VendorProse bool
	// Models maps the user's own names (deployments, gateways) to model ids.
	Models map[string]string
	// Within is the folder that was asked for, "" for the working folder: only
	// names below it tell test code, for what is asked for by name is meant.
	Within string
	// Counter returns what counts the tokens of a model; nil knows what is
	// embedded and estimates the rest.
	Counter func(catalog.Model) tokens.Counter
}

// A family computes facts of some kinds.
type family struct {
	kinds []fact.Kind
	run   func(*collector)
}

var families []family

// register is called by the init function of each family's file. The order of
// registration does not matter: facts are sorted.
func register(run func(*collector), kinds ...fact.Kind) bool {
	families = append(families, family{kinds, run})
	return true
}

// Collect returns the facts of one prompt in report order. It changes nothing
// and gives the same facts for the same prompt.
func Collect(o *Options, doc *compose.Doc) []*fact.Fact {
	c := &collector{o: o, doc: doc, vendor: vendorOf(o, doc), inTest: inTest(o.below(doc.File.Path))}
	for _, f := range families {
		if slices.ContainsFunc(f.kinds, o.needs) {
			f.run(c)
		}
	}
	return finish(c.out)
}

func (o *Options) counter(m catalog.Model) tokens.Counter {
	if o.Counter == nil {
		return tokens.ForTokenizer(m.Tokenizer)
	}
	return o.Counter(m)
}

func (o *Options) needs(k fact.Kind) bool { return o.Needs == nil || o.Needs(k) }

// vendorOf is who serves the request: what the file says, else its dialect's
// vendor, else the vendor of its model.
func vendorOf(o *Options, doc *compose.Doc) string {
	if doc.Vendor != "" {
		return doc.Vendor
	}
	if d, ok := o.Catalog.Dialect(doc.Dialect); ok {
		return d.Vendor
	}
	if doc.Prompt != nil && doc.Prompt.Model != nil && doc.Prompt.Model.Value.IsString() {
		return o.Catalog.HostOf(doc.Prompt.Model.Value.Str)
	}
	return ""
}

// A collector gathers the facts of one prompt.
type collector struct {
	o      *Options
	doc    *compose.Doc
	vendor string
	inTest bool
	out    []*fact.Fact
	places map[*value.Node]source.Span
	keys   map[*value.Node]source.Span // of members, where those say more than the value
	// tabulated is whether the document is a table of models; nil until asked.
	tabulated *bool
}

// add completes a fact and keeps it. A zero span leaves it without a place.
func (c *collector) add(f fact.Fact, at source.Span) *fact.Fact {
	f.File, f.Prompt, f.InTest = c.doc.File.Path, c.doc.ID, c.inTest
	f.Start, f.End = c.positions(at)
	// A value is often a piece of the file's bytes: a fact must not hold on to all
	// of them.
	f.Value, f.Message = strings.Clone(source.Redact(f.Value)), source.Redact(f.Message)
	p := &f
	c.out = append(c.out, p)
	return p
}

// positions are the ends of a span; nil of a zero one.
func (c *collector) positions(at source.Span) (start, end *source.Pos) {
	if at.IsZero() {
		return nil, nil
	}
	from, to := c.doc.File.Pos(at.Start), c.doc.File.Pos(at.End)
	return &from, &to
}

// feature adds a feature fact.
func (c *collector) feature(id, vendor, val string, at source.Span, message string) *fact.Fact {
	if id == "" {
		return nil
	}
	return c.add(fact.Fact{Kind: fact.Feature, Feature: id, Vendor: vendor, Value: val, Message: message}, at)
}

// place returns the range that shows a value: its key and itself, cut at the
// end of the first line where it is longer.
func (c *collector) place(n *value.Node) source.Span {
	if n == nil {
		return source.Span{}
	}
	if c.places == nil {
		c.places, c.keys = map[*value.Node]source.Span{}, map[*value.Node]source.Span{}
		if c.doc.Prompt != nil && c.doc.Prompt.Node != nil {
			c.index(c.doc.Prompt.Node.Entries)
		}
	}
	s, ok := c.places[n]
	if !ok || s.IsZero() {
		s = n.Span
	}
	return c.firstLine(s)
}

func (c *collector) index(es []value.Entry) {
	for i := range es {
		e := &es[i]
		if e.Block != nil {
			for j := range e.Block.Arms {
				c.index(e.Block.Arms[j].Body)
			}
			continue
		}
		if e.Value == nil {
			continue
		}
		if !e.KeySpan.IsZero() && !e.Value.Span.IsZero() {
			c.places[e.Value] = keyed(e)
			c.keys[e.Value] = e.KeySpan
			c.elsewhere(e)
		}
		c.index(e.Value.Entries)
		if ch := e.Value.Choice; ch != nil {
			for j := range ch.Arms {
				if v := ch.Arms[j].Body; v != nil {
					c.index([]value.Entry{{KeySpan: e.KeySpan, Value: v}})
				}
			}
		}
	}
}

// elsewhere shows the functions that a member declares at the member itself where
// they stand elsewhere in the program: it alone says whose form it is.
func (c *collector) elsewhere(e *value.Entry) {
	d, _ := c.o.Catalog.Dialect(c.doc.Dialect)
	if e.Value.Kind != value.Array || d == nil || d.Trait("tools_declared_in").Value != e.Key {
		return
	}
	for i := range e.Value.Entries {
		if v := e.Value.Entries[i].Value; v != nil && !e.Value.Span.Contains(v.Span) {
			c.places[v] = e.KeySpan
		}
	}
}

// deciding is place for a value that says nothing of a vendor itself: where it
// stands elsewhere in the program, its key does.
func (c *collector) deciding(n *value.Node) source.Span {
	at := c.place(n)
	if key, ok := c.keys[n]; ok && at.Start != key.Start {
		return c.firstLine(key)
	}
	return at
}

// keyed returns the range of a member. In a program the value may stand where its
// name is assigned: a list or an object is shown there, the scalar by its key.
func keyed(e *value.Entry) source.Span {
	switch {
	case e.Span.IsZero() || e.Span.Contains(e.Value.Span):
		return e.KeySpan.Cover(e.Value.Span)
	case e.Value.Kind == value.Object || e.Value.Kind == value.Array:
		return e.Value.Span
	}
	return e.KeySpan
}

// firstLine cuts a span at the end of the line that it starts on. Where that
// leaves an opening bracket only, which shows nothing, the line below it is
// taken.
func (c *collector) firstLine(s source.Span) source.Span {
	f, start := c.doc.File, s.Start
	for !s.IsZero() {
		end := f.LineSpan(f.Pos(s.Start).Line).End
		if s.End <= end || end <= s.Start {
			break
		}
		head := bytes.TrimRight(f.Data[s.Start:end], " \t\r")
		rest := bytes.TrimLeft(f.Data[end:s.End], " \t\r\n")
		if len(bytes.Trim(head, "{[")) > 0 || len(rest) == 0 {
			if s.End = end; s.Start != start {
				s.End = s.Start + len(bytes.TrimSuffix(head, []byte(",")))
			}
			break
		}
		s.Start = s.End - len(rest)
	}
	return s
}

// top is the range for facts on the prompt as a whole: its first line.
func (c *collector) top() source.Span {
	if p := c.doc.Prompt; p != nil && p.Node != nil && !p.Node.Span.IsZero() {
		return c.firstLine(p.Node.Span)
	}
	for _, t := range c.doc.Texts {
		if !t.Node.Span.IsZero() {
			return c.firstLine(t.Node.Span)
		}
	}
	return c.doc.File.LineSpan(1)
}

// finish sorts facts and gives each its id: a digest of what it says, and a
// number among those that say the same, so that ids survive moved lines.
func finish(fs []*fact.Fact) []*fact.Fact {
	slices.SortStableFunc(fs, func(a, b *fact.Fact) int {
		return cmp.Or(cmp.Compare(offset(a.Start), offset(b.Start)), cmp.Compare(offset(a.End), offset(b.End)),
			cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Feature, b.Feature), cmp.Compare(a.Code, b.Code),
			cmp.Compare(key(a), key(b)), cmp.Compare(a.Message, b.Message))
	})
	seen := map[string]int{}
	for _, f := range fs {
		k := key(f)
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", k, seen[k]))
		seen[k]++
		f.ID = hex.EncodeToString(sum[:8])
		if f.Info != nil {
			nameTools(f)
		}
	}
	return fs
}

func key(f *fact.Fact) string {
	parts := []string{string(f.Kind), f.Feature, f.Code, f.Vendor, f.Value, f.Prompt}
	if l := f.Loss; l != nil {
		parts = append(parts, l.Target, l.Outcome, l.Path, l.To)
	}
	if t := f.Tokens; t != nil {
		parts = append(parts, t.Target)
	}
	return strings.Join(parts, "\x00")
}

func offset(p *source.Pos) int {
	if p == nil {
		return -1
	}
	return p.Offset
}

// below is a path without the folder that was asked for.
func (o *Options) below(file string) string {
	if rest, ok := strings.CutPrefix(file, o.Within+"/"); ok && o.Within != "" {
		return rest
	}
	return file
}

// NamesTests reports whether a folder's path has names of test code, so that
// asking for the folder itself changes what is told of the files in it.
func NamesTests(folder string) bool { return inTest(folder + "/x") }

// inTest reports whether a path belongs to tests, by the names that languages
// and frameworks use for them.
func inTest(file string) bool {
	for dir := range strings.SplitSeq(path.Dir(file), "/") {
		if strings.HasSuffix(dir, "Tests") || strings.HasSuffix(dir, ".Test") {
			return true // Shop.UnitTests, IntegrationTests: projects of C#, Swift and others
		}
		dir = strings.ToLower(dir)
		for _, end := range []string{"-tests", "_tests", "-fixtures", "_fixtures", "-traces", "_traces"} {
			if strings.HasSuffix(dir, end) {
				return true
			}
		}
		switch dir {
		case "test", "tests", "testdata", "test-data", "test_data", "test-files", "__tests__", "spec", "specs", "fixtures", "__fixtures__", "e2e",
			"mocks", "__mocks__", "cassettes", "recordings", "traces", "snapshots", "__snapshots__":
			return true
		}
	}
	base := strings.ToLower(path.Base(file))
	stem := strings.TrimSuffix(base, path.Ext(base))
	for _, end := range []string{"_test", ".test", ".spec", ".stories", ".mock"} {
		if strings.HasSuffix(stem, end) {
			return true
		}
	}
	// As the part behind the last dot some projects have words of their own:
	// chart.clienttest.ts.
	kind := strings.TrimPrefix(path.Ext(stem), ".")
	return strings.HasPrefix(base, "test_") || strings.HasPrefix(base, "test-") || strings.HasSuffix(kind, "test") && kind != "latest" || base == "conftest.py" || recorded(file)
}

// recorded reports whether a file holds what runs have left: it says with what
// they were made.
func recorded(file string) bool {
	switch path.Ext(file) {
	case ".json", ".jsonl", ".csv":
		return slices.Contains(strings.Split(path.Dir(file), "/"), "results")
	}
	return false
}
