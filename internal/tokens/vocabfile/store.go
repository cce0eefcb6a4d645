package vocabfile

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/promptglot/promptglot/internal/tokens"
)

// A Store keeps definitions between runs. Keys are file names: letters, digits
// and "-". Loading works without one, only more slowly.
type Store interface {
	// Get returns what was put under key; ok is false when there is nothing.
	Get(key string) (data []byte, ok bool)
	// Put keeps data under key. That it failed is not worth stopping for.
	Put(key string, data []byte) error
}

// cacheVersion is part of the key: it changes when a file is read differently.
const cacheVersion = "1"

// Key returns the name under which the definition made of data and o is kept:
// another file, or other options, have another.
func Key(data []byte, o Options) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n", cacheVersion, o.Pattern)
	h.Write(data)
	return "tokenizer-" + hex.EncodeToString(h.Sum(nil))
}

// Load returns the tokenizer in data, from store when it has it. sum, when not
// empty, is the SHA-256 in hexadecimal that data must have. What store has is
// checked; a damaged entry is replaced. store may be nil.
func Load(name string, data []byte, sum string, o Options, store Store) (*tokens.Tokenizer, error) {
	if sum != "" {
		if got := sha256.Sum256(data); !strings.EqualFold(hex.EncodeToString(got[:]), sum) {
			return nil, fmt.Errorf("tokenizer %s: the file's SHA-256 is %x, the configuration says %s", name, got, sum)
		}
	}
	if store == nil {
		d, err := Read(name, data, o)
		if err != nil {
			return nil, err
		}
		return tokens.New(d)
	}
	key := Key(data, o)
	if kept, ok := store.Get(key); ok {
		d := new(tokens.Definition)
		if d.UnmarshalBinary(kept) == nil {
			d.Name = name
			return tokens.New(d)
		}
	}
	d, err := Read(name, data, o)
	if err != nil {
		return nil, err
	}
	t, err := tokens.New(d)
	if err != nil {
		return nil, err
	}
	if packed, err := d.MarshalBinary(); err == nil {
		_ = store.Put(key, packed) // a cache that cannot be written is only slow
	}
	return t, nil
}
