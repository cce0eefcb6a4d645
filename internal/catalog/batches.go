package catalog

import (
	"slices"
	"sync"
)

// A Batch is the form in which a vendor takes many requests at once: a file
// of lines, or one JSON object with a list.
type Batch struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	List  string `json:"list,omitempty"` // member of one object that holds the items; "": one item a line

	Key         string `json:"key,omitempty"` // member with the caller's own id; "": there is no place for one
	KeyRequired bool   `json:"key_required,omitempty"`
	KeyPattern  string `json:"key_pattern,omitempty"` // RE2; "": any text
	KeyMax      int    `json:"key_max,omitempty"`     // characters; 0: unknown
	Body        string `json:"body"`                  // member with the request
	Method      string `json:"method,omitempty"`      // value of the member method; "": there is none

	// Dialects are those of the requests, the vendor's usual one first.
	Dialects []BatchDialect `json:"dialects"`
	// NoChat are URLs of requests that are no prompts: embeddings and the like.
	NoChat []string `json:"no_chat,omitempty"`

	Job         string `json:"job,omitempty"`          // what whoever starts the job must know
	MaxRequests int    `json:"max_requests,omitempty"` // in one file; 0: unknown
	MaxBytes    int    `json:"max_bytes,omitempty"`    // of one file; 0: unknown
	Ref
}

// A BatchDialect is a dialect of a batch's requests.
type BatchDialect struct {
	ID  string `json:"id"`
	URL string `json:"url,omitempty"` // value of the member url; "": there is none
}

var batches = sync.OnceValue(func() []Batch {
	var file struct {
		Batches []Batch
		Ref
	}
	decode("batches.json", &file)
	for i := range file.Batches {
		file.Batches[i].Ref = file.Batches[i].or(file.Ref)
	}
	return file.Batches
})

// Batches returns the forms of batches; those that others have copied come
// before their copies. The records are shared: they must not be changed.
func (c *Catalog) Batches() []Batch { return slices.Clone(batches()) }

// BatchOf returns the form in which requests of a dialect are given to its
// vendor in a batch. The answer is false where no batch API is known.
func (c *Catalog) BatchOf(dialect string) (*Batch, bool) {
	for i := range batches() {
		b := &batches()[i]
		if b.Dialects[0].ID == dialect || b.URL(dialect) != "" {
			return b, true
		}
	}
	for i := range batches() {
		if b := &batches()[i]; b.Serves(dialect) {
			return b, true
		}
	}
	return nil, false
}

// Serves reports whether requests of the dialect can be in the batch.
func (b *Batch) Serves(dialect string) bool {
	return slices.ContainsFunc(b.Dialects, func(d BatchDialect) bool { return d.ID == dialect })
}

// URL returns what lines with requests of the dialect have as their url.
func (b *Batch) URL(dialect string) string {
	for _, d := range b.Dialects {
		if d.ID == dialect {
			return d.URL
		}
	}
	return ""
}
