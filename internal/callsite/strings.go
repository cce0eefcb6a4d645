package callsite

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

// strings finds addresses, variables, headers, models and control tokens in the
// strings of the program.
func (r *reader) strings() {
	if r.lang != "jsonl" { // what stands in a log is no configuration
		for _, d := range r.u.Docs {
			r.keys(d, "", "", 0)
		}
	}
	defaults := r.defaults()
	for i := range r.u.Strings {
		s := &r.u.Strings[i]
		if s.Use == lang.Bare && !returns[r.lang] || s.Node == nil || r.taken[s.Node.Span] {
			continue
		}
		if r.placeholder(s) {
			continue
		}
		r.text(s)
		if s.Node.Kind != value.String {
			continue
		}
		if name := defaults[s.Node.Span]; name != "" {
			c := *s
			c.Name, s = name, &c
		}
		switch {
		case r.providerDefault(s, defaults):
		case r.env(s.Node.Str, s.Node.Span), r.header(s):
		default:
			r.model(s)
		}
	}
	for _, n := range r.u.Filled {
		if r.finders().marks.has(n.Str) {
			r.out.Texts = append(r.out.Texts, n)
		}
	}
	r.envKeys()
	r.inCompany()
	r.beside()
	for i := range r.u.Reads {
		c := &r.u.Reads[i]
		r.envRead(c)
		if m := r.modelConstant(r.namesOf(c), c.Span); m != nil && c.Recv == nil && !r.inSite[m.Span] {
			r.modelMark(m, "")
		}
	}
	for _, k := range r.u.Calls {
		if id := k.Arg(0); id.IsString() && !r.inSite[id.Span] && r.isNamesake(k.Callee.Last(), id.Str) { // CHAT_MODEL("chat-model") of an enumeration
			r.modelMark(id, "")
		} else if id.IsString() && !r.inSite[id.Span] {
			if by := r.servedIn(k.Callee.Last(), id.Str); by != "" {
				r.modelMark(id, by)
			}
		}
		for i := range k.Args {
			r.argumentModel(k.Args[i].Value)
		}
		if m := r.accessed(k); m != nil && !r.inSite[k.Span] && r.namesModel(m) {
			r.modelMark(m, "")
		}
		for i := 1; i+1 < len(k.Callee.Steps); i++ { // process.env.NAME?.trim()
			r.env(k.Callee.Steps[i].Name, k.Callee.Steps[i].Span)
		}
	}
	r.versions()
	r.configured()
}

// returns are the languages in which a text at the end of a function is what it
// returns, or the value of a member on a line of its own, and none is documentation.
var returns = map[string]bool{"ruby": true, "rust": true, "scala": true, "swift": true, "bicep": true}

// argumentModel states that an argument is a library's constant for a model.
func (r *reader) argumentModel(n *value.Node) {
	if n == nil || n.Kind != value.Hole || r.inSite[n.Span] {
		return
	}
	if p, ok := n.Tag.Expr.(expr.Path); ok {
		if m := r.modelConstant(stepsOf(p), n.Span); m != nil {
			r.modelMark(m, "")
		}
	}
}

// text looks for addresses and control tokens.
func (r *reader) text(s *lang.Str) {
	n := r.filledIn(s.Node)
	text := written(n)
	if r.finders().marks.has(text) {
		r.out.Texts = append(r.out.Texts, n)
	}
	if len(text) > maxURL || strings.ContainsAny(text, " \n\t") {
		return
	}
	head := start(n)
	path := r.wirePath(text)
	vendor := r.vendorOfURL(address(n))
	if vendor == "" {
		if p, by := r.relative(text); p != nil {
			path, vendor = p, by
		} else {
			vendor = r.vendorOfBareHost(s, n)
		}
	}
	switch {
	case vendor != "" && path == nil && r.sharedHost(text) && r.Wire.EnvOwner(s.Name) != vendor:
		return // a service of another kind
	case vendor != "" && path == nil && isFile(text):
		return // what is downloaded there
	case vendor == openWeight && (path == nil || path.Weak):
		return // any server of one's own may listen there
	case vendor != "":
	case path != nil && !path.Weak && (strings.Contains(text, "://") || strings.HasPrefix(head, "/") || n.Kind == value.Text || afterBase(head) && !r.within(n)):
		vendor = path.Vendor
		if r.out.Vendor != "" && r.speaks(vendor, r.out.Vendor) {
			vendor = r.out.Vendor
		}
	case path != nil && text == path.Path && r.out.Vendor != "" && r.speaks(path.Vendor, r.out.Vendor) && (addressWord(s.Name) || s.Use != lang.Argument && addressWord(s.Func) || s.Use == lang.Argument && r.ofClient(n.Span)):
		vendor = r.out.Vendor // the program itself says that it is one
	default:
		return
	}
	r.endpoint(n, text, vendor, path)
}

