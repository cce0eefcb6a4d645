package compose

// MadeUp reports whether a value of a scenario was made up, for nothing is
// known of its variable but its use: a text that is no sample of anything, and
// an address that nothing answers at.
func MadeUp(v any) bool { return v == awkward || v == madeUpURL }

// madeUpURL is the sample of an address.
const madeUpURL = "https://example.com/picture.png"
