package compose

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// fields writes what the model block of a Prompty file has said in a vendor's
// words into Prompty's own fields for it: the tools and the contract on the
// answer. base is what the file says without that block; added is false where
// nothing was missing.
func (r *remover) fields(p, base *prompt.Prompt) (added bool, err error) {
	known := sameTools(p.Tools, base.Tools)
	tools, said := toolList(p.Tools)
	missing := value.NewArray()
	for _, t := range items(p.Tools) {
		k, sayable := said[t]
		if _, ok := known[t]; sayable && !ok {
			missing.Append(tools.Entries[k].Value)
		}
	}
	root, _, err := r.read()
	if err != nil {
		return false, err
	}
	// Outputs that stand there already are the author's: version 1 described
	// the answer in them.
	if outputs := outputList(p.Output); outputs != nil && index(root, "outputs") < 0 && index(root, "outputSchema") < 0 {
		if added, err = r.field("outputs", outputs); err != nil {
			return added, err
		}
	}
	if len(missing.Entries) > 0 {
		more, err := r.field("tools", missing)
		return added || more, err
	}
	return added, nil
}

// fieldsBefore are the fields of the front matter that a list of outputs or
// tools stands behind, in the order of Prompty's specification.
var fieldsBefore = map[string][]string{
	"outputs": {"name", "displayName", "description", "model", "inputs", "inputSchema", "sample"},
	"tools":   {"name", "displayName", "description", "model", "inputs", "inputSchema", "sample", "outputs", "outputSchema"},
}

// field adds entries to a list of the front matter, and makes the list where
// there is none. What stands in its place and is no list stays: added is false.
func (r *remover) field(name string, list *value.Node) (added bool, err error) {
	root, ed, err := r.read()
	if err != nil {
		return false, err
	}
	if at := root.Get(name); at != nil && at.Kind != value.Null && (at.Kind != value.Array || isAlias(ed, root, name)) {
		return false, nil
	}
	if at := root.Get(name); at != nil && at.Kind == value.Array && len(at.Entries) > 0 {
		for i := range list.Entries {
			// Each edit is made on what the one before has left.
			if root, ed, err = r.read(); err != nil {
				return false, err
			}
			at = root.Get(name)
			if err := r.apply(ed.Insert(at, len(at.Entries), list.Entries[i])); err != nil {
				return false, err
			}
		}
		return true, nil
	}
	if i := index(root, name); i >= 0 {
		return true, r.apply(ed.Replace(root, i, list))
	}
	place := 0
	for _, key := range fieldsBefore[name] {
		place = max(place, index(root, key)+1)
	}
	return true, r.member(root, ed, place, name, list)
}

// member adds a member to the front matter. Where nothing is left of it, its
// fences are.
func (r *remover) member(root *value.Node, ed value.Editor, place int, key string, v *value.Node) error {
	if len(root.Entries) > 0 {
		return r.apply(ed.Insert(root, place, value.Entry{Key: key, Value: v}))
	}
	y, err := value.NewObject(key, v).YAML(0)
	if err != nil {
		return err
	}
	return r.apply(ed.View.Edit(0, len(ed.View.Text), string(y)))
}

// sameTools pairs the tools of two lists that have the same name, in order.
func sameTools(p, base prompt.List[prompt.Tool]) map[*prompt.Tool]int {
	out := map[*prompt.Tool]int{}
	theirs := items(base)
	taken := make([]bool, len(theirs))
	for _, t := range items(p) {
		for k, b := range theirs {
			if !taken[k] && t.Name.IsString() && b.Name.IsString() && t.Name.Str == b.Name.Str {
				out[t], taken[k] = k, true
				break
			}
		}
	}
	return out
}
