package handlebars

import (
	"strings"

	"github.com/promptglot/promptglot/templates"
	"github.com/promptglot/promptglot/templates/internal/eval"
)

// push opens a block.
func (c *compiler) push(b openBlock) {
	if len(c.stack) > maxBlocks {
		c.fail(b.place, "blocks nest deeper than %d levels", maxBlocks)
		c.stopped = true // what follows would only say so again
	}
	c.stack = append(c.stack, b)
}

// open compiles an opening tag; s is what follows its # or ^.
func (c *compiler) open(p place, s string, inverse bool) {
	switch {
	case strings.HasPrefix(s, ">"):
		s = strings.TrimSpace(s[1:])
		in := c.include(p, s, "")
		in.body = &program{}
		c.add(in)
		c.push(openBlock{place: p, name: blockName(s), program: in.body})
		return
	case strings.HasPrefix(s, "*"):
		c.inline(p, strings.TrimSpace(s[1:]))
		return
	}
	call := c.call(p, s)
	sec := &section{place: p, call: call.invocation}
	arm := &program{params: call.params}
	if inverse {
		sec.otherwise = arm
	} else {
		sec.then = arm
	}
	c.add(sec)
	c.push(openBlock{place: p, name: blockName(s), section: sec, program: arm})
}

// blockName is what the end tag of a block must say.
func blockName(s string) string {
	if strings.HasPrefix(s, "(") {
		return s
	}
	name, _ := cutWord(s)
	name, _, _ = strings.Cut(name, "(")
	return strings.Trim(name, `"'`)
}

// inline compiles {{#*inline "name"}}, the one decorator that there is.
func (c *compiler) inline(p place, s string) {
	call := c.call(p, s)
	body := &program{}
	if head, ok := call.head.(*path); !ok || head.src != "inline" || len(call.args) != 1 {
		c.fail(p, `this decorator is not known; expected {{#*inline "name"}}`)
	} else {
		up := c.top().program
		up.inline = append(up.inline, inline{p, call.args[0], body})
	}
	c.push(openBlock{place: p, name: blockName(s), program: body})
}

// otherwise compiles {{else}}, and {{else if x}} as a block within the other arm
// that the same end tag closes.
func (c *compiler) otherwise(p place, s string) {
	b := c.top()
	if len(c.stack) == 1 || b.section == nil || b.raw {
		c.fail(p, "this stands outside of a block; expected an opening tag before it")
		return
	}
	if b.final {
		c.fail(p, "this follows the last {{else}} of %s; expected {{/%s}}", templates.Clip(b.src), b.name)
		return
	}
	arm := &program{}
	if b.section.then == nil { // {{^x}}…{{else}}
		b.section.then = arm
	} else {
		b.section.otherwise = arm
	}
	b.program = arm
	if s == "" {
		b.final = true
		return
	}
	call := c.call(p, s)
	next := &section{place: p, call: call.invocation, then: &program{params: call.params}}
	arm.body = append(arm.body, next)
	b.section, b.program = next, next.then
}

func (c *compiler) end(p place, name string) {
	if len(c.stack) == 1 {
		c.fail(p, "this closes nothing: no block is open")
		return
	}
	b := c.top()
	if strings.Trim(name, `"'`) != b.name || b.raw {
		c.fail(p, "expected {{/%s}}, the end of %s", b.name, templates.Clip(b.src))
		// Where a block further out has the name, those within it lack an end.
		for i := len(c.stack) - 1; i > 0 && i > len(c.stack)-maxDepth; i-- {
			if c.stack[i].name == name {
				c.stack = c.stack[:i]
				break
			}
		}
		return
	}
	c.stack = c.stack[:len(c.stack)-1]
}

// rawTag compiles the tags of {{{{name}}}} … {{{{/name}}}}; the lexer lets no
// other tag stand between them.
func (c *compiler) rawTag(p place) {
	s := strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(p.src, "{{{{"), "}}}}"))
	if strings.HasPrefix(s, "/") {
		if c.top().raw {
			c.stack = c.stack[:len(c.stack)-1]
		}
		return
	}
	call := c.call(p, s)
	sec := &section{place: p, call: call.invocation, then: &program{params: call.params}, verbatim: true}
	c.add(sec)
	c.push(openBlock{place: p, name: blockName(s), section: sec, program: sec.then, raw: true})
}

// include compiles a partial: its name, perhaps a context, perhaps members that
// are added to the context.
func (c *compiler) include(p place, s, indent string) *include {
	in := &include{place: p, indent: indent}
	call := c.call(p, s)
	switch head := call.head.(type) {
	case *path:
		in.name = constant{head.src}
	case constant:
		in.name = constant{eval.ScriptText(head.value)}
	default:
		in.name = head
	}
	switch len(call.args) {
	case 0:
	case 1:
		in.with = call.args[0]
	default:
		c.fail(p, "a partial takes one context, not %d", len(call.args))
	}
	in.named = call.named
	return in
}
