// Package callsite finds the places where a program calls a model, with the
// signatures that the catalogue has of vendors' libraries: who serves the call,
// in which dialect the request is, and the request itself as a value tree, so
// that the readers and writers that judge a request file judge it too. It knows
// no language (internal/lang does) and no vendor (the catalogue does).
package callsite

import (
	"cmp"
	"slices"
	"strconv"
	"sync"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// An Env is what programs are read with.
type Env struct {
	Catalog *catalog.Catalog
	SDKs    []*catalog.SDK
	Wire    *catalog.Wire
	// Detect returns the dialects that a tree may be a request of, the likeliest
	// first.
	Detect func(tree *value.Node) []string

	known  sync.Map // *libraries by language
	found  finders
	makers memo[string]
	coined memo[string] // ids of models that constants stand for
	worded memo[string] // what providerIn says
	listed memo[bool]
}

// A File is what one program has to do with vendors.
type File struct {
	Sites []*Site
	Marks []Mark
	// Texts are strings of the program, those of sites among them, that hold words
	// of one model's own: control tokens, reasoning tags.
	Texts []*value.Node
	// Vendor is the one that the program is about, where it is about one.
	Vendor string
}

// A Site is a call that sends a request, or an object made with a request's
// options.
type Site struct {
	// Name tells the sites of one program apart: the function that holds the
	// site, numbered where it holds several.
	Name string
	Call *lang.Call
	SDK  *catalog.SDK
	// Vendor is who serves the request.
	Vendor string
	// Dialect and Version are the form of Request; Neutral marks a request in the
	// words of a framework, which Dialect is only read with.
	Dialect, Version string
	Neutral          bool
	Request          *value.Node
	// Options is true where Request is no whole request: no messages belong there.
	Options bool
	// OnBehalf marks a call that somebody else makes for the program, which only
	// names the method: Call is that name with the arguments that are handed on.
	OnBehalf bool
	Why      string
}

// A Mark is something that one vendor owns and that no site's request holds.
type Mark struct {
	Feature, Vendor, Value, Message string
	Span                            source.Span
	// Node is the value where a model is named, nil otherwise.
	Node *value.Node
	// Ends is the day, YYYY-MM-DD, on which it ends, as the message says; "" for
	// none.
	Ends string
}

// Read finds what the program that u was read from has to do with vendors.
func Read(env *Env, u *lang.Unit) *File {
	r := &reader{
		Env: env, u: u, lang: u.Lang, names: map[string]symbol{}, heads: map[string]bool{}, made: map[*lang.Call]*object{}, making: map[*lang.Call]bool{}, places: make(map[*lang.Call]place, len(u.Calls)),
		vars: map[variable]*object{}, last: map[string]*object{}, funcs: map[string]*object{}, module: map[*catalog.SDK]*object{},
		begun: map[*lang.Call]begun{}, presets: map[*lang.Call]*value.Node{},
		keyed: map[string]int{}, taken: map[source.Span]bool{}, inSite: map[source.Span]bool{},
	}
	r.index()
	r.annotated()
	r.imports()
	r.settings()
	for range rounds {
		if !r.round() {
			break
		}
	}
	clear(r.presets)
	r.served()
	r.importMarks()
	for _, k := range u.Calls {
		if !r.pieces(k) {
			r.call(k)
		}
	}
	for _, k := range u.Calls {
		if r.pieces(k) && !r.inSite[k.Span] {
			r.call(k) // that no call of the program sends: the configuration of a framework
		}
	}
	for _, k := range r.onBehalf() {
		n := len(r.out.Sites)
		r.call(k)
		for _, s := range r.out.Sites[n:] {
			s.OnBehalf = true
		}
	}
	r.wire()
	r.records()
	if r.out.Vendor = r.main(); r.out.Vendor == "" {
		r.addressed()
		r.out.Vendor = r.main()
	}
	r.loose()
	r.keptOptions()
	r.chosenAlone()
	r.shapes()
	r.setMembers()
	r.settingObjects()
	r.bound()
	r.responses()
	r.strings()
	r.owned()
	r.finish()
	return &r.out
}

// rounds bounds how far an object is followed: made by a function, kept in a
// field, passed to another name.
const rounds = 4

type reader struct {
	*Env
	u    *lang.Unit
	lang string
	out  File

	byLast map[string][]candidate // calls of the language's libraries by the last name of their path
	global []*catalog.SDK         // what needs no import
	libs   []*catalog.SDK         // all of the language
	own    *libraries             // the same, sorted
	ends   map[*catalog.SDK]map[string]bool
	heads  map[string]bool   // first steps of names
	names  map[string]symbol // local names of libraries
	globs  []symbol          // libraries all of whose names may be in use
	sole   *catalog.SDK      // what soleGlob says
	sdks   []*catalog.SDK    // that the program imports, in order
	items  []imported

	made     map[*lang.Call]*object
	making   map[*lang.Call]bool // helpers whose values are being made
	places   map[*lang.Call]place
	vars     map[variable]*object
	bindings map[variable][]binding // what variables hold from where on
	last     map[string]*object     // by the last step of the name; nil where there are several
	funcs    map[string]*object     // what functions return
	module   map[*catalog.SDK]*object

	parameters map[string]*object // what handedIn says, made when it is asked for

	choosing bool    // a constructor is chosen by its arguments
	added    int     // how often afterwards was asked
	braces   []brace // of the file, in order; made when depth is asked for

	given map[string]*lang.Assign   // to members, by name and function
	puts  map[string][]*lang.Assign // to members, by the variable and its function
	texts map[string][]*lang.Assign // texts that are given to names, made when they are asked for

	modelled map[source.Span]bool // what modelArgs says, made when it is asked for
	doubtful []*lang.Str          // that may name models
	keyed    map[string]int       // how many models stand under a key
	prefixes map[string]bool      // what prefixed says, made when it is asked for
	among    map[string]bool      // what amongKeys says, made when it is asked for
	ownNamed map[string]bool      // vendors whose own variables are named, made when it is asked for
	clients  []source.Span        // what ofClient looks among, made when it is asked for
	arrows   []*value.Node        // what givenBack looks among, made when it is asked for

	speaksItself *bool // what native says, made when it is asked for

	chains  *links // made when they are asked for
	begun   map[*lang.Call]begun
	presets map[*lang.Call]*value.Node

	taken  map[source.Span]bool // values that a mark or a site speaks of
	inSite map[source.Span]bool // objects and texts of sites
	spoken []spoken
	spare  []string // see namesOf
}

// spoken counts what says which vendor the program is about.
type spoken struct {
	vendor string
	weight int
}

func (r *reader) mark(m Mark) {
	if m.Span.IsZero() || m.Feature == "" || m.Feature == "-" {
		return
	}
	r.out.Marks = append(r.out.Marks, m)
}

// say notes that something speaks for a vendor.
func (r *reader) say(vendor string, weight int) {
	if vendor == "" {
		return
	}
	for i := range r.spoken {
		if r.spoken[i].vendor == vendor {
			r.spoken[i].weight += weight
			return
		}
	}
	r.spoken = append(r.spoken, spoken{vendor, weight})
}

// main is the vendor that most of the program speaks for; "" where none does.
func (r *reader) main() string {
	best := spoken{}
	for _, s := range r.spoken {
		if s.weight > best.weight {
			best = s
		}
	}
	return best.vendor
}

// owned gives what stands in a framework's call the vendor that the program is
// about: the call itself does not say whom it goes to.
func (r *reader) owned() {
	for i := range r.out.Marks {
		if m := &r.out.Marks[i]; m.Vendor == "" && m.Feature != "base-url" {
			m.Vendor = cmp.Or(r.out.Vendor, "any")
		}
	}
}

// finish orders what was found and gives every site a name of its own.
func (r *reader) finish() {
	slices.SortStableFunc(r.out.Sites, func(a, b *Site) int { return cmp.Compare(a.Call.Span.Start, b.Call.Span.Start) })
	seen := map[string]int{}
	for _, s := range r.out.Sites {
		s.Name = s.Call.Func
		if s.Name == "" {
			s.Name = "main"
		}
		if seen[s.Name]++; seen[s.Name] > 1 {
			s.Name += "-" + strconv.Itoa(seen[s.Name])
		}
	}
	slices.SortStableFunc(r.out.Marks, func(a, b Mark) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End), cmp.Compare(a.Feature, b.Feature))
	})
	r.out.Marks = slices.CompactFunc(r.out.Marks, func(a, b Mark) bool {
		return a.Span == b.Span && a.Feature == b.Feature && a.Vendor == b.Vendor
	})
}
