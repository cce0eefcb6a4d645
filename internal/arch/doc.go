// Package arch holds the table of rooms, which package may use which, against
// what the code really imports. It is tests only.
package arch
