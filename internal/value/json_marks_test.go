package value

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/expr"
)

// lexTags finds tags of the tests' own language: <c1? … <c1: … <c1. is a
// condition, <f1? … <f1. a loop, <h1> a hole, <s1> a statement, <o1> a comma
// state's declaration, <,1> its comma, <~f1> a loop's separator.
func lexTags(s string) []expr.Tag {
	var out []expr.Tag
	for i := 0; i < len(s); i++ {
		if s[i] != '<' {
			continue
		}
		n := strings.IndexAny(s[i:], ">?:.!")
		if n < 0 {
			break
		}
		t := expr.Tag{Lang: "test", Src: s[i : i+n+1], Start: i, End: i + n + 1}
		name := expr.Var(s[i+1 : i+n])
		switch {
		case s[i+n] == ':':
			t.Kind = expr.TagElse
		case s[i+n] == '!':
			t.Kind, t.Expr = expr.TagElseIf, name
		case s[i+n] == '.':
			t.Kind = expr.TagEnd
		case s[i+n] == '?' && s[i+1] == 'f':
			t.Kind, t.Expr = expr.TagFor, name
		case s[i+n] == '?':
			t.Kind, t.Expr = expr.TagIf, name
		case s[i+1] == 's':
			t.Kind = expr.TagOther
		case s[i+1] == '#':
			t.Kind = expr.TagComment
		default:
			t.Expr = name
		}
		out = append(out, t)
		i += n
	}
	return out
}

// tagger prints tags of that language; it can do what its fields say.
type tagger struct{}

func (tagger) Tag(t expr.Tag, _ Context) (string, error) {
	if t.Src != "" {
		return t.Src, nil
	}
	if t.Kind == expr.TagElse {
		return "<made:", nil
	}
	return "", fmt.Errorf("a made tag of kind %d", t.Kind)
}

type loopTagger struct{ tagger }

func (loopTagger) Between(loop expr.Tag) (string, error) {
	return "<~" + strings.TrimPrefix(loop.Src, "<"), nil
}

type stateTagger struct{ tagger }

func (stateTagger) Declare(id int) (string, error) { return fmt.Sprintf("<o%d>", id), nil }
func (stateTagger) Comma(id int) (string, error)   { return fmt.Sprintf("<,%d>", id), nil }

// world decides what conditions and loops come to.
type world struct {
	conds map[string]bool
	loops map[string]int
}

// run executes a template of the tests' language.
func (w world) run(src string) string {
	p := &runner{world: w, src: src, tags: lexTags(src), state: map[string]bool{}, round: map[string]int{}}
	var out strings.Builder
	p.body(&out, 0, len(src))
	return out.String()
}

type runner struct {
	world
	src   string
	tags  []expr.Tag
	state map[string]bool
	round map[string]int
}

func (p *runner) body(out *strings.Builder, from, to int) {
	at := from
	for i := 0; i < len(p.tags); i++ {
		t := p.tags[i]
		if t.Start < at || t.End > to {
			continue
		}
		out.WriteString(p.src[at:t.Start])
		at = t.End
		name := strings.Trim(t.Src, "<>?:.!")
		switch {
		case strings.HasPrefix(name, "~"):
			if p.round[name[1:]] > 0 {
				out.WriteString(",")
			}
		case t.Kind == expr.TagIf || t.Kind == expr.TagFor:
			at = p.block(out, i, name)
		case t.Kind == expr.TagOther || t.Kind == expr.TagComment:
		case name[0] == 'o':
			p.state[name[1:]] = false
		case name[0] == ',':
			if p.state[name[1:]] {
				out.WriteString(",")
			}
			p.state[name[1:]] = true
		default:
			fmt.Fprintf(out, "%q", name)
		}
	}
	out.WriteString(p.src[at:to])
}

// block runs the block that tag i opens and returns where it ends.
func (p *runner) block(out *strings.Builder, i int, name string) int {
	depth := 0
	open := p.tags[i]
	var arms []expr.Tag
	for _, t := range p.tags[i:] {
		if strings.HasPrefix(t.Src, "<~") {
			continue
		}
		switch t.Kind {
		case expr.TagIf, expr.TagFor:
			depth++
		case expr.TagEnd:
			depth--
		case expr.TagElse, expr.TagElseIf:
			if depth == 1 {
				arms = append(arms, t)
			}
		}
		if depth == 0 {
			arms = append(arms, t)
			break
		}
	}
	end := arms[len(arms)-1].End
	if open.Kind == expr.TagFor {
		for k := range p.loops[name] {
			p.round[name+"?"] = k
			p.round[name] = k
			p.body(out, open.End, arms[0].Start)
		}
		return end
	}
	start, cond := open.End, name
	for _, a := range arms {
		if cond == "" || p.conds[cond] {
			p.body(out, start, a.Start)
			return end
		}
		start, cond = a.End, ""
		if a.Kind == expr.TagElseIf {
			cond = strings.Trim(a.Src, "<>?:.!")
		}
	}
	return end
}

// eval does to a tree what run does to text: the oracle of the separators.
func (w world) eval(n *Node) any {
	switch n.Kind {
	case Array:
		out := []any{}
		w.each(n.Entries, func(e *Entry) { out = append(out, w.eval(e.Value)) })
		return out
	case Object:
		out := map[string]any{}
		w.each(n.Entries, func(e *Entry) { out[e.Key] = w.eval(e.Value) })
		return out
	case Number:
		return json.Number(n.Str)
	}
	return nil
}

