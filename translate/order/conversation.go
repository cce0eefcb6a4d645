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
		case mid.Value == "gate" && (i == 0 || ts[i-1].role != "user" && ts[i-1].role != "system"):
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

// pairing checks that every call is answered by one result, right after it and
// in its place.
func (c *checker) pairing(ts []turn) {
	place := c.d.Trait("tool_result_place").Value
	for i := range ts {
		calls := only(ts[i], call)
		if len(calls) > 0 {
			answers, at := c.answers(ts, i, place)
			c.match(calls, answers, at)
		}
		if results := only(ts[i], result); len(results) > 0 {
			c.placed(ts, i, results, place)
		}
	}
}

// answers returns the results that may answer the calls of a turn: those of the
// next turn or, where results are messages of their own, of the next ones.
func (c *checker) answers(ts []turn, i int, place string) (out []piece, at string) {
	at = ts[i].pointer
	for j := i + 1; j < len(ts); j++ {
		results := only(ts[j], result)
		if len(results) == 0 || place != "message" && j > i+1 {
			break
		}
		out = append(out, results...)
	}
	return out, at
}

func (c *checker) match(calls, answers []piece, at string) {
	byID := c.trait("tool_call_id", "required")
	if !byID {
		if len(answers) != len(calls) {
			c.add("unanswered-call", at, "%d calls are followed by %d results", len(calls), len(answers))
		}
		return
	}
	for _, k := range calls {
		if !k.id.IsString() {
			switch {
			case k.id != nil:
			case !strings.HasSuffix(k.pointer, "/function_call"): // the form of 2023 has none
				c.add("call-id", k.pointer, "a call needs an id")
			case len(answers) != 1 || answers[0].id != nil:
				c.add("unanswered-call", k.pointer, "%d results follow the call, and none without an id", len(answers))
			}
			continue
		}
		if n := count(answers, k.id.Str); n != 1 && !slices.ContainsFunc(answers, unknownID) {
			c.add("unanswered-call", k.pointer, "the call %s has %d results right after it", k.id.Str, n)
		}
	}
}

func unknownID(p piece) bool { return p.id != nil && !p.id.IsString() }

func count(ps []piece, id string) int {
	n := 0
	for _, p := range ps {
		if p.id.Is(id) {
			n++
		}
	}
	return n
}

// placed checks the results of a turn: each answers a call right before it, and
// they stand where the vendor wants them.
func (c *checker) placed(ts []turn, i int, results []piece, place string) {
	var calls []piece
	for j := i - 1; j >= 0; j-- {
		if ts[j].role == "assistant" {
			calls = only(ts[j], call)
			break
		}
		if place != "message" || len(only(ts[j], result)) == 0 {
			break
		}
	}
	for _, r := range results {
		switch {
		case c.trait("tool_call_id", "required") && r.id.IsString():
			if count(calls, r.id.Str) == 0 && !slices.ContainsFunc(calls, unknownID) {
				c.add("orphan-result", r.pointer, "no call %s stands right before it", r.id.Str)
			}
		case c.trait("tool_call_id", "required") && r.id == nil && ts[i].role != "tool":
			c.add("call-id", r.pointer, "a result needs the id of its call")
		case len(calls) == 0:
			c.add("orphan-result", r.pointer, "no call stands right before it")
		}
	}
	if place == "user_first" {
		first := slices.IndexFunc(ts[i].pieces, func(p piece) bool { return p.kind != result })
		last := slices.IndexFunc(ts[i].pieces, func(p piece) bool { return p.kind == result && p.pointer == results[len(results)-1].pointer })
		if first >= 0 && first < last {
			c.add("result-place", ts[i].pieces[first].pointer, "results come first in a turn")
		}
	}
	if place != "message" && ts[i].role == "assistant" {
		c.add("result-place", ts[i].pointer, "results stand in a turn of the user")
	}
}

func only(t turn, k kind) []piece {
	var out []piece
	for _, p := range t.pieces {
		if p.kind == k {
			out = append(out, p)
		}
	}
	return out
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
