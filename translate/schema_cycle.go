package translate

import "github.com/promptglot/promptglot/internal/value"

// cycles looks for definitions that lead back to themselves in a target that
// has references but no recursion, or recursion through optional properties
// only. Each schema is visited once.
type cycles struct {
	c     *schemaWriter
	state map[*value.Node]uint8
	path  []step // from the root to where the search is
}

// A step is a schema on the way and, where it is a property, the list that
// requires it.
type step struct {
	n        *value.Node
	required *value.Node
	name     string
}

const (
	visiting uint8 = iota + 1
	visited
)

func (c *schemaWriter) findCycles() {
	if !c.sub.Takes("$ref") {
		return // inlining meets them
	}
	s := cycles{c: c, state: map[*value.Node]uint8{}}
	s.visit(step{n: c.root})
}

func (s *cycles) visit(at step) {
	n := at.n
	if n == nil || n.Kind != value.Object || s.state[n] == visited {
		return
	}
	if s.state[n] == visiting {
		s.found(n)
		return
	}
	s.state[n] = visiting
	s.path = append(s.path, at)
	if ref := n.Get("$ref"); ref.IsString() {
		s.visit(step{n: s.c.resolve(ref.Str)})
	}
	req := n.Get("required")
	must, _ := requiredNames(n)
	for i := range n.Entries {
		e := &n.Entries[i]
		if e.Value == nil || e.Spread {
			continue
		}
		switch e.Key {
		case "properties":
			for j := range e.Value.Entries {
				p := &e.Value.Entries[j]
				if s.c.sub.OptionalRecursion && !must[p.Key] {
					continue // such a property may lead back
				}
				s.visit(step{n: p.Value, required: req, name: p.Key})
			}
		case "items", "additionalProperties", "not", "contains":
			s.visit(step{n: e.Value})
		case "anyOf", "oneOf", "allOf", "prefixItems":
			for j := range e.Value.Entries {
				s.visit(step{n: e.Value.Entries[j].Value})
			}
		}
	}
	s.path = s.path[:len(s.path)-1]
	s.state[n] = visited
}

// found deals with a way back to n: the last required property on it becomes
// optional where that is enough; otherwise the schema cannot be said.
func (s *cycles) found(n *value.Node) {
	for i := len(s.path) - 1; i >= 0; i-- {
		p := s.path[i]
		if s.c.sub.OptionalRecursion && p.required != nil {
			s.release(p.required, p.name)
			return
		}
		if p.n == n {
			break
		}
	}
	at := s.path[len(s.path)-1].n
	s.c.note(at, Refused, "a schema that contains itself cannot be said here", nil)
}

func (s *cycles) release(required *value.Node, name string) {
	if s.c.released == nil {
		s.c.released = map[*value.Node]map[string]bool{}
	}
	if s.c.released[required] == nil {
		s.c.released[required] = map[string]bool{}
	}
	s.c.released[required][name] = true
}
