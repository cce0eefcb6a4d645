package migrate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// same plans a call site that speaks the target's dialect already: edits make it
// a request for the target.
func (c *coder) same(out *CodeTarget, k *compose.ProgramCall, t translate.Target) {
	request, ledger, err := c.written(k, t, true) // renamings that lose nothing as well
	if err != nil {
		out.Action, out.Why = Refused, err.Error()
		return
	}
	if m := modelOf(k.Site.Request); m.IsString() && m.Str != t.Model.ID {
		if resold(m.Str, k.Vendor) || resold(m.Str, t.Dialect.Host) {
			out.Action = CodeRewrite
			out.Why = m.Str + " is the name of a model at a host that resells it, which the client talks to: its address and its key change too"
			return
		}
		if word := special(m.Str); word != "" && !strings.Contains(t.Model.ID, word) {
			out.Action = CodeRewrite
			out.Why = m.Str + " by its name is a model for " + word + ", which " + t.Model.ID + " is not: choose its successor by hand"
			return
		}
		if !c.p.e.Catalog.Lookup(t.Dialect.Host, m.Str).Known && c.p.choices.Deployments[m.Str] == "" {
			out.Action = CodeRewrite
			out.Why = m.Str + " is no model of " + t.Dialect.ID + " that the catalogue knows: if the client talks to a server of your own, its address changes too; else name it under deployments in the choices"
			return
		}
	}
	out.Edits = c.edits(k, t, request, ledger)
	if slices.ContainsFunc(out.Edits, func(e CodeChange) bool { return !e.Safe }) {
		for i := range out.Edits { // half of them would make a request that is refused
			out.Edits[i].Safe = false
		}
	}
	out.Action = CodeEdit
	m := modelOf(k.Site.Request)
	switch {
	case len(out.Edits) > 0 || len(left(k.Site.Request, request)) > 0 || m.IsString() && m.Str != t.Model.ID:
	case m == nil && options(k):
		out.Action, out.Why = Keep, "these options are those of the target; the model is named elsewhere"
	case m == nil:
		out.Action, out.Why = CodeRewrite, "the call names no model: name "+t.Model.ID+" where the client or the session is made"
	default:
		out.Action, out.Why = Keep, "it is a request for the target already"
	}
}

// resold reports whether a model has a name as hosts give them that resell models
// of several makers: the maker's name and a dot stand before the model.
func resold(model, vendor string) bool {
	i := strings.Index(model, vendor+".")
	return vendor != "" && i >= 0 && (i == 0 || model[i-1] == '.')
}

// special returns the word in a model's name that says that it answers with more
// than text, or in a way of its own; "" for none. Such a model is never replaced
// without a person: the tables of models say what they read, not what they write.
func special(model string) string {
	for _, word := range []string{"image", "tts", "audio", "realtime", "live", "embedding", "video", "transcribe", "robotics", "computer-use", "deep-research", "search"} {
		if strings.Contains(model, word) {
			return word
		}
	}
	return ""
}

// edits are what makes a call site a request for the target.
func (c *coder) edits(k *compose.ProgramCall, t translate.Target, request *value.Node, ledger translate.Ledger) []CodeChange {
	var out []CodeChange
	add := func(e source.Edit, ok bool, format string, args ...any) {
		if ok && !slices.ContainsFunc(out, func(x CodeChange) bool { return x.Edit == e }) { // arms of a choice share a key
			out = append(out, CodeChange{Edit: e, Safe: true, Message: fmt.Sprintf(format, args...)})
		}
	}
	if m := modelOf(k.Site.Request); m.IsString() && m.Str != t.Model.ID {
		e, ok := c.replaced(m, t.Model.ID)
		if !ok {
			e, ok = c.constant(m, t.Model.ID)
		}
		add(e, ok, "%s becomes %s", m.Str, t.Model.ID)
	}
	for i := range ledger {
		e := &ledger[i]
		if e.Certainty == translate.Possible || e.Feature == "model-name" {
			continue
		}
		at := c.entry(k, e.Path)
		if at == nil {
			continue
		}
		switch {
		case e.Outcome == translate.Dropped:
			x, ok := c.removed(k, at)
			add(x, ok, "%s goes: %s", e.Path, e.Message)
			if ok && c.readsBack(k, at.Key) {
				last := &out[len(out)-1]
				last.Safe = false
				last.Message += "; the program reads " + at.Key + " off an answer: change that first"
			}
		case e.To != "" && e.To != e.Path:
			x, ok := c.renamed(at, e.Path, e.To)
			add(x, ok, "%s becomes %s", e.Path, e.To)
			if why := c.outdated(k, strings.TrimPrefix(e.To, "/")); ok && why != "" {
				last := &out[len(out)-1]
				last.Safe = false
				last.Message += "; " + why
			}
		case e.Outcome == translate.Approximate && e.To == e.Path:
			to := request.Get(strings.TrimPrefix(e.To, "/"))
			x, ok := c.scalar(at.Value, to)
			if ok {
				add(x, ok, "%s becomes %s: %s", e.Path, to.Str, e.Message)
			}
		}
	}
	return out
}

