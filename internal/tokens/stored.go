package tokens

import (
	"sync"
	"sync/atomic"
)

// unpackAfter is the number of bytes of text beyond which a vocabulary is
// unpacked. That takes as long as counting half a megabyte, and saves a third of
// the time from then on.
const unpackAfter = 512 << 10

// A stored is an embedded vocabulary with what is made of it on demand. Its data
// is part of the program: damage is a build error, hence panic.
type stored struct {
	packed   func() *vocab
	unpacked func() *vocab // takes 5 to 20 ms the first time
	tables   atomic.Pointer[vocab]
	text     atomic.Int64 // bytes counted while packed
}

// store returns the vocabulary in data, cut to the ids below limit.
func store(data *string, limit int) *stored {
	s := &stored{}
	s.packed = sync.OnceValue(func() *vocab { return must(open(*data, limit)) })
	s.unpacked = sync.OnceValue(func() *vocab {
		v := must(s.packed().unpacked())
		s.tables.Store(v)
		return v
	})
	return s
}

func must(v *vocab, err error) *vocab {
	if err != nil {
		panic(err)
	}
	return v
}

// vocab returns the vocabulary to count n bytes with. The caller that crosses
// the line unpacks it; others go on meanwhile.
func (s *stored) vocab(n int) *vocab {
	if v := s.tables.Load(); v != nil {
		return v
	}
	if after := s.text.Add(int64(n)); after-int64(n) <= unpackAfter && after > unpackAfter {
		return s.unpacked()
	}
	return s.packed()
}
