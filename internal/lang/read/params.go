package read

import "github.com/promptglot/promptglot/internal/lang"

// Bracketed calls f with the cursor inside of brackets, where a line end means
// nothing.
func (r *Reader) Bracketed(f func()) {
	r.open++
	f()
	r.open--
}

// Params reads the parameters between the bracket under the cursor and its
// counterpart: types and default values are read for what they say, the names
// assign nothing.
func (r *Reader) Params() {
	closer := r.cur().match
	if closer <= r.pos || closer >= r.end {
		return
	}
	end := r.end
	r.pos++
	r.end = closer
	r.open++
	for r.pos < r.end {
		name := r.cur()
		r.pos++
		if name.kind != lang.Ident {
			continue
		}
		if r.is(":") {
			r.pos++
			r.str(r.expr(), lang.Value, "")
		}
		if r.is("=") {
			r.pos++
			r.str(r.expr(), lang.Assigned, name.text)
		}
	}
	r.open--
	r.end = end
	r.pos = closer + 1
}
