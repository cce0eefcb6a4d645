// Package laws holds the tests of the laws that bind every dialect: nothing is
// lost silently, nothing is confessed falsely, and reading and writing back
// gives the same request. It has no code of its own.
package laws
