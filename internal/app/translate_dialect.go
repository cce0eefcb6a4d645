package app

import (
	"fmt"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/batch"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// A chooser decides which dialect a request is read in.
type chooser struct {
	known       translate.Registry
	id, version string // as asked for with --from; "" finds out
	// hints are the dialects of requests nearby that leave no doubt. They
	// decide where the request alone leaves one.
	hints []string
}

func newChooser(p *project, tr *translate.Translator, from string) (chooser, error) {
	c := chooser{known: tr.Dialects}
	if from == "" || from == "auto" {
		return c, nil
	}
	t, err := translate.ParseTarget(p.catalog, from)
	if err != nil {
		return c, usage("--from: %w", err)
	}
	if _, ok := tr.Dialects.Get(t.Dialect.ID); !ok {
		return c, usage("--from: this version does not read %s; it reads %s", t.Dialect.ID, strings.Join(p.readable(), ", "))
	}
	c.id = t.Dialect.ID
	if strings.Contains(from, "@") {
		c.version = t.Version
	}
	return c, nil
}

// auto reports whether the dialect has to be found out.
func (c *chooser) auto() bool { return c.id == "" }

// An unclearError is a request that nobody can tell the dialect of.
type unclearError struct {
	candidates []string // none: of a shape that no dialect has
	known      translate.Registry
}

func (e *unclearError) Error() string {
	if len(e.candidates) > 0 {
		return fmt.Sprintf("the request may be of %s; say which with --from", strings.Join(e.candidates, " or "))
	}
	return "no dialect has requests of this shape; name it with --from"
}

// help is the message with the names that there are.
func (e *unclearError) help() string {
	if len(e.candidates) > 0 {
		return e.Error()
	}
	var ids []string
	for _, d := range e.known {
		ids = append(ids, d.ID())
	}
	return fmt.Sprintf("%s (%s)", e, strings.Join(ids, ", "))
}

// certain is the highest answer of Detect.
const certain = 3

// A reading decides for one record after another. It remembers what dialects
// said of the object that they were last asked of, so that none is asked twice,
// and it asks no more of them than it needs for the answer.
type reading struct {
	chooser
	of     *value.Node
	scores []int // by position in known; -1 for those not asked yet
	// What one record after the other is carried over with; nil for a single one.
	arena *value.Arena
	text  []byte
}

// forget makes ready for the next record. Nothing of the last one is in use any
// more: its nodes become those of the next.
func (r *reading) forget() {
	r.of, r.scores = nil, nil
	r.arena.Reset()
}

// ask makes n what the dialects are asked of.
func (r *reading) ask(n *value.Node) {
	if r.of == n && r.scores != nil {
		return
	}
	r.of, r.scores = n, r.scores[:0]
	for range r.known {
		r.scores = append(r.scores, -1)
	}
}

// score returns how sure dialect i is that the object is a request of its own.
func (r *reading) score(i int) int {
	if r.scores[i] < 0 {
		r.scores[i] = r.known[i].Detect(r.of)
	}
	return r.scores[i]
}

// likely reports whether n can be a request: of the dialect asked for, or of
// any.
func (r *reading) likely(n *value.Node) bool {
	r.ask(n)
	if _, ok := r.hinted(); ok {
		return true
	}
	for i, d := range r.known {
		if (r.id == "" || d.ID() == r.id) && r.score(i) > 0 {
			return true
		}
	}
	return false
}

// hinted returns the only dialect of the neighbours where it is certain of the
// object. Nobody can be surer, and of several that are as sure it would be
// taken: the others need not be asked.
func (r *reading) hinted() (string, bool) {
	if r.id != "" || len(r.hints) != 1 {
		return "", false
	}
	best, _ := r.best(r.hints)
	return r.hints[0], best == certain
}

// dialect decides for the request of a record. What surrounds a request
// outweighs doubts, not certainty.
func (r *reading) dialect(l *batch.Line) (id, version string, err error) {
	if r.id != "" {
		return r.id, r.version, nil
	}
	if l.Body == nil {
		return "", "", &unclearError{known: r.known}
	}
	r.ask(l.Body)
	inside, allowed := 0, []string(nil)
	if len(l.Dialects) > 0 {
		inside, allowed = r.best(l.Dialects)
	}
	if inside < 2 {
		if id, ok := r.hinted(); ok {
			return id, "", nil
		}
	}
	best, ids := inside, allowed
	if inside < 2 {
		best, ids = r.best(nil)
	}
	if inside > 1 || inside > 0 && best < certain {
		slices.SortFunc(allowed, func(a, b string) int { return slices.Index(l.Dialects, a) - slices.Index(l.Dialects, b) })
		return allowed[0], "", nil
	}
	if len(ids) > 1 {
		if near := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !slices.Contains(r.hints, id) }); len(near) == 1 {
			ids = near
		}
	}
	if len(ids) == 1 {
		return ids[0], "", nil
	}
	return "", "", &unclearError{candidates: ids, known: r.known}
}

// best returns the dialects that are surest of the object last asked of, among
// those named, and how sure they are: 0 for none. No names stand for all.
func (r *reading) best(among []string) (int, []string) {
	best, ids := 0, []string(nil)
	for i, d := range r.known {
		if among != nil && !slices.Contains(among, d.ID()) {
			continue
		}
		switch s := r.score(i); {
		case s == 0 || s < best:
		case s > best:
			best, ids = s, []string{d.ID()}
		default:
			ids = append(ids, d.ID())
		}
	}
	return best, ids
}