// header states that a key is a vendor's header.
func (r *reader) header(s *lang.Str) bool {
	if s.Use != lang.Key && s.Use != lang.Argument && s.Use != lang.Index || len(s.Node.Str) > 40 {
		return false
	}
	name := strings.ToLower(s.Node.Str)
	for i := range r.Wire.Headers {
		h := &r.Wire.Headers[i]
		if h.Name != name || h.Weak && !r.spokenOf(h.Vendor) || h.Alone && r.out.Vendor != "" {
			continue
		}
		r.mark(Mark{Feature: h.Feature, Vendor: h.Vendor, Value: name, Span: s.Node.Span, Message: "the header " + name + " of " + h.Vendor})
		return true
	}
	return false
}

// model states that a string names a model: by the name that it is given to, or
// because nothing else is called that in a program that speaks to a vendor.
func (r *reader) model(s *lang.Str) {
	id := s.Node.Str
	switch {
	case r.inSite[s.Node.Span] || r.list(s):
		return
	case strings.HasPrefix(id, resource):
		r.resourceModel(s.Node)
		return
	case len(id) < 2 || len(id) > 120 || strings.ContainsAny(id, " \t\n\"'<>(){}|,"):
		return
	}
	if i := strings.Index(id, "::"); i >= 0 {
		r.behindProvider(s, id)
		return
	}
	called := modelWord(s.Name) || s.Use == lang.Argument && s.Name == "" && r.out.Vendor != "" && r.modelArgs()[s.Node.Span]
	called = called || r.isNamesake(lastName(s.Name), id)
	if !called && (!strings.ContainsAny(id, "-.:") || !strings.ContainsAny(id, "0123456789")) && !r.certain(s) {
		r.doubt(s)
		return
	}
	if owner := r.Wire.EnvOwner(s.Name); owner != "" && called && s.Use == lang.Assigned && r.idOf("", id) {
		r.modelMark(s.Node, owner) // AZURE_OPENAI_CHAT_MODEL=gpt-4o
		return
	}
	vendor := r.modelVendor(id)
	sized := !called && r.sized(id)
	if vendor == "" && (sized || r.gatewayFamily(id) || called && r.Catalog.Lookup("", id).Family != "") {
		vendor = openWeight // a family that many serve
	}
	if vendor == "" {
		r.doubt(s)
		return
	}
	if host := r.hostOfModel(id, vendor); host != "" {
		vendor = host
	}
	if by := r.ownerOf(lastName(s.Name)); by != "" && (vendor == openWeight || r.out.Vendor == "" && r.Catalog.Serves(r.Catalog.HostKey(by), id)) {
		vendor = by
	}
	if vendor == openWeight && r.out.Vendor != "" && !r.Catalog.Makes(r.Catalog.HostKey(r.out.Vendor)) {
		vendor = r.out.Vendor // one that serves what others make
	}
	if !sized && !r.isListed(vendor, id) && (!called || strings.Contains(id, "_")) && !r.gatewayFamily(id) {
		r.doubt(s)
		return
	}
	if key := keyOf(s); key != "" {
		r.keyed[key]++
	}
	r.modelMark(s.Node, vendor)
}

// ownerOf is the vendor whose word the name for a model begins with: groqModel.
func (r *reader) ownerOf(name string) string {
	if len(name) > maxWord || !modelWord(name) {
		return ""
	}
	return r.Wire.EnvOwner(strings.ToUpper(spell(name, "snake")))
}

