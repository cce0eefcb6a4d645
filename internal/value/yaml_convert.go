package value

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"go.yaml.in/yaml/v4"
)

// convert turns a parsed node into a value. Children stand in the order of
// the text, which is why the end of the last one finds the closing bracket.
func (r *yamlReader) convert(n *yaml.Node) *Node {
	r.depth++
	defer func() { r.depth-- }()
	start := r.skipProperties(r.offset(n))
	if r.depth > r.maxDepth {
		r.rep.addOnce(CodeDepth, start, start, "nested too deep: more than the limit of "+itoa(r.maxDepth)+" levels; what stands below is not read")
		return r.unknown(start, start)
	}
	if r.alias != nil {
		r.budget--
		if r.budget < 0 {
			r.rep.addOnce(CodeAlias, start, start, "the aliases of this text expand to more values than it could ever spell out; what is beyond the limit is not read")
			return r.unknown(start, start)
		}
	}
	if n.Kind == yaml.AliasNode {
		return r.expand(n, start)
	}
	if r.gone[start] {
		return r.unknown(start, r.aliasEnd(start))
	}
	if r.targets[n] {
		r.open[n] = true
		r.frozen++
		defer func() { r.frozen--; delete(r.open, n) }()
	}
	if n.Kind != yaml.ScalarNode {
		if n.Style&yaml.FlowStyle != 0 {
			r.flow++
			defer func() { r.flow-- }()
		}
		outer := r.column
		r.column = start - r.lineStart(start)
		defer func() { r.column = outer }()
	}
	var out *Node
	switch n.Kind {
	case yaml.MappingNode:
		out = r.mapping(n, start)
	case yaml.SequenceNode:
		out = r.sequence(n, start)
	default:
		out = r.scalar(n, start)
	}
	if n.Style&yaml.TaggedStyle != 0 && n.Tag != "!" && !strings.HasPrefix(n.Tag, "!!") {
		// A tag of its own: only the program that reads the file knows what this
		// becomes.
		out = r.unknown(r.offset(n), r.end)
	}
	if r.frozen > 0 || r.alias != nil {
		out.origin = anchored
	}
	return out
}

// unknown returns a Hole for [start, end).
func (r *yamlReader) unknown(start, end int) *Node {
	r.end = max(start, end)
	src := r.v.Text[start:max(start, end)]
	at := r.span(start, end)
	return &Node{Kind: Hole, Span: at, Tag: &expr.Tag{
		Kind: expr.TagHole, Expr: expr.Opaque{Lang: "yaml", Text: src}, Lang: "yaml", Src: src,
		Span: at, Start: start, End: end,
	}}
}

// span maps a range of the text to raw bytes; within an alias everything
// stands where the alias does.
func (r *yamlReader) span(start, end int) source.Span {
	if r.alias != nil {
		start, end = r.alias.Start, r.alias.End
	}
	return r.v.Span(start, end)
}

// expand copies the anchored value to the place of the alias.
func (r *yamlReader) expand(n *yaml.Node, start int) *Node {
	end := start + 1
	for end < len(r.s) && strings.IndexByte(" \t\r\n,]}", r.s[end]) < 0 {
		end++
	}
	if r.open[n.Alias] {
		r.rep.add(CodeAlias, start, end, "this alias stands inside of the value that it repeats; expected an anchor that ends before it")
		return r.unknown(start, end)
	}
	outer := r.alias
	if outer == nil {
		r.alias = &source.Span{Start: start, End: end}
	}
	out := r.convert(n.Alias)
	r.alias = outer
	r.end = end
	if outer == nil && r.frozen == 0 {
		out.origin = aliasOf
	}
	return out
}

// skipProperties returns the offset behind the anchor and the tag at off.
func (r *yamlReader) skipProperties(off int) int {
	for off < len(r.s) && (r.s[off] == '&' || r.s[off] == '!') {
		for off < len(r.s) && strings.IndexByte(" \t\r\n,]}", r.s[off]) < 0 {
			off++
		}
		off = r.skipSpace(off, "")
	}
	return off
}