func (w world) each(es []Entry, f func(*Entry)) {
	for i := range es {
		e := &es[i]
		if e.Block == nil {
			if !e.Spread {
				f(e)
			}
			continue
		}
		if b := e.Block; b.IsLoop() {
			for range w.loops[strings.Trim(b.Arms[0].Tag.Src, "<>?")] {
				w.each(b.Arms[0].Body, f)
			}
			continue
		}
		for _, a := range e.Block.Arms {
			if a.Tag.Kind == expr.TagElse || w.conds[strings.Trim(a.Tag.Src, "<>?:.!")] {
				w.each(a.Body, f)
				break
			}
		}
	}
}

// grower makes random trees with blocks.
type grower struct {
	*rand.Rand
	next  int
	loops bool
}

func (g *grower) name(kind string) string { g.next++; return fmt.Sprintf("%s%d", kind, g.next%4) }

func (g *grower) entries(kind Kind, depth int) []Entry {
	var out []Entry
	for range g.Intn(4) {
		switch k := g.Intn(8); {
		case k < 3 || depth > 3:
			g.next++
			e := Entry{Value: NewNumber(fmt.Sprint(g.next))}
			if kind == Object {
				e.Key = fmt.Sprintf("k%d", g.next)
			}
			if g.Intn(4) == 0 {
				e.Value = &Node{Kind: []Kind{Array, Object}[g.Intn(2)]}
				e.Value.Entries = g.entries(e.Value.Kind, depth+1)
			}
			out = append(out, e)
		case k == 3:
			out = append(out, Entry{Spread: true, Value: &Node{Kind: Hole, Tag: &expr.Tag{Kind: expr.TagOther, Src: "<s1>"}}})
		default:
			c := g.name("c")
			b := &expr.Block[[]Entry]{Close: expr.Tag{Kind: expr.TagEnd, Src: "<" + c + "."}}
			b.Arms = append(b.Arms, expr.Arm[[]Entry]{Tag: expr.Tag{Kind: expr.TagIf, Src: "<" + c + "?"}, Body: g.entries(kind, depth+1)})
			if g.loops && k == 4 && kind == Array {
				l := g.name("f")
				b.Close.Src = "<" + l + "."
				b.Arms[0].Tag = expr.Tag{Kind: expr.TagFor, Src: "<" + l + "?"}
			} else {
				if k == 5 {
					b.Arms = append(b.Arms, expr.Arm[[]Entry]{Tag: expr.Tag{Kind: expr.TagElseIf, Src: "<" + g.name("c") + "!"}, Body: g.entries(kind, depth+1)})
				}
				if k >= 5 && k < 7 {
					b.Arms = append(b.Arms, expr.Arm[[]Entry]{Tag: expr.Tag{Kind: expr.TagElse, Src: "<" + c + ":"}, Body: g.entries(kind, depth+1)})
				}
			}
			out = append(out, Entry{Block: b})
		}
	}
	return out
}

func worlds(f func(world)) {
	for m := range 16 {
		for l := range 3 {
			w := world{conds: map[string]bool{}, loops: map[string]int{}}
			for i := range 4 {
				w.conds[fmt.Sprintf("c%d", i)] = m>>i&1 == 1
				w.loops[fmt.Sprintf("f%d", i)] = (l + i) % 3
			}
			f(w)
		}
	}
}

func TestPrintedBlocksAreValidJSONInEveryOutcome(t *testing.T) {
	printers := map[string]TagPrinter{"plain": tagger{}, "loop": loopTagger{}, "state": stateTagger{}}
	for name, tags := range printers {
		t.Run(name, func(t *testing.T) {
			printed := 0
			for seed := range int64(600) {
				g := &grower{Rand: rand.New(rand.NewSource(seed)), loops: seed%3 > 0}
				root := &Node{Kind: []Kind{Array, Object}[seed%2]}
				root.Entries = g.entries(root.Kind, 0)
				out, err := root.PrintJSON(JSONStyle{Tags: tags})
				if err != nil {
					if name == "state" || seed%3 == 0 {
						t.Fatalf("seed %d: %v", seed, err)
					}
					continue
				}
				printed++
				worlds(func(w world) {
					if t.Failed() {
						return
					}
					text := w.run(string(out))
					got, err := decodeAny(text)
					want, _ := json.Marshal(w.eval(root))
					if err != nil || got != string(want) {
						t.Errorf("seed %d: %v\ntemplate %s\n  output %s\n    want %s", seed, err, out, text, want)
					}
				})
				if again, probs := ReadJSON(view(out), Options{Marks: lexTags(string(out))}); name == "plain" && len(probs) > 0 {
					t.Errorf("seed %d: reading the template again: %v\n%s %v", seed, probs, out, again)
				}
				if t.Failed() {
					return
				}
			}
			t.Logf("%d of 600 printed", printed)
			if printed < 280 {
				t.Error("too few trees can be printed")
			}
		})
	}
}

func decodeAny(s string) (string, error) {
	d := json.NewDecoder(strings.NewReader(s))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return "", err
	}
	out, err := json.Marshal(v)
	return string(out), err
}
