package catalog

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// A Wire is what vendors' interfaces look like without any library: paths,
// headers, shapes of objects. It is known without a client, so that less is
// certain of it.
type Wire struct {
	// Paths are parts of addresses that requests go to, the longest first.
	Paths []WirePath `json:"paths"`
	// Headers are names of headers, in lower case.
	Headers []WireHeader `json:"headers"`
	// Shapes are objects that stand in requests, wherever a program makes them.
	Shapes []WireShape `json:"shapes"`
	// Marks are words of one model's own in texts: control tokens.
	Marks []string `json:"marks"`
	// SharedEnv are environment variables of vendors that other services of
	// theirs read as well.
	SharedEnv []string `json:"shared_env"`
	// SharedHosts are parts of vendors' hosts at which other services of theirs
	// answer as well.
	SharedHosts []WireSharedHost `json:"shared_hosts"`
	// EnvPrefixes are beginnings of variables that programs name after a vendor,
	// by the vendor; EnvSuffixes are how such names end.
	EnvPrefixes []WireEnv `json:"env_prefixes"`
	EnvSuffixes []string  `json:"env_suffixes"`
	// EnvHanded are what frameworks that hand variables on put before their names.
	EnvHanded []string `json:"env_handed"`
	// Choosing are keys, in lower case, by which one platform alone says who serves a
	// model.
	Choosing []WireKey `json:"choosing"`
	// DatedVersions are the vendors that version variables with a date in them mean,
	// by the beginning of the name, where that of the name's owner has no dated
	// versions.
	DatedVersions []WireEnv `json:"dated_versions"`
	// Training are records to train models on, the most special first.
	Training []WireTraining `json:"training"`
	// Params are settings of models that not all vendors have, and their features.
	Params map[string]string `json:"params"`
	// Arguments are further ones, whose names say so only where they are seen to be
	// arguments of a request: system.
	Arguments map[string]string `json:"arguments"`
	// Settings are what is known of the names of all such settings.
	Settings WireSettings `json:"settings"`
	// Accessors are members of enumerations' constants, methods without arguments
	// among them, that give the text which a constant stands for: GPT_4_O.getValue().
	Accessors Words `json:"accessors"`
	// Trained are words of models' names that say what a model was trained to be.
	Trained Words `json:"trained"`
	// Extras are members of requests that no dialect speaks of, by their dotted
	// paths, and their features: a server's guided_json in an extra body.
	Extras []WireExtra `json:"extras"`
	// Providers are words for vendors that frameworks use beside those of
	// Vendor.Prefixes.
	Providers map[string]string `json:"providers"`
	// General are the words among them, and among those prefixes, that are of
	// companies or clouds with services of every kind.
	General []string `json:"general"`
	// Markets are keys of the model table: hosts that serve what others make.
	// Namesakes are those whose models have the names that everybody gives them, so
	// that a name does not speak for the host.
	Markets   []string `json:"markets"`
	Namesakes []string `json:"namesakes"`
	// Blocks are parts of frameworks' configuration files that are for a vendor.
	Blocks []WireBlock `json:"blocks"`
	Ref
}

// A WireEnv is the beginning of variables of the environment.
type WireEnv struct {
	Prefix string `json:"prefix"`
	Vendor string `json:"vendor"`
}

// A WireBlock is a key of a configuration, dotted; a name of the user's in it is *.
type WireBlock struct {
	Path string `json:"path"`
	// Vendor is "" where the value at Path says who it is, in a framework's word.
	Vendor string `json:"vendor"`
	Ref
}

// A WireTraining is a record to train a vendor's models on, by its members.
type WireTraining struct {
	Vendor string `json:"vendor"`
	Turns  string `json:"turns"`          // the member that holds the turns
	Has    string `json:"has,omitempty"`  // a member of the first turn
	Last   string `json:"last,omitempty"` // the role of the last turn
	// Key is a member whose text begins with Prefix.
	Key    string `json:"key,omitempty"`
	Prefix string `json:"prefix,omitempty"`
	// Most is how many members the record has at most, 0 for any number; Least
	// how many turns at least.
	Most  int `json:"most,omitempty"`
	Least int `json:"least,omitempty"`
	Ref
}

// A WireKey is a key of a platform's own configuration.
type WireKey struct {
	Key string `json:"key"`
	Ref
}

// EnvVendor returns the vendor that a variable of the environment is named after;
// "" for one that is named after none, or that says something else of it.
func (w *Wire) EnvVendor(name string) string {
	for _, p := range w.EnvHanded {
		if rest, ok := strings.CutPrefix(name, p); ok {
			name = rest
			break
		}
	}
	for _, p := range w.EnvPrefixes {
		rest, ok := strings.CutPrefix(name, p.Prefix)
		if !ok {
			continue
		}
		if slices.Contains(w.EnvSuffixes, rest) {
			return p.Vendor
		}
	}
	return ""
}

