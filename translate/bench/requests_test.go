package bench

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
)

// Size and number of the requests that are measured.
const (
	requestCount = 200
	minBytes     = 1_000
	maxBytes     = 20_000
)

// requests makes chat completion requests as applications log them: a system
// prompt in Markdown, some turns, tools with schemas, calls and results, answer
// schemas, images. Sizes are spread evenly over the orders of magnitude from
// minBytes to maxBytes; the same seed gives the same bytes.
func requests(seed uint64) [][]byte {
	out := make([][]byte, requestCount)
	for i := range out {
		m := maker{Rand: rand.New(rand.NewPCG(seed, uint64(i)))}
		x := float64(i) / float64(requestCount-1)
		size := int(minBytes * math.Pow(float64(maxBytes)/minBytes, x))
		out[i] = m.request(size)
	}
	rand.New(rand.NewPCG(seed, 1)).Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

type maker struct {
	*rand.Rand
	calls int
}

// An object keeps the order of its members, as clients write them.
type object []any // key, value, key, value …

func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i := 0; i < len(o); i += 2 {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(encode(o[i]))
		b.WriteByte(':')
		b.Write(encode(o[i+1]))
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// request makes a request of about size bytes, never fewer than minBytes nor
// more than maxBytes.
func (m *maker) request(size int) []byte {
	req := object{"model", "gpt-4.1"}
	var tools []any
	if size > 2500 && m.IntN(3) > 0 {
		for i := range 1 + m.IntN(1+size/2500) {
			tools = append(tools, m.tool(i))
		}
	}
	fixed := append(m.settings(), "messages", nil)
	if tools != nil {
		fixed = append(fixed, "tools", tools, "tool_choice", "auto")
	} else if size > 2500 && m.IntN(3) == 0 {
		fixed = append(fixed, "response_format", m.answer())
	}
	req = append(req, fixed...)
	room := size - len(encode(req))
	req[slot(req)] = m.turns(room, tools != nil)
	b := encode(req)
	for len(b) < minBytes {
		req[slot(req)] = m.turns(room+minBytes-len(b)+100, tools != nil)
		b = encode(req)
	}
	for cut := size; len(b) > maxBytes; cut -= 1000 {
		req[slot(req)] = m.turns(cut-maxBytes/4, tools != nil)
		b = encode(req)
	}
	return b
}

// slot is the index of the messages.
func slot(o object) int {
	for i := 0; i < len(o); i += 2 {
		if o[i] == "messages" {
			return i + 1
		}
	}
	panic("no messages")
}

func (m *maker) settings() object {
	o := object{"temperature", float64(m.IntN(15)) / 10, "max_tokens", 256 << m.IntN(4)}
	if m.IntN(3) == 0 {
		o = append(o, "top_p", 0.95)
	}
	if m.IntN(4) == 0 {
		o = append(o, "stop", []any{"\n\nUser:", "###"})
	}
	if m.IntN(4) == 0 {
		o = append(o, "user", fmt.Sprintf("user-%06d", m.IntN(1e6)))
	}
	if m.IntN(6) == 0 {
		o = append(o, "seed", m.IntN(1e6))
	}
	if m.IntN(3) == 0 {
		o = append(o, "stream", true)
	}
	return o
}

// turns makes messages of about size bytes.
func (m *maker) turns(size int, tools bool) []any {
	system := m.prose(min(size/3, 3000))
	out := []any{object{"role", "system", "content", system}}
	size -= len(encode(out))
	for left := size; left > 0 || len(out) < 2; {
		n := len(out)
		one := max(80, min(left-60, 80+m.IntN(1500)))
		switch k := m.IntN(10); {
		case tools && k < 3:
			m.calls++
			id := fmt.Sprintf("call_%08x%04d", m.Uint32(), m.calls)
			args := encode(object{"query", m.sentence(), "limit", m.IntN(50), "filters", object{"lang", "en", "since", "2026-01-01"}})
			out = append(out,
				object{"role", "user", "content", m.sentence()},
				object{"role", "assistant", "content", nil, "tool_calls", []any{
					object{"id", id, "type", "function", "function", object{"name", "tool_0", "arguments", string(args)}}}},
				object{"role", "tool", "tool_call_id", id, "content", m.result(one)},
				object{"role", "assistant", "content", m.prose(one / 2)})
		case k == 9 && one > 500:
			raw := make([]byte, one/2)
			for i := range raw {
				raw[i] = byte(m.Uint32())
			}
			uri := "data:image/png;base64," + base64.StdEncoding.EncodeToString(raw)
			out = append(out,
				object{"role", "user", "content", []any{
					object{"type", "text", "text", m.sentence()},
					object{"type", "image_url", "image_url", object{"url", uri}}}},
				object{"role", "assistant", "content", m.sentence()})
		case k == 8:
			out = append(out,
				object{"role", "user", "content", []any{object{"type", "text", "text", m.prose(one)}}},
				object{"role", "assistant", "content", m.prose(one / 3)})
		default:
			out = append(out, object{"role", "user", "content", m.prose(one)}, object{"role", "assistant", "content", m.prose(one / 2)})
		}
		left -= len(encode(out[n:]))
	}
	return append(out, object{"role", "user", "content", m.sentence()})
}

func (m *maker) tool(i int) object {
	props, required := object{}, []any{}
	for j := range 2 + m.IntN(4) {
		name := fmt.Sprintf("%s_%d", words[m.IntN(len(words))], j)
		p := object{"type", "string", "description", m.sentence()}
		switch m.IntN(5) {
		case 0:
			p = object{"type", "integer", "description", m.sentence(), "minimum", 1, "maximum", 100}
		case 1:
			p = append(p, "enum", []any{"asc", "desc", "none"})
		case 2:
			p = object{"type", "array", "items", object{"type", "string"}, "description", m.sentence()}
		case 3:
			p = object{"type", "object", "properties", object{"from", object{"type", "string", "format", "date"}, "to", object{"type", "string"}}}
		}
		props = append(props, name, p)
		required = append(required, name)
	}
	return object{"type", "function", "function", object{
		"name", fmt.Sprintf("tool_%d", i), "description", m.sentence() + " " + m.sentence(),
		"parameters", object{"type", "object", "properties", props, "required", required, "additionalProperties", false}}}
}

func (m *maker) answer() object {
	return object{"type", "json_schema", "json_schema", object{"name", "answer", "strict", true, "schema", object{
		"type", "object", "properties", object{
			"title", object{"type", "string", "description", m.sentence()},
			"score", object{"type", "number"},
			"items", object{"type", "array", "items", object{"type", "object", "properties",
				object{"id", object{"type", "string"}, "text", object{"type", "string"}}, "required", []any{"id", "text"}, "additionalProperties", false}}},
		"required", []any{"title", "score", "items"}, "additionalProperties", false}}}
}

// result is a tool's answer: JSON in a string, full of escapes.
func (m *maker) result(size int) string {
	var rows []any
	for n := 0; n < size; {
		row := object{"id", m.IntN(1e6), "title", m.sentence(), "score", float64(m.IntN(1000)) / 1000, "ok", m.IntN(2) == 0}
		n += len(encode(row))
		rows = append(rows, row)
	}
	return string(encode(object{"results", rows, "next", nil}))
}

var words = strings.Fields(`the a of to and in that for with is on be this as are from by an it or not you your
	user answer question context document model result please write list each step follow rules only never always
	format table summary code error function value return request response customer order account number date price`)

func (m *maker) sentence() string {
	var b strings.Builder
	for i := range 5 + m.IntN(12) {
		w := words[m.IntN(len(words))]
		if i == 0 {
			w = strings.ToUpper(w[:1]) + w[1:]
		} else {
			b.WriteByte(' ')
		}
		switch m.IntN(40) {
		case 0:
			w = `"` + w + `"`
		case 1:
			w = "“" + w + "”" // typographic, as text processors write it
		case 2:
			w += ","
		case 3:
			w = "don't"
		}
		b.WriteString(w)
	}
	b.WriteByte('.')
	return b.String()
}

// prose is Markdown of at least size bytes: paragraphs, lists, headings, code.
func (m *maker) prose(size int) string {
	var b strings.Builder
	for b.Len() < size {
		switch m.IntN(8) {
		case 0:
			b.WriteString("\n## " + m.sentence() + "\n\n")
		case 1, 2:
			for range 1 + m.IntN(4) {
				b.WriteString("- " + m.sentence() + "\n")
			}
		case 3:
			b.WriteString("\n```python\ndef f(x):\n\tif x == \"" + words[m.IntN(len(words))] + "\":\n\t\treturn '\\n'.join(x)\n```\n")
		default:
			for range 1 + m.IntN(3) {
				b.WriteString(m.sentence() + " ")
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}
