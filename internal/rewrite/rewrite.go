// Package rewrite writes calls of vendors' libraries: a request that a dialect
// has written, in the literals of the host language that the site of the call is
// in, with the program's own expressions where the request has holes. How
// libraries are called, the catalogue knows (catalog.Emit); how a language writes
// values, a file of this package each.
package rewrite

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/callsite"
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// A Call is a call written out.
type Call struct {
	// SDK is the library of the call; "" for a request over HTTP, where the
	// catalogue does not know how a library of the language is called.
	SDK string
	// Language is what the lines are written in: the site's language, http for a
	// request over HTTP.
	Language string
	Package  string   // what to install, with the installer's words; "" nothing
	Imports  []string // lines
	Client   []string // lines
	Call     string   // may be several lines, indented as if at the margin
	Notes    []string // what to look at by hand
}

// A Site is the place that a call is written for.
type Site struct {
	*callsite.Site
	File *source.File
	Unit *lang.Unit
}

// errUnwritable is why a value has no literal in the language.
var errUnwritable = errors.New("the language has no literal for it")

// Write writes the call for a target: request is what the target's dialect wrote
// for the site. Where the catalogue does not know a library, or the language no
// literal for a part, the call is the request over HTTP, and a note says why.
func Write(c *catalog.Catalog, s *Site, target translate.Target, request *value.Node) *Call {
	prefer := ""
	if s.SDK != nil {
		prefer = s.SDK.ID
	}
	language := s.Unit.Lang
	e := c.EmitFor(language, target.Dialect.ID, target.Version, prefer)
	h := hosts[language]
	if e == nil || h == nil {
		out := overHTTP(c, s, target, request)
		if language != "http" { // which calls no library
			out.note(fmt.Sprintf("the catalogue does not know how a library of %s calls %s: this is the request to send", language, target.Dialect.ID))
		}
		return out
	}
	w := &writer{cat: c, site: s, target: target, emit: e, p: newPrinter(h, s)}
	w.p.foreign = e.SDK != prefer
	out, err := w.call(request)
	if err != nil {
		out = overHTTP(c, s, target, request)
		out.note(fmt.Sprintf("the call cannot be written in %s: %s; this is the request to send", language, err))
	}
	return out
}

func (c *Call) note(text string) {
	for _, n := range c.Notes {
		if n == text {
			return
		}
	}
	c.Notes = append(c.Notes, text)
}

// A writer writes one call.
type writer struct {
	cat    *catalog.Catalog
	site   *Site
	target translate.Target
	emit   *catalog.Emit
	p      *printer
	out    Call
}

func (w *writer) call(request *value.Node) (*Call, error) {
	e := w.emit
	w.out = Call{SDK: e.SDK, Language: w.site.Unit.Lang, Package: e.Package}
	lines := &e.EmitLines
	if e.Async != nil && w.site.awaited() {
		lines = e.Async
	}
	w.out.Imports = append(w.out.Imports, lines.Imports...)
	model := request.Get("model")
	if model == nil {
		model = w.model()
	}
	if err := w.client(lines, model); err != nil {
		return nil, err
	}
	streams := w.site.streams()
	if streams != yes {
		request = w.unstreamed(request)
	}
	args, err := w.arrange(w.spelledOut(w.withoutNulls(request)), streams)
	if err != nil {
		return nil, err
	}
	template := lines.Call
	if streams == yes && lines.Stream != "" {
		template = lines.Stream
	}
	if streams == unknown && lines.Stream != "" {
		w.out.note("whether the answer is streamed is known at run time only; a streamed one is asked for with " + head(lines.Stream))
	}
	if w.target.Version != "" && e.Version != "" && w.target.Version != e.Version {
		w.out.note("the library asks for version " + e.Version + " of the API, not " + w.target.Version)
	}
	if w.out.Call, err = w.fill(template, args); err != nil {
		return nil, err
	}
	if w.p.host.tidy != nil {
		w.out.Call = w.p.host.tidy(w.out.Call)
	}
	w.out.Imports = distinct(w.out.Imports)
	w.textOrTurns()
	w.turnsOfOthers(request)
	for _, n := range w.p.notes {
		w.out.note(n)
	}
	return &w.out, nil
}

// unstreamed returns a request with no more in it than the library sends without
// streaming the answer: a limit that the program does not name is lowered, one
// that it names is told.
func (w *writer) unstreamed(request *value.Node) *value.Node {
	for _, m := range slices.Sorted(maps.Keys(w.emit.Unstreamed)) {
		most := w.emit.Unstreamed[m]
		v := request.Get(m)
		if v == nil {
			continue
		}
		if low := w.lowered(v, m, most); low != v {
			request = request.Clone()
			request.Set(m, low)
		}
	}
	return request
}