// left is what keeps a call from sending the request that was written for the
// target, by the pointers of its members.
func left(request, written *value.Node) []string {
	var out []string
	for i := range request.Entries {
		e := &request.Entries[i]
		if e.Block != nil {
			out = append(out, leftUnder(e.Block, written)...)
			continue
		}
		if e.Spread {
			continue // it is carried as it is, or the ledger names it
		}
		v := written.Get(e.Key)
		if e.Value != nil && v != nil && e.Value.Kind == value.Choice && v.Kind == value.Choice && alikeArms(e.Value, v) {
			continue // a list, or nothing: written with the condition around the member
		}
		if !elsewhere(e.Key) && (v == nil || !alike(e.Value, v)) {
			out = append(out, value.Pointer("", e.Key))
		}
	}
	for i := range written.Entries {
		if e := &written.Entries[i]; e.Block == nil && !e.Spread && !elsewhere(e.Key) && request.Get(e.Key) == nil {
			out = append(out, value.Pointer("", e.Key))
		}
	}
	return out
}

// leftUnder are the members under a condition that the written request does not
// have at all.
func leftUnder(b *expr.Block[[]value.Entry], written *value.Node) []string {
	var out []string
	for i := range b.Arms {
		for j := range b.Arms[i].Body {
			e := &b.Arms[i].Body[j]
			if e.Block == nil && !e.Spread && e.Key != "" && !elsewhere(e.Key) && written.Get(e.Key) == nil {
				out = append(out, value.Pointer("", e.Key))
			}
		}
	}
	return out
}

// alikeArms reports whether two choices give the same on the same conditions,
// whether an arm gives nothing or is not there.
func alikeArms(a, b *value.Node) bool {
	given := func(n *value.Node) []expr.Arm[*value.Node] {
		return slices.DeleteFunc(slices.Clone(n.Choice.Arms), func(x expr.Arm[*value.Node]) bool { return x.Body == nil || x.Body.Kind == value.Null })
	}
	return slices.EqualFunc(given(a), given(b), func(x, y expr.Arm[*value.Node]) bool {
		v := y.Body
		if v.Kind == value.Array && len(v.Entries) == 1 && v.Entries[0].Spread && x.Body.Kind == value.Hole {
			v = v.Entries[0].Value // a list of what another list holds
		}
		return alikeTags(&x.Tag, &y.Tag) && alike(x.Body, v)
	})
}

// elsewhere reports whether a member may stand in the URL or be said by the method
// that is called.
func elsewhere(key string) bool { return key == "model" || key == "modelId" || key == "stream" }

// alike reports whether two values are the same, wherever they stand. Members of
// an object have no order.
func alike(a, b *value.Node) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a.Kind != b.Kind || a.Str != b.Str || a.Bool != b.Bool || len(a.Text) != len(b.Text) || len(a.Entries) != len(b.Entries) || !alikeTags(a.Tag, b.Tag) {
		return false
	}
	for i := range a.Text {
		if a.Text[i].Lit != b.Text[i].Lit || !alikeTags(a.Text[i].Tag, b.Text[i].Tag) {
			return false
		}
	}
	for i := range a.Entries {
		x, y := &a.Entries[i], &b.Entries[i]
		switch {
		case x.Block != nil || y.Block != nil || x.Spread || y.Spread:
			if (x.Block == nil) != (y.Block == nil) || x.Block == nil && !alike(x.Value, y.Value) {
				return false
			}
		case a.Kind == value.Object && x.Key != y.Key:
			if v := b.Get(x.Key); v == nil || !alike(x.Value, v) {
				return false
			}
		case !alike(x.Value, y.Value):
			return false
		}
	}
	if a.Choice == nil || b.Choice == nil {
		return a.Choice == b.Choice
	}
	if len(a.Choice.Arms) != len(b.Choice.Arms) {
		return false
	}
	for i := range a.Choice.Arms {
		if !alikeTags(&a.Choice.Arms[i].Tag, &b.Choice.Arms[i].Tag) || !alike(a.Choice.Arms[i].Body, b.Choice.Arms[i].Body) {
			return false
		}
	}
	return true
}

