package callsite

import (
	"cmp"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// A maker is a constructor of a library.
type maker struct {
	sdk    *catalog.SDK
	client *catalog.SDKClient
}

// client finds the constructor that a name is, by its arguments where several
// have the name.
func (r *reader) client(s symbol, on string, k *lang.Call) *catalog.SDKClient {
	if len(s.path) > maxName {
		return nil
	}
	if s.path == "" && k.New { // const Groq = require("groq-sdk")
		s.path = s.sdk.Default
	}
	for i := range s.sdk.Clients {
		c := &s.sdk.Clients[i]
		if c.On != on || !fits(c.Name, s.path) {
			continue
		}
		if c.Builder {
			r.begun[k] = begun{s.sdk, c}
		}
		if r.when(k, c) {
			return c
		}
	}
	return nil
}

// when reports whether a call has the arguments that a constructor asks for.
func (r *reader) when(k *lang.Call, c *catalog.SDKClient) bool {
	r.choosing = true // by what holds whatever the program does
	defer func() { r.choosing = false }()
	for name, want := range c.When {
		v := r.argument(k, name, c.Params)
		switch {
		case want == "!" && v == nil, want == "*" && v != nil:
		case r.isText(v, want, k.Func):
		case v != nil && v.Kind == value.Bool && (want == "true") == v.Bool && (want == "true" || want == "false"):
		default:
			return false
		}
	}
	return true
}

// isText reports whether a value is the given text, or begins with it where * ends
// it. A name that is given one of several texts is each of them.
func (r *reader) isText(v *value.Node, want, fn string) bool {
	all := []*value.Node{v}
	if v != nil && v.Kind == value.Hole {
		all = r.u.Given(v, fn)
	}
	for _, v := range all {
		if !v.IsString() || v.Str != want && (!strings.HasSuffix(want, "*") || !strings.HasPrefix(v.Str, want[:len(want)-1])) {
			return false
		}
	}
	return len(all) > 0
}

// construct makes the object of a constructor.
func (r *reader) construct(s *catalog.SDK, c *catalog.SDKClient, k *lang.Call) *object {
	if of, ok := strings.CutPrefix(c.Is, "$"); ok {
		v := k.Arg(0)
		if of != "0" {
			v = r.argument(k, of, c.Params)
		}
		o := r.objectAt(v, k.Func)
		if o == nil || c.Feature == "" || c.Feature == "-" {
			return o
		}
		made := *o // a thing of its own, which is made here
		made.spec, made.call, made.of = c, k, o
		return &made
	}
	o := &object{sdk: s, is: c.Is, spec: c, vendor: s.Vendor, call: k}
	if c.Vendor != "" {
		o.vendor = c.Vendor
	}
	o.host = o.vendor
	if m := r.module[s]; m != nil && c.Vendor == "" {
		o.host = m.host
	}
	if c.Model != "" {
		o.model = r.argument(k, c.Model, c.Params)
	}
	if c.Provider != "" {
		if v := r.argument(k, c.Provider, c.Params); v.IsString() {
			o.host = r.provider(v.Str)
		}
	}
	if o.host == "" && o.model.IsString() {
		o.host = r.modelVendor(o.model.Str)
	}
	if o.vendor == "" {
		o.vendor = o.host
	}
	if c.BaseURL != "" {
		if v := r.option(k, c.BaseURL, c.Params); v != nil {
			if o.host = r.hostOf(v, o); o.host == "" {
				o.host = r.toldBy(k, v, o.vendor)
			}
		}
	}
	return o
}

// hostOf says who serves at an address that a program gives; "" where the
// address does not tell.
func (r *reader) hostOf(v *value.Node, o *object) string {
	if v.Kind == value.Null {
		return o.host
	}
	if vendor := cmp.Or(r.vendorOfURL(address(v)), r.vendorOfPath(v)); vendor != "" {
		return vendor
	}
	if o.spec != nil && o.spec.Vendor != "" {
		return o.host // AzureOpenAI(azure_endpoint=…): the class says it
	}
	return ""
}

// argument returns the value of an argument, its names resolved: by keyword, by
// position, or as a member of an object argument; a.b is the member b of a.
// Several names, of which the
// first that is given counts, stand with | between them. It is nil for one that is
// not given.
func (r *reader) argument(k *lang.Call, name string, params []string) *value.Node {
	if name == "" {
		return nil
	}
	if first, rest, more := strings.Cut(name, "|"); more {
		if v := r.argument(k, first, params); v != nil {
			return v
		}
		return r.argument(k, rest, params)
	}
	if first, rest, more := strings.Cut(name, "."); more {
		v := r.argument(k, first, params)
		if c := r.u.CallOf(v); c != nil && v.Get(rest) == nil {
			v = c.Named // an object of a type of the library's
		}
		return v.Get(rest)
	}
	if v := k.Named.Get(name); v != nil {
		return r.value(v, k.Func)
	}
	if v := r.preset(k).Get(name); v != nil {
		return v
	}
	for i, p := range params {
		if p == name {
			if v := k.Arg(i); v != nil {
				return r.value(v, k.Func)
			}
		}
	}
	for i := range k.Args {
		v := k.Args[i].Value
		if v == nil {
			continue
		}
		if v.Kind == value.Hole {
			v = r.value(v, k.Func)
			if c := r.u.CallOf(v); c != nil && c.New && c.Named != nil {
				v = c.Named // options: new ClientOptions { Endpoint = … }
			}
		}
		if v.Kind != value.Object {
			continue
		}
		for _, n := range [...]string{name, spell(name, "snake"), spell(name, "camel")} { // a helper spells as the wire does
			if m := v.Get(n); m != nil {
				return r.value(m, k.Func)
			}
		}
	}
	return nil
}
