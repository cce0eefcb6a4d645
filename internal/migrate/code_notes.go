package migrate

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// contents are the members in which dialects have the turns.
var contents = []string{"messages", "contents", "input", "prompt"}

// options reports whether a site holds options only. Params that are put into a
// variable before they are sent are a request all the same.
func options(k *compose.ProgramCall) bool {
	return k.Variant == compose.VariantOptions && !slices.ContainsFunc(contents, func(name string) bool { return k.Site.Request.Get(name) != nil })
}

// unsaid says why no call is written out for a site, where nothing of what it
// says to the model can be seen: a call with words that we made up would look
// like the program's own. It is "" for every other site.
func (c *coder) unsaid(k *compose.ProgramCall) string {
	if k.Site.OnBehalf {
		return "the program hands the method on and does not call it itself: the new call belongs where it is called"
	}
	if opens(k) {
		return "it opens a conversation and sends nothing: its turns and options belong into each of the requests that follow"
	}
	if len(k.Prompt.Messages) > 0 {
		return ""
	}
	for _, part := range unseen(k.Site.Request) {
		if whole, ok := strings.CutPrefix(part, "/: "); ok {
			return "what it says to the model is put together elsewhere (" + whole + "): write that for the target first"
		}
	}
	return "nothing is said to the model here: it is the setting for calls that follow"
}

// opens reports whether a call makes a conversation, whose messages other calls
// send: a request of the turns so far alone would be another one.
func opens(k *compose.ProgramCall) bool {
	if k.Site.SDK == nil {
		return false
	}
	name := k.Site.Call.Callee.Last()
	for i := range k.Site.SDK.Calls {
		x := &k.Site.SDK.Calls[i]
		if x.Gives == "" || x.Dialect == "" || x.Path[strings.LastIndexByte(x.Path, '.')+1:] != name {
			continue
		}
		for _, to := range x.Move { // the turns go by another name: those before the next
			if slices.Contains(contents, to) && k.Site.Request.Get(to) != nil {
				return true
			}
		}
	}
	return false
}

// advise adds to a call what its reader would trip over.
func (c *coder) advise(out *CodeTarget, k *compose.ProgramCall, t translate.Target, request *value.Node) {
	if out.Call == nil {
		return
	}
	m := modelOf(request)
	if m == nil { // the target names it beside the request
		m = modelOf(k.Site.Request)
	}
	if m != nil && !m.IsString() {
		name := cmp.Or(c.place(k).Says(m), "the value of model")
		out.Call.Notes = append(out.Call.Notes, fmt.Sprintf("%s has to name a model of %s, such as %s", name, t.Dialect.ID, t.Model.ID))
	}
	if name := c.grows(k); name != "" {
		out.Call.Notes = append(out.Call.Notes, name+" is a list that the program adds to: it still holds the turns that are written out above")
	}
}

// grows returns the name of the list that a call sends as a whole, and of which
// only the beginning is known; "" where there is none.
func (c *coder) grows(k *compose.ProgramCall) string {
	list := k.Site.Request.Get("messages")
	if list == nil || list.Kind != value.Array {
		return ""
	}
	for i := range list.Entries {
		e := &list.Entries[i]
		if i == 0 || !e.Spread || e.Value == nil || e.Value.Tag == nil || !identifier.MatchString(e.Value.Tag.Src) {
			continue
		}
		// messages=NAME, messages: NAME, and the shorthand of an object.
		whole := regexp.MustCompile(`\bmessages\s*[=:]\s*` + e.Value.Tag.Src + `\s*[,)}\n]`)
		if e.Value.Tag.Src == "messages" {
			whole = regexp.MustCompile(`\bmessages\s*[=:]\s*messages\s*[,)}\n]|[({,]\s*messages\s*[,})]`)
		}
		if whole.MatchString(c.prog.File.Slice(k.Site.Call.Span)) {
			return e.Value.Tag.Src
		}
	}
	return ""
}

var identifier = regexp.MustCompile(`^[A-Za-z_]\w*$`)

// constant puts a text in the place of a constant of a Go library that names a
// model: models are strings there, and any text is one. The library has to be
// named elsewhere in the file, or its import would be left without a use.
func (c *coder) constant(n *value.Node, text string) (source.Edit, bool) {
	if c.prog.Unit.Lang != "go" || n.Span.IsZero() || n.Span.End > len(c.prog.File.Data) {
		return source.Edit{}, false
	}
	name := c.prog.File.Slice(n.Span)
	library, _, ok := strings.Cut(name, ".")
	if !ok || !selector.MatchString(name) || strings.Count(string(c.prog.File.Data), library+".") < 2 {
		return source.Edit{}, false
	}
	return source.Edit{Span: n.Span, Text: strconv.Quote(text)}, true
}

var selector = regexp.MustCompile(`^[A-Za-z_]\w*\.[A-Z]\w*$`)
