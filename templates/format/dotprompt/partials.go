package dotprompt

import (
	"path"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/format"
	"github.com/promptglot/promptglot/templates/handlebars"
)

// Bounds on what partials may bring into one prompt: how many different ones,
// how many bytes, and how many bytes of one with those that it includes.
const (
	maxPartials     = 100
	maxPartialBytes = 1 << 20
	maxPartialText  = 1 << 16
)

// folders are where a partial is looked for, from the folder of the prompt:
// Genkit gathers the files _name.prompt of a whole tree of prompts, and names
// them without their folders (loadPromptFolderRecursively in js/ai/src/prompt.ts
// of https://github.com/firebase/genkit, read 2026-11-23).
var folders = []string{"", "partials", "..", "../partials", "../..", "../../partials"}

// partials reads what a prompt includes.
type partials struct {
	env   format.Env
	texts map[string]string // by name; what there is none of is not in it
	tried map[string]bool
	done  map[string]string // texts with what they include themselves
	open  map[string]bool   // texts that are being put together
	bytes int               // that may still be spliced in
}

func newPartials(env format.Env) *partials {
	return &partials{
		env: env, texts: map[string]string{}, tried: map[string]bool{}, done: map[string]string{}, open: map[string]bool{}, bytes: maxPartialBytes,
	}
}

// file returns the partial with a name; ok is false where there is none.
func (p *partials) file(name string) (text string, ok bool) {
	if text, ok = p.texts[name]; ok || p.tried[name] || len(p.tried) == maxPartials {
		return text, ok
	}
	p.tried[name] = true
	clean := path.Clean("/" + name)[1:] // a name does not lead out of the folders
	if clean != name || strings.ContainsAny(name, "\\:()[]*? \x00") {
		return "", false
	}
	dir, base := path.Split(clean)
	for _, folder := range folders {
		f := p.env.File(path.Join(folder, dir, "_"+base+".prompt"))
		if f != nil && !format.IsBinary(f.Data) {
			text = strings.TrimPrefix(string(f.Data), "\ufeff")
			p.texts[name] = text
			return text, true
		}
	}
	return "", false
}

// splice returns body with the partials in it that lie on the disk, as far as
// their text says there what it says in its own file: a partial that is given a
// context, or whose lines would join others, stays a tag. What a partial brings
// has the place of the tag that includes it.
func (p *partials) splice(body *source.View) *source.View {
	if p.env.Beside == nil || !strings.Contains(body.Text, "{{>") {
		return body
	}
	var b strings.Builder
	var segs []source.Seg
	copied := func(from, to int) {
		if from < to {
			segs = append(segs, source.Seg{Out: b.Len(), OutEnd: b.Len() + to - from, In: from, InEnd: to, Verbatim: true})
			b.WriteString(body.Text[from:to])
		}
	}
	at := 0
	for _, in := range p.includes(body.Text) {
		text := p.whole(in.name)
		if text == "" || !in.fits(text) || len(text) > p.bytes {
			continue
		}
		p.bytes -= len(text)
		copied(at, in.start)
		segs = append(segs, source.Seg{Out: b.Len(), OutEnd: b.Len() + len(text), In: in.start, InEnd: in.end})
		b.WriteString(text)
		at = in.end
	}
	if at == 0 {
		return body
	}
	copied(at, len(body.Text))
	return body.Child(b.String(), segs, spliced{segs})
}

// whole is the text of a partial with those in it that it includes itself; ""
// where there is none, or where it would hold itself.
func (p *partials) whole(name string) string {
	text, ok := p.file(name)
	if done, ok := p.done[name]; ok {
		return done
	}
	if !ok || p.open[name] {
		return ""
	}
	p.open[name] = true
	defer delete(p.open, name)
	var b strings.Builder
	at := 0
	for _, in := range p.includes(text) {
		inner := p.whole(in.name)
		if inner == "" || !in.fits(inner) || b.Len()+len(inner) > maxPartialText {
			continue
		}
		b.WriteString(text[at:in.start] + inner)
		at = in.end
	}
	p.done[name] = b.String() + text[at:]
	return p.done[name]
}

// An include is a tag {{> name}} that gives its partial nothing.
type include struct {
	name       string
	start, end int // with its line, where it stands alone on it
	alone      bool
}

// includes returns the tags of text that include by name and nothing else, and
// reads what all of them name.
func (p *partials) includes(text string) []include {
	tags, _ := handlebars.Dotprompt().Tags(text)
	var out []include
	for i := range tags {
		t := &tags[i]
		if t.Kind != expr.TagInclude {
			continue
		}
		lit, ok := t.Expr.(expr.Lit)
		if !ok {
			p.file(firstWord(t.Src))
			continue
		}
		if _, ok := p.file(lit.Text); !ok || strings.Contains(t.Src, "~") {
			continue
		}
		in := include{name: lit.Text, start: t.Start, end: t.End}
		if t.Standalone {
			line := 1 + strings.LastIndexByte(text[:t.Start], '\n')
			if in.alone = line == t.Start; in.alone { // else it indents every line
				if n := strings.IndexByte(text[t.End:], '\n'); n >= 0 {
					in.end += n + 1
				} else {
					in.end = len(text)
				}
			}
		}
		out = append(out, in)
	}
	return out
}

// firstWord is the name in {{> name context a=b}}.
func firstWord(src string) string {
	word, _, _ := strings.Cut(strings.TrimLeft(src, "{~> \t\r\n"), " ")
	return strings.Trim(word, `"'~}`)
}

// fits reports whether text may stand in place of the tag: on lines of its own,
// or without tags that take lines and white space away.
func (in include) fits(text string) bool {
	if in.alone && strings.HasSuffix(text, "\n") && !strings.HasPrefix(text, "{{~") {
		return true
	}
	for _, t := range handlebars.Dotprompt().Lex(text) {
		if t.Kind == templates.TokGap || t.Kind == templates.TokTag && (t.Alone || strings.HasPrefix(t.Text, "{{~") || strings.HasSuffix(t.Text, "~}}")) {
			return false
		}
	}
	return true
}

// spliced is the layer of a body with partials in it: what they brought stands
// in their files and is not edited here.
type spliced struct{ segs []source.Seg }

// Encode implements source.Layer.
func (l spliced) Encode(_ *source.View, start, end int, text string) (string, bool) {
	for _, s := range l.segs {
		if !s.Verbatim && start < s.OutEnd && s.Out < end {
			return "", false
		}
	}
	return text, true
}

// Whole implements source.Layer.
func (spliced) Whole(*source.View, string) (int, int, string, bool) { return 0, 0, "", false }