func alikeTags(a, b *expr.Tag) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Kind == b.Kind && a.Src == b.Src
}

// entry is the member at a pointer of one step, where it stands in the call
// itself.
func (c *coder) entry(k *compose.ProgramCall, pointer string) *value.Entry {
	key := strings.TrimPrefix(pointer, "/")
	if key == "" || strings.Contains(key, "/") {
		return nil
	}
	for i := range k.Site.Request.Entries {
		e := &k.Site.Request.Entries[i]
		if e.Key == key && e.Block == nil && !e.Spread && !e.KeySpan.IsZero() && k.Site.Call.Span.Contains(e.Span) && e.Span.Contains(e.KeySpan) {
			return e
		}
	}
	return nil
}

// replaced puts another text into a literal.
func (c *coder) replaced(n *value.Node, text string) (source.Edit, bool) {
	if n.View == nil || n.View.File() != c.prog.File {
		return source.Edit{}, false
	}
	e, err := n.View.Edit(0, len(n.View.Text), text)
	return e, err == nil
}

// scalar replaces a number or word by what the target takes.
func (c *coder) scalar(old, to *value.Node) (source.Edit, bool) {
	switch {
	case to == nil || old == nil || to.Kind != old.Kind:
	case old.Kind == value.Number && c.prog.File.Slice(old.Span) == old.Str:
		return source.Edit{Span: old.Span, Text: to.Str}, true
	case old.Kind == value.String:
		return c.replaced(old, to.Str)
	}
	return source.Edit{}, false
}

// renamed gives a member its new name, where the program spells the old one as
// the request does.
func (c *coder) renamed(e *value.Entry, from, to string) (source.Edit, bool) {
	from, to = strings.TrimPrefix(from, "/"), strings.TrimPrefix(to, "/")
	if strings.Contains(to, "/") {
		return source.Edit{}, false
	}
	raw := c.prog.File.Slice(e.KeySpan)
	if strings.Count(raw, from) != 1 || len(raw)-len(from) > 2 {
		return source.Edit{}, false
	}
	i := e.KeySpan.Start + strings.Index(raw, from)
	return source.Edit{Span: source.Span{Start: i, End: i + len(from)}, Text: to}, true
}

// removed takes a member out with its comma; one that has a line of its own goes
// with the line and the comment behind it, which speaks of it.
func (c *coder) removed(k *compose.ProgramCall, e *value.Entry) (source.Edit, bool) {
	if !commas[c.prog.Unit.Lang] {
		return source.Edit{}, false // a method of a chain, or a cell of a notebook
	}
	data, in := c.prog.File.Data, k.Site.Call.Span
	start, end := e.Span.Start, e.Span.End
	next := end
	for next < in.End && strings.IndexByte(" \t\r\n", data[next]) >= 0 {
		next++
	}
	if next >= in.End {
		return source.Edit{}, false
	}
	if strings.HasSuffix(c.prog.File.Path, ".ipynb") {
		if e, ok := cellLine(data, in, start, next); ok {
			return e, true
		}
	}
	line := start
	for line > in.Start && (data[line-1] == ' ' || data[line-1] == '\t') {
		line--
	}
	alone := line > in.Start && data[line-1] == '\n'
	switch data[next] {
	case ',':
		end = next + 1
		for end < in.End && (data[end] == ' ' || data[end] == '\t') {
			end++
		}
		rest := string(data[end:in.End])
		eol := strings.IndexByte(rest, '\n')
		remark := strings.HasPrefix(rest, "#") || strings.HasPrefix(rest, "//")
		switch {
		case eol >= 0 && alone && (remark || strings.TrimSpace(rest[:eol]) == ""):
			start, end = line, end+eol+1
		case remark || strings.HasPrefix(rest, "/*"):
			return source.Edit{}, false // it may speak of what stands before
		}
	case ')', '}':
		back := start
		for back > in.Start && strings.IndexByte(" \t\r\n", data[back-1]) >= 0 {
			back--
		}
		if back > in.Start && data[back-1] == ',' {
			start = back - 1
		}
	default:
		return source.Edit{}, false
	}
	return source.Edit{Span: source.Span{Start: start, End: end}}, true
}

// commas are the languages whose arguments and members stand between commas.
var commas = map[string]bool{"python": true, "typescript": true, "javascript": true, "go": true, "csharp": true}
