package config

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strconv"
	"time"

	"github.com/promptglot/promptglot/internal/tokens"
	"github.com/promptglot/promptglot/internal/value"
)

func (r *reader) ignores(c *Config, n *value.Node) {
	for _, m := range r.members(n, "ignores") {
		if !r.pattern(m.KeySpan, m.Key) {
			continue
		}
		ig := Ignore{Pattern: m.Key}
		for _, l := range r.located(m.Value, "ignores of "+m.Key) {
			ig.Rules = append(ig.Rules, l.Text)
			if l.Text != "*" {
				c.mention(l.Text, l.Line)
			}
		}
		c.Ignores = append(c.Ignores, ig)
	}
}

func (r *reader) models(c *Config, n *value.Node) {
	for _, m := range r.members(n, "models") {
		model := Model{Name: m.Key, Line: r.line(m.KeySpan)}
		if m.Value.IsString() {
			model.Of = r.text(m.Value, "the model "+m.Key)
		} else {
			r.object(m.Value, "the model "+m.Key, map[string]func(*value.Node){
				"model":  func(n *value.Node) { model.Of = r.text(n, "model") },
				"host":   func(n *value.Node) { model.Host = r.text(n, "host") },
				"prices": func(n *value.Node) { model.Prices = r.prices(n) },
			})
			if model.Of == "" && m.Value.Kind == value.Object {
				r.fail(m.KeySpan, "the model %s does not say what it is; write model: NAME", m.Key)
			}
		}
		c.Models = append(c.Models, model)
	}
}

func (r *reader) tokenizers(c *Config, n *value.Node) {
	for _, m := range r.members(n, "tokenizers") {
		t := Tokenizer{Name: m.Key, Line: r.line(m.KeySpan)}
		what := "the tokenizer " + m.Key
		if m.Value.IsString() {
			t.File = r.text(m.Value, what)
		} else {
			r.object(m.Value, what, map[string]func(*value.Node){
				"file": func(n *value.Node) { t.File = r.text(n, "file") },
				"sha256": func(n *value.Node) {
					t.Sum = r.text(n, "sha256")
					if b, err := hex.DecodeString(t.Sum); t.Sum != "" && (err != nil || len(b) != sha256.Size) {
						r.fail(n.Span, "sha256 is %q, expected %d hexadecimal digits", t.Sum, 2*sha256.Size)
					}
				},
				"pattern": func(n *value.Node) { t.Pattern = r.word(n, "pattern", tokens.PatternNames()...) },
			})
			if t.File == "" && m.Value.Kind == value.Object && m.Value.Get("file") == nil {
				r.fail(m.KeySpan, "%s does not say where its vocabulary is; write file: PATH", what)
			}
		}
		if t.File != "" && !path.IsAbs(t.File) {
			t.File = path.Join(c.Dir, t.File)
		}
		c.Tokenizers = append(c.Tokenizers, t)
	}
}

func (r *reader) prices(n *value.Node) []Price {
	var out []Price
	for _, item := range r.items(n, "prices") {
		p := Price{Tier: "standard"}
		number := func(at **string) func(*value.Node) {
			return func(n *value.Node) {
				if n.Kind != value.Number {
					r.fail(n.Span, "a price is %s, expected dollars per million tokens", kindOf(n))
					return
				}
				*at = &n.Str
			}
		}
		r.object(item, "a price", map[string]func(*value.Node){
			"tier": func(n *value.Node) { p.Tier = r.word(n, "tier", "standard", "batch", "flex", "priority") },
			"above": func(n *value.Node) {
				above, err := strconv.Atoi(n.Str)
				if n.Kind != value.Number || err != nil || above < 0 {
					r.fail(n.Span, "above is no number of tokens")
				}
				p.Above = above
			},
			"input": number(&p.Input), "output": number(&p.Output),
			"cache_read": number(&p.CacheRead), "cache_write": number(&p.CacheWrite),
		})
		out = append(out, p)
	}
	return out
}

func (r *reader) waivers(c *Config, n *value.Node) {
	for _, item := range r.items(n, "waivers") {
		w := Waiver{Span: item.Span}
		r.object(item, "a waiver", map[string]func(*value.Node){
			"rule":   func(n *value.Node) { w.Rule = r.text(n, "rule") },
			"path":   func(n *value.Node) { w.Pattern = r.text(n, "path") },
			"reason": func(n *value.Node) { w.Reason = r.text(n, "reason") },
			"owner":  func(n *value.Node) { w.Owner = r.text(n, "owner") },
			"expires": func(n *value.Node) {
				w.Expires = r.text(n, "expires")
				if _, err := time.Parse(time.DateOnly, w.Expires); err != nil && w.Expires != "" {
					r.fail(n.Span, "expires is %q, expected a day as YYYY-MM-DD", w.Expires)
				}
			},
		})
		if item.Kind != value.Object {
			continue
		}
		for _, need := range []struct{ key, got string }{{"rule", w.Rule}, {"path", w.Pattern}, {"reason", w.Reason}} {
			if need.got == "" && item.Get(need.key) == nil {
				r.fail(item.Span, "a waiver without %s; expected rule, path and reason", need.key)
			}
		}
		if w.Pattern != "" && r.pattern(item.Span, w.Pattern) {
			c.Waivers = append(c.Waivers, w)
		}
	}
}
