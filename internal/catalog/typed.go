package catalog

// A Typed says how a value of a type is written in a language with types. Exactly
// one of the ways holds. Types that no table names are those that need no words:
// text, number, bool, and any for values of the user's own.
type Typed struct {
	// Is is what the language calls the type, where that is neither Open nor Name.
	Is string `json:"is,omitempty"`
	// Hole is As for an expression of the program's own, whose type may be another
	// one: int64($).
	Hole string `json:"hole,omitempty"`
	// As is an expression, in which $ stands for the value's literal:
	// openai.Float($).
	As string `json:"as,omitempty"`
	// List is the type of elements of a list, Open and Close what stands around
	// them. Open without a List begins a map of any values.
	List  string `json:"list,omitempty"`
	Open  string `json:"open,omitempty"`
	Close string `json:"close,omitempty"`
	// Name is the constructor of an object, and Members its members: to what the
	// language calls them, and their types: "Temperature Float". A name that
	// begins with * is left out: each element of the list says itself how it is
	// added.
	Name    string            `json:"name,omitempty"`
	Members map[string]string `json:"members,omitempty"`
	// Raw says how a member is given as a value of any kind, where it has no type or
	// its type has no form for it: an expression, in which {key} stands for the
	// member's name and $ for the value. "*" is that of all others.
	Raw map[string]string `json:"raw,omitempty"`
	// Cases are forms of a value of several; the first that fits holds.
	Cases []TypedCase `json:"cases,omitempty"`
}

// A TypedCase is one form of a value.
type TypedCase struct {
	// When are members that the value has, and no others: a literal, "*" for any,
	// "<text>" or "<list>" for one of that kind. The key "" is the value itself. A
	// key that ends in ? may be absent; "..." allows any others.
	When map[string]string `json:"when"`
	// As is an expression, in which {member} stands for a member, and {?member:…}
	// for what stands there where the member does; {...} are the members that When
	// does not name.
	As string `json:"as"`
	// Types are the types of the members that As names; text where it names none.
	Types map[string]string `json:"types,omitempty"`
}
