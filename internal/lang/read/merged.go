package read

import "github.com/promptglot/promptglot/internal/value"

// Merged is an object of the members of others; one that is not written out
// brings members that nobody can see.
func Merged(parts ...*value.Node) *value.Node {
	n := &value.Node{Kind: value.Object}
	for _, p := range parts {
		n.Span = n.Span.Cover(p.Span)
		if p.Kind == value.Object {
			n.Entries = append(n.Entries, p.Entries...)
			continue
		}
		n.Entries = append(n.Entries, value.Entry{Value: p, Spread: true, Span: p.Span})
	}
	return n
}
