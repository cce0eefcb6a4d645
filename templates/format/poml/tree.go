package poml

import (
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/templates/format"
)

// A node is an element, or a piece of text.
type node struct {
	token
	parent   *node
	children []*node
	endAt    int // where the closing tag ends; the opening one's end without one
	// role is who speaks, where the element says so; speaks is true where it or
	// something below does.
	role   prompt.Role
	speaks bool
}

// maxDepth bounds the nesting that is followed.
const maxDepth = value.DefaultMaxDepth

// get returns an attribute, nil without it.
func (n *node) get(name string) *attr {
	for i := range n.attrs {
		if n.attrs[i].name == name {
			return &n.attrs[i]
		}
	}
	return nil
}

// parse nests the tokens of v. Elements without end hold what follows up to the
// end of their parent.
func parse(v *source.View) (*node, []value.Problem) {
	src := v.Text
	var problems []value.Problem
	report := func(code string, start, end int, message string) {
		const most = 100
		if len(problems) < most {
			problems = append(problems, value.Problem{Code: code, Span: v.Span(start, end), Message: message})
		}
	}
	root := &node{endAt: len(src)}
	at := root
	open := map[string]int{}
	depth := 0
	leave := func() { open[at.name]--; depth--; at = at.parent }
	for _, t := range lex(src) {
		n := &node{token: t, parent: at, endAt: t.end}
		switch t.kind {
		case tokText, tokData:
			at.children = append(at.children, n)
		case tokBad:
			report(value.CodeUnterminated, t.start, t.start+1, "this tag never ends; expected > before the next <: add it, or write &lt; for the character")
		case tokOpen:
			attributes(n, report)
			at.children = append(at.children, n)
			n.speaker(src)
			if depth == maxDepth && !t.empty {
				report(value.CodeDepth, t.start, t.nameEnd, "the elements are nested too deep here; expected less than 10000 levels")
				depth++
			}
			if !t.empty && depth < maxDepth {
				open[t.name]++
				depth++
				at = n
			}
		case tokClose:
			if open[t.name] == 0 && depth > maxDepth {
				continue
			}
			if open[t.name] == 0 {
				report(value.CodeUnbalanced, t.start, t.end, src[t.start:t.end]+" closes nothing; expected an opening tag before it")
				continue
			}
			for at.name != t.name {
				report(value.CodeUnbalanced, at.start, at.nameEnd, src[at.start:at.nameEnd]+"> is not closed; expected its end before "+src[t.start:t.end])
				leave()
			}
			at.endAt = t.end
			leave()
		}
	}
	for ; at != root; at = at.parent {
		at.endAt = len(src)
		report(value.CodeUnbalanced, at.start, at.nameEnd, src[at.start:at.nameEnd]+"> is not closed; expected its end before the end of the file")
	}
	return root, problems
}

// speakers are the elements that say who speaks.
var speakers = map[string]prompt.Role{
	"systemmsg": prompt.RoleSystem, "systemmessage": prompt.RoleSystem,
	"humanmsg": prompt.RoleUser, "humanmessage": prompt.RoleUser, "usermsg": prompt.RoleUser, "usermessage": prompt.RoleUser,
	"aimsg": prompt.RoleAssistant, "aimessage": prompt.RoleAssistant, "assistantmsg": prompt.RoleAssistant,
}

// words are the values of the attribute speaker; user and assistant are no
// words of POML's, and mean nothing else.
var words = map[string]prompt.Role{
	"system": prompt.RoleSystem, "human": prompt.RoleUser, "user": prompt.RoleUser, "ai": prompt.RoleAssistant, "assistant": prompt.RoleAssistant,
	"tool": prompt.RoleTool,
}

// speaker notes who says an element, if it tells, for it and all that hold it.
func (n *node) speaker(src string) {
	n.role = speakers[n.name]
	if a := n.get("speaker"); a != nil && n.role == "" {
		n.role = words[strings.ToLower(src[a.start:a.end])]
	}
	if n.role == "" {
		return
	}
	for up := n; up != nil && !up.speaks; up = up.parent {
		up.speaks = true
	}
}

// attributes checks the attributes of n.
func attributes(n *node, report func(code string, start, end int, message string)) {
	seen := map[string]bool{}
	for _, a := range n.attrs {
		if seen[a.name] {
			report(value.CodeDuplicateKey, a.nameAt, a.nameEnd, "the attribute "+a.name+" is set twice; expected it once: remove one")
		}
		seen[a.name] = true
		switch {
		case a.bare:
			report(format.CodeFormat, a.nameAt, a.nameEnd, "the attribute "+a.name+" has no value; expected "+a.name+"=\"…\"")
		case a.unfinished:
			report(format.CodeFormat, a.start, a.end, "this value has no quotes; expected "+a.name+"=\"…\"")
		}
	}
}
