package catalog

// The functions of this file ask the built-in catalogue; a program that takes
// overlays asks its own Catalog.

// AsOf is Default().AsOf.
func AsOf() string { return Default().AsOf() }

// Dialects is Default().Dialects.
func Dialects() []*DialectInfo { return Default().Dialects() }

// Dialect is Default().Dialect.
func Dialect(id string) (*DialectInfo, bool) { return Default().Dialect(id) }

// Lookup is Default().Lookup.
func Lookup(host, model string) Model { return Default().Lookup(host, model) }

// Models is Default().Models.
func Models(host string) []Model { return Default().Models(host) }

// HostOf is Default().HostOf.
func HostOf(model string) string { return Default().HostOf(model) }

// Features is Default().Features.
func Features() []Feature { return Default().Features() }

// FeatureByID is Default().FeatureByID.
func FeatureByID(id string) (Feature, bool) { return Default().FeatureByID(id) }

// Vendors is Default().Vendors.
func Vendors() []Vendor { return Default().Vendors() }

// Nearest is Default().Nearest.
func Nearest(name string) []string { return Default().Nearest(name) }
