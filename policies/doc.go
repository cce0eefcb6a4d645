// Package policies judges facts. It compiles Rego policies – the shipped packs
// and the user's own – against a typed input, evaluates them document by
// document and turns what they select into findings.
//
// Rego selects and grades. Go attaches what a policy should not have to carry:
// position, fixes, feature, vendor, fingerprint. Policies are pure: a builtin
// that reaches for the network, the clock, the environment or a source of
// randomness does not exist for them, so the same facts give the same findings.
//
// This is the only package that imports OPA.
package policies
