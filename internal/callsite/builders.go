package callsite

import (
	"math"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// Builders are chains of calls that each set one member: X.builder().model("…").
// A program may also keep one in a variable and go on with it, or be handed one by
// a function without a name: client.converse(r -> r.modelId("…")).

// links are the calls of a program by what they go on from.
type links struct {
	next map[*lang.Call]*lang.Call // the call on the result of a call
	into map[string]*lang.Call     // what a variable is given, by name and function
	on   map[string][]*lang.Call   // calls on a variable, by name and function
	// member are calls that add to a list which a variable's member is, by the
	// variable and the function: options.Tools.Add(…).
	member map[string][]*lang.Call
	at     map[int]*lang.Call // calls on a name, by where the name begins
}

// linked returns the links, which are made when they are asked for first.
func (r *reader) linked() *links {
	if r.chains != nil {
		return r.chains
	}
	l := &links{next: map[*lang.Call]*lang.Call{}, into: map[string]*lang.Call{}, on: map[string][]*lang.Call{}, member: map[string][]*lang.Call{}, at: map[int]*lang.Call{}}
	r.chains = l
	for _, k := range r.u.Calls {
		if k.Into != "" {
			l.into[k.Into+"\x00"+k.Func] = k
		}
		switch {
		case k.Callee.Recv != nil:
			l.next[k.Callee.Recv] = k
		case len(k.Callee.Steps) > 1:
			l.at[k.Callee.Span.Start] = k
			key := k.Callee.Steps[0].Name + "\x00" + k.Func
			switch {
			case len(k.Callee.Steps) == 2:
				l.on[key] = append(l.on[key], k)
			case len(k.Callee.Steps) == 3 && adding[k.Callee.Last()]:
				l.member[key] = append(l.member[key], k)
			}
		}
	}
	return l
}

// behind returns the calls of the chain that k begins, without k, and those on the
// variable that the chain is kept in.
func (l *links) behind(k *lang.Call) []*lang.Call {
	out, end := l.follow(nil, k)
	if end.Into != "" && end.Callee.Last() != "build" {
		for _, c := range between(l.on[end.Into+"\x00"+end.Func], k.Span.Start+1, math.MaxInt, callAt) {
			if len(out) >= maxChain {
				break
			}
			out, _ = l.follow(append(out, c), c)
		}
	}
	return out
}

// follow appends the calls on the result of k, and returns the last of them too.
func (l *links) follow(out []*lang.Call, k *lang.Call) ([]*lang.Call, *lang.Call) {
	for n := l.next[k]; n != nil && len(out) < maxChain; n = l.next[k] {
		out, k = append(out, n), n
	}
	return out, k
}

// kept returns the beginning of the builder that the variable holds on which k is
// called, nil where it holds none.
func (r *reader) kept(k *lang.Call) (*catalog.SDK, *catalog.SDKMake, *lang.Call) {
	if len(k.Callee.Steps) != 2 {
		return nil, nil, nil
	}
	c := r.linked().into[k.Callee.Steps[0].Name+"\x00"+k.Func]
	for n := 0; c != nil && n < maxChain; n++ {
		if sdk, m := r.builder(r.places[c].sym); m != nil {
			return sdk, m, c
		}
		c = c.Callee.Recv
	}
	return nil, nil, nil
}

// builder finds the builder that a name of a library begins.
func (r *reader) builder(s symbol) (*catalog.SDK, *catalog.SDKMake) {
	if s.sdk == nil || len(s.path) > maxName {
		return nil, nil
	}
	var any *catalog.SDKMake
	for i := range s.sdk.Makes {
		m := &s.sdk.Makes[i]
		switch {
		case !m.Builder:
		case fits(m.Name, s.path):
			return s.sdk, m
		case any == nil && matches(m.Name, s.path):
			any = m
		}
	}
	return s.sdk, any
}

// matches reports whether a path is a member that a library's types share: that of
// *.builder is any type's, and that of *.of* is any type's that begins with of.
func matches(name, path string) bool {
	last, ok := strings.CutPrefix(name, "*.")
	if !ok || !strings.Contains(path, ".") {
		return false
	}
	at := lastName(path)
	if start, ok := strings.CutSuffix(last, "*"); ok {
		rest, is := strings.CutPrefix(at, start)
		return is && capital(rest)
	}
	return at == last
}

// entry adds what a method of two arguments sets: the member of the name that the
// first one is, of the object at to; "." is the builder's own.
func (r *reader) entry(out *value.Node, c *lang.Call, to string) {
	name, v := r.value(c.Arg(0), c.Func), r.value(c.Arg(1), c.Func)
	if !name.IsString() || v == nil {
		return
	}
	at := value.Entry{Key: name.Str, KeySpan: name.Span, Value: v, Span: c.Span}
	if to == "." {
		out.Entries = append(out.Entries, at)
		return
	}
	in := out.Get(to)
	if in == nil || in.Kind != value.Object {
		in = &value.Node{Kind: value.Object, Span: c.Span}
		put(out, to, value.Entry{KeySpan: c.NameSpan, Value: in, Span: c.Span})
	}
	in.Entries = append(in.Entries, at)
}

// begun is a client's builder, of which the rest of the chain is the options.
type begun struct {
	sdk  *catalog.SDK
	spec *catalog.SDKClient
}

// preset returns what the chain behind a client's builder sets, under the names of
// its methods; nil where k begins none.
func (r *reader) preset(k *lang.Call) *value.Node {
	b, ok := r.begun[k]
	if !ok {
		return nil
	}
	if n, ok := r.presets[k]; ok {
		return n
	}
	r.presets[k] = nil // a chain that stands in its own options ends here
	_, m := r.builder(symbol{sdk: b.sdk, path: b.spec.Name})
	if m == nil || m.Name != b.spec.Name { // a client's options are no part of a request
		m = &catalog.SDKMake{}
	}
	f := m.SDKForm.Over(b.spec.SDKForm)
	out := &value.Node{Kind: value.Object, Span: k.Span}
	for _, c := range r.linked().behind(k) {
		if c.Callee.Last() == "build" {
			break
		}
		r.set(out, c, m, &f, 0)
	}
	r.presets[k] = out
	return out
}

// handed returns what a function without a name sets on the builder that it is
// handed, where its body is one chain on its only parameter: r -> r.model("…").
// It is nil for any other value.
func (r *reader) handed(n *value.Node, depth int) *value.Node {
	if depth > maxMakes || n.Span.IsZero() {
		return nil
	}
	text := r.u.View.File().Slice(source.Span{Start: n.Span.Start, End: min(n.Span.End, n.Span.Start+maxLead)})
	name := text[:len(text)-len(strings.TrimLeft(text, nameLetters))]
	body := strings.TrimLeft(text[len(name):], blanks)
	if !strings.HasPrefix(body, "->") && !strings.HasPrefix(body, "=>") || name == "" {
		return nil
	}
	body = strings.TrimLeft(body[2:], blanks)
	first := r.linked().at[n.Span.Start+len(text)-len(body)]
	if first == nil || len(first.Callee.Steps) != 2 || first.Callee.Steps[0].Name != name {
		return nil
	}
	m := &catalog.SDKMake{}
	for _, s := range r.sdks {
		if _, any := r.builder(symbol{sdk: s, path: anyBuilder}); any != nil {
			m = any
			break
		}
	}
	out := &value.Node{Kind: value.Object, Span: n.Span}
	calls, _ := r.linked().follow([]*lang.Call{first}, first)
	for _, c := range calls {
		r.set(out, c, m, &m.SDKForm, depth+1)
	}
	return out
}

// anyBuilder stands for the builder of a type that no entry names.
const anyBuilder = "any.builder"

// namesType reports whether a value is a type of the program given as a value:
// Book.class, Book::class.java. What is made of it is a schema.
func (r *reader) namesType(n *value.Node) bool {
	if n == nil || n.Kind != value.Hole || n.Span.IsZero() {
		return false
	}
	text := r.u.View.File().Slice(n.Span)
	return strings.HasSuffix(text, ".class") || strings.HasSuffix(text, "::class.java") || strings.HasSuffix(text, "::class")
}

// maxLead bounds the bytes of a function without a name before its body.
const maxLead = 200

const (
	blanks      = " \t\r\n"
	nameLetters = "_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

// served gives the clients that are made with an object of another library the
// vendor of that one: AnthropicOkHttpClient.builder().backend(BedrockBackend…).
func (r *reader) served() {
	for _, k := range r.u.Calls {
		o := r.made[k]
		if o == nil || o.spec == nil || o.call != k || o.spec.Via == "" {
			continue
		}
		if by := r.objectAt(r.argument(k, o.spec.Via, o.spec.Params), k.Func); by != nil && by != o && by.host != "" {
			o.host = by.host
		}
	}
	for _, k := range r.u.Calls {
		if o := r.made[k]; o != nil && o.call == k && o.of != nil && o.of.host != "" {
			o.host = o.of.host // of what it was made with
		}
	}
}