// EnvOwner is the vendor whose variables begin as a name does, whatever they are
// for: AZURE_OPENAI_CHAT_MODEL. It is "" for none.
func (w *Wire) EnvOwner(name string) string {
	for _, p := range w.EnvPrefixes {
		if strings.HasPrefix(name, p.Prefix) {
			return p.Vendor
		}
	}
	return ""
}

// A WireExtra is a member of requests at a dotted path. Vendor is whose it is
// where the vendor of the request's library does not know it.
type WireExtra struct {
	Path    string `json:"path"`
	Feature string `json:"feature"`
	Vendor  string `json:"vendor,omitempty"`
	// Of are the dialects in whose requests it counts.
	Of []string `json:"of"`
}

// A WirePath is a part of an address.
type WirePath struct {
	Path    string `json:"path"`
	Vendor  string `json:"vendor"`
	Dialect string `json:"dialect,omitempty"` // of the body
	// Asks is the member that a body of the dialect cannot do without: one that
	// lacks it goes to another interface below the same address.
	Asks string `json:"asks,omitempty"`
	// Weak marks a path that other services have too: it counts with a vendor's
	// host, or with a body that names a model.
	Weak bool `json:"weak,omitempty"`
	// Model is what stands before the model's name in the address, Until what
	// ends it.
	Model string `json:"model,omitempty"`
	Until string `json:"until,omitempty"`
	// Deployment marks a Model that is the user's own name.
	Deployment bool `json:"deployment,omitempty"`
	// Version is what stands before the version of the interface in the query.
	Version string `json:"version,omitempty"`
	// Features are members of a body in no dialect that tie it to its vendor.
	Features map[string]string `json:"features,omitempty"`
}

// A WireSharedHost is a part of a host at which a vendor has other services, too.
type WireSharedHost struct {
	Host   string `json:"host"`
	Unless string `json:"unless"` // part of an address that says that models are meant
}

// A WireHeader is a header that one vendor reads.
type WireHeader struct {
	Name    string `json:"name"`
	Vendor  string `json:"vendor"`
	Feature string `json:"feature"`
	// Weak marks a header of other services too: it counts where the program
	// speaks to the vendor.
	Weak bool `json:"weak,omitempty"`
	// Alone marks the member of a body that says as much as a header: it counts
	// where nothing else in the program speaks to anybody.
	Alone bool `json:"alone,omitempty"`
}

// A WireShape is an object by its members.
type WireShape struct {
	Feature string `json:"feature"`
	Vendor  string `json:"vendor,omitempty"` // "" is the program's
	// Members are keys and what they hold: text, "*" for anything, "{}" an
	// object, "[]" a list, "true", "!" nothing at all, "x*" a text that begins with
	// x. a.b is the member b of a.
	Members map[string]string `json:"members"`
	// At is the member that is pointed to.
	At string `json:"at"`
	// Whole is true where the object is a whole request, and not a part of one.
	Whole bool `json:"whole,omitempty"`
	// First names a member that holds a list, or one of its elements alone: it is
	// the first element that has the members, as far as the program writes them.
	First string `json:"first,omitempty"`
	// Once is true where neighbours in one list are one fact.
	Once bool `json:"once,omitempty"`
	// Alone is true for a shape that nothing but a request of its vendor's has: it
	// counts in a program of which nothing else says whom it speaks to.
	Alone bool `json:"alone,omitempty"`
	// Otherwise is whose a shape is in a program that names no vendor, the only one
	// that it counts in: a file of tools, of messages. Many have taken these shapes
	// over, and it is the one that had them first.
	Otherwise string `json:"otherwise,omitempty"`
	// Native is true for a shape that messages of frameworks have as well: it counts
	// in a program that sends requests in a vendor's own words.
	Native bool `json:"native,omitempty"`
}

// The table is the same for all catalogues.
var loadWire = sync.OnceValue(func() *Wire {
	w, err := ReadWire(read("wire.json"))
	if err != nil {
		panic("catalog: data/wire.json: " + err.Error())
	}
	return w
})

// WireTraces returns what vendors' interfaces look like without any library.
func WireTraces() *Wire { return loadWire() }

// ReadWire reads such a table; the error says which line of it is wrong.
func ReadWire(data []byte) (*Wire, error) {
	w := new(Wire)
	if err := json.Unmarshal(data, w); err != nil {
		return nil, err
	}
	for _, p := range w.Paths {
		if p.Path == "" || p.Vendor == "" {
			return nil, fmt.Errorf("path %q of vendor %q: expected both", p.Path, p.Vendor)
		}
	}
	for _, s := range w.Shapes {
		if _, ok := s.Members[s.At]; !ok || s.Feature == "" {
			return nil, fmt.Errorf("shape %q points to %q, which it does not have", s.Feature, s.At)
		}
	}
	return w, nil
}
