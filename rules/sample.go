package rules

import (
	"math"
	"unicode/utf8"

	"github.com/promptglot/promptglot/internal/tokens"
)

// Texts above mostCounted bytes are longer than any model's context by far:
// nobody needs their exact number, and counting an unbroken run of 50 MB would
// take minutes. They are counted in samples.
const (
	mostCounted = 16 << 20
	sampleSize  = 256 << 10
	samples     = 8
)

// countOrSample counts s, or estimates it from samples spread evenly over it; sampled
// tells which. The band of a sampled count holds the thinnest and the densest
// sample, and some more.
func countOrSample(c tokens.Counter, s string) (e tokens.Estimate, sampled bool) {
	if len(s) <= mostCounted {
		return c.Count(s), false
	}
	low, high, sum := math.Inf(1), 0.0, 0.0
	for i := range samples {
		at := i * ((len(s) - sampleSize) / (samples - 1))
		end := at + sampleSize
		for at < end && !utf8.RuneStart(s[at]) {
			at++
		}
		for end > at && end < len(s) && !utf8.RuneStart(s[end]) {
			end--
		}
		x := c.Count(s[at:end])
		n := float64(end - at)
		low, high, sum = min(low, float64(x.Low)/n), max(high, float64(x.High)/n), sum+float64(x.Tokens)/n
	}
	size := float64(len(s))
	return tokens.Estimate{
		Low: int(low * size * 0.9), Tokens: int(sum / samples * size), High: int(high * size * 1.1),
		Method: tokens.Estimated, Calibration: "samples of the text",
	}, true
}