// modelArgs are the only arguments of methods that set a model: withModel("…").
func (r *reader) modelArgs() map[source.Span]bool {
	if r.modelled == nil {
		r.modelled = map[source.Span]bool{}
		for _, k := range r.u.Calls {
			if len(k.Args) == 1 && k.Named == nil && k.Arg(0).IsString() && setsModel(k.Callee.Last()) {
				r.modelled[k.Args[0].Value.Span] = true
			}
		}
	}
	return r.modelled
}

// setsModel reports whether a method's name is that of what sets a model.
func setsModel(name string) bool {
	name = strings.ToLower(strings.ReplaceAll(name, "_", ""))
	for _, start := range [...]string{"with", "set"} {
		name = strings.TrimPrefix(name, start)
	}
	return name == "model" || name == "modelid" || name == "modelname" || name == "deploymentname"
}

// resource is what the names of a cloud's resources begin with.
const resource = "arn:"

// resourceModel states that the name of a resource is that of a model.
func (r *reader) resourceModel(n *value.Node) {
	at := strings.LastIndexByte(n.Str, '/') + 1
	id := n.Str[at:]
	if vendor := r.modelVendor(id); at > 0 && n.View != nil && vendor != "" && r.isListed(vendor, id) {
		r.modelMark(&value.Node{Kind: value.String, Str: id, Span: n.View.Span(at, len(n.Str)), View: n.View.Slice(at, len(n.Str))}, vendor)
	}
}

// certain reports whether a text without a number in it is a model's id: a table
// has it, and it ends as ids do, stands in a type that is for models, or is of a
// known family in a program that speaks to a vendor, or in a function called after one.
func (r *reader) certain(s *lang.Str) bool {
	id := s.Node.Str
	latest := strings.HasSuffix(id, "-latest")
	if !latest && (!strings.Contains(id, "-") || r.out.Vendor == "" && !modelWord(lastName(s.Func)) && r.providerIn(lastName(s.Func)) == "") {
		return false // most texts, and the tables need not be asked
	}
	vendor := r.modelVendor(id)
	if vendor == "" {
		return false
	}
	m := r.Catalog.Lookup(r.Catalog.HostKey(vendor), id)
	return (m.Known || m.Family != "" && r.Catalog.Names(id)) && (latest || modelWord(lastName(s.Func)) || m.Family != "")
}

// behindProvider states that a text names a model behind the word for who serves
// it: openai::gpt-4o.
func (r *reader) behindProvider(s *lang.Str, id string) {
	i := strings.LastIndex(id, "::")
	word := lastPart(id[:i])
	vendor := r.provider(word)
	if vendor == "" || !r.idOf(vendor, id[i+2:]) && !r.idOf("", id[i+2:]) {
		return
	}
	r.modelMark(s.Node, vendor)
}

func lastPart(s string) string { return s[strings.LastIndexByte(s, ':')+1:] }

// modelWord reports whether a name is one that programs give to a model's id.
func modelWord(name string) bool {
	name = strings.ToLower(name)
	if strings.HasSuffix(name, "provider") {
		return false // who serves it
	}
	for _, w := range []string{"model", "engine", "deployment", "llm"} {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}

// hostOfModel is the vendor that the program speaks to, where that one serves the
// model; "" else.
func (r *reader) hostOfModel(id, maker string) string {
	v := r.out.Vendor
	if v == "" || v == maker {
		return maker
	}
	if i := strings.IndexAny(id, "/:"); i > 0 && r.provider(id[:i]) != "" {
		return maker
	}
	if r.Catalog.Serves(r.Catalog.HostKey(v), id) {
		return v
	}
	return ""
}

// isListed reports whether the table of a vendor's models has one, or, where that
// knows nothing of it, the catalogue.
func (r *reader) isListed(vendor, id string) bool {
	return r.listed.get(vendor+"\x00"+id, func(string) bool {
		return r.Catalog.Lookup(r.Catalog.HostKey(vendor), id).Known || r.Catalog.Names(id)
	})
}
