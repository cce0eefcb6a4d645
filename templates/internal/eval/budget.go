package eval

import "errors"

// A Budget bounds what a template may use. It is spent by whoever evaluates,
// and is not safe for concurrent use.
type Budget struct {
	// Steps are the evaluations left. Making a string or list of n pieces costs
	// n/64 steps more, so that memory is bounded, too.
	Steps int
	// Depth is how deep macros and recursive loops may call themselves.
	Depth int
	// Bytes is the longest string that may be made.
	Bytes int
}

// The errors of a budget that is spent.
var (
	ErrSteps = errors.New("the template takes too many steps")
	ErrSize  = errors.New("the text becomes too large")
	ErrDepth = errors.New("macros or loops call one another too deeply")
)

// Spend takes one step and what making n pieces costs.
func (b *Budget) Spend(n int) error {
	if n > b.Bytes {
		return ErrSize
	}
	if b.Steps -= 1 + n/64; b.Steps < 0 {
		b.Steps = 0
		return ErrSteps
	}
	return nil
}

// Enter goes one call deeper; Leave comes back.
func (b *Budget) Enter() error {
	if b.Depth <= 0 {
		return ErrDepth
	}
	b.Depth--
	return nil
}

// Leave ends what Enter began.
func (b *Budget) Leave() { b.Depth++ }

// Weigh spends what printing v costs: in proportion to all that it holds.
func (b *Budget) Weigh(v Value) error { return b.weigh(v, 0) }