// lowered returns a limit that is at most the one that is sent without streaming;
// of a choice, each arm.
func (w *writer) lowered(v *value.Node, member string, most int) *value.Node {
	if v != nil && v.Kind == value.Choice && !v.Choice.IsLoop() {
		c, b, changed := *v, *v.Choice, false
		b.Arms = slices.Clone(b.Arms)
		for i := range b.Arms {
			arm := b.Arms[i].Body
			b.Arms[i].Body = w.lowered(arm, member, most)
			changed = changed || b.Arms[i].Body != arm
		}
		if !changed {
			return v
		}
		c.Choice, c.View = &b, nil
		return &c
	}
	if v == nil || v.Kind != value.Number {
		return v
	}
	if f, err := strconv.ParseFloat(v.Str, 64); err != nil || f <= float64(most) {
		return v
	}
	if w.p.origin[v.Span] != nil {
		w.out.note(fmt.Sprintf("the library sends no %s above %d unless the answer is streamed: write the limit that you want, or stream", member, most))
		return v
	}
	w.out.note(fmt.Sprintf("%s must be given: %d is the most that the library sends without streaming the answer; write the limit that you want", member, most))
	return &value.Node{Kind: value.Number, Str: strconv.Itoa(most)}
}

// textOrTurns says what to do where the program alone knows whether the site
// sends a text or turns.
func (w *writer) textOrTurns() {
	d, ok := w.cat.Dialect(w.site.Dialect)
	if !ok || w.related() || len(w.emit.Args) > 0 {
		return
	}
	member := d.Trait("text_or_turns").Value
	if v := w.site.Request.Get(member); v != nil && v.Kind == value.Hole {
		w.out.note(fmt.Sprintf("%s stands for the turns here: if it is a text, write one turn of the user with it; if it is a list, its items need the form of %s", v.Tag.Src, w.target.Dialect.Title))
	}
}

// distinct returns lines without those that stand there already.
func distinct(lines []string) []string {
	var out []string
	for _, l := range lines {
		if !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	return out
}

// head is a template without its arguments.
func head(template string) string {
	s, _, _ := strings.Cut(template, "(")
	return strings.TrimPrefix(s, "await ")
}

// client writes the lines that make the client: those for another address where
// the dialect is one that inherits from the library's.
func (w *writer) client(lines *catalog.EmitLines, model *value.Node) error {
	list := lines.Client
	var url, key string
	if w.target.Dialect.ID != w.emit.Dialect {
		if len(lines.At) == 0 {
			return fmt.Errorf("how %s is pointed at %s is not known", w.emit.SDK, w.target.Dialect.ID)
		}
		a, ok := w.cat.AnswerOf(w.target.Dialect.ID)
		if !ok {
			return fmt.Errorf("the address of %s is not known", w.target.Dialect.ID)
		}
		list = lines.At
		w.out.Imports = append(w.out.Imports, lines.AtImports...)
		url = w.p.host.address(strings.TrimSuffix(strings.TrimSuffix(a.URL, "/chat/completions"), "/responses"))
		key = w.p.host.address(keyOf(a.Headers))
		if w.p.host.envImport != "" && (strings.Contains(url, w.p.host.envMark) || strings.Contains(key, w.p.host.envMark)) {
			w.out.Imports = append([]string{w.p.host.envImport}, w.out.Imports...)
		}
	}
	for _, l := range list {
		l = strings.ReplaceAll(strings.ReplaceAll(l, "{url}", url), "{key}", key)
		if strings.Contains(l, "{ctx}") {
			l = strings.ReplaceAll(l, "{ctx}", w.context())
		}
		if strings.Contains(l, "{model}") {
			m, err := w.p.value(model, 0)
			if err != nil {
				return err
			}
			l = strings.ReplaceAll(l, "{model}", m)
		}
		w.out.Client = append(w.out.Client, l)
	}
	return nil
}

// keyOf is the template of the key among the headers of a request.
func keyOf(headers map[string]string) string {
	for _, name := range []string{"Authorization", "api-key", "x-api-key", "x-goog-api-key"} {
		if v := headers[name]; v != "" {
			return strings.TrimPrefix(v, "Bearer ")
		}
	}
	return "none"
}

// fill puts the arguments into the template of a call.
func (w *writer) fill(template string, args *value.Node) (string, error) {
	template = strings.ReplaceAll(template, "{ctx}", w.context())
	before, after, ok := strings.Cut(template, "{args}")
	if ok {
		var text string
		var err error
		switch {
		case w.emit.Args["args"] != "":
			text, err = w.p.typed(args, w.emit.Args["args"], 0)
		case w.emit.Named:
			text, err = w.p.named(args)
		default:
			text, err = w.p.value(args, 0)
		}
		return before + text + after, err
	}
	for i := range args.Entries {
		e := &args.Entries[i]
		if e.Block != nil || e.Spread {
			return "", fmt.Errorf("members of the request are known at run time only")
		}
		if !strings.Contains(template, "{"+e.Key+"}") && !strings.Contains(template, "{?"+e.Key+":") {
			return "", fmt.Errorf("how %s takes %s is not known", w.emit.SDK, e.Key)
		}
	}
	return w.p.form(template, args, w.emit.Args, 0)
}

// context is what the program passes along as the first argument, where its
// language has that.
func (w *writer) context() string {
	if a := w.site.Call.Arg(0); a != nil && a.Kind == value.Hole && a.Tag.Src != "" && identifier(a.Tag.Src) && w.site.Unit.Lang == "go" {
		return a.Tag.Src
	}
	if w.site.Unit.Lang != "go" || contextual.MatchString(w.site.before()) {
		return "ctx"
	}
	if !slices.ContainsFunc(w.site.Unit.Imports, func(i lang.Import) bool { return i.Path == "context" }) {
		w.out.Imports = append([]string{`import "context"`}, w.out.Imports...)
	}
	return "context.Background()"
}

var contextual = regexp.MustCompile(`\bctx\b`)
