package gemini

import (
	"strconv"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// ownTools puts the entries of `tools` together again. Neighbours of one group
// at this depth of blocks were one entry; a block of deeper ones held entries.
func ownTools(w *translate.Writer, l prompt.List[prompt.Tool], depth int) []value.Entry {
	var out []value.Entry
	for i := 0; i < len(l); {
		e := &l[i]
		g := groupAt(l[i:i+1], depth)
		switch {
		case e.Spread != nil:
			out = append(out, value.Entry{Value: w.Carry(e.Spread), Spread: e.Many})
		case g == "" && e.Block != nil:
			b := &expr.Block[[]value.Entry]{Close: e.Block.Close, Whole: e.Block.Whole}
			for j := range e.Block.Arms {
				a := &e.Block.Arms[j]
				arm := expr.Arm[[]value.Entry]{Tag: a.Tag}
				w.When(translate.CondText(a.Tag), func() { arm.Body = ownTools(w, a.Body, depth+1) })
				b.Arms = append(b.Arms, arm)
			}
			out = append(out, value.Entry{Block: b})
		default:
			j := i + 1
			for j < len(l) && l[j].Spread == nil && groupAt(l[j:j+1], depth) == g {
				j++
			}
			if n := ownEntry(w, l[i:j]); n != nil {
				out = append(out, value.Entry{Value: n})
			}
			i = j
			continue
		}
		i++
	}
	return out
}

// groupAt returns the group that all tools of l share, "" where they are of
// several or stand in entries inside a block.
func groupAt(l prompt.List[prompt.Tool], depth int) string {
	group, same, at := "", true, strconv.Itoa(depth)
	l.Walk(func(t *prompt.Tool) {
		if group == "" {
			group = t.Form["group"]
		}
		same = same && t.Form["group"] == group && t.Form["depth"] == at
	})
	if !same {
		return ""
	}
	return group
}

func ownEntry(w *translate.Writer, l prompt.List[prompt.Tool]) *value.Node {
	if t := l[0].Item; len(l) == 1 && t != nil && t.Form["key"] == "" {
		return w.Carry(t.Node)
	}
	n := &value.Node{Kind: value.Object}
	var functions prompt.List[prompt.Tool]
	key := "functionDeclarations"
	for i := range l {
		if t := l[i].Item; t != nil && t.Kind != prompt.FunctionTool && !inList(t) {
			if name := w.Target.Dialect.Canonical(t.Form["key"]); !toolHere(w, name) {
				w.Drop(t.Node, "builtin-tool", name+" is not offered here", translate.By(w.Trait("tools_elsewhere").Ref))
				continue
			}
			w.MarkAt(t.At)
			n.Set(t.Form["key"], w.Carry(t.Node))
			continue
		}
		l[i : i+1].Walk(func(t *prompt.Tool) { key = t.Form["key"] })
		functions = append(functions, l[i])
	}
	if len(functions) == 0 && len(n.Entries) == 0 {
		return nil
	}
	translate.SetList(n, key, translate.WriteList(w, functions, func(t *prompt.Tool) []*value.Node { return one(ownFunction(w, t)) }))
	return n
}

// inList reports whether a tool stood among function declarations.
func inList(t *prompt.Tool) bool { return t.Form["list"] == "yes" }

func ownFunction(w *translate.Writer, t *prompt.Tool) *value.Node {
	if t.Kind != prompt.FunctionTool {
		return w.Carry(t.Node)
	}
	w.MarkAt(t.At)
	n := value.NewObject("name", w.Carry(t.Name), "description", w.Carry(t.Description))
	key := t.Form["schema"]
	if key == "" {
		key = "parametersJsonSchema"
	}
	key = spelled(w, t.Form, key)
	if t.Schema != nil {
		n.Set(key, writeTypes(w, t.Schema, t.Node.Get(key), t.Form["types"]))
	}
	w.WriteExt(n, t.Ext)
	return n
}
