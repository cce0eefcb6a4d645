package gemini

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

func writeTools(w *translate.Writer, out *value.Node, p *prompt.Prompt) {
	if foreign(w) {
		if n := p.Node.Get("tools"); n != nil && n.Kind == value.Array && len(n.Entries) == 0 {
			w.Mark(n) // a list that lists nothing
		}
		functions, others := translate.Partition(p.Tools, func(t *prompt.Tool) bool { return t.Kind == prompt.FunctionTool })
		warnSpreads(w, others, "tool-definition", "the tools that it holds must have functionDeclarations")
		bound := allStrict(p)
		fns := translate.WriteList(w, functions, func(t *prompt.Tool) []*value.Node { return one(foreignFunction(w, t, bound)) })
		entries := wrapped("functionDeclarations", fns, "")
		seen := map[string]bool{}
		_, flat := others.Flat()
		entries = append(entries, translate.WriteList(w, others, func(t *prompt.Tool) []*value.Node {
			if w.Ours(t.At) {
				return one(w.Carry(t.Node))
			}
			n := foreignBuiltin(w, t)
			if key := hosted[t.Builtin]; n != nil && flat {
				if seen[key] {
					return nil // one entry serves both
				}
				seen[key] = true
			}
			return one(n)
		})...)
		translate.SetList(out, "tools", entries)
		return
	}
	key := spelled(w, p.Form, "tools")
	if p.Form["tools shape"] == formEmpty {
		out.Set(key, &value.Node{Kind: value.Array})
		w.Mark(p.Node.Get(key))
		return
	}
	entries := ownTools(w, p.Tools, 0)
	if p.Form["tools shape"] == formObject {
		translate.SetOne(out, key, entries)
		return
	}
	translate.SetList(out, key, entries)
}

// allStrict reports whether every function tool is strict.
func allStrict(p *prompt.Prompt) bool {
	n, strict := 0, 0
	p.Tools.Walk(func(t *prompt.Tool) {
		if t.Kind != prompt.FunctionTool {
			return
		}
		if n++; t.Strict != nil && t.Strict.Kind == value.Bool && t.Strict.Bool {
			strict++
		}
	})
	return n > 0 && n == strict
}

func foreignFunction(w *translate.Writer, t *prompt.Tool, bound bool) *value.Node {
	w.MarkAt(t.At)
	w.DropCache(t.Cache)
	n := value.NewObject("name", w.Carry(t.Name), "description", w.Carry(t.Description))
	if pat := w.Trait("tool_name_pattern"); pat.Value != "" && t.Name.IsString() {
		if re := w.Pattern("tool_name_pattern"); re != nil && !re.MatchString(t.Name.Str) {
			w.Warn(t.Name, "tool-definition", translate.Refused, "a function's name must match "+pat.Value+": rename "+t.Name.Str, translate.By(pat.Ref))
		}
	}
	if t.Schema != nil {
		n.Set("parametersJsonSchema", w.Schema(t.Schema, "schema_tool", bound))
	}
	strict(w, t, n, bound)
	w.WriteExt(n, t.Ext)
	return n
}

// strict accounts for the wish to hold calls to their schemas, which is said
// for all functions together by the mode of calling.
func strict(w *translate.Writer, t *prompt.Tool, n *value.Node, bound bool) {
	s, by := t.Strict, translate.By(w.Trait("strict_tools").Ref)
	switch {
	case s == nil:
	case s.Kind != value.Bool:
		w.Drop(s, "strict-schema", "a function cannot be strict here", translate.Maybe(translate.HoleText(s)), by)
	case !s.Bool:
		w.Note(s, "strict-schema", translate.Exact, "functions are not strict unless the mode says so", by)
	case bound:
		w.Note(s, "strict-schema", translate.Emulated, "the mode of function calling holds all calls to their schemas", translate.To(n), by)
	default:
		w.Note(s, "strict-schema", translate.Approximate, "calls are held to their schemas for all functions or for none, and not all are strict", translate.To(n), by)
	}
}

// hosted gives the tools of other vendors that Google has something like.
var hosted = map[string]string{
	"web_search": "googleSearch", "code_execution": "codeExecution", "url_context": "urlContext", "web_fetch": "urlContext", "maps": "googleMaps",
}

func foreignBuiltin(w *translate.Writer, t *prompt.Tool) *value.Node {
	w.DropCache(t.Cache)
	key := hosted[t.Builtin]
	if key == "" {
		feature := "builtin-tool"
		if t.Kind == prompt.CustomTool {
			feature = "tool-definition"
		}
		w.Drop(t.Node, feature, translate.NoTool(t))
		return nil
	}
	n := value.NewObject(key, &value.Node{Kind: value.Object})
	w.Note(t.Node, "builtin-tool", translate.Approximate, key+" does the same kind of work with Google's means"+translate.LeftBehind(t), translate.To(n))
	return n
}
