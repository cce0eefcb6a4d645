// Package deepseek is the dialect of DeepSeek's chat completions
// (POST /chat/completions): OpenAI's shape with the
// differences that the catalogue lists.
package deepseek

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
	"github.com/promptglot/promptglot/translate/openaichat"
)

// Dialect reads and writes DeepSeek requests.
type Dialect struct{ openaichat.Family }

// ID implements translate.Dialect.
func (Dialect) ID() string { return "deepseek" }

// Detect implements translate.Dialect.
func (Dialect) Detect(tree *value.Node) int { return openaichat.Tells("deepseek", tree) }

// Write implements translate.Dialect. What the vendor takes at another base URL
// only is named: nothing in the request says so.
func (d Dialect) Write(w *translate.Writer, p *prompt.Prompt) *value.Node {
	out := d.Family.Write(w, p)
	if !w.Foreign() {
		return out
	}
	beta := func(list *value.Node, what string, has func(*value.Node) *value.Node) {
		for _, v := range elements(list) {
			if n := has(v); n != nil && n.Kind == value.Bool && n.Bool {
				w.Warn(nil, "base-url", translate.Approximate, what+" on the base URL https://api.deepseek.com/beta only", translate.To(n), translate.By(w.Trait("prefill_form").Ref))
				return
			}
		}
	}
	beta(out.Get("messages"), "a last turn is continued", func(n *value.Node) *value.Node { return n.Get("prefix") })
	beta(out.Get("tools"), "strict tools count, and all must be strict,", func(n *value.Node) *value.Node { return n.Get("function").Get("strict") })
	return out
}

// elements returns the elements of a list that stand in no condition.
func elements(list *value.Node) []*value.Node {
	if list == nil || list.Kind != value.Array {
		return nil
	}
	var out []*value.Node
	for i := range list.Entries {
		if v := list.Entries[i].Value; v != nil && list.Entries[i].Block == nil {
			out = append(out, v)
		}
	}
	return out
}
