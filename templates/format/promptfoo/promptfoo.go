// Package promptfoo is the configuration of promptfoo, an evaluation harness:
// prompts, the providers that are asked, and tests whose variables are samples;
// and its text files, in which lines of --- part the prompts.
//
// The fields are those of https://www.promptfoo.dev/docs/configuration
// (reference, prompts, chat, test-cases; providers; all read 2026-11-22).
package promptfoo

import (
	"bytes"
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

// Format is promptfoo's configuration; Text is its prompt files of plain text.
// The zero values are ready to use.
type (
	Format struct{}
	Text   struct{}
)

var (
	_ format.Format = Format{}
	_ format.Format = Text{}
)

// ID is the name of both formats.
const ID = "promptfoo"

// ID implements format.Format.
func (Format) ID() string { return ID }

// ID implements format.Format.
func (Text) ID() string { return ID }

// Detect implements format.Format.
func (Format) Detect(f *source.File) (int, string) {
	base := strings.ToLower(path.Base(f.Path))
	ext := path.Ext(base)
	if ext != ".yaml" && ext != ".yml" && ext != ".json" {
		return format.No, ""
	}
	if strings.HasPrefix(base, "promptfooconfig.") {
		return format.Sure, "its name is that of a promptfoo configuration"
	}
	if ext == ".json" {
		return format.No, ""
	}
	if bytes.Contains(f.Data, []byte("promptfoo.dev/config-schema.json")) {
		return format.Sure, "it names the schema of promptfoo's configuration"
	}
	if hasKey(f.Data, "prompts") && (hasKey(f.Data, "providers") || hasKey(f.Data, "targets")) && (hasKey(f.Data, "tests") || hasKey(f.Data, "defaultTest")) {
		return format.Likely, "it has the keys of a promptfoo configuration"
	}
	return format.No, ""
}

// hasKey reports whether a line of data begins with key and a colon.
func hasKey(data []byte, key string) bool {
	k := []byte(key + ":")
	return bytes.HasPrefix(data, k) || bytes.Contains(data, append([]byte{'\n'}, k...))
}

// Read implements format.Format.
func (Format) Read(f *source.File, env format.Env) []*format.File {
	var docs []*value.Node
	var problems []value.Problem
	if strings.HasSuffix(strings.ToLower(f.Path), ".json") {
		n, p := value.ReadJSON(f.Whole(), value.Options{})
		problems = p
		if n != nil {
			docs = []*value.Node{n}
		}
	} else {
		docs, problems = format.ReadYAML(f.Whole())
	}
	if len(docs) == 0 || docs[0].Kind != value.Object {
		if len(problems) == 0 {
			return nil
		}
		return []*format.File{{Tree: &value.Node{Kind: value.Object}, Problems: problems}}
	}
	c := &config{env: env, root: docs[0], problems: problems}
	return c.files()
}

// A config is a configuration that is read.
type config struct {
	env      format.Env
	root     *value.Node
	problems []value.Problem
	copied   int // bytes that were read again
}

// files makes one prompt of every prompt and the first provider, and one of the
// first prompt and every other provider: each prompt and each provider of the
// matrix is there once without the product of both.
func (c *config) files() []*format.File {
	prompts, providers := c.prompts(0), c.providers()
	if len(prompts) == 0 && len(providers) == 0 && len(c.problems) == 0 {
		return nil
	}
	inputs := c.inputs()
	if len(prompts) == 0 {
		prompts = []item{{}}
	}
	if len(providers) == 0 {
		providers = []provider{{}}
	}
	rest := &value.Node{Kind: value.Object}
	for _, m := range c.root.Members() {
		switch m.Key {
		case "prompts", "providers", "targets", "description":
		default:
			if !m.Spread { // tests, and how the evaluation is run
				rest.Entries = append(rest.Entries, value.Entry{Key: m.Key, KeySpan: m.KeySpan, Value: m.Value, Span: m.Span})
			}
		}
	}
	var out []*format.File
	add := func(p item, v provider) {
		file := &format.File{
			Tree: &value.Node{Kind: value.Object, Span: c.root.Span}, Front: c.root, Unsent: rest,
			About: text(c.root.Get("description")), Lang: p.lang, Messages: p.messages, Problems: p.problems,
		}
		if len(out) < most {
			file.Inputs = inputs
		}
		if p.node != nil {
			file.Tree.Set("messages", p.node)
		}
		v.put(file, c)
		out = append(out, file)
	}
	many := len(prompts)+len(providers) > 2
	names := map[string]int{}
	for i, p := range prompts {
		v := providers[0]
		if i >= most {
			v = provider{}
		}
		add(p, v)
		if many {
			out[len(out)-1].Name = unique(names, p.name)
		}
	}
	for i, v := range providers[1:] {
		p := item{name: prompts[0].name}
		if i < most {
			p = c.again(prompts[0])
		}
		add(p, v)
		out[len(out)-1].Name = unique(names, p.name+"@"+v.name)
	}
	out[0].Problems = append(c.problems, out[0].Problems...)
	return out
}

// again reads the first prompt once more, for another provider: a node belongs
// to one prompt. It is left out where that would be too much to read.
func (c *config) again(first item) item {
	bare := item{name: first.name}
	if first.node == nil || !c.spend(first.node.Span) {
		return bare
	}
	known := len(c.problems)
	got := c.prompts(1)
	c.problems = c.problems[:known]
	if len(got) == 0 {
		return bare
	}
	got[0].name, got[0].problems = first.name, nil // said once
	return got[0]
}

// spend reports whether what stands in s may be read, or copied, once more.
func (c *config) spend(s source.Span) bool {
	if c.copied += s.Len(); c.copied > mostCopied {
		return false
	}
	return true
}

// mostCopied bounds how many bytes of a configuration are read again for other
// prompts or providers, so that reading stays linear.
const mostCopied = 1 << 21

// most bounds how many prompts are given the first provider, and how many
// providers the first prompt, so that reading stays linear: the others are
// there alone.
const most = 200

// unique returns name, or name with a number where it is taken.
func unique(taken map[string]int, name string) string {
	n := taken[name]
	taken[name]++
	if n == 0 {
		return name
	}
	return unique(taken, name+"-"+itoa(n+1))
}

// wrong notes that n is not what promptfoo expects.
func (c *config) wrong(n *value.Node, message string) {
	c.problems = append(c.problems, value.Problem{Code: format.CodeFormat, Message: message, Span: n.Span})
}

// text returns literal text, "" for anything else.
func text(n *value.Node) string {
	if n.IsString() {
		return n.Str
	}
	return ""
}
