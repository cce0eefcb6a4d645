package order

import (
	"regexp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/value"
)

// conversation checks the turns as a whole.
func (c *checker) conversation(ts []turn) {
	c.systemTurns(ts)
	c.taking(ts)
	c.pairing(ts)
	c.texts(ts)
	c.ids(ts)
}

// systemTurns checks where system turns stand.
func (c *checker) systemTurns(ts []turn) {
	mid := c.d.Trait("mid_system")
	for i, t := range ts {
		if t.wire != "" && len(c.d.Roles) > 0 && !slices.Contains(c.d.Roles, t.wire) {
			c.add("role", t.pointer, "%s has no turns of the role %s", c.d.ID, t.wire)
		}
		if t.role != "system" {
			continue
		}
		lead := c.trait("system", "message") && !slices.ContainsFunc(ts[:i], func(b turn) bool { return b.role != "system" })
		switch {
		case lead:
		case mid.Value == "no":
			c.add("mid-system", t.pointer, "there are no system turns inside the conversation")
		case (mid.Value == "gate" || mid.Value == "after-user") && (i == 0 || ts[i-1].role != "user" && ts[i-1].role != "system"):
			c.add("mid-system", t.pointer, "a system turn must follow a user turn")
		}
	}
}

// taking checks who speaks first, and in turn.
func (c *checker) taking(ts []turn) {
	before := ""
	for _, t := range ts {
		if t.role == "system" {
			if before != "" {
				before = "system" // it stands between two turns of one speaker
			}
			continue
		}
		speaker := t.role
		if speaker == "tool" && !c.trait("tool_result_place", "message") {
			speaker = "user"
		}
		switch {
		case before == "" && speaker == "assistant" && c.trait("first_turn", "user"):
			c.add("first-turn", t.pointer, "the conversation must begin with the user")
		case before == speaker && speaker != "tool" && speaker != "" && c.trait("alternation", "required"):
			c.add("alternation", t.pointer, "two turns of %s follow each other", speaker)
		}
		before = speaker
	}
}

// texts checks for empty turns and texts, and for a prefill that no server
// takes.
func (c *checker) texts(ts []turn) {
	refused := c.trait("empty_text", "refused")
	for i, t := range ts {
		if refused && len(t.pieces) == 0 {
			c.add("empty-content", t.pointer, "a turn must say something")
		}
		for _, p := range t.pieces {
			if refused && p.kind == text && p.text.IsString() && strings.TrimSpace(p.text.Str) == "" {
				c.add("empty-content", p.pointer, "a text must not be blank")
			}
		}
		if i != len(ts)-1 || t.role != "assistant" || !c.trait("prefill_blank", "refused") || len(t.pieces) == 0 {
			continue
		}
		if p := t.pieces[len(t.pieces)-1]; p.kind == text && p.text.IsString() && strings.TrimRight(p.text.Str, " \t\r\n") != p.text.Str {
			c.add("prefill", p.pointer, "the beginning of an answer must not end in white space")
		}
	}
}

// ids checks the form of ids and names, and that no id is used twice.
func (c *checker) ids(ts []turn) {
	id, name := compiled(c.d.Trait("tool_call_id_pattern").Value), compiled(c.d.Trait("tool_name_pattern").Value)
	seen := map[string]bool{}
	for _, t := range ts {
		for _, p := range t.pieces {
			if p.id.IsString() && id != nil && !id.MatchString(p.id.Str) {
				c.add("call-id", p.pointer, "the id %q does not match %s", p.id.Str, id)
			}
			if p.kind == call && p.name.IsString() && name != nil && !name.MatchString(p.name.Str) {
				c.add("tool-name", p.pointer, "the name %q does not match %s", p.name.Str, name)
			}
			if p.kind == call && p.id.IsString() {
				if seen[p.id.Str] && c.trait("tool_call_id", "required") {
					c.add("call-id", p.pointer, "the id %s is used twice", p.id.Str)
				}
				seen[p.id.Str] = true
			}
		}
	}
}

func compiled(pattern string) *regexp.Regexp {
	if pattern == "" {
		return nil
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil
	}
	return re
}

// tools checks the names of the tools, and that a tool that must be called is
// one of them.
func (c *checker) tools() {
	name := compiled(c.d.Trait("tool_name_pattern").Value)
	list := c.request.Get("tools")
	at := "/tools"
	if list == nil {
		list, at = c.request.Get("toolConfig").Get("tools"), "/toolConfig/tools"
	}
	if list == nil || list.Kind != value.Array {
		return
	}
	seen := map[string]bool{}
	check := func(n *value.Node, p string) {
		if !n.IsString() {
			return
		}
		if name != nil && !name.MatchString(n.Str) {
			c.add("tool-name", p, "the name %q does not match %s", n.Str, name)
		}
		if seen[n.Str] {
			c.add("tool-name", p, "two tools are called %s", n.Str)
		}
		seen[n.Str] = true
	}
	for i, e := range list.Entries {
		p := value.IndexPointer(at, i)
		for _, key := range []string{"function", "custom", "toolSpec"} {
			check(e.Value.Get(key).Get("name"), p+"/"+key+"/name")
		}
		check(e.Value.Get("name"), p+"/name")
		for _, key := range []string{"functionDeclarations", "function_declarations"} {
			if l := e.Value.Get(key); l != nil {
				for j, f := range l.Entries {
					check(f.Value.Get("name"), value.IndexPointer(p+"/"+key, j)+"/name")
				}
			}
		}
	}
}