// skipSpace returns the offset of the next byte that is neither white space nor
// in a comment nor in also.
func (r *yamlReader) skipSpace(off int, also string) int {
	for off < len(r.s) {
		switch c := r.s[off]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r' || strings.IndexByte(also, c) >= 0:
			off++
		case c == '#' && (off == 0 || strings.IndexByte(" \t\r\n", r.s[off-1]) >= 0 || also != ""):
			for off < len(r.s) && r.s[off] != '\n' {
				off++
			}
		default:
			return off
		}
	}
	return off
}

// closeFlow returns the end of a flow collection that began at start and whose
// last child ended at end.
func (r *yamlReader) closeFlow(start, end int, bracket byte) int {
	if off := r.skipSpace(max(end, start+1), ",:?"); off < len(r.s) && r.s[off] == bracket {
		return off + 1
	}
	return max(end, start)
}

func (r *yamlReader) sequence(n *yaml.Node, start int) *Node {
	out := &Node{Kind: Array}
	flow := start < len(r.s) && r.s[start] == '[' && n.Style&yaml.FlowStyle != 0
	end := start
	for _, c := range n.Content {
		v := r.convert(c)
		out.Entries = append(out.Entries, Entry{Value: v, Span: v.Span})
		end = max(end, r.end)
	}
	if flow {
		end = r.closeFlow(start, end, ']')
	}
	r.end = end
	out.Span = r.span(start, end)
	return out
}

func (r *yamlReader) mapping(n *yaml.Node, start int) *Node {
	out := &Node{Kind: Object}
	flow := start < len(r.s) && r.s[start] == '{' && n.Style&yaml.FlowStyle != 0
	end := start
	var merges []Entry
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		e := r.key(k)
		keyEnd := r.end
		e.Value = r.convert(v)
		end = max(end, keyEnd, r.end)
		e.Span = e.KeySpan.Cover(e.Value.Span)
		if isMerge(k) {
			if merged, ok := mergeEntries(e.Value); ok {
				for _, m := range merged {
					m.KeySpan, m.Span = e.Span, e.Span
					merges = append(merges, m)
				}
				continue
			}
		}
		out.Entries = append(out.Entries, e)
	}
	out.Entries = addMerged(out.Entries, merges)
	if flow {
		end = r.closeFlow(start, end, '}')
	}
	r.end = end
	out.Span = r.span(start, end)
	return out
}

func isMerge(k *yaml.Node) bool {
	return k.Kind == yaml.ScalarNode && k.Value == "<<" && k.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) == 0 && (k.Tag == "" || k.Tag == "!!merge")
}

// mergeEntries returns the members that a merge key brings; of several objects
// the first one wins.
func mergeEntries(v *Node) ([]Entry, bool) {
	switch v.Kind {
	case Object:
		return v.Entries, true
	case Array:
		var all []Entry
		for i := range v.Entries {
			if v.Entries[i].Value == nil || v.Entries[i].Value.Kind != Object {
				return nil, false
			}
			all = append(all, v.Entries[i].Value.Entries...)
		}
		return all, true
	}
	return nil, false
}

// addMerged appends the merged members whose keys are not there yet.
func addMerged(es, merged []Entry) []Entry {
	if len(merged) == 0 {
		return es
	}
	have := make(map[string]bool, len(es)+len(merged))
	for i := range es {
		have[es[i].Key] = true
	}
	for _, m := range merged {
		if !have[m.Key] {
			have[m.Key] = true
			es = append(es, m)
		}
	}
	return es
}

// key reads a key into an entry. Keys that are no strings are named as they
// are written.
func (r *yamlReader) key(k *yaml.Node) Entry {
	n := r.convert(k)
	e := Entry{KeySpan: n.Span}
	switch n.Kind {
	case String:
		e.Key = n.Str
	case Number:
		e.Key = k.Value
	case Bool, Null:
		e.Key = k.Value
	case Text, Hole, Choice:
		e.Key, e.KeyNode, e.Spread = r.v.File().Slice(n.Span), n, true
	default:
		e.Key = r.v.File().Slice(n.Span)
		r.rep.addSpan(CodeSyntax, n.Span, source.Span{}, "a key is a list or an object; expected a scalar")
	}
	return e
}
