package catalog

// Similar returns up to three of names that a mistyped name may stand for, the
// likeliest first; none where nothing comes close.
func Similar(name string, names []string) []string { return nearest(name, names) }
