package chattemplate

import (
	"encoding/json"
	"io"
	"strings"

	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// A piece is where a part of a pattern stands.
type piece struct{ from, to int }

// match reads a pattern at an offset; once too much has been looked through in
// vain it finds nothing more, which keeps reading linear. A piece ends where the literal after it
// begins; one that is JSON ends where the JSON does.
func (p *parser) match(pattern string, at, limit int) (pieces map[string]piece, next int, ok bool) {
	pieces = map[string]piece{}
	for pattern != "" {
		i := strings.IndexByte(pattern, '$')
		if i < 0 {
			i = len(pattern)
		}
		if !strings.HasPrefix(p.f.text[at:limit], pattern[:i]) {
			return nil, at, false
		}
		at += i
		if pattern = pattern[i:]; pattern == "" {
			break
		}
		name := pattern[1 : 1+nameLen(pattern[1:])]
		pattern = pattern[1+len(name):]
		end, found := p.pieceEnd(name, pattern, at, limit)
		if !found {
			return nil, at, false
		}
		pieces[name] = piece{at, end}
		at = end
	}
	return pieces, at, true
}

func (p *parser) pieceEnd(name, rest string, at, limit int) (int, bool) {
	if p.fuel < 0 {
		return at, false
	}
	if name == "args" || name == "tool" {
		n, read := jsonLen(p.f.text[at:limit])
		p.fuel -= read
		if n > 0 {
			return at + n, true
		}
		if name == "tool" && rest == "" {
			return at, false
		}
	}
	lit, _, _ := strings.Cut(rest, "$")
	if lit == "" {
		return limit, true
	}
	k := strings.Index(p.f.text[at:limit], lit)
	if k < 0 {
		p.fuel -= limit - at
		return at, false
	}
	p.fuel -= k
	return at + k, true
}

// jsonLen is how long the JSON value is that s begins with, 0 where there is
// none, and how much of s was read to find out.
func jsonLen(s string) (n, read int) {
	if s == "" || s[0] != '{' && s[0] != '[' {
		return 0, 0
	}
	dec := json.NewDecoder(strings.NewReader(s))
	depth := 0
	for {
		t, err := dec.Token()
		if err == io.ErrUnexpectedEOF || err == io.EOF {
			return 0, len(s)
		}
		if err != nil {
			return 0, int(dec.InputOffset())
		}
		if d, ok := t.(json.Delim); ok {
			if d == '{' || d == '[' {
				depth++
			} else {
				depth--
			}
		}
		if depth == 0 {
			n := int(dec.InputOffset())
			return n, n
		}
	}
}

// readCalls reads a list of calls.
func (p *parser) readCalls(at, limit int) (calls []*prompt.Part, next int, ok bool) {
	c := &p.t.Tools.Calls
	if !strings.HasPrefix(p.f.text[at:limit], c.Open) {
		return nil, at, false
	}
	at += len(c.Open)
	for {
		pieces, after, ok := p.match(c.Item, at, limit)
		if !ok {
			return nil, at, false
		}
		call := &prompt.ToolCall{}
		if s, has := pieces["name"]; has {
			call.Name = p.f.slice(p.r, s.from, s.to)
		}
		if s, has := pieces["id"]; has {
			call.ID = p.f.slice(p.r, s.from, s.to)
			if call.Name == nil {
				call.Name = p.nameInID(s)
			}
		}
		if s, has := pieces["args"]; has {
			call.ArgsNode = p.f.slice(p.r, s.from, s.to)
			call.Args = translate.ParseArgs(call.ArgsNode)
		}
		calls = append(calls, &prompt.Part{At: prompt.At{Node: p.f.slice(p.r, at, after)}, Kind: prompt.ToolCallPart, ToolCall: call})
		at = after
		if c.Between != "" && strings.HasPrefix(p.f.text[at:limit], c.Between+head("", c.Item)) {
			at += len(c.Between)
			continue
		}
		if c.Between == "" && strings.HasPrefix(p.f.text[at:limit], head("", c.Item)) {
			continue
		}
		break
	}
	if !strings.HasPrefix(p.f.text[at:limit], c.Close) {
		return nil, at, false
	}
	return calls, at + len(c.Close), true
}

// nameInID takes the name out of an id such as functions.NAME:0.
func (p *parser) nameInID(s piece) *value.Node {
	id := p.f.text[s.from:s.to]
	from, to := strings.IndexByte(id, '.')+1, strings.LastIndexByte(id, ':')
	if to < from {
		from, to = 0, len(id)
	}
	return p.f.slice(p.r, s.from+from, s.from+to)
}

// results reads a list of results; its opening was read.
func (p *parser) results() {
	c := &p.t.Tools.Results
	from := p.pos - len(head(c.Open, c.Item))
	at, limit := from+len(c.Open), len(p.f.text)
	m := &prompt.Message{Role: prompt.RoleTool}
	for {
		pieces, after, ok := p.match(c.Item, at, limit)
		if !ok {
			p.pos = from
			p.stray()
			return
		}
		p.part(m, p.result(pieces, at, after))
		at = after
		if strings.HasPrefix(p.f.text[at:], c.Between+head("", c.Item)) && (c.Open != "" || c.Between != "") {
			at += len(c.Between)
			continue
		}
		break
	}
	if strings.HasPrefix(p.f.text[at:], c.Close) {
		at += len(c.Close)
	}
	m.At = prompt.At{Node: p.f.slice(p.r, from, at)}
	p.add(m)
	p.pos, p.closed, p.after = at, true, c.Answered
}

func (p *parser) result(pieces map[string]piece, from, to int) *prompt.Part {
	r := &prompt.ToolResult{}
	if s, has := pieces["id"]; has {
		r.CallID = p.f.slice(p.r, s.from, s.to)
	}
	if s, has := pieces["name"]; has {
		r.Name = p.f.slice(p.r, s.from, s.to)
	}
	if s := pieces["content"]; true {
		n := p.f.slice(p.r, s.from, s.to)
		var str string
		if p.t.Tools.Results.Content != "" && n.IsString() && json.Unmarshal([]byte(n.Str), &str) == nil {
			n.Str, n.View = str, nil
		}
		r.Content = prompt.List[prompt.Part]{{Item: &prompt.Part{At: prompt.At{Node: n}, Kind: prompt.TextPart, Text: n}, Span: n.Span}}
	}
	return &prompt.Part{At: prompt.At{Node: p.f.slice(p.r, from, to)}, Kind: prompt.ToolResultPart, ToolResult: r}
}

// tools reads definitions that stand between turns; their opening was read.
func (p *parser) tools() {
	from := p.pos - len(p.t.Tools.Open)
	tools, next, ok := p.readTools(from, len(p.f.text))
	if !ok {
		p.pos = from
		p.stray()
		return
	}
	p.p.Tools = append(p.p.Tools, tools...)
	p.pos, p.closed = next, true
}

// readTools reads the definitions that the template's frame encloses. Those
// that are no JSON (types of TypeScript, holes) are left in the text.
func (p *parser) readTools(at, limit int) (tools prompt.List[prompt.Tool], next int, ok bool) {
	d := p.t.Tools
	at += len(d.Open)
	for {
		pieces, after, ok := p.match(d.Item, at, limit)
		if !ok {
			break
		}
		s := pieces["tool"]
		t := readTool(p.f.text[s.from:s.to])
		if t == nil {
			return nil, at, false
		}
		t.At = prompt.At{Node: p.f.slice(p.r, at, after)}
		tools = append(tools, prompt.Entry[prompt.Tool]{Item: t, Span: t.Span()})
		at = after
		if d.Between != "" {
			if !strings.HasPrefix(p.f.text[at:limit], d.Between) {
				break
			}
			at += len(d.Between)
		}
	}
	if len(tools) == 0 || !strings.HasPrefix(p.f.text[at:limit], d.Close) {
		return nil, at, false
	}
	return tools, at + len(d.Close), true
}

// readTool reads one definition, with or without the object around it.
func readTool(text string) *prompt.Tool {
	n, problems := value.ReadJSON(source.NewFile("", []byte(text)).Whole(), value.Options{})
	if len(problems) > 0 || n == nil || n.Kind != value.Object {
		return nil
	}
	if fn := n.Get("function"); fn != nil && fn.Kind == value.Object {
		n = fn
	}
	t := &prompt.Tool{Kind: prompt.FunctionTool, Name: n.Get("name"), Description: n.Get("description"), Schema: n.Get("parameters")}
	if !t.Name.IsString() {
		return nil
	}
	return t
}
